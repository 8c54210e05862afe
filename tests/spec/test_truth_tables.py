"""Truth tables in the layouts that people use."""

from __future__ import annotations

import io
import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtlgen.errors import SpecError
from rtlgen.spec import Spec, TruthTable, read_spec

PORTS = "module named half\n\n- input a\n- input b\n- output s\n- output c\n\n"
ROWS = ("0 0 0 0", "0 1 1 0", "1 0 1 0", "1 1 0 1")
PIPES = ["| " + " | ".join(row.split()) + " |" for row in ROWS]
RULE = "|---|---|---|---|"


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


def tables(spec: Spec) -> list[TruthTable]:
    return [item for item in spec.artefacts if isinstance(item, TruthTable)]


def values(spec: Spec, names: str = "ab") -> dict[str, dict[str, str]]:
    """Return the outputs for each combination of single-bit inputs, over all tables."""
    found: dict[str, dict[str, str]] = {}
    for bits in itertools.product("01", repeat=len(names)):
        levels = dict(zip(names, bits, strict=True))
        shown = found.setdefault("".join(bits), {})
        for table in tables(spec):
            for row in table.rows:
                given = zip(table.inputs, row.inputs, strict=True)
                if all(pattern in ("-", levels[str(column)]) for column, pattern in given):
                    shown |= dict(zip(map(str, table.outputs), row.outputs, strict=True))
    return found


