"""What the cards of models that learned from verdicts have in common, whatever learned."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from rtlgen.datagen.account import cleaning, held_out, selection, verification
from rtlgen.datagen.markdown import cell, section, table
from rtlgen.datagen.provenance import provenance
from rtlgen.train.card import evaluation, head
from rtlgen.train.records import count_parameters, read_json
from rtlgen.train.run_files import MODEL, RECIPE
from rtlgen.train.summaries import Rate

_FEW: Final = 10
"""Steps at the beginning and at the end over which the course is averaged."""


def kind_of(run: Path) -> str | None:
    """Return what learned, `grpo` or `dpo`; None for a run on examples, and for no run."""
    path = run / RECIPE
    found = read_json(path).get("kind") if path.is_file() else None
    return None if found is None else str(found)


def card(
    run: Path, record: Mapping[str, Any], *, learned_from: str, data: Sequence[str],
    procedure: Sequence[str], rates: Sequence[Rate],
) -> str:  # fmt: skip
    """Return a card in Markdown.

    Args:
        run: Folder of the run.
        record: Its kind, recipe and hashes.
        learned_from: A sentence on what was rewarded, for the limits.
        data: Lines on where prompts and answers come from.
        procedure: Lines on how it was trained, with sections of level 4.
        rates: Scores, where there are some.
    """
    lines = [
        *_head(run, record),
        *section("Uses", "Candidates for `rtlgen generate`, each of which is verified."),
        *section(
            "Bias, Risks, and Limitations",
            "- What it writes may be wrong, and looks right when it is: verify it.",
            f"- {learned_from}",
            "- What the model that it began with could not do at all, it was never rewarded for.",
        ),
        *section(
            "Training Details",
            *section("Training Data", *data, level=3),
            *section("Training Procedure", *procedure, level=3),
        ),
        *evaluation(rates),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _head(run: Path, record: Mapping[str, Any]) -> list[str]:
    config = read_json(run / MODEL / "config.json")
    parameters = sum(count_parameters(path) for path in (run / MODEL).glob("*.safetensors"))
    return [
        *head(run.resolve().name, record["kind"]),
        *section(
            "Model Details",
            "A model that writes Verilog for a specification in English, trained further by "
            "verdicts on what it wrote.",
            "",
            f"- Model type: `{config['architectures'][0]}`, {cell(parameters)} parameters",
            f"- Trained from: the model in `{record['recipe']['start']}`, SHA-256 over its weights "
            f"`{record['start']}`",
            f"- Trained by: `rtlgen train {record['kind']}`, commit `{record['commit']}`",
        ),
    ]


def origin_of(folder: Path, holds: str = "") -> Iterator[str]:
    """Yield how a folder came to be; `holds` follows its name."""
    made = provenance(folder)
    yield f"In `{folder.name}`{holds}:"
    yield ""
    yield from (*verification(made), *held_out(made), *cleaning(made), *selection(made))


def settings_table(recipe: Mapping[str, Any], left_out: Sequence[str]) -> list[str]:
    """Return the recipe as a table, without some keys."""
    rows = [
        (key.replace("_", " "), _plain(value))
        for key, value in recipe.items()
        if key not in left_out
    ]
    return table(("setting", "value"), rows)


def course_table(
    steps: Sequence[Mapping[str, Any]],
    names: Mapping[str, str],
    more: Sequence[tuple[str, str, str]] = (),
) -> list[str]:
    """Return how the numbers of the steps went, from the first to the last ones.

    Args:
        steps: Lines of metrics.
        names: Key in a line → what it is; keys that no line has are left out.
        more: Further rows.
    """
    rows = [
        (what, _mean(steps[:_FEW], key), _mean(steps[-_FEW:], key))
        for key, what in names.items()
        if any(step.get(key) is not None for step in steps)
    ]
    return table(("what", f"mean of the first {_FEW} steps", f"of the last {_FEW}"), [*rows, *more])


def _mean(steps: Sequence[Mapping[str, Any]], key: str) -> str:
    known = [step[key] for step in steps if step.get(key) is not None]
    return f"{statistics.fmean(known):.3f}" if known else ""


def _plain(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_plain(item)}" for key, item in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "none" if value is None else str(value)
