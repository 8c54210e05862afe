"""Loops that certainly never end, on the elaborated design.

Only what is certain is reported: a loop whose end depends on a signal is left to the time limit
of the simulation.
"""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from pyslang import ast

from rtlgen.lint.rules.allowed.groups import Group, Hit
from rtlgen.verilog.syntax import Compiled

MOST_TURNS = 1 << 20
"""Most turns of one loop, where their number is known."""
_LEAVING = (
    ast.StatementKind.Break,
    ast.StatementKind.Return,
    ast.StatementKind.Disable,
    ast.StatementKind.Timed,
)
_RELATIONS = {
    ast.BinaryOperator.LessThan: operator.lt,
    ast.BinaryOperator.LessThanEqual: operator.le,
    ast.BinaryOperator.GreaterThan: operator.gt,
    ast.BinaryOperator.GreaterThanEqual: operator.ge,
}
_UPPER = (ast.BinaryOperator.LessThan, ast.BinaryOperator.LessThanEqual)
"""Relations to an upper bound; the others have a lower one."""
_INVERSIONS = (ast.UnaryOperator.BitwiseNot, ast.UnaryOperator.LogicalNot)


def endless_loops(compiled: Compiled) -> Iterator[Hit]:
    """Yield loops that never end, and signals that are their own inverse."""
    root = compiled.compilation.getRoot()
    hits: list[Hit] = []

    def handler(rule: Callable[[Any, Any], str]) -> Callable[[Any], None]:
        def handle(node: Any) -> None:
            if what := rule(node, root):
                place = node.location if isinstance(node, ast.Symbol) else node.sourceRange.start
                hits.append(Hit(Group.LOOPS, what, place))

        return handle

    root.visit(lookup_table={kind: handler(rule) for kind, rule in _RULES.items()})
    yield from hits


def _while(loop: Any, root: Any) -> str:
    if _can_leave(loop.body):
        return ""
    if _is_true(_value(loop.cond, root)):
        return "a loop whose condition always holds"
    return _stuck(loop.cond, [loop.body])


def _stuck(condition: Any, changing: Sequence[Any]) -> str:
    """Whether nothing that a loop runs can change its condition: once entered, it never ends."""
    read, changed = _names(condition), _changes([condition, *changing])
    is_stuck = read and changed is not None and not read & changed
    return f"a loop that cannot change {' and '.join(sorted(read))}" if is_stuck else ""


def _changes(items: Sequence[Any]) -> set[str] | None:
    """Names that statements may assign; None where they call something that may assign any."""
    called: list[object] = []
    changed: set[str] = set()

    def note(change: Any) -> None:
        changed.update(_names(getattr(change, "left", None) or change.operand))

    for item in items:
        item.visit(lookup_table={
            ast.ExpressionKind.Call: called.append,
            ast.ExpressionKind.Assignment: note,
            ast.ExpressionKind.UnaryOp: note,
        })  # fmt: skip
    return None if called else changed


def _names(expression: Any) -> set[str]:
    found: set[str] = set()
    kinds = (ast.ExpressionKind.NamedValue, ast.ExpressionKind.HierarchicalValue)
    note = lambda value: found.add(value.symbol.name)  # noqa: E731 - as short as it gets
    expression.visit(lookup_table=dict.fromkeys(kinds, note))
    return found


def _repeat(loop: Any, root: Any) -> str:
    count = _integer(_value(loop.count, root)) or 0
    return f"a loop of {count} turns" if count > MOST_TURNS else ""


def _for(loop: Any, root: Any) -> str:
    return "" if _can_leave(loop.body) else _endless_for(loop, root)


def _assign(item: Any, _: Any) -> str:
    return _inverse(item.assignment)


def _block(block: Any, _: Any) -> str:
    return next(filter(None, map(_inverse, _level_assignments(block))), "")


def _value(expression: Any, root: Any) -> Any:
    """The value of a constant expression; None when it depends on anything."""
    return expression.eval(ast.EvalContext(root)).value


