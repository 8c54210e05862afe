"""`rtlgen data`: verified examples for training."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated, Any

import typer

from rtlgen.cli.examples import EXAMPLES
from rtlgen.cli.options import UnsafeNoSandbox, Workers, allow_no_sandbox, require_known
from rtlgen.errors import UsageError

app = typer.Typer(help="Make and look at training data.", no_args_is_help=True)

Out = Annotated[Path, typer.Option("--out", "-o", metavar="DIR", help="Folder; resumes one.")]
Count = Annotated[int, typer.Option(metavar="N", min=1, help="Examples, up to a shard more.")]
Seed = Annotated[int, typer.Option(metavar="N", help="The same seed makes the same examples.")]
Families = Annotated[
    list[str] | None, typer.Option("--family", metavar="NAME", help="Only this; repeatable.")
]
PartName = Annotated[
    str,
    typer.Option(
        "--split", metavar="NAME",
        help="train, phrasing (words that train never has) or family (families of which it has "
        "none).",
    ),
]  # fmt: skip


@app.command("generate", epilog=EXAMPLES["data generate"])
def generate(
    out: Out,
    count: Count = 1000,
    seed: Seed = 0,
    family: Families = None,
    split: PartName = "train",
    workers: Workers = "local",
    unsafe_no_sandbox: UnsafeNoSandbox = False,
) -> None:
    """Draw designs, judge them, and write specifications for those that are right.

    Every style of a design is simulated against a behaviour that was written independently; styles
    of combinational designs are proved equal, of others now and then. The same command goes on
    where it was interrupted.
    """
    from rtlgen.datagen.families import families
    from rtlgen.datagen.shards import (
        DESIGNS_PER_SHARD,
        EXAMPLES_PER_DESIGN,
        ShardJob,
        make_shards,
    )
    from rtlgen.datagen.split import Split, families_of
    from rtlgen.evidence import make_folder
    from rtlgen.workers import open_workers

    require_known("--split", "part", split, list(Split))
    part = Split(split)
    known = families_of(part, families())
    for name in family or ():
        require_known("--family", "family", name, known)
    allow_no_sandbox(unsafe_no_sandbox)
    folder = make_folder(out)
    shards = -(-count // (DESIGNS_PER_SHARD * EXAMPLES_PER_DESIGN))
    jobs = [
        ShardJob(number=n, seed=seed, folder=folder, split=part, families=tuple(family or known))
        for n in range(shards)
    ]
    started, made, rejected = time.monotonic(), 0, Counter[str]()

    def show(done: int, total: int, record: Mapping[str, Any]) -> None:
        nonlocal made
        made += record["examples"]
        rejected.update(item["reason"] for item in record["rejected"])
        rate = 60 * made / (time.monotonic() - started)
        print(
            f"{done} of {total} shards, {made} examples, {rate:.0f} a minute", file=sys.stderr,
            flush=True,
        )  # fmt: skip

    with open_workers(workers) as opened:
        manifest = make_shards(jobs, opened, show)
    for reason, number in rejected.most_common():
        print(f"rejected {number}: {reason}", file=sys.stderr)
    shown = {key: manifest[key] for key in ("examples", "proved", "designs", "rejected")}
    print(json.dumps(shown))


@app.command("retell", epilog=EXAMPLES["data retell"])
def retell(
    source: Annotated[
        Path, typer.Argument(metavar="DIR", help="Folder of `rtlgen data generate`.")
    ],
    out: Out,
    times: Annotated[int, typer.Option(metavar="N", min=1, help="Texts of each design.")] = 20,
    family: Families = None,
    fit: Annotated[
        bool,
        typer.Option(
            "--fit", help="Answer each text in the style of coding that is nearest to its words."
        ),
    ] = False,
    seed: Seed = 0,
    workers: Workers = "local",
) -> None:
    """Tell designs that were judged already in other words.

    The designs are drawn again and compared with the Verilog that was judged. Texts that the
    folder has already are left out.
    """
    from rtlgen.datagen.retell import retell as retell_all
    from rtlgen.evidence import make_folder
    from rtlgen.workers import open_workers

    made = 0

    def show(done: int, total: int, record: Mapping[str, Any]) -> None:
        nonlocal made
        made += record["examples"]
        print(f"{done} of {total} shards, {made} examples", file=sys.stderr, flush=True)

    if (out / "manifest.json").exists():
        raise UsageError(f"{out}: holds data already; name another --out")
    with open_workers(workers) as opened:
        manifest = retell_all(
            source,
            make_folder(out),
            opened,
            show,
            times=times,
            seed=seed,
            only=family or (),
            is_fitting=fit,
        )
    print(json.dumps({key: manifest[key] for key in ("examples", "drawn_otherwise")}))


@app.command("import", epilog=EXAMPLES["data import"])
def import_(
    source: Annotated[
        Path, typer.Argument(metavar="DIR", help="Specifications and references of the same name.")
    ],
    out: Out,
    unsafe_no_sandbox: UnsafeNoSandbox = False,
) -> None:
    """Make examples of your own specifications and Verilog: NAME.md beside NAME.v.

    A reference must pass what its specification demands; rejected.jsonl says why others were left
    out. The folder serves `rtlgen train grpo` and all commands on data.
    """
    from rtlgen.datagen.imported import REJECTED, import_pairs
    from rtlgen.evidence import make_folder

    allow_no_sandbox(unsafe_no_sandbox)
    if (out / "manifest.json").exists():
        raise UsageError(f"{out}: holds data already; name another --out")
    manifest = import_pairs(source, make_folder(out))
    for line in (out / REJECTED).read_text().splitlines():
        row = json.loads(line)
        print(f"rejected {row['file']}: {row['reason']}", file=sys.stderr)
    print(json.dumps({key: manifest[key] for key in ("examples", "rejected")}))


Sources = Annotated[
    list[Path], typer.Argument(metavar="DIR...", help="Folders of `rtlgen data generate`.")
]
Against = Annotated[
    list[Path] | None,
    typer.Option("--against", metavar="SUITE.jsonl", help="Give away none of it; repeatable."),
]
Apart = Annotated[
    list[Path] | None,
    typer.Option(
        "--apart-from", metavar="SUITE.jsonl",
        help="Share no design with it; words may be alike; repeatable.",
    ),
]  # fmt: skip
MostAlike = Annotated[
    int,
    typer.Option("--most-alike", metavar="N", min=0, help="Examples of one syntax tree; 0 = all."),
]


@app.command("clean", epilog=EXAMPLES["data clean"])
def clean(
    sources: Sources,
    out: Out,
    against: Against = None,
    apart_from: Apart = None,
    most_alike: MostAlike = 40,
    behaviour: Annotated[
        bool, typer.Option("--behaviour", help="Look also at what designs do: run them all.")
    ] = False,
    workers: Workers = "local",
) -> None:
    """Leave out examples that give away a benchmark, come twice, or are too much alike.

    An example gives a problem away when its Verilog is the reference but for names and layout, or
    when thirteen words in a row are the same; with --behaviour also when it does what the reference
    does. removed.jsonl lists each with its reason.
    """
    from rtlgen.datagen.clean import clean as clean_data
    from rtlgen.datagen.decontaminate import Measured
    from rtlgen.datagen.series import series
    from rtlgen.evaluate.suite import read_suite
    from rtlgen.evidence import make_folder
    from rtlgen.workers import open_workers

    suites = [
        (read_suite(path), has_words)
        for paths, has_words in ((against, True), (apart_from, False))
        for path in paths or ()
    ]
    measured = [
        Measured(
            id=problem.id, prompt=problem.prompt if has_words else "", reference=problem.reference
        )
        for suite, has_words in suites
        for problem in suite.problems
    ]  # fmt: skip
    said = [
        {"file": Path(suite.path).name, "sha256": suite.sha256, "problems": len(suite.problems),
         "by": series(["tree", *["behaviour"] * behaviour, *["words"] * has_words])}
        for suite, has_words in suites
    ]  # fmt: skip
    if (out / "manifest.json").exists():
        raise UsageError(f"{out}: holds data already; name another --out")
    with open_workers(workers) if behaviour else nullcontext() as opened:
        manifest = clean_data(
            sources, make_folder(out), measured, most_alike=most_alike, suites=said, workers=opened
        )
    shown = ("examples", "trees", "behaviours", "removed")
    print(json.dumps({key: manifest[key] for key in shown if key in manifest}))


@app.command("report", epilog=EXAMPLES["data report"])
def report(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Folder of examples.")],
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help="On stdout: markdown or json.")
    ] = "markdown",
) -> None:
    """Show what is in a folder of examples: families, manners, lengths, how much is alike."""
    from rtlgen.datagen.report import as_markdown, describe
    from rtlgen.datagen.shards import read_examples

    require_known("--format", "format", form, ("markdown", "json"))
    found = describe(read_examples(folder))
    print(json.dumps(found) if form == "json" else as_markdown(found), end="\n" * (form == "json"))
