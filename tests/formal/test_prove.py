"""Proofs of combinational designs; a proof must not come too easily."""

from __future__ import annotations

import pytest

from rtlgen.formal import prove_equivalent, prove_obligations
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


def test_a_reference_with_dont_cares_is_not_proved() -> None:
    """X in the reference is left to simulation, never silently a 0."""
    text = "module m(input a, output y); assign y = a ? 1'b1 : {other}; endmodule"
    gold = read_design(text.replace("{other}", "1'bx"))
    result = prove_equivalent(read_design(text.replace("{other}", "1'b1")), gold)
    assert (result.status, result.reason) == (
        Status.SKIPPED,
        "only combinational logic is proved, and the reference has don't-cares (x)",
    )


def test_an_unknown_of_the_design_may_be_either() -> None:
    """An X of the design under test is no proof of anything."""
    text = "module m(input a, output y); assign y = a ? 1'b1 : {other}; endmodule"
    unknown = read_design(text.replace("{other}", "1'bx"))
    assert (
        prove_equivalent(unknown, read_design(text.replace("{other}", "1'b0"))).status
        is Status.FAIL
    )


@pytest.mark.parametrize(
    ("body", "construct"),
    [
        ("always @(posedge a) y <= b;", "$dff"),
        ("always @(*) if (a) y = b;", "$dlatch"),
    ],
)
def test_state_is_said_not_guessed(body: str, construct: str) -> None:
    """Registers and latches are SKIPPED with the construct."""
    design = read_design(f"module m(input a, input b, output reg y); {body} endmodule")
    result = prove_equivalent(design, design)
    assert result.status is Status.SKIPPED
    assert result.reason == f"only combinational logic is proved, and gold has {construct}"


def test_vectors_are_proved_for_all_values() -> None:
    """A row with don't-care inputs holds for each of them, or a counterexample is shown."""
    demand = Obligation(
        name="o",
        kind=ObligationKind.COMBINATIONAL,
        source=SourceRef(path="s", line=1),
        vectors=(Vector(inputs=(("a", "0" * 16),), expected=(("s", "0" + "-" * 16),), line=7),),
    )
    assert prove_obligations(GOOD, [demand]).status is Status.PASS
    wrong = adder("(a == 0 && b == 16'h1234) ? 17'h10000 : a + b")
    result = prove_obligations(wrong, [demand])
    assert result.status is Status.FAIL
    assert result.reason.startswith("line 7 is violated for a=0000000000000000, b=0001001000110100")
