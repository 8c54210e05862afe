"""Compile a design, alone, to a vvp program that can call nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
_HARMLESS = re.compile(r"^.*sorry: constant selects in always_\* processes .*$\n?", re.MULTILINE)
"""Icarus 11 waits for all bits of a signal where a block reads some; that changes no result."""
_COMPLAINT = re.compile(r"\berror\b|sorry")
_LIMITS = Limits(wall_s=20.0, cpu_s=20)


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """What the compiler said."""

    is_built: bool
    findings: tuple[Finding, ...] = ()
    """Why not: SIM101, SIM102, or SIM104."""
    is_unsupported: bool = False
    """Icarus lacks a construct (SIM104): nothing is said about the design."""
    timed_out: bool = False
    log: str = ""


def build(design: Design, folder: Path, *, dump: str | None = None) -> Build:
    """Compile `design`, alone, in a fresh folder.

    Args:
        design: The design; nothing else is in the compilation unit.
        folder: Empty folder; the program is `design.vvp` there.
        dump: Name of a module to add that writes `dump.fst`; for looking, never for judging.

    Raises:
        ToolNotFound: Icarus or the sandbox is missing.
        ToolCrashed: the disk is full.
    """
    texts = {"timescale.v": _TIMESCALE, "design.v": design.verilog}
    if dump is None:
        return build_files(folder, texts, [design.top], path=design.path)
    texts["dump.v"] = (
        f'module {dump};\n  initial begin\n    $dumpfile("dump.fst");\n'
        f"    $dumpvars(0, {design.top});\n  end\nendmodule\n"
    )
    return build_files(folder, texts, [design.top, dump], path=design.path, is_armed=True)


def build_files(
    folder: Path, texts: Mapping[str, str], tops: Sequence[str], *, path: str | None,
    is_armed: bool = False, limits: Limits | None = None,
) -> Build:  # fmt: skip
    """Compile files, in their order, to a program that can call nothing.

    iverilog's exit code is a count modulo 256 and an old output survives an error, so only exit 0
    with a fresh program and no error text counts.

    Args:
        folder: Empty folder; the program is `design.vvp` there.
        texts: File name → text; the design under test is in `design.v`, if in any.
        tops: Names of the top modules.
        path: File to name in findings.
        is_armed: Keep the system tasks; for looking, never for judging.
        limits: Of the compiler; None = the usual ones.

    Raises:
        ToolNotFound: Icarus or the sandbox is missing.
        ToolCrashed: the disk is full.
    """
    try:
        for name, text in texts.items():
            (folder / name).write_text(text)
    except OSError as error:
        raise ToolCrashed(f"{folder}: cannot be written: {error.strerror}") from error
    roots = [word for top in tops for word in ("-s", top)]
    command = [str(find_tool("iverilog")), "-g2012", *roots, "-o", PROGRAM, *texts]
    done = run_sandboxed(command, workdir=folder, limits=limits or _LIMITS)
    if done.timed_out:
        return Build(is_built=False, timed_out=True, log=done.log)
    program = folder / PROGRAM
    complaint = _HARMLESS.sub("", done.stderr.decode(errors="replace"))
    if done.returncode != 0 or not program.is_file() or _COMPLAINT.search(complaint):
        return _refused(path, done, complaint)
    return Build(is_built=True, log=done.log) if is_armed else _disarm(path, program, done)


def _disarm(path: str | None, program: Path, done: Completed) -> Build:
    """Remove the VPI modules from a program and refuse one that needs them."""
    text = program.read_bytes()
    if calls := list(_CALL.finditer(text)):
        findings = tuple(
            Finding(
                code="SIM102", severity=Severity.ERROR, path=path, line=int(call["line"]),
                message=f"the design calls {call['name'].decode()}", remedy="remove the call",
            )
            for call in calls[:5]
        )  # fmt: skip
        return Build(is_built=False, findings=findings, log=done.log)
    kept = [line for line in text.split(b"\n") if not line.startswith(b":vpi_module")]
    program.write_bytes(b"\n".join(kept))
    return Build(is_built=True, log=done.log)


def _refused(path: str | None, done: Completed, complaint: str) -> Build:
    is_unsupported = "sorry:" in complaint and not re.search(r"\berror:", complaint)
    match = re.search(r"^design\.v:(\d+): (.*)$", complaint, re.MULTILINE)
    words = complaint.strip().splitlines()
    said = match[2] if match else (words[0] if words else f"exit status {done.returncode}")
    finding = Finding(
        code="SIM104" if is_unsupported else "SIM101", severity=Severity.ERROR, path=path,
        line=int(match[1]) if match else None, message=f"Icarus refuses the design: {said}",
    )  # fmt: skip
    return Build(is_built=False, findings=(finding,), is_unsupported=is_unsupported, log=done.log)