HALF_ADDER = {
    "00": {"s": "0", "c": "0"},
    "01": {"s": "1", "c": "0"},
    "10": {"s": "1", "c": "0"},
    "11": {"s": "0", "c": "1"},
}
LAYOUTS = {
    "Markdown": ["| a | b | s | c |", RULE, *PIPES],
    "aligned by spaces": ["  a b   s c", *(f"  {row}" for row in ROWS)],
    "a bar between inputs and outputs": [
        "  a b | s c",
        " ---------",
        *(f"  {row[:3]} | {row[4:]}" for row in ROWS),
    ],
    "digits without gaps": ["ab | sc", "---+---", "00 | 00", "01 | 10", "10 | 10", "11 | 01"],
    "a grid": ["+---+---+---+---+", "| a | b | s | c |", "+---+---+---+---+", *PIPES],
    "a drawn box": [
        "┌───┬───┬───┬───┐",
        "│ a │ b │ s │ c │",
        "├───┼───┼───┼───┤",
        *(line.replace("|", "│") for line in PIPES),
        "└───┴───┴───┴───┘",
    ],
    "a double bar": [
        "| a | b || s | c |",
        "|---|---||---|---|",
        *(f"| {row[0]} | {row[2]} || {row[4]} | {row[6]} |" for row in ROWS),
    ],
    "numbered rows": [
        "| Row | a | b | s | c |",
        "|---" + RULE,
        *(f"| {n} {line}" for n, line in enumerate(PIPES)),
    ],
    "a column of comments": [
        "| a | b | s | c | Comment |",
        RULE + "---|",
        *(f"{line} text |" for line in PIPES),
    ],
    "a caption without a gap": ["Table 1: the half adder", "a b s c", *ROWS],
    "arrows": ["a b -> s c", *(f"{row[:3]} -> {row[4:]}" for row in ROWS)],
    "commas": ["a,b,s,c", *(row.replace(" ", ",") for row in ROWS)],
    "fenced csv": ["```csv", "a,b,s,c", *(row.replace(" ", ",") for row in ROWS), "```"],
    "fenced text": ["```", "a b s c", *ROWS, "```"],
    "tabs": ["a\tb\ts\tc", *(row.replace(" ", "\t") for row in ROWS)],
    "heads over groups": [
        "| Inputs | | Outputs | |",
        RULE,
        "| a | b | s | c |",
        *PIPES,
    ],
    "on its side": [
        "| a | 0 | 0 | 1 | 1 |",
        "|---" + RULE,
        "| b | 0 | 1 | 0 | 1 |",
        "| s | 0 | 1 | 1 | 0 |",
        "| c | 0 | 0 | 0 | 1 |",
    ],
    "H and L": [
        "| A | B | S | C |",
        RULE,
        *(line.replace("0", "L").replace("1", "H") for line in PIPES),
    ],
    "directions in the head": ["| input a | input b | output s | output c |", RULE, *PIPES],
    "formulas in the head": ["$a$ | $b$ | $s$ | $c$", "--|--|--|--", *(r[1:-1] for r in PIPES)],
    "one table for each output": [
        "| a | b | s |",
        "|---|---|---|",
        "| 0 | 0 | 0 |",
        "| 0 | 1 | 1 |",
        "| 1 | 0 | 1 |",
        "| 1 | 1 | 0 |",
        "",
        "| a | b | c |",
        "|---|---|---|",
        "| 0 | - | 0 |",
        "| 1 | 0 | 0 |",
        "| 1 | 1 | 1 |",
    ],
    "a default row": ["| a | b | s | c |", RULE, *PIPES[1:], "| otherwise | | 0 | 0 |"],
    "minterms": ["s(a, b) = Σm(1, 2) and c(a, b) = Σ m(3)."],
    "maxterms and words": ["s(a,b) = ΠM(0,3)", "", "c(a,b) = sum of minterms (3)"],
    "assignments": [
        f"- a={row[0]}, b={row[2]}: s={row[4]}, c={row[6]}"
        for row in ROWS
    ],
    "assignments in words": [
        f"* when a = {row[0]} and b = {row[2]}, then s = {row[4]} and c = {row[6]}"
        for row in ROWS
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_one_function_in_many_layouts(lines: list[str]) -> None:
    """The same function is read from each way of writing it down."""
    assert values(read(PORTS + "\n".join(lines) + "\n")) == HALF_ADDER


def test_rows_keep_their_lines() -> None:
    """Each row knows the line on which it stands."""
    (table,) = tables(read(PORTS + "\n".join(LAYOUTS["Markdown"])))
    assert table.source.line == 8
    assert [row.line for row in table.rows] == [10, 11, 12, 13]


@pytest.mark.parametrize("mark", ["-", "x", "X", "d", "*", "?", "φ"])
def test_marks_for_any_value(mark: str) -> None:
    """Every usual mark for a don't-care is one, among inputs and outputs."""
    rows = f"| 0 | {mark} | 0 | {mark} |\n| 1 | 0 | 1 | 0 |\n| 1 | 1 | 0 | 1 |\n"
    (table,) = tables(read(f"{PORTS}| a | b | s | c |\n{RULE}\n{rows}"))
    assert (table.rows[0].inputs, table.rows[0].outputs) == (("0", "-"), ("0", "-"))


@pytest.mark.parametrize(
    ("head", "cells", "bits"),
    [
        ("d (hex)", ("0x0F", "f0"), ("00001111", "11110000")),
        ("d", ("8'd15", "8'hF0"), ("00001111", "11110000")),
        ("d", ("0000_1111", "11110000"), ("00001111", "11110000")),
        ("d (decimal)", ("15", "240"), ("00001111", "11110000")),
        ("d", ("15", "240"), ("00001111", "11110000")),
        ("d", ("0f", "d0"), ("00001111", "11010000")),
        ("d", ("1111", "11110000"), ("00001111", "11110000")),
        ("d", ("-1", "0"), ("11111111", "00000000")),
    ],
)
def test_bases(head: str, cells: tuple[str, str], bits: tuple[str, str]) -> None:
    """Numbers are read in the base that is stated, or that all of a column can have."""
    text = f"module named m\n\n- input s\n- output d (8 bits)\n\n| s | {head} |\n|---|---|\n"
    (table,) = tables(read(text + "".join(f"| {i} | {c} |\n" for i, c in enumerate(cells))))
    assert tuple(row.outputs[0] for row in table.rows) == bits


def test_a_condition_above_the_table() -> None:
    """What the line above says about another input belongs to each row."""
    spec = read(
        "module named m\n\n- input en\n- input a\n- output y\n\nWhen en = 1:\n\n| a | y |\n"
        "|---|---|\n| 0 | 1 |\n| 1 | 0 |\n"
    )
    assert [(str(c), bits) for c, bits in tables(spec)[0].condition] == [("en", "1")]


def test_parts_of_buses() -> None:
    """A column may be some bits of a port, written with or without brackets."""
    spec = read(
        "module named m\n\n- input s (2 bits)\n- output y (4 bits)\n\n| s1 s0 | y[3:2] | y[1] |\n"
        "|---|---|---|\n| 00 | 01 | 1 |\n| 01 | 10 | 0 |\n| 1- | 11 | 0 |\n"
    )
    (table,) = tables(spec)
    assert [*map(str, table.inputs), *map(str, table.outputs)] == ["s[1]", "s[0]", "y[3:2]", "y[1]"]


def test_an_example_is_no_definition() -> None:
    """A table that the text calls an example is marked."""
    text = PORTS + "For example:\n\n| a | b | s | c |\n" + RULE + "\n" + "\n".join(PIPES[:2]) + "\n"
    assert tables(read(text))[0].is_example


def test_minterms_with_free_terms() -> None:
    """Terms that may have any value are kept as such."""
    spec = read("module named m\n\n- input x\n- input y\n- output f\n\nf(x,y) = Σm(0) + d(3)\n")
    assert values(spec, "xy") == {
        "00": {"f": "1"},
        "01": {"f": "0"},
        "10": {"f": "0"},
        "11": {"f": "-"},
    }


def test_minterms_without_variables() -> None:
    """The order of the inputs is taken, and that is said."""
    spec = read("module named m\n\n- input x\n- input y\n- output f\n\nf = Σ(1)\n")
    assert values(spec, "xy")["01"] == {"f": "1"}
    assert [f.message for f in spec.findings if f.code == "SPEC317"] == [
        "the order of the variables of 'f' is not stated; x, y was assumed, the first being the "
        "most significant"
    ]


def test_a_term_that_does_not_exist() -> None:
    """A minterm beyond the variables is an error of the specification."""
    with pytest.raises(
        SpecError,
        match=r"^-:7: 4 is no term of 2 variables, which end at 3 \[SPEC302\]; correct the list$",
    ):
        read("module named m\n\n- input x\n- input y\n- output f\n\nf(x, y) = Σm(1, 4)\n")


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        (
            ["<table><tr><td>a</td></tr></table>"],
            "tables in HTML are not read; nothing is checked against it",
        ),
        (
            ["| colour | taste |", "|---|---|", "| red | sweet |"],
            "the table is no truth table, map, state table or waveform of these ports; nothing is "
            "checked against it",
        ),
        (
            ["| mode | a | b | s | c |", "|---" + RULE, "| x | 0 | 0 | 0 | 0 |",
             "| y | 0 | 0 | 1 | 0 |"],
            "the table has columns that are no ports, and without them its rows in lines 10 and 11 "
            "contradict each other; nothing is checked against it",
        ),
    ],
    ids=["HTML", "no ports", "a column that matters"],
)  # fmt: skip
def test_what_is_not_read_is_told(lines: list[str], message: str) -> None:
    """A table that cannot be used is named with its line, and demands nothing."""
    spec = read(PORTS + "\n".join(lines) + "\n")
    assert tables(spec) == []
    assert [f.message for f in spec.findings if f.code == "SPEC301"] == [message]


