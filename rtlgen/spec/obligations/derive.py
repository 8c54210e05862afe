"""Ask each artefact what it demands."""

from __future__ import annotations

from rtlgen.finding import Finding, Severity
from rtlgen.spec.model import (
    Artefact,
    Figure,
    KarnaughMap,
    Obligation,
    Spec,
    StateTable,
    TruthTable,
    Waveform,
)
from rtlgen.spec.obligations.machines import from_machine, from_next_state_logic
from rtlgen.spec.obligations.tables import from_map, from_table
from rtlgen.spec.obligations.waveforms import from_waveform


def derive_obligations(spec: Spec) -> tuple[tuple[Obligation, ...], tuple[Finding, ...]]:
    """Turn every artefact of a specification into obligations.

    Returns:
        The obligations, and a finding for each artefact that demands nothing checkable.
    """
    obligations: list[Obligation] = []
    findings: list[Finding] = []
    for artefact in spec.artefacts:
        made = _derive(artefact, spec, findings)
        if isinstance(made, Obligation):
            obligations.append(made)
        elif made is not None:
            findings.append(
                Finding(
                    code="SPEC401", severity=Severity.NOTE, path=artefact.source.path,
                    line=artefact.source.line, message=f"nothing is checked against this: {made}",
                )
            )  # fmt: skip
    return tuple(obligations), tuple(findings)


def _derive(artefact: Artefact, spec: Spec, findings: list[Finding]) -> Obligation | str | None:
    match artefact:
        case TruthTable():
            return from_table(artefact, spec)
        case KarnaughMap():
            return from_map(artefact, spec)
        case StateTable():
            if artefact.state_inputs:
                return from_next_state_logic(artefact, spec)
            return from_machine(artefact, spec, findings)
        case Waveform():
            return from_waveform(artefact, spec)
        case Figure():
            return "a figure is not read"
