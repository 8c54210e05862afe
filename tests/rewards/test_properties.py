"""What holds for every verdict, every accepted choice of weights, and every judge."""

from __future__ import annotations

import dataclasses
import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from rewards.compose import compose
from rewards.gates import Gate
from rewards.overlong import Length
from rewards.total import LEAST, Parts, parts_of
from rewards.weights import MARGIN, Weights
from rtlgen.finding import Finding, Severity
from rtlgen.verdict import CheckKind, CheckResult, Evidence, OutputScore, Status, Verdict

NAMES = ("q", "carry", "valid")
EVIDENCE = Evidence(summary="q = 0, want 1 @ 10 ns (a=1)")
OPEN = (Status.UNKNOWN, Status.TIMEOUT, Status.SKIPPED)
FORBIDDEN = ("RTL401", "RTL404", "RTL413", "SIM102")


def finding(code: str, severity: Severity = Severity.ERROR) -> Finding:
    return Finding(code=code, severity=severity, message="as it is")


def behavioural(check: str, status: Status, **fields: object) -> CheckResult:
    return CheckResult(check=check, kind=CheckKind.BEHAVIOURAL, status=status, **fields)  # type: ignore[arg-type]


@st.composite
def lints(draw: st.DrawFn) -> CheckResult:
    """A look at the text: clean, with warnings, refused, or broken off."""
    status = draw(st.sampled_from((Status.PASS, Status.PASS, Status.FAIL, Status.ERROR)))
    codes = draw(st.lists(st.sampled_from(("RTL002", "RTL101", "RTL104", *FORBIDDEN)), min_size=1))
    found = tuple(finding(code) for code in codes) if status is Status.FAIL else ()
    notes = tuple(draw(st.lists(st.just(finding("RTL203", Severity.WARNING)), max_size=2)))
    return CheckResult(check="lint", kind=CheckKind.STATIC, status=status, findings=found + notes)


@st.composite
def simulations(draw: st.DrawFn) -> CheckResult:
    """A simulation that went well, found something, or came to no end."""
    total = draw(st.integers(1, 900))
    status = draw(st.sampled_from((Status.PASS, Status.PASS, Status.FAIL, Status.ERROR, *OPEN)))
    if status is Status.PASS:
        counts = tuple(OutputScore(output=name, passed=total, total=total) for name in NAMES)
        return behavioural(
            "simulate", status, passed=total, total=total, expected_total=total, per_output=counts
        )
    if status is Status.FAIL:
        passed = [draw(st.integers(0, total)) for _ in NAMES]
        counts = tuple(
            OutputScore(output=name, passed=good, total=total)
            for name, good in zip(NAMES, passed, strict=True)
        )
        return behavioural(
            "simulate", status, passed=draw(st.integers(0, min(passed))), total=total,
            expected_total=total, per_output=counts, evidence=EVIDENCE,
        )  # fmt: skip
    return behavioural("simulate", status)


@st.composite
def proofs(draw: st.DrawFn) -> CheckResult:
    """A proof, a refutation, or neither."""
    status = draw(st.sampled_from((Status.PASS, Status.FAIL, Status.ERROR, *OPEN)))
    if status is Status.PASS:
        return behavioural("formal", status, proved=True)
    return behavioural("formal", status, evidence=EVIDENCE if status is Status.FAIL else None)


verdicts = st.builds(
    lambda checks: Verdict(candidate_id="0", checks=tuple(checks)),
    st.one_of(st.tuples(lints()), st.tuples(lints(), simulations()),
              st.tuples(lints(), simulations(), proofs()), st.tuples(lints(), proofs())),
)  # fmt: skip
rights = st.builds(
    lambda simulated, proved: Verdict(candidate_id="0", checks=(simulated, *proved)),
    simulations().filter(lambda check: check.status is Status.PASS),
    st.just(()) | st.tuples(st.sampled_from([
        behavioural("formal", Status.PASS, proved=True), behavioural("formal", Status.SKIPPED),
    ])),
)  # fmt: skip
shares = st.integers(0, 1024).map(lambda number: number / 1024)
"""Their sums are exact."""
tokens = st.integers(0, 5000)
lengths = st.none() | st.builds(
    lambda most, last: Length(most_tokens=most, last_tokens=min(most, last)),
    st.integers(1, 4096), st.integers(1, 4096),
)  # fmt: skip


@st.composite
def accepted_weights(draw: st.DrawFn) -> Weights:
    """Weights that are not refused, down to the least margin."""
    ran, vectors, outputs, overlong, extra, proof, brevity = (draw(shares) for _ in range(7))
    return Weights(
        right=ran + vectors + outputs + overlong + math.ceil(MARGIN * 1024) / 1024 + extra,
        ran=ran, vectors=vectors, outputs=outputs, overlong=overlong,
        proof=proof, brevity=0.99 * brevity * (proof or MARGIN),
    )  # fmt: skip


def is_right(parts: Parts) -> bool:
    return parts.right == 1.0


@settings(deadline=None)
@given(rights, verdicts, tokens, tokens, lengths, accepted_weights())
def test_right_is_more_than_any_wrong(
    one: Verdict, other: Verdict, short: int, long: int, length: Length | None, weights: Weights
) -> None:
    """No credit and no penalty ever brings a wrong answer to a right one."""
    right = parts_of(one, tokens=short, length=length)
    wrong = parts_of(other, tokens=long, length=length)
    assert right is not None
    assert is_right(right)
    assume(wrong is not None)
    assert wrong is not None
    assume(not is_right(wrong))
    assert right.total(weights) > wrong.total(weights) + MARGIN / 2


