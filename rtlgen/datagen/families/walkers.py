"""Things that go one way or the other: they turn at an obstacle, may have to wait, may do a job."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.walking import SETTINGS, Walker, flags, states

State = tuple[str, int, int]
"""`go`, `wait`, `work` or `lost`; which of the two ways; for how many cycles it has waited."""


def draw(rng: random.Random) -> Drawn:
    """Draw a thing and its rules."""
    setting, has_stop = rng.choice(SETTINGS), rng.random() < 0.75
    has_job = rng.random() < (0.5 if has_stop else 0.4)
    walker = Walker(
        setting=setting, first=rng.choice((0, 0, 1)), any_bump=rng.random() < 0.3,
        has_stop=has_stop, turns_after=has_stop and rng.random() < 0.25, has_job=has_job,
        is_held=not has_stop or rng.random() < 0.5,
        limit=rng.randrange(2, 8) if has_stop and rng.random() < 0.35 else 0,
        clocking=draw_clocking(rng),
    )  # fmt: skip
    inputs = [*setting.bumps, *([setting.stop] if has_stop else [])]
    outputs = [*setting.ways, *([setting.waits] if has_stop else [])]
    if has_job:
        inputs, outputs = [*inputs, setting.job], [*outputs, setting.works]
    first: State = ("go", walker.first, 0)
    reset = f"makes it go as `{setting.ways[walker.first]}`"
    rest = [walker.clocking.says(rng, reset) for _ in range(4)]
    return Drawn(
        family="walkers",
        name=rng.choice(("walker", "motion_fsm", "shuttle", "top_module")),
        ports=(
            *walker.clocking.ports, *map(input_port, inputs), *map(output_port, outputs)
        ),
        bodies={
            "two blocks": states(walker, is_single=False),
            "one block": states(walker, is_single=True), "flags": flags(walker),
        },
        registers={},
        says=tuple(f"{text} {more}" for text, more in zip(_says(walker), rest, strict=True)),
        behaviour=walker.clocking.behaviour(
            first, lambda state, levels: _update(walker, state, levels),
            lambda state, _: _outputs(walker, state),
        ),
    )  # fmt: skip


def _update(walker: Walker, state: State, levels: Levels) -> State:
    """Return what it does next."""
    (mode, way, waited), setting = state, walker.setting
    if mode == "lost":
        return state
    if walker.has_stop and levels[setting.stop] == setting.stops_at:
        return "wait", way, min(waited + 1, walker.limit + 1) if mode == "wait" else 1
    if mode == "wait":
        is_lost = walker.limit and waited > walker.limit
        return "lost" if is_lost else "go", way ^ walker.turns_after, 0
    if walker.has_job and (levels[setting.job] or (mode == "work" and not walker.is_held)):
        return "work", way, 0
    bumps = [levels[name] for name in setting.bumps]
    turns = mode == "go" and (any(bumps) if walker.any_bump else bumps[way])
    return "go", way ^ bool(turns), 0


def _outputs(walker: Walker, state: State) -> Known:
    """Return what it shows."""
    mode, way, _ = state
    found = {name: int(mode == "go" and way == n) for n, name in enumerate(walker.setting.ways)}
    if walker.has_stop:
        found[walker.setting.waits] = int(mode == "wait")
    if walker.has_job:
        found[walker.setting.works] = int(mode == "work")
    return {**found}


def _says(walker: Walker) -> tuple[str, ...]:
    setting, (one, other), bumps = walker.setting, walker.setting.ways, walker.setting.bumps
    level, job, waits = setting.stops_at, setting.job, setting.waits
    if walker.any_bump:
        turn = f"it turns around when `{bumps[0]}` or `{bumps[1]}` (or both) is 1"
    else:
        turn = (
            f"going as `{one}` it turns around when `{bumps[0]}` is 1, going as `{other}` when "
            f"`{bumps[1]}` is 1, and an input for the other end is ignored"
        )
    rules = [f"While it goes, exactly one of `{one}` and `{other}` is 1, and {turn}"]
    if walker.has_stop:
        after = "the other direction than" if walker.turns_after else "the same direction as"
        rules.append(
            f"When `{setting.stop}` is {level} it waits: `{waits}` is 1 and all other outputs are "
            f"0; when `{setting.stop}` is {1 - level} again it goes on in {after} before, and at "
            "that edge all other inputs are ignored"
        )
    if walker.limit:
        rules.append(
            f"If `{waits}` has been 1 for more than {walker.limit} clock cycles, it does not go on "
            "when the wait ends: then all outputs are 0 until the reset"
        )
    if walker.has_job:
        ends = f"until `{job}` is 0" if walker.is_held else f"until `{setting.stop}` is {level}"
        more = (
            " (or until it has to wait, which ends the job)"
            if walker.is_held and walker.has_stop
            else ""
        )
        then = ", then goes on in the same direction" if walker.is_held else ""
        rules.append(
            f"When it goes and `{job}` is 1 it works: `{setting.works}` is 1 and all other outputs "
            f"are 0, {ends}{more}{then}; obstacles are ignored meanwhile, also at the edge at "
            "which the work ends"
        )
    order = [*(["waiting"] if walker.has_stop else []), *(["working"] if walker.has_job else []),
             "turning"]  # fmt: skip
    told = [*rules, *([f"The order of priority is {', '.join(order)}"] if order[1:] else [])]
    moore = "All outputs depend only on the state, which changes at active clock edges"
    thing = setting.thing.lower()
    numbered = " ".join(f"{n}. {rule}." for n, rule in enumerate(told, 1))
    lines = "\n".join(f"- {line}." for line in _by_state(walker))
    return (
        f"{setting.thing} moves to and fro. {'. '.join(told)}. {moore}.",
        f"Model {thing} as a Moore machine. Rules: {numbered}",
        f"Controller of {thing} (Moore), state by state; the first condition that is true counts, "
        f"and if none is, the state stays.\n\n{lines}\n\n{moore}.",
        f"Given the inputs just before an active clock edge, take the first condition that holds; "
        f"if none holds, nothing changes. {'. '.join(_by_state(walker))}. {moore}.",
    )


def _by_state(walker: Walker) -> list[str]:
    """Tell each state with its output and its ways out."""
    setting, ways = walker.setting, walker.setting.ways
    stop = f"`{setting.stop}` is {setting.stops_at}"
    waits = [f"if {stop}, wait"] if walker.has_stop else []
    works = [f"if `{setting.job}` is 1, work"] if walker.has_job else []
    found = []
    for here, there, bump in zip(ways, ways[::-1], setting.bumps, strict=True):
        bumps = [f"`{name}`" for name in (setting.bumps if walker.any_bump else (bump,))]
        bumped = f"{' or '.join(bumps)} is 1{' (or both are)' if bumps[1:] else ''}"
        turn = f"if {bumped}, go as `{there}`"
        found.append(f"Going as `{here}` (only `{here}` is 1): {'; '.join([*waits, *works, turn])}")
    if walker.has_stop:
        way = f"go in the {'other' if walker.turns_after else 'same'} direction as before the wait"
        lost = (
            f"if `{setting.waits}` has been 1 for more than {walker.limit} cycles, all outputs "
            f"stay 0 until a reset; otherwise "
            if walker.limit
            else ""
        )
        found.append(
            f"Waiting (only `{setting.waits}` is 1): as soon as `{setting.stop}` is "
            f"{1 - setting.stops_at}, {lost}{way}"
        )
    if walker.has_job:
        ends = f"; if `{setting.job}` is 0, go in the same direction as before the work"
        exits = "; ".join(waits) + (ends if walker.is_held else "")
        found.append(f"Working (only `{setting.works}` is 1): {exits.removeprefix('; ')}")
    return found
