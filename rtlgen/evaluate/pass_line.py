"""What a bench prints when a design is right.

Three rules are known, in the words of the benchmark files:

    Mismatches: 0 in N samples, N > 0     every count that the bench prints is zero, of samples > 0
    a line with 'TEXT'                    some line holds TEXT
    a line that matches /REGEX/           a regular expression is found in some line
"""

from __future__ import annotations

import re
from dataclasses import dataclass

MISMATCHES = "Mismatches: 0 in N samples, N > 0"
_TEXT = re.compile(r"^a line with (['\"])(?P<text>.+)\1$")
_REGEX = re.compile(r"^a line that matches /(?P<regex>.+)/$")
_COUNT = re.compile(r"^\W*Mismatches: (\d+) in (\d+) samples\s*$", re.MULTILINE)
_RAN_OUT = re.compile(r"^TIMEOUT\s*$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """What the output of a bench says about a design."""

    is_pass: bool
    summary: str
    """One line for people."""
    ran_out: bool = False
    """The bench gave up before it had applied all of its stimulus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassLine:
    """A rule; made by `parse`."""

    text: str
    """As it stands in the benchmark file."""
    pattern: str | None
    """Regular expression of the line; None = the counts of mismatches decide."""

    @classmethod
    def parse(cls, text: str) -> PassLine:
        """Read a rule.

        Raises:
            ValueError: it is none of the three; the message says how to write one.
        """
        if text == MISMATCHES:
            return cls(text=text, pattern=None)
        if match := _TEXT.match(text):
            return cls(text=text, pattern=re.escape(match["text"]))
        if match := _REGEX.match(text):
            try:
                re.compile(match["regex"])
            except re.error as error:
                raise ValueError(f"/{match['regex']}/ is no regular expression: {error}") from error
            return cls(text=text, pattern=match["regex"])
        raise ValueError(
            f"{text!r} is not understood; write \"a line with 'TEXT'\", "
            f"'a line that matches /REGEX/' or {MISMATCHES!r}"
        )

    def read(self, output: str) -> Printed:
        """Return what the output of a bench says.

        A bench that counts mismatches and says TIMEOUT has applied only part of its stimulus: its
        authors do not count that as a pass, and neither does this.
        Source: VerilogEval v2, scripts/sv-iv-analyze, result `T`.
        """
        if self.pattern is None:
            return _read_counts(output)
        lines = output.splitlines()
        if any(re.search(self.pattern, line) for line in lines):
            return Printed(is_pass=True, summary="the bench printed its pass line")
        last = next((line.strip() for line in reversed(lines) if line.strip()), "")
        said = f"; its last line: {last[:120]}" if last else "; it printed nothing"
        return Printed(is_pass=False, summary=f"the bench did not print its pass line{said}")


def _read_counts(output: str) -> Printed:
    counts = [(int(wrong), int(total)) for wrong, total in _COUNT.findall(output)]
    if not counts:
        return Printed(is_pass=False, summary="the bench printed no count of mismatches")
    wrong, total = sum(w for w, _ in counts), sum(t for _, t in counts)
    ran_out = _RAN_OUT.search(output) is not None
    summary = f"{wrong} mismatches in {total} samples"
    if ran_out:
        summary += ", but the bench ran out of its own time (TIMEOUT)"
    is_pass = wrong == 0 and all(samples > 0 for _, samples in counts) and not ran_out
    return Printed(is_pass=is_pass, summary=summary, ran_out=ran_out)
