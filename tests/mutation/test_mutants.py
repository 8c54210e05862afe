"""Mutants as a whole: order, seeds, and what is left out."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rtlgen.errors import UsageError
from rtlgen.mutation import OPERATORS, mutants, sample_mutants
from rtlgen.mutation.literals import read_literal

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
COUNTER = next(path.read_text() for path in CORPUS if path.stem == "counter")


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_no_text_comes_twice(path: Path) -> None:
    """All mutants of a design differ from it and from each other, and there are some."""
    original = path.read_text()
    texts = [mutant.verilog for mutant in mutants(original)]
    assert texts
    assert len({*texts, original}) == len(texts) + 1


def test_the_order_is_fixed() -> None:
    """The same design has the same mutants in the order of the operators."""
    once, again = list(mutants(COUNTER)), list(mutants(COUNTER))
    assert once == again
    names = list(dict.fromkeys(mutant.operator for mutant in once))
    known = [operator.name for operator in OPERATORS]
    assert names == sorted(names, key=known.index)


def test_a_mutant_says_what_it_changed() -> None:
    """Operator, line of the original, and both texts."""
    found = [(m.operator, m.line, m.description) for m in mutants(COUNTER)]
    assert ("clock-edge", 2, "`posedge clk` → `negedge clk`") in found
    assert ("binary-operator", 9, "`==` → `!=`") in found


def test_a_seed_draws_the_same_mutants() -> None:
    """Drawing depends on the seed only; another seed draws others."""
    once = sample_mutants(COUNTER, 8, seed=3)
    assert once == sample_mutants(COUNTER, 8, seed=3)
    assert once != sample_mutants(COUNTER, 8, seed=4)


def test_operators_share_the_draw() -> None:
    """While an operator has mutants left, none is drawn twice as often as another."""
    names = len({mutant.operator for mutant in mutants(COUNTER)})
    drawn = Counter(m.operator for m in sample_mutants(COUNTER, names, seed=1))
    assert set(drawn.values()) == {1}


def test_no_more_are_drawn_than_there_are() -> None:
    """A large count gives all mutants, each once."""
    drawn = sample_mutants(COUNTER, 10_000, seed=1)
    assert {m.verilog for m in drawn} == {m.verilog for m in mutants(COUNTER)}
    assert len(drawn) == len(list(mutants(COUNTER)))


def test_mutants_keep_the_ports() -> None:
    """A parameter that is the width of a port is not changed."""
    text = "module m #(parameter W = 4)(input [W-1:0] a, output y); assign y = ^a; endmodule"
    assert not [m for m in mutants(text) if m.operator == "constant"]


def test_a_broken_design_has_no_mutants() -> None:
    """What doesn't elaborate is refused with the line."""
    with pytest.raises(UsageError, match=r"^line 2: use of undeclared identifier 'b'$"):
        list(mutants("module m(input a, output y);\n  assign y = a & b;\nendmodule"))


@given(
    st.integers(1, 40),
    st.sampled_from("bodhBODH"),
    st.sampled_from(["", "s"]),
    st.data(),
)
def test_a_literal_keeps_its_form(size: int, base: str, sign: str, data: st.DataObject) -> None:
    """Another value of a literal is read back as that value, of the same size and base."""
    value, other = (data.draw(st.integers(0, (1 << size) - 1)) for _ in range(2))
    kind = {"b": "b", "o": "o", "d": "d", "h": "x"}[base.lower()]
    literal = read_literal(f"{size}'{sign}{base}{value:{kind}}")
    assert literal is not None
    assert literal.value == value
    again = read_literal(literal.text(other))
    assert again is not None
    assert (again.value, again.size, again.prefix) == (other, size, literal.prefix)


@pytest.mark.parametrize("text", ["1'bx", "4'b1?0z", "'0", "2'd4", "3.5", "4'd12a", "x", "8'hg0"])
def test_what_has_no_value_is_no_literal(text: str) -> None:
    """Unknown bits, fills, values beyond the size, and other words are not read as numbers."""
    assert read_literal(text) is None
