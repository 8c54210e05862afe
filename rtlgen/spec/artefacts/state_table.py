"""State tables: a column of states, next states with their conditions, outputs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.spec.artefacts.grid import Reporter, Row
from rtlgen.spec.artefacts.machine import (
    MachineDraft,
    output_ports,
    read_assignments,
    read_condition,
    read_outputs,
    settle_machine,
)
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import Bits, Column, StateTable

_STATE = re.compile(r"(?:(?:present|current)\s+)?state\b|present\b|current\b", re.IGNORECASE)
_NEXT = re.compile(r"\bnext\b(?:\s+state)?", re.IGNORECASE)
_OUTPUT = re.compile(r"^outputs?\b", re.IGNORECASE)
_NAME = re.compile(r"[A-Za-z_]\w*(?:\[\d+(?::\d+)?\])?")
_TARGET = re.compile(r"(?P<state>\w+)\s*(?:/\s*(?P<slash>.+)|[,(]\s*(?P<rest>.+?)\)?)?")


@dataclass(frozen=True, slots=True)
class _Next:
    """A column of next states and the condition in its head."""

    condition: tuple[tuple[Column, Bits], ...]


@dataclass(frozen=True, slots=True)
class _Input:
    """A column whose cells are the values of an input."""

    column: Column


@dataclass(frozen=True, slots=True)
class _Output:
    """A column whose cells are the values of outputs; a condition makes it Mealy."""

    columns: tuple[Column, ...]
    condition: tuple[tuple[Column, Bits], ...] = ()


_Head = _Next | _Input | _Output


def looks_like_state_table(rows: Sequence[Row]) -> bool:
    """Whether the first head is one of states and there is something beside it."""
    return (
        len(rows) >= 2
        and len(rows[0].cells) >= 2
        and _STATE.match(strip_marks(rows[0].cells[0])) is not None
    )


def read_state_table(
    rows: Sequence[Row], signals: Signals, prose: Sequence[tuple[int, str]], report: Reporter
) -> StateTable | None:
    """Read a table of a machine; what cannot be read is reported and leaves the machine out."""
    head = rows[0]
    draft = MachineDraft(line=head.line)
    draft.state_column = _named(head.cells[0], signals, is_input=True)
    groups: list[tuple[_Head, ...]] = []
    for cell in head.cells[1:]:
        group = _read_head(cell, signals, draft)
        if group is None:
            report.warning(
                "SPEC309",
                head.line,
                f"the head {strip_marks(cell)!r} of the state table "
                "cannot be read; the machine was left out",
                "write `in=0` over next states, and `Output` or ports over outputs",
            )
            return None
        groups.append(group)
    if not any(isinstance(h, _Next) for group in groups for h in group):
        return None
    draft.outputs = list(
        dict.fromkeys(
            c for group in groups for h in group if isinstance(h, _Output) for c in h.columns
        )
    )
    for row in rows[1:]:
        if not _read_row(row, groups, draft, signals, report):
            return None
    _keep_mealy_where_needed(draft)
    return settle_machine(draft, signals, prose, report)


def _named(cell: str, signals: Signals, *, is_input: bool) -> Column | None:
    """Return the port of the right direction that a head names, as in `Present state y[2:0]`."""
    for word in reversed(_NAME.findall(strip_marks(cell))):
        column = signals.column(word)
        if column is not None and signals.is_input(column) == is_input:
            return column
    return None


def _read_head(cell: str, signals: Signals, draft: MachineDraft) -> tuple[_Head, ...] | None:
    text = strip_marks(cell)
    if _NEXT.search(text):
        parts = re.split(r",\s*(?=next\b)", text, flags=re.IGNORECASE)
        heads: list[_Head] = []
        for part in parts:
            condition = read_assignments(part, signals)
            if condition is None:
                return None
            bare = re.sub(r"\b(?:when|if|for|with)\b.*|[A-Za-z_]\w*(?:\[\d+\])?\s*=.*", "", part)
            if (named := _named(bare, signals, is_input=False)) is not None and "=" not in bare:
                draft.next_column = draft.next_column or named
            elif "=" not in bare:
                _note_next_bits(bare, signals, draft)
            heads.append(_Next(tuple(condition.items())))
        return tuple(heads)
    if _OUTPUT.match(text):
        return _output_head(text, signals, draft)
    columns = signals.columns(text)
    if columns:
        if all(signals.is_input(c) for c in columns):
            return tuple(_Input(c) for c in columns) if len(columns) == 1 else None
        return None if any(signals.is_input(c) for c in columns) else (_Output(columns),)
    condition = read_condition(text, signals)
    return None if not condition else (_Next(tuple(condition.items())),)


def _note_next_bits(text: str, signals: Signals, draft: MachineDraft) -> None:
    """`Next state Y[2:0]` without a port Y: ports such as Y0 show single bits of it."""
    for name in _NAME.findall(text):
        base = name.split("[")[0]
        for port in output_ports(signals):
            match = re.fullmatch(rf"{re.escape(base)}_?(\d+)", port.name)
            if match and port.width == 1:
                draft.next_bits[Column(name=port.name)] = int(match[1])


def _output_head(text: str, signals: Signals, draft: MachineDraft) -> tuple[_Head, ...] | None:
    condition = read_assignments(text, signals)
    if condition is None:
        return None
    inputs = {c: b for c, b in condition.items() if signals.is_input(c)}
    rest = re.sub(
        r"[A-Za-z_]\w*(?:\[\d+\])?\s*=\s*[01]+", "", text[text.lower().find("output") + 6 :]
    )
    named = [signals.column(w) for w in _NAME.findall(rest) if signals.column(w)]
    columns = tuple(c for c in named if c is not None and not signals.is_input(c))
    if not columns:
        taken = draft.next_column.name if draft.next_column else None
        columns = tuple(
            Column(name=p.name)
            for p in output_ports(signals)
            if p.name != taken and Column(name=p.name) not in draft.next_bits
        )
    return (_Output(columns, tuple(inputs.items())),) if columns else None


def _read_row(
    row: Row,
    groups: Sequence[tuple[_Head, ...]],
    draft: MachineDraft,
    signals: Signals,
    report: Reporter,
) -> bool:
    if len(row.cells) != len(groups) + 1:
        report.error(
            "SPEC302",
            row.line,
            f"the row has {len(row.cells)} cells, the head of its table {len(groups) + 1}",
            "correct the row",
        )
        return False
    match = re.match(r"\w+", strip_marks(row.cells[0]))
    if match is None:
        report.error("SPEC302", row.line, "the row names no state", "write one in its first cell")
        return False
    state = match[0]
    draft.states.setdefault(state, row.line)
    given: dict[Column, Bits] = {}
    targets: list[tuple[dict[Column, Bits], str, dict[Column, Bits]]] = []
    outputs: list[tuple[dict[Column, Bits], dict[Column, Bits]]] = []
    for cell, group in zip(row.cells[1:], groups, strict=True):
        parts = [cell] if len(group) == 1 else [p.strip() for p in cell.split(",")]
        if len(parts) != len(group) or not all(
            _read_cell(part, head, draft, signals, given, targets, outputs)
            for part, head in zip(parts, group, strict=True)
        ):
            report.error(
                "SPEC302",
                row.line,
                f"the cell {cell!r} of state {state!r} cannot be read",
                "correct the cell",
            )
            return False
    _add_edges(state, row.line, draft, given, targets, outputs)
    return True


def _read_cell(
    text: str,
    head: _Head,
    draft: MachineDraft,
    signals: Signals,
    given: dict[Column, Bits],
    targets: list[tuple[dict[Column, Bits], str, dict[Column, Bits]]],
    outputs: list[tuple[dict[Column, Bits], dict[Column, Bits]]],
) -> bool:
    plain = strip_marks(text)
    if isinstance(head, _Input):
        bits = plain.lower().replace("x", "-").replace("d", "-")
        if len(bits) != signals.width(head.column) and bits == "-":
            bits *= signals.width(head.column)
        if not re.fullmatch(r"[01-]+", bits) or len(bits) != signals.width(head.column):
            return False
        given[head.column] = bits
        return True
    if isinstance(head, _Output):
        values = read_outputs(plain, head.columns, signals)
        if values is None:
            return False
        outputs.append((dict(head.condition), values))
        return True
    match = _TARGET.fullmatch(plain)
    if match is None:
        return False
    columns = draft.outputs or [Column(name=p.name) for p in output_ports(signals)]
    rest = match["slash"] or match["rest"]
    mealy = read_outputs(rest, columns, signals) if rest else {}
    if mealy is None:
        return False
    targets.append((dict(head.condition), match["state"], mealy))
    return True


def _add_edges(
    state: str,
    line: int,
    draft: MachineDraft,
    given: dict[Column, Bits],
    targets: Sequence[tuple[dict[Column, Bits], str, dict[Column, Bits]]],
    outputs: Sequence[tuple[dict[Column, Bits], dict[Column, Bits]]],
) -> None:
    for condition, target, mealy in targets:
        whole = given | condition
        for needed, values in outputs:
            if needed and needed.items() <= whole.items():
                mealy = mealy | values
        draft.edges.append((state, whole, target, mealy, line))
    for needed, values in outputs:
        if needed:
            continue
        before = draft.moore.get(state)
        if (before is not None and before != values) or (
            given and state in draft.moore and before != values
        ):
            draft.moore[f"\0{line}"] = values  # differs between rows of one state: Mealy
        draft.moore.setdefault(state, values)
        if given:
            draft.moore[f"\0{line}"] = values


def _keep_mealy_where_needed(draft: MachineDraft) -> None:
    """Outputs in rows of (state, input): Moore where they agree within a state, else Mealy."""
    by_line = {int(k[1:]): v for k, v in draft.moore.items() if k.startswith("\0")}
    for line in by_line:
        del draft.moore[f"\0{line}"]
    states = {line: state for state, _, _, _, line in draft.edges}
    if all(
        draft.moore[states[line]] == values for line, values in by_line.items() if line in states
    ):
        return
    draft.edges = [
        (state, condition, target, mealy | by_line.get(line, {}), line)
        for state, condition, target, mealy, line in draft.edges
    ]
    draft.moore.clear()
