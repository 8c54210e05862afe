"""Start a program in the box, watch it, stop it."""

from __future__ import annotations

import os
import selectors
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from rtlgen.errors import ToolCrashed
from rtlgen.sandbox.box import box_command, filter_descriptor, sandbox_mode
from rtlgen.sandbox.limits import Completed, Limits

CHANNEL_VARIABLE = "RTLGEN_CHANNEL_FD"
_DEFAULT_ENV = {"PATH": "/usr/bin:/bin", "HOME": "/tmp", "LC_ALL": "C.UTF-8"}  # noqa: S108
_DRAIN_S = 1.0
"""How long pipes of a killed program are still read."""


def run_sandboxed(
    argv: Sequence[str],
    *,
    workdir: Path,
    limits: Limits | None = None,
    env: Mapping[str, str] | None = None,
    read_only: Sequence[Path] = (),
    has_channel: bool = False,
    has_proc: bool = False,
    stdin: bytes = b"",
) -> Completed:
    """Run a program with `workdir` as its current and only writable folder.

    Args:
        argv: Program and arguments; paths inside the working folder are relative.
        workdir: Seen as the current folder inside the box.
        limits: None = the defaults of `Limits`.
        env: Added to a minimal environment; nothing of ours is inherited.
        read_only: Further paths that the program may read, at the same place.
        has_channel: Give it a pipe back to us, see `Completed.channel`.
        has_proc: Mount /proc. Never for the simulator: it could write its own memory there.
        stdin: What it reads on standard input; empty = /dev/null.

    Raises:
        ToolNotFound: the program or the sandbox is missing.
        ToolCrashed: the program cannot be started.
    """
    limits = limits or Limits()
    started = time.monotonic()
    with (
        _channel(has_channel) as (read_fd, write_fd),
        standard_input(stdin) as stdin_file,
        filter_descriptor(sandbox_mode()) as filter_fd,
    ):
        settings = {**_DEFAULT_ENV, **(env or {})}
        if write_fd is not None:
            settings[CHANNEL_VARIABLE] = str(write_fd)
        command = box_command(
            argv,
            workdir=workdir,
            limits=limits,
            env=settings,
            read_only=read_only,
            has_proc=has_proc,
            filter_fd=filter_fd,
        )
        passed = [fd for fd in (write_fd, filter_fd) if fd is not None]
        process = _start(command, workdir, stdin_file, passed, write_fd)
        try:
            if write_fd is not None:
                os.close(write_fd)
            assert process.stdout is not None and process.stderr is not None  # noqa: S101, PT018
            streams = {process.stdout.fileno(): 0, process.stderr.fileno(): 1}
            if read_fd is not None:
                streams[read_fd] = 2
            ended = os.pidfd_open(process.pid)
            try:
                texts, timed_out = watch(
                    ended, lambda: kill_group(process), streams, started + limits.wall_s, limits
                )
            finally:
                os.close(ended)
        finally:
            kill_group(process)
            returncode = process.wait()
            for pipe in (process.stdout, process.stderr):
                if pipe is not None:
                    pipe.close()
    if texts[1].startswith((b"bwrap: ", b"landlock: ", b"prlimit: ")):
        # The box itself failed; what was to run never did, so nothing is said about it.
        raise ToolCrashed(f"the sandbox cannot run {argv[0]}: {texts[1].decode(errors='replace')}")
    return Completed(
        returncode=_as_shells_say(returncode),
        stdout=texts[0],
        stderr=texts[1],
        channel=texts[2],
        timed_out=timed_out,
        elapsed_s=time.monotonic() - started,
    )


def _as_shells_say(status: int) -> int:
    """Give signals the same numbers with and without bubblewrap around the program."""
    return 128 - status if status < 0 and status != -signal.SIGKILL else status


@contextmanager
def _channel(is_wanted: bool) -> Iterator[tuple[int | None, int | None]]:
    if not is_wanted:
        yield None, None
        return
    read_fd, write_fd = os.pipe()
    try:
        yield read_fd, write_fd
    finally:
        os.close(read_fd)


@contextmanager
def standard_input(content: bytes) -> Iterator[int]:
    """Hold a descriptor from which a program reads `content`."""
    # A file instead of a pipe: an open pipe makes `$stop` and `$fgetc` wait for ever.
    if not content:
        yield subprocess.DEVNULL
        return
    with tempfile.TemporaryFile() as file:
        file.write(content)
        file.seek(0)
        yield file.fileno()


def _start(
    command: list[str], workdir: Path, stdin: int, passed: list[int], channel: int | None
) -> subprocess.Popen[bytes]:
    try:
        # No preexec_fn: from a large process it costs 100 ms and more (the limits are set by
        # prlimit, the session by start_new_session).
        return subprocess.Popen(
            command,
            cwd=workdir,
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            pass_fds=passed,
            start_new_session=True,
        )
    except OSError as error:
        if channel is not None:
            os.close(channel)
        raise ToolCrashed(f"{command[0]}: cannot be started: {error.strerror}") from error


def watch(
    ended: int,
    kill: Callable[[], None],
    streams: Mapping[int, int],
    deadline: float,
    limits: Limits,
) -> tuple[list[bytes], bool]:
    """Read all pipes until the program ends or its time is over.

    Args:
        ended: A descriptor that becomes readable when the program has ended.
        kill: Ends it.
        streams: Pipe to read → place of its text in what is returned.
        deadline: On the monotonic clock.
        limits: How much of each text is kept.

    Returns:
        The texts of output, error and channel; whether it was killed.
    """
    texts = [bytearray(), bytearray(), bytearray()]
    timed_out = False
    with selectors.DefaultSelector() as selector:
        for fd in (*streams, ended):
            selector.register(fd, selectors.EVENT_READ)
        is_running = True
        while selector.get_map():
            left = deadline - time.monotonic()
            if left <= 0:
                if not is_running:
                    break
                timed_out = True
                kill()
                deadline, is_running = time.monotonic() + _DRAIN_S, False
                continue
            for key, _ in selector.select(left):
                if key.fd == ended:
                    # What a program wrote before its end is still in the pipes.
                    is_running = False
                    selector.unregister(ended)
                    deadline = min(deadline, time.monotonic() + _DRAIN_S)
                    continue
                chunk = os.read(key.fd, 65536)
                if not chunk:
                    selector.unregister(key.fd)
                text = texts[streams[key.fd]]
                text += chunk[: max(0, limits.output_bytes - len(text))]
    return [bytes(text) for text in texts], timed_out


def kill_group(process: subprocess.Popen[bytes]) -> None:
    """Kill the program with everything it started; harmless when it has ended."""
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
