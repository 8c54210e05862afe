"""Inside the box: import a module once, then run its `main` in a fork for each job.

The first process of a box (PID 1). Each message on the socket brings the limits of a job and the
descriptors for its standard streams; the answer is the exit status. Behind each job everything it
started is killed and everything it wrote is removed. A job cannot see the socket, and cannot look
into this process, which is not dumpable.
"""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import json
import os
import resource
import shutil
import signal
import socket
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Final

STREAMS: Final = 3
"""Standard input, output and error."""
_MESSAGE_BYTES: Final = 4096
_PR_SET_DUMPABLE: Final = 4
_LIMITS: Final = {
    "cpu_s": resource.RLIMIT_CPU,
    "memory_bytes": resource.RLIMIT_AS,
    "file_bytes": resource.RLIMIT_FSIZE,
}


def main() -> None:
    """Serve until the other end of the socket is closed."""
    module, descriptor = importlib.import_module(sys.argv[1]), int(sys.argv[2])
    if os.getpid() != 1:
        sys.exit("only for the first process of a box: it kills all others")
    _set_dumpable(is_dumpable=False)
    module.warm_up()
    gc.freeze()
    own = frozenset(Path.cwd().iterdir())  # where something is mounted
    with socket.socket(fileno=descriptor) as channel:
        while True:
            message, streams, _, _ = socket.recv_fds(channel, _MESSAGE_BYTES, STREAMS)
            if not message:
                return
            job = os.fork()
            if job == 0:
                channel.close()
                _run(module.main, json.loads(message), streams)
            for stream in streams:
                os.close(stream)
            status = _ended(job)
            _clean(own)
            channel.send(str(status).encode())


def _run(program: Callable[[], None], limits: dict[str, int], streams: list[int]) -> None:
    """Be the job; never returns."""
    status = 1
    try:
        _set_dumpable(is_dumpable=True)
        for name, number in _LIMITS.items():
            resource.setrlimit(number, (limits[name], limits[name]))
        for target, stream in enumerate(streams):
            os.dup2(stream, target)
            os.close(stream)
        program()
        sys.stdout.flush()
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        with contextlib.suppress(Exception):
            sys.stderr.flush()
        os._exit(status)


def _ended(job: int) -> int:
    """Wait for a job; return its status as shells count it."""
    while True:
        process, status = os.wait()
        if process == job:
            code = os.waitstatus_to_exitcode(status)
            return code if code >= 0 else 128 - code


def _clean(own: frozenset[Path]) -> None:
    """Leave nothing of a job to the next; `own` was there before all jobs."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(-1, signal.SIGKILL)  # all but this process, in this box
    with contextlib.suppress(ChildProcessError):
        while True:
            os.wait()
    for path in set(Path.cwd().iterdir()) - own:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def _set_dumpable(*, is_dumpable: bool) -> None:
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_DUMPABLE, int(is_dumpable), 0, 0, 0)


if __name__ == "__main__":
    main()
