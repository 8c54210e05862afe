"""One run of reinforcement learning, from top to bottom."""

from __future__ import annotations

import importlib
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import torch
import transformers
from trl import GRPOConfig

from rtlgen.backends.dialect import Dialect
from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.train.audit import Audit
from rtlgen.train.grpo.callbacks import Metrics, Schedule
from rtlgen.train.grpo.checkpoint import checkpoint_folders, read_state, step_of
from rtlgen.train.grpo.curriculum import Curriculum
from rtlgen.train.grpo.export import export_checkpoint
from rtlgen.train.grpo.judge import Judge, open_judge
from rtlgen.train.grpo.load import load_model, load_tokenizer, silence
from rtlgen.train.grpo.recipe import GrpoRecipe
from rtlgen.train.grpo.records import cut_metrics, open_grpo_run
from rtlgen.train.grpo.settings import trainer_settings
from rtlgen.train.grpo.state import Progress
from rtlgen.train.grpo.tasks import Tasks, read_tasks
from rtlgen.train.grpo.trainer import KEY, CurriculumTrainer, JudgeBroke, Learning
from rtlgen.train.grpo.watch import open_audit
from rtlgen.train.run_files import MODEL, say

_DEADLINE_S = 120.0
"""For one completion; the judge's own limits are shorter."""


def train_grpo(
    recipe: GrpoRecipe,
    base: Path,
    out: Path,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    vllm_host: str | None = None,
) -> bool:
    """Run a recipe, or go on with it; return whether it came to its end.

    Args:
        recipe: What to do.
        base: The folder that its paths are relative to.
        out: Folder of the run.
        should_stop: Asked after each step; then a checkpoint is written.
        vllm_host: Where the server is that draws completions, in trl's mode `server`.

    Raises:
        UsageError: the data or the model is missing or was changed, the folder is of another run,
            a checkpoint is damaged, the recipe makes no sense.
        ToolError: the judge broke (a checkpoint is written), the loss is no number any more, or
            memory or the disk is full.
    """
    silence()
    world, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    is_first = rank == 0
    start = base / recipe.start
    settings = trainer_settings(recipe, out, world=world, has_gpu=torch.cuda.is_available())
    if vllm_host is not None:
        settings["vllm_server_host"] = vllm_host
    dialect = Dialect(start)
    tokenizer = load_tokenizer(start)
    tasks = read_tasks(recipe, base, dialect, tokenizer)
    if is_first:
        open_grpo_run(out, recipe, base, world)
        say(
            f"{len(tasks.learned)} prompts, {len(tasks.held_out)} held out, {tasks.too_long} "
            "too long"
        )
    progress = Progress(
        curriculum=Curriculum(len(tasks.learned), pace=recipe.curriculum, seed=recipe.seed)
    )
    has_start = recipe.held_out > 0
    saved = _take_up(out, start, progress, is_first=is_first, has_start=has_start)
    settings["eval_on_start"] = has_start and saved is None
    if progress.is_over:
        return True
    state = None if saved is None else read_state(saved)
    everything = (*tasks.learned, *tasks.held_out)
    with open_judge(
        everything, dialect, recipe.checks, workers=recipe.workers, cache=out / _verdicts(rank)
    ) as judge:
        learning = Learning(
            recipe=recipe, tasks=tasks, dialect=dialect, judge=judge, progress=progress, out=out,
            start=start, audit=_audit(tasks, dialect, judge, recipe, state) if is_first else None,
        )  # fmt: skip
        trainer = _trainer(learning, tokenizer, settings, should_stop)
        return _learn(trainer, learning, saved)


def _verdicts(rank: int) -> str:
    """Return the file of verdicts that were made before: SQLite is not for several machines."""
    return f"verdicts-{rank}.sqlite" if rank else "verdicts.sqlite"


def _take_up(
    out: Path, start: Path, progress: Progress, *, is_first: bool, has_start: bool
) -> Path | None:
    """Restore our part of the last checkpoint, and what a crash may have left undone beside it.

    Where the model is measured before the first step (`has_start`), it is the best one until then.
    """
    saved = checkpoint_folders(out)
    if not saved:
        if is_first:
            cut_metrics(out, -1)
            if has_start:
                export_checkpoint(start, start, out / MODEL)
        return None
    last = saved[-1]
    progress.restore(read_state(last))
    if is_first:
        cut_metrics(out, step_of(last))
        if progress.best_step in (None, step_of(last)) and not (out / MODEL).exists():
            export_checkpoint(last, start, out / MODEL)
    return last


def _audit(
    tasks: Tasks, dialect: Dialect, judge: Judge, recipe: GrpoRecipe, state: dict[str, Any] | None
) -> Audit | None:
    """Begin the audit, or go on with it."""
    if not recipe.audit:
        return None
    found = open_audit(tasks.learned, dialect, judge, seed=recipe.seed)
    if state is not None and state["audit"] is not None:
        found.restore(state["audit"])
    return found


def _learn(trainer: CurriculumTrainer, learning: Learning, saved: Path | None) -> bool:
    out = learning.out
    try:
        trainer.train(resume_from_checkpoint=None if saved is None else str(saved))
    except JudgeBroke as broke:
        if broke.is_learning:  # the draw was not noted: going on draws it again
            trainer.save_now()
        raise type(broke.error)(
            f"{broke.error}; a checkpoint was kept in {out}: mend it, and run the same command "
            "again to go on"
        ) from broke
    except (torch.OutOfMemoryError, MemoryError) as error:
        raise ToolCrashed(f"{out}: a step does not fit into memory; give fewer rows") from error
    return learning.progress.is_over


def _trainer(
    learning: Learning, tokenizer: Any, settings: dict[str, Any], should_stop: Callable[[], bool]
) -> CurriculumTrainer:
    recipe, out = learning.recipe, learning.out
    try:
        arguments = GRPOConfig(**settings)
    except (TypeError, ValueError) as error:
        raise UsageError(f"trainer: trl takes no such settings: {error}") from error
    trainer = CurriculumTrainer(
        learning, model=_model(learning.start, recipe), tokenizer=tokenizer, arguments=arguments,
        reward=_reward(recipe.reward, learning.judge), peft_config=_lora(recipe),
        callbacks=[Schedule(recipe, learning.progress, should_stop), Metrics(out)],
    )  # fmt: skip
    trainer.remove_callback(transformers.PrinterCallback)
    return trainer


def _model(folder: Path, recipe: GrpoRecipe) -> Any:
    is_frozen = recipe.lora is not None and recipe.precision == "bf16"
    return load_model(folder, torch.bfloat16 if is_frozen else torch.float32)


def _lora(recipe: GrpoRecipe) -> Any:
    if recipe.lora is None:
        return None
    import peft

    return peft.LoraConfig(
        r=recipe.lora.rank, lora_alpha=recipe.lora.alpha, lora_dropout=recipe.lora.dropout,
        target_modules=recipe.lora.targets, task_type="CAUSAL_LM",
    )  # fmt: skip


def _reward(name: str, judge: Judge) -> Callable[..., list[float | None]]:
    """Return the function that trl calls; rewards arrive by name, `rtlgen` imports none."""
    module, _, function = name.partition(":")
    try:
        make: Any = getattr(importlib.import_module(module), function)
    except (ImportError, AttributeError, ValueError) as error:
        raise UsageError(
            f"reward: {name!r} cannot be imported: {error}; write it as PACKAGE.MODULE:FUNCTION"
        ) from error
    made: Callable[..., list[float | None]] = make(judge, key=KEY, deadline_s=_DEADLINE_S)
    return made
