"""`rtlgen data sample`: a model's own right answers as data to learn from."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from rtlgen.cli.bench_progress import show_progress
from rtlgen.cli.data import Out, Seed
from rtlgen.cli.data_choice import app
from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.options import UnsafeNoSandbox, Workers, allow_no_sandbox, require_known
from rtlgen.cli.train import Stop
from rtlgen.errors import ExitCode, ToolNotFound, UsageError

__all__ = ["app"]

_SAY_EVERY = 10
"""Parts of the work of which the end is said where there is no bar."""

Sources = Annotated[list[Path], typer.Argument(metavar="DIR...", help="Folders of examples.")]
ModelFolder = Annotated[
    Path,
    typer.Option(
        "--model", metavar="FOLDER",
        help="The `model` of a run of `rtlgen train`, or another transformers folder.",
    ),
]  # fmt: skip
Draws = Annotated[
    int, typer.Option("--candidates", "-n", metavar="N", min=2, help="Answers to each prompt.")
]
Temperature = Annotated[float, typer.Option(metavar="T", help="Of drawing, above 0.")]
Count = Annotated[int, typer.Option(metavar="N", min=0, help="Prompts, by the seed; 0 = all.")]
Checks = Annotated[
    str, typer.Option(metavar="NAMES", help="What judges: lint, simulate, formal, by commas.")
]
Longest = Annotated[int, typer.Option("--max-tokens", metavar="N", min=1, help="Of an answer.")]
Most = Annotated[
    int, typer.Option("--most", metavar="K", min=1, help="Answers and pairs of one prompt.")
]
KeepSolved = Annotated[
    bool, typer.Option("--keep-solved", help="Also answers to prompts that never failed.")
]


@app.command("sample", epilog=EXAMPLES["data sample"])
def sample(
    sources: Sources,
    model: ModelFolder,
    out: Out,
    draws: Draws = 8,
    temperature: Temperature = 1.0,
    count: Count = 0,
    seed: Seed = 0,
    checks: Checks = "lint,simulate",
    longest: Longest = 512,
    most: Most = 4,
    keep_solved: KeepSolved = False,
    workers: Workers = "local",
    unsafe_no_sandbox: UnsafeNoSandbox = False,
) -> None:
    """Let a model answer examples, and keep what is right as data to learn from.

    Each answer is judged by the reference of its example. rates.jsonl says how hard each prompt is
    for the model, pairs.jsonl holds right beside wrong answers. The same command goes on where it
    was interrupted, and more --count goes on from less.
    """
    if temperature <= 0:
        raise UsageError(f"--temperature: must be above 0, not {temperature}: one answer teaches "
                         "nothing about the others")  # fmt: skip
    named = _checks(checks)
    allow_no_sandbox(unsafe_no_sandbox)
    # Threads that wait actively slow down the judge; nothing is fetched, nobody is told.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        from rtlgen.train.sampled.plan import SamplePlan
        from rtlgen.train.sampled.run import sample as sample_all
    except ImportError as error:
        raise ToolNotFound(f"{error.name} is missing; pip install 'rtlgen[local]'") from error
    plan = SamplePlan(
        data=tuple(sources), model=model, draws=draws, temperature=temperature, longest=longest,
        seed=seed, checks=named, count=count, most=most, has_solved=keep_solved,
    )  # fmt: skip
    with _shown() as on_batch:
        manifest = sample_all(plan, out, workers=workers, on_batch=on_batch, should_stop=Stop())
    if manifest is None:
        print("rtlgen: interrupted; run the same command again to go on", file=sys.stderr)
        raise typer.Exit(ExitCode.INTERRUPTED)
    _report(manifest, out)


def _checks(text: str) -> tuple[str, ...]:
    from rtlgen.verify import CheckName

    names = tuple(dict.fromkeys(text.split(",")))
    for name in names:
        require_known("--checks", "check", name, list(CheckName))
    if set(names) <= {CheckName.LINT}:
        raise UsageError("--checks: lint alone passes no design; add simulate or formal")
    return names


@contextmanager
def _shown() -> Iterator[Callable[[int, int, float], None]]:
    """Yield what shows a bar on a terminal, else a line now and then."""
    with show_progress() as bars:
        before: int | None = None

        def on_batch(done: int, total: int, rate: float) -> None:
            nonlocal before
            if before is None:
                bars.begin("draw", total=total, done=done)
            else:
                bars.advance(done - before, f"{rate:.1%} passed")
                if _SAY_EVERY * done // total > _SAY_EVERY * before // total:
                    bars.note(f"{done} of {total} prompts, {rate:.1%} of the answers passed")
            before = done

        yield on_batch


def _report(manifest: Mapping[str, Any], out: Path) -> None:
    """Say how often the model was right, by family; without any example that is exit code 1."""
    for name, one in manifest["families"].items():
        share = f"{one['passed'] / one['judged']:.1%}" if one["judged"] else "none judged"
        print(f"{name}: {one['passed']} of {one['judged']} passed, {share}", file=sys.stderr)
    shown = {key: manifest[key] for key in ("examples", "trees", "prompts", "families")}
    print(json.dumps({**shown, "pairs": manifest["pairs"]["count"]}))
    if manifest["examples"]:
        return
    prompts = manifest["prompts"]
    advice = (
        "give harder examples, or --keep-solved"
        if prompts["always"]
        else "teach the model by `rtlgen train sft` first, or give easier examples"
    )
    print(
        f"rtlgen: {out}: no answer is left to learn from: of {prompts['prompts']} prompts "
        f"{prompts['always']} were always answered rightly and {prompts['never']} never; {advice}",
        file=sys.stderr,
    )
    raise typer.Exit(ExitCode.NEGATIVE)
