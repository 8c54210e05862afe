"""The data card says what the records say, and no number that is in none of them."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import yaml

from rtlgen.datagen.card import data_card
from rtlgen.datagen.clean import clean
from rtlgen.datagen.decontaminate import Measured
from rtlgen.datagen.provenance import provenance
from rtlgen.datagen.report import describe
from rtlgen.datagen.select import select
from rtlgen.datagen.shards import ShardJob, make_shards, read_examples
from rtlgen.workers.inline import InlineWorkers

ROOT = Path(__file__).parents[2]
SUITE = {"file": "suite.jsonl", "sha256": "ab" * 32, "problems": 156, "by": "tree and words"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two sources, what is clean of them, and a choice of it."""
    folder = tmp_path_factory.mktemp("cards")
    for seed, designs in ((11, 6), (13, 4)):
        out = folder / f"seed{seed}"
        out.mkdir()
        job = ShardJob(number=0, seed=seed, folder=out, families=("gates", "muxes"),
                       designs=designs)  # fmt: skip
        make_shards([job], InlineWorkers(), lambda *_: None)
    _reject(folder / "seed11")
    sources = [folder / "seed11", folder / "seed13"]
    longest = max((one.verilog for one in read_examples(sources[0])), key=len)
    away = Measured(id="P", prompt="", reference=longest)
    (folder / "clean").mkdir()
    clean([*sources, sources[0]], folder / "clean", [away], most_alike=17, suites=[SUITE])
    select(folder / "clean", folder / "some", strategy="diverse", count=23, seed=29)
    return folder


def _reject(folder: Path) -> None:
    """Say in the records that three designs were rejected."""
    reasons = ["assign: simulate FAIL: y is 0"] * 2 + ["case: lint FAIL: `x` | y"]
    path = folder / "shard-00000.json"
    record = json.loads(path.read_text())
    record["rejected"] = [{"design": 97, "family": "gates", "reason": text} for text in reasons]
    path.write_text(json.dumps(record))
    manifest = json.loads((folder / "manifest.json").read_text())
    (folder / "manifest.json").write_text(json.dumps({**manifest, "rejected": 3}))


def numbers(text: str) -> set[str]:
    """All numbers of a card but those in its head and in names."""
    body = re.sub(r"`[^`]*`", "", text.split("---\n", 2)[2])
    return {found.replace(",", "") for found in re.findall(r"(?<![\w.-])\d[\d,]*(?:\.\d+)*", body)}


def leaves(record: Any) -> set[str]:
    """All numbers of a record, as values or in texts."""
    if isinstance(record, dict):
        return {text for value in record.values() for text in leaves(value)}
    if isinstance(record, list | tuple):
        return {text for value in record for text in leaves(value)}
    return set(re.findall(r"\d+(?:\.\d+)*", str(record)))


def test_every_number_is_in_the_records(base: Path) -> None:
    """What is not a value of a record is a sum over one."""
    for name in ("seed11", "clean", "some"):
        found = describe(read_examples(base / name))
        manifest = json.loads((base / name / "manifest.json").read_text())
        known = leaves(manifest) | leaves(found)
        known |= {f"{one['novelty']:.2f}" for one in found["families"].values()}
        families = found["families"].values()
        sums = [sum(one[key] for one in families) for key in ("designs", "trees")]
        for record in (manifest, *manifest.get("made_from", ())):
            for source in (record, *record.get("made_from", ())):
                sums.append(sum(source.get("designs", {}).values()))
                sums.append(sum(source.get("removed", {}).values()))
                by_reason = Counter[str]()
                for key, count in source.get("removed", {}).items():
                    by_reason[key.rpartition(": ")[0]] += count
                sums += by_reason.values()
        sums += [len(found["families"]), 2, 1]  # one design of each reason
        assert numbers(data_card(base / name)) <= known | {str(value) for value in sums}


def test_the_card_says_how_the_data_came_to_be(base: Path) -> None:
    """Seeds, verification, rejections, what was held out, cleaned and chosen."""
    made = provenance(base / "some")
    assert [one.seed for one in made.generated] == [11, 13]
    assert [step.is_selection for step in made.steps] == [False, True]
    text = data_card(base / "some")
    first, second = made.generated
    cleaned, chosen = made.steps
    for line in (
        f"| `{first.sha256[:12]}` | 11 | train | {first.examples} | 2 |",
        f"| `{second.sha256[:12]}` | {second.designs} | {second.proved} | 0 |",
        "| `gates: assign: simulate FAIL: y is 0` | 2 |",
        "| `gates: case: lint FAIL: 'x' \\| y` | 1 |",
        "families `debouncers`, `lifos`, `pwms`, `seven_segment`, `vending_machines`, and of every",
        "| suite.jsonl | `abababababab` | 156 | tree and words |",
        f"| gives away by tree | {cleaned.removed['gives away by tree']} |",
        f"| twice | {cleaned.removed['twice']} |",
        f"At most 17 examples of one syntax tree stayed. {cleaned.examples} examples stayed.",
        "took 23 examples by the strategy `diverse` with the seed 29 and left "
        f"{sum(chosen.removed.values())}.",
        "Sources number their designs alike, so there are more designs than are counted here.",
    ):
        assert line in text
    for name, version in first.tools.items():
        assert f"{name} {version}" in text


def test_the_card_of_data_as_it_was_made_promises_nothing(base: Path) -> None:
    """Data that was not cleaned says so."""
    text = data_card(base / "seed13")
    assert "The data was not compared with any benchmark." in text
    assert "No design was rejected." in text
    assert "### Selection" not in text


def test_an_early_manifest_says_less(base: Path, tmp_path: Path) -> None:
    """What an early `data clean` did not record is called unknown."""
    manifest = json.loads((base / "clean/manifest.json").read_text())
    del manifest["made_from"], manifest["settings"]["suites"]
    for path in (base / "clean").iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    text = data_card(tmp_path)
    assert text.count("The manifest does not say what the data was made from") == 3
    assert "Which benchmarks the data was compared with is not recorded." in text


def test_the_head_is_what_the_hub_reads(base: Path) -> None:
    """YAML with the license of the repository and the size."""
    head = yaml.safe_load(data_card(base / "some").split("---\n")[1])
    assert head["license"] == "apache-2.0"
    licence = (ROOT / "LICENSE").read_text()
    assert re.match(r"\s+Apache License\s+Version 2\.0", licence)
    assert head["size_categories"] == ["n<1K"]
    assert head["language"] == ["en"]


def test_the_fields_are_those_of_an_example(base: Path) -> None:
    """The card describes each key of a line."""
    text = data_card(base / "seed13")
    keys = next(read_examples(base / "seed13")).record().keys()
    described = re.findall(r"^\| (\w+) \| ", text.partition("| field |")[2], re.MULTILINE)
    assert described[: len(keys)] == list(keys)
