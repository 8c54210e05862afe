"""Equations in sentences: `y = a & ~b`, `f = (a AND b) OR NOT c`, as truth tables.

Covered: sentences that are an equation for one output bit over single input bits, with the bitwise
operators of Verilog or their names in words. Not covered: conditions (`when en is 1, y = a`),
arithmetic, vectors.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from rtlgen.spec.artefacts.values import Signals
from rtlgen.spec.model import Column, SourceRef, Spec, TableRow, TruthTable

_EQUATION = re.compile(
    r"(?P<output>[A-Za-z_]\w*(?:\[\d+\])?)\s*=\s*(?P<right>[\w\s\[\]()~!&|^']+?)\s*[.;,]?$"
)
_CONDITION = re.compile(
    r"\b(?:if|when|while|unless|whenever|otherwise|else|after|until|example|instead|wrong|was|next)"
    r"\b",
    re.IGNORECASE,
)
_TOKEN = re.compile(r"\s*(?:1'b[01]|[A-Za-z_]\w*(?:\[\d+\])?|[~!&|^()])")
_MARKS = {"and": "&", "or": "|", "xor": "^", "not": "~", "!": "~"}
_PRIORITY = {"|": 1, "^": 2, "&": 3}
_MOST_INPUTS = 8

_Value: TypeAlias = Callable[[Mapping[Column, bool]], bool]


class _NoEquation(Exception):  # noqa: N818 - what was tried is no equation; nobody is told
    pass


def read_equations(spec: Spec) -> Iterator[TruthTable]:
    """Yield a table for each equation of the text that says what an output is."""
    signals = Signals(spec.ports)
    for place, sentence in spec.sentences:
        plain = re.sub(r"[`*$]", "", sentence).strip()
        plain = re.sub(r"^(?:[-+•]|\d+[.)])\s+", "", plain).removeprefix("assign ").strip()
        match = _EQUATION.search(plain)
        if match is None or _CONDITION.search(plain) or "==" in plain:
            continue
        before = plain[: match.start()].strip()
        if before and not before.endswith((":", "by", "is", "equation", "function", "that")):
            continue
        try:
            yield _table(match, place, signals)
        except _NoEquation:
            continue


def _table(match: re.Match[str], place: SourceRef, signals: Signals) -> TruthTable:
    output = signals.column(match["output"])
    if output is None or signals.is_input(output) or signals.width(output) != 1:
        raise _NoEquation
    parser = _Parser(match["right"], signals)
    value = parser.whole()
    inputs = tuple(dict.fromkeys(parser.used))
    if not 0 < len(inputs) <= _MOST_INPUTS:
        raise _NoEquation
    rows = []
    for bits in itertools.product("01", repeat=len(inputs)):
        known = {column: bit == "1" for column, bit in zip(inputs, bits, strict=True)}
        rows.append(TableRow(inputs=bits, outputs=(str(int(value(known))),), line=place.line))
    return TruthTable(inputs=inputs, outputs=(output,), rows=tuple(rows), source=place)


class _Parser:
    """Recursive descent over the operators, the loosest first."""

    def __init__(self, text: str, signals: Signals) -> None:
        self._signals = signals
        self.used: list[Column] = []
        self._tokens: list[str] = []
        at = 0
        while text[at:].strip():
            match = _TOKEN.match(text, at)
            if match is None:
                raise _NoEquation
            self._tokens.append(_MARKS.get(match[0].strip().lower(), match[0].strip()))
            at = match.end()

    def whole(self) -> _Value:
        """Read all of it."""
        value = self._binary(1)
        if self._tokens:
            raise _NoEquation
        return value

    def _binary(self, priority: int) -> _Value:
        if priority > max(_PRIORITY.values()):
            return self._unary()
        left = self._binary(priority + 1)
        while self._tokens and _PRIORITY.get(self._tokens[0]) == priority:
            left = _combine(self._tokens.pop(0), left, self._binary(priority + 1))
        return left

    def _unary(self) -> _Value:
        if not self._tokens:
            raise _NoEquation
        head = self._tokens.pop(0)
        if head == "~":
            inner = self._unary()
            return lambda known: not inner(known)
        if head == "(":
            inner = self._binary(1)
            if not self._tokens or self._tokens.pop(0) != ")":
                raise _NoEquation
            return inner
        if head in ("1'b0", "1'b1"):
            return lambda _: head == "1'b1"
        column = self._signals.column(head)
        if column is None or not self._signals.is_input(column) or self._signals.width(column) != 1:
            raise _NoEquation
        self.used.append(column)
        return lambda known: known[column]


def _combine(mark: str, left: _Value, right: _Value) -> _Value:
    if mark == "&":
        return lambda known: left(known) and right(known)
    if mark == "|":
        return lambda known: left(known) or right(known)
    return lambda known: left(known) != right(known)
