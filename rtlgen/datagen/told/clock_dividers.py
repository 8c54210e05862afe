"""Dividers of the clock in further words."""

from __future__ import annotations

from collections.abc import Sequence


def others(out: str, wave: Sequence[int], clock: str) -> tuple[str, ...]:
    """Describe a divider by the levels of one period; clock and reset are told elsewhere."""
    return (*_by_count(out, wave, clock), *_by_levels(out, wave, clock))


def _by_count(out: str, wave: Sequence[int], clock: str) -> tuple[str, ...]:
    period, begin = len(wave), wave[0]
    turn, other = wave.index(1 - begin), 1 - begin
    test = f"n >= {turn}" if other else f"n < {turn}"
    shape = f"It is {begin} for the counts 0 to {turn - 1} and {other} for {turn} to {period - 1}"
    if turn in (1, period - 1):
        alone, level = (0, other) if turn == 1 else (period - 1, begin)
        shape = f"It is {level} except at the count {alone}, where it is {1 - level}"
    rest = f"t mod {period} {'>=' if other else '<'} {turn}"
    return (
        (
            f"`{out}` equals ({test}), where n is an internal register with n <= (n + 1) % "
            f"{period} on each event of `{clock}`; a period is n = 0 to {period - 1}."
        ),
        (
            f"Two things may happen at a clock event. If the count stands at {period - 1}, it "
            f"wraps to 0 and `{out}` goes to {begin}, as at the start of any period. Otherwise the "
            f"count goes up by 1; should it thereby arrive at {turn}, `{out}` goes to {other}, and "
            f"else `{out}` keeps its level."
        ),
        (
            f"Let t number the cycles, with t = 0 at the beginning of a period. Then `{out}` "
            f"= 1 if {rest}, and `{out}` = 0 for all other t."
        ),
        (
            f"`{out}` is decoded from a modulo-{period} counter that `{clock}` drives. Suppose "
            f"`{clock}` has a frequency of {period} MHz: then `{out}` repeats at 1 MHz. {shape}."
        ),
    )


def _by_levels(out: str, wave: Sequence[int], clock: str) -> tuple[str, ...]:
    period, begin, high = len(wave), wave[0], sum(wave)
    turn, other = wave.index(1 - begin), 1 - begin
    rest = period - turn
    long, short = _ticks(turn), _ticks(rest)
    level, flip = ("low", "high") if begin == 0 else ("high", "low")
    duty = f"high for {high} of {period} cycles"
    if 2 * high == period:
        duty = "50% duty cycle"
    elif high == 1:
        duty = "1-cycle pulse"
    return (
        f"Divide-by-{period} circuit, {duty}, {level} part first.",
        (
            f"Which circuit makes from `{clock}` a wave `{out}` that is {level} for {long}, {flip} "
            f"for the next {rest if rest > 1 else 'one'}, and so on without end? Build it."
        ),
        (
            f"Our board only has `{clock}`, and I need something slower from it, {period} times as "
            f"slow to be precise. Could you make `{out}` so that it stays {begin} for {long}, goes "
            f"to {other} for {short} and starts over?"
        ),
        (
            f"`{out}` shall have a period of {_ticks(period)}. In each period it shall first be "
            f"{level} for {long} and must then be {flip} for {short}. No cycle shall lie between "
            f"two periods."
        ),
        (
            f"`{out}` is no gated clock but an ordinary signal, made by counting. It does not "
            f"change except twice a period: to {other} after {long} at {begin}, and back to "
            f"{begin} after {short} at {other}, when the following period begins. For the rest of "
            f"the time it is left alone."
        ),
        (
            f"Think of an endless loop `for (;;) {{ {out} = {begin}; wait({turn}); {out} = "
            f"{other}; wait({rest}); }}`, where wait(n) lets n cycles of {clock} pass and an "
            f"assignment takes no time."
        ),
    )


def _ticks(count: int) -> str:
    return "1 cycle" if count == 1 else f"{count} cycles"
