"""Wiring in further words."""

from __future__ import annotations


def others_reverse(word: str, out: str, width: int) -> tuple[str, ...]:
    """Tell of reversed bits."""
    top, shown = width - 1, f"{5:0{width}b}"
    shown = shown if shown != shown[::-1] else f"{1:0{width}b}"
    wires = ", ".join(f"{out}[{top - n}] = {word}[{n}]" for n in range(width))
    return (
        f"The {width} assignments {wires} make up the whole design.",
        f"Bit-order reverser, {width} bits.",
        f"Which circuit turns the pattern {shown} into {shown[::-1]} and, quite generally, any "
        f"{width}-bit word into its mirrored form? Build it, with `{word}` as its source and "
        f"`{out}` as its result.",
        f"Hi, somebody plugged our ribbon cable in the wrong way round, so line k of `{word}` is "
        f"really line {top} - k. Could you put the {width} lines back into place for me? I'd like "
        f"to pick them up at `{out}`.",
        f"The LSB of `{out}` shall carry the MSB of `{word}`, and the MSB of `{out}` shall carry "
        f"the LSB of `{word}`. A bit that is k places above the bottom of `{word}` must come out k "
        f"places below the top of `{out}`.",
        f"When position {top} of {out} is asked for, position 0 of {word} answers; when position 0 "
        f"is asked for, position {top} answers; in all other cases position j is answered by "
        f"position {top} - j.",
        f"Unlike a bitwise NOT, this unit leaves every bit as it is and only moves it; unlike a "
        f"rotation, it also makes right neighbours of left neighbours. The bit with index k in "
        f"`{word}` gets the index {top} - k in `{out}`. No bit is lost or doubled.",
        f"Let {word} be the sum of b_i * 2^i for i = 0 to {top}. Then {out} is the sum of "
        f"b_i * 2^({top} - i).",
        f"In C one would write `{out} = 0; for (k = 0; k < {width}; k++) {out} = ({out} << 1) | "
        f"(({word} >> k) & 1);` to get this function. In hardware the loop becomes wires.",
        f"Look at `{out}` first: its leftmost bit depends on nothing but the rightmost bit of "
        f"`{word}`, its second bit on the last but one bit of `{word}`, and so on across all "
        f"{width} positions.",
    )


def others_swap(word: str, out: str, size: int, count: int, plural: str) -> tuple[str, ...]:
    """Tell of groups of bits that change places."""
    width, letters = size * count, "ABCDEFGH"[:count]
    last = count - 1
    slices = [f"[{n * size + size - 1}:{n * size}]" for n in range(count)]
    moved = "; ".join(
        f"if it is in {word}{slices[n]}, it appears in {out}{slices[last - n]}"
        for n in range(last, -1, -1)
    )
    ones, zeros = "1" * size, "0" * (width - size)
    return (
        f"With indexed part-selects: {out}[{size}*g +: {size}] is driven by "
        f"{word}[{size}*({last} - g) +: {size}], for g = 0 to {last}.",
        f"Reversal of the order of {plural}, {count} x {size} bits, `{word}` to `{out}`.",
        f"Which circuit makes {letters[::-1]} of {letters}, where each letter stands for {size} "
        f"adjacent bits and the left letter is the most significant? Build it from `{word}` to "
        f"`{out}`.",
        f"We receive {width}-bit words on `{word}` with their {plural} the wrong way round. I need "
        f"them on `{out}` with the bottom one on top, the second from below in second place, and "
        f"so forth. Don't shuffle the {size} bits within any of them, please.",
        f"Number the groups of {size} bits from 0, group 0 being the least significant. Group k "
        f"of `{out}` shall be a copy of group {last} - k of `{word}`, for every k up to {last}. "
        f"The bits within a group must not be permuted.",
        f"Where a bit goes depends on its group: {moved}. Its distance from the lower end of the "
        f"group does not change.",
        f"This is not a reversal of all {width} bits: a run of {size} bits that belongs together "
        f"is never turned round. Only the {count} runs as wholes trade places, the one at the top "
        f"of `{word}` with the one at the bottom, and so on towards the middle; the outcome is "
        f"`{out}`.",
        f"With B = 2^{size}, write the number {word} in base B, as the sum of g_k * B^k for k = 0 "
        f"to {last}. Then {out} is the sum of g_k * B^({last} - k).",
        f"Think of `{word}` as an array u of {count} elements with {size} bits each, u[0] in the "
        f"lowest bits, and of `{out}` as an array v of the same shape. The program is `for (k = 0; "
        f"k < {count}; k++) v[k] = u[{last} - k];`.",
        f"For {word} = {zeros}{ones} the output {out} is {ones}{zeros}: what stood at the bottom "
        f"now stands at the top. The rule behind it is that the {plural}, of which there are "
        f"{count}, are listed in the opposite sequence, each one exactly as it was.",
    )


