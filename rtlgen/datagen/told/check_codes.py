"""Check words in further words: CRC, checksums and Hamming codes."""

from __future__ import annotations


def crc_others(
    word: str, out: str, numbers: tuple[int, int, int], written: str, masks: list[int]
) -> tuple[str, ...]:
    """Return ten texts on a CRC; a mask is what one bit of the word adds to it."""
    size, width, poly = numbers
    full, bits, last = f"1{poly:0{width}b}", f"{poly:0{width}b}", size - 1
    table = ", ".join(f"{mask:0{width}b} for bit {n}" for n, mask in enumerate(masks))
    pair = (masks[last], masks[last] ^ masks[0])
    return (
        f"`{out}` equals {{{word}, {width}'b0}} mod {width + 1}'b{full}, where mod is the "
        "remainder of a division without carries, in which XOR takes the place of the subtraction.",
        f"Combinational CRC-{width} of {size} data bits, polynomial {width}'b{bits}, MSB first, "
        "seed 0, not reflected, not inverted.",
        f"How much does each bit of `{word}` contribute to the CRC `{out}`? If it is 1, this "
        f"constant, and otherwise nothing: {table}. All contributions are XORed. Build that "
        "network.",
        f"I need the CRC of `{word}` in one go, without a clock, on `{out}`. My generator is "
        f"{written}; the top bit of the word goes first, we begin with zeros, and please don't "
        "reverse or invert anything.",
        f"The generator polynomial shall be {written}. The division shall start from an all-zero "
        f"remainder and shall take in `{word}[{last}]` first and `{word}[0]` last. The remainder "
        f"after that must be driven to `{out}` as it is, with its highest power in bit "
        f"{width - 1}.",
        f"Go through `{word}` from its leftmost to its rightmost bit with an r of {width} bits, "
        f"at first 0. If the bit equals the MSB of r, just shift r left (a 0 comes in). If they "
        f"are unequal, shift it likewise and then flip the bits of r in which {bits} has a 1. The "
        f"final r is `{out}`.",
        f"Unlike in many standards, the remainder does not start at all ones, no bit order is "
        f"reversed and nothing is complemented at the end: `{out}` is the plain remainder of "
        f"`{word}`, with {width} zeros behind it, after division by {full} modulo 2, as pure "
        "gates.",
        f"Let D(x) be the sum of {word}[i]*x^i over i = 0 to {last}, and G(x) = {written}, over "
        f"GF(2). There is exactly one way to write D(x)*x^{width} = Q(x)*G(x) + R(x) with R of a "
        f"degree below {width}. Bit i of `{out}` is the coefficient of x^i in R.",
        f"Unroll this loop into logic: r = 0; for (i = {last}; i >= 0; i--) {{ r = r ^ "
        f"((({word} >> i) & 1) << {width - 1}); if (r >> {width - 1}) r = ((r << 1) ^ "
        f"{width}'b{bits}) & {(1 << width) - 1}; else r = r << 1; }} {out} = r; in which r has "
        f"{width} bits.",
        f"`{out}` is the field that a sender puts behind `{word}` so that the whole, as a "
        f"polynomial, is a multiple of {written}. If only bit {last} of `{word}` is 1, `{out}` is "
        f"{pair[0]:0{width}b}; if bits {last} and 0 are 1 and the rest 0, it is "
        f"{pair[1]:0{width}b}. The MSB of `{word}` stands for the highest power, and so does that "
        f"of `{out}`.",
    )


def checksum_others(word: str, out: str, sizes: tuple[int, int], kind: str) -> tuple[str, ...]:
    """Return ten texts on a sum, a negated sum or an XOR of the parts of a word."""
    return (
        *_checksum_plainly(word, out, sizes, kind), *_checksum_at_length(word, out, sizes, kind)
    )  # fmt: skip


