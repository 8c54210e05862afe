"""What bad input gets: one row for each way in which a specification can be wrong."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from rtlgen.errors import SpecError
from rtlgen.spec import read_spec

PORTS = "module named m\n\n- input a\n- input b\n- output y\n\n"
MACHINE = "module named m\n\n- input clk\n- input rst: synchronous reset\n- input x\n- output z\n\n"


def text(content: str) -> Callable[[Path], Path]:
    return data(content.encode())


def data(content: bytes) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        path = folder / "s.md"
        path.write_bytes(content)
        return path

    return make


def folder_without_text(folder: Path) -> Path:
    (folder / "notes").mkdir()
    (folder / "notes" / "t.csv").write_text("a,y\n0,1\n")
    return folder / "notes"


def folder_with_broken_drawing(folder: Path) -> Path:
    (folder / "s.md").write_text(PORTS)
    (folder / "wave.json").write_text('{"signal": [\n')
    return folder


ROWS = {
    "an empty file": (text(""), ":1: is empty; write what the module shall do, and its ports"),
    "a folder without text": (
        folder_without_text,
        ": the folder holds no text; put the specification into a file notes.md or spec.txt there",
    ),
    "a binary file": (
        data(b"\x7fELF\x02\x01"),
        ":1: is a program, not text; give Markdown or plain text",
    ),
    "UTF-16": (
        data("- input a".encode("utf-16")),
        ":1: is UTF-16 text; convert it with `iconv -f UTF-16 -t UTF-8 OLD > NEW`",
    ),
    "Latin-1": (
        data(b"- input a\n- output \xfc\n"),
        ":2: is not UTF-8 text (byte 0xfc at offset 19); convert it, for example with `iconv -f "
        "LATIN1 -t UTF-8 OLD > NEW`",
    ),
    "a 50 MB file": (
        data(b"a" * 50_000_000),
        ": is too large (50000000 bytes; the limit is 4194304 bytes); give the specification of "
        "one module",
    ),
    "a contradicting row": (
        text(PORTS + "| a | b | y |\n|---|---|---|\n| 0 | 0 | 0 |\n| 0 | 0 | 1 |\n"),
        ":10: the row contradicts the row in line 9: both apply to inputs 00 [SPEC303]; correct "
        "one of the two",
    ),
    "a value that does not fit": (
        text(PORTS + "| a | b | y |\n|---|---|---|\n| 0 | 2 | 0 |\n"),
        ":9: the row `0 | 2 | 0` holds a value that does not fit the width of its column "
        "[SPEC302]; correct the row",
    ),
    "a K-map with a wrong Gray order": (
        text(
            "module named m\n\n- input a\n- input b\n- input c\n- input d\n- output y\n\n"
            "      ab\n cd  00  01  10  11\n 00 | 1 | 0 | 0 | 1 |\n 01 | 0 | 0 | 0 | 0 |\n"
            " 11 | 1 | 1 | 1 | 1 |\n 10 | 1 | 0 | 0 | 1 |\n"
        ),
        ":10: the columns of the Karnaugh map are not in Gray order: 01 and 10 are neighbours but "
        "differ in more than one bit [SPEC306]; order them 00, 01, 11, 10",
    ),
    "an undefined next state": (
        text(MACHINE + "| State | x=0 | x=1 | z |\n|---|---|---|---|\n| A | A | B | 0 |\n"),
        ":10: the next state 'B' of state 'A' is not defined [SPEC308]; define it, or write one "
        "of A",
    ),
}


@pytest.mark.parametrize(("make", "message"), ROWS.values(), ids=ROWS.keys())
def test_bad_specifications(tmp_path: Path, make: Callable[[Path], Path], message: str) -> None:
    """Each is refused with the file, the line and what to do."""
    path = make(tmp_path)
    with pytest.raises(SpecError, match=f"^{re.escape(f'{path}{message}')}$"):
        read_spec(path)


def test_broken_wavedrom(tmp_path: Path) -> None:
    """A drawing that is no JSON is named with its line."""
    path = folder_with_broken_drawing(tmp_path) / "wave.json"
    message = f"{path}:2: broken WaveDrom JSON: Expecting value (column 1) [SPEC310]; correct it"
    with pytest.raises(SpecError, match=f"^{re.escape(message)}$"):
        read_spec(tmp_path)


@pytest.mark.parametrize(
    ("rows", "code", "message"),
    [
        (
            "| 0 | 0 | 0 |\n| 0 | 1 | 1 |\n| 1 | 0 | 1 |\n",
            "SPEC304",
            "the truth table has no row for 1 of 4 inputs (a b = 11)",
        ),
        (
            "| 0 | - | 0 |\n| 1 | 0 | 1 |\n| 1 | 0 | 1 |\n| 1 | 1 | 1 |\n",
            "SPEC305",
            "the row has the inputs of the row in line 10",
        ),
    ],
)
def test_what_is_only_doubtful_is_a_warning(
    tmp_path: Path, rows: str, code: str, message: str
) -> None:
    """A missing and a doubled row do not stop the work, but are told."""
    path = tmp_path / "s.md"
    path.write_text(PORTS + "| a | b | y |\n|---|---|---|\n" + rows)
    findings = [f for f in read_spec(path).findings if f.code == code]
    assert [finding.message for finding in findings] == [message]
