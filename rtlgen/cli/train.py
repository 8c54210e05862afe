"""`rtlgen train`: the small code model, from verified examples."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Annotated

import typer

from rtlgen.cli.examples import EXAMPLES
from rtlgen.errors import ExitCode, ToolNotFound, UsageError

app = typer.Typer(help="Train the small code model.", no_args_is_help=True)

RecipeFile = Annotated[
    Path, typer.Option("--recipe", "-r", metavar="FILE", help="What to do, as YAML.")
]
Out = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of the run; resumes one.")
]
Show = Annotated[
    bool, typer.Option("--show", help="Print the recipe with all of its defaults and stop.")
]
Prepare = Annotated[
    bool,
    typer.Option(
        "--prepare", help="Only make the folder of the run, with all tokens, for another machine."
    ),
]  # fmt: skip
Minutes = Annotated[
    float | None,
    typer.Option(
        "--within", metavar="MIN", min=0.1,
        help="End in so many minutes: the number of steps is chosen by how long the first take.",
    ),
]  # fmt: skip


@app.command("pretrain", epilog=EXAMPLES["train pretrain"])
def pretrain(
    recipe: RecipeFile, out: Out, show: Show = False, is_prepared_only: Prepare = False,
    within: Minutes = None,
) -> None:  # fmt: skip
    """Train a model from random weights.

    The same command goes on from the last checkpoint. SIGTERM and Ctrl-C write one and exit
    with 75. Under torchrun each process takes its part of every step.
    """
    _train(
        recipe, out, has_start=False, show=show, is_prepared_only=is_prepared_only, within=within
    )


@app.command("sft", epilog=EXAMPLES["train sft"])
def sft(
    recipe: RecipeFile, out: Out, show: Show = False, is_prepared_only: Prepare = False,
    within: Minutes = None,
) -> None:  # fmt: skip
    """Train a model further: the recipe names the one to start from."""
    _train(recipe, out, has_start=True, show=show, is_prepared_only=is_prepared_only, within=within)


def _train(
    path: Path, out: Path, *, has_start: bool, show: bool, is_prepared_only: bool,
    within: float | None,
) -> None:  # fmt: skip
    from rtlgen.train.recipe import read_recipe

    recipe = read_recipe(path)
    if has_start != (recipe.start is not None):
        wanted = "names no model to start from (`start`)" if has_start else "names one (`start`)"
        other = "pretrain" if has_start else "sft"
        raise UsageError(f"{path}: {wanted}; use `rtlgen train {other}`, or change the recipe")
    if show:
        print(json.dumps(recipe.record(), indent=1))
        return
    # Threads that wait actively for each other slow two programs on the same cores down tenfold.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    try:
        from rtlgen.train.loop import prepare, train
    except ImportError as error:
        raise ToolNotFound(f"{error.name} is missing; pip install 'rtlgen[train]'") from error
    if is_prepared_only:
        prepare(recipe, path.resolve().parent, out)
        return
    stop = Stop()
    within_s = None if within is None else 60 * within
    is_done = train(recipe, path.resolve().parent, out, should_stop=stop, within_s=within_s)
    if not is_done:
        print("rtlgen: interrupted; run the same command again to go on", file=sys.stderr)
        raise typer.Exit(ExitCode.INTERRUPTED)


class Stop:
    """Notes that the run shall end after the step that it is in."""

    def __init__(self) -> None:
        """Listen to SIGINT and SIGTERM."""
        self._is_asked = False
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, self._ask)

    def _ask(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._is_asked = True

    def __call__(self) -> bool:
        """Whether it shall."""
        return self._is_asked
