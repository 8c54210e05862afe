"""The same decisions in other words."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.expressions import bare, bracketed, negated, operator_of
from rtlgen.mutation.operators.conditions import conditions
from rtlgen.mutation.rewritings.order import plain_cases
from rtlgen.mutation.rewritings.purity import is_pure
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import before_else, is_clocked
from rtlgen.mutation.tree import elements, enclosing


def inverted_if(source: Source) -> Iterator[Change]:
    """`if (c) A else B` → `if (!c) B else A`.

    Equal for known values only: an X condition takes B on the left and A on the right.
    """
    for node, condition in conditions(source):
        if isinstance(node, syntax.ConditionalStatementSyntax) and node.elseClause is not None:
            other = node.elseClause.clause
            edits = (
                source.edit(condition, negated(source, condition)),
                source.edit(node.statement, before_else(source, other)),
                source.edit(other, source.code(node.statement)),
            )
            yield source.change(node, edits, f"`if ({source.code(condition)})` inverted")


def inverted_ternary(source: Source) -> Iterator[Change]:
    """`c ? a : b` → `!c ? b : a`.

    Exact in four states: for an X condition both merge a and b bit by bit.
    """
    for node, condition in conditions(source):
        if isinstance(node, syntax.ConditionalExpressionSyntax) and is_pure(node):
            edits = (
                source.edit(condition, negated(source, condition)),
                source.edit(node.left, bracketed(source, node.right)),
                source.edit(node.right, bracketed(source, node.left)),
            )
            yield source.change(node, edits, f"`{source.code(condition)} ? :` inverted")


def split_condition(source: Source) -> Iterator[Change]:
    """`if (a && b) A` → `if (a) begin if (b) A end`, where there is no else.

    Exact in four states: A is done only where both are true, and X is not.
    """
    for node, condition in conditions(source):
        inner = bare(condition)
        if (
            isinstance(node, syntax.ConditionalStatementSyntax)
            and node.elseClause is None
            and isinstance(inner, syntax.BinaryExpressionSyntax)
            and operator_of(inner) == "&&"
        ):
            before, after = source.wrap(
                node.statement, f"begin if ({source.code(inner.right)}) ", " end"
            )
            edits = (source.edit(condition, source.code(inner.left)), before, after)
            yield source.change(node, edits, f"`{source.code(condition)}` in two steps")


def case_as_ifs(source: Source) -> Iterator[Change]:
    """`case (s) P: A default: B endcase` → `if (s == P) A else B`.

    Exact in four states: the labels have no X, so an X in the selector neither matches a label
    nor makes `==` true. Only where there is a default or the block is clocked; elsewhere synthesis
    would see a latch in the missing else. The selector is unsigned, so all labels are widened
    alike.
    """
    for case in plain_cases(source):
        items = elements(case.items)
        labelled = [i for i in items if isinstance(i, syntax.StandardCaseItemSyntax)]
        default = [i for i in items if isinstance(i, syntax.DefaultCaseItemSyntax)]
        is_safe = bool(default) or is_clocked(enclosing(case, syntax.ProceduralBlockSyntax))
        if not (labelled and is_safe and is_pure(case.expr) and _is_unsigned(source, case.expr)):
            continue
        selector = bracketed(source, case.expr)
        branches = []
        for item in labelled:
            labels = [source.code(label) for label in elements(item.expressions)]
            test = " || ".join(f"{selector} == {label}" for label in labels)
            branches.append(f"if ({test}) {before_else(source, item.clause)}")
        if default:
            branches.append(source.code(default[0].clause))
        text = "\n      else ".join(branches)
        yield source.replace(case, f"begin {text} end", f"case ({source.code(case.expr)}) as ifs")


def _is_unsigned(source: Source, selector: syntax.SyntaxNode) -> bool:
    inner = bare(selector)
    if isinstance(inner, syntax.ConcatenationExpressionSyntax | syntax.IdentifierSelectNameSyntax):
        return True
    symbol = source.symbol(inner) if isinstance(inner, syntax.IdentifierNameSyntax) else None
    return symbol is not None and not symbol.type.isSigned
