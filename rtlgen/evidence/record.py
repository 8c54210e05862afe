"""Verdicts, findings and candidates as plain JSON values."""

from __future__ import annotations

import dataclasses
from typing import Any

from rtlgen.candidate import Candidate
from rtlgen.evidence.trace import step_record
from rtlgen.finding import Finding
from rtlgen.search import Opinion
from rtlgen.verdict import CheckResult, Evidence, Verdict


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """A verdict with all its checks; the pass rate is None where nothing was compared."""
    return {
        "candidate": verdict.candidate_id,
        "status": verdict.status.value,
        "pass_rate": verdict.pass_rate,
        "checks": [check_record(check) for check in verdict.checks],
    }


def check_record(check: CheckResult) -> dict[str, Any]:
    """One check; times in seconds."""
    return {
        "check": check.check,
        "kind": check.kind.value,
        "status": check.status.value,
        "reason": check.reason,
        "vectors": {
            "passed": check.passed,
            "compared": check.total,
            "expected": check.expected_total,
        },
        "per_output": [dataclasses.asdict(score) for score in check.per_output],
        "proved": check.proved,
        "bound": check.bound,
        "elapsed_s": round(check.elapsed_s, 4),
        "findings": [finding_record(finding) for finding in check.findings],
        "evidence": None if check.evidence is None else evidence_record(check.evidence),
    }


def finding_record(finding: Finding) -> dict[str, Any]:
    """One finding; absent places are None."""
    return {**dataclasses.asdict(finding), "severity": finding.severity.value}


def evidence_record(evidence: Evidence) -> dict[str, Any]:
    """The evidence of a failure, with the stimulus that shows it."""
    return {
        "summary": evidence.summary,
        "log": evidence.log,
        "waveform": evidence.waveform,
        "trace": [step_record(step) for step in evidence.trace],
    }


def opinion_record(opinion: Opinion) -> dict[str, Any]:
    """A second opinion, who meets it and what it cost; its text lies in a file of its own."""
    return {
        "backend": opinion.backend,
        "rows": opinion.rows,
        "counts": opinion.counts,
        "problem": opinion.problem,
        "met_by": list(opinion.met_by),
        "usage": dataclasses.asdict(opinion.usage),
    }


def candidate_record(candidate: Candidate) -> dict[str, Any]:
    """Where a candidate came from and what it cost; its text lies in a file of its own."""
    return {
        "id": candidate.id,
        "backend": candidate.backend,
        "note": candidate.note,
        "logprob": candidate.logprob,
        "sampling": dataclasses.asdict(candidate.sampling),
        "usage": dataclasses.asdict(candidate.usage),
    }
