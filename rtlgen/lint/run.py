"""Lint designs: the reading is done in a child process that can be killed."""

from __future__ import annotations

import dataclasses
import functools
import importlib.util
import itertools
import json
import os
import py_compile
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path
from typing import Any, TypeAlias

from rtlgen.errors import ToolCrashed
from rtlgen.finding import Finding, Severity
from rtlgen.lint.front_end import not_analysed
from rtlgen.lint.waivers import apply_inline
from rtlgen.sandbox import Completed, Limits, run_worker
from rtlgen.spec.model import Port
from rtlgen.verdict import CheckKind, CheckResult, Status
from rtlgen.verilog.design import Design
from rtlgen.verilog.interface import read_interface
from rtlgen.verilog.limits import check_limits

READY = "ready"
"""The first line of the child process: what follows is about the texts, not about itself."""
_START_S = 20.0
"""For the process to start and to read usual texts."""
_EACH_S = 5.0
"""For one text, and as much for the rules on its structure; a usual one takes a hundredth."""
_OUTPUT_BYTES = 16 << 20
"""Findings of a batch, as JSON."""


def lint_design(
    verilog: str, *, top: str | None = None, ports: Sequence[Port] | None = None,
    path: str | None = None, has_inline_waivers: bool = False, has_structure: bool = True,
    relaxed: frozenset[str] = frozenset(),
) -> CheckResult:  # fmt: skip
    """Look at the text of a design; only findings of severity ERROR make it FAIL.

    Args:
        verilog: Source text of all modules.
        top: Top module; None = the only one that no other instantiates.
        ports: The interface contract; None = none.
        path: File to name in findings.
        has_inline_waivers: Honour `// rtlgen: allow CODE reason`.
        has_structure: Try the rules on pyverilog's AST as well, which only warn.
        relaxed: Names of groups of the allow-list that are allowed, see
            `rtlgen.lint.rules.allowed.groups`.

    Raises:
        ToolNotFound: there is no sandbox.
        ToolCrashed: the child process does not start.
    """
    return lint_designs(
        [verilog], top=top, ports=ports, paths=[path], has_inline_waivers=has_inline_waivers,
        has_structure=has_structure, relaxed=relaxed,
    )[0]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspected:
    """What is known of one text."""

    result: CheckResult
    design: Design | None
    """None where the text cannot be read."""


def lint_designs(texts: Sequence[str], **options: Any) -> tuple[CheckResult, ...]:
    """Look at many texts in one child process; see `inspect_designs`."""
    return tuple(inspected.result for inspected in inspect_designs(texts, **options))


def inspect_designs(
    texts: Sequence[str], *, top: str | None = None, ports: Sequence[Port] | None = None,
    paths: Sequence[str | None] = (), has_inline_waivers: bool = False,
    has_structure: bool = True, relaxed: frozenset[str] = frozenset(),
) -> tuple[Inspected, ...]:  # fmt: skip
    """Look at many texts in one child process; each gets the result that it would get alone.

    A text that crashes the parser or does not end is the only one that is blamed: the others are
    read again by a new process.

    Args:
        texts: Source texts, each with all modules of one design.
        top: Top module of all texts; None = of each the only one that no other instantiates.
        ports: The interface contract; None = none.
        paths: Files to name in findings, one for each text; empty = none.
        has_inline_waivers: Honour `// rtlgen: allow CODE reason`.
        has_structure: Try the rules on pyverilog's AST as well, which only warn.
        relaxed: Names of groups of the allow-list that are allowed.

    Raises:
        ToolNotFound, ToolCrashed: see `lint_design`.
    """
    started = time.monotonic()
    refused = [check_limits(text) for text in texts]
    readable = [text for text, findings in zip(texts, refused, strict=True) if not findings]
    wanted = None if ports is None else [
        {"name": p.name, "direction": p.direction.value, "width": p.width,
         "is_assumed": p.is_assumed}
        for p in ports
    ]  # fmt: skip
    job = {"top": top, "ports": wanted, "relaxed": sorted(relaxed), "each_s": _EACH_S,
           "has_structure": has_structure}  # fmt: skip
    answers = iter(_read(readable, job))
    found: list[Inspected] = []
    for text, findings, path in zip(texts, refused, paths or [None] * len(texts), strict=True):
        answer, interface = (_result(findings), None) if findings else next(answers)
        if has_inline_waivers and answer.status in (Status.PASS, Status.FAIL):
            answer = _result(tuple(apply_inline(text, answer.findings)))
        design = None if interface is None else read_interface(interface, text, path)
        found.append(Inspected(result=_placed(answer, path), design=design))
    each_s = (time.monotonic() - started) / max(1, len(texts))
    return tuple(
        dataclasses.replace(one, result=dataclasses.replace(one.result, elapsed_s=each_s))
        for one in found
    )


