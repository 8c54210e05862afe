"""Things that go to and fro in further words."""

from __future__ import annotations

from rtlgen.datagen.walking import Walker


def others(walker: Walker) -> tuple[str, ...]:
    """Say how a thing behaves, without clock and reset."""
    return (
        _code(walker),
        _terse(walker),
        _question(walker),
        _message(walker),
        _demands(walker),
        _cases(walker),
        _contrast(walker),
        _sums(walker),
        _program(walker),
        _outputs(walker),
    )


def _turns(walker: Walker) -> str:
    """Tell when it turns."""
    (one, other), (hit, bump) = walker.setting.ways, walker.setting.bumps
    if walker.any_bump:
        return f"`{hit}` or `{bump}` (one of them is enough)"
    return f"`{hit}` on the way `{one}`, or `{bump}` on the way `{other}`"


def _after(walker: Walker) -> str:
    """Tell which way it goes after a wait."""
    return (
        "the opposite of its previous direction" if walker.turns_after else "its previous direction"
    )


def _code(walker: Walker) -> str:
    setting, (one, other), (hit, bump) = walker.setting, walker.setting.ways, walker.setting.bumps
    turn = f"{hit} | {bump}" if walker.any_bump else f"dir ? {bump} : {hit}"
    tests = []
    if walker.has_stop:
        flip = " dir <= ~dir;" if walker.turns_after else ""
        tests.append(f"if ({walker.stopped}) mode <= WAIT;")
        if walker.limit:
            tests.insert(0, "if (mode == LOST) mode <= LOST;")
            tests.append(f"if (mode == WAIT && n > {walker.limit}) mode <= LOST;")
        tests.append(f"if (mode == WAIT) begin mode <= GO;{flip} end")
    if walker.has_job and walker.is_held:
        tests += [f"if ({setting.job}) mode <= WORK;", "if (mode == WORK) mode <= GO;"]
    elif walker.has_job:
        tests.append(f"if ({setting.job} || mode == WORK) mode <= WORK;")
    tests.append(f"if ({turn}) dir <= ~dir;")
    shown = [f"{one} = (mode == GO) & ~dir", f"{other} = (mode == GO) & dir"]
    shown += [f"{setting.waits} = (mode == WAIT)"] if walker.has_stop else []
    shown += [f"{setting.works} = (mode == WORK)"] if walker.has_job else []
    count = (
        f" Here n is the number of cycles for which {setting.waits} has been 1 without a break."
        if walker.limit
        else ""
    )
    return (
        f"Two registers, mode and dir (0 for {one}, 1 for {other}), make up the machine; the reset "
        f"puts mode at GO. On a tick: {' else '.join(tests).removesuffix(';')}.{count} "
        f"Continuous assignments: {', '.join(shown)}."
    )


def _terse(walker: Walker) -> str:
    setting, (one, other), (hit, bump) = walker.setting, walker.setting.ways, walker.setting.bumps
    turn = f"{hit} or {bump} reverses" if walker.any_bump else (
        f"{hit} reverses {one}, {bump} reverses {other}"
    )  # fmt: skip
    parts, order = [turn], ["turn"]
    if walker.has_job:
        ends = f"{setting.job} = 0" if walker.is_held else f"{setting.stop} = {setting.stops_at}"
        parts.append(f"{setting.job} = 1 starts {setting.works}, which lasts until {ends}")
        order.insert(0, "work")
    if walker.has_stop:
        parts.append(
            f"{setting.stop} = {setting.stops_at} holds it in {setting.waits}, from where the "
            f"release leads to travel in {_after(walker)}, no other input counting at that edge"
        )
        if walker.limit:
            parts.append(
                f"after more than {walker.limit} cycles of {setting.waits} the release leads to "
                f"standstill instead (all outputs 0 until reset)"
            )
        order.insert(0, "hold")
    priority = f" Priority: {' > '.join(order)}." if order[1:] else ""
    return (
        f"Two-way Moore controller, {one} / {other}, one output high at a time: "
        f"{'; '.join(parts)}. Direction is kept where nothing is said of it, and only travel can "
        f"be reversed.{priority}"
    )


