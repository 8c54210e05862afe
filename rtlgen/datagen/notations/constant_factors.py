"""Multiples, weighted sums and polynomials in further notations."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.series import series
from rtlgen.datagen.told.constant_factors import Formula

_Terms = Sequence[tuple[int, str]]
"""Factors and what they multiply: an input, its square, or nothing."""
_SMALL = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def notations(
    formula: Formula, clocking: Clocking | None, rest: Sequence[str]
) -> tuple[str, ...]:  # fmt: skip
    """Say what is computed; `rest` tells of clock and reset, and is only used with a clock."""
    terms = _terms(formula)
    told = (
        *_as_code(formula, terms), *_as_data(formula, terms), *_as_sums(formula, terms),
        *_as_digits(formula, terms), *_as_prose(formula, terms), *_as_papers(formula, terms),
    )  # fmt: skip
    ends = _registered(formula.out, clocking, rest) if clocking else _COMBINATIONAL
    return tuple(
        f"{text} {ends[(n + formula.width) % len(ends)]}".rstrip() for n, text in enumerate(told)
    )


_COMBINATIONAL = (
    "Combinational.", "", "It follows the inputs at once.", "No clock, no state.", "",
    "Nothing is stored.", "Use continuous logic.",
)  # fmt: skip


def _registered(out: str, clocking: Clocking, rest: Sequence[str]) -> tuple[str, ...]:
    """Say in several ways that the value goes into a register."""
    clock, reset, level = clocking.clock, clocking.reset, int(not clocking.is_low)
    edge, is_asynchronous = "falling" if clocking.is_falling else "rising", clocking.is_asynchronous
    kind = "asynchronous" if is_asynchronous else "synchronous"
    event = f"{'negedge' if clocking.is_falling else 'posedge'} {clock}"
    at_once = " immediately, clock or not" if is_asynchronous else ", but only at such an edge"
    wait = "the moment" if is_asynchronous else "at an edge where"
    pseudo = (
        f"As long as {reset} == {level}, {out} = 0, without waiting for {clock}; otherwise {event} "
        f"loads the value."
        if is_asynchronous
        else f"At {event}: if ({reset} == {level}) {out} = 0; else {out} = the value."
    )
    return (
        f"The value is not put out directly: it is loaded into the register `{out}`. {rest[0]}",
        (
            f"{edge.capitalize()} edge of {clock}: {out} <= this value. {reset} = {level} "
            f"({kind}): {out} <= 0."
        ),
        f"There is one pipeline stage, the flip-flops of `{out}`. {rest[1]}",
        (
            f"Register: {out}. Clock: {event}. Reset: {reset}, active-"
            f"{'high' if level else 'low'}, {kind}, to 0."
        ),
        pseudo,
        (
            f"So `{out}` shows it one {edge} edge of `{clock}` later; `{reset}` = {level} clears "
            f"`{out}`{at_once}."
        ),
        (
            f"The flip-flops `{out}` sample this whenever {clock} is {edge}, and turn to 0 {wait} "
            f"{reset} is {level}."
        ),
    )


def _terms(formula: Formula) -> _Terms:
    """Find the factors; a constant of 0 is left out."""
    names, value = formula.names, formula.value
    zero = dict.fromkeys(names, 0)
    constant = value(zero)
    if names[1:]:
        return [(value({**zero, name: 1}), name) for name in names]
    name = names[0]
    first, second = value({name: 1}), value({name: 2})
    square = (second - 2 * first + constant) // 2
    terms = [(square, f"{name}*{name}"), (first - constant - square, name), (constant, "")]
    return [term for term in terms if term[0]]


def _constant(terms: _Terms) -> int:
    return sum(factor for factor, of in terms if not of)


def _joined(terms: _Terms, times: str, square: str) -> str:
    """Write the sum with a sign of multiplication and a way to write squares."""
    parts = []
    for factor, of in terms:
        base = f"{of.split('*')[0]}{square}" if "*" in of else of
        parts.append(f"{factor}{times}{base}" if of and factor > 1 else base or str(factor))
    return " + ".join(parts)


def _number(number: int) -> str:
    """Write a number up to a hundred in words."""
    if number < 20:
        return _SMALL[number]
    if number == 100:
        return "one hundred"
    unit = f"-{_SMALL[number % 10]}" if number % 10 else ""
    return f"{_TENS[number // 10 - 2]}{unit}"


def _as_code(formula: Formula, terms: _Terms) -> tuple[str, ...]:
    out, wide, names = formula.out, formula.wide, formula.names
    lisp, postfix = [], []
    for n, (factor, of) in enumerate(terms):
        leaf = of.replace("*", " ")
        lisp.append(
            f"(* {factor} {leaf})" if of and factor > 1
            else f"(* {leaf})" if "*" in of else leaf or str(factor)
        )  # fmt: skip
        keys = f"{leaf} *" if "*" in of else leaf or str(factor)
        keys += f" {factor} *" if of and factor > 1 else ""
        postfix.append(f"{keys} +" if n else keys)
    nested = f"(+ {' '.join(lisp)})" if lisp[1:] else lisp[0]
    if names[1:]:
        joined = ", ".join(names)
        factors = ", ".join(str(factor) for factor, _ in terms)
        python = f"lambda *v: sum(k * n for k, n in zip(({factors}), v))"
    else:
        joined = names[0]
        python = f"lambda v: {_joined(terms, ' * ', '**2').replace(joined, 'v')}"
    steps = " ".join(f"acc += {' * '.join([str(f), of] if of else [str(f)])};" for f, of in terms)
    return (
        f"In prefix notation `{out}` equals {nested}, all numbers being unsigned.",
        (
            f"Keys pressed on a postfix calculator: {' '.join(postfix)}. Its display, as an "
            f"unsigned number of {wide} bits, is what `{out}` carries."
        ),
        (
            f"Golden model in Python: f = {python}. The hardware has to deliver f({joined}) on "
            f"`{out}`, and since Python integers never wrap, neither may it."
        ),
        (
            f"Written for an accumulator that starts afresh every time: acc = 0; {steps} {out} = "
            f"acc. Unsigned, {wide} bits; unroll it, no loop and no sequencer."
        ),
    )


def _as_data(formula: Formula, terms: _Terms) -> tuple[str, ...]:
    out, wide, width, names = formula.out, formula.wide, formula.width, formula.names
    items = [{"factor": factor, "of": of or "1"} for factor, of in terms]
    data = json.dumps({"out": out, "signed": False, "bits": wide, "sum_of": items})
    every = list(terms) if names[1:] or _constant(terms) else [*terms, (0, "")]
    vector = ", ".join(of or "1" for _, of in every)
    factors = ", ".join(str(factor) for factor, _ in every)
    gains = ", ".join(f"{of.replace('*', ' x ')}: {factor}" for factor, of in terms if of)
    shown = ", ".join(names)
    return (
        f"Terms as JSON: {data}.",
        (
            f"Block: {formula.kind}\nInput{'s' if names[1:] else ''}: {shown} (unsigned, {width} "
            f"bits)\nGain of {gains}\nOffset: {_constant(terms)}\nOutput: {out}, {wide} bits, "
            f"exact."
        ),
        (
            f"Our second board revision keeps the constants of the first. `{out}` is the inner "
            f"product of the vector ({vector}) with ({factors}); nothing is signed."
        ),
    )


def _as_sums(formula: Formula, terms: _Terms) -> tuple[str, ...]:
    out, names, is_square = formula.out, formula.names, formula.kind == "polynomial"
    copies = series(
        [
            f"{factor} {'copy' if factor == 1 else 'copies'} of {of}" if of
            else f"the number {factor}" for factor, of in terms
        ]
    )  # fmt: skip
    rows = []
    for factor, of in terms:
        if not of:
            rows.append(str(factor))
            continue
        base = "q" if "*" in of else of
        places = [n for n in range(factor.bit_length()) if factor >> n & 1][::-1]
        rows += [f"{base} << {n}" if n else base for n in places]
    square = f"With q = {names[0]}*{names[0]}, the" if is_square else "The"
    constant = _constant(terms)
    if is_square:
        first, second = (formula.value({names[0]: n}) for n in (0, 1))
        slope = 2 * terms[0][0]
        rise = (
            f"With {names[0]} at 0, `{out}` is {first}, and going from n to n + 1 raises it by "
            f"{slope}n + {second - first}; unsigned all along, so {out} is "
            f"{_joined(terms, ' ', '^2')}."
        )
    else:
        units = series([f"by {factor} for each unit of {of}" for factor, of in terms if of])
        rise = (
            f"From a value of {constant}, which stands for zero at the input"
            f"{'s' if names[1:] else ''}, `{out}` rises {units}. It never saturates, and no number "
            f"is signed."
        )
    rest = f"lie{'s' if not rows[1:] else ''} below one another"
    stack = f"{square} rows {', '.join(rows)} {rest}; `{out}` is their sum"
    if not rows[1:]:
        stack = f"{square} one row {rows[0]} is all there is to add; `{out}` is equal to it"
    return (
        f"`{out}` totals {copies}. Inputs are natural numbers, and so is the total.",
        f"Adder array, unsigned, all rows as wide as the result: {stack[0].lower()}{stack[1:]}.",
        rise,
    )


def _as_digits(formula: Formula, terms: _Terms) -> tuple[str, ...]:
    out, name = formula.out, formula.names[0]
    constant, kind, width = _constant(terms), formula.kind, formula.width
    end = f" + {constant}" if constant else ""
    if kind == "polynomial":
        nested = f"({terms[0][0]}*{name} + {terms[1][0]})*{name}{end}"
        grouped = f"Horner's scheme gives `{out}` with two products, unsigned: {nested}."
    elif formula.names[1:]:
        groups = []
        for place in (8, 4, 2, 1):
            taken = [of for factor, of in terms if factor & place]
            groups += [f"{place}*({' + '.join(taken)})"] if taken else []
        grouped = f"Ordered by powers of two, `{out}` is {' + '.join(groups)}, without any signs."
    else:
        moves = "".join(
            "double it; " + (f"add {name}; " if digit == "1" else "")
            for digit in f"{terms[0][0]:b}"[1:]
        )
        last = f"finally add {constant}; " if constant else ""
        grouped = (
            f"Double and add, starting with the unsigned {name}: {moves}{last}`{out}` is where "
            f"you end."
        )
    signed = [
        f"({_digits(factor)})*{of}" if of and factor > 1 else of or str(factor)
        for factor, of in terms
    ]
    bits = series(
        [
            f"bit i of {of} adds {factor} * 2^i" if factor > 1 else f"bit i of {of} adds 2^i"
            for factor, of in terms if of
        ]
    )  # fmt: skip
    worth = (
        f"Every bit that is set has its price (i from 0 to {width - 1}): {bits}. "
        f"{f'To these prices comes {constant}, always. ' if constant else ''}The whole bill is "
        f"`{out}`, in binary."
    )
    if kind == "polynomial":
        worth = (
            f"Two partial results: s is the square of the unsigned {name}, weighted with "
            f"{terms[0][0]}; l is {name} itself, weighted with {terms[1][0]}. `{out}` is s + l"
            f"{end}."
        )
    return (
        grouped,
        f"With factors in signed digits, {out} = {' + '.join(signed)} for unsigned inputs.",
        worth,
    )


def _digits(factor: int) -> str:
    """Write a factor with few powers of two, added or subtracted."""
    found: list[str] = []
    place = 1
    while factor:
        if factor & 1:
            is_run = factor & 3 == 3
            found.append(f"{'-' if is_run else '+'} {place}")
            factor += 1 if is_run else -1
        factor, place = factor >> 1, place * 2
    return " ".join(reversed(found))[2:]


def _as_prose(formula: Formula, terms: _Terms) -> tuple[str, ...]:
    out, names, constant = formula.out, formula.names, _constant(terms)
    spelled = series(
        [
            f"{_number(factor)}{'fold' if factor < 20 else '-fold'} `{of}`" if "*" not in of
            else f"{_number(factor)} times the square of `{of.split('*')[0]}`"
            for factor, of in terms if of
        ]
    ).replace("onefold ", "").replace("one times ", "once ")  # fmt: skip
    add = f" and {_number(constant)} on top" if constant else ""
    if names[1:]:
        coins = series([f"`{of}` coins worth {factor}" for factor, of in terms])
        story = f"In the till there are {coins}. `{out}` tells how much money that is."
    elif formula.kind == "polynomial":
        start = f"{constant} from the wall" if constant else "at the wall"
        story = (
            f"A sledge starts {start}; after t seconds it has moved away by another {terms[0][0]} "
            f"times t squared plus {terms[1][0]} times t. The time t comes in as `{names[0]}`, and "
            f"`{out}` is the present distance from the wall."
        )
    else:
        fee = f", and each order has a fee of {constant} besides" if constant else ", with no fee"
        least = constant or "nothing"
        story = (
            f"A ticket costs {terms[0][0]}{fee}. For an order of `{names[0]}` tickets (none is "
            f"possible, for {least}), `{out}` is the price."
        )
    steps = "; ".join(
        f"{n}. {'multiply ' + of + f' by {factor}' if factor > 1 else 'take ' + of + ' as it is'}"
        if of else f"{n}. take the constant {factor}"
        for n, (factor, of) in enumerate(terms, 1)
    )  # fmt: skip
    many = len(terms) > 1
    summed = ", summed" if sum(bool(of) for _, of in terms) > 1 else ""
    return (
        f"`{out}`: unsigned, {spelled}{summed}{add}; full precision, no rounding.",
        f"{story} All numbers are natural ones.",
        (
            f"Data path in order: {steps}; {len(terms) + 1}. "
            f"{'add these intermediate results' if many else 'leave the product as it is'}; "
            f"{len(terms) + 2}. hand it to `{out}` with all {formula.wide} bits."
        ),
    )


def _as_papers(formula: Formula, terms: _Terms) -> tuple[str, ...]:
    out, wide, names, value = formula.out, formula.wide, formula.names, formula.value
    top, listed = (1 << formula.width) - 1, ", ".join(names)
    most, low = value(dict.fromkeys(names, top)), value(dict.fromkeys(names, 0))
    samples = [{name: n + k for k, name in enumerate(names)} for n in (1, 3)]
    tried = "; ".join(
        f"{', '.join(f'{name}={n}' for name, n in sample.items())} must give {value(sample)}"
        for sample in samples
    )
    plain, dotted = _joined(terms, "*", "**2"), _joined(terms, r" \cdot ", "^2")
    power = " (** is a power)" if "**" in plain else ""
    domain = f"{{0,...,{top}}}{f'^{len(names)}' if names[1:] else ''}"
    return (
        (
            f"REQ-1: input{'s' if names[1:] else ''} {listed} shall be taken as unsigned. REQ-2: "
            f"{out} shall equal {plain}{power}. REQ-3: {out} shall have {wide} bits and "
            f"never wrap."
        ),
        (
            f"Bug: wrong results on {out}. Expected: {tried}; in short, {plain}{power}, "
            f"whatever unsigned {listed} may be. Please write it anew."
        ),
        (
            f"Consider the map g from {domain} to {{{low},...,{most}}} with $g({listed}) = "
            f"{dotted}$. Realise it in hardware, with `{out}` as its value."
        ),
        (
            f"Q: What comes out at {out}? A: {_joined(terms, ' times ', ' squared')}. Q: Is "
            f"anything signed? A: No. Q: How large can it get? A: Up to {most}, hence {wide} bits."
        ),
    )
