"""How much does a model learn from how many examples, and from which?

For each number of examples and each strategy of `rtlgen data select` one small model is trained on
equally many tokens, then measured on our own problems, told in words that training never has:

(a) the loss on the references, in nats per token, mean over the problems;
(b) pass@1 of greedy samples by our judge, on the first problems.

All models share one tokenizer, fitted on examples of the whole data, so that their losses can be
compared. Each point has a folder under --work; what is finished is not repeated, and a training
that was interrupted goes on. A number beyond what the data holds means all of it.
"""

from __future__ import annotations

import argparse
import dataclasses
import hashlib
import itertools
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import FrameType
from typing import Any

import yaml
from problems import ROOT, origin

from rtlgen.datagen.example import Example
from rtlgen.datagen.folder import manifest_hash, read_manifest, write_shards
from rtlgen.datagen.select import select
from rtlgen.datagen.shards import MANIFEST, SCHEMA_VERSION, read_examples
from rtlgen.datagen.strategies import NEEDS_SCORES, STRATEGIES
from rtlgen.errors import ExitCode, RtlgenError
from rtlgen.evaluate.statistics import bootstrap_interval, wilson_interval
from rtlgen.evidence.files import write_text

SUITE = ROOT / "benchmarks" / "own" / "phrasing.jsonl"
FIT_ON = 20_000
"""Examples that the tokenizer is fitted on, at most."""
RTLGEN = [sys.executable, "-m", "rtlgen"]


class Failed(Exception):  # noqa: N818 - of a point, not of the program
    """A step of a point went wrong; the message says which and where its log lies."""


@dataclass(frozen=True, kw_only=True)
class Point:
    """One model."""

    strategy: str
    """`all` where the data holds no more than is wanted."""
    count: int
    seed: int
    """Of the choice and of the training."""

    @property
    def name(self) -> str:
        """Of its folder."""
        return f"{self.strategy}-{self.count}-seed{self.seed}"


@dataclass(frozen=True, kw_only=True)
class Study:
    """What all points have in common."""

    data: Path
    work: Path
    recipe: dict[str, Any]
    problems: int
    """Those of pass@1."""
    max_tokens: int
    scores: Path | None

    @property
    def own(self) -> Path:
        """Our own problems as a folder of examples, for their loss."""
        return self.work / "own"

    @property
    def tokenizer(self) -> Path:
        """That of all models."""
        return self.work / "tokenizer.json"


def main() -> None:
    """Make all points and write the table."""
    signal.signal(signal.SIGTERM, _end)
    options = _options()
    study = prepare(options)
    points = plan(options, read_manifest(study.data)["examples"])
    if options.prepare:
        for point in points:
            prepare_point(study, point)
        return
    failures: list[str] = []
    for number, point in enumerate(points, start=1):
        print(f"{number} of {len(points)}: {point.name}", file=sys.stderr, flush=True)
        try:
            measure(study, point)
        except (Failed, RtlgenError) as error:
            failures.append(f"{point.name}: {error}")
            print(failures[-1], file=sys.stderr, flush=True)
        text = report(study, points, failures)
        write_text(study.work / "report.md", text)
    print(text)
    write_text(options.out, text)
    sys.exit(1 if failures else 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path, help="folder of `rtlgen data clean`")
    parser.add_argument("--work", type=Path, required=True, help="folder of the points; resumes")
    parser.add_argument("--counts", type=int, nargs="+", default=[1000, 4000, 16000, 48000])
    parser.add_argument("--strategies", nargs="+", default=["random", "diverse"],
                        choices=list(STRATEGIES))  # fmt: skip
    parser.add_argument("--scores", type=Path, help="of `rtlgen data score`, for loss and window")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1])
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--tokens-per-step", type=int, default=8192)
    parser.add_argument("--warmup", type=int, help="steps; else that of the recipe")
    parser.add_argument("--recipe", type=Path, default=ROOT / "recipes" / "small" / "1-all.yaml",
                        help="what the options do not say")  # fmt: skip
    parser.add_argument("--width", type=int, default=192)
    parser.add_argument("--layers", type=int, default=4)
    parser.add_argument("--hidden", type=int, default=528)
    parser.add_argument("--precision", default="auto", choices=["auto", "bf16", "fp32"])
    parser.add_argument("--prepare", action="store_true",
                        help="only make the folders, for another machine")  # fmt: skip
    parser.add_argument("--problems", type=int, default=120, help="of pass@1, the first ones")
    parser.add_argument("--max-tokens", type=int, default=600, help="of a sample")
    parser.add_argument("--out", type=Path,
                        default=ROOT / "benchmarks" / "results" / "data_efficiency.md")  # fmt: skip
    options = parser.parse_args()
    if NEEDS_SCORES & set(options.strategies) and options.scores is None:
        parser.error("--strategies loss and window need --scores")
    return options


