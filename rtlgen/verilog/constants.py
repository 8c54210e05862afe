"""The numbers that a text compares and counts with."""

from __future__ import annotations

from typing import Any


def literal_values(verilog: str) -> tuple[int, ...]:
    """Return the values of all integer literals of a text, in ascending order, each once.

    Args:
        verilog: Text that parses; literals with x or z are left out.
    """
    from pyslang import parsing, syntax

    found: set[int] = set()

    def note(token: Any) -> None:
        if token.kind is parsing.TokenKind.IntegerLiteral and not token.value.hasUnknown:
            found.add(int(token.value))

    def visit(node: object) -> None:
        if isinstance(node, syntax.LiteralExpressionSyntax):
            note(node.literal)
        elif isinstance(node, syntax.IntegerVectorExpressionSyntax):
            note(node.value)

    syntax.SyntaxTree.fromText(verilog).root.visit(visit)
    return tuple(sorted(found))
