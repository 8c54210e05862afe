"""What was asked, drawn, judged and decided, by whom, and what it cost; kept in SQLite.

records.py  what is kept
store.py    the file; several processes may use it at once
classes.py  design classes
figures.py  sums and quantiles over records; pure
"""

from __future__ import annotations

from rtlgen.journal.classes import class_of
from rtlgen.journal.records import Act, ActKind, Decided, Drawn, Entry, Heard, ImageRead
from rtlgen.journal.store import Journal

__all__ = [
    "Act",
    "ActKind",
    "Decided",
    "Drawn",
    "Entry",
    "Heard",
    "ImageRead",
    "Journal",
    "class_of",
]
