"""More texts of designs that were judged already: words cost a hundredth of what a verdict does.

The designs of a folder are drawn again from its seed, compared with the Verilog that was judged,
and told in other words. Nothing is written of a design that the folder does not hold.
"""

from __future__ import annotations

import itertools
import json
import random
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.example import Example, write_examples
from rtlgen.datagen.families import families
from rtlgen.datagen.folder import origin, read_manifest
from rtlgen.datagen.shards import MANIFEST, SCHEMA_VERSION, Progress, draw, read_shard, write_shard
from rtlgen.datagen.split import Split, told_in
from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.evidence.files import write_text
from rtlgen.workers import Lost, Workers


@dataclass(frozen=True, slots=True, kw_only=True)
class RetellJob:
    """One shard to be told again."""

    source: Path
    """Folder of `make_shards`."""
    file: str
    sha256: str
    settings: dict[str, Any]
    """Of the source's manifest."""
    out: Path
    times: int
    """Texts of each design, at most."""
    seed: int


def retell(
    source: Path, out: Path, workers: Workers, on_shard: Progress, *, times: int, seed: int
) -> dict[str, Any]:
    """Write a folder with other texts of the designs of `source`; return its manifest.

    Raises:
        UsageError: `source` is no folder of `make_shards`, was changed, or was made by other
            families than those of this version.
        ToolCrashed: a shard could not be made, or the disk is full.
    """
    manifest = read_manifest(source)
    settings = manifest["settings"]
    if "families" not in settings:
        raise UsageError(f"{source}: is not from `rtlgen data generate`: its designs have no seed")
    jobs = [
        RetellJob(
            source=source, file=shard["file"], sha256=shard["sha256"], settings=settings, out=out,
            times=times, seed=seed,
        )
        for shard in manifest["shards"]
    ]  # fmt: skip
    made: dict[str, dict[str, Any]] = {}
    with closing(workers.run(retell_shard, jobs)) as results:
        for job, found in results:
            if isinstance(found, UsageError):
                raise found
            if isinstance(found, Lost):
                raise ToolCrashed(f"{out / job.file}: {found.reason}; run the same command again")
            made[job.file] = found
            on_shard(len(made), len(jobs), found)
    shards = [made[job.file] for job in jobs]
    told = {
        "schema_version": SCHEMA_VERSION,
        "settings": {"times": times, "seed": seed, "split": settings["split"]},
        "examples": sum(shard["examples"] for shard in shards),
        "made_from": [origin(source)],
        "shards": shards,
    }
    write_text(out / MANIFEST, json.dumps(told, indent=1) + "\n")
    return told


def retell_shard(job: RetellJob) -> dict[str, Any] | UsageError:
    """Tell the designs of one shard again; return what the manifest says of the file."""
    try:
        examples = list(_told(job))
    except UsageError as error:
        return error
    sha256 = write_shard(job.out / job.file, examples)
    return {"file": job.file, "examples": len(examples), "sha256": sha256}


def _told(job: RetellJob) -> Iterator[Example]:
    judged: dict[int, list[Example]] = defaultdict(list)
    for example in read_shard(job.source / job.file, job.sha256):
        judged[example.design].append(example)
    split = Split(job.settings["split"])
    known = families()
    for number, examples in judged.items():
        family = known[examples[0].family]
        drawn, _ = draw(family, job.settings["seed"], number)
        if not all(_is_of(drawn, example) for example in examples):
            raise UsageError(
                f"{job.source / job.file}: design {number} of {examples[0].family} is drawn "
                "otherwise by this version; make the data with `rtlgen data generate` again"
            )
        rng = random.Random(f"{job.settings['seed']}/{number}/told {job.seed}")  # noqa: S311
        before = {example.prompt for example in examples}
        told = write_examples(
            told_in(split, drawn), job.times, rng, design=number,
            is_reworded=split is Split.TRAIN,
        )  # fmt: skip
        yield from itertools.filterfalse(lambda one: one.prompt in before, told)  # noqa: B023


def _is_of(drawn: Drawn, example: Example) -> bool:
    return example.style in drawn.bodies and drawn.verilog(example.style) == example.verilog