def _integer(value: Any) -> int | None:
    try:
        return int(value)
    except (TypeError, ValueError):
        return None


def _is_true(value: Any) -> bool:
    number = _integer(value)
    return number is not None and number != 0


def _can_leave(body: Any) -> bool:
    found: list[object] = []
    body.visit(lookup_table=dict.fromkeys(_LEAVING, found.append))
    return bool(found)


def _endless_for(loop: Any, root: Any) -> str:
    """What is wrong with the header of a `for` loop; empty when nothing certainly is."""
    if loop.stopExpr is None or _is_true(_value(loop.stopExpr, root)):
        return "a loop whose condition always holds"
    if what := _stuck(loop.stopExpr, [loop.body, *loop.steps]):
        return what
    if (found := _bound(loop, root)) is None:
        return ""
    counter, bound = found
    if _always_holds(loop.stopExpr.op, bound, counter.type):
        return f"a loop whose {counter.type.bitWidth} bit counter is always {_shown(loop.stopExpr)}"
    if (value := _set_to(loop, counter, root)) is not None:
        is_endless = _RELATIONS[loop.stopExpr.op](value, bound)
        return f"a loop that sets {counter.name} to {value} at each turn" if is_endless else ""
    turns = _turns(loop, root) * _inner_turns(loop.body, root)
    return f"a loop of {turns} turns" if turns > MOST_TURNS else ""


def _set_to(loop: Any, counter: Any, root: Any) -> int | None:
    """The constant that a loop gives its counter at each turn, where nothing else changes it."""
    steps = [item for item in loop.steps if item.kind is ast.ExpressionKind.Assignment]
    changed = _changes([loop.body])
    if len(steps) != 1 or len(loop.steps) != 1 or changed is None or counter.name in changed:
        return None
    is_step = _is_same(_named(steps[0].left), counter)
    return _integer(_value(steps[0].right, root)) if is_step else None


def _bound(loop: Any, root: Any) -> tuple[Any, int] | None:
    """Counter and bound of a loop that ends by a relation between a variable and a constant."""
    stop = loop.stopExpr
    if stop is None or stop.kind is not ast.ExpressionKind.BinaryOp or stop.op not in _RELATIONS:
        return None
    counter, bound = _named(stop.left), _integer(_value(stop.right, root))
    is_known = counter is not None and bound is not None and counter.type.isIntegral
    return (counter, bound) if is_known and bound is not None else None


def _always_holds(relation: Any, bound: int, kind: Any) -> bool:
    """Whether every value that a counter can hold satisfies its relation to the bound."""
    low, high = _range(kind)
    return bool(_RELATIONS[relation](high if relation in _UPPER else low, bound))


