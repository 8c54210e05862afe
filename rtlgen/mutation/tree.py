"""Finding one's way in pyslang's syntax tree."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum, auto
from typing import Any, Final, TypeAlias, TypeGuard, TypeVar

from pyslang import syntax

Node = TypeVar("Node", bound=syntax.SyntaxNode)
Name: TypeAlias = syntax.IdentifierNameSyntax | syntax.IdentifierSelectNameSyntax
"""`a`, or `a[0]` and `a[7:4]`."""
Kind = syntax.SyntaxKind

PLAIN_ASSIGNMENTS: Final = frozenset(
    {Kind.AssignmentExpression, Kind.NonblockingAssignmentExpression}
)
ASSIGNMENTS: Final = PLAIN_ASSIGNMENTS | {
    Kind.AddAssignmentExpression,
    Kind.AndAssignmentExpression,
    Kind.ArithmeticLeftShiftAssignmentExpression,
    Kind.ArithmeticRightShiftAssignmentExpression,
    Kind.DivideAssignmentExpression,
    Kind.LogicalLeftShiftAssignmentExpression,
    Kind.LogicalRightShiftAssignmentExpression,
    Kind.ModAssignmentExpression,
    Kind.MultiplyAssignmentExpression,
    Kind.OrAssignmentExpression,
    Kind.SubtractAssignmentExpression,
    Kind.XorAssignmentExpression,
}
"""Kinds of a binary expression that assigns, `+=` and the like included."""


class Place(Enum):
    """What an expression is for."""

    VALUE = auto()
    """Its value is assigned or decides something: mutated and rewritten freely."""
    TARGET = auto()
    """Assigned to."""
    INDEX = auto()
    """Selects a bit, a part or an element."""
    PATTERN = auto()
    """Label of a case item."""
    EVENT = auto()
    """Waited for."""
    PARAMETER = auto()
    """Value of a parameter."""
    LOOP = auto()
    """When a loop ends."""
    OTHER = auto()
    """Ranges of declarations, counts of replications, connections, generate conditions …"""


_PLACES: Final[tuple[tuple[type[syntax.SyntaxNode], Place], ...]] = (
    (syntax.ElementSelectSyntax, Place.INDEX),
    (syntax.CaseStatementSyntax, Place.VALUE),
    (syntax.ConditionalStatementSyntax, Place.VALUE),
    (syntax.ReturnStatementSyntax, Place.VALUE),
    (syntax.StandardCaseItemSyntax, Place.PATTERN),
    (syntax.EventExpressionSyntax, Place.EVENT),
    (syntax.StatementSyntax, Place.OTHER),
    (syntax.MemberSyntax, Place.OTHER),
    (syntax.VariableDimensionSyntax, Place.OTHER),
    (syntax.PortConnectionSyntax, Place.OTHER),
    (syntax.InvocationExpressionSyntax, Place.OTHER),
)
"""What an expression below such a node is for; the first that fits counts."""


def place_of(node: syntax.SyntaxNode) -> Place:
    """Say what an expression is for, by its nearest ancestor that decides it."""
    child, parent = node, node.parent
    while parent is not None:
        place = _decided(child, parent)
        if place is not None:
            return place
        child, parent = parent, parent.parent
    return Place.OTHER


def _decided(child: syntax.SyntaxNode, parent: syntax.SyntaxNode) -> Place | None:
    if isinstance(parent, syntax.BinaryExpressionSyntax) and parent.kind in ASSIGNMENTS:
        homes = syntax.ExpressionStatementSyntax | syntax.ContinuousAssignSyntax
        if not isinstance(parent.parent, homes):  # a step of a loop, or inside an expression
            return Place.OTHER
        return Place.TARGET if child == parent.left else Place.VALUE
    match parent:
        case syntax.ForLoopStatementSyntax():
            return Place.LOOP if child == parent.stopExpr else Place.OTHER
        case syntax.DeclaratorSyntax():
            return _initial_value(parent)
        case syntax.MultipleConcatenationExpressionSyntax():
            return Place.OTHER if child == parent.expression else None
    return next((place for kind, place in _PLACES if isinstance(parent, kind)), None)


def _initial_value(declarator: syntax.DeclaratorSyntax) -> Place:
    match declarator.parent:
        case syntax.ParameterDeclarationSyntax():
            return Place.PARAMETER
        case syntax.NetDeclarationSyntax() | syntax.DataDeclarationSyntax():
            return Place.VALUE
    return Place.OTHER


def module_of(node: syntax.SyntaxNode) -> str:
    """Return the name of the module that a node stands in; empty outside of modules."""
    module = enclosing(node, syntax.ModuleDeclarationSyntax)
    return "" if module is None else str(module.header.name.valueText)


def enclosing(node: syntax.SyntaxNode, *types: type[Node]) -> Node | None:
    """Return the nearest ancestor of one of these types."""
    found = node.parent
    while found is not None and not isinstance(found, types):
        found = found.parent
    return found


def inside(node: syntax.SyntaxNode, *types: type[Node]) -> Iterator[Node]:
    """Yield a node and what is below it, as far as it is of these types, in text order."""
    if isinstance(node, types):
        yield node
    for child in node:
        if isinstance(child, syntax.SyntaxNode):
            yield from inside(child, *types)


def elements(items: Any) -> list[Any]:
    """Return the nodes of a list without the separators between them."""
    return [item for item in items if isinstance(item, syntax.SyntaxNode)]


def is_name(node: object) -> TypeGuard[Name]:
    """Whether a node is a name, with or without a selection."""
    return isinstance(node, syntax.IdentifierNameSyntax | syntax.IdentifierSelectNameSyntax)


def names_in(node: syntax.SyntaxNode) -> Iterator[Name]:
    """Yield the names in an expression or statement, in text order."""
    if is_name(node):
        yield node
    for child in node:
        if isinstance(child, syntax.SyntaxNode):
            yield from names_in(child)


def words_in(node: syntax.SyntaxNode) -> set[str]:
    """Return the names in an expression or statement as texts."""
    return {str(name.identifier.valueText) for name in names_in(node)}
