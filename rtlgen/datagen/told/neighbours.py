"""Bits and their neighbours in further words."""

from __future__ import annotations

_SIGNS = {"AND": "&", "OR": "|", "XOR": "^"}
_HOLDS = {"AND": "both of them are 1", "OR": "they are not both 0", "XOR": "they differ"}
_FORMULAS = {"AND": "s*t", "OR": "s + t - s*t", "XOR": "(s + t) mod 2"}
_WITH = {
    "AND": ("0", "{}"), "OR": ("{}", "1"), "XOR": ("{}", "the inverse of {}"),
}  # fmt: skip
"""What a gate makes of one input when the other one is 0 or 1."""


def others(
    word: str, out: str, width: int, gate: str, *, is_left: bool, end: str
) -> tuple[str, ...]:
    """Tell of each bit and a neighbour; the end is `wrap`, `0`, `1`, or `short`."""
    return (
        *_plain(word, out, width, gate, is_left=is_left, end=end),
        *_indexed(word, out, width, gate, is_left=is_left, end=end),
    )


def _plain(
    word: str, out: str, width: int, gate: str, *, is_left: bool, end: str
) -> tuple[str, ...]:
    """Tell without indices, as far as that goes."""
    side = "left" if is_left else "right"
    top, sign = width - 1, _SIGNS[gate]
    last, first = (top, 0) if is_left else (0, top)
    beyond = f"{word}[{first}]" if end == "wrap" else f"1'b{end}"
    whole = f"{{{beyond}, {word}}}" if is_left else f"{{{word}, {beyond}}}"
    code = f"e[{width}:1] {sign} e[{top}:0]"
    if end == "short":
        whole, code = word, f"e[{top}:1] {sign} e[{top - 1}:0]"
    terse = {
        "wrap": "cyclic", "short": f"{width - 1} results", "0": "0 outside", "1": "1 outside",
    }[end]  # fmt: skip
    special = {
        "wrap": f"Bit {last} has none, and is to be paired with bit {first} at the opposite end.",
        "short": f"Bit {last} has none, and so there is no result for it.",
        "0": f"Bit {last} has none; pretend that it has one which is 0.",
        "1": f"Bit {last} has none; pretend that it has one which is 1.",
    }[end]  # fmt: skip
    fixed = _edge(word, last, first, gate, end)
    none = width if is_left else -1
    must = f"As there is no bit {none}, `{out}[{last}]` must be {fixed}." if end != "short" else (
        f"A result for bit {last}, which has nothing at its {side}, must not exist."
    )  # fmt: skip
    wish = {
        "wrap": f"For bit {last}, which sits at the {side} end, go round to bit {first}.",
        "short": f"I need no flag for bit {last}, which sits at the {side} end.",
        "0": f"For bit {last}, which sits at the {side} end, use a 0.",
        "1": f"For bit {last}, which sits at the {side} end, use a 1.",
    }[end]  # fmt: skip
    return (
        f"Let e stand for {whole}, which is {width + (end != 'short')} bits long. Then {out} "
        f"equals {code}.",
        f"{gate} of each bit with its {side} neighbour, {width} bits, {terse}; the MSB is at the "
        f"left.",
        f"What do you get if every bit of `{word}` is combined by {gate} with the bit written "
        f"directly to the {side} of it (MSB first)? Put each result in `{out}` at the position of "
        f"the first of the two. And which bit has no bit to its {side}? {special}",
        f"I'm looking for pairs of adjacent bits in `{word}` where {_HOLDS[gate]}. Could you give "
        f"me one flag per bit in `{out}`, under the same number as the bit, that looks at this bit "
        f"and the one to its {side}? Bits are written with the highest number at the left. {wish}",
        f"Each bit of `{out}` shall be the output of an {gate} gate. The gate for bit number j "
        f"shall have bits j and j {'+' if is_left else '-'} 1 of `{word}` as its inputs. {must}",
    )


