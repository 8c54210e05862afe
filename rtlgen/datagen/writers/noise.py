"""Remarks beside the point, and slips of the pen: neither changes what is asked for."""

from __future__ import annotations

import random
import re

from rtlgen.datagen.drawn import Drawn

_REMARKS = (
    "The result will be used in a larger system; keep the interface exactly as given.",
    "Use synthesizable Verilog only.",
    "Please answer with the complete module.",
    "This block is part of a teaching board.",
    "Readability matters more than area here.",
    "Do not add ports.",
    "Unless it says otherwise, a port is one bit wide.",
)
_SAFE = re.compile(r"`[^`]*`|```.*?```|\b[a-z]{6,12}\b", re.DOTALL)
"""Words that may be misspelt, and what must be stepped over."""
_MEANS = frozenset(
    {"active", "rising", "falling", "positive", "negative", "module", "inputs", "output",
     "outputs", "signed", "unsigned", "asynchronous", "synchronous", "direction", "number",
     "before", "clocked", "rotate", "arithmetic", "logical", "smallest", "largest", "called",
     "named", "implements", "interface", "single"}
)  # fmt: skip
"""Words on which the meaning hangs."""


def remark(rng: random.Random) -> str:
    """Return a sentence that says nothing about the design."""
    return rng.choice(_REMARKS)


def with_slips(text: str, drawn: Drawn, rng: random.Random) -> str:
    """Misspell a word or two that carry no meaning of their own."""
    names = {drawn.name, *(port.name for port in drawn.ports)}
    places = [
        match
        for match in _SAFE.finditer(text)
        if not match[0].startswith("`") and match[0] not in _MEANS | names
    ]
    # Two equal letters next to each other change places without a trace, so a letter goes missing.
    for match in sorted(
        rng.sample(places, min(len(places), rng.randint(1, 2))), key=lambda m: -m.start()
    ):
        word, at = match[0], rng.randrange(1, len(match[0]) - 2)
        swapped = word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        slip = swapped if swapped != word and rng.random() < 0.5 else word[:at] + word[at + 1 :]
        text = text[: match.start()] + slip + text[match.end() :]
    return text
