"""All parts of a reward together, for one verdict."""

from __future__ import annotations

from dataclasses import dataclass

from rewards.brevity import brevity
from rewards.gates import Gate, gate
from rewards.judged import HasChecks
from rewards.outputs import outputs_right
from rewards.overlong import Length, overlong
from rewards.pass_rate import pass_rate
from rewards.proof import proof
from rewards.weights import Weights

LEAST = 0.0
"""What a design earns that a gate stops."""
DEFAULT = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What a reward is made of, before weights; each in [0, 1]."""

    right: float
    proof: float
    vectors: float
    outputs: float
    brevity: float
    """0 where the answer is not right."""
    overlong: float
    """A penalty."""
    gate: Gate | None = None

    def total(self, weights: Weights = DEFAULT) -> float:
        """Return the reward."""
        if self.gate is not None:
            return LEAST
        penalty = weights.overlong * self.overlong
        if self.right:
            bonus = weights.proof * self.proof + weights.brevity * self.brevity
            return weights.right + bonus - penalty
        partial = weights.vectors * self.vectors + weights.outputs * self.outputs
        return max(LEAST, weights.ran + partial - penalty)


def parts_of(verdict: HasChecks, *, tokens: int = 0, length: Length | None = None) -> Parts | None:
    """Return what a reward is made of; None when the fault is ours.

    Args:
        verdict: What was found out about a design.
        tokens: Length of the completion that it came from.
        length: How long a completion may be; None = there is no penalty.
    """
    if verdict.status == "ERROR":
        return None
    stopped = gate(verdict)
    is_right = stopped is None and verdict.status == "PASS"
    return Parts(
        right=float(is_right),
        proof=(proof(verdict) or 0.0) if is_right else 0.0,
        vectors=pass_rate(verdict) or 0.0,
        outputs=outputs_right(verdict) or 0.0,
        brevity=brevity(tokens) if is_right else 0.0,
        overlong=0.0 if length is None else overlong(tokens, length),
        gate=stopped,
    )
