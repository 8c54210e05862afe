"""trl's GRPOTrainer with prompts by curriculum, completions by seed, and checkpoints made whole.

What is overridden, and why, in trl 1.16:
  _generate_and_score_completions   the rows that a data loader gives are replaced by those of the
                                    curriculum: it would have fetched them before the verdicts on
                                    the last ones were there
  _prepare_inputs                   rows of a length are learned from together, see `parts`
  _tokenize_prompts                 prompts hold their special tokens already
  _generate_single_turn             each part has its own seed, so that a run that goes on, and one
                                    with more processes, draws the same completions
  _generate                         marks of ports are special tokens, and belong to the text
  _calculate_rewards                a judge that breaks ends the run, on all processes alike
  _save_checkpoint                  see `checkpoint`
"""

from __future__ import annotations

import hashlib
import math
import shutil
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from accelerate.utils import gather_object
from datasets import Dataset
from safetensors import SafetensorError
from trl import GRPOConfig, GRPOTrainer

from rtlgen.backends.dialect import Dialect
from rtlgen.errors import RtlgenError, ToolCrashed
from rtlgen.train.audit import Audit
from rtlgen.train.grpo.checkpoint import (
    PREFIX,
    UNFINISHED,
    broken_write,
    drop_old,
    publish,
    write_state,
)
from rtlgen.train.grpo.curriculum import earned
from rtlgen.train.grpo.drawing import draw_tokens
from rtlgen.train.grpo.export import export_checkpoint
from rtlgen.train.grpo.judge import Judge
from rtlgen.train.grpo.parts import by_length
from rtlgen.train.grpo.recipe import GrpoRecipe
from rtlgen.train.grpo.state import Progress
from rtlgen.train.grpo.tasks import Task, Tasks
from rtlgen.train.grpo.watch import said
from rtlgen.train.run_files import MODEL
from rtlgen.verdict import Status, Verdict

