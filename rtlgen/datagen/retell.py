"""More texts of designs that were judged already: words cost a hundredth of what a verdict does.

The designs of a folder are drawn again from its seed, compared with the Verilog that was judged,
and told in other words. Nothing is written of a design that the folder does not hold, or that this
version draws otherwise.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.example import Example, write_examples
from rtlgen.datagen.families import Draw, families
from rtlgen.datagen.folder import origin, read_manifest
from rtlgen.datagen.shards import (
    MANIFEST,
    SCHEMA_VERSION,
    TABLES,
    Progress,
    draw,
    read_shard,
    write_shard,
)
from rtlgen.datagen.split import Split, told_in
from rtlgen.datagen.tabled import STYLE, with_table
from rtlgen.datagen.writers import TABLED
from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.evidence.files import write_text
from rtlgen.workers import Lost, Workers

_OTHERWISE: Final = "drawn_otherwise"
"""What a shard says of designs that are left out; the manifest has their sum."""


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
    only: frozenset[str] = frozenset()
    """Families that are told again; empty = all."""
    is_fitting: bool = False
    """Answer each text in the style that is nearest to it."""


def retell(
    source: Path, out: Path, workers: Workers, on_shard: Progress, *, times: int, seed: int,
    only: Collection[str] = (), is_fitting: bool = False,
) -> dict[str, Any]:  # fmt: skip
    """Write a folder with other texts of the designs of `source`; return its manifest.

    Args:
        source: Folder of `make_shards`.
        out: A new folder.
        workers: Tell the shards.
        on_shard: Called with each shard that is done.
        times: Texts of each design, at most.
        seed: Of the words.
        only: Families that are told again; empty = all.
        is_fitting: Answer each text in the style that is nearest to it; else the styles in turn.

    Raises:
        UsageError: `source` is no folder of `make_shards`, was changed, or holds no design that
            this version draws as it did.
        ToolCrashed: a shard could not be made, or the disk is full.
    """
    manifest = read_manifest(source)
    settings = manifest["settings"]
    if "families" not in settings:
        raise UsageError(f"{source}: is not from `rtlgen data generate`: its designs have no seed")
    if absent := sorted(set(only) - set(settings["families"])):
        raise UsageError(f"{source}: holds no designs of the family '{absent[0]}'")
    jobs = [
        RetellJob(
            source=source, file=shard["file"], sha256=shard["sha256"], settings=settings, out=out,
            times=times, seed=seed, only=frozenset(only), is_fitting=is_fitting,
        )
        for shard in manifest["shards"]
    ]  # fmt: skip
    made: dict[str, dict[str, Any]] = {}
    with closing(workers.run(retell_shard, jobs)) as results:
        for job, found in results:
            if isinstance(found, Lost):
                raise ToolCrashed(f"{out / job.file}: {found.reason}; run the same command again")
            made[job.file] = found
            on_shard(len(made), len(jobs), found)
    shards = [made[job.file] for job in jobs]
    otherwise = sum(shard.pop(_OTHERWISE) for shard in shards)
    if otherwise and not any(shard["examples"] for shard in shards):
        raise UsageError(
            f"{source}: its {otherwise} designs are drawn otherwise by this version; make the data "
            "with `rtlgen data generate` again"
        )
    told = {
        "schema_version": SCHEMA_VERSION,
        "settings": {
            "times": times,
            "seed": seed,
            "split": settings["split"],
            "only": sorted(only),
            "fitting": is_fitting,
        },
        "examples": sum(shard["examples"] for shard in shards),
        _OTHERWISE: otherwise,
        "made_from": [origin(source)],
        "shards": shards,
    }
    write_text(out / MANIFEST, json.dumps(told, indent=1) + "\n")
    return told


def retell_shard(job: RetellJob) -> dict[str, Any]:
    """Tell the designs of one shard again; return what the manifest says of the file."""
    judged: dict[int, list[Example]] = defaultdict(list)
    for example in read_shard(job.source / job.file, job.sha256):
        if not job.only or example.family in job.only:
            judged[example.design].append(example)
    known = families()
    drawn = {
        number: _drawn_again(known.get(some[0].family), job, number, some)
        for number, some in judged.items()
    }
    examples = [
        example
        for number, design in drawn.items()
        if design is not None
        for example in _told(job, number, design, judged[number])
    ]
    sha256 = write_shard(job.out / job.file, examples)
    return {
        "file": job.file, "examples": len(examples), "sha256": sha256,
        _OTHERWISE: sum(design is None for design in drawn.values()),
    }  # fmt: skip


def _drawn_again(
    family: Draw | None, job: RetellJob, number: int, judged: Sequence[Example]
) -> Drawn | None:
    """Return the design of some examples; None if it is not the one that was judged."""
    if family is None:
        return None
    drawn, _ = draw(family, job.settings["seed"], number)
    if job.settings.get(TABLES):
        drawn = with_table(drawn)
    return drawn if all(_is_of(drawn, example) for example in judged) else None


def _told(
    job: RetellJob, number: int, drawn: Drawn, judged: Sequence[Example]
) -> Iterator[Example]:
    split = Split(job.settings["split"])
    rng = random.Random(f"{job.settings['seed']}/{number}/told {job.seed}")  # noqa: S311
    before = {example.prompt for example in judged}
    told = write_examples(
        told_in(split, drawn), job.times, rng, design=number, is_reworded=split is Split.TRAIN,
        is_fitting=job.is_fitting,
    )  # fmt: skip
    unfit = TABLED if _lacks_table(drawn) else frozenset()
    return (one for one in told if one.prompt not in before and one.manner not in unfit)


def _lacks_table(drawn: Drawn) -> bool:
    """Whether a table would be answered by a formula: the style of a table was not judged."""
    return STYLE not in drawn.bodies and STYLE in with_table(drawn).bodies


def _is_of(drawn: Drawn, example: Example) -> bool:
    return example.style in drawn.bodies and drawn.verilog(example.style) == example.verilog