def others_join(parts: list[tuple[str, int]], out: str) -> tuple[str, ...]:
    """Tell of words that are joined; the first one is the high one."""
    low = total = sum(width for _, width in parts)
    slices, cases, sums, steps = [], [], [], []
    for name, width in parts:
        low -= width
        place = f"{out}[{low + width - 1}:{low}]" if width > 1 else f"{out}[{low}]"
        slices.append((name, place))
        bit = f"{name}[k - {low}]" if low else f"{name}[k]"
        where = f"from {low} to {low + width - 1}" if width > 1 else f"equal to {low}"
        cases.append(f"if k is {where}, it is {bit if width > 1 else name}")
        sums.append(f"{name} * 2^{low}" if low else name)
        steps.append(f"t = (t << {width}) | {name};")
    names = [name for name, _ in parts]
    middle = f", {names[1]} in the middle" if names[2:] else ""
    sizes = ", ".join(f"{n} ({w} bit{'s' if w > 1 else ''})" for n, w in parts)
    first = parts[0][1]
    return (
        f"Drive {' and '.join(f'{place} with {name}' for name, place in slices)}.",
        f"Bus merger, {total} bits: {names[0]} on top{middle}, {names[-1]} at the bottom.",
        f"Where does each input show up? {' '.join(f'`{n}` is {p}.' for n, p in slices)} Build the "
        f"wiring.",
        f"I have {len(parts)} little signals, {sizes}, and want to probe them as one bus `{out}`. "
        f"Could you glue them together for me? Please keep that order, with `{names[0]}` at the "
        f"MSB end.",
        f"Seen from its MSB downwards, `{out}` shall consist of {sizes}. The order of bits within "
        f"a field must be preserved, and there must be no padding.",
        f"What bit k of `{out}` shows depends on k: {'; '.join(reversed(cases))}.",
        f"Nothing is added or compared here, and no field overlaps another one: `{out}` "
        f"merely looks like [{']['.join(names)}], where the left bracket is its most significant "
        f"part.",
        f"As unsigned numbers, {out} = {' + '.join(sums)}.",
        f"Think of a packed struct with the fields {sizes}; the field declared first occupies the "
        f"highest bits. `{out}` is that struct seen as a vector, or, in code, t = 0; "
        f"{' '.join(steps)} {out} = t;.",
        f"The vector {out} has {' + '.join(str(width) for _, width in parts)} bits, taken from "
        f"{', '.join(names)}, whose order tells the significance. With ones all over {names[0]} "
        f"and zeros everywhere else, it reads {'1' * first}{'0' * (total - first)}.",
    )


def others_extend(
    word: str, out: str, small: int, more: int, *, is_signed: bool
) -> tuple[str, ...]:
    """Tell of a word that becomes wider."""
    if is_signed:
        return _signed(word, out, small, more)
    wide, top = small + more, small - 1
    high = f"{out}[{wide - 1}:{small}]" if more > 1 else f"{out}[{small}]"
    zeros = f"{more} zero bit{'s' if more > 1 else ''}"
    return (
        f"`{out}` equals {wide}'d0 | {word}, no more than that.",
        f"Zero extension, {small} to {wide} bits.",
        f"Which circuit shows an unsigned {small}-bit integer as {wide} bits? Build it, from "
        f"`{word}` to `{out}`.",
        f"My adder takes {wide} bits, but this field `{word}` has just {small}. It's unsigned, so "
        f"please stick {zeros} on its MSB side and hand me the lot as `{out}`.",
        f"`{out}[{top}:0]` shall be `{word}`. `{high}` must be tied low.",
        f"For k of at least {small}, bit k of {out} is 0; for a smaller k it is {word}[k].",
        f"Unlike a sign extension, this one pays no attention to the MSB of `{word}`: even if "
        f"`{word}[{top}]` is set, `{high}` stays at 0. The low bits of `{out}` are `{word}` "
        f"itself, neither shifted nor inverted.",
        f"Interpreted without sign, {out} = {word}, and hence always {out} < 2^{small}, although "
        f"{out} has {wide} bits.",
        f"It is the conversion that C makes when an unsigned {small}-bit variable `{word}` is "
        f"stored in an unsigned {wide}-bit variable `{out}`.",
        f"The result {out} begins with {zeros}, whatever the input is. The bits of {word} come "
        f"next, so that {'1' * small} leads to {'0' * more}{'1' * small}.",
    )


