"""The card of a model that learned by GRPO: what the records of its run say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rtlgen.datagen.markdown import cell, section, table
from rtlgen.train.grpo.checkpoint import last_checkpoint, read_state, step_of
from rtlgen.train.records import find_data, read_json, read_metrics
from rtlgen.train.run_files import METRICS, RECIPE
from rtlgen.train.summaries import Rate
from rtlgen.train.verdict_card import card, course_table, origin_of, settings_table

_COURSE = {
    "reward": "mean reward", "passed": "share of completions that passed",
    "frac_reward_zero_std": "share of groups without spread", "entropy": "entropy, nats per token",
    "completions/mean_length": "tokens of a completion",
    "completions/clipped_ratio": "share of completions that were cut off",
    "kl": "divergence from the model at the start, nats per token", "step_s": "seconds of a step",
}  # fmt: skip


def grpo_card(run: Path, rates: Sequence[Rate] = (), *, data: Sequence[Path] = ()) -> str:
    """Return the card in Markdown.

    Args:
        run: Folder of the run.
        rates: Scores, where there are some.
        data: Its folders of examples, where they lie elsewhere than the recipe says.

    Raises:
        UsageError: a record is missing or damaged, or the data is not there or was changed.
    """
    record = read_json(run / RECIPE)
    recipe: dict[str, Any] = record["recipe"]
    folders = find_data(run, recipe["data"], record["data"], data)
    last = last_checkpoint(run)
    return card(
        run, record,
        learned_from="It was rewarded by simulation against a reference: where no stimulus goes, "
        "nothing was learned.",
        data=list(_data(record, folders)), procedure=_procedure(run, recipe, last),
        rates=rates,
    )  # fmt: skip


def _data(record: Mapping[str, Any], folders: Sequence[Path]) -> Iterator[str]:
    yield f"Prompts and references of these folders; SHA-256 over all `{record['data']}`."
    yield ""
    for folder in folders:
        yield from origin_of(folder)


def _procedure(run: Path, recipe: Mapping[str, Any], last: Path) -> list[str]:
    state = read_state(last)
    verdicts = [(name, count) for name, count in state["verdicts"].items() if count]
    best = f"The best score on the examples held out was at step {state['best_step']}."
    left_out = ("data", "launch", "start", "workers")
    return [
        "GRPO by trl; the prompts come by a curriculum on the spread of what they earned.",
        "",
        *section("Training Hyperparameters", *settings_table(recipe, left_out), level=4),
        *section("Course", *_course(run), level=4),
        f"{cell(step_of(last))} of {cell(recipe['steps'])} steps. "
        + (best if state["best_step"] is not None else "No examples were held out."),
        "",
        *table(("verdict on a completion", "completions"), verdicts),
    ]


def _course(run: Path) -> list[str]:
    lines = read_metrics(run / METRICS)
    measured = [line for line in lines if "eval_passed" in line]
    more = []
    if measured:
        first, last = (f"{row['eval_passed']:.3f}" for row in (measured[0], measured[-1]))
        more = [("passed of the examples held out, first and last", first, last)]
    return course_table([line for line in lines if "loss" in line], _COURSE, more)
