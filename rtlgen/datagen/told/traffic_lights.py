"""Traffic lights in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series

Phase = tuple[str, frozenset[str], int]
"""Name, lamps that are lit, and length in cycles."""


def others(
    phases: Sequence[Phase], lamps: Sequence[str], sensor: tuple[str, int] | None, tick: str | None
) -> tuple[str, ...]:
    """Describe traffic lights; clock and reset are told elsewhere.

    Args:
        phases: In their order, the first one after a reset.
        lamps: Outputs.
        sensor: Input that lets a phase end, and the number of that phase.
        tick: Input that lets time go on.
    """
    rules = _rules(phases, sensor, tick)
    return (
        *_formal(phases, lamps, sensor, tick, rules[1]),
        *_spoken(phases, lamps, rules),
        *_listed(phases, lamps, rules),
    )


def _rules(
    phases: Sequence[Phase], sensor: tuple[str, int] | None, tick: str | None
) -> tuple[str, str]:
    """Tell in two ways how a phase waits and how time stands still; the second is on time only."""
    wait = ("", "")
    if sensor:
        name, _, length = phases[sensor[1]]
        wait = (
            (
                f" For {name} the length is a minimum: at the clock event that would end it, "
                f"`{sensor[0]}` must be 1; if it is 0, {name} goes on until an event with "
                f"`{sensor[0]}` at 1. What `{sensor[0]}` was before is not remembered, and it has "
                f"no influence on other phases."
            ),
            (
                f" Only {name} can take longer. `{sensor[0]}` is looked at when cycle number "
                f"{length} of {name} ends, and at the end of each further cycle: a 1 leads on, a 0 "
                f"adds a cycle. At other times `{sensor[0]}` does not matter."
            ),
        )
    times = ("", "")
    if tick:
        times = (
            (
                f" A cycle counts only if `{tick}` is 1 at the clock event that ends it; with a 0 "
                f"there nothing changes, unless there is a reset."
            ),
            (
                f" Clock events with `{tick}` at 0 are ignored, as if they had not occurred, save "
                f"for the reset."
            ),
        )
    return wait[0] + times[0], wait[1] + times[1]


def _formal(
    phases: Sequence[Phase], lamps: Sequence[str], sensor: tuple[str, int] | None,
    tick: str | None, rules: str,
) -> tuple[str, ...]:  # fmt: skip
    count, total = len(phases), sum(length for _, _, length in phases)
    lengths = ", ".join(str(length) for _, _, length in phases)
    tests = "; ".join(
        f"`{lamp}` = {' | '.join(f'(p == {n})' for n, one in enumerate(phases) if lamp in one[1])}"
        for lamp in lamps
    )
    stay = f" and ({sensor[0]} is 1 or p != {sensor[1]})" if sensor else ""
    held = " Otherwise p and t hold." if sensor else ""
    idle = f" with `{tick}` at 1" if tick else ""
    rest = f" With `{tick}` at 0 nothing changes but by the reset." if tick else ""
    spans, body, begin = [], "", 0
    hold = ""
    for number, (name, on, length) in enumerate(phases):
        spans.append(f"{name} for {begin} <= s < {begin + length} ({series(sorted(on))})")
        begin += length
        wait = f"wait({length});"
        if sensor and sensor[1] == number:
            wait = (
                f"{f'wait({length - 1}); ' if length > 1 else ''}do wait(1); while (!{sensor[0]});"
            )
            hold = f", except that s = {begin - 1} stays as long as `{sensor[0]}` is 0"
        body += f" show({', '.join(sorted(on))}); {wait}"
    paused = (
        f" With `{tick}` at 0, time stands still for this program; only the reset works."
        if tick
        else ""
    )
    seen = f", and {sensor[0]} is read at the event that ends a wait" if sensor else ""
    return (
        (
            f"{tests}, where p is the number of the phase and t a timer. With the lengths L = "
            f"{{{lengths}}} of the phases 0 to {count - 1}, each clock event{idle} does this: if t "
            f"< L[p] - 1, t <= t + 1; else, if t == L[p] - 1{stay}, t <= 0 and p <= (p + 1) % "
            f"{count}.{held}{rest} Phase 0 is called {phases[0][0]} and begins with t = 0."
        ),
        (
            f"Let s be the time in a round, an integer from 0 to {total - 1}. At each clock "
            f"event{idle}, s becomes (s + 1) mod {total}{hold}.{rest} Lit lamps are a function of "
            f"s: {', '.join(spans)}. The other lamps are 0, and s = 0 is the beginning of "
            f"{phases[0][0]}."
        ),
        (
            f"Think of the loop `for (;;) {{{body} }}`. Here show() makes its lamps 1 and all "
            f"others 0, wait(n) lasts n clock events{seen}, and nothing else takes time.{paused}"
        ),
        (
            f"Traffic light sequencer, {_terse(phases)}; lamps not listed are 0; times in clock "
            f"cycles.{rules}"
        ),
    )


def _terse(phases: Sequence[Phase]) -> str:
    return " -> ".join(f"{name} {length} ({'+'.join(sorted(on))})" for name, on, length in phases)


def _spoken(
    phases: Sequence[Phase], lamps: Sequence[str], rules: tuple[str, str]
) -> tuple[str, ...]:
    asked = ", then ".join(
        f"{series(sorted(on))} for {_cycles(length)} ({name})" for name, on, length in phases
    )
    wish = ", ".join(
        f"{name} with {series(sorted(on))} for {_cycles(length)}" for name, on, length in phases
    )
    words = [(f"{_word(on, lamps)}", length) for _, on, length in phases]
    shown = ", ".join(f"{word} for {_cycles(length)}" for word, length in words)
    order, names = ", ".join(lamps), ", ".join(name for name, _, _ in phases)
    return (
        (
            f"Which controller lights {asked}, and then starts over with {phases[0][0]}? Build it. "
            f"A lamp is driven by 1, and those that are not mentioned for a phase are "
            f"dark.{rules[0]}"
        ),
        (
            f"I'm doing the lights for a model town and need a controller. The phases I want, one "
            f"after the other: {wish}. After {phases[-1][0]} please go back to {phases[0][0]}. "
            f"Lamps that I did not name are off, of course.{rules[1]}"
        ),
        (
            f"The lamps {{{order}}} depend on nothing but the phase, and the phases are {names}, "
            f"over and over. In one round the word {{{order}}} is {shown}, in the order of the "
            f"phases. For instance, {phases[0][0]} shows {words[0][0]} and is followed by "
            f"{phases[1][0]}, which shows {words[1][0]}.{rules[0]}"
        ),
    )


def _listed(
    phases: Sequence[Phase], lamps: Sequence[str], rules: tuple[str, str]
) -> tuple[str, ...]:
    after = [*phases[1:], phases[0]]
    shall = " ".join(
        f"{name} shall last {_cycles(length)}, with {_marked(sorted(on))} at 1, and must be "
        f"followed by {goal}."
        for (name, on, length), (goal, _, _) in zip(phases, after, strict=True)
    )
    cases = "; ".join(
        f"when it is {name}, {_marked(sorted(on))} {'are' if len(on) > 1 else 'is'} lit, and "
        f"{_cycles(length)} later it becomes {goal}"
        for (name, on, length), (goal, _, _) in reversed(list(zip(phases, after, strict=True)))
    )
    dark = "; ".join(
        f"`{lamp}` in {series([name for name, on, _ in phases if lamp not in on])}"
        for lamp in lamps
    )
    times = ", ".join(f"{name} for {_cycles(length)}" for name, _, length in phases)
    return (
        (
            f"The controller shall go through {len(phases)} phases. {shall} In every phase the "
            f"remaining lamps shall be 0. The lamps must be decoded from the phase alone.{rules[0]}"
        ),
        (
            f"What happens depends on the phase: {cases}. Unless a lamp is lit in the phase, it is "
            f"0.{rules[1]}"
        ),
        (
            f"This is told by the lamps that do not burn. Dark, that is 0, are {dark}; in all "
            f"phases where a lamp is not said to be dark, it is 1. The phases are {times}, and "
            f"after the last of them the first one comes again.{rules[1]}"
        ),
    )


def _cycles(count: int) -> str:
    return "1 cycle" if count == 1 else f"{count} cycles"


def _word(on: frozenset[str], lamps: Sequence[str]) -> str:
    return "".join(str(int(lamp in on)) for lamp in lamps)


def _marked(names: Sequence[str]) -> str:
    return series([f"`{name}`" for name in names])
