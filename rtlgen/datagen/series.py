"""Several things in a row, as English writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def series(parts: Sequence[str], word: str = "and") -> str:
    """Write `x`, `x and y`, `x, y and z`, or with another word before the last one."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} {word} {parts[-1]}"


def marked(names: Iterable[str]) -> str:
    """Write names of ports with backquotes as a series."""
    return series([f"`{name}`" for name in names])