def _question(walker: Walker) -> str:
    setting, (one, other) = walker.setting, walker.setting.ways
    seen = [
        f"it travels with `{one}` or `{other}` high, never both, and an edge reverses the travel "
        f"upon {_turns(walker)}"
    ]
    if walker.has_stop:
        seen.append(
            f"an edge that finds `{setting.stop}` at {setting.stops_at} stops it at once, whatever "
            f"it was doing, and `{setting.waits}` alone is high until an edge finds "
            f"`{setting.stop}` at {1 - setting.stops_at}, which starts travel in {_after(walker)} "
            f"and evaluates nothing else"
        )
    if walker.limit:
        seen.append(
            f"but if `{setting.waits}` was high for more than {walker.limit} cycles, that edge "
            f"leaves it dead, all outputs low up to the next reset"
        )
    if walker.has_job:
        weaker = f", unless `{setting.stop}` stops it," if walker.has_stop else ""
        ends = (
            f"until an edge finds `{setting.job}` low, after which it travels on unturned"
            if walker.is_held
            else "until it is stopped, and only that interrupts it"
        )
        seen.append(
            f"when an edge during travel finds `{setting.job}` high, it{weaker} works instead of "
            f"turning, with `{setting.works}` alone high, {ends}"
        )
    listed = "; ".join(f"({'abcd'[n]}) {text}" for n, text in enumerate(seen))
    return (
        f"Which Moore machine explains what is seen of {setting.thing.lower()}? These are the "
        f"observations: {listed}. Build it."
    )


def _message(walker: Walker) -> str:
    setting, (one, other) = walker.setting, walker.setting.ways
    text = (
        f"I need the brain of {setting.thing.lower()}, all outputs straight from the state. My "
        f"wishes, the weakest first. It runs as `{one}` or as `{other}`, with just that output "
        f"high, and swaps the two when it meets {_turns(walker)}."
    )
    if walker.has_job:
        ends = (
            f"As soon as I release `{setting.job}`, let it run on the way it came."
            if walker.is_held
            else f"It keeps at it, even if I release `{setting.job}`, till the stop below."
        )
        text += (
            f" If I raise `{setting.job}` while it runs, forget about swapping and raise only "
            f"`{setting.works}`, deaf to `{setting.bumps[0]}` and `{setting.bumps[1]}`. {ends}"
        )
    if walker.has_stop:
        text += (
            f" Whenever I put `{setting.stop}` to {setting.stops_at}, everything else is off: only "
            f"`{setting.waits}` is high, and the direction is remembered. Back at "
            f"{1 - setting.stops_at}, it runs in {_after(walker)}; please don't look at my other "
            f"inputs at that very edge."
        )
    if walker.limit:
        text += (
            f" One catch: if `{setting.waits}` lasted longer than {walker.limit} cycles, then at "
            f"that edge everything goes dark instead, and only my reset revives it."
        )
    return text


def _demands(walker: Walker) -> str:
    setting, (one, other) = walker.setting, walker.setting.ways
    demands = []
    if walker.has_stop:
        demands.append(
            f"It shall enter the state {setting.waits} from travel"
            f"{' and from work' if walker.has_job else ''} at each edge with `{setting.stop}` = "
            f"{setting.stops_at}, and must stay there as long as that level lasts"
        )
        release = (
            f"At the first edge after that with `{setting.stop}` = {1 - setting.stops_at} it shall "
        )
        resume = f"resume travel in {_after(walker)}, and no other input may matter"
        if walker.limit:
            release += (
                f"{resume}; if, however, `{setting.waits}` has then been asserted for "
                f"{walker.limit + 1} cycles or more, it shall instead deassert all outputs until "
                f"it is reset"
            )
        else:
            release += resume
        demands.append(release)
    if walker.has_job:
        ends = (
            f"left at an edge with `{setting.job}` = 0, in the same direction as before"
            if walker.is_held
            else f"left for no other reason than `{setting.stop}` = {setting.stops_at}"
        )
        unless = ", unless that stop is due" if walker.has_stop else ""
        demands.append(
            f"During travel, `{setting.job}` = 1 shall start the work, whatever the obstacles"
            f"{unless}; the work must be {ends}"
        )
    first = "Failing that, an" if demands else "An"
    demands.append(f"{first} edge during travel shall reverse the direction upon {_turns(walker)}")
    outs = f"`{one}` and `{other}` shall be asserted during travel, one for each direction"
    outs += f", `{setting.waits}` during the stop" if walker.has_stop else ""
    outs += f", `{setting.works}` during the work" if walker.has_job else ""
    return (
        f"Requirements of a synchronous controller. {'. '.join(demands)}. {outs}. Each output must "
        f"be deasserted in all other states."
    )


