"""A run of rejection sampling: what it writes, how it goes on, and what it refuses."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("transformers", reason="needs the extra `local`")

from rtlgen.datagen.card import data_card
from rtlgen.datagen.folder import manifest_hash
from rtlgen.datagen.shards import read_examples
from rtlgen.errors import BackendError, ToolCrashed, ToolNotFound, UsageError
from rtlgen.train.dataset import spec_of
from rtlgen.train.sampled import run as module
from rtlgen.train.sampled.plan import SamplePlan
from rtlgen.train.sampled.run import sample
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify
from rtlgen.verilog import read_design

OURS = Path(__file__).parents[3] / "rtlgen/model/weights"


def plan(data: Path, model: Path, **changed: Any) -> SamplePlan:
    given = {"draws": 2, "longest": 12, "count": 6, "seed": 3}
    return SamplePlan(data=(data,), model=model, **(given | changed))


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text().splitlines()]


def command(*arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rtlgen", "data", "sample", *map(str, arguments)],
        capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip


@pytest.fixture(scope="module")
def sampled(data: Path) -> Path:
    """What the model that ships answers, hot enough to be wrong at times."""
    out = data.parent / "sampled"
    done = command(
        data, "--model", OURS, "-o", out, "-n", 4, "--temperature", 1.3, "--count", 6, "--seed", 1,
        "--max-tokens", 160, "--keep-solved", "--workers", 1,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    (out / "said.txt").write_text(done.stdout)
    return out


def test_what_is_learned_from_is_right(data: Path, sampled: Path) -> None:
    """Each example has a prompt of the source, and agrees with its reference, judged anew."""
    prompts = {one.prompt: one for one in read_examples(data)}
    found = list(read_examples(sampled))
    assert found
    for one in found:
        source = prompts[one.prompt]
        assert (one.family, one.design, one.manner) == (
            source.family, source.design, source.manner
        )  # fmt: skip
        spec = spec_of(source)
        judge = VerificationPlan(
            top=spec.name, ports=spec.ports, reference=read_design(source.verilog, top=spec.name)
        )
        assert verify(one.verilog, judge).status is Status.PASS
        assert spec_of(one).ports == spec.ports


def test_the_records_agree_with_each_other(data: Path, sampled: Path) -> None:
    """Manifest, rates and what is printed say what the draws say."""
    manifest = json.loads((sampled / "manifest.json").read_text())
    draws = rows(sampled / "draws.jsonl")
    statuses = [answer["status"] for row in draws for answer in row["answers"]]
    assert len(draws) == 6
    assert len(statuses) == manifest["prompts"]["judged"] == 24
    assert statuses.count("PASS") == manifest["prompts"]["passed"]
    families = manifest["families"].values()
    for key, value in manifest["prompts"].items():
        assert value == sum(one[key] for one in families)
    assert manifest["made_from"][0]["sha256"] == manifest_hash(data)
    known = {row["id"]: row for row in rows(sampled / "rates.jsonl")}
    assert list(known) == [one.id for one in read_examples(data)]
    assert sum(row["drawn"] for row in known.values()) == 24
    assert sum(row["passed"] for row in known.values()) == statuses.count("PASS")
    by_id = {row["id"]: {a["text"]: a["status"] for a in row["answers"]} for row in draws}
    pairs = rows(sampled / "pairs.jsonl")
    assert manifest["pairs"]["count"] == len(pairs)
    for pair in pairs:
        answers = by_id[pair["id"]]
        assert (answers[pair["chosen"]], answers[pair["rejected"]]) == ("PASS", "FAIL")
        assert pair["prompt"].startswith("<|spec|>")
    shown = json.loads((sampled / "said.txt").read_text())
    assert (shown["prompts"], shown["pairs"]) == (manifest["prompts"], len(pairs))


def test_the_card_says_whose_answers_they_are(sampled: Path) -> None:
    """With the model's hash, and how many answers were right."""
    manifest = json.loads((sampled / "manifest.json").read_text())
    card = " ".join(data_card(sampled).split())
    assert f"`{manifest['settings']['model'][:12]}`" in card
    assert f"of 24 that were judged, 4 to a prompt, {manifest['prompts']['passed']} agreed" in card


