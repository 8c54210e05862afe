"""What each artefact says about which inputs, in one form for all that have no memory.

A claim of a table, a map or an equation holds for all values of the inputs that it does not name.
A sample of a waveform is a point: it says nothing about inputs that are not drawn.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field

from rtlgen.consistency.equations import read_equations
from rtlgen.spec.model import (
    Artefact,
    Direction,
    KarnaughMap,
    Obligation,
    RoleKind,
    SourceRef,
    Spec,
    StateTable,
    TruthTable,
    Waveform,
)
from rtlgen.spec.obligations.levels import Levels, ports_of, spread
from rtlgen.spec.obligations.machines import from_next_state_logic
from rtlgen.spec.obligations.tables import from_map, from_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """For these inputs, those outputs."""

    inputs: Levels
    """Whole ports; `-` = any value, `x` = unknown."""
    outputs: Levels
    """Whole ports; `-` = nothing is said of this bit."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """All claims of one artefact."""

    name: str
    """For messages, as in `the truth table`."""
    place: SourceRef
    claims: tuple[Claim, ...]
    is_points: bool = False
    """Its claims are samples, which say nothing about inputs that they do not show."""
    output_lines: Mapping[str, int] = field(default_factory=dict)
    """Where claims have no line of their own, that of each output."""

    def at(self, claim: Claim, output: str) -> SourceRef:
        """Where it stands what a claim says of an output."""
        line = self.output_lines.get(output) or claim.line or self.place.line
        return SourceRef(path=self.place.path, line=line)


def sources_of(spec: Spec) -> tuple[Source, ...]:
    """Return what each artefact without memory claims, and each equation of the text."""
    timeless = _without_clocks(spec)
    found = [_source(artefact, spec, timeless) for artefact in spec.artefacts]
    found += [_of("the equation", table, timeless) for table in read_equations(spec)]
    return tuple(source for source in found if source is not None)


def _without_clocks(spec: Spec) -> Spec:
    """A table of a module with a clock still says what follows from which inputs."""
    named = {
        column.name
        for artefact in spec.artefacts
        if isinstance(artefact, TruthTable)
        for column in artefact.inputs
    }
    kept = tuple(p for p in spec.ports if p.role.kind is RoleKind.DATA or p.name in named)
    ports = tuple(
        dataclasses.replace(port, role=dataclasses.replace(port.role, kind=RoleKind.DATA))
        for port in kept
    )
    return dataclasses.replace(spec, ports=ports)


def _source(artefact: Artefact, spec: Spec, timeless: Spec) -> Source | None:
    match artefact:
        case TruthTable(is_clocked=False):
            return _of("the truth table", artefact, timeless)
        case KarnaughMap():
            return _of("the Karnaugh map", artefact, timeless)
        case StateTable(state_inputs=(_, *_)):
            return _of("the state table", artefact, timeless)
        case Waveform() if not spec.clocks:
            return _samples(artefact, spec)
    return None


def _of(name: str, artefact: TruthTable | KarnaughMap | StateTable, spec: Spec) -> Source | None:
    made: Obligation | str
    if isinstance(artefact, TruthTable):
        made = from_table(artefact, spec)
    elif isinstance(artefact, KarnaughMap):
        made = from_map(artefact, spec)
    else:
        made = from_next_state_logic(artefact, spec)
    if isinstance(made, str):
        return None
    claims = tuple(
        Claim(inputs=vector.inputs, outputs=vector.expected, line=vector.line)
        for vector in made.vectors
    )
    return Source(name=name, place=artefact.source, claims=claims)


def _samples(waveform: Waveform, spec: Spec) -> Source:
    ports = ports_of(spec)
    given, wanted = (
        [(i, c) for i, c in enumerate(waveform.columns) if ports[c.name].direction is direction]
        for direction in (Direction.INPUT, Direction.OUTPUT)
    )
    claims = []
    for sample in waveform.samples:
        inputs = spread([(c, sample.values[i]) for i, c in given], ports)
        levels = spread([(c, sample.values[i]) for i, c in wanted], ports)
        claims.append(
            Claim(
                inputs=tuple((name, bits.replace("-", "x")) for name, bits in inputs),
                outputs=tuple((name, bits.replace("x", "-")) for name, bits in levels),
                line=sample.line,
            )
        )
    lines = zip(waveform.columns, waveform.column_lines, strict=False)
    return Source(
        name="the waveform", place=waveform.source, claims=tuple(claims), is_points=True,
        output_lines={column.name: line for column, line in lines},
    )  # fmt: skip
