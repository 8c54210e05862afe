"""`rtlgen bench import DIR`: a benchmark file of your own specifications and Verilog."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from rtlgen.cli.bench_ab import app
from rtlgen.cli.examples import EXAMPLES

__all__ = ["app"]


@app.command("import", epilog=EXAMPLES["bench import"])
def import_(
    source: Annotated[
        Path, typer.Argument(metavar="DIR", help="Specifications and references of the same name.")
    ],
    out: Annotated[
        Path, typer.Option("--out", "-o", metavar="SUITE.jsonl", help="Benchmark file to write.")
    ],
) -> None:
    """Make a benchmark file of your own specifications and Verilog: NAME.md beside NAME.v.

    Pairs that cannot be read, or speak of different modules, are named and left out.
    """
    from rtlgen.evaluate.pairs import suite_of

    count, rejected = suite_of(source, out)
    for one in rejected:
        print(f"rejected {one.file}: {one.reason}", file=sys.stderr)
    print(json.dumps({"problems": count, "rejected": len(rejected)}))
