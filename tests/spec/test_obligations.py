"""What artefacts demand: right designs pass, wrong ones fail, nothing unsound is demanded."""

from __future__ import annotations

import io

import pytest

from rtlgen.spec import Obligation, ObligationKind, Spec, derive_obligations, read_spec
from rtlgen.verdict import Status
from rtlgen.verify import CheckName, VerificationPlan, verify

FF = "module named ff\n\n- input clk\n"
RULE = "|---|---|---|\n"


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


def demands(text: str) -> tuple[Obligation, ...]:
    return derive_obligations(read(text))[0]


def reasons(text: str) -> list[str]:
    """Why nothing is checked."""
    spec = read(text)
    obligations, findings = derive_obligations(spec)
    assert obligations == ()
    return [f.message for f in findings if f.code == "SPEC401"]


def judge(text: str, verilog: str) -> Status:
    spec = read(text)
    plan = VerificationPlan(
        top=spec.name, ports=spec.ports, obligations=derive_obligations(spec)[0],
        checks=frozenset({CheckName.LINT, CheckName.SIMULATE}),
    )  # fmt: skip
    return verify(verilog, plan).status


CLOCKED = {
    "a JK flip-flop": (
        FF + "- input j\n- input k\n- output q\n\n| J | K | Q(t+1) |\n" + RULE
        + "| 0 | 0 | Q |\n| 0 | 1 | 0 |\n| 1 | 0 | 1 |\n| 1 | 1 | ~Q |\n",
        "module ff(input clk, input j, input k, output reg q); always @(posedge clk) "
        "case ({j, k}) 1: q <= 0; 2: q <= 1; 3: q <= ~q; endcase endmodule",
        ("q <= ~q", "q <= 1"),
    ),
    "a column with the clock's edge": (
        FF + "- input d\n- output q\n\n| CLK | D | Q |\n" + RULE
        + "| ↑ | 0 | 0 |\n| ↑ | 1 | 1 |\n| 0 | X | hold |\n",
        "module ff(input clk, input d, output reg q); always @(posedge clk) q <= d; endmodule",
        ("q <= d", "q <= ~d"),
    ),
    "a T flip-flop with a reset row": (
        FF + "- input rst: synchronous reset\n- input t\n- output q\n\n| rst | T | Q+ |\n" + RULE
        + "| 1 | - | 0 |\n| 0 | 0 | hold |\n| 0 | 1 | toggle |\n",
        "module ff(input clk, input rst, input t, output reg q); always @(posedge clk) "
        "if (rst) q <= 0; else if (t) q <= ~q; endmodule",
        ("q <= 0", "q <= 1"),
    ),
    "values of a counter": (
        FF + "- input clr: synchronous clear\n- output q (2 bits)\n\n| clr | q | next q |\n" + RULE
        + "| 1 | -- | 00 |\n| 0 | 00 | 01 |\n| 0 | 01 | 10 |\n| 0 | 10 | 00 |\n| 0 | 11 | 00 |\n",
        "module ff(input clk, input clr, output reg [1:0] q); always @(posedge clk) "
        "q <= clr || q >= 2 ? 0 : q + 1; endmodule",
        ("q >= 2", "q >= 3"),
    ),
    "a table of wide next values": (
        FF + "- input ld\n- input d (8 bits)\n- output q (8 bits)\n\n| ld | d | q+ |\n" + RULE
        + "| 1 | 8'h12 | 8'h12 |\n| 1 | 8'hff | 8'hff |\n",
        "module ff(input clk, input ld, input [7:0] d, output reg [7:0] q); always @(posedge clk) "
        "if (ld) q <= d; endmodule",
        ("q <= d", "q <= d - 1"),
    ),
    "a plain table of a registered output": (
        FF + "- input a\n- input b\n- output q\n\n| a | b | q |\n" + RULE
        + "| 0 | 0 | 0 |\n| 0 | 1 | 1 |\n| 1 | - | 1 |\n",
        "module ff(input clk, input a, input b, output reg q); always @(posedge clk) "
        "q <= a | b; endmodule",
        ("a | b", "a & b"),
    ),
}  # fmt: skip


