"""Registers of the latest outcomes, as branch predictors keep them: guesses, and repairs."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register


@dataclass(frozen=True, slots=True, kw_only=True)
class _History:
    width: int
    is_left: bool
    """A new outcome enters at bit 0; otherwise at the top bit."""
    out: str
    push: str
    """Input: there is a guessed outcome."""
    outcome: str
    repair: str
    """Input: a guess was wrong."""
    old: str
    """Input: the history from which a repair starts."""
    right: str | None
    """Input: the true outcome, which a repair appends; None = a repair only restores."""
    flush: str | None
    """Input that clears the history, before all others."""
    repair_is_first: bool
    """A repair counts more than a new guess at the same edge."""

    def shifted(self, word: str, bit: str) -> str:
        """Write a history with an outcome more."""
        if self.is_left:
            kept = f"{word}[{self.width - 2}:0]" if self.width > 2 else f"{word}[0]"
            return f"{{{kept}, {bit}}}"
        kept = f"{word}[{self.width - 1}:1]" if self.width > 2 else f"{word}[1]"
        return f"{{{bit}, {kept}}}"

    def appended(self, history: int, bit: int) -> int:
        """Return a history with an outcome more."""
        if self.is_left:
            return (history * 2 + bit) % (1 << self.width)
        return history // 2 + (bit << self.width - 1)

    @property
    def repaired(self) -> str:
        """Write the history after a repair."""
        return self.shifted(self.old, self.right) if self.right else self.old


def draw(rng: random.Random) -> Drawn:
    """Draw a register."""
    push, outcome, repair, old, right = rng.choice((
        ("guess_valid", "guess", "repair", "repair_history", "repair_outcome"),
        ("spec_en", "spec_taken", "fix", "fix_history", "fix_taken"),
        ("predict_en", "predicted", "restore", "saved_history", "actual"),
        ("fetch_valid", "fetch_taken", "rollback", "rollback_hist", "resolved_taken"),
    ))  # fmt: skip
    member = _History(
        width=rng.choice((2, 3, 4, 6, 8, 8, 10, 12, 16, 32)), is_left=rng.random() < 0.7,
        out=rng.choice(("history", "ghr", "hist")), push=push, outcome=outcome, repair=repair,
        old=old, right=right if rng.random() < 0.7 else None,
        flush=rng.choice((None, None, None, "flush", "forget")),
        repair_is_first=rng.random() < 0.75,
    )  # fmt: skip
    first = rng.choice((0, 0, 0, (1 << member.width) - 1))
    clocking = draw_clocking(rng)

    def update(state: int, levels: Levels) -> int:
        guessed = member.appended(state, levels[outcome]) if levels[push] else None
        repaired = levels[old] if levels[repair] else None
        if repaired is not None and member.right:
            repaired = member.appended(repaired, levels[member.right])
        found = [repaired, guessed] if member.repair_is_first else [guessed, repaired]
        wins = [0] if member.flush and levels[member.flush] else found
        return next((value for value in wins if value is not None), state)

    register = Register(
        clocking=clocking, out=member.out, width=member.width, first=first,
        expression=lambda q: _expression(member, q), statement=lambda q: _statement(member, q),
    )  # fmt: skip
    names = [push, outcome, repair, *([member.right] if member.right else [])]
    start = f"sets `{member.out}` to {'all ones' if first else '0'}"
    rest = [clocking.says(rng, start) for _ in range(4)]
    return Drawn(
        family="history_registers",
        name=rng.choice(("history_reg", "ghr_unit", "branch_history", "top_module")),
        ports=(
            *clocking.ports, *([input_port(member.flush)] if member.flush else []),
            *map(input_port, names), input_port(old, member.width),
            output_port(member.out, member.width),
        ),
        bodies=register.bodies(),
        registers=register.registers(),
        says=tuple(f"{text} {more}" for text, more in zip(_says(member), rest, strict=True)),
        behaviour=clocking.behaviour(first, update, lambda state, _: {member.out: state}),
    )  # fmt: skip


def _choices(member: _History, q: str) -> list[tuple[str, str]]:
    """Return what may happen, the most important first: when, and the next history."""
    guess = (member.push, member.shifted(q, member.outcome))
    repair = (member.repair, member.repaired)
    flush = [(member.flush, f"{member.width}'d0")] if member.flush else []
    return [*flush, *((repair, guess) if member.repair_is_first else (guess, repair))]


def _expression(member: _History, q: str) -> str:
    return " : ".join(f"{test} ? {value}" for test, value in _choices(member, q)) + f" : {q}"


def _statement(member: _History, q: str) -> str:
    steps = [f"if ({test})\n    {q} <= {value};" for test, value in _choices(member, q)]
    return "\nelse ".join(steps)


def _says(member: _History) -> tuple[str, ...]:
    out, push, repair, old, width = member.out, member.push, member.repair, member.old, member.width
    way = (
        f"shifted left by one place, towards higher bit numbers, with {{}} entering at {out}[0]"
        if member.is_left
        else f"shifted right by one place, towards bit 0, with {{}} entering at {out}[{width - 1}]"
    )
    guess = f"with `{push}` at 1, `{out}` is {way.format(f'`{member.outcome}`')}"
    fixed = f"with `{repair}` at 1, `{out}` takes the value of `{old}`"
    formula = f"{out} <= {member.repaired}"
    if member.right:
        fixed += f" {way.format(f'`{member.right}`').replace('shifted', 'after it is shifted')}"
    wins = f"`{repair}`" if member.repair_is_first else f"`{push}`"
    order = f"if `{push}` and `{repair}` are both 1, only {wins} counts"
    flush = (
        f" `{member.flush}` at 1 sets `{out}` to 0 and has priority over both."
        if member.flush
        else ""
    )
    still = f"Without any of them `{out}` keeps its value."
    newest = "least" if member.is_left else "most"
    steps = [f"{t} = 1: {out} <= {v}" for t, v in _choices(member, out)]
    tests = "; else ".join(steps)
    return (
        f"A history register of {width} bits for a branch predictor. At each active edge: {guess}; "
        f"{fixed}; {order}.{flush} {still}",
        f"Keep the latest {width} outcomes in `{out}`, the newest in the {newest} significant bit. "
        f"A guess: {guess}. A repair: {fixed}. Priority: {order}.{flush} {still}",
        f"Rules for `{out}` ({width} bits), in the order of priority, at each active edge (a brace "
        f"joins bits, the most significant first): {tests}; else it is unchanged.",
        f"Given the present `{out}`, compute the next one. 1. {guess[0].upper()}{guess[1:]}. "
        f"2. {fixed[0].upper()}{fixed[1:]}, that is {formula} in Verilog. 3. "
        f"{order[0].upper()}{order[1:]}.{flush} 4. {still}",
    )
