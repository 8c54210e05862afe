"""Lint a design: the reading is done in a child process that can be killed."""

from __future__ import annotations

import functools
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from rtlgen.finding import Finding, Severity
from rtlgen.lint.waivers import apply_inline
from rtlgen.sandbox import Limits, run_worker
from rtlgen.spec.model import Port
from rtlgen.verdict import CheckKind, CheckResult, Status
from rtlgen.verilog.limits import check_limits

_LIMITS = Limits(wall_s=20.0, cpu_s=20)


def lint_design(
    verilog: str, *, top: str | None = None, ports: Sequence[Port] | None = None,
    path: str | None = None, has_inline_waivers: bool = False,
) -> CheckResult:  # fmt: skip
    """Look at the text of a design; only findings of severity ERROR make it FAIL.

    Args:
        verilog: Source text of all modules.
        top: Top module; None = the only one that no other instantiates.
        ports: The interface contract; None = none.
        path: File to name in findings.
        has_inline_waivers: Honour `// rtlgen: allow CODE reason`.

    Raises:
        ToolNotFound: there is no sandbox.
    """
    started = time.monotonic()
    if findings := check_limits(verilog, path=path):
        return _result(Status.FAIL, findings, started)
    job = {
        "verilog": verilog, "top": top, "path": path,
        "ports": None if ports is None else [
            {"name": p.name, "direction": p.direction.value, "width": p.width} for p in ports
        ],
    }  # fmt: skip
    done = run_worker("rtlgen.lint.worker", job, limits=_LIMITS, paths=(_parser_tables(),))
    if done.timed_out:
        return _broken(Status.TIMEOUT, "RTL017", "the parser did not end in time", path, started)
    try:
        found = [Finding(**{**item, "severity": Severity(item["severity"])})
                 for item in json.loads(done.stdout)]  # fmt: skip
    except (ValueError, TypeError):
        last = (done.log.strip().splitlines() or ["no output"])[-1]
        return _broken(Status.UNKNOWN, "RTL016", f"the parser died: {last}", path, started)
    if has_inline_waivers:
        found = list(apply_inline(verilog, found, path))
    is_bad = any(item.severity is Severity.ERROR for item in found)
    return _result(Status.FAIL if is_bad else Status.PASS, tuple(found), started)


def _result(status: Status, findings: tuple[Finding, ...], started: float) -> CheckResult:
    errors = [item for item in findings if item.severity is Severity.ERROR]
    warnings = sum(item.severity is Severity.WARNING for item in findings)
    reason = str(errors[0]) if errors else f"{warnings} warnings" if warnings else "clean"
    return CheckResult(
        check="lint", kind=CheckKind.STATIC, status=status, reason=reason, findings=findings,
        elapsed_s=time.monotonic() - started,
    )  # fmt: skip


def _broken(
    status: Status, code: str, message: str, path: str | None, started: float
) -> CheckResult:
    finding = Finding(code=code, severity=Severity.WARNING, message=message, path=path)
    return CheckResult(
        check="lint", kind=CheckKind.STATIC, status=status, reason=message, findings=(finding,),
        elapsed_s=time.monotonic() - started,
    )  # fmt: skip


@functools.cache
def _parser_tables() -> Path:
    """Folder of pyverilog's parser tables; making them takes half a second, so they are kept."""
    base = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    folder = Path(base) / "rtlgen" / f"pyverilog-{metadata.version('pyverilog')}"
    if (folder / "parsetab.py").is_file():
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
    return folder
