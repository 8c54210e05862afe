"""`rtlgen generate SPEC… -o OUT`: specifications in, checked Verilog and its evidence out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from rtlgen.cli.images import ReadImages
from rtlgen.cli.options import (
    Beams,
    ConfigFiles,
    Model,
    ModuleName,
    PortDeclarations,
    Reference,
    ReferenceTop,
    RepairTurns,
    Seed,
    Testbench,
    UnsafeNoSandbox,
    allow_no_sandbox,
    exit_code_of,
    parse_ports,
    read_reference,
    sampling_of,
)
from rtlgen.errors import ExitCode, UsageError

if TYPE_CHECKING:
    from rtlgen.generate import Finished

Sources = Annotated[
    list[str], typer.Argument(metavar="SPEC…", help="Files or folders; - is standard input.")
]
Out = Annotated[
    Path,
    typer.Option(
        "--out", "-o", metavar="PATH", help="Folder for Verilog and evidence, or a .v file."
    ),
]
Backends = Annotated[
    list[str] | None,
    typer.Option(
        "--backend",
        "-b",
        metavar="NAME",
        help="exact, embedded, endpoint[:MODEL], URL, local:FOLDER or replay:FILE; repeatable, "
        "asked in order until a candidate passes.",
    ),
]
SecondOpinions = Annotated[
    list[str] | None,
    typer.Option(
        "--second-opinion",
        metavar="NAME",
        help="Backend for worked examples that weigh candidates where nothing judges behaviour: "
        "endpoint[:MODEL], URL, local:FOLDER or replay:FILE; repeatable.",
    ),
]
Opinions = Annotated[
    int | None,
    typer.Option("--opinions", metavar="N", min=1, help="Second opinions of each such backend."),
]
Candidates = Annotated[
    int | None,
    typer.Option("--candidates", "-n", metavar="N", min=1, help="Candidates per backend."),
]
Temperature = Annotated[
    float | None,
    typer.Option(metavar="T", min=0.0, help="Sampling temperature; 0 = the likeliest answer."),
]
MaxTokens = Annotated[
    int | None, typer.Option(metavar="N", min=1, help="Limit of one completion, in tokens.")
]
MaxCandidates = Annotated[
    int | None,
    typer.Option("--max-candidates", metavar="N", min=1, help="Of all backends together."),
]
MaxTotal = Annotated[
    int | None,
    typer.Option(
        "--max-total-tokens", metavar="N", min=1, help="Written by models for a specification."
    ),
]
MaxCost = Annotated[
    float | None,
    typer.Option("--max-cost", metavar="USD", min=0.0, help="For a specification, by your prices."),
]
MaxTime = Annotated[
    float | None, typer.Option("--max-time", metavar="S", min=0.0, help="For a specification.")
]
Force = Annotated[bool, typer.Option("--force", help="Replace the results of an earlier run.")]
Cache = Annotated[
    bool | None, typer.Option("--cache/--no-cache", help="Reuse completions of equal requests.")
]
Format = Annotated[
    str,
    typer.Option(
        "--format",
        envvar="RTLGEN_GENERATE_FORMAT",
        metavar="NAME",
        help="Output on stdout: human, json or jsonl.",
    ),
]
JournalFile = Annotated[
    Path | None,
    typer.Option(
        "--journal", metavar="FILE", help="Where each specification is noted for `rtlgen report`."
    ),
]
NoJournal = Annotated[bool, typer.Option("--no-journal", help="Note nothing.")]
AcceptContradictions = Annotated[
    bool,
    typer.Option(
        "--accept-contradictions",
        help="Go on where parts of a specification contradict each other.",
    ),
]
Repair = Annotated[
    bool,
    typer.Option(
        "--repair/--no-repair",
        help="Mend what is refused for its form; where no candidate passes, try small changes, "
        "then tell the backend what is wrong.",
    ),
]
ExitZero = Annotated[bool, typer.Option("--exit-zero", help="Exit with 0 even on a bad verdict.")]


def generate(
    specs: Sources,
    out: Out,
    backend: Backends = None,
    candidates: Candidates = None,
    second_opinion: SecondOpinions = None,
    opinions: Opinions = None,
    name: ModuleName = None,
    port: PortDeclarations = None,
    ref: Reference = None,
    ref_top: ReferenceTop = None,
    tb: Testbench = None,
    model: Model = None,
    temperature: Temperature = None,
    beams: Beams = None,
    max_tokens: MaxTokens = None,
    max_candidates: MaxCandidates = None,
    max_total_tokens: MaxTotal = None,
    max_cost: MaxCost = None,
    max_time: MaxTime = None,
    seed: Seed = None,
    force: Force = False,
    cache: Cache = None,
    output_format: Format = "human",
    exit_zero: ExitZero = False,
    accept_contradictions: AcceptContradictions = False,
    repair: Repair = True,
    read_images: ReadImages = False,
    repair_turns: RepairTurns = None,
    journal: JournalFile = None,
    no_journal: NoJournal = False,
    unsafe_no_sandbox: UnsafeNoSandbox = False,
    config: ConfigFiles = None,
) -> None:
    """Write Verilog for specifications and judge it.

    What passed lies in OUT with the evidence: candidates, checks, seeds, versions. A run that was
    interrupted goes on where it stopped when the same command is given again. When a budget is
    spent, what is begun is finished and the best so far is taken.
    """
    from rtlgen.cli.backends import advisers_of, names_of, open_backends
    from rtlgen.cli.generation_view import view_for
    from rtlgen.cli.images import ImagesRead, read_all_images
    from rtlgen.cli.journal import journal_path, policy_of
    from rtlgen.config import load_config
    from rtlgen.generate import GenerateJob, run_job
    from rtlgen.search import Budget
    from rtlgen.verify import VerificationPlan

    if (name or port) and len(specs) > 1:
        raise UsageError("--name and --port belong to one specification; give one SPEC")
    allow_no_sandbox(unsafe_no_sandbox)
    view = view_for(output_format)
    settings = load_config(config or ())
    if no_journal and settings.automation.enabled:
        raise UsageError("--no-journal: automation needs the journal; disable one of them")
    seed = settings.verify.seed if seed is None else seed
    defaults = settings.generate
    job = GenerateJob(
        sources=tuple(specs),
        out=out,
        backend_names=names_of(backend, settings),
        sampling=sampling_of(settings, candidates, temperature, beams, max_tokens, seed),
        name=name,
        ports=parse_ports(port),
        judges=VerificationPlan(
            reference=read_reference(ref, ref_top),
            model=model,
            testbench=tb,
            depth=settings.verify.depth,
            formal_timeout_s=settings.verify.formal_timeout_s,
            seed=seed,
        ),
        is_forced=force,
        budget=Budget(
            candidates=max_candidates,
            tokens=max_total_tokens,
            cost_usd=max_cost,
            time_s=max_time,
        ),
        opinion_names=advisers_of(second_opinion, settings),
        opinions=opinions or defaults.opinions,
        accepts_contradictions=accept_contradictions,
        repairs=repair,
        turns=defaults.repair_turns if repair_turns is None else repair_turns,
        journal=None if no_journal else journal or journal_path(),
        policy=policy_of(settings),
    )
    has_cache = defaults.has_cache if cache is None else cache
    images = ImagesRead()
    if read_images:
        images = read_all_images(
            specs, settings, has_cache=has_cache, seed=seed, journal=job.journal, name=name,
            ports=job.ports,
        )  # fmt: skip
        for finding in (item for found in images.findings.values() for item in found):
            view.warn(str(finding))
    with (
        open_backends(job.backend_names, settings, has_cache=has_cache) as opened,
        open_backends(job.opinion_names, settings, has_cache=has_cache) as advisers,
    ):
        finished, refused = run_job(job, opened, view, advisers=advisers)
    if refused:
        raise typer.Exit(min(error.exit_code for error in refused))
    raise typer.Exit(ExitCode.OK if exit_zero else images.exit_code(_exit_code(finished)))


def _exit_code(finished: Sequence[Finished]) -> ExitCode:
    """A person's part weighs more than an undecided verdict, less than a negative one."""
    code = exit_code_of(item.status for item in finished)
    actions = {item.action for item in finished} - {None}
    if "accept" in actions and code is ExitCode.UNDECIDED:
        undecided = [item for item in finished if item.action != "accept"]
        code = exit_code_of(item.status for item in undecided)
    is_asked = any(
        item.action == "ask" or item.awaits_approval or (item.action is None and item.has_question)
        for item in finished
    )
    return ExitCode.HUMAN if is_asked and code in (ExitCode.OK, ExitCode.UNDECIDED) else code
