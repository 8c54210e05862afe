"""The logic of a state machine in further notations: file formats, programs, formulas, prose."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from rtlgen.datagen import machines
from rtlgen.datagen.series import series
from rtlgen.datagen.told.next_state_logic import Logic


def notations(logic: Logic) -> tuple[str, ...]:
    """Write the logic in twenty notations."""
    return (
        *_files(logic), *_graphs(logic), *_programs(logic), *_formulas(logic), *_sets(logic),
        *_numbers(logic), *_prose(logic),
    )  # fmt: skip


def _codes(logic: Logic, way: int) -> str:
    """Tell how the present state is coded, in one of four ways."""
    states, state, size = logic.told.states, logic.state, logic.bits
    pairs = list(zip(states, logic.words, strict=True))
    if way == 3:
        given = ", ".join(f"{name} = {size}'b{word}" for name, word in pairs)
        legal = "one-hot" if logic.is_one_hot else "compared with these"
        return f"Constants: {given}; `{state}` is {legal}."
    if logic.is_one_hot:
        if not way:
            places = ", ".join(f"{name} at index {n}" for n, name in enumerate(states))
            return f"Encoding: one-hot on `{state}`, {places}."
        if way == 1:
            order = ", ".join(reversed(states))
            return f"`{state}` has a bit for each state, from its MSB down to its LSB: {order}."
        given = ", ".join(f"{state}[{n}] -> {name}" for n, name in enumerate(states))
        return f"Decode `{state}` bit by bit: {given}."
    if way == 0:
        return f"Encoding: {', '.join(f'{word} {name}' for name, word in pairs)}, on `{state}`."
    if way == 1:
        numbers = [f"{code} in {name}" for code, name in zip(logic.codes, states, strict=True)]
        return f"Taken as an unsigned number, `{state}` is {series(numbers)}."
    return f"Decode `{state}` by {', '.join(f'{word} -> {name}' for name, word in pairs)}."


def _goes(logic: Logic, way: int) -> str:
    """Tell what goes out of the next state, in one of four ways."""
    names, state = [name for name, _, _ in logic.results], logic.state
    if not logic.picks:
        return (
            f"Output `{names[0]}`: the state reached, encoded like `{state}`.",
            f"`{names[0]}` carries the successor in the encoding of `{state}`.",
            f"Encode the successor the same way onto `{names[0]}`.",
            f"{names[0]} = next state, in these constants.",
        )[way]
    found = list(zip(names, logic.picks, strict=False))
    goals = [(name, logic.told.states[b]) for name, b in found]
    if logic.is_one_hot:
        told = (
            [f"Output `{name}`: 1 if {goal} is reached, else 0." for name, goal in goals],
            [f"`{name}` tells by a 1 that the successor is {goal}" for name, goal in goals],
            [f"the bit of {goal} (on `{name}`)" for name, goal in goals],
            [f"{name} = (next state == {goal})" for name, goal in goals],
        )[way]
    else:
        told = (
            [f"Output `{name}`: bit {b} of the code reached (LSB = 0)." for name, b in found],
            [f"`{name}` carries bit {b} of the successor's code" for name, b in found],
            [f"bit {b} (on `{name}`), counted from the right and from 0" for name, b in found],
            [f"{name} = (next state)[{b}]" for name, b in found],
        )[way]
    return (
        " ".join(told),
        f"{series(told)}.",
        f"What is brought out of the successor's code: {'; '.join(told)}.",
        f"{'; '.join(told)}.",
    )[way]


def _rest(logic: Logic, way: int) -> str:
    """Tell what happens with words that belong to no state, in one of four ways."""
    state = logic.state
    if logic.is_one_hot:
        return (
            f" Several set bits in `{state}`: OR their results; none set: all outputs 0.",
            (f" If `{state}` is not one-hot, superpose: an output is the OR over all set bits, "
             f"hence 0 where `{state}` is 0."),
            (f" Each set bit of `{state}` acts by itself and the outputs are ORed, which also "
             f"settles words with two or more ones, and the zero word (outputs 0)."),
            (f" There is no check for a bad `{state}`: plain AND-OR logic, so several ones OR "
             f"together what they cause and no ones cause nothing but zeros."),
        )[way]  # fmt: skip
    if len(logic.codes) == 1 << logic.bits:
        return ""
    return (
        f" All other values of `{state}`: every output 0.",
        f" Should `{state}` hold a code that is not listed, each output is 0.",
        " Default: zeros on all outputs.",
        f" Unless `{state}` has one of these codes, nothing is driven high.",
    )[way]


def _tail(logic: Logic, way: int) -> str:
    """Tell how states are coded, what goes out and what happens otherwise."""
    return f"{_codes(logic, way)} {_goes(logic, way)}{_rest(logic, 3 - way)}"


def _rows(logic: Logic) -> list[tuple[str, list[tuple[str, str, str]]]]:
    """Return for each state its name and, by value of the inputs, next state and output."""
    return [(name, logic.told.cells(n)) for n, name in enumerate(logic.told.states)]


def _moves(logic: Logic) -> list[tuple[str, str, str, str]]:
    """Return present state, value of the inputs, next state and output of all transitions."""
    return [(name, *cell) for name, row in _rows(logic) for cell in row]


def _shown(logic: Logic, way: int) -> str:
    """Tell the machine's output, if there is one, in one of two ways."""
    told = logic.told
    if not told.out:
        return ""
    if way and not told.is_mealy:
        values = ", ".join(row[0][2] for _, row in _rows(logic))
        return f" In the states {', '.join(told.states)} the output `{told.out}` is {values}."
    found = []
    for bit in range(told.width - 1, -1, -1):
        name = f"{told.out}[{bit}]" if told.width > 1 else told.out
        places = [
            f"{state} with {told.label}={ways}" if told.is_mealy else state
            for state, ways, _, value in _moves(logic) if value[told.width - 1 - bit] == "1"
        ]  # fmt: skip
        high = list(dict.fromkeys(places))
        where = f"exactly in {series(high)}" if high else "nowhere"
        found.append(f"`{name}` is high {where}")
    return f" {'; '.join(found)}."


