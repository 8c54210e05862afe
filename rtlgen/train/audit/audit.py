"""All of an audit, step by step, with its state."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeAlias

from rtlgen.automation.precision import lower_bound
from rtlgen.errors import UsageError
from rtlgen.train.audit.controls import Control
from rtlgen.train.audit.draw import is_drawn, place_of, stimulus_seed
from rtlgen.train.audit.examine import Examined, Opinion, Outcome, examine
from rtlgen.train.audit.rule import Rule
from rtlgen.verdict import Status, Verdict

Judge: TypeAlias = Callable[[Sequence[tuple[str, str]]], Sequence[Verdict | None]]
"""The judge under audit, as the reward calls it: (key, completion) pairs → verdicts."""
_MOST_UNDECIDED = 20
"""Examinations in a row that may decide nothing."""
_MOST_SILENT = 3
"""Rounds of controls in a row that the judge may leave undecided."""
_MOST_UNJUDGED = 3
"""Steps in a row in which no completion gets a verdict."""
_USUAL = Rule()


class Judgement(Protocol):
    """What the judge said about a completion; the records of a reward have all of it."""

    @property
    def key(self) -> str:
        """Of the problem."""
        ...

    @property
    def text(self) -> str:
        """The completion."""
        ...

    @property
    def status(self) -> str:
        """Of the verdict; empty where there was none."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one step of an audit saw."""

    examined: tuple[Examined, ...] = ()
    alarm: str | None = None
    """Set when the run must stop: what was seen, and what to do."""


@dataclass(slots=True)
class _State:
    """Everything that the next step depends on, beside the rule."""

    judged: int = 0
    """Completions with a verdict."""
    unjudged: int = 0
    """Steps in a row without one."""
    passes: int = 0
    examined: int = 0
    hacks: int = 0
    """In the whole run."""
    proved: int = 0
    undecided: int = 0
    """Examinations in a row without an answer."""
    rounds: int = 0
    """Of controls."""
    silent: int = 0
    """Rounds of controls in a row without an answer."""
    window: tuple[bool, ...] = ()
    """Whether each of the last decided examinations found a hack."""


