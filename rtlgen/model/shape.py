"""The shape: a Llama of some million parameters."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from transformers import LlamaForCausalLM


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """Sizes of the model."""

    vocabulary: int = 2048
    width: int = 256
    layers: int = 8
    heads: int = 8
    key_heads: int = 4
    """Heads of keys and values; the queries share them."""
    hidden: int = 704
    """Width of the gated layer."""
    context: int = 1536
    """Tokens of prompt and completion together."""


def build_model(shape: Shape) -> LlamaForCausalLM:
    """Return a model with random weights, drawn from torch's global state."""
    from transformers import LlamaConfig, LlamaForCausalLM

    config = LlamaConfig(
        vocab_size=shape.vocabulary, hidden_size=shape.width, num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads, num_key_value_heads=shape.key_heads,
        intermediate_size=shape.hidden, max_position_embeddings=shape.context,
        tie_word_embeddings=True, pad_token_id=0, eos_token_id=1, bos_token_id=2,
    )  # fmt: skip
    return LlamaForCausalLM(config)
