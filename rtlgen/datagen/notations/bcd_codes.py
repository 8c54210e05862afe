"""Converters between codes of a digit in further notations."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.datagen.series import series

_READ = {
    "BCD (8421)": ("{w} <= 9", "{w}"),
    "excess-3": ("3 <= {w} <= 12", "{w} - 3"),
    "2421 (Aiken)": ("{w} <= 4 or {w} >= 11", "{w}, less 6 if bit 3 is set"),
    "Gray": ("m <= 9, where m = {w} ^ ({w} >> 1) ^ ({w} >> 2) ^ ({w} >> 3)", "m"),
    "one-hot": ("exactly one bit of {w} is 1", "the index of that bit"),
    "active-low one-hot": ("exactly one bit of {w} is 0", "the index of that bit"),
    "thermometer": ("{w} has no 1 above a 0", "the number of ones"),
    "Johnson": (
        "neighbouring bits of {w} differ at one place at most",
        "the number of ones if {w}[4] is 0, else 10 minus the number of ones",
    ),
    "nine's complement": ("{w} <= 9", "9 - {w}"),
}
"""For each code: when an unsigned word of it is legal, and which digit it then means."""

_BITS = {
    "BCD (8421)": "bit k of n",
    "excess-3": "bit k of the sum n + 3",
    "2421 (Aiken)": "bit k of n + 6 where n is 5 or more, and bit k of n below that",
    "Gray": "bit k of n, exclusive-or bit k + 1 of n (bit 4 of n is 0)",
    "one-hot": "1 where k equals n, else 0",
    "active-low one-hot": "0 where k equals n, else 1",
    "thermometer": "1 where k < n, else 0",
    "Johnson": "1 where k < n <= k + 5, else 0",
    "nine's complement": "bit k of the difference 9 - n",
}
"""For each code: bit k of the word of the digit n."""

_WALKS = {
    "BCD (8421)": "begins with 0000 and counts up by one per digit",
    "excess-3": "begins with 0011 and counts up by one per digit",
    "2421 (Aiken)": "begins with 0000, counts up by one per digit and leaps from 0100 at 4 to "
    "1011 at 5",
    "Gray": "visits 0000, 0001, 0011, 0010, 0110, 0111, 0101, 0100, 1100 and 1101",
    "one-hot": "has a lone 1 among ten bits, which starts at bit 0 and climbs one place per digit",
    "active-low one-hot": "has a lone 0 among ten bits, which starts at bit 0 and climbs one "
    "place per digit",
    "thermometer": "begins with nine zeros and turns one more of them into a 1 per digit, the "
    "lowest first",
    "Johnson": "begins with 00000, and per digit the bits move up by one place while bit 0 "
    "becomes the inverse of the old bit 4",
    "nine's complement": "begins with 1001 and counts down by one per digit",
}
"""For each code: its words in the order of the digits."""

_NICKNAMES = {
    "BCD (8421)": "8421 BCD",
    "excess-3": "XS-3 (digit + 3)",
    "2421 (Aiken)": "Aiken 2-4-2-1 (0000 to 0100, then 1011 to 1111)",
    "Gray": "4-bit reflected binary",
    "one-hot": "1-of-10 (line n high)",
    "active-low one-hot": "1-of-10 (line n low, the rest high)",
    "thermometer": "9-bit unary (the n lowest bits set)",
    "Johnson": "5-bit twisted ring (ones enter at bit 0, then zeros)",
    "nine's complement": "9 - n in binary",
}
_NUMERALS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


@dataclass(frozen=True, slots=True)
class _Codes:
    word: str
    out: str
    valid: str | None
    source: str
    goal: str
    pairs: tuple[tuple[str, str], ...]
    other: str

    def flag(self, text: str) -> str:
        """Put the name of the flag into a text; leave it out if there is no flag."""
        return text.format(self.valid) if self.valid else ""

    @property
    def numbers(self) -> list[tuple[int, int]]:
        """The pairs as unsigned numbers."""
        return [(int(a, 2), int(b, 2)) for a, b in self.pairs]

    @property
    def read(self) -> tuple[str, str]:
        """When the input is legal, and its digit."""
        test, digit = _READ[self.source]
        return test.format(w=self.word), digit.format(w=self.word)


def notations(
    word: str, out: str, valid: str | None, source: str, goal: str,
    pairs: tuple[tuple[str, str], ...], other: str,
) -> tuple[str, ...]:  # fmt: skip
    """Write a converter in twenty further notations.

    Args:
        word: The input.
        out: The output.
        valid: Output that tells whether the input is in its code, if there is one.
        source: Name of the code of the input.
        goal: Name of the code of the output.
        pairs: For the digits from 0 on, the words of both codes in binary.
        other: The output for an input outside of its code.
    """
    codes = _Codes(word, out, valid, source, goal, pairs, other)
    return (
        *_programs(codes),
        *_stores(codes),
        *_by_bits(codes),
        *_by_digits(codes),
        *_letters(codes),
        *_papers(codes),
    )


def _programs(codes: _Codes) -> tuple[str, ...]:
    """Write it in languages for programs."""
    word, out, other = codes.word, codes.out, codes.other
    table = ", ".join(f"0b{a}: 0b{b}" for a, b in codes.pairs)
    cases = " ".join(f"case {a}: return {b};" for a, b in codes.numbers)
    selected = ", ".join(f'"{b}" when "{a}"' for a, b in codes.pairs)
    found, missed = ("({}, true)", "({}, false)") if codes.valid else ("{}", "{}")
    arms = ", ".join(f"{a:#x} => {found.format(hex(b))}" for a, b in codes.numbers)
    result = f"the pair ({out}, {codes.valid})" if codes.valid else out
    bits = len(other)
    return (
        f"In Python, with x for the value of `{word}` and T = {{{table}}}, the expression "
        f"T.get(x, 0b{other}) is `{out}`"
        + codes.flag(", and x in T is `{}`")
        + ". As hardware this needs no clock.",
        f"In C: unsigned convert(unsigned {word}) {{ switch ({word}) {{ {cases} default: return "
        f"{int(other, 2)}; }} }} The returned number, {bits} bits of it, is `{out}`."
        + codes.flag(" Reaching default clears `{}`; each of the ten cases sets it."),
        f'As in VHDL: with {word} select {out} <= {selected}, "{other}" when others.'
        + codes.flag(" Likewise {} <= '0' when others, and '1' in the ten choices before it."),
        f"Rust: match {word} {{ {arms}, _ => {missed.format(hex(int(other, 2)))} }} == {result}.",
    )


def _stores(codes: _Codes) -> tuple[str, ...]:
    """Write it as data: an object, a plane of gates, a memory, a long constant."""
    word, out, other = codes.word, codes.out, codes.other
    wide, width, tag = len(codes.pairs[0][0]), len(other), "1" if codes.valid else ""
    entries = ", ".join(f'"{a}": "{b}"' for a, b in codes.pairs)
    plane = "\n".join(f"{a} {b}{tag}" for a, b in codes.pairs)
    tail = "0" if codes.valid else ""
    packed = "_".join(b for _, b in reversed(codes.pairs))
    sources = ", ".join(f"{a:#x}" for a, _ in codes.numbers)
    return (
        f'A JSON object from the bits of `{word}` to those of `{out}`: {{{entries}}}. "{other}" '
        f"stands for every key that is missing."
        + codes.flag(" `{}` is 1 if the key exists and 0 if it is missing."),
        f"PLA:\n.i {wide}\n.o {width + len(tail)}\n{plane}\n.e\n\nThis plane has the inputs "
        f"{word}[{wide - 1}:0] on the left and the outputs {out}[{width - 1}:0]"
        + codes.flag(", then {},")
        + f" on the right. An input that matches no line produces {other}{tail}.",
        _memory(codes, tag, tail),
        f"Find the position n of `{word}` in the list {sources} (the first position is 0). "
        f"`{out}` is K[{width}*n +: {width}] of the constant K = {10 * width}'b{packed}, and "
        f"{width}'b{other} if the list lacks `{word}`."
        + codes.flag(" `{}` is 0 in this last case, 1 otherwise."),
    )


def _memory(codes: _Codes, tag: str, tail: str) -> str:
    """Write a memory: small ones in full, large ones by the entries that differ."""
    wide, table = len(codes.pairs[0][0]), dict(codes.pairs)
    rest = codes.other + tail
    entries = "each entry is `" + codes.out + codes.flag("` followed by `{}") + "`"
    if wide < 6:
        words = [format(n, f"0{wide}b") for n in range(1 << wide)]
        rows = ", ".join(f"{table[w]}{tag}" if w in table else rest for w in words)
        return (
            f"A read-only memory with {1 << wide} entries, asynchronous, addressed by "
            f"`{codes.word}`; {entries}. Its contents in binary, address 0 first: {rows}."
        )
    rows = ", ".join(f"@{int(a, 2):03x} {b}{tag}" for a, b in codes.pairs)
    return (
        f"A read-only memory with {1 << wide} entries, asynchronous, addressed by "
        f"`{codes.word}`; {entries}. It is filled with {rest} except for these hexadecimal "
        f"addresses: {rows}."
    )


def _by_bits(codes: _Codes) -> tuple[str, ...]:
    """Tell each bit of the output by numbers of the input, and by digits."""
    word, out, other = codes.word, codes.out, codes.other
    wide, width = len(codes.pairs[0][0]), len(other)
    rare = "1" if other[0] == "0" else "0"
    terms = "; ".join(
        f"{out}[{width - 1 - place}]: "
        + ", ".join(str(int(a, 2)) for a, b in codes.pairs if b[place] == rare)
        for place in range(width)
    )
    kind = "minterms" if rare == "1" else "maxterms"
    legal = ", ".join(str(a) for a, _ in sorted(codes.numbers))
    ins = ", ".join(
        f"{word}[{wide - 1 - place}] = {''.join(a[place] for a, _ in codes.pairs)}"
        for place in range(wide)
    )
    outs = ", ".join(
        f"{out}[{width - 1 - place}] = {''.join(b[place] for _, b in codes.pairs)}"
        for place in range(width)
    )
    return (
        f"Canonical form with the unsigned value of `{word}` as the index. The {kind} of each "
        f"output bit, that is, the inputs for which it is {rare}: {terms}. For an index that a "
        f"bit does not list, this bit is {1 - int(rare)}."
        + codes.flag(" Minterms of {}: ") + (f"{legal}." if codes.valid else ""),
        f"Ten samples, one column per digit with 0 leftmost. Inputs: {ins}. Outputs: {outs}. "
        f"Patterns of `{word}` that are no column lead to {other}"
        + codes.flag(", and `{}` is 1 in the columns and 0 elsewhere") + ".",
    )  # fmt: skip


def _by_digits(codes: _Codes) -> tuple[str, ...]:
    """Tell how the digit is read and how it is written."""
    word, out, other = codes.word, codes.out, codes.other
    (test, digit), bits = codes.read, _BITS[codes.goal]
    width = len(other)
    sources = ", ".join(a for a, _ in codes.pairs)
    goals = ", ".join(b for _, b in codes.pairs)
    return (
        f"Reading: `{word}`, taken as unsigned, is legal if {test}; its digit is then "
        f"{digit}. Writing: bit k of `{out}` is, for the digit n, {bits}. Illegal: `{out}` = "
        f"{other}." + codes.flag(" `{}` tells legal (1) from illegal (0)."),
        f"If not ({test}): {out} := {width}'b{other}" + codes.flag(", {} := 0")
        + f"\nelse: n := {digit}; for k in 0..{width - 1}, {out}[k] := {bits}"
        + codes.flag("; {} := 1")
        + ".",
        f"The legal patterns on `{word}` are {sources}. The first of them counts as n = 0, the "
        f"last as n = 9. Bit number k on the `{out}` side: {bits}. But with an illegal pattern "
        f"the bits there are {other}." + codes.flag(" An illegal pattern alone pulls `{}` low."),
        f"Only where {test} is a number n defined: {digit}. `{out}` is element n of [{goals}], "
        f"counted from 0, or {other} without an n." + codes.flag(" `{}` is 1 iff n is defined."),
    )  # fmt: skip


def _letters(codes: _Codes) -> tuple[str, ...]:
    """Tell it as people write to each other."""
    word, out, other = codes.word, codes.out, codes.other
    named = series(
        [f"{name} ({a}) becomes {b}" for name, (a, b) in zip(_NUMERALS, codes.pairs, strict=True)]
    )
    slashes = " ".join(f"{n}={a}/{b}" for n, (a, b) in enumerate(codes.pairs))
    asserts = "; ".join(f"f({a:#x}) == {b:#x}" for a, b in codes.numbers)
    return (
        f"Dear colleague, the old wheels count in {codes.source}, the new panel in {codes.goal}. "
        f"On the way from `{word}` to `{out}`, {named}. Noise from the wheels must be turned into "
        f"{other}." + codes.flag(" Please raise `{}` unless it is noise.")
        + " The wheels are painted red, by the way.",
        f"Digits, {word}/{out}: {slashes}. rest of {word}: {out} {other}"
        + codes.flag(", {} 0 (with a digit: 1)") + ". no clk, no memory.",
        f"Issue: the {codes.source} to {codes.goal} path is missing. Expected, with f taking "
        f"`{word}` and returning `{out}` (numbers unsigned): {asserts}. Outside these ten "
        f"arguments f always returns {int(other, 2):#x}"
        + codes.flag(", and `{}`, otherwise 1, is 0") + ".",
    )  # fmt: skip


def _papers(codes: _Codes) -> tuple[str, ...]:
    """Tell it as an exam, as a standard and in one line."""
    word, out, other = codes.word, codes.out, codes.other
    source, goal = codes.source, codes.goal
    items = "\n".join(
        f"o {a} received (digit {n}): {b} MUST be sent" for n, (a, b) in enumerate(codes.pairs)
    )
    return (
        f"Exam, question 5. Two sequences of ten words stand for 0 to 9. The {source} sequence "
        f"{_WALKS[source]}. The {goal} sequence {_WALKS[goal]}. Find a network that sees a word of "
        f"the former on `{word}` and puts its partner of the latter on `{out}`. Words that the "
        f"former never reaches have the partner {other}."
        + codes.flag(" A second result, `{}`, is 0 for such words and 1 for reached ones."),
        f"Section 2.1. A word received on {word} SHALL be answered at once on {out}.\n{items}"
        f"\no anything else received: {other} MUST be sent"
        + codes.flag("\n{} MUST be 0 for the item 'anything else', and 1 for the items above it")
        + ".",
        f"`{word}`: {_NICKNAMES[source]} -> {out}: {_NICKNAMES[goal]}; unused codes -> {other}"
        + codes.flag("; {} = 1 unless unused") + ".",
    )  # fmt: skip
