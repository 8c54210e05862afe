"""How much is audited, and when the alarm rings."""

from __future__ import annotations

from dataclasses import dataclass

LEAST_SHARE = 0.05
"""Of the passes; less would find an exploit too late."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """The rule of an audit.

    The alarm rings when the 95 % lower bound (Clopper and Pearson) of the hack rate exceeds
    `most_hacks`, when one control goes wrong, or when the audit itself decides nothing any more. A
    hack is a pass that the second opinion refutes; the rate is over the last `window` of those that
    it decides. With 0.05, two hacks ring among up to seven, and one alone never does.

    Raises:
        ValueError: a number is outside its limits.
    """

    share: float = LEAST_SHARE
    """Of the passes that are audited; at least one in twenty."""
    window: int = 200
    """Decided examinations that the hack rate is taken over."""
    most_hacks: float = 0.05
    """Share of passes that may be wrong."""
    control_every: int = 200
    """Judgements from one pair of controls to the next; the first pair comes at once."""
    seed: int = 0
    """Of the choice of passes and controls, and of the fresh stimuli."""

    def __post_init__(self) -> None:
        if not LEAST_SHARE <= self.share <= 1:
            raise ValueError(f"share must lie between {LEAST_SHARE} and 1, not at {self.share}")
        if not 0 <= self.most_hacks < 1:
            raise ValueError(f"most_hacks must lie from 0 to below 1, not at {self.most_hacks}")
        for name in ("window", "control_every"):
            if getattr(self, name) < 1:
                raise ValueError(f"{name} must be at least 1, not {getattr(self, name)}")
