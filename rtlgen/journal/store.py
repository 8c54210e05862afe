"""The SQLite file of the journal."""

from __future__ import annotations

import dataclasses
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rtlgen.errors import ToolCrashed
from rtlgen.journal.records import Act, ActKind, Decided, Drawn, Entry, Heard, ImageRead
from rtlgen.sqlite import open_shared

SCHEMA_VERSION = 2
_WAIT_S = 10.0
"""How long one waits for another process that writes."""
_ENTRY = tuple(
    f.name for f in dataclasses.fields(Entry) if f.name not in ("candidates", "opinions")
)
_DRAWN = tuple(f.name for f in dataclasses.fields(Drawn))
_HEARD = tuple(f.name for f in dataclasses.fields(Heard))
_ACT = tuple(f.name for f in dataclasses.fields(Act))
_DECIDED = tuple(f.name for f in dataclasses.fields(Decided))
_IMAGE = tuple(f.name for f in dataclasses.fields(ImageRead))
_TABLES = (
    f"create table if not exists entries ({', '.join(_ENTRY)}, primary key (id))",
    f"create table if not exists drawn (entry, {', '.join(_DRAWN)})",
    f"create table if not exists opinions (entry, {', '.join(_HEARD)})",
    f"create table if not exists acts ({', '.join(_ACT)})",
    f"create table if not exists decisions ({', '.join(_DECIDED)}, primary key (entry))",
    f"create table if not exists images ({', '.join(_IMAGE)})",
    "create index if not exists drawn_entry on drawn (entry)",
)


