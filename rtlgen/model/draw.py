"""Draw many completions of some prompts from a model of `rtlgen train`.

Each prompt is read once and without padding, keys and values lie in buffers with room, and what has
ended leaves the batch. `generate` of transformers reads the prompt for each completion, copies all
keys and values for each token and computes what has ended until the longest one ends.
"""

from __future__ import annotations

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


def draw(
    model: Any,
    prompt: Tensor,
    *,
    n: int,
    temperature: float,
    limit: int,
    ends: Set[int],
    banned: Sequence[int] = (),
) -> list[Drawn]:
    """Draw from torch's global random state.

    Args:
        model: A causal language model of transformers with attention or convolution layers.
        prompt: Token numbers, (1, T).
        n: Completions.
        temperature: 0 = the likeliest token each time.
        limit: Tokens of a completion at most.
        ends: Tokens after which a completion is over.
        banned: Tokens that are never drawn; what they would have had is shared by the others.

    Returns:
        `n` completions in the order of the rows of the batch.
    """
    return draw_groups(
        model, [(prompt, n)], temperature=temperature, limit=limit, ends=ends, banned=banned
    )


def draw_groups(
    model: Any,
    groups: Sequence[tuple[Tensor, int]],
    *,
    temperature: float,
    limit: int,
    ends: Set[int],
    banned: Sequence[int] = (),
) -> list[Drawn]:
    """Draw completions of several prompts together: a step costs little more than for one.

    Args:
        model: See `draw`, as for all others.
        groups: Prompts, (1, T) each, with the number of their completions; at least one.
        temperature: See `draw`.
        limit: See `draw`.
        ends: See `draw`.
        banned: See `draw`.

    Returns:
        The completions of the first prompt, then those of the next one.
    """
    with torch.inference_mode():
        batch = Batch(model)
        drawn, logits = _read(batch, groups)  # logits: (B, V)
        rows = torch.arange(len(drawn), device=logits.device)
        for _ in range(limit):
            tokens, logprobs = _choose(_without(banned, logits), temperature)  # (B,), (B,)
            _note(drawn, rows.tolist(), tokens.tolist(), logprobs.tolist(), ends)
            going = torch.tensor([not _is_over(drawn[row], ends) for row in rows.tolist()])
            if not going.any():
                break
            if (~going).float().mean() >= _ENDED:
                kept = going.nonzero().squeeze(1).to(logits.device)
                batch.keep(kept)
                rows, tokens = rows[kept], tokens[kept]
            logits = batch.next(tokens)
    return drawn


def _read(batch: Batch, groups: Sequence[tuple[Tensor, int]]) -> tuple[list[Drawn], Tensor]:
    """Read the prompts; return empty completions and the logits of their first tokens, (B, V)."""
    drawn: list[Drawn] = []
    last = []
    for prompt, count in groups:
        logits = batch.read(prompt, count)
        logprob = _logprob_of(prompt[0, 1:], logits)
        drawn += [Drawn(prompt_logprob=logprob) for _ in range(count)]
        last.append(logits[-1:].expand(count, -1))
    return drawn, torch.cat(last)


def _logprob_of(tokens: Tensor, logits: Tensor) -> float:
    """Return the log probability of tokens, each by the logits of its number."""
    logprobs = torch.log_softmax(logits[: len(tokens)], dim=-1)
    return float(logprobs.gather(1, tokens[:, None]).sum())


def _without(banned: Sequence[int], logits: Tensor) -> Tensor:
    """Return the logits with no chance for some tokens."""
    if not banned:
        return logits
    return logits.index_fill(1, torch.tensor(banned, device=logits.device), -torch.inf)


def _choose(logits: Tensor, temperature: float) -> tuple[Tensor, Tensor]:
    """Return a token for each row and its log probability."""
    logprobs = torch.log_softmax(logits, dim=-1)
    if temperature > 0:
        tokens = torch.multinomial(torch.softmax(logits / temperature, dim=-1), 1)
    else:
        tokens = logits.argmax(dim=-1, keepdim=True)
    return tokens.squeeze(1), logprobs.gather(1, tokens).squeeze(1)


def _note(
    drawn: list[Drawn], rows: list[int], tokens: list[int], logprobs: list[float], ends: Set[int]
) -> None:
    """Add a token to each completion that is not over."""
    for row, token, logprob in zip(rows, tokens, logprobs, strict=True):
        if not _is_over(drawn[row], ends):
            drawn[row].tokens.append(token)
            drawn[row].logprob += logprob


def _is_over(completion: Drawn, ends: Set[int]) -> bool:
    return bool(completion.tokens) and completion.tokens[-1] in ends
