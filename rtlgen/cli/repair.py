"""`rtlgen repair FILE`: the smallest change with which a design meets what it fails."""

from __future__ import annotations

import difflib
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.cli.options import (
    ConfigFiles,
    Reference,
    ReferenceTop,
    Seed,
    Testbench,
    UnsafeNoSandbox,
    allow_no_sandbox,
    read_reference,
    read_verilog,
)
from rtlgen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rtlgen.verify import VerificationPlan

File = Annotated[str, typer.Argument(metavar="FILE", help="Verilog file; - is stdin.")]
SpecSource = Annotated[
    str | None, typer.Option("--spec", metavar="PATH", help="Specification that the design fails.")
]
Top = Annotated[str | None, typer.Option("--top", metavar="NAME", help="Module to repair.")]
Out = Annotated[
    Path | None, typer.Option("--out", "-o", metavar="FILE", help="Write the repaired design.")
]
Limit = Annotated[
    float, typer.Option("--limit", metavar="S", min=1.0, help="Seconds to search, at most.")
]


def repair(
    file: File,
    spec: SpecSource = None,
    ref: Reference = None,
    ref_top: ReferenceTop = None,
    tb: Testbench = None,
    top: Top = None,
    out: Out = None,
    limit: Limit = 30.0,
    seed: Seed = None,
    unsafe_no_sandbox: UnsafeNoSandbox = False,
    config: ConfigFiles = None,
) -> None:
    """Repair a design that fails its specification, reference or testbench; print the change.

    No language model is asked: changes of one place, then of two, are tried until the whole
    verdict (lint, simulation, proof) is PASS. Exit 0 with a repair, 1 without, 2 where lint
    already fails. What the test does not see is not repaired; read the change.
    """
    from rtlgen.config import load_config
    from rtlgen.repair import repair_for
    from rtlgen.verdict import Status
    from rtlgen.verify import VerificationPlan, verify_all
    from rtlgen.verilog import read_design

    if sum(item is not None for item in (spec, ref, tb)) != 1:
        raise UsageError("repair: give one of --spec, --ref and --tb, which the design fails")
    allow_no_sandbox(unsafe_no_sandbox)
    settings = load_config(config or ())
    text = read_verilog(file)
    plan = VerificationPlan(
        top=top, reference=read_reference(ref, ref_top), testbench=tb,
        depth=settings.verify.depth, formal_timeout_s=settings.verify.formal_timeout_s,
        seed=settings.verify.seed if seed is None else seed, allow_inline_waivers=True,
    )  # fmt: skip
    plan = _with_spec(plan, spec)
    (before,) = verify_all([text], plan, paths=[file])
    if before.status is Status.PASS:
        print(f"rtlgen: {file}: passes already", file=sys.stderr)
        raise typer.Exit(ExitCode.OK)
    if before.checks[0].status is not Status.PASS:
        raise UsageError(
            f"{file}: lint: {before.checks[0].reason or before.checks[0].status}; repair works on "
            "designs that compile and have the right ports"
        )
    design = read_design(text, top=plan.top, path=file)
    result = repair_for(design, plan, limit_s=limit)
    _tell(file, text, result.verilog, result.tried, result.elapsed_s)
    if result.verilog is None:
        raise typer.Exit(ExitCode.NEGATIVE)
    if out is not None:
        from rtlgen.evidence.files import write_text

        write_text(out, result.verilog)


def _with_spec(plan: VerificationPlan, source: str | None) -> VerificationPlan:
    if source is None:
        return plan
    import dataclasses

    from rtlgen.spec import derive_obligations, read_spec

    spec = read_spec(source, name=plan.top)
    obligations, _ = derive_obligations(spec)
    if not obligations:
        raise UsageError(f"{source}: has nothing that a design can be checked against")
    return dataclasses.replace(plan, top=spec.name, ports=spec.ports, obligations=obligations)


def _tell(file: str, before: str, after: str | None, tried: int, elapsed_s: float) -> None:
    print(f"rtlgen: {tried} designs in {elapsed_s:.1f} s", file=sys.stderr)
    if after is None:
        print(f"rtlgen: {file}: no change of one or two places passes", file=sys.stderr)
        return
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True),
        fromfile=file, tofile=f"{file} (repaired)",
    )  # fmt: skip
    sys.stdout.writelines(lines)
