"""Vectors of comparisons in further words."""

from __future__ import annotations

from collections.abc import Callable, Sequence

_FORMULAS = {"~^": "1 - (s - t)^2", "^": "(s - t)^2", "&": "s*t", "|": "s + t - s*t"}
_WITH = {
    "~^": ("the complement of {}", "{}"), "^": ("{}", "the complement of {}"),
    "&": ("0", "{}"), "|": ("{}", "1"),
}  # fmt: skip
"""What a gate makes of one input when the other one is 0 or 1."""
_SELF = {
    "~^": "is therefore always 1", "^": "is therefore always 0",
    "&": "is simply that input", "|": "is simply that input",
}  # fmt: skip


def others_all(
    order: Sequence[str], out: str, gate: tuple[str, str, str], test: Callable[[int, int], bool]
) -> tuple[str, ...]:
    """Tell of each bit against each; the gate is a sign, a name, and what holds for two bits."""
    (sign, name, words), count = gate, len(order)
    last, listed = count * count - 1, ", ".join(order)
    upward = ", ".join(f"u_{n} = {name}" for n, name in enumerate(reversed(order)))
    low, high = (text.format("v") for text in _WITH[sign])
    low, high = (f"all {text}s" if text in "01" else text for text in (low, high))
    one = [1, *[0] * (count - 1)]
    digits = "".join(str(int(test(s, t))) for s in one for t in one)
    return (
        f"With v_0 to v_{count - 1} standing for {listed}, in this sequence, v_i {sign} v_j "
        f"appears at bit {last} - ({count}*i + j) of {out}.",
        f"{name} matrix, {count} x {count}, of {listed}, row-major, element ({order[0]}, "
        f"{order[0]}) in the MSB of {out}.",
        f"Which two inputs meet in bit j of `{out}`? With t = {last} - j, these are number "
        f"floor(t / {count}) and number t mod {count} of the list {listed}, whose first entry is "
        f"number 0. What does the bit tell? A 1 tells that they {words}, a 0 that this is not so. "
        f"Build the circuit for j from 0 to {last}.",
        f"I want to see how my signals {listed} compare, two by two, so please give me {count} "
        f"rows of {count} bits in one vector. The top row (the leftmost {count} bits of `{out}`) "
        f"is {order[0]} against each signal in that order, the row after it is {order[1]} against "
        f"each of them, and so forth. A 1 means that the two {words}.",
        f"For every ordered pair of the inputs {listed}, equal ones too, `{out}` shall have a bit, "
        f"which must be 1 if the members of the pair {words} and 0 if not. The pairs shall "
        f"be sorted like two-letter words in a dictionary whose alphabet is {listed}; the first "
        f"pair shall take the MSB and the last pair the LSB.",
        f"Let v be the {count} bits {{{listed}}}. Each input owns a slice of {out} as wide as v, "
        f"from {order[0]} at the left end to {order[-1]} at the right end. If the input is 1, its "
        f"slice is {high}; if it is 0, its slice is {low}.",
        f"Unlike a list of pairs in which the order does not matter, `{out}` has a bit for a pair "
        f"and another one for the same pair turned round. It even has a bit for each input with "
        f"itself, which {_SELF[sign]}. A bit stands for the {name} of its pair. From left to "
        f"right the first member goes through {listed}, and for each of these the second member "
        f"goes through all of them again.",
        f"`{out}` is the sum of F(u_i, u_j) * 2^({count}*i + j) over all i and j from 0 to "
        f"{count - 1}, where {upward}, and F(s, t) = {_FORMULAS[sign]}.",
        f"As a program: `r = 0; for g in ({listed}): for h in ({listed}): r = 2*r + F(g, h)`, "
        f"where F yields 1 for two bits that {words} and 0 for others. The final r is `{out}`.",
        f"Suppose that {order[0]} is 1 and the other inputs are 0. Then {out} is {digits}. It is "
        f"made like this: write {listed} down the left side and across the top of a table, put "
        f"the {name} of its row and its column into each cell, and read the cells line by line, "
        f"MSB first.",
    )


