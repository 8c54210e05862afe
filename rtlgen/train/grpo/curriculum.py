"""Which prompts come next: new ones from easy to hard, and those from which something is learned.

A group of completions that all earn the same teaches nothing: its advantages are zero. So each
prompt has a window of what its last groups earned, mean and spread. Prompts that have been tried
are drawn in proportion to their spread. One whose whole window has no spread (always solved, or
never) rests, and is tried again later with a new window: the model has changed by then.

Sources: dropping groups without spread: DAPO (Yu et al. 2025, arXiv:2503.14476, section 3.2), by
drawing again within a step; here they are left out of later steps, which costs no rollouts.
A window on mean and spread: VeriReason (Wang et al. 2025, arXiv:2505.11849), before the training.
"""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

_NO_SPREAD = 1e-6
"""A standard deviation of rewards that is no more than rounding."""
_LEAST_WEIGHT = 0.02
"""Of a prompt whose last groups had no spread, but whose window is not full."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How fast new prompts come, and how long useless ones rest."""

    new_share: float = 0.5
    """Share of the prompts of a draw that are new, as long as there are new ones."""
    window: int = 2
    """Groups in a row without spread after which a prompt rests."""
    rest: int = 100
    """Draws that it rests."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What one group of completions earned."""

    mean: float
    spread: float
    """Standard deviation over the group."""


@dataclass(slots=True)
class _Tried:
    """What is known of a prompt."""

    window: list[Earned] = field(default_factory=list)
    """The last groups, oldest first."""
    rests_until: int = 0
    """The draw from which on it may come again."""

    @property
    def weight(self) -> float:
        return max(_LEAST_WEIGHT, statistics.fmean(one.spread for one in self.window))


def earned(rewards: Sequence[float | None]) -> Earned | None:
    """Return mean and spread of a group; None where less than two completions were judged."""
    known = [reward for reward in rewards if reward is not None]
    if len(known) < 2:
        return None
    return Earned(mean=statistics.fmean(known), spread=statistics.pstdev(known))


class Curriculum:
    """The state of all prompts, by their place in the order of difficulty.

    What it draws depends on the seed, the number of the draw and what was noted before, so a
    draw can be made again until it is noted.
    """

    def __init__(self, count: int, *, pace: Pace, seed: int) -> None:
        """Begin with `count` prompts, the easiest first."""
        self._count, self._pace, self._seed = count, pace, seed
        self.draws = 0
        """Draws that were noted."""
        self._new = 0
        """The data cursor: prompts before it have been tried."""
        self._tried: dict[int, _Tried] = {}

    def draw(self, count: int) -> list[int]:
        """Return the places of `count` different prompts for the next draw; all where too few."""
        rng = random.Random(f"{self._seed}/draw {self.draws}")  # noqa: S311 - no secret
        count = min(count, self._count)
        awake = [place for place, one in self._tried.items() if one.rests_until <= self.draws]
        new = range(self._new, self._count)
        wanted = max(math.ceil(count * self._pace.new_share), count - len(awake))
        chosen = list(new[:wanted])
        chosen += self._by_spread(awake, count - len(chosen), rng)
        if len(chosen) < count:  # nothing is new, and most prompts rest: those that wait longest
            asleep = sorted(self._tried.keys() - set(chosen), key=self._by_waiting)
            chosen += asleep[: count - len(chosen)]
        return chosen

    def note(self, groups: Mapping[int, Earned | None]) -> None:
        """Take in what the prompts of a draw earned; None where nothing was judged."""
        self.draws += 1
        for place, found in groups.items():
            self._new = max(self._new, place + 1) if place not in self._tried else self._new
            one = self._tried.setdefault(place, _Tried())
            if found is None:
                continue
            one.window = [*one.window, found][-self._pace.window :]
            is_full = len(one.window) == self._pace.window
            if is_full and all(earlier.spread < _NO_SPREAD for earlier in one.window):
                one.window, one.rests_until = [], self.draws + self._pace.rest

    @property
    def counts(self) -> dict[str, int]:
        """How many prompts are new, awake and resting."""
        resting = sum(one.rests_until > self.draws for one in self._tried.values())
        awake = len(self._tried) - resting
        return {"new": self._count - self._new, "awake": awake, "resting": resting}

    def record(self) -> dict[str, Any]:
        """Return plain values, from which `restore` makes the same state."""
        return {
            "draws": self.draws, "new": self._new,
            "tried": [
                [place, one.rests_until, *([found.mean, found.spread] for found in one.window)]
                for place, one in self._tried.items()
            ],
        }  # fmt: skip

    def restore(self, record: Mapping[str, Any]) -> None:
        """Take up the state of a record."""
        self.draws, self._new = record["draws"], record["new"]
        self._tried = {
            place: _Tried([Earned(mean=mean, spread=spread) for mean, spread in window], rests)
            for place, rests, *window in record["tried"]
        }

    def _by_spread(self, places: Sequence[int], count: int, rng: random.Random) -> list[int]:
        """Draw some without replacement, in proportion to their spread.

        Source: Efraimidis and Spirakis 2006, "Weighted random sampling with a reservoir".
        """
        keys = {place: rng.random() ** (1 / self._weight(place)) for place in places}
        return sorted(keys, key=lambda place: -keys[place])[: max(0, count)]

    def _weight(self, place: int) -> float:
        one = self._tried[place]
        return one.weight if one.window else 1.0  # it has rested, and nothing is known any more

    def _by_waiting(self, place: int) -> tuple[int, int]:
        return self._tried[place].rests_until, place
