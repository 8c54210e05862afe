"""Many examples, in shards that can be made apart and again.

    shard-00000.jsonl   examples, a line of JSON each
    shard-00000.json    what became of its designs, the hash of the examples
    manifest.json       all shards, the seed, the versions of the tools

A shard depends on the seed and on its number alone. Its second file is written last; a shard
without it is made again.
"""

from __future__ import annotations

import hashlib
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from rtlgen.datagen.behaviour import Combinational
from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.example import Example, write_examples
from rtlgen.datagen.families import Draw, families
from rtlgen.datagen.judge import Examined, examine
from rtlgen.datagen.split import Split, told_in
from rtlgen.datagen.tabled import with_table
from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.evidence.files import write_text
from rtlgen.sandbox import tool_versions
from rtlgen.verdict import Status
from rtlgen.verilog import VerilogError
from rtlgen.workers import Lost, Workers

SCHEMA_VERSION = 1
TABLES = "tables"
"""Setting of a folder: designs have the style of a table where one fits, see `tabled`."""
MANIFEST = "manifest.json"
DESIGNS_PER_SHARD = 50
EXAMPLES_PER_DESIGN = 10
PROOF_OF_EACH = 8
"""Of so many designs with registers one is proved, beside its simulation; proofs take longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardJob:
    """One shard to be made."""

    number: int
    seed: int
    folder: Path
    families: tuple[str, ...]
    split: Split = Split.TRAIN
    designs: int = DESIGNS_PER_SHARD
    examples: int = EXAMPLES_PER_DESIGN
    """Of each design, at most."""

    @property
    def data(self) -> Path:
        """Where its examples lie."""
        return self.folder / f"shard-{self.number:05}.jsonl"

    @property
    def record(self) -> Path:
        """Where it is said what became of its designs."""
        return self.data.with_suffix(".json")


class Progress(Protocol):
    """Is told how far the work is."""

    def __call__(self, done: int, total: int, record: Mapping[str, Any]) -> None:
        """So many of the shards are there; this one is new."""


def make_shards(jobs: list[ShardJob], workers: Workers, on_shard: Progress) -> dict[str, Any]:
    """Make the shards that are not there yet, and the manifest.

    Returns:
        The manifest.

    Raises:
        UsageError: the folder holds shards that were made otherwise.
        ToolCrashed: a shard could not be made, or the disk is full.
    """
    records: dict[int, dict[str, Any]] = {}
    for job in jobs:
        if (found := _read(job)) is not None:
            records[job.number] = found
    missing = [job for job in jobs if job.number not in records]
    with closing(workers.run(make_shard, missing)) as results:
        for job, made in results:
            if isinstance(made, Lost):
                raise ToolCrashed(f"{job.data}: {made.reason}; run the same command again")
            records[job.number] = made
            on_shard(len(records), len(jobs), made)
    manifest = _manifest(jobs[0], [records[job.number] for job in jobs])
    write_text(jobs[0].folder / MANIFEST, json.dumps(manifest, indent=1) + "\n")
    return manifest


def make_shard(job: ShardJob) -> dict[str, Any]:
    """Draw, judge and write one shard; return its record."""
    found: Counter[str] = Counter()
    rejected: list[dict[str, Any]] = []
    examples: list[Example] = []
    proved = 0
    known = families()
    for place in range(job.designs):
        number = job.number * job.designs + place
        family = job.families[number % len(job.families)]
        drawn, rng = draw(known[family], job.seed, number)
        drawn = with_table(drawn)
        try:
            has_proof = number % PROOF_OF_EACH == 0 or isinstance(drawn.behaviour(), Combinational)
            verdict = examine(drawn, seed=number, has_proof=has_proof)
        except VerilogError as error:
            rejected.append({"design": number, "family": family, "reason": str(error)})
            continue
        if not verdict.is_right:
            reason = _why(verdict)
            rejected.append({"design": number, "family": family, "reason": reason})
            continue
        found[family] += 1
        proved += verdict.is_proved
        told, is_reworded = told_in(job.split, drawn), job.split is Split.TRAIN
        examples += write_examples(told, job.examples, rng, design=number, is_reworded=is_reworded)
    sha256 = write_shard(job.data, examples)
    record = {
        "schema_version": SCHEMA_VERSION,
        "shard": job.number,
        "settings": _settings(job),
        "examples": len(examples),
        "proved": proved,
        "designs": dict(sorted(found.items())),
        "manners": dict(sorted(Counter(example.manner for example in examples).items())),
        "rejected": rejected,
        "sha256": sha256,
    }
    write_text(job.record, json.dumps(record, indent=1) + "\n")
    return record


def draw(family: Draw, seed: int, number: int) -> tuple[Drawn, random.Random]:
    """Draw design `number` of a seed; return it with the state that decides on its first texts."""
    rng = random.Random(f"{seed}/{number}")  # noqa: S311 - data, not a secret
    return family(rng), rng


def read_examples(folder: Path) -> Iterator[Example]:
    """Yield the examples of a folder, after a look at the hashes of its manifest.

    Raises:
        UsageError: there is no manifest, or a shard is missing or not as it was written.
    """
    try:
        manifest = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{folder / MANIFEST}: cannot be read: {error}; make the data with `rtlgen data "
            "generate`"
        ) from error
    for shard in manifest["shards"]:
        yield from read_shard(folder / shard["file"], shard["sha256"])


def write_shard(path: Path, examples: Iterable[Example]) -> str:
    """Write examples, a line of JSON each; return the hash of the file."""
    text = "".join(json.dumps(example.record()) + "\n" for example in examples)
    write_text(path, text)
    return hashlib.sha256(text.encode()).hexdigest()


def read_shard(path: Path, sha256: str) -> Iterator[Example]:
    """Yield the examples of one file.

    Raises:
        UsageError: it is missing or has another hash.
    """
    content = path.read_bytes() if path.is_file() else b""
    if hashlib.sha256(content).hexdigest() != sha256:
        raise UsageError(
            f"{path}: is missing or was changed since it was made; run the command that made it "
            "again with the settings of the manifest"
        )
    for line in content.decode().splitlines():
        row = json.loads(line)
        row.pop("id")
        yield Example(**row)


def _settings(job: ShardJob) -> dict[str, Any]:
    return {
        "seed": job.seed, "split": job.split.value, "designs": job.designs,
        "examples": job.examples, "families": list(job.families), TABLES: True,
    }  # fmt: skip


def _read(job: ShardJob) -> dict[str, Any] | None:
    """Return the record of a shard that is whole; None when it must be made."""
    try:
        record: dict[str, Any] = json.loads(job.record.read_text())
        is_whole = hashlib.sha256(job.data.read_bytes()).hexdigest() == record["sha256"]
    except (OSError, ValueError, KeyError):
        return None
    if record.get("settings") != _settings(job):
        raise UsageError(
            f"{job.record}: was made with other settings ({record.get('settings')}); name another "
            "--out"
        )
    return record if is_whole else None


def _manifest(job: ShardJob, records: list[dict[str, Any]]) -> dict[str, Any]:
    designs: Counter[str] = Counter()
    for record in records:
        designs.update(record["designs"])
    return {
        "schema_version": SCHEMA_VERSION,
        "settings": _settings(job),
        "tools": dict(tool_versions()),
        "examples": sum(record["examples"] for record in records),
        "proved": sum(record["proved"] for record in records),
        "designs": dict(sorted(designs.items())),
        "rejected": sum(len(record["rejected"]) for record in records),
        "shards": [
            {"file": f"shard-{r['shard']:05}.jsonl", "examples": r["examples"],
             "sha256": r["sha256"]} for r in records
        ],
    }  # fmt: skip


def _why(verdict: Examined) -> str:
    """Say which style failed, and by what."""
    for style, found in verdict.verdicts.items():
        for check in found.checks:
            if found.status is not Status.PASS and check.status is found.status:
                shown = check.evidence.summary if check.evidence else check.reason
                return f"{style}: {check.check} {check.status}: {shown}"
    return "no style"
