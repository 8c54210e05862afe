"""Words chosen by single conditions in an order: the first that holds wins, else a default."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal
from rtlgen.datagen.told.priority_choices import others

_CONDITIONS = (("sel_a", "sel_b", "sel_c"), ("c1", "c2", "c3"), ("use_x", "use_y", "use_z"),
               ("p", "q", "r"), ("irq2", "irq1", "irq0"), ("is_a", "is_b", "is_c"))  # fmt: skip
_WORDS = (("a", "b", "c", "d"), ("x", "y", "z", "w"), ("in0", "in1", "in2", "in3"),
          ("d3", "d2", "d1", "d0"))  # fmt: skip
_OUTPUTS = ("out", "f", "result", "chosen", "m")
_NAMES = ("chooser", "priority_mux", "select_first", "if_chain", "cond_word", "top_module")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Choice:
    out: str
    width: int
    rules: tuple[tuple[str, int, str | int], ...]
    """A condition, its level, and a word or a constant."""
    other: str | int

    def function(self, levels: Levels) -> Known:
        """Take the first that holds."""
        fitting = [word for name, level, word in self.rules if levels[name] == level]
        word = (*fitting, self.other)[0]
        return {self.out: word if isinstance(word, int) else levels[word]}

    def code(self, word: str | int) -> str:
        """Write a word or a constant in Verilog."""
        return word if isinstance(word, str) else literal(word, self.width)

    def told(self, word: str | int) -> str:
        """Write it in a description."""
        if isinstance(word, str):
            return f"`{word}`"
        return "all ones" if word and word == (1 << self.width) - 1 else str(word)


def draw(rng: random.Random) -> Drawn:
    """Draw two or three conditions and what they choose."""
    count, width = rng.choice((1, 2, 2, 3, 3)), rng.choice((1, 1, 2, 4, 8, 8, 16))
    names, words, out = rng.choice(_CONDITIONS)[:count], rng.choice(_WORDS), rng.choice(_OUTPUTS)
    shown = list(words[: count + 1])
    rng.shuffle(shown)
    constants = (0, 0, (1 << width) - 1, rng.randrange(1 << width))
    some: list[str | int] = [
        word if rng.random() < 0.75 else rng.choice(constants) for word in shown
    ]
    if not any(isinstance(word, str) for word in some):
        some[0] = shown[0]
    choice = _Choice(
        out=out, width=width, other=some[-1],
        rules=tuple((name, int(rng.random() < 0.8), word)
                    for name, word in zip(names, some, strict=False)),
    )  # fmt: skip
    used = [word for word in words if word in some]
    return Drawn(
        family="priority_choices",
        name=rng.choice(_NAMES),
        ports=(
            *(input_port(name) for name in names), *(input_port(word, width) for word in used),
            output_port(out, width),
        ),
        bodies=_bodies(choice),
        registers={"if": frozenset({out}), "default": frozenset({out})},
        says=_says(rng, choice),
        behaviour=lambda: Combinational(choice.function),
    )  # fmt: skip


def _test(name: str, level: int) -> str:
    return name if level else f"!{name}"


def _bodies(choice: _Choice) -> dict[str, str]:
    out, other = choice.out, choice.code(choice.other)
    chain = "".join(f"{_test(n, v)} ? {choice.code(w)} : " for n, v, w in choice.rules) + other
    lines, word = "", "if"
    for name, level, chosen in choice.rules:
        lines += (
            f"        {word} ({_test(name, level)})\n            {out} = {choice.code(chosen)};\n"
        )
        word = "else if"
    late = "".join(
        f"        if ({_test(name, level)})\n            {out} = {choice.code(chosen)};\n"
        for name, level, chosen in reversed(choice.rules)
    )
    return {
        "ternary": f"    assign {out} = {chain};\n",
        "if": f"    always @(*) begin\n{lines}        else\n"
        f"            {out} = {other};\n    end\n",
        "default": f"    always @(*) begin\n        {out} = {other};\n{late}    end\n",
    }


def _says(rng: random.Random, choice: _Choice) -> tuple[str, ...]:
    out, other = f"`{choice.out}`", choice.told(choice.other)
    rules = [(f"`{name}`", level, choice.told(word)) for name, level, word in choice.rules]

    def each(form: str, between: str) -> str:
        return between.join(form.format(name=n, level=v, word=w) for n, v, w in rules)

    numbered = " ".join(
        f"{n}. If {name} is {level}, {out} is {word}."
        for n, (name, level, word) in enumerate(rules, 1)
    )
    chain = each("if ({name} == {level}) {word}", " else ").replace("`", "")
    first = " The conditions are tested in this order." if len(rules) > 1 else ""
    code = "".join(f"{_test(n, v)} ? {choice.code(w)} : " for n, v, w in choice.rules)
    verb = rng.choice(("Implement", "Write", "Create"))
    return (
        f"{out} is {each('{word} if {name} is {level}', '; otherwise ')}; otherwise it is {other}.",
        f"Choose what {out} shows. {numbered} {len(rules) + 1}. Otherwise {out} is {other}. The "
        "first rule that applies counts.",
        f"{verb} this in combinational logic: {chain} else {other.strip('`')}, where the value "
        f"chosen goes to {out}.",
        f"{out} = {code}{choice.code(choice.other)}, in Verilog notation.",
        f"By default {out} is {other}. {each('With {name} at {level} it is {word} instead.', ' ')}"
        + (" If several of these inputs are active, the one named first decides." if first else ""),
        f"When {each('{name} = {level}, output {word}', '; else when ')}; else output {other}. "
        f"The output is {out}, without memory.{first}",
        *_more(choice),
        *others(
            choice.out, choice.width,
            [(n, v, choice.told(w).strip("`"), choice.code(w)) for n, v, w in choice.rules],
            (choice.told(choice.other).strip("`"), choice.code(choice.other)),
        ),
        f"Let {out} be selected by priority: {each('{word} for {name} = {level}', ', then ')}, "
        f"and {other} when nothing else applies.",
    )  # fmt: skip


def _more(choice: _Choice) -> tuple[str, ...]:
    """Say the same in more ways."""
    out, other = choice.out, choice.told(choice.other).strip("`")
    rules = [(name, level, choice.told(word).strip("`")) for name, level, word in choice.rules]
    names = [name for name, _, _ in rules]
    exact, before = [], ""
    for name, level, word in rules:
        exact.append(f"{word} for {before}{name} = {level}")
        before += f"{name} = {1 - level} and "
    exact.append(f"{other} for {before.removesuffix(' and ')}")
    late = "; ".join(
        f"if {name} is {level}, replace it by {word}" for name, level, word in reversed(rules)
    )
    digits = len(names)
    rows = []
    for row in range(1 << digits):
        text = f"{row:0{digits}b}"
        fitting = [w for bit, (_, level, w) in zip(text, rules, strict=True) if int(bit) == level]
        rows.append(f"{text}: {(*fitting, other)[0]}")
    code = " ".join(
        f"{'if' if n == 0 else 'else if'} ({_test(name, level)}) {out} = {choice.code(word)};"
        for n, (name, level, word) in enumerate(choice.rules)
    )
    order = ", ".join(names)
    asked = " ".join(
        f"Is {name} {level}? Then {out} is {word}, and you are done." for name, level, word in rules
    )
    strong = f" {names[0]} is the strongest control." if digits > 1 else ""
    size = "1 bit" if choice.width == 1 else f"{choice.width} bits"
    return (
        f"The output {out} ({size}) is {', '.join(exact)}.",
        f"Take {other} as the value at first. Then, in this sequence: {late}. The final value is "
        f"{out}.",
        f"Create a multiplexer with {'prioritised controls' if digits > 1 else 'one control'}. By "
        f"the levels of {order}, written in this order, `{out}` shows the following. "
        f"{', '.join(rows)}.",
        f"An always block without memory holds this: {code} else {out} = "
        f"{choice.code(choice.other)}.{strong}",
        f"How is {out} found? {asked} Nothing so far? Then it is {other}.",
    )
