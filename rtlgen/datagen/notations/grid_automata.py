"""Cells on a torus in further notations: pictures, masks, codes, distances, programs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.series import series
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.grid_automata import Board


def notations(board: Board, clocking: Clocking) -> tuple[str, ...]:
    """Say the same in twenty more ways."""
    rest, loads = clocks(clocking, f"clears `{board.out}`"), _loads(board)
    kinds: tuple[Callable[[Board], tuple[str, ...]], ...] = (
        _numeric, _placed, _listed, _programs, _brief, _compared, _long, _checked,
    )  # fmt: skip
    said = [text for kind in kinds for text in kind(board)]
    joined = [
        _ordered(n, text, loads[n % len(loads)], rest[n % len(rest)]) for n, text in enumerate(said)
    ]
    whole = (_json(board), _priorities(board))
    return (*joined, f"{whole[0]} {rest[2]}", f"{rest[1]} {whole[1]}")


def _ordered(number: int, text: str, load: str, rest: str) -> str:
    """Join three parts in one of three orders."""
    orders = ((text, load, rest), (rest, text, load), (text, rest, load))
    return " ".join(orders[number % 3])


def _loads(board: Board) -> tuple[str, ...]:
    """Tell of loading, and of the enable where there is one."""
    load, data, out, enable = board.load, board.data, board.out, board.enable
    preset = (
        f"To preset the cells, raise {load}: the edge then writes {data} to {out} and no rule "
        f"applies."
    )
    if not enable:
        return (
            f"`{load}` chooses: 1 copies `{data}` to `{out}`, 0 brings the new generation.",
            f"In the clocked block: if ({load}) {out} <= {data}; else {out} <= the new cells.",
            f"The rule acts only at {load} = 0. At {load} = 1, {out} becomes {data}.",
            f"{out} := {load} ? {data} : new cells.",
            preset,
        )
    held = (
        f"`{load}` wins over `{enable}` and copies `{data}` to `{out}`. With `{load}` at 0, "
        f"`{enable}` = 1 brings the new generation and `{enable}` = 0 keeps the old one."
    )
    block = (
        f"In the clocked block: if ({load}) {out} <= {data}; else if ({enable}) {out} <= the new "
        f"cells."
    )
    acts = (
        f"The rule acts only at {load} = 0 and {enable} = 1. At {load} = 1, whatever {enable} is, "
        f"{out} becomes {data}; with both at 0 it remains."
    )
    chosen = f"{out} := {load} ? {data} : {enable} ? new cells : {out}."
    return held, block, acts, chosen, f"{preset} With {load} low, a low {enable} freezes them."


def _plain(counts: Sequence[int]) -> str:
    return ", ".join(map(str, counts))


def _effects(board: Board) -> list[tuple[list[int], str]]:
    """Group the numbers of neighbours by what they do: set, keep, invert, clear."""
    found: dict[str, list[int]] = {"set": [], "keep": [], "invert": [], "clear": []}
    for n in range(len(board.around) + 1):
        names = (("clear", "keep"), ("invert", "set"))
        found[names[n in board.born][n in board.stays]].append(n)
    return [(counts, name) for name, counts in found.items() if counts]


def _around(board: Board) -> str:
    return "8 neighbours (with diagonal ones)" if len(board.around) == 8 else "4 side neighbours"


def _rows(board: Board) -> str:
    columns = board.columns
    return ", ".join(
        f"row {r} = {board.out}[{columns * r + columns - 1}:{columns * r}]"
        for r in range(board.rows)
    )


def _numeric(board: Board) -> tuple[str, ...]:
    """Count by a kernel, number the cases, and measure distances."""
    out, rows, columns, many = board.out, board.rows, board.columns, len(board.around) + 1
    kernel = "[1 1 1; 1 0 1; 1 1 1]" if many == 9 else "[0 1 0; 1 0 1; 0 1 0]"
    born, stays = (
        f"{many}'b{sum(1 << n for n in counts):0{many}b}" for counts in (board.born, board.stays)
    )
    codes = sorted([2 * n for n in board.born] + [2 * n + 1 for n in board.stays])
    length = "max(dr, dc)" if many == 9 else "dr + dc"
    word, row = (
        ", ".join(f"{name} {n}" for n in reversed(range(size)))
        for name, size in (("row", rows), ("column", columns))
    )
    return (
        (
            f"A circular two-dimensional convolution of the {rows}x{columns} grid with {kernel} "
            f"gives a number n at each cell. Take the constants BORN = {born} and STAY = {stays}, "
            f"whose bit n belongs to the number n; the new cell is old ? STAY[n] : BORN[n]. As a "
            f"concatenation, {out} = {{{word}}}, where a row is {{{row}}}."
        ),
        (
            f"Bit k of {out} sits in row k / {columns} (integer division) and column k % {columns} "
            f"of a torus with {rows} rows. Code each cell as w = 2*n + old, where n sums "
            f"{board.circle}. Afterwards the cell is 1 for w in {{{_plain(codes)}}} and 0 for any "
            f"other w."
        ),
        (
            f"Points (r, c) on a torus, {rows} values of r and {columns} of c, are the bits "
            f"{columns}*r + c of `{out}`. If dr and dc are the distances in r and in c, measured "
            f"the short way round, the distance of two points is {length}. Let S be the sum of all "
            f"bits no further than 1 away, the bit itself included. A 0 turns into 1 for S = "
            f"{board.either(board.born)}, a 1 persists for S = "
            f"{board.either([n + 1 for n in board.stays])}, and the rest becomes 0."
        ),
    )


def _placed(board: Board) -> tuple[str, ...]:
    """Draw the numbers of the bits, rotate words, and go from bit to bit."""
    out, rows, columns = board.out, board.rows, board.columns
    size, is_all = rows * columns, len(board.around) == 8
    picture = " / ".join(
        " ".join(str(columns * r + c) for c in range(columns)) for r in range(rows)
    )
    effects = "; ".join(f"{name} for {board.either(counts)}" for counts, name in _effects(board))
    ways = "N, S, W, E, NW, NE, SW and SE" if is_all else "N, S, W and E"
    corners, ends = "", "No others count."
    if is_all:
        corners = (
            " For the corners, take the first two words once more, each with its rows rotated by "
            "one bit to the left, and again to the right, so that there are eight words."
        )
        ends = "The cells to the right and left of these two count as well (8 in all)."
    return (
        (
            f"Torus, drawn with the bit numbers of {out}, a slash after each row: {picture}. "
            f"Beyond an edge the picture repeats. What to do with a cell, by the sum of its "
            f"neighbours {ways}: {effects}."
        ),
        (
            f"Count with rotated words. Take {out} rotated by {columns} bits to the left, {out} "
            f"rotated by {columns} bits to the right, and {out} with each of its {rows} rows of "
            f"{columns} bits ({_rows(board)}) rotated by one bit to the left and to the "
            f"right.{corners} The ones at place k of these words are counted. Bit k is set if it "
            f"is 0 and the count is {board.either(board.born)}; it is left if it is 1 and the "
            f"count is {board.either(board.stays)}; all else clears it."
        ),
        (
            f"The neighbours of bit i in `{out}` ({size} bits, {columns} to a row): right is i + "
            f"1, or i - {columns - 1} at the end of a row; left is i - 1, or i + {columns - 1} at "
            f"the start of a row; below is i + {columns}, less {size} if that is too much; above "
            f"is i - {columns}, plus {size} if that is negative. {ends} Call their sum t. Next "
            f"value of bit i: for t = {board.either(board.stays)} a 1 is kept, for t = "
            f"{board.either(board.born)} a 0 is turned into 1, else 0."
        ),
    )


def _listed(board: Board) -> tuple[str, ...]:
    """Write masks of neighbours, and rows of results."""
    out, rows, size = board.out, board.rows, board.rows * board.columns
    masks = ", ".join(
        f"{sum(1 << other for other in near):0{-(-size // 4)}X}" for near in board.near
    )
    dead, live = (
        " ".join(str(int(n in counts)) for n in range(len(board.around) + 1))
        for counts in (board.born, board.stays)
    )
    return (
        (
            f"For i = 0 to {size - 1} let n_i count the ones in {out} & M_i, with the hexadecimal "
            f"masks M_0, M_1 and so on = {masks}. Bit i of the new word is 1 if {out}[i] = 0 and "
            f"n_i is {board.either(board.born)}, 1 if {out}[i] = 1 and n_i is "
            f"{board.either(board.stays)}, 0 for the rest."
        ),
        (
            f"Look-up by the count of ones, from 0 on the left to {len(board.around)} on the "
            f"right: an old 0 gives {dead}; an old 1 gives {live}. A cell counts its "
            f"{_around(board)}. Grid: {rows} rows ({_rows(board)}; lowest bit in column 0), with "
            f"neither top nor bottom nor sides, since each border touches the opposite one."
        ),
    )


def _programs(board: Board) -> tuple[str, ...]:
    """Write Python, C and an equation."""
    out, rows, columns = board.out, board.rows, board.columns
    size, is_all = rows * columns, len(board.around) == 8
    news = {"set": "1", "keep": "old", "invert": "!old", "clear": "0"}
    arms = " ".join(
        f"{' '.join(f'case {n}:' for n in counts)} new = {news[name]}; break;"
        for counts, name in _effects(board)
        if name != "clear"
    )
    forms = {"set": "eq{n}", "keep": "old & eq{n}", "invert": "~old & eq{n}"}
    terms = [forms[name].format(n=n) for ns, name in _effects(board) if name in forms for n in ns]
    equation = " | ".join(f"({term})" if "&" in term else term for term in terms)
    skipped = "i != 0 || j != 0" if is_all else "(i == 0) != (j == 0)"
    steps = ", ".join(f"({r}, {c})" for r, c in board.around)
    return (
        (
            f"Python model of a generation: B, S = {{{_plain(board.born)}}}, "
            f"{{{_plain(board.stays)}}}; n = lambda k: sum({out} >> ({columns} * ((k // {columns} "
            f"+ i) % {rows}) + (k + j) % {columns}) & 1 for i, j in [{steps}]); new = sum((n(k) in "
            f"(S if {out} >> k & 1 else B)) << k for k in range({size}))."
        ),
        (
            f"In C, for the cell at row r and column c, with i and j each running from -1 to 1: if "
            f"({skipped}) n += cell[(r + i + {rows}) % {rows}][(c + j + {columns}) % {columns}]; "
            f"and then switch (n) {{ {arms} default: new = 0; }}. Here cell[r][c] is bit {columns} "
            f"* r + c of {out}, old is that cell, and n was 0 at first."
        ),
        (
            f"Logic of one cell: new = {equation}, where eqK is 1 while exactly K of its "
            f"{_around(board)} are 1. Wire {size} such cells into a closed surface ({rows} rows by "
            f"{columns} columns, ends joined); row 0 is the low end of {out}, column 0 the low end "
            f"of each row."
        ),
    )


def _brief(board: Board) -> tuple[str, ...]:
    """Write a telegram and arrows."""
    out, rows, columns = board.out, board.rows, board.columns
    short = "8 nbrs (orthogonal + diagonal)" if len(board.around) == 8 else "4 nbrs (no diagonals)"
    return (
        (
            f"Torus {rows} rows x {columns} cols, cell r,c at {out}[{columns}r+c]. {short}. n = "
            f"ones there. was 0: 1 if n in {{{_plain(board.born)}}}. was 1: 1 if n in "
            f"{{{_plain(board.stays)}}}. else 0. all cells in parallel."
        ),
        (
            f"Each of {rows} x {columns} cells is a machine with two states: 0 "
            f"--{'/'.join(map(str, board.born))}--> 1, 1 --{'/'.join(map(str, board.stays))}--> 1, "
            f"all other arrows lead to 0. The label tells how many of its {_around(board)} are 1. "
            f"{out}[0] is the top left machine, {out}[1] the one to the right of it, "
            f"{out}[{columns}] the one below it, and whoever leaves the board comes in on the far "
            f"side."
        ),
    )


def _compared(board: Board) -> tuple[str, ...]:
    """Tell what differs from Conway's game."""
    rows, columns = board.rows, board.columns
    kind = "the same 8 neighbours" if len(board.around) == 8 else "only N, E, S and W as neighbours"
    return (
        (
            f"You know Conway's Life, where 3 neighbours give birth and 2 or 3 let live. Ours has "
            f"{kind}; birth takes {board.either(board.born)} and living on takes "
            f"{board.either(board.stays)}; as there, no other number leaves a live cell. The world "
            f"is finite: {rows} rows ({_rows(board)}), {columns} columns from the low bit upward, "
            f"and glued at the borders like the screen of an old arcade game."
        ),
    )


