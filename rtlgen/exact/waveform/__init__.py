"""Circuits that agree with waveforms: the smallest one that is found.

    build.py       waveforms of a specification → modules
    timeline.py    what every port holds in every sample; delayed inputs
    kinds.py       logic, registers, latches: what each of them would see
    explain.py     the smallest explanation of each output
    bits.py        single bits as minimised functions of few bits
    hidden.py      the smallest state machine with hidden states, by Z3
    write.py       statements and blocks

Not covered: more than one clock; hidden words beside delayed inputs (a counter that is not shown
is found as a machine of up to eight states).
"""

from __future__ import annotations

from rtlgen.exact.waveform.build import build_waveforms

__all__ = ["build_waveforms"]
