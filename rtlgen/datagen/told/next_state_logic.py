"""The logic of a state machine in further words."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.datagen import machines
from rtlgen.datagen.machines import Rows, Told
from rtlgen.datagen.series import series


@dataclass(frozen=True, slots=True, kw_only=True)
class Logic:
    """A machine, how its states are coded, and what goes out."""

    told: Told
    state: str
    """Name of the input for the state."""
    codes: tuple[int, ...]
    bits: int
    """Of a code."""
    is_one_hot: bool
    results: tuple[tuple[str, int, Rows], ...]
    """Output, width, and its value for each state and combination of the inputs."""
    picks: tuple[int, ...]
    """Bits of the next state that go out, an output for each; empty = all, in one output."""

    @property
    def words(self) -> list[str]:
        """The codes of the states in binary."""
        return [f"{code:0{self.bits}b}" for code in self.codes]

    def coding(self, way: int = 0) -> str:
        """Tell the codes of the present state, in one of two ways."""
        states, state = self.told.states, self.state
        if self.is_one_hot:
            if way:
                told = [f"{state}[{n}] for {name}" for n, name in enumerate(states)]
                return f"there is one bit per state, {series(told)}"
            bits = f"its bits from 0 up belong to {series(states)}"
            return f"the word `{state}` is one-hot, and {bits}"
        pairs = list(zip(states, self.words, strict=True))
        if way:
            return f"`{state}` holds {series([f'{code} in state {name}' for name, code in pairs])}"
        told = [f"{code} for {name}" for name, code in pairs]
        return f"the word `{state}` is coded with {series(told)}"

    @property
    def goes(self) -> str:
        """Tell what goes out of the next state."""
        names = [name for name, _, _ in self.results]
        if not self.picks:
            how = "in the same one-hot order" if self.is_one_hot else "with the same codes"
            return f"`{names[0]}` gives the state that comes next, {how}"
        found = list(zip(names, self.picks, strict=False))
        if self.is_one_hot:
            told = [f"`{name}` is high when {self.told.states[b]} comes next" for name, b in found]
        else:
            told = [f"`{name}` is bit {b} of the next state's code" for name, b in found]
        return series(told)

    def rest(self, way: int = 0) -> str:
        """Tell what happens with other words than codes, in one of two ways."""
        state = self.state
        if self.is_one_hot and way:
            return (
                f" Nothing guards against a wrong `{state}`: the outputs are the bitwise OR of "
                "what each set bit asks for, which is zero when there is none."
            )
        if self.is_one_hot:
            return (
                f" When more than one bit of `{state}` is set, each of these states "
                "contributes, and the contributions are ORed bit by bit; when no bit is set, all "
                "outputs are 0."
            )
        if len(self.codes) == 1 << self.bits:
            return ""
        if way:
            return " Unused codes: all outputs low."
        return f" A value of `{state}` without a state makes all outputs 0."

    def shown(self, way: int = 0) -> str:
        """Tell the machine's output in one of two ways, if there is one."""
        out, told = self.told.out, self.told
        if not out:
            return ""
        rows = [(name, told.cells(number)) for number, name in enumerate(told.states)]
        if way:
            return self._by_value()
        if not told.is_mealy:
            values = series([f"{row[0][2]} in {name}" for name, row in rows])
            return f" The output `{out}` is {values}."
        found = [
            f"in {name} " + series([f"{value} at {ways}" for ways, _, value in row])
            for name, row in rows
        ]
        return f" The output `{out}` looks at {told.label} too: it is {'; '.join(found)}."

    def _by_value(self) -> str:
        """Tell the machine's output, each value once."""
        told = self.told
        where: dict[str, list[str]] = {}
        for number, name in enumerate(told.states):
            for way, _, value in told.cells(number)[: None if told.is_mealy else 1]:
                place = f"{name} with {way}" if told.is_mealy else name
                where.setdefault(value, []).append(place)
        found = "; ".join(f"{value} in {series(some)}" for value, some in sorted(where.items()))
        kind = "Mealy" if told.is_mealy else "Moore"
        note = f" (after 'with' stands {told.label})" if told.is_mealy else ""
        return f" {kind} output {told.out}: {found}{note}."


