"""State machines: tables, transitions, diagrams, sentences; codes; next-state logic."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtlgen.spec import Encoding, Spec, StateTable, read_spec
from rtlgen.spec.obligations import find_transition

PORTS = (
    "module named twice\n\n- input clk\n- input rst: synchronous reset, active high\n- input w\n"
    "- output z\n\nThe machine resets to state A.\n\n"
)
EDGES = ("A0A", "A1B", "B0A", "B1C", "C0A", "C1C")
"""State, value of w, next state; z is 1 in C."""


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


def machine(text: str) -> StateTable:
    (found,) = (item for item in read(text).artefacts if isinstance(item, StateTable))
    return found


def steps(table: StateTable) -> dict[tuple[str, str], tuple[str, str]]:
    """Return (state, input bits) → (next state, outputs before the edge)."""
    width = sum(len(bits) for bits in table.transitions[0].condition)
    moore = dict(table.moore_outputs)
    found = {}
    for state in table.states:
        for number in range(1 << width):
            bits = format(number, f"0{width}b") if width else ""
            edge = find_transition(table, state, tuple(bits))
            if edge is not None:
                outputs = "".join(moore[state] if moore else edge.outputs)
                found[state, bits] = (edge.next_state, outputs)
    return found


def shown(state: str) -> str:
    return "1" if state == "C" else "0"


MOORE = {(e[0], e[1]): (e[2], shown(e[0])) for e in EDGES}
TABLE = ["| A | A | B | 0 |", "| B | A | C | 0 |", "| C | A | C | 1 |"]
RULE = "|---|---|---|---|"
IN_C = ["", "z is 1 only in state C."]
LAYOUTS = {
    "conditions as heads": ["| State | w=0 | w=1 | z |", RULE, *TABLE],
    "heads in words": [
        "| Present state | Next state (w=0) | Next state (w=1) | Output z |", RULE, *TABLE,
    ],
    "two lines of heads": [
        "| Present state | Next state | | Output |", RULE, "| | w=0 | w=1 | z |", *TABLE,
    ],
    "aligned, two lines of heads": [
        "  Present     Next state      Output", "  state      w=0     w=1        z",
        "    A         A       B         0", "    B         A       C         0",
        "    C         A       C         1",
    ],
    "aligned": ["  state  w=0 w=1  z", *(line.replace("|", " ") for line in TABLE)],
    "a row for each input": [
        "| State | w | Next state | z |", RULE,
        *(f"| {e[0]} | {e[1]} | {e[2]} | {shown(e[0])} |" for e in EDGES),
    ],
    "state written once": [
        "| Current State | Input w | Next State | Output z |", RULE,
        *(f"| {e[0]} | 0 | {e[2]} | {shown(e[0])} |\n| | 1 | {f[2]} | |"
          for e, f in zip(EDGES[::2], EDGES[1::2], strict=True)),
    ],
    "conditions in cells": [
        "| State | Condition | Next state | z |", RULE,
        *(f"| {e[0]} | {'w' if e[1] == '1' else 'else'} | {e[2]} | {shown(e[0])} |" for e in EDGES),
    ],
    "csv": ["```csv", "state,w=0,w=1,z", "A,A,B,0", "B,A,C,0", "C,A,C,1", "```"],
    "a column of codes": [
        "| State | Code | w=0 | w=1 | z |", RULE + "---|", "| A | 00 | A | B | 0 |",
        "| B | 01 | A | C | 0 |", "| C | 11 | A | C | 1 |",
    ],
    "arrows": [f"  {e[0]} ({shown(e[0])}) --{e[1]}--> {e[2]}" for e in EDGES],
    "arrows with names": [f"  {e[0]} (z={shown(e[0])}) --w={e[1]}--> {e[2]}" for e in EDGES],
    "outputs behind a slash": [f"- {e[0]}/{shown(e[0])} -- w={e[1]} --> {e[2]}" for e in EDGES],
    "conditions behind a colon": [*(f"{e[0]} -> {e[2]} : w={e[1]}" for e in EDGES), *IN_C],
    "conditions in words": [
        *(f"- {e[0]} → {e[2]} when w = {e[1]}" for e in EDGES),
        "", "The output z is 1 in state C and 0 in the other states.",
    ],
    "conditions in brackets": [
        *(f"{e[0]} -[w={e[1]}]-> {e[2]}" for e in EDGES), "", "Output z = 1 in state C.",
    ],
    "negation": [f"{e[0]} --{'w' if e[1] == '1' else '!w'}--> {e[2]}" for e in EDGES] + IN_C,
    "else": [f"{e[0]} --{'w' if e[1] == '1' else 'else'}--> {e[2]}" for e in EDGES] + IN_C,
    "several on a line": ["A: w=0 -> A, w=1 -> B", "B: w=0 -> A, w=1 -> C",
                          "C: w=0 -> A, w=1 -> C", *IN_C],
    "sentences by state": [
        "- In state A (z = 0): if w = 1 go to B, otherwise stay in A.",
        "- In state B (z = 0): if w = 1 go to C, otherwise go to A.",
        "- In state C (z = 1): if w = 1 stay in C, otherwise go to A.",
    ],
    "sentences by edge": [
        *(f"- from {e[0]} on w={e[1]} go to {e[2]}" for e in EDGES),
        "", "The machine asserts z only in state C.",
    ],
    "Mermaid": [
        "```mermaid", "stateDiagram-v2", "    [*] --> A",
        *(f"    {e[0]} --> {e[2]} : w={e[1]}" for e in EDGES), "```", *IN_C,
    ],
    "DOT": [
        "```dot", "digraph g {", "  rankdir=LR; node [shape=circle];",
        *(f'  {e[0]} -> {e[2]} [label="w={e[1]}"];' for e in EDGES), "}", "```", *IN_C,
    ],
    "DOT with outputs in the nodes": [
        "```dot", "digraph g {",
        '  A [label="A / z=0"]; B [label="B / z=0"]; C [label="C / z=1"];',
        *(f'  {e[0]} -> {e[2]} [label="{e[1]}"];' for e in EDGES), "}", "```",
    ],
}  # fmt: skip


@pytest.mark.parametrize("lines", LAYOUTS.values(), ids=LAYOUTS.keys())
def test_one_moore_machine_in_many_layouts(lines: list[str]) -> None:
    """The same machine is read from each way of writing it down."""
    table = machine(PORTS + "\n".join(lines) + "\n")
    assert not table.is_mealy
    assert steps(table) == MOORE
    assert table.initial_state == "A"


PAIRS = ("A0A0", "A1B0", "B0A0", "B1B1")
"""State, value of w, next state, value of z."""
MEALY = {(e[0], e[1]): (e[2], e[3]) for e in PAIRS}
MEALY_LAYOUTS = {
    "outputs behind a slash": ["| State | w=0 | w=1 |", "|---|---|---|", "| A | A/0 | B/0 |",
                               "| B | A/0 | B/1 |"],
    "outputs behind a comma": ["| State | w=0 | w=1 |", "|---|---|---|", "| A | A, 0 | B, 0 |",
                               "| B | A, 0 | B, 1 |"],
    "columns of their own": [
        "| State | Next state w=0 | Next state w=1 | Output w=0 | Output w=1 |", "|---" * 5 + "|",
        "| A | A | B | 0 | 0 |", "| B | A | B | 0 | 1 |",
    ],
    "two lines of heads": [
        "| Present | Next state | | Output z | |", "| state | w=0 | w=1 | w=0 | w=1 |",
        "|---" * 5 + "|", "| A | A | B | 0 | 0 |", "| B | A | B | 0 | 1 |",
    ],
    "aligned, two lines of heads": [
        "  Present    Next state    Output z", "  state      w=0   w=1     w=0  w=1",
        "  A          A     B       0    0", "  B          A     B       0    1",
    ],
    "a row for each input": [
        "| State | w | Next | z |", RULE,
        *(f"| {e[0]} | {e[1]} | {e[2]} | {e[3]} |" for e in PAIRS),
    ],
    "arrows": [f"{e[0]} --{e[1]}/{e[3]}--> {e[2]}" for e in PAIRS],
    "arrows with names": [f"{e[0]} --w={e[1]} / z={e[3]}--> {e[2]}" for e in PAIRS],
    "Mermaid": ["```mermaid", "stateDiagram-v2",
                *(f"  {e[0]} --> {e[2]}: {e[1]}/{e[3]}" for e in PAIRS), "```"],
    "DOT": ["```dot", "digraph g {",
            *(f' {e[0]} -> {e[2]} [label="{e[1]}/{e[3]}"]' for e in PAIRS), "}", "```"],
}  # fmt: skip


@pytest.mark.parametrize("lines", MEALY_LAYOUTS.values(), ids=MEALY_LAYOUTS.keys())
def test_one_mealy_machine_in_many_layouts(lines: list[str]) -> None:
    """Outputs that depend on the input of the same cycle are read as such."""
    table = machine(PORTS + "\n".join(lines) + "\n")
    assert table.is_mealy
    assert steps(table) == MEALY


@pytest.mark.parametrize(
    ("condition", "pattern"),
    [
        ("a=1, b=0", "10"),
        ("a & !b", "10"),
        ("a and not b", "10"),
        ("a && ~b", "10"),
        ("a, b'", "10"),
        ("10", "10"),
        ("1, 0", "10"),
        ("a is high, b is low", "10"),
        ("a == 1'b1 && b == 0", "10"),
        ("b=0", "-0"),
        ("1x", "1-"),
    ],
)
def test_conditions(condition: str, pattern: str) -> None:
    """A conjunction of input values is read in each usual form."""
    table = machine(
        "module named m\n\n- input clk\n- input rst\n- input a\n- input b\n- output z\n\n"
        f"  S (0) --{condition}--> T\n  T (1) --a=0, b=0--> S\n"
    )
    assert "".join(table.transitions[0].condition) in (pattern, pattern.replace("-", ""))


def test_an_or_makes_two_edges() -> None:
    """Alternatives of a condition become edges of their own."""
    table = machine(
        "module named m\n\n- input clk\n- input rst\n- input a\n- input b\n- output z\n\n"
        "S -> T : a or b\nT -> S : a=0\n\nz is 1 in state T.\n"
    )
    assert [t.condition for t in table.transitions if t.state == "S"] == [("1", "-"), ("-", "1")]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("The codes are A = 00, B = 01, C = 11.", ("00", "01", "11")),
        ("The state codes are 00, 01, 10 for states A, B, C, respectively.", ("00", "01", "10")),
        ("States A, B and C are encoded as 10, 01 and 00.", ("10", "01", "00")),
        ("Use the codes 001, 010, ..., 100 for states A, B, ..., C.", ("001", "010", "100")),
        ("Codes: 2'b00, 2'b01, 2'b11 are assigned to A, B, C.", ("00", "01", "11")),
        ("The assignment is 001(A), 010(B), 100(C).", ("001", "010", "100")),
        ("The state codes are 000, 001, ..., 010 for C, B, A.", ("010", "001", "000")),
    ],
)
def test_codes_of_states(words: str, codes: tuple[str, ...]) -> None:
    """Codes in a sentence belong to the states that it names, in that order."""
    table = machine(PORTS + "\n".join(LAYOUTS["arrows"]) + f"\n\n{words}\n")
    assert tuple(dict(table.encoding)[state] for state in "ABC") == codes


@pytest.mark.parametrize(
    ("words", "style"),
    [
        ("Use one-hot encoding.", Encoding.ONE_HOT),
        ("Use a Gray code for the states.", Encoding.GRAY),
        ("Use a binary encoding.", Encoding.BINARY),
        ("Use any encoding.", None),
    ],
)
def test_an_encoding_by_name(words: str, style: Encoding | None) -> None:
    """The name of an encoding is kept, where the states' codes are not seen from outside."""
    assert machine(PORTS + "\n".join(LAYOUTS["arrows"]) + f"\n\n{words}\n").style is style


