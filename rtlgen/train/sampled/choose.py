"""Which answers become examples, and how hard prompts are for the model."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rtlgen.datagen.example import Example
from rtlgen.datagen.normal import normal_form
from rtlgen.train.sampled.draws import Asked

STYLE = "sampled"
"""Style of the examples whose Verilog a model wrote."""


@dataclass(slots=True)
class Tally:
    """Counts over prompts."""

    prompts: int = 0
    judged: int = 0
    """Answers that count."""
    passed: int = 0
    always: int = 0
    """Prompts all of whose answers passed."""
    never: int = 0
    """Prompts none of whose answers passed."""
    unjudged: int = 0
    """Prompts without an answer that counts: most are too long for the model."""

    def add(self, asked: Asked) -> None:
        """Count one prompt."""
        self.prompts += 1
        self.judged += asked.judged
        self.passed += asked.passed
        self.always += is_solved(asked)
        self.never += asked.judged > 0 and asked.passed == 0
        self.unjudged += asked.judged == 0

    @property
    def rate(self) -> float:
        """Share of the answers that passed."""
        return self.passed / self.judged if self.judged else 0.0


def is_solved(asked: Asked) -> bool:
    """Whether all answers to a prompt passed."""
    return 0 < asked.judged == asked.passed


def tally(asked: Iterable[tuple[Example, Asked]]) -> dict[str, Tally]:
    """Return the counts of each family, by name."""
    found: dict[str, Tally] = {}
    for example, answers in asked:
        found.setdefault(example.family, Tally()).add(answers)
    return dict(sorted(found.items()))


def learned_from(
    asked: Iterable[tuple[Example, Asked]], *, most: int, has_solved: bool
) -> Iterator[Example]:
    """Yield examples with the model's own answers as Verilog.

    Of answers with the same syntax tree the first one is taken; of different ones, those that were
    drawn first.

    Args:
        asked: What was drawn.
        most: Examples of one prompt at most.
        has_solved: Also of prompts that were always answered rightly.
    """
    for example, answers in asked:
        if is_solved(answers) and not has_solved:
            continue
        trees: dict[tuple[str, ...], str] = {}
        for one in answers.answers:
            if one.verilog:
                trees.setdefault(normal_form(one.verilog), one.verilog)
        for verilog in list(trees.values())[:most]:
            yield dataclasses.replace(example, style=STYLE, verilog=verilog)


def rates(examples: Sequence[Example], asked: Mapping[str, Asked]) -> Iterator[dict[str, Any]]:
    """Yield how hard each example is for the model, as `rtlgen data select --scores` reads it.

    `loss` is the share of the answers that did not pass; null where none was judged.
    """
    for example in examples:
        answers = asked.get(example.id, Asked(id=example.id, answers=()))
        drawn, passed = answers.judged, answers.passed
        loss = round(1 - passed / drawn, 6) if drawn else None
        yield {"id": example.id, "drawn": drawn, "passed": passed, "loss": loss}
