"""Two processes learn what one learns that takes both of their parts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("trl", reason="needs the extra `train`")

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
TOLERANCE = 1e-4
"""Of losses and norms: sums of 32 bits in another order, over six steps."""


@pytest.mark.slow
def test_two_processes_have_the_losses_of_one(runs: Any, whole: str) -> None:
    """torchrun: the same completions, rewards and prompts, and nearly the same losses."""
    recipe = runs.recipe("two", launch={"processes": 2})
    command = [
        sys.executable, "-m", "rtlgen", "train", "grpo", "--recipe", str(recipe),
        "--out", str(runs.base / "two"), "--launcher", "torchrun",
    ]  # fmt: skip
    environment = {
        **os.environ, "PYTHONPATH": f"{ROOT}:{HERE}", "OMP_NUM_THREADS": "1",
        "CUDA_VISIBLE_DEVICES": "",
    }  # fmt: skip
    done = subprocess.run(
        command, env=environment, capture_output=True, text=True, check=False, timeout=300
    )
    assert done.returncode == 0, done.stderr[-3000:]
    one, two = (
        [row for row in runs.metrics(run) if "loss" in row] for run in (whole, "two")
    )  # fmt: skip
    assert [row["step"] for row in two] == [1, 2, 3, 4, 5, 6]
    for first, second in zip(one, two, strict=True):
        for key in ("prompts/new", "prompts/resting", "num_tokens", "verdicts/FAIL"):
            assert first[key] == second[key], (first["step"], key)
        for key in ("loss", "grad_norm", "reward", "entropy"):
            assert first[key] == pytest.approx(second[key], abs=TOLERANCE), (first["step"], key)
