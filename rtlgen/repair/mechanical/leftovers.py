"""What does not belong to a design: words around it, testbenches, calls and delays."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rtlgen.mutation.edit import Change
from rtlgen.repair.mechanical.refused import Fix, Refused, cut
from rtlgen.verilog import extract_verilog

_CALL: Final = re.compile(
    r"\$(?:display|write|strobe|monitor|error|warning|info|fatal|finish|stop|dumpfile|dumpvars)"
    r"\b\w*\s*(?:\((?:[^()]|\([^()]*\))*\))?\s*;"
)
_DELAY: Final = re.compile(
    r"(?P<before><?=|\bassign)(?P<delay>\s*#\s*(?:[\d.]+(?:[munpf]?s\b)?|[A-Za-z_]\w*|\([^()]*\)))"
)
_INCLUDE: Final = re.compile(r"^[ \t]*`include\b[^\n]*\n?", re.MULTILINE)
_SIGNS: Final = {
    "\N{LEFT SINGLE QUOTATION MARK}": "'", "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{NO-BREAK SPACE}": " ", "\N{EN DASH}": "-", "\N{MINUS SIGN}": "-",
    "\N{MULTIPLICATION SIGN}": "*", "\N{LESS-THAN OR EQUAL TO}": "<=",
    "\N{GREATER-THAN OR EQUAL TO}": ">=", "\N{NOT EQUAL TO}": "!=",
}  # fmt: skip
"""What word processors write for signs of the language."""


def prose(text: Refused) -> Iterator[Change]:
    """Remove fences of Markdown and words around the modules."""
    kept = extract_verilog(text.verilog, top=text.top)
    if kept.strip() and kept.strip() != text.verilog.strip():
        edit = cut(0, len(text.view), kept)
        yield text.change([edit], "removed what stands around the modules")


def other_modules(text: Refused) -> Iterator[Change]:
    """Remove modules that the wanted one does not use, where one of them is refused."""
    by_name = {module.name: module for module in text.modules}
    if text.top not in by_name:
        return
    reached, left = {text.top}, [text.top]
    while left:
        module = by_name[left.pop()]
        words = set(re.findall(r"[A-Za-z_]\w*", text.code[module.body : module.stop]))
        new = (words & by_name.keys()) - reached
        reached |= new
        left += new
    others = [module for module in text.modules if module.name not in reached]
    if others:
        names = ", ".join(f"`{module.name}`" for module in others)
        edits = [cut(module.start, module.stop) for module in others]
        yield text.change(edits, f"removed what `{text.top}` does not use: {names}")


def include(text: Refused) -> Iterator[Change]:
    """Remove `include: no file is read."""
    if edits := [cut(m.start(), m.end()) for m in _INCLUDE.finditer(text.code)]:
        yield text.change(edits, "removed `include")


def system_tasks(text: Refused) -> Iterator[Change]:
    """Remove calls that print or end a simulation."""
    if edits := [cut(m.start(), m.end(), ";") for m in _CALL.finditer(text.code)]:
        yield text.change(edits, "removed calls that print or end the simulation")


def delays(text: Refused) -> Iterator[Change]:
    """Remove delays of assignments."""
    spans = [match.span("delay") for match in _DELAY.finditer(text.code)]
    if spans:
        yield text.change([cut(*span) for span in spans], "removed delays of assignments")


def signs(text: Refused) -> Iterator[Change]:
    """Write signs of the language for those of word processors."""
    by_bytes = {sign.encode().decode("latin-1"): plain for sign, plain in _SIGNS.items()}
    found = re.finditer("|".join(map(re.escape, by_bytes)), text.code)
    if edits := [cut(m.start(), m.end(), by_bytes[m.group()]) for m in found]:
        yield text.change(edits, "wrote plain signs for typographic ones")


FIXES: Final = (
    Fix(find=prose, against=("RTL002", "RTL003", "RTL414")),
    Fix(find=other_modules),
    Fix(find=include, against=("RTL402", "RTL003")),
    Fix(find=signs, against=("RTL002", "RTL410")),
    Fix(find=system_tasks, against=("RTL401",)),
    Fix(find=delays, against=("RTL404",)),
)
