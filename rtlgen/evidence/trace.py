"""Traces of mismatches and counterexamples as JSON files.

{"schema_version": 1, "kind": "rtlgen-trace", "top": "counter", "summary": "…",
"steps": [{"inputs": {"clk": "0"}, "expected": {"q": "0000"}, "got": {"q": "0001"}}]}
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from rtlgen.errors import UsageError
from rtlgen.evidence.files import write_text
from rtlgen.verdict import Evidence, TraceStep

SCHEMA_VERSION = 1
KIND = "rtlgen-trace"
_FIELDS = ("inputs", "expected", "got")


def write_trace(path: Path, evidence: Evidence, *, top: str) -> None:
    """Write the trace of a failed check so that `rtlgen check FILE --replay PATH` can rerun it."""
    record = {
        "schema_version": SCHEMA_VERSION,
        "kind": KIND,
        "top": top,
        "summary": evidence.summary,
        "steps": [step_record(step) for step in evidence.trace],
    }
    write_text(path, json.dumps(record, indent=1) + "\n")


def step_record(step: TraceStep) -> dict[str, dict[str, str]]:
    """One step as plain JSON values; fields that are empty are left out."""
    fields = {name: dict(getattr(step, name)) for name in _FIELDS}
    return {name: values for name, values in fields.items() if values or name == "inputs"}


def read_trace(path: Path) -> tuple[TraceStep, ...]:
    """Read a trace that `write_trace` wrote, or that a person edited.

    Raises:
        UsageError: the file is missing, is no trace, or holds a value that is no bit string.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from error
    except ValueError as error:
        raise UsageError(f"{path}: not valid JSON: {error}") from error
    if not isinstance(record, dict) or record.get("kind") != KIND:
        raise UsageError(f"{path}: not a trace; expected a JSON object with kind {KIND!r}")
    if record.get("schema_version") != SCHEMA_VERSION:
        version = record.get("schema_version")
        raise UsageError(f"{path}: schema_version must be {SCHEMA_VERSION}, not {version!r}")
    steps = record.get("steps")
    if not isinstance(steps, list) or not steps:
        raise UsageError(f"{path}: 'steps' must be a list with at least one step")
    return tuple(_read_step(path, index, step) for index, step in enumerate(steps))


def _read_step(path: Path, index: int, step: Any) -> TraceStep:
    if not isinstance(step, dict) or not step.keys() <= set(_FIELDS):
        raise UsageError(f"{path}: step {index}: expected an object with {', '.join(_FIELDS)}")
    return TraceStep(**{name: _read_values(path, index, step.get(name, {})) for name in _FIELDS})


def _read_values(path: Path, index: int, values: Any) -> tuple[tuple[str, str], ...]:
    if not isinstance(values, dict):
        raise UsageError(f"{path}: step {index}: expected an object from port to bits")
    for port, bits in values.items():
        if not isinstance(bits, str) or not re.fullmatch(r"[01xz-]+", bits):
            raise UsageError(
                f"{path}: step {index}: port {port!r}: expected a string of 0, 1, x, z, -, "
                f"not {bits!r}"
            )
    return tuple(values.items())
