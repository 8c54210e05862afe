"""The same state machine with other codes."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import ast, syntax

from rtlgen.mutation.declarations import ports_of
from rtlgen.mutation.edit import Change
from rtlgen.mutation.expressions import bare, operator_of
from rtlgen.mutation.literals import read_literal
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import target_name
from rtlgen.mutation.states import choices, states_of
from rtlgen.mutation.tree import (
    ASSIGNMENTS,
    PLAIN_ASSIGNMENTS,
    Name,
    Place,
    inside,
    names_in,
    place_of,
)

_EQUALITIES = frozenset({"==", "!=", "===", "!=="})


def permuted_codes(source: Source) -> Iterator[Change]:
    """Give each state the code of the next one; the last one gets that of the first.

    Equal for known values: the registers take their values from the states (or X) only, and these
    are only assigned, compared for equality, or labels of a plain `case`; so nothing can tell
    which code is whose. An X in the condition of a `?:` merges two codes, of which other bits
    stay known then. The parameters of the top module must not be overridden.
    """
    for module in source.nodes(syntax.ModuleDeclarationSyntax):
        name = str(module.header.name.valueText)
        declared = {
            str(node.name.valueText): node.initializer.expr
            for node in inside(module, syntax.DeclaratorSyntax)
            if isinstance(node.parent, syntax.ParameterDeclarationSyntax)
            and node.initializer is not None
        }
        states = [s.name for s in states_of(source, name) if isinstance(s, ast.ParameterSymbol)]
        codes = [declared[s] for s in states if s in declared]
        if len(codes) < 2 or len(codes) < len(states):
            continue
        literals = [read_literal(source.code(code)) for code in codes]
        values = {literal.value for literal in literals if literal is not None}
        if len(values) < len(codes):
            continue
        if _Machine(source, module, frozenset(states), max(values)).is_symbolic():
            turned = [source.code(code) for code in (*codes[1:], codes[0])]
            edits = tuple(source.edit(c, t) for c, t in zip(codes, turned, strict=True))
            yield source.change(codes[0], edits, f"codes of {len(codes)} states permuted")


class _Machine:
    """The registers of a module that hold its states, and whether only their identity matters."""

    def __init__(
        self,
        source: Source,
        module: syntax.ModuleDeclarationSyntax,
        states: frozenset[str],
        largest: int,
    ) -> None:
        self._source = source
        self._module = module
        self._states = states
        self._largest = largest
        self._assigned = [
            node
            for node in inside(module, syntax.BinaryExpressionSyntax)
            if node.kind in ASSIGNMENTS
        ]
        self._registers = self._found()

    def _found(self) -> frozenset[str]:
        """Return the signals that states are assigned to, directly or through others."""
        found: set[str] = set()
        while True:
            more = {
                name
                for node in self._assigned
                if (name := target_name(node)) is not None
                and any(self._code(leaf) in self._states | found for leaf in choices(node.right))
            }
            if more <= found:
                return frozenset(found)
            found |= more

    def _code(self, node: syntax.SyntaxNode) -> str:
        return self._source.code(bare(node))

    def is_symbolic(self) -> bool:
        """Whether no value of the registers is used as a number."""
        if not self._registers:
            return False
        kinds = {s.name: s.type for s in self._source.signals(self._module.header)}
        if any(
            name not in kinds
            or not kinds[name].isFourState
            or 1 << kinds[name].bitWidth <= self._largest
            for name in self._registers
        ):
            return False
        if self._registers & self._exposed():
            return False
        return all(
            self._is_identity(node)
            for node in names_in(self._module)
            if str(node.identifier.valueText) in self._registers | self._states
        ) and all(self._loads_states(node) for node in self._assigned)

    def _exposed(self) -> set[str]:
        """Return the ports, and the signals with an initial value in their declaration."""
        return ports_of(self._module) | {
            str(node.name.valueText)
            for node in inside(self._module, syntax.DeclaratorSyntax)
            if node.initializer is not None
        }

    def _loads_states(self, node: syntax.BinaryExpressionSyntax) -> bool:
        """Whether an assignment is none of a register, or of states, registers and X only."""
        if target_name(node) not in self._registers:
            return True
        return node.kind in PLAIN_ASSIGNMENTS and all(
            self._code(leaf) in self._states | self._registers or self._is_unknown(leaf)
            for leaf in choices(node.right)
        )

    def _is_unknown(self, node: syntax.SyntaxNode) -> bool:
        text = self._code(node).lower().partition("'")[2].lstrip("sbohd")
        return bool(text) and set(text) == {"x"}

    def _is_identity(self, node: Name) -> bool:
        """Whether a name stands where only equality with other names matters."""
        if isinstance(node, syntax.IdentifierSelectNameSyntax):
            return False
        name, parent = self._code(node), node.parent
        if place_of(node) is Place.EVENT:
            return True
        while isinstance(parent, syntax.ParenthesizedExpressionSyntax):
            parent = parent.parent
        match parent:
            case syntax.BinaryExpressionSyntax() if parent.kind in PLAIN_ASSIGNMENTS:
                return target_name(parent) in self._registers
            case syntax.BinaryExpressionSyntax() if operator_of(parent) in _EQUALITIES:
                sides = {self._code(parent.left), self._code(parent.right)}
                return len(sides & self._states) == 1 and len(sides & self._registers) == 1
            case syntax.ConditionalExpressionSyntax():
                return self._is_leaf(node)
            case syntax.CaseStatementSyntax():
                return name in self._registers and self._has_state_labels(parent)
            case syntax.StandardCaseItemSyntax():
                case = parent.parent
                return isinstance(case, syntax.CaseStatementSyntax) and (
                    self._code(case.expr) in self._registers and self._has_state_labels(case)
                )
        return False

    def _is_leaf(self, node: syntax.SyntaxNode) -> bool:
        return any(
            leaf == node and target_name(assignment) in self._registers
            for assignment in self._assigned
            for leaf in choices(assignment.right)
        )

    def _has_state_labels(self, case: syntax.CaseStatementSyntax) -> bool:
        return case.caseKeyword.valueText == "case" and all(
            self._code(label) in self._states
            for item in case.items
            if isinstance(item, syntax.StandardCaseItemSyntax)
            for label in item.expressions
            if isinstance(label, syntax.SyntaxNode)
        )
