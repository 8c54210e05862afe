"""A language model from a transformers folder."""

from __future__ import annotations

import hashlib
import os
import sys
import time
from collections.abc import Callable, Sequence, Set
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rtlgen.backends.answer import shorten
from rtlgen.backends.dialect import Dialect
from rtlgen.candidate import Candidate, Request, Sampling, Usage
from rtlgen.errors import BackendError, ToolNotFound
from rtlgen.model.text import absent_marks

if TYPE_CHECKING:
    from rtlgen.model.draw import Drawn


_WRITING = "2"
"""Raised when the same completion of a model of ours becomes another Verilog: caches look at it."""
_BATCH = 64
"""Candidates that a small model writes together: more are not much faster."""


class LocalBackend:
    """Loads the folder at the first request and keeps the model in memory.

    The model runs on the machine's accelerator where torch sees one, else on the CPU.
    """

    def __init__(self, folder: Path, *, name: str | None = None) -> None:
        """Use `folder`, which holds what `save_pretrained` writes.

        Args:
            folder: The model.
            name: In reports; None = `local:` and the name of the folder.

        Raises:
            BackendError: it is missing or holds no model.
        """
        if not folder.is_dir():
            problem = "is not a folder" if folder.exists() else "does not exist"
            raise BackendError(f"{folder}: {problem}; name a transformers folder")
        if not (folder / "config.json").is_file():
            raise BackendError(
                f"{folder}: holds no transformers model (config.json is missing); name the folder "
                "that `save_pretrained` wrote"
            )
        self._folder = folder
        self._dialect = Dialect(folder)
        self._loaded: tuple[Any, Any] | None = None
        self.name = name or f"local:{folder.resolve().name}"
        self.identity = f"local:{folder.resolve()}"
        if self._dialect.is_ours:
            self.identity += f"{_hash_of(folder)}:{_WRITING}"

    def generate(
        self,
        request: Request,
        sampling: Sampling,
        *,
        on_candidate: Callable[[Candidate], None] | None = None,
    ) -> tuple[Candidate, ...]:
        """Draw all candidates in one batch; a temperature of 0 has one answer only.

        Raises:
            ToolNotFound: torch or transformers is not installed.
            BackendError: the folder cannot be loaded, the prompt is too long, or memory ran out.
        """
        if self._dialect.is_ours and request.turn:
            return ()  # it reads the specification alone, see `_prompt`
        (found,) = self._draw([request], sampling)
        if on_candidate is not None:
            for candidate in found:
                on_candidate(candidate)
        return found

    @property
    def at_once(self) -> int:
        """Candidates that make a good batch for a model of ours."""
        return _BATCH if self._dialect.is_ours else 1

    def generate_together(
        self, requests: Sequence[Request], sampling: Sampling
    ) -> list[tuple[Candidate, ...]]:
        """Draw the candidates of several requests; a model of ours writes them all in one batch.

        Args:
            requests: At least one, first turns all.
            sampling: Of each request; its seed is that of the batch.

        Raises:
            ToolNotFound: as `generate`.
            BackendError: as `generate`; nothing is drawn if one prompt is too long.
        """
        if self._dialect.is_ours:
            return self._draw(requests, sampling)
        return [self.generate(request, sampling) for request in requests]

    def _draw(self, requests: Sequence[Request], sampling: Sampling) -> list[tuple[Candidate, ...]]:
        model, tokenizer = self._load()
        import torch

        started = time.monotonic()
        torch.manual_seed(sampling.seed + sampling.first)
        inputs = [self._read(request) for request in requests]
        ends = _ends(model, tokenizer)
        try:
            if self._dialect.is_ours:
                banned = [
                    tokenizer.convert_tokens_to_ids(list(absent_marks(request.spec)))
                    for request in requests
                ]
                drawn = _sample_ours(model, inputs, sampling, ends, banned)
            else:
                drawn = [_sample(model, tokenizer, one, sampling, ends) for one in inputs]
        except torch.OutOfMemoryError as error:
            raise BackendError(
                f"{self._folder}: {sampling.n} candidates at once do not fit into memory; give a "
                "smaller --candidates or --max-tokens"
            ) from error
        each_s = (time.monotonic() - started) / max(1, sum(map(len, drawn)))
        return [
            tuple(self._candidate(request, sampling, one, width, ends, each_s) for one in some)
            for request, some, width in zip(
                requests, drawn, (one["input_ids"].shape[1] for one in inputs), strict=True
            )
        ]

    def _read(self, request: Request) -> Any:
        """Return what the model reads, as tokens with their mask; there is room behind it."""
        model, tokenizer = self._load()
        inputs = tokenizer(
            self._dialect.prompt(tokenizer, request), return_tensors="pt",
            add_special_tokens=False, return_token_type_ids=False,
        ).to(model.device)  # fmt: skip
        width, context = inputs["input_ids"].shape[1], _context(model)
        if width >= context:
            raise BackendError(
                f"{self._folder}: the prompt has {width} tokens, but the model takes {context}; "
                "shorten the specification, or use a model with a longer context"
            )
        return inputs

    def _candidate(
        self, request: Request, sampling: Sampling, drawn: Drawn, width: int, ends: Set[int],
        latency_s: float,
    ) -> Candidate:  # fmt: skip
        text = self._dialect.text(self._load()[1], drawn.tokens)
        return Candidate(
            verilog=self._dialect.verilog(request, text), backend=self.name, completion=text,
            sampling=sampling,
            usage=Usage(
                prompt_tokens=width, completion_tokens=len(drawn.tokens), latency_s=latency_s
            ),
            logprob=drawn.logprob,
            prompt_logprob=drawn.prompt_logprob if self._dialect.is_ours else None,
            note="" if drawn.tokens[-1] in ends else "cut off at max_tokens",
        )  # fmt: skip

    def prompt(self, request: Request) -> str:
        """Return what the model reads; raises what `generate` raises."""
        return self._dialect.prompt(self._load()[1], request)

    def room(self, request: Request) -> int:
        """Return how many tokens fit behind the prompt; not above 0 where it is too long."""
        model, tokenizer = self._load()
        prompt = self._dialect.prompt(tokenizer, request)
        return _context(model) - len(tokenizer(prompt, add_special_tokens=False)["input_ids"])

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            # Threads that wait actively slow down whatever else runs here, the judge first of all.
            os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
            try:
                import torch
                import transformers
            except ImportError as error:
                raise ToolNotFound(
                    f"local:{self._folder}: {error.name} is missing; pip install 'rtlgen[local]'"
                ) from error
            library: Any = transformers  # its overloads do not know `output_loading_info`
            library.utils.logging.set_verbosity_error()
            if not sys.stderr.isatty():
                library.utils.logging.disable_progress_bar()
            try:
                tokenizer = library.AutoTokenizer.from_pretrained(
                    self._folder, local_files_only=True
                )
                # Small models run in fp32: many processors are slow in bf16, the form of the file.
                dtype = torch.float32 if self._dialect.is_ours else "auto"
                model, report = library.AutoModelForCausalLM.from_pretrained(
                    self._folder, local_files_only=True, output_loading_info=True, dtype=dtype
                )
            # A boundary: transformers, tokenizers and safetensors have no common error, and raise
            # KeyError and bare Exception for files that are damaged.
            except Exception as error:
                raise BackendError(
                    f"{self._folder}: the model cannot be loaded: {type(error).__name__}: "
                    f"{shorten(str(error))}; write the folder again with `save_pretrained`"
                ) from error
            if missing := sorted(report["missing_keys"]):
                # transformers would fill these with random numbers and go on.
                raise BackendError(
                    f"{self._folder}: the file of weights lacks {len(missing)} of the model, for "
                    f"example {missing[0]}; write the folder again with `save_pretrained`"
                )
            device = torch.accelerator.current_accelerator() or torch.device("cpu")
            self._loaded = (model.to(device).eval(), tokenizer)
        return self._loaded


