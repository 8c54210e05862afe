"""State tables: a column of states, next states with their conditions, outputs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from rtlgen.spec.artefacts.grid import Reporter, Row
from rtlgen.spec.artefacts.machines.conditions import (
    is_else as stands_for_others,
)
from rtlgen.spec.artefacts.machines.conditions import (
    read_assignments,
    read_conditions,
    read_outputs,
)
from rtlgen.spec.artefacts.machines.draft import Edge, MachineDraft
from rtlgen.spec.artefacts.machines.layout import Layout, layout_of
from rtlgen.spec.artefacts.machines.settle import settle_machine
from rtlgen.spec.artefacts.values import Signals, read_value, strip_marks
from rtlgen.spec.model import Bits, Column, StateTable

_STATE = re.compile(r"(?:(?:present|current|old|this)[\s_]*)?state\b|(?:present|current)\b|ps$|"
                    r"from$",
                    re.IGNORECASE)  # fmt: skip
_NEXT = re.compile(r"\bnext\b(?:[\s_]*state)?|\bns\b|^to$", re.IGNORECASE)
_OUTPUT = re.compile(r"^outputs?\b", re.IGNORECASE)
_CODE = re.compile(r"(?:state\s+)?(?:codes?|encoding|assignment|binary)(?:\s+\w+)?", re.IGNORECASE)
_REMARK = re.compile(r"(?:comments?|notes?|remarks?|meaning|description)\W*|#|no\.?|row", re.I)
_NAME = re.compile(r"[A-Za-z_]\w*(?:\[\d+(?::\d+)?\])?")
_TARGET = re.compile(r"(?P<state>\w+)\s*(?:/\s*(?P<slash>.+)|[,(]\s*(?P<rest>.+?)\)?)?")


@dataclass(frozen=True, slots=True)
class _Next:
    """A column of next states and the condition in its head."""

    conditions: tuple[dict[Column, Bits], ...]


@dataclass(frozen=True, slots=True)
class _Input:
    """A column whose cells are the values of an input."""

    column: Column


@dataclass(frozen=True, slots=True)
class _Condition:
    """A column whose cells are conditions."""


@dataclass(frozen=True, slots=True)
class _Code:
    """A column of codes."""


@dataclass(frozen=True, slots=True)
class _Remark:
    """A column that explains."""


@dataclass(frozen=True, slots=True)
class _Output:
    """A column whose cells are the values of outputs; a condition makes it Mealy."""

    columns: tuple[Column, ...]
    conditions: tuple[dict[Column, Bits], ...] = ()


_Head = _Next | _Input | _Output | _Condition | _Code | _Remark


@dataclass(slots=True, kw_only=True)
class _Cells:
    """What one row says."""

    given: dict[Column, Bits] = field(default_factory=dict)
    targets: list[tuple[dict[Column, Bits], str, dict[Column, Bits]]] = field(default_factory=list)
    """(condition, next state, Mealy outputs)."""
    outputs: list[tuple[dict[Column, Bits], dict[Column, Bits]]] = field(default_factory=list)
    """(condition, values)."""
    condition: str | None = None


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
    layout = layout_of(signals, prose)
    rows = _one_head(rows)
    head = rows[0]
    draft = MachineDraft(line=head.line, is_table=True)
    draft.state_column = _named(head.cells[0], signals, is_input=True)
    reader = _TableReader(draft=draft, layout=layout, signals=signals)
    for cell in head.cells[1:]:
        if not reader.read_head(cell):
            report.warning(
                "SPEC309", head.line, f"the head {strip_marks(cell)!r} of the state table "
                "cannot be read; the machine was left out",
                "write `in=0` over next states, and `Output` or ports over outputs",
            )  # fmt: skip
            return None
    if not any(isinstance(h, _Next) for group in reader.groups for h in group):
        return None
    reader.name_outputs()
    for row in rows[1:]:
        if problem := reader.read_row(row):
            report.error("SPEC302", row.line, problem, "correct the row")
            return None
    _keep_mealy_where_needed(draft)
    return settle_machine(draft, layout, signals, prose, report)


def _one_head(rows: Sequence[Row]) -> list[Row]:
    """Join two lines of heads: groups (`Next state`, `Output`) over conditions and ports."""
    top, below = rows[0], rows[1]
    first = strip_marks(below.cells[0])
    is_second = not first or re.fullmatch(r"states?", first, re.IGNORECASE)
    if len(rows) < 3 or not is_second or len(below.cells) != len(rows[2].cells):
        return list(rows)
    if len(top.cells) != len(below.cells):
        return [Row(below.line, ("state", *below.cells[1:])), *rows[2:]]
    cells, group = ["state"], ""
    for over, cell in zip(top.cells[1:], below.cells[1:], strict=True):
        group = strip_marks(over) or group
        is_named = _NEXT.search(group) or _OUTPUT.match(group)
        cells.append(f"{group} {strip_marks(cell)}".strip() if is_named or not cell else cell)
    return [Row(top.line, tuple(cells)), *rows[2:]]


def _named(cell: str, signals: Signals, *, is_input: bool) -> Column | None:
    """Return the port of the right direction that a head names, as in `Present state y[2:0]`."""
    for word in reversed(_NAME.findall(strip_marks(cell))):
        column = signals.column(word)
        if column is not None and signals.is_input(column) == is_input:
            return column
    return None


@dataclass(slots=True, kw_only=True)
class _TableReader:
    """Reads heads, then rows, into a draft."""

    draft: MachineDraft
    layout: Layout
    signals: Signals
    groups: list[tuple[_Head, ...]] = field(default_factory=list)
    _seen: list[tuple[dict[Column, Bits], ...]] = field(default_factory=list)
    """Conditions of heads that do not say what stands below them."""

    def read_head(self, cell: str) -> bool:
        """Read the head of one column."""
        group = self._head(strip_marks(cell))
        if group is not None:
            self.groups.append(group)
        return group is not None

    def _head(self, text: str) -> tuple[_Head, ...] | None:
        if _NEXT.search(text):
            return self._next_head(text)
        if _OUTPUT.match(text) and self.signals.column(text) is None:
            return self._output_head(text)
        if _CODE.fullmatch(text):
            return (_Code(),)
        if re.fullmatch(r"(?:condition|input|inputs|event|when|trigger)s?", text, re.IGNORECASE):
            return (_Condition(),)
        columns = self.signals.columns(text)
        if columns:
            if all(self.signals.is_input(c) for c in columns):
                return (_Input(columns[0]),) if len(columns) == 1 else None
            return None if any(self.signals.is_input(c) for c in columns) else (_Output(columns),)
        if _REMARK.fullmatch(text):
            return (_Remark(),)
        return self._condition_head(text)

    def _condition_head(self, text: str) -> tuple[_Head, ...] | None:
        """A bare condition: next states the first time, outputs the second."""
        conditions = read_conditions(text, self.layout.inputs, self.signals)
        if not text or not conditions or conditions == ({},):
            return None
        if conditions in self._seen:
            return (_Output(self.layout.outputs, conditions),) if self.layout.outputs else None
        self._seen.append(conditions)
        return (_Next(conditions),)

    def _next_head(self, text: str) -> tuple[_Head, ...] | None:
        heads: list[_Head] = []
        for part in re.split(r",\s*(?=next\b)", text, flags=re.IGNORECASE):
            bare = re.sub(r"\b(?:when|if|for|with)\b.*|[A-Za-z_]\w*(?:\[\d+\])?\s*=.*", "", part)
            condition = _NEXT.sub("", part[len(bare) :] if len(bare) < len(part) else "")
            condition = re.sub(r"^\s*(?:when|if|for|with)\b|[()]", "", condition)
            conditions = read_conditions(condition, self.layout.inputs, self.signals)
            if conditions is None:
                return None
            named = _named(bare, self.signals, is_input=False)
            if named is not None:
                self.draft.next_column = self.draft.next_column or named
            else:
                self._note_next_bits(bare)
            heads.append(_Next(conditions))
        return tuple(heads)

    def _note_next_bits(self, text: str) -> None:
        """`Next state Y[2:0]` without a port Y: ports such as Y0 show single bits of it."""
        for name in _NAME.findall(text):
            base = name.split("[")[0]
            for port in self.signals.ports.values():
                match = re.fullmatch(rf"{re.escape(base)}_?(\d+)", port.name)
                column = Column(name=port.name)
                if match and port.width == 1 and not self.signals.is_input(column):
                    self.draft.next_bits[column] = int(match[1])

    def _output_head(self, text: str) -> tuple[_Head, ...] | None:
        condition = read_assignments(text, self.signals)
        if condition is None:
            return None
        inputs = {c: b for c, b in condition.items() if self.signals.is_input(c)}
        rest = re.sub(
            r"[A-Za-z_]\w*(?:\[\d+\])?\s*=\s*[01]+", "", text[text.lower().find("output") + 6 :]
        )
        named = [self.signals.column(w) for w in _NAME.findall(rest)]
        columns = tuple(c for c in named if c is not None and not self.signals.is_input(c))
        if not columns:
            taken = {self.draft.next_column, *self.draft.next_bits}
            columns = tuple(c for c in self.layout.outputs if c not in taken)
        return (_Output(columns, (inputs,) if inputs else ()),) if columns else None

    def name_outputs(self) -> None:
        """Collect the outputs that the heads name."""
        heads = [h for group in self.groups for h in group if isinstance(h, _Output)]
        self.draft.outputs = list(dict.fromkeys(c for head in heads for c in head.columns))

    def read_row(self, row: Row) -> str:
        """Read one row; returns what is wrong with it, or nothing."""
        if len(row.cells) != len(self.groups) + 1:
            return (
                f"the row has {len(row.cells)} cells, the head of its table {len(self.groups) + 1}"
            )
        name = re.match(r"\w+", strip_marks(row.cells[0]))
        if name is None and (row.cells[0].strip() or not self.draft.states):
            return "the row names no state"
        state = name[0] if name else list(self.draft.states)[-1]
        self.draft.add_state(state, row.line)
        cells = _Cells()
        for cell, group in zip(row.cells[1:], self.groups, strict=True):
            parts = [cell] if len(group) == 1 else [p.strip() for p in cell.split(",")]
            if len(parts) != len(group) or not all(
                self._read_cell(strip_marks(part), head, state, cells)
                for part, head in zip(parts, group, strict=True)
            ):
                return f"the cell {cell!r} of state {state!r} cannot be read"
        return self._add_edges(state, row.line, cells)

    def _read_cell(self, text: str, head: _Head, state: str, cells: _Cells) -> bool:
        match head:
            case _Remark():
                return True
            case _Condition():
                cells.condition = text
                return True
            case _Code():
                bits = re.sub(r"^\d*'b", "", text)
                if re.fullmatch(r"[01]+", bits):
                    self.draft.codes.setdefault(state, bits)
                return not text or re.fullmatch(r"[01]+", bits) is not None
            case _Input():
                value = read_value(text, self.signals.width(head.column), base=10)
                if value is None:
                    return False
                cells.given[head.column] = value.replace("x", "-")
                return True
            case _Output():
                values = read_outputs(text, head.columns, self.signals) if text else {}
                if values is None:
                    return False
                cells.outputs += [(c, values) for c in head.conditions or ({},) if values]
                return True
        return self._read_target(text, head, cells)

    def _read_target(self, text: str, head: _Next, cells: _Cells) -> bool:
        if not text or text in ("-", "x", "X", "d"):
            return True  # an edge that is never taken
        match = _TARGET.fullmatch(text)
        if match is None:
            return False
        columns = self.draft.outputs or list(self.layout.outputs)
        rest = match["slash"] or match["rest"]
        mealy = read_outputs(rest, columns, self.signals) if rest else {}
        if mealy is None:
            return False
        cells.targets += [(c, match["state"], mealy) for c in head.conditions]
        return True

    def _add_edges(self, state: str, line: int, cells: _Cells) -> str:
        """Add the edges of a row; returns what is wrong with its condition."""
        conditions: tuple[dict[Column, Bits], ...] = ({},)
        is_else = cells.condition is not None and stands_for_others(cells.condition)
        if cells.condition is not None and not is_else:
            read = read_conditions(cells.condition, self.layout.inputs, self.signals)
            if read is None:
                return f"the condition {cells.condition!r} of state {state!r} cannot be read"
            conditions = read
        for given in conditions:
            for condition, target, mealy in cells.targets:
                whole = {**cells.given, **given, **condition}
                for needed, values in cells.outputs:
                    if needed and needed.items() <= whole.items():
                        mealy = mealy | values
                self.draft.edges.append(
                    Edge(state=state, condition=whole, target=target, outputs=mealy, line=line,
                         is_else=is_else)
                )  # fmt: skip
        self._note_outputs(state, line, cells)
        return ""

    def _note_outputs(self, state: str, line: int, cells: _Cells) -> None:
        """Outputs without a condition: of the state, or of the row where rows differ."""
        moore = self.draft.moore
        for needed, values in cells.outputs:
            if not needed:
                moore[_row(line)] = {**moore.get(_row(line), {}), **values}
                moore[state] = {**values, **moore.get(state, {})}


def _row(line: int) -> str:
    """Key of the outputs of one row, beside the keys that are states."""
    return f"\0{line}"


def _keep_mealy_where_needed(draft: MachineDraft) -> None:
    """Outputs in rows of (state, input): Moore where they agree within a state, else Mealy."""
    by_line: Mapping[int, dict[Column, Bits]] = {
        int(key[1:]): values for key, values in draft.moore.items() if key.startswith("\0")
    }
    for line in by_line:
        del draft.moore[_row(line)]
    states = {edge.line: edge.state for edge in draft.edges}
    varying = {
        column
        for line, values in by_line.items()
        if line in states
        for column, bits in values.items()
        if draft.moore[states[line]][column] != bits
    }
    if not varying:
        return
    draft.edges = [
        replace(
            edge,
            outputs=edge.outputs
            | {c: b for c, b in by_line.get(edge.line, {}).items() if c in varying},
        )
        for edge in draft.edges
    ]
    for state, values in draft.moore.items():
        draft.moore[state] = {c: b for c, b in values.items() if c not in varying}