LOGIC = (
    "module named logic\n\n{ports}\n\nThis is the next-state logic of a machine with the state "
    "codes 00, 01, 11 for A, B, C.\n\n" + "\n".join(LAYOUTS["arrows"]) + "\n"
)


@pytest.mark.parametrize(
    ("ports", "bits"),
    [
        ("- input y (2 bits)\n- input w\n- output Y0\n- output Y1", {"Y0": 0, "Y1": 1}),
        ("- input [2:1] y\n- input w\n- output Y1\n- output Y2", {"Y1": 0, "Y2": 1}),
        ("- input s (2 bits)\n- input w\n- output next_s1", {"next_s1": 1}),
        ("- input y1\n- input y0\n- input w\n- output Y1\n- output Y0", {"Y1": 1, "Y0": 0}),
        ("- input q (2 bits)\n- input w\n- output D0\n- output D1", {"D0": 0, "D1": 1}),
    ],
)
def test_single_bits_of_the_next_state(ports: str, bits: dict[str, int]) -> None:
    """Outputs named like a bit of the next state are one, not an output of the machine."""
    table = machine(LOGIC.format(ports=ports))
    assert {str(column): index for column, index in table.next_state_bits} == bits
    assert table.outputs == ()


def test_a_bit_that_a_sentence_names() -> None:
    """A sentence may say which bit of the next state an output is."""
    ports = "- input y (2 bits)\n- input w\n- output f"
    table = machine(LOGIC.format(ports=ports) + "\nThe output f is the next state of y[1].\n")
    assert [(str(c), i) for c, i in table.next_state_bits] == [("f", 1)]