def _long(board: Board) -> tuple[str, ...]:
    """Tell of lamps, and define terms."""
    out, rows, columns = board.out, board.rows, board.columns
    touch = "next to it in its ring and at its place in the two adjacent rings"
    if len(board.around) == 8:
        touch += ", and the lamps beside these two"
    many = len(board.around)
    return (
        (
            f"Imagine {rows} rings of {columns} lamps, one ring above the other, and the topmost "
            f"ring again adjacent to the lowest. Ring number g owns the bits from {columns}*g up "
            f"to {columns}*g + {columns - 1} of `{out}`, in the order round the ring. Every lamp "
            f"watches {many} others: the lamps {touch}. A dark lamp is lit if it sees "
            f"{board.either(board.born)} of them shine, a lamp that shines goes on if it sees "
            f"{board.either(board.stays)}, and whichever lamp sees something else is dark next. "
            f"The colour of the lamps is up to you."
        ),
        (
            f"Terms. World: {rows * columns} cells, numbered by {columns} * row + column, as the "
            f"bits of {out} are; rows count modulo {rows}, columns modulo {columns}. Company of a "
            f"cell: {board.circle}. Crowd: how many in the company are 1. Good crowd: "
            f"{board.either(board.born)} for an empty cell, {board.either(board.stays)} for a full "
            f"one. Law: full after the edge = good crowd before it."
        ),
    )


