"""`rtlgen data card` and `rtlgen train card`: what records say, for people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from rtlgen.cli.data import app as data_app
from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.train_average import app as train_app
from rtlgen.errors import ToolNotFound, UsageError

__all__ = ["data_app", "train_app"]

Data = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of examples.")]
Run = Annotated[
    Path,
    typer.Argument(
        metavar="RUN", help="Folder of a run of `rtlgen train`, or of a mean of models."
    ),
]  # fmt: skip
Out = Annotated[Path, typer.Option("--out", "-o", metavar="FILE", help="The card, in Markdown.")]
Scores = Annotated[
    list[str] | None,
    typer.Option(
        "--score", metavar="LABEL=SUMMARY.json",
        help="Scores of `rtlgen bench run --report json:SUMMARY.json`; repeatable.",
    ),
]  # fmt: skip
DataFolders = Annotated[
    list[Path] | None,
    typer.Option(
        "--data", metavar="DIR",
        help="Folder of its examples, where the recipe lay elsewhere; repeatable, in the order of "
        "the recipe.",
    ),
]  # fmt: skip


@data_app.command("card", epilog=EXAMPLES["data card"])
def data_card(folder: Data, out: Out) -> None:
    """Write the data card of a folder of examples, from its records alone.

    What is in it, how it was made, verified and cleaned, what was rejected and held out, limits.
    """
    from rtlgen.datagen.card import data_card as card_of
    from rtlgen.evidence.files import write_text

    write_text(out, card_of(folder))


@train_app.command("card", epilog=EXAMPLES["train card"])
def model_card(run: Run, out: Out, score: Scores = None, data: DataFolders = None) -> None:
    """Write the card of a model, from the records of its run alone.

    Of a run on examples or on verdicts (`train grpo`, `train dpo`), or of a mean. Shape, data, how
    the data was verified and cleaned, the course of the training, limits; scores where they are
    given.
    """
    from rtlgen.evidence.files import write_text

    try:
        from rtlgen.train.card import model_card as card_of
        from rtlgen.train.dpo.card import dpo_card
        from rtlgen.train.grpo.card import grpo_card
        from rtlgen.train.mean_card import mean_card
        from rtlgen.train.records import members_of, read_run
        from rtlgen.train.summaries import read_rates
        from rtlgen.train.verdict_card import kind_of
    except ImportError as error:
        raise ToolNotFound(f"{error.name} is missing; pip install 'rtlgen[local]'") from error
    rates = [
        rate for text in score or () for label, path in (_labelled(text),)
        for rate in read_rates(label, path)
    ]  # fmt: skip
    if of_verdicts := {"grpo": grpo_card, "dpo": dpo_card}.get(kind_of(run) or ""):
        text = of_verdicts(run, rates, data=data or ())
    elif members_of(run):
        text = mean_card(run, rates)
    else:
        text = card_of(read_run(run, data=data or ()), rates)
    write_text(out, text)


def _labelled(text: str) -> tuple[str, Path]:
    label, sign, path = text.partition("=")
    if not sign or not label.strip() or not path:
        raise UsageError(
            f"--score {text}: expected LABEL=SUMMARY.json, for example own=scores.json"
        )
    return label.strip(), Path(path)
