"""State machines given as a table, as edges or as sentences: Moore or Mealy, one or two inputs."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen import machines
from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.machines import Told
from rtlgen.datagen.notations.state_tables import notations
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.state_tables import others

_NAMES = (
    tuple("ABCDEF"), tuple(f"S{n}" for n in range(6)), tuple(f"ST{n}" for n in range(1, 7)),
    ("IDLE", "FETCH", "LOAD", "EXEC", "STORE", "DONE"),
    ("OFF", "ARM", "LOW", "MID", "HIGH", "TRIP"), ("P", "Q", "R", "T", "U", "V"),
)  # fmt: skip
_INPUTS = (("x", "w"), ("in", "go"), ("a", "b"), ("j", "k"), ("x1", "x0"), ("start", "stop"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine(Told):
    codes: tuple[int, ...]
    bits: int
    """Of a code."""
    seen: str | None
    """Output that shows the code of the present state."""
    clocking: Clocking

    @property
    def ways(self) -> range:
        """All combinations of the inputs."""
        return range(1 << len(self.data))

    def value(self, number: int) -> str:
        """Write a value of the output."""
        return f"{self.width}'b{number:0{self.width}b}"

    def goals(self, state: int) -> list[str]:
        """Name the next states."""
        return [self.states[goal] for goal in self.follow[state]]

    def shows(self, row: tuple[int, ...]) -> str:
        """Write the output in a state."""
        return machines.choice(self.data, [self.value(number) for number in row])

    def code(self, state: int) -> str:
        """Write the digits of a state's code."""
        return format(self.codes[state], f"0{self.bits}b")


def draw(rng: random.Random) -> Drawn:
    """Draw a machine all of whose states can be reached."""
    count, width, inputs = rng.choice((2, 3, 3, 4, 4, 5, 6)), rng.choice((1, 1, 1, 2, 3)), 1
    if count < 6 and rng.random() < 0.4:
        inputs = 2
    is_mealy = rng.random() < 0.45
    ways = 1 << inputs
    drawn = [[rng.randrange(1 << width) for _ in range(ways)] for _ in range(count)]
    rows = [tuple(row if is_mealy else row[:1] * ways) for row in drawn]
    if len({value for row in rows for value in row}) == 1:
        rows[-1] = tuple(value ^ 1 for value in rows[-1])
    codes, bits = machines.draw_codes(rng, count)
    machine = _Machine(
        states=rng.choice(_NAMES)[:count], data=rng.choice(_INPUTS)[:inputs],
        follow=machines.draw_transitions(rng, count, ways), shown=tuple(rows), is_mealy=is_mealy,
        out=rng.choice(("out", "z", "y", "led")), width=width, codes=codes, bits=bits,
        seen=rng.choice((None, None, None, "state", "cur_state")),
        clocking=draw_clocking(rng, must_reset=rng.random() < 0.8),
    )  # fmt: skip
    seen = [output_port(machine.seen, bits)] if machine.seen else []

    def way(levels: Levels) -> int:
        return int("".join(str(levels[name]) for name in machine.data), 2)

    def update(state: int, levels: Levels) -> int:
        return machine.follow[state][way(levels)]

    def outputs(state: int, levels: Levels) -> Known:
        found = {machine.out: machine.shown[state][way(levels)]}
        return {**found, machine.seen: machine.codes[state]} if machine.seen else found

    return Drawn(
        family="state_tables",
        name=rng.choice(("fsm", "state_machine", "controller", f"fsm{count}s", "top_module")),
        ports=(
            *machine.clocking.ports, *map(input_port, machine.data),
            output_port(machine.out, width), *seen,
        ),
        bodies=_bodies(machine),
        registers={"nested": frozenset({machine.out})},
        says=_says(rng, machine),
        behaviour=machine.clocking.behaviour(0, update, outputs),
    )  # fmt: skip


def _bodies(machine: _Machine) -> dict[str, str]:
    """Write a flat table, nested cases, a single block, and one bit for each state."""
    first, word = machine.states[0], f"[{machine.bits - 1}:0] " if machine.bits > 1 else ""
    listed = ", ".join(
        f"{name} = {machine.bits}'b{machine.code(n)}" for n, name in enumerate(machine.states)
    )
    head = f"    localparam {word}{listed};\n"
    start = "" if machine.clocking.reset else f"    initial now = {first};\n"
    both, alone = f"{head}    reg {word}now, following;\n", f"{head}    reg {word}now;\n"
    block = machine.clocking.block(f"now <= {first};", "now <= following;")
    tail = f"    assign {machine.seen} = now;\n{start}" if machine.seen else start
    chain = "".join(
        f"(now == {name}) ? {machines.enclosed(machine.shows(row))}\n        : "
        for name, row in zip(machine.states[:-1], machine.shown, strict=False)
    ) + machine.shows(machine.shown[-1])
    shown = f"    assign {machine.out} = {chain};\n"
    steps = ""
    for state, name in enumerate(machine.states):
        texts = machines.branches(
            machine.data, [f"now <= {goal};" for goal in machine.goals(state)]
        )
        steps += f"    {name}:\n        " + texts.replace("\n", "\n        ") + "\n"
    update = f"case (now)\n{steps}    default: now <= {first};\nendcase"
    return {
        "flat": f"{both}{_flat(machine)}{block}{shown}{tail}",
        "nested": f"{both}{_nested(machine)}{block}{tail}",
        "one block": f"{alone}{machine.clocking.block(f'now <= {first};', update)}{shown}{tail}",
        "one-hot": _one_hot(machine),
    }


