"""`rtlgen check FILE…`: judge Verilog that exists already; the entry for CI."""

from __future__ import annotations

import dataclasses
import fnmatch
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.cli.images import ReadImages
from rtlgen.cli.options import (
    ConfigFiles,
    Model,
    Reference,
    ReferenceTop,
    Seed,
    Testbench,
    UnsafeNoSandbox,
    Workers,
    allow_no_sandbox,
    exit_code_of,
    read_reference,
    read_verilog,
    require_known,
)
from rtlgen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rtlgen.cli.images import ImagesRead
    from rtlgen.config import Config, WaiverConfig
    from rtlgen.report import ReportItem
    from rtlgen.verdict import CheckResult, Verdict
    from rtlgen.verify import CheckName, VerificationPlan

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE…", help="Verilog files (- is stdin), or specifications."),
]
SpecSource = Annotated[
    str | None,
    typer.Option("--spec", metavar="PATH", help="Specification whose ports and artefacts judge."),
]
Top = Annotated[str | None, typer.Option("--top", metavar="NAME", help="Module to judge.")]
Replay = Annotated[
    Path | None,
    typer.Option(
        "--replay", metavar="FILE", help="Drive a recorded mismatch.json and nothing else."
    ),
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        envvar="RTLGEN_CHECK_FORMAT",
        metavar="NAME",
        help="On stdout: human, json, jsonl, github, gitlab, sarif, junit.",
    ),
]
Reports = Annotated[
    list[str] | None,
    typer.Option("--report", metavar="FORMAT:PATH", help="A further report; repeatable."),
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even on a bad verdict.")]
Checks = Annotated[
    list[str] | None,
    typer.Option("--only", metavar="CHECK", help="lint, simulate or formal; repeatable."),
]
Skips = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="CHECK", help="lint, simulate or formal; repeatable."),
]
Depth = Annotated[
    int | None, typer.Option("--depth", metavar="N", min=1, help="Cycles of bounded proof.")
]
Bounded = Annotated[
    int | None,
    typer.Option(
        "--accept-bounded", metavar="N", min=1, help="Take a proof of that many cycles as PASS."
    ),
]
RequireProof = Annotated[
    bool,
    typer.Option("--require-proof", help="PASS only with a proof; simulation alone is undecided."),
]
EvidenceFolder = Annotated[
    Path | None,
    typer.Option("--evidence", metavar="PATH", help="Folder for traces and waveforms of failures."),
]

Allow = Annotated[
    list[str] | None,
    typer.Option(
        "--allow",
        metavar="NAME",
        help="What this RTL may contain although designs of strangers may not: system-tasks, "
        "delays, strings …; comma-separated or repeatable.",
    ),
]


