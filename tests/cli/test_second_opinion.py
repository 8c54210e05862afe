"""`rtlgen generate --second-opinion`: what is asked, shown, noted and survived."""

from __future__ import annotations

import json
import os
import re
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

GATE = "Module `gate`:\n\n- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n\nCombine.\n"
HEAD = "| a | b | y |\n|---|---|---|\n"
AND, OR, XOR = (
    HEAD + "".join(f"| {n >> 1} | {n & 1} | {bit} |\n" for n, bit in enumerate(bits))
    for bits in ("0001", "0111", "0110")
)
TIE = ("a | b", "a & b", "b | a", "b & a")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A specification of which nothing can be checked, with candidates that disagree about it."""
    (tmp_path / "gate.md").write_text(GATE)
    texts = [
        f"module gate(input a, input b, output y);\n  assign y = {text};\nendmodule\n"
        for text in TIE
    ]
    recorded(tmp_path / "r.jsonl", texts)
    return tmp_path


def recorded(path: Path, texts: Sequence[str]) -> str:
    usage = {"prompt_tokens": 30, "completion_tokens": 10, "cost_usd": 0.01}
    rows = [{"id": "gate", "completion": text, "usage": usage} for text in texts]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return f"replay:{path.name}"


def generate(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "rtlgen", "generate", "gate.md", "--out", "o", "--journal",
         "j.sqlite", "-b", "replay:r.jsonl", "-n", "4", *arguments],
        cwd=folder, capture_output=True, text=True, check=False, timeout=120,
        env={**os.environ, "XDG_CACHE_HOME": str(folder / "cache"), **settings},
    )  # fmt: skip


def noted(folder: Path) -> list[sqlite3.Row]:
    """Return the opinions in the journal."""
    connection = sqlite3.connect(folder / "j.sqlite")
    connection.row_factory = sqlite3.Row
    rows = connection.execute("select * from opinions").fetchall()
    connection.close()
    return rows


def test_opinions_are_shown_noted_and_kept(folder: Path) -> None:
    """The answer is what two opinions say, still UNKNOWN; the third and its reason are there."""
    adviser = recorded(folder / "o.jsonl", [AND, XOR, "no idea", OR])
    done = generate(folder, "--second-opinion", adviser)
    assert done.returncode == 4, done.stderr
    shown = [line for line in done.stdout.splitlines() if line.startswith("  opinion ")]
    assert shown == [
        "  opinion   replay:recorded: 4 rows, met by 2 of 4 candidates",
        "  opinion   replay:recorded: does not count: no group of candidates meets it wholly; the "
        "leading one: y = 0, want 1 @ 20 ns (a=0, b=1)",
        "  opinion   replay:recorded: does not count: the answer holds no table of these ports; a "
        "table of inputs and outputs is needed",
    ]
    assert "gate.md: UNKNOWN" in done.stdout
    assert "y = 0 (2 of 4 candidates, 1 of 1 second opinions)" in done.stdout
    assert " & " in (folder / "o/gate/gate.v").read_text()

    assert [(row["rows"], row["met_by"], bool(row["problem"])) for row in noted(folder)] == [
        (4, 2, False), (4, 0, True), (0, 0, True),
    ]  # fmt: skip
    evidence = json.loads((folder / "o/gate/evidence.json").read_text())
    assert [item["counts"] for item in evidence["opinions"]] == [True, False, False]
    assert (folder / "o/gate/opinions/1.md").read_text() == AND
    assert (folder / "o/gate/opinions/3.md").read_text() == "no idea\n"

    report = subprocess.run(
        [sys.executable, "-m", "rtlgen", "report", "--journal", "j.sqlite", "--format", "json"],
        cwd=folder, capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    pages = json.loads(report.stdout)
    assert pages["opinions"] == {"heard": 3, "counted": 1, "tokens": 120}
    assert (pages["whole"]["tokens"], pages["whole"]["cost_usd"]) == (70, pytest.approx(0.07))


def test_without_the_option_nobody_is_asked(folder: Path) -> None:
    """The first of two equal groups is taken, as before."""
    done = generate(folder, "--format", "json")
    (record,) = json.loads(done.stdout)["specs"]
    assert (record["opinions"], done.returncode) == ([], 4)
    assert " | " in (folder / "o/gate/gate.v").read_text()
    assert not (folder / "o/gate/opinions").exists()


def test_a_wrong_opinion_makes_no_fail_and_a_right_one_no_pass(folder: Path) -> None:
    """Verdicts are what they were."""
    adviser = recorded(folder / "o.jsonl", [XOR])
    done = generate(folder, "--second-opinion", adviser, "--format", "json")
    (record,) = json.loads(done.stdout)["specs"]
    assert (record["status"], record["opinions"][0]["counts"]) == ("UNKNOWN", False)
    assert record["verdict"]["status"] == "UNKNOWN"


def test_a_table_in_the_specification_asks_nobody(folder: Path) -> None:
    """Where something judges behaviour there is no need."""
    (folder / "gate.md").write_text(f"{GATE}\n{AND}")
    adviser = recorded(folder / "o.jsonl", [OR])
    done = generate(folder, "--second-opinion", adviser)
    assert (done.returncode, "opinion" in done.stdout + done.stderr) == (0, False)


def test_an_adviser_that_dies_costs_no_answer(folder: Path, server_url: str) -> None:
    """What failed is said; the other adviser counts, and the search goes on."""
    adviser = recorded(folder / "o.jsonl", [AND])
    done = generate(
        folder, "--second-opinion", "endpoint", "--second-opinion", adviser, "--opinions", "1",
        RTLGEN_ENDPOINT__URL=server_url, RTLGEN_ENDPOINT__MODEL="500",
        RTLGEN_ENDPOINT__DEADLINE_S="1",
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert "endpoint:500: does not count: the backend failed: http" in done.stdout
    assert " & " in (folder / "o/gate/gate.v").read_text()
    assert [bool(row["problem"]) for row in noted(folder)] == [True, False]


def test_an_adviser_that_writes_verilog_is_never_run(folder: Path, server_url: str) -> None:
    """Code in an answer is no table, and no more than that."""
    done = generate(
        folder, RTLGEN_GENERATE__SECOND_OPINION='["endpoint"]', RTLGEN_GENERATE__OPINIONS="2",
        RTLGEN_ENDPOINT__URL=server_url, RTLGEN_ENDPOINT__MODEL="writes",
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    assert done.stdout.count("endpoint:writes: does not count: the answer holds no table") == 2


def test_an_answer_of_the_person_is_stronger(folder: Path) -> None:
    """The group that meets the answer is taken; the opinion that it contradicts is met by none."""
    adviser = recorded(folder / "o.jsonl", [AND])
    generate(folder, "--second-opinion", adviser)
    path = folder / "o/gate/questions.json"
    path.write_text(path.read_text().replace("null", '"1"'))
    done = generate(folder, "--second-opinion", adviser)
    assert done.returncode == 0, done.stdout + done.stderr
    assert " | " in (folder / "o/gate/gate.v").read_text()
    assert re.search(r"opinion .* met by", done.stdout) is None


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("exact", "--second-opinion: 'exact' writes no worked examples; known: endpoint, local, "
         "replay, or a URL"),
        ("replai:o.jsonl", "--second-opinion: unknown backend 'replai:o.jsonl'; did you mean "
         "'replay'?"),
    ],
)  # fmt: skip
def test_a_name_that_is_no_adviser(folder: Path, name: str, message: str) -> None:
    """Said before anything is drawn."""
    done = generate(folder, "--second-opinion", name)
    assert (done.returncode, done.stderr) == (2, f"rtlgen: error: {message}\n")
    assert not (folder / "o").exists()
