"""A run that was interrupted is the same as one that was not, to the bit."""

from __future__ import annotations

import json
import os
import signal
import time
from typing import Any

import pytest

pytest.importorskip("trl", reason="needs the extra `train`")

import torch
from safetensors.torch import load_file

from rtlgen.train.grpo.checkpoint import STATE

FAULTS = [
    ("draw", 0),  # before there is any checkpoint
    ("draw", 3),  # in the measurement before the first one is written
    ("draw", 5),  # between two checkpoints
    ("save", 0),  # within the first file of a checkpoint
    ("save", 3),  # within its last one
    ("rename", 0),  # before it gets its name
    ("rename", 1),  # when it has its name, but the folder of the model is still the old one
]


def assert_same(runs: Any, one: str, other: str) -> None:
    """Metrics, weights, prompts and verdicts are equal."""
    assert runs.metrics(one) == runs.metrics(other)
    for name in ("model", "checkpoint-6"):
        weights = [load_file(runs.base / run / name / "model.safetensors") for run in (one, other)]
        assert weights[0].keys() == weights[1].keys()
        assert all(torch.equal(weights[0][key], weights[1][key]) for key in weights[0])
    states = [
        json.loads((runs.base / run / "checkpoint-6" / STATE).read_text()) for run in (one, other)
    ]
    assert states[0] == states[1]


def test_a_run_learns_something(runs: Any, whole: str) -> None:
    """What is compared below is not a run that stands still."""
    rows = [row for row in runs.metrics(whole) if "loss" in row]
    assert [row["step"] for row in rows] == [1, 2, 3, 4, 5, 6]
    assert any(row["grad_norm"] > 0 for row in rows)
    folders = (runs.base / "tiny", runs.base / whole / "checkpoint-6")
    first, last = (load_file(folder / "model.safetensors") for folder in folders)
    assert any(not torch.equal(first[key].float(), last[key]) for key in last)


def test_a_run_that_was_killed_at_seven_points_is_the_same(runs: Any, whole: str) -> None:
    """`kill -9` in a draw, in the middle of a checkpoint, and between its last two renamings."""
    for fault in FAULTS:
        code, said = runs.go("killed", fault=fault)
        assert code == -signal.SIGKILL, f"{fault}: {said}"
    code, said = runs.go("killed")
    assert code == 0, said
    assert_same(runs, whole, "killed")


def test_a_signal_writes_a_checkpoint_and_exits_with_75(runs: Any, whole: str) -> None:
    """SIGTERM ends the step at hand; the same command goes on and comes to the same end."""
    process = runs.begin("signalled")
    metrics = runs.base / "signalled/metrics.jsonl"
    while process.is_alive() and not (metrics.is_file() and metrics.read_text()):
        time.sleep(0.01)
    os.kill(process.pid, signal.SIGTERM)
    process.join()
    said = (runs.base / "signalled.txt").read_text()
    assert process.exitcode == 75, said
    assert said.endswith("rtlgen: interrupted; run the same command again to go on\n")
    assert len(list((runs.base / "signalled").glob("checkpoint-*"))) >= 1
    code, said = runs.go("signalled")
    assert code == 0, said
    assert_same(runs, whole, "signalled")
