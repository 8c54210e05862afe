"""Put one design right: its form, then its behaviour, then by a language model."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rtlgen.candidate import Backend, Candidate, Request, Sampling
from rtlgen.generate.mending import correct_for
from rtlgen.repair import mend_text, repair_for
from rtlgen.search import Deciding, Judged, search, standing
from rtlgen.verdict import Status, Verdict
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import read_design


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Whom to ask where nothing else helps."""

    backend: Backend
    request: Request
    """For the specification, or for what is known without one."""
    sampling: Sampling
    turns: int
    """How often it is told what is wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """The best that was found; the design itself where nothing was better."""

    verilog: str
    verdict: Verdict
    told: tuple[str, ...]
    """What was done, in order, for people."""


def restore(
    verilog: str,
    plan: VerificationPlan,
    *,
    limit_s: float,
    asking: Asking | None = None,
) -> Restored:
    """Look for a design that passes the whole plan.

    Each step takes up what the step before it has left, if that is better than the design.

    Args:
        verilog: The design; it may be refused by lint.
        plan: With something that judges behaviour.
        limit_s: For the search for a change of behaviour.
        asking: None = no language model is asked.

    Raises:
        BackendError: the backend cannot be reached and nothing else helped.
    """
    best = Restored(verilog=verilog, verdict=_judged(verilog, plan), told=())
    steps: tuple[Callable[[Restored], Restored], ...] = (
        lambda found: _mended(found, plan),
        lambda found: _repaired(found, plan, limit_s),
        lambda found: _asked(found, plan, asking),
    )
    for step in steps:
        if best.verdict.status is not Status.PASS:
            best = step(best)
    return best


def _judged(verilog: str, plan: VerificationPlan) -> Verdict:
    return verify_all([verilog], plan)[0]


def _mended(best: Restored, plan: VerificationPlan) -> Restored:
    found = mend_text(best.verilog, plan)
    if found is None:
        return best
    verdict = _judged(found.verilog, plan)
    return Restored(verilog=found.verilog, verdict=verdict, told=(*best.told, *found.changes))


def _repaired(best: Restored, plan: VerificationPlan, limit_s: float) -> Restored:
    if best.verdict.checks[0].status is not Status.PASS:
        return best
    found = repair_for(read_design(best.verilog, top=plan.top), plan, limit_s=limit_s)
    told = (*best.told, f"{found.tried} designs in {found.elapsed_s:.1f} s")
    if found.verilog is None:
        told = (*told, "no change of one or two places passes")
        return Restored(verilog=best.verilog, verdict=best.verdict, told=told)
    verdict = _judged(found.verilog, plan)
    return Restored(verilog=found.verilog, verdict=verdict, told=told)


def _asked(best: Restored, plan: VerificationPlan, asking: Asking | None) -> Restored:
    if asking is None:
        return best

    def judge(candidates: Sequence[Candidate]) -> Sequence[Verdict]:
        return verify_all([candidate.verilog for candidate in candidates], plan)

    ranking = search(
        asking.request, [_Given(best.verilog, asking.backend)], asking.sampling, judge,
        deciding=Deciding(correct=correct_for(plan), turns=asking.turns),
    )  # fmt: skip
    drawn = [i for i in ranking.judged if i.candidate.backend != _Given.name]
    tokens = sum(item.candidate.usage.completion_tokens for item in drawn)
    told = (*best.told, f"{asking.backend.name} gave {ranking.drawn - 1} answers, {tokens} tokens")
    first = ranking.best
    if not isinstance(first, Judged) or standing(first.verdict) >= standing(best.verdict):
        return Restored(
            verilog=best.verilog, verdict=best.verdict, told=(*told, "none of them is better")
        )
    told = (*told, f"taken: {first.candidate.note}")
    return Restored(verilog=first.candidate.verilog, verdict=first.verdict, told=told)


class _Given:
    """Answers with a design that is there; a remark about it goes to the backend."""

    name = "file"

    def __init__(self, verilog: str, backend: Backend) -> None:
        self._verilog, self._backend = verilog, backend

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        if request.turn:
            return self._backend.generate(request, sampling, on_candidate=on_candidate)
        return (Candidate(verilog=self._verilog, backend=self.name),)