def _turns(loop: Any, root: Any) -> int:
    """How often a loop with constant header runs; 1 when that is not known."""
    if (found := _bound(loop, root)) is None:
        return 1
    counter, bound = found
    first, step = _first_value(loop, counter, root), _step(loop, counter, root)
    if first is None or not step or not _RELATIONS[loop.stopExpr.op](first, bound):
        return 1
    if (step > 0) is (loop.stopExpr.op in _UPPER):
        return max(1, abs(bound - first) // abs(step))
    # It moves away from its bound, and ends only where the counter wraps round.
    low, high = _range(counter.type)
    return max(1, ((first - low) if step < 0 else (high - first)) // abs(step))


def _inner_turns(body: Any, root: Any) -> int:
    """Turns of the longest chain of loops inside a body; 1 when there is none."""
    most = 1

    def note(loop: Any) -> Any:
        nonlocal most
        most = max(most, _turns(loop, root) * _inner_turns(loop.body, root))
        return ast.VisitAction.Skip

    body.visit(lookup_table={ast.StatementKind.ForLoop: note})
    return most


def _range(kind: Any) -> tuple[int, int]:
    bits = kind.bitWidth
    return (-(1 << bits - 1), (1 << bits - 1) - 1) if kind.isSigned else (0, (1 << bits) - 1)


def _shown(expression: Any) -> str:
    return "".join(str(expression.syntax).split())


def _first_value(loop: Any, counter: Any, root: Any) -> int | None:
    for variable in loop.loopVars:
        if _is_same(variable, counter) and variable.initializer is not None:
            return _integer(_value(variable.initializer, root))
    for item in loop.initializers:
        if item.kind is ast.ExpressionKind.Assignment and _is_same(_named(item.left), counter):
            return _integer(_value(item.right, root))
    return None


def _step(loop: Any, counter: Any, root: Any) -> int | None:
    """The constant by which the only step of a loop changes its counter."""
    if len(loop.steps) != 1:
        return None
    step = loop.steps[0]
    if step.kind is ast.ExpressionKind.UnaryOp and _is_same(_named(step.operand), counter):
        return -1 if "decrement" in step.op.name.lower() else 1
    if step.kind is not ast.ExpressionKind.Assignment or not _is_same(_named(step.left), counter):
        return None
    sum_ = _plain(step.right)
    if sum_.kind is not ast.ExpressionKind.BinaryOp or not _is_same(_named(sum_.left), counter):
        return None
    change = _integer(_value(sum_.right, root))
    if change is None:
        return None
    return {ast.BinaryOperator.Add: change, ast.BinaryOperator.Subtract: -change}.get(sum_.op)


def _plain(expression: Any) -> Any:
    while expression.kind is ast.ExpressionKind.Conversion:
        expression = expression.operand
    return expression


def _named(expression: Any) -> Any:
    """The variable or net that an expression names, or None."""
    expression = _plain(expression)
    is_name = expression.kind is ast.ExpressionKind.NamedValue
    return expression.symbol if is_name else None


def _is_same(one: Any, other: Any) -> bool:
    # pyslang's comparison does not take None.
    return one is not None and other is not None and bool(one == other)


def _level_assignments(block: Any) -> Iterator[Any]:
    """Yield the assignments that a block makes under no condition whenever their target changes."""
    body, levels = block.body, None
    if body.kind is ast.StatementKind.Timed:
        levels = _levels(body.timing)
        body = body.stmt
    elif block.procedureKind is not ast.ProceduralBlockKind.AlwaysComb:
        return
    pending = [body]
    while pending:
        item = pending.pop()
        if item.kind is ast.StatementKind.Block:
            pending.append(item.body)
        elif item.kind is ast.StatementKind.List:
            pending.extend(item.list)
        elif (
            item.kind is ast.StatementKind.ExpressionStatement
            and item.expr.kind is ast.ExpressionKind.Assignment
            and (levels is None or _names(item.expr.left) & levels)
        ):
            yield item.expr


def _levels(timing: Any) -> set[str] | None:
    """Names whose levels a block waits for; None = all that it reads."""
    if timing.kind is ast.TimingControlKind.ImplicitEvent:
        return None
    is_list = timing.kind is ast.TimingControlKind.EventList
    events = timing.events if is_list else [timing]
    return {
        name
        for event in events
        if event.kind is ast.TimingControlKind.SignalEvent and not event.edge.value
        for name in _names(event.expr)
    }


def _inverse(assignment: Any) -> str:
    """What is wrong with an assignment of a signal's own inverse; empty for any other."""
    if assignment.kind is not ast.ExpressionKind.Assignment:
        return ""  # slang only warns of a range that is the wrong way round, and gives up on it
    target, source = _named(assignment.left), _plain(assignment.right)
    is_inverse = (
        source.kind is ast.ExpressionKind.UnaryOp
        and source.op in _INVERSIONS
        and _is_same(_named(source.operand), target)
    )
    return f"{_shown(assignment.left)} computed from its own inverse" if is_inverse else ""


_RULES: dict[Any, Callable[[Any, Any], str]] = {
    ast.StatementKind.WhileLoop: _while,
    ast.StatementKind.DoWhileLoop: _while,
    ast.StatementKind.RepeatLoop: _repeat,
    ast.StatementKind.ForLoop: _for,
    ast.SymbolKind.ContinuousAssign: _assign,
    ast.SymbolKind.ProceduralBlock: _block,
}
