"""Whole specifications, in the manners in which people write them."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.writers import tables
from rtlgen.datagen.writers.noise import remark, with_slips
from rtlgen.datagen.writers.ports import LISTERS, header


@dataclass(frozen=True, slots=True, kw_only=True)
class Manner:
    """A way to write a specification."""

    write: Callable[[Drawn, random.Random], str]
    suits: Callable[[Drawn], bool] | None = None
    """Whether a design can be written in it; None = any can."""
    weight: float = 1.0
    """How often it is drawn, in proportion."""


def terse(drawn: Drawn, rng: random.Random) -> str:
    """The head and a line."""
    return f"{header(drawn, rng)}\n\n{_says(drawn, rng)}\n"


def request(drawn: Drawn, rng: random.Random) -> str:
    """A wish in a whole sentence, then the interface, then what it shall do."""
    opening = rng.choice((
        f"I would like a Verilog module named `{drawn.name}` with this interface:",
        f"Implement a module named `{drawn.name}`. Its ports are:",
        f"Please write the module `{drawn.name}`. It has the following ports:",
        f"Design a hardware module called `{drawn.name}` with the ports below.",
    ))  # fmt: skip
    return f"{opening}\n\n{_listed(drawn, rng)}\n\n{_says(drawn, rng)}\n"


def exercise(drawn: Drawn, rng: random.Random) -> str:
    """A textbook's exercise: the task first."""
    opening = rng.choice(("Exercise.", "Problem:", "Task:", "Given the ports below, solve this."))
    name = f"Module name: {drawn.name}"
    return f"{opening} {_says(drawn, rng)}\n\n{name}\n\n{_listed(drawn, rng)}\n"


def datasheet(drawn: Drawn, rng: random.Random) -> str:
    """Headings, a table of pins, a function."""
    first, second = rng.choice((
        ("Interface", "Function"), ("Ports", "Functional description"), ("Pins", "Operation")
    ))  # fmt: skip
    return (
        f"# {drawn.name}\n\n## {first}\n\n{_listed(drawn, rng)}\n\n## {second}\n\n"
        f"{_says(drawn, rng)}\n"
    )


def from_table(drawn: Drawn, rng: random.Random) -> str:
    """A truth table instead of words."""
    opening = rng.choice((
        f"The module `{drawn.name}` implements this truth table.",
        f"Write a module named `{drawn.name}` for the truth table below.",
    ))  # fmt: skip
    return f"{opening}\n\n{_listed(drawn, rng)}\n\n{tables.truth_table(drawn, rng)}\n"


def from_map(drawn: Drawn, rng: random.Random) -> str:
    """A Karnaugh map instead of words."""
    opening = rng.choice((
        f"The module `{drawn.name}` implements this Karnaugh map.",
        f"Write a module named `{drawn.name}` for the function in the Karnaugh map below.",
    ))  # fmt: skip
    return f"{opening}\n\n{_listed(drawn, rng)}\n\n{tables.karnaugh_map(drawn)}\n"


MANNERS: Final[Mapping[str, Manner]] = MappingProxyType({
    "terse": Manner(write=terse),
    "request": Manner(write=request, weight=2.0),
    "exercise": Manner(write=exercise),
    "datasheet": Manner(write=datasheet),
    "truth table": Manner(write=from_table, suits=tables.has_table),
    "Karnaugh map": Manner(write=from_map, suits=tables.has_map),
})  # fmt: skip


def write(drawn: Drawn, rng: random.Random) -> tuple[str, str]:
    """Write a specification; return it with the name of its manner."""
    fitting = {
        name: manner
        for name, manner in MANNERS.items()
        if manner.suits is None or manner.suits(drawn)
    }
    weights = [manner.weight for manner in fitting.values()]
    name = rng.choices(list(fitting), weights)[0]
    text = fitting[name].write(drawn, rng)
    if rng.random() < 0.15:
        text = f"{remark(rng)}\n\n{text}" if rng.random() < 0.5 else f"{text}\n{remark(rng)}\n"
    return (with_slips(text, drawn, rng) if rng.random() < 0.1 else text), name


def _says(drawn: Drawn, rng: random.Random) -> str:
    return rng.choice(drawn.says)


def _listed(drawn: Drawn, rng: random.Random) -> str:
    return rng.choice(LISTERS)(drawn, rng)
