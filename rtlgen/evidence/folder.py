"""The output folder of `rtlgen generate`: nothing of the user's is overwritten, runs resume."""

from __future__ import annotations

import itertools
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from rtlgen.errors import UsageError, write_error
from rtlgen.evidence.files import write_text

MARKER = "rtlgen-run.json"
SCHEMA_VERSION = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class OutputFolder:
    """A folder that belongs to one run; `open` decides whether it may be used."""

    path: Path

    @classmethod
    def open(cls, path: Path, *, fingerprint: str, is_forced: bool = False) -> OutputFolder:
        """Create the folder, or take up an unfinished run with the same fingerprint.

        Args:
            path: Folder to write into.
            fingerprint: Hash of everything that decides the result.
            is_forced: Write into a folder of another run; files of ours are replaced, files that
                are not ours stay.

        Raises:
            UsageError: the path is a file, is not writable, or holds something else.
        """
        make_folder(path)
        marker = path / MARKER
        if not is_forced:
            _refuse_foreign(path, marker, fingerprint)
        record = {"schema_version": SCHEMA_VERSION, "fingerprint": fingerprint}
        write_text(marker, json.dumps(record) + "\n")
        return cls(path=path)


def make_folder(path: Path) -> Path:
    """Create a folder with its parents, if it is not there.

    Raises:
        UsageError: that is impossible, or the folder is not writable.
    """
    if path.exists() and not path.is_dir():
        raise UsageError(f"{path}: is a file, but a folder is needed; name another folder")
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise write_error(path, "cannot be created", error) from error
    if not os.access(path, os.W_OK | os.X_OK):
        raise UsageError(f"{path}: is not writable; name another folder or change its rights")
    return path


def folder_names(sources: Sequence[str]) -> list[str]:
    """A name of its own for each source: the stem of its path, with a number where two share it."""
    names: list[str] = []
    for source in sources:
        stem = "stdin" if source == "-" else (Path(source).stem or Path(source).resolve().name)
        numbered = (stem if n == 1 else f"{stem}-{n}" for n in itertools.count(1))
        names.append(next(name for name in numbered if name not in names))
    return names


def _refuse_foreign(path: Path, marker: Path, fingerprint: str) -> None:
    others = [item for item in path.iterdir() if item != marker]
    if marker.is_file() and others:
        if _read_fingerprint(marker) != fingerprint:
            raise UsageError(
                f"{path}: holds the results of another run; name another --out, or give --force "
                f"to replace them"
            )
    elif others:
        raise UsageError(
            f"{path}: is not empty; name another --out, or give --force to write into it "
            f"(files of other names stay)"
        )


def _read_fingerprint(marker: Path) -> str | None:
    try:
        record = json.loads(marker.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    return record.get("fingerprint") if isinstance(record, dict) else None
