"""The families of designs."""

from __future__ import annotations

import dataclasses
import random

import pytest

from rtlgen.datagen.families import families
from rtlgen.datagen.judge import examine
from rtlgen.verdict import Status

FAMILIES = families()


@pytest.mark.parametrize("name", FAMILIES)
def test_every_style_is_right(name: str) -> None:
    """Each style of two members agrees with the behaviour; of one they are also proved equal."""
    for seed in range(2):
        drawn = FAMILIES[name](random.Random(seed))
        found = examine(drawn, has_proof=seed == 0)
        told = {style: [c.reason for c in v.checks] for style, v in found.verdicts.items()}
        assert found.is_right, (drawn, told)


@pytest.mark.parametrize("name", FAMILIES)
def test_members_differ_and_can_be_drawn_again(name: str) -> None:
    """A seed decides everything; other seeds give other members; each is described well."""
    members = [FAMILIES[name](random.Random(seed)) for seed in range(20)]
    again = [FAMILIES[name](random.Random(seed)) for seed in range(20)]
    for one, other in zip(members, again, strict=True):
        assert one.family == name
        assert (one.bodies, one.says) == (other.bodies, other.says)
        assert len(one.bodies) >= 2
        assert len(set(one.says)) == len(one.says) >= 2
        for text in one.says:
            assert "  " not in text
            assert " ." not in text
            assert text[0].isupper() or text[0] == "`"
            assert text[-1] in ".:"
    assert len({tuple(member.bodies.values()) for member in members}) >= 10


def test_a_wrong_style_is_found() -> None:
    """A style that does something else than the behaviour is refuted."""
    drawn = FAMILIES["muxes"](random.Random(1))
    styles = {**drawn.bodies, "wrong": drawn.bodies["assign"].replace("1'd0", "1'd1")}
    styles["wrong"] = styles["wrong"].replace("?", "&& 0 ?", 1)
    found = examine(dataclasses.replace(drawn, bodies=styles))
    assert found.verdicts["wrong"].status is Status.FAIL
    assert found.verdicts["assign"].status is Status.PASS
    assert not found.is_right
