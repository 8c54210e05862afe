"""Read each specification, search for a design that passes, write the bundle."""

from __future__ import annotations

import dataclasses
import json
import shlex
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rtlgen.automation import Action, Decision
from rtlgen.candidate import Backend, Candidate
from rtlgen.consistency import Consistency, check_consistency
from rtlgen.errors import SpecContradiction, SpecError, UsageError
from rtlgen.evidence import Bundle, OutputFolder, write_bundle
from rtlgen.evidence.bundle import spec_hash
from rtlgen.evidence.files import write_text
from rtlgen.evidence.questions import answered
from rtlgen.finding import Finding
from rtlgen.generate.job import GenerateJob
from rtlgen.generate.journal import keep, trust_in
from rtlgen.generate.mending import correct_for, mend_for
from rtlgen.generate.view import SpecOutcome, View
from rtlgen.prompt import build_request
from rtlgen.search import (
    Deciding,
    Judge,
    Judged,
    SecondOpinion,
    comparison,
    demanding,
    search,
)
from rtlgen.search.confidence import confidence_of
from rtlgen.spec import Obligation, Spec, derive_obligations, read_spec
from rtlgen.spec.readings import WAITING
from rtlgen.verdict import Status, Verdict
from rtlgen.verify import VerificationPlan, verify_all


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """What became of one specification."""

    status: Status
    has_question: bool
    """A person should say something; see `rtlgen.evidence.questions`."""
    awaits_approval: bool = False
    """A person should approve what was read from an image."""
    action: Action | None = None
    """What automation did; None where it is off, or an earlier run finished this."""


def run_job(
    job: GenerateJob, backends: Sequence[Backend], view: View, *, advisers: Sequence[Backend] = ()
) -> tuple[list[Finished], list[SpecError]]:
    """Work through all specifications.

    A run that was interrupted goes on where it stopped: specifications whose bundle is there and
    whose text is unchanged are passed over.

    Args:
        job: What was asked for.
        backends: Asked for candidates, in order.
        view: Told of the progress.
        advisers: Asked for second opinions.

    Returns:
        What became of each specification that could be used, and why the others could not; the
        view was told of both.

    Raises:
        UsageError: OUT cannot be used.
        BackendError, ToolError: as in `search` and `verify`.
    """
    _check_out(job)
    OutputFolder.open(job.evidence_root, fingerprint=job.fingerprint, is_forced=job.is_forced)
    finished, errors = [], []
    for source in job.sources:
        try:
            finished.append(_run_source(job, source, backends, view, advisers))
        except SpecError as error:
            errors.append(error)
            view.failed(source, error)
    view.finish()
    return finished, errors


def _check_out(job: GenerateJob) -> None:
    if not job.is_single_file:
        return
    if len(job.sources) > 1:
        raise UsageError(f"--out {job.out}: one file holds one module; name a folder")
    if job.out.exists() and not job.is_forced:
        raise UsageError(f"{job.out}: exists already; name another --out, or give --force")


def _run_source(
    job: GenerateJob, source: str, backends: Sequence[Backend], view: View,
    advisers: Sequence[Backend],
) -> Finished:  # fmt: skip
    events = view.start(source)
    folder = job.folder_of(source)
    spec = read_spec(source, name=job.name, ports=job.ports)
    answers = answered(folder)
    if not job.is_forced and (earlier := _finished(folder, spec, len(answers))) is not None:
        view.resumed(source, folder, earlier.status.value)
        return dataclasses.replace(earlier, awaits_approval=_awaits_approval(spec))
    if not job.is_forced:
        _refuse_edited(folder, spec)
    consistency = check_consistency(spec)
    if not job.accepts_contradictions:
        _refuse_contradictions(consistency)
    obligations, findings = derive_obligations(spec)
    spec = _with_findings(spec, (*findings, *consistency.found))
    view.read(spec, obligations)
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as scratch:
        waveforms = Path(scratch)
        names = [backend.name for backend in backends]
        deciding = _deciding(_plan(job, spec, obligations), job, advisers, names)
        obligations += answers
        plan = _plan(job, spec, obligations)
        ranking = search(
            build_request(spec), backends, job.sampling, _judge(plan, waveforms),
            deciding=deciding, events=events,
        )  # fmt: skip
        bundle = Bundle(
            spec=spec,
            obligations=obligations,
            ranking=ranking,
            seed=job.sampling.seed,
            replay_command=_replay_command(job, source, folder / f"{spec.name}.v"),
            waveform=_waveform_of(ranking.best, waveforms),
            answers=len(answers),
        )
        verilog = write_bundle(folder, bundle)
    if job.is_single_file and verilog is not None:
        write_text(job.out, verilog.read_text(encoding="utf-8"))
        verilog = job.out
    outcome = SpecOutcome(
        source=source,
        spec=spec,
        obligations=obligations,
        ranking=ranking,
        verilog=verilog,
        confidence=confidence_of(ranking, is_determined=_is_determined(job, obligations)),
        folder=folder,
        replay_command=bundle.replay_command,
    )
    view.done(outcome)
    decision = _decision(job, outcome, view)
    return Finished(
        status=ranking.status, has_question=ranking.dispute is not None,
        awaits_approval=_awaits_approval(spec),
        action=None if decision is None else decision.action,
    )  # fmt: skip


