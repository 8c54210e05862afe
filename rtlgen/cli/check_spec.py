"""`rtlgen check SPEC…`: do the parts of a specification agree, before there is any Verilog?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from rtlgen.errors import ExitCode, UsageError
from rtlgen.finding import Finding
from rtlgen.report import Report, ReportItem

_TEXTS = frozenset({".md", ".markdown", ".txt", ".rst"})
_PORTS = "SPEC205"
"""Ports that two places declare differently: a contradiction, although one can be taken."""


def are_specs(files: Sequence[str]) -> bool:
    """Whether these are specifications and not Verilog.

    Raises:
        UsageError: some are and some are not.
    """
    found = [Path(name).suffix.lower() in _TEXTS or Path(name).is_dir() for name in files]
    if any(found) and not all(found):
        raise UsageError(
            "check: give either Verilog files or specifications; Verilog is judged by a "
            "specification with --spec"
        )
    return all(found)


def check_specs(
    files: Sequence[str], name: str | None, images: Mapping[str, tuple[Finding, ...]]
) -> tuple[Report, ExitCode]:
    """Compare the parts of each specification.

    Args:
        files: The specifications.
        name: Name of the module.
        images: Source → why images of it were not read.

    Returns:
        The report; HUMAN where some parts contradict each other or a reading of an image waits for
        approval, UNDECIDED where a picture was not read, else OK.
    """
    from importlib.metadata import version

    from rtlgen.spec.readings import WAITING

    items = tuple(_item(source, name, images.get(source, ())) for source in files)
    statuses = {item.status.value for item in items}
    code = ExitCode.UNDECIDED if "UNKNOWN" in statuses else ExitCode.OK
    if "FAIL" in statuses or any(f.code == WAITING for item in items for f in item.findings):
        code = ExitCode.HUMAN
    return Report(items=items, version=version("rtlgen")), code


def _item(source: str, name: str | None, images: tuple[Finding, ...]) -> ReportItem:
    from rtlgen.consistency import check_consistency
    from rtlgen.evidence.bundle import spec_hash
    from rtlgen.spec import read_spec
    from rtlgen.verdict import CheckKind, CheckResult, Status, Verdict

    spec = read_spec(source, name=name)
    found = check_consistency(spec)
    is_bad = bool(found.contradictions) or any(f.code == _PORTS for f in spec.findings)
    status = Status.FAIL if is_bad else Status.UNKNOWN if found.has_pictures else Status.PASS
    reason = {
        Status.FAIL: "parts of the specification contradict each other",
        Status.UNKNOWN: "it is not known what a picture shows; all that was read agrees",
    }.get(status, f"no contradiction in {len(spec.artefacts)} tables and drawings")
    check = CheckResult(
        check="consistency", kind=CheckKind.STATIC, status=status, reason=reason,
        findings=(*found.contradictions, *images, *spec.findings, *found.remarks),
    )  # fmt: skip
    verdict = Verdict(candidate_id=spec_hash(spec), checks=(check,))
    return ReportItem(path=source, verdict=verdict, is_judged=False)
