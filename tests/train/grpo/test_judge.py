"""What is judged is what the local backend would make of a completion."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("transformers", reason="needs the extra `local`")

from transformers import PreTrainedTokenizerFast

from rtlgen.backends.dialect import Dialect
from rtlgen.datagen.shards import ShardJob, make_shards
from rtlgen.errors import ToolNotFound, UsageError
from rtlgen.model.text import END, write_body
from rtlgen.model.tokens import as_pretrained, fit_tokens
from rtlgen.train.grpo.judge import Judge, open_judge
from rtlgen.train.grpo.recipe import GrpoRecipe
from rtlgen.train.grpo.tasks import Tasks, read_tasks
from rtlgen.verdict import Status
from rtlgen.workers.inline import InlineWorkers

RECIPE = GrpoRecipe(start="none", data=("data",), steps=1, prompts=2, held_out=2)
OURS = Dialect(Path(__file__).parents[3] / "rtlgen/model/weights")


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds a folder of examples."""
    folder = tmp_path_factory.mktemp("judge")
    job = ShardJob(number=0, seed=1, folder=folder / "data", families=("gates",), designs=4)
    job.folder.mkdir()
    make_shards([job], InlineWorkers(), lambda *_: None)
    return folder


@pytest.fixture(scope="module")
def tokenizer() -> PreTrainedTokenizerFast:
    """Bytes, and the marks of our format."""
    return as_pretrained(fit_tokens(["assign"], 400))


@pytest.fixture(scope="module")
def tasks(data: Path, tokenizer: Any) -> Tasks:
    """Its examples as tasks."""
    return read_tasks(RECIPE, data, OURS, tokenizer)


@pytest.fixture
def judge(tasks: Tasks, tmp_path: Path) -> Iterator[Judge]:
    """An open judge without any verdicts yet."""
    with open_judge(
        tasks.learned, OURS, RECIPE.checks, workers="1", cache=tmp_path / "v.sqlite"
    ) as opened:
        yield opened


def items(tasks: Tasks, count: int) -> list[tuple[str, str]]:
    """Right answers to the first tasks, as the model writes them."""
    return [
        (task.example.id, write_body(task.request.spec, task.example.verilog))
        for task in tasks.learned[:count]
    ]


def statuses(verdicts: list[Any]) -> list[Any]:
    return [verdict and verdict.status for verdict in verdicts]


def test_right_passes_and_wrong_fails(tasks: Tasks, judge: Judge) -> None:
    """Each completion by the reference of its own example, in the order of the question."""
    right = items(tasks, 3)
    wrong = [(name, f"// nothing\n{END}") for name, _ in right]
    both = [item for pair in zip(right, wrong, strict=True) for item in pair]
    assert statuses(judge(both)) == [Status.PASS, Status.FAIL] * 3
    assert judge.fault is None
    assert judge.last[right[0]] is not None


def test_an_answer_to_another_task_fails(tasks: Tasks, judge: Judge) -> None:
    """The key decides, not the text."""
    first = tasks.learned[0]
    other = next(
        task for task in tasks.learned if task.example.design != first.example.design
    )  # fmt: skip
    body = write_body(first.request.spec, first.example.verilog)
    assert statuses(judge([(other.example.id, body)])) == [Status.FAIL]


def test_without_a_simulator_there_is_a_fault_and_no_verdict(
    tasks: Tasks, judge: Judge, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is never the completion's; with the simulator back, everything is judged."""
    path = os.environ["PATH"]
    monkeypatch.setenv("PATH", "/nowhere")
    found = judge(items(tasks, 2))
    if judge.fault is None:  # both references were simulated before
        pytest.skip("everything was known already")
    assert statuses(found) == [None, None]
    assert isinstance(judge.fault, ToolNotFound)
    monkeypatch.setenv("PATH", path)
    assert statuses(judge(items(tasks, 2))) == [Status.PASS, Status.PASS]
    assert judge.fault is None


def test_verdicts_are_kept(tasks: Tasks, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was judged once needs no tool any more, in another process neither."""
    given: dict[str, Any] = {"workers": "1", "cache": tmp_path / "kept.sqlite"}
    with open_judge(tasks.learned, OURS, RECIPE.checks, **given) as first:
        before = first(items(tasks, 2))
    with open_judge(tasks.learned, OURS, RECIPE.checks, **given) as second:
        monkeypatch.setattr(second, "_workers", NoWorkers())
        assert statuses(second(items(tasks, 2))) == statuses(before) == [Status.PASS] * 2


class NoWorkers:
    """Refuses all work."""

    def run(self, work: Any, tasks: Any, **named: Any) -> Iterator[Any]:
        assert list(tasks) == []
        return iter(())


def test_prompts_are_those_of_the_local_backend(tasks: Tasks, tokenizer: Any) -> None:
    """The easiest come first, prompts are whole, and what is held out is of other designs."""
    lengths = [len(task.example.verilog) for task in tasks.learned]
    assert max(lengths[:3]) <= max(lengths[-3:])
    for task in tasks.learned:
        assert task.prompt == OURS.prompt(tokenizer, task.request)
        assert task.prompt.startswith("<|spec|>")
    designs = {task.example.design for task in tasks.learned}
    assert not designs & {task.example.design for task in tasks.held_out}


def test_too_few_examples_are_refused(data: Path, tokenizer: Any) -> None:
    """The message says what is too many."""
    many = GrpoRecipe(start="none", data=("data",), steps=1, prompts=999, held_out=2)
    with pytest.raises(UsageError, match=r"^prompts: 999 different ones are drawn in each step, "):
        read_tasks(many, data, OURS, tokenizer)
    short = GrpoRecipe(start="none", data=("data",), steps=1, longest_prompt=3)
    with pytest.raises(UsageError, match=r"^held_out: 64 of 0 examples with prompts of up to 3 t"):
        read_tasks(short, data, OURS, tokenizer)
