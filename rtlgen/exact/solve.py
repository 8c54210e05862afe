"""From a specification to Verilog by construction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.candidate import Candidate, Request, Sampling
from rtlgen.exact.combinational import Built, build_combinational
from rtlgen.exact.machine import build_machine, build_one_hot_logic, is_one_hot
from rtlgen.exact.waveform import build_waveform
from rtlgen.finding import Finding, Severity
from rtlgen.spec import derive_obligations
from rtlgen.spec.model import ObligationKind, Spec, StateTable, Waveform

NAME = "exact"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExactResult:
    """What can be built from the artefacts alone."""

    candidates: tuple[Candidate, ...]
    """Simplest first."""
    findings: tuple[Finding, ...]
    """What the artefacts leave open."""
    is_determined: bool
    """The first candidate is the only design that agrees with the artefacts (up to don't-cares)."""


def solve_spec(spec: Spec) -> ExactResult:
    """Build Verilog from the complete artefacts of a specification; asks no language model."""
    obligations, _ = derive_obligations(spec)
    built: list[Built] = []
    for artefact in spec.artefacts:
        if isinstance(artefact, StateTable):
            if artefact.state_input is None:
                built.append(build_machine(spec, artefact))
            elif is_one_hot(artefact) and not spec.clocks:
                built.append(build_one_hot_logic(spec, artefact))
    combinational = [o for o in obligations if o.kind is ObligationKind.COMBINATIONAL]
    is_logic = any(isinstance(a, StateTable) and a.state_input for a in spec.artefacts)
    # One-hot logic is written by inspection: minimising it over 2^n codes would take for ever.
    if combinational and not built and (is_logic or not spec.clocks):
        built.append(build_combinational(spec, combinational))
    built += [build_waveform(spec, a) for a in spec.artefacts if isinstance(a, Waveform)]
    texts = [item for item in built if item.verilog]
    candidates = tuple(
        Candidate(verilog=item.verilog, backend=NAME, note=item.note)
        for item in sorted(texts, key=lambda item: not item.is_determined)
    )
    findings = tuple(f for item in built for f in item.findings)
    if not built:
        findings = (
            Finding(
                code="EXA103", severity=Severity.NOTE, path=spec.path,
                message="the specification has no table, map, machine or waveform to build from",
                remedy="use a backend with a language model",
            ),
        )  # fmt: skip
    return ExactResult(
        candidates=candidates, findings=findings,
        is_determined=any(item.is_determined for item in texts),
    )  # fmt: skip


class ExactBackend:
    """The backend that asks no language model."""

    name = NAME

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Return at most `sampling.n` candidates; none when there is nothing to build from."""
        candidates = solve_spec(request.spec).candidates[: sampling.n]
        for candidate in candidates:
            if on_candidate is not None:
                on_candidate(candidate)
        return candidates
