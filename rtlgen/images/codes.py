"""Codes of what prevents an image from being read, with the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

UNUSABLE: Final = "IMG101"
NO_EYES: Final = "IMG102"
SILENT: Final = "IMG103"

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        UNUSABLE: "# IMG101 image cannot be used\n\nThe file is missing, damaged, too large or of "
        "another kind than its name says, so it was not sent. PNG, JPEG, GIF and WebP of at most 10 "
        "MiB and 8000 pixels a side are, and SVG of at most 64 KiB.",
        NO_EYES: "# IMG102 no model that sees\n\nImages were to be read, but no endpoint is "
        "configured that can see. Set `images.backend`, or `endpoint.url`, `endpoint.model` and "
        "`endpoint.sees_images`; or write into the text what the image shows. All else goes on.",
        SILENT: "# IMG103 the endpoint failed\n\nThe server that should read an image cannot be "
        "reached or answers nonsense; the message says what came. What was read before is kept; "
        "run the same command again.",
    }
)
