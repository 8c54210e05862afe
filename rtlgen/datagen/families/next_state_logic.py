"""The combinational part of a state machine: the state comes in, next state and outputs go out."""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import reduce

from rtlgen.datagen import machines
from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.machines import Rows, Told
from rtlgen.datagen.notations.next_state_logic import notations
from rtlgen.datagen.told.next_state_logic import Logic, others

_WORDS = ("IDLE", "REQ", "ACK", "RUN", "WAIT", "DONE", "ERR", "FIX", "LOG", "END")
_NAMES = (tuple("ABCDEFGHIJ"), tuple(f"S{n}" for n in range(10)), _WORDS)
_INPUTS = (("x", "w"), ("in", "en"), ("a", "b"), ("r", "s"), ("x1", "x0"), ("w", "v"))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Logic(Logic):
    meanings: tuple[str, ...]
    """A clause about each output that carries the next state."""

    def code(self, state: int) -> str:
        """Write a code."""
        return f"{self.bits}'b{self.codes[state]:0{self.bits}b}"

    def value(self, rows: Rows, state: int, width: int) -> str:
        """Write an output's value in a state."""
        return machines.choice(self.told.data, [f"{width}'b{v:0{width}b}" for v in rows[state]])


def draw(rng: random.Random) -> Drawn:
    """Draw the logic of a machine."""
    is_one_hot = rng.random() < 0.5
    count = rng.choice((3, 4, 4, 5, 6, 8, 10) if is_one_hot else (3, 4, 4, 5, 6))
    inputs = rng.choice((1, 1, 1, 2)) if count < 6 else 1
    width, ways, is_mealy = rng.choice((1, 1, 2)), 1 << inputs, rng.random() < 0.3
    shown = [[rng.randrange(1 << width) for _ in range(ways)] for _ in range(count)]
    out = rng.choice(("z", "out", "y_out", ""))
    told = Told(
        states=rng.choice(_NAMES)[:count], data=rng.choice(_INPUTS)[:inputs], out=out, width=width,
        follow=machines.draw_transitions(rng, count, ways), is_mealy=is_mealy and bool(out),
        shown=tuple(tuple(row if is_mealy else row[:1] * ways) for row in shown),
    )  # fmt: skip
    codes, bits = (tuple(1 << n for n in range(count)), count)
    if not is_one_hot:
        bits = (count - 1).bit_length()
        codes = tuple(rng.choice((range(count), rng.sample(range(1 << bits), count))))
    state = rng.choice(("state", "y", "cs", "present"))
    results, meanings, picks = _next(rng, told, codes, bits, is_one_hot=is_one_hot)
    logic = _Logic(
        told=told, state=state, codes=codes, bits=bits, is_one_hot=is_one_hot,
        results=(*results, *([(out, width, told.shown)] if out else [])), meanings=meanings,
        picks=picks,
    )  # fmt: skip

    def function(levels: Levels) -> Known:
        way = int("".join(str(levels[name]) for name in told.data), 2)
        is_at = int.__and__ if is_one_hot else int.__eq__
        present = [number for number, code in enumerate(codes) if is_at(levels[state], code)]
        return {
            name: reduce(int.__or__, (rows[number][way] for number in present), 0)
            for name, _, rows in logic.results
        }

    outputs = frozenset(name for name, _, _ in logic.results)
    return Drawn(
        family="next_state_logic",
        name=rng.choice(("next_state_logic", "fsm_logic", "fsm_comb", "top_module")),
        ports=(
            *map(input_port, told.data), input_port(state, bits),
            *(output_port(name, size) for name, size, _ in logic.results),
        ),
        bodies=_bodies(logic),
        registers={"ifs": outputs, "case": outputs},
        says=_says(logic),
        behaviour=lambda: Combinational(function),
    )  # fmt: skip


