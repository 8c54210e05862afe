"""What the readers of state tables and of transition lists share: from drafts to a StateTable."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from rtlgen.spec.artefacts.grid import Reporter
from rtlgen.spec.artefacts.truth_table import overlap
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import Bits, Column, Direction, Port, RoleKind, StateTable, Transition

_ASSIGNMENT = re.compile(r"([A-Za-z_]\w*(?:\[\d+\])?)\s*==?\s*(?:\d*'b)?([01xX-]+)")
_STATE_NAMES = ("state", "present_state", "current_state", "cur_state", "y")
_NEXT_NAMES = ("next_state", "state_next", "nextstate")
"""Input ports of these names carry the present state and are no condition."""


@dataclass(slots=True)
class MachineDraft:
    """States and edges as they stand in the text."""

    line: int
    states: dict[str, int] = field(default_factory=dict)
    """state → line."""
    moore: dict[str, dict[Column, Bits]] = field(default_factory=dict)
    edges: list[tuple[str, dict[Column, Bits], str, dict[Column, Bits], int]] = field(
        default_factory=list
    )
    """(state, condition, next state, Mealy outputs, line)."""
    outputs: list[Column] = field(default_factory=list)
    state_column: Column | None = None
    next_column: Column | None = None
    next_bits: dict[Column, int] = field(default_factory=dict)
    """Output ports that each show one bit of the next state's code → index from the right."""


def data_inputs(signals: Signals) -> list[Port]:
    """Input ports that are neither clock nor reset."""
    return [
        p for p in signals.ports.values()
        if p.direction is Direction.INPUT and p.role.kind is RoleKind.DATA
    ]  # fmt: skip


def output_ports(signals: Signals) -> list[Port]:
    """Output ports that do not carry the next state."""
    return [
        p for p in signals.ports.values()
        if p.direction is Direction.OUTPUT and p.name.lower() not in _NEXT_NAMES
    ]  # fmt: skip


def read_assignments(text: str, signals: Signals) -> dict[Column, Bits] | None:
    """Read `a=1, b=0`; None when a name is no port or a value does not fit."""
    found: dict[Column, Bits] = {}
    for name, value in _ASSIGNMENT.findall(strip_marks(text)):
        column = signals.column(name)
        if column is None:
            return None
        bits = value.lower().replace("x", "-")
        width = signals.width(column)
        if len(bits) != width:
            bits = bits * width if bits == "-" else ""
        if not bits:
            return None
        found[column] = bits
    return found


def read_condition(text: str, signals: Signals) -> dict[Column, Bits] | None:
    """Read `in=1`, `a=1, b=0`, `1`, `01` or `0, 1` (positions over the data inputs)."""
    plain = strip_marks(text).strip("() ")
    if not plain or plain.lower() in ("always", "any", "x", "-", "d", "*"):
        return {}
    if "=" in plain:
        named = read_assignments(plain, signals)
        return named or None
    if negated := re.fullmatch(r"([!~]?)\s*([A-Za-z_]\w*(?:\[\d+\])?)", plain):
        column = signals.column(negated[2])
        if column is not None and signals.is_input(column) and signals.width(column) == 1:
            return {column: "0" if negated[1] else "1"}
    bits = re.sub(r"[\s,]+", "", plain).lower()
    inputs = [p for p in data_inputs(signals) if p.name.lower() not in _STATE_NAMES]
    if not re.fullmatch(r"[01xd-]+", bits) or len(bits) != sum(p.width for p in inputs):
        return None
    return _cut(
        bits.replace("x", "-").replace("d", "-"), [Column(name=p.name) for p in inputs], signals
    )


