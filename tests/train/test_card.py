"""The card of a model says what the records of its run say, and no number of its own."""

from __future__ import annotations

import json
import re
import shutil
import statistics
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

pytest.importorskip("numpy", reason="needs the extra `local`")

from rtlgen.datagen.report import describe
from rtlgen.datagen.shards import ShardJob, make_shards, read_examples
from rtlgen.errors import UsageError
from rtlgen.train.card import model_card
from rtlgen.train.dataset import data_hash
from rtlgen.train.mean_card import mean_card
from rtlgen.train.records import count_parameters, read_run
from rtlgen.train.summaries import read_rates
from rtlgen.workers.inline import InlineWorkers

STEPS = range(10, 130, 10)
METRICS = [
    {"step": step, "loss": 7 - step / 41, "answer": 6 - step / 43, "prompt": 5 - step / 47,
     "norm": 1.0, "rate": 1.0, "tokens": 6151 * step, "tokens_per_s": 5000 + 7 * step}
    for step in STEPS
]  # fmt: skip
CONFIG = {
    "architectures": ["LlamaForCausalLM"], "vocab_size": 1531, "hidden_size": 193,
    "num_hidden_layers": 5, "num_attention_heads": 4, "num_key_value_heads": 2,
    "intermediate_size": 523, "max_position_embeddings": 1543, "tie_word_embeddings": True,
    "dtype": "bfloat16", "transformers_version": "5.24.0",
}  # fmt: skip
TENSORS = {"a": [1531, 193], "b": [523, 193], "c": [193]}


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of examples."""
    folder = tmp_path_factory.mktemp("card")
    job = ShardJob(number=0, seed=11, folder=folder, families=("gates", "muxes"), designs=4)
    make_shards([job], InlineWorkers(), lambda *_: None)
    return folder


@pytest.fixture
def base(data: Path, tmp_path: Path) -> Path:
    """The records of a run, as far as a card reads them, and its data."""
    shutil.copytree(data, tmp_path / "data")
    run = tmp_path / "runs/mine"
    (run / "model").mkdir(parents=True)
    recipe = {
        "data": ["../data"], "steps": 127, "start": None, "shape": {}, "seed": 31,
        "tokens_per_step": 8191, "prompt_weight": 0.17, "precision": "bf16", "most_examples": 37,
    }  # fmt: skip
    record = {"recipe": recipe, "data": data_hash([data]), "world": 3, "commit": "c0ffee"}
    (run / "recipe.json").write_text(json.dumps(record))
    write_metrics(run, METRICS)
    (run / "model/config.json").write_text(json.dumps(CONFIG))
    header = json.dumps(
        {name: {"shape": shape} for name, shape in TENSORS.items()} | {"__metadata__": {}}
    ).encode()
    (run / "model/model.safetensors").write_bytes(len(header).to_bytes(8, "little") + header)
    return tmp_path


def write_metrics(run: Path, rows: list[dict[str, Any]]) -> None:
    (run / "metrics.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))


def summary(path: Path) -> Path:
    """What `rtlgen bench run` writes, as far as a card reads it."""
    raw = {"problems": 397, "samples": 401, "passed": 101,
           "pass_at_k": [{"k": 1, "rate": 0.254, "low": 0.213, "high": 0.299,
                          "method": "wilson"}]}  # fmt: skip
    corrected = {**raw, "problems": 389}
    score = {"model": "local:model", "raw": raw, "corrected": corrected}
    record = {
        "suite": {"path": "/there/own.jsonl", "sha256": "ef" * 32},
        "judges": [{"judge": "ours", "scores": [score]}],
    }
    path.write_text(json.dumps(record))
    return path


def numbers(text: str) -> set[str]:
    """All numbers of a card but those in its head and in names."""
    body = re.sub(r"`[^`]*`|```.*?```", "", text.split("---\n", 2)[2], flags=re.DOTALL)
    return {found.replace(",", "") for found in re.findall(r"(?<![\w.@-])\d[\d,]*(?:\.\d+)*", body)}


def leaves(record: Any) -> set[str]:
    """All numbers of a record, as values or in texts, and as the card rounds them."""
    if isinstance(record, dict):
        return {text for value in record.values() for text in leaves(value)}
    if isinstance(record, list | tuple):
        return {text for value in record for text in leaves(value)}
    rounded = {f"{record:.4f}"} if isinstance(record, float) else set()
    return rounded | set(re.findall(r"\d+(?:\.\d+)*", str(record)))


def test_every_number_is_in_the_records(base: Path) -> None:
    """What is not a value of a record is computed from some, here once more."""
    run = read_run(base / "runs/mine")
    text = model_card(run, read_rates("own", summary(base / "scores.json")))
    found = describe(read_examples(base / "data"))
    manifest = json.loads((base / "data/manifest.json").read_text())
    records = [json.loads((base / "runs/mine/recipe.json").read_text()), METRICS, CONFIG,
               json.loads((base / "scores.json").read_text()), manifest, found]  # fmt: skip
    late = METRICS[-10:]
    speed = round(statistics.median(row["tokens_per_s"] for row in METRICS))
    computed = {
        str(1531 * 193 + 523 * 193 + 193),
        *(f"{statistics.fmean(row[key] for row in late):.4f}"
          for key in ("loss", "answer", "prompt")),
        str(len(late)), str(speed), f"{120 * 8191 / speed / 3600:.2f}",
        str(len(found["families"])), str(sum(manifest["designs"].values())),
    }  # fmt: skip
    assert numbers(text) - {"95"} <= {value for one in records for value in leaves(one)} | computed
    assert computed <= numbers(text)


def test_the_card_says_what_was_done(base: Path) -> None:
    """Shape, course, data and scores."""
    run = read_run(base / "runs/mine")
    text = model_card(run, read_rates("own", summary(base / "scores.json")))
    for line in (
        "# Model card: mine",
        "commit `c0ffee`",
        f"`LlamaForCausalLM`, {run.parameters:,} parameters",
        "- Trained from: random weights",
        "must fit into 1,543 tokens",
        "of which 37 were drawn by the seed",
        f"SHA-256 over all `{run.data_sha256}`",
        "| steps done | 120 of 127 |",
        f"| tokens seen, without padding | {6151 * 120:,} |",
        f"| loss on Verilog, last step, nats per token | {6 - 120 / 43:.4f} |",
        "| precision | bf16 |",
        "| processes | 3 |",
        "The data was not compared with any benchmark.",
        "| own | ours | local:model | all | 397 | 401 | 101 | pass@1 | 0.2540 (0.2130 to 0.2990, "
        "wilson) |",
        "| own | ours | local:model | without defects | 389 |",
        f"- own: `own.jsonl`, SHA-256 `{'ef' * 32}`",
    ):
        assert line in text
    head = yaml.safe_load(text.split("---\n")[1])
    assert (head["license"], head["library_name"]) == ("apache-2.0", "transformers")


def test_a_time_that_is_recorded_is_taken(base: Path) -> None:
    """Else it is said that it was computed; a step that was done twice counts once."""
    run = base / "runs/mine"
    assert "(the time itself is not recorded)" in model_card(read_run(run))
    write_metrics(
        run, [*METRICS, {**METRICS[5], "answer": 99.0}, {**METRICS[-1], "elapsed_s": 900}]
    )
    text = model_card(read_run(run))
    assert "| hours | 0.25 |" in text
    assert len(read_run(run).metrics) == len(METRICS)
    assert read_run(run).metrics[5]["answer"] == 99.0


def test_without_scores_none_is_claimed(base: Path) -> None:
    """The section says that there are none."""
    text = model_card(read_run(base / "runs/mine"))
    assert "No score was given when this card was written." in text
    assert "pass@" not in text


def test_data_that_is_not_that_of_the_run_is_refused(base: Path) -> None:
    """Where the folders are elsewhere they can be named; others are not taken for them."""
    run = base / "runs/mine"
    elsewhere = (base / "data").rename(base / "elsewhere")
    with pytest.raises(UsageError) as caught:
        read_run(run)
    assert str(caught.value) == (
        f"{run}: was not trained on what lies at ../data; name its folders of examples with --data"
    )
    assert read_run(run, data=[elsewhere]).data == (elsewhere,)
    with pytest.raises(UsageError, match=rf"was not trained on what lies at {base}; name its"):
        read_run(run, data=[base])


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("recipe.json", "{", ": cannot be read: "),
        ("recipe.json", "{}", ": is no record of a run of `rtlgen train`"),
        ("metrics.jsonl", "", ": says nothing yet; let the run come to its first checkpoint"),
        ("metrics.jsonl", "[]\n", ": cannot be read as metrics of a run: "),
        ("model/config.json", "[]", ": expected an object"),
        ("model/model.safetensors", "x", ": cannot be read as weights; train the model again"),
    ],
)
def test_a_damaged_record_is_named(base: Path, name: str, text: str, message: str) -> None:
    """The message begins with its path."""
    path = base / "runs/mine" / name
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_run(base / "runs/mine")
    assert str(caught.value).startswith(f"{path}{message}")


def test_what_is_no_summary_is_refused(tmp_path: Path) -> None:
    """A file of something else, and one without a score."""
    path = summary(tmp_path / "s.json")
    record = json.loads(path.read_text())
    path.write_text(json.dumps({**record, "judges": []}))
    with pytest.raises(UsageError, match=r"s.json: holds no score; run `rtlgen bench run` to its"):
        read_rates("own", path)
    path.write_text('{"models": []}')
    with pytest.raises(UsageError, match=r"s.json: is no summary of `rtlgen bench run --report"):
        read_rates("own", path)


def test_parameters_are_counted_as_torch_does(tmp_path: Path) -> None:
    """The header of a file of weights says their number."""
    torch = pytest.importorskip("torch", reason="needs the extra `local`")
    from safetensors.torch import save_file

    save_file({"a": torch.zeros(7, 11), "b": torch.zeros(13)}, tmp_path / "w.safetensors")
    assert count_parameters(tmp_path / "w.safetensors") == 7 * 11 + 13


def test_the_command_writes_the_card(base: Path) -> None:
    """With scores by name; a score without a name is refused."""
    command = [sys.executable, "-m", "rtlgen", "train", "card", "runs/mine", "-o", "card.md"]
    given = summary(base / "scores.json").name
    done = subprocess.run([*command, "--score", f"own problems={given}"], cwd=base,
                          capture_output=True, text=True, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "| own problems | ours |" in (base / "card.md").read_text()
    done = subprocess.run([*command, "--score", given], cwd=base, capture_output=True, text=True,
                          check=False)  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.splitlines()[-1] == (
        f"rtlgen: error: --score {given}: expected LABEL=SUMMARY.json, for example own=scores.json"
    )


@pytest.fixture
def mean(base: Path) -> Path:
    """The records of the mean of a run's model and one that lies alone, and of a run from it."""
    (base / "alone").mkdir()
    folder = base / "mean"
    shutil.copytree(base / "runs/mine/model", folder)
    record = {
        "mean_of": [
            {"model": str(base / "runs/mine/model"), "sha256": "ab" * 32},
            {"model": str(base / "alone"), "sha256": "cd" * 32},
        ]
    }
    (folder / "average.json").write_text(json.dumps(record))
    shutil.copytree(base / "runs/mine", base / "runs/later")
    later = json.loads((base / "runs/later/recipe.json").read_text())
    later["recipe"]["start"] = "../mean"
    (base / "runs/later/recipe.json").write_text(json.dumps(later))
    return folder


