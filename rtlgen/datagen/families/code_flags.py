"""Codes that set flags: for some codes one output is 1, for all others none is."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.code_flags import Flags, others

_CODES = ("code", "key", "opcode", "cmd", "scan", "id", "sel")
_FLAGS = (
    ("left", "right", "up", "down"), ("start", "stop", "pause", "step"), ("f0", "f1", "f2", "f3"),
    ("is_add", "is_sub", "is_load", "is_store"), ("red", "green", "blue", "white"),
    ("hit_a", "hit_b", "hit_c", "hit_d"),
)  # fmt: skip
_NAMES = ("code_decoder", "keys", "flags", "recognizer", "cmd_decode", "top_module")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Flags(Flags):
    def function(self, levels: Levels) -> Known:
        """Look the code up."""
        found = {flag: int(levels[self.code] in codes) for flag, codes in self.values.items()}
        return {**found, self.other: int(not any(found.values()))} if self.other else found

    def written(self, code: int, *, base: str) -> str:
        """Write a code: sized for Verilog (v), in binary (b), hexadecimal (h) or decimal (d)."""
        digits = (self.width + 3) // 4
        return {
            "v": f"{self.width}'h{code:0{digits}x}", "b": f"{code:0{self.width}b}",
            "h": f"{code:0{digits}x}", "d": str(code),
        }[base]  # fmt: skip

    @property
    def outs(self) -> list[str]:
        """All flags."""
        return [*self.values, *([self.other] if self.other else [])]


def draw(rng: random.Random) -> Drawn:
    """Draw flags and their codes."""
    width, many = rng.choice((2, 3, 4, 4, 6, 8, 8, 12, 16)), rng.choice((1, 2, 3, 3, 4))
    each = rng.choice((1, 1, 1, 2))
    many = min(many, ((1 << width) - 1) // each)
    codes = rng.sample(range(1 << width), many * each)
    names, code = rng.choice(_FLAGS)[:many], rng.choice(_CODES)
    flags = _Flags(
        code=code, width=width, other=rng.choice((None, None, "none_of_them", "unknown")),
        values={name: tuple(sorted(codes[each * n : each * n + each]))
                for n, name in enumerate(names)},
    )  # fmt: skip
    return Drawn(
        family="code_flags",
        name=rng.choice(_NAMES),
        ports=(input_port(code, width), *(output_port(out) for out in flags.outs)),
        bodies=_bodies(flags),
        registers=dict.fromkeys(("case", "if"), frozenset(flags.outs)),
        says=_says(rng, flags),
        behaviour=lambda: Combinational(flags.function),
    )


def _bodies(flags: _Flags) -> dict[str, str]:
    def test(codes: tuple[int, ...]) -> str:
        return " || ".join(f"{flags.code} == {flags.written(c, base='v')}" for c in codes)

    zeros = "".join(f"        {out} = 1'b0;\n" for out in flags.outs)
    rows, chain, word = "", "", "if"
    for flag, codes in flags.values.items():
        labels = ", ".join(flags.written(code, base="v") for code in codes)
        rows += f"            {labels}: {flag} = 1'b1;\n"
        chain += f"        {word} ({test(codes)})\n            {flag} = 1'b1;\n"
        word = "else if"
    last = f"{flags.other} = 1'b1" if flags.other else ""
    rows += f"            default: {last};\n"
    chain += f"        else\n            {last};\n" if last else ""
    plain = "".join(f"    assign {f} = ({test(codes)});\n" for f, codes in flags.values.items())
    if flags.other:
        plain += f"    assign {flags.other} = ~({' | '.join(flags.values)});\n"
    return {
        "case": f"    always @(*) begin\n{zeros}        case ({flags.code})\n{rows}"
        "        endcase\n    end\n",
        "if": f"    always @(*) begin\n{zeros}{chain}    end\n",
        "assign": plain,
    }


def _says(rng: random.Random, flags: _Flags) -> tuple[str, ...]:
    code = f"`{flags.code}`"
    base, called = rng.choice((("h", "hexadecimal"), ("d", "decimal"), ("b", "binary")))
    rest = f"`{flags.other}` is 1 for every other code." if flags.other else (
        "For every other code all outputs are 0."
    )  # fmt: skip

    def each(tell: Callable[[str, str], str], between: str, number: str) -> str:
        return between.join(
            tell(flag, " or ".join(flags.written(c, base=number) for c in codes))
            for flag, codes in flags.values.items()
        )

    verb = rng.choice(("Recognise", "Decode", "Look for"))
    one = "Only one of the outputs can be 1 at a time. " if len(flags.outs) > 1 else ""
    rows = each(lambda flag, codes: f"{codes} | {flag}", "\n", base)
    return (
        f"{verb} codes on {code} (in {called}): "
        f"{each(lambda f, c: f'`{f}` is 1 for {c}', '; ', base)}. {rest}",
        each(lambda f, c: f"`{f}` = 1 exactly if {code} is {c}.", " ", "v") + f" {rest}",
        f"Each known value of {code} switches one output on. "
        f"{each(lambda f, c: f'The value {c} sets `{f}`.', ' ', base)} Values are {called}. {rest}",
        f"The code {code} has {flags.width} bits. "
        f"{one}{each(lambda f, c: f'If it equals {c}, `{f}` goes high.', ' ', 'v')} {rest}",
        f"Table of codes ({called}) on {flags.code}.\n\ncode | output that is 1\n{rows}\n\n{rest}",
        f"Start with all outputs at 0. {each(lambda f, c: f'On {c}, set `{f}`.', ' ', 'v')} The "
        f"input is {code}. {rest}",
        *_more(flags, base, called),
        *others(flags),
        f"An input {code} of {flags.width} bits is compared with constants (in {called}): "
        f"{each(lambda f, c: f'{c} raises `{f}`', ', ', base)}. {rest}",
    )  # fmt: skip


def _more(flags: _Flags, base: str, called: str) -> tuple[str, ...]:
    """Say the same in more ways; numbers are in a base with a name."""
    code, width, other = flags.code, flags.width, flags.other
    tests = "; ".join(
        f"{flag} = {' | '.join(f'({code} == {flags.written(c, base=chr(118))})' for c in codes)}"
        for flag, codes in flags.values.items()
    )
    if other:
        tests += f"; {other} = ~({' | '.join(flags.values)})"
    pairs = ", ".join(
        f"{flags.written(c, base=base)} for `{flag}`"
        for flag, codes in flags.values.items() for c in codes
    )  # fmt: skip
    arrows = ", ".join(
        f"{flags.written(c, base=base)} -> {flag}"
        for flag, codes in flags.values.items() for c in codes
    )  # fmt: skip
    arms = ", ".join(
        f"{flags.written(c, base=chr(118))} in {flag}"
        for flag, codes in flags.values.items() for c in codes
    )  # fmt: skip
    none = f"any other value sets only `{other}`" if other else "any other value sets none of them"
    last = f"a default that sets {other}" if other else "a default that sets nothing"
    return (
        f"Flag decoder for the {width}-bit {code} ({called} codes): {arrows}; otherwise "
        f"{other or 'all low'}.",
        f"Verilog: {tests}.",
        f"Create a circuit that reports which known value is on `{code}`. The known values, in "
        f"{called}, are {pairs}; {none}. A set output is 1, the rest are 0.",
        f"Use a case statement on {code}, with zeros on all outputs before it, arms that write a 1 "
        f"({arms}), and {last}.",
    )
