"""Where the two leading groups of candidates first differ, as a question for a person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.search.clusters import Compare
from rtlgen.verdict import TraceStep


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One answer."""

    value: str
    """Bits of the output, most significant first."""
    candidates: int
    """How many say so."""
    opinions: int = 0
    """How many second opinions do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One output at the end of a run, and what the candidates make of it."""

    steps: tuple[TraceStep, ...]
    """Inputs from power-up to where they differ."""
    output: str
    options: tuple[Option, Option]
    drawn: int
    """Candidates in all."""
    opinions: int = 0
    """Second opinions that count."""

    @property
    def question(self) -> str:
        """In words: the inputs of the last step and the two answers."""
        levels: dict[str, str] = {}
        for step in self.steps:
            levels |= dict(step.inputs)
        given = ", ".join(f"{name} = {bits}" for name, bits in levels.items())
        before = f", after {len(self.steps) - 1} steps" if len(self.steps) > 1 else ""
        answers = " or ".join(
            f"{self.output} = {option.value} ({self._supporters(option)})"
            for option in self.options
        )
        return f"for {given}{before}: {answers}?"

    def _supporters(self, option: Option) -> str:
        words = f"{option.candidates} of {self.drawn} candidates"
        if self.opinions:
            words += f", {option.opinions} of {self.opinions} second opinions"
        return words


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two groups."""

    text: str
    """Of one of its candidates."""
    candidates: int
    opinions: int = 0
    """Second opinions that it meets."""


def find_dispute(
    sides: tuple[Side, Side], drawn: int, compare: Compare, *, opinions: int = 0
) -> Dispute | None:
    """Return where two groups differ; None where the simulation shows no such place.

    Args:
        sides: The two groups, the leading one first.
        drawn: Candidates in all.
        compare: See `Compare`.
        opinions: Second opinions that count.
    """
    (verdict,) = compare(sides[0].text, [sides[1].text])
    found = verdict.evidence
    if found is None or not found.trace:
        return None
    last = found.trace[-1]
    differing = _first_difference(last.expected, last.got)
    if differing is None:
        return None
    output, *values = differing
    steps = tuple(TraceStep(inputs=step.inputs) for step in found.trace)
    one, other = (
        Option(value=value, candidates=side.candidates, opinions=side.opinions)
        for value, side in zip(values, sides, strict=True)
    )
    return Dispute(steps=steps, output=output, options=(one, other), drawn=drawn, opinions=opinions)


def _first_difference(
    expected: Sequence[tuple[str, str]], got: Sequence[tuple[str, str]]
) -> tuple[str, str, str] | None:
    answers = dict(got)
    for output, bits in expected:
        other = answers.get(output, bits)
        if any(a != b for a, b in zip(bits, other, strict=True) if a != "-"):
            return output, bits, other
    return None
