"""A tiny model, and pairs of right and wrong answers."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with pairs, in the form of `rtlgen data sample`, and a model with random weights."""
    pytest.importorskip("trl", reason="needs the extra `train`")
    import torch

    from rtlgen.datagen.shards import ShardJob, make_shards, read_examples
    from rtlgen.model.shape import Shape, build_model
    from rtlgen.model.tokens import fit_tokens
    from rtlgen.train.dataset import texts_of
    from rtlgen.train.export import export_model
    from rtlgen.workers.inline import InlineWorkers

    folder = tmp_path_factory.mktemp("dpo")
    job = ShardJob(number=0, seed=1, folder=folder / "examples", families=("gates",), designs=3)
    job.folder.mkdir()
    make_shards([job], InlineWorkers(), lambda *_: None)
    examples = list(read_examples(job.folder))
    texts = [texts_of(example) for example in examples]
    shape = Shape(
        vocabulary=400, width=16, layers=2, heads=2, key_heads=1, hidden=24, context=512
    )  # fmt: skip
    tokenizer = fit_tokens(("".join(pair) for pair in texts), shape.vocabulary)
    torch.manual_seed(1)
    export_model(build_model(shape), tokenizer, folder / "tiny")
    rows = [
        {"id": example.id, "family": "gates", "prompt": prompt, "chosen": body,
         "rejected": body.replace("assign", "initial")}
        for example, (prompt, body) in zip(examples, texts, strict=True)
    ][:12]  # fmt: skip
    write_pairs(folder / "pairs", rows)
    return folder


def write_pairs(folder: Path, rows: list[dict[str, str]]) -> None:
    folder.mkdir()
    text = "".join(json.dumps(row) + "\n" for row in rows)
    (folder / "pairs.jsonl").write_text(text)
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    manifest = {
        "settings": {"model": "0" * 64, "draws": 8, "checks": ["lint", "simulate"]},
        "examples": len(rows), "prompts": {"judged": 96, "passed": 48}, "shards": [],
        "made_from": [{"settings": {"imported": "specs"}, "examples": len(rows), "rejected": 0}],
        "pairs": {"count": len(rows), "sha256": sha256},
    }  # fmt: skip
    (folder / "manifest.json").write_text(json.dumps(manifest))
