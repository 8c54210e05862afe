"""Examples: a specification and the Verilog that answers it."""

from __future__ import annotations

import dataclasses
import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.fitting import in_bases_of, nearest
from rtlgen.datagen.tabled import STYLE as TABLE
from rtlgen.datagen.writers import TABLED, write
from rtlgen.datagen.writers.openings import with_opening
from rtlgen.datagen.writers.rephrase import rephrased

_TRIES = 4
"""How often a specification is written anew when the same one came before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A pair to learn from."""

    family: str
    design: int
    """Number of the design; examples of one design do the same."""
    style: str
    manner: str
    prompt: str
    verilog: str

    @property
    def id(self) -> str:
        """Content hash."""
        return hashlib.sha256(f"{self.prompt}\0{self.verilog}".encode()).hexdigest()[:16]

    def record(self) -> dict[str, Any]:
        """Return plain values for a line of JSON."""
        return {"id": self.id, **dataclasses.asdict(self)}


def write_examples(
    drawn: Drawn, count: int, rng: random.Random, *, design: int, is_reworded: bool = False,
    is_fitting: bool = False,
) -> Iterator[Example]:  # fmt: skip
    """Yield examples of one design with different prompts, its styles in turn.

    What is told as a table is answered in the style of a table, where the design has it; nothing
    else is.

    Fewer than `count` come where the design cannot be told in so many ways.

    Args:
        drawn: The design.
        count: Examples at most.
        rng: Decides.
        design: Its number.
        is_reworded: Put the descriptions in other words than those of the family.
        is_fitting: Take the style that is nearest to each prompt instead, with numbers in its
            bases; see `rtlgen.datagen.fitting`.
    """
    styles = [style for style in drawn.bodies if style != TABLE]
    seen: set[str] = set()
    for number in range(count):
        for _ in range(_TRIES):
            prompt, manner = _reworded(drawn, rng) if is_reworded else write(drawn, rng)
            if prompt not in seen:
                break
        else:
            continue
        seen.add(prompt)
        is_tabled = manner in TABLED and TABLE in drawn.bodies
        style = TABLE if is_tabled else styles[number % len(styles)]
        if is_fitting and not is_tabled:
            style = nearest(prompt, {style: drawn.bodies[style] for style in styles})
        verilog = drawn.verilog(style)
        yield Example(
            family=drawn.family, design=design, style=style, manner=manner, prompt=prompt,
            verilog=in_bases_of(prompt, verilog) if is_fitting else verilog,
        )  # fmt: skip


def _reworded(drawn: Drawn, rng: random.Random) -> tuple[str, str]:
    prompt, manner = write(rephrased(drawn, rng), rng)
    return with_opening(prompt, drawn.name, rng), manner
