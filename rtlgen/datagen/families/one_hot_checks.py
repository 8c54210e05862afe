"""Checks of a word: one-hot, all zeros, at most one 1, one-cold; one or several answers."""

from __future__ import annotations

import random
from collections.abc import Callable

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.one_hot_checks import others

_CHECKS: dict[str, tuple[tuple[str, ...], Callable[[int, int], bool], str]] = {
    "onehot": (
        ("onehot", "is_onehot", "is_pow2"), lambda ones, _: ones == 1,
        "exactly one bit of {} is 1",
    ),
    "zero": (("zero", "empty", "is_zero"), lambda ones, _: ones == 0, "{} is 0"),
    "onehot0": (
        ("onehot0", "at_most_one", "is_safe"), lambda ones, _: ones <= 1,
        "at most one bit of {} is 1 (0 counts as well)",
    ),
    "onecold": (
        ("onecold", "is_onecold", "one_low"), lambda ones, width: ones == width - 1,
        "exactly one bit of {} is 0",
    ),
    "several": (
        ("several", "multi", "clash"), lambda ones, _: ones >= 2,
        "two or more bits of {} are 1",
    ),
}  # fmt: skip


def draw(rng: random.Random) -> Drawn:
    """Draw a check."""
    width = rng.choice((3, 4, 4, 5, 6, 8, 8, 12))
    kinds = rng.sample(list(_CHECKS), rng.choice((1, 1, 2)))
    word, style = rng.choice(("in", "d", "state", "req", "x")), rng.randrange(3)
    outputs = {kind: _CHECKS[kind][0][style] for kind in kinds}

    def function(levels: Levels) -> Known:
        ones = bin(levels[word]).count("1")
        return {port: int(_CHECKS[kind][1](ones, width)) for kind, port in outputs.items()}

    return Drawn(
        family="one_hot_checks",
        name=rng.choice(("word_check", f"check{width}", "hot_check", "code_checker")),
        ports=(input_port(word, width), *(output_port(port) for port in outputs.values())),
        bodies={
            "arithmetic": _arithmetic(word, width, outputs),
            "count": _count(word, width, outputs),
            "pairs": _pairs(word, width, outputs),
        },
        registers={"count": frozenset(outputs.values())},
        says=_says(word, width, outputs),
        behaviour=lambda: Combinational(function),
    )


def _arithmetic(word: str, width: int, outputs: dict[str, str]) -> str:
    """Clear the lowest 1 with `x & (x - 1)`: nothing remains of a power of two."""
    one = f"{width}'d1"
    rules = {
        "onehot": f"({word} != 0) && (({word} & ({word} - {one})) == 0)",
        "zero": f"{word} == 0",
        "onehot0": f"({word} & ({word} - {one})) == 0",
        "onecold": f"(~&{word}) && (({word} | ({word} + {one})) == {{{width}{{1'b1}}}})",
        "several": f"({word} & ({word} - {one})) != 0",
    }
    return "".join(f"    assign {port} = {rules[kind]};\n" for kind, port in outputs.items())


def _count(word: str, width: int, outputs: dict[str, str]) -> str:
    bits = width.bit_length()
    rules = {
        "onehot": "n == 1", "zero": "n == 0", "onehot0": "n <= 1",
        "onecold": f"n == {width - 1}", "several": "n > 1",
    }  # fmt: skip
    text = (
        f"    reg [{bits - 1}:0] n;\n    integer i;\n\n    always @(*) begin\n        n = 0;\n"
        f"        for (i = 0; i < {width}; i = i + 1)\n            n = n + {word}[i];\n"
    )
    for kind, port in outputs.items():
        text += f"        {port} = ({rules[kind]});\n"
    return f"{text}    end\n"


def _pairs(word: str, width: int, outputs: dict[str, str]) -> str:
    """Walk along the bits and note whether one, or a second one, was seen."""
    text = "    integer i;\n    reg seen, twice, gap, gaps;\n\n    always @(*) begin\n"
    text += "        {seen, twice, gap, gaps} = 4'b0000;\n"
    text += f"        for (i = 0; i < {width}; i = i + 1) begin\n"
    text += f"            twice = twice | (seen & {word}[i]);\n"
    text += f"            seen = seen | {word}[i];\n"
    text += f"            gaps = gaps | (gap & ~{word}[i]);\n"
    text += f"            gap = gap | ~{word}[i];\n        end\n    end\n\n"
    rules = {
        "onehot": "seen & ~twice", "zero": "~seen", "onehot0": "~twice",
        "onecold": "gap & ~gaps", "several": "twice",
    }  # fmt: skip
    return text + "".join(f"    assign {port} = {rules[kind]};\n" for kind, port in outputs.items())


