"""Read-only memories and code tables: a word for each address, at once or through a register."""

from __future__ import annotations

import random
from dataclasses import dataclass
from itertools import cycle

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.lookup_tables import notations
from rtlgen.datagen.registered import literal, vector
from rtlgen.datagen.told.lookup_tables import others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rom:
    address: str
    bits: int
    """Of an address."""
    out: str
    width: int
    words: tuple[int, ...]
    """The first ones; those that follow are all `other`."""
    other: int
    enable: str | None
    """Input: with it at 0 a registered output holds, and another one is 0."""
    clocking: Clocking | None
    """None = without a clock."""

    def word(self, place: int) -> int:
        """Return a word."""
        return self.words[place] if place < len(self.words) else self.other

    @property
    def is_whole(self) -> bool:
        """Every address has a word of its own."""
        return len(self.words) == 1 << self.bits


def draw(rng: random.Random) -> Drawn:
    """Draw a table."""
    bits, width = rng.choice((2, 3, 3, 3, 4, 4)), rng.choice((2, 3, 4, 4, 8, 8, 16))
    count = 1 << bits
    if rng.random() < 0.3:
        count = rng.randrange(count // 2 + 1, count)
    top = (1 << width) - 1
    words = tuple(rng.randrange(top + 1) for _ in range(count))
    rom = _Rom(
        address=rng.choice(("addr", "address", "a", "index", "x")), bits=bits,
        out=rng.choice(("data", "q", "dout", "y", "out")), width=width, words=words,
        other=rng.choice((0, 0, top, rng.randrange(top + 1))),
        enable=rng.choice((None, None, "en", "ce", "rd")),
        clocking=draw_clocking(rng) if rng.random() < 0.45 else None,
    )  # fmt: skip
    inputs = [*([input_port(rom.enable)] if rom.enable else []), input_port(rom.address, bits)]

    def function(levels: Levels) -> Known:
        is_on = rom.enable is None or levels[rom.enable]
        return {rom.out: rom.word(levels[rom.address]) if is_on else 0}

    def update(state: int, levels: Levels) -> int:
        is_on = rom.enable is None or levels[rom.enable]
        return rom.word(levels[rom.address]) if is_on else state

    clocking, bodies = rom.clocking, _bodies(rom)
    behaviour = clocking and clocking.behaviour(0, update, lambda state, _: {rom.out: state})
    texts, further = _says(rom), tuple(
        text for tell in (others, notations) for text in tell(
            (rom.address, bits), (rom.out, width), words, rom.other, rom.enable,
            is_clocked=clocking is not None,
        )
    )  # fmt: skip
    if clocking:
        rest = [clocking.says(rng, f"clears `{rom.out}` to 0") for _ in range(4)] * 3
        texts = tuple(f"{text} {more}" for text, more in zip(texts, rest, strict=True))
        further = tuple(f"{text} {more}" for text, more in zip(further, cycle(rest), strict=False))
    styles = bodies if clocking else ("case",)
    return Drawn(
        family="lookup_tables",
        name=rng.choice(("rom", "lut", f"rom{1 << bits}x{width}", "code_table", "top_module")),
        ports=(
            *(clocking.ports if clocking else ()), *inputs, output_port(rom.out, width)
        ),
        bodies=bodies,
        registers=dict.fromkeys(styles, frozenset({rom.out})),
        says=(*texts[:-1], *further, texts[-1]),
        behaviour=behaviour or (lambda: Combinational(function)),
    )  # fmt: skip


def _bodies(rom: _Rom) -> dict[str, str]:
    """Write a case, a function, one long constant, and a chain of choices."""
    word, width, address, total = vector(rom.width), rom.width, rom.address, rom.width << rom.bits
    rows = list(enumerate(rom.words))
    codes = [f"{rom.bits}'d{place}" for place, _ in rows]

    def arms(name: str, pad: str) -> str:
        found = "".join(
            f"{pad}{code}: {name} = {literal(value, width)};\n"
            for code, (_, value) in zip(codes, rows, strict=True)
        )
        return f"{found}{pad}default: {name} = {literal(rom.other, width)};\n"

    every = "".join(f"{rom.word(n):0{width}b}" for n in range((1 << rom.bits) - 1, -1, -1))
    chain = "".join(
        f"({address} == {code}) ? {literal(value, width)}\n        : "
        for code, (_, value) in zip(codes, rows, strict=True)
    )
    heads = {
        "case": (
            f"    reg {word}word;\n    always @(*)\n        case ({address})\n"
            f"{arms('word', ' ' * 12)}        endcase\n", "word",
        ),
        "function": (
            f"    function {word}fetch;\n        input {vector(rom.bits)}place;\n"
            f"        case (place)\n{arms('fetch', ' ' * 12)}        endcase\n    endfunction\n",
            f"fetch({address})",
        ),
        "constant": (
            f"    localparam [{total - 1}:0] WORDS = {total}'b{every};\n",
            f"WORDS[{address} * {width} +: {width}]",
        ),
        "chain": (
            f"    wire {word}found = {chain}{literal(rom.other, width)};\n", "found"
        ),
    }  # fmt: skip
    return {style: head + _shown(rom, style, text) for style, (head, text) in heads.items()}


def _shown(rom: _Rom, style: str, text: str) -> str:
    """Write how the word reaches the output."""
    out, zero = rom.out, literal(0, rom.width)
    if rom.clocking:
        update = f"{out} <= {text};"
        return rom.clocking.block(
            f"{out} <= {zero};", f"if ({rom.enable}) {update}" if rom.enable else update
        )
    gated = f"{rom.enable} ? {text} : {zero}" if rom.enable else text
    if style == "case":
        return f"    always @(*)\n        {out} = {gated};\n"
    return f"    assign {out} = {gated};\n"


def _says(rom: _Rom) -> tuple[str, ...]:
    address, out, width, count = rom.address, rom.out, rom.width, len(rom.words)
    last = (1 << rom.bits) - 1
    digits = (width + 3) // 4
    decimal = ", ".join(f"{n}: {value}" for n, value in enumerate(rom.words))
    hexed = ", ".join(f"{value:0{digits}x}" for value in rom.words)
    table = "\n".join(f"{n:0{rom.bits}b} | {value:0{width}b}" for n, value in enumerate(rom.words))
    rules = "; ".join(f"for {n} give {value}" for n, value in enumerate(rom.words))
    rest = "" if rom.is_whole else f" The addresses {count} to {last} give {rom.other}."
    if count == last:
        rest = f" The address {last} gives {rom.other}."
    if rom.clocking:
        how = f" `{out}` is a register: at each active clock edge it takes the word at `{address}`"
        how += f" if `{rom.enable}` is 1, and holds if it is 0." if rom.enable else "."
    else:
        how = f" `{out}` follows `{address}` without a clock."
        how += f" While `{rom.enable}` is 0, `{out}` is 0." if rom.enable else ""
    return (
        f"A read-only memory of {last + 1} words of {width} bits. Address and word, in decimal: "
        f"{decimal}.{rest}{how}",
        f"Build a ROM. Contents, in hexadecimal, from address 0 on: {hexed}.{rest}{how}",
        f"Code table, {address} and {out} in binary.\n\n{address} | {out}\n{table}\n\n"
        f"{(rest + how).strip()}",
        *_more(rom, rest, how),
        f"Given `{address}`, look up `{out}` ({width} bits). Decimal numbers: {rules}.{rest}{how}",
    )


def _more(rom: _Rom, rest: str, how: str) -> tuple[str, ...]:
    """Describe the same table in other words."""
    address, width, count = rom.address, rom.width, len(rom.words)
    digits, total = (width + 3) // 4, width << rom.bits
    binary = [f"{word:0{width}b}" for word in rom.words]
    code = "; ".join(f"{rom.bits}'d{n}: {literal(word, width)}" for n, word in enumerate(rom.words))
    places: dict[int, list[int]] = {}
    for n, word in enumerate(rom.words):
        places.setdefault(word, []).append(n)
    grouped = "; ".join(f"{word} at {' and '.join(map(str, at))}" for word, at in places.items())
    columns = "; ".join(
        f"bit {bit} at "
        f"{', '.join(str(n) for n, word in enumerate(rom.words) if word >> bit & 1) or 'none'}"
        for bit in range(width)
    )
    joined = sum(rom.word(n) << n * width for n in range(1 << rom.bits))
    values = ", ".join(f"f({n}) = {word}" for n, word in enumerate(rom.words))
    pairs = ", ".join(f"{n:0{rom.bits}b} -> {word:0{digits}x}" for n, word in enumerate(rom.words))
    return (
        f"Words of a table from address {count - 1} down to address 0, in binary: "
        f"{', '.join(reversed(binary))}.{rest}{how}",
        f"Case statement over `{address}`, in Verilog constants: {code}.{rest}{how}",
        f"Create a small ROM with {width}-bit entries. Here each entry is followed by all its "
        f"addresses, everything in decimal: {grouped}.{rest}{how}",
        f"Bit by bit. Among the addresses 0 to {count - 1}, the bits of the {width}-bit word are "
        f"set (1) only as follows: {columns}.{rest}{how}",
        f"Let MEM be the constant {total}'h{joined:0{(total + 3) // 4}x}. The word at address n is "
        f"the slice MEM[n*{width} +: {width}], so address 0 has the lowest bits.{how}",
        f"This block tabulates a function f of the unsigned number `{address}`: {values}. Its "
        f"values are unsigned numbers of {width} bits.{rest}{how}",
        f"You are given a code converter as a list, binary code in, hexadecimal word out: {pairs}."
        f"{rest}{how}",
        f"Use {count} stored constants of {width} bits. For example, the word for {address} = 1 is "
        f"{binary[1]} in binary. All of them in decimal, beginning with address 0: "
        f"{', '.join(map(str, rom.words))}.{rest}{how}",
    )
