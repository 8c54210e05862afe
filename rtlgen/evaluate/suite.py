"""Benchmark files: JSON lines, one problem each.

| key | type | meaning |
|---|---|---|
| `id` | text | name of the problem, unique in the file |
| `prompt` | text | the specification, as a backend gets it |
| `top` | text | the module to write; else what the testbench instantiates |
| `reference`, `reference_top` | text | a right design and its module |
| `testbench`, `testbench_top` | text | the benchmark's own bench and its module |
| `pass_line` | text | what the bench prints for a right design, see `pass_line.py` |
| `data_files` | object | file name → text, beside the bench when it runs |
| `known_defect` | text | what is broken in this row upstream |

Other keys say where the row comes from and are not read.
"""

from __future__ import annotations

import difflib
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rtlgen.errors import UsageError, suggest
from rtlgen.evaluate.modules import module_names
from rtlgen.evaluate.pass_line import PassLine

_TEXTS = (
    "id", "prompt", "top", "reference", "reference_top", "testbench", "testbench_top", "pass_line",
    "known_defect",
)  # fmt: skip
_KEYS = (*_TEXTS, "data_files")
OWN_FILES = frozenset({"design.v", "between.v", "reference.v", "bench.sv", "design.vvp"})
"""Names that a data file must not have: `foreign.py` writes files of these names beside it."""
_COMPLAINTS_SHOWN = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One row: what is to be designed, and what can judge it."""

    id: str
    prompt: str
    top: str
    """Name of the module to write."""
    reference: str = ""
    """Text of a right design; empty when there is none."""
    reference_top: str | None = None
    testbench: str = ""
    """Text of the benchmark's own bench; empty when there is none."""
    testbench_top: str | None = None
    pass_line: PassLine | None = None
    """Set where there is a testbench."""
    data_files: tuple[tuple[str, str], ...] = ()
    """(file name, text) of what the bench reads."""
    known_defect: str | None = None
    """What is broken in the row itself; such rows are left out of corrected scores."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """A benchmark file."""

    path: str
    sha256: str
    """Of the file's bytes."""
    problems: tuple[Problem, ...]

    def select(self, ids: tuple[str, ...], limit: int | None) -> tuple[Problem, ...]:
        """Return the problems with these ids (none = all), at most `limit`, in the file's order.

        Raises:
            UsageError: there is no problem with such an id; the nearest is suggested.
        """
        known = [problem.id for problem in self.problems]
        for name in ids:
            if name not in known:
                hint = suggest(name, known, otherwise=f"it has {len(known)} others")
                raise UsageError(f"--only {name}: {self.path} has no such problem; {hint}")
        return tuple(p for p in self.problems if not ids or p.id in ids)[:limit]


def read_suite(path: Path) -> Suite:
    """Read a benchmark file.

    Raises:
        UsageError: the file cannot be read or rows are wrong; a line for each wrong row.
    """
    try:
        content = path.read_bytes()
        lines = content.decode().split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path}: the benchmark file cannot be read: {error}") from error
    problems: dict[str, Problem] = {}
    complaints = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            problem = read_problem(_parse_row(line))
            if problem.id in problems:
                raise _BadRowError(f"id {problem.id!r} stands in an earlier row; ids must differ")
            problems[problem.id] = problem
        except _BadRowError as error:
            complaints.append(f"{path}:{number}: {error}")
    if complaints:
        more = len(complaints) - _COMPLAINTS_SHOWN
        complaints[_COMPLAINTS_SHOWN:] = [f"and {more} more wrong rows"] if more > 0 else []
        raise UsageError("\n".join(complaints))
    if not problems:
        raise UsageError(f"{path}: holds no problem; write one JSON object a line")
    digest = hashlib.sha256(content).hexdigest()
    return Suite(path=str(path), sha256=digest, problems=tuple(problems.values()))


class _BadRowError(UsageError):
    """What is wrong with a row, and what to do; where it stands is known to the caller."""


