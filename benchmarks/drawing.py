"""How fast the embedded model writes: our own drawing beside `generate` of transformers.

The same prompt of 250 tokens, 128 tokens of each completion, both ways in turn in one process; the
ratio is that of the medians. Completions do not end here; what our drawing gains when some end
before others comes on top.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable
from typing import Any

import torch
from problems import origin, publish
from transformers import AutoModelForCausalLM

from rtlgen.backends.open import WEIGHTS
from rtlgen.model.draw import Group, draw

PROMPT, LENGTH, SIZES = 250, 128, (1, 4, 16, 64)


def main() -> None:
    """Measure and publish."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    model: Any = AutoModelForCausalLM.from_pretrained(WEIGHTS, dtype=torch.float32).eval()
    prompt = torch.arange(100, 100 + PROMPT)[None]
    lines = [
        "# Drawing\n", origin(),
        f"{torch.get_num_threads()} threads, {options.rounds} rounds; tokens a second, medians.\n",
        "| completions | ours | transformers | ratio |", "|---|---|---|---|",
    ]  # fmt: skip
    for n in SIZES:
        ours, theirs = [], []
        for _ in range(options.rounds):
            ours.append(_seconds(lambda n=n: _ours(model, prompt, n)))
            theirs.append(_seconds(lambda n=n: _theirs(model, prompt, n)))
        mine, other = (n * LENGTH / statistics.median(times) for times in (ours, theirs))
        lines.append(f"| {n} | {mine:.0f} | {other:.0f} | {mine / other:.2f} |")
    publish("drawing", "\n".join([*lines, ""]))


def _seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def _ours(model: Any, prompt: torch.Tensor, n: int) -> None:
    draw(model, [Group(prompt=prompt, count=n, limit=LENGTH)], temperature=0.6, ends=set())


def _theirs(model: Any, prompt: torch.Tensor, n: int) -> None:
    with torch.inference_mode():
        model.generate(
            input_ids=prompt, attention_mask=torch.ones_like(prompt), num_return_sequences=n,
            max_new_tokens=LENGTH, min_new_tokens=LENGTH, do_sample=True, temperature=0.6,
            pad_token_id=0, return_dict_in_generate=True, output_scores=True,
        )  # fmt: skip


if __name__ == "__main__":
    main()
