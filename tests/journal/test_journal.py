"""What is noted, and what comes of it."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
import subprocess
import sys
import threading
from html.parser import HTMLParser
from pathlib import Path

import pytest

from rtlgen.errors import ToolCrashed
from rtlgen.evidence.trace import write_trace
from rtlgen.generate.journal import trust_in
from rtlgen.journal import Act, ActKind, Decided, Drawn, Entry, Journal
from rtlgen.journal.figures import by_backend, by_class, figures_of
from rtlgen.report.drawing import waveform
from rtlgen.report.journal import read_pages, render_human
from rtlgen.report.page import render_html
from rtlgen.verdict import Evidence, TraceStep

DRAWN = Drawn(
    candidate="c1", backend="small", count=2, prompt_tokens=10, completion_tokens=50, model_s=1.5,
    cost_usd=0.25, logprob=-3.0, status="PASS", decided_by="simulate", lint_s=0.1, simulate_s=0.2,
    formal_s=0.3,
)  # fmt: skip


def entry(number: int, status: str = "PASS", **more: object) -> Entry:
    made = Entry(
        id=f"e{number}", at=f"2026-01-0{number}T00:00:00", source=f"s{number}.md", spec_sha256="x",
        module="m", design_class="sequential, prose", status=status, chosen="c1", why="it passed",
        drawn=2, agreement=1.0, has_question=False, confidence=0.75, elapsed_s=float(number),
        folder="/nowhere",
        candidates=(DRAWN,),
    )  # fmt: skip
    return dataclasses.replace(made, **more)  # type: ignore[arg-type]


def test_what_was_noted_comes_back(tmp_path: Path) -> None:
    """Entries with their candidates, and acts, oldest first; also for another process."""
    decided = Decided(entry="e2", action="ask", stage="limited", reason="why", is_audit=True)
    act = Act(entry="e1", at="2026-01-02", kind=ActKind.EDIT, took_s=12.5, note="renamed")
    with Journal.open(tmp_path / "new/j.sqlite") as journal:
        journal.add(entry(2, candidates=()))
        journal.add(entry(1))
        journal.add_act(act)
        journal.add_decision(decided)
    with Journal.open(tmp_path / "new/j.sqlite") as journal:
        assert journal.entries() == (entry(1), entry(2, candidates=()))
        assert journal.acts() == (act,)
        assert journal.decisions() == {"e2": decided}


def test_several_writers(tmp_path: Path) -> None:
    """Nothing is lost when many write at once."""

    def write(start: int) -> None:
        for number in range(start, start + 10):
            with Journal.open(tmp_path / "j.sqlite") as journal:
                journal.add(entry(1, id=str(number)))

    threads = [threading.Thread(target=write, args=(start,)) for start in (0, 10, 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with Journal.open(tmp_path / "j.sqlite") as journal:
        assert {item.id for item in journal.entries()} == {str(number) for number in range(30)}


def test_an_entry_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    """The same entry twice is refused, and its candidates do not come twice."""
    with Journal.open(tmp_path / "j.sqlite") as journal:
        journal.add(entry(1))
        with pytest.raises(ToolCrashed, match="the journal cannot be used"):
            journal.add(entry(1))
        assert journal.entries() == (entry(1),)


def test_files_that_are_no_journal(tmp_path: Path) -> None:
    """Damaged, of a later version, or a folder: said with the file and what to do."""
    path = tmp_path / "j.sqlite"
    path.write_text("no database, but long enough to be taken for one" * 10)
    remedy = "free it, or name another file with --journal"
    message = f"^{path}: the journal cannot be used: file is not a database; {remedy}$"
    with pytest.raises(ToolCrashed, match=message), Journal.open(path):
        pass
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("pragma user_version = 99")
    message = f"^{path}: the journal is of a later rtlgen; update rtlgen or name another file$"
    with pytest.raises(ToolCrashed, match=message), Journal.open(path):
        pass


def test_figures() -> None:
    """Shares, quantiles, seconds and costs; each drawing counts."""
    entries = [entry(1), entry(2, "FAIL"), entry(3, "UNKNOWN", has_question=True)]
    acts = [
        Act(entry="e1", at="1", kind=ActKind.REJECT, took_s=5),
        Act(entry="e1", at="2", kind=ActKind.ACCEPT, took_s=6),
        Act(entry="e3", at="3", kind=ActKind.EDIT, took_s=7),
    ]
    found = figures_of(entries, acts)
    assert (found.requests, found.passed, found.asked) == (3, 1, 2)
    assert (found.right, found.wrong, found.review_s) == (1, 1, 18)
    assert (found.latency_p50_s, found.latency_p95_s) == (2.0, 3.0)
    assert (found.tokens, found.cost_usd, found.model_s) == (300, 1.5, 9.0)
    assert found.simulate_s == pytest.approx(0.6)
    assert list(by_class(entries, acts)) == ["sequential, prose"]
    assert list(by_backend([*entries, entry(4, chosen=None)], acts)) == ["none", "small"]


class Balanced(HTMLParser):
    """Notes tags and fails where they are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)
        if tag != "meta":
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:
        self.seen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page(tmp_path: Path) -> None:
    """Well-formed, without scripts or addresses, with plots and the waveform of a mismatch."""
    steps = (
        TraceStep(inputs=(("clk", "0"), ("d", "0001"))),
        TraceStep(inputs=(("clk", "1"),), expected=(("q", "0001"),), got=(("q", "0000"),)),
    )
    write_trace(tmp_path / "mismatch.json", Evidence(summary="q", trace=steps), top="m")
    failed = entry(2, "FAIL", folder=str(tmp_path), source="<b>.md")
    entries = [entry(1), failed]
    page = render_html(read_pages(entries, []), entries, [])
    parser = Balanced()
    parser.feed(page)
    assert parser.open == []
    assert {"svg", "table", "polyline", "circle", "rect"} <= set(parser.seen)
    assert not {"script", "link", "img", "iframe"} & set(parser.seen)
    assert "http" not in page
    assert "&lt;b&gt;.md" in page
    assert "q got" in page


