"""State machines in further notations."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from rtlgen.datagen import machines
from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.machines import Told
from rtlgen.datagen.series import series
from rtlgen.datagen.told.clocks import clocks


def notations(
    machine: Told, clocking: Clocking, seen: str | None, codes: Sequence[str]
) -> tuple[str, ...]:
    """Write a machine in twenty further notations.

    Args:
        machine: The machine; it starts in its first state.
        clocking: Its clock and reset.
        seen: Output that shows the code of the present state, if there is one.
        codes: The codes of the states in binary.
    """
    told = (
        *_drawn(machine),
        *_programmed(machine),
        *_listed(machine),
        *_formal(machine),
        *_ruled(machine),
        *_spoken(machine),
    )
    kinds, ends = _kinds(machine), _ends(machine.states, clocking, seen, codes)
    shift = sum(map(sum, machine.follow))
    gaps = ["\n\n" if "\n" in text else " " for text in told]
    return tuple(
        f"{text}{gap}{kinds[(n + shift) % 3]} {ends[(3 * n + shift) % 8]}"
        for n, (text, gap) in enumerate(zip(told, gaps, strict=True))
    )


def _kinds(machine: Told) -> tuple[str, str, str]:
    """Tell on what the output depends, in three ways."""
    out = machine.out
    if machine.is_mealy:
        return (
            f"`{out}` is made from the state and {machine.label}, with no register behind it.",
            f"Inputs act on {out} at once, without an edge.",
            "Type: Mealy, output not registered.",
        )
    alone = f"`{out}` is made from the state alone."
    return alone, f"No input acts on {out} directly.", "Type: Moore."


def _ends(
    states: Sequence[str], clocking: Clocking, seen: str | None, codes: Sequence[str]
) -> list[str]:
    """Tell clock, reset and codes in eight ways."""
    first, reset = states[0], clocking.reset
    ends = [*_starts(clocking, first), *clocks(clocking, f"selects {first} as the state")[4:]]
    if reset is None:
        ends[4:] = [f"{end} {first} is the state at power-up." for end in ends[4:]]
    if seen is None:
        return ends
    named = list(zip(states, codes, strict=True))
    shown = (
        f"{seen}: {', '.join(f'{name} {code}' for name, code in named)}.",
        f"`{seen}` puts out {series([f'{code} in {name}' for name, code in named])}.",
        f"Codes on {seen}, for {', '.join(states)} in this order: {', '.join(codes)}.",
        f"The state can be read at `{seen}`: "
        + "; ".join(f"{code} means {name}" for name, code in named)
        + ".",
    )
    return [f"{end} {shown[n % 4]}" for n, end in enumerate(ends)]


def _starts(clocking: Clocking, first: str) -> tuple[str, ...]:
    """Tell clock and reset in four ways."""
    clock, reset, level = clocking.clock, clocking.reset, 0 if clocking.is_low else 1
    edge, change = ("falling", "1 to 0") if clocking.is_falling else ("rising", "0 to 1")
    starts = (
        f"Clock: {clock}, {edge} edges.",
        f"It moves at each {edge} edge of {clock}",
        f"{clocking.event}:",
        f"Steps are taken when {clock} goes from {change}.",
    )
    if reset is None:
        ends = (
            f"Reset: none; {first} after power-up.",
            f"and wakes up in {first}, since a reset pin is missing.",
            f"take one step. Initially in {first}, no reset.",
            f"Power-on finds it in {first}, and nothing brings it back there by force.",
        )
    elif clocking.is_asynchronous:
        ends = (
            f"Reset: {reset} = {level} (asynchronous) -> {first}.",
            f"unless {reset} is {level}, which holds it in {first} without asking the clock.",
            f"if {reset} is {level}, load {first}, otherwise take one step.",
            f"While {reset} is {level} there are no steps; it drops into {first} immediately.",
        )
    else:
        ends = (
            f"Reset: {reset} = {level} (synchronous) -> {first}.",
            f"and nowhere else; an edge with {reset} at {level} takes it to {first} in any case.",
            f"if {reset} is {level}, load {first}, otherwise take one step.",
            f"With {reset} at {level} just then, the step ends in {first} instead of its own goal.",
        )
    return tuple(f"{start} {end}" for start, end in zip(starts, ends, strict=True))


def _name(machine: Told) -> str:
    """Name the output; with a note if its values have several digits."""
    return f"{machine.out} (binary)" if machine.width > 1 else machine.out


def _rows(machine: Told) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return for each state its name and its cells: inputs, next state, output."""
    return [(name, machine.cells(state)) for state, name in enumerate(machine.states)]


