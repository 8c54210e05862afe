"""One model from several that learned from the same start: the mean of their weights.

Each of them forgets something else of what the start knew; their mean keeps most of it and costs no
more to ask than one.

Source: Wortsman et al., "Model soups: averaging weights of multiple fine-tuned models improves
accuracy without increasing inference time" (2022), the uniform soup.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save_file

from rtlgen.errors import UsageError, write_error
from rtlgen.evidence.files import write_text
from rtlgen.train.run_files import MEAN

_WEIGHTS: Final = "model.safetensors"
_SAME: Final = ("config.json", "tokenizer.json", "rtlgen.json")
"""Files that must be the same: what is averaged must mean the same."""
_FREE: Final = ("transformers_version",)
"""Keys of the configuration that say nothing of the model."""


def average(folders: Sequence[Path], out: Path) -> None:
    """Write the mean of models, each as `rtlgen train` leaves it in `model/`.

    Args:
        folders: At least two, of one shape and with one tokenizer.
        out: A new folder; what is beside the weights comes from the first.

    Raises:
        UsageError: A folder holds no such model, or one of another shape.
    """
    if len(folders) < 2:
        raise UsageError("a mean needs two models or more; name another folder")
    if out.exists():
        raise UsageError(f"{out}: is there already; name a new folder")
    first, *others = folders
    for folder in others:
        _require_same(first, folder)
    try:
        weights = _mean(folders)
    except (OSError, SafetensorError) as error:
        raise UsageError(f"the weights cannot be read: {error}") from error
    partial = out.with_name(f"{out.name}.partial")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        shutil.copytree(first, partial, ignore=shutil.ignore_patterns(_WEIGHTS, "README.md", MEAN))
        save_file(weights, partial / _WEIGHTS, metadata={"format": "pt"})
        write_text(partial / MEAN, json.dumps(_record(folders), indent=1) + "\n")
        partial.rename(out)
    except OSError as error:
        raise write_error(out, "cannot be written", error) from error


def _record(folders: Sequence[Path]) -> Mapping[str, Any]:
    """Return of which models the mean is, by their names and weights."""
    found = []
    for folder in folders:
        with (folder / _WEIGHTS).open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        found.append({"model": folder.as_posix(), "sha256": digest})
    return {"mean_of": found}


def _require_same(first: Path, other: Path) -> None:
    for name in _SAME:
        if _content(first / name) != _content(other / name):
            raise UsageError(
                f"{other}: {name} is not that of {first}; only models of one shape and with one "
                "tokenizer have a mean"
            )


def _content(path: Path) -> Mapping[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path}: cannot be read; name the `model` of a run of `rtlgen train`"
        ) from error
    return {key: value for key, value in content.items() if key not in _FREE}


def _mean(folders: Sequence[Path]) -> dict[str, torch.Tensor]:
    """Return the mean of each tensor, summed in float32, in the type of the first model."""
    sums: dict[str, torch.Tensor] = {}
    types: dict[str, torch.dtype] = {}
    for folder in folders:
        with safe_open(folder / _WEIGHTS, framework="pt") as file:
            for name in file.keys():  # noqa: SIM118 - it is no mapping
                value = file.get_tensor(name)
                types.setdefault(name, value.dtype)
                sums[name] = sums.get(name, 0) + value.float()
    return {name: (total / len(folders)).to(types[name]) for name, total in sums.items()}