@pytest.mark.parametrize(("text", "right", "change"), CLOCKED.values(), ids=CLOCKED.keys())
def test_clocked_tables(text: str, right: str, change: tuple[str, str]) -> None:
    """A table of values after an edge is satisfied by the right register, and by no wrong one."""
    assert judge(text, right) is Status.PASS
    assert judge(text, right.replace(*change)) is Status.FAIL


MACHINE = (
    "module named m\n\n- input clk\n- input rst: {kind} reset, active high\n- input a\n"
    "- output z\n\nIt resets to state S.\n\nS (0) --a=1--> T\nS (0) --a=0--> S\n"
    "T (1) --a=1--> T\nT (1) --a=0--> S\n"
)
RIGHT = (
    "module m(input clk, input rst, input a, output z); reg t; "
    "always @(posedge clk {also}) if (rst) t <= 0; else t <= a; assign z = t; endmodule"
)


@pytest.mark.parametrize(
    ("kind", "also", "status"),
    [
        ("synchronous", "", Status.PASS),
        ("synchronous", "or posedge rst", Status.PASS),
        ("asynchronous", "or posedge rst", Status.PASS),
        ("asynchronous", "", Status.FAIL),
    ],
)
def test_the_kind_of_a_reset(kind: str, also: str, status: Status) -> None:
    """An asynchronous reset must act without an edge."""
    assert judge(MACHINE.format(kind=kind), RIGHT.format(also=also)) is status


@pytest.mark.parametrize(
    "change",
    [
        ("t <= 0", "t <= 1"),
        ("t <= a", "t <= ~a"),
        ("z = t", "z = t & a"),
        ("z = t", "z = t | a"),
        ("posedge clk", "negedge clk"),
    ],
)
def test_a_wrong_machine_fails(change: tuple[str, str]) -> None:
    """The walk tells a wrong reset, edge, output and clock from the right ones."""
    text = MACHINE.format(kind="synchronous")
    assert judge(text, RIGHT.format(also="").replace(*change)) is Status.FAIL


def test_moore_and_mealy_outputs_are_told_apart() -> None:
    """A Mealy output follows the input within a cycle, a registered one is late."""
    text = MACHINE.format(kind="synchronous").replace(" (0)", "").replace(" (1)", "")
    text = text.replace("a=1--> T\nS", "a=1/1--> T\nS").replace("a=1--> T\nT", "a=1/0--> T\nT")
    text = text.replace("a=0--> S", "a=0/0--> S")
    mealy = RIGHT.format(also="").replace("z = t", "z = a & ~t")
    late = (
        "module m(input clk, input rst, input a, output reg z); reg t; always @(posedge clk) "
        "if (rst) begin t <= 0; z <= 0; end else begin t <= a; z <= a & ~t; end endmodule"
    )
    assert judge(text, mealy) is Status.PASS
    assert judge(text, late) is Status.FAIL


def test_next_state_logic_has_a_vector_for_each_edge() -> None:
    """The relation between codes is demanded row by row, unused codes are left open."""
    (obligation,) = demands(
        "module named m\n\n- input y (2 bits)\n- input w\n- output Y (2 bits)\n- output z\n\n"
        "The codes are A = 00, B = 01, C = 11.\n\nA (0) --0--> A\nA (0) --1--> B\nB (0) --0--> A\n"
        "B (0) --1--> C\nC (1) --0--> A\nC (1) --1--> C\n"
    )
    assert obligation.kind is ObligationKind.COMBINATIONAL
    shown = {"".join(b for _, b in v.inputs): dict(v.expected) for v in obligation.vectors}
    assert shown == {
        "000": {"Y": "00", "z": "0"},
        "001": {"Y": "01", "z": "0"},
        "010": {"Y": "00", "z": "0"},
        "011": {"Y": "11", "z": "0"},
        "110": {"Y": "00", "z": "1"},
        "111": {"Y": "11", "z": "1"},
    }


