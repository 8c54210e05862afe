"""Write docs/rules.md: `python -m rtlgen.cli.pages > docs/rules.md`."""

from __future__ import annotations

from rtlgen.cli.explain import rule_pages


def rules_document() -> str:
    """Return the pages of all rule codes as one document."""
    pages = rule_pages()
    return "\n\n".join(pages[code].strip() for code in sorted(pages)) + "\n"


if __name__ == "__main__":
    print(rules_document(), end="")
