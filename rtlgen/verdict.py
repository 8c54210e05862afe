"""What checks report, and the one rule that turns their results into a verdict."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from rtlgen.finding import Finding


class Status(StrEnum):
    """Outcome of a check or of all checks together."""

    PASS = "PASS"  # noqa: S105 - a status, not a password
    FAIL = "FAIL"
    """The design is wrong, and there is evidence that can be replayed."""
    UNKNOWN = "UNKNOWN"
    """Undecided, for example a construct that the check does not support."""
    TIMEOUT = "TIMEOUT"
    """A solver or the simulator ran out of its limit."""
    ERROR = "ERROR"
    """We broke, never the design."""
    SKIPPED = "SKIPPED"
    """Not run: not asked for, or an earlier check made it pointless."""


class CheckKind(StrEnum):
    """Whether a check looks at the text, or at what the design does."""

    STATIC = "static"
    BEHAVIOURAL = "behavioural"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputScore:
    """How many vectors one output answered rightly."""

    output: str
    passed: int
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceStep:
    """One step of a stimulus: drive the inputs, let the design settle, compare the outputs.

    Values are bit strings, most significant bit first, over `0`, `1`, `x`, `z`; in `expected`
    a `-` is a bit that may have any value. Clocks are inputs like all others; within a step
    clock levels change first and data inputs after the design has settled.
    """

    inputs: tuple[tuple[str, str], ...]
    expected: tuple[tuple[str, str], ...] = ()
    got: tuple[tuple[str, str], ...] = ()
    """What the design answered, where it is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why a check said FAIL: enough to see the defect again in Icarus."""

    summary: str
    """One line, for example `q @ 50 ns: got 4'b0011, want 4'b0100 (en=1, rst=0)`."""
    trace: tuple[TraceStep, ...] = ()
    """The stimulus from the initial state up to and including the first mismatch."""
    log: str = ""
    """Excerpt of a tool's own words (compile errors and the like), at most 4 KiB."""
    waveform: str | None = None
    """Path of an FST file of the first mismatch, where one was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check found out about one candidate."""

    check: str
    """Name of the check: `lint`, `interface`, `simulate`, `formal`."""
    kind: CheckKind
    status: Status
    reason: str = ""
    """One sentence: what decided the status."""
    passed: int = 0
    """Vectors on which every checked output agreed."""
    total: int = 0
    """Vectors compared."""
    expected_total: int = 0
    """Vectors that should have been compared; PASS needs `passed == total == expected_total`."""
    per_output: tuple[OutputScore, ...] = ()
    elapsed_s: float = 0.0
    findings: tuple[Finding, ...] = ()
    evidence: Evidence | None = None
    bound: int | None = None
    """Formal only: None = proved for all time, k = holds for the first k cycles."""
    proved: bool = False
    """Formal only: the property holds for every input (and all time where `bound` is None)."""

    def __post_init__(self) -> None:
        if self.status is Status.FAIL and self.evidence is None and not self.findings:
            raise ValueError(f"check {self.check!r}: FAIL needs evidence or a finding")
        if self.status is Status.PASS and self.kind is CheckKind.BEHAVIOURAL and not self.is_earned:
            raise ValueError(
                f"check {self.check!r}: PASS with {self.passed} of {self.total} vectors, "
                f"{self.expected_total} expected"
            )

    @property
    def is_earned(self) -> bool:
        """Whether the numbers alone allow PASS: all vectors ran, at least one, all agreed."""
        return self.proved or 0 < self.expected_total == self.total == self.passed


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """All checks of one candidate."""

    candidate_id: str
    checks: tuple[CheckResult, ...]

    @property
    def status(self) -> Status:
        """The status of the whole: FAIL > ERROR > TIMEOUT > UNKNOWN > PASS.

        PASS needs at least one behavioural check that passed; without one the verdict is UNKNOWN.
        """
        seen = {check.status for check in self.checks}
        for worst in (Status.FAIL, Status.ERROR, Status.TIMEOUT, Status.UNKNOWN):
            if worst in seen:
                return worst
        return Status.PASS if self.proofs else Status.UNKNOWN

    @property
    def proofs(self) -> tuple[CheckResult, ...]:
        """The behavioural checks that passed."""
        return tuple(
            check
            for check in self.checks
            if check.kind is CheckKind.BEHAVIOURAL and check.status is Status.PASS
        )

    @property
    def pass_rate(self) -> float | None:
        """Share of vectors passed over all behavioural checks, or None if none was compared."""
        behavioural = [c for c in self.checks if c.kind is CheckKind.BEHAVIOURAL]
        expected = sum(max(c.expected_total, c.total) for c in behavioural)
        if expected == 0:
            return None
        return sum(c.passed for c in behavioural) / expected

    @property
    def evidence(self) -> Evidence | None:
        """The evidence of the first check that failed with some."""
        return next((c.evidence for c in self.checks if c.evidence is not None), None)