def _checksum_plainly(word: str, out: str, sizes: tuple[int, int], kind: str) -> tuple[str, ...]:
    (part, count), full = sizes, 1 << sizes[0]
    unit = "byte" if part == 8 else "nibble"
    slices = [f"{word}[{part * n + part - 1}:{part * n}]" for n in range(count)]
    drive = {
        "sum": f"{' + '.join(slices)} in arithmetic of {part} bits",
        "negated": f"{part}'d0 - {' - '.join(slices)} in arithmetic of {part} bits",
        "parity": f"{' ^ '.join(slices)}, which is {part} bits wide",
    }[kind]
    title = {
        "sum": f"Checksum ({unit} sum modulo {full})",
        "negated": f"Two's complement checksum (negated {unit} sum modulo {full})",
        "parity": f"LRC (XOR of the {unit}s)",
    }[kind]
    asked = {
        "sum": f"What is left of the sum of the {count} {unit}s of `{word}` when only {part} bits "
        "can be kept",
        "negated": f"What has to be added to the {count} {unit}s of `{word}`, in {part} bits, to "
        "arrive at zero",
        "parity": f"In which columns do the {count} {unit}s of `{word}`, written one below the "
        "other, have an odd number of ones (a 1 says yes, a 0 says no)",
    }[kind]
    told = {
        "sum": f"just add up the {count} {unit}s in `{word}` and forget the carries that don't fit",
        "negated": f"add up the {count} {unit}s in `{word}`, forget the carries that don't fit, "
        "then negate (invert and add 1)",
        "parity": f"just XOR the {count} {unit}s in `{word}` with one another",
    }[kind]
    shall = {
        "sum": f"`{out}` shall be congruent to the sum of all {count} {unit}s of `{word}` modulo "
        f"{full}",
        "negated": f"The sum of `{out}` and all {count} {unit}s of `{word}` shall be congruent to "
        f"0 modulo {full}",
        "parity": f"Each bit of `{out}` shall be high if and only if an odd number of the {count} "
        f"{unit}s of `{word}` have a 1 in the same place",
    }[kind]
    return (
        f"Drive {out} with {drive}.",
        f"{title} of a word of {count} {unit}s.",
        f"{asked}? Output the answer on `{out}`.",
        f"I need a quick check value on `{out}`, no clock: {told}. That is all.",
        f"{shall}. It must be combinational and have {part} bits.",
    )


def _checksum_at_length(word: str, out: str, sizes: tuple[int, int], kind: str) -> tuple[str, ...]:
    (part, count), full, wide = sizes, 1 << sizes[0], sizes[0] * sizes[1]
    unit = "byte" if part == 8 else "nibble"
    cases = {
        "sum": f"Add the {count} {unit}s of `{word}` as unsigned numbers. If the sum is less than "
        f"{full}, it is `{out}`; if not, {full} is taken away from it as often as needed to get "
        f"below, and `{out}` is what is left",
        "negated": f"Add the {count} {unit}s of `{word}` and keep {part} bits. If these are all "
        f"zeros, `{out}` is 0; otherwise it is {full} minus the number that they make",
        "parity": f"For every place i of a {unit}: if the ones that the {count} {unit}s of "
        f"`{word}` have there come to an even number, `{out}[i]` is 0; if not, it is 1",
    }[kind]
    unlike = {
        "sum": f"Unlike a XOR of the {unit}s, `{out}` is their arithmetic sum, with carries from "
        f"bit to bit; but unlike in an internet checksum, no carry out of bit {part - 1} is added "
        "again at the bottom",
        "negated": f"It is not the sum of the {count} {unit}s itself that appears on `{out}` but "
        f"its two's complement, and carries out of bit {part - 1} are dropped rather than added "
        "again at the bottom",
        "parity": f"Unlike an arithmetic checksum, this one knows no carries: bit i of `{out}` "
        f"depends on bit i of each of the {count} {unit}s alone, of which it is the XOR",
    }[kind]
    sigma = f"the sum of w(i) over i = 0 to {count - 1}"
    maths = {
        "sum": f"`{out}` is {sigma}, modulo {full}",
        "negated": f"`{out}` is minus {sigma}, modulo {full} (from 0 to {full - 1})",
        "parity": f"bit j of `{out}` is the sum of bit j of w(i) over i = 0 to {count - 1}, "
        "modulo 2",
    }[kind]
    step, end = {
        "sum": ("c = c + p[i]", "c"), "negated": ("c = c + p[i]", "-c"),
        "parity": ("c = c ^ p[i]", "c"),
    }[kind]  # fmt: skip
    values = [(5 * n + 9) % full for n in range(count)]
    total = 0
    for value in values:
        total = total ^ value if kind == "parity" else (total + value) % full
    result = -total % full if kind == "negated" else total
    digits = part // 4
    listed = ", ".join(f"{value:0{digits}x}" for value in values)
    shown = "".join(f"{value:0{digits}x}" for value in values)
    rule = {
        "sum": f"their sum modulo {full}", "negated": f"minus their sum, modulo {full}",
        "parity": "their bitwise exclusive OR",
    }[kind]  # fmt: skip
    return (
        f"{cases}.",
        f"{unlike}. Nothing is stored.",
        f"With w(i) = floor({word} / 2^({part}*i)) mod {full}, {maths}.",
        f"See `{word}` as an array p of {count} {unit}s: c = 0; for (i = 0; i < {count}; i++) "
        f"{step}; {out} = {end}; in variables of {part} bits.",
        f"`{out}` has the {part} bits that protect the {wide} bits of `{word}`. Take "
        f"{wide}'h{shown}, so {unit}s of {listed} (hex): the result is "
        f"{part}'h{result:0{digits}x}, {rule}.",
    )


