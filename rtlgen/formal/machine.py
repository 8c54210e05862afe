"""The product of reference and design as one state machine, with the state that must not occur.

Time runs in frames. In each frame the data inputs take new levels, everything settles, and the
outputs are compared; then the clocks move, and registers take the data of this frame. That is the
order in which the testbench drives a step, so a counterexample can be replayed in Icarus.

Power-up: a register without an initial value is unknown in the reference, whose outputs demand
nothing as long as they depend on it, and arbitrary in the design under test. Where the reference
has resets, all of them are asserted at first, through one active edge of every clock, and nothing
is compared before that.

Where only one edge of each clock matters, a clock is a `tick` per frame, else it is a level.

Not covered: pulses of no width on clocks and asynchronous resets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import z3

from rtlgen.formal.clocking import Clocking, read_clocking
from rtlgen.formal.evaluation import Evaluation
from rtlgen.formal.netlist import LATCHES, NetCell, Netlist, Unsupported
from rtlgen.formal.words import Word, bit_of, choose, constant, known


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """What surrounds both designs."""

    inputs: Mapping[str, int]
    """Input port → bits."""
    idle: Mapping[str, int]
    """Clock → its level at power-up."""
    resets: Mapping[str, int]
    """Reset → its active level."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StateVariable:
    """One variable of the product."""

    name: str
    width: int
    next: Any
    """Its value in the next frame, over this frame's variables and inputs."""
    initial: str
    """Bits at power-up, most significant first: `0`, `1`, or `x` for an arbitrary one."""
    twin: str | None = None
    """Variable whose arbitrary bits at power-up this one shares."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """The machine: names of variables are names of Z3 constants."""

    inputs: tuple[tuple[str, int], ...]
    """(name, bits) of all that is free in each frame."""
    states: tuple[StateVariable, ...]
    bad: Any
    """Bool: the outputs differ where the reference demands something."""
    outputs: tuple[tuple[str, Word, Any], ...]
    """(port, what the reference answers, what the design answers)."""
    prefix: int
    """Frames at the beginning in which the resets are asserted and nothing is compared."""
    has_ticks: bool
    """Whether clocks are ticks (else levels)."""
    clocks: tuple[str, ...]
    rising: Mapping[str, bool]
    """Clock → whether its rising edge is the tick; only with ticks."""
    pairs: tuple[tuple[str, str], ...]
    """(variable of the design, variable of the reference) that may well be always equal."""


@dataclass(slots=True)
class _Variables:
    """Collects the free inputs and the state of the product while it is built."""

    inputs: list[tuple[str, int]] = field(default_factory=list)
    states: list[StateVariable] = field(default_factory=list)

    def free(self, name: str, width: int) -> Any:
        """Return a constant that is free in each frame."""
        self.inputs.append((name, width))
        return z3.BitVec(name, width)

    def anything(self) -> Callable[[int], Word]:
        """Return what makes words that may be anything; its nth word is always the same one."""
        count = iter(range(1 << 30))

        def word(width: int) -> Word:
            name = f"any:{next(count)}:{width}"
            if (name, width) not in self.inputs:
                self.free(name, width)
            return Word(z3.BitVec(name, width))

        return word

    def unknown(self) -> Callable[[int], Word]:
        """Return what makes words of which nothing is known.

        The value behind them is ours to choose: the nth one is the nth of `anything`, so that
        copies of one design stay equal in every bit.
        """
        anything = self.anything()
        return lambda width: Word(anything(width).value, constant(-1, width))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clocks:
    """The clocks between this frame and the next."""

    has_ticks: bool
    edge: Mapping[str, Any]
    """Clock → Bool: it ticks (ticks only)."""
    now: Mapping[str, Word]
    after: Mapping[str, Word]
    """Clock → level in the next frame."""

    def active(self, clock: str, rising: bool) -> Word:
        """Return whether the edge occurs, as one bit."""
        if self.has_ticks:
            return Word(bit_of(self.edge[clock]))
        old, new = self.now[clock].value, self.after[clock].value
        return Word(~old & new if rising else old & ~new)


def build_product(gold: Netlist, gate: Netlist, environment: Environment) -> Product:
    """Join a reference and a design.

    Raises:
        Unsupported: a construct that is not modelled, with its line.
    """
    clockings = [read_clocking(netlist, environment.idle) for netlist in (gold, gate)]
    edges = {
        name: set().union(*(c.polarities(name) for c in clockings)) for name in environment.idle
    }
    has_ticks = not any(c.needs_levels for c in clockings) and all(
        len(found) < 2 for found in edges.values()
    )
    variables = _Variables()
    prefix = (1 if has_ticks else 2) if environment.resets and any(edges.values()) else 0
    waiting = _prefix(variables, prefix)
    clocks = _clocks(variables, environment, waiting, has_ticks=has_ticks)
    inputs = _inputs(variables, environment, waiting)
    idle = environment.idle if not has_ticks else {}
    pairs = dict(_pairs(gold, gate))
    wanted = _reference(variables, gold, clockings[0], inputs, clocks, idle, pairs)
    machine = _Side(gate, clockings[1], variables.anything, idle)
    stored = {
        cell.name: Word(z3.BitVec(f"gate:{cell.name}", len(cell.output))) for cell in gate.states
    }
    answers, following = machine.step(inputs, clocks, stored)
    for cell in gate.states:
        variables.states.append(StateVariable(
            name=f"gate:{cell.name}", width=len(cell.output), next=following[cell.name].value,
            initial=machine.initial(cell),
        ))  # fmt: skip
    outputs = tuple((name, wanted[name], answers[name].value) for name in gold.outputs)
    differ = [z3.Or(*_differences(outputs))]
    return Product(
        inputs=tuple(variables.inputs), states=tuple(variables.states),
        bad=z3.And(z3.Not(waiting), *differ), outputs=outputs, prefix=prefix, has_ticks=has_ticks,
        clocks=tuple(environment.idle),
        rising={name: found != {False} for name, found in edges.items()},
        pairs=tuple((f"gate:{theirs}", f"gold:{ours}") for ours, theirs in pairs.items()),
    )  # fmt: skip


def _pairs(gold: Netlist, gate: Netlist) -> Iterator[tuple[str, str]]:
    """Pair registers of the two designs, by name where that works, else by width and order."""
    free = {cell.name: cell for cell in gate.states}
    names = {gate.name_of(cell): cell for cell in gate.states}
    later: list[NetCell] = []
    for cell in gold.states:
        partner = names.get(gold.name_of(cell))
        if partner is None or partner.name not in free or not _fits(cell, partner):
            later.append(cell)
            continue
        del free[partner.name]
        yield cell.name, partner.name
    for cell in later:
        partner = next((other for other in free.values() if _fits(cell, other)), None)
        if partner is not None:
            del free[partner.name]
            yield cell.name, partner.name


def _fits(cell: NetCell, other: NetCell) -> bool:
    return len(cell.output) == len(other.output) and cell.type == other.type


def _differences(outputs: tuple[tuple[str, Word, Any], ...]) -> Iterator[Any]:
    for _, wanted, answer in outputs:
        differs = wanted.value ^ answer
        if wanted.unknown is not None:
            differs &= ~wanted.unknown
        yield differs != constant(0, wanted.width)


def _prefix(variables: _Variables, frames: int) -> Any:
    """Count the frames of the prefix; return the Bool that says whether it is still going on."""
    if not frames:
        return z3.BoolVal(False)
    count = z3.BitVec("frame", 2)
    waiting = z3.ULT(count, constant(frames, 2))
    following = z3.If(waiting, count + constant(1, 2), count)
    variables.states.append(StateVariable(name="frame", width=2, next=following, initial="00"))
    return waiting


def _clocks(
    variables: _Variables, environment: Environment, waiting: Any, *, has_ticks: bool
) -> _Clocks:
    edge: dict[str, Any] = {}
    now: dict[str, Word] = {}
    after: dict[str, Word] = {}
    for name, idle in environment.idle.items():
        if has_ticks:
            tick = variables.free(f"tick:{name}", 1)
            edge[name] = z3.Or(waiting, tick == constant(1, 1))
            now[name] = after[name] = known(0, 1)
            continue
        level = z3.BitVec(f"clock:{name}", 1)
        chosen = z3.If(waiting, ~level, variables.free(f"level:{name}", 1))
        variables.states.append(
            StateVariable(name=f"clock:{name}", width=1, next=chosen, initial=str(idle))
        )
        now[name], after[name] = Word(level), Word(chosen)
    return _Clocks(has_ticks=has_ticks, edge=edge, now=now, after=after)


def _inputs(variables: _Variables, environment: Environment, waiting: Any) -> dict[str, Word]:
    words = {}
    for name, width in environment.inputs.items():
        if name in environment.idle:
            continue
        level = variables.free(f"in:{name}", width)
        if name in environment.resets:
            level = z3.If(waiting, constant(environment.resets[name], width), level)
        words[name] = Word(level)
    return words


def _reference(
    variables: _Variables, gold: Netlist, clocking: Clocking, inputs: Mapping[str, Word],
    clocks: _Clocks, idle: Mapping[str, int], pairs: Mapping[str, str],
) -> dict[str, Word]:  # fmt: skip
    """Add the reference and return its outputs.

    A register gets a second variable for its unknown bits only if some of them can be unknown.
    What value stands behind an unknown bit is ours to choose: at power-up it is that of the
    register in the design that it is paired with, so that copies stay equal in every bit.
    """
    machine = _Side(gold, clocking, variables.unknown, idle)
    doubtful = {cell.name for cell in gold.states if "x" in machine.initial(cell)}
    while True:
        stored = {
            cell.name: Word(
                z3.BitVec(f"gold:{cell.name}", len(cell.output)),
                z3.BitVec(f"unknown:{cell.name}", len(cell.output))
                if cell.name in doubtful else None,
            )
            for cell in gold.states
        }  # fmt: skip
        outputs, following = machine.step(inputs, clocks, stored)
        more = {name for name, word in following.items() if word.unknown is not None} - doubtful
        if not more:
            break
        doubtful |= more
    for cell in gold.states:
        initial, width = machine.initial(cell), len(cell.output)
        variables.states.append(StateVariable(
            name=f"gold:{cell.name}", width=width, next=following[cell.name].value,
            initial=initial, twin=f"gate:{pairs[cell.name]}" if cell.name in pairs else None,
        ))  # fmt: skip
        if cell.name in doubtful:
            variables.states.append(StateVariable(
                name=f"unknown:{cell.name}", width=width, next=following[cell.name].mask,
                initial="".join("1" if bit == "x" else "0" for bit in initial),
            ))  # fmt: skip
    return outputs


class _Side:
    """One of the two designs."""

    def __init__(
        self, netlist: Netlist, clocking: Clocking,
        unknown: Callable[[], Callable[[int], Word]], idle: Mapping[str, int],
    ) -> None:  # fmt: skip
        self._netlist = netlist
        self._clocking = clocking
        self._unknown = unknown
        self._idle = idle

    def initial(self, cell: NetCell) -> str:
        """Return the bits of a register at power-up, most significant first."""
        if cell.name in self._clocking.edges:
            clock, rising = self._clocking.edges[cell.name]
            # Driving the clock for the first time is an edge from x: the register takes x.
            if clock in self._idle and bool(self._idle[clock]) == rising:
                return "x" * len(cell.output)
        return "".join(self._netlist.initial.get(bit, "x") for bit in reversed(cell.output))

    def step(
        self, inputs: Mapping[str, Word], clocks: _Clocks, stored: Mapping[str, Word]
    ) -> tuple[dict[str, Word], dict[str, Word]]:
        """Return the outputs of this frame, and what is stored in the next one."""
        netlist, unknown = self._netlist, self._unknown()
        present = Evaluation(netlist, {**inputs, **clocks.now}, stored, unknown)
        outputs = {name: present.word(bits) for name, bits in netlist.outputs.items()}
        following: dict[str, Word] = {}
        for cell in netlist.states:
            held = present.word(cell.output)
            if cell.type in LATCHES:
                following[cell.name] = held
                continue
            edge = clocks.active(*self._clocking.edges[cell.name])
            taken = choose(edge, present.word(cell.connections["D"]), held)
            following[cell.name] = present.after_reset(cell, taken)
        latches = [cell for cell in netlist.states if cell.type in LATCHES]
        if latches:
            # Between the edge and the next data, open latches follow the registers.
            between = Evaluation(netlist, {**inputs, **clocks.after}, following, unknown)
            following |= {cell.name: between.word(cell.output) for cell in latches}
        return outputs, following


__all__ = ["Environment", "Product", "StateVariable", "Unsupported", "build_product"]
