"""Questions to a person beside the bundle, and their answers as obligations.

questions.json: {"schema_version": 1, "kind": "rtlgen-questions", "questions": [
    {"question": "for a = 1: y = 0 (5 of 8 candidates) or y = 1 (3 of 8 candidates)?",
     "steps": [{"inputs": {"a": "1"}}], "output": "y", "options": ["0", "1"], "answer": null}]}

The person writes bits (`-` = any value) instead of null and runs the same command again.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rtlgen.errors import UsageError
from rtlgen.evidence.files import write_text
from rtlgen.evidence.trace import step_record
from rtlgen.search import Dispute
from rtlgen.spec.model import Obligation, ObligationKind, SourceRef, Vector

SCHEMA_VERSION = 1
KIND = "rtlgen-questions"
FILE = "questions.json"


def read_questions(folder: Path) -> list[dict[str, Any]]:
    """Return the questions of a bundle; none where it has no such file.

    Raises:
        UsageError: the file was damaged.
    """
    path = folder / FILE
    if not path.is_file():
        return []
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path}: not valid JSON: {error}; correct or remove it") from error
    if not isinstance(record, dict) or record.get("kind") != KIND:
        raise UsageError(f"{path}: holds no questions of rtlgen; correct or remove it")
    questions = record.get("questions")
    if not isinstance(questions, list) or not all(isinstance(q, dict) for q in questions):
        raise UsageError(f"{path}: 'questions' must be a list of objects")
    return questions


def answered(folder: Path) -> tuple[Obligation, ...]:
    """Return the demands that a person's answers make.

    Raises:
        UsageError: the file was damaged, or an answer is no bits of the width of its output.
    """
    path = folder / FILE
    found = []
    for number, item in enumerate(read_questions(folder), 1):
        answer = item.get("answer")
        if answer is None:
            continue
        width = len(item["options"][0])
        if not isinstance(answer, str) or not re.fullmatch(rf"[01-]{{{width}}}", answer):
            raise UsageError(
                f"{path}: question {number}: the answer must be {width} bits over 0, 1 and -, not "
                f"{answer!r}"
            )
        found.append(_obligation(path, number, item, answer))
    return tuple(found)


def _obligation(path: Path, number: int, item: dict[str, Any], answer: str) -> Obligation:
    vectors = [Vector(inputs=tuple(step["inputs"].items()), expected=()) for step in item["steps"]]
    last = vectors.pop()
    vectors.append(Vector(inputs=last.inputs, expected=((item["output"], answer),)))
    return Obligation(
        name=f"answer {number} in {path}", kind=ObligationKind.SEQUENCE, vectors=tuple(vectors),
        source=SourceRef(path=str(path), line=1),
    )  # fmt: skip


def write_questions(folder: Path, dispute: Dispute | None) -> None:
    """Keep the questions that are answered and add one that is open; remove an empty file."""
    questions = [item for item in read_questions(folder) if item.get("answer") is not None]
    if dispute is not None:
        questions.append(_question(dispute))
    if not questions:
        (folder / FILE).unlink(missing_ok=True)
        return
    record = {"schema_version": SCHEMA_VERSION, "kind": KIND, "questions": questions}
    write_text(folder / FILE, json.dumps(record, indent=1) + "\n")


def _question(dispute: Dispute) -> dict[str, Any]:
    options: Sequence[str] = [option.value for option in dispute.options]
    return {
        "question": dispute.question,
        "steps": [step_record(step) for step in dispute.steps],
        "output": dispute.output,
        "options": list(options),
        "answer": None,
    }
