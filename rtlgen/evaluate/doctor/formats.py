"""The report on a benchmark file."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Iterator
from types import MappingProxyType
from typing import Any, Final

from rtlgen.evaluate.doctor.diagnose import Diagnosis
from rtlgen.evaluate.doctor.examine import Examination
from rtlgen.evaluate.tables import Table, markdown_table, plain_table
from rtlgen.sandbox import tool_versions
from rtlgen.verdict import Status

SCHEMA_VERSION = 1


def render_human(found: Examination) -> str:
    """Aligned columns; the text may change at any time."""
    return "\n\n".join(plain_table(table) for table in _tables(found)) + "\n"


def render_markdown(found: Examination) -> str:
    """The same as Markdown."""
    return "\n\n".join(markdown_table(table) for table in _tables(found)) + "\n"


def render_json(found: Examination) -> str:
    """One object with everything; a contract."""
    record = {
        "schema_version": SCHEMA_VERSION,
        "tools": dict(tool_versions()),
        "suite": {"path": found.suite.path, "sha256": found.suite.sha256},
        "wrong_mutants": found.wrong,
        "killed_mutants": found.killed,
        "problems": [_record(item) for item in found.diagnoses],
        "broken": [{"id": name, "reason": reason} for name, reason in found.broken],
    }
    return json.dumps(record, indent=1) + "\n"


def render_jsonl(found: Examination) -> str:
    """One object a line and problem; a contract."""
    rows = ({"schema_version": SCHEMA_VERSION, **_record(item)} for item in found.diagnoses)
    return "".join(json.dumps(row) + "\n" for row in rows)


FORMATS: Final = MappingProxyType[str, Callable[[Examination], str]](
    {"human": render_human, "json": render_json, "jsonl": render_jsonl, "markdown": render_markdown}
)


def _record(item: Diagnosis) -> dict[str, Any]:
    record = dataclasses.asdict(item)
    return {"id": record.pop("problem"), **record, "wrong": item.wrong, "killed": item.killed}


def _tables(found: Examination) -> Iterator[Table]:
    versions = ", ".join(f"{name} {version}" for name, version in tool_versions())
    total, bad = len(found.diagnoses), found.defective
    yield Table(title=found.suite.path, text=f"{total} problems examined with {versions}")
    yield Table(
        title="Defects",
        text=f"{len(bad)} of {total} problems",
        header=("problem", "defect", "evidence", "known"),
        rows=tuple(
            (item.problem, defect.kind.value, defect.message, item.known_defect or "")
            for item in bad
            for defect in item.defects
        ),
    )
    yield _known(found)
    yield _strength(found)
    notes = [(item.problem, note) for item in found.diagnoses for note in item.notes]
    if notes:
        yield Table(title="Not examined", header=("problem", "why"), rows=tuple(notes))
    if found.broken:
        yield Table(title="Broken off", header=("problem", "why"), rows=found.broken)


def _known(found: Examination) -> Table:
    """Rows that are marked as defective although nothing was found."""
    rows = tuple(
        (item.problem, item.known_defect)
        for item in found.diagnoses if item.known_defect and not item.defects
    )  # fmt: skip
    return Table(
        title="Known defects that do not show", text=str(len(rows)), header=("problem", "known"),
        rows=rows,
    )  # fmt: skip


def _strength(found: Examination) -> Table:
    """How many wrong designs the benches let pass."""
    mutations = [m for item in found.diagnoses for m in item.mutations]
    same = sum(m.ours is Status.PASS for m in mutations)
    rate = f"{found.killed / found.wrong:.1%}" if found.wrong else "no"
    cheats = sum(item.cheats for item in found.diagnoses)
    text = (
        f"the benches kill {found.killed} of {found.wrong} wrong mutants ({rate}); "
        f"{same} more are proved equal, {len(mutations) - same - found.wrong} undecided; "
        f"{cheats} cheap wrong designs were tried"
    )
    weak = sorted(
        (item for item in found.diagnoses if item.killed < item.wrong),
        key=lambda item: item.killed / item.wrong,
    )
    return Table(
        title="Strength", text=text, header=("problem", "killed", "wrong", "passed by the bench"),
        rows=tuple(
            (item.problem, str(item.killed), str(item.wrong), _survivors(item)) for item in weak
        ),
    )  # fmt: skip


def _survivors(item: Diagnosis) -> str:
    return ", ".join(
        f"{m.operator} in line {m.line}"
        for m in item.mutations
        if m.ours is Status.FAIL and m.bench is Status.PASS
    )
