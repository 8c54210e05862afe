"""What a model makes of examples that it does not learn from, while it is trained."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import torch

from rtlgen.datagen.example import Example
from rtlgen.errors import ToolError
from rtlgen.model.text import module_of, write_prompt
from rtlgen.model.tokens import as_pretrained
from rtlgen.train.dataset import batches, encode, spec_of, texts_of
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
        """Keep `examples`, those that fit into the context as rows."""
        self._rows = encode([texts_of(example) for example in examples], tokenizer, context)
        self._written = examples[:WRITTEN]
        self._tokenizer = as_pretrained(tokenizer)
        self._context = context

    def measure(self, model: Any, *, tokens: int) -> Mapping[str, float]:
        """Return `held_out`, nats per token of the Verilog, and `held_out_passed`, a share.

        The share is of the first `WRITTEN` examples, written greedily, that agree with their
        Verilog in simulation. It is missing where no simulator is installed.

        Args:
            model: In training mode before and afterwards.
            tokens: Of a batch.
        """
        model.eval()
        try:
            with torch.no_grad():
                found = {"held_out": self._loss(model, tokens)}
            passed = [self._passes(model, example) for example in self._written]
            return found | {"held_out_passed": round(sum(passed) / len(passed), 4)}
        except ToolError:
            return found
        finally:
            model.train()

    def _loss(self, model: Any, tokens: int) -> float:
        total = count = 0.0
        left = len(self._rows)
        for batch in batches(self._rows, tokens=tokens, prompt_weight=0.0, seed=0):
            ids = torch.from_numpy(batch.tokens).to(model.device)  # (rows, length)
            weights = torch.from_numpy(batch.weights).to(model.device)[:, 1:]
            logits = model(input_ids=ids[:, :-1], use_cache=False).logits.float()
            each = torch.nn.functional.cross_entropy(
                logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none"
            ).view_as(weights)
            total += float((each * weights).sum())
            count += float(weights.sum())
            left -= len(ids)
            if left <= 0:
                break
        return round(total / max(1.0, count), 5)

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
