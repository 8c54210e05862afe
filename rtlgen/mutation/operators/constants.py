"""Wrong constants."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.literals import read_literal
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import Place, place_of


def constant(source: Source) -> Iterator[Change]:
    """Change a number by one or in one bit, or to 0 or all ones; also labels and parameters."""
    places = (Place.VALUE, Place.PATTERN, Place.PARAMETER, Place.LOOP)
    for node in source.nodes(syntax.LiteralExpressionSyntax, syntax.IntegerVectorExpressionSyntax):
        if place_of(node) in places:
            yield from other_literals(source, node)


def other_literals(source: Source, node: syntax.SyntaxNode) -> Iterator[Change]:
    """Yield the changes of one literal; none where it has unknown bits."""
    code = source.code(node)
    if code in ("'0", "'1"):
        yield source.replace(node, "'1" if code == "'0" else "'0")
    elif (literal := read_literal(code)) is not None:
        for value in literal.others():
            yield source.replace(node, literal.text(value))
