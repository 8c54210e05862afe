"""Two small designs in one module, side by side or one behind the other."""

from __future__ import annotations

import importlib
import random

from rtlgen.datagen import joining
from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.joining import Link

_WITHOUT_CLOCK = (
    "adders", "bit_wiring", "boolean_equations", "comparators", "constants_and_wires",
    "counted_inputs", "decoders", "gates", "gray_codes", "magnitudes", "muxes", "neighbours",
    "normal_forms", "one_hot_checks", "parities", "popcounts", "priority_encoders",
    "random_circuits", "shifters", "truth_tables", "vector_operations",
)  # fmt: skip
_CLOCKED = (
    "accumulators", "bcd_counters", "clock_dividers", "counters", "delay_lines", "edge_detectors",
    "flip_flops", "lfsrs", "one_shots", "random_registers", "ring_counters", "sequence_detectors",
    "shift_counters", "shift_registers", "timers", "up_down_counters",
)  # fmt: skip
_TRIES = 40
_LONGEST = 900
"""Of the description of a part, in characters."""
_NAMES = ("two_parts", "pair", "combined", "both", "duo", "top_module", "system")


def draw(rng: random.Random) -> Drawn:
    """Draw a pair; parts are drawn anew until their ports fit together."""
    while True:
        first = _part(rng)
        for _ in range(_TRIES):
            second = _part(rng)
            are_short = _is_short(first) and _is_short(second)
            if first.family != second.family and are_short and joining.can_share(first, second):
                return _joined(rng, first, second)


def _part(rng: random.Random) -> Drawn:
    family = rng.choice(_CLOCKED if rng.random() < 0.4 else _WITHOUT_CLOCK)
    drawn: Drawn = importlib.import_module(f"rtlgen.datagen.families.{family}").draw(rng)
    return drawn


def _is_short(drawn: Drawn) -> bool:
    texts = joining.without_last_words(drawn).says
    return bool(texts) and max(map(len, (*texts, drawn.says[-1]))) < _LONGEST


def _joined(rng: random.Random, first: Drawn, second: Drawn) -> Drawn:
    link = None
    possible = joining.links(first, second)
    if possible and rng.random() < 0.5:
        source, target = rng.choice(possible)
        is_hidden = len(first.outputs) + len(second.outputs) > 1 and rng.random() < 0.4
        link = Link(source=source, target=target, is_hidden=is_hidden)
    bodies, registers = joining.bodies(first, second, link)
    return Drawn(
        family="joined_designs",
        name=rng.choice(_NAMES),
        ports=joining.ports(first, second, link),
        bodies=bodies,
        registers=registers,
        says=_says(rng, first, second, link),
        behaviour=joining.behaviour(first, second, link),
    )


def _says(rng: random.Random, first: Drawn, second: Drawn, link: Link | None) -> tuple[str, ...]:
    known = [joining.without_last_words(drawn).says for drawn in (first, second)]

    def told() -> tuple[str, str, str]:
        return rng.choice(known[0]), rng.choice(known[1]), _linked(rng, link)

    texts = []
    for form in _SIDE_BY_SIDE if link is None else _IN_A_ROW:
        one, other, linked = told()
        texts.append(form.format(one=one, other=other, linked=linked))
    one, other = first.says[-1], second.says[-1]
    linked = f" {_linked(rng, link)}" if link is not None else ""
    last = f"The first one: {one}\n\nThe second one: {other}{linked}"
    texts += _more(known, link)
    return (*texts, f"This module unites two circuits.\n\n{last}")


_SIDE_BY_SIDE = (
    "The module has two parts. First part: {one} Second part: {other}",
    "Two circuits stand in one module and do not influence each other. (A) {one} (B) {other}",
    "{one} Apart from that, the module contains a second circuit. {other}",
    "Part A. {one}\n\nPart B. {other}",
    "Put both of these into one module.\n\n(1) {one}\n\n(2) {other}",
    "{other} In addition, the same module has to do this. {one}",
    "Implement two functions in a single module. The first function: {one} The second "
    "function: {other}",
)
_IN_A_ROW = (
    "The module has two parts. First part: {one} Second part: {other} {linked}",
    "Two circuits stand one behind the other. (A) {one} (B) {other} {linked}",
    "{one} A second circuit follows. {other} {linked}",
    "Part A. {one}\n\nPart B. {other}\n\n{linked}",
    "Put both of these into one module.\n\n1) {one}\n\n2) {other}\n\n{linked}",
    "{linked} The first of the two circuits is this. {one} The second is this. {other}",
    "Implement two stages in a single module. The first stage: {one} The second stage: "
    "{other} {linked}",
)


