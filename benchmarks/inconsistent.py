"""Specifications whose parts agree, and the same with one slip planted into one part.

Each kind pairs two modalities. A slip changes one cell, one sample, one edge or one word; what it
is, is recorded, so that a report can be compared with it.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from dataclasses import dataclass

GRAY = ("00", "01", "11", "10")


@dataclass(frozen=True)
class Made:
    """A specification and where its slip is."""

    kind: str
    text: str
    clean: str
    """The same without the slip."""

    @property
    def slip_line(self) -> int | None:
        """Number of the line with the slip, from 1; None where all agrees."""
        pairs = zip(self.text.splitlines(), self.clean.splitlines(), strict=True)
        return next((n for n, (line, was) in enumerate(pairs, 1) if line != was), None)


class Logic:
    """A random function of some inputs, by rows."""

    def __init__(self, rng: random.Random, count: int | None = None) -> None:
        self.names = rng.sample(list("abcdpqrsuvw"), count or rng.randint(2, 4))
        self.output = rng.choice(["y", "f", "out", "z"])
        size = 1 << len(self.names)
        self.values = [rng.choice("01") for _ in range(size)]
        while len(set(self.values)) == 1:
            self.values = [rng.choice("01") for _ in range(size)]

    def ports(self) -> str:
        """A list of ports."""
        return "".join(f"- input {name}\n" for name in self.names) + f"- output {self.output}\n"

    def bits(self, row: int) -> str:
        """Inputs of a row, the first name most significant."""
        return format(row, f"0{len(self.names)}b")

    def table(self, values: list[str]) -> list[str]:
        """A truth table as lines."""
        head = [*self.names, self.output]
        body = [
            "| " + " | ".join([*self.bits(row), value]) + " |" for row, value in enumerate(values)
        ]
        return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *body]

    def karnaugh(self, values: list[str]) -> list[str]:
        """A Karnaugh map as lines; the first variables count the rows."""
        high = len(self.names) // 2
        rows, columns = self.names[:high], self.names[high:]
        codes = {1: ("0", "1"), 2: GRAY}
        lines = [
            f"| {''.join(rows)} \\ {''.join(columns)} | "
            + " | ".join(codes[len(columns)]) + " |",
            "|" + "---|" * (1 + len(codes[len(columns)])),
        ]  # fmt: skip
        for code in codes[len(rows)]:
            cells = [values[int(code + other, 2)] for other in codes[len(columns)]]
            lines.append(f"| {code} | " + " | ".join(cells) + " |")
        return lines

    def equation(self, values: list[str], has_words: bool) -> str:
        """A sum of products, in signs or in words."""
        land, lor, lnot = (" AND ", " OR ", "NOT ") if has_words else (" & ", " | ", "~")
        terms = []
        for row, value in enumerate(values):
            if value == "1":
                parts = zip(self.names, self.bits(row), strict=True)
                terms.append("(" + land.join(n if b == "1" else lnot + n for n, b in parts) + ")")
        return f"The function is {self.output} = {lor.join(terms)}."

    def minterms(self, values: list[str]) -> str:
        """A list of minterms."""
        ones = ", ".join(str(row) for row, value in enumerate(values) if value == "1")
        return f"{self.output}({', '.join(self.names)}) = Σm({ones})"

    def samples(self, rng: random.Random) -> list[tuple[int, int]]:
        """Times and rows of a waveform."""
        rows = list(range(len(self.values)))
        rng.shuffle(rows)
        return [(10 * at, row) for at, row in enumerate(rows)]

    def waveform(self, samples: list[tuple[int, int]], values: list[str]) -> list[str]:
        """A table over time."""
        head = ["time", *self.names, self.output]
        body = [
            "| " + " | ".join([f"{time}ns", *self.bits(row), values[row]]) + " |"
            for time, row in samples
        ]
        return ["| " + " | ".join(head) + " |", "|" + "---|" * len(head), *body]

    def wavedrom(self, samples: list[tuple[int, int]], values: list[str]) -> list[str]:
        """A drawing."""
        rows = [row for _, row in samples]
        signals = [
            {"name": name, "wave": "".join(self.bits(row)[at] for row in rows)}
            for at, name in enumerate(self.names)
        ]
        signals.append({"name": self.output, "wave": "".join(values[row] for row in rows)})
        lines = [json.dumps(signal) for signal in signals]
        return ["```wavedrom", '{ "signal": [', ",\n".join(lines), "]}", "```"]


def flipped(values: list[str], rng: random.Random) -> list[str]:
    """The values with one changed."""
    at = rng.randrange(len(values))
    return [("1" if v == "0" else "0") if i == at else v for i, v in enumerate(values)]


def document(logic: Logic, *parts: list[str] | str) -> str:
    """A specification with these parts."""
    texts = [part if isinstance(part, str) else "\n".join(part) for part in parts]
    head = f"Write a module named `top_{logic.output}`.\n\n{logic.ports()}"
    return "\n\n".join([head.strip(), *texts]) + "\n"


def table_and_map(rng: random.Random, slips: bool) -> Made:
    """Either first."""
    logic = Logic(rng)
    is_map_first = rng.random() < 0.5

    def text(values: list[str]) -> str:
        table, drawn = logic.table(logic.values), logic.karnaugh(values)
        if is_map_first:
            return document(logic, f"Karnaugh map of {logic.output}:", drawn, "As a table:", table)
        return document(logic, table, f"The same as a Karnaugh map of {logic.output}:", drawn)

    return _made("truth table, Karnaugh map", logic, text, rng, slips)


def table_and_waveform(rng: random.Random, slips: bool) -> Made:
    """As a table over time or as a drawing."""
    logic = Logic(rng)
    samples = logic.samples(rng)
    draw = rng.choice([logic.waveform, logic.wavedrom])

    def text(values: list[str]) -> str:
        return document(logic, logic.table(logic.values), "Waveform:", draw(samples, values))

    return _made("truth table, waveform", logic, text, rng, slips)


def map_and_waveform(rng: random.Random, slips: bool) -> Made:
    """The waveform shows some of the rows."""
    logic = Logic(rng)
    samples = logic.samples(rng)[: rng.randint(2, 1 << len(logic.names))]

    def text(values: list[str]) -> str:
        return document(
            logic, f"Karnaugh map of {logic.output}:", logic.karnaugh(logic.values),
            "For example:", logic.waveform(samples, values),
        )  # fmt: skip

    return _made("Karnaugh map, waveform", logic, text, rng, slips)


def table_and_equation(rng: random.Random, slips: bool) -> Made:
    """A sum of products in signs or words, or a list of minterms."""
    logic = Logic(rng)
    has_words = rng.random() < 0.5
    has_minterms = rng.random() < 0.5

    def text(values: list[str]) -> str:
        said = logic.minterms(values) if has_minterms else logic.equation(values, has_words)
        return document(logic, logic.table(logic.values), said)

    return _made("truth table, equation", logic, text, rng, slips)


def _made(
    kind: str, logic: Logic, text: Callable[[list[str]], str], rng: random.Random, slips: bool
) -> Made:
    """Change values until the text differs and is still a function."""
    clean = text(logic.values)
    while slips:
        values = flipped(logic.values, rng)
        if "1" in values and text(values) != clean:
            return Made(kind, text(values), clean)
    return Made(kind, clean, clean)


class Machine:
    """A random Moore machine of one input and one output."""

    def __init__(self, rng: random.Random) -> None:
        self.states = rng.choice([["A", "B", "C"], ["S0", "S1", "S2", "S3"],
                                  ["IDLE", "RUN", "WAIT", "DONE", "FAIL"]])  # fmt: skip
        self.input, self.output = rng.choice([("x", "z"), ("in", "out"), ("w", "y")])
        self.low = rng.random() < 0.4
        self.asynchronous = rng.random() < 0.5
        self.reset = "rst_n" if self.low else rng.choice(["reset", "rst"])
        self.shows = {state: rng.choice("01") for state in self.states}
        self.shows[self.states[0]], self.shows[self.states[-1]] = "0", "1"
        self.next = {(s, b): rng.choice(self.states) for s in self.states for b in "01"}
        for at, state in enumerate(self.states):  # each can be reached
            self.next[state, "1"] = self.states[(at + 1) % len(self.states)]

    def head(self) -> str:
        """Ports, clock and reset."""
        kind = "asynchronous" if self.asynchronous else "synchronous"
        level = "low" if self.low else "high"
        return (
            f"Implement the Moore machine `machine`.\n\n- input clk\n- input {self.reset} "
            f"({kind}, active {level})\n- input {self.input}\n- output {self.output}\n\n"
            f"The reset leads to state {self.states[0]}. All else happens at the rising edge of "
            "clk."
        )

    def table(self, following: dict[tuple[str, str], str], shows: dict[str, str]) -> list[str]:
        """A state table."""
        head = f"| State | Next state {self.input}=0 | Next state {self.input}=1 | {self.output} |"
        return [head, "|---|---|---|---|"] + [
            f"| {s} | {following[s, '0']} | {following[s, '1']} | {shows[s]} |" for s in self.states
        ]

    def edges(self, following: dict[tuple[str, str], str]) -> list[str]:
        """A diagram in words."""
        lines = []
        for state in self.states:
            lines += [f"{state} ({self.shows[state]}) --{bit}--> {following[state, bit]}"
                      for bit in "01"]  # fmt: skip
        return lines

    def run(self, rng: random.Random, length: int) -> list[tuple[str, str, str, str]]:
        """Levels of clock, reset, input and output, two samples a cycle."""
        on, off = ("0", "1") if self.low else ("1", "0")
        samples: list[tuple[str, str, str, str]] = []
        state: str | None = None
        for cycle in range(length):
            reset, bit = (on if cycle < 2 else off), rng.choice("01")
            if reset == on and self.asynchronous:
                state = self.states[0]
            samples.append(("0", reset, bit, self.shows[state] if state else "x"))
            state = self.states[0] if reset == on else self.next[state or "", bit]
            samples.append(("1", reset, bit, self.shows[state]))
        return samples

    def waveform(self, samples: list[tuple[str, str, str, str]]) -> list[str]:
        """A table over time."""
        return [
            f"| time | clk | {self.reset} | {self.input} | {self.output} |",
            "|---" * 5 + "|",
        ] + [f"| {5 * at} | " + " | ".join(levels) + " |" for at, levels in enumerate(samples)]


def machine_and_waveform(rng: random.Random, slips: bool) -> Made:
    """A table or a diagram in words, and a run."""
    machine = Machine(rng)
    samples = machine.run(rng, 12)
    describe = rng.choice([machine.table(machine.next, machine.shows), machine.edges(machine.next)])

    def text(shown: list[tuple[str, str, str, str]]) -> str:
        parts = [machine.head(), "\n".join(describe), "Waveform:"]
        return "\n\n".join([*parts, "\n".join(machine.waveform(shown))]) + "\n"

    shown = list(samples)
    if slips:
        at = rng.randrange(6, len(samples))
        clock, reset, bit, value = samples[at]
        shown[at] = (clock, reset, bit, "1" if value == "0" else "0")
    return Made("state machine, waveform", text(shown), text(samples))


def diagram_and_table(rng: random.Random, slips: bool) -> Made:
    """Another target of one edge, or another output of one state."""
    machine = Machine(rng)
    following, shows = dict(machine.next), dict(machine.shows)
    if slips and rng.random() < 0.7:
        key = rng.choice(list(following))
        following[key] = rng.choice([s for s in machine.states if s != following[key]])
    elif slips:
        state = rng.choice(machine.states)
        shows[state] = "1" if shows[state] == "0" else "0"

    def text(table: list[str]) -> str:
        parts = [machine.head(), "\n".join(machine.edges(machine.next)), "As a table:"]
        return "\n\n".join([*parts, "\n".join(table)]) + "\n"

    wrong, right = machine.table(following, shows), machine.table(machine.next, machine.shows)
    return Made("state diagram, state table", text(wrong), text(right))


FLIP_FLOPS = {("J", "K"): ("q", "0", "1", "~q"), ("S", "R"): ("q", "0", "1", "0")}


def flip_flop_and_waveform(rng: random.Random, slips: bool) -> Made:
    """A clocked table and a run of the flip-flop."""
    inputs = rng.choice(list(FLIP_FLOPS))
    idle, active, edge = rng.choice([("0", "1", "rising"), ("1", "0", "falling")])
    samples = _run_flip_flop(FLIP_FLOPS[inputs], idle, active, rng)
    named = {"q": "hold", "~q": "toggle"}
    table = [f"| {inputs[0]} | {inputs[1]} | Q(t+1) |", "|---|---|---|"]
    table += [
        f"| {n >> 1} | {n & 1} | {named.get(done, done)} |"
        for n, done in enumerate(FLIP_FLOPS[inputs])
    ]

    def text(shown: list[list[str]]) -> str:
        head = [f"| time | clk | {inputs[0]} | {inputs[1]} | Q |", "|---" * 5 + "|"]
        body = [f"| {5 * at} | " + " | ".join(levels) + " |" for at, levels in enumerate(shown)]
        return (
            f"The flip-flop `ff` works at the {edge} edge of the clock.\n\n- input clk\n"
            f"- input {inputs[0]}\n- input {inputs[1]}\n- output Q\n\n" + "\n".join(table)
            + "\n\nWaveform:\n\n" + "\n".join([*head, *body]) + "\n"
        )  # fmt: skip

    shown = [list(levels) for levels in samples]
    if slips:
        at = rng.randrange(3, len(samples))
        shown[at][3] = "1" if shown[at][3] == "0" else "0"
    return Made("clocked table, waveform", text(shown), text(samples))


def _run_flip_flop(
    rule: tuple[str, ...], idle: str, active: str, rng: random.Random
) -> list[list[str]]:
    """Levels of clock, inputs and Q; the first cycle sets or clears it."""
    state, samples = rng.choice("01"), []
    for cycle in range(10):
        one, other = rng.choice("01"), rng.choice("01")
        if cycle == 0:
            one, other = state, str(1 - int(state))
        samples.append([idle, one, other, state if cycle else "x"])
        done = rule[int(one + other, 2)]
        state = {"q": state, "~q": str(1 - int(state))}.get(done, done)
        samples.append([active, one, other, state])
    return samples


def ports_twice(rng: random.Random, slips: bool) -> Made:
    """A Verilog header and a list of ports, with one width changed."""
    ports = [("input", "clk", 1), ("input", "en", 1), ("input", "data", rng.choice([4, 8, 12])),
             ("output", "total", rng.choice([8, 16]))]  # fmt: skip
    listed = list(ports)
    if slips:
        at = rng.randrange(2, 4)
        way, name, width = listed[at]
        listed[at] = (way, name, width + rng.choice([-1, 1, 4]))
    head = ",\n".join(
        f"    {way} {f'[{width - 1}:0] ' if width > 1 else ''}{name}" for way, name, width in ports
    )

    def text(said: list[tuple[str, str, int]]) -> str:
        lines = [f"- {w} {n} ({b} bits)" if b > 1 else f"- {w} {n}" for w, n, b in said]
        return (
            f"```verilog\nmodule adder_core (\n{head}\n);\n```\n\nThe ports:\n\n"
            + "\n".join(lines)
            + "\n\nAdd data to total at each rising edge of clk while en is 1.\n"
        )

    return Made("header, port list", text(listed), text(ports))


def reset_twice(rng: random.Random, slips: bool) -> Made:
    """What the port list says of the reset, and what the text says."""
    level, kind = rng.choice(["low", "high"]), rng.choice(["synchronous", "asynchronous"])
    said_level, said_kind = level, kind
    if slips and rng.random() < 0.5:
        said_level = {"low": "high", "high": "low"}[level]
    elif slips:
        said_kind = {"synchronous": "asynchronous", "asynchronous": "synchronous"}[kind]
    name = rng.choice(["reset", "rst", "clear"])
    sentence = rng.choice([
        "There is one {kind}, active-{level} reset; it sets the count to 0.",
        "The {kind} reset `{name}` is active {level} and clears the counter.",
        "`{name}` is an active-{level} {kind} reset.",
    ])  # fmt: skip

    def text(said_kind: str, said_level: str) -> str:
        said = sentence.format(kind=said_kind, level=said_level, name=name)
        return (
            f"# counter\n\nModule name: `counter`\n\n- input clk\n- input {name}: {kind} reset, "
            f"active {level}\n- output count (4 bits)\n\nCount up at every rising edge of clk.\n\n"
            f"{said}\n"
        )

    return Made("port list, text", text(said_kind, said_level), text(kind, level))


def edge_and_waveform(rng: random.Random, slips: bool) -> Made:
    """The text names one edge, the waveform changes at the other."""
    acts = rng.choice("01")
    value, samples = 0, ["| 0 | 0 | x |"]
    for at in range(1, 16):
        value = (value + (str(at % 2) == acts)) % 8
        samples.append(f"| {10 * at} | {at % 2} | {value} |")

    def text(edge: str) -> str:
        return (
            "Module `ticker`:\n\n- input clk\n- output n (3 bits)\n\n"
            f"n counts at each {edge} edge of clk.\n\n| time | clk | n |\n|---|---|---|\n"
            + "\n".join(samples) + "\n"
        )  # fmt: skip

    names = {"0": ("negative", "falling"), "1": ("positive", "rising")}
    right, wrong = rng.choice(names[acts]), rng.choice(names["0" if acts == "1" else "1"])
    return Made("text, waveform", text(wrong if slips else right), text(right))


KINDS: tuple[Callable[[random.Random, bool], Made], ...] = (
    table_and_map, table_and_waveform, map_and_waveform, table_and_equation, machine_and_waveform,
    diagram_and_table, flip_flop_and_waveform, ports_twice, reset_twice, edge_and_waveform,
)  # fmt: skip
