"""Conditions on a few bits: how many are 1, are they equal, is one of them alone."""

from __future__ import annotations

import random
from collections.abc import Sequence

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.conditions import Condition, conditions
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.counted_inputs import others

_INPUTS = (
    ("a", "b", "c", "d", "e"), ("in1", "in2", "in3", "in4", "in5"), ("x", "y", "z", "u", "v"),
    ("key0", "key1", "key2", "key3", "key4"), ("p", "q", "r", "s", "t"),
    ("vote1", "vote2", "vote3", "vote4", "vote5"), ("s1", "s2", "s3", "s4", "s5"),
)  # fmt: skip
_SINGLE = ("f", "out", "ok", "alarm", "led", "result")
_LONGEST = 120
"""Of an expression, in characters."""
_NAMES = ("count_check", "vote", "condition", "detector", "judge", "top_module")

Chosen = Sequence[tuple[str, Condition]]
"""Outputs with what they tell."""


def draw(rng: random.Random) -> Drawn:
    """Draw one to three conditions."""
    count, many = rng.choice((2, 3, 3, 3, 4, 4, 5)), rng.choice((1, 1, 1, 2, 2, 3))
    names = rng.choice(_INPUTS)[:count]
    some = rng.sample(conditions(names), many)
    outs = [one.stem for one in some] if many > 1 else [rng.choice(_SINGLE)]
    chosen = list(zip(outs, some, strict=True))

    def function(levels: Levels) -> Known:
        bits = [levels[name] for name in names]
        return {out: int(one.holds(bits)) for out, one in chosen}

    return Drawn(
        family="counted_inputs",
        name=rng.choice(_NAMES),
        ports=(*(input_port(name) for name in names), *(output_port(out) for out in outs)),
        bodies=_bodies(names, chosen),
        registers=dict.fromkeys(("if", "case"), frozenset(outs)),
        says=_says(rng, names, chosen),
        behaviour=lambda: Combinational(function),
    )


def _bodies(names: Sequence[str], chosen: Chosen) -> dict[str, str]:
    plain = [f"{out} = {one.verilog(names)};\n" for out, one in chosen]
    tests = "".join(
        f"        {out} = 1'b0;\n        if ({one.verilog(names)})\n            {out} = 1'b1;\n"
        for out, one in chosen
    )
    bodies = {"case": _case(names, chosen)}
    if max(map(len, plain)) < _LONGEST:
        bodies["assign"] = "".join(f"    assign {line}" for line in plain)
        bodies["if"] = f"    always @(*) begin\n{tests}    end\n"
    if all(one.counted for _, one in chosen):
        total = " + ".join(names)
        bodies["count"] = f"    wire [2:0] count = {total};\n\n" + "".join(
            f"    assign {out} = {one.counted};\n" for out, one in chosen
        )
    return bodies


def _case(names: Sequence[str], chosen: Chosen) -> str:
    target = chosen[0][0] if len(chosen) == 1 else f"{{{', '.join(out for out, _ in chosen)}}}"
    rows = []
    for row in range(1 << len(names)):
        text = f"{row:0{len(names)}b}"
        values = "".join(str(int(one.holds([int(d) for d in text]))) for _, one in chosen)
        if "1" in values:
            rows.append(f"            {len(names)}'b{text}: {target} = {len(values)}'b{values};\n")
    none = "0" * len(chosen)
    rows.append(f"            default: {target} = {len(chosen)}'b{none};\n")
    return (
        f"    always @(*)\n        case ({{{', '.join(names)}}})\n{''.join(rows)}        endcase\n"
    )


def _says(rng: random.Random, names: Sequence[str], chosen: Chosen) -> tuple[str, ...]:
    def told(form: str) -> str:
        return " ".join(
            form.format(out=f"`{out}`", condition=rng.choice(one.words)) for out, one in chosen
        )

    inputs = ", ".join(f"`{name}`" for name in names)
    verb = rng.choice(("Build", "Create", "Implement"))
    numbered = " ".join(
        f"{n}. {_upper(rng.choice(one.words))}: `{out}` is 1."
        for n, (out, one) in enumerate(chosen, 1)
    )
    return (
        told("{out} is 1 if {condition}, otherwise 0."),
        f"{verb} combinational logic for the inputs {inputs}. "
        + told("{out} = 1 exactly when {condition}."),
        f"Look at {inputs}. {told('If {condition}, {out} is high; if not, it is low.')}",
        told("{out} tells whether {condition} (1 = yes, 0 = no)."),
        f"Conditions and outputs. {numbered} An output whose condition does not hold is 0.",
        told("{out} goes high whenever {condition}, and is low at all other times."),
        *_more(names, chosen),
        *others(names, chosen),
        f"Given {inputs}, answer with a bit. {told('{out}: is it true that {condition}?')} A 1 "
        "means yes.",
    )


def _more(names: Sequence[str], chosen: Chosen) -> tuple[str, ...]:
    """Say the same in more ways."""
    many, plain = len(names), ", ".join(names)
    inputs = ", ".join(f"`{name}`" for name in names)

    def told(form: str, number: int) -> str:
        return " ".join(
            form.format(out=f"`{out}`", condition=one.words[number % len(one.words)])
            for out, one in chosen
        )

    tables, codes = [], []
    for out, one in chosen:
        rows = [row for row in range(1 << many) if one.holds([int(d) for d in f"{row:0{many}b}"])]
        listed = ", ".join(f"{row:0{many}b}" for row in rows)
        tables.append(f"{out} is 1 for {listed}" if rows else f"{out} is never 1")
        text = one.verilog(names)
        codes.append(f"{out} = {text}" if len(text) < _LONGEST else (
            f"{out} = 1 if {{{plain}}} is one of {listed}, else 0"
        ))  # fmt: skip
    first, one = chosen[0]
    bits = [1] + [0] * (many - 1)
    value = int(one.holds(bits))
    given = ", ".join(f"{name} = {bit}" for name, bit in zip(names, bits, strict=True))
    by_count = "; ".join(
        f"{out} = ({one.counted})" if one.counted else f"{out} is 1 if and only if {one.words[-1]}"
        for out, one in chosen
    )
    outs = " and ".join(f"`{out}`" for out, _ in chosen)
    return (
        f"Truth table, with the digits in the order {plain}: {'; '.join(tables)}. All other rows "
        f"have 0.",
        f"Verilog: {'; '.join(codes)}.",
        f"Create a circuit of {many} inputs ({inputs}) that detects a situation. "
        f"{told('{out} must be 1 in the situation that {condition}, and 0 in every other.', 0)}",
        told("Keep {out} at 0 unless {condition}; then let it be 1.", 1)
        + f" For example, {given} makes `{first}` equal to {value}.",
        f"Let count be {' + '.join(names)}, as a number. Then {by_count}.",
        f"You are given {many} single bits, {inputs}. Work out {outs} without any memory. "
        + told("It holds that {out} = 1 if and only if {condition}.", 2),
    )


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
