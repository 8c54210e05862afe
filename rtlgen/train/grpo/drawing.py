"""Completions from a model of `rtlgen train`: groups of several prompts are drawn together.

No token is banned, unlike in use: the loss is about the model's own distribution, and a mark that
stands for no port shall earn what it is worth.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence, Set
from typing import Any

import torch

from rtlgen.model.draw import Group, draw


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
    context = model.config.max_position_embeddings
    groups = [
        Group(
            prompt=torch.tensor([list(prompt)], device=model.device), count=len(list(group)),
            limit=min(longest, context - len(prompt)),
        )
        for prompt, group in itertools.groupby(prompts)
    ]  # fmt: skip
    drawn = draw(model, groups, temperature=temperature, ends=ends)
    return [one.tokens for some in drawn for one in some]
