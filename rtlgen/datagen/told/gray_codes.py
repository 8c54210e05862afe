"""Converters between binary and Gray code in further words."""

from __future__ import annotations


def others(
    way: str, word: str, out: str, width: int, select: str | None, shown: tuple[str, str]
) -> tuple[str, ...]:
    """Tell a converter in further words.

    Args:
        way: `gray` (from binary), `binary` (from Gray), or `both`, chosen by a select.
        word: The input.
        out: The output.
        width: Of both.
        select: 1 = to Gray.
        shown: A number and its Gray code.
    """
    if select:
        return (*_both(word, out, width, select), *_both_more(word, out, width, select, shown))
    tell = _forth if way == "gray" else _back
    return tell(word, out, width, shown)


def _pairs(word: str, width: int) -> str:
    """Write the neighbours of a word, XORed."""
    return (
        f"{word}[{width - 1}:1] ^ {word}[{width - 2}:0]" if width > 2 else f"{word}[1] ^ {word}[0]"
    )


def _folded(word: str, width: int) -> str:
    """Write the bits of the number that belongs to a Gray code, the highest first."""
    top = width - 1
    return f"{{{word}[{top}], {', '.join(f'^{word}[{top}:{n}]' for n in range(top - 1, -1, -1))}}}"


def _forth(word: str, out: str, width: int, shown: tuple[str, str]) -> tuple[str, ...]:
    """Tell the way to Gray code."""
    top, half, (number, code) = width - 1, 1 << width - 1, shown
    return (
        f"Drive `{out}` with the concatenation {{{word}[{top}], {_pairs(word, width)}}}.",
        f"{'An' if width == 8 else 'A'} {width}-bit binary to Gray code converter.",
        (
            "In which code do the words of n and n + 1 always differ in a single bit, 0 being "
            f"coded as 0 and 1 as 1? In the reflected Gray code. Build the encoder with {width} "
            f"bits, from `{word}` to `{out}`."
        ),
        (
            f"I am about to send the pointer `{word}` into another clock domain, so I need it in "
            f"standard Gray code on `{out}` first; {number} should come out as {code}. Just the "
            "XOR gates please, I have the registers already."
        ),
        (
            f"`{out}[{top}]` shall be `{word}[{top}]`. Any lower bit i of `{out}` shall be bit i "
            f"of `{word}`, inverted if and only if bit i + 1 of `{word}` is set."
        ),
        (
            f"If `{word}` is less than {half}, its top bit and that of `{out}` are 0, and the "
            f"lower bits are coded as a shorter number would be. Otherwise the top bit of `{out}` "
            f"is 1, and the lower bits are those for {(1 << width) - 1} - `{word}`, the mirror "
            f"image. This is the reflected Gray code of {width} bits."
        ),
        (
            f"Unlike an incrementer, this encoder has no carry: each bit of `{out}` needs just "
            f"two bits of `{word}`, those with its own index and the next higher index, and takes "
            f"their XOR. Bit {top} has no higher index above it and passes through unchanged."
        ),
        (
            f"`{out}` equals `{word}` XOR floor(`{word}` / 2); in other words, with b(i) for the "
            f"bits of `{word}` and b({width}) = 0, bit i of `{out}` is (b(i) + b(i+1)) mod 2."
        ),
        (
            f"Think of a loop over the bits of `{word}`: {out} = {word}; for (i = 0; i < {top}; "
            f"i++) if ({word}[i+1]) {out}[i] = !{out}[i]; where all of it is unrolled to gates."
        ),
        (
            f"`{out}` is the Gray code (the reflected one) of the number on `{word}`. For example, "
            f"{number} has the code {code}, since every 1 in the number flips the bit of the code "
            "to the right of its own place, and otherwise number and code agree."
        ),
    )


