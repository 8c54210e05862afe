"""`// rtlgen: allow RTL203 reason` accepts a finding in its line or the one below."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator

from rtlgen.finding import Finding, Severity

PAGES = {
    "RTL301": "# RTL301 waiver without a reason\n\nA comment `// rtlgen: allow CODE` gives no "
    "reason. Write why the finding is accepted; without it nothing is waived."
}
_COMMENT = re.compile(r"//\s*rtlgen:\s*allow\s+(?P<code>[A-Z]{3}\d{3})\s*(?P<reason>.*)$")


def apply_inline(verilog: str, findings: Iterable[Finding]) -> Iterator[Finding]:
    """Turn findings that a comment accepts into notes that say why."""
    allowed: dict[tuple[str, int], str] = {}
    for number, text in enumerate(verilog.split("\n"), 1):
        if match := _COMMENT.search(text):
            if match["reason"].strip():
                allowed[match["code"], number] = match["reason"].strip()
            else:
                yield Finding(
                    code="RTL301", severity=Severity.WARNING, line=number,
                    message=f"the waiver of {match['code']} has no reason", remedy="write one",
                )  # fmt: skip
    for finding in findings:
        line = finding.line or 0
        reason = allowed.get((finding.code, line)) or allowed.get((finding.code, line - 1))
        yield finding if reason is None else waived(finding, reason)


def waived(finding: Finding, reason: str) -> Finding:
    """Return the finding as a note with the reason of its waiver."""
    message = f"{finding.message} (waived: {reason})"
    return dataclasses.replace(finding, severity=Severity.NOTE, message=message, remedy="")
