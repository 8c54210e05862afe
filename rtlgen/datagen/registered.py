"""Ways to write a design whose state is one register that is also its output."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rtlgen.datagen.clocking import Clocking


def vector(width: int) -> str:
    """Write the range before a name: `[7:0] `, or nothing for one bit."""
    return f"[{width - 1}:0] " if width > 1 else ""


def literal(value: int, width: int) -> str:
    """Write a sized constant: `1'b0`, `4'd9`, `16'hace1`."""
    if width == 1:
        return f"1'b{value}"
    return f"{width}'d{value}" if width < 8 else f"{width}'h{value:0{(width + 3) // 4}x}"


def begin_end(lines: Sequence[str]) -> str:
    """Write a block of statements; empty lines are left out."""
    return "begin\n" + "".join(f"    {line}\n" for line in lines if line) + "end"


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """A register and its next value, written in two ways."""

    clocking: Clocking
    out: str
    """Name of the output."""
    width: int
    first: int
    """What a reset sets."""
    expression: Callable[[str], str]
    """The next value, from the name of the register."""
    statement: Callable[[str], str]
    """The same as a statement that assigns to that name without blocking; may be many lines."""

    def bodies(self) -> dict[str, str]:
        """Return the styles."""
        begin, word, out = literal(self.first, self.width), vector(self.width), self.out
        split = (
            f"    reg {word}state;\n    wire {word}following;\n"
            f"    assign following = {self.expression('state')};\n"
            + self.clocking.block("state <= " + begin + ";", "state <= following;")
            + f"    assign {out} = state;\n"
        )
        found = {
            "statement": self.clocking.block(f"{out} <= {begin};", self.statement(out)),
            "expression": self.clocking.block(
                f"{out} <= {begin};", f"{out} <= {self.expression(out)};"
            ),
            "split": split,
        }
        if found["statement"] == found["expression"]:
            del found["expression"]
        return found

    def registers(self) -> dict[str, frozenset[str]]:
        """Return which outputs are `reg` in the styles of `bodies`."""
        return {style: frozenset({self.out}) for style in ("statement", "expression")}
