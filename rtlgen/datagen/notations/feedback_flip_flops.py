"""Flip-flops with gates around them in further notations."""

from __future__ import annotations

import itertools
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.logic import Term, evaluate, leaves, ones
from rtlgen.datagen.notations.clock_lines import clock_lines, edge_of, kind_of
from rtlgen.datagen.notations.gate_trees import between, number, phrase, postfix, prefix
from rtlgen.datagen.notations.truth_cubes import Signs, levels, product_of, sum_of
from rtlgen.datagen.series import series
from rtlgen.exact.minimise import minimise

_C = Signs(" & ", " | ", "~")
_SYMBOLS = Signs(" ∧ ", " ∨ ", "¬")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Net:
    clocking: Clocking
    nexts: Mapping[str, Term]
    first: Sequence[int]
    inputs: Sequence[str]
    out: str
    last: Term

    @property
    def values(self) -> str:
        """What a reset leaves."""
        return ", ".join(f"{n} = {bit}" for n, bit in zip(self.nexts, self.first, strict=True))

    def seen(self, term: Term) -> list[str]:
        """Return what a term looks at: flip-flops, then inputs."""
        return [name for name in (*self.nexts, *self.inputs) if name in leaves(term)]

    def cubes(self, term: Term, value: int = 1) -> tuple[str, ...]:
        """Return cubes in which a term has a value."""
        names = self.seen(term)
        return minimise(len(names), _rows(term, names, value))

    def goes(self, state: str, levels_of_inputs: str) -> str:
        """Return the state that follows."""
        names = (*self.nexts, *self.inputs)
        known = dict(zip(names, map(int, state + levels_of_inputs), strict=True))
        return "".join(str(evaluate(term, known)) for term in self.nexts.values())


def notations(
    clocking: Clocking, nexts: Mapping[str, Term], first: Sequence[int], inputs: Sequence[str],
    out: str, last: Term,
) -> tuple[str, ...]:  # fmt: skip
    """Say what flip-flops do.

    Args:
        clocking: Clock and reset.
        nexts: Flip-flop → what it takes.
        first: What a reset sets.
        inputs: Data inputs that there are.
        out: Name of the output.
        last: The output.
    """
    net = _Net(clocking=clocking, nexts=nexts, first=first, inputs=inputs, out=out, last=last)
    told = (*_listed(net), *_equations(net), *_behaviours(net), *_walks(net), *_trees(net))
    ends = clock_lines(clocking, net.values)
    ended = (f"{text} {ends[n % len(ends)]}" for n, text in enumerate(told))
    return (*ended, _json(net), _program(net))


def _rows(term: Term, names: Sequence[str], value: int = 1) -> list[int]:
    found = ones(term, names)
    return found if value else [row for row in range(1 << len(names)) if row not in found]


def _words(term: Term, names: Sequence[str], value: int = 1) -> str:
    return ", ".join(f"{row:0{len(names)}b}" for row in _rows(term, names, value))


def _all(net: _Net) -> list[tuple[str, Term]]:
    """Return all functions, the output last."""
    return [*net.nexts.items(), (net.out, net.last)]


def _bits(term: Term, names: Sequence[str]) -> str:
    """Write the output column of a truth table."""
    found = ones(term, names)
    return "".join(str(int(row in found)) for row in range(1 << len(names)))


def _listed(net: _Net) -> tuple[str, ...]:
    """List rows of the truth tables: ones, zeros, columns, cubes, a netlist of covers."""
    out, last, sees = net.out, net.last, net.seen
    minterms = [
        f"{name}({', '.join(sees(term))}) = m({', '.join(map(str, _rows(term, sees(term))))})"
        for name, term in _all(net)
    ]
    zeros = [
        f"{name} <- 0 for {{{','.join(sees(term))}}} = {_words(term, sees(term), 0)}"
        for name, term in net.nexts.items()
    ]
    luts = [
        f"{name} from LUT {_bits(term, sees(term))} at {{{', '.join(sees(term))}}}"
        for name, term in _all(net)
    ]
    cubes = [
        f"{name} ({' '.join(sees(term))}): {', '.join(net.cubes(term))}" for name, term in _all(net)
    ]
    covers = [
        f"names {' '.join(sees(term))} d_{name} {{{', '.join(net.cubes(term))}}}; "
        f"latch d_{name} {name}"
        for name, term in net.nexts.items()
    ]
    return (
        (
            f"Exam problem. Realise with D flip-flops, all minterm numbers having their first "
            f"variable as the most significant: next {'; next '.join(minterms[:-1])}. The circuit "
            f"shows {minterms[-1]}, a function without memory."
        ),
        (
            f"All D inputs are 1, except for the words in this list. {'. '.join(zeros)}. Likewise "
            f"the unregistered {out} gives 1 except for {' '.join(sees(last))} = "
            f"{_words(last, sees(last), 0)}."
        ),
        (
            f"FPGA view: one lookup table per bit, its contents written from address 0 upwards. "
            f"Flip-flops: "
            f"{'; '.join(luts[:-1])}. No flip-flop for this one: pin {luts[-1]}."
        ),
        (
            f"PLA sheet (- matches 0 and 1, no match means 0). Clocked rows: "
            f"{'; '.join(cubes[:-1])}. Row that bypasses the registers: {cubes[-1]}."
        ),
        (
            f"Netlist with covers of the ones, a dash for don't care: {'; '.join(covers)}; names "
            f"{' '.join(sees(last))} {out} {{{', '.join(net.cubes(last))}}}. A latch line means an "
            f"edge-triggered flip-flop, first its D, then its Q."
        ),
    )