def _next(
    rng: random.Random, told: Told, codes: tuple[int, ...], bits: int, *, is_one_hot: bool
) -> tuple[list[tuple[str, int, Rows]], tuple[str, ...], tuple[int, ...]]:
    """Draw which of the next state goes out: all of it, or single bits."""
    coded = tuple(tuple(codes[goal] for goal in row) for row in told.follow)
    if rng.random() < 0.5:
        name = rng.choice(("next_state", "next", "ns"))
        return [(name, bits, coded)], (f"`{name}` is the code of the next state",), ()
    moving = [bit for bit in range(bits) if any(c >> bit & 1 for row in coded for c in row)]
    picked = sorted(rng.sample(moving, min(len(moving), rng.choice((1, 2)))))
    results, meanings = [], []
    stem = rng.choice(("{}_next", "next_{}", "to_{}")) if is_one_hot else rng.choice(("Y{}", "n{}"))
    for bit in picked:
        name = stem.format(told.states[bit] if is_one_hot else bit)
        results.append((name, 1, tuple(tuple(code >> bit & 1 for code in row) for row in coded)))
        meaning = f"bit {bit} of the code of the next state"
        if is_one_hot:
            meaning += f", which is 1 when the next state is {told.states[bit]}"
        meanings.append(f"`{name}` is {meaning}")
    return results, tuple(meanings), tuple(picked)


def _bodies(logic: _Logic) -> dict[str, str]:
    """Write sums of products, masked words, and statements by state."""
    count, data, state = len(logic.codes), logic.told.data, logic.state
    at, head = state, ""
    if not logic.is_one_hot:
        at, head = "at", f"    wire [{count - 1}:0] at;\n"
        for n in range(count):
            head += f"    assign at[{n}] = ({state} == {logic.code(n)});\n"
    sums, masks, clears, steps = "", "", "", [""] * count
    for name, width, rows in logic.results:
        zero = f"{width}'b{0:0{width}b}"
        for bit in range(width):
            ones = {value for row in rows for value in row if value >> bit & 1}
            index = f"[{bit}]" if width > 1 else ""
            sums += f"    assign {name}{index} = {machines.causes(at, data, rows, ones)};\n"
        terms = []
        for n in range(count):
            value = logic.value(rows, n, width)
            bit_of = f"{{{width}{{{at}[{n}]}}}}" if width > 1 else f"{at}[{n}]"
            if value == zero:
                continue
            text = machines.enclosed(value)
            terms.append(bit_of if value == "1'b1" else f"({bit_of} & {text})")
            steps[n] += f"{name} = {f'{name} | {text}' if logic.is_one_hot else value};\n"
        masks += f"    assign {name} = " + ("\n        | ".join(terms) or zero) + ";\n"
        clears += f"        {name} = {zero};\n"
    bodies = {"sums": head + sums} | ({"masks": head + masks} if masks != sums else {})
    if logic.is_one_hot:
        tests = [f"if ({state}[{n}])" for n in range(count)]
        bodies["ifs"] = _always(clears, tests, steps, "")
    else:
        labels = [f"{logic.code(n)}:" for n in range(count)]
        bodies["case"] = _always(clears, labels, steps, f"case ({state})")
    return bodies


def _always(clears: str, heads: list[str], steps: list[str], case: str) -> str:
    """Write a block that clears all outputs and then does the step of each state."""
    pad = "            " if case else "        "
    arms = ""
    for head, step in zip(heads, steps, strict=True):
        if not step:
            continue
        lines = "".join(f"{pad}    {line}\n" for line in step.splitlines())
        arms += f"{pad}{head} begin\n{lines}{pad}end\n"
    if case:
        arms = f"        {case}\n{arms}{pad}default: ;\n        endcase\n"
    return f"    always @(*) begin\n{clears}{arms}    end\n"


