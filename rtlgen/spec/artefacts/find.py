"""Go through a text block by block and ask each reader in turn."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rtlgen.finding import Finding
from rtlgen.spec.artefacts.assignments import assignment_rows
from rtlgen.spec.artefacts.context import condition_above
from rtlgen.spec.artefacts.figures import find_figures
from rtlgen.spec.artefacts.grid import (
    Block,
    Reporter,
    Row,
    arrow_rows,
    blocks,
    comma_rows,
    csv_rows,
    pipe_rows,
    space_rows,
)
from rtlgen.spec.artefacts.karnaugh import looks_like_karnaugh, read_karnaugh
from rtlgen.spec.artefacts.machines import (
    looks_like_state_table,
    looks_like_transitions,
    read_graph,
    read_state_table,
    read_transitions,
)
from rtlgen.spec.artefacts.machines.graphs import DOT, MERMAID
from rtlgen.spec.artefacts.machines.sentences import initial_state
from rtlgen.spec.artefacts.minterms import read_minterms
from rtlgen.spec.artefacts.truth_table import read_truth_table
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.artefacts.wavedrom import read_drawing
from rtlgen.spec.artefacts.waveform import read_waveform
from rtlgen.spec.document import Document, Fence
from rtlgen.spec.model import Artefact, Port, RoleKind, StateTable, TruthTable
from rtlgen.spec.source import SourceText

_Result = tuple[tuple[Artefact, ...], tuple[Finding, ...]]
_PORT_HEAD = re.compile(
    r"(?:port|signal|pin|name|direction|dir|width|bits|parameter|default|description|type|range)"
    r"(?:\s+(?:name|type|width))?s?",
    re.IGNORECASE,
)
_TABLES = frozenset({"csv", "tsv"})
_DRAWINGS = frozenset({"wavedrom", "wavejson", "json", "json5", "js", "javascript"})
_DRAWING = re.compile(r"^\s*\{.*\bsignal\b['\"]?\s*:", re.DOTALL)
_MAX_SENTENCE = 2000


@dataclass(frozen=True, slots=True)
class _Reading:
    """What all readers of a text share."""

    signals: Signals
    prose: Sequence[tuple[int, str]]
    report: Reporter

    @property
    def has_clock(self) -> bool:
        return any(p.role.kind is RoleKind.CLOCK for p in self.signals.ports.values())


def find_artefacts(
    source: SourceText, ports: Sequence[Port], prose: Sequence[tuple[int, str]] = ()
) -> _Result:
    """Return the artefacts of a Markdown or plain text in order of their lines.

    Args:
        source: The text.
        ports: Ports of the module; the columns of tables are found by their names.
        prose: A text that this one belongs to, for what it says about states.

    Returns:
        The artefacts, and findings about what could not be read. A finding of severity ERROR
        means that the table itself is wrong.
    """
    report = Reporter(source)
    document = Document(source)
    reading = _Reading(Signals(ports), (*prose, *document.prose_lines), report)
    found: list[Artefact] = [*find_figures(source, report)]
    for block in _merge_maps(list(blocks(document.prose_lines))):
        found += _read_block(block, reading)
    for fence in document.fences:
        found += _read_fence(fence, reading)
    for line, sentence in document.sentences:
        if len(sentence) <= _MAX_SENTENCE:
            found += read_minterms(line, sentence, reading.signals, report)
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


def _read_block(block: Block, reading: _Reading) -> Iterator[Artefact]:
    text = "\n".join(line for _, line in block.lines)
    if _DRAWING.match(text):
        yield from read_drawing(text, block.lines[0][0], reading.signals, reading.report)
        return
    artefact = _with_first_state(_artefact_of(block, reading), reading)
    if isinstance(artefact, TruthTable):
        condition = condition_above(block, artefact.inputs, reading.signals)
        artefact = replace(artefact, condition=condition)
    if artefact is not None:
        yield artefact


def _with_first_state(artefact: Artefact | None, reading: _Reading) -> Artefact | None:
    """A machine that was read from a table of next values: sentences name the state after reset."""
    if not isinstance(artefact, StateTable) or artefact.initial_state is not None:
        return artefact
    return replace(artefact, initial_state=initial_state(artefact.states, reading.prose))


def _artefact_of(block: Block, reading: _Reading) -> Artefact | None:
    signals, report = reading.signals, reading.report
    if looks_like_karnaugh(block):
        return read_karnaugh(block, signals, report)
    if looks_like_transitions(block, signals):
        return read_transitions(block, signals, reading.prose, report)
    rows = pipe_rows(block.lines)
    if len(rows) >= 2:
        return _read_rows(rows, reading)
    for cut in (arrow_rows, comma_rows):
        cells = cut(block.lines)
        if len(cells) >= 2 and (artefact := _read_quietly(cells, reading)) is not None:
            return artefact
    if not reading.has_clock and (rows := assignment_rows(block.lines, signals)):
        return read_truth_table(rows, signals, report)
    if "<table" in block.lines[0][1].lower():
        report.note("SPEC301", block.lines[0][0], "tables in HTML are not read; nothing is checked "
                    "against it", "write it in Markdown")  # fmt: skip
        return None
    return _read_spaced(block, reading)


def _read_spaced(block: Block, reading: _Reading) -> Artefact | None:
    """Tables whose cells only spaces separate, below lines of words or not."""
    spaced = space_rows(block.lines)
    for start in range(len(spaced)):
        body = _same_length(spaced[start:])
        if len(body) < 3 and start + 1 < len(spaced):
            body = _below_conditions(spaced[start], _same_length(spaced[start + 1 :]))
        if len(body) >= 3 and len(body[0].cells) >= 2:
            artefact = _read_quietly(body, reading)
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


def _below_conditions(head: Row, rows: list[Row]) -> list[Row]:
    """A head `w=0 w=1 z` over rows that begin with a state."""
    if len(rows) < 2 or len(head.cells) + 1 != len(rows[0].cells) or "=" not in head.cells[0]:
        return []
    return [Row(head.line, ("state", *head.cells)), *rows]


def _read_quietly(rows: Sequence[Row], reading: _Reading) -> Artefact | None:
    """Read rows of which it is not sure that they are a table."""
    signals, report = reading.signals, reading.report
    if looks_like_state_table(rows):
        before = list(report.findings)
        machine = read_state_table(rows, signals, reading.prose, report)
        if machine is not None:
            return machine
        report.findings[:] = before
    waveform = read_waveform(rows, signals, report)
    return waveform or read_truth_table(rows, signals, report, is_sure=False)


def _read_rows(rows: Sequence[Row], reading: _Reading) -> Artefact | None:
    signals, report = reading.signals, reading.report
    before = len(report.findings)
    if looks_like_state_table(rows):
        machine = read_state_table(rows, signals, reading.prose, report)
        if machine is not None:
            return machine
    waveform = read_waveform(rows, signals, report)
    artefact = waveform or read_truth_table(rows, signals, report)
    if artefact is None and len(report.findings) == before and not _is_port_table(rows[0]):
        report.note(
            "SPEC301", rows[0].line, "the table is no truth table, map, state table or "
            "waveform of these ports; nothing is checked against it", "name the ports in its head",
        )  # fmt: skip
    return artefact


def _is_port_table(head: Row) -> bool:
    return sum(_PORT_HEAD.fullmatch(strip_marks(cell)) is not None for cell in head.cells) >= 2


def _read_fence(fence: Fence, reading: _Reading) -> Iterator[Artefact]:
    """Read a fenced block by its language; what is not read is told."""
    lines = list(enumerate(fence.lines, start=fence.line))
    text = "\n".join(fence.lines)
    if fence.language in _TABLES:
        rows = csv_rows(fence.lines, fence.line)
        artefact = _read_rows(rows, reading) if len(rows) >= 2 else None
    elif fence.language in MERMAID | DOT:
        if fence.language in MERMAID and "sequenceDiagram" in text:
            return
        artefact = read_graph(fence, reading.signals, reading.prose, reading.report)
    elif fence.language in _DRAWINGS and (fence.language.startswith("wave") or "signal" in text):
        yield from read_drawing(text, lines[0][0] if lines else 1, reading.signals, reading.report)
        return
    else:
        reading.report.note(
            "SPEC102", fence.line, f"the block of {fence.language!r} is not read",
            "write text, Verilog, csv, wavedrom, mermaid or dot behind the fence",
        )  # fmt: skip
        return
    artefact = _with_first_state(artefact, reading)
    if artefact is not None:
        yield artefact


def read_csv_artefact(
    source: SourceText, ports: Sequence[Port], prose: Sequence[tuple[int, str]] = ()
) -> _Result:
    """Read a CSV file: a waveform when its first column is the time, else another table.

    Args:
        source: The file.
        ports: Ports of the module.
        prose: The text that the file belongs to, for what it says about states.
    """
    report = Reporter(source)
    rows = csv_rows(source.lines, 1)
    reading = _Reading(Signals(ports), prose, report)
    artefact = _with_first_state(_read_rows(rows, reading) if len(rows) >= 2 else None, reading)
    if artefact is None and not report.findings:
        report.note(
            "SPEC301", 1, "the file is no truth table, state table or waveform of these "
            "ports; nothing is checked against it", "name the ports in its first row",
        )  # fmt: skip
    return (() if artefact is None else (artefact,)), tuple(report.findings)
