"""What makes the steps of a run fast on a GPU; the numbers stay the same but for rounding.

- Short convolutions as sums of shifted tokens: a compiler joins them with what stands around, and
  the depthwise convolution of cuDNN is slow in bf16. On a CPU the convolution is twice as fast.
- `torch.compile` for each layer: layers of a kind share the code, for all lengths.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import torch
from torch.nn.functional import pad


def speed_up(model: Any, *, is_compiled: bool) -> None:
    """Change the layers of an LFM2 of transformers in place.

    Args:
        model: Of `build_model`, on its device.
        is_compiled: Compile the layers at the first step, which takes a minute.
    """
    if next(model.parameters()).device.type != "cpu":
        use_shifts(model)
    if is_compiled:
        torch._dynamo.config.recompile_limit = 64
        for layer in model.model.layers:
            layer.compile(dynamic=True)


def use_shifts(model: Any) -> None:
    """Let the convolutions of `model` add up shifted tokens while it is trained."""
    for layer in model.model.layers:
        if hasattr(layer, "conv"):
            layer.conv.forward = _with_shifts(layer.conv)


def _with_shifts(convolution: Any) -> Callable[..., torch.Tensor]:
    """Return what replaces `Lfm2ShortConv.forward`; with a cache that one is called."""
    plain = convolution.forward
    names = ("cache", "past_key_values")  # as versions of transformers call it

    def forward(hidden_states: torch.Tensor, *rest: Any, **options: Any) -> torch.Tensor:
        if rest or any(options.get(name) is not None for name in names):
            found: torch.Tensor = plain(hidden_states, *rest, **options)
            return found
        before, after, values = convolution.in_proj(hidden_states).chunk(3, dim=-1)
        mixed: torch.Tensor = convolution.out_proj(
            after * shifted_sum(before * values, convolution.conv.weight)
        )
        return mixed

    return forward


def shifted_sum(values: torch.Tensor, weight: torch.Tensor) -> torch.Tensor:
    """Return the causal depthwise convolution of each channel.

    Args:
        values: (rows, length, width)
        weight: (width, 1, taps); the last tap is of the token itself.
    """
    length, taps = values.shape[1], weight.shape[-1]
    padded = pad(values, (0, 0, taps - 1, 0))
    total = padded[:, :length] * weight[:, 0, 0]
    for tap in range(1, taps):
        total = total + padded[:, tap : tap + length] * weight[:, 0, tap]
    return total
