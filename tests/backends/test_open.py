"""Backends by name."""

from __future__ import annotations

import re

import pytest

from rtlgen.backends import open_backend
from rtlgen.config import EndpointConfig
from rtlgen.errors import UsageError

URL = "http://127.0.0.1:9/v1"


@pytest.mark.parametrize(
    ("name", "settings", "opened"),
    [
        ("endpoint", {"url": URL, "model": "m"}, "endpoint:m"),
        ("endpoint:other", {"url": URL, "model": "m"}, "endpoint:other"),
        (URL, {"model": "m"}, "endpoint:m"),
    ],
)
def test_endpoints(name: str, settings: dict[str, str], opened: str) -> None:
    """The model comes from the name, else from the configuration."""
    assert open_backend(name, EndpointConfig(**settings)).name == opened


@pytest.mark.parametrize(
    ("name", "settings", "message"),
    [
        (
            "endpoint",
            {},
            "--backend endpoint: no server is configured; set endpoint.url or RTLGEN_ENDPOINT__URL",
        ),
        (
            URL.replace("//", "//me:pa55word@"),
            {},
            f"--backend {URL}: no model is named; set endpoint.model or RTLGEN_ENDPOINT__MODEL",
        ),
        (
            "endpoint:m",
            {"url": "localhost:8000/v1"},
            "endpoint.url: 'localhost:8000/v1' is not the URL of a server; write it as "
            "http://HOST:PORT/v1",
        ),
        (
            "http://127.0.0.1:port/v1",
            {"model": "m"},
            "--backend: 'http://127.0.0.1:port/v1' is not the URL of a server; write it as "
            "http://HOST:PORT/v1",
        ),
        (
            "local:",
            {},
            "--backend local:: write exact, embedded, endpoint[:MODEL], URL, local:FOLDER or "
            "replay:FILE",
        ),
    ],
)
def test_names_that_cannot_be_opened(name: str, settings: dict[str, str], message: str) -> None:
    """Each says what is missing, and where to set it; a password is not repeated."""
    with pytest.raises(UsageError, match=f"^{re.escape(message)}$"):
        open_backend(name, EndpointConfig(**settings))
