"""State machines by construction: encodings, next-state logic, names; judged by Icarus and Z3."""

from __future__ import annotations

import io
import re

import pytest

from rtlgen.exact import solve_spec
from rtlgen.spec import Encoding, Spec, derive_obligations, read_spec
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify

PORTS = "module named m\n\n- input clk\n- input rst: synchronous reset\n- input w\n- output z\n\n"
EDGES = (
    "It resets to state A.\n\nA (0) --w=0--> A\nA (0) --w=1--> B\nB (0) --w=0--> A\n"
    "B (0) --w=1--> C\nC (1) --w=0--> A\nC (1) --w=1--> C\n"
)


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


def build(text: str, encoding: Encoding | None = None) -> str:
    return solve_spec(read(text), encoding=encoding).candidates[0].verilog


def judge(text: str, verilog: str) -> Status:
    spec = read(text)
    return verify(verilog, VerificationPlan.from_spec(spec, derive_obligations(spec)[0])).status


def codes(verilog: str) -> list[str]:
    return re.findall(r"S_\w+ = \d+'b([01]+)[,;]", verilog)


@pytest.mark.parametrize(
    ("encoding", "expected"),
    [
        (None, ["00", "01", "10"]),
        (Encoding.BINARY, ["00", "01", "10"]),
        (Encoding.GRAY, ["00", "01", "11"]),
        (Encoding.ONE_HOT, ["001", "010", "100"]),
    ],
)
def test_a_chosen_encoding(encoding: Encoding | None, expected: list[str]) -> None:
    """States get the codes of the encoding that is asked for, and the machine stays the same."""
    verilog = build(PORTS + EDGES, encoding)
    assert codes(verilog) == expected
    assert judge(PORTS + EDGES, verilog) is Status.PASS


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Use a one-hot encoding.", ["001", "010", "100"]),
        ("The codes are A = 11, B = 01, C = 10.", ["11", "01", "10"]),
    ],
)
def test_an_encoding_in_the_text(words: str, expected: list[str]) -> None:
    """The text may name an encoding or give the codes."""
    assert codes(build(f"{PORTS}{EDGES}\n{words}\n")) == expected


def test_ports_with_the_names_of_our_own() -> None:
    """Names that the construction uses itself may be ports."""
    text = PORTS.replace("- input w", "- input next").replace("- output z", "- output state")
    text += EDGES.replace("w=", "next=")
    assert judge(text, build(text)) is Status.PASS


LOGIC = "The state codes are 00, 01, 11 for states A, B, C, respectively.\n\n" + EDGES
MODULES = {
    "bits of the next state": "- input y (2 bits)\n- input w\n- output Y1\n- output Y0",
    "one bit of the next state": "- input y (2 bits)\n- input w\n- output Y1",
    "a state in single bits": "- input y1\n- input y0\n- input w\n- output Y1\n- output Y0",
    "bits counted from one": "- input [2:1] y\n- input w\n- output Y2",
    "a whole next state and the output": (
        "- input state (2 bits)\n- input w\n- output next_state (2 bits)\n- output z"
    ),
    "a visible state": (
        "- input clk\n- input rst: synchronous reset\n- input w\n- output state (2 bits)"
    ),
}


@pytest.mark.parametrize("ports", MODULES.values(), ids=MODULES.keys())
def test_parts_of_a_machine(ports: str) -> None:
    """The logic of single bits, of a whole next state, or a machine that shows its state."""
    text = f"module named m\n\n{ports}\n\n{LOGIC}"
    spec, verilog = read(text), build(text)
    assert judge(text, verilog) is Status.PASS
    wrong = verilog.replace("& w", "& ~w").replace("2'b11", "2'b10")
    assert wrong != verilog
    assert judge(text, wrong) is Status.FAIL
    assert solve_spec(spec).is_determined is (" state (2" in ports and "clk" in ports)


def test_one_hot_logic_is_written_by_inspection() -> None:
    """Each bit is a sum over the edges that enter its state, whatever the other bits are."""
    text = (
        "module named m\n\n- input y (3 bits)\n- input w\n- output Y1\n- output z\n\nOne-hot codes "
        "are used: 001, 010, 100 for A, B, C. This is the next-state logic.\n\n" + EDGES
    )
    verilog = build(text)
    assert "assign Y1 = (y[0] && w);" in verilog
    assert "assign z = y[2];" in verilog
    assert judge(text, verilog) is Status.PASS


def test_a_machine_with_outputs_of_both_kinds() -> None:
    """Some outputs may belong to states and others to edges."""
    text = PORTS.replace("- output z", "- output z\n- output e") + (
        "It resets to state A.\n\n| State | w | Next state | z | e |\n|---|---|---|---|---|\n"
        "| A | 0 | A | 0 | 0 |\n| A | 1 | B | 0 | 1 |\n| B | 0 | A | 1 | 1 |\n"
        "| B | 1 | B | 1 | 0 |\n"
    )
    verilog = build(text)
    assert judge(text, verilog) is Status.PASS
    assert judge(text, verilog.replace("state == S_B", "state == S_A", 1)) is Status.FAIL


def test_what_a_machine_leaves_open() -> None:
    """Missing edges, an unnamed first state and an unknown kind of reset are said."""
    text = PORTS.replace(": synchronous reset", "") + "A (0) --w=1--> B\nB (1) --w=0--> A\n"
    result = solve_spec(read(text))
    assert not result.is_determined
    assert [f.message for f in result.findings] == [
        "the state after reset is not stated; 'A' was taken",
        "the kind of reset 'rst' is not stated; synchronous was taken",
        "not all inputs have a transition in A, B; the state is kept there",
    ]
