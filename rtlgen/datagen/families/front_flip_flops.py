"""One D flip-flop with a gate, a multiplexer or an inverter before its input."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register
from rtlgen.datagen.told.front_flip_flops import others

_OUTPUTS = ("q", "q", "Q", "out", "z", "ff")
_PAIRS = (("a", "b"), ("x", "y"), ("d", "e"), ("in", "en"), ("p", "r"), ("w", "v"))
_SELECTS = ("s", "sel", "L", "load", "mode")
_GATES: Mapping[str, tuple[str, Callable[[int, int], int]]] = {
    "XOR": ("{0} ^ {1}", lambda a, b: a ^ b), "XNOR": ("~({0} ^ {1})", lambda a, b: 1 - (a ^ b)),
    "AND": ("{0} & {1}", lambda a, b: a & b), "OR": ("{0} | {1}", lambda a, b: a | b),
    "NAND": ("~({0} & {1})", lambda a, b: 1 - (a & b)),
    "NOR": ("~({0} | {1})", lambda a, b: 1 - (a | b)),
}  # fmt: skip
_NAMES = ("ff_with_logic", "d_stage", "dff_gate", "circuit", "ff_block", "top_module")
_UNKNOWN = -1


@dataclass(frozen=True, slots=True, kw_only=True)
class _Front:
    inputs: tuple[str, ...]
    expression: Callable[[str], str]
    """From the name of the flip-flop."""
    value: Callable[[Mapping[str, int], int], int]
    words: str
    """What is stored, as in `the XOR of a and q`."""
    parts: str
    """The same as parts of a drawing."""
    has_feedback: bool
    kind: str
    """A gate, or `mux`."""
    operands: tuple[str, ...]
    """Of the gate, or what the multiplexer takes for 0, what for 1, and its select."""


def draw(rng: random.Random) -> Drawn:
    """Draw what stands before the flip-flop."""
    out = rng.choice(_OUTPUTS)
    front = rng.choice((_gate, _gate, _fed_gate, _fed_gate, _mux, _mux, _hold))(rng, out)
    clocking = draw_clocking(rng, must_reset=front.has_feedback)
    has_inverse = rng.random() < 0.2
    inverse = f"{out}_n"

    def update(state: int, levels: Levels) -> int:
        return front.value(levels, state)

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        if state == _UNKNOWN:
            return {}
        return {out: state, inverse: 1 - state} if has_inverse else {out: state}

    first = rng.choice((0, 0, 0, 1)) if clocking.reset is not None else _UNKNOWN
    register = Register(
        clocking=clocking, out=out, width=1, first=max(first, 0), expression=front.expression,
        statement=lambda q: f"{q} <= {front.expression(q)};",
    )  # fmt: skip
    more = f"\n    assign {inverse} = ~{out};\n" if has_inverse else ""
    return Drawn(
        family="front_flip_flops",
        name=rng.choice(_NAMES),
        ports=(
            *clocking.ports, *(input_port(name) for name in front.inputs), output_port(out),
            *([output_port(inverse)] if has_inverse else []),
        ),
        bodies={style: body + more for style, body in register.bodies().items()},
        registers=register.registers(),
        says=_says(rng, front, out, inverse if has_inverse else "", lambda: clocking.says(
            rng, f"sets `{out}` to {max(first, 0)}"
        )),
        behaviour=clocking.behaviour(first, update, outputs),
    )  # fmt: skip


def _gate(rng: random.Random, out: str) -> _Front:
    (a, b), kind = _apart(rng, out), rng.choice(list(_GATES))
    form, combine = _GATES[kind]
    return _Front(
        inputs=(a, b), expression=lambda _: form.format(a, b),
        value=lambda levels, _: combine(levels[a], levels[b]),
        words=f"the {kind} of `{a}` and `{b}`", has_feedback=False,
        kind=kind, operands=(a, b),
        parts=f"the inputs `{a}` and `{b}` go to a 2-input {kind} gate, and the gate feeds the D "
        "input",
    )  # fmt: skip


def _fed_gate(rng: random.Random, out: str) -> _Front:
    (a, _), kind = _apart(rng, out), rng.choice(list(_GATES))
    form, combine = _GATES[kind]
    return _Front(
        inputs=(a,), expression=lambda q: form.format(a, q),
        value=lambda levels, q: combine(levels[a], q),
        words=f"the {kind} of `{a}` and its own output `{out}`", has_feedback=True,
        kind=kind, operands=(a, out),
        parts=f"the output `{out}` and the input `{a}` go to a 2-input {kind} gate, whose output "
        "is connected to the D input",
    )  # fmt: skip


def _mux(rng: random.Random, out: str) -> _Front:
    (a, b), s = _apart(rng, out), rng.choice(_SELECTS)
    return _Front(
        inputs=(a, b, s), expression=lambda _: f"{s} ? {b} : {a}",
        value=lambda levels, _: levels[b] if levels[s] else levels[a],
        words=f"`{b}` if `{s}` is 1 and `{a}` if `{s}` is 0", has_feedback=False,
        kind="mux", operands=(a, b, s),
        parts=f"a 2-to-1 multiplexer with the select `{s}` (0 takes `{a}`, 1 takes `{b}`) feeds "
        "the D input",
    )  # fmt: skip


def _hold(rng: random.Random, out: str) -> _Front:
    (a, _), s, is_low = _apart(rng, out), rng.choice(_SELECTS), rng.random() < 0.3
    on, off = (0, 1) if is_low else (1, 0)
    return _Front(
        inputs=(a, s),
        expression=lambda q: f"{s} ? {q} : {a}" if is_low else f"{s} ? {a} : {q}",
        value=lambda levels, q: levels[a] if levels[s] == on else q, has_feedback=False,
        kind="mux", operands=(a, out, s) if is_low else (out, a, s),
        words=f"`{a}` if `{s}` is {on} and its own output `{out}` if `{s}` is {off}",
        parts=f"a 2-to-1 multiplexer with the select `{s}` ({on} takes `{a}`, {off} takes the "
        f"output `{out}`) feeds the D input",
    )  # fmt: skip


def _apart(rng: random.Random, out: str) -> tuple[str, str]:
    return rng.choice([pair for pair in _PAIRS if out not in pair])


def _says(
    rng: random.Random, front: _Front, out: str, inverse: str, clock: Callable[[], str]
) -> tuple[str, ...]:
    verb = rng.choice(("Implement", "Build", "Draw up", "Create"))
    more = f" `{inverse}` is always the inverse of `{out}`." if inverse else ""
    formula = front.expression(out)
    inputs = " and ".join(f"`{name}`" for name in front.inputs)
    texts = (
        f"A D flip-flop `{out}` stores {front.words}.",
        f"{verb} the following circuit: {front.parts} of a D flip-flop with the output `{out}`.",
        f"At each active clock edge, `{out}` becomes {formula} (Verilog notation, values just "
        "before the edge).",
        f"The D input of a flip-flop is {front.words}; its Q output is `{out}`.",
        f"One flip-flop and a little logic. {front.parts[0].upper()}{front.parts[1:]}. The "
        f"flip-flop drives `{out}`.",
        f"Next-state equation: {out}(t+1) = {formula}, on every active clock edge.",
        f"Each active clock edge samples {front.words} and shows it at `{out}` until the next one.",
        f"Register the result of some logic on {inputs}: what `{out}` takes over at an edge is "
        f"{front.words}.",
    )
    rest = [f"{more} {clock()}" for _ in texts]
    told = [f"{text}{tail}" for text, tail in zip(texts, rest, strict=True)]
    new = (
        f"Sequential circuit with one bit of state. In Verilog, the clocked assignment is "
        f"{out} <= {formula}.",
        f"This block is used to synchronise some logic to the clock: its result is {front.words}, "
        f"and it leaves through the edge-triggered flip-flop `{out}`.",
        f"You are given a D flip-flop. Connect its D input to logic for {formula}, where {out} is "
        "its own Q, if that occurs.",
        f"Create a one-bit register `{out}`. Between two active edges it is constant; at an edge "
        f"it is replaced by {front.words}.",
        f"State table in one line: after an active edge the state `{out}` is {front.words}, each "
        "taken as it was just before that edge.",
    )
    further = others(front.kind, front.operands, out, formula, front.words)
    added = zip((*new, *further), rest[:-1] * 3, strict=False)
    return (*told[:-1], *(f"{text}{tail}" for text, tail in added), told[-1])
