"""Is everything here that rtlgen needs, and does it work?

probes.py  live probes: compile, simulate, prove, sandbox; not only `--version`
"""

from __future__ import annotations

from rtlgen.doctor.probes import Probe, run_probes

__all__ = ["Probe", "run_probes"]
