"""What earns the least reward, whatever else is good about it.

A design that is not legal text with the ports that were asked for has not been run, so nothing
about it is known to be right. All gates weigh the same: their names are for the records.
"""

from __future__ import annotations

from enum import StrEnum

from rewards.judged import HasChecks, behavioural

_FORBIDDEN = ("RTL4", "SIM102")
"""Starts of the codes of constructs that no design may use."""
_INTERFACE = ("RTL101", "RTL102", "RTL103", "RTL104")
_NOT_COMPILED = ("SIM101",)


class Gate(StrEnum):
    """Why a design earns the least."""

    FORBIDDEN = "forbidden"
    """It uses a construct that no design may use, also where a comment waives that."""
    INTERFACE = "interface"
    """Its ports are not those of the specification."""
    UNREADABLE = "unreadable"
    """It cannot be read, elaborated or compiled; no Verilog at all is one case of it."""
    UNDECIDED = "undecided"
    """No behavioural check came to an end: it hangs or crashes the simulator, for example."""


def gate(verdict: HasChecks) -> Gate | None:
    """Return the gate that a design does not pass; None when it may earn more than the least.

    A verdict of ERROR is for the caller to leave out: it says nothing about the design.
    """
    codes = [finding.code for check in verdict.checks for finding in check.findings]
    if any(code.startswith(_FORBIDDEN) for code in codes):
        return Gate.FORBIDDEN
    refusals = [
        finding.code
        for check in verdict.checks if check.status == "FAIL"
        for finding in check.findings
    ]  # fmt: skip
    if any(code.startswith(_INTERFACE) for code in refusals):
        return Gate.INTERFACE
    if any(code.startswith(_NOT_COMPILED) for code in refusals) or any(
        check.kind == "static" and check.status == "FAIL" for check in verdict.checks
    ):
        return Gate.UNREADABLE
    if not any(check.status in ("PASS", "FAIL") for check in behavioural(verdict)):
        return Gate.UNDECIDED
    return None