def others(logic: Logic) -> tuple[str, ...]:
    """Tell the logic in further words."""
    return (_formulas(logic), *_orders(logic), _program(logic), *_reports(logic), _back(logic))


def _sums(logic: Logic, state: str) -> str:
    """Write an equation for each bit that goes out."""
    found = []
    for name, width, rows in logic.results:
        for bit in range(width):
            ones = {value for row in rows for value in row if value >> bit & 1}
            index = f"[{bit}]" if width > 1 else ""
            causes = machines.causes(state, logic.told.data, rows, ones)
            found.append(f"{name}{index} = {causes}")
    return "; ".join(found)


def _formulas(logic: Logic) -> str:
    if logic.is_one_hot:
        return (
            "One-hot state machine, logic only: drive the outputs with these sums of products of "
            f"the state bits and {logic.told.label}. {_sums(logic, logic.state)}."
        )
    tests = ", ".join(f"is[{n}] for {code}" for n, code in enumerate(logic.words))
    return (
        f"Decode `{logic.state}` first, into internal wires that are 1 for a single value each: "
        f"{tests}. The equations of the logic are then {_sums(logic, 'is')}."
    )


def _goals(row: list[tuple[str, str, str]]) -> dict[str, list[str]]:
    """Collect the values of the inputs that lead to each next state."""
    goals: dict[str, list[str]] = {}
    for way, goal, _ in row:
        goals.setdefault(goal, []).append(way)
    return goals


def _move(name: str, row: list[tuple[str, str, str]]) -> str:
    """Tell when a state stays and when it leaves."""
    goals = _goals(row)
    if list(goals) == [name]:
        return f"{name} never leaves"
    stays = [f"stays on {series(goals.pop(name))}"] if name in goals else []
    if not stays and len(goals) == 1:
        return f"{name} always leaves for {next(iter(goals))}"
    leaves = series([f"for {goal} on {series(ways)}" for goal, ways in goals.items()])
    return f"{name} {series([*stays, f'leaves {leaves}'])}"


def _orders(logic: Logic) -> tuple[str, ...]:
    """Tell the transitions in several orders."""
    told, states, label = logic.told, logic.told.states, logic.told.label
    rows = [told.cells(number) for number in range(len(states))]
    brief = ", ".join(
        f"{name} {'/'.join(goal for _, goal, _ in row)}"
        for name, row in zip(states, rows, strict=True)
    )
    ways = "/".join(way for way, _, _ in rows[0])
    maps = "; ".join(
        f"{label} = {way} gives ({', '.join(row[place][1] for row in rows)})"
        for place, (way, _, _) in enumerate(rows[0])
    )
    upside_down = " ".join(
        f"In {states[n]}, "
        + ", ".join(f"if {label} is {way} then {goal}" for way, goal, _ in reversed(rows[n]))
        + "."
        for n in range(len(states) - 1, -1, -1)
    )
    moves = "; ".join(_move(name, row) for name, row in zip(states, rows, strict=True))
    return (
        (
            f"FSM combinational logic, next states for {label} = {ways}: {brief}.{logic.shown(1)} "
            f"{_big(logic.coding())}; {logic.goes}.{logic.rest(1)}"
        ),
        (
            f"The set of states is {{{', '.join(states)}}}, and each value of {label} maps it into "
            f"itself. Applied to the tuple ({', '.join(states)}) element by element, {maps}."
            f"{logic.shown()} {_big(logic.coding(1))}. Compute one application of the map to the "
            f"present state: {logic.goes}.{logic.rest()}"
        ),
        (
            f"Decide by the present state and by {label} which state follows. {upside_down}"
            f"{logic.shown(1)} {_big(logic.coding(1))}, and {logic.goes}.{logic.rest()}"
        ),
        (
            "Unlike a complete state machine, this circuit stores nothing; it only works out the "
            f"successor of the state that it is shown. By the value of {label}: {moves}."
            f"{logic.shown()} {_big(logic.coding())}; {logic.goes}.{logic.rest(1)}"
        ),
    )


