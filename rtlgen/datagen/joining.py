"""Two designs in one module: side by side, or an output of the first feeding the second."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from rtlgen.datagen.behaviour import Behaviour, Known
from rtlgen.datagen.drawn import Drawn
from rtlgen.spec.model import Port, RoleKind
from rtlgen.spec.names import KEYWORDS

_NAME: Final = re.compile(r"(?<![\w'$.`])[A-Za-z_]\w*")
_STYLES: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An output of the first design that is an input of the second, which then is no port."""

    source: Port
    target: Port
    is_hidden: bool
    """The source is no port either."""


class _Both:
    """The behaviour of both designs."""

    def __init__(self, first: Drawn, second: Drawn, link: Link | None) -> None:
        """Start both at power-up."""
        self._parts: tuple[tuple[Drawn, Behaviour], ...] = (
            (first, first.behaviour()), (second, second.behaviour())
        )  # fmt: skip
        self._link = link

    def step(self, levels: Known) -> Known:
        """See `Behaviour`: the second design sees what the first one answers."""
        seen, found = dict(levels), dict[str, int | None]()
        for drawn, behaviour in self._parts:
            found |= behaviour.step({port.name: seen.get(port.name) for port in drawn.inputs})
            if self._link is not None:
                seen[self._link.target.name] = found.get(self._link.source.name)
        if self._link is not None and self._link.is_hidden:
            found.pop(self._link.source.name, None)
        return found


def behaviour(first: Drawn, second: Drawn, link: Link | None) -> Callable[[], Behaviour]:
    """Return what makes runs of both."""
    return lambda: _Both(first, second, link)


def can_share(first: Drawn, second: Drawn) -> bool:
    """Tell whether the ports have different names but for a clock and a reset of the same kind."""
    shared = {port.name for port in first.ports} & {port.name for port in second.ports}
    ports = {port.name: port for port in first.ports}
    if any(port != ports[port.name] or _is_data(port) for port in second.ports
           if port.name in shared):  # fmt: skip
        return False
    clocks = [_of_kind(drawn, RoleKind.CLOCK) for drawn in (first, second)]
    resets = [_of_kind(drawn, RoleKind.RESET) for drawn in (first, second)]
    return all(not one or not other or one == other for one, other in (clocks, resets))


def _of_kind(drawn: Drawn, kind: RoleKind) -> list[Port]:
    return [port for port in drawn.ports if port.role.kind is kind]


def _is_data(port: Port) -> bool:
    return port.role.kind not in (RoleKind.CLOCK, RoleKind.RESET)


def links(first: Drawn, second: Drawn) -> list[tuple[Port, Port]]:
    """Return the pairs of an output of the first and an input of the second of the same width."""
    return [
        (source, target)
        for source in first.outputs
        for target in second.inputs
        if source.width == target.width and _is_data(target)
        and source.is_signed == target.is_signed
    ]  # fmt: skip


def ports(first: Drawn, second: Drawn, link: Link | None) -> tuple[Port, ...]:
    """Return the ports of both, clocks and resets first, then inputs, then outputs."""
    found = {port.name: port for port in (*first.ports, *second.ports)}
    if link is not None:
        del found[link.target.name]
        if link.is_hidden:
            del found[link.source.name]
    common = [port for port in found.values() if not _is_data(port)]
    data = [port for port in found.values() if _is_data(port)]
    outputs = {port.name for port in (*first.outputs, *second.outputs)}
    inputs = [port for port in data if port.name not in outputs]
    return (*common, *inputs, *(port for port in data if port.name in outputs))


def bodies(
    first: Drawn, second: Drawn, link: Link | None
) -> tuple[dict[str, str], dict[str, frozenset[str]]]:
    """Return the styles, and the outputs that are `reg` in each."""
    texts, registers = dict[str, str](), dict[str, frozenset[str]]()
    styles = [list(drawn.bodies) for drawn in (first, second)]
    for number in range(min(_STYLES, max(map(len, styles)))):
        one, other = (names[number % len(names)] for names in styles)
        left, right = _apart(first, first.bodies[one], second, second.bodies[other])
        changed = first.registers.get(one, frozenset()) | second.registers.get(other, frozenset())
        wires = _wires(link, changed) if link is not None else ""
        style = f"{one}+{other}"
        texts[style] = f"{wires}{left.rstrip()}\n\n{right.rstrip()}\n"
        hidden = {link.source.name} if link is not None and link.is_hidden else set[str]()
        registers[style] = frozenset(changed - hidden)
    return texts, registers


def _wires(link: Link, registers: frozenset[str]) -> str:
    """Declare what is no port."""
    source, target = link.source, link.target
    span = f"[{target.width - 1}:0] " if target.width > 1 else ""
    sign = "signed " if target.is_signed else ""
    kind = "reg" if source.name in registers else "wire"
    hidden = f"    {kind} {sign}{span}{source.name};\n" if link.is_hidden else ""
    wire = f"    wire {sign}{span}{target.name};\n"
    return f"{hidden}{wire}    assign {target.name} = {source.name};\n\n"


def _apart(first: Drawn, left: str, second: Drawn, right: str) -> tuple[str, str]:
    """Rename what is inside and would meet a name of the other design."""
    mine, other = _names(left), _names(right)
    outside = [{port.name for port in drawn.ports} for drawn in (first, second)]
    left = _renamed(left, (mine - outside[0]) & outside[1], "_a")
    met = (other - outside[1]) & (mine | outside[0])
    return left, _renamed(right, met, "_b")


def _names(text: str) -> set[str]:
    return {match[0] for match in _NAME.finditer(text)} - KEYWORDS


def _renamed(text: str, names: Iterable[str], ending: str) -> str:
    some = set(names)
    return _NAME.sub(lambda m: m[0] + ending if m[0] in some else m[0], text)


def without_last_words(drawn: Drawn) -> Drawn:
    """Leave out the description that training never has, and those of several lines."""
    texts = tuple(text for text in drawn.says[:-1] if "\n" not in text)
    return dataclasses.replace(drawn, says=texts)
