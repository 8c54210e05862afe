"""Play one set of stimuli to many designs in one simulation, and isolate those that spoil it."""

from __future__ import annotations

import json
import math
import secrets
import signal
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rtlgen.sandbox import Limits
from rtlgen.simulate.build import Build, build_files
from rtlgen.simulate.harness import (
    FIELD_BITS,
    Interface,
    end_ns,
    split_results,
    write_harness,
)
from rtlgen.simulate.session import read_channel, run_cocotb
from rtlgen.verdict import TraceStep
from rtlgen.verilog.design import Design
from rtlgen.verilog.rename import rename_modules

LARGEST_BATCH = 64
_PARTS = 8
"""Into how many parts a batch is cut when one of its designs spoils it."""
_OUTPUT_BYTES = 16 << 20
_SHORTEST_S, _LONGEST_S = 0.1, 20.0
"""Of what must keep to a time at which all is over."""

_DESIGN_SIGNALS = frozenset(
    {signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE, signal.SIGILL, signal.SIGXCPU}
)
"""A loop without delay overflows the stack of vvp, a huge design its memory limit. SIGKILL is not
here: that is what a machine without memory does."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Patience:
    """How long one waits for a simulation."""

    alone_s: float = 12.0
    together_s: float = 4.0
    """64 small designs need half a second; what needs longer is a hang, or better off in parts."""

    until: float = math.inf
    """Value of `time.monotonic()` at which what still runs is ended."""

    @property
    def is_over(self) -> bool:
        """Whether nothing more may be begun."""
        return time.monotonic() >= self.until

    @property
    def compiler_limits(self) -> Limits | None:
        """Limits of the compilation before a simulation; None = the usual ones."""
        if self.until == math.inf:
            return None
        wall_s = max(_SHORTEST_S, min(_LONGEST_S, self.until - time.monotonic()))
        return Limits(wall_s=wall_s, cpu_s=math.ceil(wall_s))

    def limits(self, *, is_alone: bool) -> Limits:
        """Limits of one simulation."""
        wall_s = self.alone_s if is_alone else self.together_s
        wall_s = max(_SHORTEST_S, min(wall_s, self.until - time.monotonic()))
        return Limits(wall_s=wall_s, cpu_s=math.ceil(wall_s), output_bytes=_OUTPUT_BYTES)


USUAL = Patience()
Lane = Sequence[TraceStep]
"""A stimulus from power-up with what is expected; at least one step."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LaneScore:
    """How one design answered one lane."""

    compared: int
    passed: int
    per_output: tuple[tuple[str, int, int], ...]
    """(output, steps that agreed, steps compared)."""
    mismatch_step: int | None = None
    got: tuple[tuple[str, str], ...] = ()
    """All outputs at the first mismatch."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What became of one design."""

    build: Build = field(default_factory=lambda: Build(is_built=True))
    timed_out: bool = False
    crash: str = ""
    """What the simulator said when it gave no result."""
    is_crash_of_design: bool = False
    """The simulator died in a way that only the design can cause."""
    lanes: tuple[LaneScore, ...] = ()


def play(
    designs: Sequence[Design], lanes: Sequence[Lane], patience: Patience = USUAL
) -> list[Played]:
    """Simulate all designs against all lanes.

    Designs with the same ports share a simulation. Where one does not compile, hangs or crashes,
    the batch is cut until that one runs alone; a design alone is the only one that is blamed.

    Raises:
        ToolNotFound, ToolCrashed: the environment is broken.
    """
    results = dict(
        outcome for group in _groups(designs) for outcome in _play_group(group, lanes, patience)
    )
    return [results[index] for index in range(len(designs))]


@dataclass(frozen=True, slots=True)
class _Entry:
    index: int
    design: Design
    renamed: str | None
    """The text with a prefix before its modules; None where it must run alone."""

    @property
    def prefix(self) -> str:
        return f"d{self.index}_"


def _groups(designs: Sequence[Design]) -> Iterator[list[_Entry]]:
    """Yield designs that may share a simulation."""
    together: dict[object, list[_Entry]] = {}
    for index, design in enumerate(designs):
        renamed = rename_modules(design.verilog, f"d{index}_") if len(designs) > 1 else None
        entry = _Entry(index, design, renamed)
        if renamed is None:
            yield [entry]
        else:
            together.setdefault(Interface.of(design), []).append(entry)
    for entries in together.values():
        for start in range(0, len(entries), LARGEST_BATCH):
            yield entries[start : start + LARGEST_BATCH]


