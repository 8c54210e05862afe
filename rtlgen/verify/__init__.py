"""The whole pipeline: lint, interface, simulation, formal proof, one verdict.

    plan.py      what a candidate is judged by, and with which limits
    cache.py     verdicts that were made before
    jobs.py      designs that one worker judges at once
    pipeline.py  runs the checks in order and lets Icarus confirm what formal refutes

Not covered: timing, power, area, clock-domain crossing.
"""

from __future__ import annotations

from rtlgen.verify.cache import VerdictCache
from rtlgen.verify.pipeline import verify, verify_all
from rtlgen.verify.plan import CheckName, VerificationPlan

__all__ = ["CheckName", "VerdictCache", "VerificationPlan", "verify", "verify_all"]
