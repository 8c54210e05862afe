"""How sure an answer is."""

from __future__ import annotations

import dataclasses
import math

import pytest

from rtlgen.candidate import Candidate, Usage
from rtlgen.finding import Finding, Severity
from rtlgen.search import Judged, Ranking
from rtlgen.search.confidence import Known, chance, confidence_of, features
from rtlgen.verdict import CheckKind, CheckResult, Status, Verdict

AGREED = Known(
    same=15, drawn=16, has_passed=False, probability=0.999, familiarity=-1.5, is_determined=False
)


def test_what_is_determined_needs_no_agreement() -> None:
    """An answer that passed what determines it is as good as sure."""
    passed = dataclasses.replace(AGREED, same=1, has_passed=True, is_determined=True)
    assert chance(passed) == 0.99


def test_models_that_tell_nothing_get_the_share_that_agrees() -> None:
    """Laplace's estimate: four of four are five of six."""
    silent = Known(same=4, drawn=4, has_passed=False, is_determined=False)
    assert chance(silent) == pytest.approx(5 / 6)


def test_more_agreement_is_more_sure_and_strange_prompts_are_less() -> None:
    """What is probable to the model is worth less on a prompt unlike those of training."""
    doubtful = dataclasses.replace(AGREED, probability=0.6)
    strange = dataclasses.replace(AGREED, familiarity=-6.0)
    passed = dataclasses.replace(doubtful, has_passed=True)
    assert chance(doubtful) < chance(passed) < 0.9 <= chance(AGREED)
    assert chance(strange) < chance(AGREED)


def test_weights_count_the_features() -> None:
    """The log odds of the confidence are the weighted sum of the features."""
    assert features(AGREED) == pytest.approx((1.0, math.log(999), 0.0, -1.5))
    assert chance(AGREED, (0.0,) * 4) == 0.5
    assert chance(AGREED, (0.0, 1.0, 0.0, 0.0)) == pytest.approx(0.999)


def ranking(status: Status, **candidate: float) -> Ranking:
    checks = [CheckResult(check="lint", kind=CheckKind.STATIC, status=Status.PASS)]
    if status is Status.FAIL:
        found = Finding(code="RTL002", severity=Severity.ERROR, message="no Verilog")
        checks = [
            CheckResult(check="lint", kind=CheckKind.STATIC, status=status, findings=(found,))
        ]
    made = Candidate(
        verilog="module m; endmodule", backend="m",
        usage=Usage(prompt_tokens=101, completion_tokens=10), **candidate,
    )  # fmt: skip
    item = Judged(candidate=made, verdict=Verdict(candidate_id=made.id, checks=tuple(checks)))
    return Ranking(
        judged=(item,),
        drawn=16,
        elapsed_s=1.0,
        why="",
        groups=((made.id,),),
        counts={made.id: 15},
        probabilities={made.id: 0.999},
    )


def test_the_confidence_of_a_ranking() -> None:
    """Probability and familiarity are those of the best candidate; failures have no chance."""
    told = ranking(Status.UNKNOWN, logprob=-0.2, prompt_logprob=-150.0)
    assert confidence_of(told, is_determined=False) == pytest.approx(chance(AGREED))
    silent = confidence_of(ranking(Status.UNKNOWN), is_determined=False)
    assert silent == pytest.approx(16 / 18)
    assert confidence_of(ranking(Status.FAIL), is_determined=False) == 0.0
