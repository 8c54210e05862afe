"""Accept, ask or reject one answer."""

from __future__ import annotations

import random
from dataclasses import dataclass
from enum import StrEnum

from rtlgen.automation.policy import Policy, Stage
from rtlgen.automation.stages import Stand
from rtlgen.verdict import Status


class Action(StrEnum):
    """What is done with an answer."""

    ACCEPT = "accept"
    ASK = "ask"
    REJECT = "reject"


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What is done, and why."""

    action: Action
    stage: Stage
    reason: str
    is_audit: bool = False
    """A person is asked although it would have been accepted alone."""


def decide(
    status: Status, confidence: float, key: tuple[str, str], stand: Stand, policy: Policy, *,
    seed: str,
) -> Decision:  # fmt: skip
    """Decide about an answer.

    Args:
        status: Of its verdict; what FAILed is never accepted, in no stage.
        confidence: That it is right, 0 to 1.
        key: Its design class and backend.
        stand: Of the project.
        policy: Of the project.
        seed: Draws the audits; different for each answer.
    """
    stage = stand.stage
    if status is Status.FAIL:
        return Decision(action=Action.REJECT, stage=stage, reason="the verdict is FAIL")
    reason = _why_ask(confidence, key, stand, policy)
    if reason:
        return Decision(action=Action.ASK, stage=stage, reason=reason)
    shown = stand.classes.get(key)
    is_suspicious = shown is None or shown.is_suspicious
    share = policy.suspicious_share if is_suspicious else policy.audit_share
    if random.Random(seed).random() < share:  # noqa: S311 - a draw, no secret
        reason = "one of those that are looked at all the same"
        return Decision(action=Action.ASK, stage=stage, reason=reason, is_audit=True)
    return Decision(action=Action.ACCEPT, stage=stage, reason=stand.why)


def _why_ask(confidence: float, key: tuple[str, str], stand: Stand, policy: Policy) -> str:
    """Return why a person must decide, or nothing."""
    shown = stand.classes.get(key)
    name = " by ".join(key)
    if stand.stage is Stage.ASSIST:
        return "a person decides in this stage"
    if confidence < policy.confidence:
        return f"confidence {confidence:.2f} is below {policy.confidence:.2f}"
    if shown is not None and shown.has_fallen:
        return f"{name} {shown.why}"
    if stand.stage is Stage.LIMITED and (shown is None or not shown.is_automatic):
        return f"{name} is not automatic: {'nothing is known' if shown is None else shown.why}"
    return ""
