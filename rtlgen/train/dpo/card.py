"""The card of a model that learned by preferences: what the records of its run say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rtlgen.datagen.folder import read_manifest
from rtlgen.datagen.markdown import cell, section
from rtlgen.train.dpo.pairs import pairs_hash
from rtlgen.train.grpo.checkpoint import last_checkpoint, step_of
from rtlgen.train.records import find_data, read_json, read_metrics
from rtlgen.train.run_files import METRICS, RECIPE
from rtlgen.train.sampled.run import PAIRS
from rtlgen.train.summaries import Rate
from rtlgen.train.verdict_card import card, course_table, origin_of, settings_table

_COURSE = {
    "loss": "loss", "rewards/accuracies": "share of pairs whose right answer is the likelier one",
    "rewards/margins": "margin of the right answer, nats times beta",
    "logps/chosen": "logarithm of the likelihood of the right answer",
    "logps/rejected": "of the wrong answer", "entropy": "entropy, nats per token",
}  # fmt: skip


def dpo_card(run: Path, rates: Sequence[Rate] = (), *, data: Sequence[Path] = ()) -> str:
    """Return the card in Markdown.

    Args:
        run: Folder of the run.
        rates: Scores, where there are some.
        data: Its folders of pairs, where they lie elsewhere than the recipe says.

    Raises:
        UsageError: a record is missing or damaged, or the pairs are not there or were changed.
    """
    record = read_json(run / RECIPE)
    recipe: dict[str, Any] = record["recipe"]
    folders = find_data(run, recipe["data"], record["data"], data, file=PAIRS, hash_of=pairs_hash)
    last = last_checkpoint(run)
    return card(
        run, record,
        learned_from="It learned from answers that simulation against a reference found right or "
        "wrong: where no stimulus goes, nothing was learned.",
        data=list(_data(record, folders)), procedure=_procedure(run, recipe, last),
        rates=rates,
    )  # fmt: skip


def _data(record: Mapping[str, Any], folders: Sequence[Path]) -> Iterator[str]:
    yield f"Pairs of a right and a wrong answer to one prompt; SHA-256 over all `{record['data']}`."
    yield ""
    for folder in folders:
        count = read_manifest(folder)["pairs"]["count"]
        yield from origin_of(folder, f", {cell(count)} pairs")


def _procedure(run: Path, recipe: Mapping[str, Any], last: Path) -> list[str]:
    steps = [line for line in read_metrics(run / METRICS) if "loss" in line]
    return [
        "Preferences (DPO) by trl, with the likelihood of the right answer beside it.",
        "",
        *section("Training Hyperparameters", *settings_table(recipe, ("data", "start")), level=4),
        *section("Course", *course_table(steps, _COURSE), level=4),
        f"{cell(step_of(last))} of {cell(recipe['steps'])} steps.",
        "",
    ]
