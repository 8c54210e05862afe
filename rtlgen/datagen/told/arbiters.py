"""Arbiters in further words."""

from __future__ import annotations


def others(ask: str, out: str, form: str, count: int, *, holds: bool) -> tuple[str, ...]:
    """Say the same in ten more ways.

    Args:
        ask: The requests.
        out: The grants.
        form: Which request is the first: `low` or `high` number, or `robin`.
        count: Requests.
        holds: Whether a granted request keeps the grant.
    """
    if form == "robin":
        return _turning(ask, out, count, holds=holds)
    return _fixed(ask, out, count, is_high=form == "high", holds=holds)


def _fixed(ask: str, out: str, count: int, *, is_high: bool, holds: bool) -> tuple[str, ...]:
    order = list(range(count))[:: -1 if is_high else 1]
    end, verb = ("highest", "max") if is_high else ("lowest", "min")
    top, bottom = order[0], order[-1]
    ranks = " > ".join(f"{ask}[{n}]" for n in order)
    mode = "non-preemptive" if holds else "preemptive"
    stay = (
        "the owner keeps it while its request stays high"
        if holds
        else "it is decided again at every edge, so a stronger request takes it from a weaker one"
    )
    first = f"if the line that owns the grant still asks, {out} is left alone; " if holds else ""
    owner = (
        f" Whoever is served goes on being served as long as its bit of {ask} is 1 at the edges."
        if holds
        else f" It does not matter who is served at present: a new {verb} is taken at every edge."
    )
    return (
        *_fixed_in_code(ask, out, count, is_high=is_high, holds=holds),
        f"A {count}-way fixed-priority arbiter, {mode}: {ranks}. Registered one-hot `{out}`; "
        f"{stay}.",
        f"Which circuit lets the {end}-numbered of {count} requesters through, one at a time? "
        f"Build it with {ask}[i] as the request and the flip-flop {out}[i] as the grant of "
        f"requester i, zero for all if nobody asks.{owner}",
        f"We have {count} blocks fighting for one bus and I want something simple. Block {top} is "
        f"my most important one and {bottom} my least important one (rank: {ranks}). Please "
        f"register the grants in `{out}`, at most one bit set, same numbers as `{ask}`. As for "
        f"taking "
        f"the bus away: {stay}. When no block asks, nobody gets it.",
        f"`{out}` shall be a register with no more than one bit set. Bit i of it shall answer "
        f"bit i of `{ask}`. The {end} active number must win, and {stay}. Without an active "
        f"request at the edge, all grants must be removed.",
        f"At the clock event: {first}otherwise, if `{ask}` is zero, `{out}` is zero too; otherwise "
        f"exactly one bit of `{out}` is asserted, at the {end} place where `{ask}` has a 1."
        if holds
        else f"At the clock event: if {ask} is zero, {out} is zero too; otherwise exactly one bit "
        f"of `{out}` is asserted, at the {end} place where `{ask}` has a 1, no matter what it was.",
        f"Unlike a round-robin arbiter, this one has no memory of earlier winners: number {top} "
        f"is always preferred and number {bottom} can starve. It has {count} request lines `{ask}` "
        f"and clocked one-hot grant lines `{out}` (none high if no line asks); {stay}. The order "
        f"is "
        f"{', '.join(map(str, order))}.",
        f"Let R(t) be the set of i with {ask}[i] = 1 at tick t and G(t) the number granted in "
        f"`{out}` before it, if any. "
        + ("If G(t) is in R(t), then G(t+1) = G(t). Otherwise" if holds else "Whatever G(t) is,")
        + f" G(t+1) = {verb} R(t), or none for the empty set. {out} holds 2^G, or 0 for none.",
    )


def _fixed_in_code(
    ask: str, out: str, count: int, *, is_high: bool, holds: bool
) -> tuple[str, ...]:
    """Say it with operators, as a loop, and as a chain."""
    order = list(range(count))[:: -1 if is_high else 1]
    end, top, bottom = "highest" if is_high else "lowest", order[0], order[-1]
    picks = "".join(f"{ask}[{n}] ? {count}'b{1 << n:0{count}b} : " for n in order) + "0"
    lone = f"{ask} & -{ask}" if not is_high else f"1 << floor(log2({ask}))"
    found = f"{ask} ? {lone} : 0" if is_high else lone
    keep = f"({ask} & {out}) ? {out} : " if holds else ""
    chosen = f"{keep}({found})" if keep or is_high else found
    shown = f"{(1 << count) - 1:0{count}b}"
    won = f"{1 << top:0{count}b}"
    loop = f"for (i = {bottom}; i {'<' if is_high else '>'}= {top}; i{'++' if is_high else '--'})"
    guard = f"if ({ask} & {out}) return; " if holds else ""
    return (
        f"On each tick {out} <= {chosen}, with both names as {count}-bit vectors.",
        f"C view of one tick: {guard}{out} = 0; {loop} if ({ask} >> i & 1) {out} = 1 << i; the "
        f"last assignment counts. `{out}` is a register of {count} bits"
        + (", and return leaves it untouched." if holds else "."),
        f"The value {won} of `{out}` after an edge that saw `{ask}` = {shown} with all grants at "
        f"0: "
        f"this is what a {count}-line priority arbiter does, in which the {end} number wins. In "
        f"code, the flip-flops {out} load {picks} at each edge"
        + (f", unless {ask} & {out} is nonzero, in which case they are not changed." if holds
           else ", whoever held the grant."),
    )  # fmt: skip


