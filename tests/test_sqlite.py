"""SQLite files that several processes use."""

from __future__ import annotations

import sqlite3
import threading
from pathlib import Path

import pytest

from rtlgen.sqlite import open_shared


def locked(path: Path) -> sqlite3.Connection:
    """Make a file without a log, and hold it as one does who makes its tables."""
    holder = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    holder.execute("create table t (x)")
    holder.execute("begin exclusive")
    return holder


def test_one_waits_until_a_new_file_is_free(tmp_path: Path) -> None:
    """Also where SQLite itself does not wait: while the log is switched on."""
    holder = locked(tmp_path / "f")
    timer = threading.Timer(0.2, holder.execute, ["rollback"])
    timer.start()
    connection = open_shared(tmp_path / "f", 20.0)
    timer.join()
    assert connection.execute("pragma journal_mode").fetchone() == ("wal",)
    connection.close()
    holder.close()


def test_a_file_that_stays_locked_is_said(tmp_path: Path) -> None:
    """After the time to wait."""
    holder = locked(tmp_path / "f")
    with pytest.raises(sqlite3.OperationalError, match=r"^database is locked$"):
        open_shared(tmp_path / "f", 0.05)
    holder.close()


def test_many_make_one_file(tmp_path: Path) -> None:
    """Each opens, writes and closes: nobody is refused, nothing is lost."""
    failed: list[str] = []

    def use(path: Path, number: int, together: threading.Barrier) -> None:
        together.wait()
        try:
            for again in range(3):
                connection = open_shared(path, 20.0)
                connection.execute("create table if not exists t (x)")
                connection.execute("insert into t values (?)", (10 * number + again,))
                connection.close()
        except sqlite3.Error as error:
            failed.append(str(error))

    for trial in range(10):
        path, together = tmp_path / str(trial), threading.Barrier(6)
        threads = [threading.Thread(target=use, args=(path, n, together)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        connection = open_shared(path, 20.0)
        assert (failed, connection.execute("select count(*) from t").fetchone()) == ([], (18,))
        connection.close()
