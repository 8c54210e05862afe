"""Icarus through cocotb decides what a design does.

    judge.py    what is demanded: obligations, reference, Python model, recorded trace
    score.py    played stimuli → CheckResult with evidence
    batch.py    many designs in one simulation; isolates the one that spoils it
    record.py   all that a reference answers
    harness.py  the Verilog around the designs: drives, compares, counts
    own.py      a cocotb testbench that the user wrote
    session.py  one run in the sandbox; the result comes over a pipe with a nonce
    build.py    compile, remove all VPI modules, refuse system calls
    stimuli.py  stimuli from ports, roles and the constants of a design
    model.py    responses of a Python reference model
    codes.py    pages of the rule codes

Not covered: inout ports are never driven; timing.
"""

from __future__ import annotations

from rtlgen.simulate.batch import Patience
from rtlgen.simulate.judge import (
    prepare_reference,
    replay_trace,
    simulate_model,
    simulate_obligations,
    simulate_reference,
)
from rtlgen.simulate.own import simulate_testbench

__all__ = [
    "Patience",
    "prepare_reference",
    "replay_trace",
    "simulate_model",
    "simulate_obligations",
    "simulate_reference",
    "simulate_testbench",
]
