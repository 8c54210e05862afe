"""Circuits of gates in further words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rtlgen.datagen.series import series
from rtlgen.datagen.steps import Operand, Step, evaluate, inlined

_SIGNS = {
    "and": ("&&", "&"), "nand": ("&&", "&"), "or": ("||", "|"), "nor": ("||", "|"),
    "xor": ("^", "^"), "xnor": ("^", "^"),
}  # fmt: skip
"""Operators of C, for truth values and for words."""


def others(
    inputs: Sequence[str], outputs: Sequence[str], steps: Sequence[Step], width: int
) -> tuple[str, ...]:
    """Describe a circuit by its steps, whose names are those of wires and outputs."""
    each = "" if width == 1 else f" Every signal is a word of {width} bits, handled bit by bit."
    return (*_formal(inputs, outputs, steps, each), *_told(inputs, outputs, steps, width, each))


def _formal(
    inputs: Sequence[str], outputs: Sequence[str], steps: Sequence[Step], each: str
) -> tuple[str, ...]:
    drives = " and ".join(f"`{name}` with {inlined(steps, name)}" for name in outputs)
    calls: dict[str, str] = {}
    for step in steps:
        calls[step.name] = _call(step, calls)
    nested = "; ".join(f"{name} = {calls[name]}" for name in outputs)
    netlist = ", ".join(_instance(step) for step in steps)
    has_mux = any(step.kind == "mux" for step in steps)
    mux = " A mux passes its second terminal for a 0 at the last one and its third for a 1."
    note = ", MUX(s, x, y) being x for s = 0 and y for s = 1" if has_mux else ""
    sums = "; ".join(f"{step.name} = {_sum(step)}" for step in steps)
    names = series([f"`{name}`" for name in outputs])
    kind = "unsigned" if each else "bool"
    given = ", ".join(f"{kind} {name}" for name in inputs)
    code = " ".join(
        f"{'' if step.name in outputs else f'{kind} '}{step.name} = "
        f"{_code(step, is_wide=bool(each))};"
        for step in steps
    )
    bits = "" if not each else f"{each} What is said of 0 and 1 is meant for every bit position."
    return (
        f"Drive {drives}.{each}",
        f"Combinational, {nested}{note}.{each}",
        (
            f"Which circuit has the netlist {netlist}? Build it. The first terminal of an instance "
            f"is its output.{mux if has_mux else ''} The circuit is left through {names}.{each}"
        ),
        f"Calculate with the integers 0 and 1: {sums}.{bits}",
        (
            f"A program with the variables {given} would run `{code}` whenever one of these "
            f"changes; {names} would be its "
            f"{'results' if len(outputs) > 1 else 'result'}.{each}"
        ),
    )


def _told(
    inputs: Sequence[str], outputs: Sequence[str], steps: Sequence[Step], width: int, each: str
) -> tuple[str, ...]:
    names = series([f"`{name}`" for name in outputs])
    inner = [f"`{step.name}`" for step in steps if step.name not in outputs]
    sketch = ", ".join(f"{step.name} is {_noun(step)}" for step in steps)
    shall = " ".join(f"`{step.name}` shall be {_noun(step)}." for step in steps)
    cases = "; ".join(_case(step) for step in reversed(steps))
    count = "one gate" if len(steps) == 1 else f"{len(steps)} gates"
    if any(step.kind == "mux" for step in steps):
        count = "one part" if len(steps) == 1 else f"{len(steps)} parts"
    listed = ", ".join(f"{_noun(step)} ({step.name})" for step in steps)
    ones = evaluate(steps, dict.fromkeys(inputs, (1 << width) - 1), width)
    shown = ", ".join(
        f"`{step.name}`, {_noun(step)}, is {ones[step.name]:0{width}b}" for step in steps
    )
    wires = f" {series(inner)} must stay inside." if inner else ""
    bits = "" if not each else f"{each} What is said of 0 and 1 is meant for every bit position."
    are = "are all that comes" if len(outputs) > 1 else "is all that comes"
    return (
        (
            f"I drew this on a napkin; could you write it down as a module for me? The drawing "
            f"says that {sketch}. Only {names} {'go' if len(outputs) > 1 else 'goes'} "
            f"out.{each}"
        ),
        f"{shall}{wires} The circuit must not contain any storage.{each}",
        f"{upper(cases)}.{bits}",
        (
            f"Unlike a sequential circuit, this one has no memory and consists of {count} and "
            f"nothing else: {listed}. {names} {are} out of it.{each}"
        ),
        (
            f"{names} can be followed through an example. Let all inputs be at "
            f"1{' in all bits' if each else ''}. Then {shown}{' (binary)' if each else ''}. With "
            f"other inputs the same functions apply.{each}"
        ),
    )


def _noun(step: Step) -> str:
    """Name what a step computes; inverses come last, so that it is clear what they belong to."""
    if step.kind == "mux":
        low, high, select = (one.name for one in step.operands)
        return f"the choice of {high} for {select} = 1 and {low} for {select} = 0"
    ordered = sorted(step.operands, key=lambda one: one.is_inverted)
    texts = [f"the complement of {n.name}" if n.is_inverted else n.name for n in ordered]
    return f"the {step.kind.upper()} of {series(texts)}"


def _call(step: Step, known: Mapping[str, str]) -> str:
    """Write a step as a function of functions."""
    texts = [known.get(one.name, one.name) for one in step.operands]
    if step.kind == "mux":
        return f"MUX({texts[2]}, {texts[0]}, {texts[1]})"
    signed = [
        f"NOT({text})" if one.is_inverted else text
        for one, text in zip(step.operands, texts, strict=True)
    ]
    return f"{step.kind.upper()}({', '.join(signed)})"


def _instance(step: Step) -> str:
    texts = [f"~{one.name}" if one.is_inverted else one.name for one in step.operands]
    return f"{step.kind} ({', '.join([step.name, *texts])})"


def _sum(step: Step) -> str:
    """Write a step with sums, products and maxima."""
    texts = [f"(1 - {one.name})" if one.is_inverted else one.name for one in step.operands]
    match step.kind:
        case "mux":
            return f"(1 - {texts[2]}) * {texts[0]} + {texts[2]} * {texts[1]}"
        case "and" | "nand":
            joined = " * ".join(texts)
            return joined if step.kind == "and" else f"1 - {joined}"
        case "or" | "nor":
            joined = f"max({', '.join(_bare(text) for text in texts)})"
            return joined if step.kind == "or" else f"1 - {joined}"
    joined = " + ".join(texts)
    return f"({joined}) mod 2" if step.kind == "xor" else f"({joined} + 1) mod 2"


def _bare(text: str) -> str:
    return text[1:-1] if text.startswith("(") else text


def _code(step: Step, *, is_wide: bool) -> str:
    sign = "~" if is_wide else "!"
    texts = [f"{sign}{one.name}" if one.is_inverted else one.name for one in step.operands]
    if step.kind == "mux":
        return f"{texts[2]} ? {texts[1]} : {texts[0]}"
    joined = f" {_SIGNS[step.kind][is_wide]} ".join(texts)
    return joined if step.kind in ("and", "or", "xor") else f"{sign}({joined})"


def _case(step: Step) -> str:
    """Tell when a step is 1."""
    name, operands = f"`{step.name}`", step.operands
    plain = [one.name for one in operands]
    listed = series(plain)
    match step.kind:
        case "mux":
            return f"{name} follows {plain[1]} while {plain[2]} is 1, and {plain[0]} otherwise"
        case "and":
            return f"{name} is 1 if {_levels(operands, 1, ' and ')}, otherwise 0"
        case "nand":
            return f"{name} is 0 if {_levels(operands, 1, ' and ')}, otherwise 1"
        case "or":
            return f"{name} is 1 unless {_levels(operands, 0, ' and ')}, in which case it is 0"
        case "nor":
            return f"{name} is 0 unless {_levels(operands, 0, ' and ')}, in which case it is 1"
    if len(plain) == 2:
        verb = "differ" if step.kind == "xor" else "agree"
        return f"{name} is 1 when {listed} {verb}, otherwise 0"
    parity = "odd" if step.kind == "xor" else "even"
    return f"{name} is 1 when the number of ones among {listed} is {parity}, otherwise 0"


def _levels(operands: Sequence[Operand], level: int, between: str) -> str:
    return between.join(f"{one.name} is {level ^ one.is_inverted}" for one in operands)


def upper(text: str) -> str:
    """Begin with a capital letter."""
    return text[0].upper() + text[1:]