def read_outputs(
    text: str, columns: Sequence[Column], signals: Signals
) -> dict[Column, Bits] | None:
    """Read `z=1, y=0`, `1`, `0, 1` (positions over `columns`)."""
    plain = strip_marks(text).strip("() ")
    if "=" in plain:
        return read_assignments(plain, signals)
    bits = re.sub(r"[\s,]+|\d+'b", "", plain).lower()
    if not re.fullmatch(r"[01xd-]+", bits):
        return None
    if len(bits) != sum(signals.width(c) for c in columns):
        return None
    return _cut(bits.replace("x", "-").replace("d", "-"), columns, signals)


def _cut(bits: str, columns: Sequence[Column], signals: Signals) -> dict[Column, Bits]:
    found, at = {}, 0
    for column in columns:
        width = signals.width(column)
        found[column] = bits[at : at + width]
        at += width
    return found


def settle_machine(
    draft: MachineDraft, signals: Signals, prose: Sequence[tuple[int, str]], report: Reporter
) -> StateTable | None:
    """Check a draft and turn it into a StateTable; what is wrong is reported."""
    for state, _, target, _, line in draft.edges:
        if target not in draft.states:
            report.error(
                "SPEC308", line, f"the next state {target!r} of state {state!r} is not defined",
                f"define it, or write one of {', '.join(draft.states)}",
            )  # fmt: skip
            return None
    encoding = _encoding(draft, prose) or _one_hot(draft, prose, signals)
    _show_next_bits(draft, dict(encoding))
    inputs = _sorted({c for _, condition, _, _, _ in draft.edges for c in condition}, signals)
    mealy = any(outputs for _, _, _, outputs, _ in draft.edges)
    outputs = draft.outputs or _sorted(
        {c for values in draft.moore.values() for c in values}
        | {c for _, _, _, values, _ in draft.edges for c in values}, signals,
    )  # fmt: skip
    transitions = []
    for state, condition, target, values, line in draft.edges:
        full = {c: "-" * signals.width(c) for c in inputs} | condition
        given = tuple(values.get(c, "-" * signals.width(c)) for c in outputs) if mealy else ()
        transitions.append(
            Transition(
                state=state, condition=tuple(full[c] for c in inputs), next_state=target,
                outputs=given, line=line,
            )
        )  # fmt: skip
    if not _is_deterministic(transitions, report):
        return None
    moore = () if mealy or not outputs else _moore(draft, outputs, signals, report)
    return StateTable(
        states=tuple(draft.states), inputs=tuple(inputs), outputs=tuple(outputs),
        transitions=tuple(transitions), moore_outputs=moore, encoding=encoding,
        initial_state=_initial(draft, prose),
        state_inputs=tuple(
            c for c in [draft.state_column or _state_port(draft, encoding, signals)] if c
        ),
        next_state_output=draft.next_column or _next_port(draft, encoding, signals),
        source=report.source.at(draft.line),
    )  # fmt: skip


def _show_next_bits(draft: MachineDraft, codes: dict[str, Bits]) -> None:
    """Turn bits of the next state that have ports of their own into outputs of the edges."""
    if not draft.next_bits or not codes:
        return
    draft.outputs = [*draft.outputs, *(c for c in draft.next_bits if c not in draft.outputs)]
    edges = []
    for state, condition, target, values, line in draft.edges:
        code = codes.get(target, "")
        bits = {c: code[-1 - i] for c, i in draft.next_bits.items() if i < len(code)}
        edges.append((state, condition, target, draft.moore.get(state, {}) | values | bits, line))
    draft.edges = edges


def _sorted(columns: set[Column], signals: Signals) -> list[Column]:
    order = list(signals.ports)
    return sorted(columns, key=lambda c: (order.index(c.name), -(c.high or 0)))


def _moore(
    draft: MachineDraft, outputs: Sequence[Column], signals: Signals, report: Reporter
) -> tuple[tuple[str, tuple[Bits, ...]], ...]:
    rows = []
    for state, line in draft.states.items():
        values = draft.moore.get(state, {})
        if missing := [str(c) for c in outputs if c not in values]:
            report.note("SPEC313", line, f"state {state!r} does not name {', '.join(missing)}; 0 "
                        "was assumed", "write all outputs of each state")  # fmt: skip
        rows.append((state, tuple(values.get(c, "0" * signals.width(c)) for c in outputs)))
    return tuple(rows)