def test_the_stages_of_automation_have_their_own_table() -> None:
    """Where automation decided, its stages stand beside classes and backends."""
    decided = Decided(entry="e2", action="ask", stage="limited", reason="why", is_audit=False)
    entries = [entry(1), entry(2, "FAIL")]
    pages = read_pages(entries, [], {"e2": decided})
    assert {name: found.passed for name, found in pages.stages.items()} == {"limited": 0, "none": 1}
    assert "limited" in render_human(pages)
    assert "<h2>By stage</h2>" in render_html(pages, entries, [])
    assert "stage" not in read_pages(entries, []).views


def test_a_waveform_shows_what_was_driven_and_what_came() -> None:
    """Levels hold until they change; one bit is a line, several are boxes with a number."""
    steps = [
        TraceStep(inputs=(("a", "0"),)),
        TraceStep(inputs=(("a", "1"),), expected=(("y", "1010"),), got=(("y", "x010"),)),
    ]
    drawn = waveform(steps)
    assert 'points="150,22 178,22 178,6 206,6"' in drawn
    assert ">a</text>" in drawn
    assert ">x010</text>" in drawn


def test_the_commands(tmp_path: Path) -> None:
    """A run is noted; without a journal there is no report; a broken one costs no run."""
    table = "| a | y |\n|---|---|\n| 0 | 1 |\n| 1 | 0 |\n"
    (tmp_path / "inv.md").write_text(
        f"Module `inv`:\n\n- input a (1 bit)\n- output y (1 bit)\n\n{table}"
    )

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "rtlgen", *arguments], cwd=tmp_path, text=True,
            capture_output=True, check=False, timeout=100,
        )  # fmt: skip

    done = run("report", "--journal", "j.sqlite")
    assert (done.returncode, done.stderr) == (
        2,
        "rtlgen: error: j.sqlite: there is no journal yet; `rtlgen generate` makes it\n",
    )
    generate = ("generate", "inv.md", "--backend", "exact", "--journal")
    assert run(*generate, "j.sqlite", "--out", "o").returncode == 0
    done = run("report", "--journal", "j.sqlite", "--html", "r.html", "--format", "json")
    assert done.returncode == 0, done.stderr
    record = json.loads(done.stdout)
    assert (record["whole"]["requests"], record["whole"]["passed"]) == (1, 1)
    assert list(record["classes"]) == ["combinational, determined"]
    assert (tmp_path / "r.html").read_text().startswith("<!doctype html>")
    (tmp_path / "bad.sqlite").write_text("no database" * 100)
    done = run(*generate, "bad.sqlite", "--out", "p")
    assert done.returncode == 0
    assert done.stderr.endswith("inv.md is not in the journal\n")
    assert (tmp_path / "p/inv/inv.v").is_file()


def test_a_journal_of_the_first_version_is_brought_up_to_date(tmp_path: Path) -> None:
    """What it holds stays; of its candidates nobody knows whether they did what was chosen."""
    path = tmp_path / "j.sqlite"
    with Journal.open(path) as journal:
        journal.add(entry(1))
    with sqlite3.connect(path) as connection:
        connection.execute("alter table drawn drop column agrees")
        connection.execute("pragma user_version = 1")
    connection.close()
    with Journal.open(path) as journal:
        assert journal.entries() == (entry(1),)
        assert journal.agreements() == ()
        journal.add(entry(2, candidates=(dataclasses.replace(DRAWN, agrees=True),)))
    with Journal.open(path) as journal:
        assert journal.agreements() == ({"small": (2, 2)},)
        assert journal.entries()[1].candidates[0].agrees is True


def test_how_far_each_backend_is_trusted(tmp_path: Path) -> None:
    """By specifications for which several were asked; of one backend there is nothing to weigh."""
    path = tmp_path / "j.sqlite"
    made = [
        dataclasses.replace(DRAWN, backend=name, agrees=agrees, count=8)
        for name, agrees in (("good", True), ("poor", False), ("poor+mended", True))
    ]
    with Journal.open(path) as journal:
        journal.add(entry(1, candidates=tuple(made[:2])))
        journal.add(entry(2, candidates=tuple(made[1:])))
    trust = trust_in(path, ["good", "poor", "new"])
    assert trust["good"] == 1.0
    assert trust["poor"] < trust["new"] < 1.0
    assert trust["poor"] == pytest.approx(0.1 / 0.9)
    assert trust_in(path, ["good"]) == {}
    assert trust_in(None, ["good", "poor"]) == {}
    assert trust_in(tmp_path / "none.sqlite", ["good", "poor"]) == {}
    path.write_text("no database" * 100)
    assert trust_in(path, ["good", "poor"]) == {}
