"""Checkpoints of trl's trainer, made whole: written aside, and given their name when complete.

transformers writes into the final folder file by file, so a process that is killed leaves one that
looks like a checkpoint and is none.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path
from typing import Any

from rtlgen.errors import RtlgenError, UsageError, write_error
from rtlgen.train.grpo.state import STATE

PREFIX = "checkpoint-"
"""How the names of checkpoints begin; the step follows."""
UNFINISHED = "unfinished"
"""Folder in a run where a checkpoint is written."""
_KEPT = 2
"""Older ones are removed."""
_ROOM = 1 << 26
"""Bytes; with less a disk counts as full."""

_WORDS_OF_A_FULL_DISK = (
    "unexpected pos",
    "PytorchStreamWriter failed",
    "os error 27",
    "os error 28",
)
"""What torch 2.13 and safetensors 0.8 say when less was written than given."""


def checkpoint_folders(out: Path) -> list[Path]:
    """Return the whole checkpoints of a run, the newest last."""
    return sorted((path for path in out.glob(f"{PREFIX}*") if path.is_dir()), key=step_of)


def last_checkpoint(run: Path) -> Path:
    """Return the folder of the last checkpoint.

    Raises:
        UsageError: there is none.
    """
    saved = checkpoint_folders(run)
    if not saved:
        raise UsageError(f"{run}: has no checkpoint yet; let the run come to its first one")
    return saved[-1]


def step_of(checkpoint: Path) -> int:
    """Return the steps that were done."""
    return int(checkpoint.name.removeprefix(PREFIX))


def write_state(folder: Path, record: dict[str, Any]) -> None:
    """Write our part of a checkpoint."""
    (folder / STATE).write_text(json.dumps(record) + "\n")


def read_state(folder: Path) -> dict[str, Any]:
    """Read it back.

    Raises:
        UsageError: the checkpoint is damaged.
    """
    try:
        record: dict[str, Any] = json.loads((folder / STATE).read_text())
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{folder}: is damaged: {type(error).__name__}; remove it to go on from the one before"
        ) from error
    return record


def publish(folder: Path, target: Path) -> None:
    """Give a whole folder its name, in one step, and take the place of one that is there."""
    for path in folder.rglob("*"):
        if path.is_file():
            _sync(path)
    if target.exists():
        shutil.rmtree(target)
    folder.rename(target)
    _sync(target.parent)


def drop_old(out: Path) -> None:
    """Remove all checkpoints but the newest."""
    for old in checkpoint_folders(out)[:-_KEPT]:
        shutil.rmtree(old)


def broken_write(target: Path, error: Exception) -> RtlgenError:
    """Say that a checkpoint cannot be written; torch and safetensors hide a full disk."""
    if not isinstance(error, OSError) or error.strerror is None:
        text = (str(error) or type(error).__name__).splitlines()[0]
        is_short = shutil.disk_usage(target.parent).free < _ROOM
        is_full = is_short or any(words in text for words in _WORDS_OF_A_FULL_DISK)
        error = OSError(errno.ENOSPC if is_full else errno.EIO, text)
    return write_error(target, "cannot be written", error)


def _sync(path: Path) -> None:
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)
