"""Proofs of combinational designs; a proof must not come too easily."""

from __future__ import annotations

import pytest

from rtlgen.formal.prove import prove_all_equivalent, prove_equivalent, prove_obligations
from rtlgen.spec import Obligation, ObligationKind, SourceRef, Vector
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify
from rtlgen.verilog import Design, read_design


def adder(expression: str) -> Design:
    return read_design(
        f"module add(input [15:0] a, input [15:0] b, output [16:0] s);\n"
        f"  assign s = {expression};\nendmodule\n"
    )


GOOD = adder("a + b")


def test_an_equal_design_is_proved() -> None:
    """Another way to add is equal for all 2^32 inputs."""
    result = prove_equivalent(adder("~(~{1'b0, a} - {1'b0, b})"), GOOD)
    assert (result.status, result.proved) == (Status.PASS, True)


@pytest.mark.parametrize(
    "expression",
    [
        "(a == 16'hbeef && b == 16'hcafe) ? 17'd0 : a + b",
        "a | b",
        "a + b + 17'd1",
        "{1'b0, a + b}",
    ],
)
def test_one_wrong_input_in_billions_is_found(expression: str) -> None:
    """The counterexample is an input on which the two differ, 0 bits of the reference included."""
    wrong = adder(expression)
    result = prove_equivalent(wrong, GOOD)
    assert result.status is Status.FAIL
    plan = VerificationPlan(reference=GOOD)
    assert verify(wrong.verilog, plan).status is Status.FAIL


@pytest.mark.parametrize("other", ["1'b0", "1'b1", "1'bx"])
def test_any_value_meets_a_dont_care(other: str) -> None:
    """Where the reference is x the design may be anything, and elsewhere it may not."""
    text = "module m(input a, output y); assign y = a ? {one} : {other}; endmodule"
    gold = read_design(text.format(one="1'b1", other="1'bx"))
    right = read_design(text.format(one="1'b1", other=other))
    wrong = read_design(text.format(one="1'b0", other=other))
    assert prove_equivalent(right, gold).status is Status.PASS
    assert prove_equivalent(wrong, gold).status is Status.FAIL


@pytest.mark.parametrize(("carry", "status"), [("c", Status.PASS), ("1'b0", Status.FAIL)])
def test_modules_within_modules_are_proved(carry: str, status: Status) -> None:
    """An adder of two instances is equal to one expression, and a cut carry is found."""
    half = (
        "module half(input [7:0] a, input [7:0] b, input i, output [7:0] s, output o);\n"
        "  assign {o, s} = a + b + i;\nendmodule\n"
    )
    whole = read_design(
        "module add(input [15:0] a, input [15:0] b, output [16:0] s);\n  wire c;\n"
        "  half low(a[7:0], b[7:0], 1'b0, s[7:0], c);\n"
        f"  half high(.a(a[15:8]), .b(b[15:8]), .i({carry}), .s(s[15:8]), .o(s[16]));\n"
        f"endmodule\n{half}",
        top="add",
    )
    result = prove_equivalent(whole, GOOD)
    assert (result.status, result.proved) == (status, status is Status.PASS)


def test_an_unknown_of_the_design_may_be_either() -> None:
    """An X of the design under test is no proof of anything."""
    text = "module m(input a, output y); assign y = a ? 1'b1 : {other}; endmodule"
    unknown = read_design(text.replace("{other}", "1'bx"))
    assert (
        prove_equivalent(unknown, read_design(text.replace("{other}", "1'b0"))).status
        is Status.FAIL
    )


def test_rows_are_proved_of_logic_only() -> None:
    """A design with state cannot satisfy rows for all time; it is said with the line."""
    design = read_design(
        "module m(input a, input b, output reg y);\n  always @(*) if (a) y = b;\nendmodule"
    )
    row = Vector(inputs=(("a", "1"), ("b", "1")), expected=(("y", "1"),), line=3)
    demand = Obligation(
        name="o",
        kind=ObligationKind.COMBINATIONAL,
        source=SourceRef(path="s", line=1),
        vectors=(row,),
    )
    result = prove_obligations([design], [demand])[0]
    assert (result.status, result.reason) == (
        Status.UNKNOWN,
        "not modelled: line 2: a register or latch; rows without a clock are proved of logic only",
    )


def test_vectors_are_proved_for_all_values() -> None:
    """A row with don't-care inputs holds for each of them, or a counterexample is shown."""
    demand = Obligation(
        name="o",
        kind=ObligationKind.COMBINATIONAL,
        source=SourceRef(path="s", line=1),
        vectors=(Vector(inputs=(("a", "0" * 16),), expected=(("s", "0" + "-" * 16),), line=7),),
    )
    assert prove_obligations([GOOD], [demand])[0].status is Status.PASS
    wrong = adder("(a == 0 && b == 16'h1234) ? 17'h10000 : a + b")
    result = prove_obligations([wrong], [demand])[0]
    assert result.status is Status.FAIL
    assert result.reason.startswith("line 7 is violated for a=0000000000000000, b=0001001000110100")


def test_many_designs_are_proved_whatever_their_limits_sum_up_to() -> None:
    """More than one child process may take: each design gets an answer of its own."""
    designs = [adder("b + a")] * 8
    found = prove_all_equivalent([*designs, adder("a - b")], GOOD, timeout_s=90.0)
    assert [result.status for result in found] == [Status.PASS] * 8 + [Status.FAIL]
