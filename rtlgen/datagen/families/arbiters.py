"""Arbiters of two to four requests: fixed priority or round robin, the grant in a register."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.arbiters import others
from rtlgen.datagen.told.clocks import clocks

State = tuple[int | None, int]
"""Who is granted, and who was the latest that was granted."""


def draw(rng: random.Random) -> Drawn:
    """Draw an arbiter."""
    form = rng.choice(("low", "high", "robin", "robin"))
    count, holds = rng.choice((2, 3, 4, 4)), rng.random() < 0.4
    ask, out = rng.choice(("req", "request", "r")), rng.choice(("grant", "gnt", "g"))
    clocking = draw_clocking(rng)

    def update(state: State, levels: Levels) -> State:
        granted, latest = state
        asking = {number for number in range(count) if levels[ask] >> number & 1}
        if holds and granted in asking:
            return state
        order = list(range(count))
        order = order[::-1] if form == "high" else order
        order = [(latest + 1 + n) % count for n in order] if form == "robin" else order
        chosen = next((number for number in order if number in asking), None)
        return chosen, (latest if chosen is None else chosen)

    def outputs(state: State, levels: Levels) -> Known:
        del levels
        return {out: 0 if state[0] is None else 1 << state[0]}

    first: State = (None, count - 1)
    after = "clears the grant" + (
        f" and makes {count - 1} count as the latest granted number, so that 0 comes first"
        if form == "robin" else ""
    )  # fmt: skip
    rest = [clocking.says(rng, after) for _ in range(4)]
    said = _says(ask, out, form, count, holds=holds)
    ends = [*rest[:2], *clocks(clocking, after)[:4]]
    tails = [*(rest[:3] * 4)[: len(said) - 11], *(ends * 2)[:10], rest[3]]
    bodies = _bodies(clocking, (ask, out), form, count, holds=holds)
    return Drawn(
        family="arbiters",
        name=rng.choice(("arbiter", f"arb{count}", "bus_arbiter", "top_module")),
        ports=(*clocking.ports, input_port(ask, count), output_port(out, count)),
        bodies=bodies,
        registers=dict.fromkeys(bodies, frozenset({out})),
        says=tuple(f"{text} {tail}" for text, tail in zip(said, tails, strict=True)),
        behaviour=clocking.behaviour(first, update, outputs),
    )


def _bodies(
    clocking: Clocking, names: tuple[str, str], form: str, count: int, *, holds: bool
) -> dict[str, str]:
    """Write the choice as a chain, and as arithmetic on the vector of requests."""
    (ask, out), last = names, f"{count}'d{1 << count - 1}"
    zero = f"{count}'d0"
    order = list(range(count))[:: -1 if form == "high" else 1]
    if form == "robin":
        arms = ""
        for before in range(count):
            turn = [(before + 1 + n) % count for n in range(count)]
            arms += f"            latest[{before}]: pick = {_chain(ask, turn, count)};\n"
        chain = f"        case (1'b1)\n{arms}            default: pick = {zero};\n        endcase\n"
        above = f"    wire [{count - 1}:0] above = {ask} & ~(latest | (latest - {count}'d1));\n"
        pick = f"(|above) ? (above & (~above + {count}'d1)) : ({ask} & (~{ask} + {count}'d1))"
    else:
        chain = f"        pick = {_chain(ask, order, count)};\n"
        above = ""
        pick = f"{ask} & (~{ask} + {count}'d1)"
        if form == "high":
            bits = [f"{ask}[{count - 1}]"]
            bits += [
                f"{ask}[{n}] & ~(|{ask}[{count - 1}:{n + 1}])" for n in range(count - 2, -1, -1)
            ]
            pick = f"{{{', '.join(bits)}}}"
    chosen = f"(|({ask} & {out})) ? {out} : pick" if holds else "pick"
    lines = [(f"{out} <= {chosen};", f"{out} <= {zero};")]
    if form == "robin":
        more = "(|pick) ? pick : latest"
        more = f"(|({ask} & {out})) ? latest : {more}" if holds else more
        lines.append((f"latest <= {more};", f"latest <= {last};"))
    latest = f"    reg [{count - 1}:0] latest;\n" if form == "robin" else ""
    inner = "\n".join(f"    {line}" for line, _ in lines)
    reset = "\n".join(f"    {line}" for _, line in lines)
    together = clocking.block(f"begin\n{reset}\nend", f"begin\n{inner}\nend")
    apart = "".join(clocking.block(begin, line) for line, begin in lines)
    return {
        "chain": f"{latest}    reg [{count - 1}:0] pick;\n    always @(*)\n{chain}{together}",
        "vector": f"{latest}{above}    wire [{count - 1}:0] pick = {pick};\n{apart}",
    }


def _chain(ask: str, order: list[int], count: int) -> str:
    return "".join(f"{ask}[{n}] ? {count}'d{1 << n} : " for n in order) + f"{count}'d0"


def _says(ask: str, out: str, form: str, count: int, *, holds: bool) -> tuple[str, ...]:
    numbers = list(range(count))
    order = ", ".join(str(n) for n in (numbers[::-1] if form == "high" else numbers))
    if form == "robin":
        choice = (
            "the first asking request is taken in circular order, which starts with the number "
            f"after the latest granted one (after {count - 1} comes 0, and the latest granted one "
            "is looked at last)"
        )
        title = "round-robin"
        note = " If nobody asks, the latest granted number is remembered unchanged."
    else:
        choice = f"the first asking request in the order {order} is taken"
        title, note = "fixed-priority", ""
    hold = (
        " A request that is granted and still asks keeps the grant; a new choice is made only when "
        "the granted request is 0 at the edge, or when nobody is granted."
        if holds
        else " The choice is made anew at every active edge, also when the granted one still asks."
    )
    form_of = f"bit i of `{out}` belongs to bit i of `{ask}`"
    more = f"{hold}{note}"
    return (
        f"A {title} arbiter for {count} requests: at an active clock edge {choice}, and its bit of "
        f"the registered, one-hot `{out}` becomes 1, the others 0; with no request `{out}` becomes "
        f"0, where {form_of}.{more}",
        f"Build an arbiter that gives a resource to one of the {count} requests of `{ask}`. The "
        f"register `{out}`, apart from a reset, changes only at active clock edges: "
        f"{choice}. At most one bit "
        f"is 1, none if no request is 1; {form_of}.{more}",
        f"Rules: 1. {form_of[0].upper()}{form_of[1:]}. 2. At an active edge, {choice}; the bit of "
        f"`{out}` that belongs to it is set and all others are cleared. 3. Without requests, "
        f"`{out}` is cleared.{more}",
        *_more(ask, out, form, count, holds=holds),
        *others(ask, out, form, count, holds=holds),
        f"Given the vector `{ask}` at an active clock edge, compute the next registered `{out}` "
        f"({title}): {choice}; the result has a 1 only in that place ({form_of}), and is 0 if "
        f"`{ask}` is 0.{more}",
    )


def _more(ask: str, out: str, form: str, count: int, *, holds: bool) -> tuple[str, ...]:
    """Say the same in more ways."""
    last = count - 1
    everyone = (1 << count) - 1
    if form == "robin":
        kind = "rotating (round-robin)"
        rule = (
            f"search upwards from the number after the previous winner, going on at 0 behind "
            f"{last}, until a request is found; the previous winner itself comes last"
        )
        who = "the one that follows the previous winner most closely in the circle 0 to "
        who += f"{last} and back to 0 wins (the previous winner only if it is alone)"
        state = " The previous winner is kept in a register that does not change without requests."
        shown = f"If all {count} ask all the time, 0 follows {last} and each gets its turn."
        if holds:
            shown = f"If all {count} ask and 0 gives up after its grant, 1 is next."
    else:
        end = "highest" if form == "high" else "lowest"
        winner = last if form == "high" else 0
        kind = f"static ({end} number first)"
        rule = f"search from {'the top' if form == 'high' else 'bit 0'} "
        rule += f"{'downwards' if form == 'high' else 'upwards'} until a request is found"
        who = f"the one with the {end} number wins"
        state = ""
        shown = f"If all ask ({everyone:0{count}b}), {winner} wins"
        shown += ", provided that nobody holds a grant." if holds else "."
    keep = (
        "The owner keeps its grant as long as its request is 1 at the edges; as soon as an edge "
        "finds that request at 0, or when there is no owner, a winner is chosen among those that "
        "ask."
        if holds
        else "The owner has no privilege: every edge chooses a winner from all that ask then, the "
        "owner among them."
    )
    idle = f"With nobody asking, `{out}` becomes all zeros."
    pairs = f"`{ask}[i]` asks and `{out}[i]` grants"
    test = f"({ask} & {out}) is not 0"
    hold = f"If {test}, keep {out}. Otherwise" if holds else "At each active edge,"
    steps = f"{hold} {rule}; set the bit of {out} with this number and clear the rest"
    return (
        f"Arbiter for {count} clients, {kind}, with a registered one-hot grant `{out}`; {pairs}. "
        f"{keep} Selection: {who}.{state} {idle}",
        f"Create a bus arbiter for {count} masters; {pairs}, from the next cycle on. {keep} Among "
        f"several requests {who}.{state} {idle}",
        f"{steps}, or clear all of it if no request is found.{state} `{out}` is a register that "
        f"changes at active edges; {pairs}.",
        f"This block shares one printer between {count} computers. A computer raises its bit of "
        f"`{ask}` and waits for the same bit of `{out}`, which is given by the clock edge. "
        f"Never are two bits of `{out}` set. {keep} When a choice is due, {who}. {shown} {idle}"
        f"{state}",
        f"Who gets the grant at an active edge? {keep} And if several ask? Then {who}.{state} And "
        f"if none asks? {idle} How is it shown? {pairs}, through flip-flops.",
        f"You are given request lines `{ask}[{last}:0]`. Produce grant lines `{out}[{last}:0]`, "
        f"out of registers, with at most one of them high. Policy: {kind}, so {who}. {keep}{state} "
        f"{idle}",
        f"Assume a synchronous {kind} arbiter; {pairs}. {shown} In detail: {keep} The choice is "
        f"made like this: {rule}.{state} {idle}",
        f"Requests on `{ask}` compete for a resource; the clock edge turns them into a one-hot "
        f"grant `{out}` (equal bit numbers belong together). {idle} {keep} If a winner is needed, "
        f"{rule}.{state}",
    )
