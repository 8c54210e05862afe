"""Which modules a Verilog text defines, and which it uses but leaves to others."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleNames:
    """The modules of one text by name, in the order of the text."""

    defined: tuple[str, ...]
    used: tuple[str, ...]
    """Modules that are instantiated somewhere in the text."""

    @property
    def roots(self) -> tuple[str, ...]:
        """Modules that nothing in the text instantiates."""
        return tuple(name for name in self.defined if name not in self.used)

    @property
    def wanted(self) -> tuple[str, ...]:
        """Modules that the text instantiates and does not define."""
        return tuple(name for name in self.used if name not in self.defined)


def module_names(verilog: str) -> ModuleNames:
    """Read the names from the syntax alone; a text with errors gives what could be read.

    Runs in this process: meant for the texts of a benchmark file, not for candidates.
    """
    from pyslang import syntax

    defined: list[str] = []
    used: list[str] = []

    def visit(node: object) -> None:
        if isinstance(node, syntax.ModuleDeclarationSyntax):
            defined.append(str(node.header.name.value))
        elif isinstance(node, syntax.HierarchyInstantiationSyntax):
            used.append(str(node.type.value))

    syntax.SyntaxTree.fromText(verilog).root.visit(visit)
    return ModuleNames(defined=tuple(dict.fromkeys(defined)), used=tuple(dict.fromkeys(used)))
