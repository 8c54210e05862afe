"""The documentation says what the code does."""

from __future__ import annotations

import dataclasses
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from rewards.gates import Gate
from rewards.total import Parts
from rewards.weights import Weights
from rtlgen.cli.pages import rules_document
from rtlgen.errors import ExitCode
from rtlgen.train.dpo.recipe import DpoRecipe, read_dpo_recipe
from rtlgen.train.grpo.curriculum import Pace
from rtlgen.train.grpo.recipe import GrpoRecipe, Launch, Lora, read_grpo_recipe

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
LEARNING = (ROOT / "docs/rl.md").read_text()
REWARDS = (ROOT / "docs/rewards.md").read_text()


def test_the_rule_pages_are_current() -> None:
    """docs/rules.md holds the page of every code."""
    assert (ROOT / "docs/rules.md").read_text() == rules_document()


@pytest.mark.parametrize(
    "command", ["generate", "check", "doctor", "explain", "bench", "data", "train", "config"]
)
def test_every_command_is_in_the_readme(command: str) -> None:
    """A reader finds each command."""
    assert f"rtlgen {command}" in README


@pytest.mark.parametrize("code", list(ExitCode))
def test_every_exit_code_is_in_the_readme(code: ExitCode) -> None:
    """A reader finds each exit code."""
    assert re.search(rf"^\| {code.value} \|", README, re.MULTILINE)


def test_every_package_is_in_the_map() -> None:
    """The map of the files names each package."""
    packages = [p.parent.name for p in (ROOT / "rtlgen").glob("*/__init__.py")]
    assert [name for name in packages if f"`rtlgen/{name}/`" not in README] == []


@pytest.mark.parametrize(
    "name",
    sorted({field.name for kind in (Parts, Weights) for field in dataclasses.fields(kind)}
           | {gate.value for gate in Gate}),
)  # fmt: skip
def test_every_reward_is_in_its_document(name: str) -> None:
    """A reader finds each part of a reward, each weight and each gate."""
    assert f"`{name}`" in REWARDS


def test_every_weight_is_documented_as_it_is() -> None:
    """The table of weights shows the defaults."""
    for field in dataclasses.fields(Weights):
        assert f"| `{field.name}` | {field.default:g} |" in REWARDS


def test_the_tests_that_the_rewards_name_exist() -> None:
    """What fools a reward is shown by a test."""
    named = set(re.findall(r"`(test_\w+)`", REWARDS))
    files = [*(ROOT / "tests/rewards").glob("*.py"), ROOT / "tests/train/test_audit.py"]
    written = {name for path in files for name in re.findall(r"def (test_\w+)", path.read_text())}
    assert len(named) > 10
    assert named - written == set()


@pytest.mark.parametrize(
    "name",
    sorted({field.name for kind in (DpoRecipe, GrpoRecipe, Lora, Launch, Pace)
            for field in dataclasses.fields(kind)}),
)  # fmt: skip
def test_every_key_of_a_recipe_is_documented(name: str) -> None:
    """A reader finds each key of reinforcement learning."""
    assert f"`{name}`" in LEARNING


@pytest.mark.parametrize(
    ("heading", "plain"),
    [
        ("| key | default | what it is |", GrpoRecipe(start="", data=(), steps=1)),
        ("| key | value if left out | what it is |", DpoRecipe(start="", data=(), steps=1)),
    ],
)
def test_the_defaults_of_a_recipe_are_documented_as_they_are(heading: str, plain: object) -> None:
    """The table shows numbers and words as they are in the code."""
    table = LEARNING[LEARNING.index(heading) :].partition("\n\n")[0]
    seen = 0
    for line in table.splitlines():
        keys = re.match(r"\| (`\w+`(?:, `\w+`)*) \| ([^|]+) \|", line)
        if keys is None or "`start`" in keys[1]:
            continue
        names = re.findall(r"\w+", keys[1])
        values = [getattr(plain, name) for name in names]
        shown = keys[2].strip().split(", ")
        if names == ["checks"]:
            values = list(values[0])
        if shown != [""]:
            assert shown == ["none" if value is None else str(value) for value in values], line
            seen += len(names)
    assert seen > 8


@pytest.mark.parametrize("command", ["train grpo", "data sample"])
def test_every_option_of_learning_is_documented(command: str) -> None:
    """A reader finds each option of what learns from verdicts."""
    found = subprocess.run(
        [sys.executable, "-m", "rtlgen", *command.split(), "--help"], capture_output=True,
        text=True, check=True, env={**os.environ, "COLUMNS": "200"}, cwd=ROOT,
    )  # fmt: skip
    options = set(re.findall(r"--[a-z][\w-]+", found.stdout)) - {"--help", "--nproc-per-node"}
    assert len(options) > 5
    assert [name for name in sorted(options) if name not in LEARNING] == []


def test_every_recipe_of_learning_is_documented() -> None:
    """And can be read."""
    for path in (ROOT / "recipes/grpo").glob("*.yaml"):
        assert f"`recipes/grpo/{path.name}`" in LEARNING
        assert read_grpo_recipe(path).steps > 0
    for path in (ROOT / "recipes/dpo").glob("*.yaml"):
        assert f"recipes/dpo/{path.name}" in LEARNING
        assert read_dpo_recipe(path).steps > 0


@pytest.mark.parametrize("command", ["train grpo", "train dpo", "data import", "data sample"])
def test_the_commands_of_learning_are_in_the_readme(command: str) -> None:
    """A reader finds them."""
    assert f"`rtlgen {command}" in README
