"""Truth tables: a head of port names, a row for each combination of inputs."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence

from rtlgen.spec.artefacts.clocked import Head, as_machine, read_head, with_held_values
from rtlgen.spec.artefacts.grid import Reporter, Row, transposed
from rtlgen.spec.artefacts.values import (
    Signals,
    base_of,
    read_value,
    stated_base,
    strip_marks,
)
from rtlgen.spec.model import Bits, Column, StateTable, TableRow, TruthTable

_DEFAULT = re.compile(
    r"(?:any(?:thing|\s+others?)?\s*else|others?|otherwise|default|all others?)\W*", re.I
)
_REMARK_HEAD = re.compile(
    r"|(?:row|line|no|nr|index|minterm|maxterm|m|case|decimal|dec|i|comments?|notes?|remarks?|meaning|"
    r"description|operation|function|mode|action|name|symbol|character|char|shows?|display)\W*|#",
    re.IGNORECASE,
)
"""Heads over columns that only number or explain the rows."""
_GROUP_HEAD = re.compile(r"|(?:the\s+)?(?:inputs?|outputs?|controls?|data|selects?)\W*", re.I)
_MAX_COMPARED = 2048
"""Most rows that are compared with each other."""
MAX_COUNTED_BITS = 16
"""Most input bits for which completeness is counted."""
MAX_CUBES = 4096
"""Most patterns that a default row may stand for."""


def read_truth_table(
    rows: Sequence[Row], signals: Signals, report: Reporter, *, is_sure: bool = True
) -> TruthTable | StateTable | None:
    """Read a table whose head names ports; None when it is none (nothing is reported then).

    A table of next values over few bits is a state machine whose states are those values.

    Args:
        rows: Head and rows.
        signals: The ports.
        report: Takes what is wrong.
        is_sure: It is drawn as a table: a row that cannot be read is an error. Otherwise, when the
            first row cannot be read, it is no table.
    """
    body = _upright(rows, signals)
    body = None if body is None else with_held_values(body, signals)
    if body is None:
        return None
    heads = [read_head(cell, signals) for cell in body[0].cells]
    if any(head is None for head in heads):
        return None
    groups = [head for head in heads if head]
    flat = [item for head in groups for item in head]
    following = tuple(column for column, is_next in flat if is_next)
    inputs = tuple(
        c for c, n in flat if not n and (signals.is_input(c) or c in following)
    )  # fmt: skip
    outputs = tuple(c for c, n in flat if n or c not in inputs)
    if not inputs or not outputs or len(flat) != len(inputs) + len(outputs):
        return None
    if not is_sure and _values(body[1], groups, _bases(body, groups, signals), signals) is None:
        return None
    table_rows = _read_rows(body, groups, inputs, outputs, signals, report)
    is_whole = len(body[0].cells) == len(rows[0].cells)
    if not table_rows or not _is_consistent(table_rows, report, is_whole=is_whole):
        return None
    _tell_missing(table_rows, inputs, signals, report)
    table = TruthTable(
        inputs=inputs, outputs=outputs, rows=tuple(table_rows), is_clocked=bool(following),
        source=report.source.at(body[0].line),
    )  # fmt: skip
    return as_machine(table, following, signals) or table


def _read_rows(
    rows: Sequence[Row],
    groups: Sequence[Head],
    inputs: tuple[Column, ...],
    outputs: tuple[Column, ...],
    signals: Signals,
    report: Reporter,
) -> list[TableRow]:
    """Read the rows below the head; none when one cannot be read."""
    bases = _bases(rows, groups, signals)
    table_rows: list[TableRow] = []
    default: Row | None = None
    for row in rows[1:]:
        if row.cells and _DEFAULT.fullmatch(strip_marks(row.cells[0])):
            default = row
            continue
        values = _values(row, groups, bases, signals)
        if values is None:
            report.error("SPEC302", row.line, _bad_row(row, groups), "correct the row")
            return []
        table_rows.append(_split(row.line, values, inputs, outputs))
    if default is not None:
        table_rows += _expand(default, table_rows, bases, signals, inputs, outputs, report)
    return table_rows


def _upright(rows: Sequence[Row], signals: Signals) -> list[Row] | None:
    """Return head and rows without what only groups, numbers or explains them; None = no table."""
    if len(rows) >= 3 and all(_GROUP_HEAD.fullmatch(strip_marks(c)) for c in rows[0].cells):
        rows = rows[1:]
    if len(rows) < 2:
        return None
    head = rows[0].cells
    known = [read_head(cell, signals) is not None for cell in head]
    if not all(known) and all(read_head(row.cells[0], signals) for row in rows) and len(head) > 2:
        return transposed(rows) or None
    kept = [
        i
        for i, cell in enumerate(head)
        if known[i] or _REMARK_HEAD.fullmatch(strip_marks(cell)) is None
    ]
    return [
        Row(r.line, tuple(r.cells[i] for i in kept)) if len(r.cells) == len(head) else r
        for r in rows
    ]


def _bases(rows: Sequence[Row], groups: Sequence[Head], signals: Signals) -> list[int | None]:
    bases: list[int | None] = []
    for index, group in enumerate(groups):
        if len(group) != 1:
            bases.append(None)
            continue
        width = signals.width(group[0][0])
        values = [strip_marks(r.cells[index]) for r in rows[1:] if index < len(r.cells)]
        stated = stated_base(rows[0].cells[index])
        plain = [v for v in values if re.fullmatch(r"[01]+", v)]
        if stated is None and len(plain) == len(values) and any(len(v) > 1 for v in values):
            stated = 2 if all(len(v) <= width for v in values) else None
        bases.append(stated or base_of(values, width))
    if 16 in bases:  # a table is written in one base; bits of the full width stay bits
        bases = [16] * len(bases)
    return bases


def _values(
    row: Row, groups: Sequence[Head], bases: Sequence[int | None], signals: Signals
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


def _bad_row(row: Row, groups: Sequence[Head]) -> str:
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
    left = uncovered(["".join(row.inputs) for row in rows], width)
    if len(values) != count or left is None:
        report.warning(
            "SPEC302",
            default.line,
            "the default row stands for too many inputs to be read",
            "write the rows that matter",
        )
        return []
    ends = list(itertools.accumulate((signals.width(c) for c in inputs), initial=0))
    return [
        TableRow(
            inputs=tuple(bits[a:b] for a, b in itertools.pairwise(ends)),
            outputs=tuple(values),
            line=default.line,
        )
        for bits in left
    ]


def uncovered(patterns: Sequence[Bits], width: int) -> list[Bits] | None:
    """Return patterns that do not overlap and hold exactly what no given pattern holds.

    None when there would be more than `MAX_CUBES`.

    Source: the disjoint sharp operation of S. J. Hong et al., "MINI: a heuristic approach for
    logic minimization", IBM Journal of Research and Development 18 (1974).
    """
    left = ["-" * width]
    for pattern in patterns:
        left = [part for cube in left for part in _without(cube, pattern)]
        if len(left) > MAX_CUBES:
            return None
    return left


def _without(cube: Bits, pattern: Bits) -> Iterator[Bits]:
    """Yield parts of a cube that lie outside a pattern."""
    if not overlap(cube, pattern):
        yield cube
        return
    for index, (have, given) in enumerate(zip(cube, pattern, strict=True)):
        if have == "-" and given != "-":
            yield f"{cube[:index]}{'1' if given == '0' else '0'}{cube[index + 1 :]}"
            cube = f"{cube[:index]}{given}{cube[index + 1 :]}"


def _is_consistent(rows: Sequence[TableRow], report: Reporter, *, is_whole: bool) -> bool:
    """Report contradicting and doubled rows; False when the table must be left out."""
    flat = [("".join(row.inputs), "".join(row.outputs), row.line) for row in rows]
    if len(flat) > _MAX_COMPARED:
        return True
    for (a_in, a_out, a), (b_in, b_out, b) in itertools.combinations(flat, 2):
        if a == b or not overlap(a_in, b_in):
            continue
        if not overlap(a_out, b_out) and not is_whole:
            report.note(
                "SPEC301", b, "the table has columns that are no ports, and without them its rows "
                f"in lines {a} and {b} contradict each other; nothing is checked against it",
                "name the ports in its head",
            )  # fmt: skip
            return False
        if not overlap(a_out, b_out):
            report.error(
                "SPEC303", b, f"the row contradicts the row in line {a}: both apply "
                f"to inputs {_meet(a_in, b_in)}", "correct one of the two",
            )  # fmt: skip
        elif a_in == b_in:
            report.warning(
                "SPEC305", b, f"the row has the inputs of the row in line {a}",
                "remove one, or correct its inputs",
            )  # fmt: skip
    return True


def _tell_missing(
    rows: Sequence[TableRow], inputs: tuple[Column, ...], signals: Signals, report: Reporter
) -> None:
    width = sum(signals.width(column) for column in inputs)
    if width > MAX_COUNTED_BITS:
        return
    missing = missing_inputs(["".join(row.inputs) for row in rows], width)
    if missing:
        shown = ", ".join(missing[:4]) + (", …" if len(missing) > 4 else "")
        names = " ".join(str(column) for column in inputs)
        report.warning(
            "SPEC304", rows[0].line, f"the truth table has no row for {len(missing)} of "
            f"{1 << width} inputs ({names} = {shown})",
            "add the rows, or a row `others` with `-` where any value will do",
        )  # fmt: skip


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
