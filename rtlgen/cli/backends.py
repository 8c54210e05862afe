"""Open the backends that the user named."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from rtlgen.errors import UsageError, suggest

if TYPE_CHECKING:
    from rtlgen.candidate import Backend
    from rtlgen.config import Config

EXACT, EMBEDDED = "exact", "embedded"
SCHEMES = (EXACT, EMBEDDED, "endpoint", "local", "replay")
ADVISERS = ("endpoint", "local", "replay")
"""Who can write worked examples: the others write Verilog alone."""


def cache_folder() -> Path:
    """Where completions are kept between runs (`XDG_CACHE_HOME`, else `~/.cache`)."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "rtlgen"


def names_of(named: Sequence[str] | None, config: Config) -> tuple[str, ...]:
    """Return the backends to ask: those that the user named, else the configured ones.

    The embedded model is left out of the configured ones, with a note, where torch or transformers
    is not installed; a user who names it is told by an error.
    """
    if named:
        return tuple(named)
    names = config.generate.backends
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    if EMBEDDED in names and missing:
        _say_on_stderr(
            f"without the embedded model: {missing[0]} is not installed (pip install "
            "'rtlgen[local]')"
        )
        return tuple(name for name in names if name != EMBEDDED)
    return names


def advisers_of(named: Sequence[str] | None, config: Config) -> tuple[str, ...]:
    """Return the backends of second opinions: those that the user named, else the configured ones.

    Raises:
        UsageError: one of them writes no examples.
    """
    names = tuple(named or config.generate.second_opinion)
    for name in names:
        if name.split(":", 1)[0] in (EXACT, EMBEDDED):
            known = ", ".join(ADVISERS)
            raise UsageError(
                f"--second-opinion: {name!r} writes no worked examples; known: {known}, or a URL"
            )
        _check_scheme(name, "--second-opinion")
    return names


@contextmanager
def open_backends(
    names: Sequence[str], config: Config, *, has_cache: bool
) -> Iterator[list[Backend]]:
    """Open backends in the order of their names; the completion cache closes at the end.

    Raises:
        UsageError: a name is unknown (the nearest is suggested) or lacks its configuration.
    """
    from rtlgen.backends import CachedBackend, CompletionCache, open_backend

    for name in names:
        _check_scheme(name)
    remote = [name for name in names if name != EXACT]
    cache = CompletionCache(cache_folder() / "completions.sqlite") if remote and has_cache else None
    try:
        backends: list[Backend] = []
        for name in names:
            if name == EXACT:
                from rtlgen.exact import ExactBackend

                backends.append(ExactBackend())
                continue
            backend = open_backend(
                name, config.endpoint, prices=config.prices, notify=_say_on_stderr
            )
            if cache is not None and not name.startswith("replay:"):
                backend = CachedBackend(backend, cache)
            backends.append(backend)
        yield backends
    finally:
        if cache is not None:
            cache.close()


def _say_on_stderr(text: str) -> None:
    print(f"  {text}", file=sys.stderr, flush=True)


def _check_scheme(name: str, flag: str = "--backend") -> None:
    scheme = name.split(":", 1)[0]
    if scheme in SCHEMES or name.startswith(("http://", "https://")):
        return
    hint = suggest(scheme, SCHEMES, otherwise=f"known: {', '.join(SCHEMES)}, or a URL")
    raise UsageError(f"{flag}: unknown backend {name!r}; {hint}")
