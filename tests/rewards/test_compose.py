"""The one function of a run, with judges that behave and judges that do not."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from types import SimpleNamespace
from typing import Any

import pytest

from rewards.compose import Record, compose
from rewards.overlong import Length
from rtlgen.verdict import CheckKind, CheckResult, Evidence, OutputScore, Status, Verdict

PASSED = Verdict(
    candidate_id="1",
    checks=(
        CheckResult(
            check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.PASS, passed=4, total=4,
            expected_total=4, per_output=(OutputScore(output="y", passed=4, total=4),),
        ),
    ),
)  # fmt: skip
FAILED = Verdict(
    candidate_id="2",
    checks=(
        CheckResult(
            check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.FAIL, passed=2, total=4,
            expected_total=4, per_output=(OutputScore(output="y", passed=2, total=4),),
            evidence=Evidence(summary="y = 0, want 1 @ 10 ns (a=1)"),
        ),
    ),
)  # fmt: skip
BROKEN = Verdict(
    candidate_id="3",
    checks=(CheckResult(check="simulate", kind=CheckKind.BEHAVIOURAL, status=Status.ERROR),),
)
VERDICTS = {"right": PASSED, "wrong": FAILED, "broken": BROKEN, "lost": None}
RIGHT, WRONG = 1.01, pytest.approx(0.05 + 0.1 * 0.5)
"""Without tokens brevity is full."""
Items = Sequence[tuple[str, str]]


class Judge:
    """Judges by the text, remembers what it was asked, and misbehaves on demand."""

    def __init__(self) -> None:
        self.asked: list[list[tuple[str, str]]] = []
        self.release = threading.Event()

    def __call__(self, items: Items) -> list[Verdict | None]:
        self.asked.append(list(items))
        texts = [text for _, text in items]
        if "hang" in texts:
            self.release.wait()
        if "raise" in texts:
            raise OSError("no space left")
        if "exit" in texts:
            raise SystemExit(3)
        return [VERDICTS[text] for text in texts if text != "swallow"]


@pytest.fixture
def judge() -> Iterator[Judge]:
    judge = Judge()
    yield judge
    judge.release.set()


def keyed(texts: Sequence[str], **columns: object) -> dict[str, Any]:
    return {
        "prompts": ["p"] * len(texts), "completions": texts, "key": ["p"] * len(texts), **columns,
    }  # fmt: skip


def test_rewards_come_in_order(judge: Judge) -> None:
    """Each completion has the reward of its own verdict."""
    assert compose(judge)(**keyed(["wrong", "right", "wrong"])) == [WRONG, RIGHT, WRONG]


def test_a_repeat_is_judged_once(judge: Judge) -> None:
    """The same completion of the same problem is one item, of another problem it is another."""
    records: list[Record] = []
    reward = compose(judge, record=records.extend)
    texts = ["right", "wrong", "right", "right"]
    reward(**keyed(texts) | {"key": ["p", "p", "p", "q"]})
    assert judge.asked == [[("p", "right"), ("p", "wrong"), ("q", "right")]]
    assert [one.is_repeat for one in records] == [False, False, True, False]


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("broken", "the verdict is ERROR: we broke"),
        ("lost", "the judge has no verdict"),
        ("raise", "the judge raised OSError: no space left"),
        ("exit", "the judge raised SystemExit: 3"),
        ("swallow", "the judge returned 0 verdicts for 1 completions"),
        ("hang", "the judge did not answer within 0.5 s"),
    ],
)
def test_a_fault_costs_its_own_item_alone(judge: Judge, bad: str, why: str) -> None:
    """What we could not judge has no reward; its neighbours have theirs."""
    records: list[Record] = []
    reward = compose(judge, deadline_s=0.5, record=records.extend)
    assert reward(**keyed(["right", bad, "wrong"])) == [RIGHT, None, WRONG]
    assert [one.why for one in records] == ["", why, ""]


def test_a_dead_judge_ends_soon(judge: Judge) -> None:
    """A judge that hangs on everything is asked about all, about three, and not any more."""
    records: list[Record] = []
    asked: list[int] = []

    def dead(items: Items) -> list[Verdict | None]:
        asked.append(len(items))
        judge.release.wait()
        return [PASSED] * len(items)

    texts = [f"text {number}" for number in range(20)]
    found = compose(dead, deadline_s=0.05, record=records.extend)(**keyed(texts))
    assert found == [None] * 20
    assert asked == [20, 1, 1, 1]
    late, unasked = "the judge did not answer within 0.05 s", "not asked: the judge hangs"
    assert [one.why for one in records] == [late] * 3 + [unasked] * 17


def test_what_is_no_verdict(judge: Judge) -> None:
    """A judge that answers with something else has not judged."""
    records: list[Record] = []
    reward = compose(lambda items: ["PASS"] * len(items), record=records.extend)  # type: ignore[list-item]
    assert reward(**keyed(["right"])) == [None]
    assert records[0].why == "no verdict, but str: 'str' object has no attribute 'status'"


def test_a_data_set_without_the_column(judge: Judge) -> None:
    """Without keys nothing can be judged, and the records say so."""
    records: list[Record] = []
    reward = compose(judge, key="id", record=records.extend)
    assert reward(**keyed(["right"])) == [None]
    assert records[0].why == (
        "ValueError: the data set has no column 'id' with one key for each completion"
    )


def test_of_a_chat_the_last_message_counts(judge: Judge) -> None:
    """Completions of chat models are lists of messages."""
    chat = [{"role": "assistant", "content": "right"}]
    assert compose(judge)(prompts=["p"], completions=[chat], key=["p"]) == [RIGHT]


def test_tokens_count_for_length(judge: Judge) -> None:
    """A completion that was cut off earns less than the same one in time, and more than a wrong."""
    reward = compose(judge, length=Length(most_tokens=100, last_tokens=20))
    cut, whole, wrong = reward(
        **keyed(["right", "right", "wrong"], completion_ids=[[0] * 100, [0] * 80, [0]])
    )
    assert cut is not None
    assert whole is not None
    assert wrong is not None
    assert wrong < cut < whole - 0.19


def test_a_record_holds_everything(judge: Judge) -> None:
    """A record can be written as JSON, with each part and the step of the trainer."""
    records: list[Record] = []
    reward = compose(judge, record=records.extend)
    state = SimpleNamespace(global_step=7)
    reward(**keyed(["wrong"], completion_ids=[[1, 2]], trainer_state=state))
    assert json.loads(json.dumps(asdict(records[0]))) == {
        "key": "p", "text": "wrong", "reward": WRONG, "status": "FAIL", "why": "", "tokens": 2,
        "step": 7, "is_repeat": False,
        "parts": {
            "right": 0.0, "proof": 0.0, "vectors": 0.5, "outputs": 0.0, "brevity": 0.0,
            "overlong": 0.0, "gate": None,
        },
    }  # fmt: skip


def test_the_trainer_is_told(judge: Judge) -> None:
    """Status and gate go to the table of completions, the mean of each part to the metrics."""
    table: dict[str, list[str]] = {}
    values: dict[str, float] = {}
    compose(judge)(
        **keyed(["right", "wrong", "wrong", "broken"], log_extra=table.__setitem__,
                log_metric=values.__setitem__)
    )  # fmt: skip
    assert table == {"status": ["PASS", "FAIL", "FAIL", "ERROR"], "gate": [""] * 4}
    assert values.pop("reward/judge_s") > 0
    assert values == {
        "reward/unrecorded": 0.0, "reward/infrastructure": 0.25, "reward/repeats": 0.25,
        "reward/right": pytest.approx(1 / 3), "reward/proof": 0.0,
        "reward/vectors": pytest.approx(2 / 3), "reward/outputs": pytest.approx(1 / 3),
        "reward/brevity": pytest.approx(1 / 3), "reward/overlong": 0.0,
        "reward/gate_forbidden": 0.0, "reward/gate_interface": 0.0,
        "reward/gate_unreadable": 0.0, "reward/gate_undecided": 0.0,
    }  # fmt: skip


def test_listeners_that_break(judge: Judge) -> None:
    """A full disk under the records, or a broken log, changes no reward; the metric counts it."""
    values: dict[str, float] = {}

    def full(_: object) -> None:
        raise OSError("no space left")

    reward = compose(judge, record=full)
    assert reward(**keyed(["right"], log_metric=values.__setitem__)) == [RIGHT]
    assert values["reward/unrecorded"] == 1.0
    assert reward(**keyed(["right"], log_extra=full, log_metric=full)) == [RIGHT]


@pytest.fixture
def processes() -> Iterator[None]:
    """What trl's warnings ask for: one process."""
    state = pytest.importorskip("accelerate").PartialState
    state(cpu=True)
    yield
    state._reset_state()


