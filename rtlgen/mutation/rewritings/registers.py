"""The same with other contents of the registers."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.declarations import declarator, dimensions, drivers, variable_header
from rtlgen.mutation.edit import Change, Edit
from rtlgen.mutation.expressions import bracketed
from rtlgen.mutation.rewritings.purity import fresh_name, is_fill
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import is_clocked, is_initial, target_name
from rtlgen.mutation.tree import Kind, enclosing, inside, names_in, words_in

_FILLS = {"'0": "'1", "'1": "'0", "'x": "'x", "'X": "'X", "'z": "'x", "'Z": "'x"}


def inverted_register(source: Source) -> Iterator[Change]:
    """Store a register inverted: `q <= e` → `q_inv <= ~(e)`, and `wire q = ~q_inv`.

    Exact in four states one zero-delay event later, initial value included: ~X is X. Only for
    registers that are assigned as a whole by `<=`, are waited for nowhere and feed no instance.
    """
    for module in source.nodes(syntax.ModuleDeclarationSyntax):
        for name in _registers(source, module):
            found = declarator(source, str(module.header.name.valueText), name)
            if found is None:
                continue
            stored = fresh_name(source, f"{name}_inv")
            match found.parent:
                case syntax.DataDeclarationSyntax() as home:
                    declared = _stored_inside(source, home, found, stored)
                case syntax.ImplicitAnsiPortSyntax() as port:
                    declared = _stored_behind_port(source, module, port, stored)
                case _:
                    continue
            if declared:
                edits = [*declared]
                for node in drivers(source, str(module.header.name.valueText), name):
                    edits.append(source.edit(node.left, stored))
                    edits.append(source.edit(node.right, _inverse(source, node.right)))
                shown = f"`{name}` stored inverted in `{stored}`"
                yield source.change(found, tuple(edits), shown)


def _inverse(source: Source, node: syntax.SyntaxNode) -> str:
    return _FILLS[source.code(node)] if is_fill(node) else f"~{bracketed(source, node)}"


def _registers(source: Source, module: syntax.ModuleDeclarationSyntax) -> Iterator[str]:
    """Yield the registers of a module that are only ever assigned as a whole by `<=`."""
    unsuitable: set[str] = set()
    for node in inside(module, syntax.EventControlSyntax, syntax.PortConnectionSyntax):
        unsuitable |= words_in(node)
    for block in inside(module, syntax.ProceduralBlockSyntax):
        if is_initial(block):
            unsuitable |= _more_than_loaded(block)
    for signal in source.signals(module.header):
        loads = drivers(source, str(module.header.name.valueText), signal.name)
        if (
            signal.name not in unsuitable
            and not signal.type.isSigned
            and signal.type.isFourState
            and all(_is_load(node, signal.name) for node in loads)
            and any(node.kind is Kind.NonblockingAssignmentExpression for node in loads)
        ):
            yield signal.name


def _is_load(node: syntax.BinaryExpressionSyntax, name: str) -> bool:
    block = enclosing(node, syntax.ProceduralBlockSyntax)
    is_clocked_load = is_clocked(block) and node.kind is Kind.NonblockingAssignmentExpression
    is_first = is_initial(block) and node.kind is Kind.AssignmentExpression
    return target_name(node) == name and (is_clocked_load or is_first)


def _more_than_loaded(block: syntax.ProceduralBlockSyntax) -> set[str]:
    """Return the names of an initial block that are read, or assigned in another way than `=`."""
    found = set()
    for name in names_in(block):
        parent = name.parent
        is_target = isinstance(parent, syntax.BinaryExpressionSyntax) and parent.left == name
        if not is_target or parent is None or parent.kind is not Kind.AssignmentExpression:
            found.add(str(name.identifier.valueText))
    return found


def _stored_inside(
    source: Source,
    home: syntax.DataDeclarationSyntax,
    found: syntax.DeclaratorSyntax,
    stored: str,
) -> tuple[Edit, ...]:
    """Return the edits that declare an internal register anew, and its wire behind it."""
    if not isinstance(home.type, syntax.IntegerTypeSyntax) or not isinstance(
        home.parent, syntax.ModuleDeclarationSyntax
    ):
        return ()
    stop = source.span(home)[1]
    wire = f"\n  wire {dimensions(source, home.type)}{source.code(found.name)} = ~{stored};"
    edits = (source.edit(found.name, stored), Edit(start=stop, stop=stop, text=wire))
    if found.initializer is None:
        return edits
    first = found.initializer.expr
    return (*edits, source.edit(first, _inverse(source, first)))


def _stored_behind_port(
    source: Source,
    module: syntax.ModuleDeclarationSyntax,
    port: syntax.ImplicitAnsiPortSyntax,
    stored: str,
) -> tuple[Edit, ...]:
    """Return the edits that make `output reg q` a wire with a register of its own behind it."""
    header = variable_header(port)
    if header is None or not isinstance(header.dataType, syntax.IntegerTypeSyntax):
        return ()
    body = source.span(module.header)[1]
    register = f"\n  reg {dimensions(source, header.dataType)}{stored};"
    wire = f"\n  assign {source.code(port.declarator.name)} = ~{stored};"
    return (
        source.edit(header.dataType.keyword, "wire"),
        Edit(start=body, stop=body, text=register + wire),
    )