def prepare(options: argparse.Namespace) -> Study:
    """Make the folder of the study with what all points share, or check that it is the same."""
    work = options.work
    work.mkdir(parents=True, exist_ok=True)
    study = Study(
        data=options.data.resolve(), work=work, recipe=_recipe(options),
        problems=options.problems, max_tokens=options.max_tokens, scores=options.scores,
    )  # fmt: skip
    read_manifest(study.data)
    settings = {
        "data": manifest_hash(study.data), "suite": _hash(SUITE), "recipe": study.recipe,
        "problems": study.problems, "max_tokens": study.max_tokens,
        "scores": study.scores and _hash(study.scores),
    }  # fmt: skip
    path = work / "study.json"
    if path.is_file() and json.loads(path.read_text()) != settings:
        sys.exit(f"{path}: the folder is of another study; name another --work")
    write_text(path, json.dumps(settings, indent=1) + "\n")
    if not (study.own / MANIFEST).is_file():
        _write_own(study.own)
    if not study.tokenizer.is_file():
        _fit(study)
    return study


def _recipe(options: argparse.Namespace) -> dict[str, Any]:
    """Return the recipe of all points, without its data and seed."""
    recipe: dict[str, Any] = yaml.safe_load(options.recipe.read_text())
    for key in ("data", "seed", "start", "most_examples"):
        recipe.pop(key, None)
    precision = options.precision
    if precision == "auto":
        from rtlgen.train.score import fast_precision

        precision = fast_precision()
    recipe["shape"] |= {
        "width": options.width, "layers": options.layers, "hidden": options.hidden
    }  # fmt: skip
    if options.warmup is not None:
        recipe["warmup"] = options.warmup
    return recipe | {
        "steps": options.steps, "tokens_per_step": options.tokens_per_step,
        "precision": precision,
    }  # fmt: skip


def _write_own(folder: Path) -> None:
    """Write our own problems as examples, so that their references can be scored."""
    folder.mkdir(exist_ok=True)
    rows = [json.loads(line) for line in SUITE.read_text().splitlines()]
    examples = []
    for row in rows:
        family, _, design = row["id"].rpartition("-")
        examples.append(
            Example(family=family, design=int(design), style="own", manner="own",
                    prompt=row["prompt"], verilog=row["reference"])
        )  # fmt: skip
    shards = list(write_shards(folder, examples))
    manifest = {"schema_version": SCHEMA_VERSION, "settings": {}, "shards": shards}
    write_text(folder / MANIFEST, json.dumps(manifest) + "\n")


def _fit(study: Study) -> None:
    """Fit the tokenizer of all points."""
    from rtlgen.model.tokens import fit_tokens
    from rtlgen.train.dataset import texts_of

    examples = list(read_examples(study.data))
    some = random.Random(0).sample(examples, min(FIT_ON, len(examples)))  # noqa: S311
    texts = ("".join(texts_of(example)) for example in some)
    tokenizer = fit_tokens(texts, study.recipe["shape"]["vocabulary"])
    write_text(study.tokenizer, tokenizer.to_str())


def plan(options: argparse.Namespace, known: int) -> list[Point]:
    """Return the points, few examples first; all of the data is the same for every strategy."""
    found = [
        Point(strategy=strategy if count < known else "all", count=min(count, known), seed=seed)
        for count in sorted(options.counts)
        for seed in options.seeds
        for strategy in options.strategies
    ]
    return list(dict.fromkeys(found))


