"""Read the outputs of the design under test."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any


class Monitor:
    """Reads outputs as bit strings."""

    def __init__(self, dut: Any, outputs: Iterable[str]) -> None:
        """Watch the named outputs of `dut`."""
        self._handles = {name: dut[name] for name in outputs}

    def read(self) -> dict[str, str]:
        """Return output → bits (most significant first) over `0`, `1`, `x`, `z`."""
        return {name: _bits(handle) for name, handle in self._handles.items()}


def _bits(handle: Any) -> str:
    # Icarus knows the strengths L, H and W as well; they read as 0, 1 and x.
    return str(handle.value).lower().translate(str.maketrans("lhw", "01x"))
