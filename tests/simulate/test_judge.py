"""Simulation decides: right designs pass, wrong, hanging and hostile ones do not."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtlgen.errors import UsageError
from rtlgen.sandbox import Limits
from rtlgen.simulate import (
    prepare_reference,
    replay_trace,
    simulate_model,
    simulate_obligations,
    simulate_reference,
    simulate_testbench,
)
from rtlgen.spec import Obligation, ObligationKind, SourceRef, Vector
from rtlgen.verdict import Status, TraceStep
from rtlgen.verilog import Design, read_design

COUNTER = """module counter(input clk, input rst, input en, output reg [3:0] q);
  always @(posedge clk) if (rst) q <= 0; else if (en) q <= {next};
endmodule
"""


def counter(step: str = "q + 4'd1") -> Design:
    return read_design(COUNTER.replace("{next}", step))


def gate(expression: str) -> Design:
    return read_design(
        f"module gate(input a, input b, output y); assign y = {expression}; endmodule"
    )


def test_an_equal_design_passes() -> None:
    """Another way to write the same counter agrees on every vector."""
    result = simulate_reference([counter("q - 4'hf")], counter())[0]
    assert result.status is Status.PASS
    assert 0 < result.expected_total == result.total == result.passed


def test_a_late_defect_is_found_and_replayed() -> None:
    """A counter that skips a value fails, and its trace shows the same again."""
    wrong = counter("(q == 9 ? 4'd11 : q + 4'd1)")
    result = simulate_reference([wrong], counter())[0]
    assert result.status is Status.FAIL
    assert result.evidence is not None
    assert result.reason.startswith("q = 4'b1011, want 4'b1010 @ ")
    assert replay_trace(wrong, result.evidence.trace).status is Status.FAIL
    assert replay_trace(counter(), result.evidence.trace).status is Status.PASS


def test_a_reference_that_takes_too_long_is_none() -> None:
    """Limits of its own say how long one waits for its answers."""
    forever = read_design(
        "module gate(input a, input b, output reg y); always @(*) while (a) y = b; endmodule"
    )
    brief = Limits(wall_s=1.0, cpu_s=1)
    assert not prepare_reference(forever, seed=3, limits=brief)
    assert prepare_reference(gate("a & b"), seed=3)


def test_a_mismatch_leaves_a_waveform(tmp_path: Path) -> None:
    """The first mismatch can be looked at in a waveform viewer."""
    path = tmp_path / "m.fst"
    simulate_reference([gate("a | b")], gate("a & b"), waveforms=[path])[0]
    assert path.stat().st_size > 0


def test_an_unknown_output_is_a_mismatch() -> None:
    """X where the reference has 0 or 1 fails."""
    result = simulate_reference([gate("(a & b) ? 1'b1 : 1'bx")], gate("a & b"))[0]
    assert result.status is Status.FAIL
    assert "y = x, want 0" in result.reason


def test_what_the_reference_leaves_open_is_open() -> None:
    """Where the reference answers X any value is right."""
    assert simulate_reference([gate("a")], gate("(a ~^ b) ? a : 1'bx"))[0].status is Status.PASS


@pytest.mark.parametrize(
    "body",
    [
        'initial $display("PASS");',
        'integer f; initial f = $fopen("x", "w");',
        "initial $finish;",
        "wire r = $random;",
    ],
)
def test_system_calls_are_refused(body: str) -> None:
    """A design cannot print, write, stop or ask the simulator for anything."""
    hostile = read_design(
        f"module gate(input a, input b, output y); assign y = a & b; {body} endmodule"
    )
    result = simulate_reference([hostile], gate("a & b"))[0]
    assert result.status is Status.FAIL
    assert {finding.code for finding in result.findings} == {"SIM102"}


def test_an_endless_loop_is_a_timeout() -> None:
    """A design that never settles is stopped and is no PASS."""
    loop = read_design(
        "module gate(input a, input b, output y); reg t = 0; assign y = a & b;\n"
        "always @(a or t) t = ~t; endmodule"
    )
    assert simulate_reference([loop], gate("a & b"))[0].status in (Status.TIMEOUT, Status.PASS)
    forever = read_design(
        "module gate(input a, input b, output y); assign y = a & b;\n"
        "reg t = 0; always @(posedge a) while (1) t = ~t; endmodule"
    )
    assert simulate_reference([forever], gate("a & b"))[0].status is Status.TIMEOUT


def test_obligations_decide() -> None:
    """Vectors with don't-cares are demanded for every value that they stand for."""
    demand = Obligation(
        name="o",
        kind=ObligationKind.COMBINATIONAL,
        source=SourceRef(path="s", line=1),
        vectors=(
            Vector(inputs=(("a", "0"), ("b", "-")), expected=(("y", "0"),)),
            Vector(inputs=(("a", "1"), ("b", "1")), expected=(("y", "-"),)),
        ),
    )
    assert simulate_obligations([gate("a & b")], [demand])[0].status is Status.PASS
    assert simulate_obligations([gate("a | b")], [demand])[0].status is Status.FAIL
    nothing = Obligation(
        name="n", kind=ObligationKind.SEQUENCE, source=SourceRef(path="s", line=1), vectors=()
    )
    assert simulate_obligations([gate("a")], [nothing])[0].status is Status.UNKNOWN


