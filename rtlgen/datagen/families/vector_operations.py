"""Operations on whole vectors: bitwise against logical, reductions to one bit, and masks."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.vector_operations import Output, others
from rtlgen.spec.model import Port

_WORDS = (("a", "b"), ("x", "y"), ("p", "q"), ("vec1", "vec2"), ("left", "right"), ("u", "v"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Result:
    """One output."""

    out: str
    width: int
    expression: str
    longhand: str
    """The same in other operators."""
    value: Callable[[Levels], int]
    terse: str
    each: tuple[str, ...]
    """Statements in a loop over i; none if a loop would be odd."""
    start: str = ""
    """What a single bit is before the loop."""
    long: str
    """A sentence that begins with the name of the output."""


def draw(rng: random.Random) -> Drawn:
    """Draw operations on one or two words."""
    width = rng.choice((2, 3, 3, 4, 4, 5, 8, 16, 32))
    kind = rng.choice(("logical", "reduction", "mask", "mask"))
    words: tuple[str, ...] = rng.choice(_WORDS)
    if kind == "reduction":
        words = (rng.choice((*words, "in", "data", "word")),)
    inputs = [input_port(name, width) for name in words]
    if kind == "logical":
        results = _logical(rng, words, width)
    elif kind == "reduction":
        results = _reductions(rng, words[0], width)
    else:
        results, inputs = _masks(rng, words, width)

    def function(levels: Levels) -> Known:
        return {result.out: result.value(levels) for result in results}

    lines = [f"{result.out} = {result.expression};" for result in results]
    block = "".join(f"        {line}\n" for line in lines)
    loop = {"loop": _loop(results, width)} if all(result.each for result in results) else {}
    return Drawn(
        family="vector_operations",
        name=rng.choice((f"{kind}_ops", "vector_unit", "bit_ops", "word_logic", "top_module")),
        ports=(*inputs, *(output_port(result.out, result.width) for result in results)),
        bodies={
            "assign": "".join(f"    assign {line}\n" for line in lines),
            "always": f"    always @(*) begin\n{block}    end\n",
            "longhand": "".join(f"    assign {r.out} = {r.longhand};\n" for r in results),
            **loop,
        },
        registers=dict.fromkeys(("always", "loop"), frozenset(result.out for result in results)),
        says=_says(rng, results, inputs),
        behaviour=lambda: Combinational(function),
    )


def _loop(results: list[_Result], width: int) -> str:
    starts = "".join(f"        {r.out} = {r.start};\n" for r in results if r.start)
    lines = "".join(f"            {line};\n" for r in results for line in r.each)
    return (
        f"    integer i;\n\n    always @(*) begin\n{starts}"
        f"        for (i = 0; i < {width}; i = i + 1) begin\n{lines}        end\n    end\n"
    )


def _on_both(fold: Callable[[int, int], int], a: str, b: str) -> Callable[[Levels], int]:
    return lambda levels: fold(levels[a], levels[b])


def _on_ones(test: Callable[[int], bool], word: str) -> Callable[[Levels], int]:
    return lambda levels: int(test(levels[word].bit_count()))


def _logical(rng: random.Random, words: tuple[str, ...], width: int) -> list[_Result]:
    a, b = words
    full = (1 << width) - 1
    every: list[_Result] = []
    for gate, sign, fold in (
        ("and", "&", int.__and__), ("or", "|", int.__or__), ("xor", "^", int.__xor__)
    ):  # fmt: skip
        swapped = {"and": f"~(~{a} | ~{b})", "or": f"~(~{a} & ~{b})",
                   "xor": f"({a} & ~{b}) | (~{a} & {b})"}[gate]  # fmt: skip
        every.append(_Result(
            out=f"bitwise_{gate}", width=width, expression=f"{a} {sign} {b}", longhand=swapped,
            value=_on_both(fold, a, b), each=(f"bitwise_{gate}[i] = {a}[i] {sign} {b}[i]",),
            terse=f"the bitwise {gate.upper()} of `{a}` and `{b}`",
            long=f"has in each place the {gate.upper()} of the bits of `{a}` and `{b}` there",
        ))  # fmt: skip
    every.append(_Result(
        out="logical_or", width=1, expression=f"{a} || {b}", longhand=f"|({a} | {b})",
            start="1'b0", each=(f"logical_or = logical_or | {a}[i] | {b}[i]",),
        value=lambda levels: int(levels[a] + levels[b] > 0),
        terse=f"the logical OR of `{a}` and `{b}` (one bit)",
        long=f"is a single bit, 1 unless both `{a}` and `{b}` are zero as numbers",
    ))  # fmt: skip
    every.append(_Result(
        out="logical_and", width=1, expression=f"{a} && {b}", longhand=f"(|{a}) & (|{b})", each=(),
        value=lambda levels: int(levels[a] * levels[b] > 0),
        terse=f"the logical AND of `{a}` and `{b}` (one bit)",
        long=f"is a single bit, 1 only if neither `{a}` nor `{b}` is zero as a number",
    ))  # fmt: skip
    every.append(_Result(
        out="logical_not", width=1, expression=f"!{a}", longhand=f"~|{a}",
            start="1'b1", each=(f"logical_not = logical_not & ~{a}[i]",),
        value=lambda levels: int(levels[a] == 0),
        terse=f"the logical NOT of `{a}` (one bit)",
        long=f"is a single bit, 1 only if all bits of `{a}` are 0",
    ))  # fmt: skip
    every.append(_Result(
        out="inverted", width=2 * width, expression=f"{{~{b}, ~{a}}}", longhand=f"~{{{b}, {a}}}",
            each=(f"inverted[i] = ~{a}[i]", f"inverted[i + {width}] = ~{b}[i]"),
        value=lambda levels: ((full - levels[b]) << width) + full - levels[a],
        terse=f"the bitwise NOT of `{b}` in the upper and of `{a}` in the lower {width} bits",
        long=f"joins two words of {width} bits: above `{b}`, below `{a}`, both with inverted bits",
    ))  # fmt: skip
    return rng.sample(every, rng.randint(2, 4))


def _reductions(rng: random.Random, word: str, width: int) -> list[_Result]:
    rows = (
        (("and", "all_ones", "all_bits"), "&{0}", f"{{0}} == {{{{{width}{{{{1'b1}}}}}}}}",
         lambda ones: ones == width, "AND", "1'b1", "& {0}[i]",
         "is 1 when every bit of {0} is 1"),
        (("or", "any_one", "any_bit"), "|{0}", "{0} != 0",
         lambda ones: ones > 0, "OR", "1'b0", "| {0}[i]",
         "is 1 when at least one bit of {0} is 1"),
        (("xor", "odd_ones", "odd"), "^{0}", "~(~^{0})",
         lambda ones: ones % 2 == 1, "XOR", "1'b0", "^ {0}[i]",
         "is 1 when {0} holds an odd number of ones"),
        (("nand", "some_zero", "not_all"), "~&{0}", "|(~{0})",
         lambda ones: ones < width, "NAND", "1'b0", "| ~{0}[i]",
         "is 0 only when every bit of {0} is 1"),
        (("nor", "no_ones", "no_bit"), "~|{0}", "{0} == 0",
         lambda ones: ones == 0, "NOR", "1'b1", "& ~{0}[i]",
         "is 1 only when every bit of {0} is 0"),
        (("xnor", "even_ones", "even"), "~^{0}", "!(^{0})",
         lambda ones: ones % 2 == 0, "XNOR", "1'b1", "^ {0}[i]",
         "is 1 when {0} holds an even number of ones"),
    )  # fmt: skip
    style = rng.randrange(3)
    found = []
    for names, expression, longhand, test, gate, start, scan, long in rng.sample(
        rows, rng.randint(1, 4)
    ):
        out = f"out_{names[0]}" if style == 0 else names[style]
        found.append(_Result(
            out=out, width=1,
            expression=expression.format(word), longhand=longhand.format(word),
            value=_on_ones(test, word), start=start, each=(f"{out} = {out} {scan.format(word)}",),
            terse=f"the {gate} of all {width} bits of `{word}`", long=long.format(f"`{word}`"),
        ))  # fmt: skip
    return found


def _masks(
    rng: random.Random, words: tuple[str, ...], width: int
) -> tuple[list[_Result], list[Port]]:
    a, b = words
    mask, out = rng.choice(("mask", "sel", "m")), rng.choice(("out", "result", "z"))
    full = (1 << width) - 1
    rows: dict[str, tuple[str, str, Callable[[int, int, int], int], str, str]] = {
        "set": (f"{a} | {mask}", f"~(~{a} & ~{mask})", lambda x, _, m: x + (m & (full - x)),
                "a 1", f"bit i of `{a}`"),
        "clear": (f"{a} & ~{mask}", f"{a} ^ ({a} & {mask})", lambda x, _, m: x - (x & m),
                  "a 0", f"bit i of `{a}`"),
        "toggle": (f"{a} ^ {mask}", f"({a} & ~{mask}) | (~{a} & {mask})",
                   lambda x, _, m: (x | m) - (x & m), f"the inverse of bit i of `{a}`",
                   f"bit i of `{a}`"),
        "keep": (f"{a} & {mask}", f"~(~{a} | ~{mask})", lambda x, _, m: (x + m) - (x | m),
                 f"bit i of `{a}`", "a 0"),
        "blend": (f"({mask} & {b}) | (~{mask} & {a})", f"{a} ^ (({a} ^ {b}) & {mask})",
                  lambda x, y, m: sum((y if m >> i & 1 else x) & 1 << i for i in range(width)),
                  f"bit i of `{b}`", f"bit i of `{a}`"),
    }  # fmt: skip
    kind = rng.choice((*rows, "blend"))
    expression, longhand, compute, one, zero = rows[kind]
    used = (a, b) if kind == "blend" else (a,)
    result = _Result(
        out=out, width=width, expression=expression, longhand=longhand,
        each=(f"{out}[i] = {mask}[i] ? {_at(one)} : {_at(zero)}",),
        value=lambda levels: compute(levels[a], levels.get(b, 0), levels[mask]),
        terse=f"the word whose bit i is {one} where bit i of `{mask}` is 1, and {zero} where it is"
        " 0",
        long=f"takes for each place i {one} if `{mask}[i]` is 1, otherwise {zero}",
    )  # fmt: skip
    return [result], [input_port(name, width) for name in (*used, mask)]


def _at(words: str) -> str:
    """Write a bit that was described in words."""
    if words in ("a 0", "a 1"):
        return f"1'b{words[-1]}"
    sign, name = "~" if "inverse" in words else "", words.split("`")[1]
    return f"{sign}{name}[i]"


def _says(rng: random.Random, results: list[_Result], inputs: list[Port]) -> tuple[str, ...]:
    width, names = inputs[0].width, " and ".join(f"`{port.name}`" for port in inputs)
    if len(inputs) == 3:
        names = f"`{inputs[0].name}`, `{inputs[1].name}` and `{inputs[2].name}`"
    bits = f"{width}-bit {'word' if len(inputs) == 1 else 'words'}"
    terse = "; ".join(f"`{r.out}` is {r.terse}" for r in results)
    long = " ".join(f"`{r.out}` {r.long}." for r in results)
    code = ", ".join(f"{r.out} = {r.expression}" for r in results)
    rules = " ".join(f"{n}. `{r.out}` {r.long}." for n, r in enumerate(results, 1))
    bullets = " ".join(f"- `{r.out}`: {r.terse}." for r in results)
    verb = rng.choice(("Write", "Build", "Design"))
    levels = {p.name: (0x9C1B37D2, 0x5AF0963D, 0xC53A0F66)[n] % (1 << width)
              for n, p in enumerate(inputs)}  # fmt: skip
    outputs = [
        Output(
            out=r.out, width=r.width, expression=r.expression, longhand=r.longhand, each=r.each,
            start=r.start, value=r.value(levels),
        )
        for r in results
    ]  # fmt: skip
    return (
        f"Combinational, from the {bits} {names}: {terse}.",
        f"{verb} a module that looks at the {bits} {names}, without clock. {long}",
        f"In the operators of Verilog: {code}.",
        f"The following rules hold at every time. {rules}",
        *_more(results, inputs, names),
        *others(outputs, levels, width),
        f"Given {names} of {width} bits, compute: {bullets}",
    )


def _more(results: list[_Result], inputs: list[Port], names: str) -> tuple[str, ...]:
    """Say the same in more ways."""
    width, plural = inputs[0].width, len(results) > 1
    outs = ", ".join(r.out for r in results)
    plain = " ".join(f"{r.out} {r.long}.".replace("`", "") for r in reversed(results))
    plain = f"The output {plain}"
    code = "; ".join(f"{r.out} = {r.longhand}" for r in results)
    short = "; ".join(f"{r.out} <- {r.expression}" for r in results)
    both = " ".join(f"`{r.out}` {r.long} (in Verilog: {r.expression})." for r in results)
    asked = " ".join(f"And `{r.out}`? It {r.long}." for r in results)
    asked = asked.removeprefix("And ")
    asked = f"What is {asked}"
    digits = (width + 3) // 4
    levels = {p.name: (0xA5A5A5A5, 0x3C3C3C3C, 0x66666666)[n] % (1 << width)
              for n, p in enumerate(inputs)}  # fmt: skip
    given = ", ".join(f"{name} = {width}'h{value:0{digits}x}" for name, value in levels.items())
    found = ", ".join(
        f"{r.out} = {r.width}'h{r.value(levels):0{(r.width + 3) // 4}x}" for r in results
    )
    long = " ".join(f"`{r.out}` {r.long}." for r in results)
    return (
        f"Assign, with operators on whole vectors: {short}.",
        f"Create a circuit without memory that drives {outs} from {names} ({width} bits"
        f"{' each' if inputs[1:] else ''}). {long}",
        f"The result{'s' if plural else ''} may be written as {code}, in Verilog, for {names} of "
        f"{width} bits.",
        f"{long} For example, {given} leads to {found}.",
        f"{asked} Answer for all values of {names}, which {'have' if inputs[1:] else 'has'} "
        f"{width} bits.",
        f"Vector logic exercise with {width}-bit operands. {both}",
        f"{plain} No clock is involved; the output{'s follow' if plural else ' follows'} {names} "
        f"at once.",
        f"You are given {names} and need {'these values' if plural else 'this value'}: "
        f"{'; '.join(f'{r.out}, which {r.long}' for r in results)}. An equivalent in Verilog "
        f"operators is {code}.",
    )
