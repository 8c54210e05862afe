"""Scores are the loss of the model on the Verilog, whatever stands beside a text in a batch."""

from __future__ import annotations

import json
import math
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")
pytest.importorskip("transformers", reason="needs the extra `local`")

import torch

from rtlgen.datagen.shards import ShardJob, make_shards, read_examples
from rtlgen.errors import UsageError
from rtlgen.model.shape import Shape, build_model
from rtlgen.model.tokens import fit_tokens
from rtlgen.train import score as module
from rtlgen.train.dataset import texts_of
from rtlgen.train.export import export_model
from rtlgen.train.score import open_scorer, score_texts
from rtlgen.workers.inline import InlineWorkers

SHAPE = Shape(
    vocabulary=400, width=32, layers=2, heads=2, key_heads=1, hidden=48, context=512
)  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a little data and a model with random weights."""
    folder = tmp_path_factory.mktemp("score")
    job = ShardJob(number=0, seed=1, folder=folder / "data", families=("gates", "muxes"), designs=4)
    job.folder.mkdir()
    make_shards([job], InlineWorkers(), lambda *_: None)
    texts = [texts_of(example) for example in read_examples(job.folder)]
    tokenizer = fit_tokens(("".join(pair) for pair in texts), SHAPE.vocabulary)
    torch.manual_seed(1)
    export_model(build_model(SHAPE), tokenizer, folder / "run" / "model")
    return folder


def texts(base: Path) -> list[tuple[str, str]]:
    return [texts_of(example) for example in read_examples(base / "data")]


def test_the_score_is_the_mean_loss_on_the_verilog(base: Path) -> None:
    """Computed token by token without batches, the numbers are the same."""
    scorer = open_scorer(base / "run/model", precision="fp32")
    some = texts(base)[:6]
    for (prompt, body), found in zip(some, score_texts(scorer, some), strict=True):
        before, after = (scorer.tokenizer.encode(text).ids for text in (prompt, body))
        with torch.inference_mode():
            logits = scorer.model(input_ids=torch.tensor([before + after])).logits[0]
        logprobs = logits.float().log_softmax(dim=-1)
        wanted = -sum(
            float(logprobs[len(before) + place - 1, token]) for place, token in enumerate(after)
        )
        assert found.tokens == len(after)
        assert found.loss == pytest.approx(wanted / len(after), abs=1e-5)


def test_batches_make_no_difference(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One text at a time or many: the same scores, in order; half precision is near."""
    scorer = open_scorer(base / "run/model", precision="fp32")
    together = score_texts(scorer, texts(base))
    half = score_texts(open_scorer(base / "run/model", precision="bf16"), texts(base))
    monkeypatch.setattr(module, "TOKENS_PER_BATCH", 1)
    told: list[tuple[int, int]] = []
    alone = score_texts(scorer, texts(base), on_batch=lambda *counts: told.append(counts))
    assert told == [(n, len(alone)) for n in range(1, len(alone) + 1)]
    for one, other, rough in zip(together, alone, half, strict=True):
        assert one.loss == pytest.approx(other.loss, abs=1e-4)
        assert rough.loss == pytest.approx(other.loss, abs=0.05)


def test_a_text_beyond_the_context_has_no_score(base: Path) -> None:
    """It keeps its place, without a loss; the others are not touched."""
    scorer = open_scorer(base / "run/model", precision="fp32")
    prompt, body = texts(base)[0]
    long, normal = score_texts(scorer, [(prompt, body * 200), (prompt, body)])
    assert long.loss is None
    assert normal.loss is not None
    assert math.isfinite(normal.loss)


def test_the_command_writes_a_line_for_each_example(base: Path, tmp_path: Path) -> None:
    """Ids in the order of the data; twice the same bytes."""
    written = []
    for name in ("a.jsonl", "b.jsonl"):
        command = [sys.executable, "-m", "rtlgen", "data", "score", str(base / "data"), "--model",
                   str(base / "run/model"), "-o", str(tmp_path / name)]  # fmt: skip
        done = subprocess.run(
            command, capture_output=True, text=True, check=False,
            env={**os.environ, "OMP_NUM_THREADS": "1"},
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        written.append((tmp_path / name).read_text())
    assert written[0] == written[1]
    rows = [json.loads(line) for line in written[0].splitlines()]
    assert [row["id"] for row in rows] == [one.id for one in read_examples(base / "data")]
    assert all(row["loss"] > 0 and row["tokens"] > 0 for row in rows)
    shown = json.loads(done.stdout)
    assert (shown["examples"], shown["too_long"]) == (len(rows), 0)


def test_another_folder_is_refused(base: Path, tmp_path: Path) -> None:
    """The folder of the run is not that of its model; a model of other tokens is none."""
    with pytest.raises(UsageError) as caught:
        open_scorer(base / "run")
    assert str(caught.value) == (
        f"{base}/run: holds no model that this `rtlgen train` wrote; name {base}/run/model"
    )
    with pytest.raises(UsageError, match=r"wrote; name the `model` of a run$"):
        open_scorer(tmp_path)
    shutil.copytree(base / "run/model", tmp_path / "damaged")
    (tmp_path / "damaged/model.safetensors").write_bytes(b"nothing")
    with pytest.raises(UsageError, match=r"damaged: the model cannot be loaded: \w+; train it"):
        open_scorer(tmp_path / "damaged")
