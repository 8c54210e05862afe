"""Adders built from smaller adders, in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Adder:
    """A big adder, the small ones in it, and its ports."""

    kind: str
    unit: int
    """Bits of a small adder."""
    count: int
    """Small adders in a row."""
    sub: str
    """The module's name of the small adder."""
    a: str
    b: str
    total: str
    first: str | None
    """The carry in, or what chooses to subtract."""
    last: str | None
    """The carry out."""

    @property
    def width(self) -> int:
        """Bits of a word."""
        return self.unit * self.count

    @property
    def carry(self) -> str:
        """The carry at the bottom."""
        return self.first or "0"

    @property
    def result(self) -> str:
        """What the sum is assigned to."""
        return f"{{{self.last}, {self.total}}}" if self.last else self.total

    @property
    def sum(self) -> str:
        """The sum in Verilog."""
        if self.kind == "addsub":
            return f"{self.a} + ({self.b} ^ {{{self.width}{{{self.first}}}}}) + {self.first}"
        return f"{self.a} + {self.b}" + (f" + {self.first}" if self.first else "")


def others(adder: Adder) -> tuple[str, ...]:
    """Say the same in ten more ways."""
    return (*_short(adder), *_spoken(adder), *_strict(adder), *_exact(adder))


def _goal(adder: Adder, turn: int) -> str:
    """Write what is computed, as a part of a sentence."""
    a, b, total, last, width = adder.a, adder.b, adder.total, adder.last, adder.width
    over = f", and {last} is the carry out of the top" if last else ""
    if adder.kind == "addsub":
        if turn % 2:
            over = f" (with the carry out of that addition at {last})" if last else ""
            return (
                f"{total} is {a} plus {b} modulo 2^{width} unless {adder.first} is 1, and {a} "
                f"minus {b} modulo 2^{width}, formed as {a} + ~{b} + 1, if it is{over}"
            )
        return (
            f"{total} is {a} + {b} for {adder.first} low and {a} - {b}, that is {a} + ~{b} + 1, "
            f"for {adder.first} high, {width} bits each time{over}"
        )
    if adder.kind == "decimal":
        plus = f", plus {adder.first}," if adder.first else ""
        if turn % 2:
            return (
                f"two decimal numbers, {a} and {b}, with {adder.count} digits of 4 bits each and "
                f"the units in bits 3:0, are added{plus.rstrip(',')} to give {total} in the same "
                f"form{over}"
            )
        return (
            f"{total} is the sum of {a} and {b}{plus} in BCD, {adder.count} digits of 4 bits "
            f"each, units at the right{over}"
        )
    if turn % 2:
        return f"{adder.result} is {adder.sum}, unsigned" + ("" if last else f", modulo 2^{width}")
    return f"{total} is the low {width} bits of the unsigned sum {adder.sum}{over}"


def _build(adder: Adder, turn: int) -> str:
    """Write of what it is made, as a part of a sentence."""
    sub, unit, width, count = adder.sub, adder.unit, adder.width, adder.count
    if adder.kind == "select":
        return (
            f"an instance of `{sub}` for bits {unit - 1}:0 (carry in {adder.carry}), two more for "
            f"bits {width - 1}:{unit}, one with carry in 0 and one with carry in 1, and a 2-to-1 "
            f"choice between these two by the carry out of the first",
            f"three copies of `{sub}` and a multiplexer: the low copy starts with carry "
            f"{adder.carry}, the other two both add the {unit} upper bits, assuming no carry and a "
            f"carry respectively, and the cout of the low copy selects whose sum and cout are used",
        )[turn % 2]
    chain = (
        f"{count} instances of `{sub}` in a row from the lowest bits up, each one's cout "
        f"wired to the next one's cin",
        f"a ripple chain of {count} `{sub}` blocks, in which a carry travels from the right end "
        f"to the left end",
        f"`{sub}`, placed {count} times and strung together by the carry wires, lowest bits first",
    )[turn % 3]
    if adder.kind == "addsub":
        return (
            f"{chain}, with {adder.first} at the first cin and also XORed with every bit of "
            f"{adder.b}"
        )
    return f"{chain}, with {adder.carry} at the first cin"


