"""Machines, clocked tables and statements of the text, against waveforms and each other."""

from __future__ import annotations

import io

import pytest

from rtlgen.consistency import check_consistency
from rtlgen.spec import read_spec

HEAD = """\
Moore machine `toggle`.

- input clk
- input rst (synchronous, active high)
- input x
- output z

A reset leads to state A. All happens at the rising edge of clk.

"""
TABLE = """\
| State | Next state x=0 | Next state x=1 | z |
|---|---|---|---|
| A | A | B | 0 |
| B | B | A | 1 |

"""
"""Its last row is line 13 behind HEAD."""


def told(text: str) -> list[str]:
    spec = read_spec("-", stdin=io.BytesIO(text.encode()))
    return [str(finding) for finding in check_consistency(spec).contradictions]


def waveform(*levels: str) -> str:
    """A table over time: clk, rst, x, z."""
    head = "| time | clk | rst | x | z |\n|---|---|---|---|---|\n"
    return head + "".join(
        f"| {at} | " + " | ".join(bits) + " |\n" for at, bits in enumerate(levels)
    )


def test_a_run_that_the_machine_can_make() -> None:
    """States are not known before the reset; an unknown input leaves all open."""
    run = waveform("010x", "1100", "0010", "1011", "00x1", "10x1", "0011", "1010", "0010")
    assert told(HEAD + TABLE + run) == []


def test_an_output_that_no_state_can_show() -> None:
    """The edge that leads there, the sample, and the state are named."""
    run = waveform("0100", "1100", "0010", "1011", "0001", "1000")
    assert told(HEAD + TABLE + run) == [
        "-:13: error CON101 at time 5 in state B, x = 0: the state table says z = 1, the waveform "
        "(-:22) says z = 0 (correct one of the two)"
    ]


def test_a_reset_without_a_clock_edge() -> None:
    """An asynchronous reset acts at once, a synchronous one does not."""
    run = waveform("0100", "1100", "0010", "1011", "0110")
    (message,) = told(HEAD + TABLE + run)
    assert "at time 4 in state B" in message
    assert told((HEAD + TABLE + run).replace("synchronous", "asynchronous")) == []


def test_a_diagram_against_a_table() -> None:
    """Edges are compared by the names of the states, whatever their case."""
    edges = "A (0) --0--> A\nA (0) --1--> B\nB (1) --0--> {}\nB (1) --1--> A\n"
    assert told(HEAD + TABLE + edges.format("B")) == []
    assert told(HEAD + TABLE + edges.format("A")) == [
        "-:13: error CON101 in state B, x = 0: one state table says next state B, the other (-:17) "
        "says next state A (correct one of the two)"
    ]


def test_a_clocked_table_against_a_waveform() -> None:
    """Each edge whose inputs a row means gives the outputs of that row."""
    text = (
        "Module `ff`:\n\n- input clk\n- input d\n- output q\n\n| d | q(t+1) |\n|---|---|\n"
        "| 0 | 0 |\n| 1 | 1 |\n\n| time | clk | d | q |\n|---|---|---|---|\n| 0 | 0 | 1 | 0 |\n"
        "| 1 | 1 | 1 | 1 |\n| 2 | 0 | 0 | 1 |\n| 3 | 1 | 0 | {} |\n"
    )
    assert told(text.format(0)) == []
    (message,) = told(text.format(1))
    assert message.startswith("-:")
    assert "(-:17) says" in message


@pytest.mark.parametrize(
    ("listed", "said", "message"),
    [
        (
            "rst: active-low reset", "The reset rst is active high.",
            "-:4: error CON101 rst = 0: the text says active low, the text (-:7) says active high "
            "(correct one of the two)",
        ),
        (
            "rst: asynchronous reset", "There is a synchronous reset.",
            "-:4: error CON101 rst asserted between two clock edges: the text says asynchronous, "
            "the text (-:7) says synchronous (correct one of the two)",
        ),
        (
            "rst", "It is triggered by the falling edge of clk. Data is taken at the rising edge "
            "of clk.",
            "-:7: error CON101 an edge of clk: the text says the falling edge, the text (-:7) says "
            "the rising edge (correct one of the two)",
        ),
    ],
)  # fmt: skip
def test_statements_that_contradict_each_other(listed: str, said: str, message: str) -> None:
    """Two places say different things of a clock or a reset."""
    text = f"Module `count`:\n\n- input clk\n- input {listed}\n- output q (4 bits)\n\n{said}\n"
    assert told(text) == [message]


@pytest.mark.parametrize(
    "said",
    [
        "The synchronous reset rst is active high. The enable is asynchronous and active low.",
        "Detect a falling edge of `en`; everything is clocked by the rising edge of clk.",
        "Data is captured on both edges: the rising edge of clk and the falling edge of clk.",
        "Unlike an asynchronous reset, this synchronous reset waits for the clock.",
    ],
)
def test_statements_about_something_else(said: str) -> None:
    """Another signal, both edges, or a sentence with both words: nothing is claimed."""
    text = "Module `count`:\n\n- input clk\n- input rst\n- input en\n- output q (4 bits)\n\n"
    assert told(f"{text}{said}\n") == []


def test_the_edge_of_the_text_against_a_waveform() -> None:
    """A register of the rising edge does not change at the falling one."""
    text = (
        "Module `count`:\n\n- input clk\n- output q\n\nq toggles at each {} edge of clk.\n\n"
        "| time | clk | q |\n|---|---|---|\n| 0 | 0 | 0 |\n| 1 | 1 | 1 |\n"
        "| 2 | 0 | 1 |\n| 3 | 1 | 0 |\n"
    )
    assert told(text.format("rising")) == []
    assert told(text.format("falling")) == [
        "-:6: error CON101 clk = 1 at time 1: the text says q changes at the falling edge only, "
        "the waveform (-:11) says q changes at the other edge (correct one of the two)"
    ]