def _grouped(row: Sequence[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    """Return the results of a row with their inputs, the most frequent one last."""
    found: dict[str, list[str]] = {}
    for digits, result in row:
        found.setdefault(result, []).append(digits)
    return sorted(found.items(), key=lambda item: len(item[1]))


def _moves(cells: Sequence[tuple[str, str, str]]) -> list[tuple[str, list[str]]]:
    return _grouped([(digits, goal) for digits, goal, _ in cells])


def _when(machine: Told, ways: Sequence[str]) -> str:
    return machines.condition(machine.data, [int(way, 2) for way in ways])


def _by_value(machine: Told, place: str) -> list[tuple[str, list[str]]]:
    """Return the values of the output with the places that show them, the usual value last.

    Args:
        machine: The machine.
        place: How to write a state with its inputs, like `({}, {})`.
    """
    if machine.is_mealy:
        return _grouped([
            (place.format(name, way), value)
            for name, cells in _rows(machine) for way, _, value in cells
        ])  # fmt: skip
    return _grouped([(name, cells[0][2]) for name, cells in _rows(machine)])


def _drawn(machine: Told) -> tuple[str, ...]:
    """Write it in languages for graphs and as a drawing in words."""
    label, out, rows = machine.label, _name(machine), _rows(machine)
    nodes, edges, notes, arrows, sketch = [], [], [], [], []
    for name, cells in rows:
        nodes += [] if machine.is_mealy else [f'{name} [label="{name}/{cells[0][2]}"];']
        notes += [] if machine.is_mealy else [f"{name} : {machine.out}={cells[0][2]}"]
        for way, goal, value in cells:
            tag = f"{way}/{value}" if machine.is_mealy else way
            edges.append(f'{name} -> {goal} [label="{tag}"];')
            arrows.append(f"{name} --> {goal} : {tag.replace('/', ' / ')}")
    legend = f"Nodes carry state/{out}, edges carry {label}."
    if machine.is_mealy:
        legend = f"Edges carry {label}/{out}, the latter as it is before the edge is taken."
    for name, cells in rows:
        ways = [
            f"{'a loop' if goal == name else f'an arrow to {goal}'} with {way}"
            + (f"/{value}" if machine.is_mealy else "")
            for way, goal, value in cells
        ]
        inside = "" if machine.is_mealy else f" ({cells[0][2]} written inside)"
        sketch.append(f"circle {name}{inside} has {series(ways)}")
    marks = f"{label}/{out}" if machine.is_mealy else label
    inner = "" if machine.is_mealy else f"; the numbers inside are {out}"
    first = "\n".join(
        ["Mermaid:", "stateDiagram-v2", f"[*] --> {machine.states[0]}", *notes, *arrows]
    )
    after = f"{label}{f' / {out}' if machine.is_mealy else ''}"
    return (
        f"DOT: digraph fsm {{ {' '.join([*nodes, *edges])} }} {legend}",
        f"{first}\n\nBehind a colon stands {after}"
        + ("" if machine.is_mealy else f", or the {out} of a state")
        + ".",
        f"How do I code the bubble diagram on my whiteboard? {'; '.join(sketch)}. The arrows are "
        f"marked with {marks}{inner}. Some bubbles are larger" + ", which is my handwriting.",
    )


def _programmed(machine: Told) -> tuple[str, ...]:
    """Write it for programs: as an object, as a function, for a checker of models."""
    out, rows = machine.out, _rows(machine)
    label = machine.label + " (read as a binary number)" * (len(machine.data) > 1)
    follow = {name: [goal for _, goal, _ in cells] for name, cells in rows}
    shown = {name: [v for *_, v in cells] if machine.is_mealy else cells[0][2]
             for name, cells in rows}  # fmt: skip
    steps, values, guarded, shows = [], [], [], []
    for name, cells in rows:
        steps.append(
            f"if s == {name}: s = " + machines.python_choice(machine.data, [g for _, g, _ in cells])
        )
        values.append(
            f"{name}: " + machines.python_choice(machine.data, [f"0b{v}" for _, _, v in cells])
        )
        *some, (last, _) = _moves(cells)
        guarded += [f"s = {name} & {_when(machine, ways)} : {goal};" for goal, ways in some]
        guarded.append(f"s = {name} : {last};")
        value = machines.choice(machine.data, [f"{machine.width}'b{v}" for _, _, v in cells])
        shows.append(f"s = {name} : {value};")
    found = {"start": machine.states[0], "next": follow, f"{out} in bits": shown}
    return (
        f"JSON: {json.dumps(found)}. A list has one entry for each value of {label} from 0 up.",
        f"Python, with s as the state: {'; el'.join(steps)}. {out} between two such steps is "
        "{" + ", ".join(values) + "}[s].",
        f"SMV: init(s) := {machine.states[0]}; next(s) := case {' '.join(guarded)} esac; {out} := "
        + " ".join(["case", *shows])
        + " esac. In a case, the first line that is true counts.",
    )


def _listed(machine: Told) -> tuple[str, ...]:
    """Write it as lines, columns, a memory and a matrix."""
    label, out, rows, states = machine.label, _name(machine), _rows(machine), machine.states
    lines = [f"{way} {name} {goal} {value}" for name, cells in rows for way, goal, value in cells]
    kiss = "\n".join([f".i {len(machine.data)}", f".o {machine.width}", f".s {len(states)}",
                      f".p {len(lines)}", f".r {states[0]}", *lines, ".e"])  # fmt: skip
    order = " ".join(str(n) for n in range(1, 1 + len(states)))
    columns, levels = [], []
    for number, (way, _, _) in enumerate(rows[0][1]):
        goals = [str(1 + states.index(cells[number][1])) for _, cells in rows]
        columns.append(f"{label}={way}: {order} -> {' '.join(goals)}")
        tag = f"{out} at {label}={way}" if machine.is_mealy else out
        levels.append(f"{tag}: {order} -> {' '.join(cells[number][2] for _, cells in rows)}")
    levels = levels if machine.is_mealy else levels[:1]
    named = ", ".join(f"{n} {name}" for n, name in enumerate(states, 1))
    words = ", ".join(
        f"{states.index(goal)}/{value}" for _, cells in rows for _, goal, value in cells
    )
    matrix = []
    for name, cells in rows:
        row = [
            "+".join(f"{way}/{v}" if machine.is_mealy else way
                     for way, end, v in cells if end == goal) or "-"
            for goal in states
        ]  # fmt: skip
        tail = "" if machine.is_mealy else f" ; {cells[0][2]}"
        matrix.append(f"{name} : {' '.join(row)}{tail}")
    entry = f"values of {label}" + (f", each with /{out}," if machine.is_mealy else "")
    tail = "" if machine.is_mealy else f" Behind the semicolon stands {out}."
    numbers = " + ".join(f"{1 << len(machine.data) - 1 - n} * {name}"
                         for n, name in enumerate(machine.data)).replace("1 * ", "")  # fmt: skip
    return (
        f"KISS2:\n{kiss}\n\nThe columns are {label}, the present state, the next state and {out}.",
        f"States as numbers: {named}. moves of them: {'; '.join(columns)}. {'; '.join(levels)}.",
        f"A microprogram in a ROM. Count the states from 0 ({', '.join(states)}). The word at "
        f"{1 << len(machine.data)} * count + {numbers} holds the next count and {out}: "
        + words
        + ". This counting is internal.",
        f"Matrix with a row for the state before and a column for the state after the edge, both "
        f"in the order {' '.join(states)}. An entry has the {entry} that lead there (+ between "
        f"them, - for none).{tail}\n\n" + "\n".join(matrix),
    )


def _algebra(machine: Told, state: str, ways: Sequence[str]) -> str:
    """Write a product of a state and a condition on the inputs."""
    test = re.sub(r"~(\w+)", r"\1'", _when(machine, ways))
    test = test.translate(str.maketrans("", "", "()")).replace(" & ", "*").replace(" | ", " + ")
    if not test:
        return state
    return f"{state}*({test})" if "+" in test else f"{state}*{test}"


def _formal(machine: Told) -> tuple[str, ...]:
    """Write it as equations, sets and a grammar."""
    label, out, rows, states = machine.label, _name(machine), _rows(machine), machine.states
    sums, sets = [], []
    for goal in states:
        causes = [(name, [way for way, end, _ in cells if end == goal]) for name, cells in rows]
        parts = [_algebra(machine, name, ways) for name, ways in causes if ways]
        sums.append(f"{goal}+ = {' + '.join(parts) or '0'}")
        pairs = ", ".join(f"{name}_{way}" for name, ways in causes for way in ways)
        sets.append(f"{goal} <= {{{pairs}}}")
    for bit in range(machine.width):
        found = [(name, [way for way, _, value in cells if value[-1 - bit] == "1"])
                 for name, cells in rows]  # fmt: skip
        parts = [_algebra(machine, name, ways) for name, ways in found if ways]
        index = f"[{bit}]" if machine.width > 1 else ""
        sums.append(f"{machine.out}{index} = {' + '.join(parts) or '0'}")
    levels = "; ".join(f"{value} on {{{', '.join(places)}}}"
                       for value, places in _by_value(machine, "{}_{}"))  # fmt: skip
    rules = "; ".join(
        (f"{name} -> " if machine.is_mealy else f"{name}[{cells[0][2]}] -> ")
        + " | ".join((f"{way}/{v} " if machine.is_mealy else f"{way} ") + goal
                     for way, goal, v in cells)
        for name, cells in rows
    )  # fmt: skip
    ones = "1" * len(machine.data)
    mark = f"{out} follows the slash" if machine.is_mealy else f"{out} is in the brackets"
    return (
        "Equations, with the name of a state for 'the machine is in it', + behind a name for "
        "'after the edge', and * + ' for AND, OR, NOT: " + "; ".join(sums) + ".",
        f"From which sets the states are entered, {states[0]}_{ones} meaning {states[0]} with "
        f"{label}={ones}: " + "; ".join(sets) + f". {out}: {levels}.",
        f"Regular grammar with the states as nonterminals ({states[0]} is the start) and the "
        f"values of {label} as terminals, one read per clock edge: " + rules + f". {mark}.",
    )


def _ruled(machine: Told) -> tuple[str, ...]:
    """Write it as guards, as changes, as exceptions from a rule, and as a run with arrows."""
    label, out, rows = machine.label, _name(machine), _rows(machine)
    guards, changes = [], []
    for name, cells in rows:
        *some, (last, _) = _moves(cells)
        tests = "".join(f"{_when(machine, ways)} -> {goal}, " for goal, ways in some)
        guards.append(f"{name}: {tests}{'else ' if tests else ''}{last}")
        changes += [f"{name}-{way}->{goal}" for way, goal, _ in cells if goal != name]
    pairs = _by_value(machine, "({}, {})")
    reads = "; ".join(f"{value} at {', '.join(places)}" for value, places in pairs)
    *rare, (usual, _) = pairs
    odd = ", ".join(f"{value} for {place}" for value, places in rare for place in places)
    *others, (goal, _) = _grouped([(f"{name} with {label}={way}", end)
                                   for name, cells in rows for way, end, _ in cells])  # fmt: skip
    cases = "; ".join(f"{end} from {' or '.join(places)}" for end, places in others)
    cases = f", but not in these cases: {cases}" if cases else ", whatever comes"
    table, here, run = dict(rows), machine.states[0], []
    for step in range(4):
        way, end, value = table[here][(step * 2 + 1) % len(table[here])]
        run.append(f"{here} with {label}={way} and {machine.out}={value}")
        here = end
    compact = "; ".join(
        name + ("" if machine.is_mealy else f"[{cells[0][2]}]") + ": "
        + " ".join((f"{w}/{v}" if machine.is_mealy else w) + f"→{g}" for w, g, v in cells)
        for name, cells in rows
    )  # fmt: skip
    shape = f"{label}/{out}→next" if machine.is_mealy else f"state[{out}]: {label}→next"
    return (
        f"{'; '.join(guards)} (conditions as in Verilog; no condition: always). {out}: {reads}.",
        f"Changes of the state (old-{label}->new): {', '.join(changes)}. What is missing here "
        f"keeps the state. The output {out} reads " + reads + ".",
        f"By default an edge takes the machine to {goal}"
        + cases
        + f". By default {out} shows {usual}, but {odd}.",
        f"A run: {', next '.join(run)}, next {here}. The whole machine ({shape}): {compact}.",
    )


def _high(machine: Told, way: str) -> str:
    """Tell the levels of the inputs."""
    named = zip(machine.data, way, strict=True)
    return " and ".join(f"{name} {'high' if digit == '1' else 'low'}" for name, digit in named)


def _spoken(machine: Told) -> tuple[str, ...]:
    """Tell it as a sequence of waits, as a standard and as a data sheet."""
    label, out, rows = machine.label, _name(machine), _rows(machine)
    waits, items, modes, last = [], [], [], None if machine.is_mealy else 1
    for n, (name, cells) in enumerate(rows, 1):
        kept = [way for way, goal, _ in cells if goal == name]
        left = [(goal, ways) for goal, ways in _moves(cells) if goal != name]
        exits = ", ".join(f"to {goal} on {' or '.join(ways)}" for goal, ways in left)
        if len(kept) == len(cells):
            waits.append(f"Once in {name}, stay there for any {label}.")
        elif kept:
            waits.append(f"Wait in {name} as long as {label} is {' or '.join(kept)}; exit {exits}.")
        else:
            waits.append(f"Do not wait in {name}; exit {exits}.")
        shown = [f"{v} on {label}={way}" if machine.is_mealy else v for way, _, v in cells]
        must = series([f"on {label}={way} it MUST {'remain' if goal == name else f'enter {goal}'}"
                       for way, goal, _ in cells])  # fmt: skip
        items.append(f"3.{n} {name}. {out} MUST be {series(shown[:last])}. At an edge, {must}.")
        changes = [
            f"with {_high(machine, way)} "
            + ("it is kept" if goal == name else f"it changes to {goal}")
            + (f" ({machine.out} = {v} before)" if machine.is_mealy else "")
            for way, goal, v in cells
        ]
        level = "" if machine.is_mealy else f" ({machine.out} = {cells[0][2]})"
        modes.append(f"Mode {name}{level}: {', '.join(changes)}.")
    reads = "; ".join(
        f"{value} in {', '.join(places)}" for value, places in _by_value(machine, "{} on {}")
    )
    return (
        f"{' '.join(waits)} During all this {out} is {reads}. What stands behind 'on' is {label}.",
        "\n".join(["States:", *items]),
        f"Functional description. The device has {len(rows)} modes, samples its inputs once per "
        f"clock cycle and drives {out}. " + " ".join(modes),
    )
