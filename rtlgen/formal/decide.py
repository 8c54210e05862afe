"""Decide about a product machine, and turn a counterexample into steps for the testbench."""

from __future__ import annotations

import random
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import z3

from rtlgen.formal import abc
from rtlgen.formal.circuit import Circuit, build_circuit, is_copy
from rtlgen.formal.machine import Environment, Product

Step = dict[str, dict[str, str]]
"""`inputs` and `expected` of one step, port → bits, most significant first."""


class Outcome(StrEnum):
    """How a decision ended."""

    PROVED = "proved"
    REFUTED = "refuted"
    BOUNDED = "bounded"
    """No difference up to a number of frames."""
    TIMEOUT = "timeout"
    UNSUPPORTED = "unsupported"
    PREDICTED = "predicted"
    """Nothing was decided; `steps` hold a stimulus and the answers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is known about a product."""

    outcome: Outcome
    reason: str = ""
    bound: int = 0
    steps: tuple[Step, ...] = ()


def decide_product(
    product: Product, environment: Environment, *, depth: int, timeout_s: float
) -> Decision:
    """Prove that the two designs never differ, or find out when they do.

    Z3 decides combinational designs on words; ABC decides the rest, and what Z3 cannot.

    Args:
        product: The machine.
        environment: Its clocks and resets.
        depth: Frames that the bounded search looks at.
        timeout_s: Limit for all engines.
    """
    deadline = time.monotonic() + timeout_s
    is_combinational = not product.states
    if is_combinational:
        answer = _solve(product, timeout_s / 2)
        if answer is None:
            return Decision(outcome=Outcome.PROVED)
        if answer:
            return _refuted(product, build_circuit(product), environment, [answer])
    if not is_combinational and is_copy(product):
        return Decision(outcome=Outcome.PROVED)
    circuit = build_circuit(product)
    silent, is_all = circuit.undetermined()
    if is_all:
        return Decision(outcome=Outcome.UNSUPPORTED, reason="the reference never leaves x")
    left = max(1.0, deadline - time.monotonic())
    found = abc.decide(circuit.aiger(), depth=1 if is_combinational else depth, timeout_s=left)
    if found.frames is not None:
        frames = [_named(circuit, frame) for frame in found.frames]
        return _refuted(product, circuit, environment, frames)
    if found.is_proved or (is_combinational and found.bound):
        note = f"; the reference never determines {', '.join(sorted(silent))}" if silent else ""
        return Decision(outcome=Outcome.PROVED, reason=note)
    if found.bound > product.prefix:
        return Decision(outcome=Outcome.BOUNDED, bound=found.bound - product.prefix)
    return Decision(outcome=Outcome.TIMEOUT)


def _solve(product: Product, timeout_s: float) -> dict[str, int] | None:
    """Ask Z3 about one frame: the inputs of a bad one, None if there is none, {} if undecided."""
    solver = z3.Solver()
    solver.set("timeout", int(timeout_s * 1000))
    solver.add(product.bad)
    answer = solver.check()
    if answer == z3.unsat:
        return None
    if answer != z3.sat:
        return {}
    model: Any = solver.model()
    return {
        name: model.eval(z3.BitVec(name, width), model_completion=True).as_long()
        for name, width in product.inputs
    }


def _named(circuit: Circuit, frame: Sequence[int]) -> dict[str, int]:
    """Read the inputs of one frame from the leaves of the circuit."""
    named, start = {}, 0
    for name, bits in circuit.inputs:
        named[name] = sum(bit << i for i, bit in enumerate(frame[start : start + len(bits)]))
        start += len(bits)
    named[""] = sum(bit << i for i, bit in enumerate(frame[start:]))  # initial values
    return named


def _leaves(circuit: Circuit, frame: Mapping[str, int]) -> list[int]:
    row = [frame[name] >> i & 1 for name, bits in circuit.inputs for i in range(len(bits))]
    return row + [frame.get("", 0) >> i & 1 for i in range(circuit.leaves - len(row))]