def _cell(adder: Adder) -> str:
    """Write what a small adder does."""
    if adder.kind == "decimal":
        return (
            f"`{adder.sub}` (a, b, cin; sum, cout) forms t = a + b + cin; with t above 9 cout is 1 "
            f"and sum the low 4 bits of t + 6, else cout is 0 and sum is t"
        )
    bits = f"{adder.unit} bit{'s' * (adder.unit > 1)}"
    return (
        f"`{adder.sub}` (a, b, cin; sum, cout) adds {bits} with a carry, {{cout, sum}} = a + b + "
        f"cin"
    )


def _short(adder: Adder) -> tuple[str, ...]:
    """Write a formula and catchwords."""
    wide = f"A{'n' * (adder.width == 8)} {adder.width}-bit"
    names = {
        "ripple": f"{wide} ripple-carry adder, {adder.count} x `{adder.sub}`",
        "addsub": f"{wide} adder-subtractor, {adder.first} = 1 subtracts, {adder.count} "
        f"x `{adder.sub}` in a ripple chain",
        "select": f"{wide} carry-select adder out of three `{adder.sub}` of "
        f"{adder.unit} bits, two of them for the upper half",
        "decimal": f"A {adder.count}-digit BCD adder, one `{adder.sub}` for each digit, decimal "
        f"carries rippling, digits corrected by + 6 above 9",
    }
    into = "" if adder.kind == "addsub" else ", no carry in"
    if adder.first and adder.kind != "addsub":
        into = f", carry in {adder.first}"
    out = f", carry out {adder.last}" if adder.last else ", no carry out"
    if adder.kind == "decimal":
        formula = (
            f"Digit by digit, with c = {adder.carry} at the beginning, t = u + v + c is formed "
            f"from a digit u of {adder.a} and the digit v of {adder.b} at the same place, the "
            f"lowest 4 bits first; the digit of {adder.total} is `(t > 9) ? t + 6 : t` in 4 bits, "
            f"and `t > 9` is the c of the next digit"
            + (f", in the end {adder.last}" if adder.last else "")
            + f". Each digit has an instance of `{adder.sub}`."
        )
    else:
        formula = (
            f"The function `{adder.result} = {adder.sum}` is not written with one plus sign but "
            f"wired up from {_build(adder, 0)}. Let `{adder.sub}` be part of the answer."
        )
    return formula, f"{names[adder.kind]}{into}{out}."


def _spoken(adder: Adder) -> tuple[str, ...]:
    """Ask, chat and contrast."""
    sub = adder.sub
    return (
        f"How do you get a big adder out of small ones? Take {_build(adder, 1)}. In the end "
        f"{_goal(adder, 0)}. Write the top module, and below it the small one: {_cell(adder)}.",
        f"I'd like to show our new people a proper hierarchy, so please don't just type a plus in "
        f"the top module. What it does is simple: {_goal(adder, 1)}. But make it from "
        f"{_build(adder, 2)}. And include the little module too; {_cell(adder)}.",
        f"Unlike a flat description, the top module has no arithmetic of its own: all of it is in "
        f"`{sub}`, and the top only has wires and {_build(adder, 3)}. Seen as a black box, "
        f"{_goal(adder, 2)}. Inside, {_cell(adder)}.",
    )