def _indexed(
    word: str, out: str, width: int, gate: str, *, is_left: bool, end: str
) -> tuple[str, ...]:
    """Tell with indices, by cases and by an example."""
    side, other, step = ("left", "right", "+ 1") if is_left else ("right", "left", "- 1")
    top, sign = width - 1, _SIGNS[gate]
    last, first = (top, 0) if is_left else (0, top)
    beyond = f"{word}[{first}]" if end == "wrap" else f"1'b{end}"
    low, high = (text.format(f"{word}[j {step}]") for text in _WITH[gate])
    is_short = end == "short"
    outside = {
        "wrap": f"where an index of {width if is_left else -1} is to be read as {first}",
        "short": f"for j up to {top - 1} only",
    }.get(end, f"where {word}[{width if is_left else -1}] is imagined as {end}")
    begin = (
        "" if is_short else f"For j = {last}, {out}[j] is {_edge(word, last, first, gate, end)}. "
    )
    inner = f"from 0 to {top - 1}" if is_left else f"from 1 to {top}"
    closed = {
        "wrap": f" The two ends of {word} are neighbours as well: {out}[{last}] combines "
        f"{word}[{last}] with {word}[{first}].",
        "short": f" As {word}[{last}] has nothing to its {side}, {out} is one bit shorter than "
        f"{word}.",
    }.get(end, f" As {word}[{last}] has nothing to its {side}, a constant {end} takes part there.")
    maths = {
        "wrap": f"x_((i {step}) mod {width})",
    }.get(end, f"x_(i {step})")  # fmt: skip
    where = {"wrap": "", "short": ""}.get(end, f", with x_{width if is_left else '(-1)'} = {end}")
    choice = f"{word}[i {step}]"
    if not is_short:
        choice = f"(i == {last} ? {beyond} : {choice})"
    count = width - is_short
    one = f"{'0' * (width - 3)}110"
    digits = _applied(one, gate, is_left=is_left, end=end)
    return (
        f"{begin}For the remaining j, {inner}: if {word}[j] is 0, {out}[j] is {low}; if {word}[j] "
        f"is 1, {out}[j] is {high}."
        if not is_short
        else f"Take j {inner}. If {word}[j] is 1, {out}[j] is {high}; if {word}[j] is 0, {out}[j] "
        f"is {low}.",
        f"The pairs overlap, unlike those of a word that is cut in twos: almost every bit of "
        f"`{word}` takes part in two results. But only its {side} neighbour (MSB at the left) "
        f"decides, by {gate}, about the result with its own number in `{out}`, and the {other} "
        f"neighbour does not.{closed}",
        f"Let x_i be the bits of {word}. Then {out} is the sum of f(x_i, {maths}) * 2^i over i = "
        f"0 to {count - 1}{where}, and f(s, t) = {_FORMULAS[gate]}.",
        f"Loop over the array of bits: `for (i = 0; i < {count}; i++) {out}[i] = {word}[i] {sign} "
        f"{choice};`.",
        f"From {word} = {one} comes {out} = {digits}. What decides about {out}[j] are {word}[j] "
        f"and {word}[j {step}], {outside}, and {out}[j] is high if {_HOLDS[gate]}, else low.",
    )


def _edge(word: str, last: int, first: int, gate: str, end: str) -> str:
    """Write the result for the bit that has no neighbour."""
    if end == "wrap":
        return f"{word}[{last}] {_SIGNS[gate]} {word}[{first}]"
    return "" if end == "short" else _WITH[gate][int(end)].format(f"{word}[{last}]")


def _applied(digits: str, gate: str, *, is_left: bool, end: str) -> str:
    """Compute the result of some digits, most significant first."""
    if end == "short":
        near, digits = digits[:-1], digits[1:]
    elif is_left:
        near = (digits[-1] if end == "wrap" else end) + digits[:-1]
    else:
        near = digits[1:] + (digits[0] if end == "wrap" else end)
    apply = {"AND": int.__and__, "OR": int.__or__, "XOR": int.__xor__}[gate]
    return "".join(str(apply(int(s), int(t))) for s, t in zip(digits, near, strict=True))