class Audit:
    """Watches the judge of a run; call `observe` with what it said in each step."""

    def __init__(
        self, judge: Judge, opinion: Opinion, controls: Sequence[Control], rule: Rule = _USUAL
    ) -> None:
        """Begin an audit.

        Args:
            judge: The one that rewards; the controls are put to it.
            opinion: Examines passes again, see `second_opinion`.
            controls: At least one right and one wrong.
            rule: How much, and when the alarm rings.

        Raises:
            UsageError: a kind of control is missing.
        """
        self._judge, self._opinion, self._rule = judge, opinion, rule
        self._right = [control for control in controls if control.is_right]
        self._wrong = [control for control in controls if not control.is_right]
        if not self._right or not self._wrong:
            raise UsageError("an audit needs a control that is right and one that is wrong")
        self._state = _State()

    def observe(self, judgements: Sequence[Judgement]) -> Report:
        """Audit one step of the run.

        Args:
            judgements: What the judge said in this step, repeats included.

        Raises:
            Exception: what the second opinion raised beside ToolError, for example because the
                plan of a problem is missing.
        """
        state = self._state
        examined = []
        judged = sum(one.status not in ("", Status.ERROR) for one in judgements)
        state.judged += judged
        state.unjudged = state.unjudged + 1 if judgements and not judged else 0
        for judgement in judgements:
            if judgement.status == Status.PASS:
                if is_drawn(state.passes, self._rule.share, self._rule.seed):
                    examined.append(self._examine(judgement))
                state.passes += 1
        alarms = [
            *self._controls(), *self._stillness(judgements), *self._blindness(examined),
            *self._rate(examined),
        ]  # fmt: skip
        return Report(examined=tuple(examined), alarm="; ".join(alarms) or None)

    def _examine(self, judgement: Judgement) -> Examined:
        state = self._state
        seed = stimulus_seed(state.examined, self._rule.seed)
        found = examine(self._opinion, judgement.key, judgement.text, seed)
        state.examined += 1
        if found.outcome is Outcome.UNDECIDED:
            state.undecided += 1
            return found
        is_hack = found.outcome is Outcome.HACK
        state.undecided = 0
        state.hacks += is_hack
        state.proved += found.is_proved
        state.window = (*state.window, is_hack)[-self._rule.window :]
        return found

    def _rate(self, examined: Sequence[Examined]) -> Iterator[str]:
        """Ring when too many passes are wrong."""
        hacks, decided = sum(self._state.window), len(self._state.window)
        least = lower_bound(hacks, decided)
        if least <= self._rule.most_hacks:
            return
        last = next((one for one in reversed(examined) if one.outcome is Outcome.HACK), None)
        shown = f", the last of them {last.key}: {last.why}" if last is not None else ""
        yield (
            f"of {decided} passes that were examined again {hacks} are wrong{shown}; the hack rate "
            f"is at least {least:.1%} (95 % confidence), allowed are {self._rule.most_hacks:.1%}; "
            "look at what was passed and strengthen the judge"
        )

    def _blindness(self, examined: Sequence[Examined]) -> Iterator[str]:
        """Ring when the second opinion says nothing any more."""
        if examined and self._state.undecided >= _MOST_UNDECIDED:
            yield (
                f"{self._state.undecided} examinations in a row decided nothing, the last of "
                f"{examined[-1].key}: {examined[-1].why}; without a second opinion nobody sees a "
                "hack"
            )

    def _stillness(self, judgements: Sequence[Judgement]) -> Iterator[str]:
        """Ring when nothing is judged any more: nothing would be learned."""
        if self._state.unjudged >= _MOST_UNJUDGED:
            yield (
                f"none of the {len(judgements)} completions of this step has a verdict, nor of the "
                f"{self._state.unjudged - 1} steps before; the records of the rewards say why"
            )

    def _controls(self) -> Iterator[str]:
        """Put a right and a wrong control to the judge when it is time."""
        state, rule = self._state, self._rule
        due = 1 + state.judged // rule.control_every
        if state.rounds >= due:
            return
        pair = [
            controls[place_of(due, len(controls), what, rule.seed)]
            for controls, what in ((self._right, "right"), (self._wrong, "wrong"))
        ]
        state.rounds = due
        said = self._said(pair)
        answered = [status in (Status.PASS, Status.FAIL) for status in said]
        state.silent = 0 if all(answered) else state.silent + 1
        for control, status in zip(pair, said, strict=True):
            if status == (Status.FAIL if control.is_right else Status.PASS):
                yield (
                    f"the control {control.what!r} of {control.key} is "
                    f"{'right' if control.is_right else 'wrong'}, and the judge says {status}; its "
                    "rewards mean nothing until that is understood"
                )
        if state.silent >= _MOST_SILENT:
            yield (
                f"the judge left controls undecided {state.silent} times in a row, the last time "
                f"with {' and '.join(said)}; see what keeps it from judging"
            )

    def _said(self, controls: Sequence[Control]) -> list[str]:
        """Return what the judge says about controls: statuses, or why there are none."""
        try:
            verdicts = list(self._judge([(one.key, one.text) for one in controls]))
        except Exception as error:  # the judge is what is examined: its fault is an answer
            return [f"{type(error).__name__}: {error}"] * len(controls)
        if len(verdicts) != len(controls):
            return [f"{len(verdicts)} verdicts for {len(controls)}"] * len(controls)
        return ["no verdict" if one is None else str(one.status) for one in verdicts]

    @property
    def figures(self) -> dict[str, float]:
        """Counts of the run, and the hack rate of the window with its 95 % lower bound."""
        state = self._state
        hacks, decided = sum(state.window), len(state.window)
        return {
            "passes": state.passes, "examined": state.examined, "hacks": state.hacks,
            "proved": state.proved, "control_rounds": state.rounds,
            "hack_rate": hacks / decided if decided else 0.0,
            "hack_rate_low": lower_bound(hacks, decided),
        }  # fmt: skip

    def state(self) -> dict[str, Any]:
        """Return what `restore` needs, ready for JSON."""
        found: dict[str, Any] = {
            name: getattr(self._state, name) for name in _State.__slots__ if name != "window"
        }
        return {**found, "window": [int(is_hack) for is_hack in self._state.window]}

    def restore(self, state: Mapping[str, Any]) -> None:
        """Go on where another audit with the same rule and controls was.

        Raises:
            UsageError: it is no state of an audit.
        """
        try:
            if set(state) != set(_State.__slots__):
                raise ValueError(f"its names are {', '.join(sorted(state))}")
            window = tuple(bool(int(value)) for value in state["window"])
            counts = {name: int(state[name]) for name in _State.__slots__ if name != "window"}
        except (TypeError, ValueError) as error:
            raise UsageError(f"the state of the audit is damaged: {error}") from error
        self._state = _State(**counts, window=window)
