"""The folder of a run: what it is of, and its metrics.

recipe.json     recipe, hash of the data, number of processes, commit
metrics.jsonl   a line for some of the steps
tokenizer.json
model/          the weights of the last checkpoint, for transformers
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rtlgen.errors import UsageError, write_error
from rtlgen.train.recipe import Recipe

MEAN = "average.json"
"""Beside the weights of a mean: of which models."""
RECIPE, METRICS, MODEL, TOKENS = "recipe.json", "metrics.jsonl", "model", "tokenizer.json"
CHECKPOINT = "checkpoint-"
"""How the names of checkpoints begin; the step follows."""


def checkpoints(out: Path) -> list[Path]:
    """Return the checkpoints of a run, the newest last."""
    return sorted(out.glob(f"{CHECKPOINT}*.pt"))


def open_run(out: Path, recipe: Recipe, data: str, world: int) -> None:
    """Make the folder of a run, or check that it is of the same run.

    Only the number of steps may change, and only while the rates are constant under both: what was
    learned so far is then the same.
    """
    commit = commit_of_source()
    record = json.loads(
        json.dumps({"recipe": recipe.record(), "data": data, "world": world, "commit": commit})
    )
    before = record_before(out)
    if before is not None:
        _require_same(out, before, record)
    if before is None or before["recipe"] != record["recipe"]:
        (out / RECIPE).write_text(json.dumps(record, indent=1) + "\n")


def record_before(out: Path) -> Any:
    """Return what decides the run that a folder holds; None where there is none. Make the folder.

    Raises:
        UsageError: it cannot be used.
    """
    path = out / RECIPE
    try:
        out.mkdir(parents=True, exist_ok=True)
        return json.loads(path.read_text()) if path.is_file() else None
    except (OSError, ValueError) as error:
        cause = error if isinstance(error, OSError) else OSError(5, str(error))
        raise write_error(out, "cannot be used", cause) from error


def change_steps(out: Path, steps: int) -> None:
    """Give a run another number of steps, while its rates are constant."""
    path = out / RECIPE
    record = json.loads(path.read_text())
    record["recipe"]["steps"] = steps
    path.write_text(json.dumps(record, indent=1) + "\n")


def _require_same(out: Path, before: dict[str, Any], record: dict[str, Any]) -> None:
    steps = int(checkpoints(out)[-1].stem.rpartition("-")[2]) if checkpoints(out) else 0
    defaults = Recipe(data=(), steps=0).record()  # of keys that came later
    old, new = {**defaults, **before["recipe"]}, record["recipe"]
    is_constant = all(steps <= (1 - one["decay"]) * one["steps"] for one in (old, new))
    if is_constant:
        old = {**old, "steps": new["steps"]}
    differences = {
        "another recipe": old != new,
        "other data": before["data"] != record["data"],
        "another number of processes": before["world"] != record["world"],
    }
    for what, differs in differences.items():
        if differs:
            raise UsageError(f"{out}: is a run with {what}; name another folder, or remove it")


def commit_of_source() -> str:
    """Return the commit of this source, where it is a repository."""
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    return done.stdout.strip() or "unknown"


def log(out: Path, values: Mapping[str, Any], *, shown: Mapping[str, Any] | None = None) -> None:
    """Add a line to the metrics, and show it, or what is `shown` instead."""
    with (out / METRICS).open("a") as file:
        file.write(json.dumps(values) + "\n")
    items = (values if shown is None else shown).items()
    say(", ".join(f"{name} {value}" for name, value in items))


def say(text: str) -> None:
    """Show a line at once."""
    print(text, file=sys.stderr, flush=True)
