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
    RepairTurns,
    Seed,
    Testbench,
    UnsafeNoSandbox,
    allow_no_sandbox,
    read_reference,
    read_verilog,
)
from rtlgen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rtlgen.candidate import Backend
    from rtlgen.config import Config
    from rtlgen.generate.restore import Asking
    from rtlgen.spec import Spec
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
BackendName = Annotated[
    str | None,
    typer.Option(
        "--backend", "-b", metavar="NAME", help="Language model to ask where nothing else helps."
    ),
]
Cache = Annotated[
    bool | None, typer.Option("--cache/--no-cache", help="Reuse completions of equal requests.")
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
    backend: BackendName = None,
    repair_turns: RepairTurns = None,
    cache: Cache = None,
    seed: Seed = None,
    unsafe_no_sandbox: UnsafeNoSandbox = False,
    config: ConfigFiles = None,
) -> None:
    """Repair a design that fails its specification, reference or testbench; print the change.

    What lint or the compiler refuses for its form is mended first. Then changes of one place, then
    of two, are tried until the whole verdict (lint, simulation, proof) is PASS. With --backend a
    language model is told what is wrong where that fails. Exit 0 with a repair, 1 without, 2 where
    lint still refuses the design. What the test does not see is not repaired; read the change.
    """
    from rtlgen.cli.backends import open_backends
    from rtlgen.config import load_config
    from rtlgen.generate.restore import restore
    from rtlgen.spec import read_spec
    from rtlgen.verdict import Status
    from rtlgen.verify import VerificationPlan, verify_all

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
    read = None if spec is None else read_spec(spec, name=top)
    if read is not None:
        plan = _with_spec(plan, read)
    (before,) = verify_all([text], plan, paths=[file])
    if before.status is Status.PASS:
        print(f"rtlgen: {file}: passes already", file=sys.stderr)
        raise typer.Exit(ExitCode.OK)
    names = () if backend is None else (backend,)
    has_cache = settings.generate.has_cache if cache is None else cache
    with open_backends(names, settings, has_cache=has_cache) as opened:
        turns = settings.generate.repair_turns if repair_turns is None else repair_turns
        asking = (
            _asking(opened[0], read or _unwritten(text, plan), settings, plan.seed, turns)
            if opened
            else None
        )
        found = restore(text, plan, limit_s=limit, asking=asking)
    for line in found.told:
        print(f"rtlgen: {line}", file=sys.stderr)
    lint = found.verdict.checks[0]
    if lint.status is not Status.PASS:
        raise UsageError(
            f"{file}: lint: {before.checks[0].reason or before.checks[0].status}; that is no "
            "mistake of form that can be mended; correct it, or name a --backend"
        )
    _show(file, text, found.verilog)
    if found.verdict.status is not Status.PASS:
        print(f"rtlgen: {file}: {found.verdict.status}", file=sys.stderr)
        raise typer.Exit(ExitCode.NEGATIVE)
    if out is not None:
        from rtlgen.evidence.files import write_text

        write_text(out, found.verilog)


def _with_spec(plan: VerificationPlan, spec: Spec) -> VerificationPlan:
    import dataclasses

    from rtlgen.spec import derive_obligations

    obligations, _ = derive_obligations(spec)
    if not obligations:
        raise UsageError(f"{spec.path}: has nothing that a design can be checked against")
    return dataclasses.replace(plan, top=spec.name, ports=spec.ports, obligations=obligations)


def _unwritten(text: str, plan: VerificationPlan) -> Spec:
    """What is known without a specification: the name and the ports of the reference or design."""
    import re

    from rtlgen.spec import Spec

    known = plan.reference
    module = re.search(r"^\s*module\s+(\w+)", text, re.MULTILINE)
    name = plan.top or (known.top if known else module[1] if module else "top")
    return Spec(
        name=name, ports=() if known is None else known.ports,
        text="Nothing is written down about this module; the design shows what is meant.",
    )  # fmt: skip


def _asking(backend: Backend, spec: Spec, settings: Config, seed: int, turns: int) -> Asking:
    from rtlgen.candidate import Sampling
    from rtlgen.generate.restore import Asking
    from rtlgen.prompt import build_request

    defaults = settings.generate
    sampling = Sampling(
        n=1, temperature=defaults.temperature, max_tokens=defaults.max_tokens, seed=seed
    )
    return Asking(
        backend=backend, request=build_request(spec), sampling=sampling, turns=turns
    )  # fmt: skip


def _show(file: str, before: str, after: str) -> None:
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True),
        fromfile=file, tofile=f"{file} (repaired)",
    )  # fmt: skip
    sys.stdout.writelines(lines)
