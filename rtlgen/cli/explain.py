"""`rtlgen explain CODE`: the page of a rule."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from typing import Annotated

import typer

from rtlgen.errors import UsageError


def rule_pages() -> Mapping[str, str]:
    """All rule codes of rtlgen with their pages in Markdown."""
    from rtlgen.exact.codes import CODES as EXACT_CODES
    from rtlgen.formal.codes import CODES as FORMAL_CODES
    from rtlgen.lint import rule_pages as lint_pages
    from rtlgen.simulate.codes import CODES as SIMULATE_CODES
    from rtlgen.spec.codes import CODES as SPEC_CODES

    lint = lint_pages()
    return {**lint, **SPEC_CODES, **SIMULATE_CODES, **FORMAL_CODES, **EXACT_CODES}


def explain(
    code: Annotated[
        str | None, typer.Argument(help="Rule code, for example RTL201; none lists all codes.")
    ] = None,
) -> None:
    """Print what a rule means, why it matters and what to write instead."""
    pages = rule_pages()
    if code is None:
        for known in sorted(pages):
            print(f"{known}  {title_of(pages[known])}")
        return
    page = pages.get(code.upper())
    if page is None:
        near = difflib.get_close_matches(code.upper(), pages, n=1)
        hint = f"did you mean {near[0]}?" if near else "`rtlgen explain` lists all codes"
        raise UsageError(f"unknown rule code {code!r}; {hint}")
    print(page)


def title_of(page: str) -> str:
    """The first line of a page that holds text, without Markdown's marks."""
    lines = (line.strip("# ").strip() for line in page.splitlines())
    return next((line for line in lines if line), "")
