"""Where a signal is declared and assigned."""

from __future__ import annotations

from pyslang import syntax

from rtlgen.mutation.edit import Edit
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import ASSIGNMENTS, elements, inside, module_of, words_in


def drivers(source: Source, module: str, name: str) -> list[syntax.BinaryExpressionSyntax]:
    """Return the assignments whose left side mentions a name, as target or as index."""
    return [
        node
        for node in source.nodes(syntax.BinaryExpressionSyntax)
        if node.kind in ASSIGNMENTS and module_of(node) == module and name in words_in(node.left)
    ]


def declarator(source: Source, module: str, name: str) -> syntax.DeclaratorSyntax | None:
    """Return the only declaration of a name in a module; None for none or several."""
    found = [
        node
        for node in source.nodes(syntax.DeclaratorSyntax)
        if node.name.valueText == name and module_of(node) == module
    ]
    return found[0] if len(found) == 1 else None


def dimensions(source: Source, kind: syntax.SyntaxNode) -> str:
    """Return the packed dimensions of a type as written, with a space behind; or nothing."""
    return "".join(f"{source.code(part)} " for part in getattr(kind, "dimensions", ()))


def variable_header(port: syntax.ImplicitAnsiPortSyntax) -> syntax.VariablePortHeaderSyntax | None:
    """Return the header of an `output` that no other port of the list takes its type from."""
    header = port.header
    if (
        isinstance(header, syntax.VariablePortHeaderSyntax)
        and header.direction.valueText == "output"
        and port.declarator.initializer is None
        and not _is_inherited(port)
    ):
        return header
    return None


def _is_inherited(port: syntax.ImplicitAnsiPortSyntax) -> bool:
    """Whether the next port of the list says nothing but its name: `output reg a, b`."""
    home = port.parent
    if not isinstance(home, syntax.AnsiPortListSyntax):
        return True
    ports = elements(home.ports)
    number = ports.index(port)
    if number + 1 == len(ports):
        return False
    following = ports[number + 1]
    return bool(following.sourceRange.start.offset == following.declarator.sourceRange.start.offset)


def as_variable(source: Source, module: str, name: str) -> tuple[Edit, ...] | None:
    """Return the edits that declare a name as a variable; None where that isn't simple."""
    found = declarator(source, module, name)
    if found is None or found.initializer is not None:
        return None
    match found.parent:
        case syntax.DataDeclarationSyntax():
            return ()
        case syntax.NetDeclarationSyntax() as home if (
            home.netType.valueText == "wire" and len(elements(home.declarators)) == 1
        ):
            return (source.edit(home.netType, "reg"),)
        case syntax.ImplicitAnsiPortSyntax() as port:
            header = variable_header(port)
            if header is None:
                return None
            if isinstance(header.dataType, syntax.ImplicitTypeSyntax):
                return (source.edit(header.direction, "output reg"),)
            return ()
    return None


def ports_of(module: syntax.ModuleDeclarationSyntax) -> set[str]:
    """Return the names of the ports of a module in the text."""
    homes: list[syntax.SyntaxNode] = list(inside(module, syntax.PortDeclarationSyntax))
    if module.header.ports is not None:
        homes.append(module.header.ports)
    return {
        str(node.name.valueText) for home in homes for node in inside(home, syntax.DeclaratorSyntax)
    }
