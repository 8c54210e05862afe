"""Shifters in further words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

_CALLED = {
    "left": "logical left shifter", "right": "logical right shifter",
    "arithmetic": "arithmetic right shifter", "rotl": "left rotator", "rotr": "right rotator",
}  # fmt: skip
_SHIFT = {
    "left": "shift left", "right": "logical shift right", "arithmetic": "arithmetic shift right",
    "rotl": "rotate left", "rotr": "rotate right",
}  # fmt: skip
_VERBS = {
    "left": "shifted left with zeros filled in", "right": "shifted right with zeros filled in",
    "arithmetic": "shifted right with the sign bit filled in", "rotl": "rotated left",
    "rotr": "rotated right",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifter:
    """What is moved, how far and which way."""

    word: str
    amount: str
    out: str
    bits: int
    """Width of the amount; the word has 2**bits bits."""
    kind: str
    """`left`, `right`, `arithmetic`, `rotl`, `rotr`."""
    select: str | None
    """At 1 it works as `other`."""
    other: str

    @property
    def width(self) -> int:
        """Width of the word."""
        return 1 << self.bits

    def each(self, tell: Callable[[str], str], joint: str = ", and ") -> str:
        """Tell the one way, or both with the select."""
        if not self.select:
            return tell(self.kind)
        return (
            f"{tell(self.kind)} while {self.select} = 0{joint}{tell(self.other)} while "
            f"{self.select} = 1"
        )

    def ways(self) -> list[str]:
        """List the ways that there are."""
        return [self.kind, self.other] if self.select else [self.kind]


def others(shifter: Shifter, moved: Callable[[str, str, int], str]) -> tuple[str, ...]:
    """Say what a shifter does, with the function that moves digits one way by some steps."""
    return (*_short(shifter), *_cases(shifter), *_sums(shifter, moved))


def _article(text: str) -> str:
    return f"{'an' if text[0] == 'a' else 'a'} {text}"


def _short(shifter: Shifter) -> tuple[str, ...]:
    word, amount, out, width = shifter.word, shifter.amount, shifter.out, shifter.width
    top, chosen = width - 1, shifter.select
    code = {
        "left": f"{word} << {amount}", "right": f"{word} >> {amount}",
        "arithmetic": f"$signed({word}) >>> {amount}",
        "rotl": f"the upper {width} bits of {{{word}, {word}}} << {amount}",
        "rotr": f"the lower {width} bits of {{{word}, {word}}} >> {amount}",
    }  # fmt: skip
    wide = any(way[:3] == "rot" for way in shifter.ways())
    double = f", each doubled word being {2 * width} bits long" if wide else ""
    names = " or ".join(_CALLED[way] for way in shifter.ways())
    what = f"{names[0].upper()}{names[1:]}, {width} bits"
    if chosen:
        what = (
            f"Shifter of {width} bits with two modes, {chosen} = 0 for {_SHIFT[shifter.kind]}, "
            f"{chosen} = 1 for {_SHIFT[shifter.other]}"
        )
    if chosen:
        wish = (
            f"If I leave `{chosen}` at 0 I want {_article(_SHIFT[shifter.kind])}, and if I raise "
            f"it {_article(_SHIFT[shifter.other])}."
        )
    else:
        wish = f"What I want is {_article(_SHIFT[shifter.kind])}, never anything else."
    return (
        f"Drive `{out}` with {shifter.each(lambda way: code[way])}{double}.",
        f"{what}, any distance from 0 to {top}.",
        f"Which circuit returns `{word}` {shifter.each(lambda way: _VERBS[way])}, by as many "
        f"places as `{amount}` says, all in one go and without a clock? Build it with the output "
        f"`{out}`.",
        f"My CPU lacks a shift unit. It hands you the {width}-bit operand `{word}` and, as an "
        f"unsigned count, `{amount}`. {wish} The result belongs on `{out}`.",
        f"The unit shall be combinational. `{out}` shall be `{word}` "
        f"{shifter.each(lambda way: _VERBS[way])}. The distance must be `{amount}`, and every "
        f"value of it from 0 to {top} must work.",
    )


def _cases(shifter: Shifter) -> tuple[str, ...]:
    word, amount, out, top = shifter.word, shifter.amount, shifter.out, shifter.width - 1
    filled = {
        "left": f"bits 0 to k-1 are cleared and bit i, for i >= k, is {word}[i-k]",
        "right": f"the top k bits are cleared and each bit i below them is {word}[i+k]",
        "arithmetic": f"the top k bits repeat {word}[{top}] and each bit i below them is "
        f"{word}[i+k]",
        "rotl": f"the low k bits are the top k bits of {word} and bit i, for i >= k, is "
        f"{word}[i-k]",
        "rotr": f"the top k bits are the low k bits of {word} and each bit i below them is "
        f"{word}[i+k]",
    }
    lost = {
        "left": "bits pushed out past the MSB are lost and zeros follow at the LSB",
        "right": "bits pushed out past the LSB are lost and zeros follow at the MSB",
        "arithmetic": "bits pushed out past the LSB are lost and the MSB is repeated",
        "rotl": "no bit is lost, for what leaves at the MSB returns at the LSB",
        "rotr": "no bit is lost, for what leaves at the LSB returns at the MSB",
    }
    ways = shifter.ways()
    towards = [
        f"towards the {'MSB' if way in ('left', 'rotl') else 'LSB'}, where {lost[way]}"
        for way in ways
    ]
    if shifter.select:
        moves = (
            f"With `{shifter.select}` low it moves the bits of `{word}` {towards[0]}; with "
            f"`{shifter.select}` high it moves them {towards[1]}"
        )
    else:
        moves = f"It moves the bits of `{word}` {towards[0]}"
    cases = (
        f"When {shifter.select} is 1, {filled[shifter.other]}. When it is 0, {filled[shifter.kind]}"
        if shifter.select
        else f"{filled[shifter.kind][0].upper()}{filled[shifter.kind][1:]}"
    )
    return (
        f"If `{amount}` is 0, `{out}` repeats `{word}`. Call the amount k if it is not, and look "
        f"at the bits of `{out}`. {cases}.",
        f"Unlike a shift register, which takes one step per clock, this shifter takes all "
        f"`{amount}` steps at once and has no clock. {moves}. The outcome is `{out}`.",
    )


def _sums(shifter: Shifter, moved: Callable[[str, str, int], str]) -> tuple[str, ...]:
    word, amount, out, width = shifter.word, shifter.amount, shifter.out, shifter.width
    size = f"2**{width}"
    sums = {
        "left": f"({word} * 2**k) mod {size}", "right": f"floor({word} / 2**k)",
        "arithmetic": f"floor(v / 2**k) in two's complement, v being {word} as a signed number,",
        "rotl": f"({word} * 2**k) mod {size} + floor({word} / 2**({width}-k))",
        "rotr": f"floor({word} / 2**k) + ({word} * 2**({width}-k)) mod {size}",
    }  # fmt: skip
    top = width - 1
    steps = {
        "left": "r = r << 1", "right": "r = r >> 1",
        "arithmetic": f"r = (r >> 1) | (r & (1 << {top}))",
        "rotl": f"r = (r << 1) | (r >> {top})", "rotr": f"r = (r >> 1) | (r << {top})",
    }  # fmt: skip
    digits = "1" + "0" * (width - 3) + "11"[: width - 1]
    mode = f", `{shifter.select}`" if shifter.select else ""
    distance = width - 1
    shown = [moved(digits, way, distance) for way in shifter.ways()]
    found = f"{width}'b{shown[0]}"
    if shifter.select:
        found = (
            f"{found} with {shifter.select} = 0 and {width}'b{shown[1]} with {shifter.select} = 1"
        )
    return (
        f"Let k be the unsigned value of {amount}. As a number of {width} bits, {out} is "
        f"{shifter.each(lambda way: sums[way])}.".replace(",.", ".").replace(",,", ","),
        f"Think of {'an' if width == 8 else 'a'} {width}-bit unsigned variable r that starts as "
        f"{word}. A loop does the following {amount} times, keeping {width} bits: "
        f"{shifter.each(lambda way: steps[way], ', or ')}. Afterwards {out} = r. Unroll it into "
        f"multiplexers.",
        f"`{out}` depends on `{word}`{mode} and `{amount}` (an unsigned distance): it is `{word}` "
        f"{shifter.each(lambda way: _VERBS[way])}. For {word} = {width}'b{digits} and {amount} = "
        f"{distance}, that is {found}.",
    )
