"""trl's DPOTrainer with checkpoints that are whole, and an end that waits for one."""

from __future__ import annotations

import math
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from safetensors import SafetensorError
from transformers import TrainerCallback
from trl import DPOTrainer

from rtlgen.errors import ToolCrashed
from rtlgen.train.dpo.recipe import DpoRecipe
from rtlgen.train.grpo.checkpoint import PREFIX, UNFINISHED, broken_write, drop_old, publish
from rtlgen.train.grpo.export import export_checkpoint
from rtlgen.train.run_files import MODEL


class Saves(TrainerCallback):
    """Saves every so many steps, at the end, and when asked to stop."""

    def __init__(self, recipe: DpoRecipe, should_stop: Callable[[], bool]) -> None:
        """Follow a recipe; `should_stop` is asked after each step."""
        self._recipe, self._should_stop = recipe, should_stop

    def on_step_end(self, args: Any, state: Any, control: Any, **named: Any) -> Any:
        """Decide what comes after a step."""
        del args, named
        stops = self._should_stop()
        is_last = state.global_step >= self._recipe.steps
        if stops or is_last or state.global_step % self._recipe.checkpoint_every == 0:
            control.should_save = True
        control.should_training_stop = stops or is_last
        return control


class PairTrainer(DPOTrainer):  # type: ignore[misc]  # trl is not typed
    """Learns from pairs that are tokens already."""

    def __init__(self, *, out: Path, start: Path, **given: Any) -> None:
        """Make a trainer.

        Args:
            out: Folder of the run.
            start: The model that the run begins with.
            given: Arguments of `DPOTrainer`.
        """
        self._out, self._start = out, start
        super().__init__(**given)

    def _prepare_dataset(self, dataset: Any, *given: Any, **named: Any) -> Any:
        """Take the tokens as they are: trl would put an end behind answers that have none."""
        del given, named
        return dataset

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        """Log a step, unless its numbers are none any more: then no checkpoint is made of it."""
        for name in ("loss", "grad_norm"):
            if not math.isfinite(logs.get(name, 0.0)):
                raise ToolCrashed(
                    f"{self._out}: {name} of step {self.state.global_step} is no number; the last "
                    "checkpoint is good: lower the rate of the recipe and start from it"
                )
        self._metrics["train"].pop("num_tokens", None)  # trl counts from the start of the process
        super().log(logs, start_time)

    def create_model_card(self, *given: Any, **named: Any) -> None:
        """Write none: trl's says nothing of how the pairs were made."""
        del given, named

    def _get_output_dir(self, trial: Any) -> str:
        del trial
        return str(self._out / UNFINISHED)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        """Write aside; the model gets its name first, so that no checkpoint is ahead of it."""
        name = f"{PREFIX}{self.state.global_step}"
        aside = self._out / UNFINISHED
        shutil.rmtree(aside, ignore_errors=True)
        try:
            super()._save_checkpoint(model, trial)
            export_checkpoint(aside / name, self._start, aside / MODEL)
            publish(aside / MODEL, self._out / MODEL)
            publish(aside / name, self._out / name)
        except (OSError, RuntimeError, SafetensorError) as error:  # torch hides a full disk
            shutil.rmtree(aside, ignore_errors=True)
            raise broken_write(self._out / name, error) from error
        shutil.rmtree(aside)
        drop_old(self._out)
