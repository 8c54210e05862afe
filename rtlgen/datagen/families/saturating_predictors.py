"""Predictors that are saturating counters: trained by outcomes, the top bit predicts."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal
from rtlgen.datagen.told.saturating_predictors import others

Names = tuple[str, str, str]


def draw(rng: random.Random) -> Drawn:
    """Draw a predictor."""
    width, is_fast = rng.choice((2, 2, 2, 3, 4)), rng.random() < 0.3
    top, half = (1 << width) - 1, 1 << width - 1
    train, taken = rng.choice((("train", "taken"), ("update", "outcome"), ("valid", "hit")))
    out = rng.choice(("predict", "prediction", "guess"))
    first = rng.choice((half - 1, half - 1, half, 0, top))
    clocking = draw_clocking(rng)

    def update(state: int, levels: Levels) -> int:
        if not levels[train]:
            return state
        step = 1 if levels[taken] else -1
        is_crossing = {state, state + step} == {half - 1, half}
        if is_fast and is_crossing:
            return top if levels[taken] else 0
        return sorted((0, state + step, top))[1]

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {out: int(state >= half)}

    rest = [clocking.says(rng, f"sets the counter to {first}") for _ in range(4)]
    names = (train, taken, out)
    said = _says(names, width, is_fast=is_fast)
    tails = (rest[:3] * 7)[: len(said) - 1] + rest[3:]
    return Drawn(
        family="saturating_predictors",
        name=rng.choice(("predictor", "branch_predictor", f"sat{width}", "top_module")),
        ports=(*clocking.ports, input_port(train), input_port(taken), output_port(out)),
        bodies=_bodies(clocking, names, width, first, is_fast=is_fast),
        registers={},
        says=tuple(
            f"{text} {tail} The reset has priority over training."
            for text, tail in zip(said, tails, strict=True)
        ),
        behaviour=clocking.behaviour(first, update, outputs),
    )


def _bodies(
    clocking: Clocking, names: Names, width: int, first: int, *, is_fast: bool
) -> dict[str, str]:
    """Write a chain of `if`, and a table of all states."""
    (train, taken, out), half = names, 1 << width - 1
    zero, top = literal(0, width), literal((1 << width) - 1, width)
    ends = [
        (f"{taken} && level != {top}", "level + 1'b1"),
        (f"!{taken} && level != {zero}", "level - 1'b1"),
    ]
    if is_fast:
        ends = [
            (f"{taken} && level == {literal(half - 1, width)}", top),
            (f"!{taken} && level == {literal(half, width)}", zero), *ends,
        ]  # fmt: skip
    chain = "\n    else ".join(f"if ({test})\n        level <= {value};" for test, value in ends)
    arms = ""
    for state in range(1 << width):
        low, high = max(state - 1, 0), min(state + 1, (1 << width) - 1)
        high = (1 << width) - 1 if is_fast and state == half - 1 else high
        low = 0 if is_fast and state == half else low
        arms += f"            {literal(state, width)}: following = {taken} ? "
        arms += f"{literal(high, width)} : {literal(low, width)};\n"
    head, reset = f"    reg [{width - 1}:0] level;\n", f"level <= {literal(first, width)};"
    tail = f"    assign {out} = level[{width - 1}];\n"
    table = (
        f"    reg [{width - 1}:0] following;\n    always @(*)\n        case (level)\n{arms}"
        f"            default: following = {zero};\n        endcase\n"
    )
    return {
        "chain": head + clocking.block(reset, f"if ({train}) begin\n    {chain}\nend") + tail,
        "table": head
        + table
        + clocking.block(reset, f"if ({train})\n    level <= following;")
        + tail,
    }


def _says(names: Names, width: int, *, is_fast: bool) -> tuple[str, ...]:
    (train, taken, out), top, half = names, (1 << width) - 1, 1 << width - 1
    jump = (
        f" There are two exceptions: a step up from {half - 1} goes to {top}, and a step down from "
        f"{half} goes to 0."
        if is_fast
        else ""
    )
    still = f"With `{train}` at 0 the counter holds."
    return (
        f"A predictor with an internal saturating counter of {width} bits: with `{train}` at 1, "
        f"`{taken}`=1 adds one up to {top} and `{taken}`=0 subtracts one down to 0.{jump} "
        f"`{out}` is the top bit of the counter. {still}",
        f"Predict the next outcome from the earlier ones. An internal level from 0 to {top} rises "
        f"by one when `{train}` and `{taken}` are 1, and falls by one when `{train}` is 1 and "
        f"`{taken}` is 0; it stops at both ends.{jump} `{out}` is 1 if the level is {half} or "
        f"more, else 0. {still}",
        f"Rules: 1. The state is a number from 0 to {top}. 2. A training edge has `{train}` "
        f"at 1; the state steps up for `{taken}`=1 and down for `{taken}`=0, but never beyond 0 or "
        f"{top}.{jump} 3. {still} 4. `{out}` is 1 exactly in the states {half} to {top}.",
        *_more(names, width, is_fast=is_fast),
        *others(names, width, is_fast=is_fast),
        f"Given a counter c of {width} bits, at an active edge with `{train}` at 1 compute c "
        f"= min(c+1, {top}) if `{taken}` is 1 and c = max(c-1, 0) if it is 0.{jump} {still} Show "
        f"c >= {half} at `{out}`, combinationally from c.",
    )


def _more(names: Names, width: int, *, is_fast: bool) -> tuple[str, ...]:
    """Say the same in more ways."""
    (train, taken, out), top, half = names, (1 << width) - 1, 1 << width - 1
    low = half - 1
    leaps = (
        f" When a step would cross the middle it becomes a leap: {low} goes to {top} instead of "
        f"{half}, and {half} goes to 0 instead of {low}."
        if is_fast
        else ""
    )
    ups = [min(n + 1, top) for n in range(top + 1)]
    downs = [max(n - 1, 0) for n in range(top + 1)]
    if is_fast:
        ups[low], downs[half] = top, 0
    rise = ", ".join(f"{n} to {goal}" for n, goal in enumerate(ups))
    fall = ", ".join(f"{n} to {goal}" for n, goal in enumerate(downs))
    zeros = f"0 to {low}" if low else "0"
    idle = f"Edges with `{train}` = 0 leave the counter alone."
    asks = f"({train} & {taken})"
    return (
        f"Predictor made of one saturating counter with {width} bits; trained by {taken} when "
        f"{train} is 1; {out} is the MSB.{leaps}",
        f"Create a state machine with the states 0 to {top}. At an active edge with `{train}` = 1 "
        f"and `{taken}` = 1 it goes from {rise}. With `{train}` = 1 and `{taken}` = 0 it goes from "
        f"{fall}. With `{train}` = 0 it stays. The output `{out}` is 0 in the states {zeros} and 1 "
        f"in the others.",
        f"This block guesses whether a branch is taken. It has a confidence between 0 and {top} "
        f"that is moved one step towards {top} by each reported taken branch (`{train}` = 1, "
        f"`{taken}` = 1) and one step towards 0 by each reported one that is not taken (`{train}` "
        f"= 1, `{taken}` = 0), without leaving the range.{leaps} The guess `{out}` is 1 from "
        f"{half} on. {idle}",
        f"An up/down counter of {width} bits that does not wrap around: enabled by `{train}`, up "
        f"for `{taken}` = 1, down for `{taken}` = 0.{leaps} Its bit {width - 1} is `{out}`.",
        f"Assume that the counter is at {low}. One edge with {asks} = 1 makes it {ups[low]}, and "
        f"`{out}` goes from 0 to 1; one edge with `{train}` = 1 and `{taken}` = 0 would have made "
        f"it {downs[low]}. It has {width} bits, moves by one at each training and saturates at 0 "
        f"and {top}.{leaps} `{out}` is 1 if it is at least {half}. {idle}",
        f"When does `{out}` say 1? When an internal number is in the upper half of its range, "
        f"{half} to {top}. How does this number change? If `{train}` is 1 at an active edge, by +1 "
        f"for `{taken}` = 1 and by -1 for `{taken}` = 0, but it stays between 0 and {top}.{leaps} "
        f"If `{train}` is 0, not at all.",
        f"You are given outcomes, one at each active edge at which `{train}` is 1: `{taken}` is "
        f"the outcome. Keep a score from 0 to {top}; an outcome of 1 increases it by one if it is "
        f"below {top}, an outcome of 0 decreases it by one if it is above 0.{leaps} Output "
        f"(score >= {half}) on `{out}`. {idle}",
        f"Let s be a register of {width} bits and `{out}` its top bit. If {train} is 0, the next s "
        f"is s. If {train} is 1, it is s + 1 for {taken} = 1 (or {top} if s is {top} already), and "
        f"s - 1 for {taken} = 0 (or 0 if s is 0 already).{leaps}",
    )
