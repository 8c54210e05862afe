"""The likeliest completions of a batch."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")
pytest.importorskip("transformers", reason="needs the extra `local`")

import torch

from rtlgen.model.beams import likeliest
from rtlgen.model.draw import Drawn, Group, draw
from rtlgen.model.shape import Shape, build_model

PROMPT, END = [5, 3, 2, 4, 7, 7, 6], 1


@pytest.fixture(scope="module")
def model() -> Any:
    """Two layers of each kind, with random weights and few tokens."""
    torch.manual_seed(3)
    shape = Shape(vocabulary=12, width=32, layers=4, heads=4, key_heads=2, hidden=48, context=400)
    made = build_model(shape).eval()
    torch.nn.init.normal_(made.lm_head.weight, std=0.12)  # tokens of different probability
    return made


def group(size: int = 7, limit: int = 60, banned: tuple[int, ...] = ()) -> Group:
    return Group(prompt=torch.tensor([PROMPT[:size]]), count=1, limit=limit, banned=banned)


def log_probability(model: Any, tokens: tuple[int, ...]) -> float:
    """Of a completion, computed at once and without a cache."""
    with torch.inference_mode():
        logits = model(input_ids=torch.tensor([[*PROMPT, *tokens]])).logits[0].float()
    values = torch.log_softmax(logits, dim=-1)
    first = len(PROMPT) - 1
    return float(sum(values[first + at, token] for at, token in enumerate(tokens)))


def test_many_beams_find_the_likeliest_completion_of_all(model: Any) -> None:
    """No completion of up to three tokens that ends is likelier; all of them are computed."""
    others = [token for token in range(12) if token != END]
    ended = [
        (*tokens, END) for size in range(3) for tokens in itertools.product(others, repeat=size)
    ]
    best = max(ended, key=lambda tokens: log_probability(model, tokens))
    (found,) = likeliest(model, [group(limit=3)], beams=144, ends={END})
    assert tuple(found.tokens) == best
    assert found.logprob == pytest.approx(log_probability(model, best), abs=1e-4)


def test_one_beam_takes_the_likeliest_token_each_time(model: Any) -> None:
    """Where it is no end, as without a search."""
    (found,) = likeliest(model, [group()], beams=1, ends=set())
    ((greedy,),) = draw(model, [group()], temperature=0.0, ends=set())
    assert found.tokens == greedy.tokens
    assert len(found.tokens) == 60
    assert found.prompt_logprob == greedy.prompt_logprob


def test_more_beams_find_nothing_less_likely(model: Any) -> None:
    """Without an end all are of one length; their log probabilities are those of their tokens."""
    scores = []
    for beams in (1, 4, 16):
        (found,) = likeliest(model, [group(limit=20)], beams=beams, ends=set())
        assert found.logprob == pytest.approx(
            log_probability(model, tuple(found.tokens)), abs=1e-3
        )  # fmt: skip
        scores.append(found.logprob)
    assert scores[0] < scores[1] < scores[2]


def test_several_prompts_are_searched_together(model: Any) -> None:
    """Prompts of different lengths, ends at different times: each gets what it gets alone."""
    groups = [group(), group(2, 1), group(5, 40, tuple(range(6, 12))), group(3, 25)]
    together = likeliest(model, groups, beams=4, ends={END})
    for one, found in zip(groups, together, strict=True):
        (alone,) = likeliest(model, [one], beams=4, ends={END})
        assert found.tokens == alone.tokens
        assert found.logprob == pytest.approx(alone.logprob, abs=1e-3)
    assert len({len(found.tokens) for found in together}) > 1
    assert not set(together[2].tokens) & set(range(6, 12))


def test_banned_tokens_leave_a_beam_without_a_chance(model: Any) -> None:
    """One token is left: there is one completion, and it is found by more beams as well."""
    banned = tuple(token for token in range(12) if token != 4)
    (found,) = likeliest(model, [group(limit=5, banned=banned)], beams=3, ends={END})
    assert found == Drawn(
        tokens=[4] * 5, logprob=pytest.approx(0.0, abs=1e-6), prompt_logprob=found.prompt_logprob
    )
