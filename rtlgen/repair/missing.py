"""What only a repair does: other values and conditions, and code that was left out.

Operators like those of `rtlgen.mutation`; they find places by what looks unfinished.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.edit import Change, Edit
from rtlgen.mutation.literals import read_literal
from rtlgen.mutation.operators.conditions import conditions
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import assignments, is_clocked, target_name
from rtlgen.mutation.states import states_of
from rtlgen.mutation.tree import (
    ASSIGNMENTS,
    Place,
    elements,
    enclosing,
    inside,
    module_of,
    place_of,
)
from rtlgen.repair.values import values
from rtlgen.spec.model import RoleKind

_CONSTANT = re.compile(r"\{\s*\d+\s*\{\s*1'b[01]\s*\}\s*\}|\d*'[bdh][\da-fA-F_]+|\d+")


def other_condition(source: Source) -> Iterator[Change]:
    """Decide by a signal what a constant decides."""
    for node, condition in conditions(source):
        if source.code(condition) in ("1'b0", "1'b1", "0", "1"):
            for text in values(source, node, 1):
                yield source.replace(condition, text)


def other_value(source: Source) -> Iterator[Change]:
    """Assign something else than a constant."""
    for node in source.nodes(syntax.BinaryExpressionSyntax):
        if node.kind in ASSIGNMENTS and _CONSTANT.fullmatch(source.code(node.right)):
            width = _width(source, node)
            for text in values(source, node, width) if width else ():
                yield source.replace(node.right, text)


def other_constant(source: Source) -> Iterator[Change]:
    """Take another number of the design, and any number of up to four bits."""
    nodes = source.nodes(syntax.LiteralExpressionSyntax, syntax.IntegerVectorExpressionSyntax)
    literals = [read_literal(source.code(node)) for node in nodes]
    known = {literal.value for literal in literals if literal is not None}
    for node, literal in zip(nodes, literals, strict=True):
        if literal is None or place_of(node) not in (Place.VALUE, Place.PATTERN, Place.PARAMETER):
            continue
        small = set(range(16)) if literal.limit <= 16 else set()
        for value in sorted(known | small):
            if value != literal.value and value < literal.limit:
                yield source.replace(node, literal.text(value))


def missing_else(source: Source) -> Iterator[Change]:
    """Say what happens otherwise, to the same target."""
    for node in source.nodes(syntax.ConditionalStatementSyntax):
        first = next(_inside_assignments(node.statement), None)
        if node.elseClause is not None or first is None:
            continue
        width = _width(source, first)
        sign = first.operatorToken.valueText
        for text in values(source, node, width) if width else ():
            before, after = source.wrap(node.statement, "begin ", " end")
            code = f" end else {source.code(first.left)} {sign} {text};"
            edits = (before, Edit(start=after.start, stop=after.stop, text=code))
            yield source.change(node, edits, f"`else {source.code(first.left)} {sign} {text};`")


def missing_default(source: Source) -> Iterator[Change]:
    """Give a case a default: a value that another item has, a constant, a signal."""
    for case in source.nodes(syntax.CaseStatementSyntax):
        items = elements(case.items)
        if any(isinstance(item, syntax.DefaultCaseItemSyntax) for item in items):
            continue
        for body in _bodies(source, case):
            yield _added(source, case, f"default: {body}")


def missing_item(source: Source) -> Iterator[Change]:
    """Add an item for a state or a value that has none."""
    for case in source.nodes(syntax.CaseStatementSyntax):
        known = {
            source.code(label)
            for item in elements(case.items)
            if isinstance(item, syntax.StandardCaseItemSyntax)
            for label in elements(item.expressions)
        }
        for label in _labels(source, case, known):
            for body in _bodies(source, case):
                yield _added(source, case, f"{label}: {body}")


def missing_reset(source: Source) -> Iterator[Change]:
    """Reset what a clocked block assigns, where the module has a reset that it does not test."""
    resets = [port for port in source.ports if port.role.kind is RoleKind.RESET]
    for block in source.nodes(syntax.ProceduralBlockSyntax):
        if not is_clocked(block) or module_of(block) != source.top.name:
            continue
        timed = block.statement
        if not isinstance(timed, syntax.TimingControlStatementSyntax):
            continue
        statement = timed.statement
        targets = dict.fromkeys(
            name for a in _inside_assignments(statement) if (name := target_name(a)) is not None
        )
        for port in resets:
            test = f"!{port.name}" if port.role.active_low else port.name
            if not targets or re.search(rf"\b{port.name}\b", source.code(statement)):
                continue
            for value in ("0", "1", *(s.name for s in states_of(source, module_of(block)))):
                loads = " ".join(f"{name} <= {value};" for name in targets)
                edit = source.wrap(statement, f"if ({test}) begin {loads} end else ", "")[0]
                yield source.change(statement, (edit,), f"`if ({test}) {loads}`")


def missing_statement(source: Source) -> Iterator[Change]:
    """Assign what is assigned elsewhere, where a statement is empty."""
    known = list(assignments(source))
    for node in source.nodes(syntax.EmptyStatementSyntax):
        block = enclosing(node, syntax.ProceduralBlockSyntax)
        sign = "<=" if is_clocked(block) else "="
        targets = dict.fromkeys(
            source.code(a.left) for a in known if module_of(a) == module_of(node)
        )
        driven = {name for name in targets if re.fullmatch(r"\w+", name)}
        targets |= dict.fromkeys(_undriven(source, node, driven))
        for target in targets:
            same = [source.code(a.right) for a in known if source.code(a.left) == target]
            width = _width_of(source, node, target)
            more = list(values(source, node, width)) if width else []
            for text in dict.fromkeys([*same, *more]):
                yield source.replace(node, f"{target} {sign} {text};")


def _undriven(source: Source, node: syntax.SyntaxNode, driven: set[str]) -> list[str]:
    """Variables of the module that nothing assigns."""
    written = {
        name
        for a in source.nodes(syntax.BinaryExpressionSyntax)
        if a.kind in ASSIGNMENTS
        for name in re.findall(r"[A-Za-z_]\w*", source.code(a.left))
    }
    inputs = {port.name for port in source.ports if port.direction.value == "input"}
    names = [signal.name for signal in source.signals(node)]
    return [n for n in names if n not in written | inputs | driven]


def _inside_assignments(node: syntax.SyntaxNode) -> Iterator[syntax.BinaryExpressionSyntax]:
    for found in inside(node, syntax.BinaryExpressionSyntax):
        if found.kind in ASSIGNMENTS and isinstance(found.parent, syntax.ExpressionStatementSyntax):
            yield found


def _width(source: Source, assignment: syntax.BinaryExpressionSyntax) -> int | None:
    return _width_of(source, assignment, source.code(assignment.left))


def _width_of(source: Source, node: syntax.SyntaxNode, target: str) -> int | None:
    """Bits of `name` or `name[3]`."""
    name, bracket, index = target.partition("[")
    signal = next((s for s in source.signals(node) if s.name == name.strip()), None)
    if signal is None or (bracket and ":" in index):
        return None
    return 1 if bracket else int(signal.type.bitWidth)


def _bodies(source: Source, case: syntax.CaseStatementSyntax) -> Iterator[str]:
    """What an item may do: what the others do, or another value for their first target."""
    items = [item for item in elements(case.items) if hasattr(item, "clause")]
    found = dict.fromkeys(source.code(item.clause) for item in items)
    yield from found
    first = next((a for item in items for a in _inside_assignments(item.clause)), None)
    if first is None:
        return
    width = _width(source, first)
    sign = first.operatorToken.valueText
    for text in values(source, case, width) if width else ():
        body = f"{source.code(first.left)} {sign} {text};"
        if body not in found:
            yield body


def _labels(source: Source, case: syntax.CaseStatementSyntax, known: set[str]) -> Iterator[str]:
    """Labels that the case lacks: states of its kind, or small numbers."""
    names = {s.name for s in states_of(source, module_of(case))}
    if known & names:
        yield from sorted(names - known)
        return
    literals = [read_literal(label) for label in known]
    taken = {literal.value for literal in literals if literal is not None}
    first = next((literal for literal in literals if literal is not None), None)
    if first is not None and first.limit <= 16:
        yield from (first.text(value) for value in range(first.limit) if value not in taken)


def _added(source: Source, case: syntax.CaseStatementSyntax, item: str) -> Change:
    start = source.span(case.endcase)[0]
    edit = Edit(start=start, stop=start, text=f"{item}\n    ")
    return source.change(case, (edit,), f"`{item}`")