@pytest.mark.slow
@pytest.mark.usefixtures("processes")
def test_trl_takes_it(judge: Judge) -> None:
    """The code of trl calls it as a plain function, by its name, and turns None into no number."""
    grpo = pytest.importorskip("trl.trainer.grpo_trainer")
    reward = compose(judge)
    assert not grpo.is_async_callable(reward)
    assert grpo.get_callable_name(reward) == "reward"
    table: dict[str, list[str]] = {}
    values: dict[str, float] = {}
    trainer = SimpleNamespace(
        accelerator=SimpleNamespace(device="cpu", is_main_process=True),
        args=SimpleNamespace(report_to=[]),
        reward_funcs=[reward], reward_processing_classes=[None], reward_func_names=["reward"],
        state=SimpleNamespace(global_step=3), environments=None,
        _log_completion_extra=table.__setitem__, _log_metric=values.__setitem__,
    )  # fmt: skip
    rows = [{"prompt": "p", "key": "p"}] * 3
    texts = ["right", "wrong", "raise"]
    found = grpo.GRPOTrainer._calculate_rewards(trainer, rows, ["p"] * 3, texts, [[1], [2], [3]])
    numbers = found[:, 0].tolist()
    assert numbers[:2] == [pytest.approx(1 + 0.01 * 200 / 201), WRONG]
    assert math.isnan(numbers[2])
    assert table["status"] == ["PASS", "FAIL", ""]
    assert values["reward/infrastructure"] == pytest.approx(1 / 3)
