"""Multipliers that take one clock cycle for each bit: started, busy, done."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.iterative import Iterative
from rtlgen.datagen.operations import signed
from rtlgen.datagen.told.sequential_multipliers import others

State = tuple[int, int, int, bool]
"""Edges that are left, the product that is being made, the one that is shown, and done."""


def draw(rng: random.Random) -> Drawn:
    """Draw a multiplier."""
    width, is_signed = rng.choice((2, 3, 4, 4)), rng.random() < 0.25
    a, b = rng.choice((("a", "b"), ("x", "y"), ("mcand", "mplier"), ("op1", "op2")))
    out = rng.choice(("product", "p", "result"))
    unit = Iterative(
        clocking=draw_clocking(rng), start=rng.choice(("start", "load", "go")),
        busy=rng.choice((None, "busy", "active")), done=rng.choice(("done", "ready", "valid")),
        steps=width, outs=((out, 2 * width),),
    )  # fmt: skip

    def update(state: State, levels: Levels) -> State:
        left, made, shown, _ = state
        if left:
            return left - 1, made, made if left == 1 else shown, left == 1
        if not levels[unit.start]:
            return 0, made, shown, False
        one, other = levels[a], levels[b]
        if is_signed:
            one, other = signed(one, width), signed(other, width)
        return width, one * other % (1 << 2 * width), shown, False

    def outputs(state: State, levels: Levels) -> Known:
        del levels
        found = {out: state[2], unit.done: int(state[3])}
        return {**found, unit.busy: int(state[0] > 0)} if unit.busy else {**found}

    first: State = (0, 0, 0, False)
    shown = f"`{out}` and `{unit.done}` are 0"
    rest = [unit.clocking.says(rng, f"makes the unit idle, so that {shown}") for _ in range(4)]
    said = _says(unit, a, b, width, is_signed=is_signed)
    told = [f"{text} {more}" for text, more in zip(said, rest * 3, strict=True)]
    further = others(
        a, b, out, width, (unit.start, unit.done, unit.busy), is_signed=is_signed
    )  # fmt: skip
    new = zip(further, rest * 3, strict=False)
    return Drawn(
        family="sequential_multipliers",
        name=rng.choice(("seq_mult", "shift_add", "multiplier_unit", f"mul{width}_serial")),
        ports=(
            *unit.clocking.ports, input_port(unit.start), input_port(a, width),
            input_port(b, width), output_port(out, 2 * width), output_port(unit.done),
            *([output_port(unit.busy)] if unit.busy else []),
        ),
        bodies=_bodies(unit, a, b, width, is_signed=is_signed),
        registers=dict.fromkeys(("low first", "high first", "latent"), frozenset({out, unit.done})),
        says=(*told[:-1], *(f"{text} {more}" for text, more in new), told[-1]),
        behaviour=unit.clocking.behaviour(first, update, outputs),
    )  # fmt: skip


def _bodies(unit: Iterative, a: str, b: str, width: int, *, is_signed: bool) -> dict[str, str]:
    """Write shift and add from the lowest bit, from the highest, and the operator with a wait."""
    top, total = width - 1, 2 * width
    fill = f"{{{width}{{{a}[{top}]}}}}" if is_signed else f"{width}'d0"
    low = (
        f"    reg [{total - 1}:0] sum, addend;\n    reg [{top}:0] bits;\n"
        f"    wire [{total - 1}:0] term = bits[0] ? addend : {total}'d0;\n"
    )
    low += f"    wire [{total - 1}:0] after = "
    low += "(left == 1) ? sum - term : sum + term;\n" if is_signed else "sum + term;\n"
    # The highest bit of a two's complement number counts negatively.
    high = (
        f"    reg [{total - 1}:0] sum, addend;\n    reg [{top}:0] bits;\n"
        f"    wire [{total - 1}:0] term = bits[{top}] ? addend : {total}'d0;\n"
    )
    sign = f"(left == {width}) ? (sum << 1) - term : (sum << 1) + term"
    high += f"    wire [{total - 1}:0] after = {sign if is_signed else '(sum << 1) + term'};\n"
    load = [f"sum <= {total}'d0;", f"addend <= {{{fill}, {a}}};", f"bits <= {b};"]
    product = "$signed(one) * $signed(other)" if is_signed else "one * other"
    return {
        "low first": unit.counting(
            low, load, ["sum <= after;", "addend <= addend << 1;", "bits <= bits >> 1;"],
            ["after"], by_state=False,
        ),
        "high first": unit.counting(
            high, load, ["sum <= after;", "bits <= bits << 1;"], ["after"], by_state=True
        ),
        "latent": unit.counting(
            f"    reg [{top}:0] one, other;\n", [f"one <= {a};", f"other <= {b};"], [],
            [product], by_state=False,
        ),
    }  # fmt: skip


def _says(unit: Iterative, a: str, b: str, width: int, *, is_signed: bool) -> tuple[str, ...]:
    kind = "two's complement" if is_signed else "unsigned"
    told, short = unit.protocol()
    out = unit.outs[0][0]
    what = f"`{out}` is the {kind} product of `{a}` and `{b}` ({width} bits each)"
    return (
        f"A sequential multiplier that adds and shifts, one bit per clock cycle. {what}. {told}",
        f"Build a multiplier that needs {width} cycles for {kind} numbers of {width} bits: "
        f"{out} = {a} * {b}, with {2 * width} bits. {told}",
        f"Serial multiplier, {width} x {width} bits, {kind}. {short} Result: {out} = {a} * {b}, of "
        f"the operands that were taken.",
        *_more(unit, a, b, width, kind),
        f"Rules: 1. {what}, with the values at the edge of the start. 2. {short} 3. There is "
        f"nothing else that changes the outputs, except the reset.",
    )


def _more(unit: Iterative, a: str, b: str, width: int, kind: str) -> tuple[str, ...]:
    """Describe the same unit in other words."""
    out, start, done, steps = unit.outs[0][0], unit.start, unit.done, unit.steps
    double, told = 2 * width, unit.protocol()[0]
    busy = f" In between, `{unit.busy}` is 1; otherwise it is 0." if unit.busy else ""
    use = (
        f"A request is a 1 at `{start}` at an active edge while the unit is idle; that edge also "
        f"captures the operands. Exactly {steps} active edges later `{out}` changes to the product "
        f"and `{done}` goes high for one cycle, in which the unit is idle and can be started again."
        f"{busy} Requests and new operands during the work have no effect, and `{out}` keeps its "
        "old value until the new one is ready."
    )
    cycle = (
        f"Number the edge that sees `{start}` at 1 in the idle state 0. It stores `{a}` and `{b}`. "
        f"Edge {steps} loads `{out}`, sets `{done}` until edge {steps + 1}, and makes the unit "
        f"idle, so a start at edge {steps + 1} counts.{busy} Between, `{start}` is not looked at; "
        f"`{out}` does not change before edge {steps}."
    )
    number = f"{kind} numbers of {width} bits"
    return (
        f"Multi-cycle multiplier for {number}, product of {double} bits on {out}. {use}",
        f"Create a shift-and-add multiplier: {out} = {a} x {b}, both {kind}, {width} bits. {cycle}",
        f"This block is used where area matters more than speed. It multiplies {number}, `{a}` by "
        f"`{b}`, over several clock cycles. {told}",
        f"You are given a start/done handshake and two {number}, `{a}` and `{b}`. Deliver their "
        f"product, {double} bits, at `{out}`. {use}",
        f"State machine with datapath. Idle, working ({steps} cycles), idle again. Result: `{out}` "
        f"= `{a}` * `{b}` ({kind}, all {double} bits). {cycle}",
        f"For example, 1 times 1 is started with `{a}` = 1, `{b}` = 1 and `{start}` = 1, and ends "
        f"with 1 in `{out}`. The operands are {number}. {cycle}",
        f"Design a multiplier with a fixed latency of {steps} clock cycles from the start to the "
        f"result. It computes the {double}-bit {kind} product of `{a}` and `{b}`, {width} bits "
        f"each, in `{out}`. {use}",
        f"What arrives at `{out}`? The exact product of {number} that stood at `{a}` and `{b}` "
        f"when the work began. {told}",
    )
