"""A product machine as an and-inverter graph: for ABC, and to run concrete inputs through it."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rtlgen.formal.aig import Bits, Blaster, Graph, Literal
from rtlgen.formal.machine import Product, StateVariable

Frame = Mapping[str, int]
"""Input of the product → its value in one frame."""

_PATTERNS = 64
_FRAMES = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Circuit:
    """The graph with the meaning of its leaves.

    Latches of AIGER start at 0. A state bit that starts at 1 is stored inverted; one that starts
    at any value is read from a further input in the first frame.
    """

    graph: Graph
    inputs: tuple[tuple[str, Bits], ...]
    """Input of the product → its leaves."""
    latches: tuple[Literal, ...]
    following: tuple[Literal, ...]
    bad: Literal
    wanted: tuple[tuple[str, Bits, Bits], ...]
    """(output, what the reference answers, its unknown bits)."""
    leaves: int
    """Inputs of the graph, those for arbitrary initial values included."""

    def aiger(self) -> bytes:
        """Return the file that ABC reads."""
        return self.graph.binary(self.leaves, self.following, self.bad)

    def run(self, frames: Sequence[Sequence[int]], width: int = 1) -> list[list[int]]:
        """Return the value of each node in each frame, from power-up.

        Args:
            frames: One value for each input of the graph, for each frame.
            width: How many runs there are side by side; each value is a vector of so many bits.
        """
        state, history = [0] * len(self.latches), []
        for frame in frames:
            values = self.graph.evaluate([*frame, *state], width)
            history.append(values)
            state = [self.graph.read(values, literal, width) for literal in self.following]
        return history

    def undetermined(self, seed: int = 0) -> tuple[set[str], bool]:
        """Return outputs of which no bit was ever known in random runs, and whether that is all."""
        doubtful = {name for name, _, unknown in self.wanted if any(unknown)}
        if not doubtful:
            return set(), False
        rng = random.Random(seed)  # noqa: S311 - stimulus, not a secret
        frames = [[rng.getrandbits(_PATTERNS) for _ in range(self.leaves)] for _ in range(_FRAMES)]
        history = self.run(frames, _PATTERNS)
        everywhere = (1 << _PATTERNS) - 1
        for name, _, unknown in self.wanted:
            if any(
                self.graph.read(values, bit, _PATTERNS) != everywhere
                for values in history for bit in unknown
            ):  # fmt: skip
                doubtful.discard(name)
        return doubtful, len(doubtful) == len(self.wanted)


def build_circuit(product: Product) -> Circuit:
    """Blast a product machine to bits.

    Raises:
        ValueError: an expression that has no circuit.
    """
    graph = Graph()
    inputs = tuple((name, [graph.leaf() for _ in range(width)]) for name, width in product.inputs)
    arbitrary = _arbitrary(graph, product)
    leaves = graph.leaves
    stored = {s.name: [graph.leaf() for _ in range(s.width)] for s in product.states}
    # 1 in every frame but the first: then the stored value counts, not the arbitrary one.
    later = graph.leaf() if any(map(any, arbitrary.values())) else 0
    values = dict(inputs)
    for state in product.states:
        values[state.name] = _present(
            graph, state, stored[state.name], arbitrary[state.name], later
        )
    blaster = Blaster(graph, values)
    following = [
        bit ^ (start == "1")
        for state in product.states
        for bit, start in zip(blaster.bits(state.next), reversed(state.initial), strict=True)
    ]
    (bad,) = blaster.bits(product.bad)
    wanted = tuple(
        (name, blaster.bits(word.value), blaster.bits(word.mask))
        for name, word, _ in product.outputs
    )
    return Circuit(
        graph=graph, inputs=inputs, bad=bad, wanted=wanted, leaves=leaves,
        latches=(*(bit for bits in stored.values() for bit in bits), *([later] if later else [])),
        following=(*following, *([1] if later else [])),
    )  # fmt: skip


def _arbitrary(graph: Graph, product: Product) -> dict[str, Bits]:
    """Make a leaf for each arbitrary initial bit; twins share theirs, all other places are 0."""
    own = {
        state.name: [graph.leaf() if bit == "x" else 0 for bit in reversed(state.initial)]
        for state in product.states if state.twin is None
    }  # fmt: skip
    for state in product.states:
        if state.twin is not None:
            own[state.name] = own[state.twin]
    return own


def _present(
    graph: Graph, state: StateVariable, stored: Bits, arbitrary: Bits, later: Literal
) -> Bits:
    bits = []
    for bit, start, first in zip(stored, reversed(state.initial), arbitrary, strict=True):
        if start == "x":
            bits.append(graph.mux(later, bit, first) if later else bit)
        else:
            bits.append(bit ^ (start == "1"))
    return bits


def is_copy(product: Product) -> bool:
    """Prove by induction that paired registers are always equal, and with them the outputs.

    Both designs are blasted over the same leaves, where equal logic becomes the same node; so this
    is a proof for copies and renamed copies, cheap and without a solver.
    """
    twins = dict(product.pairs)
    states = {state.name: state for state in product.states}
    for name, other in twins.items():
        if states[name].initial != states[other].initial:
            return False
    if any(name.startswith("gate:") and name not in twins for name in states):
        return False
    graph = Graph()
    values = {name: [graph.leaf() for _ in range(width)] for name, width in product.inputs}
    for name, state in states.items():
        if name not in twins:
            values[name] = [graph.leaf() for _ in range(state.width)]
    for name, other in twins.items():
        values[name] = values[other]
    blaster = Blaster(graph, values)
    return blaster.bits(product.bad) == [0] and all(
        blaster.bits(states[name].next) == blaster.bits(states[other].next)
        for name, other in twins.items()
    )