def test_next_state_and_output_of_combinational_logic() -> None:
    """A module that gets the state shows the next state whole, and the machine's output."""
    table = machine(
        LOGIC.format(
            ports="- input state (2 bits)\n- input w\n- output next_state (2 bits)\n- output z"
        )
    )
    assert [str(c) for c in table.state_inputs] == ["state"]
    assert str(table.next_state_output) == "next_state"
    assert [str(c) for c in table.outputs] == ["z"]


def test_a_visible_state() -> None:
    """A clocked module may show its state, which then has the codes of the text."""
    table = machine(
        "module named m\n\n- input clk\n- input rst\n- input w\n- output state (2 bits)\n"
        "- output z\n\nThe codes are A = 00, B = 01, C = 10.\n\n"
        + "\n".join(LAYOUTS["arrows"])
        + "\n"
    )
    assert (str(table.state_output), [str(c) for c in table.outputs]) == ("state", ["z"])


def test_contradicting_edges_leave_the_machine_out() -> None:
    """A state with two next states for the same inputs is told and not used."""
    spec = read(PORTS + "A (0) --0--> A\nA (0) --0--> B\nB (1) --1--> A\n")
    assert [a for a in spec.artefacts if isinstance(a, StateTable)] == []
    assert [f.message for f in spec.findings if f.code == "SPEC303"] == [
        "state 'A' has two next states for the same inputs: 'A' (line 10) and 'B'; the machine was "
        "left out"
    ]


