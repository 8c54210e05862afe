"""Shift registers: left or right or both, with serial input, parallel load and enable."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register, literal
from rtlgen.datagen.told.shift_registers import Shifter, others
from rtlgen.spec.model import Port

_WAYS = ("left", "left", "right", "right", "both")
_FILLS = ("serial", "serial", "serial", "zero", "rotate")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member(Shifter):
    @property
    def inputs(self) -> tuple[Port, ...]:
        ports = [input_port(self.serial)] if self.fill == "serial" else []
        ports += [input_port(self.side)] if self.way == "both" else []
        if self.load:
            ports += [input_port(self.load), input_port(self.data, self.width)]
        return (*ports, *([input_port(self.enable)] if self.enable else []))

    def shifted(self, q: str, way: str) -> str:
        """Write the shifted register as a concatenation."""
        top = self.width - 1
        lost = f"{q}[{top if way == 'left' else 0}]"
        bit = {"serial": self.serial, "zero": "1'b0", "rotate": lost}[self.fill]
        return f"{{{q}[{top - 1}:0], {bit}}}" if way == "left" else f"{{{bit}, {q}[{top}:1]}}"

    def expression(self, q: str) -> str:
        """Write the next value."""
        if self.way == "both":
            text = f"({self.side} ? {self.shifted(q, 'right')} : {self.shifted(q, 'left')})"
        else:
            text = self.shifted(q, self.way)
        text = f"({self.enable} ? {text} : {q})" if self.enable else text
        return f"{self.load} ? {self.data} : {text}" if self.load else text

    def statement(self, q: str) -> str:
        """Write the next value as a chain of `if`."""
        chain = [(self.load, self.data)] if self.load else []
        if self.enable:
            chain.append((f"!{self.enable}", q))
        if self.way == "both":
            chain.append((self.side, self.shifted(q, "right")))
        last = self.shifted(q, "right" if self.way == "right" else "left")
        tests = "".join(f"if ({test})\n    {q} <= {value};\nelse " for test, value in chain)
        return f"{tests.removesuffix(' ')}\n    {q} <= {last};" if tests else f"{q} <= {last};"

    def update(self, state: int, levels: Levels) -> int:
        """Shift by multiplying and dividing."""
        if self.load and levels[self.load]:
            return levels[self.data]
        if self.enable and not levels[self.enable]:
            return state
        is_right = levels[self.side] if self.way == "both" else self.way == "right"
        weight = 1 << self.width - 1
        lost = state % 2 if is_right else state // weight
        bit = {"serial": levels.get(self.serial, 0), "zero": 0, "rotate": lost}[self.fill]
        return state // 2 + bit * weight if is_right else state * 2 % (2 * weight) + bit


def draw(rng: random.Random) -> Drawn:
    """Draw a shift register."""
    way = rng.choice(_WAYS)
    fill = rng.choice(_FILLS)
    out = rng.choice(("q", "out", "data_out"))
    member = _Member(
        width=rng.choice((3, 4, 4, 5, 8, 8, 16)), way=way, fill=fill, out=out,
        serial=rng.choice(("sin", "serial_in", "si", "in")), side=rng.choice(("dir", "right")),
        load=rng.choice(("load", "ld")) if fill != "serial" or rng.random() < 0.4 else None,
        data=rng.choice(("d", "data", "par_in")),
        enable=rng.choice((None, "en", "shift_en", "ena")),
        is_serial_out=way != "both" and rng.random() < 0.3,
    )  # fmt: skip
    clocking = draw_clocking(rng)
    first = rng.choice((0, 0, 0, (1 << member.width) - 1, 1))
    last = member.width - 1 if way == "left" else 0
    register = Register(
        clocking=clocking, out="sr" if member.is_serial_out else out, width=member.width,
        first=first, expression=member.expression, statement=member.statement,
    )  # fmt: skip
    bodies, registers = register.bodies(), register.registers()
    if member.is_serial_out:
        bodies = {style: _serial(body, member, last) for style, body in bodies.items()}
        registers = {}

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {out: state >> last & 1 if member.is_serial_out else state}

    begin = str(first) if first < 2 else literal(first, member.width)
    name = "the whole register" if member.is_serial_out else f"`{out}`"
    rest = [f"{clocking.says(rng, f'sets {name} to {begin}')} {_order(member)}" for _ in range(4)]
    said = _says(member)
    tails = [*(rest * 6)[: len(said) - 1], rest[3]]
    return Drawn(
        family="shift_registers",
        name=rng.choice(("shift_reg", "shifter", f"shift{member.width}", "top_module")),
        ports=(
            *clocking.ports,
            *member.inputs,
            output_port(out, 1 if member.is_serial_out else member.width),
        ),
        bodies=bodies,
        registers=registers,
        says=tuple(f"{a} {b}" for a, b in zip(said, tails, strict=True)),
        behaviour=clocking.behaviour(first, member.update, outputs),
    )


def _serial(body: str, member: _Member, last: int) -> str:
    """Declare the register within and show its last bit."""
    is_split = "assign sr = state;" in body
    kind = "wire" if is_split else "reg"
    declared = f"    {kind} [{member.width - 1}:0] sr;\n"
    return f"{declared}{body}    assign {member.out} = sr[{last}];\n"


def _order(member: _Member) -> str:
    """Say what wins."""
    steps = ["reset"]
    steps += [f"`{member.load}`=1 (parallel load)"] if member.load else []
    steps += [f"`{member.enable}`=0 (hold)"] if member.enable else []
    return f"Priority from the highest: {', '.join(steps)}, shift."


def _says(member: _Member) -> tuple[str, ...]:
    width, top, out = member.width, member.width - 1, member.out
    target = "the register" if member.is_serial_out else f"`{out}`"
    shown = ""
    if member.is_serial_out:
        end = f"most significant bit, bit {top}" if member.way == "left" else "bit 0"
        shown = f" Only its {end}, is visible, at `{out}`." if "," in end else (
            f" Only its {end} is visible, at `{out}`."
        )  # fmt: skip
    bit = {
        "serial": f"`{member.serial}`", "zero": "a 0",
        "rotate": "the bit that leaves at the other end",
    }[member.fill]  # fmt: skip
    left = f"every bit moves up one position, the top bit {top} is lost and bit 0 becomes {bit}"
    right = f"every bit moves down one position, bit 0 is lost and the top bit {top} becomes {bit}"
    moves = {
        "left": left, "right": right,
        "both": f"with `{member.side}`=0 {left}; with `{member.side}`=1 {right}",
    }[member.way]  # fmt: skip
    if member.fill == "rotate":
        moves = moves.replace("is lost", "leaves")
    kind = {
        "left": "to the left (towards the most significant bit)",
        "right": "to the right (towards the least significant bit)",
        "both": f"to the left when `{member.side}` is 0 and to the right when it is 1",
    }[member.way]
    load = f" `{member.load}` at 1 copies `{member.data}` into it." if member.load else ""
    hold = f" It shifts only while `{member.enable}` is 1." if member.enable else ""
    return (
        f"A shift register of {width} bits. At a shift {moves}.{shown}{load}{hold}",
        f"Shift {target} ({width} bits) {kind} by one position at each active clock edge; the free "
        f"position takes {bit}.{shown}{load}{hold}",
        f"Rules for the {width}-bit register: 1. A shift goes {kind}. 2. The vacated bit is filled "
        f"with {bit}. 3. One shift is one position.{shown}{load}{hold}",
        *_more(member, moves, bit, f"{shown}{load}{hold}"),
        *others(member, member.expression(member.name)),
        f"Given {width} flip-flops in a row, the contents move {kind} once a clock, and {bit} "
        f"enters at the {_entry(member)}.{shown}{load}{hold}",
    )


def _entry(member: _Member) -> str:
    low, high = "least significant end", "most significant end"
    return {"left": low, "right": high, "both": f"{low} or the {high}, in that order"}[member.way]


def _more(member: _Member, moves: str, bit: str, rules: str) -> tuple[str, ...]:
    """Describe the same register in other words."""
    width, name = member.width, member.name
    code = {way: member.shifted(name, way) for way in ("left", "right")}
    step = f"{name} <= {code.get(member.way)}"
    arrow = {"left": "left shift", "right": "right shift"}.get(member.way)
    steps = {
        "left": f"doubled, modulo {1 << width}, and {bit} is put into its bit 0",
        "right": f"halved, rounded down, and {bit} is put into its bit {width - 1}",
    }
    number = steps.get(member.way)
    if arrow is None:
        step = f"{name} <= {member.side} ? {code['right']} : {code['left']}"
        arrow = f"left shift for `{member.side}` = 0, right shift for `{member.side}` = 1"
        number = (
            f"{steps['left']} when `{member.side}` is 0; when `{member.side}` is 1, it is "
            f"{steps['right']}"
        )
    kind = {
        "serial": f"serial input `{member.serial}`", "zero": "logical shift, filled with 0",
        "rotate": "rotating, no bit is lost",
    }[member.fill]  # fmt: skip
    ways = "bidirectional " if member.way == "both" else ""
    inside = f", where {name} is the whole register" if member.is_serial_out else ""
    levels = {member.serial: 0, member.side: 0, **({member.load: 0} if member.load else {})}
    levels |= {member.enable: 1} if member.enable else {}
    after = member.update(1, levels)
    given = f" with a 0 at `{member.serial}`" if member.fill == "serial" else ""
    given += f" and `{member.side}` at 0" if member.way == "both" else ""
    given = given.replace(" and", " with", 1) if member.fill != "serial" else given
    return (
        f"{ways.capitalize()}{'s' if ways else 'S'}hift register, {width} bits, {arrow}, {kind}."
        f"{rules}",
        f"In Verilog, one shift is {step}{inside}.{rules}",
        f"Build a chain of {width} D flip-flops, bits {width - 1} down to 0, clocked together. In "
        f"a shift, {moves}.{rules}",
        f"This block is used to move data bit by bit. On an edge that shifts, {moves}. For "
        f"example, the contents {1:0{width}b} become {after:0{width}b}{given}.{rules}",
        f"Read the {width}-bit contents as an unsigned number. A shift means that it is {number}."
        f"{rules}",
        f"Create a register of {width} bits whose contents travel one position per active clock "
        f"edge ({arrow}); what comes in at the free end is {bit}.{rules}",
        f"You are given a register of {width} edge-triggered bits. Its shift is a "
        f"concatenation, most significant bit first: {step}{inside}.{rules}",
        f"What does an active edge do? It shifts by one place: {moves}. The register has {width} "
        f"bits.{rules}",
    )
