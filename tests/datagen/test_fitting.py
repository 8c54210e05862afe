"""The style of coding that lies nearest to a text, and numbers in its bases."""

from __future__ import annotations

import re

import pytest

from rtlgen.datagen.fitting import in_bases_of, nearest

SUM = "assign f = (~a & ~b) | (~a & b) | (a & b);"
SHORT = "assign f = ~a | b;"
TABLE = "case ({a, b}) 2'b00: f = 1'b1; 2'b01: f = 1'b1; 2'b10: f = 1'b0; 2'b11: f = 1'b1; endcase"
BODIES = {"sum": SUM, "short": SHORT, "table": TABLE}


@pytest.mark.parametrize(
    ("prompt", "style"),
    [
        ("Compute f = !a·!b + !a·b + a·b.", "sum"),
        ("`f` is a AND b, or NOT a and NOT b, or NOT a and b: f = ¬a¬b + ¬a b + a b", "sum"),
        ("f is ~a | b.", "short"),
        ("Rows of {a, b} and f: 00 gives 1, 01 gives 1, 10 gives 0, 11 gives 1.", "table"),
    ],
)
def test_what_can_be_copied_is_taken(prompt: str, style: str) -> None:
    """Names, numbers and inversions in the order of the text."""
    assert nearest(prompt, BODIES) == style


def test_of_equals_the_shortest_and_then_the_first() -> None:
    """A text that says nothing of it leaves the plainest style."""
    assert nearest("Something else.", BODIES) == "short"
    assert nearest("Something else.", {"one": SHORT, "two": SHORT}) == "one"


@pytest.mark.parametrize(
    ("prompt", "before", "after"),
    [
        ("for 1 give 47823", "16'hbacf", "16'd47823"),
        ("word 0xBACF", "16'd47823", "16'hbacf"),
        ("opcode 3'b011", "3'd3", "3'b011"),
        ("opcode 011 and 3", "3'd3", "3'd3"),
        ("row 0110", "4'h6", "4'b0110"),
        ("seven", "4'h7", "4'h7"),
        ("value 10", "8'h0a", "8'd10"),
        ("flag a", "4'ha", "4'ha"),
        ("count to 7", "8'b0000_0111", "8'd7"),
        ("any 3", "4'b1x11 4'b1?11 4'bz", "4'b1x11 4'b1?11 4'bz"),
        ("bits 255", "q <= -8'hff;", "q <= -8'd255;"),
        ("level 1", "1'b1", "1'b1"),
    ],
)
def test_numbers_in_the_bases_of_the_text(prompt: str, before: str, after: str) -> None:
    """A number that the text does not have stays as it is."""
    assert in_bases_of(prompt, before) == after


def test_numbers_keep_width_and_value() -> None:
    """Whatever the text."""
    before = " ".join(
        f"{width}'{base}{format(value, {'b': 'b', 'd': 'd', 'h': 'x', 'o': 'o'}[base])}"
        for width in (1, 4, 9, 32)
        for value in {0, 1, (1 << width) - 1, (1 << width) // 3}
        for base in "bdho"
    )
    prompt = "0 1 00 01 15 f 1111 511 1ff 170 0aa 4294967295 ffffffff 55555555"
    after = in_bases_of(prompt, before)
    assert after != before
    bases = {"b": 2, "o": 8, "d": 10, "h": 16}

    def values(text: str) -> list[tuple[str, int]]:
        found = re.findall(r"(\d+)'([bdho])(\w+)", text)
        return [(width, int(digits, bases[base])) for width, base, digits in found]

    assert values(after) == values(before)
