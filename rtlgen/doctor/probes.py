"""Live probes of the environment."""

from __future__ import annotations

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib import metadata

from rtlgen.errors import ToolError
from rtlgen.verdict import CheckResult, Status

_GOOD = "module probe(input a, input b, output y);\n  assign y = a & b;\nendmodule\n"
_BAD = "module probe(input a, input b, output y);\n  assign y = a | b;\nendmodule\n"

LIBRARIES = (
    ("cocotb", "2.1", "pip install 'cocotb>=2.1'"),
    ("pyslang", "12.1", "pip install 'pyslang>=12.1'"),
    ("pyverilog", "1.3", "pip install pyverilog==1.3.0"),
    ("pyosys", "0.70", "pip install 'pyosys>=0.70'"),
    ("z3-solver", "5.4", "pip install 'z3-solver>=5.4'"),
)
OPTIONAL = (
    ("torch", "2.13", "pip install 'rtlgen[local]'"),
    ("transformers", "5.23", "pip install 'rtlgen[local]'"),
    ("trl", "1.16", "pip install 'rtlgen[train]'"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What one probe found."""

    name: str
    is_working: bool
    found: str
    """Version, mode or what the probe saw."""
    needed: str
    remedy: str = ""
    """How to get it; empty when it works."""
    is_optional: bool = False


def run_probes() -> Iterator[Probe]:
    """Run all probes, cheap ones first; a broken tool is a result, never an exception."""
    yield _python()
    for name, minimum, remedy in LIBRARIES:
        yield _library(name, minimum, remedy)
    yield _icarus()
    yield _sandbox()
    yield _live("simulate", "a right design passes, a wrong one fails", _probe_simulation)
    yield _live("prove", "a right design is proved, a wrong one refuted", _probe_proof)
    for name, minimum, remedy in OPTIONAL:
        yield _library(name, minimum, remedy, is_optional=True)


def _python() -> Probe:
    is_new = sys.version_info >= (3, 11)
    remedy = "" if is_new else "install Python 3.11 or newer"
    version = platform.python_version()
    return Probe(name="python", is_working=is_new, found=version, needed="3.11", remedy=remedy)


def _library(name: str, minimum: str, remedy: str, *, is_optional: bool = False) -> Probe:
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        found, is_working = "missing", False
    else:
        is_working = _numbers(found) >= _numbers(minimum)
    return Probe(
        name=name,
        is_working=is_working,
        found=found,
        needed=minimum,
        remedy="" if is_working else remedy,
        is_optional=is_optional,
    )


def _numbers(version: str) -> tuple[int, ...]:
    """The leading numbers of a version: `2.13.0+cpu` → (2, 13, 0)."""
    numbers = []
    for part in version.split("+")[0].split("."):
        if not part.isdigit():
            break
        numbers.append(int(part))
    return tuple(numbers)


def _icarus() -> Probe:
    from rtlgen.sandbox import icarus_version

    try:
        found, remedy = icarus_version(), ""
    except ToolError as error:
        found, remedy = "missing", str(error)
    return Probe(name="iverilog", is_working=not remedy, found=found, needed="11", remedy=remedy)


def _sandbox() -> Probe:
    from rtlgen.sandbox import sandbox_status

    status = sandbox_status()
    return Probe(
        name="sandbox",
        is_working=status.is_working,
        found=status.mode,
        needed="bubblewrap",
        remedy=status.remedy,
    )


def _live(name: str, needed: str, probe: Callable[[], str]) -> Probe:
    try:
        complaint = probe()
    except ToolError as error:
        complaint = str(error)
    found = "works" if not complaint else "does not work"
    return Probe(name=name, is_working=not complaint, found=found, needed=needed, remedy=complaint)


def _probe_simulation() -> str:
    from rtlgen.simulate import simulate_reference
    from rtlgen.verilog import read_design

    good, bad = read_design(_GOOD), read_design(_BAD)
    return _complaint(*simulate_reference([good, bad], good))


def _probe_proof() -> str:
    from rtlgen.formal.prove import prove_equivalent
    from rtlgen.verilog import read_design

    good, bad = read_design(_GOOD), read_design(_BAD)
    return _complaint(prove_equivalent(good, good), prove_equivalent(bad, good))


def _complaint(good: CheckResult, bad: CheckResult) -> str:
    if good.status is not Status.PASS:
        return f"a right design got {good.status}: {good.reason}"
    if bad.status is not Status.FAIL:
        return f"a wrong design got {bad.status}: {bad.reason}"
    return ""
