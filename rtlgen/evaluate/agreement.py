"""Hold the models of the prover against the simulator, on random modules.

Each module is evaluated twice on the same stimulus: by the machine that proofs are made of, and by
Icarus. Where both know a bit, they must agree in every step. Many modules run in one simulation,
side by side below one top module.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.datagen.circuits import random_module
from rtlgen.errors import ToolCrashed
from rtlgen.formal.prove import predict_responses
from rtlgen.simulate.record import record
from rtlgen.spec.model import Port
from rtlgen.verdict import TraceStep
from rtlgen.verilog import read_design
from rtlgen.verilog.design import Design

_FRAMES = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Disagreement:
    """One bit on which the two differ."""

    seed: int
    """Of the module and its stimulus."""
    step: int
    output: str
    predicted: str
    simulated: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What a comparison of many modules found."""

    compared: int
    """Modules that both evaluated."""
    bits: int
    """Output bits that both knew."""
    only_predicted: int
    """Output bits that were X in Icarus alone."""
    only_simulated: int
    """Output bits that were unknown in the model alone."""
    not_modelled: tuple[tuple[int, str], ...]
    """(seed, reason) of the modules that the prover does not model."""
    disagreements: tuple[Disagreement, ...]


def compare_models(seeds: Sequence[int]) -> Agreement:
    """Compare the random modules of some seeds.

    Raises:
        ToolCrashed: the simulator gave no answer.
    """
    designs = {seed: read_design(random_module(seed, name=f"m{seed}")) for seed in seeds}
    predicted = dict(
        zip(seeds, predict_responses(list(designs.values()), frames=_FRAMES, seed=1), strict=True)
    )
    runs = {seed: steps for seed, steps in predicted.items() if not isinstance(steps, str)}
    answers = simulate_together({seed: (designs[seed], steps) for seed, steps in runs.items()})
    bits = only_predicted = only_simulated = 0
    disagreements = []
    for seed, steps in runs.items():
        first = None
        for number, name, want, got in _pairs(steps, answers[seed]):
            both = [(w, g) for w, g in zip(want, got, strict=True) if w in "01" and g in "01"]
            bits += len(both)
            only_predicted += sum(
                w in "01" and g not in "01" for w, g in zip(want, got, strict=True)
            )
            only_simulated += sum(w == "-" and g in "01" for w, g in zip(want, got, strict=True))
            if first is None and any(w != g for w, g in both):
                first = Disagreement(
                    seed=seed, step=number, output=name, predicted=want, simulated=got
                )
        if first is not None:
            disagreements.append(first)
    return Agreement(
        compared=len(runs), bits=bits, only_predicted=only_predicted,
        only_simulated=only_simulated, disagreements=tuple(disagreements),
        not_modelled=tuple((s, why) for s, why in predicted.items() if isinstance(why, str)),
    )  # fmt: skip


def _pairs(
    steps: Sequence[TraceStep], answers: Sequence[dict[str, str]]
) -> Iterator[tuple[int, str, str, str]]:
    for number, (step, got) in enumerate(zip(steps, answers, strict=False)):
        for name, want in step.expected:
            yield number, name, want, got[name]


def simulate_together(
    runs: dict[int, tuple[Design, Sequence[TraceStep]]],
) -> dict[int, list[dict[str, str]]]:
    """Simulate designs with different ports and stimuli side by side.

    Args:
        runs: Key → design, whose modules have names of their own, and its stimulus.

    Returns:
        Key → the outputs after each step of its stimulus, and after idle steps up to the end of
        the longest one.
    """
    ports: list[Port] = []
    instances = []
    for key, (design, _) in runs.items():
        ports += [dataclasses.replace(port, name=f"p{key}_{port.name}") for port in design.ports]
        wires = ", ".join(f".{port.name}(p{key}_{port.name})" for port in design.ports)
        instances.append(f"  {design.top} u{key}({wires});")
    header = ",\n  ".join(f"{p.direction} [{p.width - 1}:0] {p.name}" for p in ports)
    sources = "\n".join(design.verilog for design, _ in runs.values())
    text = f"{sources}\nmodule together(\n  {header}\n);\n" + "\n".join(instances) + "\nendmodule\n"
    together = Design(verilog=text, top="together", ports=tuple(ports))
    longest = max(len(steps) for _, steps in runs.values())
    merged = [
        TraceStep(
            inputs=tuple(
                (f"p{key}_{name}", bits)
                for key, (_, steps) in runs.items() if number < len(steps)
                for name, bits in steps[number].inputs
            )
        )
        for number in range(longest)
    ]  # fmt: skip
    answer = record(together, merged)
    if not answer.outputs:
        raise ToolCrashed(f"the modules do not simulate: {answer.build.log or answer.crash}")
    recorded = [dict(step) for step in answer.outputs]
    return {
        key: [{p.name: step[f"p{key}_{p.name}"] for p in design.outputs} for step in recorded]
        for key, (design, _) in runs.items()
    }
