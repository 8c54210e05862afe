"""A recipe: everything that decides a training run, in one frozen value."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rtlgen.model.shape import Shape
from rtlgen.train.yaml_file import read_values, require


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipe:
    """How a model is trained on examples."""

    data: tuple[str, ...]
    """Folders of `rtlgen data generate`, relative to the file of the recipe."""
    steps: int
    start: str | None = None
    """Folder of a model whose weights and tokens are taken; None = random weights."""
    shape: Shape = field(default_factory=Shape)
    seed: int = 0
    tokens_per_step: int = 8192
    """Tokens of one step, padding included; all processes together."""
    prompt_weight: float = 0.1
    """Weight of the loss on tokens of the prompt; those of the Verilog have 1."""
    matrix_rate: float = 0.02
    """Learning rate of Muon, which moves the matrices of the layers."""
    vector_rate: float = 0.002
    """Learning rate of AdamW, which moves embeddings and norms."""
    weight_decay: float = 0.01
    warmup: int = 100
    """Steps in which the rates rise."""
    decay: float = 0.3
    """Share of the steps, at the end, in which the rates fall to zero."""
    clip: float = 1.0
    """Largest norm of the gradient."""
    precision: str = "bf16"
    """`bf16`: autocast; `fp32`."""
    compile: bool = False
    """Compile the layers: for runs on a GPU that take longer than some minutes."""
    checkpoint_every: int = 100
    """Steps; a checkpoint is also written at the end and at SIGTERM."""
    longest: int = 0
    """Tokens of the longest example that is learned; 0 = as many as the context holds."""
    shuffled_ports: float = 0.0
    """Share of the examples whose ports are learned in another order than that of the header."""
    held_out: int = 0
    """Examples kept apart, drawn by the seed; measured at each checkpoint."""
    most_examples: int = 0
    """Use that many, drawn by the seed; 0 = all."""

    def record(self) -> dict[str, Any]:
        """Return plain values."""
        return dataclasses.asdict(self)


def read_recipe(path: Path) -> Recipe:
    """Read a recipe from YAML.

    Raises:
        UsageError: it cannot be read, has unknown keys, or values that make no sense.
    """
    recipe = read_values(path, Recipe)
    rules = {
        "steps": recipe.steps >= 1,
        "data": bool(recipe.data),
        "tokens_per_step": recipe.tokens_per_step >= recipe.shape.context,
        "decay": 0 <= recipe.decay <= 1,
        "prompt_weight": 0 <= recipe.prompt_weight <= 1,
        "shuffled_ports": 0 <= recipe.shuffled_ports <= 1,
        "precision": recipe.precision in ("bf16", "fp32"),
        "longest": recipe.longest >= 0,
        "held_out": recipe.held_out >= 0,
        "checkpoint_every": recipe.checkpoint_every >= 1,
        "shape": recipe.shape.layers >= 2
        and recipe.shape.width % recipe.shape.heads == 0
        and recipe.shape.heads % recipe.shape.key_heads == 0,
    }
    require(path, recipe, rules)
    return recipe
