"""Put levels on the inputs of the design under test."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cocotb.triggers import Timer
from cocotb.types import LogicArray

HALF_STEP_NS = 5
"""Clock levels change at the beginning of a step, data inputs half a step later."""


class Driver:
    """Drives whole steps; clocks first, then data, so that an edge sees the data before it."""

    def __init__(self, dut: Any, clocks: frozenset[str]) -> None:
        """Drive `dut`; `clocks` are the inputs whose levels change first."""
        self._dut = dut
        self._clocks = clocks

    def undefine(self, widths: Mapping[str, int]) -> None:
        """Drive x on all inputs; what nobody drives is z, and registers would store it.

        Args:
            widths: Input → bits.
        """
        for name, width in widths.items():
            self._set(name, "x" * width)

    async def step(self, levels: Mapping[str, str]) -> None:
        """Drive one step and wait until the design has settled.

        Args:
            levels: Input → bits (most significant first) over `0`, `1`, `x`, `z`; inputs that are
                not named keep their level.
        """
        for is_clock in (True, False):
            for name, bits in levels.items():
                if (name in self._clocks) is is_clock:
                    self._set(name, bits)
            await Timer(HALF_STEP_NS, "ns")

    def _set(self, name: str, bits: str) -> None:
        handle = self._dut[name]
        text = bits.upper()
        handle.value = LogicArray(text) if len(text) > 1 or len(handle) > 1 else _logic(text)


def _logic(text: str) -> Any:
    from cocotb.types import Logic

    return Logic(text)
