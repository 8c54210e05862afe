"""Tables of values after a clock edge: `J K | Q(t+1)`, `D CLK | Q`, `Q1 Q0 x | Q1+ Q0+ z`."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from typing import TypeAlias

from rtlgen.spec.artefacts.grid import Row
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import (
    Bits,
    Column,
    Direction,
    RoleKind,
    StateTable,
    TableRow,
    Transition,
    TruthTable,
)

Head: TypeAlias = list[tuple[Column, bool]]
"""The columns of one head, and whether each is the value after the edge."""
_NEXT = re.compile(
    r"(?:next[\s_]+)(?P<a>\w+?)|(?P<b>\w+?)\s*(?:[(\[_]\{?\s*[tn]\s*\+\s*1\s*\}?[)\]]?|n\+1|\+|\*|"
    r"_?next)",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"(?:present|current|old|previous|prev)[\s_]+(?P<a>\w+)|(?P<b>\w+?)\s*(?:\(\s*[tn]\s*\)|_?prev)",
    re.IGNORECASE,
)
_RISING = frozenset({"↑", "⇑", "r", "re", "rise", "rising", "posedge", "pos", "_/", "0->1", "0→1"})
_FALLING = frozenset({"↓", "⇓", "fe", "fall", "falling", "negedge", "neg", "\\_", "1->0", "1→0"})
_HOLD = re.compile(r"hold|no\s*change|nc|unchanged|same|keep|memory|last\s+state|latched", re.I)
_TOGGLE = re.compile(r"toggles?|invert(?:ed|s)?|complement", re.I)
_MAX_STATE_BITS = 4
_MAX_INPUT_BITS = 8


def read_head(cell: str, signals: Signals) -> Head | None:
    """Read the head of a column: ports, or a port with a mark for the value after the edge."""
    text = strip_marks(cell)
    columns = signals.columns(text) if text else None
    if columns:
        return [(column, False) for column in columns]
    for pattern, is_next in ((_NEXT, True), (_PRESENT, False)):
        match = pattern.fullmatch(text)
        column = signals.column(match["a"] or match["b"]) if match else None
        if column is not None:
            return [(column, is_next)]
    return None


def with_held_values(rows: Sequence[Row], signals: Signals) -> list[Row] | None:
    """Spell out a clock column and values such as `Q`, `hold` and `toggle`.

    Returns:
        The rows with present values in columns of their own; None when a row cannot be a cycle of
        the clock.
    """
    body = _without_clock(rows, signals)
    if body is None:
        return None
    for index, cell in enumerate(body[0].cells):
        head = read_head(cell, signals)
        if head is not None and len(head) == 1 and head[0][1]:
            column = head[0][0]
            if signals.width(column) == 1:
                body = _spell_out(body, index, column, signals)
    return body


def _without_clock(rows: Sequence[Row], signals: Signals) -> list[Row] | None:
    """Drop the clock's column and the rows without an edge; outputs are then next values."""
    heads = [read_head(cell, signals) for cell in rows[0].cells]
    clocks = [
        i
        for i, head in enumerate(heads)
        if head and signals.ports[head[0][0].name].role.kind is RoleKind.CLOCK
    ]
    if len(clocks) != 1:
        return list(rows)
    at = clocks[0]
    falls = signals.ports[heads[at][0][0].name].role.active_low  # type: ignore[index]
    active, other = (_FALLING, _RISING) if falls else (_RISING, _FALLING)
    marks = [strip_marks(row.cells[at]).lower() for row in rows[1:] if at < len(row.cells)]
    if not any(mark in active for mark in marks) or len(marks) != len(rows) - 1:
        return None
    kept = [_renamed(rows[0], heads, signals)]
    for row, mark in zip(rows[1:], marks, strict=True):
        if mark in active or mark in ("x", "-", "d", "*"):
            kept.append(row)
        elif mark not in other and mark not in ("0", "1", "l", "h"):
            return None
    return [Row(row.line, row.cells[:at] + row.cells[at + 1 :]) for row in kept]


def _renamed(head: Row, heads: Sequence[Head | None], signals: Signals) -> Row:
    """Mark single outputs as next values."""
    cells = [
        f"{read[0][0]}+" if read and len(read) == 1 and _is_output(read[0][0], signals) else cell
        for cell, read in zip(head.cells, heads, strict=True)
    ]
    return Row(head.line, tuple(cells))


def _is_output(column: Column, signals: Signals) -> bool:
    return signals.ports[column.name].direction is Direction.OUTPUT


