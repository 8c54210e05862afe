"""What a run tells whoever shows its progress."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from rtlgen.automation import Decision
from rtlgen.errors import SpecError
from rtlgen.search import Ranking, SearchEvents
from rtlgen.spec import Obligation, Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class SpecOutcome:
    """What became of one specification."""

    source: str
    spec: Spec
    obligations: tuple[Obligation, ...]
    ranking: Ranking
    verilog: Path | None
    """The chosen Verilog; None when every candidate failed."""
    confidence: float
    """See `rtlgen.search.confidence`."""
    folder: Path
    """The evidence bundle."""
    replay_command: str


class View(Protocol):
    """Shows the progress and the results of a run."""

    def start(self, source: str) -> SearchEvents:
        """A specification is taken up; returns the callbacks for its search."""

    def read(self, spec: Spec, obligations: tuple[Obligation, ...]) -> None:
        """The specification was understood."""

    def done(self, outcome: SpecOutcome) -> None:
        """A specification is finished."""

    def resumed(self, source: str, folder: Path, status: str) -> None:
        """An earlier run had finished this specification."""

    def failed(self, source: str, error: SpecError) -> None:
        """A specification cannot be used; the others go on."""

    def decided(self, source: str, decision: Decision) -> None:
        """Automation decided about an answer."""

    def warn(self, text: str) -> None:
        """Something beside the work went wrong."""

    def finish(self) -> None:
        """All specifications are finished."""
