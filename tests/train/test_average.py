"""The mean of models: right numbers, and nothing that does not belong together."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")

import torch
from safetensors.torch import load_file, save_file

from rtlgen.errors import UsageError
from rtlgen.train.average import average


def model(folder: Path, value: float, *, width: int = 4, version: str = "5.1") -> Path:
    """Write a model of one tensor, as `rtlgen train` leaves it."""
    folder.mkdir()
    weights = {"layer": torch.full((2, width), value, dtype=torch.bfloat16)}
    save_file(weights, folder / "model.safetensors", metadata={"format": "pt"})
    config = {"hidden_size": width, "transformers_version": version}
    (folder / "config.json").write_text(json.dumps(config))
    (folder / "tokenizer.json").write_text(json.dumps({"model": {}}))
    (folder / "rtlgen.json").write_text(json.dumps({"format": "rtlgen-body", "version": 2}))
    return folder


def test_the_mean_of_three(tmp_path: Path) -> None:
    """In the type of the models; another version of transformers does not matter."""
    folders = [
        model(tmp_path / f"m{n}", value, version=f"5.{n}")
        for n, value in enumerate((1.0, 2.0, 6.0))
    ]
    average(folders, tmp_path / "mean")
    record = json.loads((tmp_path / "mean" / "average.json").read_text())
    assert [one["model"] for one in record["mean_of"]] == [str(folder) for folder in folders]
    assert len({one["sha256"] for one in record["mean_of"]}) == 3
    layer = load_file(tmp_path / "mean" / "model.safetensors")["layer"]
    assert layer.dtype is torch.bfloat16
    assert torch.equal(layer, torch.full((2, 4), 3.0, dtype=torch.bfloat16))
    assert (tmp_path / "mean" / "config.json").read_text() == (
        folders[0] / "config.json"
    ).read_text()


def test_the_card_of_the_first_is_not_that_of_the_mean(tmp_path: Path) -> None:
    first, second = model(tmp_path / "a", 1.0), model(tmp_path / "b", 2.0)
    (first / "README.md").write_text("# Model card: a\n")
    average([first, second], tmp_path / "mean")
    assert not (tmp_path / "mean" / "README.md").exists()


def test_models_of_other_shapes_have_no_mean(tmp_path: Path) -> None:
    first, second = model(tmp_path / "a", 1.0), model(tmp_path / "b", 2.0, width=8)
    with pytest.raises(UsageError, match=r"b: config\.json is not that of .*a; only models of one"):
        average([first, second], tmp_path / "mean")
    assert not (tmp_path / "mean").exists()


@pytest.mark.parametrize("name", ["config.json", "model.safetensors"])
def test_what_is_no_model_is_refused(tmp_path: Path, name: str) -> None:
    first, second = model(tmp_path / "a", 1.0), model(tmp_path / "b", 2.0)
    (second / name).write_text("broken")
    with pytest.raises(UsageError, match="cannot be read"):
        average([first, second], tmp_path / "mean")
    assert not (tmp_path / "mean").exists()


def test_one_model_alone_and_a_folder_in_use_are_refused(tmp_path: Path) -> None:
    first, second = model(tmp_path / "a", 1.0), model(tmp_path / "b", 2.0)
    with pytest.raises(UsageError, match="two models or more"):
        average([first], tmp_path / "mean")
    with pytest.raises(UsageError, match="is there already"):
        average([first, second], first)
    assert float(load_file(first / "model.safetensors")["layer"][0, 0]) == 1.0
