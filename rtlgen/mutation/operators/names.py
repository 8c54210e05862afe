"""Wrong names: another signal, another state."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from pyslang import ast, syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.source import Signal, Source
from rtlgen.mutation.states import choices, states_of
from rtlgen.mutation.tree import PLAIN_ASSIGNMENTS, Place, inside, module_of, place_of


def signal_substitution(source: Source) -> Iterator[Change]:
    """Read another signal of the module that has the same width and sign."""
    for node in source.names():
        symbol = source.symbol(node)
        if place_of(node) not in (Place.VALUE, Place.INDEX) or symbol is None:
            continue
        if not source.is_module_signal(node):
            continue
        for other in source.signals(node):
            if other.name != symbol.name and _is_alike(symbol, other):
                yield source.replace(node.identifier, other.name)


def _is_alike(one: Signal, other: Signal) -> bool:
    if one.type.isEnum or other.type.isEnum:
        return str(one.type) == str(other.type)
    return bool(
        one.type.bitWidth == other.type.bitWidth and one.type.isSigned == other.type.isSigned
    )


def state_transition(source: Source) -> Iterator[Change]:
    """Go to another state: a constant that is assigned becomes another constant of its kind."""
    for node in source.nodes(syntax.BinaryExpressionSyntax):
        if node.kind in PLAIN_ASSIGNMENTS and place_of(node.right) is Place.VALUE:
            for leaf in choices(node.right):
                yield from other_constants(source, leaf)


def other_constants(source: Source, node: syntax.SyntaxNode) -> Iterator[Change]:
    """Yield the changes of one name of a state into the other states of the module."""
    symbol = source.symbol(node) if isinstance(node, syntax.IdentifierNameSyntax) else None
    if not isinstance(symbol, ast.ParameterSymbol | ast.EnumValueSymbol):
        return
    for other in states_of(source, module_of(node)):
        if other.name != symbol.name and str(other.type) == str(symbol.type):
            yield source.replace(node, other.name)


def swapped_connections(source: Source) -> Iterator[Change]:
    """Exchange the connections of two neighbouring ports of an instance."""
    for node in source.nodes(syntax.HierarchicalInstanceSyntax):
        inner = [
            next(inside(connection, syntax.SimplePropertyExprSyntax), None)
            for connection in node.connections
            if isinstance(connection, syntax.SyntaxNode)
        ]
        ends = [item for item in inner if item is not None]
        for one, two in itertools.pairwise(ends):
            first, second = source.code(one), source.code(two)
            if first != second:
                edits = (source.edit(one, second), source.edit(two, first))
                yield source.change(one, edits, f"connections `{first}` and `{second}` swapped")