def _says(word: str, width: int, outputs: dict[str, str]) -> tuple[str, ...]:
    rows = [(port, _CHECKS[kind][2].format(f"`{word}`")) for kind, port in outputs.items()]
    counts = {
        "onehot": "n = 1", "zero": "n = 0", "onehot0": "n < 2", "onecold": f"n = {width - 1}",
        "several": "n > 1",
    }  # fmt: skip
    terse = "; ".join(f"`{port}` = 1 if {rule}, else 0" for port, rule in rows)
    rules = " ".join(f"- `{port}` is high when {rule}, low otherwise." for port, rule in rows)
    asked = " and ".join(f"`{port}` = ({counts[kind]})" for kind, port in outputs.items())
    lows = " ".join(
        f"Whenever {rule}, `{port}` is 1; in all other cases it is 0." for port, rule in rows
    )
    return (
        f"Check a word of {width} bits: {terse}.",
        f"Given `{word}`, let n be the number of ones among its {width} bits and compute {asked}.",
        f"Combinational checker. {lows}",
        *_more(word, width, outputs, rows),
        *others(word, width, outputs),
        f"Rules for the input `{word}`, {width} bits: {rules}",
    )


def _more(
    word: str, width: int, outputs: dict[str, str], rows: list[tuple[str, str]]
) -> tuple[str, ...]:
    """Describe the same checks in other words."""
    ones = list(range(width + 1))
    allowed = {
        kind: [n for n in ones if _CHECKS[kind][1](n, width)] for kind in outputs
    }  # fmt: skip
    counts = "; ".join(
        f"{port} = 1 for {' or '.join(map(str, allowed[kind]))}" for kind, port in outputs.items()
    )
    refused = "; ".join(
        f"{port} = 0 for {', '.join(str(n) for n in ones if n not in allowed[kind])}"
        for kind, port in outputs.items()
    )
    sample = " and ".join(
        f"{port} = {int(_CHECKS[kind][1](1, width))}" for kind, port in outputs.items()
    )
    code = {
        "onehot": f"{word} != 0 && ({word} & ({word} - 1)) == 0", "zero": f"{word} == 0",
        "onehot0": f"({word} & ({word} - 1)) == 0",
        "onecold": f"~{word} != 0 && (~{word} & (~{word} - 1)) == 0",
        "several": f"({word} & ({word} - 1)) != 0",
    }  # fmt: skip
    verilog = "; ".join(f"{port} = {code[kind]}" for kind, port in outputs.items())
    asked = " ".join(f"Does this hold: {rule}? The answer is `{port}`." for port, rule in rows)
    facts = " and ".join(f"`{port}` asserts that {rule}" for port, rule in rows)
    ports = " and ".join(f"`{port}`" for port in outputs.values())
    return (
        f"Population check on {word}[{width - 1}:0], by the number of ones: {counts}; all other "
        "numbers give 0.",
        f"Create a circuit without a clock that examines the {width} bits of `{word}`. {facts}; a "
        "false statement is signalled by 0.",
        f"Add up the {width} bits of `{word}`. The sum decides: {refused}; every other sum gives "
        "1.",
        f"Written in Verilog (operands of {width} bits each): {verilog}.",
        f"You are given a word `{word}` of {width} bits. {asked} A 1 means yes and a 0 means no.",
        f"For example, {word} = {1:0{width}b} (binary) leads to {sample}. The number of ones alone "
        f"matters: {counts}, and 0 otherwise.",
        f"This block is used to supervise a code word `{word}`, {width} bits long. What it reports "
        f"is {ports}: {facts}, each of them 1 if true and 0 if not.",
        f"Where the ones stand in `{word}` ({width} bits) makes no difference; how many there are "
        f"does. Of the possible numbers 0 to {width}, {refused}, and it is 1 for those not named.",
    )
