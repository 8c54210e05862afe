"""Does the model that proofs are made of answer like Icarus? Random modules, every bit compared."""

from __future__ import annotations

import argparse
import time

from problems import origin, publish

from rtlgen.evaluate.agreement import Disagreement, compare_models

CHUNK = 50


def main() -> None:
    """Compare `--count` modules from the seed `--first` on."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--first", type=int, default=0)
    chosen = parser.parse_args()
    started = time.monotonic()
    compared = bits = unknown = 0
    wrong: list[Disagreement] = []
    skipped: list[tuple[int, str]] = []
    stop = chosen.first + chosen.count
    for start in range(chosen.first, stop, CHUNK):
        found = compare_models(range(start, min(start + CHUNK, stop)))
        compared, bits = compared + found.compared, bits + found.bits
        unknown += found.only_predicted + found.only_simulated
        wrong += found.disagreements
        skipped += found.not_modelled
    seconds = time.monotonic() - started
    summary = (
        f"{compared} random modules, {bits} output bits compared: {len(wrong)} modules disagree, "
        f"{unknown} bits were known to one side only, {len(skipped)} modules are not modelled. "
        f"{seconds:.0f} s.\n"
    )
    lines = ["# The prover's model against Icarus\n", origin(), summary]
    lines += [
        f"- seed {w.seed}, step {w.step}, {w.output}: model {w.predicted}, Icarus {w.simulated}"
        for w in wrong
    ]
    lines += [f"- seed {seed}: {why}" for seed, why in skipped]
    publish("agreement", "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
