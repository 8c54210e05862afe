"""Examples that give away a problem that measures us: by tree, by behaviour or by words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from rtlgen.datagen.example import Example
from rtlgen.datagen.normal import normal_form
from rtlgen.datagen.responses import Tree

SHORTEST: Final = 10
"""Tokens; a shorter body is common knowledge (`assign y = a & b;`)."""
NGRAM: Final = 13
"""Words in a row that two independent texts do not share."""
_WORD: Final = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """A problem that measures us."""

    id: str
    prompt: str
    reference: str
    """Verilog; empty when there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Why an example is left out."""

    example: str
    """Its id."""
    family: str
    problem: str
    by: str
    """`tree`, `behaviour` or `words`."""


class Measures:
    """All problems that must not be given away."""

    def __init__(
        self, problems: Iterable[Measured], signatures: Mapping[Tree, str] | None = None
    ) -> None:
        """Take up the problems; those with a short body are compared by their words alone.

        Args:
            problems: All of them.
            signatures: What designs do, by their trees, see `responses`; None = not looked at.
        """
        self._signatures = signatures or {}
        self._trees: dict[Tree, str] = {}
        self._behaviours: dict[str, str] = {}
        self._words: dict[tuple[str, ...], str] = {}
        for problem in problems:
            tree = normal_form(problem.reference)
            if len(tree) > SHORTEST:
                self._trees.setdefault(tree, problem.id)
                if tree in self._signatures:
                    self._behaviours.setdefault(self._signatures[tree], problem.id)
            for gram in _ngrams(problem.prompt):
                self._words.setdefault(gram, problem.id)

    def hit(self, example: Example) -> Hit | None:
        """Return what an example gives away, if anything."""
        tree = normal_form(example.verilog)
        by, problem = "tree", self._trees.get(tree)
        if problem is None:
            by, problem = "behaviour", self._behaviours.get(self._signatures.get(tree, ""))
        if problem is None:
            by, problem = "words", self._told_by(example.prompt)
        if problem is None:
            return None
        return Hit(example=example.id, family=example.family, problem=problem, by=by)

    def _told_by(self, prompt: str) -> str | None:
        """Return the problem that shares most runs of words with a prompt."""
        found = Counter(self._words[gram] for gram in _ngrams(prompt) if gram in self._words)
        return found.most_common(1)[0][0] if found else None


def _ngrams(text: str) -> Iterable[tuple[str, ...]]:
    """Yield all runs of words; those of rows of numbers alone say nothing."""
    words = _WORD.findall(text.lower())
    for start in range(len(words) - NGRAM + 1):
        gram = tuple(words[start : start + NGRAM])
        if sum(word.isalpha() and len(word) > 1 for word in gram) >= NGRAM // 2:
            yield gram