@settings(deadline=None)
@given(verdicts)
def test_right_is_a_pass_through_all_gates(verdict: Verdict) -> None:
    """PASS of the verdict is needed, whatever the counts say."""
    found = parts_of(verdict)
    if found is not None and is_right(found):
        assert verdict.status is Status.PASS
        assert any(check.kind is CheckKind.BEHAVIOURAL for check in verdict.proofs)


@settings(deadline=None)
@given(verdicts, st.sampled_from(NAMES), tokens, accepted_weights())
def test_one_more_right_output_is_never_less(
    verdict: Verdict, name: str, length: int, weights: Weights
) -> None:
    """Correcting one output, with all else as it was, never lowers the reward."""
    better = dataclasses.replace(
        verdict,
        checks=tuple(
            dataclasses.replace(
                check,
                per_output=tuple(
                    dataclasses.replace(count, passed=count.total)
                    if count.output == name
                    else count
                    for count in check.per_output
                ),
            )
            for check in verdict.checks
        ),
    )
    before, after = (parts_of(one, tokens=length) for one in (verdict, better))
    assert (before is None) == (after is None)
    if before is not None and after is not None:
        assert after.outputs >= before.outputs
        assert after.total(weights) >= before.total(weights)


@settings(deadline=None)
@given(verdicts, st.sampled_from(FORBIDDEN), st.sampled_from(Severity), verdicts, tokens,
       lengths, accepted_weights())  # fmt: skip
def test_a_forbidden_construct_is_the_least(
    verdict: Verdict, code: str, severity: Severity, other: Verdict, length: int,
    limit: Length | None, weights: Weights,
) -> None:  # fmt: skip
    """Whatever else is right, and whoever has waived it, nothing earns less."""
    first, *rest = verdict.checks
    first = dataclasses.replace(first, findings=(*first.findings, finding(code, severity)))
    caught = parts_of(dataclasses.replace(verdict, checks=(first, *rest)), tokens=length)
    compared = parts_of(other, tokens=length, length=limit)
    if caught is not None:
        assert caught.gate is Gate.FORBIDDEN
        assert caught.total(weights) == LEAST
        assert compared is None or compared.total(weights) >= LEAST


@settings(deadline=None)
@given(verdicts, tokens, lengths, accepted_weights())
def test_none_means_that_we_broke(
    verdict: Verdict, length: int, limit: Length | None, weights: Weights
) -> None:
    """ERROR and only ERROR gives no number; every number is finite."""
    found = parts_of(verdict, tokens=length, length=limit)
    assert (found is None) == (verdict.status is Status.ERROR)
    if found is not None:
        assert math.isfinite(found.total(weights))


@settings(deadline=None)
@given(verdicts, st.lists(st.text(), max_size=6), st.integers(0, 5))
def test_texts_make_no_difference(verdict: Verdict, texts: list[str], keys: int) -> None:
    """For arbitrary completions the reward is that of the verdict."""
    reward = compose(lambda items: [verdict] * len(items))
    columns = {"key": [f"p{number % (keys + 1)}" for number in range(len(texts))]}
    found = reward(["p"] * len(texts), texts, None, **columns)
    parts = parts_of(verdict)
    assert found == [None if parts is None else parts.total()] * len(texts)


anything = st.one_of(
    st.none(), st.text(), st.integers(), st.lists(st.text()),
    st.lists(st.fixed_dictionaries({"role": st.just("assistant"), "content": st.text()})),
)  # fmt: skip


@given(
    st.lists(anything, max_size=5),
    st.one_of(st.none(), st.integers(), st.lists(anything, max_size=5)),
    st.one_of(st.none(), st.lists(st.lists(st.integers(), max_size=4), max_size=5)),
    st.one_of(anything, st.lists(verdicts, max_size=5), st.just(RuntimeError)),
)
@settings(max_examples=60, deadline=None)
def test_it_never_raises(
    completions: list[object], keys: object, ids: list[list[int]] | None, answer: object
) -> None:
    """Nonsense of the data set, the model or the judge costs rewards and never the run."""

    def judge(items: object) -> object:
        if answer is RuntimeError:
            raise RuntimeError("the disk is full")
        return answer

    reward = compose(judge, deadline_s=5.0)  # type: ignore[arg-type]
    found = reward(["p"] * len(completions), completions, ids, key=keys)
    assert len(found) == len(completions)
    assert all(one is None or math.isfinite(one) for one in found)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"vectors": 1.0},
         r"^a wrong answer could earn 1\.25 and a right one only 0\.8; right - overlong must "
         r"exceed ran \+ vectors \+ outputs by 0\.05$"),
        ({"overlong": 0.7},
         r"^a wrong answer could earn 0\.35 and a right one only 0\.3; right - overlong must "
         r"exceed ran \+ vectors \+ outputs by 0\.05$"),
        ({"brevity": 0.2},
         r"^brevity decides between equals only; its weight must lie below 0\.1, not at 0\.2$"),
        ({"outputs": -0.1}, r"^weight 'outputs' must be a number from 0 up, not -0\.1$"),
        ({"right": math.nan}, r"^weight 'right' must be a number from 0 up, not nan$"),
    ],
)  # fmt: skip
def test_weights_that_are_refused(fields: dict[str, float], message: str) -> None:
    """Weights with which a wrong or a short answer could win are an error."""
    with pytest.raises(ValueError, match=message):
        Weights(**fields)
