"""Off by one: compares, selected bits, declared ranges."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.expressions import PRIMARIES, binaries, operator_of, with_operator
from rtlgen.mutation.literals import read_literal
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import Kind, Place, enclosing, place_of

_BOUNDARIES: Final = MappingProxyType({"<": "<=", "<=": "<", ">": ">=", ">=": ">"})


def comparison_boundary(source: Source) -> Iterator[Change]:
    """Count the boundary in or out: `<` against `<=`, in loops as well."""
    for node in binaries(source):
        if place_of(node) in (Place.VALUE, Place.INDEX, Place.LOOP):
            other = _BOUNDARIES.get(operator_of(node))
            if other is not None:
                yield with_operator(source, node, other)


def select_off_by_one(source: Source) -> Iterator[Change]:
    """Select the neighbouring bit or a part that is shifted by one, read or assigned."""
    for node in source.nodes(syntax.BitSelectSyntax):
        if isinstance(node.parent, syntax.ElementSelectSyntax):
            for step in (1, -1):
                text = _moved(source, node.expr, step)
                if text is not None:
                    yield source.replace(node.expr, text)
    for part in source.nodes(syntax.RangeSelectSyntax):
        if not isinstance(part.parent, syntax.ElementSelectSyntax):
            continue
        for step in (1, -1):
            left = _moved(source, part.left, step)
            right = _moved(source, part.right, step)
            if part.kind is Kind.SimpleRangeSelect and left is not None and right is not None:
                edits = source.edit(part.left, left), source.edit(part.right, right)
                shown = f"`[{source.code(part)}]` → `[{left}:{right}]`"
                yield source.change(part, edits, shown)
            elif part.kind is not Kind.SimpleRangeSelect and left is not None:
                yield source.replace(part.left, left)


def range_bound(source: Source) -> Iterator[Change]:
    """Select one bit more or fewer than meant: a bound of a part moves by one."""
    for part in source.nodes(syntax.RangeSelectSyntax):
        if isinstance(part.parent, syntax.ElementSelectSyntax) and (
            part.kind is Kind.SimpleRangeSelect
        ):
            for bound in (part.left, part.right):
                for step in (1, -1):
                    text = _moved(source, bound, step)
                    if text is not None:
                        yield source.replace(bound, text)


def declared_range(source: Source) -> Iterator[Change]:
    """Declare an internal signal one bit too narrow or too wide."""
    declarations = syntax.NetDeclarationSyntax | syntax.DataDeclarationSyntax
    for selector in source.nodes(syntax.RangeSelectSyntax):
        dimension = enclosing(selector, syntax.VariableDimensionSyntax)
        kind = dimension.parent if dimension is not None else None
        if kind is None or not isinstance(kind.parent, declarations):
            continue
        for step in (-1, 1):
            text = _moved(source, selector.left, step)
            if text is not None:
                yield source.replace(selector.left, text)


def _moved(source: Source, node: syntax.SyntaxNode, step: int) -> str | None:
    """Return an index plus one or minus one; None below 0, and where it is no integer."""
    code = source.code(node)
    literal = read_literal(code)
    if literal is not None:
        value = literal.value + step
        return literal.text(value) if 0 <= value < literal.limit else None
    if isinstance(node, syntax.LiteralExpressionSyntax):
        return None
    inner = code if isinstance(node, PRIMARIES) else f"({code})"
    return f"{inner} {'+' if step > 0 else '-'} 1"
