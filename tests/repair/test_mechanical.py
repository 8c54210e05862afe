"""Mistakes of form are put right; what needs a decision stays refused."""

from __future__ import annotations

import difflib

import pytest

from rtlgen.repair import mend_text
from rtlgen.spec import Direction, Port
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify_all
from rtlgen.verilog import read_design

GOOD = """\
module shifter (
  input clk,
  input rst,
  input [3:0] d,
  output reg [3:0] q,
  output any
);
  wire [3:0] next;
  reg [3:0] count;
  integer i;
  assign next = rst ? 4'b0000 : d;
  assign any = |q;
  always @(posedge clk) begin
    for (i = 0; i < 4; i = i + 1) q[i] <= next[i];
    if (rst) begin
      count <= 4'd0;
    end else if (d == 4'd3) begin
      count <= count + 4'd1;
    end
  end
endmodule
"""
REFERENCE = read_design(GOOD)
PLAN = VerificationPlan(top="shifter", ports=REFERENCE.ports)


def changed(before: str, after: str) -> list[str]:
    """Return the lines that differ, as a diff without places."""
    lines = difflib.unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("output reg [3:0] q", "output [3:0] q", "line 5: `q` is assigned in a block: `reg`"),
        ("reg [3:0] count;", "wire [3:0] count;", "line 9: `count` is assigned in a block: `reg`"),
        ("\nendmodule\n", "\n", "line 20: added `endmodule`"),
        ("    end\n  end\n", "    end\n", "line 19: in module `shifter`: added `end`"),
        ("    end\n  end\n", "    end\n  end\n  end\n",
         "line 21: in module `shifter`: removed an `end` that closes nothing"),
        ("|q;", "|q", "line 12: added `;`"),
        ("assign any =", "assign any <=", "line 12: `assign` with `=` for `<=`"),
        ("count <= 4'd0", "count <= #1 4'd0", "line 16: removed delays of assignments"),
        ("count <= 4'd0;", 'count <= 4\'d0; $display("%d (reset)", q);',
         "line 16: removed calls that print or end the simulation"),
        ("4'b0000", "4\N{RIGHT SINGLE QUOTATION MARK}b0000",
         "line 11: wrote plain signs for typographic ones"),
        ("module shifter", "module my_shifter", "line 1: module `my_shifter` is named `shifter`"),
        ("end else if", "end elsif", "line 17: wrote `else if`"),
        ("  integer i;\n", "", "line 7: declared `integer i`"),
        ("  integer i;", "  genvar i;", "line 10: `i_index` counts in blocks: `i` is a genvar"),
        ("  reg [3:0] count;", "  reg [3:0] count, q;", "line 9: `q` is declared once"),
        ("output any\n", "output any,\n", "line 6: removed a sign that is too much"),
        ("\nendmodule\n", "\nendmodule;\n", "line 21: removed a sign that is too much"),
        ("count", "bit", "line 9: `bit` is a keyword: named `bit_`"),
    ],
)  # fmt: skip
def test_a_slip_is_put_right(old: str, new: str, told: str) -> None:
    """The one change is told with its line, and the design does again what it did."""
    wrong = GOOD.replace(old, new)
    assert wrong != GOOD
    found = mend_text(wrong, PLAN)
    assert found is not None
    assert found.changes == (told,)
    (verdict,) = verify_all([found.verilog], VerificationPlan(top="shifter", reference=REFERENCE))
    assert verdict.status is Status.PASS


def test_only_what_is_wrong_is_touched() -> None:
    """Of two names in one declaration one becomes a variable, and the rest stays as it is."""
    wrong = GOOD.replace(
        "  output reg [3:0] q,\n  output any\n", "  output [3:0] q, r,\n  output any\n"
    ).replace("assign any = |q;", "assign any = |q; assign r = q;")
    found = mend_text(wrong, VerificationPlan(top="shifter"))
    assert found is not None
    assert changed(wrong, found.verilog) == [
        "-  output [3:0] q, r,", "+  output reg [3:0] q, output [3:0] r,",
    ]  # fmt: skip


