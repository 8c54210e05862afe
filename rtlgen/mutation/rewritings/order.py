"""The same in another order."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType
from typing import Final

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.expressions import bracketed, operator_of, put
from rtlgen.mutation.rewritings.purity import known_value, rewritable
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import elements

_MIRRORED: Final = MappingProxyType(
    {
        name: name
        for name in ["+", "*", "&", "|", "^", "~^", "^~", "&&", "||", "==", "!=", "===", "!=="]
    }
    | {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
)


def commuted_operands(source: Source) -> Iterator[Change]:
    """`a + b` → `b + a`, `a < b` → `b > a` and the like.

    Exact in four states: these operators are symmetric, and neither operand does anything.
    """
    for node in rewritable(source, syntax.BinaryExpressionSyntax):
        if not isinstance(node, syntax.BinaryExpressionSyntax):
            continue
        mirrored = _MIRRORED.get(operator_of(node))
        left, right = bracketed(source, node.left), bracketed(source, node.right)
        if mirrored is not None and left != right:
            yield put(source, node, f"{right} {mirrored} {left}")


def case_order(source: Source) -> Iterator[Change]:
    """Write the items of a case the other way round, or the last one first.

    Exact in four states: only plain `case` with distinct constants without X; at most one of
    them can match, and an X in the selector matches none of them.
    """
    for case in plain_cases(source):
        items = [i for i in elements(case.items) if isinstance(i, syntax.StandardCaseItemSyntax)]
        values = [known_value(source, v) for item in items for v in elements(item.expressions)]
        if len(items) < 2 or len(set(values)) < len(values):
            continue
        texts = [source.code(item) for item in items]
        for order, shown in (
            (texts[::-1], "reversed"),
            ([texts[-1], *texts[:-1]], "with the last one first"),
        ):
            edits = tuple(source.edit(item, text) for item, text in zip(items, order, strict=True))
            yield source.change(case, edits, f"case items {shown}")


def plain_cases(source: Source) -> Iterator[syntax.CaseStatementSyntax]:
    """Yield the `case` statements whose labels are all constants of known value."""
    for case in source.nodes(syntax.CaseStatementSyntax):
        items = elements(case.items)
        if (
            case.caseKeyword.valueText == "case"
            and not case.uniqueOrPriority
            and case.matchesOrInside.valueText == ""
            and all(
                known_value(source, label) is not None
                for item in items
                if isinstance(item, syntax.StandardCaseItemSyntax)
                for label in elements(item.expressions)
            )
        ):
            yield case
