"""What is done to candidates that are refused or wrong, as hooks of the search."""

from __future__ import annotations

import dataclasses
from typing import Final

from rtlgen.candidate import Candidate, Usage
from rtlgen.repair import may_be_refused, mend_text, repair_for
from rtlgen.search import Judged, Mend
from rtlgen.verify import VerificationPlan
from rtlgen.verilog import read_design

MEND_S: Final = 10.0
"""For a change of one candidate."""


def correct_for(plan: VerificationPlan) -> Mend:
    """Return what puts right the form of a text that was refused."""

    def correct(item: Judged) -> Candidate | None:
        if not may_be_refused(item.verdict.checks[0]):
            return None
        found = mend_text(item.candidate.verilog, plan)
        if found is None:
            return None
        return _made_of(item, found.verilog, "mended", found.changes)

    return correct


def mend_for(plan: VerificationPlan, *, limit_s: float = MEND_S) -> Mend:
    """Return what looks for a small change with which a candidate passes."""

    def mend(item: Judged) -> Candidate | None:
        design = read_design(item.candidate.verilog, top=plan.top)
        found = repair_for(design, plan, limit_s=limit_s)
        if found.verilog is None:
            return None
        changes = tuple(f"line {c.line}: {c.description}" for c in found.changes)
        return _made_of(item, found.verilog, "repaired", changes)

    return mend


_MARKS: Final = {"mended": "mended", "repaired": "repair"}
"""How it is told, and how the name of the backend goes on."""


def _made_of(item: Judged, verilog: str, word: str, changes: tuple[str, ...]) -> Candidate:
    backend = item.candidate.backend
    return dataclasses.replace(
        item.candidate, verilog=verilog, backend=f"{backend}+{_MARKS[word]}", usage=Usage(),
        note=f"{backend}, {word}: {'; '.join(changes)}",
    )  # fmt: skip
