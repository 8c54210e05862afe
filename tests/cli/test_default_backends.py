"""Which backends are asked when the user names none."""

from __future__ import annotations

import importlib.util

import pytest

from rtlgen.cli import backends
from rtlgen.config import Config


def without(monkeypatch: pytest.MonkeyPatch, *missing: str) -> None:
    found = importlib.util.find_spec
    monkeypatch.setattr(backends, "find_spec", lambda n: None if n in missing else found(n))


def test_construction_comes_first_then_the_embedded_model(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cheap and sure one before the one that guesses."""
    monkeypatch.setattr(backends, "find_spec", lambda _: object())
    assert backends.names_of(None, Config()) == ("exact", "embedded")
    assert backends.names_of(["replay:x"], Config()) == ("replay:x",)


def test_without_torch_construction_is_asked_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A note says what is missing and how to get it; who names the model is not overruled."""
    without(monkeypatch, "torch")
    assert backends.names_of(None, Config()) == ("exact",)
    note = capsys.readouterr().err
    assert "torch is not installed (pip install 'rtlgen[local]')" in note
    assert backends.names_of(["embedded"], Config()) == ("embedded",)
    assert capsys.readouterr().err == ""
