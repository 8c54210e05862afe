"""Which prompts come next; no learning stack is needed for that."""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtlgen.train.grpo.curriculum import Curriculum, Earned, Pace, earned

SOLVED, NEVER, MIXED = (
    Earned(mean=1.0, spread=0.0), Earned(mean=0.0, spread=0.0), Earned(mean=0.5, spread=0.5),
)  # fmt: skip


def play(
    curriculum: Curriculum, draws: int, say: Callable[[int], Earned | None]
) -> list[list[int]]:
    """Draw so often; `say` tells what a prompt earns."""
    found = []
    for _ in range(draws):
        places = curriculum.draw(4)
        curriculum.note({place: say(place) for place in places})
        found.append(places)
    return found


def test_new_prompts_come_from_easy_to_hard() -> None:
    """Half of each draw is new, in order; the first draw is new altogether."""
    drawn = play(Curriculum(20, pace=Pace(), seed=1), 5, lambda _: MIXED)
    assert drawn[0] == [0, 1, 2, 3]
    new = [place for places in drawn[1:] for place in places[:2]]
    assert new == [4, 5, 6, 7, 8, 9, 10, 11]
    assert all(place < places[0] for places in drawn[1:] for place in places[2:])


def test_a_draw_has_no_prompt_twice() -> None:
    """Groups of one step are of different prompts."""
    drawn = play(Curriculum(6, pace=Pace(window=1, rest=2), seed=1), 30, lambda _: NEVER)
    assert all(len(set(places)) == 4 for places in drawn)


@pytest.mark.parametrize("flat", [SOLVED, NEVER])
def test_a_prompt_without_spread_rests_and_comes_again(flat: Earned) -> None:
    """After two groups in a row; prompts with a spread take its place meanwhile."""
    curriculum = Curriculum(8, pace=Pace(new_share=0.0, window=2, rest=10), seed=1)
    drawn = play(curriculum, 60, lambda place: flat if place in (0, 1) else MIXED)
    times = [number for number, places in enumerate(drawn) if 0 in places]
    pauses = [later - earlier for earlier, later in itertools.pairwise(times)]
    assert any(pause > 10 for pause in pauses)
    assert len(times) >= 4  # it was tried again with a new window
    counts = Counter(place for places in drawn for place in places)
    assert min(counts[place] for place in range(2, 4)) > 2 * counts[0]


def test_one_mixed_group_keeps_a_prompt_awake() -> None:
    """Only a whole window without spread sends it to rest."""
    curriculum = Curriculum(4, pace=Pace(window=2, rest=10), seed=1)
    for found in (SOLVED, MIXED, SOLVED, MIXED):
        curriculum.note(dict.fromkeys(range(4), found))
    assert curriculum.counts == {"new": 0, "awake": 4, "resting": 0}
    curriculum.note(dict.fromkeys(range(4), SOLVED))
    assert curriculum.counts == {"new": 0, "awake": 4, "resting": 0}
    curriculum.note(dict.fromkeys(range(4), SOLVED))
    assert curriculum.counts == {"new": 0, "awake": 0, "resting": 4}


def test_the_larger_the_spread_the_oftener_a_prompt_comes() -> None:
    """Its gradient is the larger."""
    curriculum = Curriculum(8, pace=Pace(new_share=0.0, window=2, rest=10), seed=1)
    curriculum.note({
        place: Earned(mean=0.5, spread=0.5 if place < 4 else 0.05) for place in range(8)
    })  # fmt: skip
    drawn = play(curriculum, 100, lambda place: Earned(mean=0.5, spread=0.5 if place < 4 else 0.05))
    counts = Counter(place for places in drawn for place in places)
    assert min(counts[place] for place in range(4)) > 3 * max(
        counts[place] for place in range(4, 8)
    )


def test_a_group_that_was_not_judged_says_nothing() -> None:
    """It neither counts as solved nor as unsolved."""
    curriculum = Curriculum(4, pace=Pace(window=1, rest=10), seed=1)
    play(curriculum, 3, lambda _: None)
    assert curriculum.counts == {"new": 0, "awake": 4, "resting": 0}


@pytest.mark.parametrize(
    ("rewards", "found"),
    [
        ([1.0, 0.0], Earned(mean=0.5, spread=0.5)),
        ([1.0, None, 1.0], Earned(mean=1.0, spread=0.0)),
        ([0.3, None], None),
        ([None, None], None),
    ],
)
def test_what_a_group_earned(rewards: Sequence[float | None], found: Earned | None) -> None:
    """Completions without a verdict are left out; one alone has no spread."""
    assert earned(rewards) == found


@given(st.integers(1, 12), st.integers(0, 25), st.integers(0, 25), st.integers(0, 9))
def test_a_curriculum_goes_on_where_its_record_was(
    count: int, before: int, after: int, seed: int
) -> None:
    """Through JSON, at any draw: the same prompts come as without an interruption."""
    say = {0: SOLVED, 1: NEVER, 2: MIXED, 3: None}.__getitem__
    pace = Pace(window=2, rest=3)
    whole, other = (Curriculum(count, pace=pace, seed=seed) for _ in range(2))
    play(whole, before, lambda place: say(place % 4))
    other.restore(json.loads(json.dumps(whole.record())))
    assert other.draw(4) == whole.draw(4)
    drawn = [play(one, after, lambda place: say(place % 4)) for one in (whole, other)]
    assert drawn[0] == drawn[1]
    assert whole.record() == other.record()
