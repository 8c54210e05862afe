"""The learned model as a folder that transformers and the `local` backend read."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from rtlgen.model.text import FORMAT_FILE

_LEFT_OUT = ("optimizer*", "scheduler*", "rng_state*", "trainer_state*", "training_args*",
             "rtlgen-state*", "scaler*", "README.md", "entropy*")  # fmt: skip
"""Files of a checkpoint that are no part of the model."""


def export_checkpoint(checkpoint: Path, start: Path, folder: Path) -> None:
    """Write the model of a checkpoint; small matrices beside a large model are added to it.

    The weights stay as precise as they were learned: steps of 1e-6 vanish in bf16.

    Args:
        checkpoint: Of the trainer.
        start: The model that the run began with.
        folder: Where to; what is there is lost.
    """
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(checkpoint, folder, ignore=shutil.ignore_patterns(*_LEFT_OUT))
    if (checkpoint / "adapter_config.json").is_file():
        _merge(checkpoint, start, folder)
    if (mark := start / FORMAT_FILE).is_file():
        shutil.copy(mark, folder / FORMAT_FILE)


def _merge(checkpoint: Path, start: Path, folder: Path) -> None:
    import peft
    import transformers

    library: Any = transformers  # it is not typed
    model = library.AutoModelForCausalLM.from_pretrained(start, dtype="auto", local_files_only=True)
    merged = peft.PeftModel.from_pretrained(model, str(checkpoint)).merge_and_unload()
    for adapter in folder.glob("adapter_*"):
        adapter.unlink()
    merged.save_pretrained(folder)
