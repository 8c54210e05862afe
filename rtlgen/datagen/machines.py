"""State machines as tables: drawing them, and writing what an input chooses."""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass

Rows = tuple[tuple[int, ...], ...]
"""For each state, one number for each combination of the inputs, the first input highest."""


def draw_transitions(rng: random.Random, count: int, ways: int) -> Rows:
    """Draw the next states of a machine all of whose states can be reached from state 0.

    Args:
        rng: Decides.
        count: States.
        ways: Combinations of the inputs.
    """
    while True:
        goals = [rng.sample(range(count), min(count, rng.choice((2, 2, 3)))) for _ in range(count)]
        rows = tuple(tuple(rng.choice(some) for _ in range(ways)) for some in goals)
        reached = {0}
        for _ in range(count):
            reached |= {goal for state in reached for goal in rows[state]}
        if len(reached) == count:
            return rows


def draw_codes(rng: random.Random, count: int) -> tuple[tuple[int, ...], int]:
    """Draw an encoding: one-hot, binary, Gray or any; return codes and their width."""
    bits = (count - 1).bit_length()
    codes = rng.choice((
        [1 << n for n in range(count)], list(range(count)), list(range(count)),
        [n ^ n >> 1 for n in range(count)], rng.sample(range(1 << bits), count),
    ))  # fmt: skip
    return tuple(codes), max(bits, max(codes).bit_length())


def choice(names: Sequence[str], texts: Sequence[str]) -> str:
    """Write a tree of `?:` that finds the text for the combination of the inputs.

    Args:
        names: Inputs of one bit, the most significant first.
        texts: One for each combination.
    """
    if len(set(texts)) == 1:
        return texts[0]
    half = len(texts) // 2
    low, high = choice(names[1:], texts[:half]), choice(names[1:], texts[half:])
    if low == high:
        return low
    if (low, high) in (("1'b0", "1'b1"), ("1'b1", "1'b0")):
        return names[0] if high == "1'b1" else f"~{names[0]}"
    return f"{names[0]} ? {enclosed(high)} : {enclosed(low)}"


def python_choice(names: Sequence[str], texts: Sequence[str]) -> str:
    """Write the same as `choice` as Python does."""
    if len(set(texts)) == 1:
        return texts[0]
    half = len(texts) // 2
    low, high = python_choice(names[1:], texts[:half]), python_choice(names[1:], texts[half:])
    if low == high:
        return low
    low, high = (f"({text})" if " if " in text else text for text in (low, high))
    return f"{high} if {names[0]} else {low}"


def enclosed(text: str) -> str:
    """Put a choice into parentheses; leave other texts alone."""
    return f"({text})" if "?" in text else text


def branches(names: Sequence[str], texts: Sequence[str]) -> str:
    """Write the same as `choice` with `if` and `else`; the texts are whole statements."""
    if len(set(texts)) == 1:
        return texts[0]
    half = len(texts) // 2
    low, high = branches(names[1:], texts[:half]), branches(names[1:], texts[half:])
    if low == high:
        return low
    if "if" in low + high:
        return f"if ({names[0]}) begin\n    {_moved(high)}\nend else begin\n    {_moved(low)}\nend"
    return f"if ({names[0]})\n    {high}\nelse\n    {low}"


def condition(names: Sequence[str], rows: Collection[int]) -> str:
    """Write when the combination of the inputs is one of some rows; empty if it always is."""
    bits, wanted = len(names), set(rows)
    if len(wanted) == 1 << bits:
        return ""
    for number, name in enumerate(names):
        ones = {row for row in range(1 << bits) if row >> bits - 1 - number & 1}
        if wanted == ones:
            return name
        if wanted == set(range(1 << bits)) - ones:
            return f"~{name}"
    products = []
    for row in sorted(wanted):
        digits = format(row, f"0{bits}b")
        signs = ["" if digit == "1" else "~" for digit in digits]
        products.append(" & ".join(f"{s}{n}" for s, n in zip(signs, names, strict=True)))
    if len(products) == 1:
        return products[0]
    return "(" + " | ".join(f"({product})" for product in products) + ")"


def causes(state: str, names: Sequence[str], rows: Rows, wanted: Collection[int]) -> str:
    """Write with which states, one bit each, and inputs the number in the table is a wanted one.

    Args:
        state: Name of the vector with a bit for each state.
        names: Inputs, the most significant first.
        rows: The table.
        wanted: Numbers.
    """
    found = []
    for number, row in enumerate(rows):
        ways = [way for way, value in enumerate(row) if value in wanted]
        if ways:
            when = condition(names, ways)
            found.append(f"({state}[{number}] & {when})" if when else f"{state}[{number}]")
    return " | ".join(found) or "1'b0"


