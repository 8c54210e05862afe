"""Operations on wide words, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import marked, series
from rtlgen.datagen.told.wide import Idea, voices

_FORMULAS = {"and": " * ", "or": ", ", "xor": " + "}
GATES = {
    "and": ("&", False), "or": ("|", False), "xor": ("^", False),
    "nand": ("&", True), "nor": ("|", True), "xnor": ("^", True),
}  # fmt: skip


def bitwise(words: Sequence[str], out: str, gate: str, width: int) -> tuple[str, ...]:
    """Tell a gate at each place of two or three words."""
    sign, is_inverted = GATES[gate]
    base, name, names = {"&": "and", "|": "or", "^": "xor"}[sign], gate.upper(), marked(words)
    bits = [f"{word}[i]" for word in words]
    many = "two" if len(words) == 2 else "three"
    both = "both" if len(words) == 2 else "all"
    all_bits = series(bits)
    one = {"and": f"{all_bits} are {both} 1", "or": f"at least one of {all_bits} is 1",
           "xor": f"an odd number of the bits {all_bits} is 1"}[base]  # fmt: skip
    zero = {"and": f"at least one of {all_bits} is 0", "or": f"{all_bits} are {both} 0",
            "xor": f"an even number of the bits {all_bits} is 1"}[base]  # fmt: skip
    if is_inverted:
        one, zero = zero, one
    terms = _FORMULAS[base].join(f"{word}_i" for word in words)
    formula = {"and": terms, "or": f"max({terms})", "xor": f"({terms}) mod 2"}[base]
    joined = f" {sign} ".join(words)
    code = f"~({joined})" if is_inverted else joined
    other = "|" if sign == "&" else "&"
    turned = f" {other} ".join(f"~{word}" for word in words)
    if sign == "^":
        turned = " ^ ".join((f"~{words[0]}", *words[1:]))
    level = int((base == "or" or (base == "xor" and len(words) == 2)) != is_inverted)
    rest = "0" if len(words) == 2 else "0, and so are those of the third word"
    first, last = words[0], words[1]
    if len(words) == 3:
        level = int((base != "and") != is_inverted)
    each = f" {sign} ".join(bits)
    idea = Idea(
        plain=f"`{out}` is the bitwise {name} of the {many} {width}-bit words {names}.",
        shall=f"Each bit of `{out}` shall be the {name} of the bits with the same number in "
        f"{names}; it must not depend on any other place.",
        title=f"Bitwise {name} of {many} {width}-bit words",
        code=f"{out} = {code}",
        longhand=f"assign {out} = {turned if is_inverted else f'~({turned})'}",
        question=f"What do {width} {name} gates make of {names}, if every gate takes the bits of "
        f"one place? That word is wanted at `{out}`, in the same order.",
        wish=f"I have {many} buses, {names}, and need a row of {name} gates between them, one gate "
        f"for each of the {width} lines. Please bring the results to `{out}`.",
        cases=f"For every i from 0 to {width - 1}: if {one}, {out}[i] is 1; if {zero}, {out}[i] "
        "is 0.",
        unlike=f"Unlike a reduction, which ends in one bit, this keeps all {width} places: place i "
        f"of `{out}` holds the {name} of place i of {names}, and nothing runs between places.",
        maths=f"With w_i for bit i of a word w, i = 0 to {width - 1}: {out}_i = "
        f"{f'1 - {formula}' if is_inverted else formula}.",
        program=f"for (i = 0; i < {width}; i++) {out}[i] = {f'!({each})' if is_inverted else each}",
        back=f"A 1 at {out}[i] tells that {one}, and a 0 that {zero}; so it is at each of the "
        f"{width} places.",
        purpose=f"The {name} of sets of {width} flags in {names}, flag by flag, into `{out}`. For "
        f"example, if all bits of `{first}` are 1 and all of `{last}` are {rest}, all bits of "
        f"`{out}` are {level}.",
        last=f"Lay {width} equal {name} gates side by side; gate number k sees line k of "
        f"every bus that comes in and drives line k of `{out}`.",
    )
    return voices(idea)


_REDUCED = {
    "and": ("every bit of {0} is 1", "some bit of {0} is 0", "n = {1}"),
    "or": ("at least one bit of {0} is 1", "all bits of {0} are 0", "n > 0"),
    "xor": ("{0} has an odd number of ones", "{0} has an even number of ones", "n mod 2 = 1"),
    "nand": ("some bit of {0} is 0", "every bit of {0} is 1", "n < {1}"),
    "nor": ("all bits of {0} are 0", "at least one bit of {0} is 1", "n = 0"),
    "xnor": ("{0} has an even number of ones", "{0} has an odd number of ones", "n mod 2 = 0"),
}  # fmt: skip
SCANS = {
    "and": (1, "& "), "or": (0, "| "), "xor": (0, "^ "),
    "nand": (0, "| ~"), "nor": (1, "& ~"), "xnor": (1, "^ "),
}  # fmt: skip
_COMPARED = {
    "and": "{0} == {{{1}{{1'b1}}}}", "or": "{0} != 0", "xor": "~(~^{0})",
    "nand": "{0} != {{{1}{{1'b1}}}}", "nor": "{0} == 0", "xnor": "~(^{0})",
}  # fmt: skip


def compared(gate: str, word: str, width: int) -> str:
    """Write a reduction in other operators."""
    return _COMPARED[gate].format(word, width)


def reductions(word: str, rows: Sequence[tuple[str, str]], width: int) -> tuple[str, ...]:
    """Tell reductions of a word: outputs and their gates."""
    told = [(out, gate, *(t.format(f"`{word}`", width) for t in _REDUCED[gate]))
            for out, gate in rows]  # fmt: skip
    gates = [(out, gate.upper()) for out, gate in rows]
    named = ", ".join(f"{name} at `{out}`" for out, name in gates)
    signs = {gate: f"{'~' * inverted}{sign}" for gate, (sign, inverted) in GATES.items()}
    codes = [f"{out} = {signs[gate]}{word}" for out, gate in rows]
    starts = "; ".join(f"{out} = {SCANS[gate][0]}" for out, gate in rows)
    steps = " ".join(f"{out} = {out} {SCANS[gate][1]}{word}[i];" for out, gate in rows)
    one = f"only bit 3 of `{word}` is 1 (a single one), " + " and ".join(
        f"`{out}` is {int(gate in ('or', 'xor', 'nand'))}" for out, gate in rows
    )
    idea = Idea(
        plain=" ".join(f"`{out}` is the {name} of all {width} bits of `{word}`."
                       for out, name in gates),
        shall=" ".join(f"`{out}` shall be 1 if {yes} and must be 0 otherwise."
                       for out, _, yes, _, _ in told),
        title=f"Reduction of {width} bits: {named}",
        code=", ".join(codes),
        longhand="; ".join(f"assign {out} = {compared(g, word, width)}" for out, g in rows),
        question=f"Is it true of the {width} bits? "
        + " ".join(f"`{out}` answers with 1 or 0 whether {yes}." for out, _, yes, _, _ in told),
        wish=f"Could you write this for me? I look at a bus `{word}` of "
        f"{width} lines and want only a summary: "
        + "; ".join(f"`{out}` high if {yes}, low if {no}" for out, _, yes, no, _ in told)
        + ".",
        cases=" ".join(f"If {no}, `{out}` is 0; if {yes}, it is 1." for out, _, yes, no, _ in told),
        unlike=f"Unlike a bitwise operation, which gives {width} bits, a reduction gives one: "
        + "; ".join(f"`{out}` is a single {name} gate with all bits of `{word}`"
                    for out, name in gates) + ".",
        maths=f"Let n be the number of ones in `{word}`, the sum of its bits i = 0 to {width - 1}. "
        + " ".join(f"`{out}` = 1 for {test} and 0 for any other n." for out, *_, test in told),
        program=f"{starts}; for (i = 0; i < {width}; i++) {{ {steps} }}",
        back=" ".join(f"From a 1 at `{out}` one knows that {yes}, from a 0 that {no}."
                      for out, _, yes, no, _ in told),
        purpose=f"A monitor of {width} status lines, by {named}. For example, if {one}.",
        last="".join(f"Type {name}, {width} legs, one leg per wire of `{word}`, driving `{out}`. "
                     for out, name in gates).rstrip(),
    )  # fmt: skip
    return voices(idea)


_UNITS = {1: ("bit", "bits"), 4: ("nibble", "nibbles"), 8: ("byte", "bytes"),
          16: ("16-bit group", "16-bit groups"), 32: ("32-bit group", "32-bit groups")}  # fmt: skip


def reversal(word: str, out: str, size: int, width: int) -> tuple[str, ...]:
    """Tell how parts of some bits come in the opposite order."""
    (unit, units), many, last = _UNITS[size], width // size, width // size - 1
    inside = "" if size == 1 else f"; within a {unit} the bits keep their order"
    source = f"{word}[{last}-i]" if size == 1 else f"{word}[({last}-i)*{size} +: {size}]"
    target = f"{out}[i]" if size == 1 else f"{out}[i*{size} +: {size}]"
    ends = (f"{word}[0],...,{word}[{width - 1}]" if size == 1 else
            f"{word}[{size - 1}:0], {word}[{2 * size - 1}:{size}],...,"
            f"{word}[{width - 1}:{width - size}]")  # fmt: skip
    code = f"{out} = {{{ends}}}"
    sums = (
        f"`{out}` is the sum of {word}_i * 2**({last} - i) over i = 0 to {last}, where {word}_i is "
        f"bit i of `{word}`"
        if size == 1
        else f"If `{word}` is the sum of d_i * 2**({size}*i) over i = 0 to {last}, with digits d_i "
        f"below 2**{size}, `{out}` is the sum of d_i * 2**({size}*({last} - i))"
    )
    idea = Idea(
        plain=f"`{out}` is `{word}` with its {many} {units} in reverse order{inside}.",
        shall=f"The {unit} of `{word}` with number i shall appear in `{out}` as the {unit} with "
        f"number {last} - i, counted from the least significant end{inside}.",
        title=f"Reversed order of {units}, {width} bits",
        code=code,
        longhand=f"for each i from 0 to {last}, assign {target} = {source}",
        question=f"How does `{word}` look when it is read {unit} by {unit} from the other end? "
        f"Show this at `{out}`, {width} bits{inside}.",
        wish=f"My bus came out the wrong way round: the first of its {many} {units} should be "
        f"last, the second last but one, and so on. Please turn `{word}` round for me and give it "
        f"to `{out}`{inside}.",
        cases=f"For i = 0 to {last}: {target} takes {source}; so the lowest {unit} becomes the "
        f"highest and the highest the lowest.",
        unlike=f"Unlike a rotation, which keeps neighbours in their order, this mirrors the whole "
        f"word: the {units} of `{word}` stand in `{out}` from the last to the first{inside}.",
        maths=f"{sums}.",
        program=f"for (i = 0; i < {many}; i++) {target} = {source}",
        back=f"Looking at `{out}`: its lowest {unit} is the highest one of `{word}`, its next is "
        f"the next lower one of `{word}`, and its highest is the lowest one{inside}.",
        purpose=f"To change the order of transmission of a {width}-bit frame, all {units} change "
        f"ends from `{word}` to `{out}`{inside}. For example, a word with ones only in {unit} 2 "
        f"leads to one with the same ones in {unit} {last - 2}.",
        last=f"Mirror image of `{word}`: swap outermost pair, then move inwards until the middle, "
        f"always exchanging whole {units} ({size} wire{'s' * (size > 1)} at once, never twisted). "
        f"Drive `{out}`.",
    )
    return voices(idea)


def rotation(word: str, out: str, way: str, by: int, width: int) -> tuple[str, ...]:
    """Tell a rotation by a constant."""
    up = by if way == "left" else width - by
    end, other = ("most", "least") if way == "left" else ("least", "most")
    target = f"(i + {by}) mod {width}" if way == "left" else f"(i - {by}) mod {width}"
    code = f"{{{word}[{width - up - 1}:0], {word}[{width - 1}:{width - up}]}}"
    signs = ("<<", ">>") if way == "left" else (">>", "<<")
    idea = Idea(
        plain=f"`{out}` is `{word}`, {width} bits, rotated {way} by {by}.",
        shall=f"`{out}` shall equal `{word}` rotated by {by} places towards the {end} significant "
        f"end; the bits pushed out there must come in at the {other} significant end.",
        title=f"Fixed {way} rotation by {by}, {width} bits",
        code=f"{out} = {code}",
        longhand=f"assign {out} = ({word} {signs[0]} {by}) | ({word} {signs[1]} {width - by})",
        question=f"Where does each of the {width} bits of `{word}` go when the word turns {way} by "
        f"{by} places as a ring? There it stands in `{out}`.",
        wish=f"Could you turn `{word}` by {by} positions to the {way} for me? Nothing may get "
        f"lost: what falls out at one end comes in again at the other. I read the result from "
        f"`{out}`.",
        cases=f"If i is less than {up}, {out}[i] is {word}[i + {width - up}]; otherwise it is "
        f"{word}[i - {up}]. Here i runs from 0 to {width - 1}.",
        unlike=f"Unlike a shift {way} by {by}, which would put zeros at the free places, here the "
        f"{by} {'bit that leaves' if by == 1 else 'bits that leave'} `{word}` at the {end} "
        f"significant end {'fills' if by == 1 else 'fill'} `{out}` at the {other} "
        f"significant end, in the same order.",
        maths=f"Bit i of `{word}` is bit {target} of `{out}`, for all i from 0 to {width - 1}.",
        program=f"for (i = 0; i < {width}; i++) {out}[(i + {up}) % {width}] = {word}[i]",
        back=f"Bit {out}[0] comes from {word}[{width - up}], {out}[{width - 1}] from "
        f"{word}[{width - up - 1}], and the places between go on in order, modulo {width}.",
        purpose=f"One mixing step of a {width}-bit cipher: a {way} rotation by {by} from `{word}` "
        f"to `{out}`. For example, a word with bit 0 alone at 1 becomes one with bit {up} alone "
        f"at 1.",
        last=f"Cut off the {'top' if way == 'left' else 'bottom'} {by} of the {width} wires "
        f"`{word}` and glue that piece, unturned, to the {'bottom' if way == 'left' else 'top'}; "
        f"name what results `{out}`.",
    )
    return voices(idea)


def exchange(word: str, out: str, size: int, width: int) -> tuple[str, ...]:
    """Tell how neighbouring parts of some bits change places; two parts are halves."""
    is_half, top = 2 * size == width, width - 1
    part = "half" if is_half else f"{size}-bit part"
    parts = "two halves" if is_half else f"{width // size} parts of {size} bits"
    pairs = "" if is_half else " in pairs (0 and 1, 2 and 3, and so on up to the top)"
    every = f"the {width} bits" if is_half else f"each {2 * size} bits"
    low, high = f"{word}[{size - 1}:0]", f"{word}[{2 * size - 1}:{size}]"
    more = ""
    if not is_half:
        more = f"{word}[{width - size - 1}:{width - 2 * size}], {word}[{top}:{width - size}],...,"
    code = f"{out} = {{{more}{low}, {high}}}"
    source = f"(i + {size}) % {width}" if is_half else f"i ^ {size}"
    digits = (
        f"With `{word}` = h * 2**{size} + l and l below 2**{size}, `{out}` = l * 2**{size} + h"
        if is_half
        else f"With d_k = floor(`{word}` / 2**({size}*k)) mod 2**{size}, `{out}` is the sum of "
        f"d_k * 2**({size}*(k + 1)) over all even k and of d_k * 2**({size}*(k - 1)) over all odd "
        f"k, k = 0 to {width // size - 1}"
    )
    rest = "" if is_half else ", and in the same way in every further pair"
    idea = Idea(
        plain=f"`{out}` is `{word}` with its {parts} exchanged{pairs}; no bit changes "
        f"its place within a {part}.",
        shall=f"In `{out}`, the lower {part} of {every} of `{word}` shall be above "
        f"and the upper {part} shall be below; inside, the order must stay.",
        title=f"Exchange of the halves of {every}{'' if is_half else f', {width} bits in all'}",
        code=code,
        longhand=f"for each i from 0 to {top}, assign {out}[i] = {word}[{source}]",
        question=f"Which word results when the {parts} of `{word}` change places, "
        f"each with the other one of its {2 * size} bits? It is asked for at `{out}`.",
        wish=f"Can you swap {'the halves' if is_half else f'neighbouring {size}-bit parts'} of "
        f"`{word}` for me? I mean {low} against {high}{rest}. Put the result on `{out}`.",
        cases=f"If floor(i / {size}) is even, {out}[i] is {word}[i + {size}]; if it is odd, "
        f"{out}[i] is {word}[i - {size}], for i = 0 to {top}.",
        unlike=f"Unlike a reversal, which would also turn the bits within, this only lets "
        f"{low} and {high} change places on the way from `{word}` to `{out}`{rest}.",
        maths=f"{digits}.",
        program=f"for (i = 0; i < {width}; i++) {out}[i] = {word}[{source}]",
        back=f"At the end {out}[{size - 1}:0] is {high} and {out}[{2 * size - 1}:{size}] is "
        f"{low}{rest}.",
        purpose=f"Two bus standards disagree which {part} of {2 * size} bits goes first, so "
        f"`{out}` has them the other way than `{word}`. For example, {out}[{size}] is {word}[0] "
        f"and {out}[0] is {word}[{size}]{rest}.",
        last=f"Take {2 * size} wires of `{word}` as a couple: left and right partner, {size} wires "
        f"each, trade seats. "
        f"{'There is one couple' if is_half else f'{width // size // 2} couples do so'}. "
        f"After that the row is called `{out}`.",
    )
    return voices(idea)


def shift(names: tuple[str, str, str | None], way: str, fill: str, width: int) -> tuple[str, ...]:
    """Tell a shift by one; the fill is `port`, `0`, `1` or `copy` of the end bit."""
    (word, out, port), top = names, width - 1
    free, gone = (0, top) if way == "left" else (top, 0)
    bit = {"port": f"`{port}`", "copy": f"a copy of {word}[{free}]"}.get(fill, f"a {fill}")
    level = {"port": f"{port}", "copy": f"{word}[{free}]"}.get(fill, f"1'b{fill}")
    kept = f"{word}[{top - 1}:0]" if way == "left" else f"{word}[{top}:1]"
    code = f"{{{kept}, {level}}}" if way == "left" else f"{{{level}, {kept}}}"
    side, to = ("left", "i - 1") if way == "left" else ("right", "i + 1")
    end = "most" if way == "left" else "least"
    number = {"port": port, "copy": f"{word}_{free}"}.get(fill, fill)
    formula = (
        f"(2 * {word} + {number}) mod 2**{width}"
        if way == "left"
        else f"floor({word} / 2) + {number} * 2**{top}"
    )
    shifted = f"({word} {'<<' if way == 'left' else '>>'} 1)"
    whole = f"{{{{{top}{{1'b0}}}}, {level}}}"
    placed = whole if way == "left" else f"{{{level}, {{{top}{{1'b0}}}}}}"
    others = f"{out}[i] is {word}[{to}] for every other i from 0 to {top}"
    idea = Idea(
        plain=f"`{out}` is `{word}` shifted {side} by one place, with {bit} in the free place, "
        f"bit {free}.",
        shall=f"`{out}` shall be `{word}` moved one place towards the {end} significant end; "
        f"bit {free} of `{out}` must be {bit}, and {word}[{gone}] must be dropped.",
        title=f"Shift by one to the {side}, {width} bits, "
        f"{bit.replace('a copy of ', '')} shifted in",
        code=f"{out} = {code}",
        longhand=f"assign {out} = {shifted} | {placed}",
        question=f"What is left of the {width} bits of `{word}` after one step to the {side}, when "
        f"{bit} comes in behind? This word is `{out}`.",
        wish=f"I just need `{word}` one step further {side} on `{out}`; {word}[{gone}] may fall "
        f"off, and please fill the hole at bit {free} with {bit}. No register, wires only.",
        cases=f"If i = {free}, {out}[i] is {bit}; {others}.",
        unlike=f"Unlike a rotation, which would bring {word}[{gone}] back at the other end, this "
        f"step to the {side} from `{word}` to `{out}` puts {bit} at bit {free}.",
        maths=f"For numbers without sign, and {word}_i for bit i: `{out}` = {formula}.",
        program=f"{out}[{free}] = {level}; for (i = {1 - free if way == 'left' else 0}; i < "
        f"{width if way == 'left' else top}; i++) {out}[i] = {word}[{to}]",
        back=f"Bit {out}[{free}] shows {bit}, while {others}.",
        purpose=f"One stage of a chain in which a {width}-bit frame moves on: `{word}` goes one "
        f"place {side} and {bit} takes bit {free} of `{out}`. For example, {word}[7] arrives at "
        f"{out}[{8 if way == 'left' else 6}].",
        last=f"Renumber the {width} wires `{word}`, each index "
        f"{'plus' if way == 'left' else 'minus'} 1, forget the one that overflows the range, "
        "supply the vacant position by "
        f"{bit.replace('a copy of ', '')}, call it `{out}`.",
    )
    return voices(idea)


def extension(word: str, out: str, narrow: int, width: int, *, is_signed: bool) -> tuple[str, ...]:
    """Tell how a narrow word becomes a wide one."""
    more, sign = width - narrow, narrow - 1
    kind, bit = ("Sign", f"{word}[{sign}]") if is_signed else ("Zero", "1'b0")
    each = f"a copy of {word}[{sign}]" if is_signed else "0"
    value = "as a number in two's complement" if is_signed else "as a number without sign"
    maths = (
        f"`{out}` = `{word}` + {word}_{sign} * (2**{width} - 2**{narrow}), where `{word}` counts "
        f"without sign and {word}_{sign} is its top bit"
        if is_signed
        else f"`{out}` = sum of {word}_i * 2**i over i = 0 to {sign}, a number below 2**{narrow} "
        f"in {width} bits"
    )
    shown = (
        f"a word of ones only (-1) gives {width} ones" if is_signed
        else f"a word of ones only gives {more} zeros above {narrow} ones"
    )  # fmt: skip
    other = "a zero extension" if is_signed else "a sign extension"
    idea = Idea(
        plain=f"`{out}` is the {narrow}-bit word `{word}`, {kind.lower()}-extended to {width} "
        "bits.",
        shall=f"The lower {narrow} bits of `{out}` shall be `{word}`, and each of the {more} bits "
        f"above must be {each}.",
        title=f"{kind} extension from {narrow} to {width} bits",
        code=f"{out} = {{{{{more}{{{bit}}}}}, {word}}}",
        longhand=f"assign {out} = $signed({word})" if is_signed
        else f"assign {out} = {{{width}{{1'b0}}}} | {word}",
        question=f"How is `{word}` written with {width} bits instead of {narrow}, so that it keeps "
        f"its value {value}? That is what `{out}` has to show.",
        wish=f"My number `{word}` is read {value} and has to go into a {width}-bit slot, `{out}`. "
        "Please widen it without changing its value.",
        cases=f"If i is below {narrow}, {out}[i] is {word}[i]; from i = {narrow} to {width - 1}, "
        f"it is {each}.",
        unlike=f"Unlike {other}, this fills the bits {narrow} to {width - 1} of `{out}` each with "
        f"{each}; below them stands `{word}` as it is.",
        maths=f"{maths}.",
        program=f"for (i = 0; i < {width}; i++) {out}[i] = (i < {narrow}) ? {word}[i] : {bit}",
        back=f"The {more} top bits of `{out}` are each {each}, and the {narrow} bits below are "
        f"`{word}`.",
        purpose=f"A narrow number `{word}` must fit a {width}-bit adder behind `{out}`, {value}. "
        f"For example, {shown}.",
        last=f"Pad `{word}` on its left until {width} wires are reached "
        + (f"by repeating its leftmost wire {more} times" if is_signed
           else f"by {more} grounded wires") + f", yielding `{out}`.",
    )  # fmt: skip
    return voices(idea)


def joining(words: Sequence[str], out: str, size: int, *, is_first_high: bool) -> tuple[str, ...]:
    """Tell how many words are put side by side."""
    count, width = len(words), len(words) * size
    order = words if is_first_high else words[::-1]
    bottom = order[::-1]
    first, last = bottom[0], bottom[-1]
    names, top = marked(words), "most" if is_first_high else "least"
    bits = "bit" if size == 1 else f"{size} bits"
    code = f"{{{', '.join(order)}}}"
    sums = " + ".join(
        word if n == 0 else f"{word} * 2**{size * n}" for n, word in enumerate(bottom)
    )
    shifts = " | ".join(
        f"(wide_{word} << {size * n})" if n else f"wide_{word}" for n, word in enumerate(bottom)
    )
    places = ", ".join(f"{word} in {out}[{size * (n + 1) - 1}:{size * n}]"
                       for n, word in enumerate(bottom))  # fmt: skip
    idea = Idea(
        plain=f"`{out}` is the concatenation of the {count} words {names}, with `{words[0]}` at "
        f"the {top} significant end.",
        shall=f"The {count} words of {bits} shall stand side by side in `{out}`, from the most "
        f"significant end down: {', '.join(order)}.",
        title=f"Concatenation of {', '.join(order)} ({width} bits, {order[0]} on top)",
        code=f"{out} = {code}",
        longhand=f"assign {out} = {shifts}, where wide_x is x with zeros above, {width} bits",
        question=f"How can {count} words of {bits} travel on one bus of {width} lines? In `{out}`, "
        f"`{first}` has the lowest place and above it come, in this order, "
        f"{', '.join(bottom[1:])}.",
        wish=f"I collect {names} and want them packed into `{out}`, nothing between them, "
        f"`{order[0]}` on the far left and `{order[-1]}` on the far right, the others between in "
        "the order in which I named them."
        if is_first_high
        else f"I collect {names} and want them packed into `{out}`, nothing between them, "
        "the first at the bottom, and each further one above the one named before it.",
        cases=f"Each word has its own lines: {places}.",
        unlike=f"Unlike an adder, which lets its operands overlap, this only stacks them: upwards "
        f"from bit 0 of `{out}` stand {', '.join(bottom)}, {bits} each.",
        maths=f"With numbers without sign, `{out}` = {sums}.",
        program=f"list = [{', '.join(bottom)}]; for (k = 0; k < {count}; k++) {out}[{size}*k +: "
        f"{size}] = list[k]",
        back=f"Cut `{out}` in {count} parts of {bits}; from the lowest to the highest they are "
        f"{', '.join(bottom)}.",
        purpose=f"A packer for a link of {width} lines, {out} = {code}. For example, if only bit 0 "
        f"of `{last}` is 1 and all else is 0, bit {width - size} of `{out}` is 1 and all else 0.",
        last=f"Stack without gaps, topmost item first named: {' over '.join(order)}; total height "
        f"{width}; the pile is `{out}`.",
    )
    return voices(idea)


def slicing(word: str, out: str, low: int, size: int, width: int) -> tuple[str, ...]:
    """Tell a part of a word."""
    high = low + size - 1
    idea = Idea(
        plain=f"`{out}` is the part of `{word}` from bit {high} down to bit {low}.",
        shall=f"`{out}` shall be bits {low} to {high} of `{word}`, bit {low} becoming bit 0; no "
        f"other bit of `{word}` must have any influence.",
        title=f"Slice [{high}:{low}] of a {width}-bit word",
        code=f"{out} = {word}[{high}:{low}]",
        longhand=f"assign {out} = {word} >> {low}, cut to {size} bits",
        question=f"Which {size} bits of `{word}` go to `{out}`? Those that begin at bit {low} and "
        f"end at bit {high}, in unchanged order.",
        wish=f"Could you cut the field {high}:{low} out of my long `{word}` and give it to me on "
        f"`{out}`? The rest of the {width} lines I can ignore.",
        cases=f"If {low} <= i <= {high}, {word}[i] goes to {out}[i - {low}]; for all other i it "
        "goes nowhere.",
        unlike=f"Unlike a shift, which would keep all {width} bits, `{out}` has only {size} of "
        f"`{word}`: the lowest is {word}[{low}], the highest {word}[{high}].",
        maths=f"`{out}` = floor(`{word}` / 2**{low}) mod 2**{size}.",
        program=f"for (i = 0; i < {size}; i++) {out}[i] = {word}[i + {low}]",
        back=f"Bit {out}[0] is {word}[{low}], {out}[{size - 1}] is {word}[{high}], and between "
        "them the numbers go up together.",
        purpose=f"In a packet of {width} bits, a field of {size} bits begins at bit {low} of "
        f"`{word}`; it is taken out as `{out}`. For example, {word}[{low + 1}] is seen at "
        f"{out}[1].",
        last=f"Skip {low} wires of `{word}` counted from its right-hand edge, tap the next {size}, "
        f"leave whatever remains open: that tap is `{out}`.",
    )
    return voices(idea)
