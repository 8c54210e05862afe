"""Checkpoints: what a run needs to go on bit by bit, written so that an old one stays whole."""

from __future__ import annotations

import os
import random
import shutil
from pathlib import Path
from typing import Any

import numpy as np
import torch

from rtlgen.errors import UsageError, write_error
from rtlgen.train.run_files import CHECKPOINT, checkpoints

_KEPT = 2
"""Older ones are removed."""


def save_checkpoint(folder: Path, step: int, state: dict[str, Any]) -> None:
    """Write a checkpoint; a crash or a full disk leaves the old ones as they are.

    Raises:
        ToolCrashed, UsageError: it cannot be written.
    """
    target = folder / f"{CHECKPOINT}{step:08}.pt"
    scratch = target.with_suffix(".new")
    try:
        with scratch.open("wb") as file:
            torch.save({**state, "step": step, "random": _random_state()}, file)
            file.flush()
            os.fsync(file.fileno())
        scratch.rename(target)
    except (OSError, RuntimeError) as error:  # torch turns a full disk into a RuntimeError
        scratch.unlink(missing_ok=True)
        cause = error if isinstance(error, OSError) else _os_error(folder, error)
        raise write_error(target, "cannot be written", cause) from error
    for old in checkpoints(folder)[:-_KEPT]:
        old.unlink()


def _os_error(folder: Path, error: RuntimeError) -> OSError:
    free = shutil.disk_usage(folder).free
    return OSError(28 if free < 1 << 26 else 5, str(error).splitlines()[0])


def load_checkpoint(path: Path) -> dict[str, Any]:
    """Read a checkpoint and restore all random states.

    Raises:
        UsageError: it is damaged.
    """
    try:
        # Our own file: the random states of Python and NumPy are no tensors.
        state: dict[str, Any] = torch.load(path, map_location="cpu", weights_only=False)
        _restore(state["random"])
    except Exception as error:  # torch, zipfile and pickle have no common error
        raise UsageError(
            f"{path}: is damaged: {type(error).__name__}; remove it to go on from the one before"
        ) from error
    return state


def _random_state() -> dict[str, Any]:
    return {
        "python": random.getstate(),
        "numpy": np.random.get_state(),
        "torch": torch.get_rng_state(),
        "cuda": torch.cuda.get_rng_state_all() if torch.cuda.is_available() else [],
    }


def _restore(state: dict[str, Any]) -> None:
    random.setstate(state["python"])
    np.random.set_state(state["numpy"])
    torch.set_rng_state(state["torch"])
    if torch.cuda.is_available() and state["cuda"]:
        torch.cuda.set_rng_state_all(state["cuda"])