def _refuted(
    product: Product, circuit: Circuit, environment: Environment, frames: list[dict[str, int]]
) -> Decision:
    history = circuit.run([_leaves(circuit, frame) for frame in frames])
    bad = [circuit.graph.read(values, circuit.bad) for values in history]
    if 1 not in bad:
        raise AssertionError("the counterexample does not lead to a difference")
    last = bad.index(1) + 1
    steps = _steps(product, circuit, environment, frames[:last], history[:last])
    return Decision(outcome=Outcome.REFUTED, steps=steps)


def predict(product: Product, environment: Environment, *, frames: int, seed: int) -> Decision:
    """Draw inputs and say what the reference answers; the design plays no part.

    Args:
        product: The machine.
        environment: Its clocks and resets.
        frames: How many frames are run.
        seed: Of the inputs.
    """
    circuit = build_circuit(product)
    rng = random.Random(seed)  # noqa: S311 - stimulus, not a secret
    drawn = [
        {name: rng.getrandbits(len(bits)) for name, bits in circuit.inputs} for _ in range(frames)
    ]
    history = circuit.run([_leaves(circuit, frame) for frame in drawn])
    steps = _steps(product, circuit, environment, drawn, history)
    return Decision(outcome=Outcome.PREDICTED, steps=steps)


def _steps(
    product: Product, circuit: Circuit, environment: Environment,
    frames: Sequence[Mapping[str, int]], history: Sequence[list[int]],
) -> tuple[Step, ...]:  # fmt: skip
    """Turn frames into steps for the testbench, with what the reference answers in them."""
    steps: list[Step] = []
    levels = dict(environment.idle)
    for number, frame in enumerate(frames):
        before = frames[number - 1] if number else {}
        steps += _clock_steps(product, levels, before, number)
        steps[-1]["inputs"] |= _levels(product, environment, frame, number)
        if number >= product.prefix:
            steps[-1]["expected"] = _expected(circuit, history[number])
    return tuple(steps)


def _clock_steps(
    product: Product, levels: dict[str, int], before: Mapping[str, int], number: int
) -> list[Step]:
    """Return the steps that bring the clocks into a frame; its data go into the last one."""
    if not number:
        if product.has_ticks:
            levels.update({name: int(not rising) for name, rising in product.rising.items()})
        return [_step({name: str(level) for name, level in levels.items()})]
    waiting = number <= product.prefix
    if not product.has_ticks:
        for name in product.clocks:
            levels[name] = 1 - levels[name] if waiting else before[f"level:{name}"]
        return [_step({name: str(level) for name, level in levels.items()})]
    ticking = [name for name in product.clocks if waiting or before[f"tick:{name}"]]
    active = {name: "1" if product.rising[name] else "0" for name in ticking}
    idle = {name: "0" if product.rising[name] else "1" for name in ticking}
    return [_step(idle), _step(active)] if ticking else [_step({})]


def _step(inputs: dict[str, str]) -> Step:
    return {"inputs": inputs, "expected": {}}


def _levels(
    product: Product, environment: Environment, frame: Mapping[str, int], number: int
) -> dict[str, str]:
    levels = {}
    for name, width in environment.inputs.items():
        if name in environment.idle:
            continue
        value = frame.get(f"in:{name}", 0)
        if number < product.prefix and name in environment.resets:
            value = environment.resets[name]
        levels[name] = format(value, f"0{width}b")
    return levels


def _expected(circuit: Circuit, values: list[int]) -> dict[str, str]:
    """Return what the reference answers in a frame; outputs of which nothing is known left out."""
    expected = {}
    for name, bits, unknown in circuit.wanted:
        text = "".join(
            "-" if circuit.graph.read(values, u) else str(circuit.graph.read(values, bit))
            for bit, u in zip(reversed(bits), reversed(unknown), strict=True)
        )
        if set(text) != {"-"}:
            expected[name] = text
    return expected
