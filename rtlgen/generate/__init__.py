"""The work behind `rtlgen generate`: read, search, judge, write, one specification at a time.

job.py      what was asked for, and the hash that makes a run resumable
view.py     what is told to whoever shows the progress
run.py      the run itself
mending.py  what is done to candidates that are refused or wrong
restore.py  the same for one design that is there: the work behind `rtlgen repair`
"""

from __future__ import annotations

from rtlgen.generate.job import GenerateJob
from rtlgen.generate.run import Finished, run_job
from rtlgen.generate.view import SpecOutcome, View

__all__ = ["Finished", "GenerateJob", "SpecOutcome", "View", "run_job"]
