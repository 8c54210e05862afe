"""Verdicts that were made before."""

from __future__ import annotations

import dataclasses
import json
import sqlite3
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from rtlgen.candidate import identity_of
from rtlgen.errors import ToolCrashed
from rtlgen.verdict import CheckKind, CheckResult, Status, Verdict
from rtlgen.verify import VerdictCache, VerificationPlan, verify_all
from rtlgen.verify.cache import canonical
from rtlgen.verilog import read_design

GATE = "module gate(input a, input b, output y);\n  assign y = a & b;\nendmodule\n"
WRONG = GATE.replace("&", "|")
COMMENTED = "// right\n".join(GATE.split("\n", 1)).replace("y = a", "y  = /* and */ a")
PLAN = VerificationPlan(reference=read_design(GATE))


class Judge:
    """Says the same of everything and remembers what it was asked."""

    def __init__(self, status: Status = Status.PASS) -> None:
        self.status = status
        self.asked: list[str] = []

    def __call__(self, texts: Sequence[str], plan: VerificationPlan) -> list[Verdict]:
        self.asked += texts
        found = CheckResult(
            check="simulate", kind=CheckKind.BEHAVIOURAL, status=self.status, passed=1, total=1,
            expected_total=1,
        )  # fmt: skip
        return [Verdict(candidate_id=identity_of(text), checks=(found,)) for text in texts]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "v.sqlite"


def test_a_verdict_comes_back_whole(path: Path) -> None:
    """What is read is what was judged, with evidence and findings, also after reopening."""
    texts = [GATE, WRONG, GATE.replace("b;", "$random;")]
    judged = verify_all(texts, PLAN)
    assert [verdict.status for verdict in judged] == [Status.PASS, Status.FAIL, Status.FAIL]
    VerdictCache(path).verify(texts, PLAN, lambda *_: judged)
    silent = Judge()
    assert VerdictCache(path).verify(texts, PLAN, silent) == judged
    assert silent.asked == []


def test_equal_texts_are_judged_once(path: Path) -> None:
    """Comments and blanks make no other design; each verdict has the name of its own text."""
    judge = Judge()
    found = VerdictCache(path).verify([GATE, COMMENTED, GATE], PLAN, judge)
    assert judge.asked == [GATE]
    assert [verdict.candidate_id for verdict in found] == [
        identity_of(text) for text in (GATE, COMMENTED, GATE)
    ]


def test_another_thread_may_ask(path: Path) -> None:
    """A judge that is called with a deadline runs in a thread of its own."""
    cache, judge = VerdictCache(path), Judge()
    with ThreadPoolExecutor(max_workers=1) as pool:
        found = pool.submit(cache.verify, [GATE], PLAN, judge).result()
    assert cache.verify([GATE], PLAN, judge) == found
    assert judge.asked == [GATE]


@pytest.mark.parametrize("status", [Status.ERROR, Status.TIMEOUT, Status.UNKNOWN])
def test_faults_and_limits_are_not_kept(path: Path, status: Status) -> None:
    """A fault of the machine or a limit is no property of the design."""
    cache, judge = VerdictCache(path), Judge(status)
    for _ in range(2):
        assert cache.verify([GATE], PLAN, judge)[0].status is status
    assert judge.asked == [GATE, GATE]


@pytest.mark.parametrize(
    "change",
    [
        {"seed": 1},
        {"top": "gate"},
        {"reference": read_design(WRONG)},
        {"requires_proof": True},
        {"relaxed": frozenset({"delays"})},
        {"checks": frozenset()},
    ],
)
def test_another_plan_is_another_verdict(path: Path, change: dict[str, object]) -> None:
    """Everything that a design is judged by is part of the key."""
    cache, judge = VerdictCache(path), Judge()
    cache.verify([GATE], PLAN, judge)
    cache.verify([GATE], dataclasses.replace(PLAN, **change), judge)  # type: ignore[arg-type]
    assert judge.asked == [GATE, GATE]


def test_another_judge_is_another_verdict(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of a tool, or a change of our own source, forgets all verdicts."""
    cache, judge = VerdictCache(path), Judge()
    cache.verify([GATE], PLAN, judge)
    with monkeypatch.context() as changed:
        changed.setattr("rtlgen.verify.cache.tool_versions", lambda: (("iverilog", "99"),))
        cache.verify([GATE], PLAN, judge)
    with monkeypatch.context() as changed:
        changed.setattr("rtlgen.verify.cache._fingerprint", lambda: "other")
        cache.verify([GATE], PLAN, judge)
    assert judge.asked == [GATE] * 3


def test_python_of_the_user_is_not_kept(path: Path) -> None:
    """What a testbench or a Python model imports is not known, so it is asked each time."""
    cache, judge = VerdictCache(path), Judge()
    for _ in range(2):
        cache.verify([GATE], dataclasses.replace(PLAN, testbench="tb.py"), judge)
        cache.verify([GATE], dataclasses.replace(PLAN, model="m:M"), judge)
    assert judge.asked == [GATE] * 4


def test_rows_of_another_version_are_judged_again(path: Path) -> None:
    """A row that cannot be read is replaced, not a crash and never a verdict."""
    VerdictCache(path).verify([GATE], PLAN, Judge())
    with sqlite3.connect(path) as connection:
        connection.execute("update texts set text = ?", (json.dumps({"checks": []}),))
    connection.close()
    judge = Judge()
    VerdictCache(path).verify([GATE], PLAN, judge)
    assert judge.asked == [GATE]


def test_a_cache_that_breaks(path: Path) -> None:
    """A damaged file is an error of the environment, with the way out."""
    cache = VerdictCache(path)
    with sqlite3.connect(path) as connection:
        connection.execute("drop table texts")
    connection.close()
    expected = (
        rf"^{path}: the cache of verdicts broke: no such table: texts; free some space, remove "
        r"the file, or give --no-cache$"
    )
    with pytest.raises(ToolCrashed, match=expected):
        cache.verify([GATE], PLAN, Judge())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('assign y = "// a";', 'assign y = "// b";'),
        ("\\a//b = 1;", "\\a//c = 1;"),
        ("`define A // b\n`A c", "`define A // d\n`A c"),
        ("a\n\n// c\nb", "a\nb"),
        ("a /* x\n y */ b", "a b"),
        ("a/**/b", "ab"),
        ("1 /*/ 2 */ + 3", "1 /*/ 3"),
    ],
)
def test_texts_that_differ_stay_different(one: str, other: str) -> None:
    """What looks like a comment is none everywhere, and lines must stay where they are."""
    assert canonical(one) != canonical(other)


def test_comments_and_blanks_are_no_difference() -> None:
    """The canonical text has each token on its line."""
    assert canonical("a  =\tb; // c\n\n/* d\n e */ f \n") == "a = b;\n\n\nf"
