"""Expressions as text: which parentheses an operator needs where it is put.

Source of the precedences: IEEE 1800-2017, table 11-2.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyslang import syntax

from rtlgen.mutation.edit import Change, Edit
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import ASSIGNMENTS, Kind

PRECEDENCE: Final = MappingProxyType(
    {
        operator: level
        for level, operators in enumerate(
            ("||", "&&", "|", "^ ~^ ^~", "&", "== != === !== ==? !=?", "< <= > >=",
             "<< >> <<< >>>", "+ -", "* / %", "**"), 1,
        )
        for operator in operators.split()
    }
)  # fmt: skip
"""Binary operator -> how strongly it binds; `?:` is 0, unary operators bind strongest."""

PRIMARIES: Final = (
    syntax.NameSyntax,
    syntax.LiteralExpressionSyntax,
    syntax.IntegerVectorExpressionSyntax,
    syntax.ParenthesizedExpressionSyntax,
    syntax.ConcatenationExpressionSyntax,
    syntax.MultipleConcatenationExpressionSyntax,
    syntax.InvocationExpressionSyntax,
)
_OPERATIONS: Final = (
    syntax.BinaryExpressionSyntax,
    syntax.ConditionalExpressionSyntax,
    syntax.PrefixUnaryExpressionSyntax,
    syntax.PostfixUnaryExpressionSyntax,
    syntax.InsideExpressionSyntax,
)


def is_operation(node: syntax.SyntaxNode | None) -> bool:
    """Whether a node combines operands, so that the binding of what is inside matters."""
    if isinstance(node, syntax.BinaryExpressionSyntax) and node.kind in ASSIGNMENTS:
        return False
    return isinstance(node, _OPERATIONS)


def binaries(source: Source) -> Iterator[syntax.BinaryExpressionSyntax]:
    """Yield the binary expressions with a known operator, without assignments."""
    for node in source.nodes(syntax.BinaryExpressionSyntax):
        if node.kind not in ASSIGNMENTS and operator_of(node) in PRECEDENCE:
            yield node


def operator_of(node: syntax.BinaryExpressionSyntax | syntax.PrefixUnaryExpressionSyntax) -> str:
    """Return the operator as written."""
    return str(node.operatorToken.rawText)


def with_operator(source: Source, node: syntax.BinaryExpressionSyntax, operator: str) -> Change:
    """Put another operator between the same two operands, with the parentheses it needs."""
    edits = [source.edit(node.operatorToken, operator)]
    level = PRECEDENCE[operator]
    for operand in (node.left, node.right):
        if is_operation(operand) and _level(operand) <= level < PRECEDENCE["**"]:
            is_left_chain = operand == node.left and _level(operand) == level
            if not is_left_chain:
                edits += source.wrap(operand, "(", ")")
    if _is_looser_than_before(node, level):
        before, after = source.wrap(node, "(", ")")
        edits = [before, *edits, after]
    old = operator_of(node)
    return source.change(node, _ordered(edits), f"`{old}` → `{operator}`")


def _is_looser_than_before(node: syntax.BinaryExpressionSyntax, level: int) -> bool:
    """Whether what stands around a binary expression would now reach into it."""
    parent = node.parent
    if not isinstance(parent, syntax.BinaryExpressionSyntax) or parent.kind in ASSIGNMENTS:
        return False
    around = _level(parent)
    return level < around or (level == around and parent.right == node)


def _level(node: syntax.SyntaxNode) -> int:
    if isinstance(node, syntax.BinaryExpressionSyntax):
        return PRECEDENCE.get(operator_of(node), 0)
    return 99 if isinstance(node, syntax.PrefixUnaryExpressionSyntax) else 0


def _ordered(edits: list[Edit]) -> tuple[Edit, ...]:
    """Insertions at one place keep their order; those that open come before what they enclose."""
    return tuple(sorted(edits, key=lambda edit: (edit.start, edit.stop)))


def bracketed(source: Source, node: syntax.SyntaxNode) -> str:
    """Return the text of an operand that any operator may stand before or behind."""
    code = source.code(node)
    return code if isinstance(node, PRIMARIES) else f"({code})"


def put(source: Source, node: syntax.SyntaxNode, text: str, description: str = "") -> Change:
    """Write an operation in place of an expression, in parentheses where others stand around."""
    return source.replace(node, f"({text})" if is_operation(node.parent) else text, description)


def bare(node: syntax.SyntaxNode) -> syntax.SyntaxNode:
    """Return an expression without the parentheses around it."""
    while isinstance(node, syntax.ParenthesizedExpressionSyntax):
        node = node.expression
    return node


def negated(source: Source, node: syntax.SyntaxNode) -> str:
    """Return the logical opposite of a condition as text."""
    inner = bare(node)
    if inner.kind is Kind.UnaryLogicalNotExpression and isinstance(
        inner, syntax.PrefixUnaryExpressionSyntax
    ):
        return source.code(inner.operand)
    return f"!{bracketed(source, node)}"
