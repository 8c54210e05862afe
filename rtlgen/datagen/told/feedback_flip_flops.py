"""Flip-flops with gates around them in further words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rtlgen.datagen.logic import Term, algebra, call, evaluate, leaves, ones, verilog
from rtlgen.datagen.series import series
from rtlgen.datagen.tree_notations import fixed, infix, modulo_2


def others(
    nexts: Mapping[str, Term], inputs: Sequence[str], out: str, last: Term, rest: Sequence[str]
) -> tuple[str, ...]:
    """Say what flip-flops do.

    Args:
        nexts: Flip-flop → what it takes.
        inputs: Data inputs that there are.
        out: Name of the output.
        last: The output.
        rest: Tells of clock and reset.
    """
    told = (
        *_short(nexts, out, last),
        *_cases(nexts, inputs, out, last),
        *_long(nexts, inputs, out, last),
    )
    return tuple(f"{text} {rest[n % len(rest)]}" for n, text in enumerate(told))


def _short(nexts: Mapping[str, Term], out: str, last: Term) -> tuple[str, ...]:
    flops, count = list(nexts), len(nexts)
    names = series([f"`{flop}`" for flop in flops])
    loads = series([f"`{flop} <= {verilog(term)}`" for flop, term in nexts.items()])
    is_plain = isinstance(last, str)
    wired = f"`{out}` is simply `{last}`" if is_plain else f"`{out}` is wired to {verilog(last)}"
    terse = "; ".join(f"D({flop}) = {infix(term)}" for flop, term in nexts.items())
    wishes = ". ".join(f"Before `{flop}` I want {infix(term)}" for flop, term in nexts.items())
    kept = "an internal register" if count == 1 else f"{count} internal registers"
    shall = ". ".join(
        f"`{flop}` shall be set by an active edge that meets {_rows(term)}, and cleared by any "
        f"other"
        for flop, term in nexts.items()
    )
    old = "Old values stand on the right." if count > 1 else "The old value stands on the right."
    return (
        f"On each tick {loads}. {old} Outside the clocked block, {wired}.",
        f"{('A DFF', 'Two DFFs', 'Three DFFs')[count - 1]} with feedback: {terse}; {out} = "
        f"{infix(last)}.",
        f"I have {names} as {'a plain flip-flop' if count == 1 else 'plain flip-flops'} on the "
        f"board and need the gates around {'it' if count == 1 else 'them'}. {wishes}. My lamp "
        f"`{out}` must see {infix(last)} straight away, not one clock late.",
        f"The design shall have {kept} {names}. {shall}. `{out}` "
        f"must be combinational and equal to {verilog(last)}.",
    )


def _rows(term: Term) -> str:
    seen = sorted(leaves(term))
    texts = [f"{len(seen)}'b{row:0{len(seen)}b}" for row in ones(term, seen)]
    name = f"{{{', '.join(seen)}}}" if seen[1:] else seen[0]
    return f"{name} = {' or '.join([', '.join(texts[:-1]), texts[-1]] if texts[1:] else texts)}"


def _cases(
    nexts: Mapping[str, Term], inputs: Sequence[str], out: str, last: Term
) -> tuple[str, ...]:
    pivot = inputs[0]

    def told(value: int) -> str:
        left = [(flop, fixed(term, pivot, value)) for flop, term in nexts.items()]
        return ", ".join(
            f"{flop} {_verb(flop, term)}" for flop, term in left
        )  # fmt: skip

    asked = ", ".join(f"{flop}(next) = {algebra(term)}" for flop, term in nexts.items())
    flops = list(nexts)
    several = (
        "No flip-flop sees what another one has only just taken: all of them load together. "
        if flops[1:]
        else ""
    )
    loads = "; ".join(f"{flop} receives {call(term)}" for flop, term in nexts.items())
    sees = ", and the present inputs" if {*leaves(last)} & {*inputs} else ""
    return (
        f"Which circuit has the next-state function{'s' if flops[1:] else ''} {asked}, with · as "
        f"AND, + as OR, ⊕ as exclusive OR and ' as complement, and shows {algebra(last)} at "
        f"`{out}` without a delay? Build it.",
        f"While `{pivot}` is high at the clock event, {told(1)}. While `{pivot}` is low there, "
        f"{told(0)}. Independently of the clock, {out} = {verilog(last)}.",
        f"Between two clock events nothing that is stored moves, whatever happens at the "
        f"input{'s' if inputs[1:] else ''}. At an event {loads}. {several}Unlike the stored "
        f"bit{'s' if flops[1:] else ''}, `{out}` has no flip-flop; it is {call(last)}, read off "
        f"the present state{sees}.",
    )


def _verb(flop: str, term: Term | int) -> str:
    """Tell what a flip-flop does with what is left of its function."""
    if isinstance(term, int):
        return "is set" if term else "is cleared"
    if term == flop:
        return "keeps its value"
    if not isinstance(term, str) and term.kind == "not" and term.parts[0] == flop:
        return "toggles"
    return f"takes {verilog(term)}"


def _long(
    nexts: Mapping[str, Term], inputs: Sequence[str], out: str, last: Term
) -> tuple[str, ...]:
    flops = list(nexts)
    sums = ", ".join(
        f"{flop}(t+1) = {modulo_2(term, sorted(leaves(term)))}" for flop, term in nexts.items()
    )
    new = " ".join(
        f"new_{flop} = {verilog(term, is_logical=True)};" for flop, term in nexts.items()
    )
    copies = " ".join(f"{flop} = new_{flop};" for flop in flops)
    basis = "state and input" if {*leaves(last)} & {*inputs} else "the state alone"
    known = {name: (n + 1) % 2 for n, name in enumerate([*flops, *inputs])}
    given = ", ".join(f"{name} = {value}" for name, value in known.items())
    after = ", ".join(f"{flop} = {evaluate(term, known)}" for flop, term in nexts.items())
    kept = (
        f"the Boolean variables {', '.join(flops)} survive"
        if flops[1:]
        else f"the Boolean variable {flops[0]} survives"
    )
    behind = " ".join(
        f"`{flop}` stores the value that {infix(term)} had just before the latest active edge."
        if n == 0
        else f"`{flop}` does the same with {infix(term)}."
        for n, (flop, term) in enumerate(nexts.items())
    )
    return (
        f"Write the logic modulo 2, where + is exclusive OR and · is AND: {sums}, with all names "
        f"on the right taken at time t, and at every time {out} = "
        f"{modulo_2(last, sorted(leaves(last)))}.",
        f"As a program: {kept} from one clock event to the next. The event handler runs {new} "
        f"{copies} And a watcher, which is awake all the time, keeps {out} = "
        f"{verilog(last, is_logical=True)}.",
        f"`{out}` is a function of {basis}: {infix(last)}. {behind} With {given}, for instance, an "
        f"edge makes {after}.",
    )
