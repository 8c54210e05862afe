"""Tiny runs of reinforcement learning: two layers, few steps, real verdicts."""

from __future__ import annotations

import json
import multiprocessing
import sys
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE))  # children import the module of the runs by its name

RECIPE: dict[str, Any] = {
    "start": "tiny", "data": ["data"], "steps": 6, "prompts": 2, "completions": 4, "rows": 4,
    "longest_completion": 24, "held_out": 2, "checkpoint_every": 2, "workers": "1", "rate": 0.01,
    "warmup": 0, "reward": "grpo_runs:lively", "audit": False,
    "curriculum": {"new_share": 0.5, "window": 1, "rest": 2},
}  # fmt: skip


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a little data and a model with random weights."""
    pytest.importorskip("trl", reason="needs the extra `train`")
    import torch

    from rtlgen.datagen.shards import ShardJob, make_shards, read_examples
    from rtlgen.model.shape import Shape, build_model
    from rtlgen.model.tokens import fit_tokens
    from rtlgen.train.dataset import texts_of
    from rtlgen.train.export import export_model
    from rtlgen.workers.inline import InlineWorkers

    folder = tmp_path_factory.mktemp("grpo")
    job = ShardJob(number=0, seed=1, folder=folder / "data", families=("gates",), designs=4)
    job.folder.mkdir()
    make_shards([job], InlineWorkers(), lambda *_: None)
    texts = [texts_of(example) for example in read_examples(job.folder)]
    shape = Shape(
        vocabulary=400, width=16, layers=2, heads=2, key_heads=1, hidden=24, context=512
    )  # fmt: skip
    tokenizer = fit_tokens(("".join(pair) for pair in texts), shape.vocabulary)
    torch.manual_seed(1)
    export_model(build_model(shape), tokenizer, folder / "tiny")
    return folder


class Runs:
    """Runs of the command `train grpo`; the learning stack is imported once for all of them."""

    def __init__(self, base: Path) -> None:
        self.base = base
        self._context = multiprocessing.get_context("forkserver")
        self._context.set_forkserver_preload(["rtlgen.train.grpo.run", "rtlgen.cli.main"])

    def recipe(self, name: str = "recipe", **changed: Any) -> Path:
        """Write a recipe."""
        path = self.base / f"{name}.yaml"
        path.write_text(json.dumps({**RECIPE, **changed}))  # JSON is YAML
        return path

    def begin(
        self, out: str, recipe: Path | None = None, fault: tuple[str, int] | None = None
    ) -> Any:
        """Start a run and return its process."""
        import grpo_runs

        said = self.base / f"{out}.txt"
        arguments = ["--recipe", str(recipe or self.recipe()), "--out", str(self.base / out)]
        process = self._context.Process(
            target=grpo_runs.child, args=(arguments, str(said), fault)
        )  # fmt: skip
        process.start()
        return process

    def go(
        self, out: str, recipe: Path | None = None, fault: tuple[str, int] | None = None
    ) -> tuple[int, str]:
        """Run to the end; return the exit code (-9 when killed) and what was said."""
        process = self.begin(out, recipe, fault)
        process.join(120)
        code = process.exitcode
        process.close()
        return code, (self.base / f"{out}.txt").read_text()

    def metrics(self, out: str) -> list[dict[str, Any]]:
        """Return the lines of metrics without times."""
        lines = (self.base / out / "metrics.jsonl").read_text().splitlines()
        return [
            {key: value for key, value in json.loads(line).items() if not key.endswith("_s")}
            for line in lines
        ]


@pytest.fixture(scope="session")
def runs(base: Path) -> Runs:
    """A place for runs."""
    return Runs(base)


@pytest.fixture(scope="session")
def whole(runs: Runs) -> str:
    """A run without an interruption."""
    code, said = runs.go("whole")
    assert code == 0, said
    return "whole"