def check(
    files: Files,
    spec: SpecSource = None,
    ref: Reference = None,
    ref_top: ReferenceTop = None,
    tb: Testbench = None,
    model: Model = None,
    top: Top = None,
    replay: Replay = None,
    output_format: Format = "human",
    report: Reports = None,
    exit_zero: ExitZero = False,
    only: Checks = None,
    skip: Skips = None,
    depth: Depth = None,
    accept_bounded: Bounded = None,
    require_proof: RequireProof = False,
    evidence: EvidenceFolder = None,
    allow: Allow = None,
    read_images: ReadImages = False,
    seed: Seed = None,
    workers: Workers = "local",
    unsafe_no_sandbox: UnsafeNoSandbox = False,
    config: ConfigFiles = None,
) -> None:
    """Judge Verilog files, or the agreement of a specification with itself.

    Verilog: by lint alone, or also by a specification, a reference, a Python model or a testbench.
    The exit code is that of the worst verdict. A specification (.md, .txt, a folder): whether its
    tables, maps, machines, waveforms and statements contradict each other, and what they leave
    open.
    """
    from importlib.metadata import version

    from rtlgen.cli.check_spec import are_specs, check_specs
    from rtlgen.config import load_config
    from rtlgen.report import Report, render, write_reports
    from rtlgen.report.render import check_format, parse_targets
    from rtlgen.verify import VerificationPlan

    check_format(output_format, "--format")
    targets = parse_targets(report or ())
    if are_specs(files):
        images = _images(files, load_config(config or ()), seed, top) if read_images else None
        result, code = check_specs(files, top, images.findings if images else {})
        sys.stdout.write(render(result, output_format))
        write_reports(result, targets)
        code = images.exit_code(code) if images else code
        raise typer.Exit(ExitCode.OK if exit_zero else code)
    if read_images:
        raise UsageError("--read-images: belongs to specifications, not to Verilog; leave it out")
    allow_no_sandbox(unsafe_no_sandbox)
    settings = load_config(config or ())
    plan = VerificationPlan(
        top=top,
        reference=read_reference(ref, ref_top),
        model=model,
        testbench=tb,
        checks=_chosen(only, skip),
        depth=depth or settings.verify.depth,
        formal_timeout_s=settings.verify.formal_timeout_s,
        seed=settings.verify.seed if seed is None else seed,
        allow_inline_waivers=True,
        relaxed=_relaxed(allow),
        accepted_bound=accept_bounded,
        requires_proof=require_proof,
    )
    plan = _with_spec(plan, spec)
    folders: list[Path | None] = [None] * len(files)
    if evidence is not None:
        from rtlgen.evidence import folder_names, make_folder

        folders = [make_folder(evidence / name) for name in folder_names(files)]
    # A file that cannot be read ends the run before anything is judged.
    texts = [read_verilog(name) for name in files]
    if replay is not None:
        verdicts = [
            _replayed(text, name, plan, replay) for text, name in zip(texts, files, strict=True)
        ]
    else:
        waveforms = [None if folder is None else folder / "mismatch.fst" for folder in folders]
        verdicts = _judge(texts, files, waveforms, plan, workers)
    judged = replay is not None or plan.has_behaviour
    items = tuple(
        _item(name, verdict, folder, plan.top or "", settings.waivers, judged=judged)
        for name, verdict, folder in zip(files, verdicts, folders, strict=True)
    )
    result = Report(items=items, version=version("rtlgen"))
    sys.stdout.write(render(result, output_format))
    write_reports(result, targets)
    code = exit_code_of(item.status for item in items)
    raise typer.Exit(ExitCode.OK if exit_zero else code)


def _images(
    files: list[str], settings: Config, seed: int | None, top: str | None
) -> ImagesRead:  # fmt: skip
    from rtlgen.cli.images import read_all_images
    from rtlgen.cli.journal import journal_path

    return read_all_images(
        files, settings, has_cache=settings.generate.has_cache, name=top, journal=journal_path(),
        seed=settings.verify.seed if seed is None else seed,
    )  # fmt: skip


def _chosen(only: list[str] | None, skip: list[str] | None) -> frozenset[CheckName]:
    from rtlgen.verify import CheckName

    names = [name.value for name in CheckName]
    for flag, values in (("--only", only), ("--skip", skip)):
        for value in values or ():
            require_known(flag, "check", value, names)
    chosen = {CheckName(name) for name in only} if only else set(CheckName)
    return frozenset(chosen - {CheckName(name) for name in skip or ()})


def _relaxed(allow: list[str] | None) -> frozenset[str]:
    if not allow:
        return frozenset()
    from rtlgen.lint.rules.allowed.groups import Group

    names = {name.strip() for value in allow for name in value.split(",")} - {""}
    for name in sorted(names):
        require_known("--allow", "name", name, list(Group))
    return frozenset(names)


def _with_spec(plan: VerificationPlan, source: str | None) -> VerificationPlan:
    if source is None:
        return plan
    from rtlgen.spec import derive_obligations, read_spec

    spec = read_spec(source, name=plan.top)
    obligations, findings = derive_obligations(spec)
    for finding in (*spec.findings, *findings):
        print(finding, file=sys.stderr)
    return dataclasses.replace(plan, top=spec.name, ports=spec.ports, obligations=obligations)


