"""Ways to say the same thing, in groups whose members mean the same.

clocks.py      edges of the clock
resets.py      what a reset is and does
levels.py      a bit is 1, a bit is 1 if …
storage.py     registers that hold, load, count and shift
logic.py       gates, numbers, comparisons
structure.py   what the reader shall do, rules, cases
exercises.py   sentences of exercises on combinational logic
formulas.py    formulas, gates one by one, vectors, choices
words.py       words and spelling

A member is a template: `{x}` stands for a name, see `rtlgen.datagen.writers.slots`. One that begins
with `<` is only looked for, one with `>` is only written; all others are both. A group whose first
member has a `^` (behind that mark) is for the beginning of a sentence, with `^^` for the beginning
of the text. Groups are tried in their order, those with more context first.
"""

from __future__ import annotations

from rtlgen.datagen.writers.phrases import (
    clocks,
    exercises,
    formulas,
    levels,
    logic,
    resets,
    storage,
    structure,
    words,
)

GROUPS: tuple[tuple[str, ...], ...] = (
    *resets.GROUPS,
    *clocks.GROUPS,
    *exercises.GROUPS,
    *formulas.GROUPS,
    *structure.GROUPS,
    *levels.GROUPS,
    *storage.GROUPS,
    *logic.GROUPS,
    *words.GROUPS,
)
"""All groups in the order in which they are tried."""
