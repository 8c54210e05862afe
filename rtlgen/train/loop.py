"""One training run, from top to bottom.

Next-token prediction on prompts and answers, with less weight on prompts. On several devices
(torchrun) each process holds the model and takes its part of every step; gradients are averaged.
Deviation from the papers of Muon: no separate treatment of the first layers.
"""

from __future__ import annotations

import contextlib
import json
import math
import os
import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.distributed as dist
import transformers
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy

from rtlgen.errors import ToolCrashed, UsageError, write_error
from rtlgen.model.shape import build_model
from rtlgen.model.tokens import fit_tokens
from rtlgen.train.checkpoint import checkpoints, load_checkpoint, save_checkpoint
from rtlgen.train.dataset import Batch, Row, batches, data_hash, encode, read_texts
from rtlgen.train.export import export_model
from rtlgen.train.optimiser import Optimiser
from rtlgen.train.recipe import Recipe

RECIPE, METRICS, MODEL, TOKENS = "recipe.json", "metrics.jsonl", "model", "tokenizer.json"
_LOG_EVERY = 10
"""Steps between two lines of metrics."""
_FIT_ON = 20_000
"""Examples that the tokenizer is fitted on, at most."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where this process stands among those of the run."""

    rank: int
    world: int
    device: torch.device

    @property
    def is_first(self) -> bool:
        """Whether this process writes files."""
        return self.rank == 0


def train(
    recipe: Recipe, base: Path, out: Path, *, should_stop: Callable[[], bool] = lambda: False
) -> bool:
    """Run a recipe, or go on with it; return whether it came to its end.

    Args:
        recipe: What to do.
        base: The folder that its paths are relative to.
        out: Folder of the run: recipe, metrics, checkpoints, `model/` as it was at the last one.
        should_stop: Asked after each step; then a checkpoint is written.

    Raises:
        UsageError: the data is missing or was changed, the folder is of another run, a checkpoint
            is damaged.
        ToolCrashed: the loss is no number any more, or memory or the disk is full.
    """
    with _process_group() as place:
        folders = [base / name for name in recipe.data]
        texts = read_texts(folders, most=recipe.most_examples, seed=recipe.seed)
        record = {
            "recipe": recipe.record(), "data": data_hash(folders), "world": place.world,
            "commit": _commit(),
        }  # fmt: skip
        if place.is_first:
            _open(out, record)
        tokenizer = _tokenizer(recipe, base, out, texts)
        rows = encode(texts, tokenizer, recipe.shape.context)
        if place.is_first:
            left = (
                f", {len(texts) - len(rows)} longer than the context"
                if len(rows) < len(texts)
                else ""
            )
            _say(f"{len(rows)} examples, {sum(len(r.tokens) for r in rows)} tokens{left}")
        try:
            return _run(recipe, base, out, rows, place, should_stop)
        except (torch.OutOfMemoryError, MemoryError) as error:
            raise ToolCrashed(
                f"{out}: a step does not fit into memory; give a smaller tokens_per_step"
            ) from error


def _run(
    recipe: Recipe, base: Path, out: Path, rows: list[Row], place: _Place,
    should_stop: Callable[[], bool],
) -> bool:  # fmt: skip
    _seed(recipe.seed)
    library: Any = transformers  # it is not typed
    library.utils.logging.set_verbosity_error()  # it would advise a kernel for GPUs
    model = build_model(recipe.shape) if recipe.start is None else _started(base / recipe.start)
    model.to(place.device).train()  # type: ignore[arg-type]
    optimiser = Optimiser(model, recipe)
    first, seen = 0, 0
    if saved := checkpoints(out):
        state = load_checkpoint(saved[-1])
        model.load_state_dict(state["model"])
        optimiser.load_state_dict(state["optimiser"])
        first, seen = state["step"], state["seen"]
    parallel = torch.nn.parallel.DistributedDataParallel(model) if place.world > 1 else model
    feed = batches(
        rows, tokens=recipe.tokens_per_step // place.world, prompt_weight=recipe.prompt_weight,
        seed=recipe.seed, first=first * place.world,
    )  # fmt: skip
    started, since = time.monotonic(), 0
    for step in range(first, recipe.steps):
        batch = [next(feed) for _ in range(place.world)][place.rank]
        losses = _losses(parallel, batch, recipe, place.device)
        losses["loss"].backward()  # type: ignore[no-untyped-call]
        norm = torch.nn.utils.clip_grad_norm_(model.parameters(), recipe.clip)
        losses = {name: value.detach() for name, value in losses.items()}
        if not math.isfinite(float(norm)) or not math.isfinite(float(losses["loss"])):
            raise ToolCrashed(
                f"{out}: the loss of step {step} is no number; the last checkpoint is good: lower "
                "the rates of the recipe and start from it"
            )
        share = optimiser.step(step)
        seen += int((batch.weights > 0).sum()) * place.world
        since += batch.tokens.size * place.world
        is_last, stops = step + 1 == recipe.steps, should_stop()
        if place.is_first:
            if (step + 1) % _LOG_EVERY == 0 or is_last or stops:
                values = {name: round(float(value), 5) for name, value in losses.items()}
                rate = since / (time.monotonic() - started)
                started, since = time.monotonic(), 0
                _log(
                    out,
                    {
                        "step": step + 1,
                        **values,
                        "norm": round(float(norm), 4),
                        "rate": round(share, 4),
                        "tokens": seen,
                        "tokens_per_s": round(rate),
                    },
                )
            if (step + 1) % recipe.checkpoint_every == 0 or is_last or stops:
                state = {
                    "model": model.state_dict(), "optimiser": optimiser.state_dict(), "seen": seen
                }  # fmt: skip
                save_checkpoint(out, step + 1, state)
                export_model(model, Tokenizer.from_file(str(out / TOKENS)), out / MODEL)
        if stops and not is_last:
            return False
    return True


