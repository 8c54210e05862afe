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

from problems import origin, publish

from rtlgen.exact import solve_spec
from rtlgen.simulate.session import run_steps
from rtlgen.spec import RoleKind, Spec, derive_obligations, read_spec
from rtlgen.verdict import Status, TraceStep
from rtlgen.verify import VerificationPlan, verify
from rtlgen.verilog import read_design
from rtlgen.verilog.design import Design

_OPERATIONS = ("a + b", "a - b", "a & b", "a | b", "a ^ b", "~a", "a", "b", "a << 1", "b >> 1")


def _logic(rng: random.Random) -> Iterator[tuple[str, str, int]]:
    """Yield (family, Verilog, samples)."""
    width = rng.choice((4, 8))
    bus = f"[{width - 1}:0]"
    ports = f"input {bus} a, input {bus} b, output"
    chosen = rng.sample(_OPERATIONS, 4)
    cases = " ".join(f"2'd{i}: y = {text};" for i, text in enumerate(chosen[:3]))
    yield ("four operations", f"module m(input [1:0] s, {ports} reg {bus} y);\nalways @(*) case (s) "
           f"{cases} default: y = {chosen[3]}; endcase\nendmodule\n", 32)  # fmt: skip
    first, second = rng.sample(_OPERATIONS, 2)
    test = rng.choice(("s", "a < b", "a == b", "b[0]"))
    yield ("a choice of two", f"module m(input s, {ports} {bus} y);\nassign y = {test} ? {first} : "
           f"{second};\nendmodule\n", 24)  # fmt: skip
    yield ("compare", f"module m({ports} lt, output eq);\nassign lt = a < b;\n"
           "assign eq = a == b;\nendmodule\n", 30)  # fmt: skip
    yield ("sum and carry", f"module m({ports} [{width}:0] y);\nassign y = a + b;\nendmodule\n", 12)


def _select(rng: random.Random) -> Iterator[tuple[str, str, int]]:
    """A selector over inputs that never change, as drawings often have it."""
    names = rng.sample("pqrtu", 4)
    labels = rng.sample(range(8), 3)
    ports = ", ".join(f"input [7:0] {name}" for name in names)
    cases = " ".join(f"3'd{n}: y = {name};" for n, name in zip(labels, names, strict=False))
    other = rng.choice((names[3], "8'd0", "8'hff"))
    yield ("selected constants", f"module m(input [2:0] k, {ports}, output reg [7:0] y);\nalways "
           f"@(*) case (k) {cases} default: y = {other}; endcase\nendmodule\n", 16)  # fmt: skip


def _registers(rng: random.Random) -> Iterator[tuple[str, str, int]]:
    head = "input clk, input rst,"
    block = "always @(posedge clk) if (rst)"
    step = rng.choice(("q + 1", "q - 1", "q + 2"))
    yield ("counter", f"module m({head} input en, output reg [3:0] q);\n{block} q <= 0; else if (en) "
           f"q <= {step};\nendmodule\n", 24)  # fmt: skip
    yield ("counter with load", f"module m({head} input ld, input [7:0] d, output reg [7:0] q);\n"
           f"{block} q <= 0; else if (ld) q <= d; else q <= {step};\nendmodule\n", 24)  # fmt: skip
    top = rng.choice((5, 9, 11))
    yield ("counter with a top", f"module m({head} input en, output reg [3:0] q);\n{block} q <= 0; "
           f"else if (en) q <= q == {top} ? 0 : q + 1;\nendmodule\n", 40)  # fmt: skip
    way = rng.choice(("{q[2:0], d}", "{d, q[3:1]}"))
    yield ("shift register", f"module m(input clk, input d, output reg [3:0] q);\nalways @(posedge "
           f"clk) q <= {way};\nendmodule\n", 20)  # fmt: skip
    yield ("register with enable", "module m(input clk, input en, input d, output reg q);\nalways "
           "@(posedge clk) if (en) q <= d;\nendmodule\n", 16)  # fmt: skip
    act = rng.choice(("a & ~p", "~a & p", "a ^ p"))
    yield ("edge detector", f"module m({head} input a, output z);\nreg p;\n{block} p <= 0; else p <= "
           f"a;\nassign z = {act};\nendmodule\n", 24)  # fmt: skip
    yield ("accumulator", f"module m({head} input [3:0] d, output reg [7:0] q);\n{block} q <= 0; "
           "else q <= q + d;\nendmodule\n", 16)  # fmt: skip


