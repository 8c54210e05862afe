"""Truth tables: a random function of two to four inputs, told by its ones, zeros or an equation."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.truth_tables import notations
from rtlgen.datagen.told.truth_tables import others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    names: tuple[str, ...]
    """The inputs, the most significant first."""
    out: str
    ones: tuple[int, ...]
    """Rows for which the output is 1."""

    @property
    def zeros(self) -> tuple[int, ...]:
        """Rows for which the output is 0."""
        return tuple(row for row in range(1 << len(self.names)) if row not in self.ones)

    def literals(self, row: int, *, inverted: str) -> list[str]:
        """Write each input as it is in a row, or with a sign of inversion before it."""
        digits = format(row, f"0{len(self.names)}b")
        return [
            name if digit == "1" else inverted + name
            for name, digit in zip(self.names, digits, strict=True)
        ]


def draw(rng: random.Random) -> Drawn:
    """Draw a function of a few bits."""
    count = rng.choice((2, 3, 3, 3, 4, 4))
    names = rng.choice((("a", "b", "c", "d"), ("x1", "x2", "x3", "x4"), ("w", "x", "y", "z")))
    rows = 1 << count
    table = _Table(
        names=names[:count], out=rng.choice(("f", "out", "q", "g")),
        ones=tuple(sorted(rng.sample(range(rows), rng.randrange(1, rows)))),
    )  # fmt: skip

    def function(levels: Levels) -> Known:
        row = int("".join(str(levels[name]) for name in table.names), 2)
        return {table.out: int(row in table.ones)}

    return Drawn(
        family="truth_tables",
        name=rng.choice(("truth_table", "logic_function", f"func{count}", "comb_logic")),
        ports=(*(input_port(name) for name in table.names), output_port(table.out)),
        bodies={
            "minterms": _minterms(table), "maxterms": _maxterms(table), "case": _case(table),
            "lookup": _lookup(table), "shannon": _shannon(table),
        },
        registers={"case": frozenset({table.out})},
        says=_says(table),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _minterms(table: _Table) -> str:
    terms = [f"({' & '.join(table.literals(row, inverted='~'))})" for row in table.ones]
    joined = "\n        | ".join(terms)
    return f"    assign {table.out} = {joined};\n"


def _maxterms(table: _Table) -> str:
    turned = (1 << len(table.names)) - 1
    terms = [f"({' | '.join(table.literals(row ^ turned, inverted='~'))})" for row in table.zeros]
    joined = "\n        & ".join(terms)
    return f"    assign {table.out} = {joined};\n"


def _case(table: _Table) -> str:
    count = len(table.names)
    patterns = ", ".join(f"{count}'b{row:0{count}b}" for row in table.ones)
    return (
        f"    always @(*)\n        case ({{{', '.join(table.names)}}})\n"
        f"            {patterns}:\n                {table.out} = 1'b1;\n"
        f"            default:\n                {table.out} = 1'b0;\n        endcase\n"
    )


def _lookup(table: _Table) -> str:
    rows = 1 << len(table.names)
    word = sum(1 << row for row in table.ones)
    return (
        f"    localparam [{rows - 1}:0] TABLE = {rows}'b{word:0{rows}b};\n"
        f"    wire [{len(table.names) - 1}:0] row = {{{', '.join(table.names)}}};\n\n"
        f"    assign {table.out} = TABLE[row];\n"
    )


def _shannon(table: _Table) -> str:
    """Write multiplexers: each input chooses between two smaller functions."""

    def choose(column: Sequence[bool], names: Sequence[str]) -> str:
        if all(column) or not any(column):
            return f"1'b{int(column[0])}"
        half = len(column) // 2
        low, high = choose(column[:half], names[1:]), choose(column[half:], names[1:])
        if low == high:
            return low
        constants = {("1'b0", "1'b1"): names[0], ("1'b1", "1'b0"): f"~{names[0]}"}
        return constants.get((low, high), f"({names[0]} ? {high} : {low})")

    column = [row in table.ones for row in range(1 << len(table.names))]
    return f"    assign {table.out} = {choose(column, table.names)};\n"


def _says(table: _Table) -> tuple[str, ...]:
    out, count = table.out, len(table.names)
    order = ", ".join(f"`{name}`" for name in table.names)
    word = "".join(table.names)
    ones = ", ".join(str(row) for row in table.ones)
    zeros = ", ".join(str(row) for row in table.zeros)
    patterns = ", ".join(f"{row:0{count}b}" for row in table.ones)
    lines = ", ".join(
        f"{row:0{count}b} gives {int(row in table.ones)}" for row in range(1 << count)
    )
    words = " or ".join(
        f"({' and '.join(table.literals(row, inverted='not '))})" for row in table.ones
    )
    equation = " + ".join("·".join(table.literals(row, inverted="!")) for row in table.ones)
    return (
        f"Read {order}, in this order, as a binary number, `{table.names[0]}` the most significant"
        f" bit. `{out}` is 1 for {ones}, and 0 for all other numbers.",
        f"The function {out}({', '.join(table.names)}) is the sum of the minterms m({ones});"
        f" `{table.names[0]}` is the most significant and `{table.names[-1]}` the least"
        " significant input.",
        f"`{out}` is the product of the maxterms M({zeros}): with `{table.names[0]}` as the most"
        f" significant and `{table.names[-1]}` as the least significant bit, `{out}` is 0 in these"
        " rows of the truth table and 1 in all the others.",
        f"Truth table, inputs in the order {order}: {lines}, always for `{out}`.",
        f"Given {order}, `{out}` goes high exactly for these combinations (written in the order"
        f" {word}): {patterns}.",
        f"Let {out} = {words}.",
        *_more(table),
        *others(table.names, out, table.ones),
        *notations(table.names, out, table.ones),
        f"Compute {out} = {equation}, where + is OR, · is AND and ! is NOT.",
    )


def _more(table: _Table) -> tuple[str, ...]:
    """Say the same in more ways."""
    out, names, rows = table.out, table.names, 1 << len(table.names)
    count, joined = len(names), ", ".join(names)
    column = "".join(str(int(row in table.ones)) for row in range(rows))
    word = column[::-1]
    last = "; ".join(
        f"{', '.join(f'{n}={d}' for n, d in zip(names, f'{row:0{count}b}', strict=True))}"
        for row in table.ones
    )
    sums = " & ".join(
        f"({' | '.join(table.literals(row ^ (rows - 1), inverted='~'))})" for row in table.zeros
    )
    products = " | ".join(
        f"({' & '.join(table.literals(row, inverted='~'))})" for row in table.ones
    )
    half = rows // 2
    halves = (column[:half], column[half:])
    low = ", ".join(f"{row:0{count}b}" for row in table.zeros)
    arms = ", ".join(f"{count}'b{row:0{count}b}" for row in table.ones)
    return (
        f"Verilog equation: {out} = {products}.",
        f"In product-of-sums form, {out} = {sums}.",
        f"The output column of the truth table, from row 0 to row {rows - 1}, is {column}. A row "
        f"number is {{{joined}}} in binary, and the column is {out}.",
        f"Create a lookup table: `{out}` is bit number {{{joined}}} of the {rows}-bit constant "
        f"{rows}'b{word}.",
        f"A case statement on {{{joined}}} sets {out} to 1 for {arms} and to 0 by default.",
        f"You are given all input conditions under which `{out}` shall be 1. They are {last}. In "
        f"every other situation the circuit outputs 0.",
        f"Design a circuit of {count} inputs that is off ({out} = 0) exactly for the input words "
        f"{low}, in which the digits stand for {joined} from left to right; otherwise it is on.",
        f"Split the table by {names[0]}. With {names[0]} = 0 and the remaining inputs "
        f"({', '.join(names[1:])}) counting up in binary, {out} takes the values "
        f"{', '.join(halves[0])}. With {names[0]} = 1 it takes {', '.join(halves[1])}.",
    )