def _losses(
    model: torch.nn.Module, batch: Batch, recipe: Recipe, device: torch.device
) -> dict[str, torch.Tensor]:
    """Return the weighted loss and the plain ones of answers and prompts, in nats per token."""
    tokens = torch.from_numpy(batch.tokens).to(device)  # (rows, length)
    weights = torch.from_numpy(batch.weights).to(device)[:, 1:]  # (rows, length - 1)
    precision = torch.autocast(
        device.type, dtype=torch.bfloat16, enabled=recipe.precision == "bf16"
    )
    with precision:
        # Padding is at the end, where nothing looks at it: no mask is needed.
        logits = model(
            input_ids=tokens[:, :-1], use_cache=False
        ).logits  # (rows, length - 1, vocabulary)
    each = cross_entropy(
        logits.float().flatten(0, 1), tokens[:, 1:].flatten(), reduction="none"
    ).view_as(weights)
    is_answer, is_prompt = weights == 1.0, (weights > 0) & (weights < 1.0)
    return {
        "loss": (each * weights).sum() / weights.sum(),
        "answer": (each * is_answer).sum() / is_answer.sum().clamp(min=1),
        "prompt": (each * is_prompt).sum() / is_prompt.sum().clamp(min=1),
    }


def _tokenizer(recipe: Recipe, base: Path, out: Path, texts: list[tuple[str, str]]) -> Tokenizer:
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


def _started(folder: Path) -> Any:
    """Load the model to start from."""
    from transformers import AutoModelForCausalLM

    try:
        return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    except Exception as error:  # transformers and safetensors have no common error
        raise UsageError(
            f"{folder}: the model to start from cannot be loaded: {type(error).__name__}"
        ) from error


def _open(out: Path, record: dict[str, Any]) -> None:
    """Make the folder of a run, or check that it is of the same run.

    Only the number of steps may change, and only while the rates are constant under both: what was
    learned so far is then the same.
    """
    record = json.loads(json.dumps(record))
    path = out / RECIPE
    try:
        out.mkdir(parents=True, exist_ok=True)
        before = json.loads(path.read_text()) if path.is_file() else None
    except (OSError, ValueError) as error:
        cause = error if isinstance(error, OSError) else OSError(5, str(error))
        raise write_error(out, "cannot be used", cause) from error
    if before is not None:
        _require_same(out, before, record)
    if before is None or before["recipe"] != record["recipe"]:
        path.write_text(json.dumps(record, indent=1) + "\n")


def _require_same(out: Path, before: dict[str, Any], record: dict[str, Any]) -> None:
    steps = int(checkpoints(out)[-1].stem.rpartition("-")[2]) if checkpoints(out) else 0
    old, new = before["recipe"], record["recipe"]
    is_constant = all(steps <= (1 - one["decay"]) * one["steps"] for one in (old, new))
    if is_constant:
        old = {**old, "steps": new["steps"]}
    differences = {
        "another recipe": old != new,
        "other data": before["data"] != record["data"],
        "another number of processes": before["world"] != record["world"],
    }
    for what, differs in differences.items():
        if differs:
            raise UsageError(f"{out}: is a run with {what}; name another folder, or remove it")


@contextlib.contextmanager
def _process_group() -> Iterator[_Place]:
    """Join the other processes of torchrun, where there are any."""
    world = int(os.environ.get("WORLD_SIZE", "1"))
    if world == 1:
        yield _Place(0, 1, torch.device("cuda" if torch.cuda.is_available() else "cpu"))
        return
    dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    try:
        local = int(os.environ.get("LOCAL_RANK", "0"))
        device = torch.device(f"cuda:{local}" if torch.cuda.is_available() else "cpu")
        yield _Place(dist.get_rank(), world, device)
    finally:
        dist.destroy_process_group()


def _seed(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)


def _commit() -> str:
    """Return the commit of this source, where it is a repository."""
    done = subprocess.run(
        ["git", "rev-parse", "HEAD"], cwd=Path(__file__).parent, capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    return done.stdout.strip() or "unknown"


def _log(out: Path, values: dict[str, Any]) -> None:
    with (out / METRICS).open("a") as file:
        file.write(json.dumps(values) + "\n")
    shown = ", ".join(f"{name} {value}" for name, value in values.items())
    _say(shown)


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
