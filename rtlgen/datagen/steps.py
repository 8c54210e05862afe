"""Circuits as steps, each an operation on earlier values of one width: drawn, computed, told."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from rtlgen.datagen.series import series

_SIGNS: Final = {"and": "&", "or": "|", "xor": "^", "nand": "&", "nor": "|", "xnor": "^"}
_INVERTED: Final = frozenset({"nand", "nor", "xnor", "not"})
_ALGEBRA: Final = {"&": "·", "|": " + ", "^": " ⊕ "}
_DRAWN: Final = ("and", "and", "or", "or", "xor", "xor", "nand", "nor", "xnor")
_TRIALS: Final = 64


@dataclass(frozen=True, slots=True)
class Operand:
    """An earlier value, inverted or not."""

    name: str
    is_inverted: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A value and how it comes about; `mux` takes the first operand if the last is 0."""

    name: str
    kind: str
    operands: tuple[Operand, ...]


def draw_steps(
    rng: random.Random, inputs: Sequence[str], wires: Sequence[str], *, has_mux: bool
) -> list[Step]:
    """Draw steps that use all inputs; the last one depends on all others that matter.

    Args:
        rng: Decides.
        inputs: Two or more.
        wires: Names for the steps; enough of them.
        has_mux: Let a bit choose between two others.
    """
    while True:
        pool, names, steps = list(inputs), iter(wires), list[Step]()
        rng.shuffle(pool)
        while len(pool) > 1:
            kind = rng.choice((*_DRAWN, *(("mux",) if has_mux and len(pool) > 2 else ())))
            few = 3 if kind == "mux" or (rng.random() < 0.15 and kind[0] != "x") else 2
            taken = [pool.pop(rng.randrange(len(pool))) for _ in range(min(few, len(pool)))]
            earlier = [s.name for s in steps if s.name not in taken] + list(inputs)
            if kind != "mux" and rng.random() < 0.25 and (more := rng.choice(earlier)) not in taken:
                taken.append(more)
            if kind == "xnor":
                taken = taken[:2] if not pool else taken
            step = Step(next(names), kind, tuple(_operand(rng, name, kind) for name in taken))
            steps.append(step)
            pool.append(step.name)
        if _is_alive(steps, inputs):
            return steps


def _operand(rng: random.Random, name: str, kind: str) -> Operand:
    return Operand(name, kind in ("and", "or") and rng.random() < 0.3)


def _is_alive(steps: Sequence[Step], inputs: Sequence[str]) -> bool:
    """Tell whether each step takes both values, and each input changes the last one."""
    rng = random.Random(len(steps))  # noqa: S311 - no secret
    rows = [{name: rng.getrandbits(1) for name in inputs} for _ in range(_TRIALS)]
    found = [evaluate(steps, row, 1) for row in rows]
    if any(len({values[step.name] for values in found}) < 2 for step in steps):
        return False
    last = steps[-1].name
    return all(
        any(
            evaluate(steps, {**row, name: 1 - row[name]}, 1)[last] != values[last]
            for row, values in zip(rows, found, strict=True)
        )
        for name in inputs
    )


def evaluate(steps: Sequence[Step], levels: Mapping[str, int], width: int) -> dict[str, int]:
    """Return all values, inputs among them."""
    full, values = (1 << width) - 1, dict(levels)
    for step in steps:
        bits = [values[one.name] ^ (full if one.is_inverted else 0) for one in step.operands]
        result = bits[0]
        if step.kind == "mux":
            result = bits[1] if bits[2] else bits[0]
        for more in bits[1:] if step.kind != "mux" else ():
            result = _combined(step.kind, result, more)
        values[step.name] = full - result if step.kind in _INVERTED else result
    return values


def _combined(kind: str, one: int, other: int) -> int:
    match kind:
        case "and" | "nand":
            return one & other
        case "or" | "nor":
            return one | other
    return one ^ other


def verilog(step: Step, inner: Mapping[str, str] | None = None) -> str:
    """Write a step as an expression.

    Args:
        step: The step.
        inner: Expressions that stand instead of names, in brackets.
    """
    texts = [
        f"~{_inner(one.name, inner)}" if one.is_inverted else _inner(one.name, inner)
        for one in step.operands
    ]
    if step.kind == "mux":
        return f"{texts[2]} ? {texts[1]} : {texts[0]}"
    if step.kind == "not":
        return f"~{texts[0]}"
    joined = f" {_SIGNS[step.kind]} ".join(texts)
    return f"~({joined})" if step.kind in _INVERTED else joined


def inlined(steps: Sequence[Step], wanted: str) -> str:
    """Write a value as one expression of the inputs."""
    known: dict[str, str] = {}
    for step in steps:
        known[step.name] = verilog(step, known)
    return known[wanted]


def _inner(name: str, inner: Mapping[str, str] | None) -> str:
    text = (inner or {}).get(name)
    return f"({text})" if text else name


def algebra(step: Step) -> str:
    """Write a step in Boolean algebra: ' after a name or bracket is NOT; no `mux`."""
    texts = [f"{one.name}'" if one.is_inverted else one.name for one in step.operands]
    if step.kind == "not":
        return f"{texts[0]}'"
    joined = _ALGEBRA[_SIGNS[step.kind]].join(texts)
    return f"({joined})'" if step.kind in _INVERTED else joined


def capitals(step: Step) -> str:
    """Write a step with AND, OR and NOT as words."""
    texts = [f"(NOT {one.name})" if one.is_inverted else one.name for one in step.operands]
    if step.kind == "mux":
        return f"IF {texts[2]} THEN {texts[1]} ELSE {texts[0]}"
    if step.kind == "not":
        return f"NOT {texts[0]}"
    joined = f" {step.kind.upper().removeprefix('N').replace('XNOR', 'XOR')} ".join(texts)
    return f"NOT ({joined})" if step.kind in _INVERTED else joined


def sentence(step: Step, rng: random.Random) -> str:
    """Say in words what a step does, as in `` `x` is the XOR of `a` and `b` ``."""
    name = f"`{step.name}`"
    # Inverses come last: in "the inverse of a and b" it would be open what is inverted.
    ordered = sorted(step.operands, key=lambda one: one.is_inverted)
    texts = [f"the inverse of `{n.name}`" if n.is_inverted else f"`{n.name}`" for n in ordered]
    gate, one, rest = step.kind.upper(), texts[0], series(texts[1:])
    if step.kind == "mux":
        low, high, select = texts
        return rng.choice((
            f"{name} is {high} if {select} is 1 and {low} if it is 0",
            f"{name} takes {low} while {select} is 0, otherwise {high}",
            f"a 2-to-1 mux with the select {select} gives {name}: {low} for 0, {high} for 1",
        ))  # fmt: skip
    plain = f"{name} is the {gate} of {series(texts)}"
    if step.kind in ("and", "or", "xor") and len(texts) == 2:
        return rng.choice((
            plain, f"{name} is {one} {gate}ed with {rest}", f"{name} equals {one} {gate} {rest}",
            f"{one} and {rest} are {gate}ed to give {name}",
            f"an {gate} gate with the inputs {one} and {rest} drives {name}",
        ))  # fmt: skip
    article = "an" if gate[0] in "AOX" else "a"
    return rng.choice((
        plain, f"{article} {gate} gate with the inputs {series(texts)} drives {name}",
        f"{series(texts)} go into {article} {gate} gate whose output is {name}",
    ))  # fmt: skip