def _program(logic: Logic) -> str:
    """Write it like a program."""
    told = logic.told
    lines = []
    for number, name in enumerate(told.states):
        row = told.cells(number)
        step = f"successor = {machines.choice(told.data, [goal for _, goal, _ in row])};"
        if told.out:
            values = [f"{told.width}'b{value}" for _, _, value in row]
            step += f" {told.out} = {machines.choice(told.data, values)};"
        lines.append(f"case {name}: {step} break;")
    return (
        "Think of a function without memory that is called with the present state and runs "
        f"switch (present state) {{ {' '.join(lines)} }}. The argument arrives in coded form: "
        f"{logic.coding(1)}. The successor leaves in coded form: {logic.goes}.{logic.rest()}"
    )


def _reports(logic: Logic) -> tuple[str, ...]:
    """Tell it as a question, a message and requirements."""
    told, states, label = logic.told, logic.told.states, logic.told.label
    rows = [told.cells(number) for number in range(len(states))]
    plain = "; ".join(
        f"{name} " + ", ".join(f"{way} {goal}" for way, goal, _ in row)
        for name, row in zip(states, rows, strict=True)
    )
    listed = "; ".join(
        f"{name}: {', '.join(goal for _, goal, _ in row)}"
        for name, row in zip(states, rows, strict=True)
    )
    shall = []
    for name, row in zip(states, rows, strict=True):
        goals = _goals(row)
        parts = [f"{goal} for {label} = {' or '.join(ways)}" for goal, ways in goals.items()]
        told_goal = f"{next(iter(goals))} for any {label}" if len(goals) == 1 else series(parts)
        shall.append(f"After {name} the successor shall be {told_goal}.")
    return (
        (
            "Exam question: a machine moves like this (state, then pairs of "
            f"{label} and successor): {plain}.{logic.shown()} {_big(logic.coding(1))}. "
            "Which logic feeds its flip-flops? Build it, without the flip-flops, so that "
            f"{logic.goes}.{logic.rest(1)}"
        ),
        (
            "I have the state register in another file already, so I only need the gates around it "
            f"from you. Next to each state I list its successors for {label} = "
            f"{series([way for way, _, _ in rows[0]])}, in this order. {listed}.{logic.shown(1)} "
            f"On the wires, {logic.coding()}. Please make it so that {logic.goes}.{logic.rest()}"
        ),
        (
            f"The logic shall have no clock and no storage. {' '.join(shall)}{logic.shown()} "
            f"{_big(logic.coding())}. The block must report the successor: {logic.goes}."
            f"{logic.rest(1)}"
        ),
    )


def _back(logic: Logic) -> str:
    """Tell it from the results back."""
    told, states = logic.told, logic.told.states
    ways: dict[str, list[str]] = {}
    for number, name in enumerate(states):
        for goal, some in _goals(told.cells(number)).items():
            ways.setdefault(goal, []).append(f"{name} with {' or '.join(some)}")
    found = "; ".join(f"{goal} follows {series(ways[goal])}" for goal in states if goal in ways)
    way, goal, _ = told.cells(len(states) - 1)[-1]
    return (
        f"{_big(logic.goes)}. Seen from the successor, where a number is a value of {told.label}, "
        f"{found}.{logic.shown(1)} {_big(logic.coding(1))}. For example, {states[-1]} with {way} "
        f"leads to {goal}.{logic.rest()}"
    )


def _big(text: str) -> str:
    return text[0].upper() + text[1:]
