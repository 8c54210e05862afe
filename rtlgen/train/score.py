"""How hard examples are for a model: the loss on their Verilog.

Not covered: models that `rtlgen train` did not write.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from rtlgen.datagen.example import Example
from rtlgen.errors import UsageError
from rtlgen.evidence.files import write_text
from rtlgen.model.text import FORMAT, FORMAT_FILE
from rtlgen.train.dataset import Row, encode

if TYPE_CHECKING:
    import torch
    from tokenizers import Tokenizer

TOKENS_PER_BATCH = 16_384
"""Padding included; the logits of a batch in fp32 take that times the vocabulary times 4 bytes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """What a model says of one text."""

    tokens: int
    """Of the Verilog, its end included."""
    loss: float | None
    """Mean over them, in nats per token; None where prompt and Verilog exceed the context."""


@dataclass(frozen=True, slots=True)
class Scorer:
    """A model with its tokenizer, ready to score; `open_scorer` makes one."""

    model: Any
    tokenizer: Tokenizer
    device: torch.device
    precision: str
    """`bf16` (autocast) or `fp32`."""
    weights: str
    """SHA-256 of the file of weights."""

    @property
    def context(self) -> int:
        """Tokens that the model takes."""
        return int(self.model.config.max_position_embeddings)


def fast_precision() -> str:
    """Return `bf16` where this machine computes in it faster than in fp32, else `fp32`."""
    import torch

    if torch.cuda.is_available():
        return "bf16" if torch.cuda.is_bf16_supported(including_emulation=False) else "fp32"
    able = torch.cpu.get_capabilities()
    return "bf16" if able.get("avx512_bf16") or able.get("amx_bf16") else "fp32"


def open_scorer(folder: Path, *, precision: str | None = None) -> Scorer:
    """Load a model that `rtlgen train` wrote, on the accelerator where there is one.

    Args:
        folder: The `model` folder of a run.
        precision: `bf16` or `fp32`; None = the fast one of this machine.

    Raises:
        UsageError: the folder holds no such model, or it is damaged.
    """
    import torch
    import transformers
    from tokenizers import Tokenizer

    _require_ours(folder)
    library: Any = transformers  # it is not typed
    library.utils.logging.disable_progress_bar()
    try:
        tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        model, report = library.AutoModelForCausalLM.from_pretrained(
            folder, local_files_only=True, dtype=torch.float32, output_loading_info=True
        )
    # A boundary: transformers, tokenizers and safetensors have no common error.
    except Exception as error:
        raise UsageError(
            f"{folder}: the model cannot be loaded: {type(error).__name__}; train it again"
        ) from error
    if missing := sorted(report["missing_keys"]):
        raise UsageError(f"{folder}: the weights lack {missing[0]}; train the model again")
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    weights = hashlib.sha256((folder / "model.safetensors").read_bytes()).hexdigest()
    chosen = precision or fast_precision()
    return Scorer(model.to(device).eval(), tokenizer, device, chosen, weights)


def score_texts(
    scorer: Scorer,
    texts: Sequence[tuple[str, str]],
    *,
    on_batch: Callable[[int, int], None] | None = None,
) -> list[Scored]:
    """Return what the model says of each prompt and answer, in their order.

    Batches depend on the texts alone, so the same texts on the same machine have the same scores.

    Args:
        scorer: The model.
        texts: Prompts and answers as of `texts_of`.
        on_batch: Told after each batch how many texts of how many are done.
    """
    import torch

    rows = encode(texts, scorer.tokenizer, sys.maxsize)
    found = [Scored(tokens=len(row.tokens) - row.prompt, loss=None) for row in rows]
    fitting = [n for n, row in enumerate(rows) if len(row.tokens) <= scorer.context]
    done = len(rows) - len(fitting)
    for members in _by_length(rows, fitting):
        with torch.inference_mode():
            losses = _losses(scorer, [rows[number] for number in members])
        for number, loss in zip(members, losses, strict=True):
            found[number] = Scored(tokens=found[number].tokens, loss=loss)
        done += len(members)
        if on_batch is not None:
            on_batch(done, len(rows))
    return found


def write_scores(path: Path, examples: Iterable[Example], found: Iterable[Scored]) -> None:
    """Write a line of JSON for each example: `id`, `loss` (nats per token or null), `tokens`.

    Raises:
        UsageError, ToolCrashed: see `write_text`.
    """
    rows = (
        {
            "id": example.id,
            "loss": None if one.loss is None else round(one.loss, 6),
            "tokens": one.tokens,
        }
        for example, one in zip(examples, found, strict=True)
    )
    write_text(path, "".join(json.dumps(row) + "\n" for row in rows))


def _require_ours(folder: Path) -> None:
    """Refuse what `rtlgen train` did not write: its tokens mean something else."""
    mark = folder / FORMAT_FILE
    try:
        is_ours = json.loads(mark.read_text()) == FORMAT
    except (OSError, ValueError):
        is_ours = False
    if not is_ours:
        inner = folder / "model"
        advice = f"name {inner}" if (inner / FORMAT_FILE).is_file() else "name the `model` of a run"
        raise UsageError(f"{folder}: holds no model that this `rtlgen train` wrote; {advice}")


def _by_length(rows: Sequence[Row], chosen: Sequence[int]) -> Iterator[list[int]]:
    """Yield batches of rows of about the same length, the shortest first."""
    members: list[int] = []
    for number in sorted(chosen, key=lambda n: (len(rows[n].tokens), n)):
        if members and len(rows[number].tokens) * (len(members) + 1) > TOKENS_PER_BATCH:
            yield members
            members = []
        members.append(number)
    if members:
        yield members


def _losses(scorer: Scorer, rows: Sequence[Row]) -> list[float]:
    """Return the mean loss on the Verilog of each row."""
    import torch
    from torch.nn.functional import cross_entropy

    lengths = np.array([len(row.tokens) for row in rows])  # (B,)
    prompts = np.array([row.prompt for row in rows])  # (B,)
    padded = np.zeros((len(rows), lengths.max()), dtype=np.int64)  # (B, T)
    for number, row in enumerate(rows):
        padded[number, : len(row.tokens)] = row.tokens
    places = np.arange(1, lengths.max())  # (T - 1,): of the token that is predicted
    counts = (places >= prompts[:, None]) & (places < lengths[:, None])  # (B, T - 1)
    tokens = torch.from_numpy(padded).to(scorer.device)
    is_verilog = torch.from_numpy(counts).to(scorer.device)
    has_bf16 = scorer.precision == "bf16"
    with torch.autocast(scorer.device.type, dtype=torch.bfloat16, enabled=has_bf16):
        # Padding is at the end, where nothing looks at it: no mask is needed.
        logits = scorer.model(input_ids=tokens[:, :-1], use_cache=False).logits  # (B, T - 1, V)
    each = cross_entropy(
        logits.float().flatten(0, 1), tokens[:, 1:].flatten(), reduction="none"
    ).view_as(is_verilog)  # (B, T - 1)
    sums = (each * is_verilog).sum(dim=1, dtype=torch.float64)
    means: list[float] = (sums / is_verilog.sum(dim=1)).tolist()
    return means
