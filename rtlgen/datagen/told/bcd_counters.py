"""Decimal counters in further words."""

from __future__ import annotations

from collections.abc import Sequence


def others(
    out: str, digits: int, carry: str | None, enable: str | None, rest: Sequence[str], *,
    is_down: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Describe the same counter in ten more ways; the rest tells of clock, reset and enable."""
    flags = ("", "", "")
    if carry:
        end = 0 if is_down else 10**digits - 1
        gate = f" while `{enable}` is 1" if enable else ""
        both = f" && {enable}" if enable else ""
        also = f" and {enable} is high" if enable else ""
        flags = (
            f" As a wire, {carry} = ({out} == {4 * digits}'h{end}){both}.",
            f" `{carry}` is asserted, combinationally, when the display reads {end}{gate}, and is "
            f"low in all other cases.",
            f" {carry} is high as long as the count stands at {end}{also}; no flip-flop is in its "
            f"path.",
        )
    said = (
        *_short(out, digits, is_down=is_down), *_spoken(out, digits, is_down=is_down),
        *_exact(out, digits, is_down=is_down),
    )  # fmt: skip
    return tuple(
        f"{text}{flags[n % 3]} {rest[n % len(rest)]}" for n, text in enumerate(said)
    )  # fmt: skip


def _part(out: str, digit: int) -> str:
    return f"{out}[{4 * digit + 3}:{4 * digit}]"


def _ends(*, is_down: bool) -> tuple[int, int, str, str]:
    """Return the last and the first figure, a sign, and a direction."""
    return (0, 9, "-", "down") if is_down else (9, 0, "+", "up")


def _short(out: str, digits: int, *, is_down: bool) -> tuple[str, ...]:
    """Write a formula, a terse text, and a loop over an array."""
    stop, start, sign, way = _ends(is_down=is_down)
    steps = []
    for digit in range(digits):
        part = _part(out, digit)
        step = f"{part} becomes ({part} == 4'd{stop}) ? 4'd{start} : {part} {sign} 4'd1"
        if digit:
            lower = " && ".join(f"{_part(out, n)} == 4'd{stop}" for n in range(digit))
            step += f", provided that {lower}"
        steps.append(step)
    first, last = (10**digits - 1, 0) if is_down else (0, 10**digits - 1)
    places = f"; {_part(out, 0)} = units" if digits > 1 else ""
    kind = "Decade" if digits == 1 else f"A {digits}-digit BCD"
    loop = (
        f"if (d[0] == {stop}) d[0] = {start}; else d[0]{sign}{sign};"
        if digits == 1
        else f"for (k = 0; k < {digits}; k++) {{ if (d[k] == {stop}) d[k] = {start}; else {{ "
        f"d[k]{sign}{sign}; break; }} }}"
    )
    array = (
        "a single figure d[0], 0 to 9"
        if digits == 1
        else f"an array d of {digits} figures, 0 to 9, with d[k] in bits 4*k+3 to 4*k"
    )
    return (
        f"At each edge that counts, {'; '.join(steps)}.",
        f"{kind} {way} counter {out}, {first} to {last}, then {first} again{places}.",
        f"Think of {out} as {array}. One counting edge runs `{loop}` on it.",
    )


def _spoken(out: str, digits: int, *, is_down: bool) -> tuple[str, ...]:
    """Ask, chat, require and contrast."""
    stop, start, _, way = _ends(is_down=is_down)
    top = 10**digits - 1
    last, first = (0, top) if is_down else (top, 0)
    one = digits == 1
    size = "one figure" if one else f"{digits} figures"
    rank = "" if one else ", with the ones in the lowest nibble and the highest power of 10 on top"
    borrow = "borrow" if is_down else "carry"
    ripple = (
        ""
        if one
        else f" A nibble above the lowest must step on exactly those edges at which every nibble "
        f"below it goes from {stop} to {start}."
    )
    wrong = "f" if is_down else "a"
    passed = (
        ". Apart from that it simply counts"
        if one
        else f" and passes a {borrow} to the nibble above it, if there is one; a nibble that gets "
        f"no {borrow} is left alone. The lowest one moves at every counting edge, and counting goes"
    )
    return (
        f"Which circuit counts {way} as people do, with ten figures and not with sixteen? A BCD "
        f"counter. Build it with {size}, shown at `{out}`{rank}, which rolls over from {last} to "
        f"{first}.",
        f"I'm wiring up a little display board and would like to feed the nibbles of {out} "
        f"straight to the digit drivers, so please don't count in plain binary: {size} in BCD"
        f"{rank}. Each edge takes it one {way}. Past {last} I expect to see {first}.",
        f"The counter shall keep {out} in BCD. Its lowest nibble must step {way} by 1 on every "
        f"counting edge and must go from {stop} to {start}.{ripple} No nibble shall ever leave the "
        f"range 0 to 9 by counting.",
        f"Unlike a binary counter of {4 * digits} bits, which would go from {stop} on to hex "
        f"{wrong}, this one lets a nibble go from {stop} to {start}{passed} {way}, on `{out}`.",
    )


def _exact(out: str, digits: int, *, is_down: bool) -> tuple[str, ...]:
    """Write cases, a sum of powers of ten, and an example that is read backwards."""
    stop, start, sign, way = _ends(is_down=is_down)
    top = 10**digits - 1
    last, first = (0, top) if is_down else (top, 0)
    verb = "drops" if is_down else "grows"
    units = _part(out, 0)
    if digits == 1:
        cases = (
            f"Unless `{out}` is {stop}, it {verb} by one at a counting edge; if it is {stop}, it "
            f"is replaced by {start}."
        )
    else:
        cases = (
            f"Unless {units} is {stop}, a counting edge makes it {'fall' if is_down else 'rise'} "
            f"by one and touches nothing else. If it is {stop}, it becomes {start}, and the nibble "
            f"to its left is treated by the same rule, and so on through all {digits} nibbles of "
            f"`{out}`; after the topmost one, at {last}, all of them are {start}."
        )
    powers = " + ".join(
        f"{10**n} * {_part(out, n)}" if n else _part(out, n) for n in reversed(range(digits))
    )
    before = [10, 1, 0] if is_down else [8, 9, top]
    if digits == 1:
        before = [5, 0] if is_down else [5, 9]
    shown = "; ".join(
        f"{n:0{digits}d} turns into {(n + (-1 if is_down else 1)) % (top + 1):0{digits}d}"
        for n in before
    )
    return (
        cases,
        f"Let N(t) = {powers} be the value after t counting edges, each figure being in the set "
        f"{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}}. Then N(t+1) = N(t) {sign} 1 if N(t) is not {last}, "
        f"else N(t+1) = {first}.",
        f"What leaves the circuit at `{out}` are {4 * digits} bits, four for each decimal figure"
        f"{' (the ones rightmost)' if digits > 1 else ''}, and they depend on the former ones "
        f"alone: {shown}. Each counting edge thus moves the number {way} by 1 in decimal, and it "
        f"is always written in BCD.",
    )
