"""Draw many completions of some prompts from a model of `rtlgen train`.

Each prompt is read once and without padding, keys and values lie in buffers with room, and what has
ended leaves the batch. `generate` of transformers reads the prompt for each completion, copies all
keys and values for each token and computes what has ended until the longest one ends.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor

from rtlgen.model.batch import Batch

_ENDED = 0.25
"""Share of ended rows from which on it pays to take them out."""


@dataclass(slots=True)
class Drawn:
    """A completion."""

    tokens: list[int] = field(default_factory=list)
    """Its end included, where it came to one."""
    logprob: float = 0.0
    """Sum over the tokens, in nats, by the model's own distribution whatever the temperature,
    over the tokens that are not banned."""
    prompt_logprob: float = 0.0
    """The same of the prompt after its first token."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Completions of one prompt."""

    prompt: Tensor
    """Token numbers, (1, T)."""
    count: int
    """Completions."""
    limit: int
    """Tokens of each at most."""
    banned: Sequence[int] = ()
    """Tokens that are never drawn; what they would have had is shared by the others."""


def draw(
    model: Any, groups: Sequence[Group], *, temperature: float, ends: Set[int]
) -> list[list[Drawn]]:
    """Draw from torch's global random state; many rows cost little more than one.

    Args:
        model: A causal language model of transformers with attention or convolution layers.
        groups: What to draw; at least one.
        temperature: 0 = the likeliest token each time.
        ends: Tokens after which a completion is over.

    Returns:
        The completions of each group.
    """
    with torch.inference_mode():
        batch = Batch(model)
        drawn, logits = read_groups(batch, groups)  # logits: (B, V)
        limits = [group.limit for group in groups for _ in range(group.count)]
        banned = banned_in(groups, logits)
        rows = torch.arange(len(drawn), device=logits.device)
        while True:
            tokens, logprobs = _choose(without(banned, logits), temperature)  # (B,), (B,)
            numbers = rows.tolist()
            _note(drawn, numbers, tokens.tolist(), logprobs.tolist(), limits, ends)
            going = torch.tensor([not _is_over(drawn[n], limits[n], ends) for n in numbers])
            if not going.any():
                break
            if (~going).float().mean() >= _ENDED:
                kept = going.nonzero().squeeze(1).to(logits.device)
                batch.keep(kept)
                rows, tokens = rows[kept], tokens[kept]
                banned = None if banned is None else banned[kept]
            logits = batch.next(tokens)
    found = iter(drawn)
    return [list(itertools.islice(found, group.count)) for group in groups]


def read_groups(batch: Batch, groups: Sequence[Group]) -> tuple[list[Drawn], Tensor]:
    """Read the prompts; return empty completions and the logits of their first tokens, (B, V)."""
    drawn: list[Drawn] = []
    last = []
    for group in groups:
        logits = batch.read(group.prompt, group.count)
        logprob = _logprob_of(group.prompt[0, 1:], logits)
        drawn += [Drawn(prompt_logprob=logprob) for _ in range(group.count)]
        last.append(logits[-1:].expand(group.count, -1))
    return drawn, torch.cat(last)


def _logprob_of(tokens: Tensor, logits: Tensor) -> float:
    """Return the log probability of tokens, each by the logits of its number."""
    logprobs = torch.log_softmax(logits[: len(tokens)], dim=-1)
    return float(logprobs.gather(1, tokens[:, None]).sum())


def banned_in(groups: Sequence[Group], logits: Tensor) -> Tensor | None:
    """Return which tokens each row must not have, (B, V); None where none is banned."""
    if not any(group.banned for group in groups):
        return None
    found = torch.zeros_like(logits, dtype=torch.bool)
    first = 0
    for group in groups:
        found[first : first + group.count, list(group.banned)] = True
        first += group.count
    return found


def without(banned: Tensor | None, logits: Tensor) -> Tensor:
    """Return the logits with no chance for some tokens."""
    return logits if banned is None else logits.masked_fill(banned, -torch.inf)


def _choose(logits: Tensor, temperature: float) -> tuple[Tensor, Tensor]:
    """Return a token for each row and its log probability."""
    logprobs = torch.log_softmax(logits, dim=-1)
    if temperature > 0:
        tokens = torch.multinomial(torch.softmax(logits / temperature, dim=-1), 1)
    else:
        tokens = logits.argmax(dim=-1, keepdim=True)
    return tokens.squeeze(1), logprobs.gather(1, tokens).squeeze(1)


def _note(
    drawn: list[Drawn], rows: list[int], tokens: list[int], logprobs: list[float],
    limits: list[int], ends: Set[int],
) -> None:  # fmt: skip
    """Add a token to each completion that is not over."""
    for row, token, logprob in zip(rows, tokens, logprobs, strict=True):
        if not _is_over(drawn[row], limits[row], ends):
            drawn[row].tokens.append(token)
            drawn[row].logprob += logprob


def _is_over(completion: Drawn, limit: int, ends: Set[int]) -> bool:
    tokens = completion.tokens
    return len(tokens) >= limit or (bool(tokens) and tokens[-1] in ends)
