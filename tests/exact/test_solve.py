"""Verilog by construction, judged by Icarus and Z3."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from rtlgen.exact import solve_spec
from rtlgen.spec import Spec, derive_obligations, read_spec
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify

EXAMPLES = Path(__file__).parents[2] / "examples"
SOURCES = sorted(
    p for p in EXAMPLES.iterdir() if p.suffix == ".md" or (p.is_dir() and p.name != "prose")
)


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


def judge(spec: Spec, verilog: str) -> Status:
    obligations, _ = derive_obligations(spec)
    return verify(verilog, VerificationPlan.from_spec(spec, obligations)).status


@pytest.mark.parametrize("path", SOURCES, ids=lambda p: p.stem)
def test_every_example_is_solved(path: Path) -> None:
    """Each example specification has a construction that satisfies its own demands."""
    spec = read_spec(path)
    result = solve_spec(spec)
    assert judge(spec, result.candidates[0].verilog) is Status.PASS


def test_a_mealy_machine_with_an_asynchronous_reset() -> None:
    """Outputs that depend on the input of the same cycle are combinational."""
    spec = read(
        "module named edge_up\n\n- input clk\n- input arst: asynchronous reset\n- input d\n"
        "- output p\n\nIt resets to state LOW.\n\n  LOW --d=0/0--> LOW\n  LOW --d=1/1--> HIGH\n"
        "  HIGH --d=0/0--> LOW\n  HIGH --d=1/0--> HIGH\n"
    )
    result = solve_spec(spec)
    assert result.is_determined
    assert judge(spec, result.candidates[0].verilog) is Status.PASS


def test_a_wrong_construction_would_fail() -> None:
    """The demands tell a wrong machine from a right one."""
    spec = read_spec(EXAMPLES / "turnstile.md")
    good = solve_spec(spec).candidates[0].verilog
    assert judge(spec, good.replace("next = S_DOUBLE;", "next = S_OPEN;")) is Status.FAIL


def test_an_open_table_is_said_to_be_open() -> None:
    """A table without all rows gives a design, and a warning that others would fit as well."""
    spec = read(
        "module named m\n\n- input a\n- input b\n- output y\n\n| a | b | y |\n|---|---|---|\n"
        "| 0 | 0 | 0 |\n| 1 | 1 | 1 |\n"
    )
    result = solve_spec(spec)
    assert not result.is_determined
    assert [f.message for f in result.findings] == [
        "2 of 4 inputs of 'y' are left open; any value was taken"
    ]


def test_an_output_that_nothing_shows() -> None:
    """No design is guessed for an output that no artefact mentions."""
    spec = read(
        "module named m\n\n- input a\n- output y\n- output z\n\n| a | y |\n|---|---|\n"
        "| 0 | 0 |\n| 1 | 1 |\n"
    )
    result = solve_spec(spec)
    assert result.candidates == ()
    assert [f.message for f in result.findings] == ["no artefact shows the output 'z'"]


def test_prose_alone_gives_nothing() -> None:
    """Without artefacts the backend says so."""
    result = solve_spec(read("module named m\n\n- input a\n- output y\n\ny is not a.\n"))
    assert [finding.code for finding in result.findings] == ["EXA103"]
