"""Proofs about registers, latches and memories: other implementations, and what is wrong in one."""

from __future__ import annotations

import pytest

from rtlgen.formal.prove import prove_equivalent
from rtlgen.verdict import Status
from rtlgen.verify import CheckName, VerificationPlan, verify
from rtlgen.verilog import Design, read_design

DECADE = """
module m(input clk, input rst, input en, output reg [3:0] q, output last);
  always @(posedge clk or posedge rst)
    if (rst) q <= 0;
    else if (en) q <= q == 9 ? 0 : q + 1;
  assign last = q == 9;
endmodule
"""
RING = """
module m(input clk, input rst, input en, output reg [3:0] q, output last);
  reg [9:0] ring;
  integer i;
  always @(posedge clk or posedge rst)
    if (rst) ring <= 1;
    else if (en) ring <= {ring[8:0], ring[9]};
  always @(*) begin
    q = 0;
    for (i = 0; i < 10; i = i + 1) if (ring[i]) q = i;
  end
  assign last = ring[9];
endmodule
"""


def design(text: str) -> Design:
    return read_design(text)


def test_another_encoding_of_the_states_is_proved() -> None:
    """A one-hot ring equals a binary counter for all time, although no register corresponds."""
    result = prove_equivalent(design(RING), design(DECADE))
    assert (result.status, result.proved, result.reason) == (
        Status.PASS,
        True,
        "equal to the reference for every input and all time",
    )


@pytest.mark.parametrize(
    ("right", "wrong"),
    [
        ("q == 9 ? 0", "q == 10 ? 0"),
        ("posedge clk or posedge rst", "posedge clk"),
        ("posedge clk", "negedge clk"),
        ("if (rst) q <= 0", "if (rst) q <= 1"),
        ("if (en)", "if (en || q == 7)"),
        ("last = q == 9", "last = q == 9 && en"),
    ],
)
def test_a_wrong_counter_is_refuted_and_icarus_agrees(right: str, wrong: str) -> None:
    """Each counterexample leads Icarus, which starts from power-up, to the same difference."""
    mutant = DECADE.replace(right, wrong)
    assert mutant != DECADE
    result = prove_equivalent(design(mutant), design(DECADE))
    assert result.status is Status.FAIL
    plan = VerificationPlan(reference=design(DECADE), checks=frozenset({CheckName.FORMAL}))
    verdict = verify(mutant, plan)
    assert verdict.status is Status.FAIL
    assert verdict.evidence is not None
    assert " want " in verdict.evidence.summary


def test_a_difference_after_many_cycles_is_found() -> None:
    """A trojan that waits for 200 cycles lies far beyond the bounded search."""
    trojan = DECADE.replace("reg [3:0] q,", "reg [3:0] q,").replace(
        "  assign last = q == 9;",
        "  reg [7:0] n; always @(posedge clk or posedge rst) if (rst) n <= 0; else n <= n + 1;\n"
        "  assign last = q == 9 || n == 200;",
    )
    result = prove_equivalent(design(trojan), design(DECADE))
    assert result.status is Status.FAIL
    assert result.evidence is not None
    assert len(result.evidence.trace) >= 200


PAIRS = {
    "latch": (
        "module m(input en, input d, output reg q); always @(*) if (en) q = d; endmodule",
        "module m(input en, input d, output q); wire h; assign q = en ? d : h; assign h = q;"
        " endmodule",
        "module m(input en, input d, output reg q); always @(*) if (!en) q = d; endmodule",
    ),
    "both edges": (
        "module m(input clk, input d, output q); reg p, n; always @(posedge clk) p <= d;"
        " always @(negedge clk) n <= d; assign q = clk ? p : n; endmodule",
        "module m(input clk, input d, output q); reg p, n; always @(posedge clk) p <= d ^ n;"
        " always @(negedge clk) n <= d ^ p; assign q = p ^ n; endmodule",
        "module m(input clk, input d, output q); reg p, n; always @(posedge clk) p <= d;"
        " always @(negedge clk) n <= d; assign q = clk ? n : p; endmodule",
    ),
    "memory": (
        "module m(input clk, input we, input [2:0] a, input [3:0] d, output [3:0] q);"
        " reg [3:0] mem [0:7]; always @(posedge clk) if (we) mem[a] <= d; assign q = mem[a];"
        " endmodule",
        "module m(input clk, input we, input [2:0] a, input [3:0] d, output reg [3:0] q);"
        " reg [31:0] bits; always @(posedge clk) if (we) bits[{a, 2'b00} +: 4] <= d;"
        " always @(*) q = bits >> {a, 2'b00}; endmodule",
        "module m(input clk, input we, input [2:0] a, input [3:0] d, output [3:0] q);"
        " reg [3:0] mem [0:7]; always @(posedge clk) if (we && a != 5) mem[a] <= d;"
        " assign q = mem[a]; endmodule",
    ),
    "pipeline without a reset": (
        "module m(input clk, input [3:0] a, input [3:0] b, output reg [3:0] y); reg [3:0] s, t;"
        " always @(posedge clk) begin s <= a; t <= b; y <= s + t; end endmodule",
        "module m(input clk, input [3:0] a, input [3:0] b, output reg [3:0] y); reg [3:0] s;"
        " always @(posedge clk) begin s <= b + a; y <= s; end endmodule",
        "module m(input clk, input [3:0] a, input [3:0] b, output reg [3:0] y); reg [3:0] s;"
        " always @(posedge clk) begin s <= b - a; y <= s; end endmodule",
    ),
    "two clocks": (
        "module m(input clk_a, input clk_b, input d, output reg q); reg p;"
        " always @(posedge clk_a) p <= d; always @(posedge clk_b) q <= p; endmodule",
        "module m(input clk_a, input clk_b, input d, output q); reg p, r; assign q = ~r;"
        " always @(posedge clk_a) p <= ~d; always @(posedge clk_b) r <= p; endmodule",
        "module m(input clk_a, input clk_b, input d, output reg q); reg p;"
        " always @(posedge clk_b) p <= d; always @(posedge clk_b) q <= p; endmodule",
    ),
    "carry chain in one word": (
        "module m(input [3:0] a, input [3:0] b, output [3:0] s); assign s = a + b; endmodule",
        "module m(input [3:0] a, input [3:0] b, output [3:0] s); wire [4:0] c; assign c[0] = 0;"
        " assign c[4:1] = (a & b) | (c[3:0] & (a ^ b)); assign s = a ^ b ^ c[3:0]; endmodule",
        "module m(input [3:0] a, input [3:0] b, output [3:0] s); wire [4:0] c; assign c[0] = 0;"
        " assign c[4:1] = (a & b) | (c[3:0] & (a & b)); assign s = a ^ b ^ c[3:0]; endmodule",
    ),
}


