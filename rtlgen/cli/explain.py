"""`rtlgen explain CODE`: the page of a rule."""

from __future__ import annotations

import difflib
from typing import Annotated

import typer

from rtlgen.errors import UsageError


def explain(
    code: Annotated[
        str | None, typer.Argument(help="Rule code, for example RTL201; none lists all codes.")
    ] = None,
) -> None:
    """Print what a rule means, why it matters and what to write instead."""
    from rtlgen.report.pages import rule_pages, title_of

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
