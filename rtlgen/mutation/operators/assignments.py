"""Wrong assignments."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import assignments, is_initial, target_name
from rtlgen.mutation.tree import (
    ASSIGNMENTS,
    PLAIN_ASSIGNMENTS,
    Kind,
    Place,
    enclosing,
    module_of,
    place_of,
    words_in,
)
from rtlgen.spec.model import Direction


def blocking_kind(source: Source) -> Iterator[Change]:
    """Take `=` for `<=` and the other way round; functions may not use `<=`."""
    for node in assignments(source):
        is_in_function = enclosing(node, syntax.FunctionDeclarationSyntax) is not None
        if node.kind in PLAIN_ASSIGNMENTS and not is_in_function:
            yield source.replace(
                node.operatorToken, "<=" if node.kind is Kind.AssignmentExpression else "="
            )


def delete_statement(source: Source) -> Iterator[Change]:
    """Forget one assignment."""
    for node in assignments(source):
        yield source.replace(node.parent, ";", f"`{source.code(node)}` deleted")


def stuck_output(source: Source) -> Iterator[Change]:
    """Hold an output of the top module at 0 or at all ones, wherever it is assigned."""
    for port in source.ports:
        if port.direction is not Direction.OUTPUT:
            continue
        drivers = _drivers(source, port.name)
        if not drivers:
            continue
        for bit in "01":
            text = f"1'b{bit}" if port.width == 1 else f"{{{port.width}{{1'b{bit}}}}}"
            if all(source.code(node.right) == text for node in drivers):
                continue
            edits = tuple(source.edit(node.right, text) for node in drivers)
            yield source.change(drivers[0], edits, f"`{port.name}` stuck at {bit}")


def _drivers(source: Source, name: str) -> list[syntax.BinaryExpressionSyntax]:
    """Return all assignments of a signal; none where one of them drives only a part of it."""
    found = []
    for node in source.nodes(syntax.BinaryExpressionSyntax):
        if (
            node.kind not in ASSIGNMENTS
            or module_of(node) != source.top.name
            or is_initial(enclosing(node, syntax.ProceduralBlockSyntax))
            or name not in words_in(node.left)
        ):
            continue
        if target_name(node) != name or place_of(node.right) is not Place.VALUE:
            return []
        found.append(node)
    return found
