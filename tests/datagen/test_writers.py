"""What is written around a description."""

from __future__ import annotations

import io
import random

import pytest

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.example import write_examples
from rtlgen.datagen.families import families
from rtlgen.datagen.writers import MANNERS, write
from rtlgen.datagen.writers.noise import with_slips
from rtlgen.spec import derive_obligations, read_spec
from rtlgen.spec.model import Spec
from rtlgen.verdict import Status
from rtlgen.verify import CheckName, VerificationPlan, verify

FAMILIES = families()


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


@pytest.mark.parametrize("name", FAMILIES)
def test_our_reader_finds_name_and_ports(name: str) -> None:
    """Whatever the manner, a specification says name, direction and width of all ports."""
    for seed in range(20):
        rng = random.Random(seed)
        drawn = FAMILIES[name](rng)
        text, manner = write(drawn, rng)
        spec = read(text)
        assert spec.name == drawn.name, (manner, text)
        ports = {(p.name, p.direction, p.width) for p in spec.ports}
        assert ports == {(p.name, p.direction, p.width) for p in drawn.ports}, (manner, text)


@pytest.mark.parametrize("name", ["alus", "counters", "gates", "hierarchies", "state_tables"])
@pytest.mark.parametrize("manner", MANNERS)
def test_our_reader_finds_name_and_ports_in_every_manner(manner: str, name: str) -> None:
    """No manner hides the interface, a module with a mistake in it least of all."""
    for seed in range(3):
        rng = random.Random(seed)
        drawn = FAMILIES[name](rng)
        suits = MANNERS[manner].suits
        if suits is None or suits(drawn):
            spec = read(MANNERS[manner].write(drawn, rng))
            ports = {(p.name, p.direction, p.width) for p in drawn.ports}
            assert spec.name == drawn.name
            assert {(p.name, p.direction, p.width) for p in spec.ports} == ports


@pytest.mark.parametrize("name", FAMILIES)
def test_our_reader_finds_name_and_ports_in_other_words(name: str) -> None:
    """A specification in other words says name, direction and width of all ports as well."""
    for seed in range(10):
        rng = random.Random(seed)
        drawn = FAMILIES[name](rng)
        ports = {(p.name, p.direction, p.width) for p in drawn.ports}
        for example in write_examples(drawn, 2, rng, design=seed, is_reworded=True):
            spec = read(example.prompt)
            assert spec.name == drawn.name, example.prompt
            assert {(p.name, p.direction, p.width) for p in spec.ports} == ports, example.prompt


def first(manner: str, seed: int) -> tuple[Drawn, str]:
    """The first gate that can be written in a manner."""
    rng = random.Random(seed)
    while True:
        drawn = FAMILIES["gates"](rng)
        suits = MANNERS[manner].suits
        if suits is None or suits(drawn):
            return drawn, MANNERS[manner].write(drawn, rng)


@pytest.mark.parametrize("manner", ["truth table", "Karnaugh map", "waveform"])
def test_what_is_drawn_is_what_the_design_does(manner: str) -> None:
    """Tables and maps are read back as demands that the design meets and a wrong one does not."""
    drawn, text = first(manner, 5)
    spec = read(text)
    obligations, findings = derive_obligations(spec)
    assert obligations
    assert findings == ()
    plan = VerificationPlan(
        top=drawn.name, ports=spec.ports, obligations=obligations,
        checks=frozenset({CheckName.LINT, CheckName.SIMULATE}),
    )  # fmt: skip
    right = drawn.verilog("assign")
    assert verify(right, plan).status is Status.PASS
    assert verify(right.replace("= ", "= ~", 1), plan).status is Status.FAIL


def test_slips_leave_names_and_numbers_alone() -> None:
    """A misspelling changes words, never the interface, a number or code."""
    for seed in range(40):
        rng = random.Random(seed)
        drawn = FAMILIES["counters"](rng)
        text = MANNERS["request"].write(drawn, rng)
        slipped = with_slips(text, drawn, rng)
        assert slipped != text
        assert [c for c in slipped if c.isdigit()] == [c for c in text if c.isdigit()]
        spec = read(slipped)
        assert {p.name for p in spec.ports} == {p.name for p in drawn.ports}
