"""The files of a specification: one text, or a folder with texts, drawings, tables and images."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from rtlgen.finding import Finding, Severity
from rtlgen.spec.artefacts.figures import MEDIA_TYPES
from rtlgen.spec.model import Figure, SourceRef
from rtlgen.spec.readings import is_reading
from rtlgen.spec.source import STDIN, SourceText, load_source, load_stdin, spec_error

_TEXT = (".md", ".markdown", ".txt", ".rst")


@dataclass(slots=True, kw_only=True)
class SpecFiles:
    """What lies beside each other."""

    texts: list[SourceText] = field(default_factory=list)
    drawings: list[SourceText] = field(default_factory=list)
    tables: list[SourceText] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def load_files(source: str | Path, stdin: IO[bytes] | None = None) -> SpecFiles:
    """Load a file, all files of a folder, or standard input (`-`).

    Raises:
        SpecError: nothing is there, a file is no text, or a folder holds no text.
    """
    if str(source) == STDIN:
        return SpecFiles(texts=[load_stdin(stdin)])
    path = Path(source)
    if not path.is_dir():
        return SpecFiles(texts=[load_source(path)])
    files = SpecFiles()
    for item in sorted(path.iterdir(), key=_order):
        if item.name.startswith(".") or item.is_dir() or is_reading(item):
            continue
        _load_one(item, files)
    if not files.texts:
        raise spec_error(
            str(path), None, "the folder holds no text",
            f"put the specification into a file {path.name or 'spec'}.md or spec.txt there",
        )  # fmt: skip
    return files


def _order(path: Path) -> tuple[bool, bool, str]:
    """The specification itself first, a README last."""
    stem = path.stem.lower()
    return (
        stem == "readme",
        stem not in ("spec", "specification", path.parent.name.lower()),
        path.name,
    )


def _load_one(path: Path, files: SpecFiles) -> None:
    suffix = path.suffix.lower()
    if suffix in _TEXT:
        files.texts.append(load_source(path))
    elif suffix == ".json":
        files.drawings.append(load_source(path))
    elif suffix in (".csv", ".tsv"):
        files.tables.append(load_source(path))
    elif suffix in MEDIA_TYPES:
        files.figures.append(
            Figure(
                path=str(path), alt_text=path.stem, media_type=MEDIA_TYPES[suffix],
                source=SourceRef(path=str(path), line=1),
            )
        )  # fmt: skip
    else:
        files.findings.append(
            Finding(
                code="SPEC101", severity=Severity.NOTE, path=str(path),
                message=f"files of the kind {suffix or 'without a suffix'!r} are not read",
                remedy="give .md, .txt, .json, .csv or an image",
            )
        )  # fmt: skip
