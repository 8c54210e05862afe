"""Things that go one way or the other: they turn at an obstacle, may have to wait, may do a job."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.walkers import others
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
    said = _says(walker)
    tails = (rest[:3] * 8)[: len(said) - 1] + rest[3:]
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
        says=tuple(f"{text} {tail}" for text, tail in zip(said, tails, strict=True)),
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
        *_more(walker),
        *others(walker),
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


def _more(walker: Walker) -> tuple[str, ...]:
    """Say the same in more ways."""
    setting, (one, other), (hit, bump) = walker.setting, walker.setting.ways, walker.setting.bumps
    thing = setting.thing.lower()
    turn = (
        f"a 1 on `{hit}` and a 1 on `{bump}` both reverse the direction, whichever it is"
        if walker.any_bump
        else f"a 1 on `{hit}` matters only while `{one}` is 1 and then changes it to `{other}`; a "
        f"1 on `{bump}` matters only while `{other}` is 1 and then changes it to `{one}`"
    )
    move = f"Travel: one of `{one}`, `{other}` is 1 and says where it goes; {turn}."
    hold, work = _hold(walker), _work(walker)
    parts = [text for text in (hold, work, move) if text]
    edges = "State and outputs change at active edges only."
    joined, backwards = " ".join(parts), " ".join(parts[::-1])
    steps = _steps(walker)
    chain = "; else ".join(f"if {test}, {action}" for test, action in steps)
    first = " ".join(f"({n}) If {test}, {action}." for n, (test, action) in enumerate(steps, 1))
    never = f"`{one}` and `{other}` are never 1 together."
    states = ["travel"] + (["hold"] if hold else []) + (["work"] if work else [])
    listed = f"the state{'s' if states[1:] else ''} {' and '.join(states)}, each in two directions"
    rule = f"At an active edge: {chain}; else nothing changes."
    shown = _shown(walker)
    return (
        f"Moore FSM for {thing}. {backwards} {edges}",
        f"Create the control logic of {thing}. {joined} {never} {edges}",
        f"{shown} {rule}",
        f"You are given a toy, {thing}, that remembers its direction ({one} or {other}) all the "
        f"time. {shown} Once per clock it decides what to do next, and the first line that "
        f"applies wins. {first} If none applies, it carries on.",
        f"Model {thing} as a synchronous machine with {listed}. {rule} {shown}",
        f"What do the outputs mean? {shown} And how does the machine move between these "
        f"situations? {backwards} {edges}",
        f"Priorities matter in this design, so the tests are listed from the strongest to the "
        f"weakest; they are done at every active edge, and only the first that is true has an "
        f"effect. {first} {shown}",
        f"The directions {one} and {other} are the heart of this controller. "
        f"{' '.join(text for text in (move, work, hold) if text)} {edges} {shown}",
    )


def _hold(walker: Walker) -> str:
    """Tell of the wait in other words; empty if there is none."""
    setting, level = walker.setting, walker.setting.stops_at
    if not walker.has_stop:
        return ""
    way = "reversed" if walker.turns_after else "old"
    text = (
        f"Hold: `{setting.stop}` = {level} at an edge overrides everything and leads to the hold, "
        f"with `{setting.waits}` as the only 1. The first edge that sees `{setting.stop}` = "
        f"{1 - level} again starts travel in the {way} direction and looks at no other input."
    )
    if walker.limit:
        text += (
            f" But after a hold of {walker.limit + 1} or more cycles there is no travel: all "
            f"outputs become 0 for good, until the reset."
        )
    return text


def _work(walker: Walker) -> str:
    """Tell of the job in other words; empty if there is none."""
    setting = walker.setting
    if not walker.has_job:
        return ""
    text = (
        f"Work: during travel, `{setting.job}` = 1 leads to the work, with `{setting.works}` as "
        f"the only 1, and is stronger than a turn. The direction is remembered, and `"
        f"{'` and `'.join(setting.bumps)}` have no effect"
    )
    if walker.is_held:
        return f"{text}. An edge with `{setting.job}` = 0 ends it without a turn: travel goes on."
    return f"{text}, nor has `{setting.job}` any more; only the hold ends it."


def _steps(walker: Walker) -> list[tuple[str, str]]:
    """List tests and actions, the strongest first."""
    setting, (one, other) = walker.setting, walker.setting.ways
    found = []
    if walker.has_stop:
        found.append((f"`{setting.stop}` is {setting.stops_at}", "wait (or keep waiting)"))
        if walker.limit:
            found.append((
                f"it is waiting and `{setting.waits}` has been 1 for more than {walker.limit} "
                f"cycles", "break down, which means that all outputs are 0 until the reset",
            ))  # fmt: skip
        way = "turn and travel" if walker.turns_after else "travel on the way it went before"
        found.append(("it is waiting", way))
    if walker.has_job:
        found.append((f"it travels and `{setting.job}` is 1", "work"))
        if walker.is_held:
            found.append((f"it works and `{setting.job}` is 0", "travel on without a turn"))
    bumps = setting.bumps
    if walker.any_bump:
        found.append((f"it travels and `{bumps[0]}` or `{bumps[1]}` is 1 (or both)", "turn"))
    else:
        found += [
            (f"it travels as `{way}` and `{bump}` is 1", f"turn to `{new}`")
            for way, bump, new in ((one, bumps[0], other), (other, bumps[1], one))
        ]
    if not walker.limit:
        return found
    return [("it has broken down", "stay so"), *found]


def _shown(walker: Walker) -> str:
    """Tell the outputs by what it does."""
    setting, (one, other) = walker.setting, walker.setting.ways
    texts = [f"`{one}` is 1 while it travels that way, `{other}` while it travels the other way"]
    texts += [f"`{setting.waits}` is 1 while it waits (hold)"] if walker.has_stop else []
    texts += [f"`{setting.works}` is 1 while it works"] if walker.has_job else []
    return f"{', '.join(texts)}; no output is 1 otherwise."
