"""How often the smallest design that agrees with a waveform is the one that it was drawn from.

Random designs of our own are simulated on random inputs, the waveform is written as a text table,
and construction has to find the design again. It is compared with the original on other inputs.
A waveform never shows everything, so a wrong guess is no defect; not to say so would be one.
"""

from __future__ import annotations

import collections
import io
import random
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from problems import origin, publish

from rtlgen.exact import solve_spec
from rtlgen.simulate.record import record
from rtlgen.spec import RoleKind, Spec, derive_obligations, read_spec
from rtlgen.verdict import Status, TraceStep
from rtlgen.verify import VerificationPlan, verify
from rtlgen.verilog import read_design
from rtlgen.verilog.design import Design

_OPERATIONS = ("a + b", "a - b", "a & b", "a | b", "a ^ b", "~a", "a", "b", "a << 1", "b >> 1")


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A design and how many random inputs its waveform shows."""

    family: str
    ports: str
    body: str
    samples: int
    is_fixed: bool = False
    """Buses keep one value, as drawings often have it."""

    @property
    def verilog(self) -> str:
        """The design."""
        return f"module m({self.ports});\n{self.body}\nendmodule\n"


_RESET = "always @(posedge clk) if (rst)"
_CLOCKED = "input clk, input rst, "


def _logic(rng: random.Random) -> Iterator[Case]:
    bus = f"[{rng.choice((4, 8)) - 1}:0]"
    buses = f"input {bus} a, input {bus} b, "
    first, second, third, fourth = rng.sample(_OPERATIONS, 4)
    cases = f"0: y = {first}; 1: y = {second}; 2: y = {third}; default: y = {fourth};"
    yield Case(
        family="four operations", ports=f"input [1:0] s, {buses}output reg {bus} y",
        body=f"always @(*) case (s) {cases} endcase", samples=32,
    )  # fmt: skip
    test = rng.choice(("s", "a < b", "a == b", "b[0]"))
    yield Case(
        family="a choice of two", ports=f"input s, {buses}output {bus} y",
        body=f"assign y = {test} ? {first} : {second};", samples=24,
    )  # fmt: skip
    yield Case(
        family="compare", ports=f"{buses}output lt, output ge",
        body="assign lt = a < b;\nassign ge = a >= b;", samples=30,
    )  # fmt: skip
    wider = bus.replace("3", "4").replace("7", "8")
    yield Case(
        family="sum and carry", ports=f"{buses}output {wider} y", body="assign y = a + b;",
        samples=12,
    )  # fmt: skip


def _select(rng: random.Random) -> Iterator[Case]:
    names = rng.sample("pqrtu", 4)
    labels = rng.sample(range(8), 3)
    cases = " ".join(f"{n}: y = {name};" for n, name in zip(labels, names, strict=False))
    other = rng.choice((names[3], "8'd0", "8'hff"))
    buses = ", ".join(f"input [7:0] {name}" for name in names)
    yield Case(
        family="selected constants", ports=f"input [2:0] k, {buses}, output reg [7:0] y",
        body=f"always @(*) case (k) {cases} default: y = {other}; endcase", samples=16,
        is_fixed=True,
    )  # fmt: skip


def _registers(rng: random.Random) -> Iterator[Case]:
    step, top = rng.choice(("q + 1", "q - 1", "q + 2")), rng.choice((5, 9, 11))
    yield Case(
        family="counter", ports=f"{_CLOCKED}input en, output reg [3:0] q",
        body=f"{_RESET} q <= 0; else if (en) q <= {step};", samples=24,
    )  # fmt: skip
    yield Case(
        family="counter with load",
        ports=f"{_CLOCKED}input ld, input [7:0] d, output reg [7:0] q",
        body=f"{_RESET} q <= 0; else if (ld) q <= d; else q <= {step};", samples=24,
    )  # fmt: skip
    yield Case(
        family="counter with a top", ports=f"{_CLOCKED}input en, output reg [3:0] q",
        body=f"{_RESET} q <= 0; else if (en) q <= q == {top} ? 0 : q + 1;", samples=40,
    )  # fmt: skip
    way = rng.choice(("{q[2:0], d}", "{d, q[3:1]}"))
    yield Case(
        family="shift register", ports="input clk, input d, output reg [3:0] q",
        body=f"always @(posedge clk) q <= {way};", samples=20,
    )  # fmt: skip
    yield Case(
        family="register with enable", ports="input clk, input en, input d, output reg q",
        body="always @(posedge clk) if (en) q <= d;", samples=16,
    )  # fmt: skip
    yield Case(
        family="accumulator", ports=f"{_CLOCKED}input [3:0] d, output reg [7:0] q",
        body=f"{_RESET} q <= 0; else q <= q + d;", samples=16,
    )  # fmt: skip


def _hidden(rng: random.Random) -> Iterator[Case]:
    act = rng.choice(("a & ~p", "~a & p", "a ^ p"))
    yield Case(
        family="edge detector", ports=f"{_CLOCKED}input a, output z",
        body=f"reg p;\n{_RESET} p <= 0; else p <= a;\nassign z = {act};", samples=24,
    )  # fmt: skip
    last = rng.choice((2, 4))
    yield Case(
        family="divider", ports=f"{_CLOCKED}output z",
        body=f"reg [2:0] n;\n{_RESET} n <= 0; else n <= n == {last} ? 0 : n + 1;\n"
        f"assign z = n == {last};", samples=30,
    )  # fmt: skip
    pattern = rng.choice(("101", "110", "011"))
    yield Case(
        family="pattern", ports=f"{_CLOCKED}input a, output z",
        body=f"reg [2:0] h;\n{_RESET} h <= 0; else h <= {{h[1:0], a}};\n"
        f"assign z = h == 3'b{pattern};", samples=60,
    )  # fmt: skip
    edges = " ".join(
        f"{s}: s <= a ? {rng.randrange(3)} : {rng.randrange(3)};" for s in range(3)
    )  # fmt: skip
    yield Case(
        family="random machine", ports=f"{_CLOCKED}input a, output z",
        body=f"reg [1:0] s;\n{_RESET} s <= 0; else case (s) {edges} default: s <= 0; endcase\n"
        f"assign z = s == {rng.randrange(3)};", samples=60,
    )  # fmt: skip


def stimulus(design: Design, count: int, rng: random.Random, *, is_fixed: bool) -> list[TraceStep]:
    """Return random inputs; with a clock, each cycle rests and then ticks."""
    clocks = [p.name for p in design.inputs if p.role.kind is RoleKind.CLOCK]
    fixed = {p.name: rng.getrandbits(p.width) for p in design.inputs if p.width == 8}
    steps = []
    for index in range(count):
        levels = []
        for port in design.inputs:
            if port.name in clocks:
                continue
            number = (
                fixed[port.name] if is_fixed and port.width == 8 else rng.getrandbits(port.width)
            )
            if port.name == "rst":
                number = index < 2 or rng.random() < 0.05
            levels.append((port.name, format(int(number), f"0{port.width}b")))
        steps.append(TraceStep(inputs=(*((c, "0") for c in clocks), *levels)))
        steps += [TraceStep(inputs=((c, "1"),)) for c in clocks]
    return steps


def as_text(design: Design, steps: list[TraceStep]) -> str:
    """Simulate a design and write what is seen as a specification."""
    answer = record(design, steps)
    lines = ["module named m\n"]
    for port in design.ports:
        kind = ": synchronous reset, active high" if port.name == "rst" else ""
        lines.append(f"- {port.direction.value} {port.name} ({port.width} bits){kind}")
    if any(port.name == "clk" for port in design.ports):
        lines.append("\nEverything happens on the positive edge of the clock.")
    names = [port.name for port in design.ports]
    lines += ["", "  time " + " ".join(names)]
    levels: dict[str, str] = {}
    for index, (step, outputs) in enumerate(zip(steps, answer.outputs, strict=True)):
        levels |= {**dict(step.inputs), **dict(outputs)}
        lines.append(f"  {5 * index}ns " + " ".join(levels[name] for name in names))
    return "\n".join(lines) + "\n"


def judge(spec: Spec, reference: Design) -> tuple[str, bool, bool, float]:
    """Return (status by the waveform, whether it is the original, whether it says so, seconds)."""
    started = time.monotonic()
    result = solve_spec(spec)
    elapsed = time.monotonic() - started
    if not result.candidates:
        return "none", False, False, elapsed
    verilog = result.candidates[0].verilog
    obligations, _ = derive_obligations(spec)
    verdict = verify(verilog, VerificationPlan.from_spec(spec, obligations))
    against = VerificationPlan(top="m", ports=spec.ports, reference=reference)
    is_same = verify(verilog, against).status is Status.PASS
    return verdict.status.value, is_same, result.is_determined, elapsed


def main() -> None:
    """Try all families with some seeds."""
    seeds = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    totals: dict[str, collections.Counter[str]] = {}
    slowest = 0.0
    for seed in range(seeds):
        rng = random.Random(seed)  # noqa: S311 - designs and stimulus, no secret
        for family in (_logic, _select, _registers, _hidden):
            for case in family(rng):
                design = read_design(case.verilog, top="m")
                steps = stimulus(design, case.samples, rng, is_fixed=case.is_fixed)
                spec = read_spec("-", stdin=io.BytesIO(as_text(design, steps).encode()))
                status, is_same, is_sure, elapsed = judge(spec, design)
                slowest = max(slowest, elapsed)
                count = totals.setdefault(case.family, collections.Counter())
                count["tried"] += 1
                count["agrees"] += status == "PASS"
                count["found"] += is_same
                count["claimed"] += is_sure and not is_same
    lines = [
        "| family | waveforms | a design agrees | it is the original | wrong, called determined |",
        "|---|---|---|---|---|",
    ]
    total: collections.Counter[str] = collections.Counter()
    for name, count in totals.items():
        total.update(count)
        cells = (count[key] for key in ("tried", "agrees", "found", "claimed"))
        lines.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    cells = (total[key] for key in ("tried", "agrees", "found", "claimed"))
    lines.append("| all | " + " | ".join(map(str, cells)) + " |")
    head = (
        f"# Designs found again from their waveforms\n\n{origin()}- seeds: 0 to {seeds - 1}\n\n"
        f"Slowest search: {slowest:.1f} s. Compared with the original in simulation and by "
        "proof.\n\n"
    )
    publish("waveforms", head + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
