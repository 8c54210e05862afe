"""Multiplexers in further words."""

from __future__ import annotations

from collections.abc import Sequence


def others(order: Sequence[str], select: str, out: str, width: int) -> tuple[str, ...]:
    """Say the same in ten more ways; the order is that of the values of the select."""
    return (*_formal(order, select, out, width), *_spoken(order, select, out, width))


def _tree(order: Sequence[str], select: str) -> str:
    """Write choices by one bit of the select each, the highest one first."""
    if len(order) == 1:
        return order[0]
    half = len(order) // 2
    high, low = _tree(order[half:], select), _tree(order[:half], select)
    if half > 1:
        high, low = f"({high})", f"({low})"
    return f"{select}[{half.bit_length() - 1}] ? {high} : {low}"


def _formal(order: Sequence[str], select: str, out: str, width: int) -> tuple[str, ...]:
    """Write formulas, catchwords, a sum, and an array."""
    count, bits = len(order), (len(order) - 1).bit_length()
    size = f"{width} bit{'s' * (width > 1)}"
    spread = f"{{{width}{{{select}}}}}" if width > 1 else select
    if count == 2:
        formula = f"{order[0]} ^ (({order[0]} ^ {order[1]}) & {spread})"
    else:
        formula = _tree(order, select)
    terse = f"Mux {count}-to-1, {size} wide, {select} -> {out}"
    if list(order) != sorted(order):
        terse += f", {order[0]} at {select} = 0 and {order[1]} at {select} = 1"
    terms = " + ".join(f"[{select} = {n}] * {name}" for n, name in enumerate(order))
    rows = ", ".join(f"[{n}] = {name}" for n, name in enumerate(order))
    picks = "; ".join(f"{bits}'b{n:0{bits}b} gives {name}" for n, name in enumerate(order))
    return (
        f"The output {out} is driven with {formula}, all data being {size} wide.",
        f"{terse}.",
        f"As numbers, {out} = {terms}, where a bracket counts 1 if what it says is true and 0 if "
        f"not; so just one term can differ from 0.",
        f"Think of the data inputs as an array t with t{rows.replace(', ', ', t')}. The circuit is "
        f"the statement `{out} = t[{select}];`, run again whenever anything changes.",
        f"`{out}` depends on {select} and on one data input at a time. Read {select} as binary: "
        f"{picks}. Bit i of {out} always comes from bit i of that input."
        if width > 1
        else f"`{out}` depends on {select} and on one data input at a time. Read {select} as "
        f"binary: {picks}.",
    )


def _spoken(order: Sequence[str], select: str, out: str, width: int) -> tuple[str, ...]:
    """Ask, chat, require, go by cases, and contrast."""
    last = len(order) - 1
    size = f"{width}-bit" if width > 1 else "one-bit"
    listed = ", ".join(f"`{name}`" for name in order[:-1]) + f" and `{order[-1]}`"
    coded = ", ".join(f"code {n} stands for {name}" for n, name in enumerate(order))
    shall = " ".join(f"At {select} = {n} it must equal {name}." for n, name in enumerate(order))
    wish = ", ".join(f"{name} on {n}" for n, name in enumerate(order))
    cases = "; ".join(
        f"{'otherwise, ' * (n < last)}if `{select}` is {n}, `{out}` copies `{order[n]}`"
        for n in range(last, 0, -1)
    )
    shut = "; ".join(
        f"{select} at {n} opens the way for {name} and shuts all others"
        for n, name in enumerate(order)
    )
    if last == 1:
        shut = (
            f"{select} high opens the way for {order[1]} and shuts {order[0]} off, {select} low "
            f"does the reverse"
        )
    return (
        f"Which circuit lets one of several sources through, unchanged, as a code commands? A "
        f"multiplexer, that is. Build it for the {size} sources {listed} with the code {select} "
        f"and the result {out}, where {coded}.",
        f"Quick one: I have {len(order)} signals, each {size}, and just one place to look at "
        f"them, {out}. Could you put a selector in between? I'd set {select}, and I'd like to see "
        f"{wish}. Nothing clocked, please.",
        f"The output {out} shall follow one of the {size} inputs without delay. {shall} It shall "
        f"not depend on an input that is not selected.",
        f"{cases[0].upper()}{cases[1:]}; otherwise `{out}` copies `{order[0]}`.",
        f"Unlike a gate that mixes its inputs, this switch passes one of {listed} on to {out} as "
        f"it is: {shut}. Nothing is stored.",
    )
