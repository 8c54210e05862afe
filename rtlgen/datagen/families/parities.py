"""Parity: generators, checkers and code words, even or odd."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told import parities as told


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parity:
    kind: str
    """`bit`: the parity bit; `word`: the data with it; `error` or `ok`: a check."""
    data: str
    width: int
    out: str
    bit: str | None
    """The received parity bit; None = it is within the data, or there is none."""
    is_odd: bool | None
    """None = chosen by `select`."""
    select: str | None
    is_left: bool
    """In a code word the parity bit stands at the left."""


def draw(rng: random.Random) -> Drawn:
    """Draw a generator or a checker."""
    kind = rng.choice(("bit", "bit", "word", "error", "error", "ok"))
    is_check = kind in ("error", "ok")
    width = rng.choice((3, 4, 7, 8, 8, 16, 32)) + (1 if is_check else 0)
    bit = rng.choice(("p", "parity", "parity_in")) if is_check and rng.random() < 0.5 else None
    outs = {
        "bit": ("parity", "p", "parity_bit"), "word": ("code", "codeword", "frame"),
        "error": ("error", "err"), "ok": ("ok", "valid"),
    }[kind]  # fmt: skip
    is_chosen = rng.random() < 0.2
    parity = _Parity(
        kind=kind, data=rng.choice(("d", "data", "in", "word")), width=width - (bit is not None),
        out=rng.choice(outs), bit=bit, is_odd=None if is_chosen else rng.random() < 0.5,
        select=rng.choice(("odd", "odd_mode")) if is_chosen else None,
        is_left=rng.random() < 0.5,
    )  # fmt: skip

    def function(levels: Levels) -> Known:
        ones = bin(levels[parity.data]).count("1") + (levels[bit] if bit else 0)
        is_odd = levels[parity.select] == 1 if parity.select else parity.is_odd
        is_kept = (ones % 2 == 1) == is_odd
        if kind == "word" and parity.is_left:
            return {parity.out: levels[parity.data] + (0 if is_kept else 1 << parity.width)}
        if kind == "word":
            return {parity.out: levels[parity.data] * 2 + (not is_kept)}
        return {parity.out: int(is_kept if kind == "ok" else not is_kept)}

    changed = frozenset({parity.out})
    return Drawn(
        family="parities",
        name=rng.choice((f"parity_{'check' if is_check else 'gen'}", "parity_unit", f"par{width}")),
        ports=(
            input_port(parity.data, parity.width),
            *(input_port(name) for name in (bit, parity.select) if name),
            output_port(parity.out, parity.width + 1 if kind == "word" else 1),
        ),
        bodies={style: _body(parity, style) for style in ("reduction", "loop", "function", "if")},
        registers={"loop": changed, "if": changed},
        says=_says(parity),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _body(parity: _Parity, style: str) -> str:
    data, width = parity.data, parity.width
    # The XOR of all that is counted is turned over once for each reason to do so.
    is_turned = (parity.is_odd is True) != (parity.kind == "ok")
    rest = [name for name in (parity.bit, parity.select) if name] + ["1'b1"] * is_turned
    tail = "".join(f" ^ {name}" for name in rest)
    if style == "reduction":
        simple = f"{'~' if is_turned else ''}^{data}" if len(rest) == is_turned else None
        return f"    assign {parity.out} = {_result(parity, simple or f'(^{data}){tail}')};\n"
    if style == "loop":
        return (
            "    integer i;\n    reg x;\n\n    always @(*) begin\n"
            f"        x = {' ^ '.join(rest) or chr(49) + chr(39) + 'b0'};\n"
            f"        for (i = 0; i < {width}; i = i + 1)\n            x = x ^ {data}[i];\n"
            f"        {parity.out} = {_result(parity, 'x')};\n    end\n"
        )
    if style == "function":
        return (
            f"    function is_odd;\n        input [{width - 1}:0] value;\n        begin\n"
            "            is_odd = ^value;\n        end\n    endfunction\n\n"
            f"    assign {parity.out} = {_result(parity, f'is_odd({data}){tail}')};\n"
        )
    return (
        f"    always @(*)\n        if ((^{data}){tail})\n"
        f"            {parity.out} = {_result(parity, chr(49) + chr(39) + 'b1')};\n        else\n"
        f"            {parity.out} = {_result(parity, chr(49) + chr(39) + 'b0')};\n"
    )


def _result(parity: _Parity, bit: str) -> str:
    if parity.kind != "word":
        return bit
    return f"{{{bit}, {parity.data}}}" if parity.is_left else f"{{{parity.data}, {bit}}}"


def _says(parity: _Parity) -> tuple[str, ...]:
    data, out, width = parity.data, parity.out, parity.width
    bits = told.Bits(
        data=data, width=width, out=out, bit=parity.bit, is_odd=parity.is_odd is True,
        select=parity.select,
    )  # fmt: skip
    kept = "odd" if parity.is_odd else "even"
    other = "even" if parity.is_odd else "odd"
    kept = f"{kept} when `{parity.select}` is 0 and odd when it is 1" if parity.select else kept
    which = f" ({kept})" if parity.select else ""
    all_bits = f"the {width} bits of `{data}`" + (f" and `{parity.bit}`" if parity.bit else "")
    wrong = f"is not {kept}" if not parity.select else "does not match the selected parity"
    if parity.kind in ("error", "ok"):
        good, bad = (1, 0) if parity.kind == "ok" else (0, 1)
        name = "selectable" if parity.select else kept
        return (
            f"Parity checker, {name} parity{which}: `{out}` is {bad} if the number of ones among"
            f" {all_bits} {wrong}, else {good}.",
            f"Count the ones in {all_bits} together. The total should be {kept}. `{out}` = {good}"
            f" if it is so, `{out}` = {bad} if not.",
            f"A received word consists of {all_bits}, the parity bit included. Its number of ones"
            f" must be {kept}; `{out}` tells the outcome: {good} for a correct word, {bad} for a"
            " wrong one.",
            *_more_check(parity, all_bits, (good, bad)),
            *told.check(bits, is_ok=parity.kind == "ok"),
            f"Given {all_bits}, let x be the XOR of all of them. `{out}` is "
            + _by_xor(parity, good, bad)
            + ".",
        )
    place = "leftmost (most significant)" if parity.is_left else "rightmost (least significant)"
    rest = f"the other bits are `{data}` in the same order"
    with_word = f" It is the {place} bit of `{out}`; {rest}." if parity.kind == "word" else ""
    bit = "the parity bit" if parity.kind == "word" else f"`{out}`"
    mode = f"parity that is {kept}" if parity.select else f"{kept} parity"
    rule = (
        f"the XOR of all bits of `{data}` and `{parity.select}`"
        if parity.select
        else f"the {'inverted ' if parity.is_odd else ''}XOR of all bits of `{data}`"
    )
    final = f"1 if `{data}` has an {other} number of ones, else 0" if not parity.select else rule
    return (
        f"Parity generator for {mode}, {width} data bits `{data}`, parity bit included in the"
        f" count: `{out}` is {'the code word' if with_word else 'the parity bit'}.{with_word}",
        f"Choose {bit} so that the number of ones in `{data}` and the parity bit together is"
        f" {kept}.{with_word}",
        f"Given `{data}`, compute {rule}: this is {bit}.{with_word}",
        *_more_generator(parity, place),
        *told.generator(bits, is_word=parity.kind == "word", is_left=parity.is_left),
        f"Rules: - There are {width} data bits. - The value of {bit} is {final}.{with_word}",
    )


def _by_xor(parity: _Parity, good: int, bad: int) -> str:
    if parity.select:
        return f"{good} when x equals `{parity.select}` (0 selects even, 1 odd), otherwise {bad}"
    return f"{good} when x is {int(parity.is_odd is True)}, otherwise {bad}"


def _more_check(parity: _Parity, all_bits: str, levels: tuple[int, int]) -> tuple[str, ...]:
    """Say in more ways what a check tells; the levels are those for a good and a bad word."""
    (good, bad), data, out, select = levels, parity.data, parity.out, parity.select
    bits = f"{{{data}, {parity.bit}}}" if parity.bit else data
    word = f"`{data}` with `{parity.bit}`" if parity.bit else f"`{data}`"
    kind = "odd" if parity.is_odd else "even"
    rule = f"{kind} parity"
    inverted = (parity.is_odd is True) != (parity.kind == "ok")
    code = f"{'~' if inverted else ''}^{bits}"
    rest = f"the parity is {kind}: {'one, three, five' if parity.is_odd else 'none, two, four'} "
    rest += "and so on ones are legal"
    if select:
        kind = f"odd if {select} is 1 and even if {select} is 0"
        rule = f"parity that is selected by `{select}` (0 is even, 1 is odd)"
        code = f"{'~' if parity.kind == 'ok' else ''}(^{bits} ^ {select})"
        rest = f"`{select}` says which count of ones is legal: an even one at 0, an odd one at 1"
    bit = "the separate check bit" if parity.bit else "the check bit, which is one of them,"
    return (
        f"Check {word} for {rule}: {out} = {good} if right, {bad} if wrong.",
        f"Create a checker for the receiving end of a link. All received bits ({all_bits}) take "
        f"part, and the count of ones among them must be {kind}. Drive {out} with {bad} when the "
        f"count is not as it must be, and with {good} when it is.",
        f"Verilog: {out} = {code}.",
        f"A single flipped bit in {word} has to be noticed. In an intact word {rest}. `{out}` is "
        f"{good} for an intact word and {bad} otherwise.",
        f"Add up {all_bits} modulo 2. The correct outcome is "
        f"{f'`{select}`' if select else int(parity.is_odd is True)}, and `{out}` = {good} reports "
        f"it; the opposite outcome makes `{out}` = {bad}.",
        f"This block watches a memory that stores {bit} along with the data. The rule of the "
        f"memory is {rule} over {all_bits}. A violation of the rule makes {out} {bad}, otherwise "
        f"{out} stays {good}.",
        f"When is {out} equal to {good}? If the population count of {bits} is {kind}. When is it "
        f"{bad}? In all other cases.",
        f"You are given {word} and have to decide whether it obeys {rule}, with nothing left out "
        f"of the count. Answer on {out}: yes is {good}, no is {bad}.",
    )


def _more_generator(parity: _Parity, place: str) -> tuple[str, ...]:
    """Say in more ways what a parity bit is and where it goes."""
    data, out, width, select = parity.data, parity.out, parity.width, parity.select
    kind = "odd" if parity.is_odd else "even"
    shown = f"{7:0{width}b}"
    bit = 0 if parity.is_odd else 1
    code = f"{'~' if parity.is_odd else ''}^{data}"
    rule = f"a 1 if the ones in `{data}` are {'even' if parity.is_odd else 'odd'} in number, else 0"
    told = f"{kind} parity"
    example = f"With {shown}, for instance, it is {bit}."
    if select:
        kind, code = f"even (`{select}` = 0) or odd (`{select}` = 1)", f"(^{data}) ^ {select}"
        rule = f"1 if exactly one of these holds: `{data}` has an odd number of ones; `{select}` is"
        rule += " 1. Otherwise it is 0"
        told = f"selectable parity (odd if `{select}` is 1, even if it is 0)"
        example = f"With {shown}, for instance, it is 1 for even and 0 for odd."
    is_word = parity.kind == "word"
    full = f"{{{code}, {data}}}" if parity.is_left else f"{{{data}, {code}}}"
    where = (
        f" This bit goes to the {place} end of {out}, and `{data}` fills the {width} other places "
        f"unchanged."
        if is_word
        else f" This bit is {out}."
    )
    what = "word with its parity bit" if is_word else "parity bit"
    return (
        f"{told[0].upper()}{told[1:]} for the {width}-bit {data}.{where}",
        f"Create a circuit that protects {width} bits of {data} with one more bit, so that the "
        f"total count of ones becomes {kind}.{where}",
        f"Verilog: {out} = {full if is_word else code}.",
        f"Before a byte or word leaves the chip, a sender adds a check bit, namely {rule}.{where}",
        f"Start from {f'the level of {select}' if select else int(parity.is_odd is True)} and "
        f"toggle once for each 1 found in `{data}`; the final level is the parity bit.{where}",
        f"Output the {what} of `{data}`, {told}. {example}{where}",
        f"How many ones does {data} hold? The check bit is chosen to make this number, after the "
        f"bit has been added to it, {kind}.{where}",
        f"You are given data of {width} bits. A tree of XOR gates over all of `{data}`"
        + (
            f" and `{select}` yields the wanted bit."
            if select
            else (", followed by an inverter, yields" if parity.is_odd else " yields")
            + " the wanted bit."
        )
        + where,
    )