def _equations(net: _Net) -> tuple[str, ...]:
    """Write reduced equations: sums, products, and those of other flip-flops."""
    out, last = net.out, net.last
    sums = [f"{n} <= {sum_of(net.cubes(t), net.seen(t), _C)}" for n, t in net.nexts.items()]
    products = [
        f"{name} := {product_of(net.cubes(term, 0), net.seen(term), _SYMBOLS)}"
        for name, term in _all(net)
    ]
    jk = [_jk(net, flop) for flop in net.nexts]
    return (
        (
            f"`{out}` unclocked, = {sum_of(net.cubes(last), net.seen(last), _C)}. clocked, two "
            f"levels of gates: {'; '.join(sums)}. nothing else inside."
        ),
        (
            f"In conjunctive form, at every tick simultaneously {', '.join(products[:-1])}; "
            f"permanently {products[-1]}. (∧ and, ∨ or, ¬ not.)"
        ),
        (
            f"Characteristic: each stored bit acts like a JK flip-flop, where J alone sets, K "
            f"alone clears, both invert and neither holds. {' '.join(jk)} Read out through gates "
            f"as {out} = {_short(net, last)}. D flip-flops may of course be used."
        ),
    )


def _short(net: _Net, term: Term) -> str:
    return sum_of(net.cubes(term), net.seen(term), _C)


def _jk(net: _Net, flop: str) -> str:
    """Write what sets and what clears a flip-flop, as functions of the other names."""
    term = net.nexts[flop]
    names = [name for name in net.seen(term) if name != flop]
    found = []
    for old in (0, 1):
        rows = [
            row
            for row, word in enumerate(itertools.product((0, 1), repeat=len(names)))
            if evaluate(term, {**dict(zip(names, word, strict=True)), flop: old}) != old
        ]
        found.append(sum_of(minimise(len(names), rows), names, _C))
    return f"{flop}: J = {found[0]}, K = {found[1]}."


def _behaviours(net: _Net) -> tuple[str, ...]:
    """Tell when bits flip, which conditions set them, and the same as choices."""
    out, last = net.out, net.last
    wishes = [f"{flop} := {phrase(term)}" for flop, term in net.nexts.items()]
    muxes = [f"{name} = {_mux(term, _turned(net, term))}" for name, term in _all(net)]
    seen = net.seen(last)
    lows = " or ".join(f"({levels(cube, seen)})" for cube in net.cubes(last, 0))
    return (
        (
            f"What matters is when a bit flips. {' '.join(_flips(net, f) for f in net.nexts)} "
            f"In all other cases an edge leaves a bit alone. {out} has no memory: low for {lows}, "
            f"high for the rest."
        ),
        (
            f"Hello all, I am new to flip-flops. Mine shall hold a yes or a no each: "
            f"{'; '.join(wishes)}. All are evaluated first and loaded afterwards, together. A LED "
            f"at `{out}` lights, with no clock involved, while {phrase(last)}. How do I write "
            f"that?"
        ),
        (
            f"Multiplexers only; c ? p : r picks p for c = 1. Into the D pins go "
            f"{series(muxes[:-1])}. Behind the flip-flops, {muxes[-1]}."
        ),
    )


def _flips(net: _Net, flop: str) -> str:
    term = net.nexts[flop]
    names = net.seen(term) if flop in leaves(term) else [flop, *net.seen(term)]
    rows = [
        row
        for row, word in enumerate(itertools.product((0, 1), repeat=len(names)))
        if evaluate(term, known := dict(zip(names, word, strict=True))) != known[flop]
    ]
    cases = " or ".join(f"({levels(cube, names)})" for cube in minimise(len(names), rows))
    return f"{flop} flips at an edge with {cases}."


def _turned(net: _Net, term: Term) -> list[str]:
    """Return what a term looks at, inputs first."""
    return [name for name in (*net.inputs, *net.nexts) if name in leaves(term)]


def _mux(term: Term, names: Sequence[str]) -> str:
    return _choice(_bits(term, names), names)