KEY = "task"
"""Column that names the task of a row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Learning:
    """All that a trainer of ours needs beside the model."""

    recipe: GrpoRecipe
    tasks: Tasks
    dialect: Dialect
    judge: Judge
    progress: Progress
    audit: Audit | None
    """In the first process, of what it judges."""
    out: Path
    start: Path
    """Folder of the model that the run began with."""


class JudgeBroke(Exception):  # noqa: N818 - what happened to a draw
    """No verdicts; the weights are those of the last whole step."""

    def __init__(self, error: RtlgenError, *, is_learning: bool) -> None:
        """Remember why, and whether the draw was one to learn from."""
        super().__init__(str(error))
        self.error, self.is_learning = error, is_learning


class CurriculumTrainer(GRPOTrainer):  # type: ignore[misc]  # trl is not typed
    """Learns from the draws of a curriculum."""

    def __init__(
        self, learning: Learning, *, model: Any, tokenizer: Any, arguments: GRPOConfig,
        reward: Callable[..., list[float | None]], **given: Any,
    ) -> None:  # fmt: skip
        """Make a trainer.

        Args:
            learning: What is ours.
            model: A causal language model of transformers.
            tokenizer: Its tokenizer, with padding on the left.
            arguments: See `trainer_settings`.
            reward: What trl calls.
            given: Further arguments of `GRPOTrainer`.
        """
        recipe, held_out = learning.recipe, learning.tasks.held_out
        self._learning = learning
        self._purpose = ""  # of what is drawn now; seeds are made of it
        self._calls = 0  # of the generator for this purpose
        self._before: tuple[int, Any] = (0, None)  # tokens and audit before the draw at hand
        draws = -(-recipe.steps // recipe.updates)
        self._buffered_inputs: Any = None
        super().__init__(
            model=model, reward_funcs=[reward], args=arguments, processing_class=tokenizer,
            # One epoch; the rows themselves come from the curriculum.
            train_dataset=Dataset.from_dict({"prompt": [""] * draws * recipe.prompts}),
            eval_dataset=Dataset.from_list([_row(task) for task in held_out]) if held_out else None,
            **given,
        )  # fmt: skip

    # --- What is drawn ------------------------------------------------------------------------

    def _generate_and_score_completions(self, inputs: list[dict[str, Any]]) -> dict[str, Any]:
        if not self.model.training:
            return self._scored(inputs)
        recipe, curriculum = self._learning.recipe, self._learning.progress.curriculum
        self._purpose, self._calls = f"draw {curriculum.draws}", 0
        audit = self._learning.audit
        self._before = (self.state.num_input_tokens_seen, audit and audit.state())
        places = curriculum.draw(recipe.prompts)
        rows = [
            row
            for row in (_row(self._learning.tasks.learned[place]) for place in places)
            for _ in range(recipe.completions)
        ]
        first = self.accelerator.process_index * len(inputs)
        found = self._scored(rows[first : first + len(inputs)])
        self._note(places)
        return found

    def _prepare_inputs(self, generation_batch: dict[str, Any]) -> dict[str, Any]:
        before: Any = self._buffered_inputs
        inputs: dict[str, Any] = super()._prepare_inputs(generation_batch)
        if not self.model.training or self._buffered_inputs is before:
            return inputs
        self._buffered_inputs = by_length(self._buffered_inputs)
        found: dict[str, Any] = self._buffered_inputs[self._step % self.args.steps_per_generation]
        return found

    def _scored(self, inputs: list[dict[str, Any]]) -> dict[str, Any]:
        scored: dict[str, Any] = super()._generate_and_score_completions(inputs)
        return scored

    def _note(self, places: Sequence[int]) -> None:
        """Tell the curriculum what a draw earned, and the metrics how the curriculum stands."""
        size, progress = self._learning.recipe.completions, self._learning.progress
        known = [None if math.isnan(reward) else reward for reward in self._earned]
        groups = [known[first : first + size] for first in range(0, len(known), size)]
        progress.curriculum.note(
            {place: earned(group) for place, group in zip(places, groups, strict=True)}
        )
        progress.verdicts.update(self._statuses)
        for name, count in progress.curriculum.counts.items():
            self._metrics["train"][f"prompts/{name}"].append(count)
        for name in (*Status, "LOST"):
            self._metrics["train"][f"verdicts/{name}"].append(progress.verdicts[str(name)])

    def _tokenize_prompts(self, prompts: list[str]) -> tuple[list[list[int]], None, dict[str, Any]]:
        found = self.processing_class(text=prompts, add_special_tokens=False)
        return found["input_ids"], None, {}

    def _generate_single_turn(
        self, prompt_ids: list[list[int]], *others: Any, **named: Any
    ) -> tuple[list[list[int]], Any]:
        if self.use_vllm or self.use_transformers_continuous_batching:
            drawn: tuple[list[list[int]], Any] = super()._generate_single_turn(
                prompt_ids, *others, **named
            )
            return drawn
        rank, world = self.accelerator.process_index, self.accelerator.num_processes
        size = self._learning.recipe.rows
        parts = range(0, len(prompt_ids), size)
        first = (self._calls * world + rank) * len(parts)
        self._calls += 1
        completions: list[list[int]] = []
        for number, start in enumerate(parts, first):
            torch.manual_seed(self._seed(f"part {number}"))
            some = prompt_ids[start : start + size]
            if self._is_plain:
                completions += self._draw(some)
            else:
                completions += super()._generate_single_turn(some, *others, **named)[0]
        torch.manual_seed(self._seed(f"process {rank}"))  # for what else is random in the step
        return completions, None

    @property
    def _is_plain(self) -> bool:
        """Whether our own way to draw does what is wanted: a temperature and nothing else."""
        wanted = (self.top_p, self.top_k, self.min_p, self.repetition_penalty)
        is_plain = wanted == (1.0, 0, None, 1.0) and not self.args.generation_kwargs
        return is_plain and self._learning.dialect.is_ours

    def _draw(self, prompt_ids: Sequence[Sequence[int]]) -> list[list[int]]:
        return draw_tokens(
            self.accelerator.unwrap_model(self.model), prompt_ids, temperature=self.temperature,
            longest=self.max_completion_length, ends=frozenset(self.eos_token_ids),
        )  # fmt: skip

    def _seed(self, what: str) -> int:
        text = f"{self._learning.recipe.seed}/{self._purpose}/{what}"
        return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big") >> 1

    def _generate(self, prompts: list[str]) -> tuple[Any, ...]:
        ids, completion_ids, mask, _, *others = super()._generate(prompts)
        dialect, tokenizer = self._learning.dialect, self.processing_class
        texts = [dialect.text(tokenizer, tokens) for tokens in completion_ids]
        return (ids, completion_ids, mask, texts, *others)

    # --- What it earns ------------------------------------------------------------------------

    def _calculate_rewards(
        self, inputs: list[dict[str, Any]], prompts: Any, completions: list[str], ids: Any
    ) -> torch.Tensor:
        judge = self._learning.judge
        judge.fault, judge.last = None, {}
        found: torch.Tensor = super()._calculate_rewards(inputs, prompts, completions, ids)
        faults = gather_object([None if judge.fault is None else judge.fault])
        error = next((fault for fault in faults if fault is not None), None)
        if error is None and bool(torch.isnan(found).all()):
            error = ToolCrashed("no completion of a draw earned anything or nothing: all were lost")
        if error is not None:
            raise JudgeBroke(error, is_learning=bool(self.model.training))
        self._earned = found[:, 0].tolist()
        items = [(row[KEY], text) for row, text in zip(inputs, completions, strict=True)]
        verdicts = [judge.last.get(item) for item in items]
        passed = sum(one is not None and one.status is Status.PASS for one in verdicts)
        self._log_metric("passed", passed / len(verdicts))
        self._statuses = Counter(gather_object([
            "LOST" if one is None else one.status.value for one in verdicts
        ]))  # fmt: skip
        if self.model.training:
            self._watch(items, verdicts)
        return found

    def _watch(self, items: list[tuple[str, str]], verdicts: list[Verdict | None]) -> None:
        """Audit the judge; an alarm ends the run, on all processes alike."""
        audit, alarm = self._learning.audit, None
        if audit is not None:
            alarm = audit.observe([said(*pair) for pair in zip(items, verdicts, strict=True)]).alarm
            for name, value in audit.figures.items():
                self._metrics["train"][f"audit/{name}"].append(value)
        alarms = [one for one in gather_object([alarm]) if one is not None]
        if alarms:
            raise JudgeBroke(ToolCrashed(f"the judge cannot be trusted: {alarms[0]}"),
                             is_learning=True)  # fmt: skip

    def evaluate(self, *given: Any, **named: Any) -> dict[str, float]:
        """Measure the examples held out, with the same random numbers each time."""
        self._purpose, self._calls = "held out", 0
        found: dict[str, float] = super().evaluate(*given, **named)
        score = (found["eval_passed"], found["eval_reward"])
        progress = self._learning.progress
        progress.measured(self.state.global_step, score, self._learning.recipe.patience)
        if progress.is_over:
            self.control.should_training_stop = True
        return found

    def log(self, logs: dict[str, float], start_time: float | None = None) -> None:
        """Log a step, unless its numbers are none any more: then no checkpoint is made of it."""
        for name in ("loss", "grad_norm"):
            if not math.isfinite(logs.get(name, 0.0)):
                raise ToolCrashed(
                    f"{self._learning.out}: {name} of step {self.state.global_step} is no number; "
                    "the last checkpoint is good: lower the rate of the recipe and start from it"
                )
        super().log(logs, start_time)

    # --- What is kept -------------------------------------------------------------------------

    def create_model_card(self, *given: Any, **named: Any) -> None:
        """Write none: `rtlgen train card` does, from the records of the run."""
        del given, named

    def _get_output_dir(self, trial: Any) -> str:
        del trial
        return str(self._learning.out / UNFINISHED)

    def save_now(self) -> None:
        """Write a checkpoint of the last whole step if there is none, without the draw since."""
        self.state.num_input_tokens_seen, watched = self._before
        if self._learning.audit is not None:
            self._learning.audit.restore(watched)
        if not (self._learning.out / f"{PREFIX}{self.state.global_step}").exists():
            self._save_checkpoint(self.model, None)

    def _save_checkpoint(self, model: Any, trial: Any) -> None:
        out, is_first = self._learning.out, self.accelerator.is_main_process
        name = f"{PREFIX}{self.state.global_step}"
        scratch = out / UNFINISHED / name
        if is_first:
            shutil.rmtree(scratch.parent, ignore_errors=True)
        self.accelerator.wait_for_everyone()
        try:
            super()._save_checkpoint(model, trial)
            self.accelerator.wait_for_everyone()
            if is_first:
                write_state(scratch, self._state_record())
                self._keep(scratch, out / name)
        except (OSError, RuntimeError, SafetensorError) as error:  # torch hides a full disk
            shutil.rmtree(scratch.parent, ignore_errors=True)
            raise broken_write(out / name, error) from error
        self.accelerator.wait_for_everyone()

    def _state_record(self) -> dict[str, Any]:
        audit = self._learning.audit
        watched = None if audit is None else audit.state()
        return {**self._learning.progress.record(), "audit": watched}

    def _keep(self, scratch: Path, target: Path) -> None:
        """Give a checkpoint its name, and the folder of the model what it holds if it is best."""
        is_best = self._learning.progress.best_step in (None, self.state.global_step)
        if is_best:
            export_checkpoint(scratch, self._learning.start, scratch.parent / MODEL)
        publish(scratch, target)
        if is_best:
            publish(scratch.parent / MODEL, self._learning.out / MODEL)
        shutil.rmtree(scratch.parent)
        drop_old(self._learning.out)


def _row(task: Task) -> dict[str, Any]:
    return {"prompt": task.prompt, KEY: task.example.id}
