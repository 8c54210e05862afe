"""A design as text, syntax tree and types: where things stand, and how wide they are.

Offsets are bytes of the UTF-8 text, as pyslang counts them. What a macro expands to is not
written in the text and can't be edited; a node with such a part is left out here.
"""

from __future__ import annotations

from functools import cached_property
from typing import TypeAlias

from pyslang import ast, parsing, syntax

from rtlgen.errors import UsageError
from rtlgen.mutation.edit import Change, Edit, apply_edits
from rtlgen.mutation.tree import Name, Node, is_name, module_of
from rtlgen.spec.model import Port
from rtlgen.verilog.ports import elaborated_ports
from rtlgen.verilog.roles import infer_roles
from rtlgen.verilog.syntax import choose_top, compile_text

Signal: TypeAlias = ast.ValueSymbol


class Source:
    """A design that compiles, taken apart.

    Not covered: `include, and names of which one text has several widths (a module that is
    instantiated with different parameters); those have no width here.
    """

    def __init__(self, verilog: str, *, top: str | None = None) -> None:
        """Parse and elaborate.

        Args:
            verilog: All modules of the design. It's parsed in this process, so it must be trusted.
            top: Name of the top module; None = the only one that no other instantiates.

        Raises:
            UsageError: the text has errors, or no single top.
        """
        self._compiled = compile_text(verilog, top=top)
        chosen = choose_top(self._compiled, top)
        if self._compiled.errors:
            first = self._compiled.errors[0]
            raise UsageError(f"line {first.line}: {first.message}")
        if not isinstance(chosen, ast.InstanceSymbol):
            raise UsageError(chosen.message)
        self.verilog = verilog
        self.top = chosen
        self.data = verilog.encode()

    # ---- text

    @cached_property
    def _nodes(self) -> tuple[syntax.SyntaxNode, ...]:
        """All nodes that are written in the text, in its order."""
        found: list[syntax.SyntaxNode] = []
        self._collect(self._compiled.tree.root, found)
        return tuple(found)

    def _collect(self, node: syntax.SyntaxNode, found: list[syntax.SyntaxNode]) -> bool:
        """Append the nodes that are written in the text; say whether this one is."""
        at = len(found)
        found.append(node)
        is_written = True
        for child in node:
            if isinstance(child, syntax.SyntaxNode):
                is_written &= self._collect(child, found)
            elif isinstance(child, parsing.Token) and child.rawText:
                is_written &= self._compiled.sources.isFileLoc(child.location)
        if not is_written or node.sourceRange.start == node.sourceRange.end:
            del found[at]
        return is_written

    def nodes(self, *types: type[Node]) -> tuple[Node, ...]:
        """Return the nodes of these types in the order of the text, outer before inner."""
        return tuple(node for node in self._nodes if isinstance(node, types))

    def names(self) -> tuple[Name, ...]:
        """Return the names in expressions, bit and part selects of names included."""
        return tuple(node for node in self._nodes if is_name(node))

    def span(self, node: syntax.SyntaxNode | parsing.Token) -> tuple[int, int]:
        """Return the first byte of a node or token and the first one behind it."""
        span = node.range if isinstance(node, parsing.Token) else node.sourceRange
        return span.start.offset, span.end.offset

    def code(self, node: syntax.SyntaxNode | parsing.Token) -> str:
        """Return the text of a node as it is written, without the space around it."""
        start, stop = self.span(node)
        return self.data[start:stop].decode()

    def line(self, offset: int) -> int:
        """Return the 1-based line of a byte."""
        return self.data.count(b"\n", 0, offset) + 1

    def replace(
        self, node: syntax.SyntaxNode | parsing.Token, text: str, description: str = ""
    ) -> Change:
        """Return the change that writes something else for one node."""
        edit = self.edit(node, text)
        shown = description or f"`{_brief(self.code(node))}` → `{_brief(text)}`"
        return Change(edits=(edit,), line=self.line(edit.start), description=shown)

    def edit(self, node: syntax.SyntaxNode | parsing.Token, text: str) -> Edit:
        """Return the edit that writes something else for one node.

        A space keeps it apart from its neighbours where it needs one: `x?` becomes `1'b0 ?`.
        """
        start, stop = self.span(node)
        if text and _is_word(text[0]) and _is_word(self.data[start - 1 : start].decode("latin-1")):
            text = f" {text}"
        if text and _is_word(text[-1]) and _is_word(self.data[stop : stop + 1].decode("latin-1")):
            text = f"{text} "
        return Edit(start=start, stop=stop, text=text)

    def wrap(self, node: syntax.SyntaxNode, before: str, after: str) -> tuple[Edit, Edit]:
        """Return the edits that put something around a node."""
        start, stop = self.span(node)
        return Edit(start=start, stop=start, text=before), Edit(start=stop, stop=stop, text=after)

    def change(self, node: syntax.SyntaxNode, edits: tuple[Edit, ...], description: str) -> Change:
        """Return a change of several edits that is told at the line of a node."""
        line = self.line(self.span(node)[0])
        return Change(edits=edits, line=line, description=description)

    def apply(self, change: Change) -> str:
        """Return the text after a change."""
        return apply_edits(self.data, change.edits)

    # ---- meaning

    @cached_property
    def ports(self) -> tuple[Port, ...]:
        """Ports of the top module with their roles."""
        return elaborated_ports(self._compiled, self.top, infer_roles(self.top))[0]

    @cached_property
    def _symbols(self) -> dict[int, Signal | None]:
        """Byte of a name -> what it means; None where that depends on the instance."""
        found: dict[int, Signal | None] = {}

        def visit(node: object) -> None:
            if isinstance(node, ast.NamedValueExpression) and self._is_written(node):
                at, symbol = node.sourceRange.start.offset, node.symbol
                known = found.setdefault(at, symbol)
                if known is not None and _signature(known) != _signature(symbol):
                    found[at] = None

        self._compiled.compilation.getRoot().visit(visit)
        return found

    @cached_property
    def _types(self) -> dict[tuple[int, int], tuple[int, bool] | None]:
        """Span of an expression -> width and sign after widening to its context."""
        found: dict[tuple[int, int], tuple[int, bool] | None] = {}

        def visit(node: object) -> None:
            if (
                isinstance(node, ast.Expression)
                and node.type.isIntegral
                and not node.type.isEnum
                and self._is_written(node)
            ):
                span = node.sourceRange.start.offset, node.sourceRange.end.offset
                shape = node.type.bitWidth, node.type.isSigned
                if isinstance(node, ast.ConversionExpression) and node.isImplicit:
                    implicit.setdefault(span, []).append(shape)
                    return
                known = found.setdefault(span, shape)
                if known != shape:
                    found[span] = None

        implicit: dict[tuple[int, int], list[tuple[int, bool]]] = {}
        self._compiled.compilation.getRoot().visit(visit)
        for span in implicit:
            # Converted on its way into its context: the own type is not the whole story.
            found[span] = None
        return found

    def _is_written(self, node: ast.Expression) -> bool:
        span, sources = node.sourceRange, self._compiled.sources
        return sources.isFileLoc(span.start) and sources.isFileLoc(span.end)

    def symbol(self, node: syntax.SyntaxNode) -> Signal | None:
        """Return the signal or constant that a name means."""
        return self._symbols.get(self.span(node)[0])

    def shape(self, node: syntax.SyntaxNode) -> tuple[int, bool] | None:
        """Return width in bits and sign of an expression where its context doesn't change them."""
        return self._types.get(self.span(node))

    def signals(self, node: syntax.SyntaxNode) -> tuple[Signal, ...]:
        """Return the nets and variables of the module that a node stands in, as declared."""
        return self._signals.get(module_of(node), ())

    @cached_property
    def _signals(self) -> dict[str, tuple[Signal, ...]]:
        found: dict[str, tuple[Signal, ...]] = {}

        def visit(node: object) -> None:
            if isinstance(node, ast.InstanceBodySymbol):
                members = [
                    item for item in node
                    if isinstance(item, ast.NetSymbol | ast.VariableSymbol)
                    and item.type.isIntegral
                ]  # fmt: skip
                found.setdefault(node.name, tuple(members))

        self._compiled.compilation.getRoot().visit(visit)
        return found

    def is_module_signal(self, node: syntax.SyntaxNode) -> bool:
        """Whether a name means a net or variable of its module, not a local one or a constant."""
        symbol = self.symbol(node)
        return symbol is not None and any(
            _signature(symbol) == _signature(known) for known in self.signals(node)
        )

    def is_enum(self, node: syntax.SyntaxNode) -> bool:
        """Whether a name has the type of an enumeration, to which no other may be assigned."""
        symbol = self.symbol(node)
        return symbol is not None and symbol.type.isEnum

    def is_constant(self, node: syntax.SyntaxNode) -> bool:
        """Whether a name means a parameter or a value of an enumeration."""
        return isinstance(self.symbol(node), ast.ParameterSymbol | ast.EnumValueSymbol)


def _signature(symbol: Signal) -> tuple[str, int, str]:
    return symbol.name, symbol.location.offset, str(symbol.type)


def _is_word(char: str) -> bool:
    return char.isalnum() or char in ("_", "$", "?")


def _brief(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 60 else f"{words[:57]}…"
