"""Priority encoders: the position of the first 1 of a word, from either end."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.priority_encoders import others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Encoder:
    requests: str
    count: int
    position: str
    bits: int
    valid: str | None
    is_lowest: bool
    idle: int
    """The position where no bit is 1."""

    @property
    def order(self) -> list[int]:
        """Bit numbers, the most important first."""
        return list(range(self.count)) if self.is_lowest else list(range(self.count))[::-1]


def draw(rng: random.Random) -> Drawn:
    """Draw a priority encoder."""
    count = rng.choice((2, 3, 4, 4, 5, 8, 8, 10, 16))
    valid = rng.choice((None, "valid", "v", "any", "valid"))
    bits = (count - 1).bit_length()
    encoder = _Encoder(
        requests=rng.choice(("in", "req", "d", "irq")), count=count,
        position=rng.choice(("pos", "code", "y", "index")), bits=bits, valid=valid,
        is_lowest=rng.random() < 0.5,
        idle=rng.choice((0, 0, 0, (1 << bits) - 1)),
    )  # fmt: skip

    def function(levels: Levels) -> Known:
        ones = [n for n in range(count) if levels[encoder.requests] >> n & 1]
        best = (min(ones) if encoder.is_lowest else max(ones)) if ones else encoder.idle
        return {encoder.position: best, **({valid: int(bool(ones))} if valid else {})}

    always = frozenset({encoder.position, *([valid] if valid else [])})
    return Drawn(
        family="priority_encoders",
        name=rng.choice((f"priority_encoder{count}", "prio_enc", f"prienc{count}", "encoder")),
        ports=(
            input_port(encoder.requests, count),
            output_port(encoder.position, bits),
            *([output_port(valid)] if valid else []),
        ),
        bodies={
            "assign": _assign(encoder), "if": _chain(encoder), "casez": _casez(encoder),
            "loop": _loop(encoder),
        },
        registers={
            "if": frozenset({encoder.position}), "casez": always,
            "loop": frozenset({encoder.position}),
        },
        says=_says(encoder),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _valid(encoder: _Encoder) -> str:
    return f"    assign {encoder.valid} = |{encoder.requests};\n" if encoder.valid else ""


def _assign(encoder: _Encoder) -> str:
    arms = "".join(
        f"\n        {encoder.requests}[{n}] ? {encoder.bits}'d{n} :" for n in encoder.order
    )
    return (
        f"    assign {encoder.position} ={arms} {encoder.bits}'d{encoder.idle};\n{_valid(encoder)}"
    )


def _chain(encoder: _Encoder) -> str:
    text = "    always @(*) begin\n        "
    for n in encoder.order:
        text += (
            f"if ({encoder.requests}[{n}])\n"
            f"            {encoder.position} = {encoder.bits}'d{n};\n        else "
        )
    text = text.rstrip() + f"\n            {encoder.position} = {encoder.bits}'d{encoder.idle};\n"
    return f"{text}    end\n{_valid(encoder)}"


def _casez(encoder: _Encoder) -> str:
    text = "    always @(*) begin\n"
    if encoder.valid:
        text += f"        {encoder.valid} = 1'b1;\n"
    text += f"        casez ({encoder.requests})\n"
    for rank, n in enumerate(encoder.order):
        seen = "0" * rank + "1" + "?" * (encoder.count - rank - 1)
        pattern = seen[::-1] if encoder.is_lowest else seen
        text += (
            f"            {encoder.count}'b{pattern}: {encoder.position} = {encoder.bits}'d{n};\n"
        )
    text += "            default: begin\n"
    text += f"                {encoder.position} = {encoder.bits}'d{encoder.idle};\n"
    if encoder.valid:
        text += f"                {encoder.valid} = 1'b0;\n"
    return text + "            end\n        endcase\n    end\n"


def _loop(encoder: _Encoder) -> str:
    last = encoder.count - 1
    span = "0" if encoder.bits == 1 else f"{encoder.bits - 1}:0"
    steps = f"i = {last}; i >= 0; i = i - 1" if encoder.is_lowest else (
        f"i = 0; i <= {last}; i = i + 1"
    )  # fmt: skip
    return (
        "    integer i;\n\n    always @(*) begin\n"
        f"        {encoder.position} = {encoder.bits}'d{encoder.idle};\n"
        f"        for ({steps})\n"
        f"            if ({encoder.requests}[i])\n"
        f"                {encoder.position} = i[{span}];\n"
        f"    end\n{_valid(encoder)}"
    )


def _says(encoder: _Encoder) -> tuple[str, ...]:
    requests, position, valid = encoder.requests, encoder.position, encoder.valid
    last, idle = encoder.count - 1, encoder.idle
    lowest, rank = ("lowest", "least") if encoder.is_lowest else ("highest", "most")
    first, final = encoder.order[0], encoder.order[-1]
    flag = f" `{valid}` is 1 exactly when `{requests}` is not all zeros." if valid else ""
    is_set = f" and `{valid}` is 0" if valid else ""
    hit = f" and `{valid}` is 1" if valid else ""
    return (
        (
            f"Priority encoder, {encoder.count} inputs: `{position}` is the number of the {lowest}"
            f" bit of `{requests}` that is 1 (bit 0 is the rightmost), or {idle} if none is.{flag}"
        ),
        (
            f"Each bit of `{requests}` is a request. Bit {first} is the most important one, bit"
            f" {final} the least important. `{position}` gives the number of the most important"
            f" request that is raised{hit}. With no request `{position}` is {idle}{is_set}."
        ),
        (
            f"Given `{requests}`, find its {rank} significant 1 and output the bit position, 0 to"
            f" {last}, on `{position}`. For the input 0, `{position}` = {idle}.{flag}"
        ),
        *_more(encoder, flag),
        *others(
            (requests, position, valid), encoder.count, encoder.idle, is_lowest=encoder.is_lowest
        ),
        (
            f"Look at the bits of `{requests}` one after another, from bit {first} to bit {final},"
            f" and stop at the first 1: its index is `{position}`{hit}. If all bits are 0,"
            f" `{position}` is {idle}{is_set}."
        ),
    )


def _more(encoder: _Encoder, flag: str) -> tuple[str, ...]:
    """Say the same in more ways; a text tells of the output that says whether there is a 1."""
    requests, position, valid = encoder.requests, encoder.position, encoder.valid
    count, last, idle = encoder.count, encoder.count - 1, encoder.idle
    side, end = ("rightmost", "LSB") if encoder.is_lowest else ("leftmost", "MSB")
    both = 1 << last | 1
    winner = encoder.order[0]
    chain = ", ".join(
        f"{'else ' if rank else ''}{n} if {requests}[{n}]" for rank, n in enumerate(encoder.order)
    )
    other = "higher" if encoder.is_lowest else "lower"
    free = "below" if encoder.is_lowest else "above"
    none = f" ({valid} = 0 then, and 1 in every other case)" if valid else ""
    return (
        f"Priority encoder for {count} lines, {end} first, {idle} on `{position}` if all "
        f"lines of `{requests}` are 0.{flag}",
        f"Create a circuit that finds the {side} 1 in the {count}-bit vector `{requests}` and "
        f"outputs its bit number in binary on `{position}`. Should there be no 1, output {idle}."
        f"{flag}",
        f"The value of {position} is {chain}, else {idle}.{flag}",
        f"This block tells a processor which interrupt to serve. Line {winner} of {requests} beats "
        f"all others, and among the rest the one with the "
        f"{'smaller' if encoder.is_lowest else 'greater'} number wins. The number of the winner "
        f"is put on {position}; with {both:0{count}b}, for example, it is {winner}. While no line "
        f"is up, {position} rests at {idle}.{flag}",
        f"`{position}` = k means that `{requests}[k]` is 1 and that all bits {free} it are 0; bits "
        f"with {other} numbers than k may be anything. When the vector is zero there is no such "
        f"k, and `{position}` is {idle}{none}.",
        f"You are given {count} request lines, {requests}[{last}:0]. Encode the index of the "
        f"active line (active is 1). When several are active at a time, ignore all but the "
        f"{side} one. When none is active, {position} = {idle}.{flag}",
        f"Which 1 of {requests} stands closest to the {end} end? Put its index, counted from 0 "
        f"at the LSB, on {position}, and put {idle} there if {requests} has no 1.{flag}",
        f"Use a casez statement with don't-cares on the {other} bits: the {side} set bit of "
        f"`{requests}` determines `{position}`, which is that bit's index. The default branch, "
        f"for all zeros, assigns {idle}.{flag}",
    )