def test_a_state_without_a_way_out() -> None:
    """In a list of edges a state that nothing leaves is kept, and told."""
    spec = read(PORTS + "A (0) --0--> A\nA (0) --1--> END\n")
    (table,) = (a for a in spec.artefacts if isinstance(a, StateTable))
    assert table.states == ("A", "END")
    assert [f.message for f in spec.findings if f.code == "SPEC308"] == [
        "no transition leaves the state 'END'"
    ]


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Reset puts the machine into B.", "B"),
        ("The machine resets to state B.", "B"),
        ("On reset it returns to B.", "B"),
        ("B is the initial state.", "B"),
        ("The reset state is B.", "B"),
        ("It starts in B.", "B"),
        ("It resets to a known state.", None),
    ],
)
def test_the_first_state(text: str, state: str | None) -> None:
    """Sentences say which state follows a reset; an article is no state."""
    ports = PORTS.replace("The machine resets to state A.", text)
    assert machine(ports + "\n".join(LAYOUTS["arrows"]) + "\n").initial_state == state


@st.composite
def machines(draw: st.DrawFn) -> tuple[int, list[list[int]], list[str]]:
    """Return the number of input bits, next states by (state, input), and outputs."""
    count, bits = draw(st.integers(2, 5)), draw(st.integers(1, 2))
    target = st.integers(0, count - 1)
    rows = st.lists(target, min_size=1 << bits, max_size=1 << bits)
    outputs = st.lists(st.sampled_from(["0", "1"]), min_size=count, max_size=count)
    return bits, draw(st.lists(rows, min_size=count, max_size=count)), draw(outputs)


