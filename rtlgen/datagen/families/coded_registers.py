"""Registers that a code of one or two bits tells what to do: load, shift, count, clear, hold."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.actions import Action, actions
from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal, vector
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.coded_registers import others

_OUTPUTS = ("q", "q", "out", "r", "acc", "value")
_CODES = ("mode", "op", "s", "sel", "ctrl", "cmd")
_DATA = (("d", "si"), ("din", "sin"), ("data", "bit_in"), ("x", "b"))
_NAMES = ("universal_reg", "mode_register", "reg_unit", "coded_reg", "multi_reg", "top_module")

_State = tuple[int | None]
"""The register; None = not known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Coded:
    out: str
    code: str
    bits: int
    """Of the code."""
    width: int
    first: int
    by_code: tuple[Action, ...]

    def named(self, action: Action, name: str) -> str:
        """Write the next value for a register with a name."""
        return action.verilog.replace("Q", name)

    def binary(self, number: int) -> str:
        """Write a code without its size."""
        return f"{number:0{self.bits}b}"

    def rows(self) -> list[tuple[str, Action]]:
        """Return the labels of a `case` with what belongs to them."""
        labels = [f"{self.bits}'b{self.binary(n)}" for n in range(len(self.by_code) - 1)]
        return list(zip([*labels, "default"], self.by_code, strict=True))


def draw(rng: random.Random) -> Drawn:
    """Draw a register with what it does for each code."""
    width, bits = rng.choice((1, 2, 3, 4, 4, 8, 8, 16)), rng.choice((1, 2, 2, 2))
    out, code, (data, bit) = rng.choice(_OUTPUTS), rng.choice(_CODES), rng.choice(_DATA)
    known = actions(rng, out, width, data, bit, ())
    while True:
        kinds = rng.sample(sorted(known), 1 << bits)
        if any(known[kind].makes_known for kind in kinds):
            break
    coded = _Coded(
        out=out, code=code, bits=bits, width=width,
        first=rng.choice((0, 0, rng.randrange(1 << width))),
        by_code=tuple(known[kind] for kind in kinds),
    )  # fmt: skip
    clocking = draw_clocking(rng, must_reset=rng.random() < 0.8)

    def update(state: _State, levels: Levels) -> _State:
        value = coded.by_code[levels[code]].value({**levels, out: state[0]})
        return (None if value is None else value % (1 << width),)

    def outputs(state: _State, levels: Levels) -> Known:
        del levels
        return {out: state[0]}

    text = " ".join(action.verilog for action in coded.by_code)
    for sign in "{},~":
        text = text.replace(sign, " ")
    used = [(name, size) for name, size in ((data, width), (bit, 1)) if name in text.split()]
    return Drawn(
        family="coded_registers",
        name=rng.choice(_NAMES),
        ports=(
            *clocking.ports, input_port(code, bits), *(input_port(*one) for one in used),
            output_port(out, width),
        ),
        bodies=_bodies(clocking, coded),
        registers={"case": frozenset({out}), "if": frozenset({out})},
        says=_says(rng, clocking, coded),
        behaviour=clocking.behaviour(
            (coded.first if clocking.reset is not None else None,), update, outputs
        ),
    )  # fmt: skip


def _bodies(clocking: Clocking, coded: _Coded) -> dict[str, str]:
    out, reset = coded.out, literal(coded.first, coded.width)
    rows = "".join(
        f"    {label}: {out} <= {coded.named(action, out)};\n" for label, action in coded.rows()
    )
    chain, word = "", "if"
    for n, action in enumerate(coded.by_code):
        if action.verilog != "Q":
            chain += f"{word} ({coded.code} == {coded.bits}'b{coded.binary(n)})\n"
            chain += f"    {out} <= {coded.named(action, out)};\n"
            word = "else if"
    inner = "".join(
        f"            {label}: following = {coded.named(action, 'state')};\n"
        for label, action in coded.rows()
    )
    span = vector(coded.width)
    split = (
        f"    reg {span}state, following;\n\n    always @(*)\n        case ({coded.code})\n{inner}"
        "        endcase\n\n" + clocking.block(f"state <= {reset};", "state <= following;")
        + f"\n    assign {out} = state;\n"
    )  # fmt: skip
    return {
        "case": clocking.block(f"{out} <= {reset};", f"case ({coded.code})\n{rows}endcase"),
        "if": clocking.block(f"{out} <= {reset};", chain.rstrip()),
        "split": split,
    }


