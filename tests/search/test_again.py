"""Candidates that are put right, and backends that are told what is wrong."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Sequence

import pytest

from rtlgen.candidate import Candidate, Request, Sampling, Usage
from rtlgen.prompt import build_request
from rtlgen.search import Budget, Deciding, Judged, search
from rtlgen.spec import Spec
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status, Verdict

REQUEST = build_request(Spec(name="m", text="", ports=()))


class Learning:
    """A backend that gives one answer at first and others to remarks."""

    name = "learning"

    def __init__(self, *answers: str) -> None:
        self.answers = answers
        self.remarks: list[str] = []

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        if request.turn:
            self.remarks.append(request.messages[-1].text)
        if request.turn >= len(self.answers) or sampling.first:
            return ()
        usage = Usage(completion_tokens=100)
        return (Candidate(verilog=self.answers[request.turn], backend=self.name, usage=usage),)


def judge(candidates: Sequence[Candidate]) -> list[Verdict]:
    """A text of n letters passes n of ten vectors; `-` does not compile."""
    return [_verdict(candidate.verilog) for candidate in candidates]


def _verdict(text: str) -> Verdict:
    if text == "-":
        lint = CheckResult(check="lint", kind=CheckKind.STATIC, status=Status.FAIL,
                           evidence=Evidence(summary="does not compile"))  # fmt: skip
        return Verdict(candidate_id="", checks=(lint,))
    status = Status.PASS if len(text) == 10 else Status.FAIL
    check = CheckResult(
        check="simulate", kind=CheckKind.BEHAVIOURAL, status=status, passed=len(text), total=10,
        expected_total=10, evidence=Evidence(summary=f"{len(text)} right"),
    )  # fmt: skip
    return Verdict(candidate_id="", checks=(check,))


def test_a_backend_corrects_its_answer_when_it_is_told() -> None:
    """The remark shows the candidate and the complaint; the answer is judged and marked."""
    backend = Learning("aaa", "a" * 10)
    ranking = search(REQUEST, [backend], Sampling(), judge, deciding=Deciding(turns=2))
    assert (ranking.status, ranking.drawn) == (Status.PASS, 2)
    assert ranking.why == "learning corrected a candidate"
    assert ranking.best is not None
    assert ranking.best.candidate.backend == "learning+again"
    (remark,) = backend.remarks
    assert "aaa" in remark
    assert "3 right" in remark


def test_only_a_strictly_better_answer_is_taken_up() -> None:
    """The next remark is about the best so far: a worse or equal answer changes nothing."""
    backend = Learning("-", "aa", "b", "cc", "ddd", "e")
    ranking = search(REQUEST, [backend], Sampling(), judge, deciding=Deciding(turns=5))
    said = ["does not compile", "2 right", "2 right", "2 right", "3 right"]
    assert len(backend.remarks) == 5
    assert [w for w, remark in zip(said, backend.remarks, strict=True) if w not in remark] == []
    assert ranking.best is not None
    assert ranking.best.candidate.verilog == "ddd"


@pytest.mark.parametrize(
    ("turns", "budget", "drawn"),
    [
        (0, Budget(), 1),
        (1, Budget(), 2),
        (5, Budget(tokens=300), 3),
        (5, Budget(candidates=2), 2),
        (5, Budget(time_s=0.0), 0),
    ],
)
def test_remarks_are_limited_and_cost_what_they_cost(
    turns: int, budget: Budget, drawn: int
) -> None:
    """Without turns nothing is asked; a budget that is spent ends it, and each answer counts."""
    backend = Learning("a", "a", "b", "c", "d", "e")
    deciding = Deciding(turns=turns, budget=budget)
    ranking = search(REQUEST, [backend], Sampling(), judge, deciding=deciding)
    assert len(backend.remarks) == max(0, drawn - 1)
    assert ranking.drawn == drawn


def test_a_backend_without_an_answer_is_left_alone() -> None:
    """One that cannot take up a remark is told once, and the next backend is asked."""
    first, second = Learning("a"), Learning("a" * 10)
    ranking = search(REQUEST, [first, second], Sampling(), judge, deciding=Deciding(turns=3))
    assert (len(first.remarks), ranking.status) == (1, Status.PASS)


def test_nobody_is_told_where_something_passed() -> None:
    """A candidate that passes ends the matter."""
    backend = Learning("a" * 10, "b")
    search(REQUEST, [backend], Sampling(), judge, deciding=Deciding(turns=3))
    assert backend.remarks == []


def correct(item: Judged) -> Candidate | None:
    """Put right what does not compile."""
    if item.candidate.verilog != "-":
        return None
    return dataclasses.replace(item.candidate, verilog="a" * 10, backend="learning+mended")


def test_a_refused_candidate_takes_part_once_it_is_put_right() -> None:
    """It is judged like any other, before a dearer backend is asked."""
    first, second = Learning("-"), Learning("b" * 10)
    ranking = search(
        REQUEST, [first, second], Sampling(), judge, deciding=Deciding(correct=correct)
    )
    assert ranking.best is not None
    assert ranking.best.candidate.backend == "learning+mended"
    assert (ranking.drawn, ranking.why) == (1, "a candidate of learning passed")
    assert {item.verdict.status for item in ranking.judged} == {Status.PASS, Status.FAIL}


def test_an_answer_to_a_remark_is_put_right_as_well() -> None:
    """What comes back may have slips of its own."""
    ranking = search(
        REQUEST,
        [Learning("a", "-")],
        Sampling(),
        judge,
        deciding=Deciding(turns=1, correct=correct),
    )
    assert ranking.status is Status.PASS
