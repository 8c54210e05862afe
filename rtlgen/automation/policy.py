"""Thresholds of automation."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """How far a project lets rtlgen go."""

    ASSIST = "assist"
    """It ranks; a person decides each time."""
    LIMITED = "limited"
    """It accepts alone in the design classes in which it has shown to be right often enough."""
    FULL = "full"
    """It accepts alone everywhere but in classes that fell, and for audits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What a project demands."""

    most: Stage = Stage.LIMITED
    """The furthest stage that is allowed."""
    threshold: float = 0.95
    """Precision that the lower bound must reach: the share of accepted answers that are right."""
    confidence: float = 0.9
    """Answers below this are put to a person in every stage, and say nothing about precision."""
    window: int = 200
    """The last so many judged answers of a class count, and the last so many requests."""
    audit_share: float = 0.1
    """Share of automatic answers that a person looks at all the same."""
    suspicious_share: float = 0.5
    """The same, after an answer of the class was found wrong."""
    full_share: float = 0.9
    """Of the last requests, those in automatic classes, before everything is automatic."""
