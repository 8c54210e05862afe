"""A language model from a transformers folder."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from rtlgen.candidate import Candidate, Request, Sampling, Usage
from rtlgen.errors import BackendError, ToolNotFound
from rtlgen.verilog import extract_verilog


class LocalBackend:
    """Loads the folder at the first request and keeps the model in memory."""

    def __init__(self, folder: Path) -> None:
        """Use `folder`, which holds what `save_pretrained` writes."""
        if not (folder / "config.json").is_file():
            raise BackendError(f"{folder}: no transformers model there (config.json is missing)")
        self._folder = folder
        self._loaded: tuple[Any, Any] | None = None
        self.name = f"local:{folder.name}"
        self.identity = f"local:{folder.resolve()}"

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Draw all candidates in one batch.

        Raises:
            ToolNotFound: torch or transformers is not installed.
            BackendError: the folder cannot be loaded.
        """
        model, tokenizer = self._load()
        import torch

        started = time.monotonic()
        torch.manual_seed(sampling.seed)
        prompt = _prompt(tokenizer, request)
        inputs = tokenizer(prompt, return_tensors="pt", add_special_tokens=False).to(model.device)
        width = inputs["input_ids"].shape[1]
        is_random = sampling.temperature > 0
        with torch.inference_mode():
            output = model.generate(
                **inputs,
                num_return_sequences=sampling.n if is_random else 1,
                max_new_tokens=sampling.max_tokens,
                do_sample=is_random,
                pad_token_id=_pad(tokenizer),
                return_dict_in_generate=True,
                output_scores=True,
                **({"temperature": sampling.temperature} if is_random else {}),
            )
        scores = model.compute_transition_scores(
            output.sequences, output.scores, normalize_logits=True
        )
        elapsed = time.monotonic() - started
        candidates = []
        for tokens, logprobs in zip(output.sequences[:, width:], scores, strict=True):
            is_real = tokens != _pad(tokenizer)
            text = tokenizer.decode(tokens, skip_special_tokens=True)
            usage = Usage(
                prompt_tokens=width,
                completion_tokens=int(is_real.sum()),
                latency_s=elapsed / len(scores),
            )
            candidate = Candidate(
                verilog=extract_verilog(text, top=request.spec.name),
                backend=self.name,
                completion=text,
                sampling=sampling,
                usage=usage,
                logprob=float(logprobs[is_real].sum()),
            )
            candidates.append(candidate)
            if on_candidate is not None:
                on_candidate(candidate)
        return tuple(candidates)

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            try:
                from transformers import AutoModelForCausalLM, AutoTokenizer
            except ImportError as error:
                raise ToolNotFound(
                    f"local:{self._folder}: transformers is missing; pip install 'rtlgen[local]'"
                ) from error
            try:
                tokenizer = AutoTokenizer.from_pretrained(self._folder)
                model = AutoModelForCausalLM.from_pretrained(self._folder)
            except (OSError, ValueError) as error:
                raise BackendError(
                    f"{self._folder}: the model cannot be loaded: {error}"
                ) from error
            model.eval()  # type: ignore[no-untyped-call]
            self._loaded = (model, tokenizer)
        return self._loaded


def _prompt(tokenizer: Any, request: Request) -> str:
    if tokenizer.chat_template:
        messages = [{"role": m.role, "content": m.text} for m in request.messages]
        return str(
            tokenizer.apply_chat_template(messages, tokenize=False, add_generation_prompt=True)
        )
    return "\n\n".join(m.text for m in request.messages) + "\n"


def _pad(tokenizer: Any) -> int:
    return int(
        tokenizer.pad_token_id if tokenizer.pad_token_id is not None else tokenizer.eos_token_id
    )