def _after(board: Board, before: int) -> int:
    """Return the next generation."""
    found = 0
    for cell, near in enumerate(board.near):
        count = sum(before >> other & 1 for other in near)
        found |= (count in (board.stays if before >> cell & 1 else board.born)) << cell
    return found


def _checked(board: Board) -> tuple[str, ...]:
    """Set an exercise, and predict a value."""
    out, rows, columns, size = board.out, board.rows, board.columns, board.rows * board.columns
    words = (1, 0b111, 0b11 | 0b11 << columns)
    checks = series([f"{word:0{size}b} to {_after(board, word):0{size}b}" for word in words])
    pairs = ", ".join([f"(0, {n})" for n in board.born] + [f"(1, {n})" for n in board.stays])
    return (
        (
            f"Exercise: design a sequential circuit for {size} cells, {rows} rows of {columns}, "
            f"stored row by row in {out} from bit 0. The grid has no rim (first and last row "
            f"touch, first and last column too). For a cell to change from 0 to 1, "
            f"{board.either(board.born)} of its {_around(board)} must be 1, and for a cell to "
            f"remain 1, {board.either(board.stays)} of them; it is 0 failing this. To check your "
            f"work, a generation leads from {checks}."
        ),
        (
            f"Scoreboard: keep a[r][c] = {board.place} for the {rows} rows and {columns} columns. "
            f"Per generation and cell, let m be the sum of the {_around(board)}, with a[-1] read "
            f"as a[{rows - 1}], a[{rows}] as a[0], and columns likewise. Predict 1 for (a[r][c], "
            f"m) = {pairs}. Predict 0 for what is not listed."
        ),
    )


