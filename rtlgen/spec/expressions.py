"""Values of the expressions that stand in ranges and widths, parameters included."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

_ALLOWED = re.compile(r"^[\w\s+\-*/%<>()$'?:=!&|~^]+$")
_MAX_LENGTH = 200


class Unresolved(ValueError):  # noqa: N818 - the state of an expression; callers make the error
    """An expression has no value: it names what is not known, or is no expression."""


class Scope:
    """Parameters and their values; evaluates constant expressions as Verilog does."""

    def __init__(self, parameters: Mapping[str, str]) -> None:
        """Define the parameters, whose defaults may use each other in any order."""
        self._defaults = dict(parameters)
        self._values: dict[str, int] = {}

    def value(self, expression: str) -> int:
        """Return the value of a constant expression.

        Raises:
            Unresolved: the message says why, for example `'W' is not a known parameter`.
        """
        return self._value(expression, ())

    def _value(self, expression: str, path: tuple[str, ...]) -> int:
        text = expression.strip()
        if re.fullmatch(r"-?\d{1,9}", text):
            return int(text)
        if not text or len(text) > _MAX_LENGTH or not _ALLOWED.match(text):
            raise Unresolved(f"{_shorten(text)!r} is not a constant expression")
        for name in re.findall(r"(?<![\w$'])[A-Za-z_][\w$]*", text):
            if name not in self._defaults:
                raise Unresolved(f"{name!r} is not a known parameter")
            if name in path:
                raise Unresolved(f"the parameter {name!r} is defined by itself")
            if name not in self._values:
                self._values[name] = self._value(self._defaults[name], (*path, name))
        return self._evaluate(text)

    def _evaluate(self, text: str) -> int:
        from pyslang.ast import ScriptSession

        session: Any = ScriptSession()
        used = set(re.findall(r"(?<![\w$'])[A-Za-z_][\w$]*", text))
        for name in sorted(used):
            session.eval(f"localparam longint {name} = {self._values[name]};")
        result: Any = session.eval(text).value
        problems = [d for d in session.getDiagnostics() if d.isError()]
        if problems or not hasattr(result, "hasUnknown") or result.hasUnknown:
            raise Unresolved(f"{_shorten(text)!r} is not a constant expression")
        return int(result)


def _shorten(text: str) -> str:
    return text if len(text) <= 40 else text[:37] + "..."
