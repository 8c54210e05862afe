"""A smallest change that makes a wrong design meet its test, found without a language model.

    plan.py       the checks of a verification plan as the test
    search.py     one change, then two; each is simulated
    changes.py    which changes are tried, the likely ones first
    missing.py    what only a repair does: other values and conditions, code that was left out
    values.py     expressions of a width, made of what is at hand

A repair meets the test that it was given and no more is claimed: prove it against a reference, or
read the change.
"""

from __future__ import annotations

from rtlgen.repair.plan import repair_for
from rtlgen.repair.search import BRIEF, Repair, Test, repair

__all__ = ["BRIEF", "Repair", "Test", "repair", "repair_for"]
