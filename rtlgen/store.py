"""Texts by key in an SQLite file that several processes may use at once; no pickle."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.sqlite import open_shared

_SCHEMA = "create table if not exists texts (key text primary key, text text not null)"
_WAIT_S = 30.0
"""How long one waits for another process that writes."""
_MOST_VARIABLES = 500
"""SQLite takes 999 in one statement at least."""


class TextStore:
    """An open file; UsageError when it cannot be opened, ToolCrashed when it breaks later.

    Any thread may use it, one at a time.
    """

    def __init__(self, path: Path, *, noun: str, remedy: str) -> None:
        """Open or create the file.

        Args:
            path: The file; its folder is made.
            noun: What it is, for messages.
            remedy: What the user can do beside removing the file.
        """
        self._path, self._noun, self._remedy = path, noun, remedy
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            # Who waits for a judge with a deadline asks it in a thread of its own.
            self._connection = open_shared(path, _WAIT_S, is_of_one_thread=False)
            self._connection.execute("pragma synchronous = normal")
            self._connection.execute(_SCHEMA)
        except (OSError, sqlite3.Error) as error:
            raise UsageError(
                f"{path}: {noun} cannot be used: {error}; remove the file or {remedy}"
            ) from error

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def read(self, keys: Sequence[str]) -> dict[str, str]:
        """Return the texts that are there."""
        found: dict[str, str] = {}
        for start in range(0, len(keys), _MOST_VARIABLES):
            some = keys[start : start + _MOST_VARIABLES]
            marks = ",".join("?" * len(some))
            try:
                rows = self._connection.execute(
                    f"select key, text from texts where key in ({marks})",  # noqa: S608 - marks
                    some,
                )
                found.update(rows.fetchall())
            except sqlite3.Error as error:
                raise self._broken(error) from error
        return found

    def write(self, items: Iterable[tuple[str, str]]) -> None:
        """Store texts, all or none; the later of two writers wins."""
        try:
            with self._connection:
                self._connection.execute("begin")
                self._connection.executemany("insert or replace into texts values (?, ?)", items)
        except sqlite3.Error as error:
            raise self._broken(error) from error

    def _broken(self, error: sqlite3.Error) -> ToolCrashed:
        return ToolCrashed(
            f"{self._path}: {self._noun} broke: {error}; free some space, remove the file, or "
            f"{self._remedy}"
        )
