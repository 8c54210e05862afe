"""`rtlgen train average`: one model from several."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.train_dpo import app
from rtlgen.errors import ToolNotFound

__all__ = ["app"]

Folders = Annotated[
    list[Path],
    typer.Argument(metavar="MODEL...", help="Folders `model` of runs from the same start."),
]
Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="A new folder.")]


@app.command("average", epilog=EXAMPLES["train average"])
def average(folders: Folders, out: Out) -> None:
    """Write the mean of the weights of models that learned from the same start.

    It often does better than each of them, and costs no more to ask than one.
    """
    try:
        from rtlgen.train.average import average as mean_of
    except ImportError as error:
        raise ToolNotFound(f"{error.name} is missing; pip install 'rtlgen[local]'") from error
    mean_of(folders, out)
