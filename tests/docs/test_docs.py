"""The documentation says what the code does."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest

from rewards.gates import Gate
from rewards.total import Parts
from rewards.weights import Weights
from rtlgen.cli.pages import rules_document
from rtlgen.errors import ExitCode

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()
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
