"""Designs that are refused or wrong, put right without a language model.

    mechanical/  mistakes of form that lint or the compiler refuse
    plan.py       the checks of a verification plan as the test
    search.py     one change, then two; each is simulated
    changes.py    which changes are tried, the likely ones first
    missing.py    what only a repair does: other values and conditions, code that was left out
    values.py     expressions of a width, made of what is at hand

The form of a text is put right whatever it does. A repair of behaviour is the smallest change that
meets the test that it was given, and no more is claimed: prove it against a reference, or read the
change. What a language model is told where both fail is in `rtlgen.prompt.again`.
"""

from __future__ import annotations

from rtlgen.repair.mechanical import Mended, may_be_refused, mend_text
from rtlgen.repair.plan import repair_for
from rtlgen.repair.search import BRIEF, Repair, Test, repair

__all__ = [
    "BRIEF", "Mended", "Repair", "Test", "may_be_refused", "mend_text", "repair", "repair_for",
]  # fmt: skip
