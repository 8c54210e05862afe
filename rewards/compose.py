"""The one function that a trainer gets: every part of a reward from one verification.

Facts about trl 1.16's `GRPOTrainer` that shape it: a reward function that raises ends the run, and
there is no time-out. None leaves a completion out only where every reward function returns None;
beside another function's number it counts as 0, a punishment for what is not the design's fault.
So there is exactly one function, it never raises, and None means that we broke.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from rewards.gates import Gate
from rewards.in_time import Answer, Item, Judge, ask
from rewards.overlong import Length
from rewards.total import DEFAULT, Parts, parts_of
from rewards.weights import Weights


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """What was found out about one completion."""

    key: str
    """Of the problem."""
    text: str
    """The completion."""
    reward: float | None
    """None when the fault is ours."""
    status: str = ""
    """Of the verdict; empty where there is none."""
    parts: Parts | None = None
    why: str = ""
    """Why there is no reward."""
    tokens: int = 0
    step: int | None = None
    """Steps of the trainer that were done, where it says so."""
    is_repeat: bool = False
    """The same completion of the same problem came before in this batch; it was judged once."""


class Reward(Protocol):
    """What trl calls."""

    __name__: str
    """Under it trl logs the reward."""

    def __call__(
        self,
        prompts: Sequence[Any],
        completions: Sequence[Any],
        completion_ids: Sequence[Sequence[int]] | None = None,
        **columns: Any,
    ) -> list[float | None]:
        """Return one reward for each completion; see `compose`."""
        ...


def compose(
    judge: Judge,
    *,
    key: str = "key",
    weights: Weights = DEFAULT,
    length: Length | None = None,
    deadline_s: float = 30.0,
    record: Callable[[Sequence[Record]], None] | None = None,
) -> Reward:
    """Make the reward function of a run.

    It never raises. It returns None where the verdict is ERROR, where the judge raised, answered
    too little or had no verdict, and where it did not end in time; for nothing else. Identical
    completions of one problem are judged once. Where the trainer gives `log_extra` and
    `log_metric`, status and gate go to the table of completions and the mean of each part to the
    metrics, under names that begin with `reward/`.

    Args:
        judge: Judges (key, completion) pairs, see `rewards.in_time.Judge`; it takes the Verilog
            out of a completion itself.
        key: Column of the data set that names the problem.
        weights: What each part counts.
        length: How long a completion may be; None = no penalty.
        deadline_s: For each item; see `rewards.in_time.ask`.
        record: Called once for each batch with a record for each completion, in their order. What
            it raises is swallowed and counted in the metric `reward/unrecorded`.
    """

    def reward(
        prompts: Sequence[Any],
        completions: Sequence[Any],
        completion_ids: Sequence[Sequence[int]] | None = None,
        **columns: Any,
    ) -> list[float | None]:
        started = time.monotonic()
        try:
            items = _items(prompts, completions, columns.get(key), key)
            lengths = [len(ids) for ids in completion_ids or [()] * len(items)]
            distinct = list(dict.fromkeys(items))
            answers = dict(zip(distinct, ask(judge, distinct, deadline_s), strict=True))
            records = _records(items, answers, lengths, length, weights, _step(columns))
        except Exception as error:
            # The boundary: trl would end the run, and no fault of ours may look like a bad design.
            records = _broken(completions, error)
        judge_s = time.monotonic() - started
        lost = _hand_over(record, records)
        _log(columns, records, judge_s=judge_s, lost=lost)
        return [one.reward for one in records]

    return reward


def _items(
    prompts: Sequence[Any], completions: Sequence[Any], keys: Any, column: str
) -> list[Item]:
    if not isinstance(keys, Sequence) or len(keys) != len(completions):
        raise ValueError(f"the data set has no column {column!r} with one key for each completion")
    del prompts  # the key stands for the prompt
    return [(str(name), _text(one)) for name, one in zip(keys, completions, strict=True)]


def _text(completion: Any) -> str:
    """Return the text of a completion; of a chat the last message."""
    if isinstance(completion, str):
        return completion
    return str(completion[-1]["content"]) if completion else ""


def _step(columns: dict[str, Any]) -> int | None:
    step = getattr(columns.get("trainer_state"), "global_step", None)
    return step if isinstance(step, int) else None


def _records(
    items: Sequence[Item],
    answers: dict[Item, Answer],
    lengths: Sequence[int],
    length: Length | None,
    weights: Weights,
    step: int | None,
) -> list[Record]:
    seen: set[Item] = set()
    found = []
    for item, tokens in zip(items, lengths, strict=True):
        status, parts, why = _judged(answers[item], tokens, length)
        found.append(
            Record(
                key=item[0], text=item[1], status=status, parts=parts, why=why, tokens=tokens,
                reward=None if parts is None else parts.total(weights), step=step,
                is_repeat=item in seen,
            )
        )  # fmt: skip
        seen.add(item)
    return found


def _judged(answer: Answer, tokens: int, length: Length | None) -> tuple[str, Parts | None, str]:
    """Return status, parts, and why there are none."""
    verdict = answer.verdict
    if verdict is None:
        return "", None, answer.why
    try:
        parts = parts_of(verdict, tokens=tokens, length=length)
        status = str(verdict.status)
    except Exception as error:  # what the judge returned is no verdict
        return "", None, f"no verdict, but {type(verdict).__name__}: {error}"
    return status, parts, "the verdict is ERROR: we broke" if parts is None else ""


def _broken(completions: Sequence[Any], error: Exception) -> list[Record]:
    why = f"{type(error).__name__}: {error}"
    return [Record(key="", text="", reward=None, why=why) for _ in completions]


def _hand_over(record: Callable[[Sequence[Record]], None] | None, records: Sequence[Record]) -> int:
    """Give the records away; return how many of them were lost."""
    if record is None:
        return 0
    try:
        record(records)
    except Exception:  # a full disk must not look like a bad design; the metric tells
        return len(records)
    return 0


def _log(columns: dict[str, Any], records: Sequence[Record], *, judge_s: float, lost: int) -> None:
    """Tell the trainer, where it listens."""
    log_extra, log_metric = columns.get("log_extra"), columns.get("log_metric")
    try:
        if log_extra is not None:
            log_extra("status", [one.status for one in records])
            log_extra("gate", [one.parts.gate or "" if one.parts else "" for one in records])
        if log_metric is not None:
            for name, value in metrics(records, judge_s=judge_s, lost=lost).items():
                log_metric(f"reward/{name}", value)
    except Exception:  # noqa: S110 - the trainer's own functions; a reward is worth more than a log
        pass


def metrics(records: Sequence[Record], *, judge_s: float = 0.0, lost: int = 0) -> dict[str, float]:
    """Return the mean of each part over the completions that have one.

    `infrastructure` is the share of completions without a reward, `repeats` of those that were
    judged before, `gate_…` of those that this gate stopped; `judge_s` are seconds for the batch,
    `unrecorded` records that could not be handed over.
    """
    found = {"judge_s": judge_s, "unrecorded": float(lost)}
    if not records:
        return found
    known = [one.parts for one in records if one.parts is not None]
    found["infrastructure"] = 1 - len(known) / len(records)
    found["repeats"] = sum(one.is_repeat for one in records) / len(records)
    if not known:
        return found
    for name in ("right", "proof", "vectors", "outputs", "brevity", "overlong"):
        found[name] = sum(getattr(parts, name) for parts in known) / len(known)
    for one in Gate:
        found[f"gate_{one}"] = sum(parts.gate is one for parts in known) / len(known)
    return found
