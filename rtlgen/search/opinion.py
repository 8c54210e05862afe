"""One second opinion: worked examples from a model, as data, and whether they are fit to count.

A table that was read like one of a specification; nothing that a model wrote is run. What cannot be
seen here is whether the examples are right: that is why they only weigh groups of candidates.

Not covered: modules with several clocks, or without inputs beside the clock; more than one table.
"""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from rtlgen.candidate import Candidate, Usage
from rtlgen.consistency import check_consistency
from rtlgen.spec import Obligation, Spec, TruthTable, Vector, Waveform, derive_obligations
from rtlgen.spec.artefacts import artefacts_of_answer, printable
from rtlgen.spec.model import Artefact, RoleKind, WaveSample

LEAST_ROWS: Final = 4
"""Fewer rows are met by chance too often: of the 16 functions of two inputs one meets four rows,
four meet two. A module with fewer combinations of inputs is shown wholly by all of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Opinion:
    """What a backend answered, and what became of it."""

    backend: str
    text: str = ""
    """The answer; empty where the backend failed or was not asked."""
    demand: Obligation | None = None
    """The examples as vectors; None where the answer holds none that are fit to count."""
    rows: int = 0
    """Rows or cycles that say something of an output."""
    problem: str = ""
    """Why it does not count; empty where it does."""
    met_by: tuple[str, ...] = ()
    """Ids of the candidates of the groups that meet it."""
    usage: Usage = field(default_factory=Usage)

    @property
    def counts(self) -> bool:
        """Whether it weighs groups of candidates."""
        return not self.problem


def why_not_asked(spec: Spec) -> str:
    """Return why there can be no opinion about a specification; empty where there can."""
    if not spec.outputs:
        return "not asked: the outputs of the module are not known"
    if len(spec.clocks) > 1:
        return f"not asked: the module has {len(spec.clocks)} clocks, one at most is understood"
    if len(spec.inputs) == len(spec.clocks):
        return "not asked: the module has no input beside the clock"
    return ""


def read_opinion(answer: Candidate, spec: Spec) -> Opinion:
    """Read an answer and look whether it is fit to count.

    Args:
        answer: Its `completion` is read.
        spec: Whose behaviour it is about.
    """
    text = printable(answer.completion)
    opinion = Opinion(backend=answer.backend, text=text, usage=answer.usage)
    if answer.note:  # a table whose end is missing may say the opposite of what was meant
        return _refused(opinion, f"the answer was {answer.note}")
    if not text:
        return _refused(opinion, "the answer is empty")
    found, problem = artefacts_of_answer(text, spec)
    problem = problem or _misshapen(found, spec)
    if problem:
        return _refused(opinion, problem)
    if problem := _contradiction(spec, found[0]):
        return _refused(opinion, problem)
    obligations, findings = derive_obligations(dataclasses.replace(spec, artefacts=found))
    if not obligations:
        return _refused(opinion, findings[0].message)
    demand = obligations[0]
    said = [vector for vector in demand.vectors if _says(vector)]
    # A row twice says it once; a cycle is another one even with the same inputs.
    rows = len(said) if spec.clocks else len({vector.inputs for vector in said})
    opinion = dataclasses.replace(opinion, rows=rows)
    if problem := _too_little(said, rows, spec):
        return _refused(opinion, problem)
    return dataclasses.replace(opinion, demand=demand)


def _refused(opinion: Opinion, problem: str) -> Opinion:
    return dataclasses.replace(opinion, problem=problem)


def _misshapen(found: Sequence[Artefact], spec: Spec) -> str:
    """Say what keeps an answer from being one table of all inputs, row by row."""
    wanted = "a table of cycles" if spec.clocks else "a table of inputs and outputs"
    if len(found) != 1:
        count = f"{len(found)} tables" if found else "no table"
        return f"the answer holds {count} of these ports; {wanted} is needed"
    table = found[0]
    if isinstance(table, Waveform) and spec.clocks:
        shown = {column.name for column in table.columns}
        if not _is_numbered(table.samples):
            return "the cycles of the table are not numbered one after the other"
    elif isinstance(table, TruthTable) and not spec.clocks and not table.is_clocked:
        shown = {column.name for column in table.inputs}
        shown |= {column.name for column, _ in table.condition}
    else:
        return f"the answer is of another kind; {wanted} is needed"
    hidden = [port.name for port in spec.inputs if port.name not in shown]
    return f"the table does not show the input {', '.join(map(repr, hidden))}" if hidden else ""


def _is_numbered(samples: Sequence[WaveSample]) -> bool:
    """Whether whole cycles follow each other; the reader makes two samples of each."""
    times = [sample.time for sample in samples]
    return all(later - earlier == 0.5 for earlier, later in itertools.pairwise(times))


def _contradiction(spec: Spec, table: Artefact) -> str:
    """Say what the table contradicts: an equation, a statement, whatever the text holds."""
    before = {(f.line, f.message) for f in check_consistency(spec).contradictions}
    joined = dataclasses.replace(spec, artefacts=(*spec.artefacts, table))
    for finding in check_consistency(joined).contradictions:
        if (finding.line, finding.message) not in before:
            return f"it contradicts the specification: {finding.message}"
    return ""


def _says(vector: Vector) -> bool:
    return bool(set("".join(bits for _, bits in vector.expected)) & {"0", "1"})


def _too_little(said: Sequence[Vector], rows: int, spec: Spec) -> str:
    """Say why the rows tell candidates from each other too rarely."""
    free = sum(port.width for port in spec.inputs if port.role.kind is RoleKind.DATA)
    least = LEAST_ROWS if spec.clocks else min(LEAST_ROWS, 1 << min(free, LEAST_ROWS))
    if rows < least:
        return f"the table has {rows} rows that say something of an output, {least} are needed"
    seen: dict[tuple[str, int], set[str]] = {}
    for vector in said:
        for name, bits in vector.expected:
            for at, bit in enumerate(bits):
                seen.setdefault((name, at), set()).add(bit)
    if not any(levels >= {"0", "1"} for levels in seen.values()):
        return "no output ever changes in the table"
    return ""
