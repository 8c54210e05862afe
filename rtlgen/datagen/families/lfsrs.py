"""Linear feedback shift registers: Fibonacci or Galois form, every bit stated."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.lfsrs import notations
from rtlgen.datagen.registered import Register, literal
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.lfsrs import others


def draw(rng: random.Random) -> Drawn:
    """Draw a feedback shift register."""
    width = rng.choice((3, 4, 5, 5, 6, 7, 8, 10, 16))
    is_left, is_galois = rng.random() < 0.5, rng.random() < 0.5
    taps = sorted(rng.sample(range(1, width - 1), min(width - 2, rng.choice((1, 1, 2, 3)))))
    out, enable = rng.choice(("q", "lfsr", "out")), rng.choice((None, None, "en", "step"))
    lost = width - 1 if is_left else 0
    first = rng.choice((1, 1, (1 << width) - 1, rng.randrange(1, 1 << width)))
    clocking = draw_clocking(rng)
    sources = _sources(width, taps, is_left=is_left, is_galois=is_galois)

    def update(state: int, levels: Levels) -> int:
        if enable is not None and not levels[enable]:
            return state
        if is_galois:
            poured = sum(1 << tap for tap in taps) | 1 << (0 if is_left else width - 1)
            moved = state * 2 % (1 << width) if is_left else state // 2
            return moved ^ poured if state >> lost & 1 else moved
        parity = sum(state >> bit & 1 for bit in (*taps, lost)) % 2
        return state * 2 % (1 << width) + parity if is_left else state // 2 + (parity << width - 1)

    def expression(q: str) -> str:
        bits = [" ^ ".join(f"{q}[{bit}]" for bit in bits) for bits in reversed(sources)]
        joined = f"{{{', '.join(bits)}}}"
        return f"{enable} ? {joined} : {q}" if enable else joined

    def statement(q: str) -> str:
        lines = "".join(
            f"    {q}[{number}] <= {' ^ '.join(f'{q}[{bit}]' for bit in bits)};\n"
            for number, bits in enumerate(sources)
        )
        return f"{f'if ({enable}) ' if enable else ''}begin\n{lines}end"

    register = Register(
        clocking=clocking, out=out, width=width, first=first, expression=expression,
        statement=statement,
    )  # fmt: skip
    return Drawn(
        family="lfsrs",
        name=rng.choice(("lfsr_core", f"lfsr{width}", "prbs", "top_module")),
        ports=(
            *clocking.ports, *([input_port(enable)] if enable else []), output_port(out, width)
        ),
        bodies=register.bodies(),
        registers=register.registers(),
        says=_says(
            rng, clocking, (out, enable), sources, taps, (first, is_left, is_galois)
        ),
        behaviour=clocking.behaviour(first, update, lambda state, _: {out: state}),
    )  # fmt: skip


def _sources(
    width: int, taps: list[int], *, is_left: bool, is_galois: bool
) -> list[tuple[int, ...]]:
    """Return for each bit the bits whose XOR it becomes, lowest first."""
    lost, entry = (width - 1, 0) if is_left else (0, width - 1)
    found: list[tuple[int, ...]] = []
    for bit in range(width):
        before = bit - 1 if is_left else bit + 1
        if bit == entry:
            found.append((lost,) if is_galois else (lost, *taps))
        elif is_galois and bit in taps:
            found.append((before, lost))
        else:
            found.append((before,))
    return found


def _says(
    rng: random.Random, clocking: Clocking, names: tuple[str, str | None],
    sources: list[tuple[int, ...]], taps: list[int], kind: tuple[int, bool, bool],
) -> tuple[str, ...]:  # fmt: skip
    (out, enable), (first, is_left, is_galois), width = names, kind, len(sources)
    lost, entry = (width - 1, 0) if is_left else (0, width - 1)
    seed = "1" if first == 1 else literal(first, width)
    hold = f" While `{enable}` is 0 and there is no reset, the state holds." if enable else ""
    rest = [clocking.says(rng, f"sets `{out}` to {seed}") + hold for _ in range(4)]
    listed = ", ".join(
        f"{out}[{bit}] takes {' XOR '.join(f'{out}[{one}]' for one in bits)}"
        for bit, bits in enumerate(sources)
    )
    way = "left (towards the higher bit numbers)" if is_left else "right (towards bit 0)"
    tapped = " and ".join(f"{out}[{tap}]" for tap in taps)
    numbers = ", ".join(str(tap) for tap in taps)
    form = "Galois" if is_galois else "Fibonacci"
    if is_galois:
        how = (
            f"the bit that leaves, {out}[{lost}], enters at {out}[{entry}] and is also XORed into "
            f"what arrives at {tapped}"
        )
        mask = literal(sum(1 << tap for tap in taps) | 1 << entry, width)
        given = (
            f"if {out}[{lost}] is 0, the next state is `{out}` shifted one place to the {way} with "
            f"a 0 entering; if it is 1, the next state is that value XOR {mask}"
        )
    else:
        how = f"the bit that enters at {out}[{entry}] is the XOR of {out}[{lost}] and {tapped}"
        given = (
            f"compute the parity of the bits {lost}, {numbers} of `{out}` (1 if an odd number of "
            f"them is 1), shift one place to the {way} and put the parity into bit {entry}"
        )
    told = [f"{text}{hold}" for text in clocks(clocking, f"sets `{out}` to {seed}")[4:]]
    return (
        f"A {form} LFSR of {width} bits that shifts one place to the {way} each clock; {how}. "
        f"{rest[0]}",
        f"Build a linear feedback shift register. At one step, all at once: {listed}. {rest[1]}",
        f"{form} shift register of {width} bits. Rules: 1. Direction: {way}. 2. In one step "
        f"{how}. 3. All other bits take their neighbour's value. {rest[2]}",
        *_more(out, enable, sources, taps, (is_left, is_galois), rest[:3]),
        *others(out, enable, sources, taps, (is_left, is_galois), told),
        *notations(clocking, names, sources, taps, kind),
        f"Given the present state `{out}` of {width} bits, {given}. {rest[3]}",
    )


def _more(
    out: str, enable: str | None, sources: list[tuple[int, ...]], taps: list[int],
    kind: tuple[bool, bool], rest: list[str],
) -> tuple[str, ...]:  # fmt: skip
    """Say the same in more ways; the sentences of the rest tell of clock, reset and enable."""
    (is_left, is_galois), width, top = kind, len(sources), len(sources) - 1
    lost, entry = (top, 0) if is_left else (0, top)
    side, low = ("left", "higher") if is_left else ("right", "lower")
    vector = ", ".join(
        " ^ ".join(f"{out}[{bit}]" for bit in bits) for bits in reversed(sources)
    )  # fmt: skip
    plain = f"{{{out}[{top - 1}:0], 1'b0}}" if is_left else f"{{1'b0, {out}[{top}:1]}}"
    extra = sum(1 << tap for tap in taps) | 1 << entry
    code = sum(1 << bit for bit in (*taps, lost))
    start = (1 << width) - 1
    shown = sum((sum(start >> bit & 1 for bit in bits) % 2) << n for n, bits in enumerate(sources))
    places = ", ".join(f"{out}[{tap}]" for tap in taps)
    gates = len(taps)
    each = "; ".join(
        f"bit {n}: {' xor '.join(f'bit {bit}' for bit in bits)}" for n, bits in enumerate(sources)
    )
    go = f"with `{enable}` at 1 " if enable else ""
    if is_galois:
        rule = (
            f"shift `{out}` {side} by one place with zero fill, and if the bit shifted out "
            f"({out}[{lost}]) was 1, XOR the result with {width}'b{extra:0{width}b}"
        )
        verilog = f"{plain} ^ ({out}[{lost}] ? {width}'b{extra:0{width}b} : {width}'b0)"
        wires = (
            f"the flip-flop {out}[{entry}] is fed by {out}[{lost}] directly, and {gates} XOR gate"
            f"{'s' if gates > 1 else ''} between neighbours mix{'' if gates > 1 else 'es'} "
            f"{out}[{lost}] into what {places} receive{'' if gates > 1 else 's'}"
        )
        name = "internal-XOR (Galois)"
    else:
        rule = (
            f"shift `{out}` {side} by one place and fill the free position {entry} with the XOR "
            f"of the old bits {', '.join(str(bit) for bit in (*taps, lost))}"
        )
        new = f"^({out} & {width}'b{code:0{width}b})"
        verilog = f"{{{out}[{top - 1}:0], {new}}}" if is_left else f"{{{new}, {out}[{top}:1]}}"
        wires = (
            f"an XOR of {out}[{lost}] with {places} feeds the flip-flop {out}[{entry}], and no "
            f"other gate is in the loop"
        )
        name = "external-XOR (Fibonacci)"
    said = (
        f"LFSR, {width} bits: next {out} = {{{vector}}}.",
        f"Create a pseudo-random generator with a register of {width} bits. At each active edge "
        f"{go}{rule}.",
        f"Assign {verilog} to `{out}` at every active edge{f' while {enable} is 1' * bool(enable)}"
        f".",
        f"Take a chain of {width} flip-flops that passes its bits to the {low} index. It is "
        f"closed to an {name} feedback loop: {wires}. Everything else in the chain is a plain "
        f"connection from one flip-flop to the next.",
        f"This block makes a test sequence on `{out}`. Sources of the new bits, all read before "
        f"the edge, are {each}.",
        f"Assume that `{out}` is all ones. Then the following value is {shown:0{width}b}, because "
        f"the rule of one step is: {rule}.",
        f"An {name} linear feedback shift register, {width} bits wide, {side} shifting. In "
        f"other words, one step must do this: {rule}.",
        f"You are given the wiring of a shift register with feedback taps: {wires}. The bits not "
        f"named move by one index to the {side}. Write it in Verilog with `{out}` as the "
        f"register.",
    )
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))