def test_a_list_of_wires_is_no_table() -> None:
    """Lines that connect inputs to outputs are not taken for rows of values."""
    spec = read(
        "module named m\n\n- input a\n- input b\n- output x\n- output y\n\n  a -> x\n  b -> y\n"
        "  a -> y\n"
    )
    assert tables(spec) == []


@st.composite
def functions(draw: st.DrawFn) -> tuple[int, int, list[str]]:
    inputs, outputs = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    cell = st.text("01-", min_size=outputs, max_size=outputs)
    return inputs, outputs, draw(st.lists(cell, min_size=1 << inputs, max_size=1 << inputs))


def markdown(cells: list[list[str]]) -> list[str]:
    return [
        "| " + " | ".join(row) + " |" for row in [cells[0], ["---"] * len(cells[0]), *cells[1:]]
    ]


def spaced(cells: list[list[str]]) -> list[str]:
    return ["  ".join(row) for row in cells]


def comma(cells: list[list[str]]) -> list[str]:
    return [",".join(row) for row in cells]


@settings(max_examples=60, deadline=None)
@given(functions(), st.sampled_from([markdown, spaced, comma]), st.randoms(use_true_random=False))
def test_any_function_survives_being_written(drawn, layout, rng) -> None:
    """A random function, written in a random layout with shuffled rows, is read as it was."""
    count, width, table = drawn
    ins, outs = [f"i{k}" for k in range(count)], [f"o{k}" for k in range(width)]
    cells = [[*format(n, f"0{count}b"), *bits] for n, bits in enumerate(table)]
    rng.shuffle(cells)
    ports = "".join(f"- input {n}\n" for n in ins) + "".join(f"- output {n}\n" for n in outs)
    lines = "\n".join(layout([[*ins, *outs], *cells]))
    (read_back,) = tables(read(f"module named m\n\n{ports}\n{lines}\n"))
    assert {"".join(row.inputs): "".join(row.outputs) for row in read_back.rows} == {
        format(n, f"0{count}b"): bits for n, bits in enumerate(table)
    }
