"""Small Moore machines as files, programs, graphs, equations and stories."""

from __future__ import annotations

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.series import marked, series
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.two_process_fsms import Rows


def notations(rows: Rows, data: str, out: str, clocking: Clocking) -> tuple[str, ...]:
    """Say the same in twenty more ways.

    Args:
        rows: The machine; the first state is that of the reset.
        data: The input.
        out: The output.
        clocking: Clock and reset.
    """
    said = (
        *_files(rows, data, out),
        *_graphs(rows, data, out),
        *_programs(rows, data, out),
        *_formal(rows, data, out),
        *_grouped(rows, data, out),
        *_stories(rows, data, out),
        *_brief(rows, data, out),
    )
    first = rows[0][0]
    ends = (*_timing(clocking, first), *clocks(clocking, f"puts the machine into state {first}"))
    shift = int("".join(value for _, _, value in rows), 2)
    told = []
    for place, text in enumerate(said):
        end = ends[(place + shift) % len(ends)]
        told.append(f"{end} {text}" if (place + len(rows)) % 3 == 0 else f"{text} {end}")
    return tuple(told)


def _timing(clocking: Clocking, first: str) -> tuple[str, ...]:
    """Describe clock and reset together."""
    clock, reset, level = clocking.clock, clocking.reset, int(not clocking.is_low)
    edge, short = ("falling", "negedge") if clocking.is_falling else ("rising", "posedge")
    kind = "asynchronous" if clocking.is_asynchronous else "synchronous"
    when = (
        f"at once when {reset} is {level}"
        if clocking.is_asynchronous
        else f"at a {edge} edge of {clock} that finds {reset} at {level}"
    )
    return (
        (
            f"The state register sits in an always {clocking.event} block whose first branch, for "
            f"`{reset}` at {level}, loads {first}."
        ),
        f"Timing: {clock} {short}; {reset} active {('low', 'high')[level]}, {kind}, to {first}.",
        (
            f"Start state is {first}, entered {when}; ordinary steps are "
            f"taken at {edge} edges of {clock}."
        ),
    )


def _width(rows: Rows) -> int:
    return len(rows[0][2])


def _binary(rows: Rows) -> str:
    return " (in binary)" if _width(rows) > 1 else ""


def _by_value(rows: Rows) -> dict[str, list[str]]:
    """Collect the states of each output."""
    values = sorted({value for _, _, value in rows})
    return {value: [name for name, _, own in rows if own == value] for value in values}


def _by_bit(rows: Rows, out: str) -> dict[str, list[str]]:
    """Collect the states in which each bit of the output is high."""
    width = _width(rows)
    return {
        f"{out}[{width - 1 - place}]" if width > 1 else out: [
            name for name, _, value in rows if value[place] == "1"
        ]
        for place in range(width)
    }


def _highs(rows: Rows, out: str) -> str:
    """Say where each bit of the output is high."""
    texts = []
    for bit, names in _by_bit(rows, out).items():
        if len(names) in (0, len(rows)):
            texts.append(f"`{bit}` is always {'high' if names else 'low'}")
        else:
            texts.append(f"`{bit}` is high in {series(names)} and low in all others")
    return f"{'; '.join(texts)}."


def _sets(rows: Rows, out: str) -> str:
    """Say which states have which output."""
    texts = [f"{value} for {{{', '.join(names)}}}" for value, names in _by_value(rows).items()]
    return f"`{out}`{_binary(rows)} is {series(texts)}."