def _inline(logic: Logic, row: Sequence[tuple[str, str, str]], mark: str, join: str) -> str:
    """Write a row of transitions, with the output of a Mealy machine after a slash."""
    is_mealy = logic.told.is_mealy
    return join.join(f"{w}{mark}{goal}{f'/{value}' if is_mealy else ''}" for w, goal, value in row)


def _slash(logic: Logic, way: int) -> str:
    """Tell what a slash means, or else the output by state."""
    out = logic.told.out
    return f" After the slash stands {out}." if logic.told.is_mealy else _shown(logic, way)


def _grouped(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Collect the values of the inputs by what they lead to."""
    found: dict[str, list[str]] = {}
    for way, goal in pairs:
        found.setdefault(goal, []).append(way)
    return found


def _files(logic: Logic) -> tuple[str, ...]:
    """Write the machine as files."""
    told = logic.told
    moves = _moves(logic)
    ends = [
        (name, ways, [goal, value] if told.out else [goal]) for name, ways, goal, value in moves
    ]
    kiss = "\n".join(" ".join([ways, name, *end]) for name, ways, end in ends)
    csv = "\n".join(",".join([name, *ways, *end]) for name, ways, end in ends)
    head = ",".join(["from", *told.data, "to", *([told.out] if told.out else [])])
    tree = {name: {ways: goal for ways, goal, _ in row} for name, row in _rows(logic)}
    shown = ""
    if told.out:
        values = {
            name: {ways: value for ways, _, value in row} if told.is_mealy else row[0][2]
            for name, row in _rows(logic)
        }
        shown = f", and the output {told.out} is {json.dumps(values)}"
    columns = f"{told.label}; present state; next state{f'; {told.out}' if told.out else ''}"
    return (
        (f"From a KISS2 file (columns: {columns}):\n\n{kiss}\n\nWrite the logic between the "
         f"flip-flops, not the flip-flops. {_tail(logic, 0)}"),
        (f"A spreadsheet, exported as CSV, holds the machine.\n\n{head}\n{csv}\n\n"
         f"{_tail(logic, 1)} No memory, please."),
        (f"Configuration in JSON, present state first, then {told.label}: {json.dumps(tree)}"
         f"{shown}. {_tail(logic, 2)}"),
    )  # fmt: skip


def _graphs(logic: Logic) -> tuple[str, ...]:
    """Write the machine in languages for graphs."""
    told, out = logic.told, logic.told.out
    is_moore = bool(out) and not told.is_mealy
    ends = [
        (name, goal, f"{ways}/{value}" if told.is_mealy else ways)
        for name, ways, goal, value in _moves(logic)
    ]
    shown = [(name, f"{out}={row[0][2]}") for name, row in _rows(logic) if is_moore]
    nodes = "".join(f'{name} [xlabel="{value}"];\n' for name, value in shown)
    dot = "\n".join(f'{name} -> {goal} [label="{tag}"];' for name, goal, tag in ends)
    mermaid = "\n".join(f"{name} --> {goal} : {tag}" for name, goal, tag in ends)
    notes = "".join(f"\n{name} : {value}" for name, value in shown)
    tags = f"{told.label}/{out}" if told.is_mealy else told.label
    return (
        (f"Graphviz source of the diagram, edges labelled {tags}:\n\ndigraph {{\n{nodes}{dot}\n}}"
         f"\n\nWanted is one step of it as logic, nothing is stored. {_tail(logic, 3)}"),
        (f"Mermaid source:\n\nstateDiagram-v2\n{mermaid}{notes}\n\nThe text of an arrow is {tags}. "
         f"{_tail(logic, 2)} The register that closes the loop is somebody else's job."),
    )  # fmt: skip


def _when(data: Sequence[str], ways: Sequence[str]) -> str:
    """Write a condition as in VHDL."""
    if len(data) == 1:
        return " or ".join(f"{data[0]} = '{way}'" for way in ways)
    return " or ".join(f'{" & ".join(data)} = "{way}"' for way in ways)


def _vhdl(logic: Logic, name: str, pairs: Sequence[tuple[str, str]]) -> str:
    """Write an assignment as in VHDL."""
    found = list(_grouped(pairs).items())
    text = "".join(f"{goal} when {_when(logic.told.data, ways)} else " for goal, ways in found[:-1])
    return f"{name} <= {text}{found[-1][0]};"


def _programs(logic: Logic) -> tuple[str, ...]:
    """Write the machine as programs."""
    told, rows = logic.told, _rows(logic)
    steps, arms = [], []
    for name, row in rows:
        step = machines.python_choice(told.data, [goal for _, goal, _ in row])
        arm = _vhdl(logic, "successor", [(ways, goal) for ways, goal, _ in row])
        if told.out:
            value = machines.python_choice(told.data, [f"0b{value}" for _, _, value in row])
            step += f", {value}"
            quote = '"' if told.width > 1 else "'"
            values = [(ways, f"{quote}{value}{quote}") for ways, _, value in row]
            arm += f" {_vhdl(logic, told.out, values)}"
        steps.append(f" if present is {name}: return {step}")
        arms.append(f"when {name} => {arm}")
    listed = ", ".join(f"{{{', '.join(map(str, row))}}}" for row in told.follow)
    array = f"follow[{len(rows)}][{len(rows[0][1])}] = {{{listed}}}"
    number = told.label if len(told.data) == 1 else f"the binary number {''.join(told.data)}"
    returns = f"the next state and then {told.out}" if told.out else "the next state"
    return (
        (f"The reference model, in Python, returns {returns}:\n\ndef step("
         f"present, {', '.join(told.data)}):\n"
         + "\n".join(steps)
         + f"\n\nMake hardware of it, one call being one evaluation. {_tail(logic, 1)}"),
        (f"Port this VHDL process to Verilog: case present is {' '.join(arms)} end case; "
         f"The type of present and successor is an enumeration. {_tail(logic, 3)}"),
        (f"C tables: enum {{{', '.join(told.states)}}}; {array}, where the "
         f"states count from 0 and the second index is {number}.{_shown(logic, 1)} Look up "
         f"follow[present][second index] with gates. {_tail(logic, 0)}"),
    )  # fmt: skip


def _causes(logic: Logic) -> dict[str, list[tuple[str, str]]]:
    """Return for each state those that lead to it, with a condition on the inputs as in Verilog."""
    told = logic.told
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in told.states}
    for name, row in _rows(logic):
        for goal, ways in _grouped([(ways, goal) for ways, goal, _ in row]).items():
            numbers = [int(way, 2) for way in ways]
            found[goal].append((name, machines.condition(told.data, numbers)))
    return found


def _formulas(logic: Logic) -> tuple[str, ...]:
    """Write an equation for each state that can come next."""
    sums, claims = [], []
    for goal, causes in _causes(logic).items():
        terms = [f"is_{name} {when}".strip() for name, when in causes]
        text = " + ".join(terms).replace(" & ", " ").replace(" | ", " + ")
        text = re.sub(r"~(\w+)", r"\1'", text)
        sums.append(f"to_{goal} = {text or '0'}")
        joined = " ∨ ".join(f"({name} ∧ {when})" if when else name for name, when in causes)
        for old, new in ((" & ", " ∧ "), (" | ", " ∨ "), ("~", "¬")):
            joined = joined.replace(old, new)
        claims.append(f"{goal} follows ⇔ {joined or 'false'}")
    return (
        (f"Symbolic equations, in which is_X means that X is the present state and to_X that it "
         f"comes next, a space is AND, + is OR and ' is NOT: {'; '.join(sums)}."
         f"{_shown(logic, 0)} {_tail(logic, 0)}"),
        (f"{'; '.join(claims)}.{_shown(logic, 1)} {_tail(logic, 2)} These are statements about "
         f"one instant; time does not enter."),
    )  # fmt: skip


def _sets(logic: Logic) -> tuple[str, ...]:
    """Write the transitions as rules, grammar, relation and matrices."""
    told, moves, rows = logic.told, _moves(logic), _rows(logic)
    rules = ", ".join(
        f"({name}, {ways}) => {f'({goal}, {value})' if told.is_mealy else goal}"
        for name, ways, goal, value in moves
    )
    pair = f" The pair on the right is the successor and {told.out}." if told.is_mealy else ""
    grammar = "; ".join(f"{name} ::= {_inline(logic, row, ' ', ' | ')}" for name, row in rows)
    triples = ", ".join(f"({name}, {ways}, {goal})" for name, ways, goal, _ in moves)
    matrices = []
    for place, (ways, _, _) in enumerate(rows[0][1]):
        goals = [row[place][1] for _, row in rows]
        lines = ["".join(str(int(to == goal)) for to in told.states) for goal in goals]
        matrices.append(f"for {told.label} = {ways} the rows {', '.join(lines)}")
    order = ", ".join(told.states)
    return (
        (f"Rewriting rules on pairs of state and {told.label}: {rules}."
         f"{pair or _shown(logic, 1)} {_tail(logic, 1)}"),
        (f"Right-linear grammar whose terminals are values of {told.label}: {grammar}."
         f"{_slash(logic, 0)} The nonterminal that a production ends with is the successor. "
         f"{_tail(logic, 3)}"),
        (f"Automaton with Q = {{{order}}} and the transition relation {{{triples}}}; the middle "
         f"component is {told.label}.{_shown(logic, 0)} {_tail(logic, 2)}"),
        (f"Adjacency matrices, row = present state, column = next state, both in the order "
         f"{order}: {'; '.join(matrices)}.{_shown(logic, 1)} {_tail(logic, 0)}"),
    )  # fmt: skip


def _numbers(logic: Logic) -> tuple[str, ...]:
    """Write the logic without the machine: by codes, and by numbers of rows."""
    told, state, ways = logic.told, logic.state, 1 << len(logic.told.data)
    lines, ones = [], []
    for n, word in enumerate(logic.words):
        for way in range(ways):
            digits = f"{way:0{len(told.data)}b}"
            gives = ", ".join(f"{x}={rows[n][way]:0{w}b}" for x, w, rows in logic.results)
            place = f"{state}[{n}]=1" if logic.is_one_hot else f"{state}={word}"
            lines.append(f"{place}, {told.label}={digits}: {gives}")
    for name, width, rows in logic.results:
        for bit in range(width - 1, -1, -1):
            found = [
                (n, way) for n, row in enumerate(rows) for way in range(ways) if row[way] >> bit & 1
            ]
            where = [f"({n}, {way:0{len(told.data)}b})" for n, way in found]
            if not logic.is_one_hot:
                where = [str(m) for m in sorted(logic.codes[n] * ways + way for n, way in found)]
            label = f"{name}[{bit}]" if width > 1 else name
            ones.append(f"{label}: {', '.join(where) or 'none'}")
    rest = _rest(logic, 1) or " That covers all cases."
    index = (
        f"Each output bit has a list of pairs (k, v). It is 1 if for at least one of its pairs "
        f"{state}[k] is 1 and {told.label} is v; it is 0 if there is no such pair"
        if logic.is_one_hot
        else f"Let m be the unsigned value of {{{', '.join([state, *told.data])}}}, leftmost "
        f"name most significant. Each output bit is 1 for the m listed and 0 for all others"
    )
    return (
        ("Binary rows of the state logic, no names needed.\n\n" + "\n".join(lines)
         + f"\n\nCombinational.{rest}"),
        f"{index}. {'; '.join(ones)}.",
    )  # fmt: skip


def _in_words(data: Sequence[str], way: str) -> str:
    levels = ["high" if digit == "1" else "low" for digit in way]
    return " and ".join(f"{name} is {it}" for name, it in zip(data, levels, strict=True))


def _prose(logic: Logic) -> tuple[str, ...]:
    """Tell the machine in sentences, by exceptions, by loops, and in telegram style."""
    told, label = logic.told, logic.told.label
    story, usual, loops, others = [], [], [], []
    for name, row in _rows(logic):
        ways = _grouped([(way, goal) for way, goal, _ in row])
        parts = [
            f"{'remains there' if goal == name else f'proceeds to {goal}'} when "
            + ", or ".join(_in_words(told.data, way) for way in some)
            for goal, some in ways.items()
        ]
        only = f"{parts[0].partition(' when ')[0]} regardless of {label}"
        story.append(f"From {name} it {only if len(ways) == 1 else '; it '.join(parts)}.")
        main = max(ways, key=lambda goal: len(ways[goal]))
        but = [f"{'/'.join(some)} ({goal})" for goal, some in ways.items() if goal != main]
        unless = f" unless {label} is {series(but, 'or')}" if but else ""
        usual.append(f"{name} to {main}{unless}")
        loops += [f"{name} for {' and '.join(ways[name])}"] if name in ways else []
        others += [f"{name} to {goal} ({'|'.join(w)})" for goal, w in ways.items() if goal != name]
    brief = "; ".join(f"{name}: {_inline(logic, row, '>', ' ')}" for name, row in _rows(logic))
    return (
        (f"The machine behaves as follows. {' '.join(story)}{_shown(logic, 0)} Its reset and its "
         f"clock do not concern this circuit. {_tail(logic, 1)}"),
        (f"Usual moves and, in parentheses, where the exceptions go: {'; '.join(usual)}."
         f"{_shown(logic, 1)} {_tail(logic, 3)}"),
        (f"Self-loops (value of {label}): {'; '.join(loops) or 'none'}. Real moves: "
         f"{', '.join(others) or 'none'}.{_shown(logic, 0)} {_tail(logic, 2)}"),
        (f"`{logic.state}` + {label} in, next state out. comb only, no regs. {brief}."
         f"{_slash(logic, 1)} {_tail(logic, 0)}"),
    )  # fmt: skip