@pytest.mark.parametrize("name", [name for name in PAIRS if name != "latch"])
def test_what_is_equal_is_proved_and_what_is_not_is_refuted(name: str) -> None:
    """Other ways to write the same state are equal for all time; a wrong one is caught."""
    gold, other, wrong = (design(text) for text in PAIRS[name])
    assert prove_equivalent(other, gold).status is Status.PASS
    assert prove_equivalent(wrong, gold).status is Status.FAIL


def test_a_latch_equals_itself_but_not_its_inverse() -> None:
    """Latches are modelled; the same function as a loop of logic is refused as one."""
    gold, loop, wrong = (design(text) for text in PAIRS["latch"])
    assert prove_equivalent(gold, gold).status is Status.PASS
    assert prove_equivalent(wrong, gold).status is Status.FAIL
    assert prove_equivalent(loop, gold).reason == "not modelled: line 1: a combinational loop"


@pytest.mark.parametrize(
    ("body", "construct"),
    [
        ("always @(posedge (clk & d)) q <= 1;", "a register with a gated clock"),
        (
            "reg h; always @(posedge clk) h <= ~h;\n  always @(posedge h) q <= d;",
            "a register that is clocked by another register",
        ),
        (
            "always @(posedge clk) q <= d ^ clk;",
            "a register whose data or reset depends on the level of a clock",
        ),
        (
            "always @(posedge d) q <= clk;",
            "a register that waits for an edge of a signal that is no clock input",
        ),
    ],
)
def test_what_is_not_modelled_is_said_with_its_line(body: str, construct: str) -> None:
    """Nothing is proved about a construct outside the model."""
    gold = design(
        "module m(input clk, input d, output reg q);\n  always @(posedge clk) q <= d;\nendmodule"
    )
    other = design(f"module m(input clk, input d, output reg q);\n  {body}\nendmodule")
    result = prove_equivalent(other, gold)
    line = 2 + body.count("\n")
    assert (result.status, result.reason) == (
        Status.UNKNOWN,
        f"not modelled: line {line}: {construct}",
    )


def test_an_address_outside_a_memory_reads_x() -> None:
    """A memory of 5 words does not wrap around, so it is not equal to one that does."""
    text = (
        "module m(input clk, input [2:0] a, input [3:0] d, output [3:0] q); reg [3:0] mem [0:{}];"
        " always @(posedge clk) mem[a] <= d; assign q = mem[a]; endmodule"
    )
    small, large = design(text.format(4)), design(text.format(7))
    assert prove_equivalent(large, small).status is Status.PASS
    assert prove_equivalent(small, large).status is Status.FAIL


def test_a_reference_that_never_leaves_x_proves_nothing() -> None:
    """A register that only ever follows itself demands nothing, so nothing is proved."""
    text = "module m(input clk, output reg q); always @(posedge clk) q <= {}q; endmodule"
    gold, other = design(text.format("~")), design(text.format(""))
    result = prove_equivalent(other, gold)
    assert (result.status, result.reason) == (
        Status.UNKNOWN,
        "not modelled: the reference never leaves x",
    )


def test_power_up_values_count_only_where_the_text_gives_them() -> None:
    """Without an initial value the design must be right from any state that x may stand for."""
    text = (
        "module m(input clk, input d, output reg q); {} always @(posedge clk) q <= q | d; endmodule"
    )
    gold = design(text.format("initial q = 0;"))
    assert prove_equivalent(design(text.format("initial q = 0;")), gold).status is Status.PASS
    assert prove_equivalent(design(text.format("")), gold).status is Status.FAIL
    assert prove_equivalent(design(text.format("initial q = 1;")), gold).status is Status.FAIL


def test_a_proof_can_be_demanded() -> None:
    """Simulation alone passes a design whose clock is gated, unless a proof is required."""
    ports = "module m(input clk, input d, output reg q);"
    gold = design(f"{ports} always @(posedge clk) q <= d; endmodule")
    gated = (
        f"{ports} reg on = 1; always @(posedge clk) on <= 1; wire gate = clk & on;"
        " always @(posedge gate) q <= d; endmodule"
    )
    lenient = verify(gated, VerificationPlan(reference=gold))
    assert lenient.status is Status.PASS
    assert lenient.checks[-1].reason == (
        "simulation decides; not modelled: line 1: a register with a gated clock"
    )
    strict = VerificationPlan(reference=gold, requires_proof=True)
    assert verify(gated, strict).status is Status.UNKNOWN