def _says(logic: _Logic) -> tuple[str, ...]:
    told, state, states = logic.told, logic.state, logic.told.states
    meant = "; ".join(logic.meanings)
    outs = ""
    if told.out:
        depends = "the present state and the inputs" if told.is_mealy else "the present state alone"
        binary = ", written in binary" if told.width > 1 else ""
        outs = f" `{told.out}` is the machine's output and depends on {depends}{binary}."
    codes = ", ".join(f"{s} = {c:0{logic.bits}b}" for s, c in zip(states, logic.codes, strict=True))
    coding = f"`{state}` is the code of the present state: {codes}"
    if logic.is_one_hot:
        bits = ", ".join(f"{state}[{n}] for {name}" for n, name in enumerate(states))
        coding = f"`{state}` holds the present state in one-hot code: {bits}"
        rests = [
            "Derive the logic by inspection, one AND term for each arrow: a bit that goes out is "
            f"the OR of the terms in which it is 1, even if several bits of `{state}` are 1; with "
            f"`{state}` at 0 everything is 0.",
            f"With several bits of `{state}` at 1, OR the results of these states; with none, 0.",
        ]
    elif len(states) < 1 << logic.bits:
        rests = [
            "For a code that no state has, every output is 0.",
            f"If `{state}` is none of these codes, drive 0 on all outputs.",
        ]
    else:
        rests = ["Every code belongs to a state.", "There are no unused codes."]
    part = "only the combinational part of a state machine, without register and clock"
    functions = "d and its output function f are" if told.out else "d is"
    drawn, title = told.table(), "The state table is this."
    if told.is_mealy:  # our reader does not read two things in a cell where there are more outputs
        drawn, title = told.edges(), "The transitions are these."
    return (
        f"Given the state diagram below, write {part}.\n\n{told.edges()}\n\n{coding}; {meant}."
        f"{outs} {rests[0]}",
        f"Next-state logic. {coding}; {meant}.{outs} {title}\n\n{drawn}\n\n{rests[1]}",
        f"Build {part}. {told.sentences()} {coding}, and {meant}.{outs} {rests[0]}",
        f"{coding}. The rules of the machine are: {told.rules()} Compute the outputs without any "
        f"register: {meant}.{outs} {rests[1]}",
        f"Build the next-state and output logic alone; the flip-flops are elsewhere. Arrows: "
        f"{_arrows(told)} {coding}; {meant}.{outs} {rests[1]}",
        f"Create a combinational block for one step of a state machine. {_by_input(told)} {coding}."
        f" What goes out: {meant}.{outs} {rests[0]}",
        f"Where does each state come from? {_by_goal(told)} {coding}, and {meant}.{outs} "
        f"{rests[1]}",
        f"You are given these rules of a controller. {told.rules()} Its register is not part of "
        f"this block. {coding}; {meant}.{outs} {rests[0]}",
        f"State by state, the machine does this. {told.sentences()} The present state comes in as "
        f"follows: {coding}. No clock is involved; {meant}.{outs} {rests[1]}",
        f"This block sits in front of a state register and tells what is to be loaded into it. "
        f"{coding}; {meant}.{outs}\n\n{drawn}\n\n{rests[0]}",
        f"{coding}; {meant}.{outs} The machine itself is a graph.\n\n{told.edges()}\n\n{rests[1]}",
        *others(logic),
        *notations(logic),
        f"This is {part}. Its transition function {functions} given. {told.functions()} {coding}; "
        f"{meant}.{outs} {rests[0]}",
    )


def _arrows(told: Told) -> str:
    """Tell the transitions and outputs as briefly as possible."""
    found = "; ".join(
        f"{name}: {', '.join(f'{way}->{goal}' for way, goal, _ in told.cells(state))}"
        for state, name in enumerate(told.states)
    )
    return f"{found} (before -> stands {told.label}).{_values(told)}"


def _by_input(told: Told) -> str:
    """Tell for each combination of the inputs what all states do."""
    rows = [told.cells(state) for state in range(len(told.states))]
    found = [
        f"At {told.label}={way}, "
        + ", ".join(f"{told.states[n]} goes to {row[place][1]}" for n, row in enumerate(rows))
        for place, (way, _, _) in enumerate(rows[0])
    ]
    return f"{'. '.join(found)}.{_values(told)}"


def _by_goal(told: Told) -> str:
    """Tell for each state from where it is reached."""
    ways: dict[str, list[str]] = {name: [] for name in told.states}
    for state, name in enumerate(told.states):
        for way, goal, _ in told.cells(state):
            ways[goal].append(f"{name} on {way}")
    found = "; ".join(f"{goal} from {', '.join(some) or 'nowhere'}" for goal, some in ways.items())
    return f"Into {found} (the values after 'on' are those of {told.label}).{_values(told)}"


def _values(told: Told) -> str:
    """Tell the output, if there is one."""
    if not told.out:
        return ""
    rows = [(name, told.cells(state)) for state, name in enumerate(told.states)]
    if not told.is_mealy:
        return f" {told.out} by state: {', '.join(f'{name} {row[0][2]}' for name, row in rows)}."
    shown = [f"{name} {'/'.join(value for _, _, value in row)}" for name, row in rows]
    order = "/".join(way for way, _, _ in rows[0][1])
    return f" {told.out} by state, for {told.label} = {order}: {', '.join(shown)}."
