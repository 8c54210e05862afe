"""The command line around a program: bubblewrap, Landlock, or limits alone."""

from __future__ import annotations

import functools
import os
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rtlgen.errors import ToolNotFound
from rtlgen.sandbox import landlock
from rtlgen.sandbox.limits import Limits
from rtlgen.sandbox.seccomp import seccomp_filter
from rtlgen.sandbox.tools import find_tool, python_path, tool_folders

BOX = "/box"
"""Where the working folder lies inside the box of bubblewrap."""
SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
MODE = "RTLGEN_SANDBOX"
"""Variable that names the only mode to use: `bubblewrap` or `landlock`."""
OPT_OUT = "RTLGEN_UNSAFE_NO_SANDBOX"
_DEVICES = ("/dev/null", "/dev/urandom")
_SCRATCH_BYTES = 64 << 20
_SCRATCH_NAMES = ("HOME", "TMP", "TMPDIR")
"""Variables that name folders for temporary files; without namespaces there is no own /tmp."""
_NOBODY = "65534"
_MOST_FILES = 256
"""Open files of one process."""
_MOST_PROCESSES = 128
"""Of one box. Has no effect where rtlgen runs as root, which the kernel exempts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SandboxStatus:
    """Which walls stand on this machine."""

    mode: str
    """`bubblewrap`, `landlock`, `limits only` (opted out) or `none`."""
    is_working: bool
    has_seccomp: bool = False
    """Whether system calls are filtered as well."""
    remedy: str = ""


def sandbox_status() -> SandboxStatus:
    """Try the sandbox and say which mode programs run in."""
    mode = sandbox_mode()
    complaints = (_bubblewrap_complaint(), _landlock_complaint())
    complaint = "; ".join(filter(None, complaints)) or f"{MODE} excludes what works here"
    if mode == "none":
        remedy = f"{complaint}; or accept resource limits alone with --unsafe-no-sandbox"
        return SandboxStatus(mode=mode, is_working=False, remedy=remedy)
    if mode == "limits only":
        return SandboxStatus(mode=mode, is_working=True, remedy=complaint)
    return SandboxStatus(mode=mode, is_working=True, has_seccomp=_filter(mode) is not None)


def sandbox_mode() -> str:
    """Return the strongest mode that works here and that `RTLGEN_SANDBOX` does not exclude."""
    wanted = os.environ.get(MODE)
    for mode, complaint in (
        ("bubblewrap", _bubblewrap_complaint), ("landlock", _landlock_complaint),
    ):  # fmt: skip
        if wanted in (None, "", mode) and not complaint():
            return mode
    return "limits only" if is_opted_out() else "none"


def is_opted_out() -> bool:
    """Whether the user accepts to run untrusted code with resource limits only."""
    return os.environ.get(OPT_OUT) == "1"


@functools.cache
def _bubblewrap_complaint() -> str:
    """Why bubblewrap cannot be used here; empty when it can."""
    try:
        bwrap = find_tool("bwrap")
    except ToolNotFound as error:
        return str(error)
    with filter_descriptor("bubblewrap") as fd:
        probe = [str(bwrap), *_walls({}, fd), "--", "/usr/bin/true"]
        said = _failure_of(probe, () if fd is None else (fd,))
    remedy = "user namespaces must be allowed"
    return f"bubblewrap does not work here ({said}); {remedy}" if said else ""


@functools.cache
def _landlock_complaint() -> str:
    """Why Landlock cannot be used here; empty when it can."""
    if landlock.landlock_version() == 0:
        return "the kernel has no Landlock (Linux 5.13 or newer, enabled at boot)"
    if _filter("landlock") is None:
        return "the kernel has no seccomp, or this machine's system calls are not known"
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as folder:
        probe = _landlock_command(["/usr/bin/true"], Path(folder), Limits(), {}, (), has_proc=False)
        said = _failure_of(probe, ())
    return f"Landlock does not work here ({said})" if said else ""


def _failure_of(probe: list[str], fds: tuple[int, ...]) -> str:
    try:
        result = subprocess.run(
            probe, capture_output=True, text=True, check=False, timeout=20, pass_fds=fds
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        return str(error)
    return "" if result.returncode == 0 else result.stderr.strip()[:200] or "no message"


def box_command(
    argv: Sequence[str],
    *,
    workdir: Path | None,
    limits: Limits,
    env: Mapping[str, str],
    read_only: Sequence[Path],
    has_proc: bool,
    filter_fd: int | None,
) -> list[str]:
    """Return the command that runs `argv` with limits, in the strongest box that works here.

    Without a `workdir` the current folder is in the memory of the box; only bubblewrap can do that.

    Raises:
        ToolNotFound: there is no sandbox and the user did not opt out of it.
    """
    mode = sandbox_mode()
    if mode == "landlock" and workdir is not None:
        return _landlock_command(argv, workdir, limits, env, read_only, has_proc=has_proc)
    prlimit = [
        str(find_tool("prlimit")),
        f"--cpu={limits.cpu_s}",
        f"--as={limits.memory_bytes}",
        f"--fsize={limits.file_bytes}",
        "--core=0",
        f"--nofile={_MOST_FILES}",
    ]
    if mode == "limits only":
        settings = [f"{name}={value}" for name, value in env.items()]
        return [*prlimit, "--", "/usr/bin/env", "-i", *settings, *argv]
    if mode == "none":
        raise ToolNotFound(f"no sandbox for untrusted Verilog: {sandbox_status().remedy}")
    if workdir is None:
        binds = ["--chdir", "/tmp"]  # noqa: S108 - of the box
    else:
        binds = ["--bind", str(workdir), BOX, "--chdir", BOX]
    for path in read_only:
        binds += ["--ro-bind", str(path), str(path)]
    if has_proc:
        binds += ["--proc", "/proc"]
    # Inside the box, where processes are counted for the box alone. The root folder is closed
    # last: until then bubblewrap makes the places to mount on.
    inside = [*prlimit, f"--nproc={_MOST_PROCESSES}", "--", *argv]
    walls = _walls(env, filter_fd)
    return [str(find_tool("bwrap")), *walls, *binds, "--remount-ro", "/", "--", *inside]


def _walls(env: Mapping[str, str], filter_fd: int | None) -> list[str]:
    """All namespaces, no rights, read-only system, empty environment, death with the parent.

    `--as-pid-1` leaves no zombie for the host to reap. Without `--cap-drop` root keeps all of its
    rights inside, and may mount. `--dev` would bring a /dev/shm without a size.
    """
    walls = ["--unshare-user", "--unshare-all", "--uid", _NOBODY, "--gid", _NOBODY]
    walls += ["--cap-drop", "ALL", "--die-with-parent", "--as-pid-1", "--new-session", "--clearenv"]
    if filter_fd is not None:
        walls += ["--seccomp", str(filter_fd)]
    for folder in SYSTEM:
        if os.path.islink(folder):  # noqa: PTH114 - a string, as bubblewrap wants it
            walls += ["--symlink", os.readlink(folder), folder]  # noqa: PTH115
        else:
            walls += ["--ro-bind-try", folder, folder]
    walls += ["--dir", "/dev", "--size", str(_SCRATCH_BYTES), "--tmpfs", "/tmp"]  # noqa: S108
    for device in _DEVICES:
        walls += ["--dev-bind", device, device]
    for path in tool_folders():
        walls += ["--ro-bind", str(path), str(path)]
    for name, value in env.items():
        walls += ["--setenv", name, value]
    return walls


def _landlock_command(
    argv: Sequence[str], workdir: Path, limits: Limits, env: Mapping[str, str],
    read_only: Sequence[Path], *, has_proc: bool,
) -> list[str]:  # fmt: skip
    walls = {
        "limit": [
            f"RLIMIT_CPU={limits.cpu_s}",
            f"RLIMIT_AS={limits.memory_bytes}",
            f"RLIMIT_FSIZE={limits.file_bytes}",
            "RLIMIT_CORE=0",
            f"RLIMIT_NOFILE={_MOST_FILES}",
        ],
        "readable": [
            *SYSTEM, *map(str, tool_folders()), *map(str, read_only), "/dev/urandom",
            *(["/proc"] if has_proc else []),
        ],
        "listed": [str(path.parent) for path in read_only],
        "writable": [str(workdir), "/dev/null"],
        "filter": [(_filter("landlock") or b"").hex()],
        "parent": [str(os.getpid())],
        "env": [
            f"{name}={value}"
            for name, value in {**env, **dict.fromkeys(_SCRATCH_NAMES, str(workdir))}.items()
        ],
    }  # fmt: skip
    words = [word for wall, values in walls.items() for value in values for word in (wall, value)]
    return [python_path(), "-I", "-S", landlock.__file__, *words, "--", *argv]


@functools.cache
def _filter(mode: str) -> bytes | None:
    """The seccomp filter of a mode; None where the kernel has none."""
    if not Path("/proc/sys/kernel/seccomp").exists():
        return None
    return seccomp_filter(has_namespaces=mode == "bubblewrap")


@contextmanager
def filter_descriptor(mode: str) -> Iterator[int | None]:
    """Hold the filter open for bubblewrap, which reads it once; None where it takes none."""
    program = _filter(mode) if mode == "bubblewrap" else None
    if program is None:
        yield None
        return
    fd = os.memfd_create("seccomp")
    try:
        os.write(fd, program)
        os.lseek(fd, 0, os.SEEK_SET)
        yield fd
    finally:
        os.close(fd)
