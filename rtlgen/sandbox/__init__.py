"""Run untrusted programs in a box: no network, no host files, bounded time, memory and output.

    limits.py  what a boxed program may use, and what came back
    tools.py   where Icarus and bubblewrap are, and whether they are new enough
    box.py     the command line around a program; which walls work here
    landlock.py, seccomp.py  walls where bubblewrap cannot run, and behind it
    run.py     start, watch, stop
    worker.py  one of our own Python modules in the box
    warm.py    processes kept for that; fork_server.py is what runs inside
    versions.py  versions of everything that takes part in a verdict

Not covered: side channels, kernel defects. A virtual machine around the whole is the stronger wall.
"""

from __future__ import annotations

from rtlgen.sandbox.box import SandboxStatus, sandbox_status
from rtlgen.sandbox.limits import Completed, Limits
from rtlgen.sandbox.run import run_sandboxed
from rtlgen.sandbox.tools import find_tool, icarus_version, python_path
from rtlgen.sandbox.versions import tool_versions
from rtlgen.sandbox.warm import close_warm
from rtlgen.sandbox.worker import run_worker

__all__ = [
    "Completed",
    "Limits",
    "SandboxStatus",
    "close_warm",
    "find_tool",
    "icarus_version",
    "python_path",
    "run_sandboxed",
    "run_worker",
    "sandbox_status",
    "tool_versions",
]
