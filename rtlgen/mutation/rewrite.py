"""An equivalent design that looks different: several rewritings, one after another."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.mutation.edit import Change
from rtlgen.mutation.mutants import has_same_interface
from rtlgen.mutation.rewritings import REWRITINGS, Exactness, Rewriting
from rtlgen.mutation.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One rewriting that was done."""

    rewriting: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewritten:
    """A design that behaves like the original."""

    verilog: str
    steps: tuple[Step, ...]
    """What was done, in order; empty where nothing applied, and then the text is the original."""
    exactness: Exactness
    """The weakest among the steps."""


def rewrite(
    verilog: str,
    *,
    seed: int,
    steps: int = 10,
    repeats: int = 2,
    top: str | None = None,
    rewritings: Sequence[Rewriting] = REWRITINGS,
) -> Rewritten:
    """Rewrite a design several times.

    Each step draws a rewriting that still applies and one of its places. A step whose result
    doesn't elaborate any more is not taken.

    Args:
        verilog: All modules of the design, trusted: it's parsed in this process.
        seed: The same seed gives the same text.
        steps: Most rewritings to do.
        repeats: How often each of them may be taken.
        top: Name of the top module; None = the only one that no other instantiates.
        rewritings: What may be done.

    Raises:
        UsageError: the design doesn't elaborate.
    """
    rng = random.Random(seed)  # noqa: S311 - a choice, not a secret
    source = Source(verilog, top=top)
    left = dict.fromkeys(rewritings, repeats)
    done: list[tuple[Rewriting, Change]] = []
    while left and len(done) < steps:
        rewriting = rng.choice(list(left))
        changes = list(rewriting.find(source))
        change = rng.choice(changes) if changes else None
        text = source.verilog if change is None else source.apply(change)
        left[rewriting] -= 1
        if left[rewriting] == 0 or change is None:
            del left[rewriting]
        if change is not None and has_same_interface(text, source):
            done.append((rewriting, change))
            source = Source(text, top=source.top.name)
    weakest = (
        Exactness.KNOWN_VALUES
        if any(rewriting.exactness is Exactness.KNOWN_VALUES for rewriting, _ in done)
        else Exactness.FOUR_STATE
    )
    taken = tuple(Step(rewriting=r.name, description=c.description) for r, c in done)
    return Rewritten(verilog=source.verilog, steps=taken, exactness=weakest)