def _hidden(rng: random.Random) -> Iterator[tuple[str, str, int]]:
    head = "input clk, input rst,"
    count = rng.choice((3, 5))
    yield ("divider", f"module m({head} output z);\nreg [2:0] n;\nalways @(posedge clk) if (rst) n <= "
           f"0; else n <= n == {count - 1} ? 0 : n + 1;\nassign z = n == {count - 1};\nendmodule\n",
           30)  # fmt: skip
    pattern = rng.choice(("101", "110", "011"))
    yield ("pattern", f"module m({head} input a, output z);\nreg [2:0] h;\nalways @(posedge clk) if "
           f"(rst) h <= 0; else h <= {{h[1:0], a}};\nassign z = h == 3'b{pattern};\nendmodule\n", 60)  # fmt: skip
    states = 3
    edges = " ".join(
        f"2'd{s}: n = a ? 2'd{rng.randrange(states)} : 2'd{rng.randrange(states)};"
        for s in range(states)
    )
    yield ("random machine", f"module m({head} input a, output z);\nreg [1:0] s, n;\nalways @(*) case "
           f"(s) {edges} default: n = 0; endcase\nalways @(posedge clk) if (rst) s <= 0; else s <= n;\n"
           f"assign z = s == 2'd{rng.randrange(states)};\nendmodule\n", 60)  # fmt: skip


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
            number = fixed[port.name] if is_fixed and port.width == 8 else rng.getrandbits(port.width)
            if port.name == "rst":
                number = index < 2 or rng.random() < 0.05
            levels.append((port.name, format(int(number), f"0{port.width}b")))
        steps.append(TraceStep(inputs=(*((c, "0") for c in clocks), *levels)))
        steps += [TraceStep(inputs=((c, "1"),)) for c in clocks]
    return steps


def as_text(design: Design, steps: list[TraceStep]) -> str:
    """Simulate a design and write what is seen as a specification."""
    answer = run_steps(design, steps, is_recording=True)
    lines = ["module named m\n"]
    for port in design.ports:
        kind = ": synchronous reset, active high" if port.name == "rst" else ""
        lines.append(f"- {port.direction.value} {port.name} ({port.width} bits){kind}")
    if any(port.name == "clk" for port in design.ports):
        lines.append("\nEverything happens on the positive edge of the clock.")
    names = [port.name for port in design.ports]
    lines += ["", "  time " + " ".join(names)]
    levels: dict[str, str] = {}
    for index, (step, outputs) in enumerate(zip(steps, answer.recorded, strict=True)):
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
        rng = random.Random(seed)
        for family in (_logic, _select, _registers, _hidden):
            for name, verilog, samples in family(rng):
                design = read_design(verilog, top="m")
                steps = stimulus(design, samples, rng, is_fixed=family is _select)
                spec = read_spec("-", stdin=io.BytesIO(as_text(design, steps).encode()))
                status, is_same, is_sure, elapsed = judge(spec, design)
                slowest = max(slowest, elapsed)
                count = totals.setdefault(name, collections.Counter())
                count["tried"] += 1
                count["agrees"] += status == "PASS"
                count["found"] += is_same
                count["claimed"] += is_sure and not is_same
    lines = ["| family | waveforms | a design agrees | it is the original | wrong and called determined |",
             "|---|---|---|---|---|"]  # fmt: skip
    total: collections.Counter[str] = collections.Counter()
    for name, count in totals.items():
        total.update(count)
        cells = (count[key] for key in ("tried", "agrees", "found", "claimed"))
        lines.append(f"| {name} | " + " | ".join(map(str, cells)) + " |")
    cells = (total[key] for key in ("tried", "agrees", "found", "claimed"))
    lines.append("| all | " + " | ".join(map(str, cells)) + " |")
    head = (
        f"# Designs found again from their waveforms\n\n{origin()}- seeds: 0 to {seeds - 1}\n\n"
        f"Slowest search: {slowest:.1f} s. Compared with the original in simulation and by proof.\n\n"
    )
    publish("waveforms", head + "\n".join(lines) + "\n")


if __name__ == "__main__":
    main()
