"""Constants, wires and inverters: each output is a constant, an input or an inverted input."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.constants_and_wires import notations
from rtlgen.datagen.registered import vector
from rtlgen.datagen.told.constants_and_wires import others

_INPUTS = (("a", "b", "c"), ("in", "in2", "in3"), ("x", "y", "z"), ("d0", "d1", "d2"),
           ("left", "middle", "right"), ("sw1", "sw2", "sw3"))  # fmt: skip
_OUTPUTS = (("out", "out2", "out3", "out4"), ("p", "q", "r", "s"), ("f1", "f2", "f3", "f4"),
            ("led1", "led2", "led3", "led4"), ("k", "u", "v", "t"))  # fmt: skip
_ONE = {0: ("low", "ground", "logic 0"), 1: ("high", "the supply", "logic 1")}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    out: str
    width: int
    source: str | None
    """An input; None = a constant."""
    value: int = 0
    is_inverted: bool = False

    def bits(self, levels: Levels) -> int:
        """Return what the output shows."""
        if self.source is None:
            return self.value
        full = (1 << self.width) - 1
        return full - levels[self.source] if self.is_inverted else levels[self.source]

    def expression(self, *, base: str = "b") -> str:
        """Write it with constants in binary (b), decimal (d) or hexadecimal (h)."""
        if self.source is not None:
            return f"~{self.source}" if self.is_inverted else self.source
        digits = {"b": f"{self.value:0{self.width}b}", "d": str(self.value),
                  "h": f"{self.value:0{(self.width + 3) // 4}x}"}  # fmt: skip
        return f"{self.width}'{base}{digits[base]}"


def draw(rng: random.Random) -> Drawn:
    """Draw wires; now and then there is no input at all."""
    many, width = rng.randint(1, 4), rng.choice((1, 1, 1, 2, 4, 8, 16, 32))
    count = rng.choice((0, 1, 1, 2, 2, 3, 3))
    many = max(many, min(count, 3))
    names, outs = rng.choice(_INPUTS)[:count], rng.choice(_OUTPUTS)[:many]
    if set(names) & set(outs):
        outs = ("out", "out2", "out3", "out4")[:many]
    sources: list[str | None] = [*names, *rng.choices((*names, None), k=many)][:many]
    rng.shuffle(sources)
    links = []
    for out, source in zip(outs, sources, strict=True):
        wide = width if source else rng.choice((1, 1, 1, width, 3, 8, 12))
        links.append(
            _Link(
                out=out, width=wide, source=source, value=_constant(rng, wide),
                is_inverted=source is not None and rng.random() < 0.4,
            )
        )  # fmt: skip

    def function(levels: Levels) -> Known:
        return {link.out: link.bits(levels) for link in links}

    used = [name for name in names if name in sources]
    return Drawn(
        family="constants_and_wires",
        name=rng.choice(("wires", "passthrough", "tie_off", "connections", "top_module")),
        ports=(
            *(input_port(name, width) for name in used),
            *(output_port(link.out, link.width) for link in links),
        ),
        bodies=_bodies(links),
        registers={"always": frozenset(link.out for link in links if link.source)},
        says=_says(rng, links, width),
        behaviour=lambda: Combinational(function),
    )


def _constant(rng: random.Random, width: int) -> int:
    full = (1 << width) - 1
    return rng.choice((0, full, rng.randint(0, full), rng.randint(0, full)))


def _bodies(links: list[_Link]) -> dict[str, str]:
    plain = [f"    assign {link.out} = {link.expression()};\n" for link in links]
    joined = (
        f"    assign {{{', '.join(link.out for link in links)}}} =\n"
        f"        {{{', '.join(link.expression() for link in links)}}};\n"
    )
    named = ""
    for number, link in enumerate(links):
        if link.source is None:
            word = vector(link.width)
            named += f"    localparam {word}VALUE{number} = {link.expression(base='h')};\n"
            named += f"    assign {link.out} = VALUE{number};\n"
        elif link.width > 1:
            # Yosys takes no arrays of primitives.
            named += f"    wire {vector(link.width)}w{number} = {link.source};\n"
            named += f"    assign {link.out} = {'~' if link.is_inverted else ''}w{number};\n"
        else:
            kind = "not" if link.is_inverted else "buf"
            named += f"    {kind} g{number} ({link.out}, {link.source});\n"
    # A block that waits for no signal would never run, so constants stay outside of it.
    block = [f"        {n.out} = {n.expression()};\n" for n in links if n.source]
    fixed = [f"    assign {n.out} = {n.expression(base='d')};\n" for n in links if not n.source]
    always = f"    always @(*) begin\n{''.join(block)}    end\n" if block else ""
    bodies = {"assign": "".join(plain), "always": "".join(fixed) + always, "named": named}
    return {**bodies, "joined": joined} if len(links) > 1 else bodies


def _says(rng: random.Random, links: list[_Link], width: int) -> tuple[str, ...]:
    wide = "" if width == 1 else f" ({width} bits, bit by bit)"
    terse, long, rules = [], [], []
    for number, link in enumerate(links, 1):
        out, source = f"`{link.out}`", f"`{link.source}`"
        bits = "one bit" if link.width == 1 else f"{link.width} bits"
        if link.source is None:
            shown = f"{link.value:0{link.width}b}"
            terse.append(f"{link.out} = {link.expression(base=rng.choice('bdh'))}")
            if link.width == 1:
                long.append(f"{out} is always {rng.choice(_ONE[link.value])}.")
            else:
                long.append(f"{out} always shows the unsigned number {link.value}.")
            rules.append(f"{number}. {out} ({bits}) never changes: in binary it is {shown}.")
        elif link.is_inverted:
            terse.append(f"{link.out} = not {link.source}")
            long.append(f"{out} is {source} with {'the' if width == 1 else 'each'} bit inverted.")
            rules.append(f"{number}. {out} ({bits}) has a 0 where {source} has a 1, and a 1 for 0.")
        else:
            terse.append(f"{link.out} = {link.source}")
            long.append(rng.choice((f"{out} follows {source}.", f"{source} is wired to {out}.")))
            rules.append(f"{number}. {out} ({bits}) has in each place the same level as {source}.")
    told = [(n.out, n.width, n.source, n.value, n.is_inverted) for n in links]
    opening = "Constants and wires" if any(n.source is None for n in links) else "Wires"
    verb = rng.choice(("Build", "Create", "Implement"))
    return (
        f"{opening}{wide if any(n.source for n in links) else ''}: {', '.join(terse)}.",
        f"{verb} a module without logic gates apart from inverters, and without memory. "
        + " ".join(long),
        f"Connect the ports in this way, all at once and without delay. {' '.join(rules)}",
        f"Datasheet: the block is combinational. {' '.join(reversed(long))}",
        *_more(links),
        *others(told),
        *notations(told),
        f"For each output compute a value that depends on nothing else: {'; '.join(terse)}"
        ' ("not" inverts every bit; sized constants as in Verilog).',
    )


def _more(links: list[_Link]) -> tuple[str, ...]:
    """Describe the same links in other words."""
    code = "; ".join(f"{link.out} = {link.expression()}" for link in links)
    arrows = ", ".join(f"{link.expression(base='h')} -> {link.out}" for link in links)
    copies, shown, pairs = [], [], []
    for link in links:
        out, source = f"`{link.out}`", f"`{link.source}`"
        if link.source is None:
            copies.append(f"{out} is tied to the constant {link.expression()}")
            shown.append(f"{out} stays at {link.value} (decimal) whatever happens.")
            pairs.append(f"{link.value} for {link.out}, as an unsigned constant")
        elif link.is_inverted:
            copies.append(f"{out} is the bitwise complement of {source}")
            shown.append(f"{out} shows the opposite of {source} in every bit.")
            pairs.append(f"the inverse of {link.source} for {link.out}")
        else:
            copies.append(f"{out} is a copy of {source}")
            shown.append(f"{out} repeats {source} without change.")
            pairs.append(f"{link.source} itself for {link.out}")
    joined = copies[0] if len(copies) == 1 else f"{', '.join(copies[:-1])}, and {copies[-1]}"
    return (
        f"In Verilog: {code}.",
        f"Wiring list (~ inverts all bits, constants are sized hexadecimal): {arrows}.",
        f"Create a circuit in which {joined}.",
        f"This block is used to tie off or pass on signals. {' '.join(shown)} No clock is needed.",
        f"Assume that all outputs change at once with what drives them. The drivers are: "
        f"{'; '.join(pairs)}.",
        f"Output by output, from the last to the first: {'; '.join(reversed(copies))}. Nothing is "
        "stored.",
        f"You are asked to drive every output by one continuous assignment. {' '.join(shown)}",
    )
