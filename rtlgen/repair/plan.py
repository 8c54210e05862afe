"""The simulation of a verification plan as the test that a repair has to meet."""

from __future__ import annotations

import dataclasses
import math
import time
from collections.abc import Sequence
from typing import Final

from rtlgen.repair.search import BRIEF, Repair, Test, repair
from rtlgen.sandbox import Limits
from rtlgen.simulate import simulate_obligations, simulate_reference, simulate_testbench
from rtlgen.verdict import CheckKind, CheckResult, Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import Design

_LEAST_S: Final = 1.0
"""For a proof of what passes the simulation, however late it is."""
_BENCH_S: Final = 30.0
"""For one run of a user's own testbench."""


def repair_for(design: Design, plan: VerificationPlan, *, limit_s: float) -> Repair:
    """Look for a change with which a design passes the whole plan.

    Args:
        design: Compiles and has the right ports.
        plan: With something that judges behaviour.
        limit_s: See `repair`; simulations that still run then are ended.
    """
    until = time.monotonic() + limit_s

    def confirm(found: Design) -> bool:
        left_s = max(_LEAST_S, until - time.monotonic())
        hurried = dataclasses.replace(plan, formal_timeout_s=min(plan.formal_timeout_s, left_s))
        return verify_all([found.verilog], hurried)[0].status is Status.PASS

    return repair(design, simulation_of(plan, until=until), confirm=confirm, limit_s=limit_s)


def simulation_of(plan: VerificationPlan, *, until: float = math.inf) -> Test:
    """Return the simulation of a plan, for many designs at once.

    Args:
        plan: With something that judges behaviour.
        until: Value of `time.monotonic()` from which on designs are not simulated, and end with
            TIMEOUT.
    """
    patience = dataclasses.replace(BRIEF, until=until)

    def test(designs: Sequence[Design]) -> Sequence[CheckResult]:
        if plan.reference is not None:
            return simulate_reference(designs, plan.reference, seed=plan.seed, patience=patience)
        if plan.testbench is not None:
            return [_benched(design, plan.testbench, until) for design in designs]
        return simulate_obligations(designs, plan.obligations, seed=plan.seed, patience=patience)

    return test


def _benched(design: Design, testbench: str, until: float) -> CheckResult:
    left_s = min(_BENCH_S, until - time.monotonic())
    if left_s <= 0:
        reason = "the time for the repair is over"
        return CheckResult(
            check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.TIMEOUT, reason=reason
        )
    limits = Limits(wall_s=left_s, cpu_s=math.ceil(left_s), output_bytes=16 << 20)
    return simulate_testbench(design, testbench, limits=limits)
