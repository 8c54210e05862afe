"""What a checkpoint holds beside the trainer's own files, and how a run is going."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rtlgen.train.grpo.curriculum import Curriculum

STATE = "rtlgen-state.json"
"""In a checkpoint."""


@dataclass(slots=True, kw_only=True)
class Progress:
    """How far a run is; changed by the trainer alone."""

    curriculum: Curriculum
    verdicts: Counter[str] = field(default_factory=Counter)
    """Different completions of each draw by status; LOST are those without a verdict."""
    best_step: int | None = None
    """Where the score on the examples held out was best."""
    best_score: tuple[float, float] = (0.0, 0.0)
    """Share that passed, mean reward."""
    without_gain: int = 0
    """Measurements since then."""
    is_over: bool = False
    """Whether the run has ended, early or not."""

    def measured(self, step: int, score: tuple[float, float], patience: int) -> None:
        """Take in a measurement; `patience` of them without a gain end the run (0 = never)."""
        if self.best_step is None or score > self.best_score:
            self.best_step, self.best_score, self.without_gain = step, score, 0
            return
        self.without_gain += 1
        self.is_over = self.is_over or 0 < patience <= self.without_gain

    def record(self) -> dict[str, Any]:
        """Return plain values, from which `restore` makes the same."""
        return {
            "curriculum": self.curriculum.record(), "verdicts": dict(sorted(self.verdicts.items())),
            "best_step": self.best_step, "best_score": list(self.best_score),
            "without_gain": self.without_gain, "is_over": self.is_over,
        }  # fmt: skip

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up a record."""
        self.curriculum.restore(record["curriculum"])
        self.verdicts = Counter(record["verdicts"])
        self.best_step, self.without_gain = record["best_step"], record["without_gain"]
        passed, reward = record["best_score"]
        self.best_score, self.is_over = (passed, reward), record["is_over"]
