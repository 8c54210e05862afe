"""Completions from a model of `rtlgen train`: groups of several prompts are drawn together.

No token is banned, unlike in use: the loss is about the model's own distribution, and a mark that
stands for no port shall earn what it is worth.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from typing import Any

import torch

from rtlgen.model.draw import draw_groups


def draw_tokens(
    model: Any,
    prompts: Sequence[Sequence[int]],
    *,
    temperature: float,
    longest: int,
    ends: Set[int],
) -> list[list[int]]:
    """Return a completion for each prompt, its end included.

    Args:
        model: Of `rtlgen train`, in whatever mode; it has no dropout.
        prompts: Token numbers; equal neighbours are one group.
        temperature: Above 0.
        longest: Tokens of a completion at most; prompt and completion fit into the context.
        ends: Tokens after which a completion is over.
    """
    groups = [
        (torch.tensor([list(prompt)], device=model.device), len(list(group)))  # (1, T)
        for prompt, group in itertools.groupby(prompts)
    ]
    longest_prompt = max(prompt.shape[1] for prompt, _ in groups)
    limit = min(longest, model.config.max_position_embeddings - longest_prompt)
    drawn = draw_groups(model, groups, temperature=temperature, limit=limit, ends=ends)
    return [one.tokens for one in drawn]
