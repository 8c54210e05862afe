"""The examples of a run as tokens; its folder keeps them, so that going on starts at once.

rows.npz    tokens of all examples that are learned, and what they were made of
"""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from tokenizers import Tokenizer

from rtlgen.datagen.example import Example
from rtlgen.errors import UsageError, write_error
from rtlgen.model.tokens import fit_tokens
from rtlgen.train.dataset import (
    Row,
    choose_examples,
    data_hash,
    encode,
    split_held_out,
    texts_of,
)
from rtlgen.train.recipe import Recipe
from rtlgen.train.run_files import TOKENS, say

ROWS = "rows.npz"
_FIT_ON = 20_000
"""Examples that the tokenizer is fitted on, at most."""


class Encoded:
    """What a run learns from; the examples themselves are read where no tokens are kept."""

    def __init__(self, recipe: Recipe, base: Path, out: Path) -> None:
        """Look for the tokens in `out`, or read the examples.

        Args:
            recipe: Of the run.
            base: The folder that its paths are relative to.
            out: Folder of the run; it need not be there yet.

        Raises:
            UsageError: the data is missing or was changed, or none is left to learn from.
        """
        folders = [base / name for name in recipe.data]
        self._recipe, self._base, self._out = recipe, base, out
        self.data_hash = data_hash(folders)
        self.longest = recipe.longest or recipe.shape.context
        self._rows = None if recipe.held_out else _read(out / ROWS, self._key)
        self._learned: list[Example] = []
        self.kept: list[Example] = []
        if self._rows is not None:
            return
        examples = choose_examples(folders, most=recipe.most_examples, seed=recipe.seed)
        if recipe.held_out >= len(examples):
            raise UsageError(
                f"held_out: {recipe.held_out} of {len(examples)} examples leave nothing to learn"
            )
        self._learned, self.kept = split_held_out(examples, recipe.held_out, seed=recipe.seed)

    @property
    def is_stored(self) -> bool:
        """Whether the tokens were found in the folder of the run."""
        return self._rows is not None

    @property
    def _key(self) -> str:
        """What the tokens depend on."""
        recipe = self._recipe
        return json.dumps([
            self.data_hash, recipe.most_examples, recipe.seed, self.longest, recipe.shuffled_ports
        ])  # fmt: skip

    def rows(self, *, writes: bool) -> tuple[Tokenizer, list[Row]]:
        """Return the tokenizer and all tokens.

        Args:
            writes: Keep the tokens in the folder of the run, which is there now.

        Raises:
            UsageError: the tokenizer is of another model.
        """
        share = self._recipe.shuffled_ports
        texts = [texts_of(example, shuffled=share) for example in self._learned]
        tokenizer = _tokenizer(self._recipe, self._base, self._out, texts)
        if self._rows is not None:
            return tokenizer, self._rows
        rows = encode(texts, tokenizer, self.longest)
        if writes:
            if left_out := len(texts) - len(rows):
                say(f"{left_out} examples have more than {self.longest} tokens and are left out")
            if not self._recipe.held_out:
                _write(self._out / ROWS, self._key, rows)
        return tokenizer, rows


def _write(path: Path, key: str, rows: Sequence[Row]) -> None:
    scratch = path.with_suffix(".new.npz")
    try:
        np.savez(
            scratch,
            key=np.array(key),
            tokens=np.concatenate([row.tokens for row in rows]),
            lengths=np.array([len(row.tokens) for row in rows], dtype=np.uint16),
            prompts=np.array([row.prompt for row in rows], dtype=np.uint16),
        )
        scratch.replace(path)
    except OSError as error:
        scratch.unlink(missing_ok=True)
        raise write_error(path, "cannot be written", error) from error


def _read(path: Path, key: str) -> list[Row] | None:
    """Return the rows of a file that is there, whole, and of this data; else None."""
    try:
        with path.open("rb") as file, np.load(file) as found:
            if str(found["key"]) != key:
                return None
            tokens, lengths, prompts = found["tokens"], found["lengths"], found["prompts"]
    except (OSError, ValueError, KeyError, zipfile.BadZipFile):
        return None
    ends = np.cumsum(lengths, dtype=np.int64)
    return [
        Row(tokens=tokens[end - length : end], prompt=int(prompt))
        for end, length, prompt in zip(ends, lengths.astype(np.int64), prompts, strict=True)
    ]


def _tokenizer(
    recipe: Recipe, base: Path, out: Path, texts: Sequence[tuple[str, str]]
) -> Tokenizer:
    """Take the tokenizer of the run, of the model it starts from, or fit one."""
    path = out / TOKENS
    if not path.is_file():
        if recipe.start is not None:
            found = Tokenizer.from_file(str(base / recipe.start / TOKENS))
        else:
            sample = random.Random(recipe.seed).sample(texts, min(_FIT_ON, len(texts)))  # noqa: S311
            found = fit_tokens(("".join(pair) for pair in sample), recipe.shape.vocabulary)
        found.save(str(path))
    tokenizer = Tokenizer.from_file(str(path))
    if tokenizer.get_vocab_size() > recipe.shape.vocabulary:
        raise UsageError(
            f"{path}: has {tokenizer.get_vocab_size()} tokens, the model of the recipe takes "
            f"{recipe.shape.vocabulary}; it belongs to another model"
        )
    return tokenizer
