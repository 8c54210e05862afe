"""Wrong resets of the top module."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.edit import Change, Edit
from rtlgen.mutation.expressions import negated
from rtlgen.mutation.operators.conditions import conditions
from rtlgen.mutation.operators.constants import other_literals
from rtlgen.mutation.operators.names import other_constants
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import events_of, is_clocked, timing_of
from rtlgen.mutation.tree import enclosing, inside, module_of, words_in
from rtlgen.spec.model import RoleKind

_OPPOSITE = {"posedge": "negedge", "negedge": "posedge"}


def reset_polarity(source: Source) -> Iterator[Change]:
    """Take a reset for active at the other level, in the test and in the sensitivity list."""
    for node, condition in _tests(source):
        edits = [source.edit(condition, negated(source, condition))]
        block = enclosing(node, syntax.ProceduralBlockSyntax)
        tested = words_in(condition)
        for event in events_of(timing_of(block)):
            if words_in(event.expr) <= tested and event.edge.valueText in _OPPOSITE:
                edits.insert(0, source.edit(event.edge, _OPPOSITE[event.edge.valueText]))
        shown = f"`{source.code(condition)}` → `{negated(source, condition)}`"
        yield source.change(condition, tuple(edits), shown)


def reset_value(source: Source) -> Iterator[Change]:
    """Load another constant in reset."""
    for node, _ in _tests(source):
        for assignment in inside(node.statement, syntax.BinaryExpressionSyntax):
            if isinstance(assignment.parent, syntax.ExpressionStatementSyntax):
                yield from other_literals(source, assignment.right)
                yield from other_constants(source, assignment.right)


def drop_reset(source: Source) -> Iterator[Change]:
    """Remove the branch of a reset; the rest runs also in reset."""
    for node, _ in _tests(source):
        if node.elseClause is not None:
            start = source.span(node)[0]
            stop = source.span(node.elseClause.clause)[0]
            edit = Edit(start=start, stop=stop, text="")
            yield source.change(node, (edit,), "the branch of the reset dropped")


def _tests(
    source: Source,
) -> Iterator[tuple[syntax.ConditionalStatementSyntax, syntax.SyntaxNode]]:
    """Yield each `if` of a clocked block that tests nothing but a reset."""
    resets = {port.name for port in source.ports if port.role.kind is RoleKind.RESET}
    for node, condition in conditions(source):
        if (
            isinstance(node, syntax.ConditionalStatementSyntax)
            and module_of(node) == source.top.name
            and words_in(condition)
            and words_in(condition) <= resets
            and is_clocked(enclosing(node, syntax.ProceduralBlockSyntax))
        ):
            yield node, condition
