"""When a run measures, saves and stops; what it writes down."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
from accelerate.utils import gather_object
from transformers import TrainerCallback

from rtlgen.train.grpo.recipe import GrpoRecipe
from rtlgen.train.grpo.state import Progress
from rtlgen.train.run_files import log

_LEFT_OUT = frozenset({
    "epoch", "eval_runtime", "eval_samples_per_second", "eval_steps_per_second",
    "eval_num_tokens", "train_runtime", "train_samples_per_second", "train_steps_per_second",
    "total_flos", "train_loss", "rewards/reward/mean", "rewards/reward/std",
    "eval_rewards/reward/mean", "eval_rewards/reward/std",
})  # fmt: skip
"""Of what trl logs: sums over a start of the command, and no measurements of a step."""
_RENAMED = {"step_time": "step_s"}
_SHOWN = {
    "step": "step", "loss": "loss", "reward": "reward", "passed": "passed", "entropy": "entropy",
    "completions/mean_length": "tokens", "kl": "kl", "step_s": "seconds", "eval_passed": "held out",
    "eval_reward": "their reward",
}  # fmt: skip
"""What a line on the terminal says."""


class Schedule(TrainerCallback):
    """Measures and saves every so many steps, at the end, and when asked to stop."""

    def __init__(
        self, recipe: GrpoRecipe, progress: Progress, should_stop: Callable[[], bool]
    ) -> None:
        """Follow a recipe; `should_stop` is asked after each step."""
        self._recipe, self._progress, self._should_stop = recipe, progress, should_stop

    def on_step_end(self, args: Any, state: Any, control: Any, **named: Any) -> Any:
        """Decide what comes after a step; inside a draw nothing can be saved."""
        del args, named
        step = state.global_step
        is_last = step >= self._recipe.steps
        is_between = step % self._recipe.updates == 0 or is_last
        is_due = step % self._recipe.checkpoint_every == 0 or is_last
        stops = any(gather_object([self._should_stop()]))
        if is_last:
            self._progress.is_over = True
        if is_due:
            control.should_evaluate = self._recipe.held_out > 0
        if is_between and (is_due or stops):
            control.should_save = True
            control.should_training_stop = stops or is_last
        return control


class Metrics(TrainerCallback):
    """Writes metrics.jsonl."""

    def __init__(self, out: Path) -> None:
        """Write into the folder of a run."""
        self._out = out

    def on_log(self, args: Any, state: Any, control: Any, logs: Any = None, **named: Any) -> None:
        """Write a line; keys that end in `_s` are seconds."""
        del args, control, named
        kept = {
            _RENAMED.get(key, key): value for key, value in logs.items() if key not in _LEFT_OUT
        }
        if state.is_world_process_zero and kept:
            if torch.cuda.is_available():
                kept["gpu_bytes"] = torch.cuda.max_memory_allocated()
            values = {"step": state.global_step, **kept}
            shown = {
                name: f"{values[key]:.4g}"
                for key, name in _SHOWN.items()
                if values.get(key) is not None
            }
            log(self._out, values, shown=shown)
