"""Stimuli from the ports of a design: exhaustive where it is small, else constrained random."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator, Sequence

from rtlgen.spec.model import Obligation, ObligationKind, Port, RoleKind
from rtlgen.verdict import TraceStep
from rtlgen.verilog.design import Design

EXHAUSTIVE_BITS = 10
"""Combinational designs of up to this many input bits see every combination."""
RANDOM_VECTORS = 500
CYCLES = 600
_SEGMENT_CYCLES = 24
_EXPANDED_BITS = 6
"""Don't-care input bits of one vector that are expanded fully; more are sampled."""


def design_stimulus(design: Design, seed: int) -> tuple[TraceStep, ...]:
    """Return a stimulus that suits the roles of the design's inputs; nothing is expected yet."""
    rng = random.Random(seed)  # noqa: S311 - stimulus, not a secret
    if design.clocks:
        return tuple(_clocked(design, rng))
    return tuple(TraceStep(inputs=levels) for levels in _combinational(design.inputs, rng))


def _combinational(
    ports: Sequence[Port], rng: random.Random
) -> Iterator[tuple[tuple[str, str], ...]]:
    bits = sum(port.width for port in ports)
    if bits <= EXHAUSTIVE_BITS:
        for number in range(1 << bits):
            yield _cut(format(number, f"0{bits}b") if bits else "", ports)
        # Once more in another order: a latch remembers, combinational logic does not.
        numbers = list(range(1 << bits))
        rng.shuffle(numbers)
        for number in numbers:
            yield _cut(format(number, f"0{bits}b") if bits else "", ports)
        return
    corners = [[value(port.width, kind, rng) for kind in _CORNERS] for port in ports]
    for values in itertools.islice(itertools.product(*corners), 256):
        yield tuple((p.name, v) for p, v in zip(ports, values, strict=True))
    for _ in range(RANDOM_VECTORS):
        yield tuple((p.name, value(p.width, rng.choice(_KINDS), rng)) for p in ports)


_CORNERS = ("zeros", "ones", "one", "msb")
_KINDS = ("random", "random", "random", "small", "zeros", "ones", "one", "msb", "onehot")


def value(width: int, kind: str, rng: random.Random) -> str:
    """Return bits of a kind: corner values, small numbers, one-hot, or random."""
    match kind:
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
    return format(rng.getrandbits(width), f"0{width}b")


def _cut(bits: str, ports: Sequence[Port]) -> tuple[tuple[str, str], ...]:
    levels, at = [], 0
    for port in ports:
        levels.append((port.name, bits[at : at + port.width]))
        at += port.width
    return tuple(levels)


def _clocked(design: Design, rng: random.Random) -> Iterator[TraceStep]:
    """Reset, then segments in which each input is random, held at 0 or held at a value."""
    clocks, resets = design.clocks, design.resets
    data = [p for p in design.inputs if p.role.kind is RoleKind.DATA]
    idle = {c.name: "1" if c.role.active_low else "0" for c in clocks}
    active = {name: "0" if level == "1" else "1" for name, level in idle.items()}
    quiet = {p.name: "0" * p.width for p in data}

    def levels(asserted: bool) -> dict[str, str]:
        return {r.name: "1" if asserted != r.role.active_low else "0" for r in resets}

    for _ in range(2):
        yield _step({**idle, **levels(True), **quiet})
        yield _step(active)
    modes: dict[str, str] = {}
    for cycle in range(CYCLES):
        if cycle % _SEGMENT_CYCLES == 0:
            held = {p.name: value(p.width, rng.choice(_KINDS), rng) for p in data}
            modes = {
                p.name: rng.choice(("random", "random", "held", "zeros", "ones")) for p in data
            }
            is_quiet = rng.random() < 0.5
        now = {
            p.name: held[p.name]
            if modes[p.name] == "held"
            else value(
                p.width, rng.choice(_KINDS) if modes[p.name] == "random" else modes[p.name], rng
            )
            for p in data
        }
        asserted = levels(False)
        for reset in resets:
            if rng.random() < (0.01 if is_quiet else 0.06):
                asserted[reset.name] = "0" if reset.role.active_low else "1"
        ticking = [c for c in idle if len(idle) == 1 or rng.random() < 0.7]
        yield _step({**{c: idle[c] for c in ticking}, **asserted, **now})
        late = {r.name: asserted[r.name] for r in resets}
        if rng.random() < 0.02 and resets:
            late.update(levels(True))  # a reset while the clock is active
        yield _step({**{c: active[c] for c in ticking}, **late})


def _step(levels: dict[str, str]) -> TraceStep:
    return TraceStep(inputs=tuple(levels.items()))


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
