"""Give the modules of a text other names, so that several designs fit into one compilation."""

from __future__ import annotations

import re
from typing import Any, Final

_REACHING: Final = re.compile(r"\.|::")
"""What a name that reaches into another scope has in it."""
_WITHOUT_INSTANCES: Final = frozenset({
    "AnsiPortListSyntax", "ContinuousAssignSyntax", "DataDeclarationSyntax",
    "FunctionDeclarationSyntax", "NetDeclarationSyntax", "ProceduralBlockSyntax",
})  # fmt: skip


def rename_modules(verilog: str, prefix: str) -> str | None:
    """Put `prefix` before the name of every module of a text, where it is defined and used.

    Args:
        verilog: Text that elaborates on its own.
        prefix: For example `c3_`.

    Returns:
        The new text, or None where the modules cannot be told apart by their names: a text with
        macros or other directives, with definitions that are no modules, or with names that reach
        into other modules.
    """
    from pyslang import syntax
    from pyslang.ast import VisitAction

    if "`" in verilog or "\\" in verilog:
        return None
    source = verilog.encode()
    tree = syntax.SyntaxTree.fromText(verilog)
    uses: list[tuple[int, str]] = []
    modules: set[str] = set()
    is_local = True
    root = tree.root
    members = root.members if isinstance(root, syntax.CompilationUnitSyntax) else [root]

    def note(token: Any) -> None:
        uses.append((token.range.start.offset, token.value))

    # Without dots no name reaches anywhere, and what holds no instances need not be looked into.
    skipped = frozenset() if _REACHING.search(verilog) else _WITHOUT_INSTANCES

    def visit(node: object) -> object:
        nonlocal is_local
        if type(node).__name__ in skipped:
            return VisitAction.Skip
        if isinstance(node, syntax.ScopedNameSyntax | syntax.BindDirectiveSyntax):
            is_local = False
        elif isinstance(node, syntax.ModuleDeclarationSyntax):
            modules.add(str(node.header.name.value))
            note(node.header.name)
            if node.blockName is not None:
                note(node.blockName.name)
        elif isinstance(node, syntax.HierarchyInstantiationSyntax):
            note(node.type)
        return VisitAction.Advance

    for member in members:
        if not isinstance(member, syntax.ModuleDeclarationSyntax) or _kind(member) != "module":
            return None
        member.visit(visit)
    if not is_local:
        return None
    return _insert(source, prefix.encode(), [use for use in uses if use[1] in modules])


def _kind(member: Any) -> str:
    return str(member.header.moduleKeyword.rawText)


def _insert(source: bytes, prefix: bytes, uses: list[tuple[int, str]]) -> str | None:
    parts: list[bytes] = []
    start = 0
    for offset, name in sorted(uses):
        if source[offset : offset + len(name.encode())] != name.encode():
            return None
        parts += [source[start:offset], prefix]
        start = offset
    return b"".join([*parts, source[start:]]).decode()
