"""Readings of images: what a model saw in a figure, in a file beside it, for a person to approve.

`valve.png` is read into `valve.png.reading.md`: front matter, then the artefact in the notation of
a specification. Only a reading that a person approved, of the image as it is now, counts; it then
stands in the place of the figure.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from rtlgen.finding import Finding, Severity
from rtlgen.spec.artefacts import find_artefacts
from rtlgen.spec.document import Document
from rtlgen.spec.model import Artefact, Figure, Port, SourceRef
from rtlgen.spec.source import SourceText, load_source, spec_error

SUFFIX = ".reading.md"
KIND = "rtlgen-reading"
WAITING = "SPEC320"
"""A reading that nobody has approved."""
NOT_COUNTED = "SPEC321"
"""A reading that was refused, or is of another image."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One file with a reading."""

    source: SourceText
    sha256: str
    """Of the image that was read, as hexadecimal digits."""
    is_approved: bool
    refused: str
    """Why it does not count; empty for a reading that may be approved."""


@dataclass(slots=True, kw_only=True)
class ReadFigures:
    """The figures of a specification after their readings were looked up."""

    artefacts: list[Artefact] = field(default_factory=list)
    """What approved readings hold, and the figures without one."""
    findings: list[Finding] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    """Approved readings as text, for language models."""
    places: dict[str, SourceRef] = field(default_factory=dict)
    """File of a reading → where the specification shows its figure."""


def reading_path(image: str) -> Path:
    """Return the file of the reading of an image."""
    return Path(f"{image}{SUFFIX}")


def is_reading(path: Path) -> bool:
    """Whether a file is a reading; it belongs to its image and is no text of its own."""
    return path.name.lower().endswith(SUFFIX)


def load_reading(image: str) -> Reading | None:
    """Read the file beside an image; None where there is none.

    Raises:
        SpecError: it was damaged.
    """
    path = reading_path(image)
    if not path.is_file():
        return None
    source = load_source(path)
    head = _head(source)
    return Reading(
        source=source, sha256=str(head.get("sha256", "")),
        is_approved=_is_approved(head, source), refused=str(head.get("refused") or ""),
    )  # fmt: skip


def read_figures(
    figures: Sequence[Figure], ports: Sequence[Port], prose: Sequence[tuple[int, str]]
) -> ReadFigures:
    """Put approved readings into the place of their figures.

    Args:
        figures: The figures of a specification.
        ports: Ports of the module.
        prose: The text of the specification, for what it says about states.

    Raises:
        SpecError: the file of a reading was damaged.
    """
    result = ReadFigures()
    for figure in figures:
        if str(reading_path(figure.path)) in result.places:  # shown twice in the text
            continue
        reading = load_reading(figure.path)
        if reading is None:
            result.artefacts.append(figure)
        elif (problem := _problem(figure, reading)) is not None:
            result.artefacts.append(figure)
            result.findings.append(problem)
        else:
            _take(figure, reading, ports, prose, result)
    return result


def _take(
    figure: Figure, reading: Reading, ports: Sequence[Port], prose: Sequence[tuple[int, str]],
    result: ReadFigures,
) -> None:  # fmt: skip
    found, remarks = find_artefacts(reading.source, ports, prose)
    result.findings += remarks
    artefacts = [item for item in found if not isinstance(item, Figure)]
    if not artefacts:
        result.artefacts.append(figure)
        result.findings.append(
            _finding(NOT_COUNTED, reading, "the reading holds no table, map, machine or waveform "
                     "of these ports", "correct it, or remove the file and read the image again")
        )  # fmt: skip
        return
    result.artefacts += artefacts
    result.places[reading.source.path] = figure.source
    body = "\n".join(text for _, text in Document(reading.source).prose_lines)
    fences = ("\n".join(fence.lines) for fence in Document(reading.source).fences)
    shown = "\n\n".join([body.strip(), *fences]).strip()
    result.texts.append(f"{Path(figure.path).name}:\n\n{shown}")


def _problem(figure: Figure, reading: Reading) -> Finding | None:
    """Why a reading does not count, or None."""
    name = repr(figure.path)
    if reading.sha256 != _sha256(figure.path):
        return _finding(
            NOT_COUNTED, reading, f"the image {name} is not the one that was read here",
            "remove the file and read the image again with --read-images",
        )  # fmt: skip
    if reading.refused:
        return _finding(
            NOT_COUNTED, reading, f"the reading of {name} was refused: {reading.refused}",
            "write into the text what the image shows",
        )  # fmt: skip
    if not reading.is_approved:
        return _finding(
            WAITING, reading, f"the reading of {name} waits for approval and does not count yet",
            "compare it with the image, correct it, and write `approved: yes`",
        )  # fmt: skip
    return None


def _finding(code: str, reading: Reading, message: str, remedy: str) -> Finding:
    return Finding(
        code=code, severity=Severity.WARNING, path=reading.source.path, line=1, message=message,
        remedy=remedy,
    )  # fmt: skip


def _sha256(path: str) -> str:
    try:
        return hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        return ""


def _head(source: SourceText) -> Mapping[str, Any]:
    passage = Document(source).front_matter
    remedy = "remove the file and read the image again"
    try:
        head = yaml.safe_load(passage.text) if passage is not None else None
    except yaml.YAMLError as error:
        raise spec_error(source.path, 1, f"the front matter is no YAML: {error}", remedy) from error
    if not isinstance(head, dict) or head.get("kind") != KIND:
        raise spec_error(source.path, 1, f"is no reading (`kind: {KIND}` is missing)", remedy)
    return head


def _is_approved(head: Mapping[str, Any], source: SourceText) -> bool:
    value = head.get("approved", False)
    if not isinstance(value, bool):
        line = next(n for n, t in enumerate(source.lines, 1) if t.startswith("approved"))
        raise spec_error(
            source.path, line, f"'approved' must be yes or no, not {value!r}", "write one of them"
        )
    return value
