"""From what the places of a text say about a port to one port: widths, ranges, contradictions."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace

from rtlgen.errors import SpecError
from rtlgen.finding import Finding, Severity
from rtlgen.spec.document import Document
from rtlgen.spec.expressions import Scope, Unresolved
from rtlgen.spec.model import Port, SourceRef
from rtlgen.spec.names import KEYWORDS
from rtlgen.spec.ports.draft import Draft
from rtlgen.spec.ports.prose import default_width, names_bits, width_hint
from rtlgen.spec.ports.widths import is_signed_in_words, range_in_words, width_in_words
from rtlgen.spec.source import spec_error

MAX_WIDTH = 1 << 20
"""Widest port that is taken for meant, in bits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bits:
    """The bits of a port, evaluated."""

    width: int
    lsb: int = 0
    is_ascending: bool = False
    is_indexed: bool = False
    """The text gave a range, not a width."""


@dataclass(slots=True, kw_only=True)
class Settled:
    """The ports with what was assumed about them."""

    ports: list[Port] = field(default_factory=list)
    descriptions: dict[str, str] = field(default_factory=dict)
    unstated: list[Port] = field(default_factory=list)
    """Ports whose width nothing states; they were given one bit."""
    findings: list[Finding] = field(default_factory=list)


def settle_ports(
    drafts: Sequence[Draft],
    documents: Sequence[Document],
    scope: Scope,
    names: Collection[str],
    assumed: Collection[str] = (),
) -> Settled:
    """Turn drafts into ports; the strongest style decides, the others fill in and are compared.

    Args:
        drafts: Everything that was found, in the order of the text.
        documents: The texts, for widths that stand elsewhere in them.
        scope: The parameters.
        names: Names of the parameters.
        assumed: Names of parameters whose default was assumed.

    Raises:
        SpecError: a name occurs twice or is a keyword, or a width is none.
    """
    settled = Settled()
    style = min((draft.style for draft in drafts), default=None)
    chosen: dict[str, Draft] = {}
    for draft in drafts:
        if draft.style is style:
            _take(chosen, draft, scope)
    for draft in chosen.values():
        others = [d for d in drafts if d.name == draft.name and d.style is not style]
        port = _settle(settled, draft, others, documents, scope, names)
        if any(name in _expressions(draft) for name in assumed):
            port = replace(port, is_assumed=True)
        settled.ports.append(port)
        settled.descriptions[draft.name] = " ".join(d.description for d in (draft, *others))
    return settled


def _take(chosen: dict[str, Draft], draft: Draft, scope: Scope) -> None:
    """Add a draft of the deciding style; a second port of the same name is an error."""
    place = draft.source
    if draft.name in KEYWORDS:
        raise spec_error(
            place.path, place.line, f"port {draft.name!r}: the name is a Verilog keyword",
            "rename the port",
        )  # fmt: skip
    earlier = chosen.get(draft.name)
    if earlier is None:
        if not 1 <= len(draft.name) <= 1024:
            raise spec_error(place.path, place.line, "a port name is too long", "shorten it")
        chosen[draft.name] = draft
        return
    is_same = earlier.direction == draft.direction and _agree(earlier, draft, scope)
    if (earlier.block == draft.block and earlier.source.path == place.path) or not is_same:
        raise spec_error(
            place.path, place.line,
            f"port {draft.name!r} is declared twice (first in line {earlier.source.line})",
            "rename or remove one of the two",
        )  # fmt: skip


def _agree(one: Draft, other: Draft, scope: Scope) -> bool:
    bits = [_declared(draft, scope) for draft in (one, other)]
    return bits[0] is None or bits[1] is None or bits[0].width == bits[1].width


def _expressions(draft: Draft) -> set[str]:
    import re

    text = " ".join(filter(None, (draft.left, draft.right, draft.width)))
    return set(re.findall(r"[A-Za-z_]\w*", text))


def _settle(
    settled: Settled,
    draft: Draft,
    others: Sequence[Draft],
    documents: Sequence[Document],
    scope: Scope,
    names: Collection[str],
) -> Port:
    place = draft.source
    direction = draft.direction or next((d.direction for d in others if d.direction), None)
    if direction is None:
        raise spec_error(
            place.path, place.line, f"port {draft.name!r}: no direction is stated",
            "write 'input' or 'output' before it",
        )  # fmt: skip
    bits = _declared(draft, scope)
    in_words = _in_words(draft, scope, names)
    if bits is not None and in_words is not None and in_words.width != bits.width:
        settled.findings.append(
            _disagree(draft, f"the declaration has {_count(bits.width)}, the description says "
                      f"{_count(in_words.width)}")
        )  # fmt: skip
    bits = bits or in_words
    for other in others:
        also = _declared(other, scope) or _in_words(other, scope, names)
        bits = bits or also
        _compare(settled, draft, other, bits, also)
    is_assumed = False
    if bits is None:
        bits, is_assumed = _from_text(draft, documents, scope, names)
    port = Port(
        name=draft.name, direction=direction, width=bits.width, lsb=bits.lsb,
        is_ascending=bits.is_ascending, source=place, is_assumed=is_assumed,
        is_signed=draft.is_signed or is_signed_in_words(draft.description),
    )  # fmt: skip
    if is_assumed:
        settled.unstated.append(port)
    return port if bits.is_indexed else _indexed(settled, port, documents)


