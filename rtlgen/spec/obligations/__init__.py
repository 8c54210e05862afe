"""From artefacts to demands that a machine can check.

derive.py     artefact → obligation, or why nothing is checked against it
tables.py     truth tables, Karnaugh maps: one vector per row or cell
machines.py   state machines: a walk from the reset that takes each edge; next-state logic
waveforms.py  waveforms: replayed as they were drawn
clocking.py   how a design with one clock is clocked and reset
levels.py     columns → whole ports
"""

from __future__ import annotations

from rtlgen.spec.obligations.clocking import Clocking, clocking_of
from rtlgen.spec.obligations.derive import derive_obligations
from rtlgen.spec.obligations.levels import column_bits, cut, spread
from rtlgen.spec.obligations.machines import (
    conditions_of,
    find_transition,
    homing,
    shown_in,
)

__all__ = [
    "Clocking",
    "clocking_of",
    "column_bits",
    "conditions_of",
    "cut",
    "derive_obligations",
    "find_transition",
    "homing",
    "shown_in",
    "spread",
]