def hamming_others(
    word: str, out: str, places: list[int], length: int, *, is_odd: bool
) -> tuple[str, ...]:
    """Return ten texts on a Hamming code; the places of the data count from 1."""
    size = len(places)
    parity, goal = ("odd", "an odd") if is_odd else ("even", "an even")
    powers = [1 << r for r in range(length - size)]
    after = ", ".join(f"{out}[{p - 1}]" for p in places)
    checks = ", ".join(map(str, powers))
    return (
        *_hamming_by_data(word, out, places, length, is_odd=is_odd),
        f"I need a plain Hamming ({length},{size}) encoder, {parity} parity, no extra overall "
        f"bit. Positions run from 1 at `{out}[0]` to {length}; parity at {checks}, and "
        f"`{word}[0]`, `{word}[1]` and so on from position 3 upwards in the places between.",
        f"`{out}[p-1]` shall be position p. Data shall go, lowest bit first, to {after}. For each "
        f"n among {checks}, the bit at position n must be chosen such that {goal} number of ones "
        "stands at those positions, n among them, whose binary number includes n.",
        f"Walk p from 1 to {length}. If p is not a power of two, `{out}[p-1]` is the next bit of "
        f"`{word}`, beginning with bit 0. If p is a power of two, it is "
        f"{'the inverse of ' * is_odd}the XOR of all bits of data that stand at a position q with "
        "q & p not 0.",
        f"Unlike a single parity bit, the {len(powers)} parity bits of `{out}`, each {parity} over "
        f"its group, point to the place of an error: position n (from 1 at bit 0 of `{out}`) is in "
        f"the groups of the powers of two that add up to n. Each power of two is the place of its "
        f"group's parity bit; `{word}` fills the other positions upwards from its bit 0, "
        "unchanged.",
        _hamming_as_program(word, out, length, len(powers), is_odd=is_odd),
    )


def _hamming_by_data(
    word: str, out: str, places: list[int], length: int, *, is_odd: bool
) -> tuple[str, ...]:
    size = len(places)
    powers = [1 << r for r in range(length - size)]
    operator, parity = ("~^", "odd") if is_odd else ("^", "even")
    masks = {n: sum(1 << i for i, p in enumerate(places) if p & n) for n in powers}
    reduced = ", ".join(
        f"{out}[{n - 1}] = {operator}({word} & {size}'b{masks[n]:0{size}b})" for n in powers
    )
    copied = ", ".join(f"{out}[{p - 1}] = {word}[{n}]" for n, p in enumerate(places))
    entered = "; ".join(
        f"{word}[{n}] stands at {p} = {' + '.join(str(m) for m in powers if p & m)}"
        for n, p in enumerate(places)
    )
    code = dict.fromkeys(range(1, length + 1), 0)
    for n, place in enumerate(places):
        code[place] = 1 - n % 2
    for n in powers:
        code[n] = (sum(bit for p, bit in code.items() if p & n) + is_odd) % 2
    shown = "".join(str(code[p]) for p in range(length, 0, -1))
    given = "".join(str(1 - n % 2) for n in reversed(range(size)))
    odd = "with odd parity in each group" if is_odd else "with even parity in each group"
    goal = f"{(1 << len(powers)) - 1} (all ones)" if is_odd else "0"
    return (
        f"Drive the parity bits with {reduced}, and copy the data by {copied}.",
        f"Hamming({length},{size}) encoder, {parity} parity, bit 0 of {out} is position 1.",
        f"Which data bits enter which check bits? {entered}. The summands are the positions of the "
        f"check bits, {odd}; position 1 is `{out}[0]`. Build this Hamming encoder for `{word}`.",
        f"With positions p = 1 to {length} for {out}[p-1], and the bits of `{word}` in rising "
        f"order at those p that are not powers of two, the remaining bits are the ones for which "
        f"the bitwise XOR of the numbers p of all positions with a 1 is {goal}.",
        f"The output `{out}` is a code word of {length} bits, made of `{word}` and of parity bits "
        f"at the positions {', '.join(map(str, powers))} (bit 0 is position 1), data from bit 0 "
        f"upwards in the gaps. The parity bit at position n covers the positions whose number has "
        f"n in its binary form, {odd}. Thus {given} becomes {shown}.",
    )


def _hamming_as_program(word: str, out: str, length: int, count: int, *, is_odd: bool) -> str:
    return (
        f"As a program that becomes pure logic, with an array c of zeros from index 1 to "
        f"{length}: j = 0; for (p = 1; p <= {length}; p++) if (p & (p - 1)) c[p] = {word}[j++]; "
        f"for (k = 0; k < {count}; k++) {{ x = {int(is_odd)}; for (p = 1; p <= {length}; p++) "
        f"if ((p >> k) & 1) x ^= c[p]; c[1 << k] = x; }} In the end {out}[p-1] = c[p] for every p."
    )
