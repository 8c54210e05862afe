"""From examples as they were made to examples to learn from: nothing given away, nothing too often.

shard-00000.jsonl   examples that stay
removed.jsonl       a line for each that does not, with the reason
manifest.json       counts by reason and family, the hashes, what it was made from
"""

from __future__ import annotations

import itertools
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from rtlgen.datagen.decontaminate import Measured, Measures
from rtlgen.datagen.example import Example
from rtlgen.datagen.folder import manifest_hash, origin, write_shards
from rtlgen.datagen.normal import normal_form
from rtlgen.datagen.responses import Tree, signatures
from rtlgen.datagen.shards import MANIFEST, SCHEMA_VERSION, read_examples
from rtlgen.evidence.files import write_text
from rtlgen.workers import Workers

REMOVED = "removed.jsonl"


def clean(
    sources: Sequence[Path], out: Path, measured: Iterable[Measured], *, most_alike: int,
    suites: Sequence[Mapping[str, Any]] = (), workers: Workers | None = None,
) -> dict[str, Any]:  # fmt: skip
    """Write the examples that stay, and why the others do not; return the manifest.

    Args:
        sources: Folders of examples.
        out: An empty folder.
        measured: Problems that must not be given away.
        most_alike: Examples with the same syntax tree that stay, the first ones; 0 = all.
            With `workers` also of those that do the same.
        suites: What is said in the manifest of where the problems come from.
        workers: Look also at what designs do, and run them there.

    Raises:
        UsageError: a folder holds no data, or data that was changed.
        ToolCrashed: a worker was lost.
    """
    measured = list(measured)
    known = {} if workers is None else _signatures(sources, measured, workers)
    measures = Measures(measured, known)
    alike: Counter[tuple[str, ...]] = Counter()
    same: Counter[str] = Counter()
    seen: set[str] = set()
    removed: list[dict[str, str]] = []

    def stays(example: Example) -> bool:
        tree = normal_form(example.verilog)
        hit = measures.hit(example)
        if hit is not None:
            reason = {"reason": f"gives away by {hit.by}", "problem": hit.problem}
        elif example.id in seen:
            reason = {"reason": "twice"}
        elif most_alike and alike[tree] >= most_alike:
            reason = {"reason": "too many alike"}
        elif most_alike and tree in known and same[known[tree]] >= most_alike:
            reason = {"reason": "too many that do the same"}
        else:
            seen.add(example.id)
            alike[tree] += 1
            if tree in known:
                same[known[tree]] += 1
            return True
        removed.append({"example": example.id, "family": example.family, **reason})
        return False

    examples = (example for source in sources for example in read_examples(source))
    shards = list(write_shards(out, filter(stays, examples)))
    write_text(out / REMOVED, "".join(json.dumps(item) + "\n" for item in removed))
    reasons = Counter((item["reason"], item["family"]) for item in removed)
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "settings": {
            "sources": [manifest_hash(source) for source in sources], "most_alike": most_alike,
            "suites": list(suites),
        },
        "examples": sum(shard["examples"] for shard in shards),
        "trees": len(alike),
        **({} if workers is None else {"behaviours": len(same)}),
        "removed": {f"{reason}: {family}": n for (reason, family), n in sorted(reasons.items())},
        "made_from": [origin(source) for source in sources],
        "shards": shards,
    }  # fmt: skip
    write_text(out / MANIFEST, json.dumps(manifest, indent=1) + "\n")
    return manifest


def _signatures(
    sources: Sequence[Path], measured: Sequence[Measured], workers: Workers
) -> dict[Tree, str]:
    examples = (example.verilog for source in sources for example in read_examples(source))
    references = (problem.reference for problem in measured if problem.reference)
    return signatures(itertools.chain(references, examples), workers)
