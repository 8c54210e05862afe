"""Open a backend by the name that the user wrote."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from rtlgen.backends.chat import Server, shown_url
from rtlgen.backends.endpoint import EndpointBackend, ModelPrice
from rtlgen.backends.local import LocalBackend
from rtlgen.backends.replay import ReplayBackend
from rtlgen.candidate import Backend
from rtlgen.errors import UsageError

EMBEDDED = "embedded"
WEIGHTS = Path(__file__).parent.parent / "model" / "weights"
"""The folder of the model that ships with the package."""


class EndpointSettings(Protocol):
    """The section `[endpoint]` of the configuration."""

    @property
    def url(self) -> str | None:
        """Base URL, ending in /v1."""
        ...

    @property
    def model(self) -> str | None:
        """Name of the model."""
        ...

    @property
    def timeout_s(self) -> float:
        """Limit of one call."""
        ...

    @property
    def deadline_s(self) -> float:
        """Limit of all calls for one specification."""
        ...

    @property
    def sees_images(self) -> bool:
        """Whether figures are sent."""
        ...


def open_backend(
    name: str,
    settings: EndpointSettings,
    *,
    prices: Mapping[str, ModelPrice] | None = None,
    notify: Callable[[str], object] = lambda _: None,
) -> Backend:
    """Open `embedded`, `endpoint[:MODEL]`, a URL, `local:FOLDER` or `replay:FILE`.

    Args:
        name: As the user wrote it.
        settings: The section `[endpoint]` of the configuration.
        prices: Model → price.
        notify: Called with a line for people when a server makes us wait.

    Raises:
        UsageError: the name is none of these, or the configuration lacks what it needs.
        BackendError: a local folder holds no model.
    """
    scheme, _, rest = name.partition(":")
    if name == EMBEDDED:
        return LocalBackend(WEIGHTS, name=EMBEDDED)
    if scheme == "replay" and rest:
        return ReplayBackend(Path(rest))
    if scheme == "local" and rest:
        return LocalBackend(Path(rest))
    if scheme in ("http", "https"):
        server = _server(name, settings.model, settings, origin="--backend")
        return EndpointBackend(server, prices=prices, notify=notify)
    if scheme == "endpoint":
        server = _server(settings.url, rest or settings.model, settings, origin="endpoint.url")
        return EndpointBackend(server, prices=prices, notify=notify)
    raise UsageError(
        f"--backend {name}: write exact, embedded, endpoint[:MODEL], URL, local:FOLDER or "
        "replay:FILE"
    )


def _server(
    url: str | None, model: str | None, settings: EndpointSettings, *, origin: str
) -> Server:
    if url is None:
        raise UsageError(
            "--backend endpoint: no server is configured; set endpoint.url or RTLGEN_ENDPOINT__URL"
        )
    if not _is_http(url):
        raise UsageError(
            f"{origin}: {shown_url(url)!r} is not the URL of a server; write it as "
            "http://HOST:PORT/v1"
        )
    if model is None:
        raise UsageError(
            f"--backend {shown_url(url)}: no model is named; set endpoint.model or "
            "RTLGEN_ENDPOINT__MODEL"
        )
    return Server(
        url=url, model=model, timeout_s=settings.timeout_s, deadline_s=settings.deadline_s,
        sees_images=settings.sees_images,
    )  # fmt: skip


def _is_http(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:  # a port that is no number
        return False