def _says(rng: random.Random, clocking: Clocking, coded: _Coded) -> tuple[str, ...]:
    out, code = f"`{coded.out}`", f"`{coded.code}`"
    size = f"{coded.width}-bit register"
    a_size = f"{'An' if coded.width == 8 else 'A'} {size}"
    open_ = " There is no reset." if clocking.reset is None else ""

    def each(form: str, between: str = " ") -> str:
        return between.join(
            form.format(code=coded.binary(n), number=n, out=out, does=rng.choice(action.words))
            for n, action in enumerate(coded.by_code)
        )

    verb = rng.choice(("Build", "Design", "Create"))
    texts = (
        f"{a_size} {out} with the control input {code}: {each('{code}: it {does}', '; ')}.",
        f"{verb} {a_size.lower()}. At each active clock edge the value of {code} (binary) decides "
        f"what happens. {each('If it is {code}, {out} {does}.')}",
        f"Operation of the {size} {out} ({code} in binary).\n\n{coded.code} | "
        f"effect\n{each('{code} | {does}', chr(10))}\n\nOne operation is done at each active "
        "clock edge.",
        f"What {out} does at an active edge depends on {code}. "
        + each("With code {number} (decimal) it {does}."),
        f"Given the code {code}, update the {size} {out} once per clock: "
        f"{each('for {code}, it {does}', ', ')}.",
        f"Operations of {out}: {each('({code}) {does}', ', ')}. The number in brackets is {code} "
        "in binary.",
        f"The {size} {out} has {1 << coded.bits} modes of operation, chosen by {code}. "
        + each("Mode {number}: {out} {does}."),
    )
    rest = [f"{clocking.says(rng, f'sets {out} to {coded.first}')}{open_}" for _ in texts]
    told = [f"{text} {more}" for text, more in zip(texts, rest, strict=True)]
    new = [f"{text} {more}" for text, more in zip(_more(coded), rest, strict=False)]
    values = [action.verilog for action in coded.by_code]
    timing = clocks(clocking, f"sets {out} to {coded.first}")[4:]
    further = others(coded.out, coded.code, values, coded.width, timing)
    return (*told[:-1], *new, *further, told[-1])


def _more(coded: _Coded) -> tuple[str, ...]:
    """Describe the same register in other words."""
    out, code, width = f"`{coded.out}`", f"`{coded.code}`", coded.width
    acts = [(coded.binary(n), n, action) for n, action in enumerate(coded.by_code)]

    def each(form: str, between: str, turn: int) -> str:
        return between.join(
            form.format(code=code, number=n, out=out, does=one.words[turn % len(one.words)])
            for code, n, one in acts
        )

    arms = "; ".join(
        f"{coded.bits}'b{code}: {coded.named(one, coded.out)}" for code, _, one in acts
    )
    codes = f"{coded.bits} bit{'s' if coded.bits > 1 else ''}"
    return (
        f"In Verilog, the value that {out} gets at an active clock edge, by {coded.code}: {arms}.",
        f"Universal register {out}, {width} bits, control {code} of {codes}. It "
        f"{each('{does} (at {code})', ', ', 0)}.",
        f"This block is used as a small working register under program control. The instruction is "
        f"{code}, in binary, and what it makes of {out} is this. "
        f"{each('{code}: {out} {does}.', ' ', 1)}",
        f"You are given {width} flip-flops with the outputs {out}, and a next-value multiplexer in "
        f"front of them. Its select is {code}: {each('at {number} {out} {does}', '; ', 2)} "
        "(numbers are decimal).",
        f"Assume that {code} is steady before each active edge of the clock. Then, at that edge, "
        f"{each('{out} {does} if it is {code}', '; ', 3)}, all codes being "
        "binary.",
        f"Create a case statement in a clocked block over {code}. "
        f"{each('Case {number}: it {does}.', ' ', 1)} Here 'it' is the register {out} of {width} "
        f"bit{'s' if width > 1 else ''}.",
    )
