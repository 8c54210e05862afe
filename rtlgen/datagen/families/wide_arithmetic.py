"""Arithmetic on words of 48 to 1024 bits: sums, differences, comparisons, counts, parities."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told import wide_arithmetic as told
from rtlgen.datagen.wide import Made, draw_width, drawn, generated, looped
from rtlgen.spec.model import Port

_PAIRS = (("a", "b"), ("x", "y"), ("op_a", "op_b"), ("left", "right"), ("in1", "in2"))
_MOST = 100
"""Bits of a chain of single places: longer ones are slow to simulate."""


def draw(rng: random.Random) -> Drawn:
    """Draw one operation."""
    kind = rng.choice((
        _addition, _addition, _addition, _subtraction, _step, _comparison, _comparison,
        _population, _parities, _choice,
    ))  # fmt: skip
    return drawn("wide_arithmetic", rng, kind(rng))


def _chain(
    sums: tuple[str, str, str], start: str, width: int, end: tuple[str, str | None]
) -> dict[str, str]:
    """Write a chain of places as a loop, and as a generate loop over places or over blocks.

    Args:
        sums: What bit i of the result is, what is carried on, and both for a block of bits; with
            CARRY for what came in, and BLOCK for the range of the block.
        start: What enters at bit 0.
        width: The number of places.
        end: The result, and the output for what is left over.
    """
    (bit, carried, both), (out, leaves) = sums, end
    loop = looped(
        width, f"{out}[i] = {bit.replace('CARRY', 'carry')}",
        f"carry = {carried.replace('CARRY', 'carry')}", starts=[f"carry = {start}"],
        ends=[f"{leaves} = carry"] if leaves else [],
    )  # fmt: skip
    bodies = {"loop": f"    reg carry;\n{loop}"}
    sizes = [size for size in (8, 16, 10, 32, 25, 20, 11, 33) if width % size == 0]
    size = 1 if width <= _MOST else next((n for n in sizes if width // n <= 40), 0)
    if not size:
        return bodies
    span = f"[i*{size} +: {size}]"
    lines = [f"assign {{chain[i + 1], {out}{span}}} = {both}"]
    if size == 1:
        lines = [f"assign {out}[i] = {bit}", f"assign chain[i + 1] = {carried}"]
    lines = [line.replace("CARRY", "chain[i]").replace("BLOCK", span) for line in lines]
    count = width // size
    wires = f"    wire chain [0:{count}];\n    assign chain[0] = {start};\n"
    tail = f"    assign {leaves} = chain[{count}];\n" if leaves else ""
    return {"ripple": generated(count, *lines, wires=wires) + tail, **bodies}


def _long_width(rng: random.Random) -> int:
    return draw_width(rng, most=512 if rng.random() < 0.7 else 1024)


def _addition(rng: random.Random) -> Made:
    width, (a, b), out = _long_width(rng), rng.choice(_PAIRS), rng.choice(("sum", "s", "total"))
    enters = rng.choice((None, "cin", "carry_in", "ci"))
    leaves = rng.choice((None, "cout", "carry_out", "co"))
    total = f"{a} + {b}" + (f" + {enters}" if enters else "")
    half = width // 2
    first = f"{{1'b0, {a}[{half - 1}:0]}} + {{1'b0, {b}[{half - 1}:0]}}"
    first += f" + {enters}" if enters else ""
    high = f"[{width - 1}:{half}]"
    target = f"{{{leaves}, {out}{high}}}" if leaves else f"{out}{high}"
    parts = (
        f"    wire [{half}:0] low;\n    assign low = {first};\n"
        f"    assign {out}[{half - 1}:0] = low[{half - 1}:0];\n"
        f"    assign {target} = {a}{high} + {b}{high} + low[{half}];\n"
    )
    bit = f"{a}[i] ^ {b}[i] ^ CARRY"
    both = f"{a}BLOCK + {b}BLOCK + CARRY"
    carried = f"({a}[i] & {b}[i]) | (CARRY & ({a}[i] ^ {b}[i]))"

    def value(levels: Levels) -> Known:
        found = levels[a] + levels[b] + (levels[enters] if enters else 0)
        return {out: found % 2**width, **({leaves: found >> width} if leaves else {})}

    return Made(
        ports=_ports(width, (a, b, enters), (out, leaves)),
        bodies={
            "assign": f"    assign {f'{{{leaves}, {out}}}' if leaves else out} = {total};\n",
            "parts": parts,
            **_chain((bit, carried, both), enters or "1'b0", width, (out, leaves)),
        },
        value=value,
        says=told.addition((a, b, out), (enters, leaves), width),
        names=(f"adder{width}", "wide_adder", f"add_{width}"),
    )  # fmt: skip


def _ports(
    width: int, inputs: tuple[str, str, str | None], outputs: tuple[str, str | None]
) -> tuple[Port, ...]:
    """Return two words and what may enter beside them; a word and what may leave beside it."""
    (a, b, enters), (out, leaves) = inputs, outputs
    return (
        input_port(a, width), input_port(b, width), *([input_port(enters)] if enters else []),
        output_port(out, width), *([output_port(leaves)] if leaves else []),
    )  # fmt: skip


def _subtraction(rng: random.Random) -> Made:
    width, (a, b), out = _long_width(rng), rng.choice(_PAIRS), rng.choice(("diff", "d", "delta"))
    enters, leaves = (
        rng.choice((None, None, "bin", "borrow_in")),
        rng.choice((None, "borrow", "bo")),
    )
    total = f"{a} - {b}" + (f" - {enters}" if enters else "")
    one = f"!{enters}" if enters else "1'b1"
    added = f"    assign {out} = {a} + ~{b} + {one};\n"
    if leaves:
        added = f"    wire carry;\n    assign {{carry, {out}}} = {{1'b0, {a}}} + {{1'b0, ~{b}}} + "
        added += f"{one};\n    assign {leaves} = ~carry;\n"
    bit = f"{a}[i] ^ {b}[i] ^ CARRY"
    both = f"{a}BLOCK - {b}BLOCK - CARRY"
    carried = f"(~{a}[i] & {b}[i]) | (CARRY & ~({a}[i] ^ {b}[i]))"

    def value(levels: Levels) -> Known:
        found = levels[a] - levels[b] - (levels[enters] if enters else 0)
        return {out: found % 2**width, **({leaves: int(found < 0)} if leaves else {})}

    return Made(
        ports=_ports(width, (a, b, enters), (out, leaves)),
        bodies={
            "assign": f"    assign {f'{{{leaves}, {out}}}' if leaves else out} = {total};\n",
            "inverted": added,
            **_chain((bit, carried, both), enters or "1'b0", width, (out, leaves)),
        },
        value=value,
        says=told.subtraction((a, b, out), (enters, leaves), width),
        names=(f"subtractor{width}", "wide_sub", f"sub_{width}"),
    )  # fmt: skip


def _step(rng: random.Random) -> Made:
    width, word = _long_width(rng), rng.choice(("a", "in", "count", "ptr"))
    out = rng.choice(("next_value", "y", "result"))
    enable, flag = rng.choice((None, "en", "inc_en", "go")), rng.choice((None, "wrap", "over"))
    is_up = rng.random() < 0.6
    enable = "dec_en" if enable == "inc_en" and not is_up else enable
    term, sign = enable or "1'b1", "+" if is_up else "-"
    wrap = f"{'&' if is_up else '~|'}{word}" + (f" & {enable}" if enable else "")
    also = f"    assign {flag} = {wrap};\n" if flag else ""
    other = f"{word} {'-' if is_up else '+'} {{{width}{{1'b1}}}}"
    other = f"{enable} ? {other} : {word}" if enable else other
    sums = (
        f"{word}[i] ^ CARRY",
        f"CARRY & {'' if is_up else '~'}{word}[i]",
        f"{word}BLOCK {sign} CARRY",
    )

    def value(levels: Levels) -> Known:
        by = levels[enable] if enable else 1
        found = levels[word] + (by if is_up else -by)
        wrapped = int(not 0 <= found < 2**width)
        return {out: found % 2**width, **({flag: wrapped} if flag else {})}

    return Made(
        ports=(
            input_port(word, width), *([input_port(enable)] if enable else []),
            output_port(out, width), *([output_port(flag)] if flag else []),
        ),
        bodies={
            "assign": f"    assign {out} = {word} {sign} {term};\n{also}",
            "all_ones": f"    assign {out} = {other};\n{also}",
            **_chain(sums, term, width, (out, flag)),
        },
        value=value,
        says=told.step((word, out, enable, flag), width, is_up=is_up),
        names=("increment" if is_up else "decrement", f"{'plus' if is_up else 'minus'}_one"),
    )  # fmt: skip


def _comparison(rng: random.Random) -> Made:
    width, (a, b), is_signed = draw_width(rng), rng.choice(_PAIRS), rng.random() < 0.35
    names = rng.choice((("lt", "eq", "gt"), ("less", "equal", "greater"),
                        ("below", "same", "above")))  # fmt: skip
    rows = list(zip(names, ("<", "==", ">"), strict=True))
    rows = [row for row in rows if rng.random() < 0.6] or rows
    x, y = (f"$signed({a})", f"$signed({b})") if is_signed else (a, b)
    top = width - 1
    upper = (f"{a}[{top}]", f"{b}[{top}]") if is_signed else ("1'b0", "1'b0")
    tests = {"<": f"diff[{width}]", "==": "diff == 0", ">": f"!diff[{width}] && diff != 0"}
    found = {"<": "smaller", "==": "!differ", ">": "differ & !smaller"}
    taken = f"(i == {top}) ? {a}[i] : {b}[i]" if is_signed else f"{b}[i]"
    inner = " " * 16
    loop = looped(
        width, f"if ({a}[i] != {b}[i]) begin\n{inner}differ = 1'b1;\n{inner}smaller = {taken};\n"
        f"{inner[4:]}end", starts=["differ = 1'b0", "smaller = 1'b0"],
        ends=[f"{out} = {found[sign]}" for out, sign in rows],
    ).replace("end;", "end")  # fmt: skip

    def value(levels: Levels) -> Known:
        values = [levels[a], levels[b]]
        if is_signed:
            values = [number - (number >> top) * 2**width for number in values]
        left, right = values
        tests = {"<": left < right, "==": left == right, ">": left > right}
        return {out: int(tests[sign]) for out, sign in rows}

    return Made(
        ports=(input_port(a, width), input_port(b, width), *(output_port(o) for o, _ in rows)),
        bodies={
            "assign": "".join(f"    assign {out} = {x} {sign} {y};\n" for out, sign in rows),
            "subtract": f"    wire [{width}:0] diff;\n    assign diff = {{{upper[0]}, {a}}} - "
            f"{{{upper[1]}, {b}}};\n"
            + "".join(f"    assign {out} = {tests[sign]};\n" for out, sign in rows),
            "loop": f"    reg differ, smaller;\n{loop}",
        },
        value=value,
        says=told.comparison((a, b), rows, width, is_signed=is_signed),
        names=(f"compare{width}", "wide_compare", "comparator"),
    )  # fmt: skip


def _population(rng: random.Random) -> Made:
    width, word = _long_width(rng), rng.choice(("in", "data", "mask", "vec"))
    out, digit = rng.choice(("count", "ones", "n", "pop")), 1 if rng.random() < 0.75 else 0
    out = "zeros" if out == "ones" and not digit else out
    bits, is_short = width.bit_length(), width <= 300
    wires = f"    wire [{bits - 1}:0] part [0:{width}];\n    assign part[0] = 0;\n"
    chain = generated(
        width, f"assign part[i + 1] = part[i] + ({word}[i] == 1'b{digit})", wires=wires
    )
    function = (
        f"    function [{bits - 1}:0] tally;\n        input [{width - 1}:0] value;\n"
        "        integer k;\n        begin\n            tally = 0;\n"
        f"            for (k = 0; k < {width}; k = k + 1)\n"
        "                tally = tally + value[k];\n        end\n    endfunction\n\n"
        f"    assign {out} = tally({'' if digit else '~'}{word});\n"
    )

    def value(levels: Levels) -> Known:
        return {out: format(levels[word], f"0{width}b").count(str(digit))}

    return Made(
        ports=(input_port(word, width), output_port(out, bits)),
        bodies={
            "loop": looped(
                width, f"if ({word}[i] == 1'b{digit})\n                {out} = {out} + 1'b1",
                starts=[f"{out} = 0"],
            ),
            "function": function,
            **({"generate": f"{chain}    assign {out} = part[{width}];\n"} if is_short else {}),
        },
        value=value,
        says=told.population(word, out, width, digit),
        names=(f"popcount{width}", "count_bits", "bit_counter"),
    )  # fmt: skip


def _parities(rng: random.Random) -> Made:
    size = rng.choice((8, 8, 8, 4, 16, 32))
    width, word = draw_width(rng, size), rng.choice(("in", "data", "line", "d"))
    out, is_odd = rng.choice(("parity", "p", "check")), rng.random() < 0.4
    count = width // size
    code = f"{out}[i] = {'~' * is_odd}^{word}[i*{size} +: {size}]"
    nested = (
        f"{out}[i] = 1'b{int(is_odd)}",
        f"for (j = 0; j < {size}; j = j + 1)\n                "
        f"{out}[i] = {out}[i] ^ {word}[i*{size} + j]",
    )

    def value(levels: Levels) -> Known:
        data = levels[word]
        found = 0
        for number in range(count):
            found |= (data % 2**size).bit_count() % 2 << number
            data >>= size
        return {out: 2**count - 1 - found if is_odd else found}

    return Made(
        ports=(input_port(word, width), output_port(out, count)),
        bodies={
            "generate": generated(count, f"assign {code}"),
            "loop": looped(count, code),
            "loop_in_loop": f"    integer j;\n{looped(count, *nested)}",
        },
        value=value,
        says=told.parities(word, out, size, width, is_odd=is_odd),
        names=("parity_bits", f"parity{width}", "line_parity"),
    )


def _choice(rng: random.Random) -> Made:
    width, (a, b), out = draw_width(rng), rng.choice(_PAIRS), rng.choice(("out", "m", "result"))
    is_least, is_signed = rng.random() < 0.6, rng.random() < 0.35
    x, y = (f"$signed({a})", f"$signed({b})") if is_signed else (a, b)
    sign, back = ("<", ">") if is_least else (">", "<")
    masks = f"({{{width}{{takes}}}} & {a}) | ({{{width}{{~takes}}}} & {b})"

    def value(levels: Levels) -> Known:
        shift = 2 ** (width - 1) if is_signed else 0
        pair = sorted((levels[a], levels[b]), key=lambda number: (number + shift) % 2**width)
        return {out: pair[0] if is_least else pair[1]}

    return Made(
        ports=(input_port(a, width), input_port(b, width), output_port(out, width)),
        bodies={
            "assign": f"    assign {out} = ({x} {sign} {y}) ? {a} : {b};\n",
            "always": f"    always @(*)\n        if ({x} {back} {y})\n            {out} = {b};\n"
            f"        else\n            {out} = {a};\n",
            "masks": f"    wire takes;\n    assign takes = {x} {sign} {y};\n"
            f"    assign {out} = {masks};\n",
        },
        value=value,
        says=told.choice((a, b, out), width, is_least=is_least, is_signed=is_signed),
        names=(f"{'min' if is_least else 'max'}{width}", f"{'min' if is_least else 'max'}_of_two"),
    )
