"""The families: one file each, with a function `draw(rng)` that returns a design.

A file says what the members of a family have in common (its docstring) and draws widths, variants,
names, the Verilog in several styles, descriptions in several words, and the behaviour. The Verilog
and the behaviour must not be derived from each other: `rtlgen.datagen.judge` compares them.
"""

from __future__ import annotations

import importlib
import pkgutil
import random
from collections.abc import Callable

from rtlgen.datagen.drawn import Drawn

Draw = Callable[[random.Random], Drawn]


def families() -> dict[str, Draw]:
    """Return all families by name, in alphabetical order."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    return {name: importlib.import_module(f"{__name__}.{name}").draw for name in names}
