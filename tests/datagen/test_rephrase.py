"""Descriptions in other words."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

import pytest

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.families import families
from rtlgen.datagen.writers.phrases import GROUPS
from rtlgen.datagen.writers.rephrase import rephrase
from rtlgen.spec.model import Port, RoleKind

FAMILIES = families()


def texts(name: str, seeds: int) -> Iterator[tuple[Drawn, str, str]]:
    """Yield designs of a family with a description and the same in other words."""
    for seed in range(seeds):
        rng = random.Random(seed)
        drawn = FAMILIES[name](rng)
        for text in drawn.says:
            yield drawn, text, rephrase(text, drawn, rng)


def port(drawn: Drawn, kind: RoleKind) -> Port | None:
    return next((port for port in drawn.ports if port.role.kind is kind), None)


@pytest.mark.parametrize("name", FAMILIES)
def test_numbers_and_names_stay(name: str) -> None:
    """No number above twelve and no name of a port comes or goes."""
    for drawn, before, after in texts(name, 8):
        found = [set(re.findall(r"(?<!\w)(?:1[3-9]|[2-9]\d|\d{3,})\b", t)) for t in (before, after)]
        assert found[0] == found[1], (before, after)
        for one in drawn.outputs:
            mentions = [re.search(rf"\b{re.escape(one.name)}\b", text) for text in (before, after)]
            assert bool(mentions[0]) is bool(mentions[1]), (before, after)
        assert "{" not in after or "{" in before, (before, after)
        assert "  " not in after.replace("\n  ", ""), (before, after)


@pytest.mark.parametrize("name", FAMILIES)
def test_the_clock_and_the_reset_stay(name: str) -> None:
    """What is said of the edge, of the level and of the kind of reset is true of the design."""
    for drawn, _, after in texts(name, 8):
        clock, reset = port(drawn, RoleKind.CLOCK), port(drawn, RoleKind.RESET)
        if clock is not None:
            is_falling = clock.role.active_low
            words, event = ("rising|positive", "posedge") if is_falling else ("falling", "negedge")
            name = rf"[`'*\"]*{clock.name}\b"
            wrong = rf"(?<!not at a )(?:{words})(?: clock)?[ -]edge (?:of {name}|is)|{event} {name}"
            assert not re.search(wrong, after)
        if reset is not None:
            level = "high" if reset.role.active_low else "low"
            assert not re.search(rf"reset[^.]*active[- ]{level}|active[- ]{level}[^.]*reset", after)
            kind = r"\bsynchronous(?:ly)?" if reset.role.asynchronous else "asynchronous(?:ly)?"
            assert not re.search(rf"{kind}(?:,? active.{{1,6}})? reset", after)


def test_a_text_has_many_wordings_and_a_seed_only_one() -> None:
    """Nearly all wordings of a text differ; the same seed gives the same one."""
    drawn = FAMILIES["counters"](random.Random(3))
    told = [rephrase(drawn.says[0], drawn, random.Random(seed)) for seed in range(500)]
    assert len(set(told)) > 450
    assert told == [rephrase(drawn.says[0], drawn, random.Random(seed)) for seed in range(500)]


def test_tables_and_arrows_stay() -> None:
    """What is no prose is left as it is, but for the marks around names."""
    seen = 0
    for name in ("state_tables", "next_state_logic", "alus", "lookup_tables"):
        for _, before, after in texts(name, 10):
            rows = [
                [
                    re.sub(r"[`'\"*]", "", row)
                    for row in text.split("\n")
                    if row.startswith("|") or "-->" in row
                ]
                for text in (before, after)
            ]
            assert rows[0] == rows[1]
            seen += len(rows[0])
    assert seen > 100


def test_each_group_can_be_found_and_written() -> None:
    """A group has a member to look for and two to choose from, or one that is another."""
    for group in GROUPS:
        sources = [text for text in group if text[0] != ">"]
        targets = [text for text in group if text[0] != "<"]
        assert sources, group
        assert targets, group
        assert len(set(group)) == len(group), group
