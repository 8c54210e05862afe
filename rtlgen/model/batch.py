"""Completions of several prompts that grow by a token at a time.

Keys and values of shorter prompts are padded on the left, so that new tokens stand in one column; a
mask hides the padding, and positions are counted without it.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import torch
from torch import Tensor
from transformers.cache_utils import (
    Cache,
    DynamicCache,
    DynamicLayer,
    LinearAttentionLayer,
)

_ROOM = 128
"""Tokens that a buffer grows by."""


class Batch:
    """Rows of tokens with what the model remembers of them."""

    def __init__(self, model: Any) -> None:
        """Begin with no row.

        Args:
            model: A causal language model of transformers with attention or convolution layers.
        """
        self._model = model
        self._parts: list[tuple[Any, int, int]] = []  # cache, its rows, its tokens
        self._cache: Any = None  # of all rows, from the first token on
        self._lengths = torch.zeros(0, dtype=torch.long)  # (B,), tokens of each row
        self._mask: Tensor | None = None  # (B, T), 0 on padding; None where there is none

    def read(self, prompt: Tensor, count: int) -> Tensor:
        """Add rows; return the logits, (T, V) in fp32.

        Args:
            prompt: Token numbers, (1, T).
            count: Rows that begin with it.
        """
        cache: Any = _cache_for(self._model)
        logits: Tensor = self._model(input_ids=prompt, cache=cache, use_cache=True).logits[0]
        cache.reorder_cache(torch.zeros(count, dtype=torch.long, device=prompt.device))
        self._parts.append((cache, count, prompt.shape[1]))
        return logits.float()

    def next(self, tokens: Tensor) -> Tensor:
        """Add a token to each row, (B,); return the logits of the one behind it, (B, V) in fp32."""
        if self._cache is None:
            self._join(tokens.device)
        more: dict[str, Tensor] = {}
        if self._mask is not None:
            self._mask = torch.nn.functional.pad(self._mask, (0, 1), value=1)
            more = {"attention_mask": self._mask, "position_ids": self._lengths[:, None]}
        logits: Tensor = self._model(
            input_ids=tokens[:, None], cache=self._cache, use_cache=True, logits_to_keep=1, **more
        ).logits
        self._lengths += 1
        return logits[:, -1].float()

    def keep(self, rows: Tensor) -> None:
        """Keep the rows of these numbers, in this order."""
        if self._cache is None:
            self._join(rows.device)
        self._cache.reorder_cache(rows)
        self._lengths = self._lengths[rows]
        if self._mask is not None:
            self._mask = self._mask[rows]

    def _join(self, device: torch.device) -> None:
        """Put the rows of all prompts into one cache."""
        caches, counts, lengths = zip(*self._parts, strict=True)
        self._parts = []
        self._lengths = torch.tensor(lengths, device=device).repeat_interleave(
            torch.tensor(counts, device=device)
        )
        self._cache = caches[0]
        if len(caches) == 1:
            return
        most = max(lengths)
        for layers in zip(*(cache.layers for cache in caches), strict=True):
            _join_layers(layers, most)
        if any(one != other for one, other in pairwise(lengths)):
            columns = torch.arange(most, device=device)[None]
            self._mask = (columns >= most - self._lengths[:, None]).long()


def _join_layers(layers: tuple[Any, ...], most: int) -> None:
    """Let the first layer have the rows of all."""
    first = layers[0]
    if isinstance(first, _Buffered):
        first.take([one.keys for one in layers], [one.values for one in layers], most)
    elif isinstance(first, LinearAttentionLayer):
        for number in range(first.number_of_states):
            first.conv_states[number] = torch.cat([one.conv_states[number] for one in layers])
    else:
        raise TypeError(f"prompts cannot be drawn together with {type(first).__name__}")


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

    def take(self, keys: list[Tensor], values: list[Tensor], most: int) -> None:
        """Hold the rows of several layers, padded on the left to `most` tokens."""
        self.keys = torch.cat([_padded(one, most) for one in keys])
        self.values = torch.cat([_padded(one, most) for one in values])
        self._buffers = None

    def reorder_cache(self, beam_idx: Any) -> None:
        """Take the rows of these numbers, in this order; as many as before stay where they are."""
        keys, values = self.keys, self.values
        if keys is not None and values is not None and len(beam_idx) == len(keys):
            numbers = torch.arange(len(beam_idx), device=beam_idx.device)
            moved = (beam_idx != numbers).nonzero().squeeze(1)
            keys[moved], values[moved] = keys[beam_idx[moved]], values[beam_idx[moved]]
            return
        super().reorder_cache(beam_idx)
        self._buffers = None


def _padded(rows: Tensor, most: int) -> Tensor:
    return torch.nn.functional.pad(rows, (0, 0, most - rows.shape[-2], 0))


def _grown(old: Any, new: Tensor, total: int) -> Tensor:
    """Return a buffer with room for `total` tokens and some more, with what was there before."""
    batch, heads, _, size = new.shape
    buffer = new.new_empty(batch, heads, total + _ROOM, size)
    if old.numel():
        buffer[:, :, : old.shape[-2]] = old
    return buffer
