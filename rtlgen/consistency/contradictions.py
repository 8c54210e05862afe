"""Two artefacts without memory that demand different outputs for the same inputs."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rtlgen.consistency.claims import Claim, Source
from rtlgen.spec.model import Bits, SourceRef, Spec

_MOST_PAIRS = 4_000_000
"""Of claims that are compared; artefacts beyond that are compared by their first claims only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Contradiction:
    """Two places that no design can satisfy both."""

    first: str
    """What stands at the first place, as in `the truth table`."""
    first_place: SourceRef
    second: str
    second_place: SourceRef
    witness: str
    """Inputs for which they differ, as in `a = 1, b = 0`."""
    demands: tuple[str, str]
    """What each says, as in `y = 1`."""


@dataclass(frozen=True, slots=True)
class _Cube:
    """Inputs and outputs as numbers over all ports, one bit each."""

    care: int
    value: int
    unknown: int
    out_care: int
    out_value: int


def contradictions(spec: Spec, sources: Sequence[Source]) -> Iterator[Contradiction]:
    """Yield the first contradiction of each two artefacts, for each output port apart.

    Samples of a waveform contradict each other only where something else says that the output has
    no memory; a design may have some without a clock.
    """
    layout = _Layout(spec)
    cubes = [[layout.cube(claim) for claim in source.claims] for source in sources]
    for first, second in itertools.combinations(range(len(sources)), 2):
        sides = sources[first], sources[second]
        for output, (one, other) in _clashes(sides, cubes[first], cubes[second], layout).items():
            yield _told(output, sides, (one, other))


def _clashes(
    sources: tuple[Source, Source], ones: Sequence[_Cube], others: Sequence[_Cube],
    layout: _Layout,
) -> Mapping[str, tuple[int, int]]:  # fmt: skip
    """Return the first two claims that clash, by output."""
    found: dict[str, tuple[int, int]] = {}
    if all(source.is_points for source in sources):
        return found
    limit = max(1, _MOST_PAIRS // max(1, len(others)))
    for at, one in enumerate(ones[:limit]):
        for to, other in enumerate(others):
            differs = (one.out_value ^ other.out_value) & one.out_care & other.out_care
            if differs and _meet(one, other, sources):
                for name in layout.outputs_in(differs):
                    found.setdefault(name, (at, to))
    return found


def _meet(one: _Cube, other: _Cube, sources: tuple[Source, Source]) -> bool:
    """Whether some inputs are meant by both."""
    if (one.value ^ other.value) & one.care & other.care:
        return False
    # A sample is meant only by what needs no input that is unknown or not drawn there.
    for sample, claim, source in ((one, other, sources[0]), (other, one, sources[1])):
        if source.is_points and claim.care & ~(sample.care & ~sample.unknown):
            return False
    return True


class _Layout:
    """Which bit of a number belongs to which port."""

    def __init__(self, spec: Spec) -> None:
        self._inputs = {port.name: port.width for port in spec.inputs}
        self._outputs = {port.name: port.width for port in spec.ports if port not in spec.inputs}

    def cube(self, claim: Claim) -> _Cube:
        inputs, outputs = dict(claim.inputs), dict(claim.outputs)
        given = "".join(inputs.get(name, "-" * width) for name, width in self._inputs.items())
        wanted = "".join(outputs.get(name, "-" * width) for name, width in self._outputs.items())
        return _Cube(
            care=_number(given, "01x"), value=_number(given, "1"), unknown=_number(given, "x"),
            out_care=_number(wanted, "01"), out_value=_number(wanted, "1"),
        )  # fmt: skip

    def outputs_in(self, bits: int) -> Iterator[str]:
        """Names of the outputs that have a bit in a number."""
        at = sum(self._outputs.values())
        for name, width in self._outputs.items():
            at -= width
            if bits >> at & ((1 << width) - 1):
                yield name


def _number(bits: Bits, ones: str) -> int:
    return int("".join("01"[bit in ones] for bit in bits) or "0", 2)


def _told(output: str, sources: tuple[Source, Source], places: tuple[int, int]) -> Contradiction:
    claims = tuple(source.claims[at] for source, at in zip(sources, places, strict=True))
    demands = tuple(f"{output} = {dict(claim.outputs)[output]}" for claim in claims)
    return Contradiction(
        first=sources[0].name, first_place=sources[0].at(claims[0], output),
        second=sources[1].name, second_place=sources[1].at(claims[1], output),
        witness=witness(claims[0], claims[1]), demands=(demands[0], demands[1]),
    )  # fmt: skip


def witness(one: Claim, other: Claim) -> str:
    """Inputs that both claims mean; what neither of them fixes is 0."""
    found: dict[str, Bits] = {}
    for name, bits in (*one.inputs, *other.inputs):
        before = found.get(name, "-" * len(bits))
        found[name] = "".join(b if a in "-x" else a for a, b in zip(before, bits, strict=True))
    return ", ".join(f"{name} = {bits.replace('-', '0')}" for name, bits in found.items())
