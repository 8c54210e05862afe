"""SQLite files that several processes open, read and write at once."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

_PAUSE_S = 0.01


def open_shared(path: Path, wait_s: float, *, is_of_one_thread: bool = True) -> sqlite3.Connection:
    """Open or make a file with a write-ahead log; nothing is begun or committed by itself.

    SQLite waits for whoever holds a lock, but not where two make the same file, or one closes it as
    its last user while another opens it: then it says at once that the file is locked
    (https://sqlite.org/wal.html, section 9). So this is tried again.

    Args:
        path: The file; its folder must be there.
        wait_s: Seconds to wait for others, here and in each later statement.
        is_of_one_thread: Refuse to be used by another thread than the one that opens it.

    Raises:
        sqlite3.Error: it is no such file, or stays locked.
        OSError: it cannot be read or made.
    """
    connection = sqlite3.connect(
        path, timeout=wait_s, isolation_level=None, check_same_thread=is_of_one_thread
    )
    end = time.monotonic() + wait_s
    try:
        while not _has_log(connection):
            if time.monotonic() > end:
                raise sqlite3.OperationalError("database is locked")
            time.sleep(_PAUSE_S)
    except BaseException:
        connection.close()
        raise
    return connection


def _has_log(connection: sqlite3.Connection) -> bool:
    """Switch the log on; False while another one is in the way."""
    try:
        connection.execute("pragma journal_mode = wal")
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
            return False
        raise
    return True