def _cases(walker: Walker) -> str:
    setting = walker.setting
    stops = f"`{setting.stop}` = {setting.stops_at}"
    cases = []
    if walker.limit:
        cases.append("While every output is low, it is broken, and only the reset changes that")
    if walker.has_job:
        way_out = [f"{stops} stops it"] if walker.has_stop else []
        if walker.is_held:
            again = "otherwise " if walker.has_stop else ""
            way_out.append(f"{again}`{setting.job}` = 0 sends it on in the direction it had")
        cases.append(
            f"While `{setting.works}` is high, {', '.join(way_out)}, and all else lets it work on"
        )
    if walker.has_stop:
        lost = (
            f"; had `{setting.waits}` been high for more than {walker.limit} cycles by then, every "
            f"output falls instead"
            if walker.limit
            else ""
        )
        cases.append(
            f"While `{setting.waits}` is high, nothing happens as long as {stops}; if not, it sets "
            f"off in {_after(walker)} without regard to any other input{lost}"
        )
    strong = [f"{stops} makes `{setting.waits}` high"] if walker.has_stop else []
    if walker.has_job:
        strong.append(f"`{setting.job}` = 1 makes `{setting.works}` high")
    for here, there, bump in zip(
        setting.ways, setting.ways[::-1], setting.bumps, strict=True
    ):  # fmt: skip
        hits = " or ".join(setting.bumps) if walker.any_bump else bump
        steps = [*strong, f"{hits} high makes `{there}` high"]
        cases.append(
            f"While `{here}` is high, {', failing that '.join(steps)}, and else `{here}` stays high"
        )
    return (
        f"What an edge does depends on which output is high, and there is never more than one. "
        f"{'. '.join(cases)}. Where an output becomes high, the one before it falls."
    )


def _contrast(walker: Walker) -> str:
    setting, (one, other) = walker.setting, walker.setting.ways
    hit, bump = setting.bumps
    thing = setting.thing.lower()
    blind = (
        "both mean the same to it"
        if walker.any_bump
        else f"`{hit}` means nothing on the way `{other}`, and `{bump}` nothing on the way `{one}`"
    )
    text = (
        f"Unlike a counter that runs up and down by itself, {thing} keeps its direction, `{one}` "
        f"or `{other}` (that output is 1), until an edge at which it meets {_turns(walker)}; "
        f"{blind}."
    )
    if walker.has_job:
        ends = (
            f"an edge with `{setting.job}` low, and it does not turn at that edge"
            if walker.is_held
            else f"`{setting.stop}`; `{setting.job}` itself does not end it"
        )
        text += (
            f" It does not turn either when an edge of its travel sees `{setting.job}` high: then "
            f"it works (`{setting.works}` is the only 1), no obstacle counts, and what ends this "
            f"is {ends}."
        )
    if walker.has_stop:
        text += (
            f" None of this happens at an edge with `{setting.stop}` at {setting.stops_at}: then "
            f"it halts and `{setting.waits}` is the only 1. Nor does it happen at the edge that "
            f"ends the halt, when `{setting.stop}` is no longer {setting.stops_at}: this one just "
            f"sets it going in {_after(walker)}."
        )
    if walker.limit:
        text += (
            f" It does not survive a halt of more than {walker.limit} cycles, though: instead of "
            f"going it then shows zeros on all outputs, until the reset."
        )
    return text


def _sums(walker: Walker) -> str:
    setting, (one, other), (hit, bump) = walker.setting, walker.setting.ways, walker.setting.bumps
    modes = ["G"] + (["W"] if walker.has_stop else []) + (["J"] if walker.has_job else [])
    modes += ["L"] if walker.limit else []
    obstacle = f"max({hit}, {bump})" if walker.any_bump else f"{hit} if d = 0 and {bump} if d = 1"
    rules = ["from L to L"] if walker.limit else []
    if walker.has_stop:
        lost = f"to L if w > {walker.limit}, or else " if walker.limit else ""
        flip = " with d replaced by 1 - d" if walker.turns_after else ""
        rules.append(f"{'else ' if rules else ''}to W if {setting.stop} = {setting.stops_at}")
        rules.append(f"else from W {lost}to G{flip}")
    if walker.has_job:
        start = "else " if rules else ""
        if walker.is_held:
            rules += [f"{start}to J if {setting.job} = 1", "else from J to G"]
        else:
            rules.append(f"{start}to J if {setting.job} = 1 or the mode is J already")
    rules.append(
        f"{'else ' if rules else ''}from G to G, with d replaced by (d + b) mod 2, where b is "
        f"{obstacle}"
    )
    count = f" w counts the cycles for which {setting.waits} has been 1." if walker.limit else ""
    outs = [f"{one} = 1 on (G, 0)", f"{other} = 1 on (G, 1)"]
    outs += [f"{setting.waits} = 1 on (W, d)"] if walker.has_stop else []
    outs += [f"{setting.works} = 1 on (J, d)"] if walker.has_job else []
    span = f"{{{', '.join(modes)}}}"
    kept = f" d stays where no replacement is named.{count}"
    return (
        f"The state is a pair (mode, d) with a mode from {span} and d from {{0, 1}}, in mode G "
        f"after the reset. At each active edge the first rule that applies is used: "
        f"{', '.join(rules)}.{kept} The output function: {', '.join(outs)}, and 0 elsewhere."
    )


