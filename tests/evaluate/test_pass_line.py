"""What a bench prints, and what that means."""

from __future__ import annotations

import pytest

from rtlgen.evaluate.pass_line import MISMATCHES, PassLine


@pytest.mark.parametrize(
    ("rule", "output", "is_pass", "summary"),
    [
        (MISMATCHES, "Hint\nMismatches: 0 in 9 samples\n", True, "0 mismatches in 9 samples"),
        (MISMATCHES, "Mismatches: 2 in 9 samples\n", False, "2 mismatches in 9 samples"),
        (MISMATCHES, "Mismatches: 0 in 0 samples\n", False, "0 mismatches in 0 samples"),
        (MISMATCHES, "", False, "the bench printed no count of mismatches"),
        (
            MISMATCHES,
            "Mismatches: 0 in 9 samples\nMismatches: 1 in 9 samples\n",
            False,
            "1 mismatches in 18 samples",
        ),
        (
            MISMATCHES,
            "TIMEOUT\nMismatches: 0 in 9 samples\n",
            False,
            "0 mismatches in 9 samples, but the bench ran out of its own time (TIMEOUT)",
        ),
        ("a line with 'It (works)'", "so: It (works)!", True, "the bench printed its pass line"),
        (
            "a line with 'OK'",
            "O\nK\n\n",
            False,
            "the bench did not print its pass line; its last line: K",
        ),
        (
            "a line with 'OK'",
            "",
            False,
            "the bench did not print its pass line; it printed nothing",
        ),
        (
            "a line that matches /^ok: \\d+$/",
            "not ok: 3\nok: 3",
            True,
            "the bench printed its pass line",
        ),
        (
            "a line that matches /^ok: \\d+$/",
            "not ok: 3",
            False,
            "the bench did not print its pass line; its last line: not ok: 3",
        ),
    ],
)
def test_rules(rule: str, output: str, is_pass: bool, summary: str) -> None:
    """Each rule passes what it describes and nothing that only looks like it."""
    printed = PassLine.parse(rule).read(output)
    assert (printed.is_pass, printed.summary) == (is_pass, summary)
