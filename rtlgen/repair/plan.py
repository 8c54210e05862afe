"""The simulation of a verification plan as the test that a repair has to meet."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.repair.search import BRIEF, Repair, Test, repair
from rtlgen.simulate import simulate_obligations, simulate_reference, simulate_testbench
from rtlgen.verdict import CheckResult, Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import Design


def repair_for(design: Design, plan: VerificationPlan, *, limit_s: float) -> Repair:
    """Look for a change with which a design passes the whole plan.

    Args:
        design: Compiles and has the right ports.
        plan: With something that judges behaviour.
        limit_s: See `repair`.
    """

    def confirm(found: Design) -> bool:
        return verify_all([found.verilog], plan)[0].status is Status.PASS

    return repair(design, simulation_of(plan), confirm=confirm, limit_s=limit_s)


def simulation_of(plan: VerificationPlan) -> Test:
    """Return the simulation of a plan, for many designs at once."""

    def test(designs: Sequence[Design]) -> Sequence[CheckResult]:
        if plan.reference is not None:
            return simulate_reference(designs, plan.reference, seed=plan.seed, patience=BRIEF)
        if plan.testbench is not None:
            return [simulate_testbench(design, plan.testbench) for design in designs]
        return simulate_obligations(designs, plan.obligations, seed=plan.seed, patience=BRIEF)

    return test
