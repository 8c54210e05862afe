"""What a benchmark is worth, before anybody quotes a score on it.

    diagnose.py  one problem: its reference, its bench, its prompt
    examine.py   all problems of a file
    formats.py   the report

Not covered: whether the prompt says what the reference does (only its ports are compared).
"""

from __future__ import annotations

from rtlgen.evaluate.doctor.diagnose import Defect, Diagnosis, Examiner, Kind, Mutation
from rtlgen.evaluate.doctor.examine import Examination, examine
from rtlgen.evaluate.doctor.formats import FORMATS

__all__ = [
    "FORMATS",
    "Defect",
    "Diagnosis",
    "Examination",
    "Examiner",
    "Kind",
    "Mutation",
    "examine",
]
