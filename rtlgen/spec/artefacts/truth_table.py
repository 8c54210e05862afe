"""Truth tables: a head of port names, a row for each combination of inputs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Sequence

from rtlgen.spec.artefacts.grid import Reporter, Row
from rtlgen.spec.artefacts.values import Signals, base_of, read_value, strip_marks
from rtlgen.spec.model import Bits, Column, TableRow, TruthTable

_DEFAULT = re.compile(
    r"(?:any(?:thing|\s+others?)?\s*else|others?|otherwise|default|all others?)\W*", re.I
)
_NEXT = re.compile(r"(?:next\s+)(?P<a>\w+)|(?P<b>\w+)\s*(?:\(t\s*\+\s*1\)|\+|_next|next)", re.I)
MAX_EXPANDED_BITS = 16
"""Most input bits for which a default row is expanded and completeness is counted."""


def read_truth_table(rows: Sequence[Row], signals: Signals, report: Reporter) -> TruthTable | None:
    """Read a table whose head names ports; None when it is none (nothing is reported then)."""
    if len(rows) < 2:
        return None
    heads = [_head(cell, signals) for cell in rows[0].cells]
    if any(head is None for head in heads):
        return None
    flat = [column for head in heads if head for column, _ in head]
    is_clocked = any(is_next for head in heads if head for _, is_next in head)
    inputs = tuple(
        c
        for c, n in itertools.chain(*(h or () for h in heads))
        if not n and (signals.is_input(c) or (is_clocked and _has_next(c, heads)))
    )
    outputs = tuple(c for h in heads if h for c, n in h if n or (c not in inputs))
    if not inputs or not outputs or len(flat) != len(inputs) + len(outputs):
        return None
    groups = [[(c, n) for c, n in head] for head in heads if head]
    bases = _bases(rows[1:], groups, signals)
    table_rows: list[TableRow] = []
    default: Row | None = None
    for row in rows[1:]:
        if row.cells and _DEFAULT.fullmatch(strip_marks(row.cells[0])):
            default = row
            continue
        values = _values(row, groups, bases, signals)
        if values is None:
            report.error("SPEC302", row.line, _bad_row(row, groups), "correct the row")
            return None
        table_rows.append(_split(row.line, values, inputs, outputs))
    if default is not None:
        table_rows += _expand(default, table_rows, bases, signals, inputs, outputs, report)
    if not table_rows:
        return None
    _compare(table_rows, inputs, signals, report)
    return TruthTable(
        inputs=inputs,
        outputs=outputs,
        rows=tuple(table_rows),
        is_clocked=is_clocked,
        source=report.source.at(rows[0].line),
    )


_Head = list[tuple[Column, bool]]


def _head(cell: str, signals: Signals) -> _Head | None:
    text = strip_marks(cell)
    columns = signals.columns(text) if text else None
    if columns:
        return [(column, False) for column in columns]
    match = _NEXT.fullmatch(text)
    column = signals.column(match["a"] or match["b"]) if match else None
    return None if column is None else [(column, True)]


def _has_next(column: Column, heads: Iterable[_Head | None]) -> bool:
    return any((column, True) in head for head in heads if head)


def _bases(rows: Sequence[Row], groups: Sequence[_Head], signals: Signals) -> list[int | None]:
    bases: list[int | None] = []
    for index, group in enumerate(groups):
        if len(group) != 1:
            bases.append(None)
            continue
        width = signals.width(group[0][0])
        values = [row.cells[index] for row in rows if index < len(row.cells)]
        bases.append(base_of(values, width))
    if 16 in bases:  # a table is written in one base
        bases = [16 if base == 10 else base for base in bases]
    return bases


def _values(
    row: Row, groups: Sequence[_Head], bases: Sequence[int | None], signals: Signals
) -> dict[tuple[Column, bool], Bits] | None:
    if len(row.cells) != len(groups):
        return None
    values: dict[tuple[Column, bool], Bits] = {}
    for cell, group, base in zip(row.cells, groups, bases, strict=True):
        widths = [signals.width(column) for column, _ in group]
        parts = [cell] if len(group) == 1 else re.split(r"[\s,]+", strip_marks(cell))
        if len(parts) == 1 < len(group) and len(parts[0]) == sum(widths):
            ends = list(itertools.accumulate(widths, initial=0))
            parts = [parts[0][a:b] for a, b in itertools.pairwise(ends)]
        if len(parts) != len(group):
            return None
        for key, part, width in zip(group, parts, widths, strict=True):
            bits = read_value(part, width, base=base)
            if bits is None:
                return None
            values[key] = bits
    return values


def _split(
    line: int,
    values: dict[tuple[Column, bool], Bits],
    inputs: tuple[Column, ...],
    outputs: tuple[Column, ...],
) -> TableRow:
    given = tuple(values[c, False].replace("x", "-") for c in inputs)
    wanted = tuple(values.get((c, True)) or values[c, False] for c in outputs)
    return TableRow(
        inputs=given, outputs=tuple(bits.replace("x", "-") for bits in wanted), line=line
    )


def _bad_row(row: Row, groups: Sequence[_Head]) -> str:
    if len(row.cells) != len(groups):
        return f"the row has {len(row.cells)} cells, the head of its table {len(groups)}"
    shown = " | ".join(row.cells)
    return f"the row `{shown}` holds a value that does not fit the width of its column"


def matches(pattern: str, bits: str) -> bool:
    """Whether bits without don't-cares lie in a pattern with some."""
    return all(p in ("-", b) for p, b in zip(pattern, bits, strict=True))


