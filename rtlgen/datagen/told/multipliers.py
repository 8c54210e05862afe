"""Multipliers in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What is multiplied, and the ports."""

    form: str
    """`words`, `constant` or `square`."""
    is_signed: bool
    """All words are in two's complement."""
    a: str
    size_a: int
    b: str
    """The other input of the form `words`."""
    size_b: int
    factor: int
    """The constant."""
    out: str
    size: int
    """Bits of the result; higher ones are cut off."""

    @property
    def full(self) -> int:
        """Bits that the whole product may need."""
        if self.form == "constant":
            return self.size_a + self.factor.bit_length()
        return self.size_a + self.size_b

    @property
    def kind(self) -> str:
        """How words are read."""
        return "two's complement" if self.is_signed else "unsigned"

    @property
    def signs(self) -> str:
        """The same in one word."""
        return "signed" if self.is_signed else "unsigned"

    def fit(self, way: int = 0) -> str:
        """Tell how the product fits into the output."""
        if self.size < self.full:
            return (
                f" Bits of the product from 2^{self.size} upwards are dropped.",
                f" The result is truncated to its lowest {self.size} bits.",
                f" Overflow past bit {self.size - 1} is lost.",
            )[way]
        if self.size == self.full:
            return (" No bit of the product is lost.", "", " It cannot overflow.")[way]
        how = "sign" if self.is_signed else "zero"
        return (
            f" The product is {how}-extended to the {self.size} bits of the output.",
            f" The {self.size} bits hold it with {how} extension.",
            f" The spare bits of `{self.out}` at the top are its {how} extension.",
        )[way]

    def value(self, one: int, other: int) -> int:
        """Return what goes out for a product of two numbers."""
        return one * other & (1 << self.size) - 1


def others(product: Product) -> tuple[str, ...]:
    """Tell a multiplier in further words."""
    if product.form == "words":
        return (*_words(product), *_words_more(product))
    return _constant(product) if product.form == "constant" else _square(product)


def _weights(name: str, size: int, *, is_signed: bool) -> str:
    """Write a word as a sum of its bits."""
    terms = [f"{name}[{n}]*{1 << n}" if n else f"{name}[0]" for n in range(size - 1)]
    last = f"{name}[{size - 1}]*{1 << size - 1}"
    return f"{' + '.join(terms)} {'-' if is_signed else '+'} {last}"


def _words(product: Product) -> tuple[str, ...]:
    """Tell a product of two words by formulas and in short."""
    a, b, out, size_b = product.a, product.b, product.out, product.size_b
    is_signed, size = product.is_signed, product.size
    rows = [f"({b}[{n}] ? {a} << {n} : 0)" if n else f"({b}[0] ? {a} : 0)" for n in range(size_b)]
    added = f"{' + '.join(rows[:-1])} {'-' if is_signed else '+'} {rows[-1]}"
    extended = "sign" if is_signed else "zero"
    types = "int" if is_signed else "unsigned int"
    return (
        (
            f"Drive `{out}` with {added}, where `{a}` is first {extended}-extended far enough and "
            f"the lowest {size} bits of the sum are taken."
        ),
        (
            f"A {product.size_a}-by-{size_b}-bit {product.signs} combinational multiplier."
            f"{product.fit(1)}"
        ),
        (
            f"With A = {_weights(a, product.size_a, is_signed=is_signed)} and B = "
            f"{_weights(b, size_b, is_signed=is_signed)}, `{out}` is A * B modulo {1 << size}."
        ),
        (
            f"In C one would write {out} = ({types}){a} * ({types}){b}, with both converted from "
            f"{product.kind} words of {product.size_a} and {size_b} bits. `{out}` takes the lowest "
            f"{size} bits of the result."
        ),
        (
            f"`{out}` depends on both operands at once and on nothing else: it is the "
            f"{product.signs} product, with bit 0 as the least significant one.{product.fit()} "
            f"The operands are `{a}` and `{b}`. For example, {_shown(product)}."
        ),
    )


def _shown(product: Product) -> str:
    """Give an example of a product of two words."""
    a, b, size_a, size_b = product.a, product.b, product.size_a, product.size_b
    one, other = ((1 << size_a) - 1, 2 - product.is_signed)
    value = product.value(one - (product.is_signed << size_a), other)
    return (
        f"{one:0{size_a}b} on `{a}` and {other:0{size_b}b} on `{b}` give {value:0{product.size}b}"
    )


def _words_more(product: Product) -> tuple[str, ...]:
    """Tell a product of two words as a question, a message, requirements, cases and a contrast."""
    a, b, out, kind = product.a, product.b, product.out, product.kind
    cases = (
        f"While `{a}` or `{b}` is 0, `{out}` is 0 as well. Otherwise `{out}` is what you get by "
        f"writing the number `{a}` down `{b}` times and adding up. Both are unsigned numbers."
    )
    if product.is_signed:
        cases = (
            f"If the sign bits of `{a}` and `{b}` differ, `{out}` is minus the product of their "
            f"magnitudes; if they are the same, it is plus that product. All three words are in "
            f"two's complement."
        )
    return (
        (
            f"Which circuit turns the {kind} numbers `{a}`, of {product.size_a} bits, and `{b}`, "
            f"of {product.size_b} bits, into their product without waiting for a clock? Build it, "
            f"with the product on `{out}`.{product.fit(2)}"
        ),
        (
            f"I just need a plain multiply here, `{a}` times `{b}`, and both are {kind}. The "
            f"result goes straight to `{out}`, no pipeline.{product.fit(1)}"
        ),
        (
            f"The multiplier shall treat `{a}` and `{b}` as {kind} integers. `{out}` must carry "
            f"their product at all times, as a purely combinational function.{product.fit()}"
        ),
        f"{cases}{product.fit(2)}",
        (
            "Unlike a shift-and-add multiplier with a state machine, this one has neither a "
            f"clock nor a start signal: whenever `{a}` or `{b}` changes, `{out}` follows with the "
            f"{product.signs} product.{product.fit()}"
        ),
    )


