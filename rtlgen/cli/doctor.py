"""`rtlgen doctor`: is everything here, and does it work?"""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer

from rtlgen.cli.options import UnsafeNoSandbox, allow_no_sandbox
from rtlgen.errors import ExitCode, UsageError


def doctor(
    output_format: Annotated[str, typer.Option("--format", help="human or json.")] = "human",
    unsafe_no_sandbox: UnsafeNoSandbox = False,
) -> None:
    """Say for each tool: found, version, needed, how to get it; with live probes."""
    from rtlgen.doctor import run_probes

    if output_format not in {"human", "json"}:
        raise UsageError(f"--format: unknown format {output_format!r}; known: human, json")
    allow_no_sandbox(unsafe_no_sandbox)
    probes = []
    for probe in run_probes():
        probes.append(probe)
        if output_format == "human":
            mark = "ok" if probe.is_working else ("--" if probe.is_optional else "NO")
            print(f"{mark}  {probe.name:<14} {probe.found:<18} needed: {probe.needed}")
            if probe.remedy:
                print(f"    {probe.remedy}")
    if output_format == "json":
        records = [dataclasses.asdict(probe) for probe in probes]
        print(json.dumps({"schema_version": 1, "probes": records}, indent=1))
    is_ready = all(probe.is_working or probe.is_optional for probe in probes)
    raise typer.Exit(ExitCode.OK if is_ready else ExitCode.ENVIRONMENT)
