"""Wrong decisions: if and `?:`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.expressions import negated
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import before_else
from rtlgen.mutation.tree import Place, elements, place_of

Decision: TypeAlias = syntax.ConditionalStatementSyntax | syntax.ConditionalExpressionSyntax


def conditions(source: Source) -> Iterator[tuple[Decision, syntax.SyntaxNode]]:
    """Yield each `if` and `?:` with its condition; patterns and `&&&` are left out."""
    for node in source.nodes(syntax.SyntaxNode):
        if not isinstance(node, Decision):
            continue
        parts = elements(node.predicate.conditions)
        is_read = isinstance(node, syntax.ConditionalStatementSyntax) or place_of(node) in (
            Place.VALUE,
            Place.INDEX,
        )
        if len(parts) == 1 and parts[0].matchesClause is None and is_read:
            yield node, parts[0].expr


def negate_condition(source: Source) -> Iterator[Change]:
    """Decide the opposite way."""
    for _, condition in conditions(source):
        yield source.replace(condition, negated(source, condition))


def stuck_condition(source: Source) -> Iterator[Change]:
    """Decide always the same way."""
    for _, condition in conditions(source):
        for value in ("1'b0", "1'b1"):
            if source.code(condition) != value:
                yield source.replace(condition, value)


def swap_branches(source: Source) -> Iterator[Change]:
    """Exchange what is done or chosen in the two cases."""
    for node, _ in conditions(source):
        if isinstance(node, syntax.ConditionalExpressionSyntax):
            first, second = source.code(node.left), source.code(node.right)
            if isinstance(node.right, syntax.ConditionalExpressionSyntax):
                second = f"({second})"
            edits = (source.edit(node.left, second), source.edit(node.right, first))
        elif node.elseClause is not None:
            other = node.elseClause.clause
            first, second = source.code(node.statement), before_else(source, other)
            edits = (source.edit(node.statement, second), source.edit(other, first))
        else:
            continue
        if first != second:
            yield source.change(node, edits, "the branches swapped")


def drop_else(source: Source) -> Iterator[Change]:
    """Forget what is done otherwise: the old value stays."""
    for node in source.nodes(syntax.ConditionalStatementSyntax):
        if node.elseClause is None:
            continue
        edits = [source.edit(node.elseClause, "")]
        if isinstance(node.parent, syntax.ConditionalStatementSyntax):
            # The else of the outer if must not become the one of this.
            before, after = source.wrap(node, "begin ", " end")
            edits = [before, *edits, after]
        yield source.change(node.elseClause, tuple(edits), "the else branch dropped")