def test_a_machine_without_a_reset_is_led_to_a_known_state() -> None:
    """Where some input leads to one state from everywhere, the walk begins with it."""
    text = MACHINE.format(kind="synchronous").replace(
        "- input rst: synchronous reset, active high\n", ""
    )
    right = "module m(input clk, input a, output reg z); always @(posedge clk) z <= a; endmodule"
    assert judge(text, right) is Status.PASS
    assert judge(text, right.replace("z <= a", "z <= ~a")) is Status.FAIL


def test_dont_cares_demand_nothing() -> None:
    """An output that may have any value is not compared."""
    text = "module named m\n\n- input a\n- output y\n- output z\n\n| a | y | z |\n" + RULE
    text += "| 0 | - | 1 |\n| 1 | 0 | - |\n"
    for y, z in (("a", "~a"), ("1'b0", "1'b1"), ("~a", "1'b1")):
        verilog = f"module m(input a, output y, output z); assign y = {y}, z = {z}; endmodule"
        assert judge(text, verilog) is (Status.FAIL if y == "a" else Status.PASS)


WAVE = (
    "module named m\n\n- input clk\n- input rst\n- input d\n- output q\n\n| cycle | d | q |\n"
    + RULE
)
PLAIN = (
    "module named m\n\n- input {hidden}\n- input a\n- output y\n\n| a | y |\n|---|---|\n"
    "| 0 | 1 |\n| 1 | 0 |\n"
)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            WAVE + "| 0 | 1 | x |\n| 1 | 0 | 1 |\n",
            "the waveform does not show the input 'rst'",
        ),
        (
            "module named m\n\n- input clk\n- input d\n- output q\n\n  time d q\n  0ns 1 x\n"
            "  5ns 0 1\n  9ns 1 0\n",
            "the waveform does not show the input 'clk'",
        ),
        (PLAIN.format(hidden="enable"), "it does not say what 'enable' does"),
        (
            PLAIN.format(hidden="b").replace("- input a", "- input clk\n- input a"),
            "the module has state, and it does not show 'b'",
        ),
        (
            "module named m\n\n- input clk\n- input a\n- output z\n\nS (0) --a=1--> T\n"
            "S (0) --a=0--> S\nT (1) --a=1--> S\nT (1) --a=0--> T\n",
            "the module has no reset, so its first state is not known",
        ),
        (
            "module named m\n\n- input clk\n- input rst\n- input y\n- output z\n\n"
            "S --y=1--> T\nT --y=0--> S\n",
            "the machine shows no outputs",
        ),
    ],
)
def test_what_cannot_be_demanded_is_told(text: str, reason: str) -> None:
    """Nothing is demanded that a right design could break; the reason is said."""
    assert reasons(text) == [f"nothing is checked against this: {reason}"]


def test_an_input_that_does_not_matter() -> None:
    """A table that leaves out an input demands its rows for all values of that input."""
    text = PLAIN.format(hidden="b")
    assert (
        judge(text, "module m(input b, input a, output y); assign y = ~a; endmodule") is Status.PASS
    )
    wrong = "module m(input b, input a, output y); assign y = ~a & b; endmodule"
    assert judge(text, wrong) is Status.FAIL


def test_a_condition_is_part_of_each_row() -> None:
    """What the line above a table says is driven with each row."""
    text = PLAIN.format(hidden="enable").replace("| a | y |", "For enable = 1:\n\n| a | y |")
    right = "module m(input enable, input a, output y); assign y = enable & ~a; endmodule"
    assert judge(text, right) is Status.PASS
    assert judge(text, right.replace("~a", "a")) is Status.FAIL


@pytest.mark.parametrize(
    ("text", "is_complete"),
    [
        (PLAIN.format(hidden="b"), True),
        (PLAIN.format(hidden="b").replace("| 1 | 0 |\n", ""), False),
        (PLAIN.format(hidden="b") + "\nThere is also:\n\n- output z\n", False),
    ],
)
def test_whether_demands_determine_a_design(text: str, is_complete: bool) -> None:
    """A table is complete when all rows and all outputs are there."""
    assert [obligation.is_complete for obligation in demands(text)] == [is_complete]
