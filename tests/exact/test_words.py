"""Expressions over words: what we compute is what Icarus computes."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rtlgen.exact.words.lanes import Lanes
from rtlgen.exact.words.pool import Pool
from rtlgen.exact.words.problem import Problem, Variable
from rtlgen.exact.words.search import Found, largest_cost, search
from rtlgen.exact.words.terms import Term, verilog
from rtlgen.simulate.record import record
from rtlgen.verdict import TraceStep
from rtlgen.verilog import read_design

WIDTHS = {"a": 4, "b": 4, "c": 3, "s": 1}


def variable(name: str, width: int) -> Variable:
    if width == 1:
        return Variable(name=name, width=1)
    bits = tuple(f"{name}[{i}]" for i in range(width - 1, -1, -1))
    return Variable(
        name=name, width=width, bits=bits, upper=f"{name}[{width - 1}:1]",
        lower=f"{name}[{width - 2}:0]",
    )  # fmt: skip


def problem(function, widths: dict[str, int], width: int, count: int = 24) -> Problem:
    """Return random samples of a function of integers."""
    rng = random.Random(7)
    rows = []
    for _ in range(count):
        levels = {name: rng.getrandbits(w) for name, w in widths.items()}
        wanted = function(**levels) & (1 << width) - 1
        bits = {name: format(levels[name], f"0{w}b") for name, w in widths.items()}
        rows.append((bits, format(wanted, f"0{width}b")))
    variables = tuple(variable(name, w) for name, w in widths.items())
    return Problem(variables=variables, rows=tuple(rows), width=width)


def best(found: Found | None) -> str:
    assert found is not None
    return verilog(found.terms[0])


@given(st.integers(1, 6), st.lists(st.tuples(st.integers(0), st.integers(0)), min_size=1))
def test_lanes_compute_side_by_side(width: int, pairs: list[tuple[int, int]]) -> None:
    """Each lane holds the result of its own words, untouched by its neighbours."""
    mask = (1 << width) - 1
    lanes = Lanes(len(pairs), width)
    x, y = ([p[i] & mask for p in pairs] for i in (0, 1))
    a, b = lanes.pack(x), lanes.pack(y)
    both = list(zip(x, y, strict=True))
    assert lanes.unpack(lanes.add(a, b, width)) == [i + j & mask for i, j in both]
    assert lanes.unpack(lanes.subtract(a, b, width)) == [i - j & mask for i, j in both]
    assert lanes.unpack(lanes.multiply(a, b, width)) == [i * j & mask for i, j in both]
    assert lanes.unpack(lanes.less(a, b, width)) == [int(i < j) for i, j in both]
    assert lanes.unpack(lanes.equal(a, b, width)) == [int(i == j) for i, j in both]
    assert lanes.unpack(lanes.parity(a, width)) == [i.bit_count() % 2 for i in x]
    assert lanes.unpack(lanes.left(a, 2, width)) == [i << 2 & mask for i in x]
    assert lanes.unpack(lanes.right(a, 2, width)) == [i >> 2 for i in x]


@pytest.mark.parametrize("width", [1, 4, 6])
def test_terms_mean_what_their_verilog_means(width: int) -> None:
    """Every operator in random nestings, X among the inputs: what we call known Icarus shows."""
    rng = random.Random(width)
    rows = []
    for _ in range(20):
        levels = {n: "".join(rng.choice("0011x") for _ in range(w)) for n, w in WIDTHS.items()}
        rows.append((levels, "0" * width))
    variables = tuple(variable(name, w) for name, w in WIDTHS.items())
    pool = Pool(Problem(variables=variables, rows=tuple(rows), width=width), budget=20_000)
    while pool.grow():
        pass
    terms = [t for w in (1, width) for t in pool.terms(w)]
    chosen = [*_one_of_each(terms), *rng.sample(terms, 60)]
    shown = _simulate(chosen, [levels for levels, _ in rows])
    for index, term in enumerate(chosen):
        values = pool.lanes.unpack(term.value)
        unknown = pool.lanes.unpack(term.unknown)
        for row in range(len(rows)):
            bits = format(values[row], f"0{term.width}b")
            vague = format(unknown[row], f"0{term.width}b")
            expected = "".join("x" if v == "1" else b for b, v in zip(bits, vague, strict=True))
            got = shown[row][f"y{index}"]
            agrees = all(e in ("x", g) for e, g in zip(expected, got, strict=True))
            assert agrees, f"{verilog(term)} of {rows[row][0]}: {got}, computed {expected}"


def _one_of_each(terms: list[Term]) -> list[Term]:
    """The largest term of each operator."""
    return list({term.op: term for term in terms}.values())


def _simulate(terms: list[Term], rows: list[dict[str, str]]) -> list[dict[str, str]]:
    ports = [f"input [{w - 1}:0] {n}" if w > 1 else f"input {n}" for n, w in WIDTHS.items()]
    ports += [f"output [{t.width - 1}:0] y{i}" for i, t in enumerate(terms)]
    body = "\n".join(f"assign y{i} = {verilog(t)};" for i, t in enumerate(terms))
    design = read_design(f"module m({', '.join(ports)});\n{body}\nendmodule\n", top="m")
    steps = [TraceStep(inputs=tuple(levels.items())) for levels in rows]
    response = record(design, steps)
    return [dict(outputs) for outputs in response.outputs]


BUSES = {"a": 8, "b": 8}


@pytest.mark.parametrize(
    ("function", "widths", "width", "text"),
    [
        (lambda a, b: a + b, BUSES, 8, "a + b"),
        (lambda a, b: a + b, BUSES, 9, "a + b"),
        (lambda a, b: a - b, BUSES, 8, "a - b"),
        (lambda a, b: a & ~b, BUSES, 8, "a & ~b"),
        (lambda a, b: a < b, BUSES, 1, "a < b"),
        (lambda a: a.bit_count() % 2, {"a": 8}, 1, "^a"),
        (lambda a: a << 2, {"a": 8}, 8, "a << 2"),
        (lambda q, d: q << 1 | d, {"q": 8, "d": 1}, 8, "{q[6:0], d}"),
        (lambda q, d: d << 7 | q >> 1, {"q": 8, "d": 1}, 8, "{d, q[7:1]}"),
        (lambda a, b: a << 4 | b, {"a": 4, "b": 4}, 8, "{a, b}"),
        (lambda a, b: max(a, b), BUSES, 8, "(a < b) ? b : a"),
        (lambda a, c: a * c, {"a": 4, "c": 4}, 8, "a * c"),
        (lambda a, n: a >> n, {"a": 8, "n": 3}, 8, "a >> n"),
    ],
)
def test_the_smallest_expression_is_found(function, widths, width: int, text: str) -> None:
    """Functions of datasheets are found again from random samples."""
    assert best(search(problem(function, widths, width))) == text


def test_a_case_is_found() -> None:
    """A choice among several operations becomes a case with an arm for each."""
    operations = [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a ^ b, int.__or__]
    found = search(
        problem(lambda s, a, b: operations[s](a, b), {"s": 2, **BUSES}, 8, count=40)
    )  # fmt: skip
    assert found is not None
    selector, *arms = found.terms[0].args
    assert found.terms[0].op == "case"
    assert verilog(selector) == "s"
    assert {verilog(arm) for arm in arms} == {"a + b", "a - b", "a ^ b", "a | b"}


def test_two_functions_of_one_size() -> None:
    """When the samples cannot tell two smallest functions apart, both are returned."""
    rows = tuple(({"a": bits, "b": bits}, bits) for bits in ("0001", "0110", "1011"))
    variables = (variable("a", 4), variable("b", 4))
    found = search(Problem(variables=variables, rows=rows, width=4))
    assert found is not None
    assert found.is_smallest
    assert sorted(map(verilog, found.terms)) == ["a", "b"]


def test_nothing_smaller_was_overlooked() -> None:
    """The cost of what is found is the least of all expressions that fit."""
    sought = problem(lambda a, b: (a & b) + 1, {"a": 4, "b": 4}, 4)
    found = search(sought)
    assert found is not None
    pool = Pool(sought, budget=200_000)
    while pool.complete_cost < found.cost - 1:
        assert pool.grow()
        assert not pool.fitting(pool.complete_cost)


def test_samples_that_say_too_little() -> None:
    """An expression that is longer than the samples is no explanation."""
    rows = (({"a": "0000"}, "1011"), ({"a": "0001"}, "0010"))
    sought = Problem(variables=(variable("a", 4),), rows=rows, width=4)
    assert largest_cost(sought) == 8
    found = search(sought)
    assert found is None or found.cost <= 8


@settings(max_examples=15, deadline=None)
@given(st.data())
def test_what_is_found_fits_all_samples(data: st.DataObject) -> None:
    """Whatever the samples are, a found function has their values."""
    row = st.tuples(st.integers(0, 15), st.integers(0, 15), st.text("01x", min_size=3, max_size=3))
    drawn = data.draw(st.lists(row, min_size=1, max_size=8, unique_by=lambda r: r[:2]))
    rows = tuple(({"a": f"{a:04b}", "b": f"{b:04b}"}, wanted) for a, b, wanted in drawn)
    sought = Problem(variables=(variable("a", 4), variable("b", 4)), rows=rows, width=3)
    found = search(sought, max_cost=8)
    pool = Pool(sought, budget=0)
    for term in found.terms if found else ():
        values = [format(v, "03b") for v in pool.lanes.unpack(term.value)]
        for (_, wanted), got in zip(rows, values, strict=False):
            assert all(w in ("x", g) for w, g in zip(wanted, got, strict=True))
