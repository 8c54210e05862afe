"""What `rtlgen generate` was asked for."""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass, field
from pathlib import Path

from rtlgen.automation import Policy
from rtlgen.candidate import Sampling
from rtlgen.evidence import folder_names
from rtlgen.search import Budget
from rtlgen.spec import Port
from rtlgen.verify import VerificationPlan


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerateJob:
    """One run over several specifications."""

    sources: tuple[str, ...]
    """Files or folders as the user named them; `-` is standard input."""
    out: Path
    """A folder, or a `.v` or `.sv` file for a single specification."""
    backend_names: tuple[str, ...]
    """As the user named them; only for the fingerprint and the evidence."""
    sampling: Sampling
    judges: VerificationPlan
    """Judges beside the specification: a reference, a model, a testbench, limits."""
    name: str | None = None
    ports: tuple[Port, ...] = ()
    """Ports that the user gave where the text leaves them open."""
    is_forced: bool = False
    budget: Budget = field(default_factory=Budget)
    """What each specification may cost."""
    journal: Path | None = None
    """Where each specification is noted; None = nowhere."""
    policy: Policy | None = None
    """What automation may do; None = it is off."""
    repairs: bool = True
    """Put right what is refused for its form, and look for a small change where no candidate of a
    backend passes."""
    opinion_names: tuple[str, ...] = ()
    """Backends of second opinions, as the user named them."""
    opinions: int = 0
    """Of each of them."""
    turns: int = 0
    """How often a backend is told what is wrong with the best candidate."""
    accepts_contradictions: bool = False
    """Go on where parts of a specification contradict each other."""

    @property
    def is_single_file(self) -> bool:
        """Whether OUT names one Verilog file instead of a folder."""
        return self.out.suffix in {".v", ".sv"}

    @property
    def evidence_root(self) -> Path:
        """The folder that holds one bundle per specification."""
        return self.out.with_suffix(".evidence") if self.is_single_file else self.out

    def folder_of(self, source: str) -> Path:
        """Folder of the bundle of one source; sources of equal names get a number."""
        return self.evidence_root / folder_names(self.sources)[self.sources.index(source)]

    @property
    def fingerprint(self) -> str:
        """SHA-256 of everything that decides the results but the specifications themselves."""
        material: tuple[object, ...] = (
            self.backend_names,
            self.sampling,
            self.name,
            self.ports,
            self.budget,
            self.repairs,
            self.turns,
            dataclasses.replace(self.judges, obligations=(), checks=frozenset()),
            sorted(self.judges.checks),  # the order within a set differs from run to run
        )
        if self.opinion_names:  # without any, folders of earlier versions go on
            material = (*material, self.opinion_names, self.opinions)
        return hashlib.sha256(repr(material).encode()).hexdigest()
