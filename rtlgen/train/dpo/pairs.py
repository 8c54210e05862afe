"""Right and wrong answers as tokens, from folders of `rtlgen data sample`."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rtlgen.datagen.folder import read_manifest
from rtlgen.errors import UsageError
from rtlgen.model.text import START
from rtlgen.train.sampled.run import PAIRS

Row = dict[str, list[int]]
"""`prompt_ids`, `chosen_ids`, `rejected_ids`: what trl makes of texts."""


def read_pairs(folder: Path) -> list[dict[str, str]]:
    """Return the pairs of a folder, after a look at their hash in the manifest.

    Raises:
        UsageError: there are none, or the file was changed.
    """
    said = read_manifest(folder).get("pairs")
    path = folder / PAIRS
    content = path.read_bytes() if path.is_file() else b""
    if said is None:
        raise UsageError(f"{folder}: holds no pairs; make them with `rtlgen data sample`")
    if hashlib.sha256(content).hexdigest() != said["sha256"]:
        raise UsageError(
            f"{path}: is missing or was changed since it was made; run `rtlgen data sample` again"
        )
    return [json.loads(line) for line in content.decode().splitlines()]


def pairs_hash(folders: Sequence[Path]) -> str:
    """Return a hash over all pairs."""
    found = hashlib.sha256()
    for folder in folders:
        found.update((folder / PAIRS).read_bytes())
    return found.hexdigest()


def encode_pairs(
    pairs: Sequence[Mapping[str, str]], tokenizer: Any, *, longest: int, is_ours: bool
) -> list[Row]:
    """Turn pairs into tokens; those with too long an answer are left out.

    Args:
        pairs: See `read_pairs`.
        tokenizer: Of the model.
        longest: Tokens of prompt and answer at most.
        is_ours: An answer holds its own end; otherwise it was taken away, and is put back.

    Raises:
        UsageError: the prompts are in the format of another kind of model.
    """
    for pair in pairs:
        if pair["prompt"].startswith(START) != is_ours:
            raise UsageError(
                f"data: the pair of {pair['id']} was drawn by a model of another format; draw with "
                "the model to start from"
            )
    return list(_rows(pairs, tokenizer, longest, [] if is_ours else [tokenizer.eos_token_id]))


def _rows(
    pairs: Sequence[Mapping[str, str]], tokenizer: Any, longest: int, end: list[int]
) -> Iterator[Row]:
    for pair in pairs:
        prompt, chosen, rejected = (
            tokenizer(pair[key], add_special_tokens=False)["input_ids"]
            for key in ("prompt", "chosen", "rejected")
        )
        if len(prompt) + max(len(chosen), len(rejected)) + len(end) <= longest:
            yield {"prompt_ids": prompt, "chosen_ids": chosen + end, "rejected_ids": rejected + end}