def test_several_slips_one_after_another() -> None:
    """A fence, the name, a missing `end` and a missing `reg` are put right together."""
    wrong = GOOD.replace("output reg", "output").replace("module shifter", "module top")
    wrong = (
        "Sure:\n\n```verilog\n" + wrong.replace("    end\n  end\n", "    end\n") + "```\nDone.\n"
    )
    found = mend_text(wrong, PLAN)
    assert found is not None
    assert len(found.changes) == 4
    (verdict,) = verify_all([found.verilog], VerificationPlan(top="shifter", reference=REFERENCE))
    assert verdict.status is Status.PASS


def test_a_testbench_behind_the_design_is_left_out() -> None:
    """What the wanted module does not use does not count."""
    bench = 'module tb;\n  initial begin #5 $display("ok"); $finish; end\nendmodule\n'
    found = mend_text(GOOD + bench, PLAN)
    assert found is not None
    assert found.verilog.strip() == GOOD.strip()
    assert found.changes == ("line 22: removed what `shifter` does not use: `tb`",)


@pytest.mark.parametrize(
    ("bad", "good"),
    [
        (
            "module m(input c, input a, output reg q, output reg r);\n"
            "  always @(posedge c)\n    q <= a;\n    r <= ~a;\nendmodule\n",
            "module m(input c, input a, output reg q, output reg r);\n"
            "  always @(posedge c)\n    begin q <= a;\n    r <= ~a; end\nendmodule\n",
        ),
        (
            "module m(input c, input a, output reg q);\n  always @(*) begin\n"
            "    case (a)\n      1'b0: q = c;\n      default: q = ~c;\n  end\nendmodule\n",
            "module m(input c, input a, output reg q);\n  always @(*) begin\n"
            "    case (a)\n      1'b0: q = c;\n      default: q = ~c;\n  endcase\n  end\n"
            "endmodule\n",
        ),
        (
            "module m(input a, output reg q, output reg r);\n  always @(*) begin\n"
            "    if (a) q = 1'b0; r = 1'b1; else begin q = 1'b1; r = 1'b0; end\n  end\nendmodule\n",
            "module m(input a, output reg q, output reg r);\n  always @(*) begin\n"
            "    if (a) begin q = 1'b0; r = 1'b1; end else begin q = 1'b1; r = 1'b0; end\n"
            "  end\nendmodule\n",
        ),
        (
            "module m(input a, output reg q);\n  always @(*) begin assign q = a; end\nendmodule\n",
            "module m(input a, output reg q);\n  always @(*) begin q = a; end\nendmodule\n",
        ),
        (
            "module m(input a, output q);\n  assign q = n;\n  wire n;\n  assign n = ~a;\n"
            "endmodule\n",
            "module m(input a, output q);\n  wire n;\n  assign q = n;\n  \n  assign n = ~a;\n"
            "endmodule\n",
        ),
        (
            "module m(input [1:0] a, output [1:0] q);\n  integer i;\n  generate\n"
            "    for (i = 0; i < 2; i = i + 1) begin : g assign q[i] = a[i]; end\n"
            "  endgenerate\nendmodule\n",
            "module m(input [1:0] a, output [1:0] q);\n  genvar i;\n  generate\n"
            "    for (i = 0; i < 2; i = i + 1) begin : g assign q[i] = a[i]; end\n"
            "  endgenerate\nendmodule\n",
        ),
        (
            "module m(input [3:0] a, output q, output r);\n  wire [2:0] c, d;\n"
            "  assign c[2:0] = a[2:0];\n  assign c[3] = a[3];\n"
            "  assign d = ~a;\n  assign q = c[3];\n"
            "  assign r = d[0];\nendmodule\n",
            "module m(input [3:0] a, output q, output r);\n  wire [3:0] c; wire [2:0] d;\n"
            "  assign c[2:0] = a[2:0];\n  assign c[3] = a[3];\n"
            "  assign d = ~a;\n  assign q = c[3];\n"
            "  assign r = d[0];\nendmodule\n",
        ),
        (
            "module m(a, x, y);\n  input a;\n  output x,y;\n  always @(*) begin y = ~a; end\n"
            "  always @(*) begin x = a; end\nendmodule\n",
            "module m(a, x, y);\n  input a;\n  output reg x; output reg y;\n"
            "  always @(*) begin y = ~a; end\n  always @(*) begin x = a; end\nendmodule\n",
        ),
        (
            "module m(input a, output reg q);\n  always @(*) begin\n    if (a) begin\n"
            "      q = 1'b0;\n    else begin\n      q = 1'b1;\n    end\n  end\nendmodule\n",
            "module m(input a, output reg q);\n  always @(*) begin\n    if (a) begin\n"
            "      q = 1'b0;\n    end else begin\n      q = 1'b1;\n    end\n  end\nendmodule\n",
        ),
        (
            "module m(input a, output reg q);\n  always @(*) begin\n    if (a) begin\n"
            "      q = 1'b0;\n    end end else begin\n      q = 1'b1;\n    end\n  end\nendmodule\n",
            "module m(input a, output reg q);\n  always @(*) begin\n    if (a) begin\n"
            "      q = 1'b0;\n    end  else begin\n      q = 1'b1;\n    end\n  end\nendmodule\n",
        ),
        (
            "module m(input a, output reg q, output reg r);\n  always @(*) begin\n    case (a)\n"
            "      1'b0: q = 1'b1;\n      default: q = 1'b0;\n    r = q;\n  end\nendmodule\n",
            "module m(input a, output reg q, output reg r);\n  always @(*) begin\n    case (a)\n"
            "      1'b0: q = 1'b1;\n      default: q = 1'b0;\nendcase\n    r = q;\n  end\n"
            "endmodule\n",
        ),
        (
            "module m(input a, output q);\n  part u(.x(a), .y(q));\nendmodule\n"
            "module piece(input x, output y);\n  assign y = ~x;\nendmodule\n",
            "module m(input a, output q);\n  part u(.x(a), .y(q));\nendmodule\n"
            "module part(input x, output y);\n  assign y = ~x;\nendmodule\n",
        ),
    ],
)
def test_the_text_afterwards(bad: str, good: str) -> None:
    """Blocks, order, loops and names of parts are put right with the fewest signs."""
    found = mend_text(bad, VerificationPlan(top="m"))
    assert found is not None
    assert found.verilog == good