class Journal:
    """An open journal."""

    def __init__(self, connection: sqlite3.Connection, path: Path) -> None:
        """Use `Journal.open`."""
        self._connection, self.path = connection, path

    @classmethod
    @contextmanager
    def open(cls, path: Path) -> Iterator[Journal]:
        """Open or make the file.

        Raises:
            ToolCrashed: it cannot be made, is no journal, or is of a later version.
        """
        with _told(path):
            path.parent.mkdir(parents=True, exist_ok=True)
            connection = open_shared(path, _WAIT_S)
        try:
            with _told(path):
                version = connection.execute("pragma user_version").fetchone()[0]
                if version > SCHEMA_VERSION:
                    raise ToolCrashed(
                        f"{path}: the journal is of a later rtlgen; update rtlgen or name another "
                        "file"
                    )
                for table in _TABLES:
                    connection.execute(table)
                if version == 1:
                    _add_agreement(connection)
                connection.execute(f"pragma user_version = {SCHEMA_VERSION}")
            yield cls(connection, path)
        finally:
            connection.close()

    def add(self, entry: Entry) -> None:
        """Keep an entry with its candidates and opinions, all or nothing.

        Raises:
            ToolCrashed: the file is locked, damaged or the disk is full.
        """
        with self._writing() as connection:
            _insert(connection, "entries", _ENTRY, entry)
            for drawn in entry.candidates:
                _insert(connection, "drawn", _DRAWN, drawn, entry=entry.id)
            for heard in entry.opinions:
                _insert(connection, "opinions", _HEARD, heard, entry=entry.id)

    def add_decision(self, decided: Decided) -> None:
        """Keep what automation did; raises ToolCrashed as `add`."""
        with self._writing() as connection:
            _insert(connection, "decisions", _DECIDED, decided)

    def add_act(self, act: Act) -> None:
        """Keep what a person did; raises ToolCrashed as `add`."""
        with self._writing() as connection:
            _insert(connection, "acts", _ACT, act)

    def add_image(self, image: ImageRead) -> None:
        """Keep what became of an image; raises ToolCrashed as `add`."""
        with self._writing() as connection:
            _insert(connection, "images", _IMAGE, image)

    def entries(self) -> tuple[Entry, ...]:
        """Return all entries, oldest first."""
        with _told(self.path):
            drawn: dict[str, list[Drawn]] = {}
            columns = ", ".join(_DRAWN)
            for row in self._connection.execute(f"select entry, {columns} from drawn"):  # noqa: S608
                found = _named(_DRAWN, row[1:])
                agrees = None if found["agrees"] is None else bool(found["agrees"])
                drawn.setdefault(row[0], []).append(Drawn(**{**found, "agrees": agrees}))
            heard: dict[str, list[Heard]] = {}
            columns = ", ".join(_HEARD)
            for row in self._connection.execute(f"select entry, {columns} from opinions"):  # noqa: S608
                heard.setdefault(row[0], []).append(Heard(**_named(_HEARD, row[1:])))
            columns = ", ".join(_ENTRY)
            rows = self._connection.execute(f"select {columns} from entries order by at, rowid")  # noqa: S608
            return tuple(
                Entry(
                    **{**_named(_ENTRY, row), "has_question": bool(row[_QUESTION])},
                    candidates=tuple(drawn.get(row[0], ())),
                    opinions=tuple(heard.get(row[0], ())),
                )
                for row in rows
            )

    def agreements(self) -> tuple[dict[str, tuple[int, int]], ...]:
        """Return for each entry: backend → candidates that do what the answer does, and all.

        Left out are entries where candidates were neither compared nor passed by a judge.
        """
        found: dict[str, dict[str, tuple[int, int]]] = {}
        with _told(self.path):
            rows = self._connection.execute(
                "select entry, backend, sum(count * agrees), sum(count) from drawn "
                "where agrees is not null group by entry, backend"
            )
            for entry, backend, agreed, drawn in rows:
                found.setdefault(entry, {})[backend] = agreed, drawn
        return tuple(found.values())

    def acts(self) -> tuple[Act, ...]:
        """Return what people did, oldest first."""
        with _told(self.path):
            columns = ", ".join(_ACT)
            rows = self._connection.execute(f"select {columns} from acts order by at, rowid")  # noqa: S608
            named = (_named(_ACT, row) for row in rows)
            return tuple(Act(**{**item, "kind": ActKind(item["kind"])}) for item in named)

    def images(self) -> tuple[ImageRead, ...]:
        """Return the images that were read, oldest first."""
        with _told(self.path):
            columns = ", ".join(_IMAGE)
            rows = self._connection.execute(f"select {columns} from images order by at, rowid")  # noqa: S608
            return tuple(ImageRead(**_named(_IMAGE, row)) for row in rows)

    def decisions(self) -> dict[str, Decided]:
        """Return what automation did, by entry."""
        with _told(self.path):
            columns = ", ".join(_DECIDED)
            rows = self._connection.execute(f"select {columns} from decisions")  # noqa: S608
            named = (_named(_DECIDED, row) for row in rows)
            found = (Decided(**{**item, "is_audit": bool(item["is_audit"])}) for item in named)
            return {decided.entry: decided for decided in found}

    @contextmanager
    def _writing(self) -> Iterator[sqlite3.Connection]:
        with _told(self.path), self._connection:
            self._connection.execute("begin immediate")
            yield self._connection


_QUESTION = _ENTRY.index("has_question")


def _add_agreement(connection: sqlite3.Connection) -> None:
    """Bring a journal of version 1 up to date; another process may have done so already."""
    if "agrees" not in {row[1] for row in connection.execute("pragma table_info(drawn)")}:
        connection.execute("alter table drawn add column agrees")


def _named(names: tuple[str, ...], row: tuple[Any, ...]) -> dict[str, Any]:
    return dict(zip(names, row, strict=True))


def _insert(
    connection: sqlite3.Connection, table: str, names: tuple[str, ...], record: object,
    **more: str,
) -> None:  # fmt: skip
    values = {**more, **{name: getattr(record, name) for name in names}}
    marks = ", ".join("?" * len(values))
    connection.execute(
        f"insert into {table} ({', '.join(values)}) values ({marks})",  # noqa: S608 - our names
        tuple(values.values()),
    )


@contextmanager
def _told(path: Path) -> Iterator[None]:
    try:
        yield
    except (OSError, sqlite3.Error) as error:
        raise ToolCrashed(
            f"{path}: the journal cannot be used: {error}; free it, or name another file with "
            "--journal"
        ) from error
