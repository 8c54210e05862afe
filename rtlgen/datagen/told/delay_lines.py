"""Delay lines in further words."""

from __future__ import annotations

from collections.abc import Sequence

Names = tuple[str, str, str | None, str | None]
"""Input, output, enable, and what chooses a stage."""


def others(names: Names, depth: int, rest: Sequence[str], *, has_reset: bool) -> tuple[str, ...]:
    """Describe the same line in ten more ways; the rest tells of clock and reset."""
    enable = names[2]
    holds = ("", "", "")
    if enable:
        holds = (
            f" While {enable} is low the line stands still.",
            f" `{enable}` = 0 freezes every stage.",
            f" An edge that finds {enable} at 0 changes no stage.",
        )
    unknown = "" if has_reset else " What a stage holds before any word got there does not matter."
    said = (
        *_formal(names, depth), *_spoken(names, depth),
        _cases(names, depth, has_reset=has_reset), *_exact(names, depth),
    )  # fmt: skip
    return tuple(
        f"{text}{holds[n % 3]} {rest[n % len(rest)]}{unknown}" for n, text in enumerate(said)
    )


def _formal(names: Names, depth: int) -> tuple[str, ...]:
    """Write a concatenation, catchwords, and a loop over an array."""
    data, out, enable, tap = names
    stages = [f"s{n}" for n in range(depth)]
    left, right = ", ".join(reversed(stages)), ", ".join([*reversed(stages[:-1]), data])
    shown = f"{out} = {stages[-1]}"
    terse = f"Delay {data} -> {out}, {depth} clocks"
    if tap:
        chain = "".join(f"({tap} == {n}) ? {stage} : " for n, stage in enumerate(stages[:-1]))
        shown = f"{out} = {chain}{stages[-1]}, without a clock"
        terse = (
            f"Tapped delay line, {depth} stages, {data} in at stage 0, {out} = stage no. {tap} "
            "(asynchronous read)"
        )
    gate = f", clock enable {enable}" if enable else ""
    tick = "enabled tick" if enable else "tick"
    test = f"if ({enable}) " if enable else ""
    return (
        f"Each {tick} moves the words by `{{{left}}} <= {{{right}}}`, each as wide as {data}, and "
        f"{shown}.",
        f"{terse}{gate}.",
        f"Think of an array s[{depth}] of words. Once per clock it runs `{test}{{ for (i = "
        f"{depth - 1}; i > 0; i--) s[i] = s[i-1]; s[0] = {data}; }}`, and at any time {out} reads "
        f"s[{tap or depth - 1}].",
    )


def _spoken(names: Names, depth: int) -> tuple[str, ...]:
    """Ask, chat, require and contrast."""
    data, out, enable, tap = f"`{names[0]}`", f"`{names[1]}`", names[2], names[3]
    edge = f"clock edge with {enable} high" if enable else "clock edge"
    slow = f" (edges with {enable} low don't count)" if enable else ""
    last = {2: "second", 3: "third"}.get(depth, f"{depth}th")
    place = "the last of them is what you see"
    want = f"exactly {depth} clock edges late{slow}"
    shall = (
        f"The output must be driven by the register that is last in the row, so that a word spends "
        f"{depth} stages in the circuit."
    )
    other = (
        f"lets it be seen after the first one, this circuit keeps it back: it passes {depth} "
        f"registers in a row, and only the {last} of them is connected to {out}"
    )
    if tap:
        place = f"the one that {tap} points at, counted from 0 for the newest, is what you see"
        want = f"{tap} + 1 clock edges late{slow}, so anything from 1 to {depth}"
        shall = (
            f"A multiplexer controlled by {tap} must connect {out} to stage number {tap}, and it "
            f"shall do so combinationally."
        )
        other = (
            f"has one fixed delay, this circuit lets {tap} choose among {depth} registers in a "
            f"row: {out} is connected to register number {tap}, and number 0 is the one fed by "
            f"{data}. A change of {tap} moves no word, it only looks elsewhere"
        )
    begin = "Unlike a plain register, which" if tap else "Unlike a single register, which takes a"
    if not tap:
        begin += " word at a clock edge and"
    return (
        f"Which circuit remembers where {data} stood some clocks ago? A row of {depth} registers, "
        f"each fed by the one before, the first by {data}; {place}, at {out}. Every {edge} moves "
        f"the row along. Build it.",
        f"My {data} comes too early, so I'd like to have it at {out} {want}. A string of {depth} "
        f"registers will do (I count the edge that first takes a word as 1), no arithmetic, just "
        f"copying from each to the next.",
        f"The design shall contain {depth} stages of the width of {data}. At every {edge} stage 0 "
        f"shall store {data}, and each further stage shall store what its predecessor held. "
        f"{shall}",
        f"{begin} {other}.",
    )


def _cases(names: Names, depth: int, *, has_reset: bool) -> str:
    """Tell what is seen before and after a word has come through."""
    data, out, enable, tap = names
    edge = f"edges with {enable} high" if enable else "edges"
    empty = "it is 0" if has_reset else "it is not defined"
    since = "since the last reset" if has_reset else "since power-up"
    if tap:
        return (
            f"Count the {edge} {since}; the line has {depth} places for the words that they take "
            f"from `{data}`. If the count is greater than {tap}, `{out}` is the word taken "
            f"{tap} such edges before the latest one (with {tap} at 0, by the latest one itself); "
            f"otherwise {empty}. {out} reacts to {tap} at once."
        )
    return (
        f"Count the {edge} {since}. As long as there were fewer than {depth}, `{out}` shows no "
        f"word of `{data}` yet and {empty}; otherwise it is the word of `{data}` taken "
        f"{depth - 1} such edge{'s' * (depth > 2)} before the latest one."
    )


def _exact(names: Names, depth: int) -> tuple[str, ...]:
    """Write an equation in the number of the edge, and an example."""
    data, out, enable, tap = f"`{names[0]}`", f"`{names[1]}`", names[2], names[3]
    edge = f"clock edges with {enable} at 1" if enable else "clock edges"
    old = f"k - {tap}" if tap else f"k - {depth - 1}"
    span = f" for {tap} from 0 to {depth - 1}" if tap else ""
    seen = f"the first, the second and the third word right after edge {depth}, {depth + 1} and "
    seen += f"{depth + 2}, in this order"
    if tap:
        seen = (
            f"the third word with {tap} = 0 and the second one with {tap} = 1, right after the "
            f"third edge; and, as {tap} = {depth - 1} names the end of the line, the first word "
            f"with that, right after edge {depth}"
        )
    tail = "stage number " + (tap or str(depth - 1))
    return (
        f"Number the {edge} by k = 1, 2, 3 and so on, and let x(k) be the word of {data} that "
        f"edge k "
        f"takes. Then, after edge k and before the next one, {out} = x({old}){span}; x is kept in "
        f"a shift register of {depth} words.",
        f"What appears at {out} is {seen}. This comes from "
        f"{depth} registers in series behind {data}, numbered 0 to {depth - 1} and moved by "
        f"{edge}: {out} is {tail}{', chosen by a multiplexer' if tap else ''}.",
    )