def _flat(machine: _Machine) -> str:
    digits, rows = len(machine.data), ""
    for state, name in enumerate(machine.states):
        for way, goal in zip(machine.ways, machine.goals(state), strict=True):
            rows += f"            {{{name}, {digits}'b{way:0{digits}b}}}: following = {goal};\n"
    return (
        f"    always @(*)\n        case ({{now, {', '.join(machine.data)}}})\n{rows}"
        f"            default: following = {machine.states[0]};\n        endcase\n"
    )


def _nested(machine: _Machine) -> str:
    """Write next state and output in one block, by state."""
    arms = ""
    for state, name in enumerate(machine.states):
        shown = machine.shows(machine.shown[state])
        arms += (
            f"            {name}: begin\n"
            f"                following = {machines.choice(machine.data, machine.goals(state))};\n"
            f"                {machine.out} = {shown};\n            end\n"
        )
    return (
        f"    always @(*) begin\n        following = {machine.states[0]};\n"
        f"        {machine.out} = {machine.value(0)};\n        case (now)\n{arms}"
        "            default: ;\n        endcase\n    end\n"
    )


def _one_hot(machine: _Machine) -> str:
    """Write each state bit, and each bit of the outputs, as the OR of its causes."""
    count, lines = len(machine.states), ""
    goals = tuple(tuple(1 << goal for goal in row) for row in machine.follow)
    shown = [("following", count, goals), (machine.out, machine.width, machine.shown)]
    if machine.seen:
        codes = tuple((code,) * len(machine.ways) for code in machine.codes)
        shown.append((machine.seen, machine.bits, codes))
    for name, width, rows in shown:
        for bit in range(width):
            index = f"[{bit}]" if width > 1 else ""
            ones = {value for row in rows for value in row if value >> bit & 1}
            found = machines.causes("hot", machine.data, rows, ones)
            lines += f"    assign {name}{index} = {found};\n"
    block = machine.clocking.block(f"hot <= {count}'d1;", "hot <= following;")
    start = "" if machine.clocking.reset else f"    initial hot = {count}'d1;\n"
    head = f"    reg [{count - 1}:0] hot;\n    wire [{count - 1}:0] following;\n"
    return f"{head}{block}{lines}{start}"


def _says(rng: random.Random, machine: _Machine) -> tuple[str, ...]:
    states, out = machine.states, machine.out
    order = " and ".join(f"`{name}`" for name in machine.data)
    kind = "Mealy" if machine.is_mealy else "Moore"
    rest = [machine.clocking.says(rng, f"puts the machine into state {states[0]}") for _ in "12345"]
    if machine.clocking.reset is None:
        rest = [f"{text} At power-up the state is {states[0]}; there is no reset." for text in rest]
    if machine.seen:
        codes = ", ".join(f"{name} = {machine.code(n)}" for n, name in enumerate(states))
        rest = [f"{text} `{machine.seen}` is the present state's code: {codes}." for text in rest]
    when = f"`{out}` depends only on the present state"
    if machine.is_mealy:
        when = f"`{out}` depends, without a delay, on the present state and on {order}"
    binary = f" (`{out}` in binary)" if machine.width > 1 else ""
    ends, numbers = [*rest[:4], *_ends(machine)], range(len(states))
    return (
        f"Implement this {kind} machine{binary}.\n\n{machine.edges()}\n\n{when}. {rest[0]}",
        f"State table of a {kind} machine{binary}.\n\n{machine.table()}\n\nNote that {when}. "
        f"{rest[1]}",
        f"A state machine with the states {', '.join(states)} looks at {order} at each active "
        f"clock edge. {machine.sentences()} The value of {when}{binary}. {rest[2]}",
        f"Build a controller by these rules{binary}; {when}. {machine.rules()} {rest[3]}",
        *_more(machine, (kind, when, binary), rest[:4]),
        *others(machine, when, [ends[n % len(ends)] for n in range(10)]),
        *notations(machine, machine.clocking, machine.seen, [machine.code(n) for n in numbers]),
        f"Given the transition function d and the output function f of a {kind} machine, compute "
        f"`{out}`{binary}. {machine.functions()} In words: {when}. {rest[4]}",
    )


