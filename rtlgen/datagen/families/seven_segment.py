"""Seven-segment decoders: hexadecimal or decimal digits, lit by 1 or by 0, in either bit order."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port

# Lit segments of the digits 0 to F; the letters are A, b, C, d, E and F.
_LIT = (
    "abcdef", "bc", "abdeg", "abcdg", "bcfg", "acdfg", "acdefg", "abc", "abcdefg", "abcdfg",
    "abcefg", "cdefg", "adef", "bcdeg", "adefg", "aefg",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Display:
    digit: str
    out: str
    count: int
    """Digits that are shown; the others leave the display dark."""
    is_low: bool
    """A segment is lit by 0."""
    is_first_left: bool
    """Segment a is bit 6, otherwise bit 0."""

    @property
    def order(self) -> str:
        """Segments from bit 6 to bit 0."""
        return "abcdefg" if self.is_first_left else "gfedcba"

    def pattern(self, digit: int) -> str:
        """Write the outputs for a digit, bit 6 first."""
        lit = _LIT[digit] if digit < self.count else ""
        return "".join("01"[(name in lit) != self.is_low] for name in self.order)


def draw(rng: random.Random) -> Drawn:
    """Draw a decoder for a display."""
    display = _Display(
        digit=rng.choice(("digit", "hex", "bcd_in", "num", "d")),
        out=rng.choice(("seg", "segments", "led", "y")), count=rng.choice((10, 16)),
        is_low=rng.random() < 0.5, is_first_left=rng.random() < 0.5,
    )  # fmt: skip

    def function(levels: Levels) -> Known:
        digit = levels[display.digit]
        lit = set(_LIT[digit]) if digit < display.count else set()
        value = sum(1 << display.order[::-1].index(name) for name in lit)
        return {display.out: 127 - value if display.is_low else value}

    return Drawn(
        family="seven_segment",
        name=rng.choice(("seven_seg", "seg7_decoder", "display_decoder", "sevenseg")),
        ports=(input_port(display.digit, 4), output_port(display.out, 7)),
        bodies={
            "case": _case(display), "function": _function(display),
            "segments": _segments(display),
        },
        registers={"case": frozenset({display.out})},
        says=_says(display),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _arms(display: _Display, target: str, indent: str) -> str:
    text = "".join(
        f"{indent}4'h{digit:X}: {target} = 7'b{display.pattern(digit)};\n"
        for digit in range(display.count)
    )
    return f"{text}{indent}default: {target} = 7'b{'01'[display.is_low] * 7};\n"


def _case(display: _Display) -> str:
    return (
        f"    always @(*)\n        case ({display.digit})\n"
        f"{_arms(display, display.out, ' ' * 12)}        endcase\n"
    )


def _function(display: _Display) -> str:
    return (
        "    function [6:0] shape;\n        input [3:0] value;\n        case (value)\n"
        f"{_arms(display, 'shape', ' ' * 12)}        endcase\n    endfunction\n\n"
        f"    assign {display.out} = shape({display.digit});\n"
    )


def _segments(display: _Display) -> str:
    """Look each segment up in a word with one bit for each digit."""
    text = ""
    for place, name in enumerate(display.order):
        column = "".join(display.pattern(digit)[place] for digit in reversed(range(16)))
        text += f"    wire [15:0] t_{name} = 16'b{column};\n"
    looked = ", ".join(f"t_{name}[{display.digit}]" for name in display.order)
    return f"{text}\n    assign {display.out} = {{{looked}}};\n"


def _says(display: _Display) -> tuple[str, ...]:
    digit, out, count = display.digit, display.out, display.count
    on, off = ("0", "1") if display.is_low else ("1", "0")
    letters = ", ".join(f"{n:X}: {_LIT[n]}" for n in range(count))
    rows = ", ".join(f"{n:X} -> {display.pattern(n)}" for n in range(count))
    # Of each segment the digits that light it.
    lit = "; ".join(
        f"{name} for {' '.join(f'{n:X}' for n in range(count) if name in _LIT[n])}"
        for name in "abcdefg"
    )
    level = "low" if display.is_low else "high"
    dark = f" For 10 to 15 all segments are dark ({off})." if count == 10 else ""
    order = f"`{out}` is {{{', '.join(display.order)}}}, {display.order[0]} in bit 6"
    return (
        f"Seven-segment decoder, active {level}: {order}. Lit segments for each value of"
        f" `{digit}` (hexadecimal): {letters}.{dark}",
        f"Given `{digit}`, drive `{out}` by this table of hexadecimal digits and binary words (bit"
        f" 6 first): {rows}." + (f" Every other input gives {off * 7}." if count == 10 else ""),
        f"The segments a to g are lit by {on} and dark at {off}; {order}. Each is lit for these"
        f" digits only (in hexadecimal, on `{digit}`): {lit}.",
        f"Drive a display with segments a to g. Rules: (1) {order}. (2) A segment that is lit has"
        f" the level {on}, one that is not lit {off}. (3) The segments lit for each hexadecimal"
        f" value of `{digit}` are {letters}.{dark}",
    )
