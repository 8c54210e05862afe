"""Detectors of a bit pattern in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the texts speak of, as plain values."""

    pattern: str
    data: str
    out: str
    is_mealy: bool
    overlaps: bool
    steps: tuple[tuple[int, ...], ...]
    """The matched length after a 0 and after a 1, from each matched length."""

    @property
    def moment(self) -> str:
        """Say when the output is 1, after `when the pattern is complete`."""
        if self.is_mealy:
            return (
                f"while its last bit is still on `{self.data}`, before the clock edge that takes "
                "it, through gates and not from a register"
            )
        return "for the one clock period that starts at the edge that has taken its last bit"

    @property
    def sharing(self) -> str:
        """Say whether bits may be used twice."""
        if self.overlaps:
            return "The end of one occurrence may be the beginning of the next."
        return "After an occurrence the search begins from nothing, so occurrences share no bits."

    def example(self) -> tuple[str, str]:
        """Return bits that come one by one, and whether each one completes the pattern."""
        stream = self.pattern + self.pattern[1:] + self.pattern
        matched, hits = 0, []
        for bit in stream:
            is_end = matched == len(self.pattern) - 1 and bit == self.pattern[-1]
            hits.append(str(int(is_end)))
            matched = self.steps[matched][int(bit)]
        return ", ".join(stream), ", ".join(hits)


def others(told: Told, rest: list[str]) -> tuple[str, ...]:
    """Return ten texts; the clock and the reset are told at the end of each."""
    said = (*_plainlh(told), *_at_length(told))
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))


def _plainlh(told: Told) -> tuple[str, ...]:
    pattern, data, out, length = told.pattern, told.data, told.out, len(told.pattern)
    last = length - 1
    hit = f"n == {last} && {{s, {data}}} == {length}'b{pattern}"
    shown = f"`{out}` = ({hit})" if told.is_mealy else f"`{out}` <= ({hit}) on each tick"
    older = f"the latest {last} samples (oldest at the left)" if last > 1 else "the latest sample"
    after = "" if told.overlaps else f", and returns to 0 on a tick at which ({hit})"
    machine = "Mealy" if told.is_mealy else "Moore"
    brief = f"{machine} sequence detector for {pattern}, "
    brief += "with overlap" if told.overlaps else "without overlap"
    brief += f"; serial input {data}, first bit leftmost; "
    brief += f"{out} combinational" if told.is_mealy else f"{out} registered, one clock long"
    mine = (
        f"`{out}` has to go up in the same cycle as that bit, so let state and `{data}` decide"
        if told.is_mealy
        else f"`{out}` has to be high for the cycle after the edge that samples that bit"
    )
    mine += (
        ". If the tail of one hit is the head of the next, I want both" if told.overlaps
        else ". After a hit, forget what came and start over"
    )  # fmt: skip
    shall = (
        f"`{out}` shall be high in those cycles in which `{data}` completes {pattern}, read "
        "behind the earlier samples in order of time, and must be low in all others; a change "
        f"of `{data}` must act on it without a clock edge"
        if told.is_mealy
        else f"`{out}` shall be set by every clock edge at which the sample of `{data}` completes "
        f"{pattern}, together with the samples before it in order of time, and must be cleared by "
        "every other clock edge"
    )
    return (
        f"{shown}, where s is a register with {older} of {data}, and n "
        f"counts samples up to {last}, where it stays{after}. The reset makes n 0.",
        f"{brief}.",
        f"Which finite state machine recognises the word {pattern} in the bits that come in on "
        f"`{data}`, one per clock, the left one first? Build it. It says so by `{out}` = 1, "
        f"{told.moment}; at other times `{out}` is 0. {told.sharing}",
        f"I'm looking for {' '.join(pattern)} (in that order of time) on `{data}`, one bit per "
        f"clock. The moment I care about is when the final {pattern[-1]} is there: {mine}. "
        f"Otherwise `{out}` is low.",
        f"{shall}. {told.sharing}",
    )


def _at_length(told: Told) -> tuple[str, ...]:
    pattern, data, out, length = told.pattern, told.data, told.out, len(told.pattern)
    last = length - 1
    wrong = [f"from {n} to {told.steps[n][1 - int(bit)]}" for n, bit in enumerate(pattern)]
    end = told.steps[last][int(pattern[-1])]
    unlike = (
        f"This is not a Moore machine: `{out}` does not wait for the clock edge but is 1 as soon "
        f"as the bits sampled so far and the present `{data}` end with {pattern}, and falls again "
        f"when `{data}` changes or the edge has passed, unless the next bit completes it again"
        if told.is_mealy
        else f"This is not a Mealy machine: `{out}` does not react to `{data}` itself but comes "
        f"from a register, which is 1 after each edge that completed {pattern}, and "
        "0 after all other edges"
    )
    when = (
        f"`{out}` is h(t) while d(t) is the present level of `{data}`, which edge t will take"
        if told.is_mealy
        else f"`{out}` is h(t) from edge t to edge t+1"
    )
    used = "" if told.overlaps else f" and h(i) = 0 for i = t-{last} to t-1"
    used = used.replace(f"i = t-{last} to t-1", "i = t-1") if last == 1 else used
    code = f'text += bit; hit = text ends with "{pattern}";'
    code += "" if told.overlaps else ' if (hit) text = "";'
    run = (
        f"shows already now what hit will be with the present `{data}`"
        if told.is_mealy
        else "shows hit until the next call"
    )
    stream, hits = told.example()
    place = (
        f"`{out}` is {hits} while they are there, each before its edge" if told.is_mealy
        else f"`{out}` is {hits} after their edges"
    )  # fmt: skip
    source = f"the state and `{data}`" if told.is_mealy else "the state alone"
    return (
        f"Count how many bits of {pattern} have come in order. If a bit of `{data}` is the wrong "
        f"one, the count goes {', '.join(wrong)}. If it is the right one, the count goes up by "
        f"one, except that a complete pattern ({length}) leaves {end}. When the pattern is "
        f"complete, `{out}` is 1 {told.moment}; otherwise 0.",
        f"{unlike}. Bits from before the reset do not count. {told.sharing}",
        f"Let d(t) be `{data}` as taken by active edge t, where t = 1 is the first after the "
        f"reset, and h(t) = 1 if t >= {length} and d(t-{last}) to d(t) are "
        f"{', '.join(pattern)}{used}, else 0. {when}."
        if last > 1
        else f"Let d(t) be `{data}` as taken by active edge t, where t = 1 is the first after the "
        f"reset, and h(t) = 1 if t >= 2 and (d(t-1), d(t)) = ({', '.join(pattern)}){used}, else 0. "
        f"{when}.",
        f"Think of a string that is empty after a reset, and of a call at every active edge with "
        f"`{data}` as the bit: {{ {code} }} Here `{out}` {run}.",
        f"`{out}` is a function of {source}, and tells that {pattern} has been found. After a "
        f"reset, if {stream} come on `{data}` in turn, {place}. {told.sharing}",
    )
