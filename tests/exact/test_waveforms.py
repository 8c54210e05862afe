"""Circuits from waveforms: found, judged by Icarus, and honest about what is not shown."""

from __future__ import annotations

import io
import random
from dataclasses import replace

import pytest

from rtlgen.exact import solve_spec
from rtlgen.simulate.record import record
from rtlgen.spec import RoleKind, Spec, derive_obligations, read_spec
from rtlgen.verdict import Status, TraceStep
from rtlgen.verify import VerificationPlan, verify
from rtlgen.verilog import read_design
from rtlgen.verilog.design import Design

HEAD = "input clk, input rst,"
TICK = "always @(posedge clk) if (rst)"
DESIGNS = {
    "selection between buses": (
        "module m(input [1:0] k, input [7:0] p, input [7:0] r, input [7:0] t, output reg [7:0] y);"
        "always @(*) case (k) 0: y = r; 2: y = p; 3: y = t; default: y = 0; endcase endmodule",
        24,
    ),
    "arithmetic by an opcode": (
        "module m(input [1:0] op, input [3:0] a, input [3:0] b, output reg [3:0] y);"
        "always @(*) case (op) 0: y = a + b; 1: y = a - b; 2: y = a & b; default: y = a ^ b; "
        "endcase endmodule",
        48,
    ),
    "the distance of two numbers": (
        "module m(input [7:0] a, input [7:0] b, output [7:0] d, output lt);"
        "assign lt = a < b; assign d = lt ? b - a : a - b; endmodule",
        24,
    ),
    "a counter with load and enable": (
        f"module m({HEAD} input ld, input en, input [3:0] d, output reg [3:0] q);"
        f"{TICK} q <= 0; else if (ld) q <= d; else if (en) q <= q + 1; endmodule",
        60,
    ),
    "a shift register": (
        "module m(input clk, input d, output reg [3:0] q);"
        "always @(posedge clk) q <= {q[2:0], d}; endmodule",
        20,
    ),
    "a register on the falling edge": (
        "module m(input clk, input [3:0] d, output reg [3:0] q);"
        "always @(negedge clk) q <= d; endmodule",
        12,
    ),
    "an asynchronous reset": (
        "module m(input clk, input areset, input [3:0] d, output reg [3:0] q);"
        "always @(posedge clk or posedge areset) if (areset) q <= 5; else q <= q + d; endmodule",
        24,
    ),
    "logic of a register": (
        f"module m({HEAD} input a, output reg [2:0] q, output last); {TICK} q <= 0; "
        "else if (a) q <= q + 1; assign last = &q; endmodule",
        50,
    ),
    "an edge detector": (
        f"module m({HEAD} input a, output z); reg p; {TICK} p <= 0; else p <= a;"
        "assign z = a & ~p; endmodule",
        24,
    ),
    "two stages": (
        f"module m({HEAD} input [3:0] a, output reg [3:0] y); reg [3:0] p;"
        f"{TICK} begin p <= 0; y <= 0; end else begin p <= a; y <= p; end endmodule",
        20,
    ),
    "a divider": (
        f"module m({HEAD} output z); reg [2:0] n; {TICK} n <= 0; else n <= n == 4 ? 0 : n + 1;"
        "assign z = n == 4; endmodule",
        30,
    ),
    "a machine with hidden states": (
        f"module m({HEAD} input a, output z); reg [1:0] s; {TICK} s <= 0; else case (s) "
        "0: s <= a ? 1 : 0; 1: s <= a ? 2 : 1; 2: s <= a ? 0 : 2; default: s <= 0; endcase "
        "assign z = s == 2; endmodule",
        60,
    ),
}


def stimulus(design: Design, count: int) -> list[TraceStep]:
    """Random inputs; with a clock, each cycle rests and then ticks."""
    rng = random.Random(3)
    clocks = [p.name for p in design.inputs if p.role.kind is RoleKind.CLOCK]
    steps = []
    for index in range(count):
        levels = [(clock, "0") for clock in clocks]
        for port in design.inputs:
            if port.name not in clocks:
                number = rng.getrandbits(port.width)
                if port.role.kind is RoleKind.RESET:
                    number = int(index < 2 or rng.random() < 0.05)
                levels.append((port.name, format(number, f"0{port.width}b")))
        steps.append(TraceStep(inputs=tuple(levels)))
        steps += [TraceStep(inputs=((clock, "1"),)) for clock in clocks]
    return steps


