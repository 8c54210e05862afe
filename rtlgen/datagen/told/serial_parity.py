"""Parities of frames in further words."""

from __future__ import annotations

Names = tuple[str, str, str, str | None]
"""Bits, parity, end of a frame, enable."""


def others(names: Names, length: int, *, is_odd: bool) -> tuple[str, ...]:
    """Say the same in ten more ways."""
    return (
        *_formal(names, length, is_odd=is_odd),
        *_spoken(names, length, is_odd=is_odd),
        *_strict(names, length, is_odd=is_odd),
    )


def _formal(names: Names, length: int, *, is_odd: bool) -> tuple[str, ...]:
    (data, out, done, enable), last, start = names, length - 1, int(is_odd)
    kind = "odd" if is_odd else "even"
    tick = f"tick with {enable} = 1" if enable else "tick"
    skip = (
        f" At a tick with {enable} = 0 the bit is not counted, {out} is held, and {done} goes to 0."
        if enable
        else ""
    )
    brief = f". Bit enable {enable}; {done} also drops at edges without it, and the rest waits"
    brief = brief if enable else ""
    ones = "(ones + 1)" if is_odd else "ones"
    body = (
        f"ones += {data}; n++; if (n == {length}) {{ {out} = {ones} % 2; {done} = 1; ones = 0; "
        f"n = 0; }}"
    )
    body = f"if ({enable}) {{ {body} }}" if enable else body
    plus = "1 + " if is_odd else ""
    return (
        f"With an internal count n from 0 to {last} and an internal bit x, each {tick} does x <= x "
        f"^ {data} and n <= n + 1, {done} <= 0; but if n == {last}, it does {out} <= x ^ {data}, "
        f"{done} <= 1, x <= 1'b{start} and n <= 0. A reset also sets n to 0 and x to "
        f"{start}.{skip}",
        f"Serial parity unit, {kind} parity, frames of {length} bits, registered {out}, one-cycle "
        f"{done} after each frame{brief}.",
        f"Let b(0), b(1), b(2) and so on be the values of {data}, one for each {tick} from the "
        f"reset on. The tick that takes b({length}k + {last}) sets {out} to ({plus}sum of "
        f"b({length}k) "
        f"to b({length}k + {last})) mod 2, for k = 0, 1, 2 and so on, and {done} to 1. All "
        f"other ticks set {done} to 0 and leave {out} alone.{skip}",
        f"Think of a program that is called once per clock: {done} = 0; {body} "
        f"The variables n and ones begin at 0 and do so again with a reset; {out} and {done} are "
        f"registers.",
    )


def _spoken(names: Names, length: int, *, is_odd: bool) -> tuple[str, ...]:
    (data, out, done, enable), few = names, length == 2
    kind, number = ("odd", "even") if is_odd else ("even", "odd")
    when = f"clock edge with {enable} high" if enable else "clock edge"
    skip = f" While `{enable}` is low, edges pass without a bit: `{out}` and the count of bits "
    skip = f"{skip}are retained, but `{done}` falls to 0." if enable else ""
    mine = (
        f" I raise {enable} when a bit is there; please ignore the other edges, except that {done} "
        f"must go down."
        if enable
        else ""
    )
    return (
        f"Which circuit takes a serial stream `{data}`, a bit at each {when}, and tells after "
        f"every "
        f"{length} bits what their {kind} parity bit is? Build it: `{out}` is 1 if the ones among "
        f"the {length} bits were {number} in number, else 0, and is renewed at the edge of bit "
        f"{length}; `{done}` is high for the cycle that follows this edge and low at all other "
        f"times.{skip}",
        f"I get bits on {data}, one at each {when}, {length} to a word and the words back to back. "
        f"At the edge where the last bit of a word comes in I want the {kind} parity bit of the "
        f"word on {out} (1 for an {number} count of ones), and I want to keep it there until the "
        f"next word is complete. For one cycle after that edge, {done} should be 1.{mine}",
        f"Unlike a running parity, `{out}` does not move with every bit of `{data}`: nothing is "
        f"seen of a frame before {'both' if few else f'all {length}'} bits have been taken, one "
        f"at each {when}. The edge "
        f"of the last one changes `{out}` to 1 where the frame has an {number} number of ones and "
        f"to 0 otherwise ({kind} parity), and sets `{done}`, which every other edge clears. The "
        f"next bit opens a new frame.{skip}",
    )


def _strict(names: Names, length: int, *, is_odd: bool) -> tuple[str, ...]:
    (data, out, done, enable), last = names, length - 1
    number = "even" if is_odd else "odd"
    kind = "odd" if is_odd else "even"
    edge = f"edge with `{enable}` = 1" if enable else "clock edge"
    first = (
        f"With `{enable}` at 0, `{done}` becomes 0 and nothing else changes. With it at 1, if"
        if enable
        else "If"
    )
    idle = (
        f" An edge with `{enable}` = 0 shall clear `{done}` and shall change nothing else."
        if enable
        else ""
    )
    rest = f" Other edges take no bit; they only clear `{done}`." if enable else ""
    before = f"fewer than {last} bits of the frame have been taken before"
    before = "no bit of the frame has been taken before" if last == 1 else before
    zeros, single = int(is_odd), 1 - int(is_odd)
    return (
        f"The unit shall sample `{data}` at each {edge} and shall group the samples into frames of "
        f"{length}, without gaps. At the sample that completes a frame, `{out}` must be loaded "
        f"with its {kind} parity bit (1 if it holds an {number} number of ones) and `{done}` must "
        f"be set. `{done}` must be cleared at the next edge; "
        f"`{out}` must not change at any other sample.{idle}",
        f"{first} {before}, `{data}` is added to "
        f"the frame, `{done}` becomes 0 and `{out}` stays. Otherwise `{data}` is the last of "
        f"{length} bits: `{done}` becomes 1, `{out}` becomes the {kind} parity bit of "
        f"these {length} (1 for an {number} number of ones), and the frame is empty again.",
        f"`{done}` at 1 says that `{out}` is new; it lasts for one cycle after the edge of the "
        f"last bit of a frame. `{out}` is the {kind} parity bit of this frame: {zeros} for "
        f"{length} "
        f"zeros, {single} for a single 1 among zeros, generally 1 if the number of ones is "
        f"{number}; it stays until the next frame is over. The frames are {length} "
        f"successive bits of `{data}`, one per {edge}, and the first of them follows the reset."
        f"{rest}",
    )
