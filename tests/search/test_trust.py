"""How much a candidate of each backend counts."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest

from rtlgen.candidate import Candidate
from rtlgen.finding import Finding, Severity
from rtlgen.search.probability import Seen, Text
from rtlgen.search.strategies import STRATEGIES, Pool, ballot_of
from rtlgen.search.trust import Ballot, learn_trust, trust_of
from rtlgen.verdict import CheckKind, CheckResult, Status, Verdict

FOUND = Finding(code="RTL001", severity=Severity.ERROR, message="differs")


def verdict(text: str, status: Status, kind: CheckKind = CheckKind.STATIC) -> Verdict:
    check = CheckResult(
        check="lint", kind=kind, status=status, passed=1, total=1,
        expected_total=1,
        findings=() if status is Status.PASS else (FOUND,),
    )  # fmt: skip
    return Verdict(candidate_id=text, checks=(check,))


def pool(candidates: Sequence[Candidate]) -> Pool:
    """Texts do the same when their last letters are equal; `bad` is refused."""

    def judge(found: Sequence[Candidate]) -> list[Verdict]:
        return [verdict(c.id, Status.FAIL if c.verilog == "bad" else Status.PASS) for c in found]

    def compare(text: str, others: Sequence[str]) -> list[Verdict]:
        kind = CheckKind.BEHAVIOURAL
        return [verdict(o, Status.PASS if o[-1] == text[-1] else Status.FAIL, kind) for o in others]

    return Pool(candidates=candidates, judge=judge, compare=compare)


def ballot(*groups: dict[str, float], **refused: int) -> Ballot:
    drawn = dict(refused)
    for group in groups:
        for name, count in group.items():
            drawn[name] = drawn.get(name, 0) + int(count)
    return Ballot(groups=groups, drawn=drawn)


def test_who_does_what_is_chosen_is_trusted() -> None:
    """A backend that stands apart on some designs counts less on the others."""
    agreed = ballot({"good": 2, "fair": 2, "poor": 1}, {"poor": 1})
    apart = ballot({"good": 2, "fair": 1}, {"fair": 1}, {"poor": 2})
    trust = learn_trust([agreed, apart, agreed, apart])
    assert trust["good"] == 1.0
    assert trust["good"] > trust["fair"] > trust["poor"] > 0


def test_what_is_refused_counts_against_a_backend() -> None:
    """A candidate in no group does not do what is chosen."""
    trust = learn_trust([ballot({"one": 3, "two": 2}, two=1)])
    assert trust["one"] > trust["two"]


def test_trust_breaks_a_tie_in_the_next_round() -> None:
    """With equal votes the side of the more trusted backend is taken to be right."""
    clear = ballot({"good": 3, "poor": 1}, {"poor": 2})
    tie = ballot({"good": 2}, {"poor": 2})
    trust = learn_trust([clear, tie])
    assert trust["poor"] == pytest.approx(
        trust_of({"good": 5, "poor": 1}, {"good": 5, "poor": 5})["poor"]
    )


def test_nothing_known_means_equal() -> None:
    """Backends that were never compared count the same; one draw more changes little."""
    assert trust_of({}, {"one": 0, "two": 0}) == {"one": 1.0, "two": 1.0}
    assert learn_trust([]) == {}
    little = trust_of({"one": 1}, {"one": 1, "two": 1})
    much = trust_of({"one": 100}, {"one": 100, "two": 100})
    assert much["two"] < 0.1 < little["two"] < 1.0


def test_a_trusted_backend_outvotes_a_larger_group() -> None:
    """Two candidates of a good backend weigh more than three of a poor one."""
    good = Text(origin="good", count=2, logprob=None, is_idle=False)
    poor = Text(origin="poor", count=3, logprob=None, is_idle=False, trust=0.5)
    seen = Seen([good, poor])
    assert seen.of([good]) == pytest.approx(2 / 5)
    assert seen.of([poor]) == pytest.approx(1.5 / 5)


def test_strategies_look_at_trust() -> None:
    """`cluster` takes what the trusted backend does; without trust the larger group."""
    texts = [("p a", "poor"), ("q a", "poor"), ("r b", "good"), ("bad", "good")]
    candidates = [Candidate(verilog=text, backend=name) for text, name in texts]
    one = pool(candidates)
    assert STRATEGIES["cluster"](one).candidate.verilog == "p a"
    trusting = dataclasses.replace(one, trust={"poor": 0.4, "good": 1.0})
    assert STRATEGIES["cluster"](trusting).candidate.verilog == "r b"
    cast = ballot_of(one)
    assert [*map(dict, cast.groups)] == [{"poor": 2.0}, {"good": 1.0}]
    assert cast.drawn == {"poor": 2, "good": 2}
