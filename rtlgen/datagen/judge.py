"""Is every style of a design right? By simulation against its behaviour, and by proof."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known
from rtlgen.datagen.drawn import Drawn
from rtlgen.simulate.stimuli import design_stimulus
from rtlgen.spec.model import Obligation, ObligationKind, Port, SourceRef, Vector
from rtlgen.verdict import Status, TraceStep, Verdict
from rtlgen.verify import CheckName, VerificationPlan, verify_all
from rtlgen.verilog import read_design

_PROOF_S = 3.0
"""For the proof that one style equals the first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """What was found out about a design."""

    verdicts: Mapping[str, Verdict]
    """Style → its verdict against the behaviour and against the first style."""

    @property
    def is_right(self) -> bool:
        """Whether every style passed."""
        return all(verdict.status is Status.PASS for verdict in self.verdicts.values())

    @property
    def is_proved(self) -> bool:
        """Whether all styles are proved equal."""
        return all(any(c.proved for c in v.checks) for v in self.verdicts.values())


def examine(drawn: Drawn, *, seed: int = 0, has_proof: bool = True) -> Examined:
    """Judge all styles of a design.

    Args:
        drawn: The design.
        seed: Of the stimuli.
        has_proof: Look for a proof that the styles are equal, beside the simulation of each.

    Raises:
        VerilogError: the first style is no Verilog.
        ToolError: the environment is broken.
    """
    styles = list(drawn.bodies)
    texts = [drawn.verilog(style) for style in styles]
    reference = read_design(texts[0], top=drawn.name)
    reference = dataclasses.replace(reference, ports=drawn.ports)
    demand = _demand(drawn, design_stimulus(reference, seed))
    by_simulation = VerificationPlan(
        top=drawn.name, ports=drawn.ports, seed=seed, obligations=(demand,),
        checks=frozenset({CheckName.LINT, CheckName.SIMULATE}),
    )  # fmt: skip
    by_proof = VerificationPlan(
        top=drawn.name, ports=drawn.ports, seed=seed, reference=reference,
        checks=frozenset({CheckName.FORMAL}), formal_timeout_s=_PROOF_S,
    )  # fmt: skip
    verdicts = verify_all(texts, by_simulation)
    if has_proof:
        proved = verify_all(texts, by_proof)
        verdicts = [_together(one, other) for one, other in zip(verdicts, proved, strict=True)]
    return Examined(verdicts=dict(zip(styles, verdicts, strict=True)))


def _together(simulated: Verdict, proved: Verdict) -> Verdict:
    """Add what the proof says; one that was not found takes nothing away from a simulation."""
    decided = [check for check in proved.checks if check.status in (Status.PASS, Status.FAIL)]
    return dataclasses.replace(simulated, checks=(*simulated.checks, *decided))


def _demand(drawn: Drawn, steps: tuple[TraceStep, ...]) -> Obligation:
    """Ask the behaviour what a stimulus must give."""
    behaviour = drawn.behaviour()
    levels: dict[str, int | None] = {port.name: None for port in drawn.inputs}
    vectors = []
    for step in steps:
        levels.update((name, _number(bits)) for name, bits in step.inputs)
        vectors.append(
            Vector(inputs=step.inputs, expected=_expected(drawn.outputs, behaviour.step(levels)))
        )
    return Obligation(
        name=f"behaviour of {drawn.family}", kind=ObligationKind.SEQUENCE, vectors=tuple(vectors),
        source=SourceRef(path=f"families/{drawn.family}.py", line=1),
    )  # fmt: skip


def _expected(outputs: tuple[Port, ...], found: Known) -> tuple[tuple[str, str], ...]:
    return tuple(
        (port.name, format(value, f"0{port.width}b"))
        for port in outputs
        if (value := found.get(port.name)) is not None
    )


def _number(bits: str) -> int | None:
    return int(bits, 2) if set(bits) <= {"0", "1"} else None
