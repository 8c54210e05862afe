"""What may be evaluated twice, moved, or named anew."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyslang import ast, syntax

from rtlgen.mutation.literals import read_literal
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import ASSIGNMENTS, Place, inside, place_of

_STEPS = ("++", "--")


def is_pure(node: syntax.SyntaxNode) -> bool:
    """Whether an expression does nothing but read: no call of an own function, no `++`."""
    for part in inside(node, syntax.ExpressionSyntax):
        if isinstance(part, syntax.PostfixUnaryExpressionSyntax) or part.kind in ASSIGNMENTS:
            return False
        if isinstance(part, syntax.PrefixUnaryExpressionSyntax) and (
            part.operatorToken.rawText in _STEPS
        ):
            return False
        if isinstance(part, syntax.InvocationExpressionSyntax) and not isinstance(
            part.left, syntax.SystemNameSyntax
        ):
            return False
    return True


def is_fill(node: syntax.SyntaxNode) -> bool:
    """Whether an expression is `'0`, `'1`, `'x` or `'z`, whose width is that of its neighbours."""
    return node.kind is syntax.SyntaxKind.UnbasedUnsizedLiteralExpression


def rewritable(
    source: Source, *types: type[syntax.ExpressionSyntax]
) -> Iterator[syntax.SyntaxNode]:
    """Yield the expressions of these types whose value is used and that only read."""
    for node in source.nodes(*types):
        if place_of(node) is Place.VALUE and is_pure(node):
            yield node


def known_value(source: Source, node: syntax.SyntaxNode) -> int | None:
    """Return the value of a literal or constant name; None if unknown, negative or no constant."""
    literal = read_literal(source.code(node))
    if literal is not None:
        return literal.value
    symbol = source.symbol(node) if isinstance(node, syntax.IdentifierNameSyntax) else None
    if not isinstance(symbol, ast.ParameterSymbol | ast.EnumValueSymbol):
        return None
    text = str(symbol.value)
    literal = read_literal(text)
    return literal.value if literal is not None else None


def fresh_name(source: Source, stem: str) -> str:
    """Return a name that occurs nowhere in the text, not even in a comment."""
    number = 0
    while re.search(rf"\b{stem}_{number}\b", source.verilog):
        number += 1
    return f"{stem}_{number}"
