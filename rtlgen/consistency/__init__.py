"""Disagreement between the parts of a specification, found before any code is written.

check.py           all of it, as findings
claims.py          what tables, maps, equations and samples say, in one form
contradictions.py  two of these that differ
machines.py        two descriptions of one state machine
runs.py            machines along a waveform
clocked.py         clocked tables along a waveform
shown.py           the levels of a waveform
statements.py      what the prose says of clock and reset
equations.py       equations in sentences
gaps.py            what nothing determines
codes.py           the rule codes
"""

from __future__ import annotations

from rtlgen.consistency.check import Consistency, check_consistency

__all__ = ["Consistency", "check_consistency"]