def _program(walker: Walker) -> str:
    setting, (one, other), (hit, bump) = walker.setting, walker.setting.ways, walker.setting.bumps
    turn = f"{hit} || {bump}" if walker.any_bump else f"back ? {bump} : {hit}"
    stop = f"if ({walker.stopped}) mode = WAIT; " if walker.has_stop else ""
    start = "else " if stop else ""
    job = f"{start}if ({setting.job}) mode = WORK; " if walker.has_job else ""
    again = "else " if stop or job else ""
    arms = [f"case GO: {stop}{job}{again}if ({turn}) back = !back; break;"]
    if walker.has_job:
        ends = f"{start}if (!{setting.job}) mode = GO; " if walker.is_held else ""
        arms.append(f"case WORK: {stop}{ends}break;")
    if walker.has_stop:
        flip = " back = !back;" if walker.turns_after else ""
        free = f"if ({'!' if setting.stops_at else ''}{setting.stop})"
        if walker.limit:
            arms.append(
                f"case WAIT: {free} {{ if (cycles > {walker.limit}) mode = DEAD; else {{ mode = "
                f"GO;{flip} }} }} break; case DEAD: break;"
            )
        else:
            arms.append(f"case WAIT: {free} {{ mode = GO;{flip} }} break;")
    count = (
        " The variable cycles holds for how many clock cycles mode has been WAIT."
        if walker.limit
        else ""
    )
    shown = [f"{one} means GO and not back", f"{other} means GO and back"]
    shown += [f"{setting.waits} means WAIT"] if walker.has_stop else []
    shown += [f"{setting.works} means WORK"] if walker.has_job else []
    return (
        f"Written like a C program, with a mode (GO at first) and a flag back that says it goes as "
        f"{other}, one pass of the loop per clock is: switch (mode) {{ {' '.join(arms)} }}{count} "
        f"After each pass, {', '.join(shown)}."
    )


def _outputs(walker: Walker) -> str:
    setting, (one, other) = walker.setting, walker.setting.ways
    idle = f" and `{setting.stop}` at {1 - setting.stops_at}" if walker.has_stop else ""
    idle += f" and `{setting.job}` at 0" if walker.has_job else ""
    text = f"`{one}` and `{other}` tell where {setting.thing.lower()} is going."
    if walker.has_job:
        text += (
            f" `{setting.works}` replaces them from an edge of the travel that finds "
            f"`{setting.job}` = 1 to "
        )
        text += (
            "one that finds it 0; the direction is the same afterwards, for obstacles are not "
            "looked at."
            if walker.is_held
            else f"the next halt; meanwhile neither obstacles nor `{setting.job}` are looked at."
        )
    if walker.has_stop:
        others_ = "all of them" if walker.has_job else "both"
        text += (
            f" `{setting.waits}` replaces {others_} from any edge that finds `{setting.stop}` = "
            f"{setting.stops_at} to one that finds it {1 - setting.stops_at}, at which no other "
            f"input is looked at, and after which the travel goes in {_after(walker)}."
        )
    if walker.limit:
        text += (
            f" If this took more than {walker.limit} cycles, there is no travel after it, but all "
            f"outputs are 0, and remain so without a reset."
        )
    only = "Otherwise, an" if walker.has_stop or walker.has_job else "An"
    return (
        f"{text} {only} edge of the travel exchanges `{one}` and `{other}` because of "
        f"{_turns(walker)}. For instance, with `{one}` = 1, an edge with `{setting.bumps[0]}` at 1"
        f"{idle} leads to `{other}` = 1. Only one output is 1 at a time."
    )
