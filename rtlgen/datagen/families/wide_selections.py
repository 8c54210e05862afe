"""Fields of words of 48 to 1024 bits chosen by a number: read, replaced, decoded, searched."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal
from rtlgen.datagen.told import wide_selections as told
from rtlgen.datagen.wide import Made, draw_width, drawn, generated, looped

_SELECTS = ("sel", "index", "addr", "pos", "slot")
_COUNTS = {1: (64, 100, 128, 200, 256, 300, 512, 1000, 1024), 2: (32, 50, 64, 128, 256),
           4: (16, 32, 50, 64, 128, 256), 8: (8, 16, 32, 50, 64, 128)}  # fmt: skip


def draw(rng: random.Random) -> Drawn:
    """Draw one choice."""
    kind = rng.choice((_reading, _reading, _writing, _writing, _decoding, _finding, _finding))
    return drawn("wide_selections", rng, kind(rng))


def _sizes(rng: random.Random) -> tuple[int, int, int]:
    """Draw the size of a field, the number of fields, and the width of the index."""
    size = rng.choice((1, 1, 2, 4, 4, 8))
    count = rng.choice(_COUNTS[size])
    return size, count, (count - 1).bit_length()


def _reading(rng: random.Random) -> Made:
    (size, count, bits), select = _sizes(rng), rng.choice(_SELECTS)
    word, out = rng.choice(("in", "data", "table", "vec")), rng.choice(("out", "y", "value"))
    word = "entries" if word == "table" else word
    is_full, last = count == 1 << bits, count - 1
    is_reversed = is_full and rng.random() < 0.2
    number = f"({last} - {select})" if is_reversed else select
    start = number if size == 1 else f"{number}*{size}"
    taken = f"{word}[{start}]" if size == 1 else f"{word}[{start} +: {size}]"
    piece = f"{word}[i]" if size == 1 else f"{word}[i*{size} +: {size}]"
    test = f"{select} == {last} - i" if is_reversed else f"{select} == i"
    none = literal(0, size)
    indexed = taken if is_full else f"({select} < {count}) ? {taken} : {none}"

    def value(levels: Levels) -> Known:
        number = levels[select]
        digits = format(levels[word], f"0{size * count}b")
        fields = [digits[at : at + size] for at in range(0, size * count, size)]
        fields = fields if is_reversed else fields[::-1]
        return {out: int(fields[number], 2) if number < count else 0}

    return Made(
        ports=(input_port(word, size * count), input_port(select, bits), output_port(out, size)),
        bodies={
            "index": f"    assign {out} = {indexed};\n",
            "always": f"    always @(*)\n        {out} = {word} >> ({start});\n",
            "loop": looped(count, f"if ({test})\n                {out} = {piece}",
                           starts=[f"{out} = {none}"]),
            "mask": f"    assign {out} = ({word} >> ({start})) & {literal(2**size - 1, size)};\n",
        },
        value=value,
        says=told.reading((word, select, out), size, count, is_reversed=is_reversed),
        names=(f"select{count}", "field_select", f"mux_{size * count}_to_{size}"),
    )  # fmt: skip


def _writing(rng: random.Random) -> Made:
    (size, count, bits), select = _sizes(rng), rng.choice(_SELECTS)
    word, out = rng.choice(("in", "old_word", "data")), rng.choice(("out", "new_word", "result"))
    action = "replace" if size > 1 or rng.random() < 0.4 else rng.choice(("set", "clear", "invert"))
    new = rng.choice(("value", "field", "d"))
    start = select if size == 1 else f"{select}*{size}"
    place = f"[{start}]" if size == 1 else f"[{start} +: {size}]"
    piece = "[i]" if size == 1 else f"[i*{size} +: {size}]"
    ones = f"({literal(2**size - 1, size)} << ({start}))"
    masks = {
        "replace": f"({word} & ~{ones}) | ({new} << ({start}))", "set": f"{word} | {ones}",
        "clear": f"{word} & ~{ones}", "invert": f"{word} ^ {ones}",
    }  # fmt: skip
    level = {"replace": new, "set": "1'b1", "clear": "1'b0"}
    each = f"({select} == i) ? {level.get(action, f'~{word}[i]')} : {word}{piece}"

    def value(levels: Levels) -> Known:
        number = levels[select]
        digits = list(format(levels[word], f"0{size * count}b"))
        if number < count:
            first = size * (count - 1 - number)
            old = digits[first]
            text = {"set": "1", "clear": "0", "invert": "10"[int(old)]}.get(action, "")
            digits[first : first + size] = text or format(levels[new], f"0{size}b")
        return {out: int("".join(digits), 2)}

    return Made(
        ports=(
            input_port(word, size * count), input_port(select, bits),
            *([input_port(new, size)] if action == "replace" else []),
            output_port(out, size * count),
        ),
        bodies={
            "always": f"    always @(*) begin\n        {out} = {word};\n"
            f"        {out}{place} = {level.get(action, f'~{word}{place}')};\n    end\n",
            "mask": f"    assign {out} = {masks[action]};\n",
            "generate": generated(count, f"assign {out}{piece} = {each}"),
            "loop": looped(count, f"{out}{piece} = {each}"),
        },
        value=value,
        says=told.writing((word, select, new, out), size, count, action),
        names=(f"{action}_field" if size > 1 else f"{action}_bit", f"update{size * count}"),
    )  # fmt: skip


def _decoding(rng: random.Random) -> Made:
    count, is_low = draw_width(rng), rng.random() < 0.25
    bits, select = (count - 1).bit_length(), rng.choice(_SELECTS)
    out, enable = rng.choice(("out", "onehot", "lines")), rng.choice((None, None, "en", "valid"))
    out = "lines" if is_low and out == "onehot" else out
    level = enable or "1'b1"
    shifted = f"{{{{{count - 1}{{1'b0}}}}, {level}}} << {select}"
    test = f"{enable} && ({select} == i)" if enable else f"{select} == i"
    hot, cold = ("1'b0", "1'b1") if is_low else ("1'b1", "1'b0")
    rows = f"{{{count}{{{cold}}}}}"
    put = f"        if ({enable})\n            " if enable else "        "

    def value(levels: Levels) -> Known:
        number = levels[select]
        is_hit = number < count and (enable is None or levels[enable] == 1)
        found = 2**number if is_hit else 0
        return {out: 2**count - 1 - found if is_low else found}

    return Made(
        ports=(
            input_port(select, bits), *([input_port(enable)] if enable else []),
            output_port(out, count),
        ),
        bodies={
            "shift": f"    assign {out} = {f'~({shifted})' if is_low else shifted};\n",
            "generate": generated(count, f"assign {out}[i] = ({test}) ? {hot} : {cold}"),
            "loop": looped(count, f"{out}[i] = {'~' if is_low else ''}({test})"),
            "always": f"    always @(*) begin\n        {out} = {rows};\n"
            f"{put}{out}[{select}] = {hot};\n    end\n",
        },
        value=value,
        says=told.decoding((select, enable, out), bits, count, is_low=is_low),
        names=(f"decoder{count}", "wide_decoder", "line_select"),
    )  # fmt: skip


def _finding(rng: random.Random) -> Made:
    is_low, is_hot = rng.random() < 0.65, rng.random() < 0.4
    width = draw_width(rng, most=600 if is_hot else 1024)
    digit = 1 if rng.random() < 0.75 else 0
    word, out = rng.choice(("in", "req", "mask", "data")), "grant" if is_hot else "index"
    out = rng.choice((out, "out", "first" if is_low else "top"))
    found = rng.choice((None, "valid", "found"))
    bits = (width - 1).bit_length()
    inverted = word if digit else f"~{word}"
    size = width if is_hot else bits
    names = (word, out, found)

    def value(levels: Levels) -> Known:
        digits = format(levels[word], f"0{width}b")[::-1]
        at = digits.find(str(digit)) if is_low else digits.rfind(str(digit))
        flag = {found: int(at >= 0)} if found else {}
        return {out: 0 if at < 0 else 1 << at if is_hot else at, **flag}

    bodies = _scans(names, width, digit, is_low=is_low, is_hot=is_hot)
    also = f"    assign {found} = |source;\n" if found else ""
    wires = f"    wire [{width - 1}:0] source;\n    assign source = {inverted};\n"
    if is_hot and is_low:
        bodies["isolate"] = f"{wires}    assign {out} = source & (~source + 1'b1);\n{also}"
    elif is_hot:
        turns = "".join(f"            below = below | (below >> {1 << n});\n" for n in range(bits))
        block = turns.replace("            ", "        ")
        bodies["always_smear"] = (
            f"    reg [{width - 1}:0] below;\n\n    always @(*) begin\n"
            f"        below = {inverted};\n{block}        {out} = below & ~(below >> 1);\n"
            + (f"        {found} = below[0];\n" if found else "") + "    end\n"
        )  # fmt: skip
    else:
        bodies["always_halves"] = _halves(names, width, inverted, is_low=is_low)
    return Made(
        ports=(
            input_port(word, width), output_port(out, size),
            *([output_port(found)] if found else []),
        ),
        bodies=bodies,
        value=value,
        says=told.finding(names, width, digit, is_low=is_low, is_hot=is_hot),
        names=(f"find_{'first' if is_low else 'last'}", f"priority{width}", "bit_search"),
    )  # fmt: skip


def _scans(
    names: tuple[str, str, str | None], width: int, digit: int, *, is_low: bool, is_hot: bool
) -> dict[str, str]:
    """Write a loop in which the last find wins, and one in which the first does."""
    word, out, found = names
    zero = f"{{{width}{{1'b0}}}}" if is_hot else "0"
    up, down = f"i = 0; i < {width}; i = i + 1", f"i = {width - 1}; i >= 0; i = i - 1"
    put = f"{out}[i] = 1'b1;" if is_hot else f"{out} = i;"
    clear = f"                {out} = {zero};\n" if is_hot else ""
    start = f"        {out} = {zero};\n" + (f"        {found} = 1'b0;\n" if found else "")
    flag = f"                {found} = 1'b1;\n" if found else ""
    last = (
        f"    integer i;\n\n    always @(*) begin\n{start}        for ({down if is_low else up})\n"
        f"            if ({word}[i] == 1'b{digit}) begin\n{clear}                {put}\n{flag}"
        "            end\n    end\n"
    )
    shown = f"        {found} = done;\n" if found else ""
    first = (
        f"    reg done;\n    integer i;\n\n    always @(*) begin\n        done = 1'b0;\n"
        f"        {out} = {zero};\n        for ({up if is_low else down})\n"
        f"            if (!done && {word}[i] == 1'b{digit}) begin\n                {put}\n"
        f"                done = 1'b1;\n            end\n{shown}    end\n"
    )
    return {"loop_last": last, "loop_first": first}


def _halves(names: tuple[str, str, str | None], width: int, inverted: str, *, is_low: bool) -> str:
    """Search by halves: each step decides one bit of the number."""
    _, out, found = names
    bits = (width - 1).bit_length()
    whole = 1 << bits
    test = f"(rest << ({whole} - (1 << n))) == 0" if is_low else "(rest >> (1 << n)) != 0"
    any_one = f"        {found} = |source;\n" if found else ""
    end = f"        if (source == 0)\n            {out} = 0;\n" if is_low else ""
    return (
        f"    wire [{width - 1}:0] source;\n    reg [{whole - 1}:0] rest;\n    integer n;\n\n"
        f"    assign source = {inverted};\n\n    always @(*) begin\n        rest = source;\n"
        f"        {out} = 0;\n        for (n = {bits - 1}; n >= 0; n = n - 1)\n"
        f"            if ({test}) begin\n                {out}[n] = 1'b1;\n"
        f"                rest = rest >> (1 << n);\n            end\n{end}{any_one}    end\n"
    )
