"""The right thing under the wrong name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rtlgen.mutation.edit import Change, Edit
from rtlgen.repair.mechanical.refused import Fix, Refused, Region, cut

_KEYWORDS: Final = (
    "bit", "byte", "char", "checker", "cover", "do", "expect", "final", "global", "int", "priority",
    "rand", "ref", "this", "type", "unique", "var", "with", "within",
)  # fmt: skip
"""Words that Verilog-2005 leaves free and SystemVerilog takes."""


def module_name(text: Refused) -> Iterator[Change]:
    """Give the only module that no other uses the name that is wanted."""
    if not text.said("RTL013") or text.top is None or _is_used(text, text.top):
        return
    tops = [module for module in text.modules if not _is_instantiated(text, module)]
    # Without an interface to compare with, one of several modules may be anything.
    if len(tops) != 1 or (len(text.modules) > 1 and text.ports is None):
        return
    edits = _renamed(text, tops[0].name, text.top, 0, len(text.code))
    yield text.change(edits, f"module `{tops[0].name}` is named `{text.top}`")


def instance_name(text: Refused) -> Iterator[Change]:
    """Give the only module that nobody uses the only name that is used and missing."""
    found = (re.search(r"'(\w+)'", finding.message) for finding in text.said("UnknownModule"))
    unknown = {match[1] for match in found if match}
    unused = [m for m in text.modules if m.name != text.top and not _is_instantiated(text, m)]
    if len(unknown) == len(unused) == 1:
        (wanted,), (module,) = unknown, unused
        edits = _renamed(text, module.name, wanted, module.start, module.body)
        yield text.change(edits, f"module `{module.name}` is named `{wanted}`")


def port_name(text: Refused) -> Iterator[Change]:
    """Give a port the name that is wanted: one in other letters, or the only one that differs."""
    top = next((module for module in text.modules if module.name == text.top), None)
    missing, extra = _quoted(text, "RTL101"), _quoted(text, "RTL102")
    if top is None:
        return
    for wanted in missing:
        alike = [name for name in extra if name.lower() == wanted.lower()]
        if not alike and len(missing) == len(extra) == 1:
            alike = extra
        if len(alike) == 1 and not _is_used(text, wanted, top):
            edits = _renamed(text, alike[0], wanted, top.start, top.stop)
            yield text.change(edits, f"port `{alike[0]}` is named `{wanted}`")


def keyword(text: Refused) -> Iterator[Change]:
    """Rename a signal that has the name of a keyword of SystemVerilog."""
    ports = {port.name for port in text.ports or ()}
    for word in _KEYWORDS:
        declared = re.search(
            rf"\b(?:reg|wire|integer|genvar)\b(?:\s*signed)?(?:\s*\[[^\]]{{0,80}}\])?"
            rf"(?:\s*\w+\s*,)*\s*{word}\b\s*[;,=\[)]",
            text.code,
        )
        if declared and word not in ports:
            new = f"{word}_"
            while _is_used(text, new):
                new += "_"
            edits = _renamed(text, word, new, 0, len(text.code))
            yield text.change(edits, f"`{word}` is a keyword: named `{new}`")


def _quoted(text: Refused, code: str) -> list[str]:
    """Return the ports that findings of a code are about."""
    found = (re.search(r"port '(\w+)'", finding.message) for finding in text.said(code))
    return [match[1] for match in found if match]


def _is_instantiated(text: Refused, module: Region) -> bool:
    use = re.compile(rf"\b{module.name}\s+(?:#\s*\(|[A-Za-z_]\w*\s*(?:\[[^\]]*\]\s*)?\()")
    return any(
        use.search(text.code, other.body, other.stop)
        for other in text.modules
        if other.name != module.name
    )


def _is_used(text: Refused, name: str, module: Region | None = None) -> bool:
    start, stop = (0, len(text.code)) if module is None else (module.start, module.stop)
    return re.compile(rf"\b{name}\b").search(text.code, start, stop) is not None


def _renamed(text: Refused, old: str, new: str, start: int, stop: int) -> list[Edit]:
    """Return the edits for all places of a name but macros and ports of instances."""
    found = re.compile(rf"(?<![.`$\w]){old}\b").finditer(text.code, start, stop)
    return [cut(match.start(), match.end(), new) for match in found]


FIXES: Final = (
    Fix(find=keyword),
    Fix(find=module_name, against=("RTL013",)),
    Fix(find=instance_name, against=("RTL005",)),
    Fix(find=port_name, against=("RTL101", "RTL102")),
)