def _judge(
    texts: list[str], names: list[str], waveforms: list[Path | None], plan: VerificationPlan,
    workers: str,
) -> list[Verdict]:  # fmt: skip
    """Judge all files, some at once in each worker; they share simulations and child processes."""
    from rtlgen.errors import ToolCrashed
    from rtlgen.verify.jobs import BATCH, Job, judge
    from rtlgen.workers import Lost, open_workers

    jobs = [
        Job(
            texts=tuple(texts[at : at + BATCH]), plan=plan, paths=tuple(names[at : at + BATCH]),
            waveforms=tuple(waveforms[at : at + BATCH]),
        )
        for at in range(0, len(texts), BATCH)
    ]  # fmt: skip
    verdicts: dict[Job, list[Verdict]] = {}
    with open_workers("1" if len(jobs) == 1 else workers) as opened:
        for job, found in opened.run(judge, jobs):
            if isinstance(found, Lost):
                raise ToolCrashed(f"{job.paths[0]} and those judged with it: {found.reason}")
            verdicts[job] = found
    return [verdict for job in jobs for verdict in verdicts[job]]


def _item(
    name: str, verdict: Verdict, folder: Path | None, top: str,
    waivers: tuple[WaiverConfig, ...], *, judged: bool,
) -> ReportItem:  # fmt: skip
    from rtlgen.report import ReportItem

    verdict = dataclasses.replace(
        verdict, checks=tuple(_waive(check, name, waivers) for check in verdict.checks)
    )
    trace = _write_trace(verdict, folder, top)
    return ReportItem(path=name, verdict=verdict, is_judged=judged, trace=trace)


def _replayed(text: str, name: str, plan: VerificationPlan, replay: Path) -> Verdict:
    """Drive a trace, after lint has read the text in its child process."""
    from rtlgen.candidate import Candidate
    from rtlgen.evidence import read_trace
    from rtlgen.lint import lint_design
    from rtlgen.simulate import replay_trace
    from rtlgen.verdict import Status, Verdict
    from rtlgen.verilog import read_design

    steps = read_trace(replay)
    checks = [lint_design(text, top=plan.top, path=name, relaxed=plan.relaxed)]
    if checks[0].status is Status.PASS:
        design = read_design(text, top=plan.top, path=name)
        checks.append(replay_trace(design, steps, reference=plan.reference))
    identity = Candidate(verilog=text, backend="file").id
    return Verdict(candidate_id=identity, checks=tuple(checks))


def _waive(check: CheckResult, name: str, waivers: tuple[WaiverConfig, ...]) -> CheckResult:
    """Accept findings of lint that the configuration waives; behaviour is never waived."""
    from rtlgen.finding import Severity
    from rtlgen.lint import waived
    from rtlgen.verdict import CheckKind, Status

    if check.kind is not CheckKind.STATIC or not waivers:
        return check
    findings = []
    for finding in check.findings:
        match = next(
            (w for w in waivers if w.code == finding.code and fnmatch.fnmatch(name, w.path)
             and w.line in (None, finding.line)), None,
        )  # fmt: skip
        findings.append(waived(finding, match.reason) if match else finding)
    is_bad = any(finding.severity is Severity.ERROR for finding in findings)
    status = Status.PASS if check.status is Status.FAIL and not is_bad else check.status
    return dataclasses.replace(check, findings=tuple(findings), status=status)


def _write_trace(verdict: Verdict, folder: Path | None, top: str) -> str | None:
    from rtlgen.evidence import write_trace

    found = verdict.evidence
    if folder is None or found is None or not found.trace:
        return None
    path = folder / "mismatch.json"
    write_trace(path, found, top=top)
    return str(path)
