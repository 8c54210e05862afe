"""Registers of the latest outcomes in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class History:
    """A register of outcomes and what changes it."""

    out: str
    width: int
    is_left: bool
    """A new outcome enters at bit 0; otherwise at the top bit."""
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

    @property
    def guessed(self) -> str:
        """Write the history after a guess."""
        return self.shifted(self.out, self.outcome)

    @property
    def repaired(self) -> str:
        """Write the history after a repair."""
        return self.shifted(self.old, self.right) if self.right else self.old

    @property
    def order(self) -> list[tuple[str, str]]:
        """What may happen, the most important first: a name and the next history."""
        pair = [(self.repair, self.repaired), (self.push, self.guessed)]
        flush = [(self.flush, f"{self.width}'d0")] if self.flush else []
        return [*flush, *(pair if self.repair_is_first else pair[::-1])]


def others(history: History) -> tuple[str, ...]:
    """Say what the register does, without clock and reset."""
    return (*_short(history), *_long(history))


def _short(history: History) -> tuple[str, ...]:
    out, width, push, repair = history.out, history.width, history.push, history.repair
    chain = " ".join(
        f"{'else ' if n else ''}if ({test}) {out} <= {value};"
        for n, (test, value) in enumerate(history.order)
    )
    entry = "LSB" if history.is_left else "MSB"
    way = "left" if history.is_left else "right"
    wins, loses = (repair, push) if history.repair_is_first else (push, repair)
    clear = f"{history.flush} > {wins} > {loses}" if history.flush else f"{wins} > {loses}"
    flushed = f"; {history.flush} zeroes it" if history.flush else ""
    loads = f"{history.old} with {history.right} shifted in" if history.right else history.old
    added = f", and {history.right} appended the same way" if history.right else " as it is"
    wipe = f"`{history.flush}` beats everything and zeroes the register. " if history.flush else ""
    restored = (
        f"`{history.old}`, shifted {way} likewise with `{history.right}` filling the gap,"
        if history.right
        else f"`{history.old}`"
    )
    return (
        f"In the clocked block stands, apart from the reset, {chain} and no more.",
        f"Branch history shift register, {width} bits, shifting {way}: {push} pushes "
        f"{history.outcome}, {repair} loads {loads}{flushed}; priority {clear}.",
        f"Which register remembers the last {width} branch outcomes, takes each new guess in at "
        f"the {entry}, and can be put back after a misprediction? Build it. `{push}` asks for "
        f"`{history.outcome}` to be shifted in, `{repair}` for `{history.old}` to be restored"
        f"{added}. {wipe}`{wins}` beats `{loses}`, and an idle register holds.",
        f"I keep `{out}` in my fetch stage. On `{push}` please push `{history.outcome}` in at bit "
        f"{0 if history.is_left else width - 1} and let the oldest bit fall out at the other end. "
        f"On `{repair}` my guess was wrong, so give me {history.repaired} instead (Verilog "
        f"notation). {wipe}If I raise both of the two, listen to `{wins}`; if I raise nothing, "
        f"leave it alone.",
        f"`{out}` shall shift {way} by one bit, `{history.outcome}` filling the {entry}, on an "
        f"edge with `{push}` asserted. It shall become {restored} "
        f"on an edge with `{repair}` asserted. {wipe}`{loses}` must be ignored while `{wins}` is "
        f"asserted. Otherwise the value must be retained.",
    )


def _long(history: History) -> tuple[str, ...]:
    out, width, push, repair = history.out, history.width, history.push, history.repair
    wins, loses = (repair, push) if history.repair_is_first else (push, repair)
    results = {push: history.guessed, repair: history.repaired}
    flush = history.flush
    idle = f"`{push}`, `{repair}` and `{flush}`" if flush else f"`{push}` and `{repair}`"
    first = f"If `{flush}` is high, `{out}` is zeroed whatever else happens. " if flush else ""
    size = f"2**{width}"
    if history.is_left:
        pushed = f"(2 * {out}(t) + {history.outcome}) mod {size}"
        fixed = f"(2 * {history.old} + {history.right}) mod {size}"
    else:
        pushed = f"floor({out}(t) / 2) + 2**{width - 1} * {history.outcome}"
        fixed = f"floor({history.old} / 2) + 2**{width - 1} * {history.right}"
    sums = {push: pushed, repair: fixed if history.right else history.old}
    zero = f"0 if {flush} = 1; otherwise " if flush else ""
    newest, oldest = (0, width - 1) if history.is_left else (width - 1, 0)
    move = "up" if history.is_left else "down"
    entry = f"with the new outcome written to index {newest}"
    copy = f"copies `{history.old}` into it" + (
        f" and then appends `{history.right}`" if history.right else ""
    )
    more = f" `{flush}` fills it with zeros and goes before both." if flush else ""
    sample = f"{'01' * width}"[:width]
    shifted = f"{sample}1"[1:] if history.is_left else f"1{sample}"[:-1]
    none = "none of them is" if flush else "neither is"
    return (
        f"While {idle} are {'all' if flush else 'both'} low, `{out}` stays as it was. "
        f"{first}While `{wins}` is high, `{out}` becomes {results[wins]}, and `{loses}` does "
        f"not count. While only `{loses}` is high"
        f"{'' if not flush else ' of the three'}, it becomes {results[loses]}.",
        f"Unlike a plain shift register, `{out}` moves only when `{push}` is set, and it can be "
        f"rewound: `{repair}` loads {history.repaired}, not the shifted present value. A guess "
        f"makes it {history.guessed}. The two never mix: with both set, `{loses}` has no effect. "
        f"{first}When {none} set, not a single bit changes.",
        f"As numbers, {out}(t+1) = {zero}{sums[wins]} if {wins} = 1; otherwise {sums[loses]} if "
        f"{loses} = 1; otherwise {out}(t). The inputs are those at time t.",
        f"Think of an array of {width} bits named `{out}`. `{push}` moves all elements one index "
        f"{move}, dropping element {oldest}, {entry}, which is `{history.outcome}`. `{repair}` "
        f"{copy}{' in this manner' if history.right else ''}. When both are requested, `{wins}` "
        f"is served and `{loses}` forgotten.{more} No request, no change.",
        f"`{out}[{newest}]` is the newest outcome and `{out}[{oldest}]` the oldest. From {sample}, "
        f"a guess of 1 leads to {shifted}: `{push}` inserts `{history.outcome}`. A repair, which "
        f"`{repair}` requests, ignores what is stored and loads {history.repaired}. "
        f"{first}`{wins}` takes precedence over `{loses}`; with {idle} at 0 the value is kept.",
    )
