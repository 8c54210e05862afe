"""A model learns to prefer right answers; runs go on, and refuse what is not theirs."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("trl", reason="needs the extra `train`")

import torch
from transformers import AutoTokenizer

from rtlgen.backends.local import LocalBackend
from rtlgen.candidate import Sampling
from rtlgen.datagen.shards import read_examples
from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.prompt import build_request
from rtlgen.train.dataset import spec_of
from rtlgen.train.dpo.card import dpo_card
from rtlgen.train.dpo.pairs import encode_pairs, read_pairs
from rtlgen.train.dpo.recipe import DpoRecipe
from rtlgen.train.dpo.run import train_dpo
from rtlgen.train.records import read_run

RECIPE: dict[str, Any] = {
    "start": "tiny", "data": ("pairs",), "steps": 6, "pairs": 4, "rows": 2, "rate": 0.01,
    "warmup": 0, "checkpoint_every": 2,
}  # fmt: skip


def recipe(**changed: Any) -> DpoRecipe:
    return DpoRecipe(**(RECIPE | changed))


def metrics(out: Path) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in (out / "metrics.jsonl").read_text().splitlines()]
    return [row for row in rows if "loss" in row]


@pytest.fixture(scope="module")
def whole(base: Path) -> Path:
    """A run without an interruption."""
    assert train_dpo(recipe(), base, base / "whole")
    return base / "whole"


def test_right_answers_become_likelier_than_wrong_ones(whole: Path, base: Path) -> None:
    """The margin grows from 0, and the model is one that the backend `local` reads."""
    course = metrics(whole)
    assert [row["step"] for row in course] == [1, 2, 3, 4, 5, 6]
    assert course[0]["rewards/margins"] == 0
    assert course[-1]["rewards/margins"] > 0.1
    request = build_request(spec_of(next(read_examples(base / "examples"))))
    (answer,) = LocalBackend(whole / "model").generate(request, Sampling(max_tokens=8))
    assert answer.verilog.startswith("module ")
    assert sorted(path.name for path in whole.glob("checkpoint-*")) == [
        "checkpoint-4", "checkpoint-6"
    ]  # fmt: skip


def test_a_run_goes_on_bit_by_bit(whole: Path, base: Path) -> None:
    """Stopped after the third step, it ends with the same weights and the same course."""
    out = base / "parts"
    asked = iter([False, False, True])
    assert not train_dpo(recipe(), base, out, should_stop=lambda: next(asked))
    assert (out / "checkpoint-3").is_dir()
    assert train_dpo(recipe(), base, out)
    assert metrics(out) == metrics(whole)
    first, other = (run / "model/model.safetensors" for run in (out, whole))
    assert first.read_bytes() == other.read_bytes()
    assert train_dpo(recipe(), base, out)  # nothing is left to do


def test_a_full_disk_leaves_the_old_checkpoint(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second one does not fit; the first is whole, and the run goes on from it."""
    save, calls = torch.save, iter(range(1000))

    def full(content: Any, path: Any, *given: Any, **named: Any) -> None:
        save(content, "/dev/full" if next(calls) >= 4 else path, *given, **named)

    with monkeypatch.context() as patch:
        patch.setattr(torch, "save", full)
        with pytest.raises(ToolCrashed, match=r"free some space and run the same command again$"):
            train_dpo(recipe(), base, tmp_path / "full")
    (kept,) = (tmp_path / "full").glob("checkpoint-*")
    assert not (tmp_path / "full/unfinished").exists()
    assert train_dpo(recipe(), base, tmp_path / "full")
    assert kept.name == "checkpoint-2"


def test_a_loss_that_is_no_number_stops_the_run(base: Path, tmp_path: Path) -> None:
    """The message says what to do."""
    wild = recipe(rate=1e30, checkpoint_every=1)
    with pytest.raises(ToolCrashed, match=r" is no number; the last checkpoint is good: lower "):
        train_dpo(wild, base, tmp_path)


def test_another_run_is_refused(whole: Path, base: Path) -> None:
    """The message names the key."""
    with pytest.raises(UsageError) as caught:
        train_dpo(recipe(beta=0.2), base, whole)
    assert str(caught.value) == (
        f"{whole}: is a run with another recipe (beta); name another folder, or remove it"
    )


def test_it_is_no_run_on_examples(whole: Path) -> None:
    """The message says what kind of run it is."""
    with pytest.raises(UsageError) as caught:
        read_run(whole)
    assert str(caught.value) == f"{whole}: is a run of `rtlgen train dpo`, which is not read here"