def _moved(text: str) -> str:
    return text.replace("\n", "\n    ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A machine, to be told in words."""

    states: tuple[str, ...]
    data: tuple[str, ...]
    """Inputs, the most significant first."""
    out: str
    """Name of the output; empty = only the transitions are told."""
    width: int
    """Of the output."""
    follow: Rows
    shown: Rows
    """The output for each state and combination; of a Moore machine all in a row are equal."""
    is_mealy: bool

    @property
    def label(self) -> str:
        """The inputs in order."""
        return ",".join(self.data)

    @property
    def _is_by_state(self) -> bool:
        return bool(self.out) and not self.is_mealy

    def cells(self, state: int) -> list[tuple[str, str, str]]:
        """Return for each combination: its digits, the next state, the output."""
        digits = len(self.data)
        return [
            (f"{way:0{digits}b}", self.states[goal], f"{value:0{self.width}b}")
            for way, (goal, value) in enumerate(
                zip(self.follow[state], self.shown[state], strict=True)
            )
        ]

    def edges(self) -> str:
        """Draw arrows; those of a Mealy machine carry `inputs/output`."""
        lines = []
        for state, name in enumerate(self.states):
            row = self.cells(state)
            start = f"{name} [{self.out}={row[0][2]}]" if self._is_by_state else name
            for way, goal, value in row:
                tag = f"{way}/{value}" if self.is_mealy else way
                lines.append(f"{start} --{self.label}={tag}--> {goal}")
        legend = f"An arrow from the present to the next state carries the value of {self.label}"
        after = f", a slash and the value of {self.out} before the edge." if self.is_mealy else "."
        return "\n".join(lines) + f"\n\n{legend}{after}"

    def table(self) -> str:
        """Draw a table with a row for each state."""
        ways = [way for way, _, _ in self.cells(0)]
        heads = [f"{self.label}={way}" for way in ways]
        if not self.is_mealy:
            heads = [f"next if {head}" for head in heads]
        lines = [" | ".join(["state", *heads, *([self.out] if self._is_by_state else [])])]
        for state, name in enumerate(self.states):
            row = self.cells(state)
            texts = [f"{goal}/{value}" if self.is_mealy else goal for _, goal, value in row]
            lines.append(" | ".join([name, *texts, *([row[0][2]] if self._is_by_state else [])]))
        note = f"\n\nAn entry is the next state, a slash and {self.out}." if self.is_mealy else ""
        return "\n".join(lines) + note

    def sentences(self) -> str:
        """Tell state by state; combinations that lead to the same state are told together."""
        found = [f"Numbers after 'for' are the values of {self.label}."]
        for state, name in enumerate(self.states):
            row = self.cells(state)
            goals: dict[str, list[str]] = {}
            for way, goal, _ in row:
                goals.setdefault(goal, []).append(way)
            told = " and to ".join(
                f"{goal} for {' or '.join(ways)}" if len(goals) > 1 else f"{goal} in any case"
                for goal, ways in goals.items()
            )
            shown = ", ".join(f"{value} for {way}" for way, _, value in row)
            value = shown if self.is_mealy else row[0][2]
            tail = f"; `{self.out}` there is {value}" if self.out else ""
            found.append(f"From {name} it goes to {told}{tail}.")
        return " ".join(found)

    def rules(self) -> str:
        """Tell by numbered rules."""
        found = []
        for state, name in enumerate(self.states):
            row = self.cells(state)
            told = ", ".join(
                f"on {self.label}={way} go to {goal}{f' with {value}' if self.is_mealy else ''}"
                for way, goal, value in row
            )
            shown = f" {self.out} is {row[0][2]};" if self._is_by_state else ""
            found.append(f"{state + 1}. State {name}:{shown} {told}.")
        note = f" A number after 'with' is the value of {self.out} then." if self.is_mealy else ""
        return " ".join(found) + note

    def functions(self) -> str:
        """Tell as equations of d (the next state) and f (the output)."""
        found = []
        for state, name in enumerate(self.states):
            row = self.cells(state)
            found += [f"d({name}, {way}) = {goal}" for way, goal, _ in row]
            if self.is_mealy:
                found += [f"f({name}, {way}) = {value}" for way, _, value in row]
            elif self.out:
                found.append(f"f({name}) = {row[0][2]}")
        return f"The first argument is the state, the second is {self.label}: {', '.join(found)}."
