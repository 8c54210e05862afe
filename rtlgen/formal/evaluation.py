"""Evaluate a netlist symbolically for one set of input levels and stored values."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from rtlgen.formal.cells import CELLS, Operands, UnsupportedCell
from rtlgen.formal.netlist import LATCHES, Bit, NetCell, Netlist, Unsupported, describe_cell
from rtlgen.formal.words import Word, choose, concat, extract, known

Unknown = Callable[[int], Word]
"""Makes a word of some bits of which nothing is known."""


class Evaluation:
    """The values of all nets, computed when they are asked for.

    Latches that are open pass their data on, and registers whose asynchronous reset is active
    show their reset value.
    """

    def __init__(
        self,
        netlist: Netlist,
        inputs: Mapping[str, Word],
        stored: Mapping[str, Word],
        unknown: Unknown,
    ) -> None:
        """Evaluate `netlist`.

        Args:
            netlist: The netlist.
            inputs: Input port → level.
            stored: Register or latch → the value that it holds.
            unknown: For `x` bits and nets that nothing drives.
        """
        self._drivers = netlist.drivers()
        self._stored = stored
        self._unknown = unknown
        self._values: dict[str, Word] = {}
        self._sources: dict[Bit, tuple[Word, int]] = {
            bit: (word, index)
            for name, word in inputs.items()
            for index, bit in enumerate(netlist.inputs.get(name, ()))
        }

    def word(self, bits: Sequence[Bit]) -> Word:
        """Return the value of some bits, given least significant first.

        Raises:
            Unsupported: a combinational loop, or a cell that is not modelled.
        """
        self._settle(bits)
        return self._assembled(bits)

    def _settle(self, bits: Sequence[Bit]) -> None:
        """Evaluate the cells that drive the bits, deepest first."""
        stack = [self._drivers[bit][0] for bit in bits if bit in self._drivers]
        opened: set[str] = set()
        while stack:
            cell = stack[-1]
            if cell.name in self._values:
                stack.pop()
                continue
            missing = [
                driver for bit in needs(cell) if bit in self._drivers
                for driver in (self._drivers[bit][0],) if driver.name not in self._values
            ]  # fmt: skip
            if not missing:
                self._values[cell.name] = self._value(cell)
                stack.pop()
            elif cell.name in opened:
                raise cell.refuse("a combinational loop")
            else:
                opened.add(cell.name)
                stack.extend(missing)

    def _value(self, cell: NetCell) -> Word:
        if cell.is_state:
            return self._state(cell)
        compute = CELLS.get(cell.type)
        if compute is None:
            raise cell.refuse(describe_cell(cell.type))
        operands = Operands(
            words={port: self._assembled(bits) for port, bits in cell.inputs()},
            parameters=dict(cell.parameters),
            width=len(cell.output),
            unknown=self._unknown,
        )
        try:
            return compute(operands)
        except UnsupportedCell as error:
            raise cell.refuse(str(error)) from error

    def _state(self, cell: NetCell) -> Word:
        value = self._stored[cell.name]
        if cell.type in LATCHES:
            is_open = self.level(cell, "EN")
            value = choose(is_open, self._assembled(cell.connections["D"]), value)
        return self.after_reset(cell, value)

    def after_reset(self, cell: NetCell, value: Word) -> Word:
        """Return the value, or the reset value while the asynchronous reset is active."""
        if "ARST" not in cell.connections:
            return value
        return choose(self.level(cell, "ARST"), self._reset_value(cell), value)

    def level(self, cell: NetCell, port: str) -> Word:
        """Return whether a control input (`EN`, `ARST`) is active, as one bit."""
        word = self.word(cell.connections[port])
        is_high = cell.parameters.get(f"{port}_POLARITY", 1)
        return word if is_high else Word(~word.value, word.unknown)

    def _reset_value(self, cell: NetCell) -> Word:
        return concat([
            known(int(bit), 1) if bit in "01" else self._unknown(1) for bit in cell.reset_value
        ])  # fmt: skip

    def _assembled(self, bits: Sequence[Bit]) -> Word:
        """Join bits to a word; runs of neighbours of one word are taken as a whole."""
        parts: list[Word] = []
        index = 0
        while index < len(bits):
            stop = index + 1
            source = self._source(bits[index])
            if source is None:
                part, stop = self._constant(bits, index)
            else:
                word, low = source
                while stop < len(bits) and low + stop - index < word.width:
                    following = self._source(bits[stop])
                    if following is None or following[0] is not word:
                        break
                    if following[1] != low + stop - index:
                        break
                    stop += 1
                part = extract(word, low + stop - index - 1, low)
            parts.append(part)
            index = stop
        return concat(list(reversed(parts)))

    def _source(self, bit: Bit) -> tuple[Word, int] | None:
        if bit in self._sources:
            return self._sources[bit]
        if bit in self._drivers:
            cell, index = self._drivers[bit]
            return self._values[cell.name], index
        return None

    def _constant(self, bits: Sequence[Bit], start: int) -> tuple[Word, int]:
        """Return the constant that begins at `start`, and where it stops."""
        stop = start
        value = 0
        while stop < len(bits) and bits[stop] in ("0", "1"):
            value |= int(bits[stop]) << (stop - start)
            stop += 1
        if stop > start:
            return known(value, stop - start), stop
        # An x, a z, or a net that nothing drives; each such net keeps one value.
        bit = bits[start]
        word = self._unknown(1)
        if isinstance(bit, int):
            self._sources[bit] = (word, 0)
        return word, start + 1


def needs(cell: NetCell) -> list[Bit]:
    """Return the bits that decide a cell's output at once, without a clock edge."""
    if not cell.is_state:
        return [bit for _, bits in cell.inputs() for bit in bits]
    ports = ["ARST"] if "ARST" in cell.connections else []
    if cell.type in LATCHES:
        ports += ["EN", "D"]
    return [bit for port in ports for bit in cell.connections[port]]


__all__ = ["Evaluation", "Unsupported", "needs"]
