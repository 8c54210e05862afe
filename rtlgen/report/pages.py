"""The page of every rule code, for `rtlgen explain`, for docs/rules.md and for SARIF."""

from __future__ import annotations

from collections.abc import Mapping


def rule_pages() -> Mapping[str, str]:
    """All rule codes of rtlgen with their pages in Markdown."""
    from rtlgen.consistency.codes import CODES as CONSISTENCY
    from rtlgen.exact.codes import CODES as EXACT
    from rtlgen.formal.codes import CODES as FORMAL
    from rtlgen.images.codes import CODES as IMAGES
    from rtlgen.lint import rule_pages as lint_pages
    from rtlgen.report.codes import CODES as REPORT
    from rtlgen.simulate.codes import CODES as SIMULATE
    from rtlgen.spec.codes import CODES as SPEC

    return {
        **lint_pages(), **SPEC, **CONSISTENCY, **IMAGES, **SIMULATE, **FORMAL, **EXACT, **REPORT,
    }  # fmt: skip


def title_of(page: str) -> str:
    """The heading of a page without its code and Markdown's marks."""
    lines = (line.strip("# ").strip() for line in page.splitlines())
    heading = next((line for line in lines if line), "")
    return heading.partition(" ")[2] or heading


def body_of(page: str) -> str:
    """The page below its heading; the labelled lines of a lint rule become paragraphs."""
    _, _, body = page.strip().partition("\n")
    return body.strip().replace("\n**", "\n\n**")
