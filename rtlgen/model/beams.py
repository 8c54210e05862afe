"""The likeliest completion of each of some prompts: beam search, many prompts in one batch.

The likeliest token each time may lead to where nothing likely follows; here several beginnings of
each prompt are kept. Tokens that end a completion do not take the place of a beginning.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from rtlgen.model.batch import Batch
from rtlgen.model.draw import Drawn, Group, banned_in, read_groups, without


@dataclass(slots=True)
class _Search:
    """The beginnings of one prompt's completions, and the best that came to its end."""

    limit: int
    prompt_logprob: float
    texts: list[list[int]]
    """The likeliest first; as many as there are beams."""
    scores: list[float]
    """Their log probabilities."""
    best: Drawn | None = None

    def take(self, longer: Sequence[tuple[float, int, int]], ends: Set[int]) -> list[int]:
        """Take the likeliest beginnings that are a token longer; return which row each was of.

        Args:
            longer: Log probability, number of the beginning and token, the likeliest first.
            ends: Tokens after which a completion is over.
        """
        rows: list[int] = []
        texts: list[list[int]] = []
        scores: list[float] = []
        for score, row, token in longer:
            text = [*self.texts[row], token]
            if token in ends:
                self._finish(text, score)
            elif len(rows) < len(self.texts):
                rows.append(row)
                texts.append(text)
                scores.append(score)
        self.texts, self.scores = texts, scores
        if self.best is None and len(texts[0]) >= self.limit:
            self._finish(texts[0], scores[0])
        return rows

    def _finish(self, text: list[int], score: float) -> None:
        if score > (-torch.inf if self.best is None else self.best.logprob):
            self.best = Drawn(tokens=text, logprob=score, prompt_logprob=self.prompt_logprob)

    @property
    def is_over(self) -> bool:
        """Whether nothing longer can be likelier than what has ended, or may be longer."""
        if self.best is None:
            return False
        return self.best.logprob >= self.scores[0] or len(self.texts[0]) >= self.limit


def likeliest(model: Any, groups: Sequence[Group], *, beams: int, ends: Set[int]) -> list[Drawn]:
    """Return the likeliest completion that is found of each prompt.

    Args:
        model: A causal language model of transformers with attention or convolution layers.
        groups: The prompts; at least one. Their counts are not looked at.
        beams: Beginnings that are kept of each; 1 = the likeliest token each time.
        ends: Tokens after which a completion is over.
    """
    with torch.inference_mode():
        groups = [replace(group, count=beams) for group in groups]
        batch = Batch(model)
        read, logits = read_groups(batch, groups)  # logits: (G * beams, V)
        searches = [
            _Search(
                limit=group.limit, prompt_logprob=one.prompt_logprob,
                texts=[[] for _ in range(beams)], scores=[0.0] + [-torch.inf] * (beams - 1),
            )
            for group, one in zip(groups, read[::beams], strict=True)
        ]  # fmt: skip
        going, banned = searches, banned_in(groups, logits)
        while True:
            rows = _grow(going, without(banned, logits), ends)
            kept = [n for n, one in enumerate(rows) if not going[n // beams].is_over]
            if not kept:
                break
            banned = None if banned is None else banned[kept]
            going = [one for one in going if not one.is_over]
            batch.keep(torch.tensor([rows[n] for n in kept], device=logits.device))
            tokens = [text[-1] for one in going for text in one.texts]
            logits = batch.next(torch.tensor(tokens, device=logits.device))
    return [one.best or Drawn() for one in searches]


def _grow(going: Sequence[_Search], logits: Tensor, ends: Set[int]) -> list[int]:
    """Let each search take a token; return the row of the batch that each beginning now is of."""
    beams, vocabulary = len(logits) // len(going), logits.shape[1]
    scores = torch.tensor([one.scores for one in going], device=logits.device)  # (G, beams)
    total = scores[:, :, None] + torch.log_softmax(logits, dim=-1).view(len(going), beams, -1)
    # As many as there are beams go on even where all others end.
    found = total.flatten(1).topk(min(beams * (1 + len(ends)), beams * vocabulary))
    rows: list[int] = []
    for number, (one, values, places) in enumerate(
        zip(going, found.values.tolist(), found.indices.tolist(), strict=True)
    ):
        longer = [
            (value, *divmod(place, vocabulary))
            for value, place in zip(values, places, strict=True)
        ]  # fmt: skip
        rows += [number * beams + row for row in one.take(longer, ends)]
    return rows
