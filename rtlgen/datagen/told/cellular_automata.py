"""Cellular automata in further words."""

from __future__ import annotations

Names = tuple[str, str, str, str | None]


def others(
    names: Names,
    sizes: tuple[int, int],
    texts: tuple[str, str, str],
    formulas: tuple[str, str],
    *,
    is_ring: bool,
) -> tuple[str, ...]:
    """Say in further words how a row of cells develops.

    Args:
        names: The cells, the load input, its data, the enable.
        sizes: The number of the rule, and of cells.
        texts: What lies beyond the ends, when there is a generation, what the load input does.
        formulas: The rule for one cell with L, C and R, and for the whole row in Verilog.
        is_ring: The ends are neighbours.
    """
    return (
        *_plain(names, sizes, texts, formulas, is_ring=is_ring),
        *_tables(names, sizes, texts),
        *_numbers(names, sizes, texts, is_ring=is_ring),
    )


def _plain(
    names: Names,
    sizes: tuple[int, int],
    texts: tuple[str, str, str],
    formulas: tuple[str, str],
    *,
    is_ring: bool,
) -> tuple[str, ...]:
    (out, load, data, enable), (rule, width) = names, sizes
    (edge, when, copy), (cell, row) = texts, formulas
    following = f"({enable} ? {row} : {out})" if enable else row
    ends = "closed to a ring" if is_ring else "zeros beyond both ends"
    step = f", step enable `{enable}`" if enable else ""
    join = "the two ends touch" if is_ring else "there is nothing but zeros outside"
    wait = f", as long as `{enable}` is up" if enable else ""
    return (
        f"`{out} <= {load} ? {data} : {following}` on each tick of the clock.",
        (
            f"Elementary cellular automaton, rule {rule}, {width} cells, {ends}, parallel "
            f"load{step}. The left neighbour is the next higher bit."
        ),
        (
            f"What does a row of {width} cells look like one generation later under rule {rule} of "
            f"Wolfram's elementary automata? Build the circuit that answers this in `{out}`, at "
            f"every {when}. The most significant bit is the leftmost cell. {edge} {copy}"
        ),
        (
            f"I want to watch rule {rule} (Wolfram's code) on {width} cells. Give me the row on "
            f"`{out}`, MSB on the left, and one new generation per clock{wait}; {join}. I write my "
            f"own pattern from `{data}` with `{load}`."
        ),
        (
            f"At every {when} each cell C of `{out}` shall be replaced by {cell}, where L and R "
            "are its neighbours with the next higher and the next lower index. All cells must "
            f"change at the same time, from the old values. {edge} The input `{load}`, while high, "
            f"shall load the row from `{data}` instead."
        ),
    )


def _tables(names: Names, sizes: tuple[int, int], texts: tuple[str, str, str]) -> tuple[str, ...]:
    (out, load, data, _), (rule, _) = names, sizes
    edge, when, copy = texts
    halves = [
        ", ".join(f"{pair:02b} to {rule >> (left * 4 + pair) & 1}" for pair in range(4))
        for left in (0, 1)
    ]
    stays = ", ".join(f"{trio:03b}" for trio in range(8) if (rule >> trio & 1) == (trio >> 1 & 1))
    return (
        (
            f"Unless `{load}` is 1, every {when} renews each bit of `{out}` from itself and its "
            "two neighbours. Case 1, the bit to its left (index one higher) is 1: the pair of the "
            f"bit itself and the bit to its right leads from {halves[1]}. Case 2, the bit to its "
            f"left is 0: it leads from {halves[0]}. {edge} If `{load}` is 1, `{out}` is loaded "
            f"with `{data}`."
        ),
        (
            f"Unlike a shift register, this row of bits moves nothing along; a bit of `{out}` "
            f"either stays or flips at an {when}. It stays if the old bits i+1, i and i-1, read in "
            f"this order, are one of {stays}. For all other patterns bit i flips. {edge} {copy}"
        ),
    )


def _numbers(
    names: Names, sizes: tuple[int, int], texts: tuple[str, str, str], *, is_ring: bool
) -> tuple[str, ...]:
    (out, load, data, enable), (rule, width) = names, sizes
    edge, when, copy = texts
    top = width - 1
    index = f", indices being taken modulo {width}" if is_ring else ""
    outside = "" if is_ring else f", with x(-1) = x({width}) = 0"
    left = f"{out}[(i + 1) % {width}]" if is_ring else f"(i < {top} ? {out}[i + 1] : 0)"
    right = f"{out}[(i + {top}) % {width}]" if is_ring else f"(i > 0 ? {out}[i - 1] : 0)"
    gate = f"else if ({enable})" if enable else "else"
    start = 0b0010 if width == 4 else 0b0001_0110 << (width - 8)
    row = _generation(start, rule, width, is_ring=is_ring)
    later = _generation(row, rule, width, is_ring=is_ring)
    return (
        (
            f"For the cells x(i), i = 0 to {top}, which are the bits `{out}`[i], one {when} brings "
            f"x(i) to floor({rule} / 2^k) mod 2 with k = 4 x(i+1) + 2 x(i) + "
            f"x(i-1){index}{outside}. {copy}"
        ),
        (
            f"Think of an array {out}[0..{top}] of bits and a copy of it, next. Once per clock "
            f"cycle: if ({load}) {out} = {data}; {gate} {{ for each i from 0 to {top}: next[i] = "
            f"({rule} >> (4 * {left} + 2 * {out}[i] + {right})) & 1; then {out} = next; }}."
        ),
        (
            f"`{out}` shows one generation after another of an automaton with rule {rule} in "
            f"Wolfram's numbering. Worked example: {width}'b{start:0{width}b} becomes "
            f"{width}'b{row:0{width}b}, and this becomes {width}'b{later:0{width}b}, one step per "
            f"{when}, the leftmost digit being bit {top}. {edge} {copy}"
        ),
    )


def _generation(row: int, rule: int, width: int, *, is_ring: bool) -> int:
    """Return the row that follows."""
    cells = [row >> place & 1 for place in range(width)]
    around = [cells[-1], *cells, cells[0]] if is_ring else [0, *cells, 0]
    return sum(
        (rule >> (around[p + 2] * 4 + around[p + 1] * 2 + around[p]) & 1) << p for p in range(width)
    )
