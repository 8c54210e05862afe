"""The same through other names: renamed signals, intermediate wires."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pyslang import parsing, syntax

from rtlgen.mutation.declarations import ports_of
from rtlgen.mutation.edit import Change, Edit
from rtlgen.mutation.rewritings.purity import fresh_name, rewritable
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import is_clocked, reads_whatever_it_needs
from rtlgen.mutation.tree import Kind, elements, enclosing, inside, names_in, words_in

_NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"', re.DOTALL)


def renamed_signal(source: Source) -> Iterator[Change]:
    """Give an internal signal another name.

    Exact: names mean nothing. A name that the tree doesn't show everywhere (macros, hierarchical
    names, a local of the same name) is left alone.
    """
    for module in source.nodes(syntax.ModuleDeclarationSyntax):
        code = _NO_CODE.sub(" ", source.code(module))
        for signal in source.signals(module.header):
            name = signal.name
            if name in ports_of(module) or "`define" in source.verilog:
                continue
            tokens = list(_tokens(module, name))
            words = len(re.findall(rf"\b{re.escape(name)}\b", code))
            declared = sum(
                node.name.valueText == name for node in inside(module, syntax.DeclaratorSyntax)
            )
            if declared == 1 and words == len(tokens):
                other = fresh_name(source, "sig")
                edits = tuple(source.edit(token, other) for token in tokens)
                yield source.change(module, edits, f"`{name}` renamed `{other}`")


def _tokens(module: syntax.ModuleDeclarationSyntax, name: str) -> Iterator[parsing.Token]:
    """Yield where a name is declared and used."""
    for node in inside(module, syntax.DeclaratorSyntax):
        if node.name.valueText == name:
            yield node.name
    for use in names_in(module):
        if use.identifier.valueText == name:
            yield use.identifier


def split_assign(source: Source) -> Iterator[Change]:
    """`assign y = e;` → `wire t; assign t = e; assign y = t;` with t as wide as y.

    Exact in four states: e is computed and cut to the width of y, then passed on.
    """
    for statement in source.nodes(syntax.ContinuousAssignSyntax):
        parts = elements(statement.assignments)
        if len(parts) != 1 or statement.delay is not None or statement.strength is not None:
            continue
        left, right = parts[0].left, parts[0].right
        shape = source.shape(left)
        if shape is None:
            continue
        name = fresh_name(source, "through")
        start = source.span(statement)[0]
        wire = f"wire {_range(shape[0])}{name};\n  assign {name} = {source.code(right)};\n  "
        edits = (Edit(start=start, stop=start, text=wire), source.edit(right, name))
        yield source.change(statement, edits, f"`{source.code(left)}` through `{name}`")


def hoisted_operand(source: Source) -> Iterator[Change]:
    """Compute a part of an expression in a wire of its own.

    Exact in four states once events have settled: the wire is as wide as the part in its context
    and unsigned like it; only where the block runs again when the wire changes (an assign,
    always_comb, `@*`) or waits for a clock, and only for parts in which no local variable and no
    blocking assignment of the same block has a share. Before a clock edge the ports are left
    where they are: a bench that changes an input by `=` at the very edge would see a wire late.
    """
    for node in rewritable(
        source, syntax.BinaryExpressionSyntax, syntax.ConditionalExpressionSyntax
    ):
        shape = source.shape(node)
        home = enclosing(node, syntax.ContinuousAssignSyntax, syntax.ProceduralBlockSyntax)
        if (
            shape is None
            or shape[1]
            or home is None
            or not isinstance(home.parent, syntax.ModuleDeclarationSyntax)
            or not _is_free(source, node, home)
        ):
            continue
        name = fresh_name(source, "part")
        start = source.span(home)[0]
        wire = f"wire {_range(shape[0])}{name} = {source.code(node)};\n  "
        edits = (Edit(start=start, stop=start, text=wire), source.edit(node, name))
        yield source.change(node, edits, f"`{source.code(node)}` in wire `{name}`")


def _is_free(source: Source, node: syntax.SyntaxNode, home: syntax.SyntaxNode) -> bool:
    """Whether an expression has the same value outside of the block that it stands in."""
    if not all(
        source.is_module_signal(name) or source.is_constant(name) for name in names_in(node)
    ):
        return False
    if not isinstance(home, syntax.ProceduralBlockSyntax):
        return True
    if not (is_clocked(home) or reads_whatever_it_needs(home)):
        return False
    module = enclosing(home, syntax.ModuleDeclarationSyntax)
    if is_clocked(home) and (module is None or words_in(node) & ports_of(module)):
        return False
    written: set[str] = set()
    for assignment in inside(home, syntax.BinaryExpressionSyntax):
        if assignment.kind is Kind.AssignmentExpression:
            written |= words_in(assignment.left)
    return not written & words_in(node)


def _range(width: int) -> str:
    return "" if width == 1 else f"[{width - 1}:0] "
