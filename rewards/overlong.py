"""A completion that comes near the limit of tokens, where it would be cut off."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Length:
    """How long a completion may be.

    Raises:
        ValueError: the last tokens are none, or more than there are.
    """

    most_tokens: int
    """Where generation is cut off; trl's `max_completion_length`."""
    last_tokens: int
    """So many before the limit the penalty begins."""

    def __post_init__(self) -> None:
        if not 0 < self.last_tokens <= self.most_tokens:
            raise ValueError(
                f"last_tokens must lie between 1 and most_tokens = {self.most_tokens}, not "
                f"{self.last_tokens}"
            )


def overlong(tokens: int, length: Length) -> float:
    """Return the penalty in [0, 1]: 0 before the last tokens, then rising to 1 at the limit.

    Source: Yu et al., "DAPO: An Open-Source LLM Reinforcement Learning System at Scale" (2025),
    section 3.4, equation 13, with the sign turned.
    """
    begins = length.most_tokens - length.last_tokens
    return min(1.0, max(0.0, (tokens - begins) / length.last_tokens))