def _is_deterministic(transitions: Sequence[Transition], report: Reporter) -> bool:
    for index, one in enumerate(transitions):
        for other in transitions[index + 1 :]:
            if one.state != other.state or one.next_state == other.next_state:
                continue
            if overlap("".join(one.condition), "".join(other.condition)):
                report.warning(
                    "SPEC303", other.line,
                    f"state {one.state!r} has two next states for the same inputs: "
                    f"{one.next_state!r} (line {one.line}) and {other.next_state!r}; the machine "
                    "was left out", "make the conditions exclude each other",
                )  # fmt: skip
                return False
    return True


def _encoding(
    draft: MachineDraft, prose: Sequence[tuple[int, str]]
) -> tuple[tuple[str, Bits], ...]:
    if len({len(s) for s in draft.states}) == 1 and all(set(s) <= {"0", "1"} for s in draft.states):
        return tuple((s, s) for s in draft.states)
    text = " ".join(t for _, t in prose)
    found = {}
    for state in draft.states:
        match = re.search(
            rf"\b{re.escape(state)}\s*[=:]\s*\(?\s*(?:\d+\s*)?'?b?([01]{{2,}})\b", text
        )
        if match is None:
            return ()
        found[state] = match[1]
    return tuple(found.items()) if len({len(v) for v in found.values()}) == 1 else ()


def _one_hot(
    draft: MachineDraft, prose: Sequence[tuple[int, str]], signals: Signals
) -> tuple[tuple[str, Bits], ...]:
    """Codes in the order of the states, where the text says one-hot and a port has their width."""
    count = len(draft.states)
    ports = [p for p in data_inputs(signals) if p.name.lower() in _STATE_NAMES]
    is_meant = any(re.search(r"\bone[- ]?hot\b", text, re.IGNORECASE) for _, text in prose)
    if not is_meant or not any(port.width == count for port in ports):
        return ()
    return tuple((s, format(1 << i, f"0{count}b")) for i, s in enumerate(draft.states))


def _initial(draft: MachineDraft, prose: Sequence[tuple[int, str]]) -> str | None:
    text = " ".join(strip_marks(t) for _, t in prose)
    for state in draft.states:
        name = rf"(?:state\s+)?['\"]?{re.escape(state)}\b"
        for pattern in (
            rf"reset\w*\b[^.;]{{0,60}}?\b(?:in)?to\s+(?:the\s+)?{name}",
            rf"(?:reset|initial|idle|starting|start)\s+state\s+(?:is|=|:)\s*{name}",
            rf"{name}\s+(?:is|as)\s+(?:the\s+)?(?:reset|initial|start(?:ing)?)\s+state",
            rf"(?:starts?|begins?)\s+(?:in|at|from|with)\s+(?:the\s+)?{name}",
            rf"reset[^.;]{{0,30}}?(?:-+>|→)\s*{name}",
            rf"(?:reset|initial)\s+state\s+{name}",
        ):
            if re.search(pattern, text, re.IGNORECASE):
                return state
    return None


def _state_port(
    draft: MachineDraft, encoding: Sequence[tuple[str, Bits]], signals: Signals
) -> Column | None:
    """Find the input that carries the present state: it has the width of the codes."""
    width = len(encoding[0][1]) if encoding else len(draft.states)
    for port in data_inputs(signals):
        if port.name.lower() in _STATE_NAMES and port.width == width:
            return Column(name=port.name)
    return None


def _next_port(
    draft: MachineDraft, encoding: Sequence[tuple[str, Bits]], signals: Signals
) -> Column | None:
    width = len(encoding[0][1]) if encoding else len(draft.states)
    for port in signals.ports.values():
        if port.name.lower() in _NEXT_NAMES and port.width == width:
            return Column(name=port.name)
    return None
