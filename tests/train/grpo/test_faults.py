"""Whatever breaks, the run stops with a word on it, and the last good checkpoint stays."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("trl", reason="needs the extra `train`")

from rtlgen.train.grpo.checkpoint import checkpoint_folders, read_state


def steps_kept(out: Path) -> list[str]:
    return [path.name for path in checkpoint_folders(out)]


def test_without_a_simulator_a_run_stops_with_a_checkpoint(runs: Any, whole: str) -> None:
    """Icarus goes in the middle of a run: exit 5, and the draw is made again afterwards."""
    rarely = runs.recipe("rarely", checkpoint_every=6)
    code, said = runs.go("lost", rarely, fault=("no icarus", 3))
    assert code == 5, said
    assert "iverilog" in said
    assert said.endswith("mend it, and run the same command again to go on\n")
    done = runs.metrics("lost")[-1]["step"]
    assert 2 <= done < 6
    assert steps_kept(runs.base / "lost") == [f"checkpoint-{done}"]
    code, said = runs.go("lost", rarely)
    assert code == 0, said
    learned = [[row for row in runs.metrics(run) if "loss" in row] for run in ("lost", whole)]
    assert learned[0] == learned[1]


def test_a_judge_that_passes_everything_is_found_out(runs: Any) -> None:
    """A control that is wrong passes: the audit rings in the first draw, before any step.

    With an honest judge the same command goes on, as if nothing had been.
    """
    watched = runs.recipe("watched", audit=True, steps=2)
    code, said = runs.go("liar", watched, fault=("liar", 0))
    assert code == 5, said
    assert "the judge cannot be trusted: the control " in said
    assert "is wrong, and the judge says PASS" in said
    assert steps_kept(runs.base / "liar") == ["checkpoint-0"]
    code, said = runs.go("liar", watched)
    assert code == 0, said
    (first, *_) = (row for row in runs.metrics("liar") if "loss" in row)
    assert first["audit/control_rounds"] == 1
    assert read_state(checkpoint_folders(runs.base / "liar")[-1])["audit"]["judged"] == 16


def test_a_full_disk_leaves_the_old_checkpoint(runs: Any, whole: str) -> None:
    """The second checkpoint does not fit; the first is whole, and the run goes on from it."""
    code, said = runs.go("full", fault=("full", 5))
    assert code == 5, said
    assert said.endswith("free some space and run the same command again\n")
    assert steps_kept(runs.base / "full") == ["checkpoint-2"]
    assert not (runs.base / "full/unfinished").exists()
    code, said = runs.go("full")
    assert code == 0, said
    assert runs.metrics("full") == runs.metrics(whole)


def test_a_loss_that_is_no_number_stops_the_run(runs: Any) -> None:
    """No checkpoint is made of it."""
    wild = runs.recipe("wild", rate=1e30, checkpoint_every=1, trainer={"adam_epsilon": 1e-30})
    code, said = runs.go("wild", wild)
    assert code == 5, said
    assert "is no number; the last checkpoint is good: lower the rate of the recipe" in said
    (last,) = checkpoint_folders(runs.base / "wild")[-1:]
    rows = [row for row in runs.metrics("wild") if "loss" in row]
    assert last.name == f"checkpoint-{rows[-1]['step']}"


def test_another_recipe_is_refused(runs: Any, whole: str) -> None:
    """The message names the key; where verdicts are made may change."""
    before = (runs.base / whole / "recipe.json").read_bytes()
    code, said = runs.go(whole, runs.recipe("other", clip_high=0.3))
    assert code == 2
    assert said.endswith(
        "whole: is a run with another recipe (clip_high); name another folder, or remove it\n"
    )
    assert (runs.base / whole / "recipe.json").read_bytes() == before
    code, said = runs.go(whole, runs.recipe("elsewhere", workers="local:1"))
    assert code == 0, said


def test_a_damaged_checkpoint_is_named(runs: Any, whole: str) -> None:
    """One that cannot be read is not taken for none."""
    state = runs.base / whole / "checkpoint-6/rtlgen-state.json"
    text = state.read_text()
    state.write_text(text[:20])
    code, said = runs.go(whole)
    state.write_text(text)
    assert code == 2
    assert "checkpoint-6: is damaged: JSONDecodeError; remove it to go on from the one" in said


def test_a_run_ends_early_when_it_gains_nothing(runs: Any) -> None:
    """The folder of the model holds the best one, and the same command has nothing left to do."""
    slow = runs.recipe("slow", rate=1e-12, checkpoint_every=1, patience=1)
    code, said = runs.go("early", slow)
    assert code == 0, said
    out = runs.base / "early"
    state = read_state(checkpoint_folders(out)[-1])
    assert (state["best_step"], state["is_over"], state["without_gain"]) == (0, True, 1)
    assert steps_kept(out) == ["checkpoint-1"]
    names = ("tiny/model.safetensors", "early/model/model.safetensors")
    first, best = ((runs.base / name).read_bytes() for name in names)
    assert first == best
    lines = (out / "metrics.jsonl").read_text()
    assert runs.go("early", slow)[0] == 0
    assert (out / "metrics.jsonl").read_text() == lines


def test_completions_are_kept_as_a_table(runs: Any, whole: str) -> None:
    """A row for each completion, with the prompt and what it earned."""
    import pandas

    table = pandas.read_parquet(runs.base / whole / "completions/completions_00003.parquet")
    assert len(table) == 8
    assert {"step", "prompt", "completion", "reward", "advantage"} <= set(table.columns)
    assert table["prompt"].str.startswith("<|spec|>").all()
    (row,) = (row for row in runs.metrics(whole) if row["step"] == 3)
    assert table["reward"].mean() == pytest.approx(row["reward"], abs=1e-6)
