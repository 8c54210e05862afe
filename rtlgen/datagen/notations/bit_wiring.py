"""Wiring in further notations: lists of connections, formulas, other languages, everyday prose."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from rtlgen.datagen.series import series

Parts = Sequence[tuple[str, int]]
"""Names and widths of the inputs, the most significant first."""
_UNITS = {2: "pair of bits", 4: "nibble", 8: "byte", 16: "half-word"}
_SAMPLES = {4: ("A", "B", "C", "D"), 8: ("1A", "2B", "3C", "4D"), 16: ("1A2B", "3C4D")}


def notations(kind: str, parts: Parts, out: str, number: int = 0) -> tuple[str, ...]:
    """Write a wiring in twenty notations.

    Args:
        kind: `reverse`, `swap`, `join`, `sign` and `zero` (extension), or `repeat`.
        parts: The inputs.
        out: The output.
        number: Bits of a group that is swapped, bits of the extended word, or number of copies.
    """
    rows = _rows(_sources(kind, parts, number), dict(parts), out)
    word, width = parts[0]
    match kind:
        case "reverse":
            told = _reverse(word, out, width)
        case "swap":
            told = _swap(word, out, number, width // number)
        case "join":
            told = _join(parts, out)
        case "sign":
            told = _sign(word, out, width, number)
        case "zero":
            told = _zero(word, out, width, number)
        case _:
            told = _repeat(word, out, width, number)
    return (*told, *_lists(rows, out))


def _sources(kind: str, parts: Parts, number: int) -> list[tuple[str, int]]:
    """List for each bit of the output, bit 0 first, the input and its bit; no name means 0."""
    bits = [(name, n) for name, width in reversed(parts) for n in range(width)]
    match kind:
        case "reverse":
            return bits[::-1]
        case "swap":
            return [bit for n in range(len(bits), 0, -number) for bit in bits[n - number : n]]
        case "sign":
            return bits + bits[-1:] * (number - len(bits))
        case "zero":
            return bits + [("", n) for n in range(number - len(bits))]
    return bits * (number or 1)


def _rows(
    sources: list[tuple[str, int]], widths: dict[str, int], out: str
) -> list[tuple[str, str]]:
    """Return slices of the output and what drives them, the lowest first."""
    starts = [
        n for n, (name, bit) in enumerate(sources)
        if not n or sources[n - 1] != (name, bit - 1) or not bit
    ]  # fmt: skip
    rows = []
    for start, end in zip(starts, [*starts[1:], len(sources)], strict=True):
        name, bit = sources[start]
        target = _slice(out, start, end - start)
        is_whole = not name or end - start == widths[name]
        rows.append((target, (name or "0") if is_whole else _slice(name, bit, end - start)))
    return rows


def _slice(name: str, low: int, size: int) -> str:
    return f"{name}[{low + size - 1}:{low}]" if size > 1 else f"{name}[{low}]"


def _vhdl(text: str) -> str:
    text = re.sub(r"\[(\d+):(\d+)\]", r"(\1 downto \2)", text)
    return re.sub(r"\[(\d+)\]", r"(\1)", text)


def _lists(rows: list[tuple[str, str]], out: str) -> tuple[str, ...]:
    """Write the connections as lists of several kinds."""
    down = rows[::-1]
    where: dict[str, list[str]] = {}
    for target, source in rows:
        where.setdefault(source, []).append(target)
    uses = "; ".join(f"{source} is seen at {series(some)}" for source, some in where.items())
    net = json.dumps(dict(down))
    listed = "\n".join(f"- {target}: {source}" for target, source in down)
    arrows = ", ".join(f"{source} --> {target}" for target, source in rows)
    table = "\n".join(f"{target} | {source}" for target, source in down)
    steps = "\n".join(f"connect -from {source} -to {target}" for target, source in rows)
    signals = " ".join(f"{_vhdl(target)} <= {_vhdl(source)};" for target, source in down)
    signals = signals.replace("<= 0;", "<= (others => '0');")
    going = ", then ".join("zeros to its top" if s == "0" else s for _, s in rows)
    return (
        f"Netlist in JSON, keys are slices of the output, values are their drivers: {net}.",
        (f"Connections, as they would stand in a YAML file:\n\n{listed}\n\nNothing else is in "
         f"the block."),
        f"Patch panel: {arrows}.",
        (f"The adapter is passive. Its pins are joined as follows.\n\noutput | "
         f"driver\n{table}\n\nA driver of several bits is taken over in its own order."),
        (f"A script for the netlist editor reads\n\n{steps}\n\nand the circuit wanted is the one "
         f"that it leaves behind."),
        f"Our VHDL version has the concurrent statements {signals} Port it to Verilog.",
        f"Probing: {uses}. There are no other sources and no gates.",
        f"Going up from the bottom, `{out}` is made of {going}.",
    )  # fmt: skip


def _reverse(word: str, out: str, width: int) -> tuple[str, ...]:
    """Tell of reversed bits."""
    top = width - 1
    pairs = series([f"{n} with {top - n}" for n in range(width // 2)])
    middle = f"; bit {width // 2}, in the middle, stays" if width % 2 else ""
    weights = ", ".join(f"{1 << n} becomes {1 << top - n}" for n in range(width))
    shown = ", ".join(f"{1 << n:0{width}b} to {1 << top - n:0{width}b}" for n in range(width))
    return (
        f"Mirror {word} onto {out}, MSB for LSB.",
        (f"Written as strings of {width} binary digits (MSB first, leading zeros kept), {out} == "
         f"{word}[::-1] in the sense of Python."),
        (f"What SystemVerilog spells {{<<{{{word}}}}}, streaming single bits from the right, is "
         f"wanted on `{out}` in plain Verilog."),
        (f"Suppose `{word}` had been declared [0:{top}] rather than [{top}:0] and every bit kept "
         f"its index: the number one would then read is the number that `{out}` has to show."),
        f"Exchange bit {pairs}{middle}. Input `{word}`, result `{out}`.",
        f"A set bit keeps being set but changes its weight between {word} and {out}: {weights}.",
        f"Specification: ∀ i, j ∈ 0..{top}: i + j = {top} ⇒ {out}[i] = {word}[j].",
        (f"Imagine a stack for single bits. `{word}` is pushed, bit 0 first and bit {top} last; "
         f"then everything is popped, and what is popped first becomes bit 0 of `{out}`, what is "
         f"popped last its bit {top}. All this without time passing: only wires."),
        (f"One-hot words go {shown}; any other word is an OR of these, and its result is the OR "
         f"of their results ({word} in, {out} out)."),
        (f"Define rev(empty) = empty and rev(b s) = rev(s) b for a bit b before a string s. The "
         f"block computes {out} = rev({word}), both strings written with the MSB in front."),
        (f"Issue: `{out}` is a straight copy of `{word}` at the moment. Expected: big end and "
         f"little end exchanged bit by bit, so {out}[k] shows {word}[{top} - k] whatever k is. "
         f"The module has no clock, and that is fine."),
        (f"`{out}`: same bits as `{word}`, opposite order. no inversion, no rotation, lsb <-> "
         f"msb, {width} wires."),
    )  # fmt: skip


def _swap(word: str, out: str, size: int, count: int) -> tuple[str, ...]:
    """Tell of groups of bits that change places."""
    unit, last, mask = _UNITS[size], count - 1, f"0x{(1 << size) - 1:X}"
    units = "pairs of bits" if size == 2 else f"{unit}s"
    sample = _SAMPLES.get(size, ("00", "01", "10", "11"))[:count]
    base = "binary" if size == 2 else "hexadecimal"
    moved = " | ".join(
        f"((({word} >> {n * size}) & {mask}) << {(last - n) * size})" for n in range(count)
    )
    pairs = series([
        f"{_slice(word, n * size, size)} with {_slice(word, (last - n) * size, size)}"
        for n in range(count // 2)
    ])  # fmt: skip
    names = [f"u{n}" for n in range(count)]
    steps = (
        f"A rotation by half of the width, which is {size} places; left or right is the same"
        if count == 2
        else f"Do it in two steps. First the halves of {2 * size} bits are exchanged; then, in "
        f"both halves, the two {units} are exchanged"
    )
    return (
        f"`{out}` := the {count} {units} of `{word}`, last to first.",
        (f"In {base}, {''.join(sample)} comes out as {''.join(sample[::-1])}. More generally: "
         f"list the {units} of {word} backwards, each digit pattern intact, and that is {out}."),
        f"What SystemVerilog spells {{<<{size}{{{word}}}}} is wanted on `{out}`.",
        f"Masks and shifts, C style: {out} = {moved};.",
        f"Exchange {pairs}, and output the outcome as {out}.",
        (f"Store `{word}` to a memory with cells of {size} bits in little-endian order, load it "
         f"from the same addresses in big-endian order, and what was loaded is `{out}`. Of "
         f"course the block contains no memory, it just crosses wires."),
        f"`{out}[i]` = `{word}[i ^ {last * size}]` for all i, where ^ is the XOR of two integers.",
        f"{steps}. Source: {word}; destination: {out}.",
        (f"Let {word} = {' & '.join(names[::-1])} with & as in VHDL and {size} bits in each u. "
         f"Then {out} = {' & '.join(names)}."),
        (f"In functional style: {out} = concat(reversed(chunks({word}, {size}))). A chunk itself "
         f"is never reversed."),
        (f"Subject: wrong order on the bus. Hello, the other side sends us `{word}` with its "
         f"{count} {units} counted from the wrong end. I would like to see them on `{out}` "
         f"counted from the other end. Inside of a {unit} all is well, so leave that alone. "
         f"Thanks."),
        (f"Neither single bits are reversed nor levels inverted. All that distinguishes {out} "
         f"from {word} is the sequence of the {units}: number p from the left turns into number "
         f"p from the right."),
    )  # fmt: skip


def _join(parts: Parts, out: str) -> tuple[str, ...]:
    """Tell of words that are joined; the first one is the high one."""
    names = [name for name, _ in parts]
    low = total = sum(width for _, width in parts)
    lows = [low := low - width for _, width in parts]
    fields = [(name, width, at) for (name, width), at in zip(parts, lows, strict=True)]
    map_ = "\n".join(f"{_slice('', at, w)[1:-1]} | {name}" for name, w, at in fields)
    offsets = ", ".join(f"{name}: {{offset: {at}, width: {w}}}" for name, w, at in fields)
    digits = "".join(f"{{{name}:0{width}b}}" for name, width in parts)
    horner = names[0]
    for name, width in parts[1:]:
        horner = f"{f'({horner})' if '*' in horner else horner} * {1 << width} + {name}"
    back = series([f"{name} = ({out} >> {at}) & 0x{(1 << w) - 1:X}" for name, w, at in fields])
    above = ", directly above it ".join(f"`{name}`" for name in reversed(names))
    lands = series([
        f"bit j of {name} lands on bit j + {at}" if w > 1 else f"{name} lands on bit {at}"
        for name, w, at in fields
    ])  # fmt: skip
    shown = ", ".join(f"{name} {((1 << w) - 1) << at:0{total}b}" for name, w, at in fields)
    frame = "|".join(f" {name}:{width} " for name, width in parts)
    shifted = ", then ".join(f"all {w} bits of {n}" if w > 1 else n for n, w in parts)
    sizes = ", ".join(f"{name}({width})" for name, width in parts)
    return (
        f"`{out}` = {' ++ '.join(names)}, where a ++ b places b right below a.",
        f"VHDL one-liner to be ported: {out} <= {' & '.join(names)};.",
        (f"Layout of the register, {total} bits in all:\n\nbits | field\n{map_}\n\nProduce its "
         f"value on `{out}`."),
        f"Layout {{{offsets}}}, offsets being counted from the LSB of {out}.",
        f"Python model: {out} = int(f\"{digits}\", 2).",
        f"Horner's scheme for unsigned numbers: {out} = {horner}.",
        (f"Whoever decodes `{out}` later will compute {back}. Encode it so that this recovers "
         f"all of the inputs."),
        f"Right at the bottom of {out} there is {above}; that uses up the {total} bits.",
        (f"Suppose that a register of {total} bits is shifted left once per bit, new bits "
         f"entering at its right end, each field with its MSB ahead: {shifted}. What it contains "
         f"afterwards is `{out}`; get there at once, without a register."),
        (f"Fields do not overlap: {lands}. With all ones in one field and zeros in the others, "
         f"{out} is: {shown}."),
        (f"Assemble an instruction word {out} out of its fields {sizes}, encoded from the MSB "
         f"on; no bits are reserved."),
        (f"Frame format (number of bits after the colon), MSB at the left:\n\n|{frame}|\n\nThe "
         f"output is the frame."),
    )  # fmt: skip


def _sign(word: str, out: str, small: int, wide: int) -> tuple[str, ...]:
    """Tell of a sign extension."""
    top, more = small - 1, wide - small
    half, full, add = 1 << top, 1 << small, (1 << wide) - (1 << small)
    shown = ", ".join(
        f"{n:0{small}b} -> {n + add if n >= half else n:0{wide}b}"
        for n in (1, half - 1, half, full - 1)[0 if half > 2 else 1 :]
    )
    highs = series([f"{out}[{n}]" for n in range(top, wide)])
    others = f"{'each' if small > 2 else 'the'} other input bit has a single load"
    return (
        f"VHDL (numeric_std) to be ported: {out} <= resize(signed({word}), {wide}).",
        (f"In Python, with non-negative integers for both vectors: {out} = ({word} - {full} if "
         f"{word} >= {half} else {word}) % {1 << wide}."),
        (f"It does for {small} and {wide} bits what MOVSX does on an x86 processor: the upper "
         f"part of `{out}` fills up with copies of the sign of `{word}`."),
        (f"Shift `{word}` left by {more} within {wide} bits, then right by {more} "
         f"arithmetically. The two shifts undo each other except for the sign, and `{out}` "
         f"results."),
        (f"Unsigned view: inputs 0 to {half - 1} come out as they are, inputs {half} to "
         f"{full - 1} come out increased by {add}. `{word}` is the input, `{out}` the output."),
        (f"Samples of {word} -> {out}: {shown}. Rule: the leading digit is repeated {more} more "
         f"time{'s' if more > 1 else ''} in front of the word."),
        f"Specification: ∀ i: {out}[i] = {word}[min(i, {top})].",
        (f"The MSB of {word} weighs -{half}, the MSB of {out} weighs -{1 << wide - 1}, other "
         f"bits weigh +2^i. {out} is the one vector that has the same weighted sum as {word}."),
        (f"Q: Why does -1 on my {small}-bit bus `{word}` show up as {full - 1} on the {wide}-bit "
         f"bus `{out}`? A: Because somebody grounded the upper wires. Drive all of them from "
         f"{word}[{top}] instead; the lower {small} stay connected one to one."),
        (f"A bit of `{out}` above position {top} is 0 only if {word}[{top}] is 0, and is 1 only "
         f"if {word}[{top}] is 1. Up to position {top}, `{out}` and `{word}` never differ."),
        (f"The wire {word}[{top}] has {more + 1} loads: {highs}; {others}, the bit of {out} with "
         f"its own index."),
        f"`{out}`: {word} widened {small} -> {wide}, signed. msb smeared upward, low part kept.",
    )  # fmt: skip


def _zero(word: str, out: str, small: int, wide: int) -> tuple[str, ...]:
    """Tell of a zero extension."""
    top, more = small - 1, wide - small
    half, full = 1 << top, 1 << small
    shown = ", ".join(
        f"{n:0{small}b} -> {n:0{wide}b}"
        for n in (1, half - 1, half, full - 1)[0 if half > 2 else 1 :]
    )
    unused = series([str(1 << n) for n in range(small, wide)])
    grounded = series([f"{out}[{n}]" for n in range(small, wide)])
    return (
        f"VHDL (numeric_std) to be ported: {out} <= resize(unsigned({word}), {wide}).",
        (f"In Python, with non-negative integers for both vectors: {out} = {word} % {full}, "
         f"where {word} is below {full} anyway."),
        (f"It does for {small} and {wide} bits what MOVZX does on an x86 processor: the upper "
         f"part of `{out}` is cleared, the lower part is `{word}`."),
        (f"Shift `{word}` left by {more} within {wide} bits, then right by {more} logically. The "
         f"two shifts undo each other, zeros come in from above, and `{out}` results."),
        (f"Unsigned view: inputs 0 to {full - 1} come out as they are; outputs from {full} up "
         f"never occur. `{word}` is the input, `{out}` the output."),
        (f"Samples of {word} -> {out}: {shown}. Rule: {more} digit{'s' if more > 1 else ''} 0 in "
         f"front of the word, always."),
        f"Specification: ∀ i: {out}[i] = (i < {small}) ∧ {word}[i].",
        (f"Bit i weighs 2^i on both sides and the weighted sums are equal. Of the bits of {out}, "
         f"those that weigh {unused} are not used by any number that {word} can hold."),
        (f"Q: Why does {full - 1} on my {small}-bit bus `{word}` show up as -1 on the {wide}-bit "
         f"bus `{out}`? A: Because somebody drove the upper wires from {word}[{top}]. Ground all "
         f"of them instead; the lower {small} stay connected one to one."),
        (f"No bit of `{out}` above position {top} is ever 1. Up to position {top}, `{out}` and "
         f"`{word}` never differ."),
        (f"Soldered to ground: {grounded}. Every wire of {word} has one load, the bit of {out} "
         f"with its own index."),
        f"`{out}`: {word} widened {small} -> {wide}, unsigned. upper part 0, low part verbatim.",
    )  # fmt: skip


def _repeat(word: str, out: str, size: int, count: int) -> tuple[str, ...]:
    """Tell of a repeated word."""
    total, bit = size * count, f"{word}[j]" if size > 1 else word
    shifts = " | ".join(f"({word} << {n * size})" if n else word for n in range(count))
    values = sorted({0, 1, (1 << size) - 1, (1 << size) // 2})
    shown = ", ".join(f"{n:0{size}b} -> {f'{n:0{size}b}' * count}" for n in values)
    loads = series([f"{out}[j{f' + {n * size}' if n else ''}]" for n in range(count)])
    loads = loads if size > 1 else series([f"{out}[{n}]" for n in range(count)])
    sheet = (
        f"Arrange the {total} bits of `{out}` in {count} rows of {size}, the lowest {size} in the "
        f"last row. Then each column holds a single bit of `{word}`, the rightmost its bit 0, the "
        f"leftmost its bit {size - 1}"
        if size > 1
        else f"`{out}` is all ones if `{word}` is 1 and all zeros if it is 0; a mixture never "
        f"appears"
    )
    lowest = f"whose lowest {size} bits are {word}" if size > 1 else f"whose bit 0 is {word}"
    inner = f"for b in range({size}): {out}[c * {size} + b] = {word}[b]"
    inner = inner if size > 1 else f"{out}[c] = {word}"
    return (
        f"`{out}` = {''.join(f'<{word}>' for _ in range(count))}, nothing between the brackets.",
        f"VHDL one-liner to be ported: {out} <= {' & '.join([word] * count)};.",
        f"With strings of binary digits, {out} == {word} * {count} in the sense of Python.",
        f"Nested loops: for c in range({count}): {inner}.",
        f"Exact integer formula: {out} = {word} * {(1 << total) - 1} / {(1 << size) - 1}.",
        f"OR of shifted copies, in {total} bits: {out} = {shifts}.",
        f"Samples of {word} -> {out}: {shown}. Rule: write down the input {count} times.",
        f"{sheet}.",
        (f"Rotating {out} by {size} place{'s' if size > 1 else ''} changes nothing: it is the "
         f"only vector of {total} bits with this symmetry {lowest}."),
        (f"Like memset with the pattern `{word}` on a buffer of {count} cells, {size} "
         f"bit{'s' if size > 1 else ''} per cell; the buffer is `{out}`, seen as one vector."),
        (f"Issue: `{out}` carries `{word}` once and zeros above it. Expected: the zeros are "
         f"gone, and {count} identical copies use up the {total} bits. No clock involved."),
        (f"The driver {bit} has {count} "
         f"loads{', for every j below ' + str(size) if size > 1 else ''}: {loads}."),
    )  # fmt: skip
