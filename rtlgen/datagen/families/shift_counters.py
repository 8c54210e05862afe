"""A register that can shift in serial bits, count, load or clear; each action has an enable."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register, literal
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.shift_counters import Requests, others
from rtlgen.spec.model import Port

_ENABLES = {
    "shift": ("shift_en", "sh", "do_shift"), "count": ("count_en", "cnt", "do_count"),
    "load": ("load", "ld", "load_en"), "clear": ("zero", "clr_i", "flush"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    clocking: Clocking
    order: tuple[str, ...]
    """The actions, the one with priority first."""
    enables: dict[str, str]
    width: int
    serial: str
    parallel: str
    out: str
    is_left: bool
    """Shifts towards the most significant bit."""
    step: int
    """What counting adds: 1 or -1."""
    done: str | None
    """An output that is 1 while the register is 0."""

    def update(self, state: int, levels: Levels) -> int:
        """Do the first action that is asked for."""
        size = 1 << self.width
        for action in self.order:
            if not levels[self.enables[action]]:
                continue
            if action == "shift":
                bit = levels[self.serial]
                return (2 * state + bit) % size if self.is_left else (state + bit * size) // 2
            if action == "count":
                return (state + self.step) % size
            return levels[self.parallel] if action == "load" else 0
        return state

    def expressions(self, name: str) -> dict[str, str]:
        """Write the value that each action gives, from the name of the register."""
        top, sign = self.width - 1, "+" if self.step > 0 else "-"
        low = f"{name}[{top - 1}:0]" if top > 1 else f"{name}[0]"
        high = f"{name}[{top}:1]" if top > 1 else f"{name}[1]"
        moved = f"{{{low}, {self.serial}}}" if self.is_left else f"{{{self.serial}, {high}}}"
        return {
            "shift": moved, "count": f"{name} {sign} {literal(1, self.width)}",
            "load": self.parallel, "clear": literal(0, self.width),
        }  # fmt: skip


def draw(rng: random.Random) -> Drawn:
    """Draw the actions, their order and the register."""
    actions = ["shift", "count", *rng.choice(([], [], ["load"], ["clear"], ["load", "clear"]))]
    rng.shuffle(actions)
    style, clocking = rng.randrange(3), draw_clocking(rng)
    member = _Member(
        clocking=clocking, order=tuple(actions),
        enables={action: _ENABLES[action][style] for action in actions},
        width=rng.choice((3, 4, 4, 4, 5, 6, 8, 8)), serial=rng.choice(("data", "sin", "si")),
        parallel=rng.choice(("d_in", "value", "preset")), out=rng.choice(("q", "reg_q", "word")),
        is_left=rng.random() < 0.65, step=rng.choice((-1, -1, 1)),
        done=rng.choice((None, None, "is_zero", "done")),
    )  # fmt: skip
    done, out = member.done, member.out
    first = rng.choice((0, 0, (1 << member.width) - 1))

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {out: state, **({done: int(state == 0)} if done else {})}

    register = Register(
        clocking=clocking, out=out, width=member.width, first=first,
        expression=lambda name: _chain(member, name), statement=lambda name: _tests(member, name),
    )  # fmt: skip
    more = f"    assign {done} = ~|{out};\n" if done else ""
    return Drawn(
        family="shift_counters",
        name=rng.choice(("shift_count", "shifter_counter", "delay_reg", "top_module")),
        ports=(*clocking.ports, *_inputs(member), output_port(out, member.width),
               *([output_port(done)] if done else [])),
        bodies={style: body + more for style, body in register.bodies().items()},
        registers=register.registers(),
        says=_says(rng, member, first),
        behaviour=clocking.behaviour(first, member.update, outputs),
    )  # fmt: skip


def _inputs(member: _Member) -> list[Port]:
    ports = [input_port(member.enables[action]) for action in sorted(member.order)]
    ports.append(input_port(member.serial))
    return [*ports, *([input_port(member.parallel, member.width)] * ("load" in member.order))]


def _chain(member: _Member, name: str) -> str:
    values = member.expressions(name)
    arms = "".join(f"{member.enables[action]} ? {values[action]} : " for action in member.order)
    return f"{arms}{name}"


def _tests(member: _Member, name: str) -> str:
    values = member.expressions(name)
    return "\nelse ".join(
        f"if ({member.enables[action]})\n    {name} <= {values[action]};" for action in member.order
    )


def _says(rng: random.Random, member: _Member, first: int) -> tuple[str, ...]:
    out, width, serial = f"`{member.out}`", member.width, f"`{member.serial}`"
    size, entry = 1 << width, 0 if member.is_left else width - 1
    way = "left, towards the most significant bit," if member.is_left else "right, towards bit 0,"
    wrap = f"{size - 1} follows 0" if member.step < 0 else f"0 follows {size - 1}"
    end = "most significant bit first" if member.is_left else "least significant bit first"
    long = {
        "shift": f"it moves one place to the {way} and {serial} enters at bit {entry}",
        "count": f"it counts {'down' if member.step < 0 else 'up'} by one ({wrap})",
        "load": f"it takes the word `{member.parallel}`", "clear": "it becomes 0",
    }  # fmt: skip
    moved = (
        f"{{{out}[{width - 2}:0], {serial}}}"
        if member.is_left
        else (f"{{{serial}, {out}[{width - 1}:1]}}")
    )
    sign = "-" if member.step < 0 else "+"
    short = {
        "shift": f"next {out} = {moved}", "count": f"next {out} = ({out} {sign} 1) mod {size}",
        "load": f"next {out} = `{member.parallel}`", "clear": f"next {out} = 0",
    }  # fmt: skip
    names = [(action, f"`{member.enables[action]}`") for action in member.order]
    rest = [member.clocking.says(rng, f"sets {out} to {first}") for _ in range(4)]
    told = "; otherwise ".join(f"if {name} is 1, {long[action]}" for action, name in names)
    rules = " ".join(
        f"{n}. If {name} is 1: {short[action]}." for n, (action, name) in enumerate(names, 1)
    )
    bullets = " ".join(f"- {name} = 1: {long[action]}." for action, name in names)
    order = " before ".join(name for _, name in names)
    flag = f" `{member.done}` is 1 exactly while {out} is 0." if member.done else ""
    requests = Requests(
        out=member.out, width=width, values=member.expressions(member.out), done=member.done,
        asked=[(action, member.enables[action]) for action in member.order], serial=member.serial,
        parallel=member.parallel, is_left=member.is_left, is_down=member.step < 0,
    )  # fmt: skip
    return (
        f"A{'n' * (width == 8)} {width}-bit register {out} that shifts and counts: at an active "
        f"edge, {told}; with all of them 0 it holds.{flag} {rest[0]}",
        f"Build a {width}-bit shift register that can also be used as a counter. Serial data come "
        f"{end}. Only the first rule that fits is used at an edge: {rules} If none fits, {out} "
        f"stays as it is.{flag} {rest[1]}",
        f"The register {out} ({width} bits) reacts to its enables, in the order of priority "
        f"{order}. {bullets} - All enables 0: it keeps its value.{flag} {rest[2]}",
        *_more(member, told, flag, rest),
        *others(requests, clocks(member.clocking, f"sets {out} to {first}")[4:]),
        f"Given the enables and the present {width}-bit {out}, compute the next value by the first "
        f"true condition, in this order: {told}. Without a true condition the value is kept."
        f"{flag} {rest[3]}",
    )


def _more(member: _Member, told: str, flag: str, rest: list[str]) -> tuple[str, ...]:
    """Describe the same register in other words."""
    name, out, width = member.out, f"`{member.out}`", member.width
    values = member.expressions(name)
    asked = [(action, member.enables[action]) for action in member.order]
    chain = " : ".join(f"{enable} ? {values[action]}" for action, enable in asked)
    sign = "decrement" if member.step < 0 else "increment"
    arrow = "left" if member.is_left else "right"
    words = {
        "shift": f"{arrow} shift with `{member.serial}` as the bit that comes in",
        "count": f"{sign} modulo {1 << width}", "load": f"parallel load of `{member.parallel}`",
        "clear": "clear to 0",
    }  # fmt: skip
    listed = ", ".join(f"{words[action]} (`{enable}`)" for action, enable in asked)
    alone: list[str] = []
    before: list[str] = []
    for action, enable in asked:
        quiet = f" and {' and '.join(before)} at 0" if before else ""
        alone.append(f"{words[action]} with `{enable}` at 1{quiet}")
        before.append(f"`{enable}`")
    cases = "; ".join(alone)
    after = (1 + member.step) % (1 << width)
    moved = 3 if member.is_left else 1 << width - 1
    arms = "; ".join(f"{values[action]} when {enable} is 1" for action, enable in asked)
    return (
        f"Register with several functions, {width} bits: {listed}; the earlier in this list, the "
        f"higher the priority, and no request means hold. It is {out}.{flag} {rest[0]}",
        f"In Verilog, each active edge does {name} <= {chain} : {name}.{flag} {rest[1]}",
        f"Create a {arrow}-shifting register {out} of {width} bits that is a counter as well. Its "
        f"operations at an active edge are: {cases}. In the case that is left it keeps its value."
        f"{flag} {rest[2]}",
        f"This block is used to receive a number bit by bit and then to count with it. The first "
        f"request in the order {', '.join(f'`{enable}`' for _, enable in asked)} that is 1 is the "
        f"only one that is served: {listed}. Without a request the {width} bits of {out} stay."
        f"{flag} {rest[0]}",
        f"For example, {name} = 1 becomes {moved} by a shift with a 1 at `{member.serial}`, and "
        f"{after} by counting. At an active edge, {told}; if all of these are 0, nothing changes. "
        f"{out} has {width} bits.{flag} {rest[1]}",
        f"You are given a priority multiplexer in front of {width} flip-flops with the outputs "
        f"{out}. It selects, in Verilog notation and with the strongest first: {arms}; if none "
        f"applies, {name} itself.{flag} {rest[2]}",
        f"What can happen to {out} at an active edge? One thing at most: {cases}. Otherwise all "
        f"{width} bits hold.{flag} {rest[0]}",
        f"Assume a register {out}, {width} bits wide, and its requests in falling priority: "
        f"{listed}. A request is a 1. Requests behind the first active one are ignored, and with "
        f"none the register is left alone.{flag} {rest[1]}",
    )