def test_training_takes_the_folder(sampled: Path, tiny: Path, tmp_path: Path) -> None:
    """`train sft` turns it into tokens like any other."""
    pytest.importorskip("numpy")
    recipe = {"data": [str(sampled)], "start": str(tiny), "steps": 1, "precision": "fp32"}
    (tmp_path / "recipe.yaml").write_text(json.dumps(recipe))  # JSON is YAML
    done = subprocess.run(
        [sys.executable, "-m", "rtlgen", "train", "sft", "--recipe", str(tmp_path / "recipe.yaml"),
         "-o", str(tmp_path / "run")],
        capture_output=True, text=True, check=False, env={**os.environ, "OMP_NUM_THREADS": "1"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "run/model/model.safetensors").is_file()


def test_a_run_goes_on_where_it_stopped(
    data: Path, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped between batches, and with a line that was broken off: the same draws in the end."""
    monkeypatch.setattr(module, "_BATCH", 2)
    whole, parts = tmp_path / "whole", tmp_path / "parts"
    sample(plan(data, tiny), whole, workers="1")
    asked = iter([False] * 2 + [True] * 9)
    assert sample(plan(data, tiny), parts, workers="1", should_stop=lambda: next(asked)) is None
    assert not (parts / "manifest.json").exists()
    text = (parts / "draws.jsonl").read_text()
    assert text == "".join((whole / "draws.jsonl").read_text().splitlines(keepends=True)[:4])
    (parts / "draws.jsonl").write_text(text[:-7])
    told: list[tuple[int, int]] = []
    sample(
        plan(data, tiny), parts, workers="1",
        on_batch=lambda *counts: told.append(counts[:2]),
    )  # fmt: skip
    assert told == [(3, 6), (4, 6), (6, 6)]
    for name in ("draws.jsonl", "rates.jsonl"):
        assert (parts / name).read_text() == (whole / name).read_text()


def test_more_prompts_go_on_from_fewer(data: Path, tiny: Path, tmp_path: Path) -> None:
    """What was drawn is not drawn again; another choice needs no draw at all."""
    sample(plan(data, tiny, count=2), tmp_path, workers="1")
    before = (tmp_path / "draws.jsonl").read_text()
    found = sample(plan(data, tiny, count=4, most=1), tmp_path, workers="1")
    assert found is not None
    assert found["prompts"]["prompts"] == 4
    after = (tmp_path / "draws.jsonl").read_text()
    assert after.startswith(before)
    sample(plan(data, tiny, count=3), tmp_path, workers="1", should_stop=lambda: True)
    assert (tmp_path / "draws.jsonl").read_text() == after


@pytest.mark.parametrize(
    ("changed", "key"),
    [({"seed": 4}, "seed"), ({"draws": 3}, "draws"), ({"temperature": 0.5}, "temperature"),
     ({"checks": ("lint", "formal")}, "checks"), ({"longest": 13}, "longest")],
)  # fmt: skip
def test_draws_of_other_settings_are_refused(
    data: Path, tiny: Path, tmp_path: Path, changed: dict[str, Any], key: str
) -> None:
    """The message names what differs, and nothing is drawn."""
    sample(plan(data, tiny, count=1), tmp_path, workers="1")
    before = (tmp_path / "draws.jsonl").read_text()
    with pytest.raises(UsageError) as caught:
        sample(plan(data, tiny, count=1, **changed), tmp_path, workers="1")
    assert str(caught.value) == (
        f"{tmp_path}: holds draws with other settings ({key}); name another --out"
    )
    assert (tmp_path / "draws.jsonl").read_text() == before


def test_a_model_that_is_never_right_gives_nothing(data: Path, tiny: Path, tmp_path: Path) -> None:
    """Exit code 1 with the reason; rates and draws stay, and no manifest says there is data."""
    out = tmp_path / "out"
    done = command(data, "--model", tiny, "-o", out, "-n", 2, "--count", 3, "--max-tokens", 12,
                   "--workers", 1)  # fmt: skip
    assert done.returncode == 1
    assert done.stderr.endswith(
        f"rtlgen: {out}: no answer is left to learn from: of 3 prompts 0 were always answered "
        "rightly and 3 never; teach the model by `rtlgen train sft` first, or give easier "
        "examples\n"
    )
    assert json.loads(done.stdout)["prompts"]["passed"] == 0
    assert not (out / "manifest.json").exists()
    assert len(rows(out / "draws.jsonl")) == 3
    assert [row["loss"] for row in rows(out / "rates.jsonl")].count(1.0) == 3


def test_a_model_of_somebody_else_is_asked_by_its_template(
    data: Path, llama: Path, tmp_path: Path
) -> None:
    """Its answers are read as Verilog in prose; those of one that knows nothing are wrong."""
    found = sample(plan(data, llama, count=2), tmp_path, workers="1")
    assert found is not None
    assert (found["prompts"]["judged"], found["prompts"]["never"]) == (4, 2)
    assert {a["status"] for row in rows(tmp_path / "draws.jsonl") for a in row["answers"]} == {
        "FAIL"
    }


def test_a_prompt_that_is_too_long_is_counted(data: Path, short: Path, tmp_path: Path) -> None:
    """It has no answers, and no rate."""
    found = sample(plan(data, short, count=2), tmp_path, workers="1")
    assert found is not None
    assert found["prompts"] == {
        "prompts": 2, "judged": 0, "passed": 0, "always": 0, "never": 0, "unjudged": 2
    }  # fmt: skip
    assert {row["loss"] for row in rows(tmp_path / "rates.jsonl")} == {None}


def test_a_full_disk_is_said(data: Path, tiny: Path, tmp_path: Path) -> None:
    """Of the file that does not fit; the same command goes on when there is room."""
    (tmp_path / "draws.jsonl").symlink_to("/dev/full")
    with pytest.raises(ToolCrashed) as caught:
        sample(plan(data, tiny, count=1), tmp_path, workers="1")
    assert str(caught.value) == (
        f"{tmp_path}/draws.jsonl: cannot be written: No space left on device; free some space and "
        "run the same command again"
    )
    (tmp_path / "draws.jsonl").unlink()
    sample(plan(data, tiny, count=1), tmp_path, workers="1")
    assert len(rows(tmp_path / "draws.jsonl")) == 1


def test_without_a_simulator_what_was_drawn_is_kept(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The environment is broken, not the answers: none of them counts as wrong."""
    cool = {"longest": 160, "temperature": 0.1}  # right, or near it: lint alone cannot decide
    sample(plan(data, OURS, count=1, **cool), tmp_path, workers="1")
    before = (tmp_path / "draws.jsonl").read_text()
    with monkeypatch.context() as patch:
        patch.setenv("PATH", "/nowhere")
        with pytest.raises(ToolNotFound):
            sample(plan(data, OURS, count=4, **cool), tmp_path, workers="1")
    assert (tmp_path / "draws.jsonl").read_text() == before


def test_a_signal_ends_the_run_in_order(data: Path, tiny: Path, tmp_path: Path) -> None:
    """Exit code 75; whole batches are kept, and no data is written."""
    started = [
        sys.executable, "-m", "rtlgen", "data", "sample", str(data), "--model", str(tiny),
        "-o", str(tmp_path), "-n", "8", "--workers", "1",
    ]  # fmt: skip
    draws = tmp_path / "draws.jsonl"
    with subprocess.Popen(
        started, stderr=subprocess.PIPE, text=True, env={**os.environ, "OMP_NUM_THREADS": "1"}
    ) as process:
        deadline = time.monotonic() + 60
        while not draws.exists() and process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.02)
        process.send_signal(signal.SIGTERM)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 75, said
    assert said.endswith("rtlgen: interrupted; run the same command again to go on\n")
    assert len(rows(draws)) % 8 == 0
    assert not (tmp_path / "manifest.json").exists()


def test_what_is_no_model_is_refused(data: Path, tiny: Path, tmp_path: Path) -> None:
    """A folder that is not there, one of a run, one without weights, one of another version."""
    (tmp_path / "run").mkdir()
    (tmp_path / "run/model").symlink_to(tiny)
    (tmp_path / "bare").mkdir()
    (tmp_path / "bare/config.json").write_text("{}")
    (tmp_path / "old").mkdir()
    for path in tiny.iterdir():
        (tmp_path / "old" / path.name).symlink_to(path)
    (tmp_path / "old/rtlgen.json").unlink()
    (tmp_path / "old/rtlgen.json").write_text('{"format": "rtlgen-body", "version": 1}')
    cases = [
        ("none", UsageError, "{}: holds no transformers model (no config.json); name the `model` "
                             "of a run"),
        ("run", UsageError, "{}: holds no transformers model (no config.json); name {}/model"),
        ("bare", UsageError, "{}: holds no weights as *.safetensors; write them with "
                             "`save_pretrained`"),
        ("old", BackendError, "{}/rtlgen.json: is not {{'format': 'rtlgen-body', 'version': 2}}; "
                              "the model was made for another version of rtlgen"),
    ]  # fmt: skip
    for name, kind, message in cases:
        folder = tmp_path / name
        with pytest.raises(kind) as caught:
            sample(plan(data, folder), tmp_path / "out", workers="1")
        assert str(caught.value) == message.format(folder, folder)


def test_other_data_and_damaged_draws_are_refused(data: Path, tiny: Path, tmp_path: Path) -> None:
    """A folder of other examples is not overwritten; a damaged line is named."""
    with pytest.raises(UsageError) as caught:
        sample(plan(data, tiny), data, workers="1")
    assert str(caught.value) == f"{data}: holds other data; name another --out"
    with pytest.raises(UsageError, match=r"manifest.json: cannot be read: "):
        sample(plan(tmp_path / "none", tiny), tmp_path / "out", workers="1")
    sample(plan(data, tiny, count=1), tmp_path / "out", workers="1")
    with (tmp_path / "out/draws.jsonl").open("a") as file:
        file.write('{"id": "0"}\n')
    with pytest.raises(UsageError) as caught:
        sample(plan(data, tiny, count=1), tmp_path / "out", workers="1")
    assert str(caught.value) == (
        f"{tmp_path}/out/draws.jsonl:2: is damaged; remove the line, and its prompt is drawn again"
    )


@pytest.mark.parametrize(
    ("option", "value", "message"),
    [
        ("--temperature", "0", "--temperature: must be above 0, not 0.0: one answer teaches "
                               "nothing about the others"),
        ("--checks", "lint", "--checks: lint alone passes no design; add simulate or formal"),
        ("--checks", "lint,simulat", "--checks: unknown check 'simulat'; did you mean 'simulate'?"),
    ],
)  # fmt: skip
def test_options_that_make_no_sense_are_refused(
    data: Path, tiny: Path, tmp_path: Path, option: str, value: str, message: str
) -> None:
    """Exit code 2, one line, and no folder."""
    done = command(data, "--model", tiny, "-o", tmp_path / "out", option, value)
    assert (done.returncode, done.stderr) == (2, f"rtlgen: error: {message}\n")
    assert not (tmp_path / "out").exists()
