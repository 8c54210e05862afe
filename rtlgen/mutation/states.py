"""State machines by their constants."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import ast, syntax

from rtlgen.mutation.expressions import bare
from rtlgen.mutation.source import Signal, Source
from rtlgen.mutation.tree import PLAIN_ASSIGNMENTS, Place, module_of, place_of


def choices(node: syntax.SyntaxNode) -> Iterator[syntax.SyntaxNode]:
    """Yield what an expression may be equal to: itself, or each branch of its `?:`."""
    inner = bare(node)
    if isinstance(inner, syntax.ConditionalExpressionSyntax):
        yield from choices(inner.left)
        yield from choices(inner.right)
    else:
        yield inner


def states_of(source: Source, module: str) -> list[Signal]:
    """Return the constants of a module that are assigned or are labels of cases."""
    found: dict[str, Signal] = {}
    for node in source.nodes(syntax.IdentifierNameSyntax):
        symbol = source.symbol(node)
        if module_of(node) == module and isinstance(
            symbol, ast.ParameterSymbol | ast.EnumValueSymbol
        ):
            is_choice = place_of(node) is Place.PATTERN or any(
                leaf == node
                for assignment in _assignments_above(node)
                for leaf in choices(assignment.right)
            )
            if is_choice:
                found.setdefault(symbol.name, symbol)
    return [found[name] for name in sorted(found, key=lambda name: found[name].location.offset)]


def _assignments_above(node: syntax.SyntaxNode) -> Iterator[syntax.BinaryExpressionSyntax]:
    parent = node.parent
    while isinstance(parent, syntax.ExpressionSyntax):
        if isinstance(parent, syntax.BinaryExpressionSyntax) and parent.kind in PLAIN_ASSIGNMENTS:
            yield parent
        parent = parent.parent