def _choice(column: str, names: Sequence[str]) -> str:
    """Split a column of a truth table by its first name."""
    if len(set(column)) == 1:
        return column[0]
    half, name = len(column) // 2, names[0]
    low, high = _choice(column[:half], names[1:]), _choice(column[half:], names[1:])
    if low == high:
        return low
    if {low, high} == {"0", "1"}:
        return name if high == "1" else f"~{name}"
    return f"({name} ? {high} : {low})"


def _walks(net: _Net) -> tuple[str, ...]:
    """Tell which state follows which: arrows, by input, by destination."""
    states = [f"{n:0{len(net.nexts)}b}" for n in range(1 << len(net.nexts))]
    words = [f"{n:0{len(net.inputs)}b}" for n in range(1 << len(net.inputs))]
    coded, given = "".join(f"<{name}>" for name in net.nexts), " ".join(net.inputs)
    arrows, entries = [], []
    for state in states:
        for target in states:
            on = [word for word in words if net.goes(state, word) == target]
            arrows += [f"{state} --{','.join(on)}--> {target}"] if on else []
            back = [(old, w) for old in states for w in words if net.goes(old, w) == state]
        sources = ", ".join(f"{old} on {w}" for old, w in back) or "nowhere in normal operation"
        entries.append(f"{state} from {sources}")
    rows = [
        f"{given} = {word} turns {', '.join(states)} into "
        f"{', '.join(net.goes(state, word) for state in states)}"
        for word in words
    ]
    seen = net.seen(net.last)
    high = f"{' '.join(seen)} = {_words(net.last, seen)}"
    return (
        (
            f"Transition graph. Node label: {coded}. Edge label: {given}. {'; '.join(arrows)}. "
            f"While {high} the value of {net.out} is 1, else 0, and never delayed."
        ),
        (
            f"Sorted by the inputs, the state word {coded} evolves per clock like this, position "
            f"by position: {'; '.join(rows)}. Combinational output {net.out}: high for {high}, low "
            f"for any other word."
        ),
        (
            f"Who gets where? The state ({', '.join(net.nexts)}) is entered as follows, the word "
            f"after `on` being {given}: {'; '.join(entries)}. {net.out} decodes it: "
            f"{_short(net, net.last)}."
        ),
    )


def _trees(net: _Net) -> tuple[str, ...]:
    """Write the gates as lists, for a stack, in numbers, and for a model checker."""
    functions = _all(net)
    lists = [f"(setq {name} {prefix(term)})" for name, term in functions]
    stack = [f"{postfix(term)} -> {name}" for name, term in functions]
    sums = [f"{name} = {number(term)}" for name, term in functions]
    signs = ("&", "|", "xor", "!")
    checked = [f"next({name}) := {between(term, signs)};" for name, term in net.nexts.items()]
    return (
        (
            f"Prefix lists. On a tick, in parallel, from old values: {' '.join(lists[:-1])} Off "
            f"the clock, always: {lists[-1]}."
        ),
        (
            f"Postfix, as for a pocket calculator with a stack (the last result goes to the "
            f"name behind the arrow). Registered: {'; '.join(stack[:-1])}. Not registered: "
            f"{stack[-1]}. Registered results become visible only after the edge."
        ),
        (
            f"Take bits as the integers 0 and 1. Then the values after a step are "
            f"{series(sums[:-1])}, computed from those before it; meanwhile {sums[-1]} holds at "
            f"any time."
        ),
        (
            f"For the model checker this read: {' '.join(checked)} DEFINE {net.out} := "
            f"{between(net.last, signs)}; Now it is needed as hardware."
        ),
    )


def _json(net: _Net) -> str:
    clocking, signs = net.clocking, ("and", "or", "!=", "not ")
    told = {
        "clock": {"pin": clocking.clock, "edge": edge_of(clocking)},
        "reset": {
            "pin": clocking.reset, "active": int(not clocking.is_low), "kind": kind_of(clocking),
        },
        "registers": {
            name: {"reset": bit, "next": between(term, signs)}
            for (name, term), bit in zip(net.nexts.items(), net.first, strict=True)
        },
        "combinational": {net.out: between(net.last, signs)},
    }  # fmt: skip
    return f"Generate the circuit of this configuration: {json.dumps(told)}."


def _program(net: _Net) -> str:
    """Write pseudo code that includes the reset."""
    clocking, signs = net.clocking, ("&", "|", "^", "1 ^ ")
    names = ", ".join(net.nexts)
    start = f"{names} = {', '.join(map(str, net.first))}"
    step = f"{names} = {', '.join(between(term, signs) for term in net.nexts.values())}"
    event, test = f"{edge_of(clocking)} {clocking.clock}", f"{clocking.reset} == "
    test += str(int(not clocking.is_low))
    code = (
        f"whenever {test}: {start}; else on {event}: {step}"
        if clocking.is_asynchronous
        else f"on {event}: if {test}: {start}; else: {step}"
    )
    return (
        f"Pseudo code (assignment of several values is parallel, 1 ^ inverts): {code}; always: "
        f"{net.out} = {between(net.last, signs)}."
    )
