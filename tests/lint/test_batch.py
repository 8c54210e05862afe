"""Many texts in one process: each gets the result that it would get alone."""

from __future__ import annotations

import pytest

from rtlgen.lint import lint_design, lint_designs
from rtlgen.spec import Direction, Port
from rtlgen.verdict import Status

GOOD = "module m(input a, output y);\n  assign y = a;\nendmodule\n"
TEXTS = (
    GOOD,
    "module m(input a, output y);\n  assign y = b;\nendmodule\n",
    "",
    "module m(input a, output reg y);\n  always @(*) if (a) y = 1'b1;\nendmodule\n",
    "module m(input a, output y);\n  initial $finish;\nendmodule\n",
    "module m(input a, output y",
)
SLOW = (
    "module m(input a, output y);\n  assign y = a;\n"
    "  function automatic integer f(input integer n); integer i; begin f = 0;\n"
    "    for (i = 0; i < 100000; i = i + 1) f = f + n; end endfunction\n"
    + "".join(f"  localparam P{i} = f({i});\n" for i in range(500))
    + "endmodule\n"
)


def test_a_batch_gives_what_single_runs_give() -> None:
    """Neither the order nor the company of a text changes its result."""
    ports = (Port(name="a", direction=Direction.INPUT, width=1),
             Port(name="y", direction=Direction.OUTPUT, width=1))  # fmt: skip
    together = lint_designs(TEXTS, ports=ports, paths=[f"{n}.v" for n in range(len(TEXTS))])
    for number, (text, result) in enumerate(zip(TEXTS, together, strict=True)):
        alone = lint_design(text, ports=ports, path=f"{number}.v")
        assert (result.status, result.reason, result.findings) == (
            alone.status, alone.reason, alone.findings
        )  # fmt: skip


def test_only_the_text_that_hangs_is_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A text that keeps the parser busy costs its own time, and the others keep their results."""
    monkeypatch.setattr("rtlgen.lint.run._EACH_S", 1.0)
    results = lint_designs([GOOD, SLOW, TEXTS[1], GOOD], has_structure=False)
    statuses = [result.status for result in results]
    assert statuses == [Status.PASS, Status.TIMEOUT, Status.FAIL, Status.PASS]
    assert [finding.code for finding in results[1].findings] == ["RTL017"]


def test_no_texts_no_results() -> None:
    """An empty batch starts nothing."""
    assert lint_designs([]) == ()
