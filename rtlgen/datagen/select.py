"""A choice of the examples of a folder, as a folder of its own.

shard-00000.jsonl   the chosen examples, in the order of the source
manifest.json       the strategy with its settings, counts, hashes, what it was made from
"""

from __future__ import annotations

import hashlib
import json
import math
import random
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rtlgen.datagen.example import Example
from rtlgen.datagen.folder import manifest_hash, origin, read_manifest, write_shards
from rtlgen.datagen.normal import normal_form
from rtlgen.datagen.shards import MANIFEST, SCHEMA_VERSION, read_examples
from rtlgen.datagen.strategies import NEEDS_SCORES, STRATEGIES
from rtlgen.errors import UsageError, suggest
from rtlgen.evidence import make_folder
from rtlgen.evidence.files import write_text


def select(
    source: Path, out: Path, *, strategy: str, count: int, seed: int = 0, scores: Path | None = None
) -> dict[str, Any]:
    """Write the chosen examples, in the order of the source; return the manifest.

    A folder that holds the same selection already is left as it is.

    Args:
        source: Folder of examples.
        out: Folder to write; made if it is not there.
        strategy: One of `STRATEGIES`.
        count: Examples to take.
        seed: Of what the strategy leaves open.
        scores: What `rtlgen data score` wrote about the source; for `NEEDS_SCORES`.

    Raises:
        UsageError: there are fewer examples; the scores are missing, in vain, or of other data;
            the folder holds something else.
    """
    _require_scores(strategy, scores)
    settings = {
        "sources": [_hash_of(source)], "strategy": strategy, "count": count, "seed": seed,
        "scores": scores and hashlib.sha256(_read(scores)).hexdigest(),
    }  # fmt: skip
    if (out / MANIFEST).exists():
        return _same(out, settings)
    examples = list(read_examples(source))
    losses = [None] * len(examples) if scores is None else read_losses(scores, examples)
    rng = random.Random(f"{seed}/{strategy}")  # noqa: S311 - data, not a secret
    order = STRATEGIES[strategy](examples, losses, rng)
    _require_enough(source, strategy, count, len(order))
    chosen = frozenset(order[:count])
    kept = [example for place, example in enumerate(examples) if place in chosen]
    left = Counter(example.family for place, example in enumerate(examples) if place not in chosen)
    shards = list(write_shards(make_folder(out), kept))
    manifest = {
        "schema_version": SCHEMA_VERSION,
        "settings": settings,
        "examples": len(kept),
        "trees": len({normal_form(example.verilog) for example in kept}),
        "removed": {f"not selected: {family}": n for family, n in sorted(left.items())},
        "made_from": [origin(source)],
        "shards": shards,
    }
    write_text(out / MANIFEST, json.dumps(manifest, indent=1) + "\n")
    return manifest


def read_losses(path: Path, examples: Sequence[Example]) -> list[float | None]:
    """Return the loss of each example from a file of `rtlgen data score`.

    Raises:
        UsageError: the file is no such file, or says nothing of an example, or is of other data.
    """
    found: dict[str, float | None] = {}
    for number, line in enumerate(_read(path).decode(errors="replace").splitlines(), start=1):
        try:
            row = json.loads(line)
            loss = None if row["loss"] is None else float(row["loss"])
            is_number = "id" in row and (loss is None or math.isfinite(loss))
        except (ValueError, TypeError, KeyError):
            is_number = False
        if not is_number:
            raise UsageError(
                f"{path}:{number}: expected an object with `id` and `loss` as `rtlgen data score` "
                "writes it"
            )
        found[str(row["id"])] = loss
    ids = {example.id for example in examples}
    advice = "run `rtlgen data score` on this data"
    if missing := ids - found.keys():
        raise UsageError(
            f"{path}: has no score of {len(missing)} examples, for example {min(missing)}; {advice}"
        )
    if unknown := found.keys() - ids:
        raise UsageError(
            f"{path}: has {len(unknown)} examples that the data does not hold, for example "
            f"{min(unknown)}; {advice}"
        )
    return [found[example.id] for example in examples]


def _require_enough(source: Path, strategy: str, count: int, known: int) -> None:
    if count > known:
        kind = " with a score" if strategy in NEEDS_SCORES else ""
        raise UsageError(
            f"{source}: holds {known} examples{kind}, but {count} are wanted; give a smaller "
            "--count, or generate more"
        )


def _require_scores(strategy: str, scores: Path | None) -> None:
    if strategy not in STRATEGIES:
        raise UsageError(
            f"--strategy: unknown strategy {strategy!r}; {suggest(strategy, STRATEGIES)}"
        )
    if strategy in NEEDS_SCORES and scores is None:
        raise UsageError(
            f"--strategy {strategy}: chooses by the scores of a model; make them with `rtlgen data "
            "score` and give --scores"
        )
    if strategy not in NEEDS_SCORES and scores is not None:
        raise UsageError(f"--scores: --strategy {strategy} looks at no scores; leave them out")


def _same(out: Path, settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the manifest of a folder that holds this very selection."""
    manifest = read_manifest(out)
    if manifest.get("settings") != settings:
        raise UsageError(f"{out}: holds other data; name another --out")
    for _ in read_examples(out):
        pass  # what was changed since is refused
    return manifest


def _hash_of(source: Path) -> str:
    read_manifest(source)
    return manifest_hash(source)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path}: cannot be read: {error.strerror}; make it with `rtlgen data score`"
        ) from error
