"""The child process around Yosys, Z3 and ABC: a job as JSON in, a decision as JSON out.

Yosys ends its process on an error, and hostile text makes it crash or hang; none of that may
happen to the caller. See `prove.py` for the shape of a job.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
from collections.abc import Mapping
from typing import Any

from rtlgen.formal.decide import Decision, Outcome, decide_product, predict
from rtlgen.formal.elaborate import elaborate
from rtlgen.formal.machine import Environment, build_product
from rtlgen.formal.netlist import Unsupported
from rtlgen.formal.vectors import decide_vectors

LARGEST = 60_000
"""Bits of all cells of a netlist; larger ones are not translated."""


def main() -> None:
    """Read the job from standard input, print the decision as the last line."""
    job = json.load(sys.stdin)
    sys.setrecursionlimit(100_000)
    printer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Yosys prints is no part of the answer
    try:
        decision = _decide(job, is_split=False)
    except Unsupported as error:
        if "loop" in str(error):
            decision = _retry(job)
        else:
            decision = Decision(outcome=Outcome.UNSUPPORTED, reason=str(error))
    print(json.dumps(dataclasses.asdict(decision)), file=printer, flush=True)


def _retry(job: Mapping[str, Any]) -> Decision:
    """Try again on single bits: a carry chain in one word is no loop."""
    try:
        return _decide(job, is_split=True)
    except Unsupported as error:
        return Decision(outcome=Outcome.UNSUPPORTED, reason=str(error))


def _decide(job: Mapping[str, Any], *, is_split: bool) -> Decision:
    netlists = {
        role: elaborate(item["verilog"], item["top"], is_split=is_split)
        for role, item in job["designs"].items()
    }
    for role, netlist in netlists.items():
        bits = sum(len(cell.output) for cell in netlist.cells)
        if bits > LARGEST:
            raise Unsupported(f"a {role} of {bits} bits of logic (at most {LARGEST})")
    if "gold" not in netlists:
        return decide_vectors(netlists["gate"], job["vectors"], timeout_s=job["timeout_s"])
    environment = Environment(**job["environment"])
    try:
        product = build_product(netlists["gold"], netlists["gate"], environment)
        if "frames" in job:
            return predict(product, environment, frames=job["frames"], seed=job["seed"])
        return decide_product(product, environment, depth=job["depth"], timeout_s=job["timeout_s"])
    except ValueError as error:
        raise Unsupported(str(error)) from error


if __name__ == "__main__":
    main()
