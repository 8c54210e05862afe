"""Wrong case statements."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.edit import Change
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import elements


def swap_case_bodies(source: Source) -> Iterator[Change]:
    """Exchange what two neighbouring items do."""
    for case in source.nodes(syntax.CaseStatementSyntax):
        items = elements(case.items)
        for one, two in itertools.pairwise(items):
            first, second = source.code(one.clause), source.code(two.clause)
            if first != second:
                edits = (source.edit(one.clause, second), source.edit(two.clause, first))
                labels = f"{_label(source, one)} and {_label(source, two)}"
                yield source.change(one, edits, f"the bodies of {labels} swapped")


def drop_case_item(source: Source) -> Iterator[Change]:
    """Forget an item; the default or the old value takes its place."""
    for case in source.nodes(syntax.CaseStatementSyntax):
        items = elements(case.items)
        for item in items:
            if len(items) > 1 and isinstance(item, syntax.StandardCaseItemSyntax):
                yield source.replace(item, "", f"item {_label(source, item)} dropped")


def drop_case_default(source: Source) -> Iterator[Change]:
    """Forget the default item: the old value stays."""
    for case in source.nodes(syntax.CaseStatementSyntax):
        items = elements(case.items)
        for item in items:
            if len(items) > 1 and isinstance(item, syntax.DefaultCaseItemSyntax):
                yield source.replace(item, "", "the default item dropped")


def case_kind(source: Source) -> Iterator[Change]:
    """Take `case` for `casez`: wildcards become bits that never match, and the other way round."""
    for case in source.nodes(syntax.CaseStatementSyntax):
        keyword = case.caseKeyword.valueText
        has_wildcard = any(
            "?" in source.code(label) or "z" in source.code(label).lower()
            for item in elements(case.items)
            if isinstance(item, syntax.StandardCaseItemSyntax)
            for label in elements(item.expressions)
            if isinstance(label, syntax.IntegerVectorExpressionSyntax)
        )
        if has_wildcard:
            yield source.replace(case.caseKeyword, "case" if keyword != "case" else "casez")


def _label(source: Source, item: syntax.CaseItemSyntax) -> str:
    if not isinstance(item, syntax.StandardCaseItemSyntax):
        return "default"
    return ", ".join(f"`{source.code(label)}`" for label in elements(item.expressions))
