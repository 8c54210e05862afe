"""Chains of full adders or subtractors on single bits, every carry or borrow an output."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.carry_chains import others

_OPERANDS = (("a", "b"), ("x", "y"), ("op_a", "op_b"), ("p", "q"), ("left", "right"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    a: str
    b: str
    into: str
    """The carry or borrow into bit 0."""
    total: str
    carries: str
    """One for each bit: what leaves it."""
    width: int
    is_difference: bool

    def function(self, levels: Levels) -> Known:
        """Work through the numbers of the lowest bits, one more at a time."""
        one, other, sign = levels[self.a], levels[self.b], -1 if self.is_difference else 1
        carries = 0
        for place in range(self.width):
            size = 2 << place
            exact = one % size + sign * (other % size + levels[self.into])
            carries |= int(not 0 <= exact < size) << place
        total = one + sign * (other + levels[self.into])
        return {self.total: total % (1 << self.width), self.carries: carries}

    def bit(self, name: str, place: int) -> str:
        """Name a bit of a vector of this width."""
        return f"{name}[{place}]" if self.width > 1 else name

    def before(self, place: int) -> str:
        """Name what comes into a bit."""
        return self.bit(self.carries, place - 1) if place else self.into

    def carry(self, place: int) -> str:
        """Write what leaves a bit."""
        a, b, c = self.bit(self.a, place), self.bit(self.b, place), self.before(place)
        if self.is_difference:
            return f"(~{a} & {b}) | (~{a} & {c}) | ({b} & {c})"
        return f"({a} & {b}) | ({a} & {c}) | ({b} & {c})"


def draw(rng: random.Random) -> Drawn:
    """Draw a chain; of one bit it is a full adder or subtractor."""
    is_difference = rng.random() < 0.35
    a, b = rng.choice(_OPERANDS)
    chain = _Chain(
        a=a, b=b, into=rng.choice(("bin", "b_in", "borrow_in") if is_difference else
                                  ("cin", "c_in", "carry_in")),
        total=rng.choice(("diff", "d", "res") if is_difference else ("sum", "s", "total")),
        carries=rng.choice(("bout", "borrow") if is_difference else ("cout", "carry", "c_out")),
        width=rng.choice((1, 2, 3, 3, 4, 4, 5, 6, 8, 16)), is_difference=is_difference,
    )  # fmt: skip
    what = "sub" if is_difference else "add"
    return Drawn(
        family="carry_chains",
        name=rng.choice((f"{what}_chain", f"ripple_{what}", f"{what}{chain.width}", "top_module")),
        ports=(
            input_port(a, chain.width), input_port(b, chain.width), input_port(chain.into),
            output_port(chain.carries, chain.width), output_port(chain.total, chain.width),
        ),
        bodies=_bodies(chain),
        registers={"loop": frozenset({chain.total, chain.carries})},
        says=_says(rng, chain),
        behaviour=lambda: Combinational(chain.function),
    )  # fmt: skip


def _bodies(chain: _Chain) -> dict[str, str]:
    a, b, total, carries = chain.a, chain.b, chain.total, chain.carries
    lines = "".join(
        f"    assign {chain.bit(total, n)} = {chain.bit(a, n)} ^ {chain.bit(b, n)} ^ "
        f"{chain.before(n)};\n    assign {chain.bit(carries, n)} = {chain.carry(n)};\n"
        for n in range(min(chain.width, 5))
    )
    full = f"{{{carries}[{chain.width - 2}:0], {chain.into}}}" if chain.width > 1 else chain.into
    no = "~" if chain.is_difference else ""
    word = (
        f"    assign {total} = {a} ^ {b} ^ {full};\n"
        f"    assign {carries} = ({no}{a} & {b}) | ({no}{a} & {full}) | ({b} & {full});\n"
    )
    if chain.width == 1:
        sign = "-" if chain.is_difference else "+"
        number = f"    assign {{{carries}, {total}}} = {a} {sign} {b} {sign} {chain.into};\n"
        return {"bits": lines, "number": number}
    span = f"[{chain.width - 1}:0]"
    loop = (
        f"    integer i;\n    reg c;\n\n    always @(*) begin\n        c = {chain.into};\n"
        f"        for (i = 0; i < {chain.width}; i = i + 1) begin\n"
        f"            {total}[i] = {a}[i] ^ {b}[i] ^ c;\n"
        f"            c = ({no}{a}[i] & {b}[i]) | ({no}{a}[i] & c) | ({b}[i] & c);\n"
        f"            {carries}[i] = c;\n        end\n    end\n"
    )
    inner = word.replace(full, "into")
    wires = f"    wire {span} into = {full};\n\n{inner}"
    return {"loop": loop, "wires": wires, **({"bits": lines} if chain.width < 6 else {})}


def _says(rng: random.Random, chain: _Chain) -> tuple[str, ...]:
    a, b, into = f"`{chain.a}`", f"`{chain.b}`", f"`{chain.into}`"
    total, carries, width = f"`{chain.total}`", f"`{chain.carries}`", chain.width
    if chain.is_difference:
        cell, leaves, result, sum_ = (
            "full subtractor",
            "borrow",
            "difference",
            f"{a} - {b} - {into}",
        )
    else:
        cell, leaves, result, sum_ = "full adder", "carry", "sum", f"{a} + {b} + {into}"
    verb = rng.choice(("Build", "Design", "Make"))
    ports = (chain.a, chain.b, chain.into, chain.total, chain.carries)
    if width == 1:
        return (
            f"A one-bit {cell}: {total} and {carries} are the {result} and the {leaves} out of "
            f"{sum_}.",
            f"{verb} a {cell} for the bits {a} and {b} with the {leaves} in {into}. Outputs are "
            f"the {result} {total} and the {leaves} out {carries}.",
            f"Combine the three bits of {sum_}: {total} is the XOR of all three, and {carries} is "
            f"the {leaves} that goes to the next place.",
            f"Gates for a {cell}. Inputs: {a}, {b} and the incoming {leaves} {into}. The {result} "
            f"bit leaves at {total}, the outgoing {leaves} at {carries}.",
            f"One place of a column of figures: work out {sum_} in binary, give the {result} "
            f"digit on {total} and the {leaves} on {carries}.",
            *_more_bit(chain, (cell, leaves, result)),
            *others(ports, width, is_difference=chain.is_difference),
            f"Given {a}, {b} and {into}, output the {result} digit as {total} and the {leaves} as "
            f"{carries}, as a {cell} does.",
        )
    return (
        f"A ripple chain of {width} {cell}s computes {sum_}. The {result} is {total}, and "
        f"`{chain.carries}[i]` is the {leaves} out of the cell for bit i.",
        f"{verb} {width} instances of a {cell}, each passing its {leaves} to the next. The first "
        f"takes {into}. All {leaves} outputs are visible in {carries} (bit i from cell i); the "
        f"{result} bits are {total}.",
        f"{total} = {sum_}, cut to {width} bits. Besides, show each {leaves}: bit i of {carries} "
        f"is 1 if a {leaves} leaves bit position i.",
        f"Work from bit 0 to bit {width - 1} of {a} and {b}, starting with the {leaves} {into}. "
        f"At each place write the {result} digit to {total} and the {leaves} to the same place of "
        f"{carries}.",
        f"Connect {cell}s in a row, {width} of them. Cell 0 gets {into}, cell k gets bit k-1 of "
        f"{carries}. {total} collects the {result} outputs and {carries} the {leaves} outputs.",
        f"Given two {width}-bit numbers {a}, {b} and the bit {into}, output the {result} on "
        f"{total} and the intermediate {leaves} of every stage on {carries}; its top bit is the "
        f"{leaves} out.",
        *_more(chain, (cell, leaves, result)),
        *others(ports, width, is_difference=chain.is_difference),
        f"For each place k, a {cell} combines `{chain.a}[k]`, `{chain.b}[k]` and the {leaves} "
        f"from place k-1 ({into} for k = 0) into `{chain.total}[k]` and `{chain.carries}[k]`.",
    )  # fmt: skip


def _more_bit(chain: _Chain, words: tuple[str, str, str]) -> tuple[str, ...]:
    """Say in more ways what a full adder or subtractor of one bit does."""
    (cell, leaves, result), a, b, into = words, chain.a, chain.b, chain.into
    total, carries = chain.total, chain.carries
    sign = "-" if chain.is_difference else "+"
    ones = [
        f"{row >> 2}{row >> 1 & 1}{row & 1} gives {found[carries]}{found[total]}"
        for row in range(8)
        for found in [chain.function({a: row >> 2, b: row >> 1 & 1, into: row & 1})]
    ]
    rule = (
        f"{carries} is 1 if {b} + {into} is more than {a}"
        if chain.is_difference
        else f"{carries} is 1 if two or three of the inputs are 1"
    )
    return (
        f"Truth table of a {cell}, from {a}, {b}, {into} to {carries}, {total}: {'; '.join(ones)}.",
        f"Verilog: {total} = {a} ^ {b} ^ {into}; {carries} = {chain.carry(0)}.",
        f"Create the basic cell of a ripple {'subtractor' if chain.is_difference else 'adder'}. "
        f"The {result} output {total} is 1 for an odd number of ones among {a}, {b} and {into}. "
        f"As for the {leaves}, {rule}.",
        f"You are given three bits {a}, {b} and {into}. Work out {a} {sign} {b} {sign} {into} as "
        f"one binary column: the digit that stays in the column is {total}, and {carries} is the "
        f"{leaves} passed on.",
        f"This block is one stage of a longer chain: the {leaves} of the stage before comes in on "
        f"{into}, the {leaves} for the stage after goes out on {carries} ({rule}), and {total} is "
        f"the XOR of all that comes in.",
        f"The two-bit number {{{carries}, {total}}} is {a} {sign} {b} {sign} {into}, modulo 4.",
    )


def _more(chain: _Chain, words: tuple[str, str, str]) -> tuple[str, ...]:
    """Say in more ways what a row of full adders or subtractors does."""
    (cell, leaves, result), a, b, into = words, chain.a, chain.b, chain.into
    total, carries, width = chain.total, chain.carries, chain.width
    sign, top = "-" if chain.is_difference else "+", width - 1
    first, other = (1, 2) if chain.is_difference else (3, 1)
    found = chain.function({a: first, b: other, into: 0})
    rule = (
        f"{carries}[i] tells whether the low i+1 bits of {a} are less than the low i+1 bits of {b} "
        f"plus {into}"
        if chain.is_difference
        else f"{carries}[i] tells whether the low i+1 bits of {a} and of {b}, added together with "
        f"{into}, need more than i+1 bits"
    )
    return (
        f"Ripple-{leaves} {'subtractor' if chain.is_difference else 'adder'}, {width} bits, "
        f"{leaves} in {into}, with all {leaves} bits brought out on {carries}, lowest at bit 0, "
        f"and the {result} on {total}.",
        f"Let c be {{{carries}[{top - 1}:0], {into}}}. Then {total} = {a} ^ {b} ^ c, and {carries} "
        f"is the "
        + (
            f"bitwise OR of ~{a} & {b}, ~{a} & c and {b} & c."
            if chain.is_difference
            else f"bitwise majority of {a}, {b} and c."
        ),
        f"Create a circuit for {a} {sign} {b} {sign} {into} that also shows what happens inside: "
        f"the {width} lowest bits of the {result} go to {total}, and {rule}.",
        f"Assume {width}-bit unsigned words {a} and {b}. Example: with {first} and {other} and "
        f"{into} = 0, {total} is {found[total]:0{width}b} and {carries} is "
        f"{found[carries]:0{width}b}. In general {total} is the wrapped {result} {a} {sign} {b} "
        f"{sign} {into}, and a bit of {carries} is 1 where a {leaves} passes from this place to "
        f"the next higher one.",
        f"What makes up this block? {width} {cell}s for bits 0 to {top}. What connects them? The "
        f"{leaves} of each goes to its left neighbour and to its own bit of {carries}; the "
        f"rightmost one gets {into}. Where is the {result}? On {total}.",
    )
