"""One fix after another, as long as there is less to complain about."""

from __future__ import annotations

import math
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from rtlgen.finding import Finding
from rtlgen.lint import inspect_designs
from rtlgen.mutation.edit import apply_edits
from rtlgen.repair.mechanical import blocks, declarations, leftovers, names
from rtlgen.repair.mechanical.refused import Fix, Refused, name_of
from rtlgen.simulate.build import build
from rtlgen.verdict import CheckResult, Status
from rtlgen.verify import VerificationPlan
from rtlgen.verilog import Design
from rtlgen.verilog.limits import check_limits

LARGEST: Final = 1 << 15
"""Characters of the longest text that is mended; a longer one is no slip of a pen."""
_ROUNDS: Final = 16
"""Fixes of one text; each may concern many places."""
_TRIED: Final = 60
"""Texts that are looked at for one that is refused."""
_LIMIT_S: Final = 10.0
_FIXES: Final = (*leftovers.FIXES, *names.FIXES, *blocks.FIXES, *declarations.FIXES)
_COMPILER_ONLY: Final = frozenset({"index-oob", "empty-member", "misplaced-trailing-separator"})
"""Warnings of the front end where Icarus may refuse the text."""
_JUDGED: Final = (Status.PASS, Status.FAIL)
"""Statuses of lint at which the parser has survived the text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A text that was refused, put right."""

    verilog: str
    changes: tuple[str, ...]
    """What was changed, in order, each with its line at that time."""


def mend_text(verilog: str, plan: VerificationPlan, *, limit_s: float = _LIMIT_S) -> Mended | None:
    """Put right what lint, or the compiler, refuses for its form.

    Args:
        verilog: A text; it may be hostile, and is only read by a process that can be killed.
        plan: Its top module and its ports are what lint looks for.
        limit_s: After which nothing further is tried.

    Returns:
        The text, which lint and the compiler accept, or None: it was accepted as it is, or
        nothing helps. Whether it does the right thing is for the judge to say.

    Raises:
        ToolNotFound, ToolCrashed: see `rtlgen.lint.lint_design`.
    """
    if len(verilog) > LARGEST or check_limits(verilog):
        return None
    reader = _Reader(plan, time.monotonic() + limit_s)
    text, findings = verilog, reader.complaints(verilog)
    if not findings:
        return None
    changes: list[str] = []
    for _ in range(_ROUNDS):
        found = _next(text, findings, reader)
        if found is None:
            return None
        text, findings, change = found
        changes.append(change)
        if not findings:
            return Mended(verilog=text, changes=tuple(changes))
    return None


Step = tuple[str, tuple[Finding, ...], str]
"""A text, what is said against it, and what was changed."""


def _next(text: str, findings: tuple[Finding, ...], reader: _Reader) -> Step | None:
    """Return the first fix after which there is less of what it is against, or nothing at all."""
    refused = Refused(verilog=text, findings=findings, top=reader.plan.top, ports=reader.plan.ports)
    for fix, changed, told in _proposed(refused):
        if reader.is_spent:
            return None
        left = reader.complaints(changed)
        if left is not None and (not left or fix.count(left) < fix.count(findings)):
            return changed, left, told
    return None


def _proposed(refused: Refused) -> Iterator[tuple[Fix, str, str]]:
    data = refused.verilog.encode()
    for fix in _FIXES:
        if fix.count(refused.findings):
            for change in fix.find(refused):
                try:
                    text = apply_edits(data, change.edits)
                except (ValueError, UnicodeDecodeError):  # two edits of one place
                    continue
                if text != refused.verilog:
                    yield fix, text, f"line {change.line}: {change.description}"


class _Reader:
    """Asks lint, and the compiler where lint may be too mild."""

    def __init__(self, plan: VerificationPlan, deadline: float) -> None:
        self.plan = plan
        self._deadline = deadline
        self._left = _TRIED

    @property
    def is_spent(self) -> bool:
        """Whether nothing more may be read."""
        return self._left <= 0 or time.monotonic() > self._deadline

    def complaints(self, verilog: str) -> tuple[Finding, ...] | None:
        """Return what a text is refused for; empty = it is accepted, None = it cannot be said."""
        self._left -= 1
        (inspected,) = inspect_designs(
            [verilog], top=self.plan.top, ports=self.plan.ports,
            has_inline_waivers=self.plan.allow_inline_waivers, has_structure=False,
            relaxed=self.plan.relaxed,
        )  # fmt: skip
        result, design = inspected.result, inspected.design
        if result.status not in _JUDGED:
            return None
        if result.status is Status.FAIL:
            return result.findings
        doubtful = tuple(f for f in result.findings if name_of(f) in _COMPILER_ONLY)
        if doubtful and design is not None and not _compiles(design):
            return doubtful
        return ()


def complaints(verilog: str, plan: VerificationPlan) -> tuple[Finding, ...] | None:
    """Return what `mend_text` would have to put right.

    Returns:
        Findings of lint, or those of its warnings that explain a refusal of the compiler; empty
        where a text is accepted; None where the parser does not survive it.
    """
    return _Reader(plan, math.inf).complaints(verilog)


def may_be_refused(lint: CheckResult) -> bool:
    """Whether it is worth to mend a text of which lint has said this."""
    has_doubts = any(name_of(finding) in _COMPILER_ONLY for finding in lint.findings)
    return lint.status is Status.FAIL or has_doubts


def _compiles(design: Design) -> bool:
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as folder:
        built = build(design, Path(folder))
    return built.is_built or built.is_unsupported or built.timed_out
