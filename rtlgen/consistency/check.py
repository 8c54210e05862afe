"""Are the parts of one specification compatible, before any Verilog is written?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from rtlgen.consistency.claims import sources_of
from rtlgen.consistency.contradictions import Contradiction, contradictions
from rtlgen.consistency.gaps import SHOWN, Gap, gaps
from rtlgen.consistency.machines import machine_contradictions
from rtlgen.consistency.runs import run_contradictions
from rtlgen.consistency.statements import statement_contradictions
from rtlgen.finding import Finding, Severity
from rtlgen.spec.model import Figure, Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Consistency:
    """What was found in a specification."""

    contradictions: tuple[Finding, ...]
    """Errors; with any of them no design is right."""
    remarks: tuple[Finding, ...]
    """Gaps, and pictures without an approved reading."""
    has_pictures: bool
    """Then it is not known whether all parts agree."""

    @property
    def found(self) -> tuple[Finding, ...]:
        """All of them, contradictions first."""
        return (*self.contradictions, *self.remarks)


def check_consistency(spec: Spec) -> Consistency:
    """Compare tables, maps, machines, waveforms, equations and statements of the text.

    What is not covered: prose beyond equations and statements about clock and reset; images;
    waveforms of modules with several clocks. Ports that are declared twice are compared by the
    reader (SPEC205).
    """
    sources = sources_of(spec)
    found = [
        *contradictions(spec, sources), *machine_contradictions(spec),
        *run_contradictions(spec), *statement_contradictions(spec),
    ]  # fmt: skip
    figures = [artefact for artefact in spec.artefacts if isinstance(artefact, Figure)]
    return Consistency(
        contradictions=tuple(_as_finding(item) for item in found),
        remarks=(*(_of_gap(gap) for gap in gaps(spec, sources)), *_of_figures(figures)),
        has_pictures=bool(figures),
    )


def _as_finding(item: Contradiction) -> Finding:
    return Finding(
        code="CON101", severity=Severity.ERROR, path=item.first_place.path,
        line=item.first_place.line,
        message=f"{item.witness}: {item.first} says {item.demands[0]}, {item.second} "
        f"({item.second_place}) says {item.demands[1]}",
        remedy="correct one of the two",
    )  # fmt: skip


def _of_gap(gap: Gap) -> Finding:
    if not gap.inputs:
        return Finding(
            code="CON202", severity=Severity.NOTE, path=gap.place.path, line=gap.place.line,
            message=f"no table, map, machine or waveform shows {gap.what!r}",
        )  # fmt: skip
    more = f" and {gap.count - SHOWN} more" if gap.count > SHOWN else ""
    return Finding(
        code="CON201", severity=Severity.NOTE, path=gap.place.path, line=gap.place.line,
        message=f"nothing says what {gap.what} is for {'; '.join(gap.inputs)}{more}",
    )  # fmt: skip


def _of_figures(figures: list[Figure]) -> Iterator[Finding]:
    for figure in figures:
        yield Finding(
            code="CON301", severity=Severity.WARNING, path=figure.source.path,
            line=figure.source.line, message=f"it is not known what the picture {figure.path!r} "
            "shows, nor whether it agrees with the rest", remedy="give its content as a table, "
            "transitions or WaveDrom, or have it read with --read-images",
        )  # fmt: skip
