"""The same function by other gates. All of them hold bit by bit for 0, 1 and X.

Widths: each rewriting puts only operators that pass the width and the sign of their context on to
their operands (IEEE 1800-2017, 11.6.1) in place of others that do, or leaves operands
self-determined that were so.
"""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.expressions import bare, bracketed, operator_of, put
from rtlgen.mutation.rewritings.purity import is_fill, rewritable
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import Kind

_DUAL: Final = MappingProxyType({"&": "|", "|": "&", "&&": "||", "||": "&&"})
_OPPOSITE: Final = MappingProxyType(
    {"==": "!=", "!=": "==", "===": "!==", "!==": "===", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
)


def _binaries(source: Source) -> Iterator[syntax.BinaryExpressionSyntax]:
    for node in rewritable(source, syntax.BinaryExpressionSyntax):
        if isinstance(node, syntax.BinaryExpressionSyntax) and not (
            is_fill(node.left) or is_fill(node.right)
        ):
            yield node


def _inverse(source: Source, node: syntax.SyntaxNode, sign: str) -> str:
    inner = bare(node)
    if isinstance(inner, syntax.PrefixUnaryExpressionSyntax) and operator_of(inner) == sign:
        return bracketed(source, inner.operand)
    return f"{sign}{bracketed(source, node)}"


def de_morgan(source: Source) -> Iterator[Change]:
    """`a & b` → `~(~a | ~b)`, `a || b` → `!(!a && !b)` and their duals.

    Exact in four states: X & 0 = 0 and ~(~X | 1) = 0; X & 1 = X and ~(~X | 0) = X.
    """
    for node in _binaries(source):
        dual = _DUAL.get(operator_of(node))
        if dual is not None:
            sign = "!" if len(dual) == 2 else "~"
            left, right = (_inverse(source, side, sign) for side in (node.left, node.right))
            yield put(source, node, f"{sign}({left} {dual} {right})")


def double_negation(source: Source) -> Iterator[Change]:
    """`a` → `~(~a)`, `if (a)` → `if (!(!a))`.

    Exact in four states; a Z would become X.
    """
    for node in rewritable(source, syntax.IdentifierNameSyntax, syntax.IdentifierSelectNameSyntax):
        if isinstance(node.parent, syntax.ConditionalPatternSyntax):
            yield source.replace(node, f"!(!{source.code(node)})")
        elif source.symbol(node) is not None and not source.is_enum(node):
            yield put(source, node, f"~(~{source.code(node)})")


def xor_expansion(source: Source) -> Iterator[Change]:
    """`a ^ b` → `(a & ~b) | (~a & b)`, and the inverse of it for `a ~^ b`.

    Exact in four states: where one bit is X, one of the products is X and the other 0 or X.
    """
    for node in _binaries(source):
        if operator_of(node) not in ("^", "~^", "^~"):
            continue
        left, right = bracketed(source, node.left), bracketed(source, node.right)
        text = f"({left} & ~{right}) | (~{left} & {right})"
        yield put(source, node, text if operator_of(node) == "^" else f"~({text})")


def negated_comparison(source: Source) -> Iterator[Change]:
    """`a != b` → `!(a == b)`, `a < b` → `!(a >= b)` and the like.

    Exact in four states: both are X for the same operands.
    """
    for node in _binaries(source):
        other = _OPPOSITE.get(operator_of(node))
        if other is not None:
            # Both operators bind alike, so the operands need no new parentheses.
            left, right = source.code(node.left), source.code(node.right)
            yield put(source, node, f"!({left} {other} {right})")


def reduction_dual(source: Source) -> Iterator[Change]:
    """`&a` → `~|(~a)`, `|a` → `~&(~a)`.

    Exact in four states by De Morgan; the operand is self-determined on both sides.
    """
    duals = {
        Kind.UnaryBitwiseAndExpression: "~|",
        Kind.UnaryBitwiseOrExpression: "~&",
        Kind.UnaryBitwiseNandExpression: "|",
        Kind.UnaryBitwiseNorExpression: "&",
    }
    for node in rewritable(source, syntax.PrefixUnaryExpressionSyntax):
        if isinstance(node, syntax.PrefixUnaryExpressionSyntax) and node.kind in duals:
            operand = _inverse(source, node.operand, "~")
            yield put(source, node, f"{duals[node.kind]}({operand})")


def negative_addend(source: Source) -> Iterator[Change]:
    """`a - b` → `a + (-b)`.

    Exact in four states: both are computed modulo two to the width of the context, and any X
    among the operands makes all bits X.
    """
    for node in _binaries(source):
        if operator_of(node) == "-":
            left, right = bracketed(source, node.left), bracketed(source, node.right)
            yield put(source, node, f"{left} + (-{right})")
