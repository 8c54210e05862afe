"""The documentation says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rtlgen.cli.pages import rules_document
from rtlgen.errors import ExitCode

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text()


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
