"""Designs that one worker judges at once."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from rtlgen.verdict import Verdict
from rtlgen.verify.pipeline import verify_all
from rtlgen.verify.plan import VerificationPlan

BATCH = 32
"""Designs of a job: they share child processes, and are lost together with their worker."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Job:
    """What `verify_all` is given."""

    texts: tuple[str, ...]
    plan: VerificationPlan
    paths: tuple[str | None, ...] = ()
    waveforms: tuple[Path | None, ...] = ()


def judge(job: Job) -> list[Verdict]:
    """Judge the designs of a job; see `verify_all`."""
    return verify_all(job.texts, job.plan, paths=job.paths, waveforms=job.waveforms)
