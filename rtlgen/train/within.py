"""A run that shall end at a time: its number of steps, from how long the first ones took."""

from __future__ import annotations

import json
import time
from pathlib import Path

from rtlgen.errors import UsageError
from rtlgen.train.run_files import RECIPE

SKIPPED = 20
"""Steps after each start of which the time does not count: compiler and caches are at work."""
MEASURED = 60
"""Steps after a start, after which the number is fixed."""
OPEN = 1_000_000
"""Steps of a run whose number is not fixed yet."""
_SPARE = 0.03
"""Of the time that is left, for checkpoints."""


class Within:
    """Measures the first steps of a run."""

    def __init__(self, seconds: float) -> None:
        """Begin: so many seconds from now the run shall be over."""
        self._seconds = seconds
        self._end = time.monotonic() + seconds
        self._started = 0.0

    def is_due(self, done: int) -> bool:
        """Whether to measure after so many steps since the start."""
        return done in (SKIPPED, MEASURED)

    def measure(self, done: int, step: int, decay: float) -> int | None:
        """Return how many steps the run has, once that is known.

        Args:
            done: Steps since the start; a device has finished all of its work on them.
            step: Steps of the whole run until now.
            decay: See `Recipe`.

        Raises:
            UsageError: the rates would have to fall already.
        """
        now = time.monotonic()
        if done == SKIPPED:
            self._started = now
            return None
        each_s = (now - self._started) / (MEASURED - SKIPPED)
        steps = step + max(1, int((self._end - now) * (1 - _SPARE) / each_s))
        if steps * (1 - decay) < step:
            raise UsageError(
                f"{self._seconds / 60:.1f} minutes are too few: a step takes {each_s:.2f} s, and "
                f"the rates are constant in {1 - decay:.0%} of a run only"
            )
        return steps


def fixed_steps(out: Path) -> int | None:
    """Return the number of steps that an earlier start of the run fixed; None without one."""
    path = out / RECIPE
    try:
        steps = int(json.loads(path.read_text())["recipe"]["steps"])
    except (OSError, ValueError, KeyError):
        return None
    return None if steps == OPEN else steps
