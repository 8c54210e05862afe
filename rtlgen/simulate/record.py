"""What a design answers to a stimulus, all of it."""

from __future__ import annotations

import json
import secrets
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeAlias

from rtlgen.sandbox import Limits
from rtlgen.simulate.build import Build, build_files
from rtlgen.simulate.harness import STEP_NS, Interface, write_recorder
from rtlgen.simulate.session import LIMITS, read_channel, run_cocotb
from rtlgen.verdict import TraceStep
from rtlgen.verilog.design import Design

Outputs: TypeAlias = tuple[tuple[str, str], ...]
"""(output, its bits: 0, 1, x or z)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """What came back from one run."""

    build: Build = field(default_factory=lambda: Build(is_built=True))
    timed_out: bool = False
    crash: str = ""
    """What the simulator said when it gave no result; empty when it did."""
    outputs: tuple[Outputs, ...] = ()
    """After each step; empty when it gave no result."""


def record(design: Design, steps: Sequence[TraceStep], *, limits: Limits = LIMITS) -> Recording:
    """Compile a design and record its outputs after each step from power-up.

    Args:
        design: The design; its port roles say which inputs are clocks.
        steps: The stimulus, at least one step; an input that was never driven is x.
        limits: Of the simulation.

    Raises:
        ToolNotFound, ToolCrashed: the environment is broken.
    """
    nonce = secrets.token_hex(8)
    interface = Interface.of(design)
    if not interface.outputs:
        return Recording(outputs=((),) * len(steps))
    texts = {
        "harness.v": write_recorder(nonce, interface, steps, design.top),
        "design.v": design.verilog,
    }
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as name:
        folder = Path(name)
        built = build_files(folder, texts, [f"h{nonce}"], path=design.path)
        if not built.is_built:
            return Recording(build=built, timed_out=built.timed_out)
        plan = {"nonce": nonce, "until_ns": 2 + STEP_NS * len(steps), "signals": [f"o{nonce}"]}
        (folder / "plan.json").write_text(json.dumps(plan))
        done = run_cocotb(
            folder, f"h{nonce}", "testbenches.counters", {"RTLGEN_PLAN": "plan.json"},
            limits=limits,
        )  # fmt: skip
    answer = read_channel(done, nonce)
    if answer is None:
        crash = "" if done.timed_out else (done.log or f"exit status {done.returncode}")
        return Recording(build=built, timed_out=done.timed_out, crash=crash)
    bits = answer["values"][f"o{nonce}"].lower()
    width = len(bits) // len(steps)
    return Recording(build=built, outputs=tuple(
        tuple(interface.split_outputs(bits[start : start + width]))
        for start in range(len(bits) - width, -1, -width)
    ))  # fmt: skip
