"""What no artefact determines: outputs that only the prose speaks of, inputs without a row."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.consistency.claims import Source
from rtlgen.spec.model import Bits, SourceRef, Spec, StateTable, TruthTable, Waveform
from rtlgen.spec.obligations import conditions_of, find_transition
from rtlgen.spec.obligations.levels import meets

_MOST_BITS = 12
"""Of inputs whose combinations are all looked at."""
SHOWN = 4
"""Inputs that a message names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """Inputs for which nothing says what an output is."""

    what: str
    """For messages, as in `y`, or `the next state`."""
    place: SourceRef
    inputs: tuple[str, ...]
    """Some of them, as in `a = 1, b = 0`; empty where no artefact speaks of the output at all."""
    count: int
    """Of all of them."""


def gaps(spec: Spec, sources: Sequence[Source]) -> Iterator[Gap]:
    """Yield the gaps of a specification that has artefacts at all."""
    tables = [source for source in sources if not source.is_points]
    for port in spec.outputs:
        about = [s for s in tables if any(port.name in dict(c.outputs) for c in s.claims)]
        # A table that is alone is complained of by its reader.
        if len(about) > 1 and (gap := _open_inputs(spec, port.name, about)) is not None:
            yield gap
    machines = [a for a in spec.artefacts if isinstance(a, StateTable) and not a.state_inputs]
    for machine in machines:
        if (gap := _open_edges(machine)) is not None:
            yield gap
    if spec.artefacts:
        yield from _only_prose(spec, sources)


def _open_inputs(spec: Spec, output: str, sources: Sequence[Source]) -> Gap | None:
    widths = {port.name: port.width for port in spec.inputs}
    named = {name for s in sources for c in s.claims for name, _ in c.inputs if name in widths}
    names = [name for name in widths if name in named]
    if sum(widths[name] for name in names) > _MOST_BITS:
        return None
    patterns = [
        "".join(dict(claim.inputs).get(name, "-" * widths[name]) for name in names)
        for source in sources
        for claim in source.claims
        if output in dict(claim.outputs)
    ]
    # A bit that is free is free on purpose; what counts is whether any row is there.
    missing = [bits for bits in _all(names, widths) if not any(meets(p, bits) for p in patterns)]
    if not missing:
        return None
    shown = tuple(_levels(bits, names, widths) for bits in missing[:SHOWN])
    return Gap(what=output, place=sources[0].place, inputs=shown, count=len(missing))


def _all(names: Sequence[str], widths: dict[str, int]) -> Iterator[Bits]:
    for bits in itertools.product("01", repeat=sum(widths[name] for name in names)):
        yield "".join(bits)


def _levels(bits: Bits, names: Sequence[str], widths: dict[str, int]) -> str:
    parts, at = [], 0
    for name in names:
        parts.append(f"{name} = {bits[at : at + widths[name]]}")
        at += widths[name]
    return ", ".join(parts)


def _open_edges(machine: StateTable) -> Gap | None:
    conditions = conditions_of(machine, most=_MOST_BITS)
    if conditions is None:
        return None
    missing = [
        (state, condition)
        for state in machine.states
        for condition in conditions
        if find_transition(machine, state, condition) is None
    ]
    if not missing:
        return None
    shown = tuple(
        ", ".join(
            [f"state {state}", *(f"{c} = {b}" for c, b in zip(machine.inputs, bits, strict=True))]
        )
        for state, bits in missing[:SHOWN]
    )
    return Gap(what="the next state", place=machine.source, inputs=shown, count=len(missing))


def _only_prose(spec: Spec, sources: Sequence[Source]) -> Iterator[Gap]:
    shown = {name for source in sources for claim in source.claims for name, _ in claim.outputs}
    for artefact in spec.artefacts:
        if isinstance(artefact, TruthTable):
            shown |= {column.name for column in artefact.outputs}
        elif isinstance(artefact, Waveform):
            shown |= {column.name for column in artefact.columns}
        elif isinstance(artefact, StateTable):
            columns = [*artefact.outputs, artefact.state_output, artefact.next_state_output]
            shown |= {column.name for column in columns if column is not None}
            shown |= {column.name for column, _ in artefact.next_state_bits}
    for port in spec.outputs:
        if port.name not in shown:
            place = port.source or SourceRef(path=spec.path, line=1)
            yield Gap(what=port.name, place=place, inputs=(), count=0)
