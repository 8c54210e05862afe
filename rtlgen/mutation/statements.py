"""Statements: assignments, blocks, and what may stand before an `else`."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import ASSIGNMENTS, Kind, enclosing, inside


def before_else(source: Source, node: syntax.SyntaxNode) -> str:
    """Return the text of a statement that an `else` may follow without being taken by it."""
    code = source.code(node)
    closed = syntax.BlockStatementSyntax | syntax.ExpressionStatementSyntax
    is_safe = isinstance(node, closed | syntax.CaseStatementSyntax | syntax.EmptyStatementSyntax)
    return code if is_safe else f"begin {code} end"


def assignments(source: Source) -> Iterator[syntax.BinaryExpressionSyntax]:
    """Yield the procedural assignments; those of initial blocks are left out."""
    for node in source.nodes(syntax.BinaryExpressionSyntax):
        is_statement = isinstance(node.parent, syntax.ExpressionStatementSyntax)
        block = enclosing(node, syntax.ProceduralBlockSyntax)
        if node.kind in ASSIGNMENTS and is_statement and not is_initial(block):
            yield node


def is_initial(block: syntax.ProceduralBlockSyntax | None) -> bool:
    """Whether a block runs once at the start."""
    return block is not None and block.kind is Kind.InitialBlock


def timing_of(block: syntax.ProceduralBlockSyntax | None) -> syntax.TimingControlSyntax | None:
    """Return what an `always` block waits for; None for always_comb and initial."""
    if block is None or not isinstance(block.statement, syntax.TimingControlStatementSyntax):
        return None
    return block.statement.timingControl


def events_of(
    timing: syntax.TimingControlSyntax | None,
) -> list[syntax.SignalEventExpressionSyntax]:
    """Return the events of an explicit list in order."""
    if not isinstance(timing, syntax.EventControlWithExpressionSyntax):
        return []
    return list(inside(timing, syntax.SignalEventExpressionSyntax))


def has_edge(event: syntax.SignalEventExpressionSyntax) -> bool:
    """Whether an event waits for an edge, not for any change."""
    return event.edge.valueText in ("posedge", "negedge", "edge")


def is_clocked(block: syntax.ProceduralBlockSyntax | None) -> bool:
    """Whether a block waits for edges only."""
    events = events_of(timing_of(block))
    return bool(events) and all(has_edge(event) for event in events)


def reads_whatever_it_needs(block: syntax.ProceduralBlockSyntax | None) -> bool:
    """Whether a block is run again whenever something that it reads changes."""
    if block is None:
        return False
    timing = timing_of(block)
    return block.kind is Kind.AlwaysCombBlock or isinstance(
        timing, syntax.ImplicitEventControlSyntax
    )


def target_name(node: syntax.BinaryExpressionSyntax) -> str | None:
    """Return the name that is assigned as a whole; None for bits, parts and concatenations."""
    left = node.left
    return str(left.identifier.valueText) if isinstance(left, syntax.IdentifierNameSyntax) else None
