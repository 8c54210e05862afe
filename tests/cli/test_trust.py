"""Backends that did what was chosen before count more than others."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

PORTS = "\n\n- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n\nCombine.\n"


def recorded(path: Path, model: str, answers: dict[str, Sequence[str]]) -> None:
    rows = [
        {
            "id": name, "model": model,
            "completion": f"module {name}(input a, input b, output y);\n"
            f"  assign y = {text};\nendmodule\n",
        }
        for name, texts in answers.items()
        for text in texts
    ]  # fmt: skip
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))


def generate(folder: Path, name: str) -> dict[str, Any]:
    subprocess.run(
        [sys.executable, "-m", "rtlgen", "generate", f"{name}.md", "--out", f"o/{name}",
         "--journal", "j.sqlite", "-b", "replay:poor.jsonl", "-b", "replay:good.jsonl",
         "-b", "replay:fair.jsonl", "-n", "3", "--exit-zero"],
        cwd=folder, capture_output=True, check=False, timeout=120,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache")},
    )  # fmt: skip
    (path,) = (folder / "o").glob(f"{name}/**/evidence.json")
    record: dict[str, Any] = json.loads(path.read_text())
    return record


def chosen(record: dict[str, Any]) -> str:
    """Return the backend of the answer."""
    return next(c["backend"] for c in record["candidates"] if c["id"] == record["chosen"])


def test_the_journal_weighs_backends(tmp_path: Path) -> None:
    """A backend that stood apart before is outvoted by fewer candidates of the others."""
    plain = {
        "poor": {"one": ["a & b", "a ~^ b"], "two": ["a ^ b"] * 3},
        "good": {"one": ["a | b"] * 3, "two": ["a | b"]},
        "fair": {"one": ["b | a"] * 3, "two": ["b | a"]},
    }
    for name in ("one", "two"):
        (tmp_path / f"{name}.md").write_text(f"Module `{name}`:{PORTS}")
    for model, answers in plain.items():
        recorded(tmp_path / f"{model}.jsonl", model, answers)
    untold = generate(tmp_path, "two")
    assert (chosen(untold), untold["trust"]) == ("replay:poor", {})
    shutil.rmtree(tmp_path / "o")
    (tmp_path / "j.sqlite").unlink()
    assert generate(tmp_path, "one")["drawn"] == 8
    with sqlite3.connect(tmp_path / "j.sqlite") as connection:
        rows = connection.execute("select backend, agrees, sum(count) from drawn group by 1, 2")
        assert rows.fetchall() == [
            ("replay:fair", 1, 3), ("replay:good", 1, 3), ("replay:poor", 0, 2)
        ]  # fmt: skip
    connection.close()
    told = generate(tmp_path, "two")
    assert chosen(told) == "replay:good"
    assert told["trust"]["replay:good"] == 1.0
    assert told["trust"]["replay:poor"] == pytest.approx(0.35 / 0.88, abs=1e-3)
