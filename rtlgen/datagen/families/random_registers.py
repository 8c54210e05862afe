"""One to three registers whose inputs decide, by priority, what an edge does to them."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from rtlgen.datagen.actions import HOLD, actions
from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.ruled_register import RuledRegister, bodies
from rtlgen.datagen.rules_told import (
    told_as_program,
    told_by_effect,
    told_by_number,
    told_by_priority,
    told_in_a_sentence,
    told_in_short,
)
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.random_registers import others

_REGISTERS = (("q", "p", "r"), ("q1", "q2", "q3"), ("reg_a", "reg_b", "reg_c"),
              ("out", "prev", "flag"), ("state", "copy", "mark"))  # fmt: skip
_CONTROLS = ("en", "go", "s", "mode", "sel", "step", "c", "k", "ctl", "act", "w", "trig")
_FITTING = {
    "load": ("load", "ld", "en", "we"), "clear": ("clr", "zero"), "set": ("set", "ones"),
    "preset": ("preset", "pre"), "invert": ("tgl", "flip", "t"), "up": ("inc", "up", "cnt_en"),
    "down": ("dec", "down"), "left": ("shl", "shift"), "right": ("shr", "shift_r"),
    "rotate": ("rot",), "xor": ("mix",), "and": ("mask",), "or": ("merge",),
}  # fmt: skip
"""What an input may be called that makes this happen."""
_DATA = (("d", "si"), ("din", "sin"), ("x", "b"), ("data", "bit_in"), ("value", "serial"))
_NAMES = ("registers", "reg_block", "storage", "update_unit", "ff_logic", "top_module")


def draw(rng: random.Random) -> Drawn:
    """Draw registers; without reset they are open until something is loaded."""
    clocking = draw_clocking(rng, must_reset=rng.random() < 0.7)
    registers, inputs = _registers(rng)
    outs = [(one.name, one.width) for one in registers]

    def update(state: tuple[int | None, ...], levels: Levels) -> tuple[int | None, ...]:
        values = {**levels, **{r.name: v for r, v in zip(registers, state, strict=True)}}
        return tuple(one.next(values) for one in registers)

    def outputs(state: tuple[int | None, ...], levels: Levels) -> Known:
        del levels
        return {one.name: value for one, value in zip(registers, state, strict=True)}

    has_reset = clocking.reset is not None
    first = tuple(one.first if has_reset else None for one in registers)
    return Drawn(
        family="random_registers",
        name=rng.choice(_NAMES),
        ports=(
            *clocking.ports, *(input_port(*one) for one in inputs),
            *(output_port(*one) for one in outs),
        ),
        bodies=(styles := bodies(clocking, registers)),
        registers=dict.fromkeys(styles, frozenset(name for name, _ in outs)),
        says=_says(rng, clocking, registers),
        behaviour=clocking.behaviour(first, update, outputs),
    )  # fmt: skip


def _registers(rng: random.Random) -> tuple[list[RuledRegister], list[tuple[str, int]]]:
    """Draw registers and the inputs that they use."""
    width, count = rng.choice((1, 1, 1, 2, 4, 8)), rng.choice((1, 1, 1, 2, 2, 3))
    names, (data, bit) = rng.choice(_REGISTERS)[:count], rng.choice(_DATA)
    controls, found = rng.sample(_CONTROLS, 3), []
    has_fitting = count == 1 and rng.random() < 0.7
    for name in names:
        others = [other for other in names if other != name]
        known = actions(rng, name, width, data, bit, others)
        while True:
            some = rng.sample(sorted(set(known) - {HOLD}), rng.choice((1, 1, 2, 2, 3)))
            last = HOLD if rng.random() < 0.6 else some.pop()
            chosen = [known[kind] for kind in (*some, last)]
            is_plain = not some and last in ("clear", "set", "preset")
            if any(one.makes_known for one in chosen) and not is_plain:
                break
        rng.shuffle(controls)
        if has_fitting:
            controls = [rng.choice(_FITTING.get(kind, (control,)))
                        for kind, control in zip(some, controls, strict=False)]  # fmt: skip
        rules = tuple(
            (control, int(rng.random() < 0.85), action)
            for control, action in zip(controls, chosen[:-1], strict=False)
        )
        first = rng.choice((0, 0, 0, rng.randrange(1 << width)))
        found.append(
            RuledRegister(name=name, width=width, first=first, rules=rules, last=chosen[-1])
        )  # fmt: skip
    used = {name for one in found for name, _, _ in one.rules}
    text = " ".join(one.expression() for one in found)
    ports = [(name, 1) for name in controls if name in used]
    words = text.replace("{", " ").replace("}", " ").replace(",", " ").replace("~", " ").split()
    ports += [(name, size) for name, size in ((data, width), (bit, 1)) if name in words]
    return found, ports


def _says(
    rng: random.Random, clocking: Clocking, registers: Sequence[RuledRegister]
) -> tuple[str, ...]:
    resets = " and ".join(f"`{one.name}` to {one.first}" for one in registers)
    open_ = "There is no reset; a register is open until a value that is known has reached it."

    def clock() -> str:
        ending = f" {open_}" if clocking.reset is None else ""
        return f"{clocking.says(rng, f'sets {resets}')}{ending}"

    def each(tell: Callable[[RuledRegister, random.Random], str]) -> str:
        return " ".join(tell(one, rng) for one in registers)

    many = ("A register", "Two registers", "Three registers")[len(registers) - 1]
    first = "" if all(len(one.rules) < 2 for one in registers) else (
        " Of several conditions that hold, the one named first counts."
    )  # fmt: skip
    formulas = "; ".join(f"next {one.name} = {one.expression()}" for one in registers)
    verb = rng.choice(("Build", "Implement", "Create"))
    texts = [
        each(told_in_a_sentence),
        f"{verb} the following. {each(told_by_number)}",
        f"{many} with these next values (operators of Verilog): {formulas}.",
        each(told_as_program),
        f"{each(told_by_priority)}{first}",
        f"{many}. Conditions from the most important one down. {each(told_in_short)}",
        each(told_by_effect),
    ]
    ends = [clock() for _ in texts]
    said = [f"{text} {end}" for text, end in zip(texts, ends, strict=True)]
    more = [f"{text} {ends[n]}" for n, text in enumerate(_more(registers))]
    told = list(clocks(clocking, f"sets {resets}")[:4])
    if clocking.reset is None:
        told = [f"{text} {open_}" for text in told]
    further = others(registers, [*ends[:2], *told, *ends[2:4], *told[:2]])
    return (*said[:-1], *more, *further, said[-1])


def _more(registers: Sequence[RuledRegister]) -> tuple[str, ...]:
    """Say the same in more ways."""

    def each(form: Callable[[RuledRegister], str], between: str = " ") -> str:
        return between.join(form(one) for one in registers)

    def exact(one: RuledRegister) -> str:
        """Give each rule with the levels that rule out those before it."""
        parts, before = [], ""
        for name, level, action in one.rules:
            parts.append(f"for {before}{name} = {level} it {action.words[-1]}")
            before += f"{name} = {1 - level} and "
        rest = f"for {before.removesuffix(' and ')}" if before else "always"
        return f"Register {one.name}: {', '.join([*parts, f'{rest} it {one.last.words[-1]}'])}."

    def asked(one: RuledRegister) -> str:
        tests = "".join(
            f" Is `{name}` {level}? Then it {action.words[0]}, and no later question counts."
            for name, level, action in one.rules
        )
        rest = "Otherwise it" if one.rules else "It"
        return f"What will `{one.name}` be after the edge?{tests} {rest} {one.last.words[0]}."

    def backwards(one: RuledRegister) -> str:
        rest = f"normally, `{one.name}` {one.last.words[0]}"
        over = "".join(
            f"{'; stronger still,' if n else ', but'} if `{name}` is {level} it {action.words[-1]}"
            f"{'' if n else ' instead'}"
            for n, (name, level, action) in enumerate(reversed(one.rules))
        )
        return f"At an edge, {rest}{over}."

    widths = " and ".join(
        f"`{one.name}` ({one.width} bit{'s' if one.width > 1 else ''})" for one in registers
    )
    code = " ".join(" ".join(one.statement().split()) for one in registers)
    return (
        f"In a clocked block, apart from a reset: {code.removesuffix(';')}.",
        f"Create storage for {widths}. {each(exact)}",
        each(asked),
        each(backwards),
        f"Active edges update {widths}. "
        + each(
            lambda one: (
                f"Priority list of {one.name}: "
                + "".join(f"({name}={level}) {a.words[-1]}, " for name, level, a in one.rules)
                + f"(no match) {one.last.words[-1]}."
            )
        ),
    )
