"""Read-only memories and code tables in further words."""

from __future__ import annotations

from collections.abc import Sequence


def others(
    address: tuple[str, int], out: tuple[str, int], words: Sequence[int], other: int,
    enable: str | None, *, is_clocked: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Describe a table; clock and reset are told elsewhere.

    Args:
        address: Input and its width.
        out: Output and its width.
        words: The first words.
        other: The word of all addresses after them.
        enable: Input that lets a register load, or without a clock lets the word pass.
        is_clocked: The output is a register.
    """
    how = _how(address[0], out[0], enable, is_clocked=is_clocked)
    return (
        *_by_lists(address, out, words, other, how),
        *_by_rules(address, out, words, other, how),
        _terse(address, out, words, other, _short(enable, is_clocked=is_clocked)),
    )


def _how(address: str, out: str, enable: str | None, *, is_clocked: bool) -> tuple[str, str]:
    """Tell in two ways when a word reaches the output."""
    if is_clocked and enable:
        return (
            (
                f" The word is read synchronously: with `{enable}` high, a clock event loads the "
                f"word at `{address}` into `{out}`; with `{enable}` low, `{out}` retains what it "
                f"has."
            ),
            (
                f" `{out}` is a flop output that takes over the word for `{address}` at those "
                f"clock events at which `{enable}` is asserted, and stays the same at all others."
            ),
        )
    if is_clocked:
        return (
            (
                f" The word is read synchronously: each clock event loads the word at `{address}` "
                f"into `{out}`."
            ),
            (
                f" `{out}` is a flop output, so that the word for `{address}` arrives there one "
                f"clock event later."
            ),
        )
    if enable:
        return (
            (
                f" `{enable}` gates the word: a 1 lets it through to `{out}`, a 0 turns all bits "
                f"of `{out}` to 0. The circuit has no clock."
            ),
            (
                f" The reading is asynchronous; unless `{enable}` is asserted, `{out}` is forced "
                f"to zero."
            ),
        )
    return (
        f" The reading is asynchronous, `{out}` = word of `{address}` at any time.",
        " The table is pure logic, and no clock takes part.",
    )


def _short(enable: str | None, *, is_clocked: bool) -> str:
    if is_clocked:
        return "registered output" + (f", loaded if {enable} = 1, else held" if enable else "")
    return "asynchronous read" + (f", output 0 if {enable} = 0" if enable else "")


def _terse(
    address: tuple[str, int], out: tuple[str, int], words: Sequence[int], other: int, how: str
) -> str:
    digits, count = (out[1] + 3) // 4, len(words)
    listed = " ".join(f"{word:0{digits}X}" for word in words)
    rest = f" (the rest {other:0{digits}X})" if count < 1 << address[1] else ""
    return f"ROM {1 << address[1]} x {out[1]}, {how}, contents in hex: {listed}{rest}."


def _rest(address: tuple[str, int], words: Sequence[int], value: str) -> str:
    """Tell the word of the addresses after the first ones."""
    count, last = len(words), (1 << address[1]) - 1
    if count > last:
        return ""
    return f" At address {count}{' and above' if count < last else ''} it is {value}."


def _by_lists(
    address: tuple[str, int], out: tuple[str, int], words: Sequence[int], other: int,
    how: tuple[str, str],
) -> tuple[str, ...]:  # fmt: skip
    (place, bits), (name, width) = address, out
    digits, count = (width + 3) // 4, len(words)
    holds = ", ".join(f"{n} holds {word}" for n, word in enumerate(words))
    array = ", ".join(f"0x{word:0{digits}x}" for word in [
        *words, *[other] * ((1 << bits) - count)
    ])  # fmt: skip
    halves = [
        ", ".join(f"{word:0{width}b}" for word in words[start::2]) for start in (0, 1)
    ]  # fmt: skip
    pairs = ", ".join(f"({n}, {word})" for n, word in enumerate(words))
    spare = f"; for larger n the word is {other}" if count < 1 << bits else ""
    rest = _rest(address, words, f"{width}'b{other:0{width}b}")
    middle = count // 2
    return (
        (
            f"I have a list of constants that should go into hardware, decimal, by address: "
            f"{holds}.{_rest(address, words, str(other))} Please make `{name}` show the constant "
            f"that `{place}` points to.{how[0]}"
        ),
        (
            f"Think of `static const unsigned table[{1 << bits}] = {{{array}}};` and of `{name}` "
            f"as `table[{place}]`, cut to {width} bits.{how[1]}"
        ),
        (
            f"Unlike a RAM, this memory is never written; its words are fixed. Those at the even "
            f"addresses, from 0 upwards, are {halves[0]}, and those at the odd addresses, from 1 "
            f"upwards, {halves[1]} (all binary, of {width} bits).{rest}{how[0]}"
        ),
        (
            f"The word is a function of n, the unsigned value of `{place}`. Its graph contains the "
            f"pairs (n, word) = {pairs}{spare}; words are unsigned numbers on {width} bits.{how[1]}"
        ),
        (
            f"`{name}` shows words of {width} bits out of a fixed table, addressed by `{place}`. "
            f"Address {middle}, for instance, has the word {words[middle]}, which is "
            f"{width}'b{words[middle]:0{width}b}. Everything before it, in decimal and in order: "
            f"{', '.join(map(str, words[:middle]))}. Everything after it: "
            f"{', '.join(map(str, words[middle + 1 :])) or 'nothing'}."
            f"{_rest(address, words, str(other))}{how[0]}"
        ),
    )


def _by_rules(
    address: tuple[str, int], out: tuple[str, int], words: Sequence[int], other: int,
    how: tuple[str, str],
) -> tuple[str, ...]:  # fmt: skip
    (place, bits), (name, width) = address, out
    digits, count, is_whole = (width + 3) // 4, len(words), len(words) == 1 << bits
    texts = [f"{width}'h{word:0{digits}x}" for word in words]
    spare = f"{width}'h{other:0{digits}x}"
    tests = [f"{place} == {bits}'d{n} ? {text}" for n, text in enumerate(texts)]
    chain = " : ".join([*tests[:-1], texts[-1]] if is_whole else [*tests, spare])
    down = "; ".join(
        f"when `{place}` is {n}, it is {text}" for n, text in reversed(list(enumerate(texts)))
    )
    shall = ", ".join(f"{text} for {n:0{bits}b}" for n, text in enumerate(texts))
    asked = ", ".join(map(str, words))
    last = (1 << bits) - 1
    more = "" if is_whole else f", and {other} for " + (
        f"{count} to {last}" if count < last else str(last)
    )  # fmt: skip
    return (
        f"The word w for `{name}` equals {chain}.{how[1]}",
        (
            f"Which circuit turns the numbers 0 to {count - 1} on `{place}` into {asked}, one "
            f"after the other{more}? Build it with words of {width} bits.{how[0]}"
        ),
        (
            f"The table shall hold "
            f"{shall}{'' if is_whole else f', and must give {spare} otherwise'}, where `{place}` "
            f"is written in binary.{how[1]}"
        ),
        (
            f"The word by cases, the highest address first: {'' if is_whole else 'unless '}"
            f"{'' if is_whole else f'`{place}` is below {count}, it is {spare}; '}{down}.{how[0]}"
        ),
    )
