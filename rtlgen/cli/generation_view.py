"""How `rtlgen generate` shows its progress (standard error) and its results (standard output)."""

from __future__ import annotations

import json
import sys
from pathlib import Path

from rtlgen.automation import Decision
from rtlgen.cli.options import require_known
from rtlgen.errors import BackendError, SpecError
from rtlgen.evidence import opinion_record, verdict_record
from rtlgen.evidence.questions import FILE as QUESTIONS
from rtlgen.finding import Severity
from rtlgen.generate import SpecOutcome, View
from rtlgen.search import Judged, Opinion, Ranking, SearchEvents
from rtlgen.spec import Obligation, Spec
from rtlgen.verdict import CheckKind, CheckResult, Status

SCHEMA_VERSION = 1
FORMATS = ("human", "json", "jsonl")


def view_for(output_format: str) -> View:
    """Return the view of an output format.

    Raises:
        UsageError: the format is unknown; the nearest is suggested.
    """
    require_known("--format", "format", output_format, FORMATS)
    if output_format == "human":
        return HumanView()
    return JsonView(has_lines=output_format == "jsonl")


class ProgressView:
    """Progress on standard error, common to all formats."""

    def start(self, source: str) -> SearchEvents:
        """Say what is being worked on; returns the callbacks for the search."""
        self._say(f"{source}")
        return SearchEvents(
            on_backend=lambda name: self._say(f"  asking {name}"),
            on_judged=self._judged,
            on_backend_error=self._backend_failed,
            on_opinion=self._heard,
        )

    def read(self, spec: Spec, obligations: tuple[Obligation, ...]) -> None:
        """Show what was understood, and every finding of the reader."""
        vectors = sum(len(obligation.vectors) for obligation in obligations)
        self._say(
            f"  module {spec.name}: {len(spec.inputs)} inputs, {len(spec.outputs)} outputs, "
            f"{len(obligations)} obligations with {vectors} vectors"
        )
        for finding in spec.findings:
            if finding.severity is not Severity.NOTE:
                self._say(f"  {finding}")

    def failed(self, source: str, error: SpecError) -> None:
        """Show why a specification cannot be used."""
        del source
        self._say(f"rtlgen: error: {error}")

    def decided(self, source: str, decision: Decision) -> None:
        """Show it."""
        audit = " (audit)" if decision.is_audit else ""
        self._say(
            f"{source}: {decision.action}{audit} in stage {decision.stage}: {decision.reason}"
        )

    def warn(self, text: str) -> None:
        """Show it."""
        self._say(f"rtlgen: {text}")

    def _judged(self, item: Judged) -> None:
        note = f" ({item.candidate.note})" if item.candidate.note else ""
        self._say(f"  candidate {item.candidate.id}{note}: {item.verdict.status}")

    def _backend_failed(self, name: str, error: BackendError) -> None:
        self._say(f"  {name} failed: {error}")

    def _heard(self, opinion: Opinion) -> None:
        outcome = opinion.problem or f"{opinion.rows} rows"
        self._say(f"  second opinion of {opinion.backend}: {outcome}")

    def _say(self, text: str) -> None:
        print(text, file=sys.stderr, flush=True)


class HumanView(ProgressView):
    """A few lines per specification: the verdict, what proved it, where the evidence lies."""

    def __init__(self) -> None:
        self._count = 0
        self._passed = 0

    def done(self, outcome: SpecOutcome) -> None:
        """Print the result of one specification."""
        ranking = outcome.ranking
        self._count += 1
        self._passed += ranking.status is Status.PASS
        best = ranking.best
        if best is None:
            print(f"{outcome.source}: no candidate: no backend had an answer")
        else:
            target = outcome.verilog or "no Verilog written"
            print(f"{outcome.source}: {ranking.status}  {target}")
            made = best.candidate.note or best.candidate.backend
            print(f"  made by   {made}")
            for line in verdict_lines(best.verdict.checks):
                print(f"  {line}")
            if best.verdict.status is Status.UNKNOWN and not best.verdict.proofs:
                print("  not verified: nothing in the spec can be checked; give --ref or --tb")
            if ranking.agreement is not None:
                same = round(ranking.agreement * ranking.drawn)
                print(
                    f"  agreement {same} of {ranking.drawn} candidates do the same; chance to be "
                    f"right {outcome.confidence:.0%}"
                )
            for opinion in ranking.opinions:
                print(f"  opinion   {opinion_line(opinion, ranking)}")
            if ranking.dispute is not None:
                print(f"  question  {ranking.dispute.question}")
                print(f"  answer    in {outcome.folder / QUESTIONS}, then run this again")
        print(f"  evidence  {outcome.folder}")
        print(f"  again     {outcome.replay_command}", flush=True)

    def resumed(self, source: str, folder: Path, status: str) -> None:
        """Say that an earlier run had finished this."""
        self._count += 1
        self._passed += status == Status.PASS
        print(f"{source}: {status}  (finished earlier)\n  evidence  {folder}")

    def failed(self, source: str, error: SpecError) -> None:
        """Count a specification that cannot be used."""
        super().failed(source, error)
        self._count += 1

    def finish(self) -> None:
        """Print the sum over all specifications."""
        if self._count > 1:
            print(f"{self._passed} of {self._count} specifications verified")