def _files(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    entries = ", ".join(
        f'"{name}": {{"{out}": "{value}", "0": "{low}", "1": "{high}"}}'
        for name, (low, high), value in rows
    )
    lines = "\n".join(
        f"{level} {name} {pair[level]} {value}" for name, pair, value in rows for level in (0, 1)
    )
    count = len(rows)
    block = "\n".join(
        f"- {{state: {name}, {out}: '{value}', "
        + (f"then: {low}}}" if low == high else f"then: {{on_{data}: {high}, else: {low}}}}}")
        for name, (low, high), value in rows
    )
    return (
        (
            f"Generate the RTL from this JSON: {{{entries}}}. The keys 0 and 1 are the level of "
            f"{data} at the edge and hold the successor; `{out}`{_binary(rows)} is valid as long "
            f"as the machine is in the state."
        ),
        (
            f"KISS2 file:\n.i 1\n.o {_width(rows)}\n.s {count}\n.p {2 * count}\n.r {rows[0][0]}\n"
            f"{lines}\n.e\nThe four columns are {data}, present state, successor and "
            f"{out}{_binary(rows)}. The last one is the same for both lines of a state, as "
            f"the type is Moore."
        ),
        (
            f"The controller comes from this configuration (YAML):\n{block}\nThe branch on_{data} "
            f"is for a 1, and the output{_binary(rows)} has no other source than the state."
        ),
    )


def _graphs(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    nodes = " ".join(f'{name} [label="{name}/{value}"];' for name, _, value in rows)
    edges = " ".join(
        f'{name} -> {goal} [label="{label}"];'
        for name, (low, high), _ in rows
        for label, goal in ([("0,1", low)] if low == high else [("0", low), ("1", high)])
    )
    arrows = "\n".join(
        f"{name} --> {goal}{guard}"
        for name, (low, high), _ in rows
        for guard, goal in (
            [("", low)] if low == high else [(f" : !{data}", low), (f" : {data}", high)]
        )
    )
    notes = "\n".join(f"{name} : {out} = {value}" for name, _, value in rows)
    signs = {(False, False): "-", (True, False): "0", (False, True): "1", (True, True): "*"}
    matrix = "\n".join(
        f"{name}: {' '.join(signs[low == goal, high == goal] for goal, _, _ in rows)}"
        for name, (low, high), _ in rows
    )
    return (
        (
            f"Graphviz source of the state graph: digraph {{ {nodes} {edges} }}. Nodes carry "
            f"state/{out}{_binary(rows)}, edges the bit {data} that selects them."
        ),
        (
            f"State diagram as PlantUML:\n[*] --> {rows[0][0]}\n{notes}\n{arrows}\nArrows are "
            f"taken one per clock; an arrow without a label is taken at any level of {data}."
        ),
        (
            f"Adjacency matrix, rows = from, columns = to, both ordered "
            f"{', '.join(name for name, _, _ in rows)}:\n{matrix}\nAn entry is the value of {data} "
            f"that takes this way, * stands for either value and - for no way. {_highs(rows, out)}"
        ),
    )


def _programs(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    quote = "'" if _width(rows) == 1 else '"'
    arms = " ".join(
        f"when {name} => {out} <= {quote}{value}{quote}; "
        + (
            f"nxt <= {low};"
            if low == high
            else f"if {data} = '1' then nxt <= {high}; else nxt <= {low}; end if;"
        )
        for name, (low, high), value in rows
    )
    follow = ", ".join(
        f'("{name}", {level}): "{pair[level]}"' for name, pair, _ in rows for level in (0, 1)
    )
    shown = ", ".join(f'"{name}": 0b{value}' for name, _, value in rows)
    jumps = "\n".join(
        f"{name}: {out} = {value}; wait; "
        + (f"goto {low}" if low == high else f"if {data} goto {high} else goto {low}")
        for name, (low, high), value in rows
    )
    return (
        (
            f"Translate from VHDL: case state is {arms} end case; with nxt copied into state by "
            f"the clocked process."
        ),
        (
            f"Reference model in Python: NEXT = {{{follow}}} and OUT = {{{shown}}}. A tick does "
            f"state = NEXT[state, {data}], and {out} = OUT[state] holds all the time."
        ),
        (
            f"A program with labels for states:\n{jumps}\nHere wait lasts until the active edge, "
            f"at which {data} is then tested, and {out}{_binary(rows)} keeps what was written "
            f"until the next label."
        ),
    )


def _ways(rows: Rows, goal: str) -> list[tuple[str, int | None]]:
    """List what leads to a state: from where, and at which level, or None at any."""
    found: list[tuple[str, int | None]] = []
    for name, (low, high), _ in rows:
        if low == high == goal:
            found.append((name, None))
        elif goal in (low, high):
            found.append((name, int(high == goal)))
    return found


def _formal(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    triples = ", ".join(
        f"({name},{level},{pair[level]})" for name, pair, _ in rows for level in (0, 1)
    )
    rules = ", ".join(f"{name} -> 0 {low} | 1 {high}" for name, (low, high), _ in rows)
    signs = {None: "", 0: f" & ~{data}", 1: f" & {data}"}
    flags = ", ".join(
        f"{goal}+ = "
        + (" | ".join(
            name if level is None else f"({name}{signs[level]})"
            for name, level in _ways(rows, goal)
        ) or "0")
        for goal, _, _ in rows
    )  # fmt: skip
    bits = " and ".join(
        f"{bit} = {' | '.join(names) or '0'}" for bit, names in _by_bit(rows, out).items()
    )
    lam = ", ".join(f"L({name}) = {value}" for name, _, value in rows)
    names = ", ".join(name for name, _, _ in rows)
    return (
        (
            f"Automaton M = (Q, {{0,1}}, T, {rows[0][0]}, L) with Q = {{{names}}}. The relation T "
            f"holds the triples (state, {data}, successor): {triples}. The output map is "
            f"{lam}{_binary(rows)}; it drives `{out}`."
        ),
        (
            f"Right-linear grammar with the start symbol {rows[0][0]}: {rules}. Each clock edge "
            f"derives one step, the terminal being the bit at {data} and the nonterminal the "
            f"state. {_sets(rows, out)}"
        ),
        (
            f"One flag per state, exactly one of them set, and N+ is what flag N will be after "
            f"the edge: {flags}. From the flags, {bits}. Any other "
            f"encoding is welcome if it acts alike."
        ),
    )


def _grouped(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    entries = "; ".join(
        f"{goal} <- "
        + (", ".join(
            name if level is None else f"{name}/{level}" for name, level in _ways(rows, goal)
        ) or "nothing")
        for goal, _, _ in rows
    )  # fmt: skip
    goals = [name for name, _, _ in rows]
    levels = [
        ", ".join(
            f"{{{', '.join(sources)}}} -> {goal}"
            for goal in goals
            for sources in [[name for name, pair, _ in rows if pair[level] == goal]]
            if sources
        )
        for level in (0, 1)
    ]
    targets = [goal for _, pair, _ in rows for goal in pair]
    usual = max(goals, key=targets.count)
    others = ", ".join(
        f"{name} goes to {low}"
        if low == high
        else f"{name} goes to {pair[level]} on {data} = {level}"
        for name, pair, _ in rows
        for low, high in [pair]
        for level in ([0] if low == high else [0, 1])
        if pair[level] != usual
    )
    return (
        (
            f"Predecessor lists, in which /0 or /1 is the required level of {data} and no slash "
            f"means either: {entries}. {_highs(rows, out)}"
        ),
        (
            f"With `{data}` low the step is {levels[0]}; with `{data}` high it is {levels[1]}. "
            f"{_sets(rows, out)}"
        ),
        (
            f"By default every clock edge leads to {usual}. Exceptions: {others or 'none'}. "
            f"As to the output, {_highs(rows, out)}"
        ),
    )


def _stories(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    holds = " ".join(_held(name, pair, data) for name, pair, _ in rows)
    order, waiting = [], [rows[0]]
    table = {row[0]: row for row in rows}
    while waiting:
        row = waiting.pop(0)
        if row not in order:
            order.append(row)
            waiting += [table[goal] for goal in row[1]]
    tour = " ".join(
        f"In {name} we see {value} and "
        + (f"move on to {low} for certain." if low == high
           else f"have a fork: a zero takes us to {low}, a one to {high}.")
        for name, (low, high), value in order
    )  # fmt: skip
    boxes = " ".join(
        f"Box {name} ({out}={value}), "
        + (f"exit to {low}." if low == high else f"diamond {data}?, yes: {high}, no: {low}.")
        for name, (low, high), value in rows
    )
    return (
        f"How long does each state last? {holds} {_highs(rows, out)}",
        (
            f"A walk through the machine, beginning at {rows[0][0]}. {tour} What we see is "
            f"`{out}`{_binary(rows)}, what forks is decided by `{data}` at the edge."
        ),
        (
            f"ASM chart in words. {boxes} Each state box takes one clock period, and as there are "
            f"no conditional output boxes, the state alone decides `{out}`{_binary(rows)}."
        ),
    )


def _held(name: str, pair: tuple[str, str], data: str) -> str:
    """Say how long a state lasts and what follows."""
    low, high = pair
    if low == high == name:
        return f"{name} is for ever, short of a reset."
    if low == high:
        return f"{name} is over after one cycle and gives way to {low}."
    if name in pair:
        level = int(low == name)
        return f"{name} lasts until {data} is {level}, then comes {pair[level]}."
    return f"{name} is over after one cycle, followed by {high} if {data} is 1, else by {low}."


def _brief(rows: Rows, data: str, out: str) -> tuple[str, ...]:
    places = {name: n for n, (name, _, _) in enumerate(rows)}
    groups = " ".join(f"{name}/{value}/{low}/{high}" for name, (low, high), value in rows)
    words = ", ".join(
        f"{2 * place + level}: {places[pair[level]]}"
        for place, (_, pair, _) in enumerate(rows)
        for level in (0, 1)
    )
    numbers = ", ".join(f"{name} = {place}" for name, place in places.items())
    values = ", ".join(value for _, _, value in rows)
    return (
        (
            f"`{out}`{_binary(rows)}: moore, no path from {data}. read each group as "
            f"state/output/successor at {data}=0/successor at {data}=1: {groups}."
        ),
        (
            f"The next-state logic is a ROM addressed by 2*s + {data}, where s is the number of "
            f"the state ({numbers}). Contents, address: number of the state to come: {words}. A "
            f"second ROM, addressed by s alone, feeds {marked([out])} and holds {values}"
            f"{_binary(rows)}, in ascending order of s."
        ),
    )
