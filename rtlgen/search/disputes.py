"""Where the two largest groups of candidates first differ, as a question for a person."""

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


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """One output at the end of a run, and what the candidates make of it."""

    steps: tuple[TraceStep, ...]
    """Inputs from power-up to where they differ."""
    output: str
    options: tuple[Option, Option]
    drawn: int
    """Candidates in all."""

    @property
    def question(self) -> str:
        """In words: the inputs of the last step and the two answers."""
        levels: dict[str, str] = {}
        for step in self.steps:
            levels |= dict(step.inputs)
        given = ", ".join(f"{name} = {bits}" for name, bits in levels.items())
        before = f", after {len(self.steps) - 1} steps" if len(self.steps) > 1 else ""
        answers = " or ".join(
            f"{self.output} = {option.value} ({option.candidates} of {self.drawn} candidates)"
            for option in self.options
        )
        return f"for {given}{before}: {answers}?"


def find_dispute(
    texts: tuple[str, str], weights: tuple[int, int], drawn: int, compare: Compare
) -> Dispute | None:
    """Return where two candidates differ; None where the simulation shows no such place.

    Args:
        texts: One candidate of each of the two groups, that of the larger one first.
        weights: Candidates of each group.
        drawn: Candidates in all.
        compare: See `Compare`.
    """
    (verdict,) = compare(texts[0], [texts[1]])
    found = verdict.evidence
    if found is None or not found.trace:
        return None
    last = found.trace[-1]
    differing = _first_difference(last.expected, last.got)
    if differing is None:
        return None
    output, one, other = differing
    steps = tuple(TraceStep(inputs=step.inputs) for step in found.trace)
    options = (Option(value=one, candidates=weights[0]), Option(value=other, candidates=weights[1]))
    return Dispute(steps=steps, output=output, options=options, drawn=drawn)


def _first_difference(
    expected: Sequence[tuple[str, str]], got: Sequence[tuple[str, str]]
) -> tuple[str, str, str] | None:
    answers = dict(got)
    for output, bits in expected:
        other = answers.get(output, bits)
        if any(a != b for a, b in zip(bits, other, strict=True) if a != "-"):
            return output, bits, other
    return None
