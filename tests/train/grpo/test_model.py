"""The model of a run: a folder that the local backend takes, and a card that says what was done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("trl", reason="needs the extra `train`")

import torch

from rtlgen.backends import LocalBackend
from rtlgen.backends.dialect import Dialect
from rtlgen.candidate import Sampling
from rtlgen.datagen.shards import read_examples
from rtlgen.errors import UsageError
from rtlgen.prompt import build_request
from rtlgen.train.dataset import spec_of
from rtlgen.train.grpo.card import grpo_card
from rtlgen.train.grpo.drawing import draw_tokens
from rtlgen.train.grpo.export import export_checkpoint
from rtlgen.train.verdict_card import kind_of


def first_request(base: Path) -> Any:
    return build_request(spec_of(next(read_examples(base / "data"))))


def test_our_model_comes_back_as_ours(runs: Any, whole: str, tmp_path: Path) -> None:
    """With its format, its weights as precise as they were learned, and an answer."""
    folder = tmp_path / "model"
    export_checkpoint(runs.base / whole / "checkpoint-6", runs.base / "tiny", folder)
    assert Dialect(folder).is_ours
    (candidate,) = LocalBackend(folder).generate(
        first_request(runs.base), Sampling(temperature=0, max_tokens=8)
    )
    assert candidate.verilog.startswith("module ")
    from safetensors.torch import load_file

    assert {value.dtype for value in load_file(folder / "model.safetensors").values()} == {
        torch.float32
    }


def test_another_model_learns_with_small_matrices(
    runs: Any, write_llama: Callable[..., Path]
) -> None:
    """A chat template is used; the folder of the model holds them added to the large ones."""
    write_llama(runs.base / "llama")
    recipe = runs.recipe(
        "llama", start="llama", steps=2, longest_prompt=2000, lora={"rank": 2, "alpha": 4}
    )
    code, said = runs.go("lora", recipe)
    assert code == 0, said
    out = runs.base / "lora"
    assert (out / "checkpoint-2/adapter_config.json").is_file()
    assert not (out / "model/adapter_config.json").exists()
    import pandas

    table = pandas.read_parquet(out / "completions/completions_00001.parquet")
    assert table["prompt"].str.startswith("<system>You write synthesisable").all()
    assert table["prompt"].str.endswith("<assistant>").all()
    (candidate,) = LocalBackend(out / "model").generate(
        first_request(runs.base), Sampling(temperature=0, max_tokens=8)
    )
    assert candidate.completion


def test_groups_are_drawn_like_one_after_the_other(base: Path) -> None:
    """Greedily, a completion does not depend on what is drawn beside it."""
    from transformers import AutoModelForCausalLM

    model = AutoModelForCausalLM.from_pretrained(base / "tiny", dtype=torch.float32)
    prompts = [[2, 40, 41], [2, 40, 41], [2, 90, 91, 92]]
    given: dict[str, Any] = {"temperature": 1e-6, "longest": 6, "ends": frozenset({1})}
    together = draw_tokens(model, prompts, **given)
    alone = [draw_tokens(model, [prompt], **given)[0] for prompt in prompts]
    assert together == alone
    assert together[0] == together[1]
    assert all(1 <= len(tokens) <= 6 for tokens in together)


def test_the_card_says_what_the_records_say(runs: Any, whole: str, tmp_path: Path) -> None:
    """Where the model came from, the recipe, the course, the verdicts; no score that is not."""
    run = runs.base / whole
    assert kind_of(run) == "grpo"
    card = grpo_card(run, data=[runs.base / "data"])
    assert "- Trained from: the model in `tiny`, SHA-256 over its weights `" in card
    assert "| clip high | 0.28 |" in card
    assert "6 of 6 steps. The best score on the examples held out was at step " in card
    assert "| FAIL | 48 |" in card
    assert "No score was given when this card was written." in card
    with pytest.raises(UsageError, match=r"was not trained on what lies at "):
        grpo_card(run, data=[tmp_path])
    empty = tmp_path / "empty"
    empty.mkdir()
    shutil.copy(run / "recipe.json", empty)
    with pytest.raises(UsageError, match=r"empty: has no checkpoint yet; let the run come to"):
        grpo_card(empty, data=[runs.base / "data"])
