"""Go through a text block by block and ask each reader in turn."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rtlgen.finding import Finding
from rtlgen.spec.artefacts.figures import find_figures
from rtlgen.spec.artefacts.grid import Block, Reporter, Row, blocks, csv_rows, pipe_rows, space_rows
from rtlgen.spec.artefacts.karnaugh import looks_like_karnaugh, read_karnaugh
from rtlgen.spec.artefacts.state_table import looks_like_state_table, read_state_table
from rtlgen.spec.artefacts.transitions import looks_like_transitions, read_transitions
from rtlgen.spec.artefacts.truth_table import read_truth_table
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.artefacts.waveform import read_waveform
from rtlgen.spec.document import Document
from rtlgen.spec.model import Artefact, Port
from rtlgen.spec.source import SourceText

_Result = tuple[tuple[Artefact, ...], tuple[Finding, ...]]
_PORT_HEAD = re.compile(
    r"(?:port|signal|pin|name|direction|dir|width|bits|parameter|default|description|type|range)"
    r"(?:\s+(?:name|type|width))?s?",
    re.IGNORECASE,
)


def find_artefacts(source: SourceText, ports: Sequence[Port]) -> _Result:
    """Return the artefacts of a Markdown or plain text in order of their lines.

    Args:
        source: The text.
        ports: Ports of the module; the columns of tables are found by their names.

    Returns:
        The artefacts, and findings about what could not be read. A finding of severity ERROR
        means that the table itself is wrong.
    """
    signals = Signals(ports)
    report = Reporter(source)
    document = Document(source)
    found: list[Artefact] = [*find_figures(source, report)]
    parts = list(blocks(document.prose_lines))
    merged = _merge_maps(parts)
    for block in merged:
        artefact = _read_block(block, signals, document.prose_lines, report)
        if artefact is not None:
            found.append(artefact)
    found.sort(key=lambda item: item.source.line)
    return tuple(found), tuple(report.findings)


def _merge_maps(parts: Sequence[Block]) -> list[Block]:
    """Join a block with the one before it when only together they are a Karnaugh map."""
    merged: list[Block] = []
    for block in parts:
        if merged and not looks_like_karnaugh(block):
            joined = Block((*merged[-1].lines[-2:], *block.lines), merged[-1].before)
            if looks_like_karnaugh(joined) and not looks_like_karnaugh(merged[-1]):
                merged.append(joined)
                continue
        merged.append(block)
    return merged


def _read_block(
    block: Block, signals: Signals, prose: Sequence[tuple[int, str]], report: Reporter
) -> Artefact | None:
    if looks_like_karnaugh(block):
        return read_karnaugh(block, signals, report)
    if looks_like_transitions(block, signals):
        return read_transitions(block, signals, prose, report)
    rows = pipe_rows(block.lines)
    if len(rows) >= 2:
        return _read_rows(rows, signals, prose, report)
    spaced = space_rows(block.lines)
    for start in range(len(spaced)):
        body = _same_length(spaced[start:])
        if len(body) >= 3:
            artefact: Artefact | None = read_waveform(body, signals, report)
            if artefact is None and len(body[0].cells) >= 2:
                artefact = read_truth_table(body, signals, report)
            if artefact is not None:
                return artefact
    return None


def _same_length(rows: Sequence[Row]) -> list[Row]:
    body: list[Row] = []
    for row in rows:
        if body and len(row.cells) != len(body[0].cells):
            break
        body.append(row)
    return body


def _read_rows(
    rows: Sequence[Row], signals: Signals, prose: Sequence[tuple[int, str]], report: Reporter
) -> Artefact | None:
    before = len(report.findings)
    if looks_like_state_table(rows):
        machine = read_state_table(rows, signals, prose, report)
        if machine is not None:
            return machine
    waveform = read_waveform(rows, signals, report)
    artefact = waveform or read_truth_table(rows, signals, report)
    if artefact is None and len(report.findings) == before and not _is_port_table(rows[0]):
        report.note(
            "SPEC301",
            rows[0].line,
            "the table is no truth table, map, state table or "
            "waveform of these ports; nothing is checked against it",
            "name the ports in its head",
        )
    return artefact


def _is_port_table(head: Row) -> bool:
    return sum(_PORT_HEAD.fullmatch(strip_marks(cell)) is not None for cell in head.cells) >= 2


def read_csv_artefact(source: SourceText, ports: Sequence[Port]) -> _Result:
    """Read a CSV file: a waveform when its first column is the time, else another table."""
    report = Reporter(source)
    rows = csv_rows(source)
    prose = tuple(enumerate(source.lines, start=1))
    artefact = _read_rows(rows, Signals(ports), prose, report) if len(rows) >= 2 else None
    if artefact is None and not report.findings:
        report.note(
            "SPEC301",
            1,
            "the file is no truth table, state table or waveform of these "
            "ports; nothing is checked against it",
            "name the ports in its first row",
        )
    return (() if artefact is None else (artefact,)), tuple(report.findings)
