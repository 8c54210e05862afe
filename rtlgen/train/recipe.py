"""A recipe: everything that decides a training run, in one frozen value."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_type_hints

import yaml

from rtlgen.errors import UsageError
from rtlgen.model.shape import Shape


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
    try:
        content = yaml.safe_load(path.read_text())
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: cannot be read: {error}") from error
    if not isinstance(content, dict):
        raise UsageError(f"{path}: expected keys and values, for example `steps: 1000`")
    recipe: Recipe = _build(Recipe, content, str(path))
    _require(recipe, path)
    return recipe


def _build(kind: type[Any], content: Mapping[str, Any], place: str) -> Any:
    """Make a dataclass from a mapping, with complaints that name the key."""
    hints = get_type_hints(kind)
    known = {item.name: item for item in dataclasses.fields(kind)}
    values: dict[str, Any] = {}
    for key, value in content.items():
        if key not in known:
            raise UsageError(f"{place}: unknown key {key!r}; known are {', '.join(sorted(known))}")
        values[key] = _value(hints[key], value, f"{place}: {key}")
    for item in known.values():
        is_open = item.default is dataclasses.MISSING
        if is_open and item.default_factory is dataclasses.MISSING and item.name not in values:
            raise UsageError(f"{place}: the key {item.name!r} is missing")
    return kind(**values)


def _value(hint: Any, value: Any, place: str) -> Any:
    if dataclasses.is_dataclass(hint) and isinstance(hint, type):
        if not isinstance(value, dict):
            raise UsageError(f"{place}: expected keys and values")
        return _build(hint, value, place)
    if hint == tuple[str, ...]:
        items = [value] if isinstance(value, str) else value
        if not isinstance(items, list) or not all(isinstance(item, str) for item in items):
            raise UsageError(f"{place}: expected a list of texts, got {value!r}")
        return tuple(items)
    if hint is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    allowed = (str, type(None)) if hint == str | None else (hint,)
    if not isinstance(value, allowed) or isinstance(value, bool) != (hint is bool):
        raise UsageError(f"{place}: expected {getattr(hint, '__name__', hint)}, got {value!r}")
    return value


def _require(recipe: Recipe, path: Path) -> None:
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
    for key, is_right in rules.items():
        if not is_right:
            raise UsageError(f"{path}: {key}: {getattr(recipe, key)!r} makes no sense here")
