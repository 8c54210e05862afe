"""Configuration: where values come from, and what a mistake gets."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from rtlgen.config import Config, load_config
from rtlgen.errors import ExitCode, UsageError


@pytest.fixture(autouse=True)
def _no_user_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "nowhere"))


def test_defaults_need_no_file(tmp_path: Path) -> None:
    """Without any file the defaults hold."""
    assert load_config(folder=tmp_path) == Config()


def test_later_sources_win(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A --config file beats the project file, and the environment beats both."""
    (tmp_path / "rtlgen.toml").write_text("[verify]\ndepth = 5\nseed = 1\nformal_timeout_s = 2\n")
    extra = tmp_path / "extra.toml"
    extra.write_text("[verify]\ndepth = 6\nseed = 2\n")
    monkeypatch.setenv("RTLGEN_VERIFY__SEED", "3")
    verify = load_config([extra], folder=tmp_path).verify
    assert (verify.formal_timeout_s, verify.depth, verify.seed) == (2.0, 6, 3)


def test_project_table_of_pyproject(tmp_path: Path) -> None:
    """`[tool.rtlgen]` of a pyproject.toml above the current folder is read."""
    (tmp_path / "pyproject.toml").write_text("[tool.rtlgen.generate]\ncandidates = 3\n")
    below = tmp_path / "a" / "b"
    below.mkdir(parents=True)
    assert load_config(folder=below).generate.candidates == 3


def test_user_file_is_weakest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The user's own file is read first, so a project can override it."""
    home = tmp_path / "home"
    (home / "rtlgen").mkdir(parents=True)
    (home / "rtlgen" / "config.toml").write_text("[verify]\ndepth = 7\nseed = 7\n")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(home))
    project = tmp_path / "project"
    project.mkdir()
    (project / "rtlgen.toml").write_text("[verify]\nseed = 8\n")
    verify = load_config(folder=project).verify
    assert (verify.depth, verify.seed) == (7, 8)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[endpont]\nurl = 'x'", "unknown key 'endpont'; did you mean 'endpoint'?"),
        ("[endpoint]\nurll = 'x'", "unknown key 'endpoint.urll'; did you mean 'url'?"),
        (
            "[prices.m]\ninput = 1\noutput = 1\ncachd = 2",
            "unknown key 'prices.m.cachd'; did you mean 'cached'?",
        ),
        (
            "[[waivers]]\ncode = 'RTL1'\nreason = 'x'\nlin = 3",
            "unknown key 'waivers.0.lin'; did you mean 'line'?",
        ),
        (
            "[verify]\nqqqq = 1",
            "unknown key 'verify.qqqq'; known: depth, formal_timeout_s, seed",
        ),
        (
            "[automation]\nenable = true",
            "unknown key 'automation.enable'; did you mean 'enabled'?",
        ),
        (
            "[images]\nbackends = 'endpoint'",
            "unknown key 'images.backends'; did you mean 'backend'?",
        ),
        ("[[waivers]]\ncode = 'RTL1'", "waivers.0.reason: this key is required"),
        (
            "[verify]\ndepth = 0",
            "verify.depth: input should be greater than or equal to 1, not 0",
        ),
    ],
)
def test_a_mistake_names_file_key_and_remedy(tmp_path: Path, text: str, message: str) -> None:
    """A wrong key or value is an error that names the file, the key and the nearest known one."""
    path = tmp_path / "rtlgen.toml"
    path.write_text(text)
    with pytest.raises(UsageError, match=f"^{re.escape(f'{path}: {message}')}$") as caught:
        load_config(folder=tmp_path)
    assert caught.value.exit_code is ExitCode.USAGE


@pytest.mark.parametrize("section", sorted(Config.model_fields))
def test_an_unknown_key_is_told_in_every_section(tmp_path: Path, section: str) -> None:
    """No section crashes on it, and each tells what it knows."""
    heads = {"prices": "[prices.m]", "waivers": "[[waivers]]\ncode = 'R'\nreason = 'x'"}
    (tmp_path / "rtlgen.toml").write_text(f"{heads.get(section, f'[{section}]')}\nqqqq = 1\n")
    with pytest.raises(UsageError, match=r"unknown key '.*\.qqqq'; known: \w+"):
        load_config(folder=tmp_path)


def test_unknown_section_in_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A misspelt section in a variable's name is an error too."""
    monkeypatch.setenv("RTLGEN_ENDPOIN__URL", "http://127.0.0.1")
    expected = "RTLGEN_ENDPOIN__URL: unknown section 'endpoin'; did you mean 'endpoint'?"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        load_config(folder=tmp_path)


@pytest.mark.parametrize(
    ("name", "value", "message"),
    [
        ("RTLGEN_ENDPOINT__URLL", "x", "unknown key; did you mean 'url'?"),
        (
            "RTLGEN_VERIFY__DEPTH",
            "x",
            "input should be a valid integer, unable to parse string as an integer, not 'x'",
        ),
    ],
)
def test_a_mistake_in_a_variable_names_the_variable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, message: str
) -> None:
    """It is not blamed on a file that happens to be there."""
    (tmp_path / "rtlgen.toml").write_text("[verify]\nseed = 1\n")
    monkeypatch.setenv(name, value)
    with pytest.raises(UsageError, match=f"^{re.escape(f'{name}: {message}')}$"):
        load_config(folder=tmp_path)


def test_a_variable_and_a_file_share_a_section(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A variable replaces its own key and leaves the rest of the section to the file."""
    (tmp_path / "rtlgen.toml").write_text("[prices.m]\ninput = 1\noutput = 2\n")
    monkeypatch.setenv("RTLGEN_PRICES__M__OUTPUT", "3")
    price = load_config(folder=tmp_path).prices["m"]
    assert (price.input, price.output) == (1, 3)


def test_missing_file(tmp_path: Path) -> None:
    """A --config file that is not there is an error that names it."""
    path = tmp_path / "none.toml"
    expected = f"{path}: cannot be read: No such file or directory"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        load_config([path], folder=tmp_path)
