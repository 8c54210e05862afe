"""Examples as tokens, and the batches of every step, in an order that the seed decides."""

from __future__ import annotations

import dataclasses
import hashlib
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from rtlgen.datagen.example import Example
from rtlgen.datagen.shards import MANIFEST, read_examples
from rtlgen.model.text import write_body, write_prompt
from rtlgen.spec.model import Direction, Port, Spec

if TYPE_CHECKING:
    from numpy.typing import NDArray
    from tokenizers import Tokenizer

_PORT = re.compile(
    r"(?P<way>input|output)(?: reg)?(?P<signed> signed)?(?: \[(?P<high>\d+):0\])? (?P<name>\w+)"
)

_POOL = 4096
"""Rows among which batches of about the same length are looked for."""
_CHUNK = 1000
"""Texts that are encoded at once: the tokenizer keeps much more than tokens of each."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One example."""

    tokens: NDArray[np.uint16]
    """(length,)"""
    prompt: int
    """How many of them are the prompt."""


def spec_of(example: Example) -> Spec:
    """Return the specification with the ports of the header of its Verilog."""
    head = example.verilog.partition(");\n")[0]
    ports = tuple(
        Port(
            name=match["name"], direction=Direction(match["way"]),
            width=int(match["high"] or 0) + 1, is_signed=bool(match["signed"]),
        )
        for match in _PORT.finditer(head)
    )  # fmt: skip
    return Spec(name=head.split()[1], text=example.prompt, ports=ports)


def texts_of(example: Example, *, shuffled: float = 0.0) -> tuple[str, str]:
    """Return what the model reads and what it shall write.

    Args:
        example: The pair.
        shuffled: Share of the examples whose ports are listed in another order than in the header;
            the example decides whether and in which.
    """
    spec = spec_of(example)
    rng = random.Random(example.id)  # noqa: S311 - no secret
    if rng.random() < shuffled:
        ports = tuple(rng.sample(spec.ports, len(spec.ports)))
        spec = dataclasses.replace(spec, ports=ports)
    return write_prompt(spec), write_body(spec, example.verilog)


def choose_examples(folders: Sequence[Path], *, most: int, seed: int) -> list[Example]:
    """Read the examples of all folders; `most` of them, drawn by the seed, when that is not 0.

    Raises:
        UsageError: a folder holds no data, or data that was changed.
    """
    examples = [example for folder in folders for example in read_examples(folder)]
    if most and most < len(examples):
        examples = random.Random(f"{seed}/examples").sample(examples, most)  # noqa: S311
    return examples


def split_held_out(
    examples: Sequence[Example], count: int, *, seed: int
) -> tuple[list[Example], list[Example]]:
    """Return examples to learn from and `count` of other designs, drawn by the seed.

    The prompts of a design differ in words alone, so all of them are left out with it.
    """
    kept = random.Random(f"{seed}/held out").sample(examples, count)  # noqa: S311
    apart = {example.verilog for example in kept} | {_place(example) for example in kept}
    learned = [
        example
        for example in examples
        if example.verilog not in apart and _place(example) not in apart
    ]
    return learned, kept


def _place(example: Example) -> str:
    return f"{example.family}/{example.design}"


def data_hash(folders: Sequence[Path]) -> str:
    """Return a hash over all examples, from the hashes in the manifests."""
    found = hashlib.sha256()
    for folder in folders:
        manifest = json.loads((folder / MANIFEST).read_text())
        for shard in manifest["shards"]:
            found.update(shard["sha256"].encode())
    return found.hexdigest()


def encode(texts: Sequence[tuple[str, str]], tokenizer: Tokenizer, context: int) -> list[Row]:
    """Turn texts into tokens; those that are longer than the context are left out."""
    rows = []
    for start in range(0, len(texts), _CHUNK):
        part = texts[start : start + _CHUNK]
        prompts = tokenizer.encode_batch([prompt for prompt, _ in part])
        bodies = tokenizer.encode_batch([body for _, body in part])
        rows += [
            Row(tokens=np.array([*prompt.ids, *body.ids], dtype=np.uint16), prompt=len(prompt.ids))
            for prompt, body in zip(prompts, bodies, strict=True)
            if len(prompt.ids) + len(body.ids) <= context
        ]
    return rows


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """What one process reads in one step; rows of about the same length."""

    tokens: NDArray[np.int64]
    """(rows, length), padded with 0 at the end."""
    weights: NDArray[np.float32]
    """(rows, length): of the loss at each token; 0 where it is padding."""


def batches(
    rows: Sequence[Row], *, tokens: int, prompt_weight: float, seed: int, first: int = 0
) -> Iterator[Batch]:
    """Yield the batches of all steps without end, from step `first` on.

    Every epoch has its own order. Rows of about the same length come together: shuffled, cut into
    pools, each pool sorted and cut into batches, and the batches shuffled again.

    Args:
        rows: The examples.
        tokens: Of a batch, padding included; at least the longest row.
        prompt_weight: See `Recipe`.
        seed: Of the order.
        first: Step to begin with.
    """
    step = epoch = 0
    while True:
        plan = _plan(rows, tokens, random.Random(f"{seed}/{epoch}"))  # noqa: S311 - no secret
        for members in plan[max(0, first - step) :]:
            yield _batch([rows[index] for index in members], prompt_weight)
        step += len(plan)
        epoch += 1


def _plan(rows: Sequence[Row], tokens: int, rng: random.Random) -> list[list[int]]:
    order = list(range(len(rows)))
    rng.shuffle(order)
    plan: list[list[int]] = []
    left: list[int] = []  # too few for a batch: they go into the next pool
    for start in range(0, len(order), _POOL):
        pool = left + order[start : start + _POOL]
        *whole, left = _cut(sorted(pool, key=lambda i: len(rows[i].tokens)), rows, tokens)
        plan += whole
    plan.append(left)
    rng.shuffle(plan)
    return plan


def _cut(order: Sequence[int], rows: Sequence[Row], tokens: int) -> Iterator[list[int]]:
    """Yield batches as large as they may be; the last one as it comes."""
    longest = 0
    members: list[int] = []
    for index in order:
        longest = max(longest, len(rows[index].tokens))
        if members and longest * (len(members) + 1) > tokens:
            yield members
            longest, members = len(rows[index].tokens), []
        members.append(index)
    yield members


def _batch(rows: Sequence[Row], prompt_weight: float) -> Batch:
    length = max(len(row.tokens) for row in rows)
    tokens = np.zeros((len(rows), length), dtype=np.int64)
    weights = np.zeros((len(rows), length), dtype=np.float32)
    for number, row in enumerate(rows):
        tokens[number, : len(row.tokens)] = row.tokens
        weights[number, : len(row.tokens)] = 1.0
        weights[number, : row.prompt] = prompt_weight
    return Batch(tokens=tokens, weights=weights)
