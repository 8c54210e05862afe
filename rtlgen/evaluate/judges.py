"""What can judge a candidate of a benchmark problem."""

from __future__ import annotations

import functools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from rtlgen.evaluate.suite import Problem
from rtlgen.verdict import CheckResult, Status, Verdict
from rtlgen.verilog import Design, VerilogError, read_design

if TYPE_CHECKING:
    from rtlgen.verify import VerdictCache

Settings = Mapping[str, str | int | float | list[str]]
"""What decides a result, by name; plain values, so that they can be kept and compared."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a judge says of one candidate."""

    status: Status
    by: str
    """The step that decided, for example `compile`, `bench`, `simulate`, `proof`."""
    reason: str
    elapsed_s: float = 0.0


class Judge(Protocol):
    """Judges candidates; travels to other processes, so it holds settings and no resource."""

    @property
    def name(self) -> str:
        """Name in reports and on the command line."""
        ...

    @property
    def is_trusted(self) -> bool:
        """Whether a candidate cannot talk this judge into a PASS."""
        ...

    @property
    def batch(self) -> int:
        """Candidates of one problem that are judged at once."""
        ...

    @property
    def deadline_s(self) -> float:
        """Seconds after which judging a batch has gone wrong; its own limits are well below."""
        ...

    @property
    def settings(self) -> Settings:
        """What decides its verdicts, beside the problem."""
        ...

    def complaint(self, problem: Problem) -> str:
        """Why this judge can say nothing about a problem; empty when it can."""
        ...

    def judge(self, problem: Problem, texts: Sequence[str]) -> list[Judgement]:
        """Judge candidates, in their order.

        Raises:
            ToolNotFound, ToolCrashed: the environment is broken; nothing is said.
        """
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class OursJudge:
    """`rtlgen.verify` with the reference of the row: lint, simulation, proof."""

    seed: int = 0
    depth: int = 20
    formal_timeout_s: float = 10.0
    name: str = "ours"
    is_trusted: bool = True
    batch: int = 10
    cache: Path | None = None
    """A file of verdicts that were made before."""

    @property
    def deadline_s(self) -> float:
        """A minute for each candidate, beside its proof."""
        return 60 + self.batch * (60 + 2 * self.formal_timeout_s)

    @property
    def settings(self) -> Settings:
        """Seed and limits."""
        return {
            "seed": self.seed, "depth": self.depth, "formal_timeout_s": self.formal_timeout_s,
        }  # fmt: skip

    def complaint(self, problem: Problem) -> str:
        """Say why the reference of a problem cannot judge."""
        if not problem.reference:
            return "the row has no reference"
        found = _reference(problem.reference, problem.reference_top)
        return found if isinstance(found, str) else ""

    def judge(self, problem: Problem, texts: Sequence[str]) -> list[Judgement]:
        """Compare candidates with the reference, which is never compiled together with one."""
        from rtlgen.verify import VerificationPlan, verify_all

        reference = _reference(problem.reference, problem.reference_top)
        if isinstance(reference, str):
            return [Judgement(status=Status.UNKNOWN, by="reference", reason=reference)] * len(texts)
        plan = VerificationPlan(
            top=problem.top, reference=reference, seed=self.seed, depth=self.depth,
            formal_timeout_s=self.formal_timeout_s,
        )  # fmt: skip
        if self.cache is None:
            return [_judgement(verdict) for verdict in verify_all(texts, plan)]
        return [_judgement(verdict) for verdict in _opened(self.cache).verify(texts, plan)]


@functools.cache
def _opened(path: Path) -> VerdictCache:
    """Open a cache, once in each process."""
    from rtlgen.verify import VerdictCache

    return VerdictCache(path)


@functools.lru_cache(maxsize=64)
def _reference(verilog: str, top: str | None) -> Design | str:
    """Read a reference, or say why it cannot be used."""
    try:
        return read_design(verilog, top=top)
    except VerilogError as error:
        return f"the reference cannot be used: {error}"


def _judgement(verdict: Verdict) -> Judgement:
    check = _deciding(verdict)
    evidence = check.evidence.summary if check.evidence is not None else ""
    return Judgement(
        status=verdict.status,
        by="proof" if check.proved else check.check,
        reason=" ".join((evidence or check.reason).split())[:300],
        elapsed_s=sum(item.elapsed_s for item in verdict.checks),
    )


def _deciding(verdict: Verdict) -> CheckResult:
    """The check that the status came from; a proof counts more than a simulation."""
    same = [check for check in verdict.checks if check.status is verdict.status]
    if verdict.status is Status.PASS:
        return next((c for c in same if c.proved), same[-1])
    return same[0] if same else verdict.checks[-1]
