"""How much of one reading another one says as well: both are taken apart into single facts."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from rtlgen.spec.model import (
    Artefact,
    Bits,
    Column,
    KarnaughMap,
    Port,
    StateTable,
    TruthTable,
    Waveform,
)
from rtlgen.spec.obligations.levels import column_bits

Fact: TypeAlias = tuple[object, ...]
_MOST_BITS = 12
"""Of inputs that are written out; beyond, a row is compared as it stands."""


def share_of(
    reading: Sequence[Artefact], other: Sequence[Artefact], ports: Mapping[str, Port]
) -> tuple[int, int]:
    """Return how many facts of a reading another one holds, and how many there are.

    States are compared by their names or by the order in which a walk from the first state meets
    them, whichever agrees more, so that other names for the same machine are no difference.
    """
    counts = []
    for by_name in (True, False):
        mine, theirs = _facts(reading, ports, by_name), _facts(other, ports, by_name)
        counts.append((len(mine & theirs), len(mine)))
    return max(counts, key=lambda pair: pair[0] / max(1, pair[1]))


def _facts(
    artefacts: Sequence[Artefact], ports: Mapping[str, Port], by_name: bool
) -> frozenset[Fact]:
    found: set[Fact] = set()
    for artefact in artefacts:
        if isinstance(artefact, TruthTable):
            found |= set(_of_table(artefact, ports))
        elif isinstance(artefact, KarnaughMap):
            found |= set(_of_map(artefact, ports))
        elif isinstance(artefact, StateTable):
            found |= set(_of_machine(artefact, by_name))
        elif isinstance(artefact, Waveform):
            found |= set(_of_waveform(artefact))
    return frozenset(found)


def _of_table(table: TruthTable, ports: Mapping[str, Port]) -> Iterator[Fact]:
    kind = "after the edge" if table.is_clocked else "value"
    for row in table.rows:
        given = [*table.condition, *zip(table.inputs, row.inputs, strict=True)]
        for column, bits in zip(table.outputs, row.outputs, strict=True):
            yield from _values(kind, given, column, bits, ports)


def _of_map(karnaugh: KarnaughMap, ports: Mapping[str, Port]) -> Iterator[Fact]:
    variables = (*karnaugh.row_variables, *karnaugh.column_variables)
    widths = [len(column_bits(column, ports)) for column in variables]
    ends = list(itertools.accumulate(widths, initial=0))
    for row, column, value in karnaugh.cells:
        parts = [(row + column)[a:b] for a, b in itertools.pairwise(ends)]
        given = [*karnaugh.condition, *zip(variables, parts, strict=True)]
        yield from _values("value", given, karnaugh.output, value, ports)


def _values(
    kind: str, given: Sequence[tuple[Column, Bits]], output: Column, bits: Bits,
    ports: Mapping[str, Port],
) -> Iterator[Fact]:  # fmt: skip
    """For each combination of inputs that a row stands for, each bit of the output."""
    names = [name for column, _ in given for name in column_bits(column, ports)]
    pattern = "".join(levels for _, levels in given)
    for levels in _combinations(pattern):
        inputs = frozenset(zip(names, levels, strict=True))
        for name, bit in zip(column_bits(output, ports), bits, strict=True):
            yield (kind, inputs, name, bit)


def _of_machine(machine: StateTable, by_name: bool) -> Iterator[Fact]:
    order = {s: s for s in machine.states} if by_name else _numbers(machine)
    inputs = tuple(map(str, machine.inputs))
    outputs = tuple(map(str, machine.outputs))
    for edge in machine.transitions:
        for levels in _combinations("".join(edge.condition)):
            yield ("edge", inputs, order[edge.state], levels, order[edge.next_state])
            if edge.outputs:
                yield ("on edge", inputs, order[edge.state], levels, outputs, edge.outputs)
    for state, bits in machine.moore_outputs:
        yield ("in state", order[state], outputs, bits)
    if machine.initial_state is not None:
        yield ("first", order[machine.initial_state])


def _numbers(machine: StateTable) -> dict[str, object]:
    """State → its number in a walk from the first one; states out of reach keep their names."""
    order: dict[str, object] = {}
    waiting = [machine.initial_state or machine.states[0]]
    while waiting:
        state = waiting.pop(0)
        if state in order:
            continue
        order[state] = len(order)
        edges = sorted(
            (edge for edge in machine.transitions if edge.state == state),
            key=lambda edge: next(_combinations("".join(edge.condition))),
        )
        waiting += [edge.next_state for edge in edges]
    return order | {state: state for state in machine.states if state not in order}


def _of_waveform(waveform: Waveform) -> Iterator[Fact]:
    for sample in waveform.samples:
        for column, bits in zip(waveform.columns, sample.values, strict=True):
            if set(bits) - {"x", "-"}:
                yield ("sample", sample.time, str(column), bits)


def _combinations(pattern: Bits) -> Iterator[Bits]:
    """All bits that a pattern with `-` for any value stands for."""
    if pattern.count("-") > _MOST_BITS:
        yield pattern
        return
    for levels in itertools.product(*("01" if bit == "-" else bit for bit in pattern)):
        yield "".join(levels)