def _parse_row(line: str) -> Mapping[str, Any]:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise _BadRowError(f"not JSON: {error}") from error
    if not isinstance(row, dict):
        raise _BadRowError(f"a JSON object is needed, not {type(row).__name__}")
    return row


def read_problem(row: Mapping[str, Any]) -> Problem:
    """Read one row, as it came from JSON.

    Raises:
        UsageError: the row is wrong; the message says what to do.
    """
    _refuse_slips(row)
    texts = {key: _text(row, key) for key in _TEXTS}
    for key in ("id", "prompt"):
        if texts[key] is None:
            raise _BadRowError(f"{key!r} is missing; each row needs an id and a prompt")
    reference, testbench = texts["reference"] or "", texts["testbench"] or ""
    if not reference and not testbench:
        raise _BadRowError("nothing can judge this row; give 'reference' or 'testbench'")
    top, reference_top = _tops(texts, reference, testbench)
    return Problem(
        id=str(texts["id"]),
        prompt=str(texts["prompt"]),
        top=top,
        reference=reference,
        reference_top=reference_top,
        testbench=testbench,
        testbench_top=texts["testbench_top"] or _only(module_names(testbench).roots),
        pass_line=_pass_line(texts["pass_line"], testbench),
        data_files=_data_files(row.get("data_files")),
        known_defect=texts["known_defect"],
    )


def _refuse_slips(row: Mapping[str, Any]) -> None:
    """Refuse keys that look like a known one; a slip must not switch a judge off in silence."""
    for key in row:
        near = difflib.get_close_matches(key, _KEYS, n=1, cutoff=0.8)
        if near and key not in _KEYS:
            raise _BadRowError(f"unknown key {key!r}; did you mean {near[0]!r}?")


def _text(row: Mapping[str, Any], key: str) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise _BadRowError(f"{key!r} must be text, not {type(value).__name__}")
    return value if value and value.strip() else None


def _tops(
    texts: Mapping[str, str | None], reference: str, testbench: str
) -> tuple[str, str | None]:
    """Return the name of the module to write, and that of the reference's own."""
    reference_top = texts["reference_top"] or _only(module_names(reference).roots)
    if texts["top"]:
        return texts["top"], reference_top
    if not testbench:
        if reference_top is None:
            raise _BadRowError("the reference has no single top module; give 'top'")
        return reference_top, reference_top
    wanted = [n for n in module_names(testbench).wanted if n != texts["reference_top"]]
    if len(wanted) > 1 and texts["id"] in wanted:
        wanted = [str(texts["id"])]
    if len(wanted) != 1:
        shown = ", ".join(wanted) or "none"
        raise _BadRowError(
            f"the module to write is not known: the testbench instantiates {shown}; give 'top'"
        )
    return wanted[0], reference_top


def _only(names: tuple[str, ...]) -> str | None:
    return names[0] if len(names) == 1 else None


def _pass_line(text: str | None, testbench: str) -> PassLine | None:
    if not testbench:
        return None
    if text is None:
        raise _BadRowError(
            "'pass_line' is missing; say what the testbench prints for a right design, for "
            "example \"a line with 'PASSED'\""
        )
    try:
        return PassLine.parse(text)
    except ValueError as error:
        raise _BadRowError(f"pass_line: {error}") from error


def _data_files(value: object) -> tuple[tuple[str, str], ...]:
    if value is None:
        return ()
    if not isinstance(value, dict):
        raise _BadRowError("'data_files' must be an object of file names and texts")
    for name, text in value.items():
        if not isinstance(text, str):
            raise _BadRowError(f"data_files: {name!r} must be text, not {type(text).__name__}")
        if PurePosixPath(name).name != name or name in ("", ".", ".."):
            raise _BadRowError(f"data_files: {name!r} must be a plain file name without folders")
        if name in OWN_FILES:
            raise _BadRowError(f"data_files: {name!r} is a file of ours; name it otherwise")
    return tuple(value.items())
