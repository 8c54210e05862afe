"""Two-level minimisation."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from rtlgen.exact.minimise import expression, literals, minimise


def value(text: str, names: str, number: int) -> int:
    """Evaluate an expression of ours: the operators mean the same in Python on single bits."""
    bits = format(number, f"0{len(names)}b")
    scope = {name: int(bit) for name, bit in zip(names, bits, strict=True)}
    return eval(text.replace("1'b", ""), {}, scope) & 1  # noqa: S307 - our own text


@given(st.integers(1, 5), st.data())
def test_the_expression_is_the_function(width: int, data: st.DataObject) -> None:
    """For all inputs that are not free the expression has the value of the table."""
    table = data.draw(st.lists(st.sampled_from("01-"), min_size=1 << width, max_size=1 << width))
    names = "abcde"[:width]
    ones = [n for n, v in enumerate(table) if v == "1"]
    zeros = [n for n, v in enumerate(table) if v == "0"]
    text, _ = expression(list(names), ones, zeros)
    assert all(value(text, names, n) == 1 for n in ones)
    assert all(value(text, names, n) == 0 for n in zeros)


@given(st.integers(1, 4), st.data())
def test_no_cube_can_be_left_out(width: int, data: st.DataObject) -> None:
    """A cover is irredundant: without any one of its cubes an input is lost."""
    ones = data.draw(st.sets(st.integers(0, (1 << width) - 1), min_size=1))
    cubes = minimise(width, ones)
    for index in range(len(cubes)):
        rest = [cube for i, cube in enumerate(cubes) if i != index]
        assert any(not any(holds(c, n, width) for c in rest) for n in ones)


def holds(cube: str, number: int, width: int) -> bool:
    bits = format(number, f"0{width}b")
    return all(c in ("-", b) for c, b in zip(cube, bits, strict=True))


def test_known_minima() -> None:
    """Textbook functions get their textbook covers."""
    assert minimise(3, [3, 5, 6, 7]) == ("-11", "1-1", "11-")
    assert sum(map(literals, minimise(4, [0, 2, 8, 10]))) == 2
    assert expression(["a", "b"], [1, 2], [0, 3]) == ("a ^ b", 1)
    assert expression(["a"], [], [0, 1]) == ("1'b0", 0)
