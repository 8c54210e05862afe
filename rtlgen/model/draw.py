"""Draw many completions of one prompt from a model of `rtlgen train`.

The prompt is read once, keys and values lie in buffers with room, and what has ended leaves the
batch. `generate` of transformers reads the prompt for each completion, copies all keys and values
for each token and computes what has ended until the longest one ends.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor
from transformers.cache_utils import Cache, DynamicCache, DynamicLayer

_ROOM = 128
"""Tokens that a buffer grows by."""
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
    with torch.inference_mode():
        cache = _cache_for(model)
        read = model(input_ids=prompt, cache=cache, use_cache=True).logits[0].float()  # (T, V)
        drawn = [Drawn(prompt_logprob=_logprob_of(prompt[0, 1:], read)) for _ in range(n)]
        logits = read[-1:].expand(n, -1)  # (n, V)
        _take(cache, torch.zeros(n, dtype=torch.long, device=prompt.device))
        rows = torch.arange(n, device=prompt.device)
        for _ in range(limit):
            tokens, logprobs = _choose(_without(banned, logits), temperature)  # (B,), (B,)
            _note(drawn, rows.tolist(), tokens.tolist(), logprobs.tolist(), ends)
            going = torch.tensor([not _is_over(drawn[row], ends) for row in rows.tolist()])
            if not going.any():
                break
            if (~going).float().mean() >= _ENDED:
                kept = going.nonzero().squeeze(1).to(prompt.device)
                _take(cache, kept)
                rows, tokens = rows[kept], tokens[kept]
            logits = _next(model, tokens[:, None], cache)
    return drawn


def _logprob_of(tokens: Tensor, logits: Tensor) -> float:
    """Return the log probability of tokens, each by the logits of its number."""
    logprobs = torch.log_softmax(logits[: len(tokens)], dim=-1)
    return float(logprobs.gather(1, tokens[:, None]).sum())


def _next(model: Any, tokens: Tensor, cache: Cache) -> Tensor:
    """Return the logits of the next token, (B, V), in fp32."""
    logits: Tensor = model(input_ids=tokens, cache=cache, use_cache=True, logits_to_keep=1).logits
    return logits[:, -1].float()


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


def _take(cache: Any, rows: Tensor) -> None:
    """Keep the rows of these numbers, in this order."""
    cache.reorder_cache(rows)


def _cache_for(model: Any) -> Cache:
    """Return an empty cache whose keys and values lie in buffers."""
    cache = DynamicCache(config=model.config)
    cache.layers = [_Buffered() if type(one) is DynamicLayer else one for one in cache.layers]
    return cache


class _Buffered(DynamicLayer):  # type: ignore[no-untyped-call]  # it takes keywords
    """Keys and values (B, H, T, D) as views of buffers that have room for more."""

    def __init__(self) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._buffers: tuple[Tensor, Tensor] | None = None

    def update(
        self, key_states: Tensor, value_states: Tensor, *args: Any, **kwargs: Any
    ) -> tuple[Tensor, Tensor]:
        """Add tokens; return all keys and values."""
        del args, kwargs
        if not self.is_initialized:
            self.lazy_initialization(key_states, value_states)
        used = self.get_seq_length()
        total = used + key_states.shape[-2]
        if self._buffers is None or self._buffers[0].shape[-2] < total:
            self._buffers = (
                _grown(self.keys, key_states, total), _grown(self.values, value_states, total)
            )  # fmt: skip
        for buffer, new in zip(self._buffers, (key_states, value_states), strict=True):
            buffer[:, :, used:total] = new
        self.keys, self.values = (buffer[:, :, :total] for buffer in self._buffers)
        return self.keys, self.values

    def reorder_cache(self, beam_idx: Any) -> None:
        """Take the rows of these numbers, in this order."""
        super().reorder_cache(beam_idx)
        self._buffers = None


def _grown(old: Any, new: Tensor, total: int) -> Tensor:
    """Return a buffer with room for `total` tokens and some more, with what was there before."""
    batch, heads, _, size = new.shape
    buffer = new.new_empty(batch, heads, total + _ROOM, size)
    if old.numel():
        buffer[:, :, : old.shape[-2]] = old
    return buffer
