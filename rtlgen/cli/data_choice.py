"""`rtlgen data score` and `select`: which examples are hard, and a choice of them."""

from __future__ import annotations

import json
import os
import statistics
import sys
import time
from pathlib import Path
from typing import Annotated

import typer

from rtlgen.cli.data import app
from rtlgen.cli.examples import EXAMPLES
from rtlgen.errors import ToolNotFound

__all__ = ["app"]

_SAY_EVERY_S = 5.0

Data = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of examples.")]
ScoresOut = Annotated[
    Path, typer.Option("--out", "-o", metavar="FILE.jsonl", help="A line for each example.")
]
ModelFolder = Annotated[
    Path, typer.Option("--model", metavar="FOLDER", help="The `model` of a run of `rtlgen train`.")
]

SelectionOut = Annotated[
    Path, typer.Option("--out", "-o", metavar="DIR", help="Folder of the chosen examples.")
]
StrategyName = Annotated[str, typer.Option(metavar="NAME", help="random, diverse, loss or window.")]
Count = Annotated[int, typer.Option(metavar="N", min=1, help="Examples to take.")]
Seed = Annotated[int, typer.Option(metavar="N", help="Of what the strategy leaves open.")]
Scores = Annotated[
    Path | None,
    typer.Option(
        metavar="FILE.jsonl", help="What `data score` or `data sample` wrote; for loss and window."
    ),
]


@app.command("score", epilog=EXAMPLES["data score"])
def score(folder: Data, model: ModelFolder, out: ScoresOut) -> None:
    """Write how hard each example is for a model: its loss on the Verilog.

    A line holds the id, the mean loss in nats per token (null where prompt and Verilog exceed the
    context of the model) and the tokens of the Verilog, in the order of the data.
    """
    # Threads that wait actively for each other slow two programs on the same cores down tenfold.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from rtlgen.datagen.shards import read_examples

    try:
        from rtlgen.train.dataset import data_hash, texts_of
        from rtlgen.train.score import open_scorer, score_texts, write_scores

        scorer = open_scorer(model)
    except ImportError as error:
        raise ToolNotFound(f"{error.name} is missing; pip install 'rtlgen[local]'") from error
    examples = list(read_examples(folder))
    found = score_texts(scorer, [texts_of(example) for example in examples], on_batch=_Progress())
    write_scores(out, examples, found)
    losses = [one.loss for one in found if one.loss is not None]
    shown = {
        "examples": len(found),
        "too_long": len(found) - len(losses),
        "median": round(statistics.median(losses), 4) if losses else None,
        "precision": scorer.precision,
        "model": scorer.weights,
        "data": data_hash([folder]),
    }
    print(json.dumps(shown))


@app.command("select", epilog=EXAMPLES["data select"])
def select(
    folder: Data,
    out: SelectionOut,
    strategy: StrategyName,
    count: Count,
    seed: Seed = 0,
    scores: Scores = None,
) -> None:
    """Choose some of the examples to learn from.

    random: any. diverse: families in turn, every different syntax tree before a second example of
    one. loss: the hardest for a model. window: the middle of each family, without its easiest and
    hardest. A smaller choice is part of a larger one of the same seed.
    """
    from rtlgen.datagen.select import select as select_data

    manifest = select_data(folder, out, strategy=strategy, count=count, seed=seed, scores=scores)
    print(json.dumps({key: manifest[key] for key in ("examples", "trees", "removed")}))


class _Progress:
    """Says how far the work is, now and then."""

    def __init__(self) -> None:
        self._next_s = 0.0

    def __call__(self, done: int, total: int) -> None:
        now_s = time.monotonic()
        if done == total or now_s >= self._next_s:
            print(f"{done} of {total} examples", file=sys.stderr, flush=True)
            self._next_s = now_s + _SAY_EVERY_S
