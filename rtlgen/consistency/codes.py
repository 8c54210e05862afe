"""Rule codes of the consistency check, with the page that `rtlgen explain CODE` prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "CON101": "# CON101 two places contradict each other\n\nTwo parts of the specification "
        "demand different things of the design in the same situation, so no design is right. The "
        "message names both places and the situation. Decide which one is meant and correct the "
        "other.",
        "CON201": "# CON201 nothing determines this\n\nFor some inputs no table, map, machine or "
        "waveform says what an output is. Where any value will do, say so (`-`); else add what is "
        "missing.",
        "CON202": "# CON202 only the prose says this\n\nThe specification has tables or drawings, "
        "but none of them shows this output, so it can be neither built by construction nor "
        "checked. Add a table, or a reference design with --ref.",
        "CON301": "# CON301 picture not read\n\nThere is no approved reading of the image, so it "
        "is not known whether it agrees with the rest. Describe it in the text, give its content as "
        "a table, a list of transitions or WaveDrom, or have it read by a model that sees "
        "(`--read-images`).",
    }
)
