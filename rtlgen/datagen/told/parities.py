"""Parity bits and their checks in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Bits:
    """What is counted, and how many ones there should be."""

    data: str
    width: int
    out: str
    bit: str | None = None
    """The received parity bit, if it is a port of its own."""
    is_odd: bool = False
    select: str | None = None
    """Chooses odd parity at 1; `is_odd` does not count then."""

    @property
    def goal(self) -> str:
        """The XOR of a correct word."""
        return self.select or f"1'b{int(self.is_odd)}"

    @property
    def kind(self) -> str:
        """The parity in words."""
        if self.select:
            return f"odd when `{self.select}` is 1 and even when it is 0"
        return "odd" if self.is_odd else "even"

    @property
    def name(self) -> str:
        """The parity in a name."""
        return "even/odd" if self.select else self.kind

    @property
    def total(self) -> str:
        """The sum of all bits."""
        more = f"{self.bit} + " if self.bit else ""
        return f"{more}sum of {self.data}[i] for i = 0 to {self.width - 1}"


def check(bits: Bits, *, is_ok: bool) -> tuple[str, ...]:
    """Say in ten more ways what a check tells.

    Args:
        bits: What is checked.
        is_ok: Whether the output is 1 for a correct word.
    """
    return (*_check(bits, is_ok=is_ok), *_check_formal(bits, is_ok=is_ok))


def _check(bits: Bits, *, is_ok: bool) -> tuple[str, ...]:
    data, out, select = bits.data, bits.out, bits.select
    good, bad = (1, 0) if is_ok else (0, 1)
    word = f"`{data}` together with `{bits.bit}`" if bits.bit else f"`{data}`"
    count = bits.width + (bits.bit is not None)
    told = f"{out} goes high for a {'correct' if is_ok else 'bad'} word"
    mode = f", {select} selects odd parity" if select else ""
    legal, broken = f"an {bits.kind} number of ones", "even" if bits.is_odd else "odd"
    cases = f"An {broken} count of ones: `{out}` is {bad}. An {bits.kind} count: `{out}` is {good}."
    if select:
        legal = f"a number of ones that is {bits.kind}"
        cases = (
            f"`{select}` = 1 and an odd count of ones: `{out}` is {good}. `{select}` = 1 and an "
            f"even count: {bad}. `{select}` = 0 and an odd count: {bad}. `{select}` = 0 and an "
            f"even count: {good}."
        )
    return (
        f"{bits.name.capitalize()} parity checker, {count} bits with the parity bit among them; "
        f"{told}{mode}.",
        f"Which circuit notices that one bit out of {count} was turned over on the way? Build it "
        f"for {word}; as sent, the word has {legal}. Answer {bad} on `{out}` if that is not so, "
        f"and {good} if it is.",
        f"I receive {word} from a noisy line. The sender made the number of ones {bits.kind}, its "
        f"check bit included, and I want to know on `{out}` whether this still holds: {good} for "
        f"yes and {bad} for no, please.",
        f"The checker shall count all {count} bits of {word}. A word with {legal} must be accepted "
        f"with `{out}` = {good}. All others must be rejected with `{out}` = {bad}.",
        f"{cases} Counted are all bits of {word}.",
        f"Nothing is corrected here, and unlike a Hamming decoder, this circuit does not tell "
        f"which bit is wrong. It just compares the parity of {word} with the rule, by which the "
        f"number of ones is {bits.kind}, and sets `{out}` to {good} where they agree and to {bad} "
        f"where they do not.",
    )


def _check_formal(bits: Bits, *, is_ok: bool) -> tuple[str, ...]:
    data, out = bits.data, bits.out
    group = f"{{{data}, {bits.bit}}}" if bits.bit else data
    sign, good = ("==", 1) if is_ok else ("!=", 0)
    goal = bits.select or str(int(bits.is_odd))
    parts = [
        part for part in (bits.select, "1" if bits.is_odd and not bits.select else None) if part
    ]
    if is_ok:
        parts = [*parts, "1"] if parts != ["1"] else []
    shift = "".join(f"{part} + " for part in parts)
    loop = f"n = 0; for each bit b of {group}: n = n XOR b"
    zero = int(good) if not bits.is_odd else 1 - good
    shown = f"a word of zeros gives {zero}"
    if bits.select:
        shown = f"a word of zeros gives {good} for `{bits.select}` = 0 and {1 - good} for 1"
    return (
        f"The comparison (^{group}) {sign} {goal if bits.select else bits.goal} appears at "
        f"`{out}`.",
        f"As a sum, {out} = ({shift}{bits.total}) mod 2.",
        f"Think of a loop over the received bits: {loop}. After it, {out} = (n {sign} {goal}).",
        f"`{out}` depends on all bits of `{data}`"
        + (f" and on `{bits.bit}`" if bits.bit else "")
        + f", and each of them turns it over when it changes; {shown}. The purpose is to watch "
        f"over a transmission with a number of ones that is {bits.kind}: `{out}` is {good} for a "
        f"sound word, else {1 - good}.",
    )


def generator(bits: Bits, *, is_word: bool, is_left: bool) -> tuple[str, ...]:
    """Say in ten more ways what a parity bit is and where it goes.

    Args:
        bits: What is protected.
        is_word: Whether the data come out too.
        is_left: Whether the parity bit is the top bit of such a word.
    """
    said = (*_generator(bits, is_word=is_word), *_generator_formal(bits, is_word=is_word))
    width = bits.width
    if not is_word:
        return tuple(said)
    place = (
        f"{bits.out}[{width}], the leftmost bit" if is_left else f"{bits.out}[0], the rightmost bit"
    )
    rest = f"{bits.out}[{width - 1}:0]" if is_left else f"{bits.out}[{width}:1]"
    joined = f"{{p, {bits.data}}}" if is_left else f"{{{bits.data}, p}}"
    where = (
        f"The check bit stands at {place}, and {rest} is a copy of `{bits.data}`.",
        f"So `{bits.out}` is the concatenation {joined} with p as this bit.",
        f"The result `{bits.out}` of {width + 1} bits has this bit as its "
        f"{'top' if is_left else 'bottom'}"
        f" bit; the data bits keep their order {'below' if is_left else 'above'} it.",
    )
    return tuple(f"{text} {where[n % 3]}" for n, text in enumerate(said))


def _generator(bits: Bits, *, is_word: bool) -> tuple[str, ...]:
    data, width, out, select = bits.data, bits.width, bits.out, bits.select
    bit = "the check bit" if is_word else f"`{out}`"
    mode = f" ({select} = 1: odd)" if select else ""
    first, second = (0, 1) if bits.is_odd else (1, 0)
    cases = (
        f"If `{data}` contains an odd number of ones, {bit} is {first}; if the number is even "
        f"(zero counts as even), it is {second}."
    )
    rule = (
        f"a 1 is needed only where `{data}` alone has an {'even' if bits.is_odd else 'odd'} count"
    )
    if select:
        cases = (
            f"While `{select}` is 0, {bit} is 1 for an odd number of ones in `{data}` and 0 for an "
            f"even one. While `{select}` is 1, it is the other way round."
        )
        rule = f"a 1 is needed only where the parity of `{data}` alone is not the wanted one"
    what = "code word generator" if is_word else "generator"
    return (
        f"{bits.name.capitalize()} parity {what} for {width} data bits{mode}.",
        f"Which single bit has to be added to `{data}` to make the number of ones {bits.kind}? "
        f"Build the circuit that finds this parity bit{'' if is_word else f', `{out}`'}.",
        f"I send `{data}` ({width} bits) over a line and want to protect it. Please make me a "
        f"parity bit{'' if is_word else f', `{out}`,'} such that the receiver sees a number of "
        f"ones that is {bits.kind}, counting that bit as well.",
        f"The number of ones in `{data}` plus the check bit shall be {bits.kind}. "
        f"{'The check bit' if is_word else f'`{out}`'} must have the value that makes it so.",
        cases,
        f"Unlike a checker, this circuit judges nothing: it takes {width} arbitrary bits `{data}` "
        f"and makes {bit} so that the number of ones in both is {bits.kind}; {rule}.",
    )


def _generator_formal(bits: Bits, *, is_word: bool) -> tuple[str, ...]:
    data, out, select = bits.data, bits.out, bits.select
    bit = "the check bit" if is_word else f"`{out}`"
    name = "p" if is_word else out
    sign = "!=" if select or not bits.is_odd else "=="
    test = f"^{data} {sign} {select or chr(49) + chr(39) + 'b0'}"
    more = f"{select} + " if select else "1 + " if bits.is_odd else ""
    begin = select or int(bits.is_odd)
    zero = f"equal to `{select}`" if select else f"{int(bits.is_odd)}"
    label = f"with {bit} as p, " if is_word else ""
    return (
        f"The comparison {test} gives {bit}.",
        f"As a sum, {label}{name} = ({more}{bits.total}) mod 2.",
        f"Think of a loop: {name} = {begin}; for (i = 0; i < {bits.width}; i++) {name} ^= "
        f"{data}[i]; the final value is {bit}.",
        f"For a word `{data}` of zeros, {bit} is {zero}, and each bit of `{data}` that is 1 turns "
        f"it over once more. The purpose is a number of ones, with this bit counted in, that is "
        f"{bits.kind}.",
    )
