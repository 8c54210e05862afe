"""Stimuli from the structure of a design: ports, roles, and the numbers in its text.

Combinational designs of few input bits see every combination. Others see corner values, the
design's own constants and their neighbours, one-hot values and random ones. Clocked designs are
reset, run freely for as long as their largest constant can matter, and then in segments in which
each input is random or held, with resets in between.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from rtlgen.spec.model import Obligation, ObligationKind, Port, RoleKind
from rtlgen.verdict import TraceStep
from rtlgen.verilog.constants import literal_values
from rtlgen.verilog.design import Design

EXHAUSTIVE_BITS = 10
"""Combinational designs of up to this many input bits see every combination."""
RANDOM_VECTORS = 500
CYCLES = 600
LONGEST_RUN = 2500
"""Most cycles of a run without a reset."""
_SEGMENT_CYCLES = 24
_EXPANDED_BITS = 6
"""Don't-care input bits of one vector that are expanded fully; more are sampled."""


class Values:
    """Draws values for input ports."""

    def __init__(self, constants: Sequence[int], rng: random.Random) -> None:
        """Draw with `rng`; `constants` are numbers that matter to the design."""
        self._rng = rng
        near = {n for value in constants for n in (value - 1, value, value + 1)}
        self._constants = tuple(sorted(n for n in near if n >= 0))
        self.largest = max(constants, default=0)
        """The largest number in the design."""

    def draw(self, width: int, kind: str = "") -> str:
        """Return bits of a kind, or of any kind.

        Args:
            width: Bits.
            kind: `zeros`, `ones`, `one`, `msb`, `onehot`, `small`, `constant` or `random`.
        """
        rng = self._rng
        match kind or rng.choice(_KINDS):
            case "zeros":
                return "0" * width
            case "ones":
                return "1" * width
            case "one":
                return "1".rjust(width, "0")
            case "msb":
                return "1".ljust(width, "0")
            case "onehot":
                return format(1 << rng.randrange(width), f"0{width}b")
            case "small":
                return format(rng.randrange(1 << min(width, 3)), f"0{width}b")
            case "constant":
                fitting = [n for n in self._constants if n < 1 << width]
                return format(rng.choice(fitting or [0]), f"0{width}b")
        return format(rng.getrandbits(width), f"0{width}b")


_CORNERS = ("zeros", "ones", "one", "msb", "constant")
_KINDS = ("random", "random", "random", "small", "zeros", "ones", "one", "msb", "onehot",
          "constant", "constant")  # fmt: skip


def design_stimulus(design: Design, seed: int) -> tuple[TraceStep, ...]:
    """Return a stimulus that suits a design; nothing is expected yet."""
    rng = random.Random(seed)  # noqa: S311 - stimulus, not a secret
    values = Values(literal_values(design.verilog), rng)
    if design.clocks:
        return tuple(_clocked(design, values, rng))
    return tuple(TraceStep(inputs=levels) for levels in _combinational(design.inputs, values, rng))


def _combinational(
    ports: Sequence[Port], values: Values, rng: random.Random
) -> Iterator[tuple[tuple[str, str], ...]]:
    bits = sum(port.width for port in ports)
    if bits <= EXHAUSTIVE_BITS:
        for number in _orders(1 << bits, rng):
            yield _cut(format(number, f"0{bits}b") if bits else "", ports)
        return
    corners = [[values.draw(port.width, kind) for kind in _CORNERS] for port in ports]
    for drawn in itertools.islice(itertools.product(*corners), 256):
        yield tuple((p.name, v) for p, v in zip(ports, drawn, strict=True))
    for _ in range(RANDOM_VECTORS):
        yield tuple((p.name, values.draw(p.width)) for p in ports)


