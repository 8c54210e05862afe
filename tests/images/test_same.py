"""When two readings say the same."""

from __future__ import annotations

import io

import pytest

from rtlgen.images.answer import read_answer
from rtlgen.images.same import share_of
from rtlgen.spec import Spec, StateTable, read_spec

PORTS = "Module `m`:\n\n- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n\n"
OR = "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 1 |\n| 1 | - | 1 |\n"
SHUFFLED = (
    "| b | a | y |\n|---|---|---|\n| 1 | 1 | 1 |\n| 0 | 1 | 1 |\n| 1 | 0 | 1 |\n| 0 | 0 | 0 |\n"
)
MAP = "Karnaugh map of y\n| a\\b | 0 | 1 |\n|---|---|---|\n| 0 | 0 | 1 |\n| 1 | 1 | 1 |\n"
ONE_OFF = MAP.replace("| 1 | 1 | 1 |", "| 1 | 1 | 0 |")
MACHINE_PORTS = (
    "Module `m`:\n\n- input clk\n- input rst: synchronous reset\n- input x\n- output z\n\n"
)
MACHINE = (
    "A (z=0) --x=1--> B\nA --x=0--> A\nB (z=1) --x=1--> B\nB --x=0--> A\n\nResets to state A.\n"
)
RENAMED = MACHINE.translate(str.maketrans("AB", "QP"))
OTHER = MACHINE.replace("B --x=0--> A", "B --x=0--> B")
WAVE = '```wavedrom\n{"signal": [{"name": "a", "wave": "01"}, {"name": "y", "wave": "0%s"}]}\n```\n'


def spec(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


@pytest.mark.parametrize(
    ("ports", "one", "other", "share"),
    [
        (PORTS, OR, SHUFFLED, (4, 4)),
        (PORTS, OR, MAP, (4, 4)),
        (PORTS, MAP, ONE_OFF, (3, 4)),
        (MACHINE_PORTS, MACHINE, RENAMED, (7, 7)),
        (MACHINE_PORTS, MACHINE, OTHER, (6, 7)),
        (PORTS, WAVE % "1", WAVE % "1", (4, 4)),
        (PORTS, WAVE % "1", WAVE % "0", (3, 4)),
        (PORTS, OR, WAVE % "1", (0, 4)),
    ],
    ids=["rows and columns in another order", "a table and a map", "one cell", "names of states",
         "one edge", "waveforms", "one sample", "different kinds"],
)  # fmt: skip
def test_shares(ports: str, one: str, other: str, share: tuple[int, int]) -> None:
    """The way in which something is written makes no difference, each value that differs does."""
    first, second = spec(ports + one), spec(ports + other)
    named = {port.name: port for port in first.ports}
    assert share_of(first.artefacts, second.artefacts, named) == share


NOTATIONS = {
    "TruthTable": "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 1 |\n| 1 | - | 1 |",
    "KarnaughMap": "Karnaugh map of f\n| c d\\a b | 00 | 01 | 11 | 10 |\n|---|---|---|---|---|\n"
    "| 00 | 0 | 1 | - | 0 |\n| 01 | 0 | 1 | - | 0 |\n"
    "| 11 | 0 | 1 | 1 | 0 |\n| 10 | 0 | 1 | 1 | 0 |",
    "Moore": "IDLE (z=0) --x=1--> RUN\nIDLE (z=0) --x=0--> IDLE\nRUN (z=1) --x=1--> RUN\n"
    "RUN (z=1) --x=0--> IDLE\nResets to state IDLE.",
    "Mealy": "A --x=1 / z=0--> B\nA --x=0 / z=0--> A\nB --x=1 / z=1--> B\nB --x=0 / z=0--> A\n"
    "Resets to state A.",
    "Waveform": '```wavedrom\n{"signal": [{"name": "a", "wave": "p..."}, {"name": "y", "wave": '
    '"01.0"}]}\n```',
}
FOUR_PORTS = "Module `m`:\n\n- input a\n- input b\n- input c\n- input d\n- output f\n"


@pytest.mark.parametrize(("kind", "text"), NOTATIONS.items(), ids=NOTATIONS)
def test_the_notations_of_the_question(kind: str, text: str) -> None:
    """What a model is told to write is what our reader reads, without a remark of weight."""
    ports = {"KarnaughMap": FOUR_PORTS, "Moore": MACHINE_PORTS, "Mealy": MACHINE_PORTS}
    answer = read_answer(text, spec(ports.get(kind, PORTS)))
    wanted = {"Moore": "StateTable", "Mealy": "StateTable"}.get(kind, kind)
    assert (answer.problem, [type(a).__name__ for a in answer.artefacts]) == ("", [wanted])
    if isinstance(machine := answer.artefacts[0], StateTable):
        assert machine.initial_state == machine.states[0]
        assert machine.is_mealy == (kind == "Mealy")
