"""Multiples, sums of multiples and small polynomials, made of shifts and additions."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.constant_factors import notations
from rtlgen.datagen.registered import vector
from rtlgen.datagen.told.constant_factors import Formula, others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Formula:
    inputs: tuple[str, ...]
    width: int
    """Of an input."""
    wide: int
    """Of the result; never too small."""
    value: Callable[[Levels], int]
    direct: str
    """With multiplications."""
    shifts: str
    """With shifts and additions."""
    third: str
    """In another way."""
    text: str
    """As mathematics."""
    words: str
    """A noun: what is computed."""


def draw(rng: random.Random) -> Drawn:
    """Draw a formula, without clock or with the result in a register."""
    kind = rng.choice((_multiple, _multiple, _weighted, _polynomial))
    formula = kind(rng, rng.choice((3, 4, 4, 5, 6, 8, 8)))
    out, clocking = rng.choice(("out", "y", "result", "p")), None
    if rng.random() < 0.3:
        clocking = draw_clocking(rng)

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {out: state}

    def function(levels: Levels) -> Known:
        return {out: formula.value(levels)}

    def update(state: int, levels: Levels) -> int:
        del state
        return formula.value(levels)

    bodies = {
        "operator": _body(formula, formula.direct, out, clocking),
        "shifts": _body(formula, formula.shifts, out, clocking),
        "other": _body(formula, formula.third, out, clocking, is_block=True),
    }
    inputs = [input_port(name, formula.width) for name in formula.inputs]
    return Drawn(
        family="constant_factors",
        name=rng.choice(("scale", "const_mult", "shift_add", "weighted", "top_module")),
        ports=(
            *(clocking.ports if clocking else ()), *inputs, output_port(out, formula.wide)
        ),
        bodies=bodies,
        registers=dict.fromkeys(bodies if clocking else ("other",), frozenset({out})),
        says=_says(rng, formula, out, clocking),
        behaviour=clocking.behaviour(0, update, outputs) if clocking
        else lambda: Combinational(function),
    )  # fmt: skip


def _body(
    formula: _Formula, expression: str, out: str, clocking: Clocking | None, *,
    is_block: bool = False,
) -> str:  # fmt: skip
    """Write the result; the inputs are first made as wide as it is."""
    text = "".join(
        f"    wire {vector(formula.wide)}{name}_w = {name};\n" for name in formula.inputs
    )
    if clocking:
        return text + clocking.block(f"{out} <= {formula.wide}'d0;", f"{out} <= {expression};")
    if is_block:
        return f"{text}\n    always @(*)\n        {out} = {expression};\n"
    return f"{text}\n    assign {out} = {expression};\n"


def _terms(name: str, factor: int) -> str:
    """Write a multiple as a sum of shifted words."""
    places = [n for n in range(factor.bit_length()) if factor >> n & 1]
    return " + ".join(f"({name}_w << {n})" if n else f"{name}_w" for n in places)


def _signed_terms(name: str, factor: int) -> str:
    """Write a multiple with additions and subtractions: runs of ones become one of each."""
    plus: list[int] = []
    minus: list[int] = []
    place = 0
    while factor:
        if factor & 1:
            is_run = factor & 3 == 3
            (minus if is_run else plus).append(place)
            factor += 1 if is_run else -1
        factor, place = factor >> 1, place + 1
    first, *rest = sorted(plus, reverse=True)
    text = f"({name}_w << {first})" if first else f"{name}_w"
    for sign, places in (("+", rest), ("-", minus)):
        text += "".join(f" {sign} ({name}_w << {n})" if n else f" {sign} {name}_w" for n in places)
    return text


def _name(rng: random.Random) -> str:
    return rng.choice(("in", "x", "a", "d", "value"))


def _multiple(rng: random.Random, width: int) -> _Formula:
    name = _name(rng)
    factor = rng.choice(
        (3, 5, 6, 7, 9, 10, 11, 12, 13, 14, 15, 17, 19, 21, 24, 25, 31, 40, 60, 100)
    )
    more = rng.choice((0, 0, 0, rng.randint(1, 15)))
    end, plus = (f" + {more}", f" plus {more}") if more else ("", "")
    return _Formula(
        inputs=(name,), width=width, wide=(((1 << width) - 1) * factor + more).bit_length(),
        value=lambda levels: levels[name] * factor + more,
        direct=f"{name}_w * {factor}{end}", shifts=f"{_terms(name, factor)}{end}",
        third=f"{_signed_terms(name, factor)}{end}", text=f"{factor}*{name}{end}",
        words=f"{factor} times the unsigned `{name}`{plus}",
    )  # fmt: skip


def _weighted(rng: random.Random, width: int) -> _Formula:
    names = rng.choice((("a", "b"), ("x1", "x2"), ("r", "g", "b"), ("a", "b", "c"), ("u", "v")))
    factors = [rng.choice((1, 2, 3, 4, 5, 6, 7, 9, 10)) for _ in names]
    pairs = list(zip(names, factors, strict=True))
    text = " + ".join(name if factor == 1 else f"{factor}*{name}" for name, factor in pairs)
    return _Formula(
        inputs=names, width=width, wide=(((1 << width) - 1) * sum(factors)).bit_length(),
        value=lambda levels: sum(levels[name] * factor for name, factor in pairs),
        direct=" + ".join(f"{name}_w * {factor}" for name, factor in pairs),
        shifts=" + ".join(_terms(name, factor) for name, factor in pairs),
        third=" + ".join(f"({_signed_terms(name, factor)})" for name, factor in pairs),
        text=text,
        words="the sum of " + " and ".join(f"{n} times `{name}`" for name, n in pairs)
        + " (unsigned)",
    )  # fmt: skip


def _polynomial(rng: random.Random, width: int) -> _Formula:
    name, width = _name(rng), min(width, 6)
    two, one, zero = rng.randint(1, 7), rng.randint(1, 9), rng.randint(0, 9)
    top = (1 << width) - 1
    square = " + ".join(f"({name}_w[{n}] ? {name}_w << {n} : 0)" for n in range(width))
    return _Formula(
        inputs=(name,), width=width, wide=(two * top * top + one * top + zero).bit_length(),
        value=lambda levels: two * levels[name] ** 2 + one * levels[name] + zero,
        direct=f"{two} * {name}_w * {name}_w + {one} * {name}_w + {zero}",
        shifts=f"{two} * ({square}) + {_terms(name, one)} + {zero}",
        third=f"({two} * {name}_w + {one}) * {name}_w + {zero}",
        text=f"{two}*{name}*{name} + {one}*{name} + {zero}",
        words=f"the value of the polynomial with the coefficients {two}, {one}, {zero} (of the "
        f"square, of the number itself, and the constant) for the unsigned `{name}`",
    )  # fmt: skip


def _says(
    rng: random.Random, formula: _Formula, out: str, clocking: Clocking | None
) -> tuple[str, ...]:
    width, wide, words = formula.width, formula.wide, formula.words
    inputs = " and ".join(f"`{name}`" for name in formula.inputs)
    is_one = len(formula.inputs) == 1
    are = f"{inputs} is an unsigned number" if is_one else f"{inputs} are unsigned numbers"
    rest = ["There is no clock."] * 4
    if clocking:
        rest = [clocking.says(rng, f"sets `{out}` to 0") for _ in range(4)]
    told = Formula(
        names=formula.inputs, width=width, wide=wide, text=formula.text, shifts=formula.shifts,
        value=formula.value, out=out, is_clocked=clocking is not None,
    )  # fmt: skip
    when = "a register that takes, at each active edge," if clocking else "at any time"
    when_said = ", and registered: it is renewed at each active edge" if clocking else ""
    return (
        f"`{out}` = {formula.text}, {wide} bits long{when_said}; {are} of {width} bits. {rest[0]}",
        f"Compute {words}, with shifts and additions instead of a multiplier if you like. The "
        f"result of {wide} bits, which is never too long, "
        f"{'goes into the register' if clocking else 'appears at'} `{out}`"
        f"{' at each active edge' if clocking else ''}. {rest[1]}",
        f"Given {inputs}, unsigned, of {width} bits, compute `{out}` = {formula.text} exactly"
        f"{' and store it at every active edge' if clocking else ''}. {rest[2]}",
        *_more(formula, out, clocking, rest[:3]),
        *others(told, rest[:3]),
        *notations(told, clocking, rest[:3]),
        f"Arithmetic block. - Here {are} ({width} bits). - The result `{out}` is {when} {words}. - "
        f"No overflow can occur in its {wide} bits. {rest[3]}",
    )


def _more(
    formula: _Formula, out: str, clocking: Clocking | None, rest: list[str]
) -> tuple[str, ...]:
    """Say the same in more ways."""
    width, wide, text = formula.width, formula.wide, formula.text
    names = " and ".join(f"`{name}`" for name in formula.inputs)
    word = "operand" if len(formula.inputs) == 1 else "operands"
    top = (1 << width) - 1
    low = {name: n + 2 for n, name in enumerate(formula.inputs)}
    given = ", ".join(f"{name} = {value}" for name, value in low.items())
    most = formula.value(dict.fromkeys(formula.inputs, top))
    shifts = formula.shifts.replace("_w", "")
    other = formula.third.replace("_w", "")
    edge = f" `{out}` is a register that is loaded with this at every active edge." if (
        clocking
    ) else ""  # fmt: skip
    late = ", one clock edge later," if clocking else ""
    when = "On each active edge, " if clocking else "At all times, "
    said = (
        f"Multiplier-free arithmetic, unsigned, {width}-bit {word}, {wide}-bit result: {out} = "
        f"{text}.{edge}",
        f"Create a circuit for the formula {text}, to be evaluated on unsigned integers of {width} "
        f"bits. Its value, which is at most {most}, goes to the {wide}-bit `{out}`.{edge}",
        f"With {wide}-bit unsigned arithmetic, {shifts} is what `{out}` shall be; this is the same "
        f"as {text}, written with shifts.{edge}",
        f"This block scales sensor readings. The reading{'s' if word[8:] else ''} {names} "
        f"({width} bits, never negative) lead{'' if word[8:] else 's'} to {text}{late} on "
        f"`{out}`. If {given}, for example, that is {formula.value(low)}.{edge}",
        f"{when}{out} {'becomes' if clocking else 'is'} {other}, computed without loss in {wide} "
        f"bits from the unsigned {names}.",
        f"You are given {'' if word[7:] else 'an '}unsigned {width}-bit {word} {names}. Output "
        f"{text}, with full precision ({wide} bits), as `{out}`.{edge}",
        f"What is {text} for the present unsigned {names}? The exact answer needs up to {wide} "
        f"bits and is put on {out}.{edge}",
        f"Zero-extend {names} from {width} to {wide} bits, then evaluate {text}. The outcome is "
        f"{out}.{edge}",
    )
    return tuple(f"{line} {rest[n % 3]}" for n, line in enumerate(said))