def overlap(one: str, other: str) -> bool:
    """Whether two patterns with don't-cares share a combination of bits."""
    return all(a == b or "-" in (a, b) for a, b in zip(one, other, strict=True))


def _expand(
    default: Row,
    rows: Sequence[TableRow],
    bases: Sequence[int | None],
    signals: Signals,
    inputs: tuple[Column, ...],
    outputs: tuple[Column, ...],
    report: Reporter,
) -> list[TableRow]:
    """Turn a row `anything else` into rows for the inputs that no other row names."""
    width = sum(signals.width(column) for column in inputs)
    values: list[Bits] = []
    count = len(outputs)
    cells = default.cells[-count:]
    for cell, column, base in zip(cells, outputs, bases[-count:], strict=False):
        bits = read_value(cell, signals.width(column), base=base)
        if bits is None:
            report.error(
                "SPEC302",
                default.line,
                "the default row holds a value that does not fit its column",
                "correct the row",
            )
            return []
        values.append(bits.replace("x", "-"))
    if len(values) != count or width > MAX_EXPANDED_BITS:
        report.warning(
            "SPEC302",
            default.line,
            f"a default row is read for at most {MAX_EXPANDED_BITS} input bits, not {width}",
            "write the rows that matter",
        )
        return []
    patterns = ["".join(row.inputs) for row in rows]
    widths = [signals.width(column) for column in inputs]
    added = []
    for number in range(1 << width):
        bits = format(number, f"0{width}b")
        if not any(matches(pattern, bits) for pattern in patterns):
            ends = itertools.pairwise(itertools.accumulate(widths, initial=0))
            parts = tuple(bits[a:b] for a, b in ends)
            added.append(TableRow(inputs=parts, outputs=tuple(values), line=default.line))
    return added


def _compare(
    rows: Sequence[TableRow], inputs: tuple[Column, ...], signals: Signals, report: Reporter
) -> None:
    """Report contradicting, doubled and missing rows."""
    flat = [("".join(row.inputs), "".join(row.outputs), row.line) for row in rows]
    if len(flat) <= 2048:
        for (a_in, a_out, a), (b_in, b_out, b) in itertools.combinations(flat, 2):
            if a == b or not overlap(a_in, b_in):
                continue
            if not overlap(a_out, b_out):
                report.error(
                    "SPEC303",
                    b,
                    f"the row contradicts the row in line {a}: both apply "
                    f"to inputs {_meet(a_in, b_in)}",
                    "correct one of the two",
                )
            elif a_in == b_in:
                report.warning(
                    "SPEC305",
                    b,
                    f"the row has the inputs of the row in line {a}",
                    "remove one, or correct its inputs",
                )
    width = sum(signals.width(column) for column in inputs)
    if width <= MAX_EXPANDED_BITS and (missing := missing_inputs([f[0] for f in flat], width)):
        first = flat[0][2]
        shown = ", ".join(missing[:4]) + (", …" if len(missing) > 4 else "")
        names = " ".join(str(column) for column in inputs)
        report.warning(
            "SPEC304",
            first,
            f"the truth table has no row for {len(missing)} of "
            f"{1 << width} inputs ({names} = {shown})",
            "add the rows, or a row `others` with `-` where any value will do",
        )


def missing_inputs(patterns: Sequence[str], width: int) -> list[str]:
    """Return the combinations of input bits that no pattern covers, at most 1000."""
    exact = {pattern for pattern in patterns if "-" not in pattern}
    loose = [pattern for pattern in patterns if "-" in pattern]
    missing = []
    for number in range(1 << width):
        bits = format(number, f"0{width}b")
        if bits not in exact and not any(matches(pattern, bits) for pattern in loose):
            missing.append(bits)
            if len(missing) == 1000:
                break
    return missing


def _meet(one: str, other: str) -> str:
    return "".join(b if a == "-" else a for a, b in zip(one, other, strict=True))
