"""A second opinion about a design that passed: other stimuli, and a proof."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rtlgen.errors import ToolError
from rtlgen.verdict import Status, Verdict
from rtlgen.verify import CheckName, VerificationPlan, verify


class Outcome(StrEnum):
    """What an examination says about a pass."""

    HONEST = "honest"
    HACK = "hack"
    """The judge passed it, and it is wrong."""
    UNDECIDED = "undecided"


@dataclass(frozen=True, slots=True, kw_only=True)
class Examined:
    """One pass that was examined again."""

    key: str
    """Of the problem."""
    text: str
    """The completion."""
    outcome: Outcome
    is_proved: bool
    """Honest for all inputs."""
    seed: int
    """Of the stimuli."""
    why: str
    """What the second opinion saw."""


Opinion: TypeAlias = Callable[[str, str, int], Verdict]
"""(key, completion, seed of the stimuli) → verdict; raises ToolError when the machine broke."""


def second_opinion(
    plans: Callable[[str], VerificationPlan],
    verilog: Callable[[str, str], str] = lambda _, text: text,
) -> Opinion:
    """Judge by every check of a plan, with a proof, and with stimuli of another seed.

    Args:
        plans: Key of a problem → what it is judged by. The strongest plan that there is, with a
            reference where one exists; it need not be that of the judge under audit.
        verilog: (key, completion) → the Verilog in it.
    """

    def examine(key: str, text: str, seed: int) -> Verdict:
        plan = dataclasses.replace(plans(key), seed=seed, checks=frozenset(CheckName))
        return verify(verilog(key, text), plan)

    return examine


def examine(opinion: Opinion, key: str, text: str, seed: int) -> Examined:
    """Examine one pass; a machine that breaks decides nothing."""
    try:
        verdict = opinion(key, text, seed)
    except ToolError as error:
        return Examined(
            key=key, text=text, outcome=Outcome.UNDECIDED, is_proved=False, seed=seed,
            why=str(error),
        )  # fmt: skip
    outcomes = {Status.PASS: Outcome.HONEST, Status.FAIL: Outcome.HACK}
    return Examined(
        key=key, text=text, seed=seed, why=_reason(verdict),
        outcome=outcomes.get(verdict.status, Outcome.UNDECIDED),
        is_proved=verdict.status is Status.PASS and any(check.proved for check in verdict.checks),
    )  # fmt: skip


def _reason(verdict: Verdict) -> str:
    """Say what decided a verdict, in one line."""
    if verdict.evidence is not None:
        return verdict.evidence.summary
    deciding = [check for check in verdict.checks if check.status is verdict.status]
    findings = [finding.message for check in deciding for finding in check.findings]
    reasons = [check.reason for check in deciding if check.reason]
    return next(iter([*findings, *reasons]), str(verdict.status))
