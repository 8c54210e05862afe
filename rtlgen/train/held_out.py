"""What a model makes of examples that it does not learn from, while it is trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import torch

from rtlgen.datagen.example import Example
from rtlgen.errors import ToolError
from rtlgen.model.text import module_of, write_prompt
from rtlgen.model.tokens import as_pretrained
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
            passed = [self._passes(model, example) for example in self._written]
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

    def _passes(self, model: Any, example: Example) -> bool:
        spec = spec_of(example)
        verilog = module_of(spec, self._write(model, write_prompt(spec)))
        plan = VerificationPlan(
            top=spec.name, ports=spec.ports, reference=read_design(example.verilog, top=spec.name),
            checks=frozenset({CheckName.LINT, CheckName.SIMULATE}),
        )  # fmt: skip
        return verify(verilog, plan).status is Status.PASS

    def _write(self, model: Any, prompt: str) -> str:
        inputs = self._tokenizer(
            prompt, return_tensors="pt", add_special_tokens=False, return_token_type_ids=False
        ).to(model.device)
        width = inputs["input_ids"].shape[1]
        room = min(_LONGEST, self._context - width)
        if room <= 0:
            return ""
        with torch.inference_mode():
            output = model.generate(**inputs, max_new_tokens=room, do_sample=False)
        return str(self._tokenizer.decode(output[0, width:], skip_special_tokens=False))
