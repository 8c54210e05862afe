"""Converters between codes of a digit in further words."""

from __future__ import annotations

from dataclasses import dataclass

_FORMULAS = {
    "BCD (8421)": "n",
    "excess-3": "n + 3",
    "2421 (Aiken)": "n for n < 5 and n + 6 for n >= 5",
    "Gray": "n XOR floor(n / 2)",
    "one-hot": "2^n",
    "active-low one-hot": "1023 - 2^n",
    "thermometer": "2^n - 1",
    "Johnson": "2^n - 1 for n <= 5 and 32 - 2^(n-5) for n > 5",
    "nine's complement": "9 - n",
}


@dataclass(frozen=True, slots=True)
class _Codes:
    word: str
    out: str
    valid: str | None
    source: tuple[str, str]
    """Name of the code, and what a digit is in it."""
    goal: tuple[str, str]
    pairs: tuple[tuple[str, str], ...]
    """For the digits from 0 on, the words of both codes in binary."""
    other: str

    def flag(self, way: int) -> str:
        """Tell the output for words of the code in one of several ways."""
        return ("", f" `{self.valid}` is true for the ten words of digits and false for the rest.",
                f" `{self.valid}` = 1 tells that a digit was recognised, 0 that none was.",
                f" The bit `{self.valid}` goes low on the illegal words only.",
        )[way if self.valid else 0]  # fmt: skip

    def brief(self, code: tuple[str, str]) -> str:
        """Name a code, with an explanation where the name leaves something open."""
        return f"{code[0]} ({code[1]})" if code[0] == "Johnson" else code[0]


def others(
    word: str, out: str, valid: str | None, source: tuple[str, str], goal: tuple[str, str],
    pairs: tuple[tuple[str, str], ...], other: str,
) -> tuple[str, ...]:  # fmt: skip
    """Tell a converter in further words."""
    codes = _Codes(word, out, valid, source, goal, pairs, other)
    return (*_formulas(codes), *_listed(codes), *_meant(codes))


def _formulas(codes: _Codes) -> tuple[str, ...]:
    """Tell it by equations, formulas and arrays."""
    word, out = codes.word, codes.out
    wide, width = len(codes.pairs[0][0]), len(codes.other)
    sums = []
    for bit in range(width):
        terms = [f"t{n}" for n, (_, b) in enumerate(codes.pairs) if b[width - 1 - bit] == "1"]
        terms += ["none"] if codes.other[0] == "1" else []
        sums.append(f"{out}[{bit}] = {' | '.join(terms)}")
    sums += [f"{codes.valid} = ~none"] if codes.valid else []
    tests = ", ".join(f"t{n} for {a}" for n, (a, _) in enumerate(codes.pairs))
    arrays = [", ".join(f"0x{int(pair[n], 2):x}" for pair in codes.pairs) for n in (0, 1)]
    flagged = f", and {codes.valid} tells whether such an i was found" if codes.valid else ""
    return (
        (
            f"Compare `{word}` with ten constants, {tests}, and let none be 1 if no comparison is "
            f"true. Each output bit is an OR of comparisons: {'; '.join(sums)}."
        ),
        (
            f"For a digit n let f(n) = {_FORMULAS[codes.source[0]]}, and let g(n) = "
            f"{_FORMULAS[codes.goal[0]]}. If `{word}`, as an unsigned number of {wide} bits, "
            f"equals f(n) for some n in {{0,...,9}}, then `{out}` equals g(n), as a number of "
            f"{width} bits. If there is no such n, the bits of `{out}` are "
            f"{codes.other}.{codes.flag(2)}"
        ),
        (
            f"Think of two arrays, from[10] = {{{arrays[0]}}} and to[10] = {{{arrays[1]}}}. Look "
            f"for the index i with from[i] == {word} and return {out} = to[i]{flagged}. A search "
            f"without success returns {width}'b{codes.other}."
        ),
    )


def _listed(codes: _Codes) -> tuple[str, ...]:
    """Tell it by lists of words."""
    word, out, other = codes.word, codes.out, codes.other
    down = ", ".join(f"{a} makes it {b}" for a, b in reversed(codes.pairs))
    must = "; ".join(f"{b} on {a}" for a, b in codes.pairs)
    back = ", ".join(f"{b} for {a}" for a, b in codes.pairs)
    return (
        (
            f"Unless one of ten words stands on `{word}`, `{out}` is {other}. For the ten, from "
            f"the digit 9 down to the digit 0: {down}.{codes.flag(1)}"
        ),
        (
            f"The transcoder from {codes.source[0]} to {codes.goal[0]} shall work without a "
            f"clock. It shall drive `{out}` by the value of `{word}`: {must}. It must answer "
            f"{other} to a word that is not in this list.{codes.flag(3)}"
        ),
        (
            f"`{out}` shows one of the ten {codes.goal[0]} words or else {other}. From 0 to 9, the "
            f"words and what `{word}` must be for them: {back}. Whatever else is on `{word}` means "
            f"{other}.{codes.flag(2)}"
        ),
    )


def _meant(codes: _Codes) -> tuple[str, ...]:
    """Tell it by what the codes mean."""
    word, out, other = codes.word, codes.out, codes.other
    (source, told), (goal, meant) = codes.source, codes.goal
    (four, shown) = codes.pairs[4]
    return (
        (
            f"Digit code converter, {codes.brief(codes.source)} in, {codes.brief(codes.goal)} out, "
            f"{other} for illegal input.{codes.flag(1)}"
        ),
        (
            f"Which word of the {goal} code means the same digit as the {source} word on `{word}`? "
            f"Build the circuit that answers on `{out}`. Reminder: in {source} a digit is written "
            f"as {told}; in {goal} it is written as {meant}. A value that is no digit gets the "
            f"answer {other}.{codes.flag(3)}"
        ),
        (
            f"Hi, the sensor board sends its digits in {source}, where a digit is {told}, but my "
            f"display wants {goal}, where it is {meant}. Could you write me the glue logic from "
            f"`{word}` to `{out}`? A 4 comes in as {four} and has to leave as {shown}. If the "
            f"board sends rubbish, just give me {other}.{codes.flag(2)}"
        ),
        (
            f"Only the notation changes here, never the digit. Before, on `{word}`, it is "
            f"{source}: {told}. After, on `{out}`, it is {goal}: {meant}. Words that are not "
            f"{source} are not translated at all but replaced by {other}.{codes.flag(1)}"
        ),
    )
