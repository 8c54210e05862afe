"""From a file, a folder or standard input to a `Spec`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO

from rtlgen.errors import SpecError
from rtlgen.finding import Finding, Severity
from rtlgen.spec.artefacts import find_artefacts, read_csv_artefact, read_wavedrom
from rtlgen.spec.document import Document
from rtlgen.spec.folder import SpecFiles, load_files
from rtlgen.spec.interface import read_interface
from rtlgen.spec.model import Artefact, Figure, Port, SourceRef, Spec, TruthTable, Waveform
from rtlgen.spec.readings import read_figures

_OTHER_MODULE = re.compile(
    r"\b[Mm]odule\s+[`'\"]?(?P<name>[A-Z]|[A-Za-z]\w*[\d_]\w*)\b(?!\s+named)"
)
_EXAMPLE = re.compile(
    r"\b(?:examples?|e\.g\.|for\s+instance|samples?\s+(?:run|output|behaviou?r|sequence)|"
    r"illustrat\w+|some\s+of\s+the|excerpt)",
    re.IGNORECASE,
)


def read_spec(
    source: str | Path,
    *,
    name: str | None = None,
    ports: Sequence[Port] = (),
    stdin: IO[bytes] | None = None,
) -> Spec:
    """Read a specification.

    Args:
        source: A Markdown or text file, a folder, or `-` for standard input.
        name: Name of the module, when the text leaves it open or is wrong.
        ports: Ports that beat those of the text, from `--port`.
        stdin: Read instead of the standard input of this process.

    Raises:
        SpecError: the source cannot be read, has no ports, or holds an artefact that is wrong in
            itself (a contradiction, a broken drawing); all such places are named, a line each.
    """
    files = load_files(source, stdin)
    documents = [Document(text) for text in files.texts]
    path = str(source)
    interface = read_interface(documents, path=path, name=name, given=ports)
    artefacts, findings = _artefacts(files, documents, interface.ports)
    figures = read_figures(
        [item for item in artefacts if isinstance(item, Figure)], interface.ports, _prose(documents)
    )
    artefacts = (*(a for a in artefacts if not isinstance(a, Figure)), *figures.artefacts)
    artefacts, elsewhere = _own_artefacts(artefacts, documents, interface.name, figures.places)
    findings += (*figures.findings, *elsewhere)
    everything = (*files.findings, *interface.findings, *findings)
    _refuse_errors(everything)
    return Spec(
        name=interface.name,
        text=_text(files, figures.texts),
        ports=interface.ports,
        parameters=interface.parameters,
        artefacts=artefacts,
        findings=everything,
        path=path,
        sentences=tuple((d.at(line), text) for d in documents for line, text in d.sentences),
    )


def _artefacts(
    files: SpecFiles, documents: Sequence[Document], ports: Sequence[Port]
) -> tuple[tuple[Artefact, ...], tuple[Finding, ...]]:
    artefacts: list[Artefact] = []
    findings: list[Finding] = []
    prose = _prose(documents)
    read = [find_artefacts(source, ports) for source in files.texts]
    read += [read_csv_artefact(source, ports, prose) for source in files.tables]
    read += [read_wavedrom(source, ports) for source in files.drawings]
    for found, remarks in read:
        artefacts += found
        findings += remarks
    named = {artefact.path for artefact in artefacts if isinstance(artefact, Figure)}
    artefacts += [figure for figure in files.figures if figure.path not in named]
    return tuple(artefacts), tuple(findings)


def _prose(documents: Sequence[Document]) -> list[tuple[int, str]]:
    return [line for document in documents for line in document.prose_lines]


def _own_artefacts(
    artefacts: Sequence[Artefact],
    documents: Sequence[Document],
    name: str,
    places: Mapping[str, SourceRef],
) -> tuple[tuple[Artefact, ...], tuple[Finding, ...]]:
    """Leave out what the sentence before gives to another module; mark what it calls an example.

    `places` says where the text shows what was read from an image.
    """
    own: list[Artefact] = []
    findings: list[Finding] = []
    paragraphs = {d.source.path: d.paragraphs for d in documents}
    for artefact in artefacts:
        place = places.get(artefact.source.path, artefact.source)
        before = [t for n, t in paragraphs.get(place.path, ()) if n < place.line]
        match = _OTHER_MODULE.search(before[-1]) if before else None
        if match is None or match["name"] == name or isinstance(artefact, Figure):
            is_example = bool(before) and _EXAMPLE.search(before[-1]) is not None
            if is_example and isinstance(artefact, Waveform | TruthTable):
                artefact = replace(artefact, is_example=True)
            own.append(artefact)
            continue
        findings.append(
            Finding(
                code="SPEC315", severity=Severity.NOTE, path=place.path, line=place.line,
                message=f"the text gives this to another module, {match['name']!r}; it is not "
                f"demanded of {name!r}",
            )
        )  # fmt: skip
    return tuple(own), tuple(findings)


def _text(files: SpecFiles, readings: Sequence[str]) -> str:
    """The texts, then tables, drawings and readings that a language model should see as well."""
    parts = [source.text.strip("\n") for source in files.texts]
    parts += [
        f"{Path(source.path).name}:\n\n{source.text.strip()}"
        for source in (*files.tables, *files.drawings)
    ]
    parts += readings
    return "\n\n".join(parts) + "\n"


def _refuse_errors(findings: Sequence[Finding]) -> None:
    errors = [f for f in findings if f.severity is Severity.ERROR]
    if not errors:
        return
    lines = []
    for item in errors:
        place = f"{item.path}:{item.line}" if item.line else str(item.path)
        remedy = f"; {item.remedy}" if item.remedy else ""
        lines.append(f"{place}: {item.message} [{item.code}]{remedy}")
    raise SpecError("\n".join(lines))