def others_opposite(word: str, out: str, half: int, gate: tuple[str, str, str]) -> tuple[str, ...]:
    """Tell of bits against their mirror images."""
    (sign, name, words), last = gate, 2 * half - 1
    terms = ", ".join(f"{word}[{n}] {sign} {word}[{last - n}]" for n in range(half - 1, -1, -1))
    low, high = (text.format(f"{word}[{last} - k]") for text in _WITH[sign])
    return (
        f"The concatenation {{{terms}}} appears at {out}.",
        f"Folded {name}: the lower half of {word} against the reversed upper half, {half} results "
        f"on {out}.",
        f"Where do a word of {2 * half} bits and its mirror image have bits that {words}? "
        f"Half of the answer is enough, since the other half repeats it: bit j of `{out}` is to be "
        f"the answer for place j of `{word}`, with j at most {half - 1}. Build it.",
        f"I'm checking words for symmetry. Could you pair the two end bits of `{word}`, then the "
        f"two just inside of them, and so on to the middle, and run each pair through an {name} "
        f"gate? I'll read the results at `{out}`, with the end bits in bit 0.",
        f"Output bit j of `{out}` shall be an {name} of two bits of `{word}`: the one that is j "
        f"places above the LSB and the one that is j places below the MSB. There must be {half} "
        f"such bits, j = 0 being the first.",
        f"If bit k of {word} is 0, then bit k of {out} is {low}; if bit k of {word} is 1, it is "
        f"{high}. Here k goes from 0 to {half - 1}.",
        f"A bit of `{word}` is paired neither with its neighbour nor with the bit half a word "
        f"away, but with its mirror image: the two indices of a pair always add up to {last}. The "
        f"smaller index is also that of the result in `{out}`, which is set if the two {words} and "
        f"clear if not.",
        f"Write w_0 to w_{last} for the bits of {word}. Then {out} is the sum of "
        f"f(w_i, w_({last} - i)) * 2^i over all i < {half}, with f(s, t) = {_FORMULAS[sign]}.",
        f"Two indices move towards each other: `lo = 0; hi = {last}; while (lo < hi) {{ "
        f"{out}[lo] = {word}[lo] {sign} {word}[hi]; lo++; hi--; }}`. Unroll this into logic.",
        f"With {half} ones followed by {half} zeros on {word}, a pair always consists of a 1 and a "
        f"0, and {out} is {_mixed(sign, half)}. Quite generally, {out}[m] depends on the "
        f"bits with index m and index {last} - m and is high if they {words}, low if not.",
    )


def others_halves(word: str, out: str, half: int, gate: tuple[str, str, str]) -> tuple[str, ...]:
    """Tell of the upper half against the lower one."""
    sign, name, words = gate
    low, high = (text.format(f"{word}[k + {half}]") for text in _WITH[sign])
    return (
        f"`{out}` takes the value of {word}[{half} +: {half}] {sign} {word}[0 +: {half}].",
        f"Half-against-half {name}, {2 * half} bits in, {half} bits out.",
        f"In which columns do the two {half}-bit halves of `{word}` have bits that {words}, when "
        f"they are written one below the other? Build the circuit that puts a 1 into just these "
        f"columns of `{out}`.",
        f"I've packed two {half}-bit words into `{word}`, one on top of the other. Please run them "
        f"through a row of {name} gates, LSB with LSB and so forth, and give me the {half} results "
        f"in the same order on `{out}`.",
        f"`{out}` shall have a bit for each position in half of `{word}`. It must be set if the "
        f"bits which the upper and the lower half have at that position {words}; else it must be "
        f"clear.",
        f"If bit k of {word} is 0, then bit k of {out} is {low}; if bit k of {word} is 1, it is "
        f"{high}. This holds for k from 0 up to {half - 1}.",
        f"Bits of `{word}` are not paired with their mirror images, nor with their neighbours: the "
        f"partner of bit k is bit {half} + k, for each k below {half}. The {name} of the two goes "
        f"to `{out}[k]`.",
        f"Let {word} = H * 2^{half} + L with L < 2^{half}, and let h_i and l_i be the binary "
        f"digits of H and L. Then {out} is the sum of f(h_i, l_i) * 2^i over all i < {half}, with "
        f"f(s, t) = {_FORMULAS[sign]}.",
        f"In C, with arrays of bits: `for (k = 0; k < {half}; k++) {out}[k] = f({word}[k], "
        f"{word}[k + {half}]);`, where f returns 1 for two bits that {words} and 0 for any others.",
        f"If both halves of {word} are all ones, each pair is a 1 and a 1, and {out} is "
        f"{_pair(sign, half)}; with zeros in the upper half instead, it is {_mixed(sign, half)}. "
        f"In general {out}[m] depends on the bits m of both halves and is high if these {words}, "
        f"low if not.",
    )


def _pair(sign: str, half: int) -> str:
    """Write what pairs of ones give."""
    return ("0" if sign == "^" else "1") * half


def _mixed(sign: str, half: int) -> str:
    """Write what pairs of a 1 and a 0 give."""
    return ("1" if sign in ("^", "|") else "0") * half