def _placed(result: CheckResult, path: str | None) -> CheckResult:
    """Name the file in the findings; the process that made them does not know it."""
    findings = tuple(dataclasses.replace(item, path=path) for item in result.findings)
    return _result(findings) if result.status is Status.FAIL else dataclasses.replace(
        result, findings=findings
    )  # fmt: skip


_Interface: TypeAlias = Mapping[str, Any] | None
"""What `write_interface` has written."""


def _read(texts: Sequence[str], job: Mapping[str, object]) -> list[tuple[CheckResult, _Interface]]:
    """Return the result of each text, and the interface of those that can be read.

    A text is only blamed when it was the first one of its process, which no other can have spoilt.
    """
    wall_s = _START_S + 2 * _EACH_S
    limits = Limits(wall_s=wall_s, cpu_s=int(wall_s), output_bytes=_OUTPUT_BYTES)
    answers: list[tuple[CheckResult, _Interface]] = []
    while len(answers) < len(texts):
        done = run_worker("rtlgen.lint.worker", {**job, "texts": texts[len(answers) :]},
                          limits=limits, paths=(_parser_tables(),))  # fmt: skip
        found = _found(done, 2 if job["has_structure"] else 1)
        answers += [(_result(findings), interface) for findings, interface in found]
        if not found:
            answers.append((_broken(done), None))
    return answers


def _found(done: Completed, lines_each: int) -> list[tuple[tuple[Finding, ...], _Interface]]:
    """Return the findings and the interface of those texts that a process has read.

    pyverilog only warns: a text whose structure it does not survive is read all the same.
    """
    first, *lines = done.stdout.decode(errors="replace").split("\n")
    if first != READY:
        raise ToolCrashed(f"the process that reads Verilog does not start: {_last_line(done)}")
    # Behind the last line end is nothing, or an answer that was cut off.
    answers = [json.loads(line) for line in lines[:-1]]
    findings = [tuple(map(_finding, answer["findings"])) for answer in answers]
    if len(findings) % lines_each:
        findings.append((not_analysed("pyverilog does not survive this text"),))
    return [
        (
            tuple(itertools.chain.from_iterable(findings[start : start + lines_each])),
            answers[start]["interface"],
        )
        for start in range(0, len(findings), lines_each)
    ]


def _finding(item: dict[str, Any]) -> Finding:
    return Finding(**{**item, "severity": Severity(item["severity"])})


def _last_line(done: Completed) -> str:
    return (done.log.strip().splitlines() or ["no output"])[-1]


def _result(findings: tuple[Finding, ...]) -> CheckResult:
    errors = [item for item in findings if item.severity is Severity.ERROR]
    warnings = sum(item.severity is Severity.WARNING for item in findings)
    reason = str(errors[0]) if errors else f"{warnings} warnings" if warnings else "clean"
    status = Status.FAIL if errors else Status.PASS
    return CheckResult(
        check="lint", kind=CheckKind.STATIC, status=status, reason=reason, findings=findings
    )


def _broken(done: Completed) -> CheckResult:
    """The result of a text that the parser does not survive."""
    is_hang = done.timed_out or b"Timeout (" in done.stderr
    status, code, message = (
        (Status.TIMEOUT, "RTL017", "the parser did not end in time") if is_hang
        else (Status.UNKNOWN, "RTL016", f"the parser died: {_last_line(done)}")
    )  # fmt: skip
    finding = Finding(code=code, severity=Severity.WARNING, message=message)
    return CheckResult(
        check="lint", kind=CheckKind.STATIC, status=status, reason=message, findings=(finding,)
    )


@functools.cache
def _parser_tables() -> Path:
    """Folder of pyverilog's parser tables; making them takes half a second, so they are kept.

    They are kept compiled, which the child process could not do: it may write nowhere.
    """
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "rtlgen" / f"pyverilog-{metadata.version('pyverilog')}"
    table = folder / "parsetab.py"
    if table.is_file() and Path(importlib.util.cache_from_source(table)).is_file():
        return folder
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        folder = Path(tempfile.mkdtemp(prefix="rtlgen-tables-"))
    make = (
        "import sys; from pyverilog.vparser.parser import VerilogParser; "
        "VerilogParser(outputdir=sys.argv[1], debug=False)"
    )
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        subprocess.run([sys.executable, "-W", "ignore", "-c", make, scratch], check=True,
                       capture_output=True, cwd=scratch)  # fmt: skip
        # A rename: another process that starts now sees either no table or a whole one.
        (Path(scratch) / "parsetab.py").replace(folder / "parsetab.py")
    py_compile.compile(str(folder / "parsetab.py"))
    return folder
