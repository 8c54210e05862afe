"""Prompts with their judges, from folders of examples, in the order of the curriculum."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from rtlgen.backends.dialect import Dialect
from rtlgen.candidate import Request
from rtlgen.datagen.example import Example
from rtlgen.errors import UsageError
from rtlgen.prompt import build_request
from rtlgen.train.dataset import choose_examples, spec_of, split_held_out
from rtlgen.train.grpo.recipe import GrpoRecipe
from rtlgen.verify import CheckName, VerificationPlan
from rtlgen.verilog import read_design

_LEVELS = 10
"""Steps of difficulty; within one, the seed decides on the order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """One prompt."""

    example: Example
    request: Request
    prompt: str
    """What the model reads, as the local backend writes it."""

    def plan(self, checks: Sequence[str]) -> VerificationPlan:
        """Return what judges an answer: the Verilog of the example."""
        spec = self.request.spec
        return VerificationPlan(
            top=spec.name, ports=spec.ports, checks=frozenset(CheckName(name) for name in checks),
            reference=read_design(self.example.verilog, top=spec.name),
        )  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Tasks:
    """What a run learns from, the easiest first, and what it is measured by."""

    learned: tuple[Task, ...]
    held_out: tuple[Task, ...]
    too_long: int
    """Examples whose prompt is longer than the recipe allows."""


def read_tasks(recipe: GrpoRecipe, base: Path, dialect: Dialect, tokenizer: Any) -> Tasks:
    """Read the examples of a recipe.

    How hard a new prompt is, is not known; short answers go for easy ones. What the model makes of
    a prompt decides from its first group on.

    Args:
        recipe: Of the run.
        base: The folder that its paths are relative to.
        dialect: How the model is asked.
        tokenizer: Of the model, as transformers loads it.

    Raises:
        UsageError: the data is missing or was changed, or too little is left.
        BackendError: the chat template of the model takes no such messages.
    """
    folders = [base / name for name in recipe.data]
    examples = choose_examples(folders, most=recipe.most_examples, seed=recipe.seed)
    write = partial(dialect.prompt, tokenizer)
    tasks = {example.id: task_of(example, write) for example in examples}
    fitting = [
        example for example in examples
        if _length(tokenizer, tasks[example.id].prompt) <= recipe.longest_prompt
    ]  # fmt: skip
    if recipe.held_out >= len(fitting):
        raise UsageError(
            f"held_out: {recipe.held_out} of {len(fitting)} examples with prompts of up to "
            f"{recipe.longest_prompt} tokens leave nothing to learn"
        )
    learned, kept = split_held_out(fitting, recipe.held_out, seed=recipe.seed)
    if len(learned) < recipe.prompts:
        raise UsageError(
            f"prompts: {recipe.prompts} different ones are drawn in each step, but there are "
            f"{len(learned)} examples beside those held out; give more data or fewer prompts"
        )
    return Tasks(
        learned=tuple(tasks[one.id] for one in _by_difficulty(learned, recipe.seed)),
        held_out=tuple(tasks[one.id] for one in kept),
        too_long=len(examples) - len(fitting),
    )


def task_of(example: Example, write: Callable[[Request], str]) -> Task:
    """Return an example as a task; `write` says what the model reads."""
    request = build_request(spec_of(example))
    return Task(example=example, request=request, prompt=write(request))


def _length(tokenizer: Any, prompt: str) -> int:
    return len(tokenizer(prompt, add_special_tokens=False)["input_ids"])


def _by_difficulty(examples: Sequence[Example], seed: int) -> list[Example]:
    """Return them by the length of their Verilog, in steps; shuffled within each."""
    rng = random.Random(f"{seed}/order")  # noqa: S311 - no secret
    ranked = sorted(examples, key=lambda one: (len(one.verilog), one.id))
    size = -(-len(ranked) // _LEVELS)
    levels = [ranked[start : start + size] for start in range(0, len(ranked), size)]
    for level in levels:
        rng.shuffle(level)
    return [one for level in levels for one in level]