def _constant(product: Product) -> tuple[str, ...]:
    """Tell a product with a constant."""
    a, out, factor, size, size_a = (
        product.a, product.out, product.factor, product.size, product.size_a,
    )  # fmt: skip
    parts = [f"{{{a}, {n}'b{0:0{n}b}}}" if n else a
             for n in reversed(range(factor.bit_length())) if factor >> n & 1]  # fmt: skip
    most = (1 << size_a) - 1
    weights = " + ".join(f"{factor << n}*{a}[{n}]" for n in range(size_a))
    return (
        (f"Drive `{out}` with {' + '.join(parts)}, evaluated with unsigned words of {size} bits."),
        (
            f"Times-{factor} multiplier, combinational, unsigned, from {size_a} to {size} bits."
            f"{product.fit(1)}"
        ),
        (
            f"A ticket costs {factor} coins. How many coins do `{a}` tickets cost? Build the logic "
            f"that answers on `{out}`, with unsigned numbers.{product.fit(2)}"
        ),
        (
            f"I have an index `{a}` into an array whose records are {factor} bytes long and need "
            f"the offset of the record in bytes on `{out}`. All of it is unsigned; plain gates "
            f"will do.{product.fit()}"
        ),
        (
            f"`{out}` shall be the unsigned value of `{a}` multiplied by {factor}. The factor "
            f"must be fixed in the circuit, which shall have no clock.{product.fit(1)}"
        ),
        (
            f"When `{a}` is 0, `{out}` is 0. When the unsigned `{a}` goes up by one, `{out}` goes "
            f"up by {factor}; when it goes down by one, `{out}` goes down by "
            f"{factor}.{product.fit(2)}"
        ),
        (
            f"Unlike a general multiplier, this one has a single operand, `{a}`; the other operand "
            f"never changes and is {factor}. The unsigned product goes to `{out}`.{product.fit()}"
        ),
        f"As a sum over the bits, `{out}` is {weights}, modulo {1 << size}.",
        (
            f"Think of a loop without memory: {out} = 0; repeat ({factor}) {out} = {out} + {a}; in "
            f"unsigned arithmetic with {size} bits."
        ),
        (
            f"`{out}` is 0, {product.value(1, factor)}, {product.value(2, factor)} for `{a}` = 0, "
            f"1, 2 and {product.value(most, factor)} for the largest {a}, {most}. The rule is "
            f"that the unsigned `{a}` is scaled by {factor}.{product.fit(1)}"
        ),
    )


def _square(product: Product) -> tuple[str, ...]:
    """Tell a square."""
    a, out, kind, size, size_a = (
        product.a, product.out, product.kind, product.size, product.size_a,
    )  # fmt: skip
    one = (1 << size_a) - 2
    value = product.value(*[one - (product.is_signed << size_a)] * 2)
    cases = f"If `{a}` is 0 there is no such number and `{out}` is 0; otherwise they"
    count = f"first |{a}|" if product.is_signed else f"first {a}"
    reads = f"$signed({a})" if product.is_signed else a
    types = "int" if product.is_signed else "unsigned int"
    article = f"{'a' if product.is_signed else 'an'} {kind}"
    sign = "Its sign does not matter, but it must be" if product.is_signed else "It must be"
    return (
        f"Evaluate {reads} * {reads} with {size} bits and drive `{out}` with the value.",
        f"A {size_a}-bit {product.signs} squaring circuit, combinational.{product.fit(1)}",
        (
            f"How large is the square over a side of length `{a}`, where `{a}` is {article} "
            f"number? Build the logic that shows the answer on `{out}`.{product.fit(2)}"
        ),
        (
            f"I am computing a distance and need the square of the difference `{a}`, which I have "
            f"in {kind} form with {size_a} bits. Put it on `{out}`, please, with no clock involved."
            f"{product.fit()}"
        ),
        (
            f"The circuit shall output the second power of `{a}` on `{out}`. {sign} read as {kind}."
            f"{product.fit(1)}"
        ),
        (
            f"`{out}` is the sum of the {count} odd numbers 1, 3, 5 and so on, with `{a}` read as "
            f"{kind}. {cases} are added up.{product.fit(2)}"
        ),
        (
            f"Unlike a multiplier with two ports, this one has just `{a}`, which serves as both "
            f"factors; the product of the {kind} word with itself is `{out}`.{product.fit()}"
        ),
        (
            f"With A = {_weights(a, size_a, is_signed=product.is_signed)}, `{out}` equals A^2 "
            f"modulo 2^{size}."
        ),
        (
            f"In C this is {types} n = {a}; {out} = n * n; where {a} is {article} variable of "
            f"{size_a} bits and `{out}` keeps the lowest {size} bits."
        ),
        (
            f"`{out}` shows the square of `{a}`.{product.fit()} For example, "
            f"{one:0{size_a}b} gives {value:0{size}b} (in binary), `{a}` being {kind}."
        ),
    )
