"""The stage of a project from its records, class by class, and why.

A record counts for the precision of its class when its answer was sure enough to be accepted alone
and somebody said afterwards whether it was right. So precision is known before anything is
automatic, and audits keep it known afterwards.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from rtlgen.automation.policy import Policy, Stage
from rtlgen.automation.precision import is_alarm, lower_bound, suspicion


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One answer of the past."""

    design_class: str
    backend: str
    confidence: float
    """0 to 1, as it was told then."""
    is_right: bool | None
    """By a person, an audit or a later proof; None while nobody knows."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What one class, from one backend, has shown."""

    right: int
    total: int
    is_automatic: bool
    has_fallen: bool
    """It was automatic, and has not risen again."""
    is_suspicious: bool
    """An answer was found wrong lately."""
    why: str

    @property
    def bound(self) -> float:
        """Lower bound of its precision."""
        return lower_bound(self.right, self.total)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """The stage and the classes."""

    stage: Stage
    classes: Mapping[tuple[str, str], Standing]
    """(design class, backend) → what it has shown."""
    why: str


@dataclass(slots=True)
class _Class:
    """One class while its records are gone through."""

    seen: list[bool] = field(default_factory=list)
    is_automatic: bool = False
    has_fallen: bool = False
    why: str = "nothing was judged yet"

    def add(self, is_right: bool, policy: Policy) -> None:
        """Take one more outcome into account."""
        self.seen = [*self.seen, is_right][-policy.window :]
        right, total = sum(self.seen), len(self.seen)
        if self.is_automatic and is_alarm(self.seen, policy.threshold):
            self.is_automatic, self.has_fallen = False, True
            self.why = f"fell: {total - right} of the last {total} were wrong"
            self.seen = []  # what it showed before no longer counts: it must show it again
            return
        bound = lower_bound(right, total)
        if not self.is_automatic and bound >= policy.threshold:
            self.is_automatic, self.has_fallen = True, False
            self.why = f"rose: {right} of {total} were right, so at least {bound:.1%} are"
        elif not self.is_automatic and not self.has_fallen:
            self.why = f"{right} of {total} were right, which shows {bound:.1%}"

    def standing(self, policy: Policy) -> Standing:
        """Where it stands now."""
        return Standing(
            right=sum(self.seen), total=len(self.seen), is_automatic=self.is_automatic,
            has_fallen=self.has_fallen, why=self.why,
            is_suspicious=suspicion(self.seen, policy.threshold) > 0,
        )  # fmt: skip


def standing(records: Sequence[Record], policy: Policy) -> Stand:
    """Compute the stage after these records, oldest first."""
    classes: dict[tuple[str, str], _Class] = {}
    for record in records:
        found = classes.setdefault((record.design_class, record.backend), _Class())
        if record.confidence >= policy.confidence and record.is_right is not None:
            found.add(record.is_right, policy)
    shown = {key: found.standing(policy) for key, found in classes.items()}
    stage, why = _stage(records, shown, policy)
    return Stand(stage=stage, classes=shown, why=why)


def _stage(
    records: Sequence[Record], classes: Mapping[tuple[str, str], Standing], policy: Policy
) -> tuple[Stage, str]:
    ready = {key for key, standing in classes.items() if standing.is_automatic}
    if not ready or policy.most is Stage.ASSIST:
        return Stage.ASSIST, "no design class has shown the precision that is demanded"
    recent = records[-policy.window :]
    covered = sum((r.design_class, r.backend) in ready for r in recent) / len(recent)
    if policy.most is Stage.FULL and covered >= policy.full_share:
        return Stage.FULL, f"{covered:.0%} of the last {len(recent)} requests are automatic"
    names = ", ".join(sorted(f"{kind} by {backend}" for kind, backend in ready))
    return Stage.LIMITED, f"automatic: {names}"
