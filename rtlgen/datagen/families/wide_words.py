"""Wide words, 48 to 1024 bits: gates at each place, reductions, and bits that change places."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told import wide_words as told
from rtlgen.datagen.wide import Made, draw_width, drawn, generated, looped

_WORDS = ("in", "data", "a", "vec", "x", "word_in", "din", "bus")
_OUTS = ("out", "y", "result", "q", "dout", "z")


def draw(rng: random.Random) -> Drawn:
    """Draw one operation."""
    kind = rng.choice((
        _bitwise, _bitwise, _reductions, _reductions, _reversal, _rotation, _exchange, _shift,
        _extension, _joining, _slicing,
    ))  # fmt: skip
    return drawn("wide_words", rng, kind(rng))


def _names(rng: random.Random) -> tuple[str, str]:
    return rng.choice(_WORDS), rng.choice(_OUTS)


def _bitwise(rng: random.Random) -> Made:
    width, count = draw_width(rng), rng.choice((2, 2, 3))
    words = rng.choice((("a", "b", "c"), ("x", "y", "v"), ("in0", "in1", "in2"),
                        ("u", "v", "t")))[:count]  # fmt: skip
    out, gate = rng.choice(("out", "z", "result", "q")), rng.choice(list(told.GATES))
    sign, is_inverted = told.GATES[gate]
    joined = f" {sign} ".join(words)
    bits = f" {sign} ".join(f"{word}[i]" for word in words)
    code, bit = (f"~({joined})", f"~({bits})") if is_inverted else (joined, bits)

    def value(levels: Levels) -> Known:
        columns = zip(*(format(levels[w], f"0{width}b") for w in words), strict=True)
        counts = [column.count("1") for column in columns]
        hits = [{"&": ones == count, "|": ones > 0, "^": ones % 2 == 1}[sign] for ones in counts]
        return {out: int("".join(str(int(hit != is_inverted)) for hit in hits), 2)}

    return Made(
        ports=(*(input_port(word, width) for word in words), output_port(out, width)),
        bodies={
            "assign": f"    assign {out} = {code};\n",
            "generate": generated(width, f"assign {out}[i] = {bit}"),
            "loop": looped(width, f"{out}[i] = {bit}"),
            "always": f"    always @(*)\n        {out} = {code};\n",
        },
        value=value,
        says=told.bitwise(words, out, gate, width),
        names=(f"{gate}{width}", f"bitwise_{gate}", "wide_gates"),
    )


def _reductions(rng: random.Random) -> Made:
    width, word = draw_width(rng), rng.choice(_WORDS)
    gates = rng.sample(list(told.GATES), rng.choice((1, 1, 2, 3)))
    names = ["y"] if len(gates) == 1 else [f"out_{gate}" for gate in gates]
    if len(gates) > 1 and rng.random() < 0.4:
        plain = {"and": "all_ones", "or": "any_one", "xor": "odd_ones", "nand": "some_zero",
                 "nor": "all_zero", "xnor": "even_ones"}  # fmt: skip
        names = [plain[gate] for gate in gates]
    rows = list(zip(names, gates, strict=True))
    parts = [(out, *told.GATES[gate]) for out, gate in rows]
    starts = [f"{out} = 1'b{told.SCANS[gate][0]}" for out, gate in rows]
    steps = [f"{out} = {out} {told.SCANS[gate][1]}{word}[i]" for out, gate in rows]
    group = next((n for n in (16, 8, 32, 10, 25, 11, 9, 7, 5, 3) if width % n == 0), 1)
    wires = "".join(f"    wire [{width // group - 1}:0] part_{out};\n" for out, _, _ in parts)
    firsts = [f"assign part_{o}[i] = {s}{word}[i*{group} +: {group}]" for o, s, _ in parts]
    seconds = "".join(f"    assign {o} = {'~' * inv}{s}part_{o};\n" for o, s, inv in parts)
    grouped = {"generate": generated(width // group, *firsts, wires=wires) + seconds}

    def value(levels: Levels) -> Known:
        ones = levels[word].bit_count()
        tests = {"and": ones == width, "or": ones > 0, "xor": ones % 2 == 1, "nand": ones < width,
                 "nor": ones == 0, "xnor": ones % 2 == 0}  # fmt: skip
        return {out: int(tests[gate]) for out, gate in rows}

    return Made(
        ports=(input_port(word, width), *(output_port(out) for out, _ in rows)),
        bodies={
            "assign": "".join(f"    assign {o} = {'~' * inv}{s}{word};\n" for o, s, inv in parts),
            "compare": "".join(f"    assign {out} = {told.compared(gate, word, width)};\n"
                               for out, gate in rows),
            "loop": looped(width, *steps, starts=starts),
            **(grouped if group > 1 else {}),
        },
        value=value,
        says=told.reductions(word, rows, width),
        names=(f"reduce{width}", "reduction", "wide_reduce"),
    )  # fmt: skip


def _wired(
    names: tuple[str, str], width: int, source: str, places: list[int], short: dict[str, str]
) -> tuple[dict[str, str], Made]:
    """Make a member that only moves bits.

    Args:
        names: The input and the output.
        width: Of both.
        source: The index in the input for bit i of the output, in Verilog.
        places: The same for each i, in Python.
        short: Bodies in further styles.
    """
    word, out = names

    def value(levels: Levels) -> Known:
        bits = format(levels[word], f"0{width}b")[::-1]
        return {out: int("".join(bits[place] for place in places)[::-1], 2)}

    bodies = {
        **short,
        "generate": generated(width, f"assign {out}[i] = {word}[{source}]"),
        "loop": looped(width, f"{out}[i] = {word}[{source}]"),
    }
    ports = (input_port(word, width), output_port(out, width))
    return bodies, Made(ports=ports, bodies=bodies, value=value, says=(), names=())


def _told(made: Made, says: tuple[str, ...], names: tuple[str, ...]) -> Made:
    return Made(ports=made.ports, bodies=made.bodies, value=made.value, says=says, names=names)


def _reversal(rng: random.Random) -> Made:
    size = rng.choice((1, 1, 4, 8, 8, 16, 32))
    width, (word, out) = draw_width(rng, size * (4 if size > 8 else 1)), _names(rng)
    last, short = width // size - 1, {}
    places = [(last - i // size) * size + i % size for i in range(width)]
    if size == 1:
        source = f"{width - 1} - i"
    else:
        source = f"{width - size} - i + 2 * (i % {size})"
        taken = f"[i*{size} +: {size}] = {word}[({last} - i)*{size} +: {size}]"
        short["parts"] = generated(last + 1, f"assign {out}{taken}")
        short["loop_parts"] = looped(last + 1, f"{out}{taken}")
    _, made = _wired((word, out), width, source, places, short)
    unit = {1: "bit", 4: "nibble", 8: "byte"}.get(size, "group")
    return _told(made, told.reversal(word, out, size, width),
                 (f"{unit}_reverse", f"reverse{width}", "mirror"))  # fmt: skip


def _rotation(rng: random.Random) -> Made:
    width, (word, out), way = draw_width(rng), _names(rng), rng.choice(("left", "right"))
    by = rng.choice((1, 2, 3, 7, 8, 13, 16, 31, rng.randint(1, 45)))
    up = by if way == "left" else width - by
    first, second = ("<<", ">>") if way == "left" else (">>", "<<")
    short = {
        "join": f"    assign {out} = {{{word}[{width - up - 1}:0], "
        f"{word}[{width - 1}:{width - up}]}};\n",
        "shifts": f"    assign {out} = ({word} {first} {by}) | ({word} {second} {width - by});\n",
    }
    places = [(i - up) % width for i in range(width)]
    _, made = _wired((word, out), width, f"(i + {width - up}) % {width}", places, short)
    return _told(made, told.rotation(word, out, way, by, width),
                 (f"rotate_{way}{by}", "rotation", f"rot{width}"))  # fmt: skip


def _exchange(rng: random.Random) -> Made:
    (word, out), size = _names(rng), rng.choice((0, 0, 0, 4, 8, 8, 16))
    width = draw_width(rng, 2 * size or 2)
    size = size or width // 2
    places = [i + size if i // size % 2 == 0 else i - size for i in range(width)]
    if 2 * size == width:
        code = f"{{{word}[{size - 1}:0], {word}[{width - 1}:{size}]}}"
        short = {
            "join": f"    assign {out} = {code};\n",
            "shifts": f"    assign {out} = ({word} << {size}) | ({word} >> {size});\n",
        }
        source = f"(i + {size}) % {width}"
    else:
        span = f"[i*{2 * size} +: {2 * size}]"
        parts = f"{word}[i*{2 * size} +: {size}], {word}[i*{2 * size} + {size} +: {size}]"
        short = {"parts": generated(width // size // 2, f"assign {out}{span} = {{{parts}}}")}
        source = f"i ^ {size}"
    _, made = _wired((word, out), width, source, places, short)
    return _told(made, told.exchange(word, out, size, width),
                 ("swap_halves" if 2 * size == width else "swap_pairs", f"swap{width}",
                  "exchange"))  # fmt: skip


def _shift(rng: random.Random) -> Made:
    width, (word, out), way = draw_width(rng), _names(rng), rng.choice(("left", "right"))
    fill = rng.choice(("port", "port", "0", "1", "copy"))
    port = rng.choice(("fill", "sin", "new_bit")) if fill == "port" else None
    top, free = width - 1, 0 if way == "left" else width - 1
    level = {"port": str(port), "copy": f"{word}[{free}]"}.get(fill, f"1'b{fill}")
    kept = f"{word}[{top - 1}:0]" if way == "left" else f"{word}[{top}:1]"
    code = f"{{{kept}, {level}}}" if way == "left" else f"{{{level}, {kept}}}"
    sign, back = ("<<", "i - 1") if way == "left" else (">>", "i + 1")
    ones = f"{{{top}{{1'b0}}}}"
    placed = f"{{{ones}, {level}}}" if way == "left" else f"{{{level}, {ones}}}"

    def value(levels: Levels) -> Known:
        number = levels[word]
        last = number % 2 if way == "left" else number >> top
        bit = {"port": levels.get(str(port), 0), "copy": last}.get(fill, int(fill == "1"))
        if way == "left":
            return {out: number * 2 % 2**width + bit}
        return {out: number // 2 + bit * 2**top}

    ports = [input_port(word, width), *([input_port(port)] if port else [])]
    return Made(
        ports=(*ports, output_port(out, width)),
        bodies={
            "join": f"    assign {out} = {code};\n",
            "shift": f"    assign {out} = ({word} {sign} 1) | {placed};\n",
            "loop": looped(width, f"if (i != {free})\n                {out}[i] = {word}[{back}]",
                           starts=[f"{out}[{free}] = {level}"]),
            "parts": f"    assign {out}[{free}] = {level};\n    assign {out}["
            f"{f'{top}:1' if way == 'left' else f'{top - 1}:0'}] = {kept};\n",
        },
        value=value,
        says=told.shift((word, out, port), way, fill, width),
        names=(f"shift_{way}", f"shift{width}", "one_step"),
    )  # fmt: skip


def _extension(rng: random.Random) -> Made:
    width, (word, out) = draw_width(rng), _names(rng)
    narrow = rng.choice([n for n in (8, 12, 16, 24, 32, 33, 40, 64, 100) if n + 8 <= width])
    is_signed, more = rng.random() < 0.5, width - narrow
    bit = f"{word}[{narrow - 1}]" if is_signed else "1'b0"
    whole = f"$signed({word})" if is_signed else word

    def value(levels: Levels) -> Known:
        number = levels[word]
        if is_signed and number >= 2 ** (narrow - 1):
            number -= 2**narrow
        return {out: number % 2**width}

    return Made(
        ports=(input_port(word, narrow), output_port(out, width)),
        bodies={
            "join": f"    assign {out} = {{{{{more}{{{bit}}}}}, {word}}};\n",
            "assign": f"    assign {out} = {whole};\n",
            "loop": looped(more, f"{out}[i + {narrow}] = {bit}",
                           starts=[f"{out}[{narrow - 1}:0] = {word}"]),
            "generate": f"    assign {out}[{narrow - 1}:0] = {word};\n"
            + generated(more, f"assign {out}[i + {narrow}] = {bit}"),
        },
        value=value,
        says=told.extension(word, out, narrow, width, is_signed=is_signed),
        names=(f"{'sign' if is_signed else 'zero'}_extend", f"extend_to_{width}", "widen"),
    )  # fmt: skip


def _joining(rng: random.Random) -> Made:
    count, size = rng.choice(((3, 32), (4, 16), (4, 32), (4, 25), (4, 100), (5, 20), (6, 32),
                              (8, 8), (8, 16), (8, 32), (8, 64), (10, 10), (12, 32)))  # fmt: skip
    words = [f"w{n}" for n in range(count)] if rng.random() < 0.5 else list("abcdefghijkl"[:count])
    out, is_first_high = rng.choice(_OUTS), rng.random() < 0.5
    order = words if is_first_high else words[::-1]
    width = count * size
    spans = [f"{out}[{size * n + size - 1}:{size * n}] = {word};"
             for n, word in enumerate(order[::-1])]  # fmt: skip
    wide = [f"({{{width}{{1'b0}}}} | {word})" + (f" << {size * n}" if n else "")
            for n, word in enumerate(order[::-1])]  # fmt: skip
    terms = "\n        | ".join(f"({term})" for term in wide)

    def value(levels: Levels) -> Known:
        return {out: int("".join(format(levels[word], f"0{size}b") for word in order), 2)}

    return Made(
        ports=(*(input_port(word, size) for word in words), output_port(out, width)),
        bodies={
            "join": f"    assign {out} = {{{', '.join(order)}}};\n",
            "parts": "".join(f"    assign {span}\n" for span in spans),
            "shifts": f"    assign {out} = {terms};\n",
            "always": "    always @(*) begin\n" + "".join(f"        {s}\n" for s in spans)
            + "    end\n",
        },
        value=value,
        says=told.joining(words, out, size, is_first_high=is_first_high),
        names=(f"pack{width}", "concat", "packer"),
    )  # fmt: skip


def _slicing(rng: random.Random) -> Made:
    width, (word, out) = draw_width(rng), _names(rng)
    size = rng.choice([n for n in (8, 12, 16, 32, 48, 64, 100) if n < width - 8])
    low = rng.randint(2, width - size - 1)

    def value(levels: Levels) -> Known:
        digits = format(levels[word], f"0{width}b")
        return {out: int(digits[width - low - size : width - low], 2)}

    return Made(
        ports=(input_port(word, width), output_port(out, size)),
        bodies={
            "part": f"    assign {out} = {word}[{low + size - 1}:{low}];\n",
            "always": f"    always @(*)\n        {out} = {word} >> {low};\n",
            "loop": looped(size, f"{out}[i] = {word}[i + {low}]"),
            "generate": generated(size, f"assign {out}[i] = {word}[i + {low}]"),
        },
        value=value,
        says=told.slicing(word, out, low, size, width),
        names=("slice", f"field_of_{width}", "cut_out"),
    )
