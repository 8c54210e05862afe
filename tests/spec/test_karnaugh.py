"""Karnaugh maps in the layouts that people use."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtlgen.errors import SpecError
from rtlgen.spec import KarnaughMap, Spec, read_spec

PORTS = "module named f4\n\n- input a\n- input b\n- input c\n- input d\n- output f\n\n"
GRAY = ("00", "01", "11", "10")
GRID = {"00": "1001", "01": "0110", "11": "-11-", "10": "1-01"}
"""Rows by cd, columns by ab."""
WANTED = {ab + cd: value for cd, row in GRID.items() for ab, value in zip(GRAY, row, strict=True)}


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


def maps(spec: Spec) -> list[KarnaughMap]:
    return [item for item in spec.artefacts if isinstance(item, KarnaughMap)]


def cells(karnaugh: KarnaughMap, order: str) -> dict[str, str]:
    """Return value by the bits of the variables in a given order."""
    names = [str(c) for c in (*karnaugh.row_variables, *karnaugh.column_variables)]
    found = {}
    for row, column, value in karnaugh.cells:
        levels = dict(zip(names, row + column, strict=True))
        found["".join(levels[name] for name in order)] = value
    return found


def piped(code: str, mark: str) -> str:
    return " | ".join(value.replace("-", mark) for value in GRID[code])


def markdown(corner: str, mark: str, *, strong: bool = False) -> list[str]:
    star = "**" if strong else ""
    return [
        f"| {corner} | 00 | 01 | 11 | 10 |",
        "|---|---|---|---|---|",
        *(f"| {star}{code}{star} | {piped(code, mark)} |" for code in GRAY),
    ]


LAYOUTS = {
    "drawn with bars": [
        "         ab",
        "  cd   00  01  11  10",
        *(f"  {code} |  {piped(code, 'd')} |" for code in GRAY),
    ],
    "Markdown with a backslash": markdown("cd\\ab", "x"),
    "Markdown with a slash": markdown("cd/ab", "-", strong=True),
    "Markdown with commas": markdown("c,d \\ a,b", "X"),
    "spaces, names above and beside": [
        "        ab",
        "        00 01 11 10",
        *(
            f"{'cd' if code == '00' else '  '}  {code}   {piped(code, 'd').replace(' |', ' ')}"
            for code in GRAY
        ),
    ],
    "spaces, names in the corner": [
        "cd\\ab  00  01  11  10",
        *(f" {code}     {piped(code, '*').replace(' |', '  ')}" for code in GRAY),
    ],
    "a grid with rules": [
        "          ab",
        "       00  01  11  10",
        "     +---+---+---+---+",
        *(
            line
            for code in GRAY
            for line in (
                f"{'cd' if code == '00' else '  '} {code}| {piped(code, 'X')} |",
                "     +---+---+---+---+",
            )
        ),
    ],
    "a drawn box": [
        "cd\\ab  00  01  11  10",
        "     ┌───┬───┬───┬───┐",
        *(f"  {code} │ {piped(code, 'd').replace('|', '│')} │" for code in GRAY),
        "     └───┴───┴───┴───┘",
    ],
    "a diagonal over two lines": [
        "      \\ ab",
        "   cd  \\   00  01  11  10",
        *(f"      {code} | {piped(code, 'd')} |" for code in GRAY),
    ],
    "assignments as labels": [
        "| | ab=00 | ab=01 | ab=11 | ab=10 |",
        "|---|---|---|---|---|",
        *(f"| cd={code} | {piped(code, '?')} |" for code in GRAY),
    ],
    "products as labels": [
        "|  | a'b' | a'b | ab | ab' |",
        "|---|---|---|---|---|",
        *(
            f"| {label} | {piped(code, 'd')} |"
            for label, code in zip(("c'd'", "c'd", "cd", "cd'"), GRAY, strict=True)
        ),
    ],
    "negations as labels": [
        "|  | ~a ~b | ~a b | a b | a ~b |",
        "|---|---|---|---|---|",
        *(
            f"| {label} | {piped(code, 'd')} |"
            for label, code in zip(("!c!d", "!cd", "cd", "c!d"), GRAY, strict=True)
        ),
    ],
    "variables in a caption": [
        "K-map for f (rows cd, columns ab):",
        "",
        *markdown("", "*"),
    ],
    "fenced": ["```", *markdown("cd\\ab", "d"), "```"],
}  # fmt: skip


@pytest.mark.parametrize("lines", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_one_map_in_many_layouts(lines: list[str]) -> None:
    """The same map is read from each way of drawing it."""
    (karnaugh,) = maps(read(PORTS + "\n".join(lines) + "\n"))
    assert cells(karnaugh, "abcd") == WANTED


def test_blank_cells_are_zeros() -> None:
    """Cells that are left blank are 0 by convention, and that is said."""
    lines = [line.replace(" 0 ", "   ") for line in markdown("cd\\ab", "d")]
    spec = read(PORTS + "\n".join(lines) + "\n")
    assert cells(maps(spec)[0], "abcd") == WANTED
    assert "SPEC318" in [finding.code for finding in spec.findings]


def test_a_map_for_each_output() -> None:
    """Each of several maps belongs to the output that the line above it names."""
    spec = read(
        "module named g\n\n- input x\n- input y\n- output p\n- output q\n\nMap of p:\n\n"
        "| x\\y | 0 | 1 |\n|---|---|---|\n| 0 | 1 | 0 |\n| 1 | 1 | 1 |\n\nMap of q:\n\n"
        "| x\\y | 0 | 1 |\n|---|---|---|\n| 0 | 0 | 0 |\n| 1 | 0 | 1 |\n"
    )
    assert {str(m.output): cells(m, "xy") for m in maps(spec)} == {
        "p": {"00": "1", "01": "0", "10": "1", "11": "1"},
        "q": {"00": "0", "01": "0", "10": "0", "11": "1"},
    }


def test_two_maps_of_five_variables() -> None:
    """The value of the fifth variable in the line above a map belongs to its cells."""
    ports = PORTS.replace("- output", "- input e\n- output")
    one = "\n".join(markdown("cd\\ab", "d"))
    spec = read(f"{ports}For e = 0:\n\n{one}\n\nFor e = 1:\n\n{one}\n")
    assert [[(str(c), bits) for c, bits in m.condition] for m in maps(spec)] == [
        [("e", "0")],
        [("e", "1")],
    ]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            ("| 00 | 1 | 0 | 0 | 1 |", "| 00 | 1 | 0 | 0 | 1 |\n| 01 | 1 | 1 |"),
            r"^-:12: the row has 2 cells, the Karnaugh map 4 columns \[SPEC302\]; correct the row$",
        ),
        (
            ("| 11 | d", "| 01 | d"),
            r"^-:11: the rows of the Karnaugh map are 00, 01, 01, 10: a code is doubled or has "
            r"another length \[SPEC306\]; write each code once$",
        ),
    ],
    ids=["a short row", "a doubled code"],
)
def test_bad_maps(change: tuple[str, str], message: str) -> None:
    """A map that cannot be is refused with its line."""
    text = PORTS + "\n".join(markdown("cd\\ab", "d")) + "\n"
    broken = text.replace(*change)
    if "| 01 | 1 | 1 |" in broken:
        broken = broken.replace("| 01 | 0 | 1 | 1 | 0 |\n", "")
    with pytest.raises(SpecError, match=message):
        read(broken)


def test_a_map_of_unknown_variables() -> None:
    """A map over names that are no inputs demands nothing, and that is said."""
    spec = read(PORTS + "\n".join(markdown("uv\\wx", "d")) + "\n")
    assert maps(spec) == []
    assert [f.message for f in spec.findings if f.code == "SPEC307"] == [
        "the variables of the Karnaugh map cannot be read ('uv\\\\wx' beside the rows, '' above "
        "the columns)"
    ]


@st.composite
def drawn_maps(draw: st.DrawFn) -> tuple[list[str], list[str], list[list[str]]]:
    """Return row codes and column codes in a random Gray order, and cells."""
    orders = []
    for width in (draw(st.integers(1, 2)), draw(st.integers(1, 3))):
        ring = [format(n ^ n >> 1, f"0{width}b") for n in range(1 << width)]
        turn = draw(st.integers(0, len(ring) - 1))
        ring = ring[turn:] + ring[:turn]
        orders.append(ring[::-1] if draw(st.booleans()) else ring)
    rows, columns = orders
    size = len(columns)
    row = st.lists(st.sampled_from("01d"), min_size=size, max_size=size)
    return rows, columns, draw(st.lists(row, min_size=len(rows), max_size=len(rows)))


@settings(max_examples=60, deadline=None)
@given(drawn_maps(), st.booleans())
def test_any_map_survives_being_drawn(drawn, is_markdown: bool) -> None:
    """A random map in a random Gray order is read as it was drawn."""
    rows, columns, values = drawn
    over, beside = "abc"[: len(columns[0])], "de"[: len(rows[0])]
    ports = "".join(f"- input {name}\n" for name in over + beside)
    if is_markdown:
        lines = [f"| {beside}\\{over} | " + " | ".join(columns) + " |"]
        lines.append("|---" * (len(columns) + 1))
        lines += [f"| {c} | " + " | ".join(v) + " |" for c, v in zip(rows, values, strict=True)]
    else:
        lines = [f"      {over}", f"  {beside}  " + " ".join(columns)]
        lines += [f"  {c} | " + " | ".join(v) + " |" for c, v in zip(rows, values, strict=True)]
    text = f"module named m\n\n{ports}- output f\n\n" + "\n".join(lines) + "\n"
    (karnaugh,) = maps(read(text))
    wanted = {
        column + row: value.replace("d", "-")
        for row, line in zip(rows, values, strict=True)
        for column, value in zip(columns, line, strict=True)
    }
    assert cells(karnaugh, over + beside) == wanted
