"""A run of learning from preferences, from top to bottom."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import transformers
from datasets import Dataset
from trl import DPOConfig

from rtlgen.backends.dialect import Dialect
from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.train.dpo.pairs import encode_pairs, pairs_hash, read_pairs
from rtlgen.train.dpo.recipe import DpoRecipe
from rtlgen.train.dpo.trainer import PairTrainer, Saves
from rtlgen.train.grpo.callbacks import Metrics
from rtlgen.train.grpo.checkpoint import checkpoint_folders, step_of
from rtlgen.train.grpo.load import load_model, load_tokenizer, silence
from rtlgen.train.grpo.records import cut_metrics, hash_of_model, take_folder
from rtlgen.train.run_files import commit_of_source, say

KIND = "dpo"


def train_dpo(
    recipe: DpoRecipe, base: Path, out: Path, *, should_stop: Callable[[], bool] = lambda: False
) -> bool:
    """Run a recipe, or go on with it; return whether it came to its end.

    Args:
        recipe: What to do.
        base: The folder that its paths are relative to.
        out: Folder of the run.
        should_stop: Asked after each step; then a checkpoint is written.

    Raises:
        UsageError: the pairs or the model are missing or were changed, or the folder is of another
            run.
        ToolCrashed: the loss is no number any more, or memory or the disk is full.
    """
    if os.environ.get("WORLD_SIZE", "1") != "1":
        raise UsageError("train dpo: runs in one process; start it without torchrun")
    silence()
    start, folders = base / recipe.start, [base / name for name in recipe.data]
    dialect, tokenizer = Dialect(start), load_tokenizer(start)
    pairs = [pair for folder in folders for pair in read_pairs(folder)]
    rows = encode_pairs(pairs, tokenizer, longest=recipe.longest, is_ours=dialect.is_ours)
    if len(rows) < recipe.rows:
        raise UsageError(
            f"data: holds {len(rows)} pairs of up to {recipe.longest} tokens, fewer than `rows` "
            f"({recipe.rows}); draw more with `rtlgen data sample`"
        )
    record = {
        "kind": KIND, "recipe": recipe.record(), "data": pairs_hash(folders),
        "start": hash_of_model(start), "world": 1, "commit": commit_of_source(),
    }  # fmt: skip
    take_folder(out, record, defaults=DpoRecipe(start="", data=(), steps=0).record())
    say(f"{len(rows)} pairs, {len(pairs) - len(rows)} too long")
    saved = checkpoint_folders(out)
    done = step_of(saved[-1]) if saved else 0
    cut_metrics(out, done if saved else -1)
    if done >= recipe.steps:
        return True
    trainer = PairTrainer(
        out=out, start=start, model=load_model(start, torch.float32),
        ref_model=load_model(start, torch.float32), args=DPOConfig(**_settings(recipe, out)),
        train_dataset=Dataset.from_list(rows), processing_class=tokenizer,
        callbacks=[Saves(recipe, should_stop), Metrics(out)],
    )  # fmt: skip
    trainer.remove_callback(transformers.PrinterCallback)
    try:
        trainer.train(resume_from_checkpoint=str(saved[-1]) if saved else None)
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise ToolCrashed(f"{out}: a step does not fit into memory; give fewer rows") from error
    return bool(trainer.state.global_step >= recipe.steps)


def _settings(recipe: DpoRecipe, out: Path) -> dict[str, Any]:
    """Return the arguments of trl's DPOConfig; when to save is decided on by us."""
    losses = ["sigmoid", "sft"] if recipe.likelihood else ["sigmoid"]
    weights = [1.0, recipe.likelihood] if recipe.likelihood else None
    return {
        "output_dir": str(out), "seed": recipe.seed, "max_steps": recipe.steps,
        "per_device_train_batch_size": recipe.rows,
        "gradient_accumulation_steps": recipe.pairs // recipe.rows, "max_length": recipe.longest,
        "beta": recipe.beta, "loss_type": losses, "loss_weights": weights,
        "learning_rate": recipe.rate, "lr_scheduler_type": "constant_with_warmup",
        "warmup_steps": recipe.warmup, "weight_decay": recipe.weight_decay,
        "max_grad_norm": recipe.clip, "bf16": recipe.precision == "bf16",
        "use_cpu": not torch.cuda.is_available(), "gradient_checkpointing": False,
        "save_strategy": "no", "eval_strategy": "no", "logging_strategy": "steps",
        "logging_steps": 1, "logging_nan_inf_filter": False, "report_to": "none",
        "disable_tqdm": True, "dataloader_drop_last": True,
    }  # fmt: skip
