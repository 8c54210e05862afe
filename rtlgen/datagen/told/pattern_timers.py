"""Timers that a bit pattern starts, in further words."""

from __future__ import annotations

from collections.abc import Sequence

Names = tuple[str, str, str, str]
"""The serial input, what acknowledges, and the outputs for waiting and for the end."""


def others(names: Names, pattern: str, size: int, rest: Sequence[str]) -> tuple[str, ...]:
    """Say the same in ten more ways; the rest tells of clock and reset."""
    said = (
        *_formal(names, pattern, size), *_spoken(names, pattern, size),
        *_strict(names, pattern, size), *_exact(names, pattern, size),
    )  # fmt: skip
    return tuple(f"{text} {rest[n % len(rest)]}" for n, text in enumerate(said))


def _formal(names: Names, pattern: str, size: int) -> tuple[str, ...]:
    """Write formulas, catchwords, and a program."""
    data, ack, busy, done = names
    length, top = len(pattern), size - 2
    part = f"left[{top}:0]" if top else "left[0]"
    return (
        f"Four states take turns. In HUNT the last {length} bits of this hunt, as soon as it has "
        f"so many, are compared with {length}'b{pattern} (leftmost bit oldest), the one now at "
        f"`{data}` included; equality ends the hunt at that edge. In SHIFT, {size} edges do "
        f"`left <= {{{part}, {data}}}`. In COUNT each edge does "
        f"`left <= left - 1`, but one that finds left == 0 goes on to DONE. In DONE an edge with "
        f"{ack} == 1 goes back to HUNT and forgets all old bits. "
        f"{busy} = (state == COUNT), {done} = (state == DONE).",
        f"Serial timer FSM: {pattern} on `{data}` (first bit left, overlaps found), then {size} "
        f"bits of delay, MSB first; {busy} for delay + 1 clocks; {done} until {ack}; then a search "
        f"from scratch.",
        f"As a program in which read() waits for an edge and returns `{data}`: forever {{ w = ''; "
        f"do w = w + read(); while (w does not end in '{pattern}'); n = 0; repeat {size} times "
        f"n = 2*n + read(); {busy} = 1; let n + 1 edges pass; {busy} = 0; {done} = 1; let edges "
        f"pass up to and including the first that sees {ack} = 1; {done} = 0; }} Each output "
        f"changes together with the last edge that was waited for, and both begin at 0.",
    )


def _spoken(names: Names, pattern: str, size: int) -> tuple[str, ...]:
    """Ask, chat and contrast."""
    data, ack, busy, done = (f"`{name}`" for name in names)
    top = (1 << size) - 1
    order = ", ".join(pattern)
    return (
        f"Which timer needs neither a start button nor a dial, because one wire tells it both? "
        f"It hears {order} on {data}, one bit per edge, in this order, and knows that it has to "
        f"start (the beginning of a match may lie in a piece that failed, but never before the "
        f"search began); the {size} bits after that, highest first, set it to n. It then holds "
        f"{busy} for n + 1 clock periods, and straight after that {done}, which it drops at the "
        f"first edge with {ack} at 1. It looks for its word again from the edge after. Build it.",
        f"I've a one-wire link, {data}, that sends me a word and a delay, and I'd like a block "
        f"that does the waiting. The word is {pattern}, left bit first; please find it also when "
        f"it overlaps a false start. Right behind it come {size} bits, MSB first. Say they're d: "
        f"then I want {busy} up for d + 1 cycles, starting with the edge that brought the last of "
        f"them. When {busy} goes down, {done} goes up, and it waits for me to set {ack}. An edge "
        f"that sees it clears {done}, and the bits after that edge are a fresh search. I'll send "
        f"rubbish in the meantime, so don't listen while you wait.",
        f"Unlike a timer with a preset port, this one gets its time through {data}, bit by bit. "
        f"Nothing happens until {pattern} has come in (earliest bit at the left; only bits of the "
        f"present search count, and they may overlap). The next {size} bits are no longer "
        f"searched: they are the time t, top bit in front, 0 to {top}. Neither {data} nor {ack} "
        f"can shorten the t + 1 clocks of {busy} that follow, and {done}, which comes next, does "
        f"not go away by itself: it takes an edge with {ack} high, and that edge does not look at "
        f"{data}; the one after it is the first of a new search.",
    )


def _strict(names: Names, pattern: str, size: int) -> tuple[str, ...]:
    """Require, and go by cases from the end."""
    data, ack, busy, done = (f"`{name}`" for name in names)
    many = len(pattern)
    return (
        f"The controller shall sample {data} at each edge while it searches, and shall end the "
        f"search at the edge that completes {pattern} (sent from left to right). A match must be "
        f"found even if it overlaps bits that led nowhere; bits sampled before the search began "
        f"must not be used. The controller shall then take {size} more bits as an unsigned delay, "
        f"MSB first, shall assert {busy} with the last of them, and shall keep it asserted for "
        f"delay + 1 clock periods. It shall assert {done} when it releases {busy}, and must hold "
        f"it up to the first edge at which {ack} is asserted. After that edge it shall search "
        f"again, from nothing.",
        f"While {done} is 1, only {ack} matters: a 1 there at an edge ends this phase, and the "
        f"search starts anew with the bit of the following edge. While {busy} is 1, nothing "
        f"matters but the count: after 1 clock for the number 0, 2 clocks for 1, and so on, "
        f"{busy} gives way to {done}. Otherwise {data} is read: either the latest {many} bits of "
        f"the search are not yet {pattern} (oldest at the left), and the search goes on; or they "
        f"are, and the next {size} edges bring the number, its MSB first, the last of these edges "
        f"raising {busy}.",
    )


def _exact(names: Names, pattern: str, size: int) -> tuple[str, ...]:
    """Write sums over the bits, and an example."""
    data, ack, busy, done = (f"`{name}`" for name in names)
    many = len(pattern)
    last = 2 if size > 1 else 1
    stream = f"{pattern}{last:0{size}b}"
    equal = ", ".join(
        f"b(m{f'-{many - 1 - n}' if n < many - 1 else ''}) = {bit}" for n, bit in enumerate(pattern)
    )
    weights = " + ".join(
        f"{1 << size - n}*b(m+{n})" if n < size else f"b(m+{n})" for n in range(1, size + 1)
    )
    return (
        f"Number the edges of a search 1, 2, 3 and so on, and let b(i) be {data} at edge i. Let "
        f"m >= "
        f"{many} be the smallest number with {equal}, and n = {weights}. Then {busy} is high from "
        f"edge m+{size} to edge m+{size}+n+1, {done} is high from there to the first later edge "
        f"where {ack} is 1, and the edge after that one is edge 1 of the next search. Elsewhere "
        f"both are low.",
        f"{done} says that a time is over, {busy} that it is running; the two are never 1 "
        f"together, and both are 0 while the circuit reads {data}. Suppose that a new search reads "
        f"{stream}: the part {pattern} is the start word (found at any place in the stream of this "
        f"search, overlapping or not), the part {last:0{size}b} is the time, most significant bit "
        f"first. With the last bit {busy} rises, stays for {last + 1} clock periods, always one "
        f"more than the number, and hands over to {done}; this falls at the first edge with {ack} "
        f"= 1. Bits that arrive while {busy} or {done} is up are lost.",
    )
