"""What a Python reference model looks like.

    class Counter:
        def __init__(self):
            self.q, self.clk = 0, 0

        def step(self, inputs):
            if inputs["clk"] and not self.clk:
                self.q = 0 if inputs["rst"] else (self.q + 1) % 16
            self.clk = inputs["clk"]
            return {"q": self.q}

`rtlgen check counter.v --model models:Counter` drives the same stimulus into the design and the
model and compares the outputs after every step.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol


class ReferenceModel(Protocol):
    """A model of a design, step by step; a new one is made for each run."""

    def step(self, inputs: Mapping[str, int | None]) -> Mapping[str, int | None]:
        """Take the levels of all inputs and return the levels of the outputs.

        Within a step the clock changes before the data inputs, so an edge sees the data of the
        step before. An input that is unknown is None; an output of None may have any value.
        """
        ...
