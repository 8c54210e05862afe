"""One remark about an input, with its place and its remedy."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Severity(StrEnum):
    """How much a finding weighs. Only ERROR makes a check fail."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """A remark by the spec reader, a lint rule or a consistency check."""

    code: str
    """Rule code, for example `RTL104`; `rtlgen explain CODE` prints its page."""
    severity: Severity
    message: str
    """What is wrong and the offending value; one sentence without a full stop at the end."""
    path: str | None = None
    """File as the user named it; None for text that came from no file."""
    line: int | None = None
    """1-based line; None when the finding belongs to the file as a whole."""
    column: int | None = None
    """1-based column."""
    remedy: str = ""
    """What to do about it; empty when the message already says so."""

    def __str__(self) -> str:
        """Format as `path:line:column: severity CODE message (remedy)`."""
        place = ":".join(str(p) for p in (self.path, self.line, self.column) if p is not None)
        remedy = f" ({self.remedy})" if self.remedy else ""
        head = f"{place}: " if place else ""
        return f"{head}{self.severity} {self.code} {self.message}{remedy}"
