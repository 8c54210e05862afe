"""`rtlgen train dpo`: learning from right answers beside wrong ones."""

from __future__ import annotations

import json
import os
import sys

import typer

from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.train import Out, RecipeFile, Show, Stop
from rtlgen.cli.train_grpo import app
from rtlgen.errors import ExitCode, ToolNotFound

__all__ = ["app"]


@app.command("dpo", epilog=EXAMPLES["train dpo"])
def dpo(recipe: RecipeFile, out: Out, show: Show = False) -> None:
    """Let a model prefer its right answers to its wrong ones (DPO, by trl).

    The pairs are those of `rtlgen data sample`. The same command goes on from the last checkpoint.
    SIGTERM and Ctrl-C write one and exit with 75.
    """
    from rtlgen.train.dpo.recipe import read_dpo_recipe

    chosen = read_dpo_recipe(recipe)
    if show:
        print(json.dumps(chosen.record(), indent=1))
        return
    # Nothing is fetched, nobody is told.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from rtlgen.train.dpo.run import train_dpo
    except ImportError as error:
        raise ToolNotFound(f"{error.name} is missing; pip install 'rtlgen[train]'") from error
    if not train_dpo(chosen, recipe.resolve().parent, out, should_stop=Stop()):
        print("rtlgen: interrupted; run the same command again to go on", file=sys.stderr)
        raise typer.Exit(ExitCode.INTERRUPTED)