def prepare_point(study: Study, point: Point) -> None:
    """Choose the examples of a point and turn them into tokens."""
    folder = study.work / point.name
    folder.mkdir(exist_ok=True)
    _train(study, point, folder, _choose(study, point, folder), "--prepare")


def measure(study: Study, point: Point) -> None:
    """Make one point, as far as it is not there."""
    folder = study.work / point.name
    if (folder / "result.json").is_file():
        return
    folder.mkdir(exist_ok=True)
    started = time.monotonic()
    chosen = _choose(study, point, folder)
    _train(study, point, folder, chosen)
    scores, bench = folder / "loss.jsonl", folder / "bench"
    model = folder / "run" / "model"
    _run(["data", "score", str(study.own), "--model", str(model), "-o", str(scores)], folder)
    _run(
        ["bench", "run", str(SUITE), "-o", str(bench), "--backend", f"local:{model}", "-n", "1",
         "--temperature", "0", "--beams", "1", "--limit", str(study.problems), "--max-tokens",
         str(study.max_tokens), "--judge", "ours", "--no-cache", "--format", "json"],
        folder,
    )  # fmt: skip
    result = {
        **dataclasses.asdict(point), **_result(folder),
        "trees": read_manifest(chosen).get("trees"),
        "minutes": round((time.monotonic() - started) / 60, 1),
    }  # fmt: skip
    write_text(folder / "result.json", json.dumps(result) + "\n")
    for path in (folder / "run").glob("checkpoint-*.pt"):
        path.unlink()


def _choose(study: Study, point: Point, folder: Path) -> Path:
    if point.strategy == "all":
        return study.data
    select(
        study.data, folder / "data", strategy=point.strategy, count=point.count, seed=point.seed,
        scores=study.scores if point.strategy in NEEDS_SCORES else None,
    )  # fmt: skip
    return folder / "data"


def _train(study: Study, point: Point, folder: Path, chosen: Path, *options: str) -> None:
    run, recipe = folder / "run", folder / "recipe.yaml"
    run.mkdir(exist_ok=True)
    if _steps_done(run) == study.recipe["steps"] and (run / "model").is_dir():
        return  # on a machine that only trains, say
    # A run takes the tokenizer that its folder holds, and fits one only where there is none.
    write_text(run / "tokenizer.json", study.tokenizer.read_text())
    data = os.path.relpath(chosen.resolve(), folder.resolve())
    write_text(recipe, yaml.safe_dump({**study.recipe, "data": [data], "seed": point.seed}))
    _run(["train", "pretrain", "--recipe", str(recipe), "--out", str(run), *options], folder)


def _steps_done(run: Path) -> int:
    metrics = run / "metrics.jsonl"
    lines = metrics.read_text().splitlines() if metrics.is_file() else []
    return int(json.loads(lines[-1])["step"]) if lines else 0


def _run(arguments: Sequence[str], folder: Path) -> None:
    """Run a command of rtlgen; what it says goes to the log of the point."""
    log = folder / f"{'-'.join(arguments[:2])}.log"
    with log.open("ab") as file:
        process = subprocess.Popen([*RTLGEN, *arguments], stdout=file, stderr=file)
        try:
            code = process.wait()
        except BaseException:  # Ctrl-C or SIGTERM: a training writes its checkpoint
            process.terminate()
            process.wait()
            raise
    if code == ExitCode.INTERRUPTED:
        sys.exit(ExitCode.INTERRUPTED)
    if code != ExitCode.OK:
        raise Failed(f"`rtlgen {' '.join(arguments[:2])}` ended with {code}; see {log}")


def _end(number: int, frame: FrameType | None) -> None:
    del number, frame
    sys.exit(ExitCode.INTERRUPTED)


