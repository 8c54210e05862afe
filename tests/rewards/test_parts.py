"""Each reward alone, on verdicts of real designs, with what fools it."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable

import pytest

from rewards.brevity import brevity
from rewards.gates import Gate, gate
from rewards.outputs import outputs_right
from rewards.overlong import Length, overlong
from rewards.pass_rate import pass_rate
from rewards.proof import proof
from rewards.total import LEAST, Parts, parts_of
from rtlgen.lint.rules.allowed.pages import PAGES
from rtlgen.spec.model import Obligation, ObligationKind, SourceRef, Vector
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status, Verdict
from rtlgen.verify import CheckName, VerificationPlan, verify
from rtlgen.verilog import read_design

HEAD = "module dut(input a, input b, input c, output all, output any, output odd);\n"
GOLD = (
    f"{HEAD}  assign all = a & b & c;\n  assign any = a | b | c;\n  assign odd = a ^ b ^ c;\n"
    "endmodule\n"
)
REFERENCE = read_design(GOLD)
PLAN = VerificationPlan(top="dut", ports=REFERENCE.ports, reference=REFERENCE)


def judged(verilog: str, plan: VerificationPlan = PLAN) -> Verdict:
    return verify(verilog, plan)


def parts(verilog: str, plan: VerificationPlan = PLAN) -> Parts:
    found = parts_of(judged(verilog, plan))
    assert found is not None
    return found


ONE_WRONG = GOLD.replace("odd = a ^ b ^ c", "odd = ~(a ^ b ^ c)")
ZEROS = f"{HEAD}  assign {{all, any, odd}} = 3'b0;\nendmodule\n"


@pytest.mark.parametrize(
    ("verilog", "expected"),
    [
        (GOLD, None),
        (ONE_WRONG, None),
        ("", Gate.UNREADABLE),
        (GOLD.replace("endmodule", ""), Gate.UNREADABLE),
        (GOLD.replace("assign all = a", "assign all = missing"), Gate.UNREADABLE),
        (GOLD.replace("input c", "input [1:0] c"), Gate.INTERFACE),
        (GOLD.replace("output odd", "output odd, output more"), Gate.INTERFACE),
        (GOLD.replace("endmodule", "  initial $finish;\nendmodule"), Gate.FORBIDDEN),
        (GOLD.replace("endmodule", "  initial while (1);\nendmodule"), Gate.FORBIDDEN),
        (GOLD.replace("assign all", "assign #1 all"), Gate.FORBIDDEN),
    ],
)
def test_gates(verilog: str, expected: Gate | None) -> None:
    """What cannot be run with these ports, or uses what it may not, earns the least."""
    verdict = judged(verilog)
    assert gate(verdict) is expected
    found = parts_of(verdict)
    assert found is not None
    assert (found.total() == LEAST) == (expected is not None)


def test_a_comment_opens_no_gate() -> None:
    """A design that waives its own forbidden construct passes where a person allows waivers."""
    waived = GOLD.replace(
        "assign all", "assign #0 /* */ all"
    ).replace("= a & b & c;", "= a & b & c; // rtlgen: allow RTL404 because I may")  # fmt: skip
    verdict = judged(waived, dataclasses.replace(PLAN, allow_inline_waivers=True))
    assert verdict.status is Status.PASS
    found = parts_of(verdict)
    assert found is not None
    assert (found.gate, found.total()) == (Gate.FORBIDDEN, LEAST)


def test_a_design_that_hangs_earns_the_least() -> None:
    """A simulation without an end says nothing good about a design."""
    lint = CheckResult(check="lint", kind=CheckKind.STATIC, status=Status.PASS)
    run = CheckResult(check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.TIMEOUT)
    found = parts_of(Verdict(candidate_id="", checks=(lint, run)))
    assert found is not None
    assert (found.gate, found.total()) == (Gate.UNDECIDED, LEAST)


@pytest.mark.parametrize("code", sorted(PAGES))
def test_every_refused_construct_is_forbidden(code: str) -> None:
    """The gate knows each code of the allow-list."""
    assert code.startswith("RTL4")


def test_two_of_three_outputs() -> None:
    """One wrong output brings the pass rate to 0; two thirds of the outputs are right."""
    verdict = judged(ONE_WRONG)
    assert (pass_rate(verdict), outputs_right(verdict)) == (0.0, pytest.approx(2 / 3))


def test_an_output_is_right_only_in_all_vectors() -> None:
    """An output that is wrong in one vector of eight is not right."""
    verdict = judged(GOLD.replace("any = a | b | c", "any = a | b | (c & ~a & b)"))
    rate = pass_rate(verdict)
    assert rate is not None
    assert 0.5 < rate < 1
    assert outputs_right(verdict) == pytest.approx(2 / 3)


def test_constants_fool_the_shares_and_never_the_total() -> None:
    """All zeros are right wherever zero is rare to be wrong, and still far from a right answer."""
    rare = "module rare(input [9:0] a, output y);\n  assign y = &a;\nendmodule\n"
    reference = read_design(rare)
    plan = VerificationPlan(top="rare", ports=reference.ports, reference=reference)
    zeros = judged(rare.replace("&a", "1'b0"), plan)
    rate = pass_rate(zeros)
    assert rate is not None
    assert rate > 0.99
    assert parts(rare.replace("&a", "1'b0"), plan).total() < 0.2 < parts(rare, plan).total()


def test_an_output_that_needs_no_work_counts_like_all_others() -> None:
    """A design that only wires one output through earns the share of that output."""
    wired = "module two(input a, input b, output same, output odd);\n  assign same = a;\n"
    gold = f"{wired}  assign odd = a ^ b;\nendmodule\n"
    reference = read_design(gold)
    plan = VerificationPlan(top="two", ports=reference.ports, reference=reference)
    lazy = parts(f"{wired}  assign odd = 1'b0;\nendmodule\n", plan)
    assert (lazy.right, lazy.outputs) == (0.0, 0.5)


def test_a_proof_earns_a_bonus() -> None:
    """The same design earns more where the prover has looked at it."""
    simulated = dataclasses.replace(PLAN, checks=frozenset({CheckName.LINT, CheckName.SIMULATE}))
    assert (proof(judged(GOLD)), proof(judged(GOLD, simulated))) == (1.0, 0.0)
    assert parts(GOLD).total() > parts(GOLD, simulated).total()


def test_a_proof_up_to_some_cycles_is_none() -> None:
    """A bounded proof says nothing about the cycle after it."""
    bounded = CheckResult(
        check="formal", kind=CheckKind.BEHAVIOURAL, status=Status.PASS, proved=True, bound=7
    )
    assert proof(Verdict(candidate_id="", checks=(bounded,))) == 0.0


def test_a_refuted_design_has_no_proof() -> None:
    """One proved demand does not help a design that fails another."""
    kind = CheckKind.BEHAVIOURAL
    proved = CheckResult(check="formal", kind=kind, status=Status.PASS, proved=True)
    failed = CheckResult(
        check="simulate", kind=kind, status=Status.FAIL, evidence=Evidence(summary="y = 0, want 1")
    )
    assert proof(Verdict(candidate_id="", checks=(failed, proved))) == 0.0


def test_a_weak_demand_is_proved_for_a_wrong_design() -> None:
    """A proof is as good as what is proved: of half a truth table half the design."""
    vectors = tuple(
        Vector(inputs=(("a", a), ("b", b), ("c", "0")), expected=(("odd", odd),))
        for a, b, odd in (("0", "0", "0"), ("0", "1", "1"), ("1", "0", "1"), ("1", "1", "0"))
    )
    half = Obligation(
        name="half", kind=ObligationKind.COMBINATIONAL, vectors=vectors,
        source=SourceRef(path="spec.md", line=1),
    )  # fmt: skip
    plan = VerificationPlan(top="dut", ports=REFERENCE.ports, obligations=(half,))
    wrong = GOLD.replace("odd = a ^ b ^ c", "odd = a ^ b")
    assert (proof(judged(wrong, plan)), proof(judged(wrong))) == (1.0, 0.0)


def test_the_text_is_not_rewarded() -> None:
    """Almost the right text earns what any other text with the same behaviour earns."""
    near = GOLD.replace("a & b & c", "a & b | c")
    far = (
        f"{HEAD}  wire n = ~(a & b);\n  assign {{all, any}} = {{~n | c, ~(~a & ~b & ~c)}};\n"
        "  assign odd = (a != b) != c;\nendmodule\n"
    )
    assert parts(near) == parts(far)
    assert parts(near).right == 0.0


def test_brevity_falls_with_each_token() -> None:
    """A shorter answer has more, and none has all or nothing."""
    values = [brevity(tokens) for tokens in range(0, 4000, 7)]
    assert values == sorted(set(values), reverse=True)
    assert values[0] == 1.0
    assert values[-1] > 0


def test_brevity_decides_between_right_answers_only() -> None:
    """Between equals the shorter one is ahead; a proof outweighs any length, and wrong is wrong."""
    verdict, wrong = judged(GOLD), judged(ONE_WRONG)
    short, long = (parts_of(verdict, tokens=count) for count in (20, 4000))
    assert short is not None
    assert long is not None
    assert short.total() > long.total() > dataclasses.replace(short, proof=0.0).total()
    assert parts_of(wrong, tokens=20) == parts_of(wrong, tokens=4000)


@pytest.mark.parametrize(
    ("tokens", "expected"), [(0, 0), (80, 0), (85, 0.25), (90, 0.5), (100, 1), (900, 1)]
)
def test_overlong(tokens: int, expected: float) -> None:
    """The penalty begins before the limit and is full where the answer would be cut off."""
    assert overlong(tokens, Length(most_tokens=100, last_tokens=20)) == expected


@pytest.mark.parametrize("last_tokens", [0, 101])
def test_a_length_that_makes_no_sense(last_tokens: int) -> None:
    """A penalty needs some tokens, and not more than there are."""
    expected = rf"^last_tokens must lie between 1 and most_tokens = 100, not {last_tokens}$"
    with pytest.raises(ValueError, match=expected):
        Length(most_tokens=100, last_tokens=last_tokens)


@pytest.mark.parametrize("reward", [pass_rate, outputs_right, proof, parts_of])
def test_our_fault_is_nobodys_reward(reward: Callable[[Verdict], object]) -> None:
    """An ERROR gives no number, neither good nor bad."""
    broken = CheckResult(check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.ERROR)
    assert reward(Verdict(candidate_id="", checks=(broken,))) is None
