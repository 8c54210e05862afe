"""Waveforms are replayed as they were drawn."""

from __future__ import annotations

from rtlgen.spec.model import (
    Direction,
    Obligation,
    ObligationKind,
    Spec,
    Vector,
    Waveform,
)
from rtlgen.spec.obligations.levels import ports_of, spread


def from_waveform(waveform: Waveform, spec: Spec) -> Obligation | str:
    """Demand what each sample shows; an input that is not shown makes that impossible."""
    shown = {column.name for column in waveform.columns}
    if hidden := [p.name for p in spec.inputs if p.name not in shown]:
        # A right design would answer X, or follow whatever the input is then.
        return f"the waveform does not show the input {', '.join(map(repr, hidden))}"
    ports = ports_of(spec)
    given, wanted = (
        [(i, c) for i, c in enumerate(waveform.columns) if ports[c.name].direction is direction]
        for direction in (Direction.INPUT, Direction.OUTPUT)
    )
    vectors = []
    for sample in waveform.samples:
        inputs = spread([(c, sample.values[i]) for i, c in given], ports)
        levels = spread([(c, sample.values[i].replace("x", "-")) for i, c in wanted], ports)
        vectors.append(
            Vector(
                inputs=tuple((name, bits.replace("-", "x")) for name, bits in inputs),
                expected=tuple((name, bits) for name, bits in levels if set(bits) != {"-"}),
                line=sample.line,
            )
        )
    if not any(vector.expected for vector in vectors):
        return "the waveform shows no known output"
    return Obligation(
        name=f"waveform at {waveform.source}", kind=ObligationKind.SEQUENCE,
        vectors=tuple(vectors), source=waveform.source,
    )  # fmt: skip
