"""What a run of training left behind, read back: for its card."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.datagen.shards import MANIFEST
from rtlgen.errors import UsageError
from rtlgen.train.dataset import data_hash
from rtlgen.train.run_files import MEAN, METRICS, MODEL, RECIPE


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """One of the models of which another one is the mean."""

    name: str
    """Its folder, as it was given."""
    sha256: str
    """Of its weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunRecords:
    """All records of a run."""

    name: str
    recipe: Mapping[str, Any]
    data_sha256: str
    """Over all examples."""
    data: tuple[Path, ...]
    """Folders of examples that have this hash."""
    start: Path | None
    """Folder of the model that it began with, where there was one and it is found."""
    world: int
    """Processes."""
    commit: str
    metrics: tuple[Mapping[str, Any], ...]
    """By step, all lines of a step in one; the later line counts."""
    config: Mapping[str, Any]
    """Of the model, as transformers wrote it."""
    parameters: int

    @property
    def last(self) -> Mapping[str, Any]:
        """The last line of metrics."""
        return self.metrics[-1]


def read_run(run: Path, *, data: Sequence[Path] = ()) -> RunRecords:
    """Read the records of a run of `rtlgen train`.

    Args:
        run: Its folder.
        data: Its folders of examples; none = where its recipe says, seen from the folder of the run
            or one above it, or from the working directory.

    Raises:
        UsageError: a record is missing or damaged, or the data is not there or was changed.
    """
    record = read_json(run / RECIPE)
    if (kind := record.get("kind")) is not None:
        raise UsageError(f"{run}: is a run of `rtlgen train {kind}`, which is not read here")
    try:
        recipe, sha256 = record["recipe"], str(record["data"])
        names = [str(name) for name in recipe["data"]]
        world, commit = int(record["world"]), str(record["commit"])
    except (KeyError, TypeError, ValueError) as error:
        raise UsageError(f"{run / RECIPE}: is no record of a run of `rtlgen train`") from error
    return RunRecords(
        name=run.resolve().name,
        recipe=recipe,
        data_sha256=sha256,
        data=find_data(run, names, sha256, data),
        start=_find_start(run, recipe.get("start")),
        world=world,
        commit=commit,
        metrics=read_metrics(run / METRICS),
        config=read_json(run / MODEL / "config.json"),
        parameters=count_parameters(run / MODEL / "model.safetensors"),
    )


def members_of(folder: Path) -> tuple[Member, ...]:
    """Return the models of which `rtlgen train average` made this one; empty for any other model.

    Raises:
        UsageError: the record is damaged.
    """
    path = folder / MEAN
    if not path.is_file():
        return ()
    try:
        return tuple(
            Member(name=str(one["model"]), sha256=str(one["sha256"]))
            for one in read_json(path)["mean_of"]
        )
    except (KeyError, TypeError) as error:
        raise UsageError(f"{path}: is no record of `rtlgen train average`") from error


def count_parameters(path: Path) -> int:
    """Return how many numbers a file of weights holds; tied ones are there once.

    Raises:
        UsageError: it cannot be read.

    Source: https://github.com/huggingface/safetensors#format
    """
    try:
        with path.open("rb") as file:
            header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        return sum(
            math.prod(tensor["shape"]) for name, tensor in header.items() if name != "__metadata__"
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, MemoryError) as error:
        raise UsageError(f"{path}: cannot be read as weights; train the model again") from error


def read_json(path: Path) -> dict[str, Any]:
    """Return a record of a run.

    Raises:
        UsageError: it is missing or damaged.
    """
    try:
        found = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path}: cannot be read: {error}; name the folder of a run of `rtlgen train`"
        ) from error
    if not isinstance(found, dict):
        raise UsageError(f"{path}: expected an object")
    return found


def read_metrics(path: Path) -> tuple[Mapping[str, Any], ...]:
    """Return the metrics of a run by step, all lines of a step in one; the later line counts.

    Raises:
        UsageError: they are missing or damaged, or there are none yet.
    """
    try:
        rows = [json.loads(line) for line in path.read_text().splitlines() if line.strip()]
        by_step: dict[int, dict[str, Any]] = {}
        for row in rows:
            by_step.setdefault(int(row["step"]), {}).update(row)
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: cannot be read as metrics of a run: {error}") from error
    if not by_step:
        raise UsageError(f"{path}: says nothing yet; let the run come to its first checkpoint")
    return tuple(by_step[step] for step in sorted(by_step))


def _find_start(run: Path, name: str | None) -> Path | None:
    if name is None:
        return None
    choices = (base / name for base in _bases(run))
    return next((path for path in choices if (path / "config.json").is_file()), None)


def _bases(run: Path) -> list[Path]:
    """Return where the recipe may have lain; the record does not say it."""
    return [run, *run.resolve().parents, Path.cwd()]


def find_data(
    run: Path, names: Sequence[str], sha256: str, given: Sequence[Path],
    *, file: str = MANIFEST, hash_of: Callable[[Sequence[Path]], str] = data_hash,
) -> tuple[Path, ...]:  # fmt: skip
    """Return the folders with the hash of the run; its record does not say where the recipe lay.

    Args:
        run: Folder of the run.
        names: Of the folders, as the recipe has them.
        sha256: What the run wrote down.
        given: Folders to look at instead; none = where the recipe says.
        file: What each folder must hold for it.
        hash_of: How the hash is made.

    Raises:
        UsageError: they are not there, or were changed.
    """
    if given:
        choices = [tuple(given)]
    else:
        choices = [tuple(base / name for name in names) for base in _bases(run)]
    for folders in choices:
        is_there = all((folder / file).is_file() for folder in folders)
        if is_there and hash_of(folders) == sha256:
            return folders
    where = ", ".join(str(path) for path in given) or ", ".join(names)
    raise UsageError(
        f"{run}: was not trained on what lies at {where}; name its folders of examples with --data"
    )
