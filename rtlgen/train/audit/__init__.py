"""The audit of a run of reinforcement learning: does its judge still tell right from wrong?

    rule.py      how much is audited, and when the alarm rings
    draw.py      which passes are audited
    examine.py   a second opinion: other stimuli, and a proof
    controls.py  designs of which the right answer is known
    audit.py     all of it, step by step, with its state

Not covered: what neither the plan of the second opinion nor a proof can see, and problems whose
plan holds nothing but vectors without don't-cares: there a second opinion repeats the first.
"""

from __future__ import annotations

from rtlgen.train.audit.audit import Audit, Judge, Judgement, Report
from rtlgen.train.audit.controls import Control, controls_for
from rtlgen.train.audit.examine import Examined, Outcome, second_opinion
from rtlgen.train.audit.rule import Rule

__all__ = [
    "Audit",
    "Control",
    "Examined",
    "Judge",
    "Judgement",
    "Outcome",
    "Report",
    "Rule",
    "controls_for",
    "second_opinion",
]
