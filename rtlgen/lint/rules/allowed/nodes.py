"""Constructs and names, on the nodes of the syntax tree."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pyslang import parsing, syntax

from rtlgen.lint.rules.allowed.grammar import (
    ALLOWED,
    GATES,
    NETS,
    REFUSED,
    SYSTEM_FUNCTIONS,
    TOP_LEVEL,
)
from rtlgen.lint.rules.allowed.groups import Group, Hit
from rtlgen.verilog.syntax import Compiled

_ATTRIBUTES = frozenset({"full_case", "parallel_case"})
_ALWAYS = frozenset({"AlwaysBlock", "AlwaysFFBlock"})
_EVENTS = frozenset({"EventControl", "EventControlWithExpression", "ImplicitEventControl"})


@dataclass(slots=True)
class _Names:
    """What a dotted name of one module or package may go through."""

    data: set[str] = field(default_factory=set)
    labels: set[str] = field(default_factory=set)
    instances: set[str] = field(default_factory=set)
    dotted: list[Any] = field(default_factory=list)


def refused_nodes(compiled: Compiled) -> Iterator[Hit]:
    """Yield the constructs and names of a text that are not allowed."""
    root: Any = compiled.tree.root
    is_unit = isinstance(root, syntax.CompilationUnitSyntax)
    members: list[Any] = list(root.members) if is_unit else [root]
    hits: list[Hit] = []
    units: list[_Names] = []
    modules: set[str] = set()
    shared: set[str] = set()
    for member in members:
        hits.extend(_top_level(member))
        names = _Names()
        member.visit(lambda node, names=names: _visit(node, names, hits))
        units.append(names)
        if member.kind.name == "ModuleDeclaration":
            modules.add(member.header.name.valueText)
        else:
            shared |= names.data
    yield from hits
    for names in units:
        for node in names.dotted:
            yield from _dotted(node, names, modules, shared)


def _visit(node: Any, names: _Names, hits: list[Hit]) -> None:
    """Note what one node declares, and whether it is allowed; tokens are for `tokens.py`."""
    if isinstance(node, parsing.Token):
        return
    kind = node.kind.name
    if kind not in ALLOWED:
        if kind in REFUSED or node.parent is None or node.parent.kind.name in ALLOWED:
            group, what = REFUSED.get(kind, (Group.CONSTRUCTS, _words(kind)))
            hits.append(Hit(group, what, node.sourceRange.start))
    elif kind == "Declarator":
        names.data.add(node.name.valueText)
    elif kind in ("NamedBlockClause", "NamedLabel"):
        names.labels.add(node.name.valueText)
    elif kind == "InstanceName":
        names.instances.add(node.name.valueText)
    elif kind == "ScopedName":
        if node.parent is None or node.parent.kind.name != "ScopedName":
            names.dotted.append(node)
    elif rule := _RULES.get(kind):
        hits.extend(rule(node))


def _words(kind: str) -> str:
    return "the construct " + re.sub(r"(?<=[a-z])(?=[A-Z])", " ", kind).lower()


def _top_level(member: Any) -> Iterator[Hit]:
    if member.kind.name in ALLOWED and member.kind.name not in TOP_LEVEL:
        what = "something outside of modules that is no type, parameter, function or package"
        yield Hit(Group.CONSTRUCTS, what, member.sourceRange.start)


def _dotted(node: Any, names: _Names, modules: set[str], shared: set[str]) -> Iterator[Hit]:
    """Allow members of structs and names into blocks of the same module.

    The first part must be something that the module declares itself, and no part an instance or
    a module: then the name can leave the module neither downwards nor upwards.
    """
    parts, has_dot = _parts(node)
    first = parts[0]
    if first == "std":
        yield Hit(Group.CONSTRUCTS, "the package std", node.sourceRange.start)
    if not has_dot:
        return
    is_own = first in names.data or first in names.labels or first in shared
    if is_own and not modules.intersection(parts) and not names.instances.intersection(parts):
        return
    text = "".join(str(node).split())[:60]
    yield Hit(Group.HIERARCHY, f"the hierarchical name {text}", node.sourceRange.start)


def _parts(node: Any) -> tuple[list[str], bool]:
    """The identifiers of a name from left to right, and whether a dot is among its separators."""
    if node.kind.name != "ScopedName":
        token = node.getFirstToken()
        return [token.valueText], False
    left, has_left = _parts(node.left)
    right, has_right = _parts(node.right)
    return left + right, has_left or has_right or node.separator.rawText == "."


def _system_name(node: Any) -> Iterator[Hit]:
    name = node.systemIdentifier.rawText
    if name not in SYSTEM_FUNCTIONS:
        yield Hit(Group.SYSTEM_TASKS, f"{name[:60]}", node.sourceRange.start)


def _string(node: Any) -> Iterator[Hit]:
    above = node.parent
    while above is not None and above.kind.name.endswith(("Expression", "Clause")):
        above = above.parent
    if above is None or above.kind.name != "AttributeSpec":
        yield Hit(Group.STRINGS, "a string", node.sourceRange.start)


def _attribute(node: Any) -> Iterator[Hit]:
    if node.name.valueText in _ATTRIBUTES:
        what = f"the attribute {node.name.valueText}"
        yield Hit(Group.PRAGMAS, what, node.sourceRange.start)


def _primitive(node: Any) -> Iterator[Hit]:
    if node.type.rawText not in GATES:
        yield Hit(Group.CONSTRUCTS, f"a {node.type.rawText}", node.sourceRange.start)


def _net(node: Any) -> Iterator[Hit]:
    if node.netType.rawText not in NETS:
        yield Hit(Group.CONSTRUCTS, f"a {node.netType.rawText} net", node.sourceRange.start)


def _timing(node: Any) -> Iterator[Hit]:
    control = node.timingControl
    if control.kind.name in _EVENTS and node.parent.kind.name not in _ALWAYS:
        what = "an event control that does not begin an always block"
        yield Hit(Group.DELAYS, what, control.sourceRange.start)


def _always(node: Any) -> Iterator[Hit]:
    """A plain block without any timing control would run for ever at time 0."""
    if node.statement.kind.name == "TimingControlStatement":
        return
    waits: list[object] = []
    node.statement.visit(lookup_table={syntax.SyntaxKind.TimingControlStatement: waits.append})
    if not waits:
        what = "an always block that waits for nothing"
        yield Hit(Group.LOOPS, what, node.sourceRange.start)


def _module(node: Any) -> Iterator[Hit]:
    if node.parent is not None and node.parent.kind.name != "CompilationUnit":
        what = "a module inside of a module"
        yield Hit(Group.CONSTRUCTS, what, node.sourceRange.start)


def _package(node: Any) -> Iterator[Hit]:
    for member in node.members:
        yield from _top_level(member)


def _disable(node: Any) -> Iterator[Hit]:
    if node.name.kind.name != "IdentifierName":
        yield Hit(Group.HIERARCHY, "disable of another scope", node.sourceRange.start)


_RULES = {
    "SystemName": _system_name,
    "StringLiteralExpression": _string,
    "AttributeSpec": _attribute,
    "PrimitiveInstantiation": _primitive,
    "NetDeclaration": _net,
    "NetPortHeader": _net,
    "TimingControlStatement": _timing,
    "AlwaysBlock": _always,
    "ModuleDeclaration": _module,
    "PackageDeclaration": _package,
    "DisableStatement": _disable,
}
