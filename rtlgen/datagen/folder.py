"""Folders of examples that are made from other folders: their shards, and where they come from."""

from __future__ import annotations

import hashlib
import itertools
import json
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from rtlgen.datagen.example import Example
from rtlgen.datagen.shards import MANIFEST, write_shard
from rtlgen.errors import UsageError

_PER_SHARD = 5000


def write_shards(out: Path, examples: Iterable[Example]) -> Iterator[dict[str, Any]]:
    """Write examples, so many a file; yield what the manifest says of each file.

    Raises:
        UsageError, ToolCrashed: see `write_text`.
    """
    left = iter(examples)
    for number in itertools.count():
        some = list(itertools.islice(left, _PER_SHARD))
        if not some:
            return
        name = f"shard-{number:05}.jsonl"
        sha256 = write_shard(out / name, some)
        yield {"file": name, "examples": len(some), "sha256": sha256}


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a folder of examples.

    Raises:
        UsageError: there is none, or it cannot be read.
    """
    path = folder / MANIFEST
    try:
        manifest: dict[str, Any] = json.loads(path.read_text())
    except (OSError, ValueError) as error:
        raise UsageError(
            f"{path}: cannot be read: {error}; make the data with `rtlgen data generate`"
        ) from error
    return manifest


def manifest_hash(folder: Path) -> str:
    """Return the SHA-256 of the manifest; it holds the hashes of all examples."""
    return hashlib.sha256((folder / MANIFEST).read_bytes()).hexdigest()


def origin(folder: Path) -> dict[str, Any]:
    """Return what the manifest says, for the manifest of a folder that is made from this one.

    Instead of the shards there are the hash of the manifest and, where designs were rejected, how
    often for which reason. What the folder itself was made from is part of it.

    Raises:
        UsageError: there is no manifest.
    """
    manifest = read_manifest(folder)
    kept = {key: value for key, value in manifest.items() if key != "shards"}
    reasons = rejections(folder, manifest)
    return {
        "sha256": manifest_hash(folder),
        **kept,
        **({"rejections": reasons} if reasons else {}),
    }


def rejections(folder: Path, manifest: dict[str, Any]) -> dict[str, int]:
    """Return how often designs were rejected, by `FAMILY: STYLE: CHECK STATUS: WHAT`."""
    found: Counter[str] = Counter()
    for shard in manifest["shards"] if manifest.get("rejected") else ():
        path = (folder / shard["file"]).with_suffix(".json")
        try:
            rejected = json.loads(path.read_text())["rejected"]
        except (OSError, ValueError, KeyError):
            continue  # the counts of the manifest stay
        found.update(f"{item['family']}: {item['reason']}" for item in rejected)
    return dict(sorted(found.items()))
