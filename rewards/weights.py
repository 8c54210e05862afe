"""What each part of a reward counts, and which choices are refused."""

from __future__ import annotations

import dataclasses
import math
from dataclasses import dataclass

MARGIN = 0.05
"""The worst right answer earns at least so much more than the best wrong one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """Weights of the parts of a reward.

    A design that a gate stops earns 0. Another wrong one earns `ran`, `vectors` times its pass
    rate and `outputs` times its share of right outputs, less `overlong`, but never less than 0.
    A right one earns `right`, `proof` if it is proved, `brevity`, less `overlong`.

    Raises:
        ValueError: with these weights a wrong answer could come up to a right one, or a short one
            to a better one.
    """

    right: float = 1.0
    proof: float = 0.1
    brevity: float = 0.01
    ran: float = 0.05
    """For a wrong design that came through all gates."""
    vectors: float = 0.1
    outputs: float = 0.2
    overlong: float = 0.2
    """What is taken off a completion that was cut off."""

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if not (math.isfinite(value) and value >= 0):
                raise ValueError(f"weight {field.name!r} must be a number from 0 up, not {value}")
        if self.least_right < self.most_wrong + MARGIN:
            raise ValueError(
                f"a wrong answer could earn {self.most_wrong:g} and a right one only "
                f"{self.least_right:g}; right - overlong must exceed ran + vectors + outputs by "
                f"{MARGIN:g}"
            )
        if self.brevity >= (self.proof or MARGIN):
            raise ValueError(
                f"brevity decides between equals only; its weight must lie below "
                f"{self.proof or MARGIN:g}, not at {self.brevity:g}"
            )

    @property
    def most_wrong(self) -> float:
        """What a wrong answer earns at most."""
        return self.ran + self.vectors + self.outputs

    @property
    def least_right(self) -> float:
        """What a right answer earns at least."""
        return self.right - self.overlong
