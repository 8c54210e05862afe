"""Ways to tell the rules of a register."""

from __future__ import annotations

import random

from rtlgen.datagen.actions import Action
from rtlgen.datagen.ruled_register import RuledRegister


def told_in_a_sentence(one: RuledRegister, rng: random.Random) -> str:
    """`At each active edge, q is cleared if clr is 1; otherwise …`."""
    edge = rng.choice(("At each active edge", "At every active clock edge"))
    parts = [
        f"if `{name}` is {level}, it {_does(action, rng)}" for name, level, action in one.rules
    ]
    parts[:1] = [
        f"`{one.name}` {_does(action, rng)} if `{name}` is {level}"
        for name, level, action in one.rules[:1]
    ]
    if not parts:
        return f"{edge}, `{one.name}` {_does(one.last, rng)}."
    return f"{edge}, {'; otherwise, '.join(parts)}; otherwise it {_does(one.last, rng)}."


def told_by_number(one: RuledRegister, rng: random.Random) -> str:
    """`Rules for q, the first that fits counts: 1. …`."""
    lines = [
        f"{n}. If `{name}` is {level}, `{one.name}` {_does(action, rng)}."
        for n, (name, level, action) in enumerate(one.rules, 1)
    ]
    other = "Otherwise" if lines else "Always"
    lines.append(f"{len(lines) + 1}. {other}, `{one.name}` {_does(one.last, rng)}.")
    which = ", of which the first that fits counts" if len(lines) > 2 else ""
    return f"Rules for `{one.name}` at an active edge{which}: {' '.join(lines)}"


def told_as_program(one: RuledRegister, rng: random.Random) -> str:
    """`If clr = 1 then q is cleared; else …`."""
    parts = [
        f"if `{name}` = {level} then `{one.name}` {_does(action, rng)}"
        for name, level, action in one.rules
    ]
    text = "; else ".join((*parts, f"`{one.name}` {_does(one.last, rng)}"))
    return f"On each active clock edge: {text}."


def told_by_priority(one: RuledRegister, rng: random.Random) -> str:
    """`q is a register. With clr at 1 it is cleared …`."""
    what = "one bit" if one.width == 1 else f"{one.width} bits"
    parts = [
        f"With `{name}` at {level} it {_does(action, rng)}." for name, level, action in one.rules
    ]
    other = "In all other cases" if parts else "At each active edge"
    parts.append(f"{other} it {_does(one.last, rng)}.")
    return f"`{one.name}` is a register of {what}. {' '.join(parts)}"


def told_in_short(one: RuledRegister, rng: random.Random) -> str:
    """`q: clr=1: is cleared; …`."""
    parts = [f"{name}={level}: {_does(action, rng)}" for name, level, action in one.rules]
    other = "else" if parts else "always"
    return f"Register `{one.name}` - {'; '.join((*parts, f'{other}: {_does(one.last, rng)}'))}."


def told_by_effect(one: RuledRegister, rng: random.Random) -> str:
    """`What an edge does to q: it is cleared when clr is 1; …`."""
    parts = [
        f"it {_does(action, rng)} when `{name}` is {level}" for name, level, action in one.rules
    ]
    last = f"it {_does(one.last, rng)}"
    text = f"{', failing that '.join(parts)}; in any other case {last}" if parts else last
    return f"What an active edge does to `{one.name}`: {text}."


def _does(action: Action, rng: random.Random) -> str:
    return rng.choice(action.words)
