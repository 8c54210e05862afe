"""From records to a stage, and from a stage to a decision."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from rtlgen.automation import Action, Policy, Record, Stage, decide, standing
from rtlgen.automation.precision import is_alarm, lower_bound, suspicion
from rtlgen.verdict import Status

FULL = Policy(most=Stage.FULL)
KEY = ("sequential, prose", "small")


def records(
    *outcomes: bool | None, confidence: float = 0.95, backend: str = "small"
) -> list[Record]:
    return [
        Record(design_class=KEY[0], backend=backend, confidence=confidence, is_right=outcome)
        for outcome in outcomes
    ]


def test_the_bound_of_clopper_and_pearson() -> None:
    """59 of 59 show 95 %, 58 do not; nothing shows nothing."""
    assert lower_bound(59, 59) == pytest.approx(0.05 ** (1 / 59))
    assert lower_bound(59, 59) > 0.95 > lower_bound(58, 58)
    assert lower_bound(0, 0) == lower_bound(0, 10) == 0.0


def test_an_alarm_needs_several_errors_in_a_short_time() -> None:
    """One error in a hundred is forgotten; three of four are not."""
    assert suspicion([True] * 50, 0.95) == 0
    assert not is_alarm([*[True] * 50, False, *[True] * 20, False, *[True] * 20], 0.95)
    assert suspicion([False, *[True] * 20], 0.95) == 0
    assert is_alarm([True, False, False, False], 0.95)


def test_a_class_rises_when_its_bound_reaches_the_threshold() -> None:
    """59 right answers in a row do, with one error it takes 93."""
    assert standing(records(*[True] * 58), FULL).stage is Stage.ASSIST
    stand = standing(records(*[True] * 59), replace(FULL, most=Stage.LIMITED))
    assert (stand.stage, stand.why) == (Stage.LIMITED, "automatic: sequential, prose by small")
    assert stand.classes[KEY].why == "rose: 59 of 59 were right, so at least 95.0% are"
    assert not standing(records(False, *[True] * 91), FULL).classes[KEY].is_automatic
    assert standing(records(False, *[True] * 92), FULL).classes[KEY].is_automatic


def test_unsure_and_unjudged_answers_show_nothing() -> None:
    """They count for neither side."""
    unsure = records(*[True] * 100, confidence=0.5)
    stand = standing([*unsure, *records(*[None] * 100)], FULL)
    assert (stand.stage, stand.classes[KEY].total) == (Stage.ASSIST, 0)


def test_a_class_that_falls_must_rise_again() -> None:
    """Errors after the rise bring it down; what it showed before no longer counts."""
    fallen = records(*[True] * 70, False, False, False)
    stand = standing(fallen, FULL)
    assert (stand.stage, stand.classes[KEY].has_fallen) == (Stage.ASSIST, True)
    assert stand.classes[KEY].why == "fell: 3 of the last 73 were wrong"
    assert not standing([*fallen, *records(*[True] * 58)], FULL).classes[KEY].is_automatic
    assert standing([*fallen, *records(*[True] * 59)], FULL).classes[KEY].is_automatic


def test_a_bad_backend_falls_alone() -> None:
    """The other one stays automatic in the same class."""
    good = records(*[True] * 80)
    bad = records(*[True] * 70, False, False, False, backend="bad")
    stand = standing([*bad, *good], FULL)
    assert stand.classes[KEY].is_automatic
    assert stand.classes[KEY[0], "bad"].has_fallen


def test_decisions() -> None:
    """FAIL is rejected, assist asks, an automatic class is accepted but for audits."""
    assist, full = standing([], FULL), standing(records(*[True] * 80), FULL)
    assert full.stage is Stage.FULL

    def action(status: Status, confidence: float, stand: object, key: tuple[str, str] = KEY) -> str:
        policy = replace(FULL, audit_share=0.0, suspicious_share=0.0)
        return decide(status, confidence, key, stand, policy, seed="1").action  # type: ignore[arg-type]

    assert action(Status.FAIL, 1.0, full) == Action.REJECT
    assert action(Status.PASS, 1.0, assist) == Action.ASK
    assert action(Status.UNKNOWN, 0.95, full) == Action.ACCEPT
    assert action(Status.UNKNOWN, 0.85, full) == Action.ASK
    assert action(Status.UNKNOWN, 0.95, full, ("other", "small")) == Action.ACCEPT
    limited = replace(full, stage=Stage.LIMITED)
    assert action(Status.UNKNOWN, 0.95, limited, ("other", "small")) == Action.ASK
    fallen = standing([*records(*[True] * 80), *records(*[True] * 70, False, False, False,
                                                        backend="bad")], FULL)  # fmt: skip
    assert action(Status.PASS, 0.99, replace(fallen, stage=Stage.FULL), (KEY[0], "bad")) == "ask"


def test_audits_are_drawn_by_the_seed() -> None:
    """About the share that is demanded; more where an error was found."""
    full = standing(records(*[True] * 80), FULL)
    shaky = standing(records(*[True] * 80, False), FULL)
    for stand, share in ((full, 0.1), (shaky, 0.5)):
        found = [decide(Status.PASS, 0.95, KEY, stand, FULL, seed=str(n)) for n in range(1000)]
        assert sum(one.is_audit for one in found) == pytest.approx(1000 * share, rel=0.2)


def quarter(chances: Sequence[float], seed: int) -> tuple[int, int, list[Stage], int]:
    """Run requests through stages; the truth is seen where a person looks.

    Returns the answers accepted alone, those of them that were right, the stages, and the people's
    acts in the last third.
    """
    rng = random.Random(seed)
    policy = replace(FULL, threshold=0.9)
    past: list[Record] = []
    alone = right = late = 0
    stages = []
    for number, chance in enumerate(chances):
        stand = standing(past, policy)
        stages.append(stand.stage)
        is_right = rng.random() < chance
        decision = decide(Status.PASS, 0.95, KEY, stand, policy, seed=f"{seed}/{number}")
        is_asked = decision.action is Action.ASK
        alone += not is_asked
        right += is_right and not is_asked
        late += is_asked and 3 * number > 2 * len(chances)
        past += records(is_right if is_asked else None)
    return alone, right, stages, late


def test_a_quarter_of_use() -> None:
    """People step in less and less, and what is accepted alone keeps the precision."""
    alone, right, stages, late = quarter([0.97] * 300, seed=3)
    assert stages[0] is Stage.ASSIST
    assert stages[-1] is Stage.FULL
    assert alone > 150
    assert right / alone >= 0.9
    assert late < 40


def test_a_backend_that_goes_bad() -> None:
    """Audits find it, and it is automatic no longer."""
    _, _, stages, _ = quarter([0.99] * 120 + [0.5] * 180, seed=4)
    assert stages[119] is Stage.FULL
    assert stages[-1] is Stage.ASSIST
