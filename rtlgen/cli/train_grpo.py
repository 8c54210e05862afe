"""`rtlgen train grpo`: reinforcement learning from verdicts."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.options import require_known
from rtlgen.cli.train import Out, RecipeFile, Show, Stop, app
from rtlgen.errors import ExitCode, ToolCrashed, ToolNotFound, UsageError

if TYPE_CHECKING:
    from rtlgen.train.grpo.recipe import GrpoRecipe

__all__ = ["app"]

LauncherName = Annotated[
    str,
    typer.Option(
        "--launcher", metavar="NAME",
        help="local (this process), torchrun (several on this machine) or slurm; the recipe says "
        "how many.",
    ),
]  # fmt: skip
DryRun = Annotated[
    bool,
    typer.Option("--dry-run", help="Only write the scripts and what trl is told, to DIR/launch."),
]
VllmHost = Annotated[
    str | None,
    typer.Option("--vllm-host", metavar="HOST", help="Where the server draws completions."),
]
WorkersPlace = Annotated[
    str | None,
    typer.Option(
        "--workers", metavar="PLACE", help="Where verdicts are made, instead of in the recipe's."
    ),
]  # fmt: skip


@app.command("grpo", epilog=EXAMPLES["train grpo"])
def grpo(
    recipe: RecipeFile, out: Out, show: Show = False, launcher: LauncherName = "local",
    dry_run: DryRun = False, workers: WorkersPlace = None, vllm_host: VllmHost = None,
) -> None:  # fmt: skip
    """Let a model learn from verdicts on what it writes (GRPO, by trl).

    The same command goes on from the last checkpoint. SIGTERM and Ctrl-C write one and exit
    with 75. Under torchrun each process takes its part of every draw.
    """
    from rtlgen.train.grpo.launch import Launcher, write_launch
    from rtlgen.train.grpo.recipe import read_grpo_recipe

    require_known("--launcher", "launcher", launcher, list(Launcher))
    chosen = read_grpo_recipe(recipe)
    if workers is not None:
        chosen = dataclasses.replace(chosen, workers=workers)
    if show:
        print(json.dumps(chosen.record(), indent=1))
        return
    if launcher == Launcher.LOCAL and not dry_run:
        _learn(chosen, recipe, out, vllm_host)
        return
    if workers is not None or vllm_host is not None:
        raise UsageError("--workers and --vllm-host: are for the process that learns; leave them")
    files = write_launch(chosen, recipe, out, Launcher(launcher))
    if dry_run:
        print("\n".join(str(path) for path in files))
        return
    _start(files[0], Launcher(launcher))


def _learn(recipe: GrpoRecipe, path: Path, out: Path, vllm_host: str | None) -> None:
    # Threads that wait actively slow down the judge; nothing is fetched, nobody is told.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from rtlgen.train.grpo.run import train_grpo
    except ImportError as error:
        raise ToolNotFound(f"{error.name} is missing; pip install 'rtlgen[train]'") from error
    base = path.resolve().parent
    if not train_grpo(recipe, base, out, should_stop=Stop(), vllm_host=vllm_host):
        _say_interrupted()


def _start(script: Path, launcher: str) -> None:
    """Run a script, or give it to Slurm; a signal is handed on."""
    from rtlgen.train.grpo.launch import Launcher, start_launch

    stop = Stop()
    process = start_launch(script, Launcher(launcher))
    is_told = False
    while True:
        try:
            code = process.wait(1)
            break
        except subprocess.TimeoutExpired:
            if stop() and not is_told:
                process.send_signal(signal.SIGTERM)
                is_told = True
    if code == 0:
        return
    if stop():
        _say_interrupted()
    raise ToolCrashed(f"{script}: ended with {code}; the lines above say why")


def _say_interrupted() -> None:
    print("rtlgen: interrupted; run the same command again to go on", file=sys.stderr)
    raise typer.Exit(ExitCode.INTERRUPTED)
