"""One training run, from top to bottom.

Next-token prediction on prompts and answers, with less weight on prompts. On several devices
(torchrun) each process holds the model and takes its part of every step; gradients are averaged.
Deviation from the papers of Muon: no separate treatment of the first layers.
"""

from __future__ import annotations

import dataclasses
import math
import random
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
import transformers
from tokenizers import Tokenizer
from torch.nn.functional import cross_entropy

from rtlgen.errors import ToolCrashed, UsageError
from rtlgen.model.shape import build_model
from rtlgen.train.checkpoint import load_checkpoint, save_checkpoint
from rtlgen.train.dataset import Batch, Row, batches
from rtlgen.train.encoded import Encoded
from rtlgen.train.export import export_model
from rtlgen.train.held_out import HeldOut
from rtlgen.train.optimiser import Optimiser, rate_share
from rtlgen.train.processes import Place, process_group
from rtlgen.train.recipe import Recipe
from rtlgen.train.run_files import (
    MODEL,
    TOKENS,
    change_steps,
    checkpoints,
    log,
    open_run,
    say,
)
from rtlgen.train.speed import speed_up
from rtlgen.train.within import OPEN, Within, fixed_steps

if TYPE_CHECKING:
    from numpy.typing import NDArray

_LOG_EVERY = 10
"""Steps between two lines of metrics."""


def train(
    recipe: Recipe,
    base: Path,
    out: Path,
    *,
    should_stop: Callable[[], bool] = lambda: False,
    within_s: float | None = None,
) -> bool:
    """Run a recipe, or go on with it; return whether it came to its end.

    Args:
        recipe: What to do.
        base: The folder that its paths are relative to.
        out: Folder of the run, see `run_files`; with checkpoints.
        should_stop: Asked after each step; then a checkpoint is written.
        within_s: Choose the number of steps, so that a new run is over by then; a run that has
            begun keeps its number.

    Raises:
        UsageError: the data is missing or was changed, the folder is of another run, a checkpoint
            is damaged.
        ToolCrashed: the loss is no number any more, or memory or the disk is full.
    """
    within = None
    if within_s is not None:
        fixed = fixed_steps(out) if checkpoints(out) else None
        within = Within(within_s) if fixed is None else None
        recipe = dataclasses.replace(recipe, steps=fixed or OPEN)
    with process_group() as place:
        data = Encoded(recipe, base, out)
        if place.is_first:
            open_run(out, recipe, data.data_hash, place.world)
        tokenizer, rows = data.rows(writes=place.is_first)
        kept = data.kept
        held_out = HeldOut(kept, tokenizer, recipe.shape.context) if kept else None
        if place.is_first:
            _say_size(rows)
        try:
            return _Run(recipe, base, out, rows, place, held_out).go(should_stop, within)
        except (torch.OutOfMemoryError, MemoryError) as error:
            raise ToolCrashed(
                f"{out}: a step does not fit into memory; give a smaller tokens_per_step"
            ) from error


def prepare(recipe: Recipe, base: Path, out: Path) -> None:
    """Make the folder of a run with its tokens; `train` goes on from there.

    The folder and the manifests of the data are all that a machine needs which trains alone.

    Raises:
        UsageError: as `train`.
    """
    data = Encoded(recipe, base, out)
    open_run(out, recipe, data.data_hash, world=1)
    _, rows = data.rows(writes=True)
    _say_size(rows)


def _say_size(rows: Sequence[Row]) -> None:
    say(f"{len(rows)} examples, {sum(len(row.tokens) for row in rows)} tokens")


