"""State machines in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen import machines
from rtlgen.datagen.machines import Told


def others(machine: Told, when: str, ends: Sequence[str]) -> tuple[str, ...]:
    """Say the same in ten more ways.

    Args:
        machine: The machine.
        when: On what the output depends.
        ends: Clock, reset and codes, ten times.
    """
    kind = "Mealy" if machine.is_mealy else "Moore"
    said = (*_formal(machine, kind), *_spoken(machine, kind, when))
    return tuple(f"{text} {end}" for text, end in zip(said, ends, strict=True))


def _digits(machine: Told) -> list[str]:
    return [f"{way:0{len(machine.data)}b}" for way in range(1 << len(machine.data))]


def _value(machine: Told, number: int) -> str:
    return f"{number:0{machine.width}b}"


def _groups(machine: Told, row: Sequence[int]) -> list[tuple[int, str]]:
    """Return each value of a row, the most frequent one last, and the inputs that give it."""
    digits, found = _digits(machine), []
    for value in sorted(set(row), key=lambda one: (row.count(one), -row.index(one))):
        own = [digit for digit, one in zip(digits, row, strict=True) if one == value]
        found.append((value, f"{machine.label} is {' or '.join(own)}"))
    return found


def _chain(machine: Told, texts: Sequence[str]) -> str:
    """Choose a text by the state."""
    tests = zip(machine.states[:-1], texts, strict=False)
    return "".join(f"state == {n} ? {machines.enclosed(t)} : " for n, t in tests) + (
        machines.enclosed(texts[-1])
    )


def _expressions(machine: Told) -> tuple[list[str], list[str]]:
    """Return the next state and the output of each state as Verilog."""
    goals = [
        machines.choice(machine.data, [machine.states[goal] for goal in row])
        for row in machine.follow
    ]
    shown = [
        machines.choice(machine.data, [f"{machine.width}'b{_value(machine, v)}" for v in row])
        for row in machine.shown
    ]
    return goals, shown


def _exceptions(machine: Told) -> str:
    """Name the most frequent output, and all cases that have another one."""
    digits, flat = _digits(machine), [value for row in machine.shown for value in row]
    usual = max(sorted(set(flat)), key=flat.count)
    found = []
    for name, row in zip(machine.states, machine.shown, strict=True):
        if not machine.is_mealy:
            cases = [(name, row[0])]
        else:
            cases = [(f"{name} with {machine.label}={d}", v) for d, v in
                     zip(digits, row, strict=True)]  # fmt: skip
        found += [f"{_value(machine, value)} in {case}" for case, value in cases if value != usual]
    binary = " (in binary)" if machine.width > 1 else ""
    return f"{_value(machine, usual)}{binary}, apart from {', '.join(found)}"


def _case(machine: Told, name: str, row: Sequence[int]) -> str:
    """Tell where one state leads."""
    *first, (last, _) = [(machine.states[goal], test) for goal, test in _groups(machine, row)]
    tests = "".join(f"if {test}, go to {goal}; " for goal, test in first)
    return f"In {name}: {tests}{'otherwise ' if tests else ''}go to {last}."


def _formal(machine: Told, kind: str) -> tuple[str, ...]:
    states, out, label, data = machine.states, machine.out, machine.label, machine.data
    goals, shown = _expressions(machine)
    digits, many = _digits(machine), len(states)
    arrows = []
    for name, row, values in zip(states, machine.follow, machine.shown, strict=True):
        ways = [
            (digit, states[goal], f"/{_value(machine, value)}" if machine.is_mealy else "")
            for digit, goal, value in zip(digits, row, values, strict=True)
        ]
        head = name if machine.is_mealy else f"{name}[{_value(machine, values[0])}]"
        arrows.append(f"{head} " + ", ".join(f"{d}{v} to {goal}" for d, goal, v in ways))
    place = "input" if machine.is_mealy else "state"
    mark = f"/{out}" if machine.is_mealy else f"[{out}] input"
    legend = f"{place}{mark} to next state"
    matrix = ", ".join(f"({', '.join(map(str, row))})" for row in machine.follow)
    table = ", ".join(
        f"({', '.join(_value(machine, v) for v in row)})" if machine.is_mealy
        else _value(machine, row[0]) for row in machine.shown
    )  # fmt: skip
    index = data[0] if len(data) == 1 else f"2·{data[0]} + {data[1]}"
    numbered = ", ".join(f"{n} = {name}" for n, name in enumerate(states))
    where = "O[s(t)][u(t)]" if machine.is_mealy else "O[s(t)]"
    arms = " ".join(
        f"case {name}: {out} = {value}; state = {goal}; break;"
        if not machine.is_mealy
        else f"case {name}: {out} = {value}, then state = {goal}; break;"
        for name, goal, value in zip(states, goals, shown, strict=True)
    )
    live = f" ({out} follows {label} even between edges.)" if machine.is_mealy else ""
    steps = " else ".join(
        f"if (state == {name}) state <= {goal};" for name, goal in zip(states, goals, strict=True)
    )
    return (
        f"On each tick, {steps.removesuffix(';')}. Without any delay, the expression "
        f"{_chain(machine, shown)} drives {out}.",
        f"A {many}-state {kind} FSM on {label} ({legend}): {'; '.join(arrows)}.",
        f"Number the states ({numbered}) and let u(t) = {index}. Then s(t+1) = T[s(t)][u(t)], "
        f"where the rows of T are {matrix}, and {out}(t) = {where} with O = ({table}) in binary. "
        f"These numbers only index the tables.",
        f"Think of a variable state in an endless loop, with one turn in each clock period: "
        f"switch (state) {{ {arms} }}.{live}",
    )


def _spoken(machine: Told, kind: str, when: str) -> tuple[str, ...]:
    states, out, label = machine.states, machine.out, machine.label
    rows = list(zip(states, machine.follow, strict=True))
    asked = " ".join(
        f"After {name}? "
        + ", or ".join(f"{states[goal]} if {test}" for goal, test in _groups(machine, row)) + "."
        if len(set(row)) > 1 else f"After {name}? Always {states[row[0]]}."
        for name, row in rows
    )  # fmt: skip
    shall = " ".join(
        f"R{n}: an edge in {name} shall lead to "
        + " and to ".join(f"{states[goal]} when {test}" for goal, test in _groups(machine, row))
        + "." if len(set(row)) > 1
        else f"R{n}: every edge in {name} shall lead to {states[row[0]]}."
        for n, (name, row) in enumerate(rows, 1)
    )  # fmt: skip
    cases = " ".join(_case(machine, name, row) for name, row in reversed(rows))
    moves = ", ".join(
        f"{name} to {states[goal]}" + (f" if {test}" if len(set(row)) > 1 else " at every edge")
        for n, (name, row) in enumerate(rows)
        for goal, test in _groups(machine, row)
        if goal != n
    )
    causes = "; ".join(
        f"{goal} "
        + (", ".join(
            f"after {name}" + (f" if {test}" if len(set(row)) > 1 else "")
            for name, row in rows for g, test in _groups(machine, row) if states[g] == goal
        ) or "never")
        for goal in states
    )  # fmt: skip
    levels = _exceptions(machine)
    mine = " ".join(
        f"From {name} I go to "
        + ", or to ".join(
            states[goal] + (f" if {test}" if len(set(row)) > 1 else " in any case")
            for goal, test in reversed(_groups(machine, row))
        ) + "."
        for name, row in rows
    )  # fmt: skip
    return (
        f"Which circuit behaves like this? {asked} And {out} shows {levels}. Build it as a "
        f"{kind} machine: {when}.",
        f"I need a small sequencer for my board, please. It begins in {states[0]} and looks at "
        f"{label} once per clock. {mine} My wish for {out}: {levels}.",
        f"The controller must be a {kind} machine with exactly the states {', '.join(states)}. "
        f"{shall} {out} must be {levels}.",
        f"{cases} Note that {when}; its value is {levels}.",
        f"Nothing happens at a clock edge except for these moves: {moves}. In every other case the "
        f"state is left as it was. `{out}` does not remember anything either: it is "
        f"{levels}.",
        f"`{out}` is {levels}. This needs a state register ({', '.join(states)}). From the "
        f"present state and {label}, the next state is found: {causes}.",
    )
