"""Priority encoders in further words."""

from __future__ import annotations

Names = tuple[str, str, str | None]
"""Of the requests, the position and the flag."""


def others(names: Names, count: int, idle: int, *, is_lowest: bool) -> tuple[str, ...]:
    """Return ten texts."""
    return (
        *_plainly(names, count, idle, is_lowest=is_lowest),
        *_at_length(names, count, idle, is_lowest=is_lowest),
    )


def _plainly(names: Names, count: int, idle: int, *, is_lowest: bool) -> tuple[str, ...]:
    (requests, position, valid), last = names, count - 1
    bits = last.bit_length()
    order = list(range(count)) if is_lowest else list(range(count))[::-1]
    nested = " : ".join(f"{requests}[{n}] ? {bits}'d{n}" for n in order)
    rank, side = ("lowest", "right") if is_lowest else ("highest", "left")
    also = f", and {valid} with |{requests}" if valid else ""
    brief = f"{'An' if count == 8 else 'A'} {count}-to-{bits} priority encoder, "
    brief += f"{rank}-numbered active line wins, {idle} when idle"
    brief += f", {valid} = 1 if any line is active" if valid else ""
    known = f" `{valid}` says (by 1) whether there is a winner at all." if valid else ""
    mine = f" Please raise `{valid}` when there is any 1, and else keep it down." if valid else ""
    shall = f" `{valid}` shall be the OR of all bits of `{requests}`." if valid else ""
    return (
        f"Drive {position} with {nested} : {bits}'d{idle}{also}.",
        f"{brief}.",
        f"Which circuit names the winner when several of the {count} lines of `{requests}` want to "
        f"be served, with the {rank} number winning? Build it: `{position}` is the winner's "
        f"number, or {idle} if no line is 1.{known}",
        f"I've got {count} lines in `{requests}` and must know the number of the first 1 as seen "
        f"from the {side}, where bit 0 is at the right end. Give me that on `{position}`; give me "
        f"{idle} if there is no 1 at all.{mine}",
        f"`{position}` shall be the index of an asserted bit of `{requests}`, namely the {rank} "
        f"such index. If no bit is asserted, `{position}` must be {idle}.{shall}",
    )


def _at_length(names: Names, count: int, idle: int, *, is_lowest: bool) -> tuple[str, ...]:
    (requests, position, valid), last = names, count - 1
    bits = last.bit_length()
    first, final = (0, last) if is_lowest else (last, 0)
    up = [f" and `{valid}` {'is' * (not n)}{'to' * n} {n}" if valid else "" for n in (0, 1)]
    cases = f"While `{requests}` is zero, `{position}` is {idle}{up[0]}. "
    cases += f"While only bit {final} of it is 1, `{position}` is {final}. "
    cases += f"Whenever bit {first} is 1, `{position}` is {first}, whatever the others are. "
    cases += "Between these extremes it is the number of the "
    cases += f"{'lowest' if is_lowest else 'highest'} bit that is 1"
    cases += f". `{valid}` is 1 unless `{requests}` is zero" if valid else ""
    tells = f", just as if bit {idle} had won" if idle < count else ", which is no bit's number"
    tells += f", and `{valid}` 0, which is 1 otherwise" if valid else ""
    log = (
        f"the greatest k such that 2^k divides `{requests}`" if is_lowest
        else f"floor(log2(`{requests}`)), the greatest k with 2^k <= `{requests}`"
    )  # fmt: skip
    sign = f"; `{valid}` = min(1, `{requests}`)" if valid else ""
    head = f"i = {last}; i >= 0; i--" if is_lowest else f"i = 0; i < {count}; i++"
    mark = f"; {valid} = ({requests} != 0)" if valid else ""
    samples = dict.fromkeys((1 << last | 1, 1 << final, 6 & (1 << count) - 1))
    shown = []
    for value in samples:
        ones = [n for n in range(count) if value >> n & 1]
        shown.append(f"{value:0{count}b} yields {(min if is_lowest else max)(ones)}")
    follows = f"`{position}` follows"
    if valid:
        follows = f"`{position}` and `{valid}` follow"
        shown.append(f"{0:0{count}b} yields {idle} with `{valid}` = 0, where it is 1 else")
    else:
        shown.append(f"{0:0{count}b} yields {idle}")
    near = "LSB" if is_lowest else "MSB"
    other = "lower" if is_lowest else "higher"
    return (
        f"{cases}.",
        f"Unlike a plain encoder, this one does not need a one-hot input: of all ones in "
        f"`{requests}` only the one nearest to the {near} has a say, and `{position}` is its index."
        f" No 1 at all makes `{position}` {idle}{tells}.",
        f"If `{requests}`, read as an unsigned number, is above 0, `{position}` = {log}; it is "
        f"{idle} if `{requests}` = 0{sign}.",
        f"Think of a loop in which a later hit overwrites an earlier one: {position} = {idle}; for "
        f"({head}) if ({requests}[i]) {position} = i{mark}; as logic without a clock.",
        f"{follows} `{requests}` at once: {', '.join(shown)}. In general the {count} bits are "
        f"scanned and a 1 hides all others but those with {other} numbers than its own; the number "
        f"of the 1 that is hidden by none is output in {bits} bit{'s' if bits > 1 else ''}.",
    )
