"""Cells on a torus in further words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Board:
    """What the descriptions need of a grid."""

    out: str
    load: str
    data: str
    enable: str | None
    rows: int
    columns: int
    around: tuple[tuple[int, int], ...]
    near: list[list[int]]
    """For each cell the numbers of its neighbours."""
    born: list[int]
    stays: list[int]

    def either(self, counts: list[int]) -> str:
        """Write the numbers as a choice."""
        *some, last = map(str, counts)
        return f"{', '.join(some)} or {last}" if some else last

    @property
    def place(self) -> str:
        """Where a cell is in the word."""
        return f"{self.out}[{self.columns}*r + c]"

    @property
    def circle(self) -> str:
        """Who the neighbours are."""
        if len(self.around) == 8:
            return "the 8 cells that share an edge or a corner with it"
        return "the 4 cells that share an edge with it (diagonal ones do not count)"


def others(board: Board, rest: Sequence[str]) -> tuple[str, ...]:
    """Say the same in ten more ways; the rest tells of clock and reset."""
    load, data, out, enable = board.load, board.data, board.out, board.enable
    loads = (
        f"`{load}` = 1 overrides the rule: at such an edge {out} <= {data}.",
        f"A tick with {load} high copies {data} into {out} in place of that.",
        f"Loading comes first: while `{load}` is asserted, each edge stores `{data}` in `{out}`.",
    )
    holds = ("", "", "")
    if enable:
        holds = (
            f" With {load} = 0, {enable} must be 1 for the rule to act; else the word is kept.",
            f" If neither {load} nor {enable} is high, nothing moves.",
            f" `{enable}` gates only the rule, not the loading; with both low, `{out}` holds.",
        )
    said = (*_formal(board), *_spoken(board), *_strict(board), *_exact(board))
    return tuple(
        f"{text} {loads[n % 3]}{holds[n % 3]} {rest[n % len(rest)]}" for n, text in enumerate(said)
    )


def _formal(board: Board) -> tuple[str, ...]:
    """Write a formula, catchwords, and two loops."""
    out, rows, columns = board.out, board.rows, board.columns
    kind = "Moore (8)" if len(board.around) == 8 else "von Neumann (4)"

    def index(r: int, c: int) -> str:
        row, column = (
            f"({name} + {step % size}) % {size}" if step else name
            for name, step, size in (("r", r, rows), ("c", c, columns))
        )
        return f"{out}[{columns}*({row}) + ({column})]".replace("(r)", "r").replace("(c)", "c")

    total = " + ".join(index(*step) for step in board.around)
    tests = [" || ".join(f"n == {one}" for one in counts) for counts in (board.stays, board.born)]
    rule = f"B{''.join(map(str, board.born))}/S{''.join(map(str, board.stays))}"
    steps = ", ".join(f"({r},{c})" for r, c in board.around)
    return (
        f"For each row r and column c, bit {board.place} is replaced at an edge with "
        f"`{board.place} ? ({tests[0]}) : ({tests[1]})`, where n = {total} is taken from the old "
        f"word.",
        f"Life-like automaton {rule} on a {rows}x{columns} torus (rows x columns), {kind} "
        f"neighbourhood, row-major, cell (0,0) = {out}[0].",
        f"In C one step is: for every r < {rows} and c < {columns}, n = 0; for each (i, j) in "
        f"{{{steps}}} n += old[(r + i + {rows}) % {rows}][(c + j + {columns}) % {columns}]; then "
        f"cell[r][c] = old[r][c] ? ({tests[0]}) : ({tests[1]}). Here old is a copy of the grid as "
        f"it was, and cell[r][c] is {board.place}.",
    )


def _spoken(board: Board) -> tuple[str, ...]:
    """Ask, chat, and tell how it differs from a board with borders."""
    out, rows, columns = f"`{board.out}`", board.rows, board.columns
    born, stays = board.either(board.born), board.either(board.stays)
    return (
        f"Which circuit plays a game of life on a {rows} by {columns} board without an edge, where "
        f"leaving at one side means coming in at the opposite one? {out} is the board, row after "
        f"row from bit 0, {columns} bits to a row, column 0 lowest. A cell looks at {board.circle} "
        f"and counts the live ones. If it is empty, {born} of them fill it; if it is live, it "
        f"needs {stays} of them to go on; in any other case it is empty next time. Build it.",
        f"I'm playing with cellular automata and would love to see this one in hardware: {rows} "
        f"rows, {columns} columns, all in the word {out} (row r starts at bit {columns}*r, and "
        f"column numbers go up with the bits). The grid wraps around both ways. For each cell I "
        f"add up {board.circle}. With a sum of {born} a 0 becomes 1, with {stays} "
        f"a 1 stays 1, and that's all, everything else gives 0.",
        f"Unlike a board with a rim, this one has no special cells: in the word {out}, made of "
        f"{rows} rows of {columns} bits with row 0 lowest, the first row is adjacent to the last, "
        f"and the first column to the last. The number that matters is the ones among a cell's "
        f"neighbours, which are {board.circle}; the cell itself is not "
        f"added. A number of {born} turns a 0 into a 1, a number of {stays} leaves a 1 alone, and "
        f"no other number does so: it leads to 0.",
    )


def _strict(board: Board) -> tuple[str, ...]:
    """Require, and go by cases."""
    out, rows, columns = f"`{board.out}`", board.rows, board.columns
    born, stays = board.either(board.born), board.either(board.stays)
    return (
        f"The module shall hold {rows * columns} cells in {out}; bit k must be the cell in row "
        f"floor(k/{columns}) and column k mod {columns}. All cells shall be renewed together. For "
        f"each, the sum of {board.circle} must be formed, with row {rows} meaning row 0, row -1 "
        f"meaning row {rows - 1}, and likewise for the {columns} columns. A cleared cell shall be "
        f"set if the sum is {born}, and not otherwise. A set cell shall be cleared unless the sum "
        f"is {stays}.",
        f"While a cell is on, it remains on exactly if {stays} of its neighbours are on; while it "
        f"is off, it comes on exactly if {born} of them are. Otherwise it is off after the edge. A "
        f"neighbour is one of {board.circle}, on a grid of {rows} rows and {columns} columns whose "
        f"ends meet in both directions. {out} keeps the grid, with cell (r, c) at bit "
        f"{columns}*r + c.",
    )


def _exact(board: Board) -> tuple[str, ...]:
    """Write a set of steps, and an example with the numbers of bits."""
    out, rows, columns = board.out, board.rows, board.columns
    size = rows * columns
    steps = ", ".join(f"({r},{c})" for r, c in board.around)
    sets = [", ".join(map(str, counts)) for counts in (board.born, board.stays)]
    before, after = 0b10111 | 1 << size - 2, 0
    for cell, near in enumerate(board.near):
        count = sum(before >> other & 1 for other in near)
        after |= (count in (board.stays if before >> cell & 1 else board.born)) << cell
    middle = columns + 1
    seen = ", ".join(str(other) for other in sorted(board.near[middle]))
    born, stays = board.either(board.born), board.either(board.stays)
    return (
        f"Let x_t(r, c) in {{0, 1}} be {board.place} after t steps, and let s_t(r, c) be the sum "
        f"of x_t((r+i) mod {rows}, (c+j) mod {columns}) over all (i, j) in {{{steps}}}. With "
        f"B = {{{sets[0]}}} and S = {{{sets[1]}}}, x_(t+1)(r, c) = 1 if and only if x_t(r, c) = 0 "
        f"and s_t(r, c) is in B, or x_t(r, c) = 1 and s_t(r, c) is in S.",
        f"What {out} shows is a grid of {rows} rows by {columns} columns in row-major order from "
        f"bit 0. Each bit depends on its own old value and on the number of ones in "
        f"{board.circle}, across the ends too; bit {middle}, for one, depends on bits {seen} and "
        f"on itself. A 0 changes if that number is {born}; a 1 does not change if it is "
        f"{stays}; for all other numbers the bit is 0 afterwards. So "
        f"{before:0{size}b} is followed by {after:0{size}b}.",
    )
