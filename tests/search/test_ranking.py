"""Ranking and the search loop."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from rtlgen.candidate import Candidate, Request, Sampling, Usage
from rtlgen.errors import BackendError
from rtlgen.search import Budget, Deciding, Judged, SearchEvents, rank, search
from rtlgen.spec import Spec
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status, Verdict


def make_verdict(status: Status, *, passed: int = 0, proved: bool = False) -> Verdict:
    """A verdict of one simulation over ten vectors."""
    passed = 10 if status is Status.PASS else passed
    check = CheckResult(
        check="simulate",
        kind=CheckKind.BEHAVIOURAL,
        status=status,
        passed=passed,
        total=10,
        expected_total=10,
        proved=proved,
        evidence=Evidence(summary="y: got 0, want 1") if status is Status.FAIL else None,
    )
    return Verdict(candidate_id="", checks=(check,))


def make_judged(text: str, verdict: Verdict, logprob: float | None = None) -> Judged:
    """A candidate of a given text with a verdict."""
    candidate = Candidate(verilog=text, backend="test", logprob=logprob)
    return Judged(candidate=candidate, verdict=verdict)


def test_order_of_verdicts() -> None:
    """Proved beats simulated beats undecided beats failed; among failed, the pass rate decides."""
    failed_little = make_judged("a", make_verdict(Status.FAIL, passed=9))
    failed_much = make_judged("b", make_verdict(Status.FAIL, passed=1))
    undecided = make_judged("c", make_verdict(Status.UNKNOWN))
    simulated = make_judged("d", make_verdict(Status.PASS))
    proved = make_judged("e", make_verdict(Status.PASS, proved=True))
    shuffled = [failed_much, simulated, undecided, proved, failed_little]
    assert rank(shuffled) == (proved, simulated, undecided, failed_little, failed_much)


def test_likelihood_breaks_ties() -> None:
    """Of two candidates with equal verdicts the likelier one comes first."""
    unlikely = make_judged("a", make_verdict(Status.PASS), logprob=-9.0)
    likely = make_judged("b", make_verdict(Status.PASS), logprob=-2.0)
    assert rank([unlikely, likely]) == (likely, unlikely)


class ListBackend:
    """A backend that answers with fixed texts, or fails."""

    def __init__(self, name: str, texts: list[str], error: BackendError | None = None) -> None:
        self.name = name
        self._texts = texts
        self._error = error

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        if self._error is not None:
            raise self._error
        return tuple(Candidate(verilog=text, backend=self.name) for text in self._texts)


REQUEST = Request(spec=Spec(name="m", text="", ports=()), messages=())


def judge_good(candidates: Sequence[Candidate]) -> list[Verdict]:
    """Only the text `good` passes."""
    return [make_verdict(Status.PASS if c.verilog == "good" else Status.FAIL) for c in candidates]


def test_search_stops_when_one_passes() -> None:
    """Dearer backends are not asked once a candidate passed, and equal texts are judged once."""
    asked, seen = [], []
    events = SearchEvents(
        on_backend=asked.append, on_judged=lambda item: seen.append(item.candidate.verilog)
    )
    backends = [ListBackend("cheap", ["bad", "bad", "good", "late"]), ListBackend("dear", ["x"])]
    ranking = search(REQUEST, backends, Sampling(n=4), judge_good, events=events)
    assert asked == ["cheap"]
    assert seen == ["bad", "good", "late"]
    assert ranking.status is Status.PASS
    assert (ranking.drawn, ranking.why) == (4, "a candidate of cheap passed")


def test_a_failing_backend_is_passed_over() -> None:
    """A backend that cannot be reached is reported and the next one is asked."""
    failed = []
    events = SearchEvents(on_backend_error=lambda name, error: failed.append((name, str(error))))
    backends = [ListBackend("down", [], BackendError("refused")), ListBackend("up", ["good"])]
    ranking = search(REQUEST, backends, Sampling(), judge_good, events=events)
    assert failed == [("down", "refused")]
    assert ranking.status is Status.PASS


def test_no_answer_at_all_is_an_error() -> None:
    """When the only backend fails there is no ranking but its error."""
    with pytest.raises(BackendError, match=r"^refused$"):
        search(REQUEST, [ListBackend("down", [], BackendError("refused"))], Sampling(), judge_good)


def test_no_candidates() -> None:
    """A backend that has nothing to say gives an empty, undecided ranking."""
    ranking = search(REQUEST, [ListBackend("silent", [])], Sampling(), judge_good)
    assert ranking.best is None
    assert ranking.status is Status.UNKNOWN


class Endless:
    """A backend that goes through a list again and again, and tells what it was asked for."""

    name = "endless"

    def __init__(self, *texts: str) -> None:
        self._texts = texts
        self.asked: list[tuple[int, int]] = []

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        self.asked.append((sampling.first, sampling.n))
        usage = Usage(completion_tokens=100, cost_usd=0.01)
        return tuple(
            Candidate(verilog=self._texts[k % len(self._texts)], backend="endless", usage=usage)
            for k in range(sampling.first, sampling.first + sampling.n)
        )


def judge_nothing(candidates: Sequence[Candidate]) -> list[Verdict]:
    """All compile; nothing says what they should do."""
    lint = CheckResult(check="lint", kind=CheckKind.STATIC, status=Status.PASS)
    return [Verdict(candidate_id=c.id, checks=(lint,)) for c in candidates]


def compare_letters(text: str, others: Sequence[str]) -> list[Verdict]:
    """Texts do the same when they begin alike."""
    return [make_verdict(Status.PASS if text[0] == other[0] else Status.FAIL) for other in others]


GROUPED = Deciding(compare=compare_letters)


def test_the_largest_group_comes_first() -> None:
    """What most candidates do is taken, whatever their texts; its likeliest text stands for it."""
    backend = Endless("b1", "a1", "a2", "c1", "a3", "b2", "c2", "d")
    found = search(REQUEST, [backend], Sampling(n=8), judge_nothing, deciding=GROUPED)
    assert found.best is not None
    assert found.best.candidate.verilog == "a1"
    assert [len(group) for group in found.groups] == [3, 2, 2, 1]
    assert (found.agreement, found.drawn) == (3 / 8, 8)


def test_no_more_is_drawn_when_the_choice_is_settled() -> None:
    """Four that agree settle it; two against two do not."""
    backend = Endless("a")
    found = search(REQUEST, [backend], Sampling(n=64), judge_nothing, deciding=GROUPED)
    assert (backend.asked, found.why) == ([(0, 4)], "4 candidates of endless settle the choice")
    backend = Endless("a", "b")
    found = search(REQUEST, [backend], Sampling(n=16), judge_nothing, deciding=GROUPED)
    assert found.drawn == 16
    assert backend.asked == [(0, 4), (4, 4), (8, 4), (12, 4)]


def test_a_pass_ends_the_search_in_any_round() -> None:
    """Where something determines the design, rounds are drawn until one passes."""
    backend = Endless("bad", "bad", "bad", "bad", "bad", "good", "bad", "bad")
    found = search(REQUEST, [backend], Sampling(n=32), judge_good)
    assert (found.status, found.drawn) == (Status.PASS, 8)


@pytest.mark.parametrize(
    ("budget", "drawn", "why"),
    [
        (Budget(candidates=6), 6, "the budget of candidates is spent"),
        (Budget(tokens=700), 8, "the budget of tokens is spent"),
        (Budget(cost_usd=0.01), 4, "the budget of cost is spent"),
        (Budget(time_s=1e-9), 4, "the budget of time is spent"),
        (Budget(time_s=0.0), 0, "the budget of time is spent"),
    ],
)
def test_budgets(budget: Budget, drawn: int, why: str) -> None:
    """What is begun is finished, without time nothing is begun; the best so far is taken."""
    deciding = Deciding(compare=compare_letters, budget=budget)
    backends = [Endless("a", "b"), Endless("c")]
    found = search(REQUEST, backends, Sampling(n=16), judge_nothing, deciding=deciding)
    assert (found.drawn, found.why) == (drawn, why)
    assert (found.best is None) == (drawn == 0)


def test_groups_reach_over_backends() -> None:
    """A second backend adds to the groups of the first."""
    backends = [ListBackend("one", ["a", "b"]), ListBackend("two", ["b", "bb"])]
    found = search(REQUEST, backends, Sampling(n=4), judge_nothing, deciding=GROUPED)
    assert found.best is not None
    assert found.best.candidate.verilog == "b"
    assert found.agreement == 3 / 4


def test_what_fails_lint_is_never_compared() -> None:
    """A text that was refused is not read."""

    def judge(candidates: Sequence[Candidate]) -> list[Verdict]:
        return [make_verdict(Status.FAIL) for _ in candidates]

    def compare(text: str, others: Sequence[str]) -> list[Verdict]:
        raise AssertionError(text, others)

    backend = Endless("a", "b")
    found = search(REQUEST, [backend], Sampling(n=8), judge, deciding=Deciding(compare=compare))
    assert (found.status, found.groups, found.agreement) == (Status.FAIL, (), None)


def test_the_nearest_candidates_are_mended_before_the_next_backend_is_asked() -> None:
    """One that then passes ends the search; what was tried once is not tried again."""

    def judge(candidates: Sequence[Candidate]) -> list[Verdict]:
        return [
            make_verdict(Status.PASS if "fixed" in c.verilog else Status.FAIL, passed=5)
            for c in candidates
        ]

    tried: list[str] = []

    def mend(item: Judged) -> Candidate | None:
        tried.append(item.candidate.verilog)
        if item.candidate.verilog != "b":
            return None
        return Candidate(verilog="b fixed", backend="one+repair")

    deciding = Deciding(mend=mend)
    backends = [ListBackend("one", ["a", "b"]), ListBackend("two", ["c"])]
    found = search(REQUEST, backends, Sampling(n=2), judge, deciding=deciding)
    assert found.status is Status.PASS
    assert found.best is not None
    assert found.best.candidate.backend == "one+repair"
    assert found.why == "a candidate of one passed after a repair"
    assert (tried, found.drawn) == (["a", "b"], 2)

    hopeless = [ListBackend("one", ["a"]), ListBackend("two", ["a", "d"])]
    tried.clear()
    found = search(REQUEST, hopeless, Sampling(n=2), judge, deciding=deciding)
    assert (found.status, tried) == (Status.FAIL, ["a", "d"])
