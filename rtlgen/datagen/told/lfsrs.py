"""Linear feedback shift registers in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series


def others(
    out: str, enable: str | None, sources: list[tuple[int, ...]], taps: list[int],
    kind: tuple[bool, bool], rest: Sequence[str],
) -> tuple[str, ...]:  # fmt: skip
    """Say the same in more ways; the kind is: to the left, Galois."""
    said = (
        *_short(out, sources, taps, kind),
        *_spoken(out, enable, sources, taps, kind),
        *_exact(out, sources, taps, kind),
    )
    return tuple(f"{text} {rest[n % len(rest)]}" for n, text in enumerate(said))


def _taken(out: str, bit: int) -> str:
    """Write a bit as in C, with others above it."""
    return f"({out} >> {bit})" if bit else out


def _ends(sources: list[tuple[int, ...]], *, is_left: bool) -> tuple[int, int, str]:
    """Return the bit that leaves, the one that is filled, and where a bit comes from."""
    top = len(sources) - 1
    return (top, 0, "lower") if is_left else (0, top, "upper")


def _wiring(
    out: str, sources: list[tuple[int, ...]], taps: list[int], kind: tuple[bool, bool]
) -> str:
    """Write what each bit receives, as a part of a sentence."""
    is_left, is_galois = kind
    lost, entry, below = _ends(sources, is_left=is_left)
    places = series([f"{out}[{tap}]" for tap in taps])
    if not is_galois:
        mixed = series([f"{out}[{bit}]" for bit in sorted((*taps, lost), reverse=True)])
        return (
            f"{out}[{entry}] receives the exclusive OR of {mixed}, and every other bit receives "
            f"its {below} neighbour"
        )
    each = f"{places} receives its" if len(taps) == 1 else f"{places} each receive their"
    return (
        f"{out}[{entry}] receives {out}[{lost}]; {each} {below} neighbour XOR {out}[{lost}]; "
        f"and every other bit receives its {below} neighbour alone"
    )


def _short(
    out: str, sources: list[tuple[int, ...]], taps: list[int], kind: tuple[bool, bool]
) -> tuple[str, ...]:
    """Write a formula, a terse text, and a piece of C."""
    (is_left, is_galois), width, top = kind, len(sources), len(sources) - 1
    lost, entry, _ = _ends(sources, is_left=is_left)
    side, sign = ("left", "<<") if is_left else ("right", ">>")
    places = series([f"{out}[{tap}]" for tap in reversed(taps)])
    mixed = " ^ ".join(f"{out}[{bit}]" for bit in sorted((*taps, lost), reverse=True))
    mask = sum(1 << tap for tap in taps) | 1 << entry
    if is_galois:
        plain = f"{{{out}[{top - 1}:0], 1'b0}}" if is_left else f"{{1'b0, {out}[{top}:1]}}"
        formula = f"{plain} ^ ({{{width}{{{out}[{lost}]}}}} & {width}'b{mask:0{width}b})"
        terse = (
            f"Galois LFSR {out}, {width} bits, {side} shift; {out}[{lost}] goes back to "
            f"{out}[{entry}] and is XORed into what enters {places}."
        )
        code = (
            f"bit = {_taken(out, lost)} & 1; {out} = {out} {sign} 1; if (bit) {out} = {out} ^ "
            f"0x{mask:x};"
        )
    else:
        formula = f"{{{out}[{top - 1}:0], {mixed}}}" if is_left else f"{{{mixed}, {out}[{top}:1]}}"
        terse = (
            f"Fibonacci LFSR {out}, {width} bits, {side} shift, serial input into {out}[{entry}] = "
            f"{mixed}."
        )
        tested = " ^ ".join(_taken(out, bit) for bit in sorted((*taps, lost)))
        filled = f"(bit << {entry})" if entry else "bit"
        code = f"bit = ({tested}) & 1; {out} = ({out} {sign} 1) | {filled};"
    return (
        f"On each tick `{out} <= {formula}`, where the register has {width} bits.",
        terse,
        f"A C model of one tick of this feedback register would be: {code} Only the low {width} "
        f"bits of {out} are kept. Make hardware of it.",
    )


def _spoken(
    out: str, enable: str | None, sources: list[tuple[int, ...]], taps: list[int],
    kind: tuple[bool, bool],
) -> tuple[str, ...]:  # fmt: skip
    """Ask, chat, require and contrast."""
    (is_left, is_galois), width = kind, len(sources)
    lost = _ends(sources, is_left=is_left)[0]
    wiring, side = _wiring(out, sources, taps, kind), "left" if is_left else "right"
    name = "Galois" if is_galois else "Fibonacci"
    go = f" that finds {enable} set," if enable else ""
    return (
        f"Which circuit of {width} flip-flops has no data input and yet steps through an "
        f"irregular-looking series of words? An LFSR. In this one, which moves {side}, {wiring}. "
        f"Build it.",
        f"Hi, I still need the noise source for our self-test. It's a {name}-type LFSR, {width} "
        f"bits, and I read the whole register at {out}. Please wire it so that on every tick{go} "
        f"{wiring}. I don't need anything else.",
        f"The module shall implement an LFSR of {width} stages named {out}. At every enabled "
        f"clock event the stages shall be rewired as follows: {wiring}. The feedback must use XOR "
        f"gates only, and all stages must change together."
        if enable
        else f"The module shall implement an LFSR of {width} stages named {out}. At every clock "
        f"event {wiring}. The feedback must use XOR gates only, and all stages must change "
        f"together.",
        f"Unlike a plain shift register, which takes a new bit from a pin, this one lives on its "
        f"own bits: while the contents move one place {side}, {wiring}. There is no serial input, "
        f"and bit {lost} is not lost when it drops out, because it is part of the feedback.",
    )


def _exact(
    out: str, sources: list[tuple[int, ...]], taps: list[int], kind: tuple[bool, bool]
) -> tuple[str, ...]:
    """Write cases, sums modulo 2, and an example that is read backwards."""
    (is_left, is_galois), width = kind, len(sources)
    lost, entry, _ = _ends(sources, is_left=is_left)
    side, step = ("left", "(i-1)") if is_left else ("right", "(i+1)")
    odd = series([str(bit) for bit in sorted((*taps, lost))])
    if is_galois:
        turned = series([str(bit) for bit in sorted((*taps, entry))])
        cases = (
            f"While `{out}[{lost}]` is 1, a tick moves the word one place {side} (a 0 fills the "
            f"gap) and then flips bits {turned} of the result; while it is 0, the same move is "
            f"made and no bit is flipped."
        )
        sums = (
            f"q_{entry}(t+1) = q_{lost}(t); q_i(t+1) = q_{step}(t) + q_{lost}(t) mod 2 for i in "
            f"{{{', '.join(str(tap) for tap in taps)}}}; q_i(t+1) = q_{step}(t) for all other i"
        )
    else:
        cases = (
            f"A tick moves `{out}` one place {side}. Bit {entry}, which becomes free, is set if "
            f"bits {odd} XORed together give 1, and cleared if they give 0."
        )
        terms = " + ".join(f"q_{bit}(t)" for bit in (lost, *taps))
        sums = f"q_{entry}(t+1) = {terms} mod 2, and q_i(t+1) = q_{step}(t) for all other i"
    shown = []
    for state in (1 << lost, 1 << taps[0] | 1 << entry):
        found = sum(
            (sum(state >> bit & 1 for bit in bits) % 2) << n for n, bits in enumerate(sources)
        )
        shown.append(f"{state:0{width}b} is followed by {found:0{width}b}")
    return (
        cases,
        f"Let q_0(t) to q_{width - 1}(t) be the bits of {out} after tick t. Then {sums}.",
        f"The output {out} is the register of {width} bits itself, and what it shows next depends "
        f"on nothing but its present bits: {shown[0]}, and {shown[1]}. Behind these examples is "
        f"the rule that {_wiring(out, sources, taps, kind)}.",
    )