def _play_group(
    entries: list[_Entry], lanes: Sequence[Lane], patience: Patience
) -> Iterator[tuple[int, Played]]:
    if patience.is_over:
        yield from ((entry.index, Played(timed_out=True)) for entry in entries)
        return
    played = _simulate(entries, lanes, patience)
    if len(entries) == 1 or all(p.lanes for p in played):
        yield from zip((entry.index for entry in entries), played, strict=True)
        return
    size = -(-len(entries) // _PARTS)
    for start in range(0, len(entries), size):
        yield from _play_group(entries[start : start + size], lanes, patience)


def _simulate(entries: list[_Entry], lanes: Sequence[Lane], patience: Patience) -> list[Played]:
    """Run the designs in one simulation; without lanes in the answer it was spoilt."""
    nonce = secrets.token_hex(8)
    interface = Interface.of(entries[0].design)
    is_alone = len(entries) == 1
    tops = [e.design.top if is_alone else e.prefix + e.design.top for e in entries]
    texts = {"harness.v": write_harness(nonce, interface, lanes, tops)}
    if is_alone:
        texts["design.v"] = entries[0].design.verilog
    else:
        texts |= {f"{entry.prefix}.v": entry.renamed or "" for entry in entries}
    with tempfile.TemporaryDirectory(prefix="rtlgen-") as name:
        folder = Path(name)
        built = build_files(
            folder, texts, [f"h{nonce}"], path=entries[0].design.path,
            limits=patience.compiler_limits,
        )  # fmt: skip
        if not built.is_built:
            return [Played(build=built)] * len(entries)
        plan = {"nonce": nonce, "until_ns": end_ns(lanes) + 1, "signals": [f"a{nonce}"]}
        (folder / "plan.json").write_text(json.dumps(plan))
        done = run_cocotb(
            folder, f"h{nonce}", "testbenches.counters", {"RTLGEN_PLAN": "plan.json"},
            limits=patience.limits(is_alone=is_alone),
        )  # fmt: skip
    answer = read_channel(done, nonce)
    if answer is None:
        crash = "" if done.timed_out else f"exit status {done.returncode}; {done.log[-300:]}"
        is_design = done.returncode - 128 in _DESIGN_SIGNALS
        played = Played(timed_out=done.timed_out, crash=crash, is_crash_of_design=is_design)
        return [played] * len(entries)
    bits = answer["values"][f"a{nonce}"]
    values = split_results(bits, nonce, interface, len(lanes), len(entries))
    totals = [_totals(interface, lane) for lane in lanes]
    return [
        Played(lanes=tuple(
            _score(interface, total, values, f"{nonce}_{number}", f"{nonce}_{index}_{number}")
            for number, total in enumerate(totals)
        ))
        for index in range(len(entries))
    ]  # fmt: skip


def _totals(interface: Interface, lane: Lane) -> dict[str, int]:
    """Return in how many steps each output is compared."""
    totals = {name: 0 for name, _ in interface.outputs}
    for step in lane:
        for name, _ in step.expected:
            totals[name] += 1
    return totals


def _score(
    interface: Interface, totals: Mapping[str, int], values: Mapping[str, str], lane_key: str,
    key: str,
) -> LaneScore:  # fmt: skip
    text = values[f"r{key}"]
    fields = [int(text[i : i + FIELD_BITS], 2) for i in range(0, len(text), FIELD_BITS)][::-1]
    bad, first, *wrong = fields
    compared = int(values[f"n{lane_key}"], 2)
    per_output = tuple(
        (name, totals[name] - count, totals[name])
        for (name, _), count in zip(interface.outputs, wrong, strict=True)
        if totals[name]
    )
    if not bad:
        return LaneScore(compared=compared, passed=compared, per_output=per_output)
    return LaneScore(
        compared=compared, passed=compared - bad, per_output=per_output, mismatch_step=first,
        got=tuple(interface.split_outputs(values[f"g{key}"].lower())),
    )  # fmt: skip
