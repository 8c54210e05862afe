"""The folder in which workers keep their temporary files.

Who is killed cannot clean up. A folder is locked as long as its owner lives; one that nobody locks
any more is removed by the next run.
"""

from __future__ import annotations

import fcntl
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_PREFIX = "rtlgen-workers-"
_LOCK = "lock"
_PATIENCE_S = 5.0


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Make a folder, and remove it at the end with all that is in it."""
    _remove_stale()
    with tempfile.TemporaryDirectory(prefix=_PREFIX) as name:
        folder = Path(name)
        with (folder / "new").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            (folder / "new").rename(folder / _LOCK)  # from now on it is seen, and seen locked
            yield folder


def remove_in_use(folder: Path) -> None:
    """Remove a folder in which others may still write, for a moment, or remove things as well."""
    deadline = time.monotonic() + _PATIENCE_S
    while folder.exists() and time.monotonic() < deadline:
        shutil.rmtree(folder, ignore_errors=True)


def _remove_stale() -> None:
    for lock in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*/{_LOCK}"):
        with suppress(OSError), lock.open() as file:  # another user's, or locked
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            shutil.rmtree(lock.parent, ignore_errors=True)
