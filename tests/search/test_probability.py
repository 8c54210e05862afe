"""How probable a behaviour is, from what was seen."""

from __future__ import annotations

import math

import pytest

from rtlgen.search.probability import IDLE, Seen, Text


def text(probability: float | None = None, count: int = 1, **more: object) -> Text:
    logprob = None if probability is None else math.log(probability)
    fields = {"origin": "m", "is_idle": False, **more}
    return Text(count=count, logprob=logprob, **fields)  # type: ignore[arg-type]


def test_without_probabilities_the_draws_count() -> None:
    """The share of the draws, whatever the texts."""
    one, other, third = text(count=3), text(count=1), text(count=4)
    seen = Seen([one, other, third])
    assert seen.unseen == 1.0
    assert seen.of([one, other]) == pytest.approx(0.5)


def test_what_a_model_tells_is_not_left_to_chance() -> None:
    """A text counts by its probability; only for what is unseen do the draws stand."""
    rare, often = text(0.5, count=1), text(0.1, count=3)
    seen = Seen([rare, often])
    assert seen.unseen == pytest.approx(0.4)
    assert seen.of([rare]) == pytest.approx(0.5 + 0.4 / 4)
    assert seen.of([often]) == pytest.approx(0.1 + 0.4 * 3 / 4)
    assert seen.of([rare, often]) == pytest.approx(1.0)


def test_backends_count_by_their_draws() -> None:
    """A sure model of one draw does not outvote three draws of another."""
    sure = text(1.0, origin="sure")
    others = [text(origin="other") for _ in range(3)]
    seen = Seen([sure, *others])
    assert seen.of([sure]) == pytest.approx(1 / 4)
    assert seen.of(others) == pytest.approx(3 / 4)


def test_idle_texts_count_less_and_made_ones_stand_for_others() -> None:
    """A corrected text has the probability of the one it was made of, which is counted once."""
    idle, refused = text(0.4, is_idle=True), text(0.6)
    corrected = text(0.6, is_made=True)
    seen = Seen([idle, refused, corrected])
    assert seen.unseen == pytest.approx(0.0)
    assert seen.of([idle]) == pytest.approx(0.4 * IDLE)
    assert seen.of([corrected]) == pytest.approx(0.6)


def test_settled_when_half_of_the_unseen_cannot_change_the_order() -> None:
    """The lead is compared with what no text was seen of yet."""
    lead, second = text(0.5), text(0.2)
    assert Seen([lead, second]).is_settled([[lead], [second]])
    close = [text(0.3), text(0.25)]
    assert not Seen(close).is_settled([close[:1], close[1:]])
    early = text(0.2)
    assert not Seen([early]).is_settled([[early]])
    assert not Seen([text()]).is_settled([[text()]])
    assert not Seen([]).is_settled([])


def test_opinions_can_hold_a_choice_open() -> None:
    """What an unseen behaviour could be worth counts as well."""
    lead, second = text(0.6), text(0.1)
    seen = Seen([lead, second])
    assert seen.is_settled([[lead], [second]], (1, 1))
    assert not seen.is_settled([[lead], [second]], (1, 4))
