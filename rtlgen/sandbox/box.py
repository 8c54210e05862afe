"""The bubblewrap command line."""

from __future__ import annotations

import functools
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from rtlgen.errors import ToolNotFound
from rtlgen.sandbox.limits import Limits
from rtlgen.sandbox.tools import find_tool, tool_folders

BOX = "/box"
"""Where the working folder lies inside the box."""
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
OPT_OUT = "RTLGEN_UNSAFE_NO_SANDBOX"
_SCRATCH_BYTES = 64 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxStatus:
    """Which walls stand on this machine."""

    mode: str
    """`bubblewrap`, `limits only` (opted out) or `none`."""
    is_working: bool
    remedy: str = ""


def sandbox_status() -> SandboxStatus:
    """Try the sandbox and say which mode programs run in."""
    complaint = _complaint()
    if not complaint:
        return SandboxStatus(mode="bubblewrap", is_working=True)
    if is_opted_out():
        return SandboxStatus(mode="limits only", is_working=True, remedy=complaint)
    remedy = f"{complaint}; or accept resource limits alone with --unsafe-no-sandbox"
    return SandboxStatus(mode="none", is_working=False, remedy=remedy)


def is_opted_out() -> bool:
    """Whether the user accepts to run untrusted code with resource limits only."""
    return os.environ.get(OPT_OUT) == "1"


@functools.cache
def _complaint() -> str:
    """Why bubblewrap cannot be used here; empty when it can."""
    try:
        bwrap = find_tool("bwrap")
    except ToolNotFound as error:
        return str(error)
    probe = [str(bwrap), *_walls({}), "/usr/bin/true"]
    try:
        result = subprocess.run(probe, capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired) as error:
        return f"{bwrap}: does not start: {error}"
    if result.returncode == 0:
        return ""
    return (
        f"bubblewrap does not work here ({result.stderr.strip()[:200]}); user namespaces must be "
        f"allowed"
    )


def box_command(
    argv: Sequence[str],
    *,
    workdir: Path,
    limits: Limits,
    env: Mapping[str, str],
    read_only: Sequence[Path],
    has_proc: bool,
) -> list[str]:
    """Return the command that runs `argv` with limits, and in the box where it works.

    Raises:
        ToolNotFound: there is no sandbox and the user did not opt out of it.
    """
    prlimit = [
        str(find_tool("prlimit")),
        f"--cpu={limits.cpu_s}",
        f"--as={limits.memory_bytes}",
        f"--fsize={limits.file_bytes}",
        "--core=0",
        "--nofile=256",
        "--",
    ]
    if _complaint():
        if not is_opted_out():
            raise ToolNotFound(f"no sandbox for untrusted Verilog: {sandbox_status().remedy}")
        settings = [f"{name}={value}" for name, value in env.items()]
        return [*prlimit, "/usr/bin/env", "-i", *settings, *argv]
    binds = ["--bind", str(workdir), BOX, "--chdir", BOX]
    for path in read_only:
        binds += ["--ro-bind", str(path), str(path)]
    proc = ["--proc", "/proc"] if has_proc else []
    return [*prlimit, str(find_tool("bwrap")), *_walls(env), *proc, *binds, "--", *argv]


def _walls(env: Mapping[str, str]) -> list[str]:
    """All namespaces, read-only system, an empty environment, death with the parent.

    `--as-pid-1` leaves no zombie for the host to reap (bubblewrap 0.8).
    """
    walls = ["--unshare-all", "--die-with-parent", "--as-pid-1", "--new-session", "--clearenv"]
    for folder in SYSTEM:
        if os.path.islink(folder):  # noqa: PTH114 - a string, as bubblewrap wants it
            walls += ["--symlink", os.readlink(folder), folder]  # noqa: PTH115
        else:
            walls += ["--ro-bind-try", folder, folder]
    walls += ["--dev", "/dev", "--size", str(_SCRATCH_BYTES), "--tmpfs", "/tmp"]  # noqa: S108
    for path in tool_folders():
        walls += ["--ro-bind", str(path), str(path)]
    for name, value in env.items():
        walls += ["--setenv", name, value]
    return walls
