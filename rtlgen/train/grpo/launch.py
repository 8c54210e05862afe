"""Scripts that start a run on one machine or on a cluster; what trl is told stands beside them.

OUT/launch/trainer.yaml   the arguments of trl's GRPOConfig
OUT/launch/run.sh         what starts the run
OUT/launch/learn.sh …     what run.sh starts on each machine of a cluster
"""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
import sys
from enum import StrEnum
from importlib import resources
from pathlib import Path
from typing import Any

import jinja2
import yaml

from rtlgen.errors import ToolNotFound, UsageError
from rtlgen.evidence.files import write_text
from rtlgen.train.grpo.recipe import GrpoRecipe
from rtlgen.train.grpo.settings import trainer_settings

RUN = "run.sh"


class Launcher(StrEnum):
    """Who starts the processes of a run."""

    LOCAL = "local"
    """This command is the only one."""
    TORCHRUN = "torchrun"
    """Several on this machine."""
    SLURM = "slurm"
    """Several on several machines."""


def write_launch(recipe: GrpoRecipe, path: Path, out: Path, launcher: Launcher) -> list[Path]:
    """Write what starts a run; return the files, the one to start first.

    Args:
        recipe: Of the run.
        path: Its file.
        out: Folder of the run.
        launcher: Who starts the processes.

    Raises:
        UsageError, ToolCrashed: the recipe makes no sense for so many processes, or the files
            cannot be written.
    """
    launch = recipe.launch
    _require_machines(recipe, launcher)
    world = {
        Launcher.LOCAL: 1, Launcher.TORCHRUN: launch.processes,
        Launcher.SLURM: launch.nodes * launch.processes,
    }[launcher]  # fmt: skip
    has_gpu = launcher is Launcher.SLURM or shutil.which("nvidia-smi") is not None
    settings = trainer_settings(recipe, out, world=world, has_gpu=has_gpu)
    folder = out.resolve() / "launch"
    folder.mkdir(parents=True, exist_ok=True)
    names = {RUN: f"{launcher}.sh"}
    if launcher is Launcher.SLURM:
        names["learn.sh"] = "learn.sh"
        names |= {"draw.sh": "draw.sh"} if launch.vllm_nodes else {}
        names |= {"verify.sh": "verify.sh"} if launch.verify_nodes else {}
    values = _values(recipe, path, out)
    for name, template in names.items():
        write_text(folder / name, _rendered(template, values))
    write_text(folder / "trainer.yaml", yaml.safe_dump(settings, sort_keys=True))
    return [folder / name for name in (*names, "trainer.yaml")]


def start_launch(script: Path, launcher: Launcher) -> subprocess.Popen[bytes]:
    """Start a script, or give it to Slurm.

    Raises:
        ToolNotFound: Slurm is not installed.
    """
    command = ["sbatch" if launcher is Launcher.SLURM else "bash", str(script)]
    here = Path(sys.executable).parent  # where `python` and `torchrun` of this installation are
    environment = {**os.environ, "PATH": f"{here}{os.pathsep}{os.environ.get('PATH', os.defpath)}"}
    try:
        return subprocess.Popen(command, env=environment)
    except FileNotFoundError as error:
        raise ToolNotFound(
            f"{command[0]} is not there; start {script} where it is, or give --launcher local"
        ) from error


def _require_machines(recipe: GrpoRecipe, launcher: Launcher) -> None:
    launch, mode = recipe.launch, recipe.trainer.get("vllm_mode", "colocate")
    machines = launch.nodes + launch.vllm_nodes + launch.verify_nodes
    if launcher is not Launcher.SLURM and machines > 1:
        raise UsageError("launch: needs several machines; give --launcher slurm")
    if launch.vllm_nodes > 1 or (launch.vllm_nodes == 1) != (mode == "server"):
        raise UsageError(
            f"launch: vllm_nodes: {launch.vllm_nodes} does not go with vllm_mode {mode!r} of "
            "trainer; one machine draws in mode 'server', none otherwise"
        )
    if launch.verify_nodes and recipe.workers != "ray":
        raise UsageError(
            f"launch: verify_nodes: {launch.verify_nodes} machines need `workers: ray`, not "
            f"{recipe.workers!r}"
        )


def _values(recipe: GrpoRecipe, path: Path, out: Path) -> dict[str, Any]:
    launch = recipe.launch
    minutes = round(launch.hours * 60)
    plain = {name: getattr(launch, name) for name in launch.__slots__}
    return {
        **plain, "name": shlex.quote(out.resolve().name),
        "recipe": shlex.quote(str(path.resolve())),
        "out": shlex.quote(str(out.resolve())), "setup": launch.setup.strip(),
        "start": shlex.quote(str((path.resolve().parent / recipe.start).resolve())),
        "time": f"{minutes // 60}:{minutes % 60:02}:00",
        "group": "--het-group=0 " if launch.verify_nodes else "",
        "longest": recipe.longest_prompt + recipe.longest_completion,
    }  # fmt: skip


def _rendered(name: str, values: dict[str, Any]) -> str:
    folder = resources.files("rtlgen.train.grpo") / "scripts"
    environment = jinja2.Environment(  # noqa: S701 - shell, not HTML; values are quoted
        trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True,
        undefined=jinja2.StrictUndefined,
    )  # fmt: skip
    text = (folder / f"{name}.j2").read_text()
    return environment.from_string(text).render(values).rstrip("\n") + "\n"
