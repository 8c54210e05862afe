"""Verilog by construction, from complete artefacts and without a language model.

    solve.py          a specification → candidates
    combinational.py  truth tables, Karnaugh maps, next-state logic
    machine.py        state tables
    waveform.py       waveforms
    minimise.py       two-level minimisation
    emit.py           writes modules
    codes.py          pages of the rule codes

Not covered: what only the prose says; hidden state behind a waveform; multi-level logic.
"""

from __future__ import annotations

from rtlgen.exact.solve import ExactBackend, ExactResult, solve_spec

__all__ = ["ExactBackend", "ExactResult", "solve_spec"]
