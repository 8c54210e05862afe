"""Which candidate is taken when nothing golden is at hand."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

import pytest

from rtlgen.candidate import Candidate, Usage
from rtlgen.finding import Finding, Severity
from rtlgen.search import Judged
from rtlgen.search.clusters import clusters
from rtlgen.search.strategies import STRATEGIES, Pool
from rtlgen.verdict import CheckKind, CheckResult, Status, Verdict


def candidate(text: str, logprob: float = -10.0) -> Candidate:
    return Candidate(
        verilog=text, backend="m", logprob=logprob, usage=Usage(completion_tokens=10)
    )  # fmt: skip


def verdict(one: Candidate) -> Verdict:
    """Texts that begin with `bad` do not compile, with `met` meet the demands.

    Of those that begin with `wrong` the digit tells how many of ten vectors pass.
    """
    if one.verilog.startswith("bad"):
        found = Finding(code="RTL001", severity=Severity.ERROR, message="bad")
        lint = CheckResult(
            check="lint", kind=CheckKind.STATIC, status=Status.FAIL, findings=(found,)
        )
        return Verdict(candidate_id=one.id, checks=(lint,))
    checks = [CheckResult(check="lint", kind=CheckKind.STATIC, status=Status.PASS)]
    if one.verilog.startswith("met"):
        checks.append(
            CheckResult(
                check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.PASS,
                passed=1, total=1, expected_total=1,
            )
        )  # fmt: skip
    if one.verilog.startswith("wrong"):
        found = Finding(code="RTL001", severity=Severity.ERROR, message="differs")
        checks.append(
            CheckResult(
                check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.FAIL, findings=(found,),
                passed=int(one.verilog[-1]), total=10, expected_total=10,
            )
        )  # fmt: skip
    return Verdict(candidate_id=one.id, checks=tuple(checks))


def alike(is_alike: bool) -> Verdict:
    """What a simulation says of two designs."""
    found = Finding(code="RTL001", severity=Severity.ERROR, message="differs")
    check = CheckResult(
        check="simulate", kind=CheckKind.BEHAVIOURAL, passed=int(is_alike), total=1,
        status=Status.PASS if is_alike else Status.FAIL, expected_total=1, findings=(found,),
    )  # fmt: skip
    return Verdict(candidate_id="", checks=(check,))


def pool(*texts: str | Candidate) -> Pool:
    """Texts do the same when their last letters are equal."""

    def compare(text: str, others: Sequence[str]) -> list[Verdict]:
        assert not text.startswith("bad"), "what lint refused must not be read"
        return [alike(text[-1] in (other[-1], "x")) for other in others]

    candidates = [text if isinstance(text, Candidate) else candidate(text) for text in texts]
    return Pool(
        candidates=candidates, judge=lambda found: [verdict(one) for one in found], compare=compare
    )  # fmt: skip


def taken(name: str, one: Pool) -> tuple[str, float]:
    choice = STRATEGIES[name](one)
    return choice.candidate.verilog, choice.share


def test_baselines() -> None:
    """The first, the most probable per token, the text that comes most often."""
    one = pool("p a", candidate("q b", -1.0), "r a", "r a")
    assert taken("first", one) == ("p a", 0.25)
    assert taken("likeliest", one) == ("q b", 0.25)
    assert taken("majority", one) == ("r a", 0.5)
    assert taken("random", one) == taken("random", one)


def test_demands_come_before_numbers() -> None:
    """What meets the specification wins over what only compiles, and that over what does not."""
    one = pool("bad z", "bad z", "p b", "p b", "met a")
    assert taken("obligations", one) == ("met a", 0.2)
    assert taken("cluster", one) == ("met a", 0.2)
    assert taken("cluster", pool("bad z", "bad z", "p b")) == ("p b", pytest.approx(1 / 3))
    two = pool(candidate("met a", -2.0), candidate("met b", -1.0), "bad z")
    assert taken("obligations", two)[0] == "met b"


def test_the_largest_group_wins_whatever_its_texts() -> None:
    """Different texts that do the same vote together; the likeliest of them is taken."""
    one = pool("p a", candidate("q a", -2.0), "r a", "s b", "s b")
    assert taken("majority", one)[0] == "s b"
    assert taken("cluster", one) == ("q a", 0.6)


def test_when_nothing_compiles_the_likeliest_is_taken_and_nothing_is_read() -> None:
    """A strategy always answers."""
    assert taken("cluster", pool("bad a", candidate("bad b", -1.0)))[0] == "bad b"
    assert taken("obligations", pool("bad a", "bad b"))[0] == "bad a"


def test_a_design_full_of_x_speaks_for_itself_alone() -> None:
    """Its x agrees with all others as a reference, but they do not agree with it."""
    found = clusters(["p x", "q a", "r a"], pool("p x").compare)
    assert found == [[0], [1, 2]]


def test_groups_keep_their_order() -> None:
    """The first member stands for its group."""
    assert clusters(list("abab"), pool("a").compare) == [[0, 2], [1, 3]]
    assert clusters(["a"], pool("a").compare) == [[0]]


def test_repaired_candidates_take_part() -> None:
    """What was refused counts for what it became; what is right is left alone."""
    fixed = {"bad a": candidate("p a", -20.0)}
    one = dataclasses.replace(
        pool("bad a", "bad a", "p b", "bad c"),
        correct=lambda item: fixed.get(item.candidate.verilog),
    )
    assert taken("cluster", one) == ("p b", 0.25)
    assert taken("cluster+repair", one) == ("p a", 0.5)


def test_where_all_fail_the_nearest_are_changed() -> None:
    """A change is looked for only where no candidate can be used."""
    asked: list[str] = []

    def mend(item: Judged) -> Candidate | None:
        asked.append(item.candidate.verilog)
        return candidate("met n") if item.candidate.verilog == "wrong 9" else None

    wrong = dataclasses.replace(pool("wrong 2", "wrong 9", "wrong 5", "bad z"), mend=mend)
    assert taken("cluster+repair", wrong) == ("met n", 0.25)
    assert asked == ["wrong 9", "wrong 5"]
    asked.clear()
    assert taken("cluster+repair", dataclasses.replace(pool("p b"), mend=mend)) == ("p b", 1.0)
    assert asked == []