def _turning(ask: str, out: str, count: int, *, holds: bool) -> tuple[str, ...]:
    last = count - 1
    stay = (
        "the owner keeps the grant while its request stays high"
        if holds
        else "a grant lasts one cycle and is decided again at every edge"
    )
    turns = "; ".join(
        f"after {n}: {', '.join(str((n + 1 + k) % count) for k in range(count))}"
        for n in range(count)
    )
    kept = f"if {ask} & {out} is nonzero, nothing changes; otherwise, " if holds else ""
    lock = " while the owner goes on asking or" if holds else ""
    idle = "With no request, the grant is removed and the pointer to the latest winner stays."
    guard = f"if ({ask} & {out}) return; " if holds else ""
    step = (
        "If G(t) is in R(t), then G(t+1) = G(t) and w stays. Otherwise, if R(t)"
        if holds
        else "If R(t)"
    )
    shown = f"{(1 << count) - 1:0{count}b}"
    sample = f"{1 << 1:0{count}b}"
    return (
        f"With w as the number of the latest winner, on each tick {kept}{out} <= 1 << i for the "
        f"first i of (w+1) % {count}, (w+2) % {count} and so on up to w itself that has {ask}[i] "
        f"== 1, and w <= i; if {ask} is 0, {out} <= 0 and w keeps its value.",
        f"A {count}-request round-robin arbiter, registered one-hot `{out}`; {stay}. {idle}",
        f"Which arbiter lets no requester starve? Build it for {count} lines `{ask}`, with clocked "
        f"grants `{out}` on the same bit numbers, at most one high. Look for a request in these "
        f"orders, by the latest winner: {turns}. Here {stay}. {idle}",
        f"We have {count} masters and I want them to be treated fairly. Whoever got the bus last "
        f"goes to the end of my queue, and the search starts at the next number (0 comes behind "
        f"{last}). For the rest, {stay}. {idle} Please use flip-flops for `{out}`, one bit per "
        f"master, in the same places as in `{ask}`.",
        f"Fairness shall be by rotation over the numbers 0 to {last}: the search for a request in "
        f"`{ask}` must start one place above the latest winner, and must wrap around to end with "
        f"that winner. `{out}` shall be registered and show the winner in one-hot form; {stay}. "
        f"{idle}",
        f"At the clock event: {kept}if no bit of `{ask}` is 1, `{out}` is zeroed and the memory "
        f"of the "
        f"latest winner is retained; if some are 1, the search by the latest winner ({turns}) "
        f"finds the one whose bit of `{out}` is asserted, alone, and it becomes the latest winner.",
        f"Unlike a fixed-priority arbiter, this one changes its preferences: the latest winner "
        f"among the {count} lines `{ask}` is the least preferred one, and the line above it (0 "
        f"above {last}) the most preferred one. Preferences do not move{lock} when nobody "
        f"asks; `{out}`, a one-hot register, is zero in the latter case. Here {stay}.",
        f"Let R(t) be the set of i with {ask}[i] = 1 at tick t, G(t) the number granted in "
        f"`{out}`, "
        f"if any, and w the latest number granted. {step} is empty, nothing is granted and w "
        f"stays; else G(t+1) is the i in R(t) for which (i - w - 1) mod {count} is least, and w "
        f"becomes that i. `{out}` is 2^G, or 0 for none.",
        f"C view of one tick: {guard}{out} = 0; for (k = 1; k <= {count}; k++) {{ i = (w + k) % "
        f"{count}; if ({ask} >> i & 1) {{ {out} = 1 << i; w = i; break; }} }} where the registers "
        f"are `{out}` and w, the latest winner"
        + (", and return leaves both untouched." if holds else "."),
        f"The value {sample} of `{out}` after an edge that saw `{ask}` = {shown}, when 0 was the "
        f"latest "
        f"winner and nobody was being served: this is rotating priority. The purpose is that each "
        f"of {count} users gets its turn. The general rule: the order of the search is {turns}; "
        f"the first bit found at 1 in `{ask}` gets the grant, registered; {stay}. {idle}",
    )