def _awaits_approval(spec: Spec) -> bool:
    return any(finding.code == WAITING for finding in spec.findings)


def _decision(job: GenerateJob, outcome: SpecOutcome, view: View) -> Decision | None:
    """Note an outcome; decide about it where the project automates."""
    if job.journal is None:
        return None
    has_judge = job.judges.has_behaviour
    decision = keep(job.journal, outcome, job.policy, has_judge=has_judge, view=view)
    if decision is not None:
        view.decided(outcome.source, decision)
    return decision


def _finished(folder: Path, spec: Spec, answers: int) -> Finished | None:
    """What an earlier run came to for the same text and as many answers, or None."""
    record = _read_record(folder)
    try:
        if record["spec"]["sha256"] != spec_hash(spec) or record["answers"] != answers:
            return None
        return Finished(status=Status(record["status"]), has_question=bool(record["question"]))
    except (KeyError, TypeError):
        return None


def _refuse_edited(folder: Path, spec: Spec) -> None:
    """Keep the Verilog of an earlier bundle that a person went on to work with."""
    path = folder / f"{spec.name}.v"
    chosen = _read_record(folder).get("chosen")
    if chosen is None or not path.is_file():
        return
    text = path.read_text(encoding="utf-8", errors="replace")
    if Candidate(verilog=text, backend="file").id != chosen:
        raise UsageError(
            f"{path}: was changed since it was written; name another --out, or give --force to "
            "replace it"
        )


def _read_record(folder: Path) -> dict[str, Any]:
    """The evidence of an earlier run; empty when there is none, or one that was cut off."""
    try:
        record = json.loads((folder / "evidence.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return record if isinstance(record, dict) else {}


def _refuse_contradictions(consistency: Consistency) -> None:
    found = [f"{f.path}:{f.line}: {f.message} [{f.code}]" for f in consistency.contradictions]
    if found:
        advice = "No design can meet both; correct one, or go on with --accept-contradictions"
        raise SpecContradiction("\n".join([*found, advice]))


def _with_findings(spec: Spec, findings: tuple[Finding, ...]) -> Spec:
    return dataclasses.replace(spec, findings=spec.findings + findings)


def _is_determined(job: GenerateJob, obligations: Sequence[Obligation]) -> bool:
    return job.judges.has_behaviour or any(demand.is_complete for demand in obligations)


def _plan(job: GenerateJob, spec: Spec, obligations: tuple[Obligation, ...]) -> VerificationPlan:
    return dataclasses.replace(job.judges, top=spec.name, ports=spec.ports, obligations=obligations)


def _deciding(
    plan: VerificationPlan, job: GenerateJob, advisers: Sequence[Backend],
    backends: Sequence[str],
) -> Deciding:  # fmt: skip
    """Where nothing can judge behaviour, candidates are compared with each other."""
    correct = correct_for(plan) if job.repairs else None
    turns = job.turns if job.repairs else 0
    if plan.has_behaviour:
        mend = mend_for(plan) if job.repairs else None
        return Deciding(budget=job.budget, correct=correct, mend=mend, turns=turns)
    top, seed = plan.top or "", job.sampling.seed
    second = None
    if advisers:
        sampling = dataclasses.replace(job.sampling, n=job.opinions)
        meets = demanding(top, plan.ports or (), seed)
        second = SecondOpinion(backends=tuple(advisers), sampling=sampling, meets=meets)
    return Deciding(
        compare=comparison(top, seed), is_final=False, budget=job.budget, correct=correct,
        turns=turns, second=second, trust=trust_in(job.journal, backends),
    )  # fmt: skip


def _judge(plan: VerificationPlan, waveforms: Path) -> Judge:
    def judge(candidates: Sequence[Candidate]) -> Sequence[Verdict]:
        return verify_all(
            [candidate.verilog for candidate in candidates],
            plan,
            waveforms=[waveforms / f"{candidate.id}.fst" for candidate in candidates],
        )

    return judge


def _waveform_of(best: Judged | None, waveforms: Path) -> Path | None:
    return None if best is None else waveforms / f"{best.candidate.id}.fst"


def _replay_command(job: GenerateJob, source: str, verilog: Path) -> str:
    command = ["rtlgen", "check", str(verilog)]
    if source != "-":
        command += ["--spec", source]
    if job.judges.reference is not None:
        command += ["--ref", job.judges.reference.path or "REFERENCE"]
    if job.judges.testbench is not None:
        command += ["--tb", job.judges.testbench]
    if job.judges.model is not None:
        command += ["--model", job.judges.model]
    return shlex.join([*command, "--seed", str(job.judges.seed)])
