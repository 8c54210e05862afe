"""Static checks: pyslang's diagnostics, the allow-list, the contract, rules on pyverilog's AST.

    run.py       inspect_designs, lint_designs: start the child process, apply waivers
    worker.py    the child process
    rule.py      what a rule is                     rules/        the rules
    front_end.py pages of the front end's codes     waivers.py    accepted findings

Not covered: clock-domain crossing, naming conventions, SystemVerilog beyond what pyslang reports.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rtlgen.lint.run import inspect_designs, lint_design, lint_designs
    from rtlgen.lint.waivers import waived

__all__ = [
    "explain_rule", "inspect_designs", "lint_design", "lint_designs", "rule_pages", "waived",
]  # fmt: skip
_HOMES = {
    "inspect_designs": "run", "lint_design": "run", "lint_designs": "run", "waived": "waivers",
}  # fmt: skip


def __getattr__(name: str) -> Any:
    """Import on first use: the child process of `worker.py` needs none of it (PEP 562)."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def rule_pages() -> Mapping[str, str]:
    """Return all codes of lint with their pages in Markdown."""
    import rtlgen.lint.rules.structure  # noqa: F401 - registers its rules
    from rtlgen.lint.front_end import PAGES as FRONT_END
    from rtlgen.lint.rule import STRUCTURE
    from rtlgen.lint.rules.allowed.pages import PAGES as ALLOWED
    from rtlgen.lint.rules.contract import PAGES as CONTRACT
    from rtlgen.lint.waivers import PAGES as WAIVERS

    structure = {rule.code: rule.page for rule in STRUCTURE}
    return dict(sorted({**FRONT_END, **CONTRACT, **structure, **WAIVERS, **ALLOWED}.items()))


def explain_rule(code: str) -> str:
    """Return the page of a code; raises KeyError when there is none."""
    return rule_pages()[code]
