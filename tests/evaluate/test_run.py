"""Runs: what is done, what is not done again, what is refused."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from rtlgen.candidate import Candidate, Request, Sampling, Usage
from rtlgen.errors import BackendError, ToolCrashed, UsageError
from rtlgen.evaluate import BenchJob, Phase, run_bench
from rtlgen.evaluate.foreign import ForeignJudge
from rtlgen.evaluate.judges import Judgement, OursJudge
from rtlgen.evaluate.run_folder import RunFolder
from rtlgen.evaluate.sources import BackendSource, RecordedSource, ReferenceSource, request_for
from rtlgen.evaluate.suite import Problem, read_suite
from rtlgen.evaluate.summary import Summary
from rtlgen.verdict import Status


class Log:
    """Remembers how many rows each phase made."""

    def __init__(self) -> None:
        self.made: dict[str, int] = {}
        self.notes: list[str] = []

    def begin(self, phase: str, *, total: int, done: int) -> None:
        self.phase = phase
        self.made[phase] = 0

    def advance(self, count: int, text: str) -> None:
        self.made[self.phase] += count

    def note(self, text: str) -> None:
        self.notes.append(text)


FOREIGN = ForeignJudge(timeout_s=20.0)


def run(job: BenchJob) -> tuple[Summary, Log]:
    """Run a job and return its scores with what was done."""
    log = Log()
    return run_bench(job, log), log


@pytest.fixture
def job(suite_path: Path, completions_path: Path, tmp_path: Path) -> BenchJob:
    """The recorded completions on the small benchmark, judged by its benches."""
    suite = read_suite(suite_path)
    source = RecordedSource(completions_path, suite)
    return BenchJob(suite=suite, out=tmp_path / "out", source=source, judges=(FOREIGN,))


def counts(summary: Summary, judge: int = 0) -> dict[str, tuple[int, int, int, int]]:
    """Model → (samples, passed) raw and corrected."""
    return {
        s.model: (s.raw.samples, s.raw.passed, s.corrected.samples, s.corrected.passed)
        for s in summary.judges[judge].scores
    }


def test_raw_and_corrected(job: BenchJob) -> None:
    """Rows with a known defect count in the raw scores only; a missing completion is a failure."""
    summary, _ = run(job)
    assert counts(summary) == {
        "all models": (11, 5, 8, 5),
        "good": (6, 4, 4, 4),
        "bad": (5, 1, 4, 1),
    }
    rates = {s.model: (s.raw.rate(1), s.corrected.rate(1)) for s in summary.judges[0].scores}
    found = {m: (raw.rate, fixed.rate) for m, (raw, fixed) in rates.items() if raw and fixed}
    assert found["good"] == (pytest.approx(2 / 3), 1.0)
    assert found["bad"] == (pytest.approx((1 / 2 + 0 + 0) / 3), pytest.approx(1 / 4))
    assert [(p.id, p.scores[0].passed, p.scores[0].samples) for p in summary.problems] == [
        ("gate", 3, 4), ("counter", 2, 4), ("broken", 0, 3),
    ]  # fmt: skip
    verdicts = [json.loads(v) for v in (job.out / "verdicts.jsonl").read_text().splitlines()]
    reasons = {v["reason"] for v in verdicts if v["by"] == "generate"}
    assert reasons == {"no completion was recorded", "the completion holds no module"}


def test_both_judges_agree_on_sound_rows(job: BenchJob) -> None:
    """Ours and the bench say the same, except where the bench is broken."""
    summary, _ = run(dataclasses.replace(job, judges=(OursJudge(), FOREIGN)))
    assert [judge.is_trusted for judge in summary.judges] == [True, False]
    (comparison,) = summary.comparisons
    assert {d.problem for d in comparison.differences} == {"broken"}
    assert comparison.compared == 11


def test_equal_texts_are_judged_once(job: BenchJob) -> None:
    """A judge sees completions of equal Verilog once; each of them gets the verdict."""
    asked: list[str] = []

    class Counting(RightJudge):
        def judge(self, problem: Problem, texts: Sequence[str]) -> list[Judgement]:
            asked.extend(f"{problem.id} {text}" for text in texts)
            return super().judge(problem, texts)

    summary, _ = run(dataclasses.replace(job, judges=(Counting(),)))
    assert summary.judges[0].scores[0].raw.samples == 11
    assert len(asked) == len(set(asked)) == 6


class RightJudge:
    """Says PASS to everything; breaks as long as its folder holds a file `broken`."""

    name = "right"
    is_trusted = False
    batch = 2
    deadline_s = 60.0

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder

    @property
    def settings(self) -> dict[str, str]:
        return {}

    def complaint(self, problem: Problem) -> str:
        return ""

    def judge(self, problem: Problem, texts: Sequence[str]) -> list[Judgement]:
        if self._folder is not None and (self._folder / "broken").exists():
            raise ToolCrashed("the disk is full")
        return [Judgement(status=Status.PASS, by="right", reason="")] * len(texts)


def test_what_broke_is_no_failure_and_is_tried_again(job: BenchJob, tmp_path: Path) -> None:
    """ERROR is in no score; the next run judges those samples again, and only those."""
    job = dataclasses.replace(job, judges=(RightJudge(tmp_path),))
    (tmp_path / "broken").touch()
    summary, _ = run(job)
    assert summary.errors == 9
    assert counts(summary)["all models"] == (2, 0, 0, 0)  # those without a module
    (tmp_path / "broken").unlink()
    summary, log = run(job)
    assert (summary.errors, log.made) == (0, {"generate": 0, "score": 9})
    assert counts(summary)["all models"] == (11, 9, 8, 8)


@pytest.mark.parametrize("cut", [1, 40, 500, 1500])
@pytest.mark.parametrize("file", ["samples.jsonl", "verdicts.jsonl"])
def test_a_run_that_was_cut_off_is_completed(job: BenchJob, file: str, cut: int) -> None:
    """Whatever the last bytes were, the next run makes only what is missing, with equal scores."""
    judge = RightJudge()
    whole, first = run(dataclasses.replace(job, judges=(judge,)))
    path = job.out / file
    before = path.read_bytes()
    path.write_bytes(before[:-cut])
    again, log = run(dataclasses.replace(job, judges=(judge,)))
    assert log.made["score" if file == "verdicts.jsonl" else "generate"] > 0
    assert log.made["generate"] <= first.made["generate"]
    assert counts(again) == counts(whole)
    rows = [json.loads(line) for line in path.read_text().splitlines()]
    last = {(r["id"], r["model"], r["trial"], r.get("judge")) for r in rows}
    assert len(last) == 11
    _, idle = run(dataclasses.replace(job, judges=(judge,)))
    assert idle.made == {"generate": 0, "score": 0}


def test_a_row_that_is_not_ours_is_named(job: BenchJob) -> None:
    """A row in the middle that nobody here wrote is an error with its line, never skipped."""
    run(dataclasses.replace(job, phase=Phase.GENERATE))
    path = job.out / "samples.jsonl"
    path.write_text("{}\n" + path.read_text())
    expected = f"{path}:1: not a row that rtlgen wrote; remove the line"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        run(job)


def test_phases_can_run_apart(job: BenchJob) -> None:
    """Completions drawn in one run are scored in another, which needs no source."""
    drawn, log = run(dataclasses.replace(job, phase=Phase.GENERATE))
    assert (drawn.judges, log.made) == ((), {"generate": 6})
    scored, log = run(dataclasses.replace(job, phase=Phase.SCORE, source=None))
    assert log.made == {"score": 11}
    assert counts(scored)["all models"] == (11, 5, 8, 5)
    together, _ = run(dataclasses.replace(job, out=job.out.with_name("other")))
    assert counts(together) == counts(scored)


def test_scoring_nothing_is_refused(job: BenchJob) -> None:
    """A folder without completions is an error, not a score of zero."""
    expected = f"{job.out}: holds no completions of these problems; run the phase 'generate' first"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        run(dataclasses.replace(job, phase=Phase.SCORE, source=None))


def test_other_settings_are_refused(job: BenchJob) -> None:
    """Another source or another limit is named; --force throws away what does not fit, no more."""
    run(job)
    slow = dataclasses.replace(job, judges=(ForeignJudge(timeout_s=30.0),))
    expected = (
        f"{job.out}: holds another run: foreign timeout_s was 20.0, is 30.0; name another --out, "
        "or give --force to throw away what does not fit"
    )
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        run(slow)
    _, log = run(dataclasses.replace(slow, is_forced=True))
    assert log.made == {"generate": 0, "score": 11}
    other = dataclasses.replace(slow, source=ReferenceSource())
    with pytest.raises(UsageError, match=r"references was None, is 'yes'"):
        run(other)
    summary, log = run(dataclasses.replace(other, is_forced=True))
    assert log.made == {"generate": 3, "score": 3}
    assert summary.models == ("reference",)


def test_another_benchmark_file_is_refused(job: BenchJob, suite_path: Path) -> None:
    """Rows that changed never mix with old results."""
    run(dataclasses.replace(job, phase=Phase.GENERATE))
    suite_path.write_text(suite_path.read_text().replace("y is a and b", "y = a & b"))
    with pytest.raises(UsageError, match=r"holds another run: suite sha256 was '[0-9a-f]{64}', is"):
        run(dataclasses.replace(job, suite=read_suite(suite_path)))


def test_a_choice_of_problems_can_be_extended(job: BenchJob) -> None:
    """A run over some problems goes on over the others; each report shows what was asked for."""
    few, log = run(dataclasses.replace(job, only=("gate",)))
    assert (counts(few)["all models"], log.made) == ((4, 3, 4, 3), {"generate": 2, "score": 4})
    everything, log = run(job)
    assert (counts(everything)["all models"][0], log.made) == (11, {"generate": 4, "score": 7})


def test_a_judge_can_be_added(job: BenchJob) -> None:
    """A further judge adds its verdicts and leaves those of the first."""
    run(dataclasses.replace(job, judges=(RightJudge(),)))
    _, log = run(dataclasses.replace(job, judges=(RightJudge(), FOREIGN)))
    assert log.made == {"generate": 0, "score": 11}


def test_where_the_work_is_done_changes_nothing(job: BenchJob) -> None:
    """Several processes give the same verdicts as one."""
    one, _ = run(job)
    two, _ = run(dataclasses.replace(job, out=job.out.with_name("two"), workers="2"))
    assert (two.problems, counts(two)) == (one.problems, counts(one))
    assert two.judges[0].scores == one.judges[0].scores


def test_a_judge_that_fits_no_row_is_refused(job: BenchJob, tmp_path: Path, gate: dict) -> None:
    """Our judge needs references; without any the run says so before it starts."""
    path = tmp_path / "s.jsonl"
    path.write_text(json.dumps({k: v for k, v in gate.items() if k != "reference"}))
    expected = (
        "--judge ours: no problem can be judged: the row has no reference; choose another judge"
    )
    bare = dataclasses.replace(job, suite=read_suite(path), judges=(OursJudge(),))
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        run(bare)


def test_completions_of_another_benchmark_are_refused(suite_path: Path, tmp_path: Path) -> None:
    """A recording that shares no id with the benchmark, or repeats a trial, is an error."""
    path = tmp_path / "c.jsonl"
    path.write_text('{"id": "x", "completion": ""}\n')
    suite = read_suite(suite_path)
    expected = f"{path}: no row has the id of a problem of {suite_path}"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        RecordedSource(path, suite)
    row = '{"id": "gate", "model": "m", "trial": 1, "completion": ""}\n'
    path.write_text(row + row)
    expected = f"{path}:2: trial 1 of m for 'gate' is already in line 1; trials must differ"
    with pytest.raises(UsageError, match=f"^{re.escape(expected)}$"):
        RecordedSource(path, suite)


class ListBackend:
    """Answers by module name with texts that cost something, or fails."""

    name = "list"

    def __init__(self, answers: dict[str, list[str] | None]) -> None:
        self._answers = answers
        self.asked: list[str] = []

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        self.asked.append(request.spec.name)
        answer = self._answers[request.spec.name]
        if answer is None:
            raise BackendError("the server is down")
        usage = Usage(prompt_tokens=10, completion_tokens=5, latency_s=2.0, cost_usd=0.25)
        return tuple(Candidate(verilog=text, backend=self.name, usage=usage) for text in answer)


def test_a_backend_that_fails_is_asked_again(job: BenchJob, gate: dict) -> None:
    """A problem without an answer fails; one whose server failed waits for the next run."""
    answers: dict[str, list[str] | None] = {
        "gate": [str(gate["reference"])] * 2, "counter": None, "broken": [],
    }  # fmt: skip
    backend = ListBackend(answers)
    job = dataclasses.replace(job, source=BackendSource([backend], Sampling(n=2)))
    summary, log = run(job)
    assert log.notes == ["counter: the server is down"]
    assert [(n.problem, n.reason) for n in summary.not_generated] == [
        ("counter", "the server is down")
    ]
    assert counts(summary) == {"list": (3, 2, 2, 2)}
    (spent,) = summary.spending
    assert (spent.samples, spent.missing, spent.prompt_tokens, spent.cost_usd) == (3, 1, 20, 0.5)
    assert spent.latency_p95_s == 2.0
    backend.asked.clear()
    answers["counter"] = [str(gate["reference"])]
    again, _ = run(job)
    assert backend.asked == ["counter"]
    assert again.not_generated == ()


def test_a_server_that_is_down_is_not_asked_for_ever(job: BenchJob) -> None:
    """After three failures in a row the other problems are left to the next run."""
    rows = [dataclasses.replace(job.suite.problems[0], id=f"p{n}") for n in range(6)]
    backend = ListBackend({"gate": None})
    suite = dataclasses.replace(job.suite, problems=tuple(rows))
    summary, _ = run(
        dataclasses.replace(job, suite=suite, source=BackendSource([backend], Sampling()))
    )
    assert len(backend.asked) == 3
    assert [n.reason for n in summary.not_generated][3:] == [
        "not asked: list failed 3 times in a row"
    ] * 3


class BatchBackend(ListBackend):
    """Draws for several requests in one batch, unless one of them fails."""

    at_once = 5

    def __init__(self, answers: dict[str, list[str] | None]) -> None:
        super().__init__(answers)
        self.batches: list[list[str]] = []

    def generate_together(
        self, requests: Sequence[Request], sampling: Sampling
    ) -> list[tuple[Candidate, ...]]:
        self.batches.append([request.spec.name for request in requests])
        return [self.generate(request, sampling) for request in requests]


def test_problems_are_drawn_in_batches_where_a_backend_can(job: BenchJob) -> None:
    """As many as fill a batch; where one of them fails, each is asked alone."""
    names = ("a", "b", "c", "d", "e")
    rows = [dataclasses.replace(job.suite.problems[0], id=n, top=n, prompt="?") for n in names]
    backend = BatchBackend({name: [f"module {name}; endmodule"] * 2 for name in names})
    backend._answers["d"] = None
    suite = dataclasses.replace(job.suite, problems=tuple(rows))
    summary, _ = run(
        dataclasses.replace(job, suite=suite, source=BackendSource([backend], Sampling(n=2)))
    )
    assert backend.batches == [["a", "b"], ["c", "d"]]
    assert backend.asked == ["a", "b", "c", "d", "c", "d", "e"]
    assert [n.problem for n in summary.not_generated] == ["d"]
    samples = RunFolder(path=job.out).samples()
    assert {s.problem: s.candidate.verilog for s in samples} == {
        name: f"module {name}; endmodule" for name in names if name != "d"
    }


def test_a_prompt_that_cannot_be_read_is_sent_as_text(job: BenchJob) -> None:
    """Where the reader finds no ports the backend still gets the text and the module's name."""
    vague = dataclasses.replace(job.suite.problems[0], prompt="Something nice, please.")
    request, remark = request_for(vague)
    assert "Something nice, please." in request.messages[-1].text
    assert "must be named `gate`" in request.messages[-1].text
    assert remark.startswith("the prompt's ports could not be read: ")
    clear, remark = request_for(job.suite.problems[0])
    assert remark == ""
    assert "module gate (" in clear.messages[-1].text