def _back(word: str, out: str, width: int, shown: tuple[str, str]) -> tuple[str, ...]:
    """Tell the way to binary."""
    top, (number, code) = width - 1, shown
    return (
        f"`{out}` is assigned {_folded(word, width)}, where ^ in front of bits is their parity.",
        f"{'An' if width == 8 else 'A'} {width}-bit Gray to binary code converter.",
        (
            f"A disc with {width} tracks is marked in reflected Gray code and reads {code}. How "
            f"many steps is it away from the all-zero position? The answer is {number}. Build the "
            f"circuit that answers in this manner on `{out}` for every reading `{word}`."
        ),
        (
            f"I get a pointer from the other clock domain as Gray code on `{word}` and have to do "
            f"arithmetic with it, so please turn it back into plain binary on `{out}`. It is the "
            f"usual code, {code} for {number}."
        ),
        (
            f"`{out}[i]` shall be 1 if and only if the number of ones in `{word}[{top}:i]` is "
            f"odd. This must hold for all i from 0 to {top}."
        ),
        (
            f"Walk through `{word}` from the left and write `{out}`. While the bits are 0, repeat "
            "the bit written last; whenever a bit is 1, write the opposite of the bit written "
            "last. A 0 counts as written before the first step."
        ),
        (
            "Unlike the way from binary to Gray, where a bit reaches at most two bits of the "
            f"result, here a 1 in `{word}[i]` flips `{out}[i]` and all bits of `{out}` below it. "
            f"With `{word}` at zero nothing is flipped and `{out}` is zero."
        ),
        (
            f"With g(j) for bit j of `{word}`, bit i of `{out}` is the sum of g(i), g(i+1) and so "
            f"on up to g({top}) modulo 2, for 0 <= i <= {top}."
        ),
        (
            f"Think of C: {out} = {word}; for (s = 1; s < {width}; s++) {out} ^= {word} >> s; with "
            f"unsigned variables of {width} bits. The loop is unrolled to gates."
        ),
        (
            f"Each bit of `{out}` is its left neighbour, itself a bit of `{out}`, XORed with the "
            f"bit of `{word}` in the same column; bit {top}, without a neighbour, is "
            f"`{word}[{top}]`. For example, {code} becomes {number}."
        ),
    )


def _both(word: str, out: str, width: int, select: str) -> tuple[str, ...]:
    """Tell a converter for both ways."""
    top = width - 1
    up = f"{{{word}[{top}], {_pairs(word, width)}}}"
    return (
        f"`{out}` equals {select} ? {up} : {_folded(word, width)}.",
        (
            f"{'An' if width == 8 else 'A'} {width}-bit code converter: binary to Gray with "
            f"{select} = 1, Gray to binary with {select} = 0."
        ),
        (
            "Which block can both encode and decode the reflected Gray code? One with a mode "
            f"input. Build it for {width} bits; `{select}` high means that `{word}` is a number "
            f"to be encoded, and low that it is a code to be decoded. The answer is `{out}`."
        ),
        (
            "I want a single converter for both sides of my clock crossing. When I set "
            f"`{select}`, turn my binary pointer `{word}` into Gray code; when I clear it, take "
            f"`{word}` as Gray code and give me the pointer in binary. Both times I read `{out}`."
        ),
        (
            f"The converter shall copy bit {top} in both modes. In every lower bit i, `{out}[i]` "
            f"shall be `{word}[i]` XOR `{word}[i+1]` while `{select}` is set, and the parity of "
            f"`{word}[{top}:i]` while it is not."
        ),
    )


def _both_more(
    word: str, out: str, width: int, select: str, shown: tuple[str, str]
) -> tuple[str, ...]:
    """Tell a converter for both ways in still further words."""
    top, (number, code) = width - 1, shown
    return (
        (
            f"When `{select}` is 0, `{word}` is reflected Gray code and `{out}` the plain binary "
            f"number for it. When `{select}` is 1, it is the other way round: a binary number "
            f"enters at `{word}`, and its code leaves at `{out}`. There are {width} bits."
        ),
        (
            f"Unlike a converter with a fixed direction, this one is turned round by `{select}`. "
            f"At 1 every 1 of `{word}` flips only the bit to the right of its own place, counted "
            f"from `{word}` itself (binary to Gray); at 0 it flips all bits to the right of its "
            f"place (Gray to binary). The flipped word is `{out}`."
        ),
        (
            f"With w(i) for the bits of `{word}` and w({width}) = 0, bit i of `{out}` is (w(i) + "
            f"w(i+1)) mod 2 if `{select}` = 1, and the sum of w(i) up to w({top}), mod 2, if "
            f"`{select}` = 0."
        ),
        (
            f"As a program: {out} = {word}; if ({select}) {out} ^= {word} >> 1; else for (s = 1; "
            f"s < {width}; s++) {out} ^= {word} >> s; with unsigned words of {width} bits and no "
            "memory."
        ),
        (
            f"`{out}` is a word of the reflected Gray code while `{select}` is 1, and a binary "
            f"number while it is 0; `{word}` is the same value in the notation that `{out}` does "
            f"not have. For example, with {select} = 1 the input {number} gives {code}, and with "
            f"{select} = 0 the input {code} gives {number}."
        ),
    )
