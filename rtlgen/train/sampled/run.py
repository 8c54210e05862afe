"""A run of rejection sampling, from top to bottom.

draws.json, draws.jsonl   what was drawn, see `draws.py`
verdicts.sqlite           verdicts that were made before
rates.jsonl               how hard each example of the sources is for the model
pairs.jsonl               right and wrong answers to the same prompt
shard-00000.jsonl, …      the examples
manifest.json             settings, counts, hashes, what it was made from; written last
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from pathlib import Path
from typing import Any

from rtlgen.backends.dialect import Dialect
from rtlgen.backends.local import LocalBackend
from rtlgen.datagen.example import Example
from rtlgen.datagen.folder import origin, write_shards
from rtlgen.datagen.normal import normal_form
from rtlgen.datagen.shards import MANIFEST, SCHEMA_VERSION
from rtlgen.evidence.files import write_text
from rtlgen.sandbox import tool_versions
from rtlgen.train.dataset import choose_examples
from rtlgen.train.grpo.judge import open_judge
from rtlgen.train.grpo.tasks import task_of
from rtlgen.train.sampled.ask import draw_answers, judge_answers
from rtlgen.train.sampled.choose import Tally, learned_from, rates, tally
from rtlgen.train.sampled.draws import Asked, add_draws, open_draws
from rtlgen.train.sampled.pairs import pairs_of
from rtlgen.train.sampled.plan import SamplePlan

RATES, PAIRS, VERDICTS = "rates.jsonl", "pairs.jsonl", "verdicts.sqlite"
_BATCH = 8
"""Prompts whose answers are drawn and judged together, and lost together when the run is killed."""

Report = Callable[[int, int, float], None]
"""Is told how many prompts of how many are done, and the share of their answers that passed."""


def sample(
    plan: SamplePlan,
    out: Path,
    *,
    workers: str = "local",
    on_batch: Report = lambda *_: None,
    should_stop: Callable[[], bool] = lambda: False,
) -> dict[str, Any] | None:
    """Draw what is not there yet, judge it, and write a folder of examples; return its manifest.

    What was drawn is kept when the run is interrupted; another choice among it, or more examples,
    may be asked for in the same folder.

    Args:
        plan: What to do.
        out: Folder to write; made if it is not there.
        workers: Where verdicts are made; see `open_workers`.
        on_batch: Told after each batch.
        should_stop: Asked before each batch.

    Returns:
        None when it was stopped. Without any example no manifest is written.

    Raises:
        UsageError: the data or the model is missing or was changed, or the folder is of another
            run.
        BackendError: the model cannot be loaded, or does not fit into memory.
        ToolError: the judge broke, or the disk is full.
    """
    drawing = plan.drawing()
    everything = choose_examples(plan.data, most=0, seed=plan.seed)
    chosen = _first(everything, plan)
    asked = open_draws(out, drawing)
    model = LocalBackend(plan.model)
    so_far = Tally()
    for one in chosen:
        if one.id in asked:
            so_far.add(asked[one.id])
    if so_far.prompts < len(chosen):
        on_batch(so_far.prompts, len(chosen), so_far.rate)
        for batch in _draw(plan, out, model, chosen, frozenset(asked), workers, should_stop):
            for answers in batch:
                asked[answers.id] = answers
                so_far.add(answers)
            on_batch(so_far.prompts, len(chosen), so_far.rate)
    if so_far.prompts < len(chosen):
        return None
    both = [(example, asked[example.id]) for example in chosen]
    write_text(out / RATES, _lines(rates(everything, {one.id: answers for one, answers in both})))
    return _write(plan, drawing, out, model, both)


def _first(examples: Sequence[Example], plan: SamplePlan) -> list[Example]:
    """Return as many as wanted in the order of the seed: fewer are part of more."""
    different = list({one.id: one for one in examples}.values())
    random.Random(f"{plan.seed}/sampled").shuffle(different)  # noqa: S311 - no secret
    return different[: plan.count or None]


def _draw(
    plan: SamplePlan, out: Path, model: LocalBackend, chosen: Sequence[Example],
    known: Set[str], workers: str, should_stop: Callable[[], bool],
) -> Iterator[list[Asked]]:  # fmt: skip
    """Draw and judge batch by batch; each is written before it is yielded.

    A batch of which some prompts are known is drawn whole, so that the others get what they would
    have got at first.
    """
    dialect = Dialect(plan.model)
    tasks = [task_of(example, model.prompt) for example in chosen]
    opened = open_judge(tasks, dialect, plan.checks, workers=workers, cache=out / VERDICTS)
    with opened as judge:
        for start in range(0, len(tasks), _BATCH):
            batch = tasks[start : start + _BATCH]
            if all(task.example.id in known for task in batch):
                continue
            if should_stop():
                return
            drawn = draw_answers(model, batch, plan)
            both = zip(batch, drawn, strict=True)
            missing = [pair for pair in both if pair[0].example.id not in known]
            found = judge_answers(
                judge, *map(list, zip(*missing, strict=True)), is_ours=dialect.is_ours
            )
            add_draws(out, found)
            yield found


def _write(
    plan: SamplePlan, drawing: Mapping[str, Any], out: Path, model: LocalBackend,
    asked: Sequence[tuple[Example, Asked]],
) -> dict[str, Any]:  # fmt: skip
    """Choose among what was drawn; the files come first, the manifest last."""
    (out / MANIFEST).unlink(missing_ok=True)
    pairs = _lines(_pairs(plan, model, asked))
    write_text(out / PAIRS, pairs)
    learned = list(learned_from(asked, most=plan.most, has_solved=plan.has_solved))
    families = tally(asked)
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "settings": {**drawing, **plan.choosing()},
        "tools": dict(tool_versions()),
        "examples": len(learned),
        "trees": len({normal_form(one.verilog) for one in learned}),
        "pairs": {"count": pairs.count("\n"), "sha256": hashlib.sha256(pairs.encode()).hexdigest()},
        "prompts": _total(families),
        "families": {name: dataclasses.asdict(one) for name, one in families.items()},
        "made_from": [origin(source) for source in plan.data],
        "shards": list(write_shards(out, learned)),
    }
    if learned:
        write_text(out / MANIFEST, json.dumps(manifest, indent=1) + "\n")
    return manifest


def _pairs(
    plan: SamplePlan, model: LocalBackend, asked: Sequence[tuple[Example, Asked]]
) -> Iterator[dict[str, str]]:
    for example, answers in asked:
        for right, wrong in pairs_of(answers, most=plan.most):
            yield {"id": example.id, "family": example.family,
                   "prompt": task_of(example, model.prompt).prompt,
                   "chosen": right, "rejected": wrong}  # fmt: skip


def _total(families: Mapping[str, Tally]) -> dict[str, int]:
    found = Tally()
    for one in families.values():
        for field in dataclasses.fields(Tally):
            setattr(found, field.name, getattr(found, field.name) + getattr(one, field.name))
    return dataclasses.asdict(found)


def _lines(rows: Iterator[Mapping[str, Any]]) -> str:
    return "".join(json.dumps(row) + "\n" for row in rows)
