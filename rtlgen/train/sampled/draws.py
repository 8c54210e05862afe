"""What was drawn so far, a line for each prompt; an interrupted run goes on from it.

draws.json    what decides on the draws
draws.jsonl   a line for each prompt: id, and its answers with their verdicts
"""

from __future__ import annotations

import dataclasses
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.datagen.shards import MANIFEST
from rtlgen.errors import UsageError, write_error
from rtlgen.evidence import make_folder
from rtlgen.evidence.files import write_text
from rtlgen.verdict import Status

SETTINGS, DRAWS = "draws.json", "draws.jsonl"
LOST = "LOST"
"""In place of a status: there is no verdict."""
_SAYS_NOTHING = frozenset({LOST, Status.ERROR.value})
"""We broke; such an answer counts neither way."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One completion with its verdict."""

    text: str
    """As the model wrote it."""
    status: str
    """Of the verdict, or `LOST`."""
    verilog: str = ""
    """Where it passed: as an example has it; empty where its header cannot be written so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """The answers to one prompt."""

    id: str
    """Of the example."""
    answers: tuple[Answer, ...]
    """None where the prompt is too long for the model."""

    @property
    def judged(self) -> int:
        """Answers that count."""
        return sum(one.status not in _SAYS_NOTHING for one in self.answers)

    @property
    def passed(self) -> int:
        """Answers that are right."""
        return sum(one.status == Status.PASS for one in self.answers)


def open_draws(out: Path, drawing: Mapping[str, Any]) -> dict[str, Asked]:
    """Return what was drawn before, by the ids of the examples.

    Args:
        out: The folder; made if it is not there.
        drawing: What decides on the draws.

    Raises:
        UsageError: the folder holds something else, or a damaged line.
        ToolCrashed: the disk is full.
    """
    settings = make_folder(out) / SETTINGS
    if not settings.exists():
        if (out / MANIFEST).exists():
            raise UsageError(f"{out}: holds other data; name another --out")
        write_text(settings, json.dumps(drawing, indent=1) + "\n")
    _require_same(settings, drawing)
    return _read(out / DRAWS)


def add_draws(out: Path, asked: Iterable[Asked]) -> None:
    """Add lines.

    Raises:
        UsageError: the file cannot be written.
        ToolCrashed: the disk is full; the lines before are whole.
    """
    path = out / DRAWS
    text = "".join(json.dumps(dataclasses.asdict(one)) + "\n" for one in asked)
    try:
        with path.open("a", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise write_error(path, "cannot be written", error) from error


def _require_same(settings: Path, drawing: Mapping[str, Any]) -> None:
    try:
        before = json.loads(settings.read_text())
    except (OSError, ValueError) as error:
        raise UsageError(f"{settings}: cannot be read: {error}; name another --out") from error
    for key, value in drawing.items():
        if before.get(key) != value:
            raise UsageError(
                f"{settings.parent}: holds draws with other settings ({key}); name another --out"
            )


def _read(path: Path) -> dict[str, Asked]:
    """Read the lines that are whole; one that was broken off is cut away and drawn again."""
    if not path.is_file():
        return {}
    text = path.read_text(encoding="utf-8")
    whole = text[: text.rfind("\n") + 1]
    if whole != text:
        write_text(path, whole)
    found = {}
    for number, line in enumerate(whole.splitlines(), start=1):
        try:
            row = json.loads(line)
            answers = tuple(Answer(**one) for one in row["answers"])
            found[row["id"]] = Asked(id=row["id"], answers=answers)
        except (ValueError, KeyError, TypeError) as error:
            raise UsageError(
                f"{path}:{number}: is damaged; remove the line, and its prompt is drawn again"
            ) from error
    return found
