"""Run a cocotb testbench that the user wrote."""

from __future__ import annotations

import importlib.util
import secrets
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from rtlgen.errors import UsageError
from rtlgen.finding import Finding
from rtlgen.sandbox import Completed, Limits
from rtlgen.simulate.build import Build, build
from rtlgen.simulate.session import LIMITS, run_cocotb
from rtlgen.verdict import CheckKind, CheckResult, Evidence, Status
from rtlgen.verilog.design import Design


def simulate_testbench(design: Design, module: str, *, limits: Limits = LIMITS) -> CheckResult:
    """Judge a design by the cocotb tests of a module; each test counts as one vector.

    The results file has a random name, and the design can call no system task, so it can neither
    find nor write it.

    Args:
        design: The design under test.
        module: Name of a Python module that can be imported from the current folder, or the path
            of a `.py` file.
        limits: Of the run.

    Raises:
        UsageError: there is no such module.
    """
    started = time.monotonic()
    name, folder_of_module = _locate(module)
    results = f"{secrets.token_hex(16)}.xml"
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as temporary:
        folder = Path(temporary)
        built = build(design, folder)
        if not built.is_built:
            status = _status_of(built)
            return _result(
                status, "the design cannot be simulated", started, findings=built.findings
            )
        done = run_cocotb(folder, design.top, name, {"COCOTB_RESULTS_FILE": results},
                          paths=(folder_of_module,), limits=limits)  # fmt: skip
        if done.timed_out:
            return _result(Status.TIMEOUT, "the testbench did not end in time", started)
        return _read(folder / results, done, module, started)


def _status_of(built: Build) -> Status:
    if built.timed_out:
        return Status.TIMEOUT
    return Status.UNKNOWN if built.is_unsupported else Status.FAIL


def _locate(module: str) -> tuple[str, Path]:
    path = Path(module)
    if module.endswith(".py"):
        if not path.is_file():
            raise UsageError(f"--tb {module}: does not exist; name a cocotb testbench")
        return path.stem, path.resolve().parent
    head = module.split(".", maxsplit=1)[0]
    if (Path.cwd() / f"{head}.py").is_file() or (Path.cwd() / head).is_dir():
        return module, Path.cwd()
    found = importlib.util.find_spec(head)
    if found is None or found.origin is None:
        raise UsageError(
            f"--tb {module}: no such Python module; name one, or the path of a .py file"
        )
    origin = Path(found.origin)
    return module, origin.parent.parent if origin.name == "__init__.py" else origin.parent


def _read(path: Path, done: Completed, module: str, started: float) -> CheckResult:
    try:
        root = ElementTree.parse(path).getroot()  # noqa: S314 - written by our own simulator run
    except (OSError, ElementTree.ParseError):
        reason = f"the testbench {module} gave no results: {done.log[-1000:]}"
        return _result(Status.ERROR, reason, started)
    cases = [case for case in root.iter("testcase") if case.find("skipped") is None]
    failed = [
        case for case in cases if case.find("failure") is not None or case.find("error") is not None
    ]
    if not cases:
        return _result(Status.UNKNOWN, f"the testbench {module} has no tests", started)
    passed, total = len(cases) - len(failed), len(cases)
    if failed:
        first = failed[0]
        failure = first.find("failure")
        said = (
            (failure.get("message") or failure.get("error_msg") or "")
            if failure is not None
            else ""
        )
        summary = f"test {first.get('name')} failed{': ' + said if said else ''}"
        evidence = Evidence(summary=summary, log=done.log)
        return _result(Status.FAIL, summary, started, passed, total, evidence=evidence)
    return _result(
        Status.PASS, f"{passed} of {total} tests of {module} pass", started, passed, total
    )


def _result(
    status: Status, reason: str, started: float, passed: int = 0, total: int = 0,
    *, findings: tuple[Finding, ...] = (), evidence: Evidence | None = None,
) -> CheckResult:  # fmt: skip
    return CheckResult(
        check="simulate", kind=CheckKind.BEHAVIOURAL, status=status, reason=reason, passed=passed,
        total=total, expected_total=total, findings=findings, evidence=evidence,
        elapsed_s=time.monotonic() - started,
    )  # fmt: skip
