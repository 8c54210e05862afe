"""Designs of which the right answer is known: the judge is judged by them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.errors import UsageError
from rtlgen.mutation import cheats
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog.design import Design


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """A completion that the judge must pass, or must fail."""

    key: str
    """Of the problem."""
    text: str
    """What the judge gets: a completion."""
    is_right: bool
    what: str
    """For messages: `gold`, or what is wrong with it."""


def controls_for(
    key: str,
    gold: Design,
    plan: VerificationPlan,
    completion: Callable[[str], str] = lambda verilog: verilog,
) -> tuple[Control, ...]:
    """Return the right design of a problem and the cheapest wrong ones for its ports.

    Args:
        key: Of the problem.
        gold: The right design.
        plan: A plan that is trusted; cheats that it doesn't refute are left out, for a few problems
            one of them is right.
        completion: Verilog → a completion that holds it.

    Raises:
        UsageError: the plan does not pass the right design, or refutes no cheat.
        ToolError: the environment is broken.
    """
    wrong = list(cheats(gold.top, gold.ports))
    verdicts = verify_all([gold.verilog, *(verilog for _, verilog in wrong)], plan)
    if verdicts[0].status is not Status.PASS:
        raise UsageError(
            f"{key}: the right design is no control: the plan says {verdicts[0].status}; correct "
            "it, or leave the problem out"
        )
    refuted = [
        Control(key=key, text=completion(verilog), is_right=False, what=what)
        for (what, verilog), verdict in zip(wrong, verdicts[1:], strict=True)
        if verdict.status is Status.FAIL
    ]
    if not refuted:
        raise UsageError(f"{key}: the plan refutes no trivial design; leave the problem out")
    right = Control(key=key, text=completion(gold.verilog), is_right=True, what="gold")
    return (right, *refuted)