def test_a_port_in_other_letters() -> None:
    """A port that only differs in its letters, or is the only one that differs, is renamed."""
    for name in ("D", "din"):
        wrong = GOOD.replace("] d,", f"] {name},").replace(": d;", f": {name};")
        wrong = wrong.replace("(d ==", f"({name} ==")
        found = mend_text(wrong, PLAN)
        assert found is not None
        assert found.verilog == GOOD
        assert found.changes == (f"line 4: port `{name}` is named `d`",)


@pytest.mark.parametrize(
    "wrong",
    [
        GOOD[: GOOD.index("else if") + 7],
        GOOD.replace("input [3:0] d", "input [7:0] d"),
        GOOD.replace("output any", "input any"),
        GOOD.replace("assign any = |q;", "assign any = |q; assign q = d;"),
        GOOD.replace("assign any = |q;", "assign any = |missing;"),
        GOOD.replace("assign any = |q;", "assign any = shifter.q[0];"),
        GOOD.replace("assign any = |q;", "always @(posedge clk) rst <= 1'b0; assign any = |q;"),
        "The module cannot be written.\n",
        "module a; endmodule\nmodule b; endmodule\n",
        "",
        "module " * 5000,
        "`" * 5000,
        "begin " * 5000 + "endmodule",
        "\0",
        GOOD.replace("output reg", "output") + "// \udcff\n",
    ],
)
def test_what_needs_a_decision_stays_refused(wrong: str) -> None:
    """Cut off, other widths or directions, two drivers, missing names: nothing is made up."""
    assert mend_text(wrong, PLAN) is None


def test_what_is_accepted_stays_as_it_is() -> None:
    """A design that reads and compiles is never touched, right or wrong."""
    assert mend_text(GOOD, PLAN) is None
    assert mend_text(GOOD.replace("posedge clk", "negedge clk"), PLAN) is None


def test_the_interface_decides_about_a_name() -> None:
    """One of several modules is only named as wanted where its ports are known to be right."""
    two = "module a(input x, output y); assign y = x; endmodule\n"
    two += "module b(input x, output y); a u(x, y); endmodule\n"
    ports = tuple(
        Port(name=n, direction=Direction(d)) for n, d in (("x", "input"), ("y", "output"))
    )
    assert mend_text(two, VerificationPlan(top="wanted")) is None
    found = mend_text(two, VerificationPlan(top="wanted", ports=ports))
    assert found is not None
    assert found.changes == ("line 2: module `b` is named `wanted`",)