def as_table(bits: int, edges: list[list[int]], outputs: list[str]) -> list[str]:
    names = ["x", "y"][:bits]
    conditions = [", ".join(f"{n}={b}" for n, b in zip(names, format(i, f"0{bits}b"), strict=True))
                  for i in range(1 << bits)]  # fmt: skip
    head = "| State | " + " | ".join(conditions) + " | z |"
    rows = [f"| S{k} | " + " | ".join(f"S{t}" for t in row) + f" | {outputs[k]} |"
            for k, row in enumerate(edges)]  # fmt: skip
    return [head, "|---" * ((1 << bits) + 2) + "|", *rows]


def as_arrows(bits: int, edges: list[list[int]], outputs: list[str]) -> list[str]:
    return [f"  S{k} ({outputs[k]}) --{i:0{bits}b}--> S{target}"
            for k, row in enumerate(edges) for i, target in enumerate(row)]  # fmt: skip


def as_rows(bits: int, edges: list[list[int]], outputs: list[str]) -> list[str]:
    names = ["x", "y"][:bits]
    rows = [f"| S{k} | " + " | ".join(format(i, f"0{bits}b")) + f" | S{target} | {outputs[k]} |"
            for k, row in enumerate(edges) for i, target in enumerate(row)]  # fmt: skip
    return ["| State | " + " | ".join(names) + " | Next | z |", "|---" * (bits + 3) + "|", *rows]


@settings(max_examples=60, deadline=None)
@given(machines(), st.sampled_from([as_table, as_arrows, as_rows]))
def test_any_machine_survives_being_written(drawn, layout) -> None:
    """A random machine, written in a random layout, is read as it was."""
    bits, edges, outputs = drawn
    ports = "".join(f"- input {name}\n" for name in ["x", "y"][:bits])
    text = (
        f"module named m\n\n- input clk\n- input rst\n{ports}- output z\n\n"
        + "\n".join(layout(bits, edges, outputs))
        + "\n"
    )
    assert steps(machine(text)) == {
        (f"S{k}", format(i, f"0{bits}b")): (f"S{target}", outputs[k])
        for k, row in enumerate(edges)
        for i, target in enumerate(row)
    }


def test_an_output_with_a_short_name_is_no_state_when_it_is_the_only_one() -> None:
    """`y` may be what the entries show, and `present` may be a bit."""
    table = "state | x=0 | x=1\nA | B/10 | A/00\nB | A/01 | B/11\n"
    ports = "Module m.\n\n- input clk\n- input rst\n- input x\n- output y (2-bit)\n"
    prose = "At each rising edge of clk. `rst` is synchronous, active-high: puts it into state A.\n"
    spec = read(f"{ports}\nState table of a Mealy machine.\n\n{table}\n{prose}")
    assert not [f for f in spec.findings if f.code == "SPEC302"]
    table = table.replace("10", "1").replace("00", "0").replace("01", "0").replace("11", "1")
    ports = ports.replace("y (2-bit)", "z\n- output present")
    spec = read(f"{ports}\nState table of a Mealy machine.\n\n{table}\n{prose}")
    assert not [f for f in spec.findings if f.code == "SPEC302"]
