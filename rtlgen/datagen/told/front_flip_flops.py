"""Flip-flops with some logic before them in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series

_TABLES = {
    "XOR": (0, 1, 1, 0), "XNOR": (1, 0, 0, 1), "AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1),
    "NAND": (1, 1, 1, 0), "NOR": (1, 0, 0, 0),
}  # fmt: skip
_SUMS = {
    "XOR": "({0} + {1}) mod 2", "XNOR": "({0} + {1} + 1) mod 2", "AND": "{0} * {1}",
    "OR": "max({0}, {1})", "NAND": "1 - {0} * {1}", "NOR": "1 - max({0}, {1})",
    "mux": "(1 - {2}) * {0} + {2} * {1}",
}  # fmt: skip
_CODE = {
    "XOR": "{0} != {1}", "XNOR": "{0} == {1}", "AND": "{0} && {1}", "OR": "{0} || {1}",
    "NAND": "!({0} && {1})", "NOR": "!({0} || {1})", "mux": "{2} ? {1} : {0}",
}  # fmt: skip


def others(
    kind: str, operands: Sequence[str], out: str, formula: str, words: str
) -> tuple[str, ...]:
    """Describe a flip-flop; clock and reset are told elsewhere.

    Args:
        kind: A gate, or `mux`.
        operands: Of the gate, or what the multiplexer takes for 0, what for 1, and its select.
        out: The flip-flop, which may be an operand.
        formula: What it stores, in Verilog.
        words: The same in words.
    """
    sums = _SUMS[kind].format(*(f"{name}[n]" for name in operands))
    code = _CODE[kind].format(*operands)
    free = [f"`{name}`" for name in dict.fromkeys(operands) if name != out]
    needs = series(free)
    has_loop = out in operands
    loop = f" and, since it is fed back, on `{out}` itself" if has_loop else ""
    return (
        f"Register of one bit: `{out} <= {formula}` on each tick.",
        _terse(kind, operands, out),
        (
            f"Which circuit holds one bit, `{out}`, and loads it at every clock event with "
            f"{words}? Build it."
        ),
        (
            f"Can you put a flop behind a bit of logic for me? The flop is `{out}`, and every "
            f"cycle I would like it to load {words}."
        ),
        (
            f"`{out}` shall be the output of exactly one edge-triggered storage element. With "
            f"every clock event this element must load {words}; changes of "
            f"{needs} at any other time must not reach it."
        ),
        f"{_cases(kind, operands, out)}.",
        (
            f"Unlike a latch, the flop `{out}` is never transparent: whatever {needs} may do "
            f"between two clock events goes unnoticed. What a clock event brings into it is "
            f"{words}."
        ),
        (
            f"With n numbering the clock events and all signals being numbers 0 or 1, "
            f"{out}[n+1] = {sums}."
        ),
        (
            f"Think of a variable `bool {out}` that keeps its value from one cycle to another. "
            f"Every clock event executes `{out} = {code};` once."
        ),
        (
            f"`{out}` shows a stored bit. Which bit is stored depends on {needs}{loop}, sampled at "
            f"the clock event: {_table(kind, operands, out)}."
        ),
    )


def _terse(kind: str, operands: Sequence[str], out: str) -> str:
    if kind != "mux":
        one, other = operands
        if kind == "XOR" and out in operands:
            return f"T flip-flop with the toggle input {one} and the output {out}."
        back = other == out
        return (
            f"D flip-flop {out} behind a 2-input {kind}: {one} and "
            f"{f'{out} fed back' if back else other}."
        )
    low, high, select = operands
    if out in (low, high):
        data, level = (low, "low") if high == out else (high, "high")
        return (
            f"D flip-flop with clock enable: data {data}, enable {select} (active {level}), output "
            f"{out}."
        )
    return f"D flip-flop {out} with a 2:1 mux in front: {select} = 0 for {low}, 1 for {high}."


def _cases(kind: str, operands: Sequence[str], out: str) -> str:
    """Tell what a clock event does for both levels of one operand, 1 first."""
    if kind == "mux":
        low, high, select = operands
        return (
            f"While `{select}` is 1, a clock event {_taken(out, high, (0, 1))}; while it is 0, a "
            f"clock event {_taken(out, low, (0, 1))}"
        )
    one, other = operands
    table = _TABLES[kind]
    return (
        f"If `{one}` is 1, a clock event {_taken(out, other, table[2:])}; if it is 0, a clock "
        f"event {_taken(out, other, table[:2])}"
    )


def _taken(out: str, name: str, column: Sequence[int]) -> str:
    """Tell what becomes of the flip-flop, as a function of a signal."""
    if tuple(column) in ((0, 0), (1, 1)):
        return f"{'sets' if column[0] else 'clears'} `{out}` to {column[0]}"
    if name == out:
        return f"leaves `{out}` as it is" if column[1] else f"toggles `{out}`"
    return f"copies {'' if column[1] else 'the inverse of '}`{name}` into `{out}`"


def _table(kind: str, operands: Sequence[str], out: str) -> str:
    """List the rows of the truth table."""
    count = len(operands)
    order = [f"the old {out}" if name == out else name for name in operands]
    rows = []
    for row in range(1 << count):
        digits = f"{row:0{count}b}"
        bit = int(digits[int(digits[2])]) if kind == "mux" else _TABLES[kind][row]
        rows.append(f"{digits} gives {bit}")
    return f"with the digits for {', '.join(order)} in this order, {', '.join(rows)}"
