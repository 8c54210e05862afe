"""Which ports carry states, conditions and outputs of a machine."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import Column, Direction, Port, RoleKind

_STATE = re.compile(
    r"(?:(?:present|current|cur|p|c)_?)?(?:state|st)(?:_?(?:in|i|now|reg|q))?|present|current|y|q|s|ps|cs",
    re.IGNORECASE,
)
_STATE_BIT = re.compile(r"(?P<base>(?:y|q|s|ps|cs|state)_?)(?P<index>\d+)", re.IGNORECASE)
_NEXT = re.compile(
    r"(?:next|nxt|n)_?(?:state|st)(?:_?(?:out|o))?|(?:state|st)_?(?:next|nxt|n)|next|ns", re.I
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """What each port of a module with a machine is for."""

    state_inputs: tuple[Column, ...]
    """The present state comes from outside, most significant first; empty with a register."""
    state_output: Column | None
    next_output: Column | None
    next_bits: tuple[tuple[Column, int], ...]
    """(output, index from the right): ports that each show one bit of the next state."""
    inputs: tuple[Port, ...]
    """What conditions may name, in order of declaration."""
    outputs: tuple[Column, ...]
    """What states or transitions show."""


def layout_of(signals: Signals, prose: Sequence[tuple[int, str]]) -> Layout:
    """Read the layout from the names of the ports and from sentences about the next state."""
    data = [p for p in signals.ports.values() if _is_data_input(p)]
    outputs = [p for p in signals.ports.values() if p.direction is Direction.OUTPUT]
    has_clock = any(p.role.kind is RoleKind.CLOCK for p in signals.ports.values())
    state = () if has_clock else tuple(_state_inputs(data))
    named = {port.name for port in state}
    bits = dict(_next_bits(outputs, state, prose)) if state else {}
    following = next(
        (p for p in outputs if p.name not in bits and _is_next(p, state, has_clock)), None
    )
    shown = _shown_state(outputs) if has_clock else None
    taken = {*bits, *(p.name for p in (following, shown) if p is not None)}
    return Layout(
        state_inputs=tuple(Column(name=p.name) for p in state),
        state_output=None if shown is None else Column(name=shown.name),
        next_output=None if following is None else Column(name=following.name),
        next_bits=tuple((Column(name=name), index) for name, index in bits.items()),
        inputs=tuple(p for p in data if p.name not in named),
        outputs=tuple(Column(name=p.name) for p in outputs if p.name not in taken),
    )


def _shown_state(outputs: Sequence[Port]) -> Port | None:
    """An output that shows the register; one alone, unless it says `state`, is what states show."""
    named = [p for p in outputs if _STATE.fullmatch(p.name)]
    plain = [p for p in named if "st" in p.name.lower() and p.width > 1]
    return next(iter(plain or (named if len(outputs) > 1 else [])), None)


def _is_data_input(port: Port) -> bool:
    return port.direction is Direction.INPUT and port.role.kind is RoleKind.DATA


def _state_inputs(data: Sequence[Port]) -> Iterator[Port]:
    """A port named like a state, or single bits of one, most significant first."""
    whole = [p for p in data if _STATE.fullmatch(p.name) and p.width > 1]
    if whole:
        yield whole[0]
        return
    bits = [(int(m["index"]), p) for p in data if (m := _STATE_BIT.fullmatch(p.name))]
    if len(bits) < len(data) or len(bits) > 1:
        yield from (p for _, p in sorted(bits, key=lambda item: -item[0]) if p.width == 1)


def _is_next(port: Port, state: Sequence[Port], has_clock: bool) -> bool:
    """A port named like a next state, or like the present one in capitals or with a mark."""
    if _NEXT.fullmatch(port.name):
        return True
    if has_clock or len(state) != 1 or port.width != state[0].width:
        return False
    return port.name in _marked(state[0].name)


def _marked(name: str) -> set[str]:
    """Names for the next value of something."""
    return {name.upper(), f"next_{name}", f"{name}_next", f"n{name}", f"{name}_n", f"{name}n",
            f"next{name}", f"{name}next", f"{name}_nxt", f"D_{name}"} - {name}  # fmt: skip


def _next_bits(
    outputs: Sequence[Port], state: Sequence[Port], prose: Sequence[tuple[int, str]]
) -> Iterator[tuple[str, int]]:
    """Yield (output, index from the right) for outputs that are a bit of the next state."""
    text = " ".join(strip_marks(line) for _, line in prose)
    for port in outputs:
        if port.width != 1:
            continue
        index = _index_of_name(port.name, state)
        if index is None:
            index = _index_in_text(port.name, state, text)
        if index is not None:
            yield port.name, index


def _index_of_name(name: str, state: Sequence[Port]) -> int | None:
    """`Y1` beside `y[2:0]` or `y1`; `next_y1`, `y1_next`, `D1`."""
    for place, port in enumerate(reversed(state)):
        if port.width == 1 and name in _marked(port.name):
            return place
    if len(state) != 1 or state[0].width == 1:
        digits = re.fullmatch(r"[DN]_?(\d+)", name)
        indices = [int(m["index"]) for p in state if (m := _STATE_BIT.fullmatch(p.name))]
        if digits and int(digits[1]) in indices:
            return sorted(indices).index(int(digits[1]))
        return None
    port = state[0]
    for number in range(port.lsb, port.lsb + port.width):
        bases = {*_marked(port.name), "D", "next_state", "ns"}
        known = {f"{base}{mark}{number}" for base in bases for mark in ("", "_")}
        known |= {f"{port.name}{number}_next", f"next_{port.name}{number}", f"n{number}"}
        if name in known:
            return number - port.lsb
    return None


def _index_in_text(name: str, state: Sequence[Port], text: str) -> int | None:
    """`the output f is the next state of y[2]`."""
    if len(state) != 1 or not re.search(r"\bnext[- ]state\b", text, re.IGNORECASE):
        return None
    port = state[0]
    match = re.search(
        rf"\b{re.escape(name)}\b\s*(?:is|=|shows|gives|should\s+be|must\s+be)\s+(?:the\s+)?"
        rf"(?:next[- ](?:state|value)\s*(?:logic|bit|value)?\s*(?:for|of)?\s*)?"
        rf"\b{re.escape(port.name)}\s*\[\s*(\d+)\s*\]",
        text,
        re.IGNORECASE,
    )
    if match is None or not port.lsb <= int(match[1]) < port.lsb + port.width:
        return None
    return int(match[1]) - port.lsb
