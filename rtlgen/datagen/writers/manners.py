"""Whole specifications, in the manners in which people write them."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from rtlgen.datagen.drawn import Drawn, declare
from rtlgen.datagen.writers import tables
from rtlgen.datagen.writers.noise import remark, with_slips
from rtlgen.datagen.writers.ports import LISTERS, header
from rtlgen.mutation import sample_mutants


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


def rules(drawn: Drawn, rng: random.Random) -> str:
    """Each sentence on a line of its own."""
    opening = rng.choice((
        f"Requirements for a module named `{drawn.name}`",
        f"What a module named `{drawn.name}` has to do",
    ))  # fmt: skip
    mark = rng.choice(("- ", "* ", "  - "))
    lines = [f"{mark}{sentence}" for sentence in _sentences(_says(drawn, rng))]
    return f"{opening}\n\n{_listed(drawn, rng)}\n\n" + "\n".join(lines) + "\n"


def stub(drawn: Drawn, rng: random.Random) -> str:
    """A module without a body, to be completed."""
    opening = rng.choice(("Complete this module.", "Fill in the body of the module below."))
    ports = ",\n".join(f"    {declare(port)}" for port in drawn.ports)
    text = f"module {drawn.name} (\n{ports}\n);\n  // Your code\nendmodule"
    return f"{opening} {_says(drawn, rng)}\n\n```verilog\n{text}\n```\n"


def from_waveform(drawn: Drawn, rng: random.Random) -> str:
    """What a simulation shows instead of words."""
    opening = rng.choice((
        f"The module `{drawn.name}` is combinational. These are its waveforms.",
        f"Find out what the combinational module `{drawn.name}` does and implement it.",
    ))  # fmt: skip
    return f"{opening}\n\n{_listed(drawn, rng)}\n\n{tables.waveform(drawn, rng)}\n"


def repair(drawn: Drawn, rng: random.Random) -> str:
    """A module with a mistake, to be mended."""
    opening = rng.choice((
        "This module has a bug. Find it and write the module anew.",
        "The module below does not do what it should. Write a right one.",
    ))  # fmt: skip
    return f"{opening}\n\n{_mutant(drawn, rng)}\n\nIt should do this: {_says(drawn, rng)}\n"


def _mutant(drawn: Drawn, rng: random.Random) -> str:
    """Return a style with one change behind its header; nearly all of them are wrong."""
    right = drawn.verilog(rng.choice(list(drawn.bodies)))
    found = sample_mutants(right, _MUTANTS_TRIED, seed=rng.randrange(1 << 30), top=drawn.name)
    header = right.partition(");")[0]
    changed = [one.verilog for one in found if one.verilog.startswith(header)]
    return (changed[0] if changed else right).strip()


_MUTANTS_TRIED: Final = 3
_SENTENCE: Final = re.compile(r"(?<=[^\d][.;]) (?=[A-Z`])(?!(?:In|Out)puts?\b)")
"""Where a new line may begin; one that begins with `Output:` would be taken for a port."""


def _sentences(text: str) -> list[str]:
    return [part[0].upper() + part[1:] for part in _SENTENCE.split(text)]


MANNERS: Final[Mapping[str, Manner]] = MappingProxyType({
    "terse": Manner(write=terse),
    "request": Manner(write=request, weight=2.0),
    "exercise": Manner(write=exercise),
    "datasheet": Manner(write=datasheet),
    "truth table": Manner(write=from_table, suits=tables.has_table),
    "Karnaugh map": Manner(write=from_map, suits=tables.has_map),
    "waveform": Manner(write=from_waveform, suits=tables.has_table, weight=0.7),
    "rules": Manner(write=rules),
    "stub": Manner(write=stub, weight=0.7),
    "repair": Manner(write=repair, weight=0.4),
})  # fmt: skip


TABLED: Final = frozenset({"truth table", "Karnaugh map", "waveform"})
"""Manners that show all rows of a table and tell nothing in words."""


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
