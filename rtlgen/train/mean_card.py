"""The card of a mean of models: what it is the mean of, and how each of them was trained."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.datagen.markdown import cell, section, table
from rtlgen.datagen.report import describe
from rtlgen.datagen.shards import read_examples
from rtlgen.train.card import beginning, evaluation, head, limits, origin_of, training, uses
from rtlgen.train.records import (
    Member,
    RunRecords,
    count_parameters,
    members_of,
    read_json,
    read_run,
)
from rtlgen.train.run_files import RECIPE
from rtlgen.train.summaries import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trained:
    """A model that went into the mean, and the records of its run where it lies in one."""

    name: str
    members: tuple[Member, ...] = ()
    run: RunRecords | None = None
    data: Mapping[str, Any] | None = None
    """What is said of its examples."""


def mean_card(folder: Path, rates: Sequence[Rate] = ()) -> str:
    """Return the card in Markdown.

    Args:
        folder: What `rtlgen train average` wrote.
        rates: Scores, where there are some.

    Raises:
        UsageError: a record is missing or damaged, or the data of a run is not there or changed.
    """
    config = read_json(folder / "config.json")
    name = folder.resolve().name
    trained = tuple(_trained([Path(one.name) for one in members_of(folder)], set()))
    families = {family for one in trained if one.data for family in one.data["families"]}
    lines = [
        *head(name),
        *_details(folder, config),
        *uses(),
        *limits(config, len(families)),
        *beginning(f"local:{name}"),
        *section("Training Details", *(line for one in trained for line in _section(one))),
        *evaluation(rates),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _details(folder: Path, config: Mapping[str, Any]) -> list[str]:
    rows = [(f"`{one.name}`", f"`{one.sha256[:12]}`") for one in members_of(folder)]
    return section(
        "Model Details",
        "A small model that writes a Verilog module for a specification in English: the mean of "
        "the weights of several that learned from the same start.",
        "",
        f"- Model type: `{config['architectures'][0]}`, "
        f"{cell(count_parameters(folder / 'model.safetensors'))} parameters",
        "",
        *table(("mean of", "SHA-256 of the weights"), rows),
    )


def _trained(folders: Sequence[Path], seen: set[Path]) -> Iterator[_Trained]:
    """Yield models, and behind each what it began with or is the mean of, each once."""
    for folder in folders:
        if folder.resolve() in seen:
            continue
        seen.add(folder.resolve())
        name = _shown(folder)
        if members := members_of(folder):
            yield _Trained(name=name, members=members)
            yield from _trained([Path(one.name) for one in members], seen)
        elif (folder.parent / RECIPE).is_file():
            run = read_run(folder.parent)
            examples = (example for path in run.data for example in read_examples(path))
            yield _Trained(name=name, run=run, data=describe(examples))
            yield from _trained([] if run.start is None else [run.start], seen)
        else:
            yield _Trained(name=name)


def _shown(folder: Path) -> str:
    """Return a path without detours, from the working directory where it lies in there."""
    path, here = folder.resolve(), Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _section(one: _Trained) -> list[str]:
    if one.run is not None and one.data is not None:
        lines = [f"Trained from {origin_of(one.run)}, commit `{one.run.commit}`.", ""]
        return section(f"`{one.name}`", *lines, *training(one.run, one.data, level=4), level=3)
    if one.members:
        said = f"The mean of {', '.join(f'`{each.name}`' for each in one.members)}."
    else:
        said = "Lies in no run; its own card says how it was trained."
    return section(f"`{one.name}`", said, level=3)
