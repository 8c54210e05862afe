"""The folder of a run: which run it is of, and its metrics up to a checkpoint."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

from rtlgen.errors import UsageError
from rtlgen.train.dataset import data_hash
from rtlgen.train.grpo.recipe import GrpoRecipe
from rtlgen.train.run_files import METRICS, RECIPE, commit_of_source, record_before

KIND = "grpo"
_FREE = ("workers", "launch")
"""Keys that say where work is done, and change nothing about its result."""


def open_grpo_run(out: Path, recipe: GrpoRecipe, base: Path, world: int) -> None:
    """Make the folder of a run, or check that it is of the same run.

    Raises:
        UsageError: it is of another one, or cannot be used.
    """
    record = {
        "kind": KIND, "recipe": recipe.record(),
        "data": data_hash([base / name for name in recipe.data]),
        "start": hash_of_model(base / recipe.start), "world": world,
        "commit": commit_of_source(),
    }  # fmt: skip
    plain = GrpoRecipe(start="", data=(), steps=0).record()
    take_folder(out, record, defaults=plain)


def take_folder(out: Path, record: dict[str, Any], *, defaults: dict[str, Any]) -> None:
    """Make the folder of a run, or check that it is of the same run.

    Args:
        out: The folder.
        record: Kind, recipe and hashes of the run.
        defaults: Of keys of the recipe that came later than an older run.

    Raises:
        UsageError: it is of another one, or cannot be used.
    """
    record, defaults = json.loads(json.dumps([record, defaults]))  # tuples are lists in a file
    before = record_before(out)
    if before is not None:
        _require_same(out, before, record, defaults)
    else:
        (out / RECIPE).write_text(json.dumps(record, indent=1) + "\n")


def _require_same(
    out: Path, before: dict[str, Any], record: dict[str, Any], defaults: dict[str, Any]
) -> None:
    differences = {
        "of another kind": before.get("kind") != record["kind"],
        "with other data": before.get("data") != record["data"],
        "of another model": before.get("start") != record["start"],
        "with another number of processes": before.get("world") != record["world"],
        **{
            f"with another recipe ({key})": before["recipe"].get(key, defaults[key]) != value
            for key, value in record["recipe"].items()
            if key not in _FREE
        },
    }
    for what, differs in differences.items():
        if differs:
            raise UsageError(f"{out}: is a run {what}; name another folder, or remove it")


def hash_of_model(folder: Path) -> str:
    """Return the SHA-256 over the files of weights."""
    found = hashlib.sha256()
    for path in sorted(folder.glob("*.safetensors")):
        with path.open("rb") as file:
            found.update(hashlib.file_digest(file, "sha256").digest())
    return found.hexdigest()


def cut_metrics(out: Path, step: int) -> None:
    """Remove the lines of steps that will be done again."""
    path = out / METRICS
    if not path.is_file():
        return
    lines = path.read_text().splitlines(keepends=True)
    whole = [line for line in lines if line.endswith("\n")]
    path.write_text("".join(line for line in whole if json.loads(line)["step"] <= step))
