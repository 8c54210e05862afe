"""Recipes: numbers as people write them, and complaints that name the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtlgen.errors import UsageError
from rtlgen.train.grpo.recipe import Lora, read_grpo_recipe

LEAST = "start: m\ndata: d\nsteps: 3\n"


def test_numbers_are_read_as_people_write_them(tmp_path: Path) -> None:
    """`1e-6` is text for YAML 1.1; also within settings of trl."""
    path = tmp_path / "r.yaml"
    path.write_text(
        f"{LEAST}rate: 1e-6\nkl: 1\ntrainer: {{adam_epsilon: 1e-7, fsdp_config: {{x: 2E3}}}}\n"
        "lora: {rank: 4}\n"
    )
    recipe = read_grpo_recipe(path)
    assert (recipe.rate, recipe.kl, recipe.data) == (1e-6, 1.0, ("d",))
    assert recipe.trainer == {"adam_epsilon": 1e-7, "fsdp_config": {"x": 2000.0}}
    assert recipe.lora == Lora(rank=4)
    assert recipe.record()["curriculum"] == {"new_share": 0.5, "window": 2, "rest": 100}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("data: d\nsteps: 3", "the key 'start' is missing"),
        (f"{LEAST}speed: 3", "unknown key 'speed'; known are audit, checkpoint_every, checks, cl"),
        (f"{LEAST}curriculum: {{windows: 3}}", "curriculum: unknown key 'windows'; known are new_"),
        (f"{LEAST}rate: fast", "rate: expected float, got 'fast'"),
        (f"{LEAST}rate: true", "rate: expected float, got True"),
        (f"{LEAST}lora: 3", "lora: expected keys and values"),
        (f"{LEAST}trainer: [1]", "trainer: expected keys and values"),
        (f"{LEAST}completions: 1", "completions: 1 makes no sense here"),
        (f"{LEAST}checks: [lint]", "checks: ('lint',) makes no sense here"),
        (f"{LEAST}updates: 3\ncheckpoint_every: 10", "checkpoint_every: 10 makes no sense here"),
        (f"{LEAST}clip_low: 1.5", "clip_low: 1.5 makes no sense here"),
    ],
)
def test_a_wrong_recipe_is_refused(tmp_path: Path, text: str, message: str) -> None:
    """The message names file and key."""
    path = tmp_path / "r.yaml"
    path.write_text(text)
    with pytest.raises(UsageError) as caught:
        read_grpo_recipe(path)
    assert str(caught.value).startswith(f"{path}: {message}")