def opinion_line(opinion: Opinion, ranking: Ranking) -> str:
    """Who said it, and which candidates meet it, or why it does not count."""
    if not opinion.counts:
        return f"{opinion.backend}: does not count: {opinion.problem}"
    met = sum(ranking.counts[key] for key in opinion.met_by)
    return f"{opinion.backend}: {opinion.rows} rows, met by {met} of {ranking.drawn} candidates"


def verdict_lines(checks: tuple[CheckResult, ...]) -> list[str]:
    """One line per check: what it did and what decided."""
    lines = []
    for check in checks:
        word = f"{check.check:<9} {check.status}"
        if check.kind is CheckKind.BEHAVIOURAL and check.total and not check.proved:
            word += f", {check.passed} of {check.expected_total} vectors"
        if check.proved:
            word += ", proved for all inputs" + ("" if check.bound is None else " up to the bound")
        if check.status is not Status.PASS and check.reason:
            word += f": {check.reason}"
        lines.append(word)
        if check.evidence is not None:
            lines.append(f"{'':<9} {check.evidence.summary}")
        lines.extend(
            f"{'':<9} {finding}"
            for finding in check.findings
            if finding.severity is not Severity.NOTE
        )
    return lines


class JsonView(ProgressView):
    """One JSON document, or one object per line as specifications finish."""

    def __init__(self, *, has_lines: bool) -> None:
        self._has_lines = has_lines
        self._records: list[dict[str, object]] = []

    def done(self, outcome: SpecOutcome) -> None:
        """Record the result of one specification."""
        best = outcome.ranking.best
        dispute = outcome.ranking.dispute
        self._add(
            {
                "spec": outcome.source,
                "module": outcome.spec.name,
                "status": outcome.ranking.status.value,
                "verilog": None if outcome.verilog is None else outcome.verilog.as_posix(),
                "evidence": (outcome.folder / "evidence.json").as_posix(),
                "drawn": outcome.ranking.drawn,
                "agreement": outcome.ranking.agreement,
                "confidence": round(outcome.confidence, 4),
                "question": None if dispute is None else dispute.question,
                "opinions": [opinion_record(item) for item in outcome.ranking.opinions],
                "elapsed_s": round(outcome.ranking.elapsed_s, 3),
                "verdict": None if best is None else verdict_record(best.verdict),
                "replay": outcome.replay_command,
            }
        )

    def resumed(self, source: str, folder: Path, status: str) -> None:
        """Record a specification that an earlier run had finished."""
        evidence = (folder / "evidence.json").as_posix()
        self._add({"spec": source, "status": status, "evidence": evidence, "resumed": True})

    def failed(self, source: str, error: SpecError) -> None:
        """Record a specification that cannot be used."""
        super().failed(source, error)
        self._add({"spec": source, "status": Status.ERROR.value, "error": str(error)})

    def finish(self) -> None:
        """Print the document."""
        if not self._has_lines:
            print(json.dumps({"schema_version": SCHEMA_VERSION, "specs": self._records}, indent=1))

    def _add(self, record: dict[str, object]) -> None:
        if self._has_lines:
            print(json.dumps({"schema_version": SCHEMA_VERSION, **record}), flush=True)
        self._records.append(record)
