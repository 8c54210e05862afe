"""Completions of a batch."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

import pytest

pytest.importorskip("torch", reason="needs the extra `local`")
pytest.importorskip("transformers", reason="needs the extra `local`")

import torch

from rtlgen.model.draw import Drawn, Group
from rtlgen.model.draw import draw as draw_all
from rtlgen.model.shape import Shape, build_model

PROMPT, LIMIT, END = [5, 9, 11, 4, 7, 7, 12], 200, 1


@pytest.fixture(scope="module")
def model() -> Any:
    """Two layers of each kind, with random weights."""
    torch.manual_seed(3)
    shape = Shape(vocabulary=40, width=32, layers=4, heads=4, key_heads=2, hidden=48, context=400)
    made = build_model(shape).eval()
    torch.nn.init.normal_(made.lm_head.weight, std=0.12)  # tokens of different probability
    return made


def draw(model: Any, prompt: Any, *, n: int, temperature: float, limit: int, ends: set[int],
         banned: Sequence[int] = ()) -> list[Drawn]:  # fmt: skip
    """Draw completions of one prompt."""
    group = Group(prompt=prompt, count=n, limit=limit, banned=banned)
    (found,) = draw_all(model, [group], temperature=temperature, ends=ends)
    return found


def prompt() -> Any:
    return torch.tensor([PROMPT])


def log_probability(model: Any, tokens: list[int]) -> float:
    """Of a completion, computed at once and without a cache."""
    with torch.inference_mode():
        logits = model(input_ids=torch.tensor([PROMPT + tokens])).logits[0]
    values = torch.log_softmax(logits.float(), dim=-1)
    first = len(PROMPT) - 1
    return float(sum(values[first + at, token] for at, token in enumerate(tokens)))


def test_the_likeliest_tokens_are_those_of_transformers(model: Any) -> None:
    """Without randomness the completion is the one of `generate`, beyond the first buffer too."""
    (found,) = draw(model, prompt(), n=1, temperature=0.0, limit=LIMIT, ends=set())
    with torch.inference_mode():
        expected = model.generate(
            input_ids=prompt(), attention_mask=torch.ones(1, len(PROMPT)), do_sample=False,
            max_new_tokens=LIMIT, min_new_tokens=LIMIT, eos_token_id=None, pad_token_id=0,
        )  # fmt: skip
    assert found.tokens == expected[0, len(PROMPT) :].tolist()


def test_rows_that_end_leave_the_others_as_they_are(model: Any) -> None:
    """Each completion stops at its end, and its log probability is that of its own tokens."""
    torch.manual_seed(0)
    found = draw(model, prompt(), n=24, temperature=0.8, limit=LIMIT, ends={END})
    lengths = {len(one.tokens) for one in found}
    assert len(lengths) > 10  # they left at different times
    for one in found:
        assert END not in one.tokens[:-1]
        assert one.tokens[-1] == END or len(one.tokens) == LIMIT
        assert one.logprob == pytest.approx(log_probability(model, one.tokens), abs=1e-3)


def test_the_temperature_spreads_what_is_drawn(model: Any) -> None:
    """The same seed gives the same texts; a low temperature fewer different ones."""

    def texts(temperature: float) -> list[tuple[int, ...]]:
        torch.manual_seed(1)
        found = draw(model, prompt(), n=30, temperature=temperature, limit=4, ends={END})
        return [tuple(one.tokens) for one in found]

    assert texts(1.0) == texts(1.0)
    assert len(set(texts(0.05))) < len(set(texts(1.0)))


def test_a_limit_of_one_token(model: Any) -> None:
    """Nothing is drawn behind the limit."""
    found = draw(model, prompt(), n=3, temperature=1.0, limit=1, ends={END})
    assert [len(one.tokens) for one in found] == [1, 1, 1]


def test_banned_tokens_are_never_drawn(model: Any) -> None:
    """What is left shares their probability, and the log probability says so."""
    banned = [token for token in range(40) if token not in (6, 8)]
    torch.manual_seed(0)
    found = draw(
        model, prompt(), n=5, temperature=1.0, limit=6, ends={END}, banned=banned
    )  # fmt: skip
    assert {token for one in found for token in one.tokens} == {6, 8}
    assert sum(math.exp(p) for p in {tuple(o.tokens): o.logprob for o in found}.values()) <= 1


def test_several_prompts_are_drawn_together(model: Any) -> None:
    """Prompts of different lengths, and rows that end: each gets what it gets alone."""
    groups = [
        Group(prompt=torch.tensor([PROMPT[:size]]), count=2, limit=limit, banned=banned)
        for size, limit, banned in ((7, 150, ()), (2, 1, ()), (5, 120, range(20, 40)))
    ]
    together = draw_all(model, groups, temperature=0.0, ends={END})
    for group, found in zip(groups, together, strict=True):
        (alone,) = draw_all(model, [group], temperature=0.0, ends={END})
        assert [one.tokens for one in found] == [one.tokens for one in alone]
        assert [one.prompt_logprob for one in found] == [one.prompt_logprob for one in alone]
        for one, other in zip(found, alone, strict=True):
            assert one.logprob == pytest.approx(other.logprob, abs=1e-3)
    assert [len(one.tokens) for one in together[1]] == [1, 1]
    assert not {token for one in together[2] for token in one.tokens} & set(range(20, 40))


def test_what_is_drawn_together_has_its_own_probability(model: Any) -> None:
    """Whatever the other rows are, the log probability is that of the own tokens."""
    torch.manual_seed(0)
    groups = [
        Group(prompt=torch.tensor([PROMPT[:size]]), count=8, limit=60) for size in (len(PROMPT), 3)
    ]
    found, other = draw_all(model, groups, temperature=1.0, ends={END})
    assert len({len(one.tokens) for one in (*found, *other)}) > 5
    for one in found:
        assert one.logprob == pytest.approx(log_probability(model, one.tokens), abs=1e-3)
