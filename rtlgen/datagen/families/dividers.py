"""Dividers of unsigned numbers: without a clock, or one step of restoring division a cycle."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.iterative import Iterative

State = tuple[int, tuple[int, int], tuple[int, int], bool]
"""Edges that are left, the result that is being made, the one that is shown, and done."""
_NAMES = (("dividend", "divisor"), ("a", "b"), ("num", "den"), ("n", "d"))
_OUTS = (("quotient", "remainder"), ("q", "r"), ("quo", "rem"), ("div_out", "mod_out"))


def _divided(one: int, other: int, width: int) -> tuple[int, int]:
    """Divide; by 0, as restoring division does it."""
    return divmod(one, other) if other else ((1 << width) - 1, one)


def draw(rng: random.Random) -> Drawn:
    """Draw a divider."""
    names, outs = rng.choice(_NAMES), rng.choice(_OUTS)
    return _clocked(rng, names, outs) if rng.random() < 0.5 else _direct(rng, names, outs)


def _direct(rng: random.Random, names: tuple[str, str], outs: tuple[str, str]) -> Drawn:
    """Draw a divider without a clock; it may have one of the two results only."""
    (a, b), width = names, rng.choice((2, 3, 4, 4, 5))
    shown = rng.choice((outs, outs, outs[:1], outs[1:]))

    def function(levels: Levels) -> Known:
        found = dict(zip(outs, _divided(levels[a], levels[b], width), strict=True))
        return {name: found[name] for name in shown}

    ways = _unclocked(names, outs, width)
    result = " and ".join(f"`{name}`" for name in shown)
    zero = dict(zip(outs, (f"all ones ({(1 << width) - 1})", f"`{a}`"), strict=True))
    what = dict(zip(outs, ("the whole quotient", "the remainder"), strict=True))
    told = " and ".join(f"`{name}` is {what[name]}" for name in shown)
    by_zero = " and ".join(f"`{name}` is {zero[name]}" for name in shown)
    kind = f"unsigned numbers of {width} bits"
    symbols = dict(zip(outs, (f"{a} / {b} (rounded down)", f"{a} mod {b}"), strict=True))
    formulas = ", ".join(f"{name} = {symbols[name]}" for name in shown)
    return Drawn(
        family="dividers",
        name=rng.choice(("divider", "div_comb", f"div{width}", "top_module")),
        ports=(input_port(a, width), input_port(b, width), *(output_port(n, width) for n in shown)),
        bodies={
            style: head + "".join(f"    assign {name} = {texts[name]};\n" for name in shown)
            for style, (head, texts) in ways.items()
        },
        registers={},
        says=(
            f"Divide `{a}` by `{b}` without a clock; both are {kind}. {told[0]}{told[1:]}. When "
            f"`{b}` is 0, {by_zero}.",
            f"Given {kind}, compute {formulas}. Division by 0: {by_zero}.",
            f"Combinational divider for {kind}: dividend `{a}`, divisor `{b}`. Outputs: {formulas}."
            f" If the divisor is 0, {by_zero}.",
            f"Rules: 1. `{a}` and `{b}` are {kind}. 2. {told}, of `{a}` divided by `{b}`. 3. With "
            f"`{b}` equal to 0, {by_zero}. 4. No registers: {result} follow"
            f"{'' if shown[1:] else 's'} the inputs at once.",
        ),
        behaviour=lambda: Combinational(function),
    )


def _unclocked(
    names: tuple[str, str], outs: tuple[str, str], width: int
) -> dict[str, tuple[str, dict[str, str]]]:
    """Write the operators, one row for each bit, and a loop: declarations, and the results."""
    a, b = names
    top, ones = width - 1, f"{{{width}{{1'b1}}}}"
    by_operator = dict(zip(outs, (f"({b} == 0) ? {ones} : {a} / {b}",
                                  f"({b} == 0) ? {a} : {a} % {b}"), strict=True))  # fmt: skip
    steps, before = "", f"{width}'d0"
    for bit in range(top, -1, -1):
        steps += (
            f"    wire [{width}:0] t{bit} = {{{before}, {a}[{bit}]}};\n"
            f"    wire f{bit} = (t{bit} >= {b});\n"
            f"    wire [{top}:0] r{bit} = f{bit} ? t{bit} - {b} : t{bit};\n"
        )
        before = f"r{bit}"
    bits = f"{{{', '.join(f'f{bit}' for bit in range(top, -1, -1))}}}"
    by_steps = dict(zip(outs, (bits, "r0"), strict=True))
    loop = (
        f"    reg [{width}:0] part;\n    reg [{top}:0] quo_bits;\n    integer i;\n"
        f"    always @(*) begin\n        part = 0;\n        quo_bits = 0;\n"
        f"        for (i = {top}; i >= 0; i = i - 1) begin\n"
        f"            part = {{part[{top}:0], {a}[i]}};\n            if (part >= {b}) begin\n"
        f"                part = part - {b};\n                quo_bits[i] = 1'b1;\n"
        "            end\n        end\n    end\n"
    )
    by_loop = dict(zip(outs, ("quo_bits", f"part[{top}:0]"), strict=True))
    return {"operator": ("", by_operator), "steps": (steps, by_steps), "loop": (loop, by_loop)}


def _clocked(rng: random.Random, names: tuple[str, str], outs: tuple[str, str]) -> Drawn:
    """Draw a divider that works for one clock cycle for each bit."""
    (a, b), width = names, rng.choice((2, 3, 3, 4))
    unit = Iterative(
        clocking=draw_clocking(rng), start=rng.choice(("start", "go", "begin_div")),
        busy=rng.choice((None, "busy", "working")), done=rng.choice(("done", "finished", "valid")),
        steps=width, outs=((outs[0], width), (outs[1], width)),
    )  # fmt: skip

    def update(state: State, levels: Levels) -> State:
        left, made, shown, _ = state
        if left:
            return left - 1, made, made if left == 1 else shown, left == 1
        if levels[unit.start]:
            return width, _divided(levels[a], levels[b], width), shown, False
        return 0, made, shown, False

    def outputs(state: State, levels: Levels) -> Known:
        del levels
        found = {**dict(zip(outs, state[2], strict=True)), unit.done: int(state[3])}
        return {**found, unit.busy: int(state[0] > 0)} if unit.busy else {**found}

    first: State = (0, (0, 0), (0, 0), False)
    cleared = f"makes the unit idle and clears `{outs[0]}`, `{outs[1]}` and `{unit.done}` to 0"
    rest = [unit.clocking.says(rng, cleared) for _ in range(4)]
    regs = frozenset({*outs, unit.done})
    return Drawn(
        family="dividers",
        name=rng.choice(("seq_divider", "restoring_div", "div_unit", f"div{width}_serial")),
        ports=(
            *unit.clocking.ports, input_port(unit.start), input_port(a, width),
            input_port(b, width), *(output_port(name, width) for name in outs),
            output_port(unit.done), *([output_port(unit.busy)] if unit.busy else []),
        ),
        bodies=_serial(unit, a, b, width),
        registers=dict.fromkeys(("count", "state", "latent"), regs),
        says=tuple(
            f"{text} {more}"
            for text, more in zip(_says(unit, names, outs, width), rest, strict=True)
        ),
        behaviour=unit.clocking.behaviour(first, update, outputs),
    )  # fmt: skip


def _serial(unit: Iterative, a: str, b: str, width: int) -> dict[str, str]:
    """Write restoring division in two ways, and the operator with a wait."""
    top = width - 1
    head = (
        f"    reg [{top}:0] part, bits, by;\n    wire [{width}:0] trial = {{part, bits[{top}]}};\n"
        f"    wire fits = (trial >= by);\n"
        f"    wire [{top}:0] part_after = fits ? trial - by : trial;\n"
        f"    wire [{top}:0] bits_after = {{bits[{top - 1}:0], fits}};\n"
    )
    load = [f"part <= {width}'d0;", f"bits <= {a};", f"by <= {b};"]
    step, results = ["part <= part_after;", "bits <= bits_after;"], ["bits_after", "part_after"]
    latent = [f"(by == 0) ? {{{width}{{1'b1}}}} : bits / by", "(by == 0) ? bits : bits % by"]
    return {
        "count": unit.counting(head, load, step, results, by_state=False),
        "state": unit.counting(head, load, step, results, by_state=True),
        "latent": unit.counting(
            f"    reg [{top}:0] bits, by;\n", load[1:], [], latent, by_state=False
        ),
    }


def _says(
    unit: Iterative, names: tuple[str, str], outs: tuple[str, str], width: int
) -> tuple[str, ...]:
    (a, b), (quotient, remainder) = names, outs
    long, short = unit.protocol()
    zero = f"with `{b}` at 0, `{quotient}` becomes all ones and `{remainder}` becomes `{a}`"
    what = f"`{quotient}` is `{a}` divided by `{b}`, rounded down, and `{remainder}` the remainder"
    return (
        f"A sequential divider for unsigned numbers of {width} bits. {what}; {zero}. {long}",
        f"Build a restoring divider that finds one bit of the quotient per clock cycle. Operands "
        f"(unsigned, {width} bits): `{a}` is divided by `{b}`. {long} {what}; {zero}.",
        f"Serial divider, {width} bits, unsigned. {short} Results: {quotient} = {a} / {b} (rounded "
        f"down), {remainder} = {a} mod {b}, of the operands that were taken; {zero}.",
        f"Rules: 1. {what}, with the values at the edge of the start. 2. Also, {zero}. 3. {short}",
    )
