"""Check words: CRC, checksum, longitudinal parity and Hamming codes of a word, without clock."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal, vector
from rtlgen.datagen.told.check_codes import checksum_others, crc_others, hamming_others

_POLYNOMIALS = {3: (3, 5), 4: (3, 9), 5: (5, 9, 21), 6: (3, 27), 8: (0x07, 0x31, 0x9B, 0x1D)}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Check:
    inputs: dict[str, int]
    """Port → width."""
    out: str
    width: int
    value: Callable[[Levels], int]
    bodies: dict[str, str]
    registers: dict[str, frozenset[str]]
    says: tuple[str, ...]


def draw(rng: random.Random) -> Drawn:
    """Draw a kind of check."""
    kind = rng.choice(list(_KINDS))
    word = rng.choice(("data", "d", "in", "word"))
    out = rng.choice(("check", "out", "code", "y"))
    check = _KINDS[kind](rng, word, out)

    def function(levels: Levels) -> Known:
        return {out: check.value(levels)}

    return Drawn(
        family="check_codes",
        name=rng.choice((f"{kind}_gen", f"{kind}_unit", "check_word", "top_module")),
        ports=(
            *(input_port(name, width) for name, width in check.inputs.items()),
            output_port(out, check.width),
        ),
        bodies=check.bodies,
        registers=check.registers,
        says=check.says,
        behaviour=lambda: Combinational(function),
    )


def _equations(out: str, sources: list[list[str]]) -> str:
    """Write each bit as an exclusive OR; one that depends on nothing is 0."""
    zero = "1'b0"
    return "".join(
        f"    assign {out}[{n}] = {' ^ '.join(terms) or zero};\n" for n, terms in enumerate(sources)
    )


def _crc(rng: random.Random, word: str, out: str) -> _Check:
    """Divide a word by a polynomial; the register starts at 0, the top bit comes first."""
    width = rng.choice(list(_POLYNOMIALS))
    poly, size = rng.choice(_POLYNOMIALS[width]), rng.choice((4, 8, 8, 8, 16))

    def remainder(number: int) -> int:
        value = number << width
        for place in range(size - 1, -1, -1):
            if value >> place + width & 1:
                value ^= (1 << width | poly) << place
        return value

    masks = [remainder(1 << place) for place in range(size)]
    sources = [[f"{word}[{n}]" for n in range(size) if masks[n] >> bit & 1] for bit in range(width)]
    span, top = vector(width), width - 1
    step = (
        f"            if (r[{top}] ^ {word}[i])\n"
        f"                r = {{r[{top - 1}:0], 1'b0}} ^ {literal(poly, width)};\n"
        f"            else\n                r = {{r[{top - 1}:0], 1'b0}};\n"
    )
    loop = f"        for (i = {size - 1}; i >= 0; i = i - 1)\n{step}"
    long_word = size + width
    divided = (
        f"    reg {vector(long_word)}rest;\n    integer i;\n\n    always @(*) begin\n"
        f"        rest = {{{word}, {width}'d0}};\n"
        f"        for (i = {size - 1}; i >= 0; i = i - 1)\n"
        f"            if (rest[i + {width}])\n                rest = rest ^ "
        f"({long_word}'d{1 << width | poly} << i);\n        {out} = rest[{top}:0];\n    end\n"
    )
    return _Check(
        inputs={word: size}, out=out, width=width, value=lambda levels: remainder(levels[word]),
        bodies={
            "loop": f"    reg {span}r;\n    integer i;\n\n    always @(*) begin\n        r = 0;\n"
            f"{loop}        {out} = r;\n    end\n",
            "division": divided, "equations": _equations(out, sources),
        },
        registers={"loop": frozenset({out}), "division": frozenset({out})},
        says=_crc_says(word, out, (size, width, poly), sources),
    )  # fmt: skip


def _crc_says(
    word: str, out: str, numbers: tuple[int, int, int], sources: list[list[str]]
) -> tuple[str, ...]:
    size, width, poly = numbers
    powers = [f"x^{n}" for n in range(width, 1, -1) if n == width or poly >> n & 1]
    powers += (["x"] if poly & 2 else []) + (["1"] if poly & 1 else [])
    written = " + ".join(powers)
    bits = f"{poly:0{width}b}"
    listed = "; ".join(f"bit {n} = {' ^ '.join(terms) or '0'}" for n, terms in enumerate(sources))
    return (
        f"`{out}` is the CRC of the {size}-bit `{word}` with the generator polynomial "
        f"{written}, the most significant bit first, start value 0, no reflection and no final "
        "inversion.",
        f"Multiply the polynomial whose coefficients are the bits of `{word}` ({size} bits) by "
        f"x^{width} and divide it by {written} over GF(2). The remainder ({width} bits, bit i "
        f"for x^i) is `{out}`.",
        f"Steps for a CRC of {width} bits: 1. A register r begins with 0. 2. Take the bits of "
        f"`{word}` from bit {size - 1} down to bit 0. 3. For each, shift r left by one place "
        f"with a 0 behind; if the bit that fell out differs from the bit of `{word}`, XOR r "
        f"with {bits}. 4. In the end r is `{out}`.",
        *_more_crc(word, out, (size, width, poly), written),
        *crc_others(word, out, numbers, written, _contributions(word, size, sources)),
        f"Given `{word}`, compute the {width}-bit CRC `{out}` without clock by these equations "
        f"(^ is XOR): {listed}.",
    )


def _contributions(word: str, size: int, sources: list[list[str]]) -> list[int]:
    """Return, for each bit of the word, the bits of the check that depend on it."""
    return [
        sum(1 << bit for bit, terms in enumerate(sources) if f"{word}[{n}]" in terms)
        for n in range(size)
    ]


def _checksum(rng: random.Random, word: str, out: str) -> _Check:
    """Add the parts of a word, or XOR them."""
    part, count = rng.choice(((8, 2), (8, 4), (4, 4), (4, 2), (8, 3), (4, 3)))
    kind = rng.choice(("sum", "negated", "parity"))
    operator, full = ("^" if kind == "parity" else "+"), (1 << part) - 1

    def value(levels: Levels) -> int:
        parts = levels[word].to_bytes(12, "big") if part == 8 else [
            int(digit, 16) for digit in f"{levels[word]:x}"
        ]  # fmt: skip
        if kind == "parity":
            return sum((sum(n >> bit & 1 for n in parts) % 2) << bit for bit in range(part))
        total = sum(parts) % (full + 1)
        return (full + 1 - total) % (full + 1) if kind == "negated" else total

    slices = [f"{word}[{part * n + part - 1}:{part * n}]" for n in range(count)]
    joined = f" {operator} ".join(slices)
    whole = f"~({joined}) + 1'b1" if kind == "negated" else joined
    start = "-" if kind == "negated" else ""
    return _Check(
        inputs={word: part * count}, out=out, width=part, value=value,
        bodies={
            "assign": f"    assign {out} = {whole};\n",
            "loop": f"    reg {vector(part)}total;\n    integer i;\n\n    always @(*) begin\n"
            f"        total = 0;\n        for (i = 0; i < {count}; i = i + 1)\n"
            f"            total = total {operator} {word}[i * {part} +: {part}];\n"
            f"        {out} = {start}total;\n    end\n",
        },
        registers={"loop": frozenset({out})},
        says=_checksum_says(word, out, (part, count), (kind, joined)),
    )  # fmt: skip


def _checksum_says(
    word: str, out: str, sizes: tuple[int, int], how: tuple[str, str]
) -> tuple[str, ...]:
    (part, count), (kind, joined), full = sizes, how, (1 << sizes[0]) - 1
    thing = "bytes" if part == 8 else "nibbles (4 bits)"
    told = {
        "sum": f"the sum of its {count} {thing}, cut to {part} bits",
        "negated": f"the number that, added to the sum of its {count} {thing}, gives 0 modulo "
        f"{full + 1}",
        "parity": f"the bitwise XOR of its {count} {thing}",
    }[kind]
    formula = {
        "sum": f"({joined}) mod {full + 1}", "negated": f"-({joined}) mod {full + 1}",
        "parity": joined,
    }[kind]  # fmt: skip
    last = {"sum": "The result", "negated": "The two's complement of the result",
            "parity": "The result"}[kind]  # fmt: skip
    verb = "XORed, bit by bit" if kind == "parity" else f"added as unsigned numbers of {part} bits"
    return (
        f"The checksum `{out}` of the {part * count}-bit word `{word}` is {told}.",
        f"Split `{word}` into {count} {thing}. They are {verb}; carries beyond bit {part - 1} "
        f"are lost. {last} is `{out}`.",
        f"Given `{word}` ({part * count} bits), compute `{out}` = {formula}.",
        *_more_checksum(word, out, sizes, kind),
        *checksum_others(word, out, sizes, kind),
        f"Check word for a block of {count} {thing}. - They come as `{word}`, all of them "
        f"side by "
        f"side. - The {part}-bit `{out}` is {told}. - There is no clock.",
    )


def _hamming(rng: random.Random, word: str, out: str) -> _Check:
    """Put data and parity bits at their places, as Hamming numbered them."""
    size = rng.choice((4, 4, 8, 11))
    is_odd = rng.random() < 0.25
    count = next(r for r in range(2, 6) if (1 << r) - r - 1 >= size)
    length = size + count
    places = [n for n in range(1, length + 1) if n & (n - 1)]

    def value(levels: Levels) -> int:
        code = {place: levels[word] >> n & 1 for n, place in enumerate(places)}
        for r in range(count):
            code[1 << r] = (sum(b for p, b in code.items() if p >> r & 1) + is_odd) % 2
        return sum(bit << place - 1 for place, bit in code.items())

    sources: list[list[str]] = []
    for place in range(1, length + 1):
        if place in places:
            sources.append([f"{word}[{places.index(place)}]"])
        else:
            covered = [f"{word}[{n}]" for n, p in enumerate(places) if p & place]
            sources.append([*covered, *(["1'b1"] if is_odd else [])])
    moves = "".join(f"        {out}[{p - 1}] = {word}[{n}];\n" for n, p in enumerate(places))
    parities = "".join(
        f"        {out}[{(1 << r) - 1}] = {'~' if is_odd else ''}^{{"
        + ", ".join(f"{out}[{p - 1}]" for p in places if p >> r & 1) + "};\n"
        for r in range(count)
    )  # fmt: skip
    return _Check(
        inputs={word: size}, out=out, width=length, value=value,
        bodies={
            "equations": _equations(out, sources),
            "always": f"    always @(*) begin\n{moves}{parities}    end\n",
        },
        registers={"always": frozenset({out})},
        says=_hamming_says(word, out, places, sources, is_odd=is_odd),
    )  # fmt: skip


def _hamming_says(
    word: str, out: str, places: list[int], sources: list[list[str]], *, is_odd: bool
) -> tuple[str, ...]:
    size, length = len(places), len(sources)
    count = length - size
    data = ", ".join(f"{word}[{n}] → {out}[{p - 1}]" for n, p in enumerate(places))
    groups = "; ".join(
        f"{out}[{(1 << r) - 1}] covers "
        + ", ".join(f"{out}[{p - 1}]" for p in range(1, length + 1) if p >> r & 1 and p in places)
        for r in range(count)
    )
    parity = "odd" if is_odd else "even"
    listed = " ".join(f"{n}. {out}[{n}] = {' ^ '.join(terms)}." for n, terms in enumerate(sources))
    return (
        f"A Hamming encoder ({length},{size}) with {parity} parity: position p of the code is "
        f"`{out}[p-1]`; the positions that are powers of two are parity bits, the others hold "
        f"`{word}`, bit 0 first. The parity bit at position 2^k makes the number of ones "
        f"{parity} "
        "over all positions whose number has bit k set, itself among them.",
        f"Data bits go to these places: {data}. Each parity bit makes the number of ones in "
        f"its "
        f"group {parity}, itself counted: {groups}.",
        f"Given the {size} bits of `{word}`, compute the {length} bits of the code `{out}` (^ "
        f"is "
        f"XOR). {listed}",
        *_more_hamming(word, out, places, sources, is_odd=is_odd),
        *hamming_others(word, out, places, length, is_odd=is_odd),
        f"Encode `{word}` so that one wrong bit can be corrected. The code word `{out}` keeps "
        f"the data ({data}). Its other bits are parities, {parity} with themselves included: "
        f"{groups}.",
    )


def _more_crc(
    word: str, out: str, numbers: tuple[int, int, int], written: str
) -> tuple[str, ...]:  # fmt: skip
    """Say in more ways what a cyclic redundancy check is."""
    size, width, poly = numbers
    full, bits, hexes = f"1{poly:0{width}b}", f"{poly:0{width}b}", f"0x{poly:x}"
    top = width - 1
    return (
        f"CRC-{width} with polynomial {hexes} (the leading x^{width} not written), init 0, MSB "
        f"first, no reflection, xorout 0, over the {size} bits of {word}; the result is {out}.",
        f"Create a combinational CRC generator for the {size}-bit word {word}. Use the divisor "
        f"{full} in modulo-2 long division of {word} with {width} zeros appended; the remainder "
        f"of {width} bits is {out}.",
        f"Imagine a shift register of {width} bits, at first all zeros. The bits of `{word}` are "
        f"shifted in one by one, the MSB at first: the feedback f is the register's bit {top} XOR "
        f"the bit; the register moves one place up with 0 at the bottom and is XORed with {bits} "
        f"if f is 1. After {size} such steps it is equal to `{out}`. Unroll these steps into "
        f"pure logic.",
        f"For each bit i from {size - 1} down to 0 do r = (r << 1) ^ ((r[{top}] ^ {word}[i]) ? "
        f"{width}'b{bits} : 0), where r has {width} bits and is 0 before. Then assign {out} = r.",
        f"This block appends a checksum to a message. If the {size + width} bits made of {word} "
        f"followed by {out} are read as a polynomial over GF(2), the highest power at the left, "
        f"they are divisible by {written}.",
        f"`{out}` is a linear function of `{word}`: bit n of `{word}` contributes the polynomial "
        f"x^(n + {width}) modulo {written}, and all contributions of bits that are 1 are XORed. "
        f"The coefficient of x^i goes to `{out}[i]`. For instance, {word} = 1 yields {bits}.",
        f"Which {width}-bit value must follow {word} so that the receiver's division by the "
        f"generator {full} (modulo 2, most significant bit of {word} first) leaves nothing? "
        f"Output that value on {out}.",
    )


def _more_checksum(
    word: str, out: str, sizes: tuple[int, int], kind: str
) -> tuple[str, ...]:  # fmt: skip
    """Say in more ways what a checksum is."""
    (part, count), full = sizes, 1 << sizes[0]
    unit = "byte" if part == 8 else "nibble"
    slices = [f"{word}[{part * n + part - 1}:{part * n}]" for n in reversed(range(count))]
    operator = " ^ " if kind == "parity" else " + "
    core = operator.join(slices)
    code = {"sum": core, "negated": f"~({core}) + 1", "parity": core}[kind]
    values = [n + 1 for n in range(count)]
    total = sum(values) if kind != "parity" else 0
    for value in values if kind == "parity" else ():
        total ^= value
    result = (full - total) % full if kind == "negated" else total
    step, start = {
        "sum": (f"add each {unit} to a running total of {part} bits that wraps around", "total"),
        "negated": (f"subtract each {unit} from a running total of {part} bits that wraps around",
                    "total"),
        "parity": (f"XOR each {unit} into a running value of {part} bits", "value"),
    }[kind]  # fmt: skip
    aim = {
        "sum": f"equal, modulo {full}, to all {unit}s added up",
        "negated": f"such that all {unit}s and `{out}` together add up to a multiple of {full}",
        "parity": f"such that every column of bits, over the {unit}s and `{out}`, has an even "
        f"number of ones",
    }[kind]
    name = {
        "sum": f"{part}-bit modular sum", "negated": f"two's complement {part}-bit checksum",
        "parity": "longitudinal redundancy check (column parity, even)",
    }[kind]  # fmt: skip
    digits = part // 4
    shown = "".join(f"{value:0{digits}x}" for value in values)
    return (
        f"Block check ({name}) of the {count} {unit}s in {word}, on {out}.",
        f"Create a circuit without memory that makes the {part}-bit {out} from the {unit}s of "
        f"{word} (there are {count}). It must be {aim}.",
        f"In Verilog, with a result of {part} bits, {out} = {code}.",
        f"Start with a {start} of 0, then {step}, for all {count} of `{word}`. Copy the outcome to "
        f"`{out}`.",
        f"This block guards a short packet of {count} {unit}s against errors. It computes the "
        f"{name}: `{out}` is {aim}. For the packet {word} = {part * count}'h{shown}, the "
        f"value is {part}'h{result:0{digits}x}.",
        f"Take {word} apart into pieces of {part} bits. "
        + {
            "sum": f"The pieces are numbers, and {out} is the low end ({part} bits) of what you "
            f"get when you sum them.",
            "negated": f"The pieces are numbers; sum them, keep {part} bits, and change the sign "
            f"of this (invert and increment) to obtain {out}.",
            "parity": f"Bit i of {out} is 1 if an odd number of the pieces has a 1 in bit i.",
        }[kind],
        f"You are given {part * count} bits in {word}, that is {count} {unit}s. What is their "
        f"{name}? Drive {out} with it.",
        f"A receiver can verify `{word}` easily if `{out}` is {aim}. Design the sender's logic for "
        f"this `{out}`.",
    )


def _more_hamming(
    word: str, out: str, places: list[int], sources: list[list[str]], *, is_odd: bool
) -> tuple[str, ...]:
    """Say in more ways what a Hamming code is."""
    size, length = len(places), len(sources)
    count, parity = length - size, "odd" if is_odd else "even"
    inverted = "inverted " if is_odd else ""
    vector = ", ".join(
        terms[0] if len(terms) == 1 else f"p{n + 1}" for n, terms in reversed(
            list(enumerate(sources)))
    )  # fmt: skip
    checks = ", ".join(
        f"p{1 << r} = {' ^ '.join(sources[(1 << r) - 1])}" for r in range(count)
    )  # fmt: skip
    carried = ", ".join(str(place) for place in places)
    powers = ", ".join(str(1 << r) for r in range(count))
    code = {place: 1 if n == 0 else 0 for n, place in enumerate(places)}
    for r in range(count):
        code[1 << r] = (sum(b for p, b in code.items() if p >> r & 1) + is_odd) % 2
    shown = "".join(str(code[place]) for place in range(length, 0, -1))
    result = "1 where the XOR is 0" if is_odd else "equal to the XOR"
    return (
        f"Hamming({length},{size}) encoder, {parity} parity, {out}[p-1] is position p, parity at "
        f"positions {powers}, data {word}[0] upward in the remaining ones.",
        f"Create an error-correcting encoder: {out} = {{{vector}}}, where {checks}.",
        f"Number the bits of {out} from 1 at the right (position 1 is {out}[0]). Positions "
        f"{carried} carry {word}[0] to {word}[{size - 1}] in this order. Position 2^k, for k from "
        f"0 to {count - 1}, is the {inverted}XOR of all data positions whose binary number "
        f"contains 2^k.",
        f"This block prepares memory words for single-error correction. It spreads `{word}` over "
        f"the positions of `{out}` that are no power of two (counting from 1 at the least "
        f"significant bit), lowest bit first, and fills the power-of-two positions with parity "
        f"bits of {parity} parity, each over the positions that have its bit in their number. "
        f"The data word 1 is encoded as {shown}.",
        f"Let p1 be {out}[0], p2 be {out}[1], p3 be {out}[2] and so on up to p{length}. The checks "
        f"are {checks}. The data, from `{word}[0]` on, fill what is left: "
        f"{', '.join(f'p{place}' for place in places)}.",
        f"For each k below {count}: XOR all data bits at those positions of {out}, counted from 1, "
        f"whose number has bit k set. The check bit at position 2^k is {result}. Data bits of "
        f"{word} stand, in rising order, at positions {carried}.",
        f"Which bits of {word} does each check bit depend on? Here are the equations: {checks}. "
        f"Which place has which bit? From the most significant to the least significant bit, "
        f"{out} is {vector}.",
    )


_KINDS: dict[str, Callable[[random.Random, str, str], _Check]] = {
    "crc": _crc, "checksum": _checksum, "hamming": _hamming,
}  # fmt: skip
