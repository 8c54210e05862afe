"""The model that proofs are made of answers like Icarus."""

from __future__ import annotations

import pytest

from rtlgen.datagen.circuits import random_module
from rtlgen.evaluate.agreement import compare_models

CHUNK = 50


@pytest.mark.parametrize("start", range(0, 300, CHUNK))
def test_model_and_simulator_agree_on_random_modules(start: int) -> None:
    """Every output bit of every step is the same, and none is unknown to either."""
    found = compare_models(range(start, start + CHUNK))
    assert found.disagreements == ()
    assert found.not_modelled == ()
    assert (found.only_predicted, found.only_simulated) == (0, 0)
    assert found.compared == CHUNK
    assert found.bits > 100 * CHUNK


def test_a_module_is_decided_by_its_seed() -> None:
    """The same seed gives the same text, another one another."""
    assert random_module(3) == random_module(3)
    assert random_module(3) != random_module(4)