class _Run:
    """A run in this process."""

    def __init__(
        self, recipe: Recipe, base: Path, out: Path, rows: Sequence[Row], place: Place,
        held_out: HeldOut | None,
    ) -> None:  # fmt: skip
        """Build the model, or take up the last checkpoint."""
        _seed(recipe.seed)
        library: Any = transformers  # it is not typed
        library.utils.logging.set_verbosity_error()  # it would advise a kernel for GPUs
        self._recipe, self._out, self._place, self._held_out = recipe, out, place, held_out
        start = recipe.start
        model: Any = build_model(recipe.shape) if start is None else _started(base / start)
        self._model = model.to(place.device).train()
        speed_up(self._model, is_compiled=recipe.compile)
        self._optimiser = Optimiser(self._model, recipe)
        self._first = self._seen = 0
        self._elapsed_s = 0.0
        if saved := checkpoints(out):
            self._load(load_checkpoint(saved[-1]))
        self._parallel = (
            torch.nn.parallel.DistributedDataParallel(self._model)
            if place.world > 1
            else self._model
        )
        self._feed = batches(
            rows, tokens=recipe.tokens_per_step // place.world,
            prompt_weight=recipe.prompt_weight, seed=recipe.seed,
            first=self._first * place.world,
        )  # fmt: skip

    def go(self, should_stop: Callable[[], bool], within: Within | None) -> bool:
        """Do the steps that are left; return whether all of them were done."""
        clock = _Clock()
        step = self._first - 1
        while (step := step + 1) < self._recipe.steps:
            batch = self._batch()
            found = self._step(step, batch)
            clock.count(batch.tokens.size * self._place.world)
            is_last, stops = step + 1 == self._recipe.steps, should_stop()
            saves = (step + 1) % self._recipe.checkpoint_every == 0 or is_last or stops
            if saves or (step + 1) % _LOG_EVERY == 0:
                values = self._read(step, found)  # a GPU has to finish for that
                if self._place.is_first:
                    rate, elapsed_s = clock.read()
                    self._elapsed_s += elapsed_s
                    values |= {"tokens_per_s": round(rate), "elapsed_s": round(self._elapsed_s)}
                    log(self._out, values)
            if saves and self._place.is_first:
                self._save(step + 1)
            if stops and not is_last:
                return False
            if within is not None and within.is_due(step + 1 - self._first):
                self._measure(step + 1, within)
        return True

    def _measure(self, step: int, within: Within) -> None:
        """Fix the number of steps when enough of them were measured."""
        if self._place.device.type == "cuda":
            torch.cuda.synchronize()
        steps = within.measure(step - self._first, step, self._recipe.decay)
        if steps is None:
            return
        self._recipe = dataclasses.replace(self._recipe, steps=self._place.of_first(steps))
        if self._place.is_first:
            change_steps(self._out, self._recipe.steps)
            say(f"{self._recipe.steps} steps")

    def _batch(self) -> Batch:
        """Return this process's part of the next step."""
        return [next(self._feed) for _ in range(self._place.world)][self._place.rank]

    def _step(self, step: int, batch: Batch) -> dict[str, torch.Tensor]:
        """Learn from a batch; return what was measured of it, as the device has it."""
        losses = _losses(self._parallel, batch, self._recipe, self._place.device)
        losses["loss"].backward()  # type: ignore[no-untyped-call]
        norm = torch.nn.utils.clip_grad_norm_(self._model.parameters(), self._recipe.clip)
        self._optimiser.step(rate_share(step, self._recipe))
        self._seen += int((batch.weights > 0).sum()) * self._place.world
        return {**{name: value.detach() for name, value in losses.items()}, "norm": norm}

    def _read(self, step: int, found: Mapping[str, torch.Tensor]) -> dict[str, Any]:
        """Return what is logged of a step, unless the loss is no number any more."""
        values = {name: float(value) for name, value in found.items()}
        if not all(math.isfinite(value) for value in values.values()):
            raise ToolCrashed(
                f"{self._out}: the loss of step {step} is no number; the last checkpoint is good: "
                "lower the rates of the recipe and start from it"
            )
        share = rate_share(step, self._recipe)
        return {
            "step": step + 1, **{name: round(value, 5) for name, value in values.items()},
            "rate": round(share, 4), "tokens": self._seen,
        }  # fmt: skip

    def _save(self, step: int) -> None:
        """Write a checkpoint and the model, and measure it."""
        state = {
            "model": self._model.state_dict(), "optimiser": self._optimiser.state_dict(),
            "seen": self._seen, "elapsed_s": self._elapsed_s,
        }  # fmt: skip
        save_checkpoint(self._out, step, state)
        tokenizer = Tokenizer.from_file(str(self._out / TOKENS))
        export_model(self._model, tokenizer, self._out / MODEL)
        if self._held_out is not None:
            found = self._held_out.measure(self._model)
            log(self._out, {"step": step, **found})

    def _load(self, state: Mapping[str, Any]) -> None:
        self._model.load_state_dict(state["model"])
        self._optimiser.load_state_dict(state["optimiser"])
        self._first, self._seen = state["step"], state["seen"]
        self._elapsed_s = state.get("elapsed_s", 0.0)


class _Clock:
    """Tokens a second since it was read."""

    def __init__(self) -> None:
        self._started, self._tokens = time.monotonic(), 0

    def count(self, tokens: int) -> None:
        """So many more tokens are done."""
        self._tokens += tokens

    def read(self) -> tuple[float, float]:
        """Return tokens a second and seconds, and start anew."""
        elapsed_s = time.monotonic() - self._started
        rate = self._tokens / elapsed_s
        self._started, self._tokens = time.monotonic(), 0
        return rate, elapsed_s


def _losses(
    model: torch.nn.Module, batch: Batch, recipe: Recipe, device: torch.device
) -> dict[str, torch.Tensor]:
    """Return the weighted loss and the plain ones of answers and prompts, in nats per token."""
    tokens = _moved(batch.tokens, device)  # (rows, length)
    weights = _moved(batch.weights, device)[:, 1:]  # (rows, length - 1)
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


def _moved(values: NDArray[Any], device: torch.device) -> torch.Tensor:
    """Bring an array to the device; a GPU fetches it while it works."""
    found = torch.from_numpy(values)
    if device.type != "cuda":
        return found.to(device)
    return found.pin_memory().to(device, non_blocking=True)


def _started(folder: Path) -> Any:
    """Load the model to start from."""
    from transformers import AutoModelForCausalLM

    try:
        return AutoModelForCausalLM.from_pretrained(folder, dtype=torch.float32)
    except Exception as error:  # transformers and safetensors have no common error
        raise UsageError(
            f"{folder}: the model to start from cannot be loaded: {type(error).__name__}"
        ) from error


def _seed(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
