"""Many examples, in shards."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from rtlgen.datagen.shards import MANIFEST, ShardJob, make_shards, read_examples
from rtlgen.errors import UsageError
from rtlgen.workers import InlineWorkers


def jobs(folder: Path, *, seed: int = 1, shards: int = 2) -> list[ShardJob]:
    folder.mkdir(exist_ok=True)
    return [
        ShardJob(number=n, seed=seed, folder=folder, families=("gates", "muxes"), designs=2,
                 examples=4)
        for n in range(shards)
    ]  # fmt: skip


def made(jobs: list[ShardJob]) -> list[int]:
    """Make shards; return the numbers of those that were not there."""
    new: list[int] = []

    def note(done: int, total: int, record: Mapping[str, Any]) -> None:
        new.append(record["shard"])

    make_shards(jobs, InlineWorkers(), note)
    return new


def test_the_same_seed_makes_the_same_bytes(tmp_path: Path) -> None:
    """Two runs agree to the bit; another seed makes other examples."""
    one, two, other = (tmp_path / name for name in ("one", "two", "other"))
    made(jobs(one))
    made(jobs(two))
    made(jobs(other, seed=2))
    for path in one.iterdir():
        assert path.read_bytes() == (two / path.name).read_bytes()
    assert (one / "shard-00000.jsonl").read_bytes() != (other / "shard-00000.jsonl").read_bytes()
    examples = list(read_examples(one))
    manifest = json.loads((one / MANIFEST).read_text())
    assert len(examples) == manifest["examples"] > 10
    assert manifest["proved"] == sum(manifest["designs"].values()) > 1
    assert len({example.prompt for example in examples}) == len(examples)
    assert {example.family for example in examples} == {"gates", "muxes"}


def test_what_is_there_is_not_made_again(tmp_path: Path) -> None:
    """A run goes on where it stopped; a shard that is not whole is made again, alike."""
    folder = tmp_path / "d"
    assert made(jobs(folder, shards=1)) == [0]
    assert made(jobs(folder)) == [1]
    data = folder / "shard-00001.jsonl"
    before = data.read_bytes()
    data.write_bytes(before[:-10])
    assert made(jobs(folder)) == [1]
    assert data.read_bytes() == before


def test_other_settings_are_refused(tmp_path: Path) -> None:
    """A folder is not mixed from two recipes, and nothing in it is touched."""
    folder = tmp_path / "d"
    made(jobs(folder, shards=1))
    before = {path: path.read_bytes() for path in folder.iterdir()}
    changed = [dataclasses.replace(job, examples=5) for job in jobs(folder)]
    with pytest.raises(UsageError, match=r"shard-00000\.json: was made with other settings "):
        made(changed)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_data_that_was_changed_is_refused(tmp_path: Path) -> None:
    """What is read is what was made."""
    folder = tmp_path / "d"
    made(jobs(folder, shards=1))
    data = folder / "shard-00000.jsonl"
    data.write_text(data.read_text().replace("assign", "assing"))
    with pytest.raises(UsageError, match=r"shard-00000\.jsonl: is missing or was changed since "):
        list(read_examples(folder))
    (folder / MANIFEST).unlink()
    with pytest.raises(UsageError, match=r"manifest\.json: cannot be read: "):
        list(read_examples(folder))
