"""Registers of the latest outcomes, as branch predictors keep them: guesses, and repairs."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Levels
from rtlgen.datagen.clocking import draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import Register
from rtlgen.datagen.told.history_registers import History, others


@dataclass(frozen=True, slots=True, kw_only=True)
class _History(History):
    def appended(self, history: int, bit: int) -> int:
        """Return a history with an outcome more."""
        if self.is_left:
            return (history * 2 + bit) % (1 << self.width)
        return history // 2 + (bit << self.width - 1)


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
    said = _says(member)
    tails = [*rest, *rest, *rest[:3], *(rest[n % 3] for n in range(len(said) - 12)), rest[3]]
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
        says=tuple(f"{text} {more}" for text, more in zip(said, tails, strict=True)),
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
        *_more(member, guess, fixed, order, f"{flush} {still}"),
        *others(member),
        f"Given the present `{out}`, compute the next one. 1. {guess[0].upper()}{guess[1:]}. "
        f"2. {fixed[0].upper()}{fixed[1:]}, that is {formula} in Verilog. 3. "
        f"{order[0].upper()}{order[1:]}.{flush} 4. {still}",
    )


def _more(member: _History, guess: str, fixed: str, order: str, ends: str) -> tuple[str, ...]:
    """Describe the same register in other words."""
    out, push, repair, old, width = member.out, member.push, member.repair, member.old, member.width
    guessed, repaired = member.guessed, member.repaired
    chain = " : ".join(f"{test} ? {value}" for test, value in _choices(member, out))
    wins, loses = (repair, push) if member.repair_is_first else (push, repair)
    entry, far = (0, width - 1) if member.is_left else (width - 1, 0)
    pair = f"both at 1 count as `{wins}` alone"
    append = f"and appends `{member.right}` to it in the same way" if member.right else (
        "and appends nothing"
    )  # fmt: skip
    clear = f" A 1 at `{member.flush}` comes before all this and makes `{out}` 0." if (
        member.flush
    ) else ""  # fmt: skip
    none = f"If nothing is asked for, `{out}` holds."
    after = member.appended(0, 1)
    return (
        f"Branch history shift register, {width} bits, with repair. At the active edge, {out} <= "
        f"{chain} : {out} (Verilog).",
        f"Build a global history register `{out}`. Its newest outcome is in bit {entry}, its "
        f"oldest in bit {far}. `{push}` = 1 appends `{member.outcome}` and drops the oldest; "
        f"`{repair}` = 1 goes back to `{old}` {append}; {pair}.{clear} {none}",
        f"This block is used in a processor that guesses branches. When a branch is predicted, "
        f"{guess}. When a prediction turns out wrong, {fixed}. If both come together, "
        f"{order}.{ends}",
        f"Create a register of {width} bits with two sources. Source one, asked for by `{push}`, "
        f"is {guessed}; source two, asked for by `{repair}`, is {repaired} (braces join bits, the "
        f"upper ones on the left). `{wins}` goes before `{loses}`.{clear} {none}",
        f"For example, with `{out}` at 0, `{push}` and `{member.outcome}` at 1 and no repair, the "
        f"next value is {after:0{width}b} in binary. In general, {guess}; besides, {fixed}; "
        f"{order}.{ends}",
        f"You are given a speculative shift register `{out}`. Two things can happen to it at an "
        f"active edge: (a) {guess}; (b) {fixed}. As to priority, {order}.{ends}",
        f"Next state of `{out}`, with the {width} bits written from the top down: {guessed} for "
        f"`{push}` = 1; {repaired} for `{repair}` = 1; {pair}.{clear} {none}",
        f"Assume that `{old}` holds a saved copy of the history. An active edge with `{repair}` at "
        f"1 loads {repaired}; one with `{push}` at 1 loads {guessed} (Verilog concatenation, "
        f"{wins} counting more than {loses}).{clear} {none}",
    )