def drawn(design: Design, count: int) -> str:
    """Simulate a design and write what is seen as a specification."""
    steps = stimulus(design, count)
    lines = ["module named m\n"]
    for port in design.ports:
        is_reset = port.name == "rst"
        words = ": synchronous reset, active high" if is_reset else ""
        lines.append(f"- {port.direction.value} {port.name} ({port.width} bits){words}")
    names = [port.name for port in design.ports]
    lines += ["", "  time " + " ".join(names)]
    levels: dict[str, str] = {}
    recorded = record(design, steps).outputs
    for index, (step, outputs) in enumerate(zip(steps, recorded, strict=True)):
        levels |= {**dict(step.inputs), **dict(outputs)}
        lines.append(f"  {5 * index}ns " + " ".join(levels[name] for name in names))
    return "\n".join(lines) + "\n"


def read(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()))


@pytest.mark.parametrize(("verilog", "count"), DESIGNS.values(), ids=DESIGNS.keys())
def test_a_design_is_found_again(verilog: str, count: int) -> None:
    """From a waveform that shows enough, the construction is the design it was drawn from."""
    original = read_design(verilog, top="m")
    spec = read(drawn(original, count))
    made = solve_spec(spec).candidates[0].verilog
    obligations, _ = derive_obligations(spec)
    plan = VerificationPlan.from_spec(spec, obligations)
    assert verify(made, replace(plan, reference=original)).status is Status.PASS


ENABLED = (
    "module named m\n\n- input clk\n- input en\n- input d\n- output q\n\n| cycle | en | d | q |\n"
    "|---|---|---|---|\n| 0 | 1 | 1 | x |\n| 1 | 0 | 0 | 1 |\n| 2 | 1 | 0 | 1 |\n"
    "| 3 | 0 | 1 | 0 |\n| 4 | 1 | 1 | 0 |\n| 5 | 0 | 0 | 1 |\n| 6 | 0 | 0 | 1 |\n"
)


def test_a_second_design_of_the_same_size_is_offered() -> None:
    """Samples that two smallest designs explain give both, and the result says so."""
    spec = read(ENABLED)
    result = solve_spec(spec)
    obligations, _ = derive_obligations(spec)
    plan = VerificationPlan.from_spec(spec, obligations)
    assert [verify(c.verilog, plan).status for c in result.candidates] == [Status.PASS] * 2
    assert not result.is_determined
    assert [f.message for f in result.findings] == [
        "the waveform shows 4 of 8 inputs of 'q'; at least two designs of the smallest size agree "
        "with it"
    ]
    assert result.candidates[0].note.endswith("; not the only design that agrees")


def test_a_waveform_that_shows_everything() -> None:
    """Where every input was seen, nothing is left to guess."""
    rows = "".join(f"  {5 * n}ns {n >> 1} {n & 1} {1 - (n >> 1 & n)}\n" for n in range(4))
    result = solve_spec(
        read(f"module named m\n\n- input a\n- input b\n- output y\n\n  time a b y\n{rows}")
    )
    assert result.is_determined
    assert result.findings == ()


def test_an_example_is_not_built_from() -> None:
    """What the text calls an example is checked against, never taken for the whole."""
    spec = read(ENABLED.replace("| cycle", "An example:\n\n| cycle"))
    result = solve_spec(spec)
    assert result.candidates == ()
    assert [f.code for f in result.findings] == ["EXA106"]
    assert len(derive_obligations(spec)[0]) == 1


def test_noise_is_not_explained() -> None:
    """Random outputs have no small cause; that is said, and no design is offered."""
    rng = random.Random(0)
    rows = "".join(
        f"| {n} | {rng.getrandbits(4):04b} | {rng.getrandbits(8):08b} |\n" for n in range(40)
    )
    result = solve_spec(
        read(
            "module named m\n\n- input clk\n- input a (4 bits)\n- output y (8 bits)\n\n"
            f"| cycle | a | y |\n|---|---|---|\n{rows}"
        )
    )
    assert result.candidates == ()
    assert [f.message for f in result.findings] == [
        "neither logic nor a register nor a small machine explains the output 'y'"
    ]
