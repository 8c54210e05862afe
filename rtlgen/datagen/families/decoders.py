"""Decoders: a binary code selects one of several lines, with or without enable, of any polarity."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.decoders import Decoder, others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decoder(Decoder):
    @property
    def enabled(self) -> str:
        """The condition in Verilog."""
        return f"!{self.enable}" if self.is_enable_low else f"{self.enable}"

    def literal(self, number: int | None) -> str:
        """Write the outputs with one selected line, or none."""
        value = 0 if number is None else 1 << number
        value ^= (1 << self.lines) - 1 if self.is_low else 0
        return f"{self.lines}'b{value:0{self.lines}b}"


def draw(rng: random.Random) -> Drawn:
    """Draw a decoder."""
    bits = rng.choice((1, 2, 2, 3, 3, 4))
    enable = rng.choice((None, "en", "enable", "e", "en_n", "g_n"))
    decoder = _Decoder(
        code=rng.choice(("sel", "a", "code", "addr", "in")), bits=bits,
        out=rng.choice(("y", "out", "d", "lines")),
        lines=10 if bits == 4 and rng.random() < 0.5 else 1 << bits,
        enable=enable, is_enable_low=enable is not None and enable.endswith("_n"),
        is_low=rng.random() < 0.35,
    )  # fmt: skip

    def function(levels: Levels) -> Known:
        is_on = enable is None or levels[enable] != decoder.is_enable_low
        chosen = levels[decoder.code] if is_on else None
        active = 0 if decoder.is_low else 1
        lines = [active if n == chosen else 1 - active for n in range(decoder.lines)]
        return {decoder.out: sum(level << number for number, level in enumerate(lines))}

    return Drawn(
        family="decoders",
        name=rng.choice((f"decoder{bits}to{decoder.lines}", "decoder", f"dec{decoder.lines}")),
        ports=(
            input_port(decoder.code, bits),
            *([input_port(enable)] if enable else []),
            output_port(decoder.out, decoder.lines),
        ),
        bodies={
            "shift": _shift(decoder), "case": _case(decoder), "loop": _loop(decoder),
            "generate": _generate(decoder),
        },
        registers={style: frozenset({decoder.out}) for style in ("case", "loop")},
        says=_says(decoder),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _shift(decoder: _Decoder) -> str:
    n = decoder.lines
    hot = f"({n}'d1 << {decoder.code})"
    if decoder.enable:
        hot = f"({decoder.enabled} ? {hot} : {n}'d0)"
    return f"    assign {decoder.out} = {'~' if decoder.is_low else ''}{hot};\n"


def _case(decoder: _Decoder) -> str:
    arms = "".join(
        f"    {decoder.bits}'d{number}: {decoder.out} = {decoder.literal(number)};\n"
        for number in range(decoder.lines)
    )
    none = f"{decoder.out} = {decoder.literal(None)};\n"
    text = f"case ({decoder.code})\n{arms}    default: {none}endcase\n"
    if decoder.enable:
        inside = "".join(f"    {line}\n" for line in text.splitlines())
        text = f"if ({decoder.enabled})\n{inside}else\n    {none}"
    lines = "".join(f"        {line}\n" for line in text.splitlines())
    return f"    always @(*) begin\n{lines}    end\n"


def _is_selected(decoder: _Decoder, number: str) -> str:
    chosen = f"{decoder.code} == {number}"
    chosen = f"{decoder.enabled} && ({chosen})" if decoder.enable else chosen
    return f"!({chosen})" if decoder.is_low else f"({chosen})"


def _loop(decoder: _Decoder) -> str:
    return (
        "    integer i;\n\n    always @(*)\n"
        f"        for (i = 0; i < {decoder.lines}; i = i + 1)\n"
        f"            {decoder.out}[i] = {_is_selected(decoder, 'i')};\n"
    )


def _generate(decoder: _Decoder) -> str:
    return (
        "    genvar k;\n    generate\n"
        f"        for (k = 0; k < {decoder.lines}; k = k + 1) begin : line\n"
        f"            assign {decoder.out}[k] = {_is_selected(decoder, 'k')};\n"
        "        end\n    endgenerate\n"
    )


def _says(decoder: _Decoder) -> tuple[str, ...]:
    code, out, lines, enable = decoder.code, decoder.out, decoder.lines, decoder.enable
    on, off = ("0", "1") if decoder.is_low else ("1", "0")
    works, rests = ("0", "1") if decoder.is_enable_low else ("1", "0")
    is_short = lines < 1 << decoder.bits
    odd = f" For a code of {lines} or more every output bit is {off}." if is_short else ""
    polarity = "low" if decoder.is_low else "high"
    if enable:
        level = "low" if decoder.is_enable_low else "high"
        gate = f" While `{enable}` is {rests}, every bit of `{out}` is {off}."
        brief = f" and the active-{level} enable `{enable}`; disabled, no output is active"
        given = f"`{enable}` = {works} and "
    else:
        gate, brief, given = "", "", ""
    return (
        (
            f"A {decoder.bits}-to-{lines} decoder with active-{polarity} outputs{brief}."
            f" `{out}[k]` is the active line when `{code}` is k.{odd}"
        ),
        (
            f"The unsigned number `{code}` names one bit of `{out}`, with bit 0 at the right."
            f" That bit is {on} and all others are {off}.{odd}{gate}"
        ),
        (
            f"Given the code `{code}`, compute the {lines}-bit word `{out}`: for each k from 0 to"
            f" {lines - 1}, `{out}[k]` = {on} exactly if {given}`{code}` = k; otherwise"
            f" `{out}[k]` = {off}."
        ),
        *_more(decoder, odd, gate),
        *others(decoder),
        f"Rules: (1) `{out}` is {decoder.literal(0)} for code 0, {decoder.literal(1)} for code 1"
        + (
            f", and so on up to {decoder.literal(lines - 1)} for code {lines - 1}"
            if lines > 2
            else ""
        )
        + f"; the code is `{code}`."
        + (f" (2) All other codes give {decoder.literal(None)}." if is_short else "")
        + (
            f" ({3 if is_short else 2}) When `{enable}` is {rests}, `{out}` is"
            f" {decoder.literal(None)} whatever the code is."
            if enable
            else ""
        ),
    )


def _more(decoder: _Decoder, odd: str, gate: str) -> tuple[str, ...]:
    """Say the same in more ways; the texts tell of odd codes and of the enable."""
    code, out, lines, bits = decoder.code, decoder.out, decoder.lines, decoder.bits
    on, off = ("0", "1") if decoder.is_low else ("1", "0")
    cold = "one-cold (a single 0 among ones)" if decoder.is_low else "one-hot (a single 1)"
    verb = "pull low" if decoder.is_low else "drive high"
    hot = f"{lines}'d1 << {code}"
    shift = f"~({hot})" if decoder.is_low else hot
    last = lines - 1
    rows = ", ".join(f"{n:0{bits}b} -> {decoder.literal(n)}" for n in range(lines))
    only = f" if {decoder.enabled}" if decoder.enable else ""
    return (
        f"Binary to {cold} decoder, `{code}` to `{out}`.{odd}{gate}",
        f"Create a {bits}-to-{lines} line decoder. The line of `{out}` whose index equals "
        f"`{code}` is {on}, the remaining lines are {off}.{odd}{gate}",
        f"With {lines} bits, {out} = {shift}{only}.{odd}{gate}",
        f"Decode `{code}`: {rows}.{odd}{gate}",
        f"This block is used to select one of {lines} devices. The address is {code}, and each "
        f"bit of {out} is a select wire that is active at {on}: for the address {last}, only "
        f"{out}[{last}] is {on}.{odd}{gate}",
        f"Set all bits of {out} to {off} first, then {verb} the single bit {out}[{code}].{odd}"
        f"{gate}",
        f"Which of the {lines} bits of `{out}` is {on}? Only the one that `{code}`, read as an "
        f"unsigned integer, points to; elsewhere `{out}` has {off}.{odd}{gate}",
        f"You are given a {bits}-bit binary number {code}. Turn it into the {cold} form on {out}, "
        f"where number 0 belongs to the least significant bit and number {last} to the most "
        f"significant bit.{odd}{gate}",
    )