def _json(board: Board) -> str:
    """Write a configuration."""
    steps = ", ".join(f"[{r}, {c}]" for r, c in board.around)
    update = f'"{board.enable} = 1, else hold"' if board.enable else '"always"'
    return (
        f'Configuration of the automaton: {{"rows": {board.rows}, "columns": {board.columns}, '
        f'"state": "{board.out}", "bit_of_cell": "{board.columns} * row + column", "borders": '
        f'"wrap around", "neighbours_row_column": [{steps}], "birth_counts": '
        f'[{_plain(board.born)}], "survival_counts": [{_plain(board.stays)}], "otherwise": 0, '
        f'"load": {{"when": "{board.load} = 1", "value": "{board.data}"}}, "update_unless_load": '
        f"{update}}}."
    )


def _priorities(board: Board) -> str:
    """List what happens at an edge, the most urgent first."""
    out, rows, columns = board.out, board.rows, board.columns
    hold = f" (2) {board.enable} low: nothing changes." if board.enable else ""
    return (
        f"What an edge without reset does, most urgent first: (1) {board.load} high: {out} = "
        f"{board.data}.{hold} ({3 if hold else 2}) Otherwise every bit is replaced. Bits "
        f"{columns}*r to {columns}*r + {columns - 1} are row r of {rows}, from column 0 on; row "
        f"and column numbers wrap. With v of its {_around(board)} at 1, an unset bit is set for v "
        f"= {board.either(board.born)}, a set bit is spared for v = {board.either(board.stays)}, "
        f"and there is no other way to be 1."
    )
