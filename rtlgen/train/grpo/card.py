"""The card of a model that learned from verdicts: what the records of its run say."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rtlgen.datagen.account import cleaning, held_out, selection, verification
from rtlgen.datagen.markdown import cell, front_matter, licence, section, table
from rtlgen.datagen.provenance import provenance
from rtlgen.errors import UsageError
from rtlgen.train.card import evaluation
from rtlgen.train.grpo.checkpoint import checkpoint_folders, read_state
from rtlgen.train.grpo.records import KIND
from rtlgen.train.records import count_parameters, find_data, read_json
from rtlgen.train.run_files import METRICS, MODEL, RECIPE
from rtlgen.train.summaries import Rate

_FEW = 10
"""Steps at the beginning and at the end over which the course is averaged."""
_COURSE = {
    "reward": "mean reward", "passed": "share of completions that passed",
    "frac_reward_zero_std": "share of groups without spread", "entropy": "entropy, nats per token",
    "completions/mean_length": "tokens of a completion",
    "completions/clipped_ratio": "share of completions that were cut off",
    "kl": "divergence from the model at the start, nats per token", "step_s": "seconds of a step",
}  # fmt: skip


def is_grpo_run(run: Path) -> bool:
    """Whether a folder is of a run of `rtlgen train grpo`."""
    path = run / RECIPE
    return path.is_file() and read_json(path).get("kind") == KIND


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
    saved = checkpoint_folders(run)
    if not saved:
        raise UsageError(f"{run}: has no checkpoint yet; let the run come to its first one")
    lines = [
        *_head(run, record),
        *section("Uses", "Candidates for `rtlgen generate`, each of which is verified."),
        *section(
            "Bias, Risks, and Limitations",
            "- What it writes may be wrong, and looks right when it is: verify it.",
            "- It was rewarded by simulation against a reference: where no stimulus goes, nothing "
            "was learned.",
            "- What the model that it began with could not do at all, it was never rewarded for.",
        ),
        *section(
            "Training Details",
            *section("Training Data", *_data(record, folders), level=3),
            *section("Training Procedure", *_procedure(run, recipe, saved[-1]), level=3),
        ),
        *evaluation(rates),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _head(run: Path, record: Mapping[str, Any]) -> list[str]:
    values = {
        "license": licence(), "library_name": "transformers", "pipeline_tag": "text-generation",
        "language": ["en"], "tags": ["code", "verilog", "rtl", "grpo"],
    }  # fmt: skip
    config = read_json(run / MODEL / "config.json")
    parameters = sum(count_parameters(path) for path in (run / MODEL).glob("*.safetensors"))
    return [
        *front_matter(values),
        f"# Model card: {run.resolve().name}",
        "",
        *section(
            "Model Details",
            "A model that writes Verilog for a specification in English, trained further by "
            "verdicts on what it wrote.",
            "",
            f"- Model type: `{config['architectures'][0]}`, {cell(parameters)} parameters",
            f"- Trained from: the model in `{record['recipe']['start']}`, SHA-256 over its weights "
            f"`{record['start']}`",
            f"- Trained by: `rtlgen train grpo`, commit `{record['commit']}`",
        ),
    ]


def _data(record: Mapping[str, Any], folders: Sequence[Path]) -> Iterator[str]:
    yield f"Prompts and references of these folders; SHA-256 over all `{record['data']}`."
    yield ""
    for folder in folders:
        made = provenance(folder)
        yield f"In `{folder.name}`:"
        yield ""
        yield from (*verification(made), *held_out(made), *cleaning(made), *selection(made))


def _procedure(run: Path, recipe: Mapping[str, Any], last: Path) -> list[str]:
    state = read_state(last)
    left_out = ("data", "launch", "start", "workers")
    rows = [(key.replace("_", " "), _plain(value)) for key, value in recipe.items()
            if key not in left_out]  # fmt: skip
    verdicts = [(name, count) for name, count in state["verdicts"].items() if count]
    steps = last.name.rpartition("-")[2]
    best = f"The best score on the examples held out was at step {state['best_step']}."
    return [
        "GRPO by trl; the prompts come by a curriculum on the spread of what they earned.",
        "",
        *section("Training Hyperparameters", *table(("setting", "value"), rows), level=4),
        *section("Course", *_course(run), level=4),
        f"{cell(int(steps))} of {cell(recipe['steps'])} steps. "
        + (best if state["best_step"] is not None else "No examples were held out."),
        "",
        *table(("verdict on a completion", "completions"), verdicts),
    ]


def _course(run: Path) -> list[str]:
    lines = [json.loads(line) for line in (run / METRICS).read_text().splitlines()]
    steps = [line for line in lines if "loss" in line]
    rows = [
        (what, _mean(steps[:_FEW], key), _mean(steps[-_FEW:], key))
        for key, what in _COURSE.items()
        if any(step.get(key) is not None for step in steps)
    ]
    measured = [line for line in lines if "eval_passed" in line]
    if measured:
        first, last = (f"{row['eval_passed']:.3f}" for row in (measured[0], measured[-1]))
        rows.append(("passed of the examples held out, first and last", first, last))
    return table(("what", f"mean of the first {_FEW} steps", f"of the last {_FEW}"), rows)


def _mean(steps: Sequence[Mapping[str, Any]], key: str) -> str:
    known = [step[key] for step in steps if step.get(key) is not None]
    return f"{statistics.fmean(known):.3f}" if known else ""


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "none" if value is None else str(value)
