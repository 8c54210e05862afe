"""What a recipe means for trl's GRPOTrainer, as plain values."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from rtlgen.errors import UsageError
from rtlgen.train.grpo.recipe import GrpoRecipe

OWN: Final = frozenset({
    "auto_find_batch_size", "dataloader_num_workers", "enable_jit_checkpoint",
    "eval_on_start", "eval_strategy",
    "generation_batch_size", "ignore_data_skip", "load_best_model_at_end", "logging_strategy",
    "max_steps", "num_train_epochs", "push_to_hub", "resume_from_checkpoint", "save_only_model",
    "save_strategy", "save_total_limit", "shuffle_dataset", "use_cpu",
})  # fmt: skip
"""Settings of trl that a recipe cannot change: going on bit by bit depends on them."""


def trainer_settings(recipe: GrpoRecipe, out: Path, *, world: int, has_gpu: bool) -> dict[str, Any]:
    """Return the arguments of trl's GRPOConfig.

    One draw makes one generation of trl: `prompts` × `completions` rows, from which `updates`
    steps are made. Checkpoints and measurements are decided on by us, so both strategies are off.

    Args:
        recipe: Of the run.
        out: Its folder.
        world: Processes.
        has_gpu: Whether they have GPUs.

    Raises:
        UsageError: the rows cannot be shared out, or `trainer` has a key that is ours.
    """
    accumulated = _accumulated(recipe, world)
    ours = {
        "output_dir": str(out), "seed": recipe.seed, "max_steps": recipe.steps,
        "per_device_train_batch_size": recipe.rows,
        "per_device_eval_batch_size": _measured_at_once(recipe, world),
        "gradient_accumulation_steps": accumulated, "steps_per_generation": accumulated,
        "num_iterations": recipe.updates, "num_generations": recipe.completions,
        "num_generations_eval": 1, "max_completion_length": recipe.longest_completion,
        "temperature": recipe.temperature, "learning_rate": recipe.rate,
        "lr_scheduler_type": "constant_with_warmup", "warmup_steps": recipe.warmup,
        "weight_decay": recipe.weight_decay, "max_grad_norm": recipe.clip, "beta": recipe.kl,
        "epsilon": recipe.clip_low, "epsilon_high": recipe.clip_high, "loss_type": recipe.loss,
        "scale_rewards": recipe.scale, "bf16": recipe.precision == "bf16",
        "use_cpu": not has_gpu, "activation_checkpointing": False, "remove_unused_columns": False,
        "shuffle_dataset": False, "ignore_data_skip": True, "save_strategy": "no",
        "eval_strategy": "no", "logging_strategy": "steps", "logging_steps": 1,
        "logging_nan_inf_filter": False, "log_completions": True, "num_completions_to_print": 0,
        "report_to": "none", "disable_tqdm": True,
    }  # fmt: skip
    fixed = OWN | _of_recipe()
    for key in recipe.trainer:
        if key in fixed:
            raise UsageError(
                f"trainer: {key}: is decided by the other keys of the recipe; leave it out"
            )
    return {**ours, **recipe.trainer}


def _of_recipe() -> frozenset[str]:
    """Settings that have a key of their own in the recipe."""
    return frozenset({
        "beta", "epsilon", "epsilon_high", "gradient_accumulation_steps", "learning_rate",
        "loss_type", "max_completion_length", "max_grad_norm", "num_generations",
        "num_generations_eval", "num_iterations", "output_dir", "per_device_eval_batch_size",
        "per_device_train_batch_size", "scale_rewards", "seed", "steps_per_generation",
        "temperature", "warmup_steps", "weight_decay",
    })  # fmt: skip


def _accumulated(recipe: GrpoRecipe, world: int) -> int:
    """Return in how many parts each process takes its rows of a draw."""
    accumulated, left = divmod(recipe.group_rows, recipe.rows * world)
    if left or not accumulated:
        raise UsageError(
            f"rows: {recipe.prompts} prompts with {recipe.completions} completions are "
            f"{recipe.group_rows} rows, which {world} processes cannot share in parts of "
            f"{recipe.rows}; change prompts, completions or rows"
        )
    return accumulated


def _measured_at_once(recipe: GrpoRecipe, world: int) -> int:
    """Return a number of held-out prompts that divides those of each process."""
    share, left = divmod(recipe.held_out, world)
    if left:
        raise UsageError(
            f"held_out: {recipe.held_out} examples cannot be shared by {world} processes; give a "
            f"multiple of {world}"
        )
    return max((n for n in range(1, recipe.rows + 1) if share and share % n == 0), default=1)
