"""What would exhaust the tools, and inputs that are driven, on the elaborated design."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pyslang import analysis, ast

from rtlgen.lint.rules.allowed.groups import Group, Hit
from rtlgen.verilog.syntax import Compiled

WIDEST = 1 << 16
"""Bits of one vector or expression."""
MOST_BITS = 1 << 26
"""Bits of all variables and nets."""
WIDEST_ARITHMETIC = 1 << 12
"""Bits of a product, quotient, remainder or power: the time grows with the square and more."""
MOST_PARTS = 250_000
"""Symbols, statements and expressions after elaboration."""
_ARITHMETIC = (
    ast.BinaryOperator.Multiply,
    ast.BinaryOperator.Divide,
    ast.BinaryOperator.Mod,
    ast.BinaryOperator.Power,
)


def oversized(compiled: Compiled) -> Iterator[Hit]:
    """Yield vectors, expressions, memories and designs that are too large."""
    hits: list[Hit] = []
    parts = bits = 0

    def visit(node: Any) -> Any:
        nonlocal parts, bits
        parts += 1
        if isinstance(node, ast.VariableSymbol | ast.NetSymbol):
            bits += node.type.bitstreamWidth
            if (width := _width(node.type)) > WIDEST:
                hits.append(Hit(Group.SIZES, f"a signal of {width} bits", node.location))
        elif isinstance(node, ast.Expression):
            is_arithmetic = isinstance(node, ast.BinaryExpression) and node.op in _ARITHMETIC
            limit, what = (
                (WIDEST_ARITHMETIC, "arithmetic on")
                if is_arithmetic
                else (WIDEST, "an expression of")
            )
            if (width := _width(node.type)) > limit:
                hits.append(Hit(Group.SIZES, f"{what} {width} bits", node.sourceRange.start))
        too_large = len(hits) or parts > MOST_PARTS or bits > MOST_BITS
        return ast.VisitAction.Interrupt if too_large else None

    compiled.compilation.getRoot().visit(visit)
    yield from hits
    if parts > MOST_PARTS:
        yield Hit(Group.SIZES, f"a design of more than {MOST_PARTS} parts", 1)
    if bits > MOST_BITS:
        yield Hit(Group.SIZES, f"a design with more than {MOST_BITS} bits of signals", 1)


def driven_inputs(compiled: Compiled, manager: analysis.AnalysisManager) -> Iterator[Hit]:
    """Yield input ports that something inside of their module drives."""
    hits: list[Hit] = []

    def visit(instance: Any) -> None:
        for port in instance.body.portList:
            inside = getattr(port, "internalSymbol", None)
            if inside is None or port.direction is not ast.ArgumentDirection.In:
                continue
            if any(not driver.isInputPort for driver in manager.getDrivers(inside)):
                what = f"a driver of the input {port.name!r}"
                hits.append(Hit(Group.INPUTS, what, port.location))

    compiled.compilation.getRoot().visit(lookup_table={ast.SymbolKind.Instance: visit})
    yield from hits


def _width(kind: Any) -> int:
    """Bits of a packed type, or of one element of an array."""
    while kind.isUnpackedArray:
        kind = kind.elementType
    return int(kind.bitWidth)
