"""Muon for the matrices of the layers, AdamW for embeddings and norms; the rates over time.

Muon: K. Jordan et al., "Muon: an optimizer for hidden layers in neural networks", 2024. Deviation:
the iteration runs in the precision of the recipe; `torch.optim.Muon` insists on bf16, which takes a
hundred times as long on processors without it.

The schedule (warm-up, constant, linear decay to zero) lets a run be prolonged from before its
decay: A. Hägele et al., "Scaling laws and compute-optimal training beyond fixed training
durations", 2024.
"""

from __future__ import annotations

from typing import Any

import torch
import torch.distributed as dist

from rtlgen.train.recipe import Recipe

_MOMENTUM = 0.95
_ROUNDS = 5
_COEFFICIENTS = (3.4445, -4.7750, 2.0315)


class Muon(torch.optim.Optimizer):
    """Momentum whose matrices are made orthogonal before each step."""

    def __init__(
        self,
        params: list[torch.nn.Parameter],
        *,
        lr: float,
        weight_decay: float,
        precision: torch.dtype,
    ) -> None:
        """Take matrices only."""
        super().__init__(params, {"lr": lr, "weight_decay": weight_decay})
        self._precision = precision

    @torch.no_grad()
    def step(self, closure: None = None) -> None:  # type: ignore[override]
        """Move all matrices that have a gradient."""
        del closure
        for group in self.param_groups:
            moved = [matrix for matrix in group["params"] if matrix.grad is not None]
            aheads = [self._ahead(matrix) for matrix in moved]
            for matrix, way in zip(moved, _orthogonal_each(aheads), strict=True):
                rows, columns = matrix.shape
                rate = group["lr"] * max(1.0, rows / columns) ** 0.5
                matrix.mul_(1 - group["lr"] * group["weight_decay"])
                matrix.add_(way, alpha=-rate)

    def _ahead(self, matrix: torch.Tensor) -> torch.Tensor:
        """Add the gradient to the momentum; return where both lead (Nesterov)."""
        assert matrix.grad is not None  # noqa: S101 - see above
        state = self.state[matrix]
        if not state:
            state["momentum"] = torch.zeros_like(matrix)
        momentum = state["momentum"].lerp_(matrix.grad, 1 - _MOMENTUM)
        return matrix.grad.lerp(momentum, _MOMENTUM).to(self._precision)


def _orthogonal_each(matrices: list[torch.Tensor]) -> list[torch.Tensor]:
    """Make each orthogonal; the processes of a run share the work and hold the same matrices."""
    if not dist.is_initialized():
        is_batched = matrices[0].device.type != "cpu"
        return _in_batches(matrices) if is_batched else [orthogonal(one) for one in matrices]
    rank, world = dist.get_rank(), dist.get_world_size()
    found = [
        orthogonal(matrix) if number % world == rank else torch.empty_like(matrix)
        for number, matrix in enumerate(matrices)
    ]
    for owner in range(world):
        theirs = found[owner::world]
        flat = torch.cat([matrix.flatten() for matrix in theirs])
        dist.broadcast(flat, owner)
        parts = torch.split(flat, [matrix.numel() for matrix in theirs])
        for matrix, part in zip(theirs, parts, strict=True):
            matrix.copy_(part.view_as(matrix))
    return found


def _in_batches(matrices: list[torch.Tensor]) -> list[torch.Tensor]:
    """Make those of one size orthogonal at once: a GPU spends more time on starts than on work."""
    places: dict[torch.Size, list[int]] = {}
    for place, matrix in enumerate(matrices):
        places.setdefault(matrix.shape, []).append(place)
    found: dict[int, torch.Tensor] = {}
    for same in places.values():
        ways = orthogonal(torch.stack([matrices[place] for place in same]))
        found.update(zip(same, ways.unbind(), strict=True))
    return [found[place] for place in range(len(matrices))]


def orthogonal(matrix: torch.Tensor) -> torch.Tensor:
    """Return about the nearest orthogonal matrix: five rounds of a Newton-Schulz iteration.

    Args:
        matrix: (..., rows, columns)
    """
    first, second, third = _COEFFICIENTS
    is_tall = matrix.size(-2) > matrix.size(-1)
    x = matrix.mT if is_tall else matrix  # (..., short, long)
    x = x / (torch.linalg.matrix_norm(x, keepdim=True) + 1e-7)
    for _ in range(_ROUNDS):
        square = x @ x.mT  # (short, short)
        x = first * x + (second * square + third * square @ square) @ x
    found: torch.Tensor = x.mT if is_tall else x
    return found


class Optimiser:
    """Both optimisers as one."""

    def __init__(self, model: torch.nn.Module, recipe: Recipe) -> None:
        """Take the parameters of `model`."""
        named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
        matrices = [p for name, p in named if p.ndim == 2 and "embed" not in name]
        vectors = [p for name, p in named if p.ndim != 2 or "embed" in name]
        kind = torch.bfloat16 if recipe.precision == "bf16" else torch.float32
        self._parts: tuple[torch.optim.Optimizer, ...] = (
            Muon(
                matrices, lr=recipe.matrix_rate, weight_decay=recipe.weight_decay, precision=kind
            ),
            torch.optim.AdamW(
                vectors, lr=recipe.vector_rate, betas=(0.9, 0.95), weight_decay=0.0
            ),
        )  # fmt: skip
        self._rates = (recipe.matrix_rate, recipe.vector_rate)

    def step(self, share: float) -> None:
        """Move the parameters, by a share of the full rates."""
        for part, rate in zip(self._parts, self._rates, strict=True):
            for group in part.param_groups:
                group["lr"] = rate * share
            part.step()
            part.zero_grad(set_to_none=True)

    def state_dict(self) -> list[Any]:
        """Return what a checkpoint keeps."""
        return [part.state_dict() for part in self._parts]

    def load_state_dict(self, states: list[Any]) -> None:
        """Go on from a checkpoint."""
        for part, state in zip(self._parts, states, strict=True):
            part.load_state_dict(state)


def rate_share(number: int, recipe: Recipe) -> float:
    """Return the share of the full rates at a step: up, constant, down to zero."""
    rising = (number + 1) / max(1, recipe.warmup)
    falling = (recipe.steps - number) / max(1.0, recipe.decay * recipe.steps)
    return min(1.0, rising, falling)
