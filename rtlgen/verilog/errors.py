"""The one exception of the Verilog front end."""

from __future__ import annotations

from rtlgen.errors import ExitCode, RtlgenError
from rtlgen.finding import Finding, Severity


class VerilogError(RtlgenError):
    """A Verilog text has no interface that could be read; `findings` say why, with lines.

    A design that is to be judged goes through `rtlgen.lint.lint_design` first, where the same
    findings are data; this exception is for callers that need the ports and cannot go on.
    """

    exit_code = ExitCode.USAGE

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Take the findings; the message is the first error and how many more there are."""
        errors = [item for item in findings if item.severity is Severity.ERROR]
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        super().__init__(f"{errors[0] if errors else 'no Verilog'}{more}")
        self.findings = findings
