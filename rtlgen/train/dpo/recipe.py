"""Everything that decides a run of learning from preferences, read from YAML."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.train.yaml_file import read_values, require


@dataclass(frozen=True, slots=True, kw_only=True)
class DpoRecipe:
    """How a model learns from pairs of answers.

    Sources: Rafailov et al. 2023, arXiv:2305.18290 (the loss; beta 0.1 and the rate of 1e-6 of
    appendix B); Pang et al. 2024, arXiv:2404.19733, section 2 (`likelihood`: with pairs of right
    and wrong answers the right ones must not become less likely).
    """

    start: str
    """Folder of the model, relative to the file of the recipe; what is learned stays near it."""
    data: tuple[str, ...]
    """Folders of `rtlgen data sample`."""
    steps: int
    seed: int = 0
    """Of the order of the pairs."""
    pairs: int = 32
    """Pairs of a step."""
    rows: int = 4
    """Pairs that are taken at once; a divisor of `pairs`. Bounds the memory."""
    longest: int = 1024
    """Tokens of prompt and answer; pairs with a longer answer are left out."""
    beta: float = 0.1
    """How strongly the model is kept near the one at the start."""
    likelihood: float = 1.0
    """Weight of the loss on the right answer itself; 0 = plain DPO."""
    rate: float = 1e-6
    warmup: int = 10
    """Steps in which the rate rises; it is constant afterwards."""
    weight_decay: float = 0.0
    clip: float = 1.0
    """Largest norm of the gradient."""
    precision: str = "fp32"
    """`bf16`: autocast on a GPU; the weights stay fp32."""
    checkpoint_every: int = 20
    """Steps; a checkpoint is also written at the end and at SIGTERM."""

    def record(self) -> dict[str, Any]:
        """Return plain values."""
        return dataclasses.asdict(self)


def read_dpo_recipe(path: Path) -> DpoRecipe:
    """Read a recipe from YAML.

    Raises:
        UsageError: it cannot be read, has unknown keys, or values that make no sense.
    """
    recipe = read_values(path, DpoRecipe)
    rules = {
        "steps": recipe.steps >= 1,
        "data": bool(recipe.data),
        "rows": recipe.rows >= 1,
        "pairs": recipe.pairs >= 1 and recipe.pairs % max(recipe.rows, 1) == 0,
        "longest": recipe.longest >= 2,
        "beta": recipe.beta > 0,
        "likelihood": recipe.likelihood >= 0,
        "rate": recipe.rate > 0,
        "warmup": recipe.warmup >= 0,
        "weight_decay": recipe.weight_decay >= 0,
        "clip": recipe.clip > 0,
        "precision": recipe.precision in ("bf16", "fp32"),
        "checkpoint_every": recipe.checkpoint_every >= 1,
    }
    require(path, recipe, rules)
    return recipe
