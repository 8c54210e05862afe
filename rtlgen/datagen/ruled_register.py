"""Registers with rules: an input at a level, and what an edge does then."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.datagen.actions import Action, Values
from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.registered import literal, vector


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledRegister:
    """A register and its rules."""

    name: str
    width: int
    first: int
    """What a reset sets."""
    rules: tuple[tuple[str, int, Action], ...]
    """Inputs with the level at which something happens; the first that fits counts."""
    last: Action
    """What happens if none fits."""

    def next(self, values: Values) -> int | None:
        """Return the next value."""
        fitting = [action for name, level, action in self.rules if values[name] == level]
        value = (*fitting, self.last)[0].value(values)
        return None if value is None else value % (1 << self.width)

    def expression(self) -> str:
        """Write the next value with the operator `?:`."""
        tests = "".join(
            f"{_test(name, level)} ? {self._of(action)} : " for name, level, action in self.rules
        )
        return tests + self._of(self.last)

    def statement(self) -> str:
        """Write it with `if`; a register that holds is not mentioned at the end."""
        lines, word = [], "if"
        for name, level, action in self.rules:
            lines += [f"{word} ({_test(name, level)})", f"    {self.name} <= {self._of(action)};"]
            word = "else if"
        if not lines:
            return f"{self.name} <= {self._of(self.last)};"
        if self.last.verilog != "Q":
            lines += ["else", f"    {self.name} <= {self._of(self.last)};"]
        return "\n".join(lines)

    def _of(self, action: Action) -> str:
        return action.verilog.replace("Q", self.name)


def _test(name: str, level: int) -> str:
    return name if level else f"!{name}"


def bodies(clocking: Clocking, registers: Sequence[RuledRegister]) -> dict[str, str]:
    """Write registers that share a clock: with `if` in one block or in several, and with `?:`."""
    resets = [f"{one.name} <= {literal(one.first, one.width)};" for one in registers]
    statements = [one.statement() for one in registers]
    wires = "".join(
        f"    wire {vector(one.width)}next_{one.name} = {one.expression()};\n" for one in registers
    )
    moved = [f"{one.name} <= next_{one.name};" for one in registers]
    found = {
        "if": clocking.block(_block(resets), _block(statements)),
        "wires": wires + "\n" + clocking.block(_block(resets), _block(moved)),
    }
    if len(registers) > 1:
        found["apart"] = "\n".join(
            clocking.block(reset, _block([text]))
            for reset, text in zip(resets, statements, strict=True)
        )
    else:
        text = f"{registers[0].name} <= {registers[0].expression()};"
        found["ternary"] = clocking.block(resets[0], text)
    if found["if"] == found.get("ternary"):
        del found["ternary"]
    return found


def _block(statements: Sequence[str]) -> str:
    """Join statements; a single one needs no `begin`."""
    if len(statements) == 1:
        return statements[0]
    lines = [f"    {line}" for text in statements for line in text.split("\n")]
    return "\n".join(("begin", *lines, "end"))
