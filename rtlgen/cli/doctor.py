"""`rtlgen doctor`: is everything here, and does it work?"""

from __future__ import annotations

import dataclasses
import json
from typing import Annotated

import typer

from rtlgen.cli.options import UnsafeNoSandbox, allow_no_sandbox, require_known
from rtlgen.errors import ExitCode

FORMATS = ("human", "json")


def doctor(
    output_format: Annotated[
        str,
        typer.Option(
            "--format", envvar="RTLGEN_DOCTOR_FORMAT", metavar="NAME", help="human or json."
        ),
    ] = "human",
    unsafe_no_sandbox: UnsafeNoSandbox = False,
) -> None:
    """Try every tool that rtlgen needs.

    Says for each what was found, what is needed and how to get it; compiles, simulates and proves
    a small design.
    """
    from rtlgen.doctor import run_probes

    require_known("--format", "format", output_format, FORMATS)
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