def _strict(adder: Adder) -> tuple[str, ...]:
    """Require, and go by cases."""
    unit, sub, total = adder.unit, adder.sub, adder.total
    limit = 10 if adder.kind == "decimal" else 1 << unit
    piece = "digit" if adder.kind == "decimal" else "block" if unit > 1 else "bit position"
    plus = f" (and {adder.first})" if adder.first else ""
    less = "t + 6, of which 4 bits are kept" if adder.kind == "decimal" else f"t - {limit}"
    cases = (
        f"Let t be what a {piece} adds up: its part of {adder.a}, its part of {adder.b} and the "
        f"carry that reaches it, the lowest {piece} first. If t is less than {limit}, the {piece} "
        f"puts t into {total} and hands on a carry of 0; otherwise it puts {less}, and hands on 1"
    )
    if adder.kind == "addsub":
        cases = (
            f"While {adder.first} is 1, every bit of {adder.b} is inverted and the lowest {piece} "
            f"gets a carry of 1, so that {adder.a} - {adder.b} comes out; while {adder.first} is "
            f"0, {adder.b} goes in as it is and the carry is 0, for {adder.a} + {adder.b}. The "
            f"result of {adder.width} bits, wrapping around if need be, is {total}"
        )
    elif adder.kind == "select":
        cases = (
            f"Bits {adder.width - 1}:{unit} are added twice, without and with a carry. If the "
            f"addition of bits {unit - 1}:0{plus} overflows, the second of the two results goes to "
            f"the upper half of {total}; otherwise the first. The lower half of {total} is what "
            f"the lower addition gives"
        )
    elif not adder.first:
        cases += "; the first one gets 0"
    else:
        cases += f"; the first one gets {adder.first}"
    top = ""
    if adder.last:
        top = f" The last carry is `{adder.last}`."
        if adder.kind == "select":
            top = f" `{adder.last}` is the carry of the result that was taken."
    return (
        f"The top module shall compute the following: {_goal(adder, 3)}. It shall consist of "
        f"{_build(adder, 4)}. The file must contain `{sub}` too, and its behaviour must "
        f"be this: {_cell(adder)}.",
        f"{cases}.{top} The work is done by {adder.count + (adder.kind == 'select')} instances of "
        f"`{sub}`, a module with the ports a, b, cin, sum and cout.",
    )


def _exact(adder: Adder) -> tuple[str, ...]:
    """Write equations with an index, a loop, and the outputs first."""
    unit, count, a, b, total = adder.unit, adder.count, adder.a, adder.b, adder.total
    base = 10 if adder.kind == "decimal" else 1 << unit
    second = b
    invert = ""
    if adder.kind == "addsub":
        second = f"{b} (of its inverse, if {adder.first} is 1)"
        invert = f"if ({adder.first}) v = ~v; "
    digit = f"s_k = (t_k mod {base})"
    if adder.kind == "decimal":
        digit = "s_k = t_k if t_k < 10, else (t_k + 6) mod 16"
    step = "floor(t_k / " + str(base) + ")"
    if adder.kind == "decimal":
        step = "1 if t_k > 9 and 0 if not"
    body = f"S[k] = t % {base}; r = t / {base};"
    if adder.kind == "decimal":
        body = "r = t > 9; S[k] = r ? (t + 6) & 15 : t;"
    end = f"; {adder.last} = c_{count}" if adder.last else ""
    final = f" {adder.last} = r;" if adder.last else ""
    size = f"{unit} bit{'s' * (unit > 1)}"
    select = ""
    if adder.kind == "select":
        select = (
            " Both values that c_1 can have are prepared for k = 1 beforehand, and c_1 only "
            "chooses."
        )
    seen = f"{a}, {b} and {adder.first}" if adder.first else f"{a} and {b}"
    outputs = f"`{total}` and `{adder.last}` come" if adder.last else f"`{total}` comes"
    return (
        f"Cut the words into {count} parts of {size}, numbered from k = 0 at the right, x_k of "
        f"{a}, y_k of {second}, s_k of {total}. With c_0 = {adder.carry} and t_k = x_k + y_k + "
        f"c_k, let {digit}, and let c_(k+1) = {step}{end}. An instance of `{adder.sub}` computes "
        f"one "
        f"such step.{select}",
        f"In the manner of C, with arrays X, Y and S of the {count} parts of {a}, {b} and {total} "
        f"({size} each, part 0 lowest): `r = {adder.carry}; for (k = 0; k < {count}; k++) {{ "
        f"v = Y[k]; {invert}t = X[k] + v + r; {body} }}{final}` Parts are unsigned, and so is "
        f"v, which has the same size. Unroll the loop into hardware: {_build(adder, 5)}.",
        f"{outputs} out of {_build(adder, 6)}. What matters is {seen}, and "
        f"nothing is stored: {_goal(adder, 4)}. "
        f"For the parts, {_cell(adder)}.",
    )
