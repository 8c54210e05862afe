"""Linear feedback shift registers in further notations."""

from __future__ import annotations

import json
from collections.abc import Sequence

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.notations.clock_lines import clock_lines, edge_of, kind_of
from rtlgen.datagen.notations.lfsr_forms import Lfsr, fibonacci, galois
from rtlgen.datagen.registered import literal
from rtlgen.datagen.series import series


def notations(
    clocking: Clocking, names: tuple[str, str | None], sources: Sequence[tuple[int, ...]],
    taps: Sequence[int], kind: tuple[int, bool, bool],
) -> tuple[str, ...]:  # fmt: skip
    """Say what a shift register with feedback does.

    Args:
        clocking: Clock and reset.
        names: The output, and an enable.
        sources: For each bit the bits whose XOR it becomes, lowest first.
        taps: Bits that are tapped.
        kind: First state; whether it goes to the left; whether it is of the Galois form.
    """
    (out, enable), (first, is_left, is_galois) = names, kind
    lfsr = Lfsr(out=out, sources=sources, taps=taps, is_left=is_left)
    form = galois(lfsr) if is_galois else fibonacci(lfsr)
    told = (*form, *_bitwise(lfsr), *_wired(lfsr), _traced(lfsr, first))
    decimal = clock_lines(clocking, f"{out} = {literal(first, lfsr.width)}")
    binary = clock_lines(clocking, f"{out} = {lfsr.width}'b{first:0{lfsr.width}b}")
    holds = _holds(enable)
    ended = (
        f"{text} {(binary if n % 3 else decimal)[n % len(decimal)]}{holds[n % len(holds)]}"
        for n, text in enumerate(told)
    )
    return (*ended, _json(lfsr, clocking, enable, first))


def _holds(enable: str | None) -> tuple[str, ...]:
    """Tell what an enable does."""
    if enable is None:
        return ("",)
    return (
        f" However, `{enable}` = 0 freezes the register, though it does not stop the reset.",
        f" Edges with {enable} low make no step; the reset works all the same.",
        f" {enable} is an enable: 1 makes the step, 0 keeps the word (a reset does not need it).",
    )


def _bitwise(lfsr: Lfsr) -> tuple[str, ...]:
    """Tell of single bits: where each goes, pairs, masks, and words with a single 1."""
    out = lfsr.out
    goals = [
        series([f"{out}[{n}]" for n, bits in enumerate(lfsr.sources) if bit in bits])
        for bit in range(lfsr.width)
    ]
    fans = [f"{out}[{bit}] drives {goal}" for bit, goal in enumerate(goals) if goal]
    pairs = " ".join(f"({bit},{n})" for n, bits in enumerate(lfsr.sources) for bit in bits)
    masks = [
        f"M{n} = {lfsr.word(sum(1 << bit for bit in bits))}" for n, bits in enumerate(lfsr.sources)
    ]
    basis = [
        f"{lfsr.word(1 << bit)} -> {lfsr.word(lfsr.after(1 << bit))}" for bit in range(lfsr.width)
    ]
    return (
        (
            f"Fan-out of the flip-flops: {'; '.join(fans)}. One that has several drivers loads the "
            f"XOR of them."
        ),
        (
            f"Graph of the {lfsr.width} cells of {out}, as pairs (from,to): {pairs}. In every "
            f"cycle a cell becomes the modulo-2 sum over all pairs that end in it."
        ),
        (
            f"Matrix form over GF(2): new {out}[i] = XOR of all bits of ({out} AND Mi), with the "
            f"rows {', '.join(masks)}."
        ),
        (
            f"The step function of {out} is linear: f(a ^ b) = f(a) ^ f(b). It is enough to know "
            f"it for words with a single 1: {', '.join(basis)}."
        ),
    )


def _runs(lfsr: Lfsr) -> list[tuple[int, int, tuple[int, ...]]]:
    """Group bits that only move: the highest bit, the lowest one, and the sources of the first."""
    found: list[tuple[int, int, tuple[int, ...]]] = []
    for bit in range(lfsr.top, -1, -1):
        bits = lfsr.sources[bit]
        is_plain = bits == (lfsr.old(bit),)
        if is_plain and found and found[-1][2] == (lfsr.old(found[-1][0]),):
            found[-1] = (found[-1][0], bit, found[-1][2])
        else:
            found.append((bit, bit, bits))
    return found


def _wired(lfsr: Lfsr) -> tuple[str, ...]:
    """Write assignments of slices, a concatenation as in VHDL, and sums per stage."""
    out, slices, joined = lfsr.out, [], []
    for high, low, bits in _runs(lfsr):
        if high > low:
            first, last = lfsr.old(high), lfsr.old(low)
            slices.append(f"{out}[{high}:{low}] <= {out}[{first}:{last}]")
            joined.append(f"{out}({first} downto {last})")
        else:
            slices.append(f"{out}[{high}] <= {' ^ '.join(f'{out}[{bit}]' for bit in bits)}")
            text = " xor ".join(f"{out}({bit})" for bit in bits)
            joined.append(f"({text})" if len(bits) > 1 else text)
    return (
        (
            f"Datasheet, section on the generator. Parallel transfers per clock pulse: "
            f"{', '.join(slices)}. There is no data input; the sequence repeats sooner or later."
        ),
        f"A VHDL colleague left me {out} <= {' & '.join(joined)}; and I want that in Verilog.",
        (
            f"Each Q is one bit of {out}, each D is what it loads: "
            f"{', '.join(_pin(n, bits) for n, bits in enumerate(lfsr.sources))}."
        ),
    )


def _pin(number: int, bits: Sequence[int]) -> str:
    return f"D{number}={'^'.join(f'Q{bit}' for bit in bits)}"


def _traced(lfsr: Lfsr, first: int) -> str:
    """Show the first states, and tell the rule."""
    states = [first]
    for _ in range(4):
        states.append(lfsr.after(states[-1]))
    special = [
        f"q{n}' = {' + '.join(f'q{bit}' for bit in bits)}"
        for n, bits in enumerate(lfsr.sources)
        if n == lfsr.entry or len(bits) > 1
    ]
    return (
        f"Check values from reset on: {', '.join(lfsr.word(state) for state in states)}. They stem "
        f"from these equations for the bits q0 to q{lfsr.top} of {lfsr.out}, + without carry: "
        f"{', '.join(special)}, for any other index qi' = q(i{lfsr.sign}1)."
    )


def _json(lfsr: Lfsr, clocking: Clocking, enable: str | None, first: int) -> str:
    told = {
        "register": lfsr.out, "bits": lfsr.width, "shift": lfsr.side,
        "clock": {clocking.clock: edge_of(clocking)},
        "reset": {
            "pin": clocking.reset, "active": int(not clocking.is_low), "kind": kind_of(clocking),
            "value": first,
        },
        "enable": enable and {"pin": enable, "active": 1},
        "xor": {
            f"bit {n}": bits
            for n, bits in enumerate(lfsr.sources)
            if n == lfsr.entry or len(bits) > 1
        },
    }  # fmt: skip
    rest = "the bit below" if lfsr.is_left else "the bit above"
    extra = (
        "reset beats enable, and a disabled register holds"
        if enable
        else "null means that there is none"
    )
    return (
        f"Settings of the LFSR generator: {json.dumps(told)}. `xor` lists the old bits whose XOR a "
        f"bit becomes; a bit that is not listed takes {rest} it; {extra}."
    )
