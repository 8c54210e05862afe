"""What makes a run fast on a GPU changes nothing but the time."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")
pytest.importorskip("transformers", reason="needs the extra `local`")

import torch

from rtlgen.model.shape import Shape, build_model
from rtlgen.train.optimiser import _in_batches, orthogonal
from rtlgen.train.speed import use_shifts

SHAPE = Shape(vocabulary=400, width=32, layers=4, heads=2, key_heads=1, hidden=48)


def test_shifts_give_what_the_convolution_gives() -> None:
    """The same logits and gradients, but for rounding."""
    torch.manual_seed(1)
    model = build_model(SHAPE).train()
    tokens = torch.randint(0, 400, (3, 37))

    def step() -> tuple[torch.Tensor, list[torch.Tensor]]:
        model.zero_grad()
        logits = model(input_ids=tokens, use_cache=False).logits
        logits.square().mean().backward()
        return logits.detach(), [p.grad.clone() for p in model.parameters()]

    logits, gradients = step()
    use_shifts(model)
    shifted, others = step()
    assert torch.allclose(logits, shifted, atol=1e-5)
    for one, other in zip(gradients, others, strict=True):
        assert torch.allclose(one, other, atol=1e-5)


def test_a_model_with_shifts_still_writes_token_by_token() -> None:
    """With a cache the convolution remembers what came before."""
    torch.manual_seed(2)
    model: Any = build_model(SHAPE)
    model.eval()
    prompt = torch.randint(3, 400, (1, 9))
    options = {"max_new_tokens": 12, "do_sample": False}
    plain = model.generate(prompt, **options)
    use_shifts(model)
    assert torch.equal(model.generate(prompt, **options), plain)


def test_matrices_of_one_size_are_made_orthogonal_together() -> None:
    """A stack gives what each alone gives, in the same order."""
    torch.manual_seed(3)
    matrices = [torch.randn(shape) for shape in [(8, 4), (4, 8), (8, 4), (6, 6)]]
    for together, alone in zip(_in_batches(matrices), map(orthogonal, matrices), strict=True):
        assert torch.allclose(together, alone, atol=1e-5)