def test_the_card_of_a_mean(mean: Path) -> None:
    """Of which models, how each was trained where that is known, and where it is not."""
    text = mean_card(mean)
    mine, alone = mean.parent / "runs/mine/model", mean.parent / "alone"
    run = read_run(mine.parent)
    for line in (
        "# Model card: mean",
        f"`LlamaForCausalLM`, {run.parameters:,} parameters",
        f"| `{mine}` | `abababababab` |",
        f"| `{alone}` | `cdcdcdcdcdcd` |",
        "It has seen designs of 2 families",
        "rtlgen generate counter.md -o out --backend local:mean",
        f"### `{mine}`\n\nTrained from random weights, commit `c0ffee`.",
        f"SHA-256 over all `{run.data_sha256}`",
        "| tokens per step | 8191 |",
        f"### `{alone}`\n\nLies in no run",
        "No score was given",
    ):
        assert line in text, line


def test_a_run_that_began_with_a_mean(mean: Path) -> None:
    """Its card names the models of the mean; that of a mean goes back to its beginnings."""
    base = mean.parent
    assert f"- Trained from: the mean (`../mean`) of `{base / 'runs/mine/model'}`, " in model_card(
        read_run(base / "runs/later")
    )
    record = {"mean_of": [{"model": str(base / "runs/later/model"), "sha256": "ef" * 32}] * 2}
    shutil.copytree(base / "runs/mine/model", base / "next")
    (base / "next/average.json").write_text(json.dumps(record))
    text = mean_card(base / "next")
    parts = [base / "runs/later/model", mean, base / "runs/mine/model", base / "alone"]
    assert re.findall("^### `(.*)`$", text, re.MULTILINE) == [str(part) for part in parts]
    assert f"The mean of `{base / 'runs/mine/model'}`, `{base / 'alone'}`." in text


def test_a_damaged_record_of_a_mean(mean: Path) -> None:
    """It is named."""
    (mean / "average.json").write_text('{"mean_of": [{"name": 1}]}')
    with pytest.raises(UsageError, match=r"average\.json: is no record of `rtlgen train average`"):
        mean_card(mean)
