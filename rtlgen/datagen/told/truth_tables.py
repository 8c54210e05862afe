"""Truth tables in further words."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product


def others(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    """Describe a function of a few bits, told by the rows in which it is 1."""
    return (*_by_formula(names, out, ones), *_by_rows(names, out, ones))


def _by_formula(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    count, joined = len(names), ", ".join(names)
    top = [count - 1 - n for n in range(count)]
    weights = " + ".join(
        f"{1 << place}*{name}" if place else name for name, place in zip(names, top, strict=True)
    )
    shifts = " | ".join(
        f"({name} << {place})" if place else name for name, place in zip(names, top, strict=True)
    )
    column = ", ".join(str(int(row in ones)) for row in range(1 << count))
    listed = ", ".join(map(str, ones))
    tests = " || ".join(f"{{{joined}}} == {count}'d{row}" for row in ones)
    sample = ones[len(ones) // 2]
    given = ", ".join(
        f"{n} = {d}" for n, d in zip(names, f"{sample:0{count}b}", strict=True)
    )  # fmt: skip
    heavy = ", ".join(f"{name} weighs {1 << place}" for name, place in zip(names, top, strict=True))
    return (
        (
            f"The function {_ring_sum(names, ones)} appears at `{out}` (Reed-Muller form, with ^ "
            f"for XOR and & for AND)."
        ),
        f"Logic function of {count} variables, {out}({joined}) = Σm({listed}).",
        (
            f"I have {count} signals, {joined}, and want a single bit `{out}` from them, no clock "
            f"involved. Can you write that for me? What I have in mind is {out} = ({tests})."
        ),
        (
            f"Let n = {weights}. Then {out} = 1 for n in the set {{{listed}}}, and {out} = 0 for n "
            f"outside of it."
        ),
        (
            f"Think of a constant array `int t[{1 << count}] = {{{column}}}`. The circuit returns "
            f"`{out}` = t[{shifts}], and that without any clock."
        ),
        (
            f"`{out}` comes from {', '.join(names[:-1])} and {names[-1]} and from nothing else. "
            f"Take {given}: the weights of the inputs at 1 add up to {sample} ({heavy}), and "
            f"{sample} is among the sums that give 1. {_sums(listed, len(ones))} All the rest give "
            f"0."
        ),
    )


def _sums(listed: str, many: int) -> str:
    return f"These sums are {listed}." if many > 1 else "There is no other such sum."


def _by_rows(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    count, joined = len(names), ", ".join(names)
    zeros = [row for row in range(1 << count) if row not in ones]
    rows, empty = (", ".join(map(str, some)) for some in (ones, zeros))
    one, other = ("row" if len(some) == 1 else "rows" for some in (ones, zeros))
    low = ", ".join(f"{count}'b{row:0{count}b}" for row in zeros)
    word = "word that pulls" if len(zeros) == 1 else "words that pull"
    last, rest = names[-1], ", ".join(names[:-1])
    parts = [
        f"{name} {last} is {level}, {_half(out, rest, [n >> 1 for n in ones if n & 1 == level])}"
        for name, level in (("While", 1), ("while", 0))
    ]
    return (
        (
            f"Which function does this Karnaugh map show? Build it.\n\n{_map(names, ones)}\n\nRows "
            f"and columns stand in the order of the Gray code, and an entry is the value of "
            f"`{out}`."
        ),
        (
            f"`{out}` shall be 1 in {one} {rows} of its truth table and must be 0 in {other} "
            f"{empty}. The number of a row shall be the binary word {{{joined}}}, the left name "
            f"being its MSB. The circuit must not store anything."
        ),
        f"{parts[0].replace('while', 'While')}; {parts[1]}.",
        (
            f"It is the zeros that describe `{out}` here. The only {word} it low, with "
            f"{{{joined}}} as the order of the bits: {low}. Nothing else does, so that the output "
            f"is high with every other word."
        ),
    )


def _half(out: str, rest: str, ones: Sequence[int]) -> str:
    """Say what is left of a function once its last input is known."""
    count = rest.count(",") + 1
    if not ones:
        return f"`{out}` stays 0"
    if len(ones) == 1 << count:
        return f"`{out}` stays 1"
    listed = " or ".join(f"{row:0{count}b}" for row in ones)
    word = f"{{{rest}}}" if count > 1 else rest
    return f"`{out}` is asserted if {word} is {listed} and not asserted otherwise"


def _ring_sum(names: Sequence[str], ones: Sequence[int]) -> str:
    """Write a function as an exclusive OR of products of inputs."""
    terms = []
    for chosen in product((0, 1), repeat=len(names)):
        mask = int("".join(map(str, chosen)), 2)
        if sum(row & ~mask == 0 for row in ones) % 2:
            taken = [name for name, is_in in zip(names, chosen, strict=True) if is_in]
            text = " & ".join(taken) or "1'b1"
            terms.append(f"({text})" if len(taken) > 1 else text)
    return " ^ ".join(terms)


def _map(names: Sequence[str], ones: Sequence[int]) -> str:
    """Draw a Karnaugh map, half of the inputs down and the others across."""
    count = len(names)
    down = count // 2
    across = count - down
    lines = [f"{''.join(names[:down])} \\ {''.join(names[down:])} | "]
    lines[0] += " | ".join(f"{_gray(n):0{across}b}" for n in range(1 << across))
    for n in range(1 << down):
        row = _gray(n) << across
        cells = [str(int(row | _gray(place) in ones)) for place in range(1 << across)]
        lines.append(f"{_gray(n):0{down}b} | {' | '.join(cells)}")
    return "\n".join(lines)


def _gray(number: int) -> int:
    return number ^ number >> 1
