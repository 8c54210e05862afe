"""Dividers of unsigned numbers: without a clock, or one step of restoring division a cycle."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.iterative import Iterative
from rtlgen.datagen.told.dividers import others_clocked, others_direct

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
            *_more_direct(names, shown, outs, width),
            *others_direct(names, outs, shown, width),
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
    said = _says(unit, names, outs, width)
    tails = (rest[:3] * 7)[: len(said) - 1] + rest[3:]
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
        says=tuple(f"{text} {tail}" for text, tail in zip(said, tails, strict=True)),
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
        *_more(unit, names, outs, width),
        *others_clocked(names, outs, width, unit.start, unit.done, unit.busy),
        f"Rules: 1. {what}, with the values at the edge of the start. 2. Also, {zero}. 3. {short}",
    )


def _more_direct(
    names: tuple[str, str], shown: tuple[str, ...], outs: tuple[str, str], width: int
) -> tuple[str, ...]:
    """Say in more ways what a divider without a clock does."""
    (a, b), ones = names, "1" * width
    one, other = (1 << width) - 1, 2
    zero = dict(zip(outs, (f"{outs[0]} is {ones}", f"{outs[1]} repeats {a}"), strict=True))
    by_zero = " and ".join(zero[name] for name in shown)
    found = dict(zip(outs, _divided(one, other, width), strict=True))
    example = " and ".join(f"{name} = {found[name]}" for name in shown)
    told = dict(zip(outs, (
        f"{outs[0]} says how many times {b} goes into {a}",
        f"{outs[1]} is what is left of {a} when {b} has been taken away as often as it fits",
    ), strict=True))  # fmt: skip
    meaning = ", and ".join(told[name] for name in shown)
    ways = _unclocked(names, outs, width)["operator"][1]
    code = "; ".join(f"{name} = {ways[name]}" for name in shown)
    listed = " and ".join(shown)
    which = {2: "quotient and remainder", 1: "quotient" if shown[0] == outs[0] else "remainder"}
    results = which[len(shown)]
    law = dict(zip(outs, (
        f"{outs[0]} is the largest integer whose product with {b} does not exceed {a}",
        f"{outs[1]} is {a} minus the largest multiple of {b} that does not exceed {a}",
    ), strict=True))  # fmt: skip
    rule = "; ".join(law[name] for name in shown)
    final = dict(zip(outs, (
        f"the {width} bits noted are {outs[0]}", f"the last partial remainder is {outs[1]}"
    ), strict=True))  # fmt: skip
    return (
        f"Unsigned {width}-bit divider, combinational, {results} of {a}/{b} on {listed}; for {b} = "
        f"0, {by_zero}.",
        f"Create a circuit for integer division without sign. Here {meaning}. The case {b} = 0 is "
        f"defined too: {by_zero}. All words have {width} bits.",
        f"Verilog: {code}.",
        f"For every {b} other than 0, {rule} (unsigned, {width} bits). For {b} = 0, {by_zero}.",
        f"This block shares things out: {a} items to {b} people, equally and in whole pieces. "
        f"Then {meaning}. With {one} items and {other} people, {example}. If there are no people, "
        f"{by_zero}.",
        f"Divide on paper, in binary: bring down the {width} bits of {a} from the left, one at a "
        f"time, note a 1 and subtract {b} whenever the partial remainder is not less than {b}, "
        f"else note a 0. In the end {' and '.join(final[name] for name in shown)}. This works for "
        f"{b} = 0 as well, where it always subtracts nothing and notes a 1. Unroll it, so that "
        f"there is no clock.",
        f"You are given two {width}-bit unsigned integers {a} and {b}. Output the {results} of "
        f"the first divided by the second on {listed}. A divisor of 0 must not be left open: "
        f"{by_zero}.",
        f"What is the {results} of {a} divided by {b}? Answer on {listed}, with unsigned "
        f"{width}-bit numbers, truncating. What if the divisor is zero? Then {by_zero}.",
    )


def _more(
    unit: Iterative, names: tuple[str, str], outs: tuple[str, str], width: int
) -> tuple[str, ...]:
    """Say in more ways what a divider with a clock does."""
    (a, b), (quotient, remainder), start, done = names, outs, unit.start, unit.done
    nth = {2: "second", 3: "third"}.get(width, "fourth")
    zero = f"a divisor of 0 yields {quotient} = {'1' * width} and {remainder} = the dividend"
    busy = f" `{unit.busy}` is high from the accepting edge up to the finishing edge." if (
        unit.busy
    ) else ""  # fmt: skip
    accept = (
        f"`{start}` = 1 at an active edge, while the unit is idle, accepts the dividend `{a}` and "
        f"the divisor `{b}`"
    )
    finish = (
        f"the {nth} edge after the accepting one loads `{quotient}` and `{remainder}`, raises "
        f"`{done}` for a single cycle and makes the unit idle"
    )
    deaf = (
        f"`{start}` and the operands have no effect while it works, and the outputs "
        f"`{quotient}` and `{remainder}` keep the result of the division before"
    )
    one = (1 << width) - 1
    shown = _divided(one, 2, width)
    soon = f"A new `{start}` is obeyed from the cycle with `{done}` = 1 on."
    meaning = (
        f"{quotient} is the integer part of dividend / divisor, {remainder} is dividend modulo "
        f"divisor"
    )
    return (
        f"Multi-cycle unsigned divider, {width} bits, {width} cycles. {accept}; {finish}. "
        f"Results: {meaning}; {zero}.{busy} {_upper(deaf)}.",
        f"Create a divider that needs no large array of subtractors, since it may take {width} "
        f"clock cycles. {accept}. Then {finish}.{busy} Meanwhile {deaf}. For unsigned {width}-bit "
        f"operands, {meaning}, and {zero}.",
        f"Handshake: {accept}; {finish}; {deaf}.{busy} {soon} Arithmetic: unsigned, {width} bits, "
        f"{meaning}; {zero}.",
        f"This block is a coprocessor with the command `{start}` and the answer `{done}`. "
        f"{accept}. It computes quotient and remainder ({meaning}; {zero}; all unsigned with "
        f"{width} bits), and {finish}. During the work {deaf}.{busy}",
        f"Assume that {one} and 2 are accepted as `{a}` and `{b}`. After {width} more edges the "
        f"outputs are {quotient} = {shown[0]} and {remainder} = {shown[1]}. In general {meaning} "
        f"(unsigned, {width} bits), and {zero}. Timing: {accept}; {finish}; {deaf}.{busy}",
        f"When does the unit take operands? {_upper(accept)}. When are results there? "
        f"{_upper(finish)}. What happens in between? {_upper(deaf)}.{busy} What are the results? "
        f"With unsigned words of {width} bits, {meaning}; {zero}.",
        f"You are given unsigned operands of {width} bits. Schoolbook long division in binary "
        f"makes a bit of the quotient per clock, so it lasts {width} clocks: {accept}, and "
        f"{finish}. Meanwhile {deaf}.{busy} When it is over, {meaning}; {zero}.",
        f"The results {quotient} and {remainder} belong to the operands of the latest finished "
        f"division: {meaning}; {zero}. All are unsigned, {width} bits. A division begins when "
        f"{accept}. It ends when {finish}. Otherwise `{done}` is 0. In between, {deaf}.{busy} "
        f"{soon}",
    )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
