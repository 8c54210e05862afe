"""Declarations of the wrong kind, twice, too late, too narrow, or forgotten."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from rtlgen.finding import Finding
from rtlgen.mutation.edit import Change
from rtlgen.repair.mechanical.layout import Declaration, header, header_span, statements
from rtlgen.repair.mechanical.refused import Fix, Refused, Region, cut

_ELEMENT: Final = re.compile(r"cannot refer to element (?P<index>-?\d+) of ")
_SELECTED: Final = re.compile(r"\b(?P<name>[A-Za-z_]\w*)\s*\[\s*\Z")
_RANGE: Final = re.compile(r"\[\s*(?P<left>\d+)\s*:\s*(?P<right>\d+)\s*\]")
_MANY: Final = 50
"""The front end tells no more; where there may be more, some places of a name are unknown."""


def variable(text: Refused) -> Iterator[Change]:
    """Make variables of nets that are assigned in blocks: all at once, else one after the other."""
    found = [
        (net.retyped(name, _as_variable(net.head)), f"`{name}` is assigned in a block: `reg`")
        for module, name in _named(text, "AssignToNet")
        if (net := _net(text, module, name)) is not None
    ]
    if len(found) > 1:
        # Two names of one list are changed at one place; then this change cannot be made.
        edits = [edit for some, _ in found for edit in some]
        yield text.change(edits, "; ".join(told for _, told in found))
    for edits, told in found:
        yield text.change(edits, told)


def _net(text: Refused, module: Region, name: str) -> Declaration | None:
    """Return what makes a name a net: its `wire`, else its `output`."""
    declared = [d for d in (*statements(text, module), *header(text, module)) if _has(d, name)]
    declared.sort(key=lambda d: not d.head.startswith(("wire", "tri")))
    return next((d for d in declared if d.head.startswith(("wire", "tri", "output"))), None)


def _has(declaration: Declaration, name: str) -> bool:
    """Whether a name is declared there without an initial value, which would drive a net."""
    number = declaration.item(name)
    return number is not None and "=" not in declaration.items[number].rest


def _as_variable(head: str) -> str:
    plain = re.sub(r"\b(?:wire|tri)\b\s*", "", head).strip()
    if plain.startswith("output"):
        return f"output reg{plain.removeprefix('output')}"
    return f"reg {plain}".strip()


def declared_twice(text: Refused) -> Iterator[Change]:
    """Take out the second declaration of a name; a port stays a variable where one says so."""
    for finding in text.said("redefinition", "Redefinition", "RedefinitionDifferentType"):
        match = re.search(r"'(?P<name>\w+)'", finding.message)
        at = text.place(finding)
        module = None if at is None else text.module_at(at)
        if match is None or module is None:
            continue
        name = match["name"]
        first = [d for d in header(text, module) if _has(d, name)]
        second = [d for d in statements(text, module) if _has(d, name)]
        declared = [*first, *second]
        if len(declared) < 2:
            continue
        edits = declared[-1].without(name)
        is_variable = declared[-1].head.startswith("reg") and "reg" not in declared[0].head
        if is_variable and declared[0].head.startswith("output"):
            edits += declared[0].retyped(name, _as_variable(declared[0].head))
        yield text.change(edits, f"`{name}` is declared once")


def loop_variable(text: Refused) -> Iterator[Change]:
    """Give a loop in a block a variable of its own where it uses a genvar."""
    wrong = text.said("NotAValue")
    if len(text.errors) >= _MANY:
        return
    for module, name in _named(text, "NotAValue"):
        genvar = next((d for d in statements(text, module)
                       if d.head == "genvar" and _has(d, name)), None)  # fmt: skip
        if genvar is None:
            continue
        new = _free(text, f"{name}_index")
        places = {at for f in wrong if text.word(f) == name and (at := text.place(f)) is not None}
        edits = [cut(at, at + len(name), new) for at in sorted(places) if _is_in(module, at)]
        edits.append(cut(genvar.head_start, genvar.head_start, f"integer {new};\n  "))
        yield text.change(edits, f"`{new}` counts in blocks: `{name}` is a genvar")


def forgotten_integer(text: Refused) -> Iterator[Change]:
    """Declare what loops in blocks count with."""
    for module, name in _named(text, "UndeclaredIdentifier"):
        is_counter = re.compile(rf"\bfor\s*\(\s*{name}\s*=").search(
            text.code, module.body, module.stop
        )
        start = _start(text, module)
        if is_counter and start is not None:
            edit = cut(start, start, f"\n  integer {name};")
            yield text.change([edit], f"declared `integer {name}`")
            edit = cut(start, start, f"\n  genvar {name};")
            yield text.change([edit], f"declared `genvar {name}`")


def forgotten_genvar(text: Refused) -> Iterator[Change]:
    """Count with a genvar where modules or assignments are generated."""
    for finding in text.said("NotAGenvar"):
        match = re.search(r"'(?P<name>\w+)'", finding.message)
        at = text.place(finding)
        module = None if at is None else text.module_at(at)
        if match is None or module is None:
            continue
        name = match["name"]
        found = next((d for d in statements(text, module) if _has(d, name)), None)
        if found is not None:
            yield text.change(found.retyped(name, "genvar"), f"`{name}` is a genvar")
        loops = re.compile(rf"\bfor\s*\(\s*(?={name}\s*=)").finditer(
            text.code, module.body, module.stop
        )
        lines = {f.line for f in text.said("NotAGenvar")}
        edits = [cut(m.end(), m.end(), "genvar ") for m in loops if text.line(m.start()) in lines]
        if edits:
            yield text.change(edits, f"generate loops count with a genvar `{name}` of their own")


def too_late(text: Refused) -> Iterator[Change]:
    """Move a declaration before what uses it."""
    for module, name in _named(text, "UsedBeforeDeclared"):
        start = _start(text, module)
        found = next((d for d in statements(text, module) if _has(d, name)), None)
        if found is not None and start is not None:
            stop = found.stop
            code = text.view[found.head_start : stop].encode("latin-1").decode(errors="replace")
            edits = [cut(start, start, f"\n  {code}"), cut(found.head_start, stop)]
            yield text.change(edits, f"`{name}` is declared before it is used")


def in_block(text: Refused) -> Iterator[Change]:
    """Move a declaration in a block, behind statements, to the module."""
    for finding in text.said("DeclarationsAtStart"):
        at = text.place(finding)
        module = None if at is None else text.module_at(at)
        start = None if module is None else _start(text, module)
        if module is None or at is None or start is None:
            continue
        found = next((d for d in statements(text, module) if d.head_start <= at < d.stop), None)
        if found is not None and all(_has(found, item.name) for item in found.items):
            code = text.code[found.head_start : found.stop]
            edits = [cut(start, start, f"\n  {code}"), cut(found.head_start, found.stop)]
            names = ", ".join(f"`{item.name}`" for item in found.items)
            yield text.change(edits, f"declared {names} in the module")


def too_narrow(text: Refused) -> Iterator[Change]:
    """Widen a signal by the one bit that lies above its range and is used."""
    for finding in text.said("index-oob"):
        match, at = _ELEMENT.search(finding.message), text.place(finding)
        module = None if at is None else text.module_at(at)
        # The finding points to the index.
        selected = None if module is None else _SELECTED.search(text.code[:at][-200:])
        if match is None or module is None or selected is None:
            continue
        name = selected["name"]
        found = next((d for d in statements(text, module) if _has(d, name)), None)
        bounds = None if found is None else _RANGE.search(found.head)
        if found is None or bounds is None or found.head.startswith(("input", "output", "inout")):
            continue
        left, right, index = int(bounds["left"]), int(bounds["right"]), int(match["index"])
        if index == max(left, right) + 1:
            wider = f"[{index}:{right}]" if left >= right else f"[{left}:{index}]"
            head = found.head[: bounds.start()] + wider + found.head[bounds.end() :]
            yield text.change(found.retyped(name, head), f"`{name}` has a bit {index}")


def _named(text: Refused, diagnostic: str) -> Iterator[tuple[Region, str]]:
    """Yield the modules and names that findings point to, each once."""
    seen = set()
    for finding in text.said(diagnostic):
        found = _name_of(text, finding)
        if found is not None and found not in seen:
            seen.add(found)
            yield found


def _name_of(text: Refused, finding: Finding) -> tuple[Region, str] | None:
    at, name = text.place(finding), text.word(finding)
    module = None if at is None else text.module_at(at)
    return None if module is None or name is None else (module, name)


def _is_in(module: Region, at: int) -> bool:
    return module.start <= at < module.stop


def _start(text: Refused, module: Region) -> int | None:
    """Return the place behind the header of a module."""
    span = header_span(text, module)
    at = text.code.find(";", module.body if span is None else span[1], module.stop)
    return None if at < 0 else at + 1


def _free(text: Refused, name: str) -> str:
    while re.search(rf"\b{name}\b", text.code):
        name += "_"
    return name


FIXES: Final = (
    Fix(find=declared_twice, against=("RTL006",)),
    Fix(find=in_block, against=("DeclarationsAtStart",)),
    Fix(find=loop_variable, against=("NotAValue",)),
    Fix(find=forgotten_integer, against=("RTL004",)),
    Fix(find=forgotten_genvar, against=("NotAGenvar",)),
    Fix(find=too_late, against=("UsedBeforeDeclared",)),
    Fix(find=variable, against=("AssignToNet",)),
    Fix(find=too_narrow, against=("index-oob",)),
)
