"""What the journal keeps."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One text that was drawn and judged."""

    candidate: str
    """Content hash."""
    backend: str
    count: int
    """How often it was drawn."""
    prompt_tokens: int
    completion_tokens: int
    model_s: float
    """Seconds of the model, for one drawing."""
    cost_usd: float | None
    """For one drawing; None where no price is known."""
    logprob: float | None
    """Sum over the tokens in nats."""
    status: str
    """Of its verdict."""
    decided_by: str
    """The check that decided."""
    lint_s: float
    simulate_s: float
    formal_s: float
    """Seconds of each check."""
    agrees: bool | None = None
    """It does what the answer does, or passed where a judge decided; None where nothing told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """One second opinion that was asked for."""

    backend: str
    rows: int
    """That say something of an output."""
    problem: str
    """Why it did not count; empty where it did."""
    met_by: int
    """Candidates that meet it, each as often as it was drawn."""
    prompt_tokens: int
    completion_tokens: int
    model_s: float
    cost_usd: float | None
    """None where no price is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One specification that was worked on."""

    id: str
    at: str
    """UTC, ISO 8601."""
    source: str
    """As the user named it."""
    spec_sha256: str
    module: str
    design_class: str
    """See `class_of`."""
    status: str
    """Of the answer."""
    chosen: str | None
    """Content hash of the answer."""
    why: str
    """Why the search ended."""
    drawn: int
    agreement: float | None
    """Share of the candidates that do what the answer does; None where they were not compared."""
    has_question: bool
    """Candidates disagreed, and a person was asked."""
    confidence: float
    """That the answer is right, 0 to 1, as it was told."""
    elapsed_s: float
    folder: str
    """The evidence bundle."""
    candidates: tuple[Drawn, ...] = ()
    opinions: tuple[Heard, ...] = ()

    @property
    def backend(self) -> str:
        """Where the answer came from; `none` without an answer."""
        found = (c.backend for c in self.candidates if c.candidate == self.chosen)
        return next(found, "none")


@dataclass(frozen=True, slots=True, kw_only=True)
class ImageRead:
    """One image that a model read."""

    at: str
    """UTC, ISO 8601."""
    image: str
    """As the specification names it."""
    sha256: str
    """Of the image."""
    backend: str
    shows: str
    """Kind of the artefact; empty where nothing was read."""
    refused: str
    """Why it does not count; empty for a reading that may be approved."""
    questions: int
    prompt_tokens: int
    completion_tokens: int
    model_s: float
    cost_usd: float | None
    """None where no price is known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """What automation did with an answer."""

    entry: str
    action: str
    """accept, ask or reject."""
    stage: str
    reason: str
    is_audit: bool
    """A person was asked although it would have been accepted alone."""


class ActKind(StrEnum):
    """What a person did with an answer."""

    ACCEPT = "accept"
    EDIT = "edit"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What a person did, and how long it took."""

    entry: str
    at: str
    """UTC, ISO 8601."""
    kind: ActKind
    took_s: float
    note: str = ""
