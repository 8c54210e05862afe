"""Codes of verdicts that no finding of a check explains, with the page of each."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

UNDECIDED: Final = "CHK101"
TIMED_OUT: Final = "CHK102"
BROKEN: Final = "CHK103"

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        UNDECIDED: "# CHK101 check undecided\n\nA check could not tell whether the design is right; "
        "the message says why. Nothing is said against the design. Give another judge (`--ref`, "
        "`--model`, `--tb`), or rewrite the construct that is named.",
        TIMED_OUT: "# CHK102 check ran out of time\n\nA solver or the simulator reached its limit "
        "before it could decide. Raise `verify.formal_timeout_s`, or look for a loop without "
        "delay in the design.",
        BROKEN: "# CHK103 check broke\n\nThe check itself failed, never the design: a tool died or "
        "the machine ran out of something. `rtlgen doctor` tries every tool; then run the same "
        "command again.",
    }
)