def _more(known: list[tuple[str, ...]], link: Link | None) -> list[str]:
    """Use more forms, without drawing anything, with descriptions of the parts in turn."""
    wired = ""
    if link is not None:
        source, target = f"`{link.source.name}`", f"`{link.target.name}`"
        gone = f"neither {source} nor {target} is" if link.is_hidden else f"{target} is not"
        wired = f"What the first circuit gives on {source} goes to {target} of the second, and "
        wired += f"{gone} among the ports."
    forms = _MORE_SIDE_BY_SIDE if link is None else _MORE_IN_A_ROW
    return [
        form.format(
            one=known[0][(2 * n) % len(known[0])], other=known[1][(3 * n + 1) % len(known[1])],
            wired=wired,
        )
        for n, form in enumerate(forms)
    ]  # fmt: skip


_MORE_SIDE_BY_SIDE = (
    "Two tasks are to be solved in one design that shares nothing but its name. Task 1: {one} "
    "Task 2: {other}",
    "Create a design with two independent halves.\n\nHalf 1: {one}\n\nHalf 2: {other}",
    "This design does two jobs at a time. The one job is this: {other} The other job is this: "
    "{one}",
    "You are given two specifications that must hold together. Specification one: {one} "
    "Specification two: {other} There is no connection between them.",
    "{one}\n\nBesides, and with no effect on that: {other}",
    "Which module does both of the following, side by side? One: {one} Two: {other}",
    "Requirement 1 of 2. {one}\n\nRequirement 2 of 2. {other}\n\nBoth shall be met at all times.",
    "We need a pair of circuits in a single file and a single module, please. Here is what I have "
    "written down for them. First: {other} Second: {one}",
    "{other}\n\nThat was the first half. The second half shares no data with it: {one}",
    "Unlike in a chain, nothing is handed over between these two. (i) {one} (ii) {other}",
)
_MORE_IN_A_ROW = (
    "Two tasks are to be solved in one design. Task 1: {one} Task 2: {other} {wired}",
    "Create a design that is a chain of two blocks.\n\nBlock 1: {one}\n\nBlock 2: {other}\n\n"
    "{wired}",
    "{wired} The first circuit: {one} The second circuit: {other}",
    "You are given two specifications, and a wire from one to the other. Specification one: {one} "
    "Specification two: {other} {wired}",
    "{one}\n\nBehind it comes this circuit: {other}\n\n{wired}",
    "Which module does both of the following? One: {one} Two: {other} {wired}",
    "Requirement 1 of 3. {one}\n\nRequirement 2 of 3. {other}\n\nRequirement 3 of 3. {wired}",
    "We need a pair of circuits in a single module, please, the second fed by the first. {wired} "
    "First: {one} Second: {other}",
    "{other}\n\nThat was the second half. The first half: {one}\n\n{wired}",
    "Unlike two circuits side by side, these are coupled. {wired} (i) {one} (ii) {other}",
)


def _linked(rng: random.Random, link: Link | None) -> str:
    """Say what is connected inside."""
    if link is None:
        return ""
    source, target = f"`{link.source.name}`", f"`{link.target.name}`"
    if link.is_hidden:
        return rng.choice((
            f"Neither {source} nor {target} is a port: {source} of the first drives {target} of "
            "the second inside.",
            f"The signals {source} and {target} are internal, and {target} is connected to "
            f"{source}.",
            f"Inside, {source} is wired to {target}; both are invisible from outside.",
        ))  # fmt: skip
    return rng.choice((
        f"The signal {target} of the second is no port; it is connected to {source} of the first.",
        f"Here {target} is an internal signal that always equals {source}.",
        f"Inside, {source} also drives {target}, which is no port.",
    ))  # fmt: skip
