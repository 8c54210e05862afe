"""Predictors with a saturating counter in further words."""

from __future__ import annotations

Names = tuple[str, str, str]


def others(names: Names, width: int, *, is_fast: bool) -> tuple[str, ...]:
    """Say in further words how the predictor learns and what it predicts."""
    (train, taken, out), top, half = names, (1 << width) - 1, 1 << width - 1
    low = half - 1
    up = f"c == {low} ? {top} : c == {top} ? c : c + 1" if is_fast else f"c == {top} ? c : c + 1"
    down = f"c == {half} ? 0 : c == 0 ? c : c - 1" if is_fast else "c == 0 ? c : c - 1"
    brief = f"; up from {low} jumps to {top}, down from {half} jumps to 0" if is_fast else ""
    leap = (
        f" One more thing: at {low} an outcome of 1 takes it right to {top}, and at {half} an "
        "outcome of 0 takes it right to 0."
        if is_fast
        else ""
    )
    must = (
        f" As an exception it shall be set to {top} when raised from {low}, and to 0 when lowered "
        f"from {half}."
        if is_fast
        else ""
    )
    return (
        (
            f"An internal register c of {width} bits does `c <= {train} ? ({taken} ? ({up}) : "
            f"({down})) : c` on each tick; its bit {width - 1} drives `{out}`."
        ),
        (
            f"Saturating counter of {width} bits as a branch predictor, enable {train}, direction "
            f"{taken}, MSB = prediction{brief}."
        ),
        (
            f"I would like a small predictor. Keep a hidden score, a counter from 0 to {top}. "
            f"Whenever `{train}` is up at the clock edge, look at `{taken}`: if it is 1 the score "
            f"goes one up, if it is 0 one down, and at the ends it just sticks.{leap} I read "
            f"`{out}`, which should be high for scores of {half} and more."
        ),
        (
            f"The predictor shall contain a counter of {width} bits. When `{train}` is asserted, "
            f"the counter shall be raised by one for `{taken}` = 1, unless it is {top}, and "
            f"lowered by one for `{taken}` = 0, unless it is 0.{must} When `{train}` is "
            f"deasserted, it must be retained. `{out}` shall be the most significant bit of the "
            "counter."
        ),
        *_cases(names, width, is_fast=is_fast),
        *_computed(names, width, is_fast=is_fast),
    )


def _cases(names: Names, width: int, *, is_fast: bool) -> tuple[str, ...]:
    (train, taken, out), top, half = names, (1 << width) - 1, 1 << width - 1
    low = half - 1
    falls = f", {half} falls to 0" if is_fast else ""
    rises = f", {low} rises to {top}" if is_fast else ""
    sure = (
        f"; in the middle it is quick, though: {low} is followed by {top} after a 1, and {half} by "
        "0 after a 0"
        if is_fast
        else ""
    )
    leap = f", except that {low} is raised to {top} and {half} is lowered to 0" if is_fast else ""
    return (
        (
            f"While `{train}` is 0, a hidden counter stays as it is. Otherwise, if `{taken}` is 0, "
            f"the count 0 stays 0{falls}, and any other count drops by one; if `{taken}` is 1, the "
            f"count {top} stays {top}{rises}, and any other count climbs by one. `{out}` is 0 for "
            f"counts below {half}, and 1 from {half} on."
        ),
        (
            "Unlike a flip-flop that just repeats the last outcome, this predictor has a counter "
            f"with {{1 << width}} degrees of certainty, 0 to {{top}}. An outcome (`{{taken}}`, "
            f"which counts only while `{train}` is 1) moves the degree by only one, up for 1 and "
            f"down for 0{sure}. Outcomes that would lead past 0 or {top} are without effect, and "
            f"so are all edges with `{train}` at 0. `{out}` is high in the upper half, from {half} "
            "on."
        ),
        (
            "Which circuit guesses the next outcome of a branch and does not change its mind at "
            f"once when it is sure? Build it from a saturating counter with {width} bits: "
            f"`{train}` = 1 lets `{taken}` = 1 count it up and `{taken}` = 0 count it down, "
            f"without wrapping{leap}; `{train}` = 0 holds it. Its top bit drives `{out}`."
        ),
    )


def _computed(names: Names, width: int, *, is_fast: bool) -> tuple[str, ...]:
    (train, taken, out), top, half = names, (1 << width) - 1, 1 << width - 1
    low = half - 1
    step = (
        f" The only steps that differ are those over the middle: n(t) = {low} with s = 1 gives "
        f"{top}, and n(t) = {half} with s = -1 gives 0."
        if is_fast
        else ""
    )
    first = f"if (n == {low}) n = {top}; else " if is_fast else ""
    second = f"if (n == {half}) n = 0; else " if is_fast else ""
    path = [low, top] if is_fast else [low, half]
    again = "changes nothing more" if path[1] == top else f"to {path[1] + 1}"
    rule = f" ({low} is followed by {top}, and on the way down {half} by 0)" if is_fast else ""
    return (
        (
            f"With s = 0 for {train} = 0, s = 1 for {train} = {taken} = 1, and s = -1 for {train} "
            f"= 1 with {taken} = 0, the hidden counter n obeys n(t+1) = max(0, min({top}, n(t) + "
            f"s)), one t per active edge.{step} {out} is floor(n / {half})."
        ),
        (
            f"Think of a variable n, the counter, between 0 and {top}. Once per clock cycle: if "
            f"({train}) {{ if ({taken}) {{ {first}if (n < {top}) n++; }} else {{ {second}if (n > "
            f"0) n--; }} }}. At any time {out} = (n >= {half})."
        ),
        (
            f"`{out}` shows bit {width - 1} of a hidden counter with {width} bits. From {path[0]}, "
            f"an edge with `{train}` = 1 and `{taken}` = 1 brings the counter to {path[1]}, and "
            f"another one {again}. The rule: such edges raise it by one as far as {top}, edges "
            f"with `{train}` = 1 and `{taken}` = 0 lower it by one as far as 0{rule}, and the "
            f"others, with `{train}` = 0, do not touch it."
        ),
    )
