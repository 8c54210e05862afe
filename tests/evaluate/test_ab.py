"""Two configurations on the same problems."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from rtlgen.evaluate.ab import Arm, Ended, compare_in_steps
from rtlgen.evaluate.paired import Votes, compare, is_decided, is_hopeless, votes_of

RTLGEN = [sys.executable, "-m", "rtlgen", "bench"]


def run(*arguments: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*RTLGEN, *arguments], cwd=cwd, capture_output=True, text=True, check=False, timeout=120
    )


def arm(rates: dict[str, float]) -> Arm:
    return Arm(rates=rates, tokens=10, model_s=0, judge_s=0, cost_usd=0)


def test_the_exact_test_of_mcnemar() -> None:
    """1 against 9: twice the chance of at most one head in ten tosses."""
    assert Votes(first=1, second=9).p_value == pytest.approx(2 * (1 + 10) / 1024)
    assert Votes(first=3, second=3).p_value == 1.0
    assert Votes(first=0, second=0).p_value == 1.0


def test_evidence_is_a_likelihood_ratio() -> None:
    """1 against 9: the mean likelihood 1!·9!/11! over 2^-10."""
    assert Votes(first=1, second=9).evidence == pytest.approx(1024 / 110)
    assert Votes(first=0, second=0).evidence == pytest.approx(1.0)


def test_equal_rates_are_no_vote() -> None:
    """What both arms did alike says nothing of which is better."""
    rates = [(0.5, 0.5), (0.0, 1.0), (0.25, 0.5), (1.0, 0.0)]
    assert votes_of(rates) == Votes(first=1, second=2)
    found = compare(rates)
    assert found.rates == (0.4375, 0.5)
    assert found.difference == pytest.approx(0.0625)
    assert found.interval.low <= 0.0625 <= found.interval.high


def test_when_nothing_can_decide_it_any_more() -> None:
    """Ten problems that all agree decide at five percent; three never do."""
    assert is_decided(Votes(first=0, second=10), alpha=0.05)
    assert is_hopeless(Votes(first=0, second=0), left=3, alpha=0.05)
    assert not is_hopeless(Votes(first=0, second=0), left=10, alpha=0.05)


def test_steps_end_as_soon_as_it_is_clear() -> None:
    """A better arm is found early; equal arms go on while it may still matter."""
    seen: list[str] = []

    def better(part: Sequence[str]) -> tuple[Arm, Arm]:
        seen.extend(part)
        return arm(dict.fromkeys(seen, 0.0)), arm(dict.fromkeys(seen, 1.0))

    ids = [str(n) for n in range(100)]
    result = compare_in_steps(ids, 5, better, alpha=0.05, seed=0)
    assert (result.ended, result.winner, len(seen)) == (Ended.DECIDED, "B", 10)
    seen.clear()

    def equal(part: Sequence[str]) -> tuple[Arm, Arm]:
        seen.extend(part)
        return arm(dict.fromkeys(seen, 1.0)), arm(dict.fromkeys(seen, 1.0))

    result = compare_in_steps(ids, 5, equal, alpha=0.05, seed=0)
    assert (result.ended, result.winner) == (Ended.HOPELESS, None)
    assert 90 < len(seen) < 100
    assert result.recommendation == "no difference was shown (B - A: +0.0% to +0.0%)"


def test_equal_arms_are_rarely_called_different() -> None:
    """With a look after each problem at most the stated share of equal arms is called different."""
    rng = random.Random(5)
    wrong = 0
    for _ in range(200):
        votes = Votes(first=0, second=0)
        for _ in range(100):
            is_first = rng.random() < 0.5
            votes = Votes(first=votes.first + is_first, second=votes.second + (not is_first))
            if is_decided(votes, alpha=0.05):
                wrong += 1
                break
    assert wrong <= 17  # of 200 at 5 %: more has a chance of 2 %


def test_two_recorded_runs(suite_path: Path, completions_path: Path) -> None:
    """Finished runs are compared on the problems that both have."""
    folder = suite_path.parent
    rows = [json.loads(line) for line in completions_path.read_text().splitlines()]
    for model in ("good", "bad"):
        mine = [row for row in rows if row["model"] == model]
        (folder / f"{model}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in mine))
        done = run("run", "suite.jsonl", "--out", model, "--completions", f"{model}.jsonl",
                   "--judge", "foreign", cwd=folder)  # fmt: skip
        assert done.returncode == 0, done.stderr
    done = run("ab", "bad", "good", "--judge", "foreign", "--format", "json", cwd=folder)
    assert done.returncode == 3, done.stderr
    record = json.loads(done.stdout)
    assert record["votes"] == {"A": 0, "B": 2}
    assert (record["p_value"], record["winner"]) == (0.5, None)
    done = run("ab", "bad", "good", cwd=folder)
    assert (done.returncode, done.stderr) == (
        2, "rtlgen: error: bad: holds no verdicts of the judge 'ours'; run it first\n"
    )  # fmt: skip


def test_two_configurations_are_run(suite_path: Path) -> None:
    """What cannot be decided any more is not run to its end."""
    folder = suite_path.parent
    for name in ("a.toml", "b.toml"):
        (folder / name).write_text('[generate]\nbackends = ["exact"]\n')
    done = run("ab", "a.toml", "b.toml", "--suite", "suite.jsonl", "--out", "o", "--step", "1",
               cwd=folder)  # fmt: skip
    assert done.returncode == 3, done.stderr
    assert "1 of 3 problems (the rest could not have decided it); 0 for B, 0 for A" in done.stdout
    done = run("ab", "a.toml", "o", cwd=folder)
    assert (done.returncode, done.stderr) == (
        2, "rtlgen: error: bench ab: give two folders of runs; or two .toml files with --suite and "
        "--out\n",
    )  # fmt: skip