def _count(bits: int) -> str:
    return "1 bit" if bits == 1 else f"{bits} bits"


def _declared(draft: Draft, scope: Scope) -> Bits | None:
    """Return the bits that a range or a width beside the name states."""
    if draft.left is not None and draft.right is not None:
        return _range_bits(draft, draft.left, draft.right, scope)
    if draft.width is not None:
        width = _value(draft, draft.width, f"width {draft.width!r}", scope)
        return Bits(width=_checked(draft, width))
    return None


def _in_words(draft: Draft, scope: Scope, names: Collection[str]) -> Bits | None:
    """Return the bits that the description states."""
    bounds = range_in_words(draft.description)
    if bounds:
        return _range_bits(draft, *bounds, scope)
    words = width_in_words(draft.description, names)
    if words is None:
        return None
    return Bits(width=_checked(draft, _value(draft, words, f"width {words!r}", scope)))


def _range_bits(draft: Draft, left: str, right: str, scope: Scope) -> Bits:
    shown = f"range [{left}:{right}]"
    high, low = (_value(draft, bound, shown, scope) for bound in (left, right))
    if min(high, low) < 0:
        raise _range_error(draft, f"{shown}: an index is negative", "write a range such as [7:0]")
    width = _checked(draft, abs(high - low) + 1)
    return Bits(width=width, lsb=low, is_ascending=high < low, is_indexed=True)


def _value(draft: Draft, expression: str, shown: str, scope: Scope) -> int:
    try:
        return scope.value(expression)
    except Unresolved as reason:
        raise _range_error(
            draft, f"{shown}: {reason}", "write a number, or give the parameter a default"
        ) from reason


def _checked(draft: Draft, width: int) -> int:
    if width < 1:
        raise _range_error(
            draft, f"width must be a positive integer, not {width}", "write 1 or more"
        )
    if width > MAX_WIDTH:
        raise _range_error(
            draft, f"width {width} is more than {MAX_WIDTH} bits", "write the width that is meant"
        )
    return width


def _range_error(draft: Draft, problem: str, remedy: str) -> SpecError:
    place = draft.source
    return spec_error(place.path, place.line, f"port {draft.name!r}: {problem}", remedy)


def _compare(
    settled: Settled, draft: Draft, other: Draft, bits: Bits | None, also: Bits | None
) -> None:
    """Report a weaker place that says something else."""
    if other.direction and draft.direction and other.direction is not draft.direction:
        settled.findings.append(
            _disagree(draft, f"{draft.direction} here, {other.direction} in line "
                      f"{other.source.line}")
        )  # fmt: skip
    if bits and also and bits.width != also.width:
        settled.findings.append(
            _disagree(draft, f"{_count(bits.width)} here, {_count(also.width)} in line "
                      f"{other.source.line}, so {draft.name}[{max(bits.width, also.width) - 1}] "
                      "exists in one of them only")
        )  # fmt: skip


def _disagree(draft: Draft, problem: str) -> Finding:
    return Finding(
        code="SPEC205", severity=Severity.WARNING, path=draft.source.path, line=draft.source.line,
        message=f"port {draft.name!r}: {problem}; the declaration was taken",
        remedy="make the two agree",
    )  # fmt: skip


def _from_text(
    draft: Draft, documents: Sequence[Document], scope: Scope, names: Collection[str]
) -> tuple[Bits, bool]:
    """Return the bits of a port whose declaration has none, and whether they are assumed."""
    for document in documents:
        hint = width_hint(document, draft.name, names)
        if hint:
            return Bits(width=_checked(draft, _value(draft, hint[0], "width", scope))), False
    for document in documents:
        width = default_width(document, names)
        if width:
            return Bits(width=_checked(draft, _value(draft, width, "width", scope))), False
    return Bits(width=1), True


def _indexed(settled: Settled, port: Port, documents: Sequence[Document]) -> Port:
    """Count bits from 1 where the text names `x[4]` of four bits and never `x[0]`."""
    used: frozenset[int] = frozenset().union(*(names_bits(d, port.name) for d in documents))
    if port.width == 1 or not used or max(used) != port.width or min(used) < 1:
        return port
    place = port.source or SourceRef(path="-", line=1)
    settled.findings.append(
        Finding(
            code="SPEC206", severity=Severity.NOTE, path=place.path, line=place.line,
            message=f"port {port.name!r}: assumed [{port.width}:1], since the text names "
            f"{port.name}[{port.width}] and never {port.name}[0]",
            remedy="write the range beside the port",
        )
    )  # fmt: skip
    return replace(port, lsb=1, is_assumed=True)