def test_an_edge_sees_the_data_before_it() -> None:
    """Clock and data that change in one step: the register takes the old data."""
    register = read_design(
        "module r(input clk, input d, output reg q); always @(posedge clk) q <= d; endmodule"
    )
    trace = (
        TraceStep(inputs=(("clk", "0"), ("d", "0"))),
        TraceStep(inputs=(("clk", "1"), ("d", "1")), expected=(("q", "0"),)),
    )
    assert replay_trace(register, trace).status is Status.PASS


def test_what_is_stored_before_the_inputs_are_driven_is_unknown() -> None:
    """The first level of a clock is an edge; what a register takes at it demands nothing."""
    text = (
        "module m(input clk, input d, output q); reg p, n; assign q = clk ? p : {inverse}n;"
        " always @(posedge clk) p <= d; always @(negedge clk) n <= {inverse}d; endmodule"
    )
    gold, other = (read_design(text.format(inverse=inverse)) for inverse in ("", "~"))
    assert simulate_reference([other], gold)[0].status is Status.PASS


MODEL = """
class Good:
    mask = 1

    def step(self, inputs):
        a, b = inputs["a"], inputs["b"]
        return {"y": None if a is None or b is None else a & b & self.mask}


class Bad(Good):
    mask = 0


class Mute:
    def step(self, inputs):
        return {}
"""


def test_a_python_model_judges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reference model in Python is found from the current folder and decides."""
    (tmp_path / "gate_models.py").write_text(MODEL)
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend(str(tmp_path))
    assert simulate_model([gate("a & b")], "gate_models:Good")[0].status is Status.PASS
    assert simulate_model([gate("a & b")], "gate_models:Bad")[0].status is Status.FAIL
    expected = (
        r"^--model gate_models:Mute: step 0: the model must return a mapping with the outputs y "
        r"as integers or None, not \{\}$"
    )
    with pytest.raises(UsageError, match=expected):
        simulate_model([gate("a & b")], "gate_models:Mute")[0]


OWN = """
import cocotb
from cocotb.triggers import Timer


@cocotb.test()
async def all_inputs(dut):
    for number in range(4):
        dut.a.value, dut.b.value = number >> 1, number & 1
        await Timer(1, "ns")
        assert dut.y.value == (number == 3), f"at {number}"
"""


def test_the_users_own_testbench_judges(tmp_path: Path) -> None:
    """A cocotb testbench by path: its assertions decide."""
    path = tmp_path / "own_bench.py"
    path.write_text(OWN)
    good = simulate_testbench(gate("a & b"), str(path))
    assert (good.status, good.reason) == (Status.PASS, f"1 of 1 tests of {path} pass")
    bad = simulate_testbench(gate("a | b"), str(path))
    assert bad.status is Status.FAIL
    assert bad.reason.startswith("test all_inputs failed")