def test_the_card_says_what_the_records_say(whole: Path, base: Path, tmp_path: Path) -> None:
    """Where the model came from, how many pairs, the recipe, the course; no score that is not."""
    card = dpo_card(whole, data=[base / "pairs"])
    count = len(read_pairs(base / "pairs"))
    assert f"In `pairs`, {count} pairs:" in card
    assert "- Trained from: the model in `tiny`, SHA-256 over its weights `" in card
    assert "of 96 that were judged, 8 to a prompt, 48 agreed with the reference" in card
    assert "| beta | 0.1 |" in card
    assert "| margin of the right answer, nats times beta | " in card
    assert "6 of 6 steps." in card
    assert "No score was given when this card was written." in card
    with pytest.raises(UsageError, match=r"was not trained on what lies at "):
        dpo_card(whole, data=[base / "examples"])
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copy(whole / "recipe.json", empty)
    with pytest.raises(UsageError, match=r"empty: has no checkpoint yet; let the run come to"):
        dpo_card(empty, data=[base / "pairs"])


def test_the_command_writes_the_card(whole: Path, tmp_path: Path) -> None:
    """It finds by itself what kind of run it is, and its pairs."""
    out = tmp_path / "card.md"
    done = subprocess.run(
        [sys.executable, "-m", "rtlgen", "train", "card", whole, "-o", out],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "- Trained by: `rtlgen train dpo`, commit `" in out.read_text()


def test_pairs_that_cannot_be_trusted_are_refused(base: Path, tmp_path: Path) -> None:
    """Changed since, none at all, or too few."""
    shutil.copytree(base / "pairs", tmp_path / "pairs")
    shutil.copytree(base / "tiny", tmp_path / "tiny")
    path = tmp_path / "pairs/pairs.jsonl"
    path.write_text(path.read_text().replace("initial", "Initial", 1))
    cases = [
        ({}, tmp_path, f"{path}: is missing or was changed since it was made; run `rtlgen data "
                       "sample` again"),
        ({"data": ("examples",)}, base, f"{base}/examples: holds no pairs; make them with `rtlgen "
                                        "data sample`"),
        ({"longest": 9}, base, "data: holds 0 pairs of up to 9 tokens, fewer than `rows` (2); draw "
                               "more with `rtlgen data sample`"),
    ]  # fmt: skip
    for changed, place, message in cases:
        with pytest.raises(UsageError) as caught:
            train_dpo(recipe(**changed), place, tmp_path / "out")
        assert str(caught.value) == message
    assert not (tmp_path / "out").exists()


def test_answers_end_as_the_model_ends_them(base: Path) -> None:
    """Ours hold their end, or were cut off; the end of other models was taken away and is back."""
    tokenizer = AutoTokenizer.from_pretrained(base / "tiny")
    (pair, *_) = read_pairs(base / "pairs")
    cut = {**pair, "rejected": pair["rejected"].removesuffix("<|end|>")}
    (row,) = encode_pairs([cut], tokenizer, longest=512, is_ours=True)
    assert (
        tokenizer.decode(row["prompt_ids"] + row["chosen_ids"]) == pair["prompt"] + pair["chosen"]
    )
    assert row["chosen_ids"][-1] == tokenizer.eos_token_id
    assert row["rejected_ids"][-1] != tokenizer.eos_token_id
    with pytest.raises(UsageError) as caught:
        encode_pairs([pair], tokenizer, longest=512, is_ours=False)
    assert str(caught.value) == (
        f"data: the pair of {pair['id']} was drawn by a model of another format; draw with the "
        "model to start from"
    )
    (row,) = encode_pairs([{**cut, "prompt": "Say it."}], tokenizer, longest=512, is_ours=False)
    assert row["rejected_ids"][-1] == tokenizer.eos_token_id


@pytest.mark.parametrize(
    ("key", "value"), [("rows", 3), ("beta", 0), ("steps", 0), ("precision", "fp16")]
)
def test_values_that_make_no_sense_are_refused(
    base: Path, tmp_path: Path, key: str, value: Any
) -> None:
    """By the command: exit code 2, and the key is named."""
    path = tmp_path / "recipe.yaml"
    path.write_text(json.dumps({**RECIPE, "data": ["pairs"], key: value}))  # JSON is YAML
    done = command("--recipe", path, "--out", tmp_path / "out", "--show")
    assert done.returncode == 2
    assert "makes no sense here" in done.stderr
    assert ("pairs" if key == "rows" else key) in done.stderr


def test_the_command_runs_a_recipe(base: Path, whole: Path) -> None:
    """To the same weights as in this process."""
    path = base / "recipe.yaml"
    path.write_text(json.dumps({**RECIPE, "data": ["pairs"]}))
    done = command("--recipe", path, "--out", base / "by-command")
    assert done.returncode == 0, done.stderr
    hashes = [
        hashlib.sha256((run / "model/model.safetensors").read_bytes()).hexdigest()
        for run in (whole, base / "by-command")
    ]
    assert hashes[0] == hashes[1]


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rtlgen", "train", "dpo", *map(str, arguments)],
        capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
