"""Static checks: pyslang's diagnostics, the interface contract, rules on pyverilog's AST.

    run.py       lint_design: starts the child process, applies waivers
    worker.py    the child process
    rule.py      what a rule is                     rules/        the rules
    front_end.py pages of the front end's codes     waivers.py    accepted findings

Not covered: clock-domain crossing, naming conventions, SystemVerilog beyond what pyslang reports.
"""

from __future__ import annotations

from collections.abc import Mapping

from rtlgen.lint.run import lint_design
from rtlgen.lint.waivers import waived

__all__ = ["explain_rule", "lint_design", "rule_pages", "waived"]


def rule_pages() -> Mapping[str, str]:
    """Return all codes of lint with their pages in Markdown."""
    import rtlgen.lint.rules.structure  # noqa: F401 - registers its rules
    from rtlgen.lint.front_end import PAGES as FRONT_END
    from rtlgen.lint.rule import STRUCTURE
    from rtlgen.lint.rules.contract import PAGES as CONTRACT
    from rtlgen.lint.waivers import PAGES as WAIVERS

    structure = {rule.code: rule.page for rule in STRUCTURE}
    return dict(sorted({**FRONT_END, **CONTRACT, **structure, **WAIVERS}.items()))


def explain_rule(code: str) -> str:
    """Return the page of a code; raises KeyError when there is none."""
    return rule_pages()[code]
