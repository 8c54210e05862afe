"""The child process around Yosys, Z3 and ABC: jobs as JSON in, decisions as JSON lines out.

Yosys ends its process on an error, and hostile text makes it crash or hang; none of that may
happen to the caller. See `prove.py` for the shape of a job.
"""

from __future__ import annotations

import dataclasses
import json
import os
import sys
import time
from collections.abc import Mapping
from typing import Any

from rtlgen.formal.decide import Decision, Outcome, decide_product, predict
from rtlgen.formal.elaborate import elaborate
from rtlgen.formal.machine import Environment, build_product
from rtlgen.formal.netlist import Netlist, Unsupported
from rtlgen.formal.vectors import decide_vectors

LARGEST = 60_000
"""Bits of all cells of a netlist; larger ones are not translated."""


def warm_up() -> None:
    """Load what every job needs, see `rtlgen.sandbox.warm`."""


def main() -> None:
    """Read the jobs from standard input, print one line for each as soon as it is decided."""
    jobs = json.load(sys.stdin)["jobs"]
    printer = os.fdopen(os.dup(1), "w")
    os.dup2(2, 1)  # what Yosys prints is no part of the answer
    for job in jobs:
        started = time.monotonic()
        answer = dataclasses.asdict(_answer(job))
        answer["elapsed_s"] = round(time.monotonic() - started, 4)
        print(json.dumps(answer), file=printer, flush=True)


def _answer(job: Mapping[str, Any]) -> Decision:
    try:
        return _decide(job, is_split=False)
    except Unsupported as error:
        if "loop" not in str(error):
            return Decision(outcome=Outcome.UNSUPPORTED, reason=str(error))
    return _retry(job)


def _retry(job: Mapping[str, Any]) -> Decision:
    """Try again on single bits: a carry chain in one word is no loop."""
    try:
        return _decide(job, is_split=True)
    except Unsupported as error:
        return Decision(outcome=Outcome.UNSUPPORTED, reason=str(error))


def _decide(job: Mapping[str, Any], *, is_split: bool) -> Decision:
    netlists: dict[str, Netlist] = {}
    for role, item in job["designs"].items():
        is_same = role != "gold" and item == job["designs"].get("gold")
        netlists[role] = (
            netlists["gold"]
            if is_same
            else elaborate(item["verilog"], item["top"], is_split=is_split)
        )
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
