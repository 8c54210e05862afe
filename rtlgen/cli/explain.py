"""`rtlgen explain CODE`: the page of a rule."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Annotated

import typer

from rtlgen.cli.options import require_known
from rtlgen.errors import UsageError, suggest

SCHEMA_VERSION = 1
FORMATS = ("human", "json")


def explain(
    code: Annotated[
        str | None,
        typer.Argument(metavar="CODE", help="Rule code, for example RTL203; none lists all codes."),
    ] = None,
    output_format: Annotated[
        str,
        typer.Option(
            "--format", envvar="RTLGEN_EXPLAIN_FORMAT", metavar="NAME", help="human or json."
        ),
    ] = "human",
) -> None:
    """Print the page of a rule code.

    It says what the rule means, why it matters and what to write instead.
    """
    from rtlgen.report.pages import rule_pages, title_of

    require_known("--format", "format", output_format, FORMATS)
    pages = rule_pages()
    chosen = sorted(pages) if code is None else [_find(code, pages)]
    if output_format == "json":
        rules = [{"code": c, "title": title_of(pages[c]), "page": pages[c]} for c in chosen]
        print(json.dumps({"schema_version": SCHEMA_VERSION, "rules": rules}, indent=1))
    elif code is None:
        for known in chosen:
            print(f"{known}  {title_of(pages[known])}")
    else:
        print(pages[chosen[0]].strip())


def _find(code: str, pages: Mapping[str, str]) -> str:
    if code.upper() in pages:
        return code.upper()
    hint = suggest(code.upper(), pages, otherwise="`rtlgen explain` lists all codes")
    raise UsageError(f"unknown rule code {code!r}; {hint}")
