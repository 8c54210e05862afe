"""From a specification to Verilog by construction."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.candidate import Candidate, Request, Sampling
from rtlgen.exact.combinational import Built, build_combinational, open_finding
from rtlgen.exact.machine import build_machine
from rtlgen.exact.one_hot import build_one_hot_logic, is_one_hot
from rtlgen.exact.waveform import build_waveforms
from rtlgen.finding import Finding, Severity
from rtlgen.spec import derive_obligations
from rtlgen.spec.model import Encoding, ObligationKind, Spec, StateTable, TruthTable, Waveform

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


def solve_spec(spec: Spec, *, encoding: Encoding | None = None) -> ExactResult:
    """Build Verilog from the complete artefacts of a specification; asks no language model.

    Args:
        spec: The specification.
        encoding: How to code states whose codes the text leaves open; None = as the text names
            it, else binary.
    """
    obligations, _ = derive_obligations(spec)
    machines = [a for a in spec.artefacts if isinstance(a, StateTable)]
    built = [build_machine(spec, m, encoding) for m in machines if not m.state_inputs]
    logic = [m for m in machines if m.state_inputs]
    # One-hot logic is written by inspection: minimising it over 2^n codes would take for ever.
    built += [build_one_hot_logic(spec, m) for m in logic if is_one_hot(m) and not spec.clocks]
    tables = [a for a in spec.artefacts if isinstance(a, TruthTable | Waveform)]
    examples = {a.source for a in tables if a.is_example}
    combinational = [
        o
        for o in obligations
        if o.kind is ObligationKind.COMBINATIONAL and o.source not in examples
    ]
    if combinational and not built and (logic or not spec.clocks):
        built.append(build_combinational(spec, combinational))
    if shown := [a for a in tables if isinstance(a, Waveform) and not a.is_example]:
        built += build_waveforms(spec, shown)
    built += [_example(table) for table in tables if table.is_example]
    texts = [item for item in built if item.verilog]
    candidates = tuple(
        Candidate(verilog=item.verilog, backend=NAME, note=_note(item))
        for item in sorted(texts, key=lambda item: not item.is_determined)
    )
    findings = tuple(dict.fromkeys(f for item in built for f in item.findings))
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


def _note(item: Built) -> str:
    return item.note if item.is_determined else f"{item.note}; not the only design that agrees"


def _example(table: TruthTable | Waveform) -> Built:
    what = "table" if isinstance(table, TruthTable) else "waveform"
    message = f"the text calls the {what} an example: nothing is built from it alone"
    return Built(findings=(open_finding(table.source, message, code="EXA106"),))


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
        """Return at most `sampling.n` candidates; none when there is nothing to build from.

        What was built is not built differently because a check refuses it.
        """
        candidates = () if request.turn else solve_spec(request.spec).candidates
        candidates = candidates[sampling.first : sampling.first + sampling.n]
        for candidate in candidates:
            if on_candidate is not None:
                on_candidate(candidate)
        return candidates
