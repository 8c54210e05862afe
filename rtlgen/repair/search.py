"""One change, then two, then one more after the best: each is simulated.

Many changed designs share one simulation. Of the single changes those that bring the design nearer
to its test are tried in pairs; a mistake that hides another one is repaired first, and all changes
are tried again on the result.
"""

from __future__ import annotations

import itertools
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from rtlgen.mutation.edit import Change, apply_edits
from rtlgen.mutation.source import Source
from rtlgen.repair.changes import changes
from rtlgen.simulate import Patience
from rtlgen.verdict import CheckResult, Status
from rtlgen.verilog import Design, VerilogError, read_design

Test = Callable[[Sequence[Design]], Sequence[CheckResult]]
"""Judges designs that have the ports of the one to repair, in their order."""
Confirm = Callable[[Design], bool]
BRIEF = Patience(alone_s=2.0, together_s=3.0)
"""For tests: changes make loops now and then, and nothing is lost with a design that hangs."""
_TOGETHER = 64
"""Designs of one simulation."""
_PAIRED = 24
"""Single changes, the nearest to the test, that are tried in pairs."""
_CONTINUED = 3
"""Single changes after which all changes are tried again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """What the search came to."""

    verilog: str | None
    """The repaired design; None where none was found."""
    changes: tuple[Change, ...]
    """What was changed; lines are those of the design before the change."""
    tried: int
    """Designs that were simulated."""
    elapsed_s: float


@dataclass(frozen=True, slots=True)
class _Tried:
    changes: tuple[Change, ...]
    verilog: str
    score: float


def _agree(_: Design) -> bool:
    """Take the test's word for it."""
    return True


def repair(
    design: Design, test: Test, *, confirm: Confirm = _agree, limit_s: float = 20.0
) -> Repair:
    """Look for the smallest change with which a design passes its test.

    Args:
        design: The design; it must be trusted or have passed lint, for it is read in this process.
        test: What it fails; a design that passes needs no change.
        confirm: Asked about a design that passes, for example for a proof; the search goes on where
            it says no.
        limit_s: After which nothing further is begun. A test that runs is not interrupted: it
            must keep to the limit itself, as that of `repair_for` does.

    Returns:
        The repair. It passes the test and is confirmed; nothing else is claimed.
    """
    search = _Search(design, test, confirm, time.monotonic() + limit_s)
    found = search.go()
    return Repair(
        verilog=found.verilog if found else None, changes=found.changes if found else (),
        tried=search.tried, elapsed_s=time.monotonic() - search.started,
    )  # fmt: skip


class _Search:
    def __init__(self, design: Design, test: Test, confirm: Confirm, deadline: float) -> None:
        self._design, self._test, self._confirm = design, test, confirm
        self._deadline = deadline
        self._ports = {(p.name, p.direction, p.width) for p in design.ports}
        self._nearer: list[_Tried] = []
        self.started = time.monotonic()
        self.tried = 0

    def go(self) -> _Tried | None:
        """Run; return what passed."""
        before = self._scored([_Tried((), self._design.verilog, 0.0)])
        if not before or (before[0].score == 1.0 and self._is_confirmed(before[0])):
            return before[0] if before else None
        start = before[0]
        if (found := self._first(self._singles(start), start.score)) is not None:
            return found
        self._nearer.sort(key=lambda tried: -tried.score)
        best = self._nearer[:_PAIRED]
        if (found := self._first(self._pairs(best), 1.0)) is not None:
            return found
        for nearer in best[:_CONTINUED]:
            if (found := self._first(self._singles(nearer), 1.0)) is not None:
                return found
        return None

    def _first(self, tries: Iterable[_Tried], above: float) -> _Tried | None:
        """Return the first that passes; remember those that score more than `above`."""
        for part in _batched(tries, _TOGETHER):
            if self._is_over:
                return None
            for tried in self._scored(part):
                if self._is_over:
                    return None
                if tried.score == 1.0 and self._is_confirmed(tried):
                    return tried
                if tried.score > above:
                    self._nearer.append(tried)
        return None

    @property
    def _is_over(self) -> bool:
        return time.monotonic() > self._deadline

    def _is_confirmed(self, tried: _Tried) -> bool:
        return self._confirm(read_design(tried.verilog, top=self._design.top))

    def _singles(self, start: _Tried) -> Iterator[_Tried]:
        """All changes of a design, after those that were made already."""
        source = Source(start.verilog, top=self._design.top)
        for change in changes(source):
            yield _Tried((*start.changes, change), source.apply(change), 0.0)

    def _pairs(self, best: Sequence[_Tried]) -> Iterator[_Tried]:
        """Two changes at once, where they do not touch the same text."""
        data = self._design.verilog.encode()
        order = sorted(itertools.combinations(range(len(best)), 2), key=sum)
        for one, other in order:
            both = (*best[one].changes, *best[other].changes)
            try:
                text = apply_edits(data, [edit for change in both for edit in change.edits])
            except ValueError:
                continue
            yield _Tried(both, text, 0.0)

    def _scored(self, tries: Sequence[_Tried]) -> list[_Tried]:
        """Simulate; leave out what is no design with the same ports."""
        usable: list[tuple[_Tried, Design]] = []
        for tried in tries:
            if self._is_over:
                break
            try:
                design = read_design(tried.verilog, top=self._design.top)
            except VerilogError:
                continue
            if {(p.name, p.direction, p.width) for p in design.ports} == self._ports:
                usable.append((tried, design))
        self.tried += len(usable)
        results = self._test([design for _, design in usable]) if usable else ()
        return [
            _Tried(tried.changes, tried.verilog, _score(result))
            for (tried, _), result in zip(usable, results, strict=True)
        ]


def _batched(items: Iterable[_Tried], size: int) -> Iterator[tuple[_Tried, ...]]:
    left = iter(items)
    while part := tuple(itertools.islice(left, size)):
        yield part


def _score(result: CheckResult) -> float:
    """1 for a pass, else the share of outputs and vectors that agree, below 1."""
    if result.status is Status.PASS:
        return 1.0
    total = sum(score.total for score in result.per_output)
    agreed = sum(score.passed for score in result.per_output)
    if not total:
        total, agreed = result.expected_total, result.passed
    return min(agreed / total, 0.999999) if total else 0.0
