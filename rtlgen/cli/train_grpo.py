"""`rtlgen train grpo`: reinforcement learning from verdicts."""

from __future__ import annotations

import json
import os
import sys

import typer

from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.train import Out, RecipeFile, Show, Stop, app
from rtlgen.errors import ExitCode, ToolNotFound

__all__ = ["app"]


@app.command("grpo", epilog=EXAMPLES["train grpo"])
def grpo(recipe: RecipeFile, out: Out, show: Show = False) -> None:
    """Let a model learn from verdicts on what it writes (GRPO, by trl).

    The same command goes on from the last checkpoint. SIGTERM and Ctrl-C write one and exit
    with 75. Under torchrun each process takes its part of every draw.
    """
    from rtlgen.train.grpo.recipe import read_grpo_recipe

    chosen = read_grpo_recipe(recipe)
    if show:
        print(json.dumps(chosen.record(), indent=1))
        return
    # Threads that wait actively slow down the judge; nothing is fetched, nobody is told.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from rtlgen.train.grpo.run import train_grpo
    except ImportError as error:
        raise ToolNotFound(f"{error.name} is missing; pip install 'rtlgen[train]'") from error
    if not train_grpo(chosen, recipe.resolve().parent, out, should_stop=Stop()):
        print("rtlgen: interrupted; run the same command again to go on", file=sys.stderr)
        raise typer.Exit(ExitCode.INTERRUPTED)
