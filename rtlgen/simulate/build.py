"""Compile a design, alone, to a vvp program that can call nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from rtlgen.errors import ToolCrashed
from rtlgen.finding import Finding, Severity
from rtlgen.sandbox import Completed, Limits, find_tool, run_sandboxed
from rtlgen.verilog.design import Design

PROGRAM = "design.vvp"
_TIMESCALE = "`timescale 1ns/1ps\n"
_CALL = re.compile(
    rb'(?:%vpi_(?:call|func)\S*|\.sfunc\S*)\s+\d+\s+(?P<line>\d+)\s+"(?P<name>\$\w+)"'
)
_LIMITS = Limits(wall_s=20.0, cpu_s=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What the compiler said."""

    is_built: bool
    findings: tuple[Finding, ...] = ()
    """Why not: SIM101 or SIM102."""
    timed_out: bool = False
    log: str = ""


def build(design: Design, folder: Path, *, dump: str | None = None) -> Build:
    """Compile `design` in a fresh folder.

    iverilog's exit code is a count modulo 256 and an old output survives an error, so only exit 0
    with a fresh program and no error text counts.

    Args:
        design: The design; nothing else is in the compilation unit.
        folder: Empty folder; the program is `design.vvp` there.
        dump: Name of a module to add that writes `dump.fst`; for looking, never for judging.

    Raises:
        ToolNotFound: Icarus or the sandbox is missing.
        ToolCrashed: the disk is full.
    """
    try:
        (folder / "timescale.v").write_text(_TIMESCALE)
        (folder / "design.v").write_text(design.verilog)
        if dump is not None:
            (folder / "dump.v").write_text(
                f'module {dump};\n  initial begin\n    $dumpfile("dump.fst");\n'
                f"    $dumpvars(0, {design.top});\n  end\nendmodule\n"
            )
    except OSError as error:
        raise ToolCrashed(f"{folder}: cannot be written: {error.strerror}") from error
    tops = ["-s", design.top] + (["-s", dump] if dump else [])
    files = ["timescale.v", "design.v"] + (["dump.v"] if dump else [])
    command = [str(find_tool("iverilog")), "-g2012", *tops, "-o", PROGRAM, *files]
    done = run_sandboxed(command, workdir=folder, limits=_LIMITS)
    if done.timed_out:
        return Build(is_built=False, timed_out=True, log=done.log)
    program = folder / PROGRAM
    if done.returncode != 0 or not program.is_file() or re.search(rb"\berror\b|sorry", done.stderr):
        return Build(is_built=False, findings=(_refused(design, done),), log=done.log)
    if dump is not None:
        return Build(is_built=True, log=done.log)
    return _disarm(design, program, done)


def _disarm(design: Design, program: Path, done: Completed) -> Build:
    """Remove the VPI modules from a program and refuse one that needs them."""
    text = program.read_bytes()
    if calls := list(_CALL.finditer(text)):
        findings = tuple(
            Finding(
                code="SIM102", severity=Severity.ERROR, path=design.path, line=int(call["line"]),
                message=f"the design calls {call['name'].decode()}", remedy="remove the call",
            )
            for call in calls[:5]
        )  # fmt: skip
        return Build(is_built=False, findings=findings, log=done.log)
    kept = [line for line in text.split(b"\n") if not line.startswith(b":vpi_module")]
    program.write_bytes(b"\n".join(kept))
    return Build(is_built=True, log=done.log)


def _refused(design: Design, done: Completed) -> Finding:
    match = re.search(r"^design\.v:(\d+): (.*)$", done.log, re.MULTILINE)
    words = done.log.strip().splitlines()
    said = match[2] if match else (words[0] if words else f"exit status {done.returncode}")
    return Finding(
        code="SIM101", severity=Severity.ERROR, path=design.path,
        line=int(match[1]) if match else None, message=f"Icarus refuses the design: {said}",
    )  # fmt: skip
