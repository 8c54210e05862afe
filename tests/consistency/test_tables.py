"""Tables, maps, equations and waveforms of designs without memory."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from rtlgen.consistency import Consistency, check_consistency
from rtlgen.spec import read_spec

PORTS = "Module `gate`:\n\n- input a (1 bit)\n- input b (1 bit)\n- output y (1 bit)\n\n"
AND = "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 0 |\n| 1 | 0 | 0 |\n| 1 | 1 | 1 |\n"
"""Its last row is line 12 behind PORTS."""


def checked(text: str) -> Consistency:
    return check_consistency(read_spec("-", stdin=io.BytesIO(text.encode())))


def told(text: str) -> list[str]:
    return [str(finding) for finding in checked(text).contradictions]


@pytest.mark.parametrize(
    "more",
    [
        "The output is y = a & b.",
        "The function is y = NOT ((NOT a) OR (NOT b))",
        "y(a, b) = Σm(3)",
        "Karnaugh map of y:\n\n| a \\ b | 0 | 1 |\n|---|---|---|\n| 0 | 0 | 0 |\n| 1 | 0 | 1 |\n",
        "| time | a | b | y |\n|---|---|---|---|\n| 0 | 0 | 0 | 0 |\n| 5 | 1 | 1 | 1 |\n"
        "| 9 | x | 1 | x |\n",
        "If a is 1, y = b in some other circuit.",
    ],
)
def test_parts_that_agree(more: str) -> None:
    """Nothing is said of a table and what says the same in another form."""
    assert told(f"{PORTS}{AND}\n{more}") == []


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (
            "The output is y = a | b.",
            "-:10: error CON101 a = 0, b = 1: the truth table says y = 0, the equation (-:14) says "
            "y = 1 (correct one of the two)",
        ),
        (
            "y(a, b) = Σm(2, 3)",
            "-:11: error CON101 a = 1, b = 0: the truth table says y = 0, the truth table (-:14) "
            "says y = 1 (correct one of the two)",
        ),
        (
            "Karnaugh map of y:\n\n| a \\ b | 0 | 1 |\n|---|---|---|\n| 0 | 0 | 0 |\n"
            "| 1 | - | 0 |\n",
            "-:12: error CON101 a = 1, b = 1: the truth table says y = 1, the Karnaugh map (-:19) "
            "says y = 0 (correct one of the two)",
        ),
        (
            "| time | a | b | y |\n|---|---|---|---|\n| 0 | 0 | x | 1 |\n| 5 | 0 | 1 | 1 |\n"
            "| 9 | 1 | 1 | 1 |\n",
            "-:10: error CON101 a = 0, b = 1: the truth table says y = 0, the waveform (-:17) says "
            "y = 1 (correct one of the two)",
        ),
        (
            '```wavedrom\n{"signal": [\n{"name": "a", "wave": "01"},\n{"name": "b", "wave": "11"},'
            '\n{"name": "y", "wave": "00"}\n]}\n```\n',
            "-:12: error CON101 a = 1, b = 1: the truth table says y = 1, the waveform (-:18) says "
            "y = 0 (correct one of the two)",
        ),
    ],
)
def test_a_contradiction_names_both_places_and_the_inputs(more: str, message: str) -> None:
    """The first inputs for which two parts differ are the witness."""
    assert told(f"{PORTS}{AND}\n{more}") == [message]


def test_a_waveform_alone_may_show_memory() -> None:
    """Without a table nothing says that equal inputs give equal outputs."""
    wave = "| time | a | b | y |\n|---|---|---|---|\n| 0 | 0 | 0 | 0 |\n| 5 | 0 | 0 | 1 |\n"
    assert told(PORTS + wave) == []


def test_tables_for_different_conditions_do_not_meet() -> None:
    """What holds for `b = 0` says nothing of `b = 1`."""
    one, other = (
        f"When b = {bit}:\n\n| a | y |\n|---|---|\n| 0 | {bit} |\n| 1 | 1 |\n" for bit in "01"
    )
    assert told(f"{PORTS}{one}\n{other}") == []


def test_what_no_part_says_is_listed() -> None:
    """Inputs without a row in any table, and outputs that only the prose knows."""
    text = PORTS.replace("- output y (1 bit)", "- output y (1 bit)\n- output z (1 bit)")
    text += "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 1 | 0 |\n\nWhen a = 1:\n\n"
    text += "| b | y |\n|---|---|\n| 1 | 1 |\n"
    assert [str(finding) for finding in checked(text).remarks] == [
        "-:8: note CON201 nothing says what y is for a = 1, b = 0",
        "-:6: note CON202 no table, map, machine or waveform shows 'z'",
    ]


def test_a_picture_that_nobody_read_is_told(tmp_path: Path) -> None:
    """Then agreement is not known."""
    (tmp_path / "wave.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    (tmp_path / "gate.md").write_text(f"{PORTS}![the waveform](wave.png)\n")
    found = check_consistency(read_spec(tmp_path / "gate.md"))
    assert found.has_pictures
    assert [finding.message for finding in found.remarks if finding.code == "CON301"] == [
        f"it is not known what the picture {str(tmp_path / 'wave.png')!r} shows, nor whether it "
        "agrees with the rest"
    ]