def _ends(machine: _Machine) -> list[str]:
    """Describe clock, reset and codes in short."""
    first = machine.states[0]
    ends = list(clocks(machine.clocking, f"puts the machine into state {first}")[:4])
    if machine.clocking.reset is None:
        ends = [f"{text} Without a reset, it powers up in {first}." for text in ends]
    if machine.seen:
        codes = ", ".join(f"{machine.code(n)} for {name}" for n, name in enumerate(machine.states))
        ends = [f"{text} The code of the state is visible on {machine.seen}: {codes}."
                for text in ends]  # fmt: skip
    return ends


def _more(machine: _Machine, texts: tuple[str, str, str], rest: list[str]) -> tuple[str, ...]:
    """Say the same in more ways; the texts name the kind and tell when the output changes."""
    (kind, when, binary), out, label = texts, machine.out, machine.label
    rows = list(zip(machine.states, machine.follow, machine.shown, strict=True))
    digits = [f"{way:0{len(machine.data)}b}" for way in machine.ways]
    shown = [[f"{value:0{machine.width}b}" for value in row] for row in machine.shown]
    code = "; ".join(
        f"in {name} the next state is {machines.choice(machine.data, machine.goals(state))} and "
        f"`{out}` is {machine.shows(row)}"
        for state, (name, _, row) in enumerate(rows)
    )
    arrivals = "; ".join(
        f"{goal} from "
        + (
            ", ".join(
                f"{name} on {digit}"
                for name, row, _ in rows
                for digit, end in zip(digits, row, strict=True)
                if machine.states[end] == goal
            )
            or "nowhere"
        )
        for goal in machine.states
    )
    by_way = " ".join(
        f"With {label}={digit}: "
        + ", ".join(f"{name} to {machine.states[row[way]]}" for name, row, _ in rows) + "."
        for way, digit in enumerate(digits)
    )  # fmt: skip
    if machine.is_mealy:
        values = "; ".join(
            f"{name}: " + ", ".join(f"{v} for {d}" for d, v in zip(digits, shown[n], strict=True))
            for n, name in enumerate(machine.states)
        )
    else:
        values = "; ".join(f"{name}: {shown[n][0]}" for n, name in enumerate(machine.states))
    values = f"The value of `{out}` by state{f' and {label}' * machine.is_mealy} is {values}"
    triples = ", ".join(
        f"({name}, {digit}, {machine.states[end]}, {value})"
        for n, (name, row, _) in enumerate(rows)
        for digit, end, value in zip(digits, row, shown[n], strict=True)
    )
    lines = "\n".join(
        f"{name}, {label}={digit}: next {machine.states[end]}, {out}={value}"
        for n, (name, row, _) in enumerate(rows)
        for digit, end, value in zip(digits, row, shown[n], strict=True)
    )
    path, here = [machine.states[0]], 0
    for step in range(3):
        here = machine.follow[here][(step + 1) % len(digits)]
        path.append(machine.states[here])
    inputs = ", ".join(digits[(step + 1) % len(digits)] for step in range(3))
    loops = ", ".join(
        f"{name} for {' or '.join(own)}"
        for n, (name, row, _) in enumerate(rows)
        if (own := [d for d, end in zip(digits, row, strict=True) if end == n])
    )
    stays = f" It stays in {loops}." if loops else " It never stays in a state."
    leaves = " ".join(
        f"It leaves {name} "
        + (", ".join(f"for {machine.states[end]} on {d}" for d, end in
                     zip(digits, row, strict=True) if end != n) or "never") + "."
        for n, (name, row, _) in enumerate(rows)
    )  # fmt: skip
    said = (
        f"{kind} FSM, as Verilog conditions{binary}: {code}. Here {when}.",
        f"Create a {kind} machine with {len(rows)} states. Transitions by destination, with the "
        f"present state and the value of {label}: {arrivals}. {values}{binary}.",
        f"Transitions, sorted by the value of {label}. {by_way} {values}{binary}.",
        f"Each of the tuples (state, {label}, next state, {out}{binary}) is one case of the "
        f"machine: {triples}. Note that {when}.",
        f"All cases of a {kind} state machine, one a line{binary}:\n\n{lines}\n\nThe next state "
        f"is taken at an active clock edge, and {when}.",
        f"Assume a sequential circuit in state {path[0]}. If the next three edges find {label} at "
        f"{inputs}, it goes through {', '.join(path[1:])}. Its complete behaviour: {by_way} "
        f"{values}{binary}.",
        f"This controller has the states {', '.join(machine.states)}.{stays} {leaves} The numbers "
        f"are values of {label} at the edge. {values}{binary}.",
        f"You are given the output of each state before the arrows. {values}{binary}. The arrows "
        f"are listed by the state they end in, each with its start and {label}: {arrivals}.",
    )
    return tuple(f"{text} {rest[n % 4]}" for n, text in enumerate(said))