def _hash_of(folder: Path) -> str:
    """Small models are trained again under the same name: the cache must not mix them up."""
    weights = folder / "model.safetensors"
    return f":{hashlib.sha256(weights.read_bytes()).hexdigest()[:16]}" if weights.is_file() else ""


def _context(model: Any) -> int:
    """Return how many tokens the model takes."""
    context = getattr(model.config.get_text_config(), "max_position_embeddings", None)
    return context if isinstance(context, int) else sys.maxsize


def _sample_ours(
    model: Any, inputs: Sequence[Any], sampling: Sampling, ends: Set[int],
    banned: Sequence[Sequence[int]],
) -> list[list[Drawn]]:  # fmt: skip
    """Draw from a model that `rtlgen train` wrote."""
    from rtlgen.model.beams import likeliest
    from rtlgen.model.draw import Group, draw

    groups = [
        Group(
            prompt=one["input_ids"], count=sampling.n, limit=_limit(model, one, sampling),
            banned=some,
        )
        for one, some in zip(inputs, banned, strict=True)
    ]  # fmt: skip
    if sampling.temperature > 0:
        return draw(model, groups, temperature=sampling.temperature, ends=ends)
    size = max(1, _BATCH // sampling.beams)
    parts = (groups[first : first + size] for first in range(0, len(groups), size))
    return [
        [one]
        for part in parts
        for one in likeliest(model, part, beams=sampling.beams, ends=ends)
    ]  # fmt: skip


def _limit(model: Any, inputs: Any, sampling: Sampling) -> int:
    """Return how many tokens a completion may have."""
    width: int = inputs["input_ids"].shape[1]
    return min(sampling.max_tokens, _context(model) - width)


def _sample(
    model: Any, tokenizer: Any, inputs: Any, sampling: Sampling, ends: Set[int]
) -> list[Drawn]:
    """Draw from any model, by its own settings for generation."""
    import torch

    from rtlgen.model.draw import Drawn

    is_random = sampling.temperature > 0
    with torch.inference_mode():
        output = model.generate(
            **inputs,
            num_return_sequences=sampling.n if is_random else 1,
            max_new_tokens=_limit(model, inputs, sampling),
            do_sample=is_random,
            pad_token_id=_pad(tokenizer),
            return_dict_in_generate=True,
            output_scores=True,
            **({"temperature": sampling.temperature} if is_random else {}),
        )
        logprobs = model.compute_transition_scores(
            output.sequences, output.scores, normalize_logits=True
        )
    width = inputs["input_ids"].shape[1]
    drawn = []
    for tokens, values in zip(output.sequences[:, width:].tolist(), logprobs.tolist(), strict=True):
        length = next((i for i, t in enumerate(tokens, 1) if t in ends), len(tokens))
        drawn.append(Drawn(tokens=tokens[:length], logprob=float(sum(values[:length]))))
    return drawn


def _ends(model: Any, tokenizer: Any) -> frozenset[int]:
    """The tokens after which a completion is over."""
    of_model = model.generation_config.eos_token_id
    several = of_model if isinstance(of_model, list) else [of_model]
    return frozenset(t for t in (*several, tokenizer.eos_token_id) if t is not None)


def _pad(tokenizer: Any) -> int:
    """The padding token; any will do, since what follows an end is cut off."""
    for token in (tokenizer.pad_token_id, tokenizer.eos_token_id):
        if token is not None:
            return int(token)
    return 0
