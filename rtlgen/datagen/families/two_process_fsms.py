"""Small Moore machines: three to five states, one input, any transitions."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.two_process_fsms import notations
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.two_process_fsms import others

_NAMES = (("A", "B", "C", "D", "E"), ("S0", "S1", "S2", "S3", "S4"),
          ("IDLE", "WARM", "RUN", "HOLD", "COOL"))  # fmt: skip
_NEVER = "1'b0"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Machine:
    states: tuple[str, ...]
    follow: tuple[tuple[int, int], ...]
    """For each state the next one at input 0 and at input 1."""
    shown: tuple[int, ...]
    data: str
    out: str
    width: int
    """Of the output."""
    clocking: Clocking

    def value(self, state: int) -> str:
        """Write the output of a state."""
        return f"{self.width}'b{self.shown[state]:0{self.width}b}"

    def parameters(self, *, is_one_hot: bool) -> tuple[str, str]:
        """Return the declarations of the states, and the range of a state."""
        count = len(self.states)
        width = count if is_one_hot else (count - 1).bit_length()
        codes = [1 << n if is_one_hot else n for n in range(count)]
        given = ", ".join(
            f"{name} = {width}'b{code:0{width}b}"
            for name, code in zip(self.states, codes, strict=True)
        )
        return f"    localparam [{width - 1}:0] {given};\n", f"[{width - 1}:0]"

    def bodies(self) -> dict[str, str]:
        """Write the machine with two and three blocks, and with one-hot states."""
        declared, word = self.parameters(is_one_hot=False)
        first = self.states[0]
        block = self.clocking.block(f"state <= {first};", "state <= next_state;")
        nexts, shown = "", ""
        for number, (name, (low, high)) in enumerate(zip(self.states, self.follow, strict=True)):
            low_name, high_name = self.states[low], self.states[high]
            choice = low_name if low == high else f"{self.data} ? {high_name} : {low_name}"
            nexts += f"            {name}: next_state = {choice};\n"
            shown += f"            {name}: {self.out} = {self.value(number)};\n"
        nexts += f"            default: next_state = {first};\n"
        shown += f"            default: {self.out} = {self.value(0)};\n"
        cases = f"    always @(*)\n        case (state)\n{nexts}        endcase\n"
        separate = f"    always @(*)\n        case (state)\n{shown}        endcase\n"
        head = f"{declared}    reg {word} state, next_state;\n"
        return {
            "two blocks": f"{head}{cases}{block}    assign {self.out} = {self._chain()};\n",
            "three blocks": f"{head}{block}{cases}{separate}",
            "one block": f"{declared}    reg {word} state;\n{self._single()}"
            f"    assign {self.out} = {self._chain()};\n",
            "one-hot": self._one_hot(),
        }

    def _chain(self) -> str:
        texts = [f"(state == {n}) ? {self.value(i)} : " for i, n in enumerate(self.states)]
        return "".join(texts[:-1]) + self.value(len(self.states) - 1)

    def _single(self) -> str:
        arms = ""
        for name, (low, high) in zip(self.states, self.follow, strict=True):
            arms += f"    {name}:\n        if ({self.data})\n            state <= "
            arms += (
                f"{self.states[high]};\n        else\n            state <= {self.states[low]};\n"
            )
        first = self.states[0]
        update = f"case (state)\n{arms}    default: state <= {first};\nendcase"
        return self.clocking.block(f"state <= {first};", update)

    def _one_hot(self) -> str:
        """Write each state bit as the OR of the ways that lead to it."""
        count = len(self.states)
        lines = ""
        for goal in range(count):
            ways = []
            for start, pair in enumerate(self.follow):
                if pair == (goal, goal):
                    ways.append(f"state[{start}]")
                elif goal in pair:
                    ways.append(f"(state[{start}] & {'~' if pair[0] == goal else ''}{self.data})")
            lines += f"    assign next_state[{goal}] = {' | '.join(ways) or _NEVER};\n"
        for bit in range(self.width):
            ones = [f"state[{n}]" for n in range(count) if self.shown[n] >> bit & 1]
            index = f"[{bit}]" if self.width > 1 else ""
            lines += f"    assign {self.out}{index} = {' | '.join(ones) or _NEVER};\n"
        block = self.clocking.block(f"state <= {count}'d1;", "state <= next_state;")
        head = f"    reg [{count - 1}:0] state;\n    wire [{count - 1}:0] next_state;\n"
        return f"{head}{block}{lines}"


def draw(rng: random.Random) -> Drawn:
    """Draw a machine all of whose states can be reached."""
    count, width = rng.choice((3, 3, 4, 4, 5)), rng.choice((1, 1, 1, 2))
    shown = [rng.randrange(1 << width) for _ in range(count)]
    if len(set(shown)) == 1:
        shown[-1] = shown[0] ^ 1
    machine = _Machine(
        states=rng.choice(_NAMES)[:count], follow=_transitions(rng, count), shown=tuple(shown),
        data=rng.choice(("in", "x", "w", "go")), out=rng.choice(("out", "z", "y")), width=width,
        clocking=draw_clocking(rng),
    )  # fmt: skip

    def update(state: int, levels: Levels) -> int:
        return machine.follow[state][levels[machine.data]]

    def outputs(state: int, levels: Levels) -> Known:
        del levels
        return {machine.out: machine.shown[state]}

    first = machine.states[0]
    start = f"puts the machine into state {first}"
    rest = [machine.clocking.says(rng, start) for _ in range(4)]
    rows = [
        (name, (machine.states[low], machine.states[high]), f"{value:0{width}b}")
        for name, (low, high), value in zip(
            machine.states, machine.follow, machine.shown, strict=True
        )
    ]
    ends = [*clocks(machine.clocking, start)[:4], *rest[:2]] * 2
    *said, last = (f"{text} {more}" for text, more in zip(_says(machine), rest * 3, strict=True))
    return Drawn(
        family="two_process_fsms",
        name=rng.choice(("fsm", "moore_fsm", f"fsm{count}", "top_module")),
        ports=(
            *machine.clocking.ports, input_port(machine.data), output_port(machine.out, width)
        ),
        bodies=machine.bodies(),
        registers={"three blocks": frozenset({machine.out})},
        says=(
            *said, *others(rows, machine.data, machine.out, ends[:10]),
            *notations(rows, machine.data, machine.out, machine.clocking), last,
        ),
        behaviour=machine.clocking.behaviour(0, update, outputs),
    )  # fmt: skip


def _transitions(rng: random.Random, count: int) -> tuple[tuple[int, int], ...]:
    while True:
        follow = tuple((rng.randrange(count), rng.randrange(count)) for _ in range(count))
        reached = {0}
        for _ in range(count):
            reached |= {goal for state in reached for goal in follow[state]}
        if len(reached) == count:
            return follow


def _says(machine: _Machine) -> tuple[str, ...]:
    states, data, out = machine.states, machine.data, machine.out
    values = [f"{value:0{machine.width}b}" for value in machine.shown]
    ways = [(states[low], states[high]) for low, high in machine.follow]
    rows = list(zip(states, ways, values, strict=True))
    arrows = ", ".join(f"{s} --0--> {a}, {s} --1--> {b}" for s, (a, b), _ in rows)
    outs = ", ".join(f"{s}: {v}" for s, _, v in rows)
    told = "; ".join(
        f"from {s} it goes to {a} in any case"
        if a == b
        else f"from {s} it goes to {a} if `{data}` is 0 and to {b} if it is 1"
        for s, (a, b), _ in rows
    )
    table = "; ".join(f"{s} | {a} | {b} | {v}" for s, (a, b), v in rows)
    rules = " ".join(
        f"{n}. In {s}, `{out}` is {v}; next is {a} for 0 and {b} for 1."
        for n, (s, (a, b), v) in enumerate(rows, 1)
    )
    kind = "" if machine.width == 1 else " (in binary)"
    return (
        f"A Moore machine with one input `{data}` and the transitions {arrows} (the number is "
        f"`{data}`). Its output `{out}`{kind} by state is {outs}.",
        f"Implement a state machine with {len(states)} states, {', '.join(states)}. At each active "
        f"clock edge {told}. The output `{out}` depends only on the present state{kind}: {outs}.",
        f"State table in the order state | next state if {data}=0 | next state if {data}=1 | "
        f"`{out}`{kind}: {table}. The output belongs to the present state.",
        *_more(machine),
        f"Given the input `{data}`, which is looked at once per clock, follow these rules (Moore, "
        f"values of `{out}`{kind or ' are single bits'}). {rules}",
    )


def _more(machine: _Machine) -> tuple[str, ...]:
    """Describe the same machine in other words."""
    states, data, out = machine.states, machine.data, machine.out
    kind = "" if machine.width == 1 else ", in binary"
    values = [f"{value:0{machine.width}b}" for value in machine.shown]
    pairs = [(states[low], states[high]) for low, high in machine.follow]
    rows = list(zip(states, pairs, values, strict=True))
    brief = "; ".join(f"{s} ({out}={v}): 0->{a}, 1->{b}" for s, (a, b), v in rows)
    zeros = ", ".join(f"{s} to {a}" for s, (a, _), _ in rows)
    ones = ", ".join(f"{s} to {b}" for s, (_, b), _ in rows)
    outs = ", ".join(f"{v} in {s}" for s, _, v in rows)
    into = "; ".join(
        f"{goal} follows "
        + (", ".join(f"{s} on {n}" for s, pair, _ in rows for n in (0, 1) if pair[n] == goal)
           or "no state")
        for goal in states
    )  # fmt: skip
    delta = ", ".join(f"d({s}, 0) = {a}, d({s}, 1) = {b}" for s, (a, b), _ in rows)
    shown = "; ".join(
        f"{value} in {', '.join(s for s, _, v in rows if v == value)}"
        for value in dict.fromkeys(values)
    )
    code = "; ".join(f"{s}: next = {data} ? {b} : {a}" for s, (a, b), _ in rows)
    trace, at = [states[0]], 0
    for bit in (1, 0, 1):
        at = machine.follow[at][bit]
        trace.append(states[at])
    return (
        f"Moore FSM, input {data}, one step per active clock edge: {brief}. The value in brackets "
        f"is the output while in the state{kind}.",
        f"Build a finite state machine. While `{data}` is 0, clock edges take {zeros}; while it is "
        f"1, they take {ones}. The output `{out}` is a function of the state{kind}: {outs}.",
        f"Where each state comes from (the number is `{data}` at the edge): {into}. The state "
        f"alone decides `{out}`{kind}, which is {shown}.",
        f"Create a machine from its next-state function d(state, {data}): {delta}. Its state "
        f"register is clocked, and `{out}` is decoded from that register{kind}: {outs}.",
        f"Textbook exercise: write the two processes of a Moore machine. The combinational one is, "
        f"in Verilog, {code}. The clocked one loads the next state. `{out}` is {outs}{kind}.",
        f"You are given the states {', '.join(states)} and the state assignment is up to you. "
        f"`{out}` is {shown}{kind}. A 0 at `{data}` leads from {zeros}; a 1 leads from {ones}.",
        f"This controller reads `{data}` once in every clock cycle. For example, the inputs 1, 0, "
        f"1 take it through {', '.join(trace)}. All its moves, by state and input, and its outputs"
        f"{kind} are: {brief}.",
        f"Assume a register for the present state; `{out}` does not depend on `{data}` directly. "
        f"It is {outs}{kind}. As for the transitions, {into}; 'on' is followed by the value of "
        f"`{data}`.",
    )
