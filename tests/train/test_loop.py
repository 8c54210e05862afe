"""Training: a run goes on bit by bit, and nothing is mixed up or lost."""

from __future__ import annotations

import dataclasses
import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")
pytest.importorskip("transformers", reason="needs the extra `local`")

import torch
from safetensors.torch import load_file

from rtlgen.datagen.shards import MANIFEST, ShardJob, make_shards
from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.model.shape import Shape
from rtlgen.model.text import module_of
from rtlgen.train import within
from rtlgen.train.dataset import choose_examples, spec_of, split_held_out, texts_of
from rtlgen.train.encoded import ROWS, Encoded
from rtlgen.train.loop import prepare, train
from rtlgen.train.recipe import Recipe, read_recipe
from rtlgen.train.run_files import checkpoints
from rtlgen.verdict import Status
from rtlgen.verify import CheckName, VerificationPlan, verify
from rtlgen.verilog import read_design
from rtlgen.workers.inline import InlineWorkers

TINY = Shape(
    vocabulary=400, width=32, layers=2, heads=2, key_heads=1, hidden=48, context=1024
)  # fmt: skip
RECIPE = Recipe(
    data=("data",), steps=12, shape=TINY, tokens_per_step=1024, warmup=2, checkpoint_every=5,
    precision="fp32",
)  # fmt: skip


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a little data."""
    folder = tmp_path_factory.mktemp("train")
    job = ShardJob(number=0, seed=1, folder=folder / "data", families=("gates", "muxes"), designs=8)
    job.folder.mkdir()
    make_shards([job], InlineWorkers(), lambda *_: None)
    return folder


@pytest.fixture(scope="module")
def whole(base: Path) -> Path:
    """A run without an interruption."""
    assert train(RECIPE, base, base / "whole")
    return base / "whole"


def losses(run: Path) -> dict[int, float]:
    rows = map(json.loads, (run / "metrics.jsonl").read_text().splitlines())
    return {row["step"]: row["loss"] for row in rows}


def after(steps: int) -> Any:
    """Ask to stop after so many steps."""
    left = iter(range(steps - 1))
    return lambda: next(left, None) is None


def test_examples_that_are_held_out_are_measured_and_change_nothing(base: Path) -> None:
    """At each checkpoint; a run that is stopped between two goes on as if nothing was measured."""
    recipe = dataclasses.replace(RECIPE, held_out=2)
    assert train(recipe, base, base / "held")
    rows = [json.loads(line) for line in (base / "held/metrics.jsonl").read_text().splitlines()]
    measured = [row for row in rows if "held_out" in row]
    assert [row["step"] for row in measured] == [5, 10, 12]
    assert measured[-1]["held_out"] < measured[0]["held_out"] < 7
    assert all(0 <= row["held_out_passed"] <= 1 for row in measured)
    assert not train(recipe, base, base / "held2", should_stop=after(7))
    assert train(recipe, base, base / "held2")
    one, other = (load_file(base / run / "model/model.safetensors") for run in ("held", "held2"))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_held_out_examples_share_no_design_with_those_that_are_learned(base: Path) -> None:
    """Neither the Verilog nor another prompt of the same design."""
    examples = choose_examples([base / "data"], most=0, seed=0)
    learned, kept = split_held_out(examples, 5, seed=3)
    assert len(kept) == 5
    assert len(learned) < len(examples) - 5 + 1
    assert not {e.verilog for e in learned} & {e.verilog for e in kept}
    assert not {(e.family, e.design) for e in learned} & {(e.family, e.design) for e in kept}
    with pytest.raises(UsageError, match=r"^held_out: 999 of \d+ examples leave nothing to learn$"):
        train(dataclasses.replace(RECIPE, held_out=999), base, base / "none")


def test_a_run_that_was_stopped_five_times_is_the_same(base: Path, whole: Path) -> None:
    """Stopped at any step and gone on with, weights and losses are equal to the bit."""
    out = base / "stopped"
    rng = random.Random(7)
    for _ in range(5):
        assert not train(RECIPE, base, out, should_stop=after(rng.choice((1, 2, 3))))
    assert train(RECIPE, base, out)
    one, other = (load_file(run / "model/model.safetensors") for run in (whole, out))
    assert one.keys() == other.keys()
    assert all(torch.equal(one[name], other[name]) for name in one)
    assert losses(whole).items() <= losses(out).items()


def test_a_killed_run_goes_on_from_its_checkpoint(base: Path, whole: Path) -> None:
    """After `kill -9` the last checkpoint is whole, and the result is the same."""
    (base / "recipe.yaml").write_text(
        "data: [data]\nsteps: 12\ntokens_per_step: 1024\nwarmup: 2\ncheckpoint_every: 5\n"
        "precision: fp32\nshape: {vocabulary: 400, width: 32, layers: 2, heads: 2, key_heads: 1, "
        "hidden: 48, context: 1024}\n"
    )
    assert read_recipe(base / "recipe.yaml") == RECIPE
    out = base / "killed"
    command = [sys.executable, "-m", "rtlgen", "train", "pretrain", "--recipe",
               str(base / "recipe.yaml"), "--out", str(out)]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as process:
        while not checkpoints(out) and process.poll() is None:
            time.sleep(0.01)
        process.kill()
    assert train(RECIPE, base, out)
    one, other = (load_file(run / "model/model.safetensors") for run in (whole, out))
    assert all(torch.equal(one[name], other[name]) for name in one)


def test_a_signal_ends_a_run_with_a_checkpoint(base: Path) -> None:
    """SIGTERM writes a checkpoint, and the command exits with 75."""
    out = base / "signalled"
    text = (base / "recipe.yaml").read_text().replace("steps: 12", "steps: 100000")
    (base / "long.yaml").write_text(text.replace("checkpoint_every: 5", "checkpoint_every: 99999"))
    command = [sys.executable, "-m", "rtlgen", "train", "pretrain", "--recipe",
               str(base / "long.yaml"), "--out", str(out)]  # fmt: skip
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as process:
        while not (out / "metrics.jsonl").is_file() and process.poll() is None:
            time.sleep(0.05)
        os.kill(process.pid, signal.SIGTERM)
        said = process.communicate()[1]
    assert process.returncode == 75, said
    assert said.endswith("rtlgen: interrupted; run the same command again to go on\n")
    assert len(checkpoints(out)) == 1


def test_another_recipe_is_refused(base: Path, whole: Path) -> None:
    """The folder of a run takes its own recipe only."""
    with pytest.raises(UsageError, match=r"whole: is a run with another recipe; name another"):
        train(dataclasses.replace(RECIPE, seed=1), base, whole)


def test_a_run_may_be_cut_short_while_the_rates_are_constant(base: Path) -> None:
    """The result is that of a run that was short from the start."""
    short, long = (dataclasses.replace(RECIPE, steps=steps) for steps in (8, 40))
    assert train(short, base, base / "short")
    assert not train(long, base, base / "cut", should_stop=after(4))
    assert train(short, base, base / "cut")
    one, other = (load_file(base / run / "model/model.safetensors") for run in ("short", "cut"))
    assert all(torch.equal(one[name], other[name]) for name in one)
    with pytest.raises(UsageError, match=r"cut: is a run with another recipe"):
        train(long, base, base / "cut")


def test_changed_data_is_refused(base: Path, whole: Path, tmp_path: Path) -> None:
    """A shard that is not as it was made stops the run before it begins."""
    shutil.copytree(base / "data", tmp_path / "data")
    shard = tmp_path / "data/shard-00000.jsonl"
    shard.write_bytes(shard.read_bytes()[:-20])
    with pytest.raises(UsageError, match=r"shard-00000.jsonl: is missing or was changed since"):
        train(RECIPE, tmp_path, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_a_damaged_checkpoint_is_named(base: Path) -> None:
    """A checkpoint that cannot be read is not taken for none."""
    out = base / "damaged"
    assert not train(RECIPE, base, out, should_stop=after(1))
    (path,) = checkpoints(out)
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(UsageError, match=rf"^{path}: is damaged: \w+; remove it to go on from"):
        train(RECIPE, base, out)


def test_a_loss_that_is_no_number_stops_the_run(base: Path) -> None:
    """The last good checkpoint stays the last one."""
    out = base / "wild"
    wild = dataclasses.replace(
        RECIPE, vector_rate=1e30, matrix_rate=1e30, warmup=1, checkpoint_every=1
    )  # fmt: skip
    with pytest.raises(ToolCrashed, match=r"the loss of step \d+ is no number; the last checkpoi"):
        train(wild, base, out)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("steps: 1\ndata: [d]\nspeed: 3", "unknown key 'speed'; known are checkpoint_every, clip"),
        ("steps: fast\ndata: [d]", "steps: expected int, got 'fast'"),
        ("data: [d]", "the key 'steps' is missing"),
        ("steps: 1\ndata: [d]\nshape: {width: 30}", "shape: Shape("),
        ("steps: 1\ndata: [d]\nprecision: fp8", "precision: 'fp8' makes no sense here"),
        ("- 1", "expected keys and values, for example `steps: 1000`"),
    ],
)
def test_a_wrong_recipe_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """The message names the key."""
    path = tmp_path / "r.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_recipe(path)
    assert str(caught.value).startswith(f"{path}: {message}")


def test_a_prepared_run_needs_only_its_folder_and_the_manifest(base: Path, whole: Path) -> None:
    """Tokens are kept, so that a machine without the examples learns the same."""
    prepare(RECIPE, base, base / "prepared")
    away = base / "away"
    (away / "data").mkdir(parents=True)
    shutil.copy(base / "data" / MANIFEST, away / "data")
    shutil.copytree(base / "prepared", away / "run")
    assert train(RECIPE, away, away / "run")
    assert losses(away / "run") == losses(whole)


def test_tokens_of_other_data_are_not_taken(base: Path) -> None:
    """A file that is damaged, or of another choice of examples, is made anew."""
    out = base / "again"
    prepare(RECIPE, base, out)
    path = out / ROWS
    whole = path.read_bytes()
    path.write_bytes(whole[:100])
    prepare(RECIPE, base, out)
    assert path.read_bytes() == whole
    fewer = dataclasses.replace(RECIPE, longest=120)
    assert Encoded(RECIPE, base, out).is_stored
    assert not Encoded(fewer, base, out).is_stored


def test_ports_in_another_order_are_the_same_design(base: Path) -> None:
    """Marks follow the order of the list; the module that the body makes does the same."""
    examples = choose_examples([base / "data"], most=0, seed=0)
    plain = [texts_of(example) for example in examples]
    shuffled = [texts_of(example, shuffled=1.0) for example in examples]
    assert [texts_of(example, shuffled=1.0) for example in examples] == shuffled
    changed = [
        (example, other)
        for example, one, other in zip(examples, plain, shuffled, strict=True)
        if one != other
    ]
    assert len(changed) > len(examples) / 2
    example, (prompt, body) = changed[0]
    names = re.findall(r"[^\x00-\x7f](\w+)", prompt.partition("\n")[0])
    ports = {port.name: port for port in spec_of(example).ports}
    spec = dataclasses.replace(spec_of(example), ports=tuple(ports[name] for name in names))
    written = read_design(module_of(spec, body), top=spec.name)
    plan = VerificationPlan(
        top=spec.name, reference=read_design(example.verilog, top=spec.name),
        checks=frozenset({CheckName.LINT, CheckName.SIMULATE}),
    )  # fmt: skip
    assert verify(written.verilog, plan).status is Status.PASS


def test_a_run_within_a_time_chooses_its_steps(base: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The rates fall to zero by then; going on keeps the number that was chosen."""

    def seconds(*moments: float) -> None:
        """Let the clock show these, one after the other: at the start and at each measurement."""
        shown = iter(moments)
        monkeypatch.setattr(within, "time", SimpleNamespace(monotonic=lambda: next(shown)))

    out = base / "within"
    recipe = dataclasses.replace(RECIPE, checkpoint_every=10_000, decay=0.3)
    seconds(0, 20, 60)  # a second a step
    assert not train(recipe, base, out, should_stop=after(65), within_s=110)
    record = json.loads((out / "recipe.json").read_text())
    assert record["recipe"]["steps"] == 60 + 48  # of the 50 seconds that are left
    assert train(recipe, base, out, within_s=110)
    last = json.loads((out / "metrics.jsonl").read_text().splitlines()[-1])
    assert (last["step"], last["rate"]) == (108, pytest.approx(1 / (0.3 * 108), abs=1e-3))
    seconds(0, 20, 60)
    with pytest.raises(UsageError, match=r"^1\.3 minutes are too few: a step takes 1\.00 s, and"):
        train(recipe, base, base / "no time", within_s=80)