def _result(folder: Path) -> dict[str, Any]:
    """Read what the steps of a point left."""
    losses = [json.loads(line)["loss"] for line in (folder / "loss.jsonl").read_text().splitlines()]
    bench = json.loads((folder / "bench" / "report.json").read_text())
    metrics = [json.loads(line) for line in (folder / "run/metrics.jsonl").read_text().splitlines()]
    said = re.findall(r"^\d+ examples, (\d+) tokens", (folder / "train-pretrain.log").read_text(),
                      re.MULTILINE)  # fmt: skip
    return {
        "losses": losses,
        "passed": [problem["judges"][0]["passed"] for problem in bench["problems"]],
        "training_loss": metrics[-1]["answer"],
        "tokens_seen": metrics[-1]["tokens"],
        "tokens": int(said[-1]),
        "commit": json.loads((folder / "run/recipe.json").read_text())["commit"],
    }


def report(study: Study, points: Sequence[Point], failures: Sequence[str]) -> str:
    """Return what the points show that are there."""
    paths = [study.work / point.name / "result.json" for point in points]
    found = [json.loads(path.read_text()) for path in paths if path.is_file()]
    recipe = study.recipe
    commits = ", ".join(sorted({one["commit"][:7] for one in found})) or "none"
    what = (
        f"(a) loss: on the references of {SUITE.name}, nats per token, mean over the problems, "
        "with the 95 % bootstrap interval over problems. (b) pass@1: greedy samples on its first "
        f"{study.problems} problems by our judge, with Wilson's 95 % interval. Passes: how often "
        "the training saw each example. Minutes: of the last go of a point. The intervals are "
        "those of the problems; what another seed of the training would change is not in them.\n"
    )
    head = [
        "# Data efficiency\n",
        origin() + f"- data: manifest {manifest_hash(study.data)[:12]}, "
        f"{read_manifest(study.data)['examples']} examples; trainings at {commits}\n"
        f"- each model: {recipe['steps']} steps of {recipe['tokens_per_step']} tokens, shape "
        f"{json.dumps(recipe['shape'])}, {recipe['precision']}\n",
        what,
    ]
    missing = [f"- not there: {failure}" for failure in failures]
    return "\n".join([*head, *_table(found), "", *_comparison(found), "", *missing]).rstrip() + "\n"


def _table(found: Sequence[dict[str, Any]]) -> list[str]:
    head = ("examples", "strategy", "seed", "trees", "passes", "training loss", "(a) loss",
            "(b) pass@1", "minutes")  # fmt: skip
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    for one in found:
        losses = [loss for loss in one["losses"] if loss is not None]
        passed, count = sum(one["passed"]), len(one["passed"])
        loss, rate = bootstrap_interval(losses), wilson_interval(passed, count)
        lines.append(
            f"| {one['count']} | {one['strategy']} | {one['seed']} | {one['trees'] or ''} | "
            f"{one['tokens_seen'] / one['tokens']:.1f} | {one['training_loss']:.3f} | "
            f"{sum(losses) / len(losses):.4f} ({loss.low:.4f} to {loss.high:.4f}) | "
            f"{passed} of {count}, {passed / count:.3f} ({rate.low:.3f} to {rate.high:.3f}) | "
            f"{one['minutes']} |"
        )
    return lines


def _comparison(found: Sequence[dict[str, Any]]) -> list[str]:
    """Compare the strategies problem by problem, at equal numbers of examples."""
    lines = [
        "Problem by problem, at equal numbers: the second less the first.\n",
        "| examples | seed | first, second | loss | passed by the second alone | by the first |",
        "|---|---|---|---|---|---|",
    ]
    for one, other in itertools.combinations(found, 2):
        if (one["count"], one["seed"]) != (other["count"], other["seed"]):
            continue
        pairs = zip(one["losses"], other["losses"], strict=True)
        differences = [b - a for a, b in pairs if a is not None and b is not None]
        between = bootstrap_interval(differences)
        passes = list(zip(one["passed"], other["passed"], strict=True))
        lines.append(
            f"| {one['count']} | {one['seed']} | {one['strategy']}, {other['strategy']} | "
            f"{sum(differences) / len(differences):+.4f} ({between.low:+.4f} to "
            f"{between.high:+.4f}) | {sum(b > a for a, b in passes)} | "
            f"{sum(a > b for a, b in passes)} |"
        )
    return lines if len(lines) > 3 else []


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    main()