def _orders(count: int, rng: random.Random) -> Iterator[int]:
    """Yield all numbers in turn, then in other orders: a latch remembers, pure logic does not.

    Few numbers come in every order of two.
    """
    numbers = list(range(count))
    yield from numbers
    if count * count <= RANDOM_VECTORS:
        for first, second in itertools.product(numbers, numbers):
            yield from (first, second)
        return
    for _ in range(max(1, RANDOM_VECTORS // count)):
        rng.shuffle(numbers)
        yield from numbers


def _cut(bits: str, ports: Sequence[Port]) -> tuple[tuple[str, str], ...]:
    levels, at = [], 0
    for port in ports:
        levels.append((port.name, bits[at : at + port.width]))
        at += port.width
    return tuple(levels)


_NOTHING: Final[Mapping[str, str]] = MappingProxyType({})


class _Clocked:
    """Turns cycles into steps: the idle half, then the active half of the clocks."""

    def __init__(self, design: Design, rng: random.Random) -> None:
        self._rng = rng
        self._resets = design.resets
        self._idle = {c.name: "1" if c.role.active_low else "0" for c in design.clocks}

    def levels(self, asserted: bool) -> dict[str, str]:
        """Return the levels of all resets."""
        return {r.name: "1" if asserted != r.role.active_low else "0" for r in self._resets}

    def cycle(
        self, data: dict[str, str], resets: dict[str, str], late: Mapping[str, str] = _NOTHING
    ) -> Iterator[TraceStep]:
        """Yield two steps; of several clocks each one ticks in most cycles only.

        Args:
            data: Levels of the data inputs, from the idle half on.
            resets: Levels of the resets in the idle half.
            late: Data and resets that have other levels once the clocks are active.
        """
        ticking = [c for c in self._idle if len(self._idle) == 1 or self._rng.random() < 0.7]
        idle = {name: self._idle[name] for name in ticking}
        active = {name: "0" if self._idle[name] == "1" else "1" for name in ticking}
        yield TraceStep(inputs=tuple({**idle, **resets, **data}.items()))
        yield TraceStep(inputs=tuple({**active, **resets, **late}.items()))

    def start(self, data: dict[str, str]) -> Iterator[TraceStep]:
        """Yield two cycles under reset in which every clock ticks."""
        active = {name: "0" if level == "1" else "1" for name, level in self._idle.items()}
        for _ in range(2):
            inputs = {**self._idle, **self.levels(True), **data}
            yield TraceStep(inputs=tuple(inputs.items()))
            yield TraceStep(inputs=tuple(active.items()))


def _clocked(design: Design, values: Values, rng: random.Random) -> Iterator[TraceStep]:
    """Reset, then free runs, then segments."""
    clocked = _Clocked(design, rng)
    data = [p for p in design.inputs if p.role.kind is RoleKind.DATA]
    yield from clocked.start({p.name: "0" * p.width for p in data})
    yield from _free_runs(clocked, data, values)
    modes: dict[str, str] = {}
    held: dict[str, str] = {}
    is_quiet = is_two_faced = False
    for cycle in range(CYCLES):
        if cycle % _SEGMENT_CYCLES == 0:
            held = {p.name: values.draw(p.width) for p in data}
            modes = {
                p.name: rng.choice(("random", "random", "held", "zeros", "ones")) for p in data
            }
            is_quiet = rng.random() < 0.5
            # What looks at both edges, or is open while the clock is active, shows itself only
            # when data changes in both halves.
            is_two_faced = rng.random() < 0.25
        now = _drawn(data, modes, held, values)
        resets = clocked.levels(False)
        for reset in design.resets:
            if rng.random() < (0.01 if is_quiet else 0.06):
                resets[reset.name] = "0" if reset.role.active_low else "1"
        late = _drawn(data, modes, held, values) if is_two_faced else {}
        if rng.random() < 0.02:
            late |= clocked.levels(True)
        yield from clocked.cycle(now, resets, late)


def _drawn(
    data: Sequence[Port], modes: Mapping[str, str], held: Mapping[str, str], values: Values
) -> dict[str, str]:
    """Draw the data inputs, each in its mode."""
    return {
        p.name: held[p.name]
        if modes[p.name] == "held"
        else values.draw(p.width, "" if modes[p.name] == "random" else modes[p.name])
        for p in data
    }


def _free_runs(clocked: _Clocked, data: Sequence[Port], values: Values) -> Iterator[TraceStep]:
    """Let the design run without a reset until it has counted to its largest constant twice.

    Once with all single-bit inputs at 1, as enables mostly are, and once with random inputs.
    """
    if values.largest <= _SEGMENT_CYCLES or values.largest > LONGEST_RUN:
        return
    cycles = min(2 * values.largest + _SEGMENT_CYCLES, LONGEST_RUN)
    for is_enabled in (True, False):
        for _ in range(cycles):
            now = {
                p.name: "1" if is_enabled and p.width == 1 else values.draw(p.width) for p in data
            }
            yield from clocked.cycle(now, clocked.levels(False))
        yield from clocked.start({p.name: "0" * p.width for p in data})


def obligation_runs(
    obligations: Sequence[Obligation], design: Design, seed: int
) -> tuple[tuple[TraceStep, ...], ...]:
    """Turn obligations into runs from power-up: one for all combinational vectors, and one each.

    A `-` among the inputs of a combinational vector stands for every value: up to 6 such bits are
    expanded, beyond that 64 values are drawn.
    """
    rng = random.Random(seed)  # noqa: S311 - stimulus, not a secret
    runs: list[tuple[TraceStep, ...]] = []
    together: list[TraceStep] = []
    for obligation in obligations:
        if obligation.kind is ObligationKind.COMBINATIONAL:
            for vector in obligation.vectors:
                together += _expanded(vector.inputs, vector.expected, design, rng)
        else:
            runs.append(
                tuple(TraceStep(inputs=v.inputs, expected=v.expected) for v in obligation.vectors)
            )
    if together:
        # Once more backwards: a latch gives itself away when the order changes.
        runs.insert(0, (*together, *reversed(together)))
    return tuple(runs)


def _expanded(
    inputs: Sequence[tuple[str, str]],
    expected: tuple[tuple[str, str], ...],
    design: Design,
    rng: random.Random,
) -> Iterator[TraceStep]:
    named = dict(inputs)
    whole = [(p.name, named.get(p.name, "-" * p.width)) for p in design.inputs]
    pattern = "".join(bits for _, bits in whole)
    stated_free = sum(bits.count("-") for bits in named.values())
    free = pattern.count("-")
    if stated_free == free and free <= _EXPANDED_BITS:
        fills = [format(n, f"0{free}b") if free else "" for n in range(1 << free)]
    else:
        fills = [
            format(rng.getrandbits(free), f"0{free}b") for _ in range(64 if stated_free else 4)
        ]
    for fill in fills:
        taken = iter(fill)
        bits = "".join(next(taken) if b == "-" else b for b in pattern)
        yield TraceStep(inputs=_cut(bits, design.inputs), expected=expected)
