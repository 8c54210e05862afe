"""Verdicts as text for people, CI systems and other programs.

    model.py    what a report holds           render.py  the formats by name
    human.py    for people (no contract)      data.py    JSON and JSON lines
    sarif.py    SARIF 2.1.0                   junit.py   JUnit XML
    forges.py   GitHub annotations, GitLab code quality
    remarks.py  what forges show beside the source
    codes.py    codes of undecided checks     pages.py   the pages of all codes

Machine formats carry a schema version and are a contract.
"""

from __future__ import annotations

from rtlgen.report.model import Report, ReportItem
from rtlgen.report.render import FORMATS, render, write_reports

__all__ = ["FORMATS", "Report", "ReportItem", "render", "write_reports"]