def _signed(word: str, out: str, small: int, more: int) -> tuple[str, ...]:
    """Tell of a sign extension."""
    wide, top = small + more, small - 1
    high = f"{out}[{wide - 1}:{small}]" if more > 1 else f"{out}[{small}]"
    minus = f"{'1' * top}0"
    return (
        f"`{out}` equals ({word} ^ S) - S, computed with {wide} bits (operators as in Verilog, "
        f"everything unsigned), where S = {1 << top} has its only 1 at the sign position of "
        f"{word}.",
        f"Sign extension, {small} to {wide} bits.",
        f"Which circuit shows a two's complement integer of {small} bits as {wide} bits without "
        f"changing its value, be it negative or not? Build it, from `{word}` to `{out}`.",
        f"My adder takes {wide} bits, but this field `{word}` has just {small}. It's two's "
        f"complement, so please don't pad with zeros: smear the sign bit over `{high}` and hand me "
        f"the lot as `{out}`.",
        f"`{out}[{top}:0]` shall be `{word}`. `{high}` must show the sign, "
        f"{'in each of its bits' if more > 1 else 'in its one bit'}, which is the MSB of `{word}`.",
        f"If {word}[{top}] is 1, put {'1' * more} before {word}; if it is 0, put {'0' * more} "
        f"before it. Either way, the {wide} bits obtained are `{out}`.",
        f"Unlike a zero extension, which would make a large positive number of a negative one, "
        f"this unit keeps negative numbers negative: `{high}` does not go to a fixed level, it "
        f"copies `{word}[{top}]`. The low {small} bits of `{out}` are `{word}` untouched.",
        f"As unsigned numbers, {out} = {word} + {word}[{top}] * (2^{wide} - 2^{small}).",
        f"It is the conversion that C makes when a signed {small}-bit variable `{word}` is stored "
        f"in a signed {wide}-bit variable `{out}`, negative numbers being in two's complement.",
        f"The result {out} ends with the bits of {word}. What is above depends on the leading bit "
        f"of {word} alone and repeats it, so that {minus}, a negative number, leads to "
        f"{'1' * more}{minus}.",
    )


def others_repeat(word: str, out: str, size: int, count: int) -> tuple[str, ...]:
    """Tell of a repeated word."""
    total = size * count
    ones = f"{'0' * (size - 1)}1"
    shown = f"{1:0{size}b}"
    bits = "1 bit" if size == 1 else f"{size} bits"
    same = (
        f"Every index k from 0 to {total - 1} leads to the one wire `{word}`"
        if size == 1
        else f"Indices k and k + {size} of `{out}` always show equal bits, and indices below "
        f"{size} show those of `{word}`"
    )
    return (
        f"Let {out} equal {total}'b{ones * count} * {word}, a product without any carries.",
        f"Replication of {'an' if size == 8 else 'a'} {size}-bit input, {count}-fold.",
        f"Which circuit answers {shown} with {shown * count}, and any other value of `{word}` with "
        f"{count} copies of it in a row? Build it; `{out}` has {total} bits.",
        f"Hey, could you put `{word}` on one bus `{out}`, {count} times over? Please leave nothing "
        f"in between and turn nothing round.",
        f"`{out}` shall consist of {count} adjacent fields of {bits}. Each field must be "
        f"identical to `{word}`.",
        f"Whichever of the {count} fields of {out} one looks at, each {bits} wide, if it is the "
        f"lowest it shows {word}, if it is the highest it shows {word}, and otherwise it shows "
        f"{word} too.",
        f"Unlike an extension, which would fill up with zeros or signs, this block fills all "
        f"{total} bits of `{out}` with `{word}` itself, {count} times; no bit is inverted and none "
        f"is constant.",
        f"As unsigned numbers, {out} is {word} times the sum of 2^({size}*k) over k = 0 to "
        f"{count - 1}.",
        f"In software: `{out} = 0; for (k = 0; k < {count}; k++) {out} = ({out} << {size}) | "
        f"{word};`. Here it is pure wiring.",
        f"{same}. There is no other rule for the {total} bits of `{out}`.",
    )
