"""Clocks and resets, inferred from how a design uses its inputs.

A clock is what edge-triggered blocks wait for; an asynchronous reset is another edge in the same
sensitivity list that the block tests; a synchronous reset is an input with a reset's name whose
test is the first thing that a clocked block does and that loads constants. Signals are followed
through plain and inverting assignments and through instances. Only where the structure says
nothing do names decide (`clk`, `rst_n` …).

Not covered: clocks that are gated or divided inside the design (the gated signal is no port),
active levels of resets that are combined with other signals by `&`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeAlias

from pyslang import ast

from rtlgen.spec.model import Role, RoleKind

CLOCK_NAME: Final = re.compile(r"(?:.*_)?(?:clk|clock)(?:_?(?:in|i|\d+))?|(?:clk|clock)_.*", re.I)
"""Names that are clocks where the structure says nothing."""
RESET_NAME: Final = re.compile(
    r"(?:.*_)?(?:a|s|async_?|sync_?|n|sys_?)?(?:rst|reset|clr|clear)"
    r"(?:_?(?:n|b|l|ni|i|in|low|high|async|sync|\d+))*",
    re.I,
)
"""Names that are resets where the structure allows it."""
_LOW_NAME: Final = re.compile(
    r".*_?(?:rst|reset|clr|clear).*?_?(?:n|b|ni|l|low)|n_?(?:rst|reset).*", re.I
)

Level: TypeAlias = tuple[str, bool]
"""A signal and whether it is inverted."""
_MAX_DEPTH: Final = 32
"""Instances are followed this deep."""


@dataclass(slots=True)
class _Seen:
    """What the blocks of one module say about its signals."""

    clocks: dict[str, set[bool]] = field(default_factory=dict)
    """signal -> the edges that are waited for (True = falling)."""
    resets: dict[str, Role] = field(default_factory=dict)
    aliases: dict[str, Level] = field(default_factory=dict)
    """signal -> what it is a copy (or the inverse) of."""

    def resolve(self, level: Level) -> Level:
        """Follow plain and inverting assignments to their source."""
        name, inverted = level
        for _ in range(len(self.aliases)):
            if name not in self.aliases:
                break
            source, flips = self.aliases[name]
            name, inverted = source, inverted != flips
        return name, inverted


def infer_roles(instance: ast.InstanceSymbol) -> dict[str, Role]:
    """Return the roles of the input ports that are clocks or resets; all others are data."""
    inputs = {
        port.name: port.type.bitWidth
        for port in instance.body.portList
        if isinstance(port, ast.PortSymbol)
        and port.direction in (ast.ArgumentDirection.In, ast.ArgumentDirection.InOut)
    }
    seen = _observe(instance.body, 0)
    roles: dict[str, Role] = {}
    roles |= {name: role for name, role in seen.resets.items() if name in inputs}
    for name, edges in seen.clocks.items():
        if name in inputs and name not in roles:
            roles[name] = Role(kind=RoleKind.CLOCK, active_low=edges == {True})
    single = [name for name, width in inputs.items() if width == 1 and name not in roles]
    for name in single:
        if CLOCK_NAME.fullmatch(name):
            roles[name] = Role(kind=RoleKind.CLOCK)
    if any(role.kind is RoleKind.CLOCK for role in roles.values()):
        for name in single:
            if name not in roles and RESET_NAME.fullmatch(name):
                low = _LOW_NAME.fullmatch(name) is not None
                roles[name] = Role(kind=RoleKind.RESET, active_low=low)
    return roles


def _observe(body: ast.InstanceBodySymbol, depth: int) -> _Seen:
    seen = _Seen()
    members = list(_members(body))
    for member in members:
        _note_alias(member, seen)
    for member in members:
        if isinstance(member, ast.ProceduralBlockSymbol):
            _note_block(member.body, seen)
        elif isinstance(member, ast.InstanceSymbol) and member.isModule and depth < _MAX_DEPTH:
            _note_instance(member, seen, depth)
    return seen


def _members(scope: Any) -> Iterator[ast.Symbol]:
    """Yield the members of a module body, those of its active generate blocks included."""
    for member in scope:
        if isinstance(member, ast.GenerateBlockSymbol):
            if not member.isUninstantiated:
                yield from _members(member)
        elif isinstance(member, ast.GenerateBlockArraySymbol | ast.InstanceArraySymbol):
            yield from _members(member)
        else:
            yield member


def _note_alias(member: ast.Symbol, seen: _Seen) -> None:
    target: Level | None = None
    source: Level | None = None
    if isinstance(member, ast.ContinuousAssignSymbol):
        if isinstance(member.assignment, ast.AssignmentExpression):
            target, source = level_of(member.assignment.left), level_of(member.assignment.right)
    elif isinstance(member, ast.NetSymbol) and member.initializer is not None:
        target, source = (member.name, False), level_of(member.initializer)
    if target is not None and source is not None and target[0] != source[0]:
        seen.aliases.setdefault(target[0], source)


def level_of(expression: ast.Expression) -> Level | None:
    """Read `x`, `~x`, `!x`, `x == 0`, `x != 1` … as a signal and whether it is inverted."""
    expression = unwrap(expression)
    if isinstance(expression, ast.NamedValueExpression):
        return expression.symbol.name, False
    if isinstance(expression, ast.UnaryExpression):
        inner = level_of(expression.operand)
        if inner is None or expression.op not in (
            ast.UnaryOperator.BitwiseNot,
            ast.UnaryOperator.LogicalNot,
        ):
            return None
        return inner[0], not inner[1]
    if isinstance(expression, ast.BinaryExpression) and expression.op in _EQUALITIES:
        for side, other in (
            (expression.left, expression.right),
            (expression.right, expression.left),
        ):
            inner, value = level_of(side), _constant(other)
            if inner is not None and value in (0, 1):
                return inner[0], inner[1] != ((value == 0) == _EQUALITIES[expression.op])
    return None


_EQUALITIES: Final = {
    ast.BinaryOperator.Equality: True,
    ast.BinaryOperator.CaseEquality: True,
    ast.BinaryOperator.Inequality: False,
    ast.BinaryOperator.CaseInequality: False,
}


def unwrap(expression: ast.Expression) -> ast.Expression:
    """Strip the implicit conversions that elaboration puts around an expression."""
    while isinstance(expression, ast.ConversionExpression) and expression.isImplicit:
        expression = expression.operand
    return expression


def _constant(expression: ast.Expression) -> int | None:
    expression = unwrap(expression)
    if isinstance(expression, ast.IntegerLiteral) and not expression.value.hasUnknown:
        return int(expression.value)
    if isinstance(expression, ast.UnbasedUnsizedIntegerLiteral):
        value = expression.literalValue
        return None if value.isUnknown else value.value
    return None


def _note_block(statement: ast.Statement, seen: _Seen) -> None:
    if not isinstance(statement, ast.TimedStatement):
        return
    edges = list(edges_of(statement.timing))
    if not edges:
        return
    tests = list(_top_tests(statement.stmt))
    tested: dict[str, bool] = {}
    for condition, _ in tests:
        for level in disjuncts(condition):
            name, inverted = seen.resolve(level)
            tested.setdefault(name, inverted)
    resolved = [seen.resolve(edge) for edge in edges]
    names = {name for name, _ in resolved}
    asynchronous = {name for name in names if name in tested} if len(names) > 1 else set()
    if asynchronous == names:
        # Every edge is tested: the clock is then the one whose name says so, else the last.
        asynchronous.discard(next((n for n in names if CLOCK_NAME.fullmatch(n)), resolved[-1][0]))
    for name, falling in resolved:
        if name in asynchronous:
            seen.resets[name] = Role(
                kind=RoleKind.RESET, active_low=tested[name], asynchronous=True
            )
        else:
            seen.clocks.setdefault(name, set()).add(falling)
    for condition, branch in tests[:1]:
        if not _loads_constants(branch):
            continue
        for level in disjuncts(condition):
            name, inverted = seen.resolve(level)
            if name not in names and RESET_NAME.fullmatch(name):
                role = Role(kind=RoleKind.RESET, active_low=inverted, asynchronous=False)
                seen.resets.setdefault(name, role)


def edges_of(timing: ast.TimingControl) -> Iterator[Level]:
    """Yield the signals of a sensitivity list that are waited for by edge (True = falling)."""
    events = timing.events if isinstance(timing, ast.EventListControl) else [timing]
    for event in events:
        if not isinstance(event, ast.SignalEventControl):
            continue
        level = level_of(event.expr)
        if level is None or event.edge is ast.EdgeKind.None_:  # type: ignore[attr-defined]
            continue
        falling = event.edge is ast.EdgeKind.NegEdge
        yield level[0], falling != level[1]
        if event.edge is ast.EdgeKind.BothEdges:
            yield level[0], True


def _top_tests(statement: ast.Statement) -> Iterator[tuple[ast.Expression, ast.Statement]]:
    """Yield (condition, branch) of each `if … else if …` that a block starts with."""
    if isinstance(statement, ast.BlockStatement):
        yield from _top_tests(statement.body)
    elif isinstance(statement, ast.StatementList):
        for item in statement.list:
            yield from _top_tests(item)
    else:
        rest: ast.Statement | None = statement
        while isinstance(rest, ast.ConditionalStatement):
            if len(rest.conditions) == 1:
                yield rest.conditions[0].expr, rest.ifTrue
            rest = rest.ifFalse


def disjuncts(condition: ast.Expression) -> Iterator[Level]:
    """Yield the levels that `a || !b | c` is made of; nothing for other shapes."""
    condition = unwrap(condition)
    if isinstance(condition, ast.BinaryExpression) and condition.op in (
        ast.BinaryOperator.LogicalOr,
        ast.BinaryOperator.BinaryOr,
    ):
        yield from disjuncts(condition.left)
        yield from disjuncts(condition.right)
        return
    level = level_of(condition)
    if level is not None:
        yield level


def _loads_constants(branch: ast.Statement) -> bool:
    """Whether every assignment in the branch loads a constant, and there is one."""
    values: list[bool] = []

    def visit(node: object) -> None:
        if isinstance(node, ast.AssignmentExpression):
            values.append(_is_constant(node.right))

    branch.visit(visit)
    return bool(values) and all(values)


def _is_constant(expression: ast.Expression) -> bool:
    constant = True

    def visit(node: object) -> None:
        nonlocal constant
        if isinstance(node, ast.ValueExpressionBase):
            constant &= isinstance(node.symbol, ast.ParameterSymbol | ast.EnumValueSymbol)

    expression.visit(visit)
    return constant


def _note_instance(instance: ast.InstanceSymbol, seen: _Seen, depth: int) -> None:
    inner = _observe(instance.body, depth + 1)
    for connection in instance.portConnections:
        if connection.expression is None:
            continue
        actual = level_of(connection.expression)
        if actual is None:
            continue
        name, inverted = seen.resolve(actual)
        formal = connection.port.name
        for falling in inner.clocks.get(formal, ()):
            seen.clocks.setdefault(name, set()).add(falling != inverted)
        role = inner.resets.get(formal)
        if role is not None:
            seen.resets.setdefault(name, replace(role, active_low=role.active_low != inverted))
