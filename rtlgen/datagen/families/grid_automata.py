"""Cells on a small torus, all renewed at each clock by a rule on their neighbours; with load."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.grid_automata import notations
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.grid_automata import Board, others

_EDGES = ((-1, 0), (0, -1), (0, 1), (1, 0))
_ALL = tuple((r, c) for r in (-1, 0, 1) for c in (-1, 0, 1) if (r, c) != (0, 0))
_SIZES = ((3, 3), (4, 4), (4, 4), (3, 4), (4, 3), (3, 5), (5, 3))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Grid:
    clocking: Clocking
    rows: int
    columns: int
    around: tuple[tuple[int, int], ...]
    """Which cells are neighbours: steps in rows and columns."""
    born: frozenset[int]
    """Numbers of neighbours with a 1 for which a cell with 0 becomes 1."""
    stays: frozenset[int]
    """Numbers for which a cell with 1 stays 1."""
    load: str
    data: str
    enable: str | None
    out: str

    @property
    def size(self) -> int:
        """The number of cells."""
        return self.rows * self.columns

    def near(self, cell: int) -> list[int]:
        """Return the numbers of the neighbours of a cell."""
        row, column = divmod(cell, self.columns)
        return [
            (row + r) % self.rows * self.columns + (column + c) % self.columns
            for r, c in self.around
        ]

    def update(self, state: int, levels: Levels) -> int:
        """Load, or renew all cells at once."""
        if levels[self.load]:
            return levels[self.data]
        if self.enable and not levels[self.enable]:
            return state
        found = 0
        for cell in range(self.size):
            count = sum(state >> other & 1 for other in self.near(cell))
            wanted = self.stays if state >> cell & 1 else self.born
            found |= int(count in wanted) << cell
        return found


def draw(rng: random.Random) -> Drawn:
    """Draw a grid and a rule."""
    rows, columns = rng.choice(_SIZES)
    around = rng.choice((_EDGES, _EDGES, _ALL))
    counts = range(len(around) + 1)
    out = rng.choice(("q", "cells", "grid"))
    grid = _Grid(
        clocking=draw_clocking(rng), rows=rows, columns=columns, around=around,
        born=frozenset(rng.sample(counts[1:], rng.randint(1, 2))),
        stays=frozenset(rng.sample(counts, rng.randint(1, 3))), load=rng.choice(("load", "ld")),
        data=rng.choice(("data", "d", "start")), enable=rng.choice((None, None, "step", "en")),
        out=out,
    )  # fmt: skip

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {out: state}

    bodies = {"loop": _loop(grid), "wires": _wires(grid)}
    return Drawn(
        family="grid_automata",
        name=rng.choice(("automaton", "torus", "cell_grid", f"grid{rows}x{columns}")),
        ports=(
            *grid.clocking.ports, input_port(grid.load), input_port(grid.data, grid.size),
            *([input_port(grid.enable)] if grid.enable else []), output_port(out, grid.size),
        ),
        bodies=bodies,
        registers=dict.fromkeys(bodies, frozenset({out})),
        says=_says(rng, grid),
        behaviour=grid.clocking.behaviour(0, grid.update, outputs),
    )  # fmt: skip


def _block(grid: _Grid) -> str:
    move = f"else if ({grid.enable})" if grid.enable else "else"
    return grid.clocking.block(
        f"{grid.out} <= {grid.size}'d0;",
        f"if ({grid.load})\n    {grid.out} <= {grid.data};\n{move}\n    {grid.out} <= next;",
    )


def _tests(counts: frozenset[int], name: str) -> str:
    return " || ".join(f"{name} == {count}" for count in sorted(counts))


def _loop(grid: _Grid) -> str:
    """Count the neighbours of each cell in a loop over rows and columns."""
    out, rows, columns = grid.out, grid.rows, grid.columns
    lines = "".join(
        f"                count = count + {out}[((r + {(r + rows) % rows}) % {rows}) * {columns}"
        f" + (c + {(c + columns) % columns}) % {columns}];\n"
        for r, c in grid.around
    )
    return (
        f"    reg [{grid.size - 1}:0] next;\n    reg [3:0] count;\n    integer r, c;\n\n"
        f"    always @(*)\n        for (r = 0; r < {rows}; r = r + 1)\n"
        f"            for (c = 0; c < {columns}; c = c + 1) begin\n"
        f"                count = 0;\n{lines}"
        f"                if ({out}[r * {columns} + c])\n"
        f"                    next[r * {columns} + c] = {_tests(grid.stays, 'count')};\n"
        f"                else\n"
        f"                    next[r * {columns} + c] = {_tests(grid.born, 'count')};\n"
        f"            end\n{_block(grid)}"
    )


def _wires(grid: _Grid) -> str:
    """Write each cell for itself, with a function for the rule."""
    lines = "".join(
        f"    assign next[{cell}] = renewed({grid.out}[{cell}], "
        f"{' + '.join(f'{grid.out}[{other}]' for other in grid.near(cell))});\n"
        for cell in range(grid.size)
    )
    return (
        f"    wire [{grid.size - 1}:0] next;\n\n    function renewed;\n        input cell_now;\n"
        f"        input [3:0] count;\n"
        f"        renewed = cell_now ? ({_tests(grid.stays, 'count')}) : "
        f"({_tests(grid.born, 'count')});\n    endfunction\n\n{lines}{_block(grid)}"
    )


def _says(rng: random.Random, grid: _Grid) -> tuple[str, ...]:
    out, rows, columns = f"`{grid.out}`", grid.rows, grid.columns
    kind = "the four cells above, below, left and right"
    if len(grid.around) == 8:
        kind = "the eight cells around it"
    born = " or ".join(str(n) for n in sorted(grid.born))
    stays = " or ".join(str(n) for n in sorted(grid.stays))
    layout = f"bit {columns}*r + c of {out} is the cell in row r and column c"
    wrap = (
        f"opposite borders are joined: row {rows - 1} is next to row 0, and column {columns - 1} "
        "next to column 0"
    )
    rest = [grid.clocking.says(rng, "sets all cells to 0") for _ in range(4)]
    load = f"If `{grid.load}` is 1 at an edge, {out} takes `{grid.data}` instead."
    if grid.enable:
        load += f" With `{grid.load}` = 0 and `{grid.enable}` = 0, all cells are kept."
    full = "".join(
        f" {n} → {int(n in grid.born)} for a cell with 0 and {int(n in grid.stays)} for one with 1"
        f"{',' if n < len(grid.around) else '.'}"
        for n in range(len(grid.around) + 1)
    )
    board = Board(
        out=grid.out, load=grid.load, data=grid.data, enable=grid.enable, rows=rows,
        columns=columns, around=grid.around, near=[grid.near(n) for n in range(grid.size)],
        born=sorted(grid.born), stays=sorted(grid.stays),
    )  # fmt: skip
    return (
        f"A cellular automaton on a torus of {rows} rows and {columns} columns, one step a clock; "
        f"{layout}, and {wrap}. Each cell counts the ones among {kind}: a 0 becomes 1 for the "
        f"counts {born}, a "
        f"1 stays 1 for {stays}, and otherwise the new cell is 0. {load} {rest[0]}",
        f"Build a grid of {rows} x {columns} cells (rows x columns), where {layout}, and {wrap}. "
        f"All cells change at the same time. New value by the number of neighbours with a 1 (the "
        f"neighbours are {kind}):{full} {load} {rest[1]}",
        f"Rules: 1. The register {out} holds {rows} rows of {columns} cells; {layout}. 2. The "
        f"neighbours of a cell are {kind}, and {wrap}. 3. A dead cell (0) is born with exactly "
        f"{born} living neighbours. 4. A living cell (1) survives with exactly {stays}. 5. In all "
        f"other cases the cell is dead afterwards. {load} {rest[2]}",
        *_more(grid, (kind, wrap, load), rest[:3]),
        *others(board, clocks(grid.clocking, "sets all cells to 0")[4:]),
        *notations(board, grid.clocking),
        f"Given the present cells {out} ({layout}; {wrap}), compute the next ones at each active "
        f"edge. Let n be the number of ones among {kind}. If the cell is 0, it becomes 1 exactly "
        f"if "
        f"n is {born}; if it is 1, it stays 1 exactly if n is {stays}. {load} {rest[3]}",
    )


def _more(grid: _Grid, texts: tuple[str, str, str], rest: list[str]) -> tuple[str, ...]:
    """Say the same in more ways; the texts tell of neighbours, borders and loading."""
    (kind, wrap, load), out, size = texts, f"`{grid.out}`", grid.size
    rows, columns, ways = grid.rows, grid.columns, len(grid.around)
    born = " or ".join(str(n) for n in sorted(grid.born))
    stays = " or ".join(str(n) for n in sorted(grid.stays))
    never = ", ".join(str(n) for n in range(ways + 1) if n not in grid.born)
    dies = ", ".join(str(n) for n in range(ways + 1) if n not in grid.stays)
    lows = "; ".join(
        f"row {r} is bits {columns * r + columns - 1} to {columns * r}" for r in range(rows)
    )
    near = "; ".join(
        f"{cell}: {', '.join(str(other) for other in sorted(grid.near(cell)))}"
        for cell in range(size)
    )
    corner = ", ".join(str(n) for n in sorted(grid.near(0)))
    said = (
        f"Game of life variant on a {rows} x {columns} wrap-around grid: born with {born}, "
        f"survives with {stays} live neighbours out of {kind}. In {out}, {lows}, column 0 always "
        f"at the lowest of these bits; {wrap}. One generation per active edge. {load}",
        f"Create a circuit that holds {size} cells in {out}. Here is, for each bit number, the "
        f"list of its {ways} neighbours: {near}. On every active edge all bits are updated "
        f"together: a bit that is 0 is set if {born} of its neighbours are 1; a bit that is 1 is "
        f"cleared unless {stays} of them are 1. {load}",
        f"Cells live in rows of {columns}. Row 0 has the lowest {columns} bits of {out}, lowest "
        f"bit in column 0, the following row the next {columns} bits, and so on for {rows} rows. "
        f"The left edge touches the right edge and the top edge touches the bottom edge. With N "
        f"the sum of {kind}, next = cell ? (N is {stays}) : (N is {born}), evaluated for all "
        f"cells at each clock. {load}",
        f"Let s be the sum over {kind} of a cell (r, c), with r taken modulo {rows} and c modulo "
        f"{columns}; the cell itself is not in s, and it is stored in {out} at index r * "
        f"{columns} + c. After an active edge the cell is 1 if it was 0 and s was {born}, or if "
        f"it was 1 and s was {stays}; in no other case. {load}",
        f"You are given a board on a doughnut: {rows} rows, {columns} columns, and {wrap}. The "
        f"cell in row r, column c is `{grid.out}[{columns} * r + c]`, so the neighbours of "
        f"bit 0 are the bits {corner}. Each clock brings the next round. A live cell (1) with "
        f"{dies} live neighbours dies, and a dead cell (0) stays dead with {never}; all others "
        f"are alive after the round. Neighbours are {kind}. {load}",
        f"When `{grid.load}` is 1, the register {out} is written with `{grid.data}` at the active "
        f"edge. When it is 0{f' and `{grid.enable}` is 1' if grid.enable else ''}, each bit i (row "
        f"i / {columns}, column i % {columns}) is replaced: its neighbours are {kind}, where "
        f"{wrap}, and the number of ones in them decides. A 1 needs {stays} to remain, a 0 needs "
        f"{born} to be turned on, and the result is 0 if the need is not met."
        + (f" When both are 0, {out} does not change." if grid.enable else ""),
        f"Synchronous toroidal automaton with {size} one-bit cells, {rows} rows by {columns} "
        f"columns, in row-major order from bit 0 of {out}. Neighbourhood: {kind}, modulo the "
        f"size of the grid. Birth on {born}. Survival on {stays}. Everything else is death or "
        f"emptiness. {load}",
        f"How does a cell know its future? It asks {kind} ({wrap}) and adds up the ones. If it is "
        f"off, it will be on after {born}. If it is on, it will still be on after {stays}. Else "
        f"it will be off. Do this for all {size} bits of {out} in parallel at each active edge; "
        f"bit n is in row n / {columns} (rounded down) and in column n mod {columns}. {load}",
    )
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))
