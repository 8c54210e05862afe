"""RTL4xx: the allow-list for designs of strangers, on the syntax tree and the elaborated design.

groups.py   names, codes and pages       grammar.py  which constructs are allowed
nodes.py    constructs and names         tokens.py   directives, comments, characters
loops.py    loops without end            sizes.py    what would exhaust the tools
"""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import analysis

from rtlgen.finding import Finding, Severity
from rtlgen.lint.rules.allowed.groups import CODES, REMEDIES, Group, Hit
from rtlgen.lint.rules.allowed.loops import endless_loops
from rtlgen.lint.rules.allowed.nodes import refused_nodes
from rtlgen.lint.rules.allowed.sizes import driven_inputs, oversized
from rtlgen.lint.rules.allowed.tokens import refused_tokens
from rtlgen.verilog.syntax import Compiled

_SHOWN = 20
"""Most findings for one text."""


def check_text(verilog: str, compiled: Compiled, relaxed: frozenset[str]) -> Iterator[Finding]:
    """Yield an ERROR for everything in a text that is not allowed; the text may be illegal.

    Args:
        verilog: The text.
        compiled: The same text after parsing.
        relaxed: Names of groups that are allowed.
    """
    hits = [*refused_tokens(verilog, compiled), *refused_nodes(compiled)]
    yield from _findings(compiled, hits, relaxed)


def check_elaborated(
    compiled: Compiled, manager: analysis.AnalysisManager, relaxed: frozenset[str]
) -> Iterator[Finding]:
    """Yield an ERROR for what only an elaborated design shows: loops, sizes, driven inputs.

    Args:
        compiled: A design without errors.
        manager: What slang's analysis found in it.
        relaxed: Names of groups that are allowed.
    """
    hits = [*oversized(compiled), *endless_loops(compiled), *driven_inputs(compiled, manager)]
    yield from _findings(compiled, hits, relaxed)


def _findings(compiled: Compiled, hits: list[Hit], relaxed: frozenset[str]) -> Iterator[Finding]:
    seen: set[tuple[Group, int, str]] = set()
    for hit in hits:
        line = hit.place if isinstance(hit.place, int) else compiled.line(hit.place)
        key = (hit.group, line, hit.what)
        if hit.group in relaxed or key in seen:
            continue
        seen.add(key)
        yield Finding(
            code=CODES[hit.group],
            severity=Severity.ERROR,
            message=f"{hit.what} is not allowed",
            path=compiled.path,
            line=line,
            remedy=hit.remedy or REMEDIES[hit.group],
        )
        if len(seen) == _SHOWN:
            return
