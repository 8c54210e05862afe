"""What a lint rule is, and the registry."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from rtlgen.finding import Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A code and the function that looks for it; the function's docstring is its page."""

    code: str
    page: str
    check: Callable[[Any], Iterable[Finding]] | None = None
    """Takes the pyverilog module; None for rules that the front end or the contract decides."""


STRUCTURE: list[Rule] = []
"""Rules on the pyverilog AST, in order of their codes."""


def structure_rule(
    code: str,
) -> Callable[[Callable[[Any], Iterable[Finding]]], Callable[[Any], Iterable[Finding]]]:
    """Register a rule on the pyverilog AST; its docstring's first line is the title."""

    def register(check: Callable[[Any], Iterable[Finding]]) -> Callable[[Any], Iterable[Finding]]:
        title, _, rest = inspect.cleandoc(check.__doc__ or "").partition("\n")
        STRUCTURE.append(Rule(code=code, page=f"# {code} {title.rstrip('.')}\n{rest}", check=check))
        return check

    return register
