"""Boxed Python processes that are kept, and fork a child for each job.

Importing pyslang, pyosys or Z3 takes longer than most jobs. Each process of ours keeps its own
boxes; they die with it.
"""

from __future__ import annotations

import atexit
import dataclasses
import json
import os
import socket
import subprocess
import tempfile
import time
from contextlib import suppress
from pathlib import Path
from typing import IO

from rtlgen.errors import ToolCrashed
from rtlgen.sandbox.box import box_command, filter_descriptor
from rtlgen.sandbox.limits import Completed, Limits
from rtlgen.sandbox.run import kill_group, standard_input, watch

_MOST_JOBS = 2000
"""After which a process is replaced: its own time counts against its limit."""
LIFE = Limits(wall_s=0, cpu_s=600)
"""Of the process itself; each job has its own limits, which cannot be above these."""


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """What a kept process is made from; processes of the same recipe are alike."""

    command: tuple[str, ...]
    """Python with its options; the module, and a socket, are added."""
    module: str
    """Has `warm_up()`, called once, and `main()`, which reads standard input."""
    env: tuple[tuple[str, str], ...]
    read_only: tuple[Path, ...]
    has_proc: bool


_idle: dict[Recipe, list[_Process]] = {}


def run_warm(recipe: Recipe, stdin: bytes, limits: Limits) -> Completed:
    """Run a job in a fork of a kept process; start one where none is idle.

    Raises:
        ToolNotFound, ToolCrashed: the box cannot be started.
    """
    waiting = _idle.setdefault(recipe, [])
    done = None
    for _ in range(2):  # a kept process may have been killed meanwhile, through no fault of a job
        process = waiting.pop() if waiting else _Process(recipe)
        done = process.run(stdin, limits)
        if process.is_usable:
            waiting.append(process)
            return done
        complaint = process.close()
        if complaint.startswith(b"bwrap: "):
            raise ToolCrashed(
                f"the sandbox cannot run Python: {complaint.decode(errors='replace')}"
            )
        if done.timed_out:
            break
        done = dataclasses.replace(done, stderr=done.stderr + complaint)
    assert done is not None  # noqa: S101 - the loop ran
    return done


def close_warm() -> None:
    """End all kept processes of this process."""
    for processes in _idle.values():
        for process in processes:
            process.close()
    _idle.clear()


def _forget() -> None:
    """Leave the processes of the parent to the parent."""
    for processes in _idle.values():
        for process in processes:
            process.forget()
    _idle.clear()


atexit.register(close_warm)
os.register_at_fork(after_in_child=_forget)


class _Process:
    """A box with a fork server."""

    def __init__(self, recipe: Recipe) -> None:
        self._jobs = 0
        self._is_broken = False
        self._complaints: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - closed in `close`
        self._socket, inner = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        argv = [*recipe.command, "rtlgen.sandbox.fork_server", recipe.module, str(inner.fileno())]
        with inner, filter_descriptor("bubblewrap") as filter_fd:
            command = box_command(
                argv, workdir=None, limits=LIFE, env=dict(recipe.env),
                read_only=recipe.read_only, has_proc=recipe.has_proc, filter_fd=filter_fd,
            )  # fmt: skip
            passed = [fd for fd in (inner.fileno(), filter_fd) if fd is not None]
            try:
                self._process = subprocess.Popen(
                    command, stdin=subprocess.DEVNULL, stdout=self._complaints,
                    stderr=self._complaints, pass_fds=passed, start_new_session=True,
                )  # fmt: skip
            except OSError as error:
                self._socket.close()
                self._complaints.close()
                raise ToolCrashed(f"{command[0]}: cannot be started: {error.strerror}") from error

    @property
    def is_usable(self) -> bool:
        """Whether it can take another job."""
        return not self._is_broken and self._jobs < _MOST_JOBS

    def run(self, stdin: bytes, limits: Limits) -> Completed:
        """Run one job; a job that does not end takes the box with it."""
        started = time.monotonic()
        self._jobs += 1
        wanted = dataclasses.asdict(limits)
        (out, out_end), (err, err_end) = os.pipe(), os.pipe()
        try:
            with standard_input(stdin) as stdin_fd:
                ends = [stdin_fd, out_end, err_end]
                with suppress(OSError):  # it is gone: the socket then says so
                    socket.send_fds(self._socket, [json.dumps(wanted).encode()], ends)
            os.close(out_end)
            os.close(err_end)
            texts, timed_out = watch(
                self._socket.fileno(), self._kill, {out: 0, err: 1}, started + limits.wall_s, limits
            )
        finally:
            os.close(out)
            os.close(err)
        status = b""
        if not timed_out:
            with suppress(OSError):
                status = self._socket.recv(64)
        self._is_broken = not status
        return Completed(
            returncode=int(status) if status else -9, stdout=texts[0], stderr=texts[1],
            channel=b"", timed_out=timed_out, elapsed_s=time.monotonic() - started,
        )  # fmt: skip

    def _kill(self) -> None:
        kill_group(self._process)

    def close(self) -> bytes:
        """End the box; return what it said about itself."""
        self._socket.close()
        self._kill()
        self._process.wait()
        self._complaints.seek(0)
        said = self._complaints.read(4096)
        self._complaints.close()
        return said

    def forget(self) -> None:
        """Drop what a fork has inherited; the process belongs to the parent."""
        self._socket.close()
        self._complaints.close()
        self._process.returncode = 0  # or Python complains that nobody waited
