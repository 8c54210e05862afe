"""Wrong operators: binary, unary, reduction, a missing or superfluous inversion."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.expressions import (
    PRIMARIES,
    bare,
    binaries,
    is_operation,
    operator_of,
    with_operator,
)
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import ASSIGNMENTS, PLAIN_ASSIGNMENTS, Place, elements, place_of

_BINARY: Final = MappingProxyType(
    {
        "+": ("-",), "-": ("+",), "*": ("+",), "/": ("*", "%"), "%": ("/",),
        "&": ("|", "^", "&&"), "|": ("&", "^", "||"), "^": ("&", "|", "~^"),
        "~^": ("^",), "^~": ("^",), "&&": ("||", "&"), "||": ("&&", "|"),
        "==": ("!=",), "!=": ("==",), "===": ("!==",), "!==": ("===",),
        "<": (">=", ">"), "<=": (">", ">="), ">": ("<=", "<"), ">=": ("<", "<="),
        "<<": (">>",), ">>": ("<<", ">>>"), "<<<": (">>>",), ">>>": ("<<<", ">>"),
    }
)  # fmt: skip
"""Operator -> what people write instead; `<` against `<=` is a mistake of ranges."""
_COMPOUND: Final = MappingProxyType(
    {
        "+=": ("-=",), "-=": ("+=",), "*=": ("+=",), "/=": ("*=",), "%=": ("/=",),
        "&=": ("|=",), "|=": ("&=",), "^=": ("|=", "&="),
        "<<=": (">>=",), ">>=": ("<<=",), "<<<=": (">>>=",), ">>>=": ("<<<=",),
    }
)  # fmt: skip
_UNARY: Final = MappingProxyType(
    {
        "~": ("", "!"), "!": ("", "~"), "-": ("",), "+": ("-",),
        "&": ("|", "^", "~&"), "|": ("&", "^", "~|"), "^": ("&", "|", "~^"),
        "~&": ("&", "~|"), "~|": ("|", "~&"), "~^": ("^",), "^~": ("^",),
    }
)  # fmt: skip
"""Unary or reduction operator -> others, empty = left out."""
_READ: Final = (Place.VALUE, Place.INDEX)


def binary_operator(source: Source) -> Iterator[Change]:
    """Replace a binary or compound operator by a similar one; the operands stay what they are."""
    for node in binaries(source):
        if place_of(node) in _READ:
            for operator in _BINARY.get(operator_of(node), ()):
                yield with_operator(source, node, operator)
    for node in source.nodes(syntax.BinaryExpressionSyntax):
        if node.kind in ASSIGNMENTS - PLAIN_ASSIGNMENTS and isinstance(
            node.parent, syntax.ExpressionStatementSyntax
        ):
            for operator in _COMPOUND[operator_of(node)]:
                yield source.replace(node.operatorToken, operator)


def unary_operator(source: Source) -> Iterator[Change]:
    """Replace an inversion, a sign or a reduction by another one, or leave an inversion out."""
    for node in source.nodes(syntax.PrefixUnaryExpressionSyntax):
        if place_of(node) not in _READ:
            continue
        for operator in _UNARY.get(operator_of(node), ()):
            if operator or not isinstance(node.operand, syntax.PrefixUnaryExpressionSyntax):
                yield source.replace(
                    node.operatorToken, operator, f"`{operator_of(node)}` → `{operator}`"
                )


def missing_inversion(source: Source) -> Iterator[Change]:
    """Invert an operand that was meant as it is; conditions as a whole are negated elsewhere."""
    handled_elsewhere = syntax.ConditionalPatternSyntax | syntax.PrefixUnaryExpressionSyntax
    for node in source.names():
        parent = node.parent
        if place_of(node) is not Place.VALUE or isinstance(parent, handled_elsewhere):
            continue
        if source.is_enum(node):
            continue
        # `a ^~b` would be another operator than `a ^ ~b`.
        text = f"~{source.code(node)}"
        yield source.replace(node, f"({text})" if is_operation(parent) else text,
                             f"`{source.code(node)}` → `{text}`")  # fmt: skip


def concatenation_order(source: Source) -> Iterator[Change]:
    """Swap two neighbours in a concatenation, on the right or on the left of an assignment."""
    for node in source.nodes(syntax.ConcatenationExpressionSyntax):
        if place_of(node) not in (Place.VALUE, Place.TARGET):
            continue
        parts = elements(node.expressions)
        for left, right in itertools.pairwise(parts):
            first, second = source.code(left), source.code(right)
            if first != second:
                edits = (source.edit(left, second), source.edit(right, first))
                yield source.change(left, edits, f"`{first}, {second}` → `{second}, {first}`")


def swapped_operands(source: Source) -> Iterator[Change]:
    """Swap the operands where their order matters: subtraction, division, shifts."""
    for node in binaries(source):
        if operator_of(node) not in ("-", "/", "%", "<<", ">>", "<<<", ">>>"):
            continue
        left, right = node.left, node.right
        simple = all(isinstance(bare(side), PRIMARIES) for side in (left, right))
        if place_of(node) in _READ and simple and source.code(left) != source.code(right):
            edits = (source.edit(left, source.code(right)), source.edit(right, source.code(left)))
            shown = f"{source.code(right)} {operator_of(node)} {source.code(left)}"
            yield source.change(node, edits, f"`{source.code(node)}` → `{shown}`")
