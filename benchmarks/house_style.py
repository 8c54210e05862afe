"""Specifications of an invented company with their Verilog: does a model learn its language?

Writes OUT/specs, pairs to learn from, and OUT/held, pairs to measure with. Designs are drawn from
families that training knows; the texts are in a jargon that it does not.

    python benchmarks/house_style.py OUT --count 150 --held 40
"""

from __future__ import annotations

import argparse
import random
import re
from collections.abc import Iterator
from pathlib import Path

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.families import families

FAMILIES = (
    "accumulators", "comparators", "counters", "edge_detectors", "flip_flops", "gray_codes",
    "latches", "muxes", "parities", "shift_registers", "shifters", "up_down_counters",
)  # fmt: skip
JARGON = (
    (r"(?:rising|positive) (?:clock )?edge", "UP-FLANK"),
    (r"falling \(negative\) (?:clock )?edge", "DOWN-FLANK"),
    (r"active-high", "H-TRUE"), (r"active-low", "L-TRUE"),
    (r"asynchronous", "FREE"), (r"synchronous", "TIED"),
    (r"\breset\b", "HOME"), (r"\b(?:sets|clears) (`\w+`) to\b", r"puts in \1"),
    (r"\bregister\b", "cell row"), (r"\bcounter\b", "stepper"), (r"\bcounts\b", "steps"),
    (r"\bis 1\b", "stands H"), (r"\bis 0\b", "stands L"), (r"\b[Ww]hen\b", "ON"),
    (r"\bwhile\b", "DURING"), (r"\b[Oo]therwise\b", "ELSE"), (r"\bshift(?:ed|s)?\b", "moved"),
    (r"\bEverything happens\b", "TICK:"), (r"\bleast significant\b", "tail"),
    (r"\bmost significant\b", "head"), (r"\bmultiplexer\b", "switch"), (r"\bbits?\b", "lines"),
)  # fmt: skip
"""What a writer of this company says instead of a phrase."""


def main() -> None:
    """Write both folders."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("out", type=Path)
    parser.add_argument("--count", type=int, default=150, help="pairs to learn from")
    parser.add_argument("--held", type=int, default=40, help="pairs to measure with")
    options = parser.parse_args()
    designs = _designs()
    for name, count in (("specs", options.count), ("held", options.held)):
        folder = options.out / name
        folder.mkdir(parents=True)
        for number in range(count):
            drawn, style, text = next(designs)
            path = folder / f"{drawn.family}_{number}.md"
            path.write_text(_specification(drawn, text))
            path.with_suffix(".v").write_text(drawn.verilog(style))


def _designs() -> Iterator[tuple[Drawn, str, str]]:
    """Draw different designs, each with a style and one of its first descriptions."""
    seen, number, known = set(), 0, families()
    while True:
        rng = random.Random(f"house/{number}")  # noqa: S311 - no secret
        drawn = known[FAMILIES[number % len(FAMILIES)]](rng)
        number += 1
        style = rng.choice(list(drawn.bodies))
        if drawn.verilog(style) not in seen:
            seen.add(drawn.verilog(style))
            yield drawn, style, rng.choice(drawn.says[:4])


def _specification(drawn: Drawn, text: str) -> str:
    for phrase, jargon in JARGON:
        text = re.sub(phrase, jargon, text)
    ports = "\n".join(
        f"- {port.direction} `{port.name}`, {port.width} bit{'s' * (port.width > 1)}"
        for port in drawn.ports
    )
    return f"# {drawn.name}\n\n{ports}\n\n{text}\n"


if __name__ == "__main__":
    main()
