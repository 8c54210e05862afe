"""Options that several commands share, and what follows from them."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.errors import ExitCode, UsageError, suggest
from rtlgen.verdict import Status

if TYPE_CHECKING:
    from rtlgen.candidate import Sampling
    from rtlgen.config import Config
    from rtlgen.spec.model import Port
    from rtlgen.verilog.design import Design

Beams = Annotated[
    int | None,
    typer.Option(
        metavar="N", min=1, max=64,
        help="Beginnings that a model of ours keeps at temperature 0; 1 = the likeliest token each "
        "time.",
    ),
]  # fmt: skip
ConfigFiles = Annotated[
    list[Path] | None,
    typer.Option(
        "--config", metavar="FILE", help="Configuration file; repeatable, later files win."
    ),
]
Reference = Annotated[
    Path | None,
    typer.Option(
        "--ref", metavar="FILE", help="Verilog reference that the design must agree with."
    ),
]
ReferenceTop = Annotated[
    str | None, typer.Option("--ref-top", metavar="NAME", help="Top module of the reference.")
]
Testbench = Annotated[
    str | None,
    typer.Option(
        "--tb", metavar="NAME", help="Your own cocotb testbench: a module name or a .py file."
    ),
]
RepairTurns = Annotated[
    int | None,
    typer.Option(
        "--repair-turns",
        metavar="N",
        min=0,
        help="How often a backend is told what is wrong with the best design so far.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option("--model", metavar="NAME", help="Python reference model as package.module:Class."),
]
Seed = Annotated[
    int | None, typer.Option("--seed", metavar="N", help="Seed of stimuli and sampling.")
]
UnsafeNoSandbox = Annotated[
    bool,
    typer.Option(
        "--unsafe-no-sandbox",
        help="Run untrusted Verilog with resource limits only, where bubblewrap cannot run.",
    ),
]
Workers = Annotated[
    str,
    typer.Option(
        metavar="WHERE",
        help="Where candidates are judged: a number of processes, local (as many as cores), ray, "
        "or ray://HOST:PORT.",
    ),
]
PortDeclarations = Annotated[
    list[str] | None,
    typer.Option(
        "--port",
        metavar="DECLARATION",
        help="Port that the text leaves open, as in Verilog: 'input [7:0] a'; repeatable.",
    ),
]
ModuleName = Annotated[
    str | None,
    typer.Option("--name", metavar="NAME", help="Module name, where the text leaves it open."),
]


def exit_code_of(statuses: Iterable[Status]) -> ExitCode:
    """Return the exit code for several verdicts: the worst one decides.

    A design that failed weighs more than one that could not be decided.
    """
    seen = set(statuses)
    if Status.FAIL in seen:
        return ExitCode.NEGATIVE
    if Status.ERROR in seen:
        return ExitCode.ENVIRONMENT
    if seen & {Status.UNKNOWN, Status.TIMEOUT, Status.SKIPPED}:
        return ExitCode.UNDECIDED
    return ExitCode.OK


def require_known(flag: str, noun: str, value: str, known: Sequence[str]) -> str:
    """Return a value that is one of some words; raises UsageError with the nearest one."""
    if value not in known:
        raise UsageError(f"{flag}: unknown {noun} {value!r}; {suggest(value, known)}")
    return value


def parse_ports(declarations: list[str] | None) -> tuple[Port, ...]:
    """Read `--port` values such as `input [7:0] a`.

    Raises:
        UsageError: a value is not a port declaration in Verilog's words.
    """
    if not declarations:
        return ()
    from rtlgen.verilog import VerilogError, read_design

    header = ",\n".join(declarations)
    try:
        return read_design(f"module ports (\n{header}\n);\nendmodule\n", top="ports").ports
    except VerilogError as error:
        raise UsageError(
            f"--port: {declarations[0]!r} is not a port declaration; write it as in Verilog, "
            f"for example 'input [7:0] a'"
        ) from error


def read_verilog(name: str) -> str:
    """Read a Verilog file; `-` is standard input.

    Raises:
        UsageError: the file is missing, empty, or no UTF-8 text.
    """
    try:
        data = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        text = data.decode("utf-8-sig")
    except OSError as error:
        raise UsageError(f"{name}: cannot be read: {error.strerror}; name Verilog files") from error
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        raise UsageError(
            f"{name}:{line}: is not UTF-8 text (byte 0x{error.object[error.start]:02x} at offset "
            f"{error.start}); name Verilog files"
        ) from error
    if not text.strip():
        raise UsageError(f"{name}: is empty; a Verilog module is needed")
    return text


def allow_no_sandbox(is_allowed: bool) -> None:
    """Let the sandbox fall back to resource limits, for this process and its children."""
    if is_allowed:
        import os

        os.environ["RTLGEN_UNSAFE_NO_SANDBOX"] = "1"


def read_reference(path: Path | None, top: str | None) -> Design | None:
    """Read the reference module of `--ref`.

    Raises:
        UsageError: it cannot be read or elaborated; a reference that is broken judges nobody.
    """
    if path is None:
        return None
    from rtlgen.verilog import VerilogError, read_design

    try:
        return read_design(read_verilog(str(path)), top=top, path=str(path))
    except VerilogError as error:
        raise UsageError(f"--ref {path}: the reference cannot be used: {error}") from error


def sampling_of(
    settings: Config, n: int | None = None, temperature: float | None = None,
    beams: int | None = None, max_tokens: int | None = None, seed: int | None = None,
) -> Sampling:  # fmt: skip
    """Return how completions are drawn; None = as the configuration says."""
    from rtlgen.candidate import Sampling

    defaults = settings.generate
    return Sampling(
        n=n or defaults.candidates,
        temperature=defaults.temperature if temperature is None else temperature,
        beams=beams or defaults.beams,
        max_tokens=max_tokens or defaults.max_tokens,
        seed=settings.verify.seed if seed is None else seed,
    )
