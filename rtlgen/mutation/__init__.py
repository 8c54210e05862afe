"""Mutants of a design, and equivalent designs that look different.

Both are textual edits found on pyslang's syntax tree, so what isn't changed stays as written.

    mutants.py      all mutants, or some by a seed   rewrite.py   several rewritings in a row
    operators/      the mistakes                     rewritings/  the other ways to say the same
    source.py       text, tree, types                edit.py      edits
    cheats.py    the cheapest wrong designs for an interface
    expressions.py  operators and parentheses        statements.py, states.py, literals.py

Not covered: several files, `include, what macros expand to, classes, interfaces, assertions.
"""

from __future__ import annotations

from rtlgen.mutation.cheats import cheats
from rtlgen.mutation.mutants import Mutant, mutants, sample_mutants
from rtlgen.mutation.operators import OPERATORS, Group, Operator, in_groups
from rtlgen.mutation.rewrite import Rewritten, Step, rewrite
from rtlgen.mutation.rewritings import REWRITINGS, Exactness, Rewriting

__all__ = [
    "OPERATORS",
    "REWRITINGS",
    "Exactness",
    "Group",
    "Mutant",
    "Operator",
    "Rewriting",
    "Rewritten",
    "Step",
    "cheats",
    "in_groups",
    "mutants",
    "rewrite",
    "sample_mutants",
]
