"""One problem of a benchmark: does its bench know right from wrong?"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from rtlgen.errors import RtlgenError, UsageError
from rtlgen.evaluate.foreign import ForeignJudge, reference_as_candidate
from rtlgen.evaluate.judges import Judgement, OursJudge
from rtlgen.evaluate.suite import Problem
from rtlgen.mutation import Mutant, cheats, sample_mutants
from rtlgen.spec import read_spec
from rtlgen.spec.model import Port
from rtlgen.verdict import Status
from rtlgen.verilog import VerilogError, read_design

_PATIENCE = 5
"""A variant may take so many times the time of the reference."""


class Kind(StrEnum):
    """What can be wrong with a row."""

    REFERENCE = "reference"
    """The bench does not pass the reference."""
    UNREADABLE = "unreadable"
    """The reference cannot be read, so nothing can be compared with it."""
    PORTS = "ports"
    """Prompt and reference name different ports."""
    CHEAT = "cheat"
    """The bench passes a design that is wrong in the cheapest way."""
    STRICT = "strict"
    """The bench refuses a design that is proved to be the reference's equal."""
    WEAK = "weak"
    """The bench passes most of the mutants that are wrong."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Defect:
    """Something that is wrong with a row, with its evidence."""

    kind: Kind
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutation:
    """A mutant of the reference and what was said of it."""

    operator: str
    line: int
    ours: Status
    """Against the reference; PASS only where it is proved to be its equal."""
    bench: Status
    reason: str
    """Ours: the first mismatch, or why it is undecided."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """What was found out about one row."""

    problem: str
    known_defect: str | None
    defects: tuple[Defect, ...] = ()
    notes: tuple[str, ...] = ()
    """What could not be examined, and why."""
    mutations: tuple[Mutation, ...] = ()
    cheats: int = 0
    """Cheap designs that are wrong and were tried."""

    @property
    def wrong(self) -> int:
        """Mutants that our judge refutes."""
        return sum(m.ours is Status.FAIL for m in self.mutations)

    @property
    def killed(self) -> int:
        """Those of them that the bench refuses, too."""
        return sum(m.ours is Status.FAIL and m.bench is not Status.PASS for m in self.mutations)


@dataclass(frozen=True, slots=True, kw_only=True)
class Examiner:
    """How a row is examined."""

    mutants: int = 8
    """Of each reference."""
    seed: int = 0
    weak_below: float = 0.5
    """A bench that kills a smaller share of the wrong mutants is weak."""
    budget_s: float = 30.0
    """A slow bench is given fewer mutants and cheats, so that about this much is enough."""
    bench: ForeignJudge = field(default_factory=ForeignJudge)
    ours: OursJudge = field(default_factory=lambda: OursJudge(formal_timeout_s=2.0))


def diagnose(problem: Problem, examiner: Examiner) -> Diagnosis:
    """Examine one row.

    Raises:
        ToolNotFound, ToolCrashed: the environment is broken; nothing is said.
    """
    defects: list[Defect] = []
    notes: list[str] = []
    tried = 0
    mutations: tuple[Mutation, ...] = ()
    reference = reference_as_candidate(problem)
    each_s = 0.0
    if not reference or examiner.bench.complaint(problem):
        notes.append("the row has no reference" if not reference else "the row has no bench")
    else:
        found = examiner.bench.judge(problem, [reference])[0]
        each_s = found.elapsed_s
        if found.status is not Status.PASS:
            message = f"the bench does not pass the reference: {found.status}, {found.reason}"
            defects.append(Defect(kind=Kind.REFERENCE, message=message))
            notes.append("mutants and cheats were not tried")
    try:
        ports = _ports(problem)
        defects += _ports_of_prompt(problem, ports)
        if not notes:
            tried, accepted, mutations = _try_variants(
                problem, reference, ports, examiner, each_s, notes
            )
            defects += [*accepted, *judge_bench(mutations, examiner)]
    except VerilogError as error:
        defects.append(Defect(kind=Kind.UNREADABLE, message=f"the reference: {error}"))
    return Diagnosis(
        problem=problem.id, known_defect=problem.known_defect, defects=tuple(defects),
        notes=tuple(notes), mutations=mutations, cheats=tried,
    )  # fmt: skip


def _try_variants(
    problem: Problem, reference: str, ports: Sequence[Port], examiner: Examiner, each_s: float,
    notes: list[str],
) -> tuple[int, list[Defect], tuple[Mutation, ...]]:  # fmt: skip
    """Try cheats and mutants, as many as the time allows.

    Args:
        problem: The row.
        reference: Its reference, named as a candidate is.
        ports: Of the reference.
        examiner: How it is examined.
        each_s: How long one run of the bench takes.
        notes: Takes what could not be done.

    Returns:
        How many cheats are wrong, which of those were accepted, and the mutants.
    """
    cheap = list(cheats(problem.top, ports))
    drawn = list(_mutants(problem, reference, examiner, notes))
    most = int(examiner.budget_s / each_s) if each_s else len(cheap) + len(drawn)
    if most < (total := len(cheap) + len(drawn)):
        cheap, drawn = cheap[: max(1, most // 2)], drawn[: max(1, most - most // 2)]
        notes.append(
            f"the bench takes {each_s:.0f} s: {len(cheap) + len(drawn)} of {total} designs were "
            "tried"
        )
    if each_s:
        examiner = _hurried(examiner, each_s)
    texts = [text for _, text in cheap] + [mutant.verilog for mutant in drawn]
    ours = examiner.ours.judge(problem, texts)
    tried, accepted = _try_cheats(problem, cheap, ours[: len(cheap)], examiner)
    return tried, accepted, tuple(_try_mutants(problem, drawn, ours[len(cheap) :], examiner))


def _hurried(examiner: Examiner, each_s: float) -> Examiner:
    """Give up early on variants that run much longer than the reference: they hang."""
    limit_s = min(examiner.bench.timeout_s, _PATIENCE * each_s + 1)
    return replace(examiner, bench=replace(examiner.bench, timeout_s=limit_s))


def _ports(problem: Problem) -> tuple[Port, ...]:
    if not problem.reference:
        return ()
    return read_design(problem.reference, top=problem.reference_top).ports


def _ports_of_prompt(problem: Problem, ports: Sequence[Port]) -> Iterator[Defect]:
    """Compare the ports that the prompt names with those of the reference."""
    if not ports:
        return
    wanted = {_shown(port) for port in ports}
    try:
        spec = read_spec("-", stdin=io.BytesIO(problem.prompt.encode()), name=problem.top)
    except RtlgenError as error:
        yield Defect(kind=Kind.PORTS, message=f"the prompt cannot be read: {error}")
        return
    told = {_shown(port) for port in spec.ports}
    if told != wanted:
        more = ", ".join(sorted(told - wanted)) or "no other"
        less = ", ".join(sorted(wanted - told)) or "no other"
        yield Defect(
            kind=Kind.PORTS, message=f"the prompt has {more}, where the reference has {less}"
        )


def _shown(port: Port) -> str:
    width = f" [{port.width - 1}:0]" if port.width > 1 else ""
    return f"{port.direction}{width} {port.name}"


def _try_cheats(
    problem: Problem, cheap: Sequence[tuple[str, str]], ours: Sequence[Judgement],
    examiner: Examiner,
) -> tuple[int, list[Defect]]:  # fmt: skip
    """Try the cheapest designs; return how many are wrong, and which of those were accepted."""
    wrong = [item for item, found in zip(cheap, ours, strict=True) if found.status is Status.FAIL]
    accepted = [
        Defect(kind=Kind.CHEAT, message=f"the bench passes a design whose outputs are only: {name}")
        for name, text in wrong
        if examiner.bench.judge(problem, [text])[0].status is Status.PASS
    ]
    return len(wrong), accepted


def _mutants(
    problem: Problem, reference: str, examiner: Examiner, notes: list[str]
) -> Sequence[Mutant]:
    try:
        return sample_mutants(reference, examiner.mutants, seed=examiner.seed, top=problem.top)
    except UsageError as error:
        notes.append(f"no mutants: {error}")
        return ()


def _try_mutants(
    problem: Problem, drawn: Sequence[Mutant], ours: Sequence[Judgement], examiner: Examiner
) -> Iterator[Mutation]:
    for mutant, found in zip(drawn, ours, strict=True):
        is_open = found.status is Status.PASS and found.by != "proof"
        yield Mutation(
            operator=mutant.operator, line=mutant.line,
            ours=Status.UNKNOWN if is_open else found.status,
            bench=examiner.bench.judge(problem, [mutant.verilog])[0].status, reason=found.reason,
        )  # fmt: skip


def judge_bench(mutations: Sequence[Mutation], examiner: Examiner) -> Iterator[Defect]:
    """Yield what mutants show of a bench."""
    refused = [m for m in mutations if m.ours is Status.PASS and m.bench is Status.FAIL]
    if refused:
        yield Defect(
            kind=Kind.STRICT,
            message="the bench refuses designs that are proved equal to the reference: "
            + ", ".join(f"{m.operator} in line {m.line}" for m in refused),
        )
    wrong = [m for m in mutations if m.ours is Status.FAIL]
    passed = [m for m in wrong if m.bench is Status.PASS]
    if wrong and len(wrong) - len(passed) < examiner.weak_below * len(wrong):
        yield Defect(
            kind=Kind.WEAK,
            message=f"the bench passes {len(passed)} of {len(wrong)} wrong mutants, for example "
            f"{passed[0].operator} in line {passed[0].line}: {passed[0].reason}",
        )
