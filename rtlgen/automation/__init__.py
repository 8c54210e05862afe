"""Who decides: a person, or rtlgen alone where it has shown that it may.

    policy.py     thresholds, and what a stage needs
    precision.py  how often answers were right: bounds, and an alarm when that changes
    stages.py     the stage of a project from its records, class by class, and why
    decide.py     accept, ask or reject one answer

Everything is computed from records; nothing is remembered elsewhere, so a stage can always be
explained and computed again.
"""

from __future__ import annotations

from rtlgen.automation.decide import Action, Decision, decide
from rtlgen.automation.policy import Policy, Stage
from rtlgen.automation.stages import Record, Stand, Standing, standing

__all__ = [
    "Action",
    "Decision",
    "Policy",
    "Record",
    "Stage",
    "Stand",
    "Standing",
    "decide",
    "standing",
]