def _spell_out(rows: list[Row], index: int, column: Column, signals: Signals) -> list[Row]:
    """Replace `Q` and `~Q` in a column of next values by a row for each present value."""
    name = re.escape(column.name)
    same = re.compile(rf"{name}(?:\s*\(\s*[tn]\s*\)|_?n|_?0|_?prev)?", re.IGNORECASE)
    inverse = re.compile(rf"[~!¬/]\s*{name}(?:\([tn]\))?|{name}(?:\([tn]\))?\s*['’]|{name}̄", re.I)
    kinds: list[str] = []
    for row in rows[1:]:
        text = strip_marks(row.cells[index]) if index < len(row.cells) else ""
        is_same = same.fullmatch(text) or _HOLD.fullmatch(text)
        is_inverse = inverse.fullmatch(text) or _TOGGLE.fullmatch(text)
        kinds.append("01" if is_same else "10" if is_inverse else "")
    if not any(kinds):
        return rows
    heads = [read_head(cell, signals) for cell in rows[0].cells]
    present = next((i for i, head in enumerate(heads) if head == [(column, False)]), None)
    spelt = [Row(rows[0].line, (*rows[0].cells, *(() if present is not None else (str(column),))))]
    for row, kind in zip(rows[1:], kinds, strict=True):
        cells = list(row.cells) if present is not None else [*row.cells, "-"]
        at = len(cells) - 1 if present is None else present
        for before, after in zip("01", kind, strict=True) if kind else ():
            if cells[at] in ("-", "x", "X", "d", before):
                changed = list(cells)
                changed[at], changed[index] = before, after
                spelt.append(Row(row.line, tuple(changed)))
        if not kind:
            spelt.append(Row(row.line, tuple(cells)))
    return spelt


def as_machine(
    table: TruthTable, following: tuple[Column, ...], signals: Signals
) -> StateTable | None:
    """Turn a table of next values into a machine whose states are those values.

    None when there are too many bits, or none is fed back.
    """
    widths = [signals.width(column) for column in following]
    given = [i for i, column in enumerate(table.inputs) if column not in following]
    inputs = tuple(table.inputs[i] for i in given)
    if not 0 < sum(widths) <= _MAX_STATE_BITS:
        return None
    if sum(signals.width(column) for column in inputs) > _MAX_INPUT_BITS:
        return None
    states = [format(n, f"0{sum(widths)}b") for n in range(1 << sum(widths))]
    plain = [i for i, column in enumerate(table.outputs) if column not in following]
    outputs = (*following, *(table.outputs[i] for i in plain))
    edges = [
        Transition(
            state=state,
            condition=tuple(row.inputs[i] for i in given),
            next_state=target,
            outputs=(*_cut(state, widths), *(row.outputs[i] for i in plain)),
            line=row.line,
        )
        for row in table.rows
        for state in states
        if _applies(table, row, dict(zip(following, _cut(state, widths), strict=True)))
        if set(target := _next_state(table, row, following)) <= {"0", "1"}
    ]
    shown = {s: {edge.outputs for edge in edges if edge.state == s} for s in states}
    is_moore = all(len(values) <= 1 for values in shown.values())
    if is_moore:
        edges = [_without_outputs(edge) for edge in edges]
    unknown = tuple("-" * signals.width(table.outputs[i]) for i in plain)
    moore = tuple(
        (s, next(iter(values), (*_cut(s, widths), *unknown))) for s, values in shown.items()
    )
    return StateTable(
        states=tuple(states), inputs=inputs, outputs=outputs, transitions=tuple(edges),
        moore_outputs=moore if is_moore else (), initial_state=_reset_state(edges, inputs, signals),
        encoding=tuple((state, state) for state in states),
        source=table.source,
    )  # fmt: skip


def _reset_state(
    edges: Sequence[Transition], inputs: Sequence[Column], signals: Signals
) -> str | None:
    """Return the state to which the rows with an asserted reset lead."""
    for index, column in enumerate(inputs):
        role = signals.ports[column.name].role
        if role.kind is RoleKind.RESET:
            level = "0" if role.active_low else "1"
            targets = {edge.next_state for edge in edges if edge.condition[index] == level}
            return targets.pop() if len(targets) == 1 else None
    return None


def _without_outputs(edge: Transition) -> Transition:
    return Transition(
        state=edge.state, condition=edge.condition, next_state=edge.next_state, line=edge.line
    )


def _applies(table: TruthTable, row: TableRow, present: dict[Column, Bits]) -> bool:
    """Whether a row is about a state."""
    return all(
        all(p in ("-", b) for p, b in zip(pattern, present[column], strict=True))
        for column, pattern in zip(table.inputs, row.inputs, strict=True)
        if column in present
    )


def _next_state(table: TruthTable, row: TableRow, following: Sequence[Column]) -> Bits:
    values = dict(zip(table.outputs, row.outputs, strict=True))
    return "".join(values[column] for column in following)


def _cut(bits: Bits, widths: Sequence[int]) -> list[Bits]:
    ends = list(itertools.accumulate(widths, initial=0))
    return [bits[a:b] for a, b in itertools.pairwise(ends)]
