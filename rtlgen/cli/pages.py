"""Write docs/rules.md: `python -m rtlgen.cli.pages > docs/rules.md`."""

from __future__ import annotations

from rtlgen.report.pages import body_of, rule_pages, title_of


def rules_document() -> str:
    """Return the pages of all rule codes as one document."""
    pages = rule_pages()
    return "\n".join(
        f"# {code} {title_of(pages[code])}\n\n{body_of(pages[code])}\n" for code in sorted(pages)
    )


if __name__ == "__main__":
    print(rules_document(), end="")
