"""Compare what was seen with what was expected, and count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def agrees(expected: str, got: str) -> bool:
    """Whether bits match; `-` in `expected` allows anything, X or Z match only themselves."""
    return len(expected) == len(got) and all(
        e in ("-", g) for e, g in zip(expected, got, strict=True)
    )


class Scoreboard:
    """Counts vectors and remembers the first mismatch."""

    def __init__(self) -> None:
        """Start at zero."""
        self.compared = 0
        self.passed = 0
        self.per_output: dict[str, list[int]] = {}
        """output → [vectors that agreed, vectors compared]."""
        self.first_mismatch: dict[str, Any] | None = None

    def compare(self, step: int, expected: Mapping[str, str], got: Mapping[str, str]) -> None:
        """Compare the outputs of one step; a step that expects nothing is not a vector."""
        if not expected:
            return
        self.compared += 1
        wrong = [name for name, bits in expected.items() if not agrees(bits, got[name])]
        for name in expected:
            count = self.per_output.setdefault(name, [0, 0])
            count[0] += name not in wrong
            count[1] += 1
        if not wrong:
            self.passed += 1
        elif self.first_mismatch is None:
            seen = {name: got[name] for name in expected}
            self.first_mismatch = {"step": step, "got": seen, "wrong": wrong}

    def report(self) -> dict[str, Any]:
        """Return the counts as plain JSON values."""
        return {
            "compared": self.compared,
            "passed": self.passed,
            "per_output": self.per_output,
            "first_mismatch": self.first_mismatch,
        }
