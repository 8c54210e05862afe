"""Other texts of designs that were judged."""

from __future__ import annotations

import hashlib
import json
from functools import partial
from pathlib import Path

import pytest

from rtlgen.datagen.account import verification
from rtlgen.datagen.clean import clean
from rtlgen.datagen.fitting import in_bases_of
from rtlgen.datagen.provenance import provenance
from rtlgen.datagen.retell import retell
from rtlgen.datagen.shards import MANIFEST, ShardJob, make_shards, read_examples
from rtlgen.errors import UsageError
from rtlgen.workers import InlineWorkers


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two shards."""
    folder = tmp_path_factory.mktemp("judged")
    jobs = [
        ShardJob(number=n, seed=3, folder=folder, families=("gates", "muxes"), designs=2,
                 examples=3)
        for n in range(2)
    ]  # fmt: skip
    make_shards(jobs, InlineWorkers(), lambda *_: None)
    return folder


def told(source: Path, out: Path, *, seed: int = 1) -> Path:
    out.mkdir()
    retell(source, out, InlineWorkers(), lambda *_: None, times=6, seed=seed)
    return out


def test_the_designs_stay_and_the_texts_are_new(judged: Path, tmp_path: Path) -> None:
    """Verilog that was judged, in each style; no text twice; the same seed gives the same bytes."""
    out = told(judged, tmp_path / "out")
    first, second = list(read_examples(judged)), list(read_examples(out))
    assert len(second) > len(first)
    assert {one.design for one in second} == {one.design for one in first}
    known = {(one.design, one.style): one.verilog for one in first}
    shared = [one for one in second if (one.design, one.style) in known]
    assert all(known[one.design, one.style] == one.verilog for one in shared)
    assert len(shared) > len(first)
    assert not {one.prompt for one in first} & {one.prompt for one in second}
    again, other = told(judged, tmp_path / "again"), told(judged, tmp_path / "other", seed=2)
    assert (again / MANIFEST).read_bytes() == (out / MANIFEST).read_bytes()
    assert {one.prompt for one in read_examples(other)} != {one.prompt for one in second}


def test_one_family_alone(judged: Path, tmp_path: Path) -> None:
    """Its texts are those that it has among all; a family that is not there is refused."""
    whole = told(judged, tmp_path / "whole")
    (tmp_path / "gates").mkdir()
    run = partial(
        retell, judged, workers=InlineWorkers(), on_shard=lambda *_: None, times=6, seed=1
    )
    run(tmp_path / "gates", only=("gates",))
    wanted = [one for one in read_examples(whole) if one.family == "gates"]
    assert wanted
    assert list(read_examples(tmp_path / "gates")) == wanted
    with pytest.raises(UsageError, match="holds no designs of the family 'adders'"):
        run(tmp_path / "gates", only=("adders",))


def test_texts_with_the_nearest_style(judged: Path, tmp_path: Path) -> None:
    """The texts are the same; each has one of the styles that were judged, whatever its turn."""
    plain = {one.prompt: one for one in read_examples(told(judged, tmp_path / "plain"))}
    (tmp_path / "fit").mkdir()
    made = retell(
        judged, tmp_path / "fit", InlineWorkers(), lambda *_: None, times=6, seed=1,
        is_fitting=True,
    )  # fmt: skip
    assert made["settings"]["fitting"] is True
    fitting = {one.prompt: one for one in read_examples(tmp_path / "fit")}
    assert fitting.keys() == plain.keys()
    styles = {(one.family, one.design, one.style) for one in plain.values()}
    assert {(one.family, one.design, one.style) for one in fitting.values()} <= styles
    assert any(one.style != plain[prompt].style for prompt, one in fitting.items())
    for prompt, one in fitting.items():
        bodies = {
            other.style: other.verilog.partition(");\n")[2].removesuffix("endmodule\n")
            for other in plain.values()
            if (other.family, other.design) == (one.family, one.design)
        }
        assert in_bases_of(prompt, bodies[one.style]) in one.verilog


def test_both_folders_are_cleaned_together(judged: Path, tmp_path: Path) -> None:
    """The manifest says what the texts were made from, down to the tools that judged."""
    out = told(judged, tmp_path / "out")
    (tmp_path / "clean").mkdir()
    manifest = clean([judged, out], tmp_path / "clean", [], most_alike=0)
    assert manifest["examples"] == len([*read_examples(judged), *read_examples(out)])
    assert "tools" in manifest["made_from"][1]["made_from"][0]
    found = provenance(tmp_path / "clean")
    assert [one.examples for one in found.retold] == [len(list(read_examples(out)))]
    assert len(found.generated) == 1
    assert "`rtlgen data retell` added" in "\n".join(verification(found))


def changed(judged: Path, folder: Path, *, most: int) -> Path:
    """Copy a folder whose first designs, so many in each shard, have other Verilog."""
    folder.mkdir()
    manifest = json.loads((judged / MANIFEST).read_text())
    for shard in manifest["shards"]:
        rows = [json.loads(line) for line in (judged / shard["file"]).read_text().splitlines()]
        numbers = sorted({row["design"] for row in rows})[:most]
        for row in rows:
            if row["design"] in numbers:
                row["verilog"] += "// another version"
        text = "".join(json.dumps(row) + "\n" for row in rows)
        (folder / shard["file"]).write_text(text)
        shard["sha256"] = hashlib.sha256(text.encode()).hexdigest()
    (folder / MANIFEST).write_text(json.dumps(manifest))
    return folder


def test_designs_that_are_drawn_otherwise_now_are_left_out(judged: Path, tmp_path: Path) -> None:
    """Verilog that this version would not write was not judged under this text; it is counted."""
    out = told(changed(judged, tmp_path / "old", most=1), tmp_path / "out")
    kept = {one.design for one in read_examples(out)}
    assert len({one.design for one in read_examples(judged)} - kept) == 2
    assert json.loads((out / MANIFEST).read_text())["drawn_otherwise"] == 2


def test_a_folder_of_another_version_is_refused(judged: Path, tmp_path: Path) -> None:
    """Nothing is left to tell."""
    with pytest.raises(UsageError, match=r"its 4 designs are drawn otherwise by this version"):
        told(changed(judged, tmp_path / "old", most=2), tmp_path / "out")


def test_folders_without_a_seed_are_refused(judged: Path, tmp_path: Path) -> None:
    """What `data clean` wrote cannot be drawn again."""
    (tmp_path / "clean").mkdir()
    clean([judged], tmp_path / "clean", [], most_alike=0)
    with pytest.raises(UsageError, match="not from `rtlgen data generate`"):
        told(tmp_path / "clean", tmp_path / "out")
