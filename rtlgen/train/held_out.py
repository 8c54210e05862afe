"""What a model makes of examples that it does not learn from, while it is trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import torch

from rtlgen.datagen.example import Example
from rtlgen.errors import ToolError
from rtlgen.model.draw import Drawn, Group, draw
from rtlgen.model.text import END, absent_marks, module_of, write_prompt
from rtlgen.model.tokens import as_pretrained
from rtlgen.spec import Spec
from rtlgen.train.dataset import spec_of, texts_of
from rtlgen.train.score import Scorer, score_texts
from rtlgen.verdict import Status
from rtlgen.verify import CheckName, VerificationPlan, verify
from rtlgen.verilog import read_design

if TYPE_CHECKING:
    from tokenizers import Tokenizer

WRITTEN = 16
"""Examples that are written and judged; the loss is of all."""
_LONGEST = 400
"""Tokens of a body; a longer one counts as wrong."""


class HeldOut:
    """Examples kept apart; measuring them leaves all random states as they are."""

    def __init__(self, examples: Sequence[Example], tokenizer: Tokenizer, context: int) -> None:
        """Keep `examples`."""
        self._texts = [texts_of(example) for example in examples]
        self._plain = tokenizer
        self._written = examples[:WRITTEN]
        self._tokenizer = as_pretrained(tokenizer)
        self._context = context

    def measure(self, model: Any) -> Mapping[str, float]:
        """Return `held_out`, nats per token of the Verilog, and `held_out_passed`, a share.

        The share is of the first `WRITTEN` examples, written greedily, that agree with their
        Verilog in simulation. It is missing where no simulator is installed.

        Args:
            model: In training mode before and afterwards.
        """
        model.eval()
        try:
            found = {"held_out": self._loss(model)}
            texts = self._write(model)
            passed = list(map(_passes, self._written, texts))
            return found | {"held_out_passed": round(sum(passed) / len(passed), 4)}
        except ToolError:
            return found
        finally:
            model.train()

    def _loss(self, model: Any) -> float:
        scorer = Scorer(model, self._plain, model.device, "fp32", weights="")
        found = [one for one in score_texts(scorer, self._texts) if one.loss is not None]
        total = sum((one.loss or 0.0) * one.tokens for one in found)
        return round(total / max(1, sum(one.tokens for one in found)), 5)

    def _write(self, model: Any) -> list[str]:
        """Return the likeliest text of each example, all written in one batch."""
        specs = [spec_of(example) for example in self._written]
        groups = [self._group(model, spec) for spec in specs]
        fitting = [group for group in groups if group.limit > 0]
        ends = frozenset(self._numbers([END]))
        drawn = iter(draw(model, fitting, temperature=0.0, ends=ends) if fitting else ())
        texts = [self._text(next(drawn)) if group.limit > 0 else "" for group in groups]
        return [module_of(spec, text) for spec, text in zip(specs, texts, strict=True)]

    def _group(self, model: Any, spec: Spec) -> Group:
        tokens = self._plain.encode(write_prompt(spec), add_special_tokens=False).ids
        return Group(
            prompt=torch.tensor([tokens], device=model.device), count=1,
            limit=min(_LONGEST, self._context - len(tokens)),
            banned=self._numbers(absent_marks(spec)),
        )  # fmt: skip

    def _numbers(self, tokens: Sequence[str]) -> list[int]:
        found = (self._plain.token_to_id(token) for token in tokens)
        return [number for number in found if number is not None]

    def _text(self, drawn: Sequence[Drawn]) -> str:
        return str(self._tokenizer.decode(drawn[0].tokens, skip_special_tokens=False))


def _passes(example: Example, verilog: str) -> bool:
    reference = read_design(example.verilog, top=spec_of(example).name)
    plan = VerificationPlan(
        top=reference.top, ports=spec_of(example).ports, reference=reference,
        checks=frozenset({CheckName.LINT, CheckName.SIMULATE}),
    )  # fmt: skip
    return verify(verilog, plan).status is Status.PASS
