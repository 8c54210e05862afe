"""Each rule with a design that breaks it and one that does not."""

from __future__ import annotations

import dataclasses

import pytest

from rtlgen.finding import Severity
from rtlgen.lint import explain_rule, lint_design, rule_pages
from rtlgen.spec import Direction, Port
from rtlgen.verdict import Status

A = "input clk, input a, input b"
BREAKS = {
    "RTL002": "module m(input a output y); assign y = a; endmodule",
    "RTL004": f"module m({A}, output y); assign y = c; endmodule",
    "RTL005": f"module m({A}, output y); other u(.a(a), .y(y)); endmodule",
    "RTL201": f"module m({A}, output y); wand n; assign y = n; uwire w; assign w = a;\n"
    "assign w = b; endmodule",
    "RTL207": f"module m({A}, output reg y); always @(posedge clk) y <= a;\n"
    "always @(posedge clk) y <= b; endmodule",
    "RTL202": f"module m({A}, output reg y); always @(*) if (a) y = b; endmodule",
    "RTL203": f"module m({A}, output reg y); always @(posedge clk) y = a; endmodule",
    "RTL204": f"module m({A}, output reg y); always @(*) y <= a & b; endmodule",
    "RTL205": f"module m({A}, output reg y); always @(*) case ({{a, b}}) 2'd0: y = a; "
    "2'd1: y = b; endcase endmodule",
    "RTL206": f"module m({A}, output reg y); always @(a) y = a & b; endmodule",
}
CLEAN = (
    f"module m({A}, output reg y, output reg z);\n"
    "  always @(posedge clk) if (a) y <= b; else y <= 1'b0;\n"
    "  always @(*) begin\n    z = 1'b0;\n    case ({a, b})\n      2'd0: z = a;\n"
    "      default: z = b;\n    endcase\n  end\nendmodule\n"
)


@pytest.mark.parametrize("code", BREAKS)
def test_each_rule_finds_its_defect(code: str) -> None:
    """A design with one defect gets the finding of its rule, with the line."""
    found = {finding.code: finding.line for finding in lint_design(BREAKS[code]).findings}
    assert found.get(code, 0) >= 1


def test_clean_code_has_no_findings() -> None:
    """Usual good style gives no finding at all."""
    result = lint_design(CLEAN)
    assert (result.status, result.findings) == (Status.PASS, ())


def port(name: str, direction: Direction, width: int = 1) -> Port:
    return Port(name=name, direction=direction, width=width)


CONTRACT = (port("a", Direction.INPUT, 4), port("y", Direction.OUTPUT))


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("output y", "port 'a' is missing"),
        ("input [3:0] a, input b, output y", "port 'b' is not in the specification"),
        ("input [3:0] a, input y", "port 'y' is an input, the specification says output"),
        ("input [2:0] a, output y", "port 'a' has 3 bits, the specification says 4"),
    ],
)
def test_the_interface_contract(header: str, message: str) -> None:
    """Ports that differ from the specification make a design fail."""
    result = lint_design(f"module m({header});\nendmodule\n", ports=CONTRACT)
    assert result.status is Status.FAIL
    assert message in [f.message for f in result.findings if f.severity is Severity.ERROR]


def test_a_width_that_was_assumed_only_warns() -> None:
    """Where nothing states the default of a parameter, the design may choose it."""
    wide = dataclasses.replace(CONTRACT[0], is_assumed=True)
    text = "module m(input [7:0] a, output y); assign y = ^a; endmodule\n"
    result = lint_design(text, ports=(wide, CONTRACT[1]))
    assert result.status is Status.PASS
    assert [(f.code, f.severity) for f in result.findings] == [("RTL104", Severity.WARNING)]
    assert result.findings[0].message == (
        "port 'a' has 8 bits, the specification says 4 but gives its parameter no default"
    )


def test_a_waiver_needs_a_reason() -> None:
    """An inline waiver with a reason turns a finding into a note; without one it is a finding."""
    text = "module m(input clk, input a, output reg y);\n  // rtlgen: allow RTL203 {why}\n  " \
        "always @(posedge clk) y = a;\nendmodule\n"  # fmt: skip
    accepted = lint_design(text.replace("{why}", "legacy style"), has_inline_waivers=True)
    assert [(f.code, f.severity) for f in accepted.findings] == [("RTL203", Severity.NOTE)]
    refused = lint_design(text.replace("{why}", ""), has_inline_waivers=True)
    assert [f.code for f in refused.findings] == ["RTL301", "RTL203"]
    ignored = lint_design(text.replace("{why}", "legacy style"))
    assert [(f.code, f.severity) for f in ignored.findings] == [("RTL203", Severity.WARNING)]


def test_hostile_nesting_is_refused_before_any_parser() -> None:
    """A text that is nested ten thousand deep does not reach a recursive parser."""
    text = "module m(output y); assign y = " + "(" * 10_000 + "1" + ")" * 10_000 + "; endmodule"
    result = lint_design(text)
    assert result.status is Status.FAIL
    assert [f.message for f in result.findings] == ["nesting is deeper than 200 levels"]


def test_what_pyverilog_cannot_parse_is_said() -> None:
    """SystemVerilog is still linted by the front end, with a note about the rest."""
    result = lint_design(
        "module m(input a, output y);\n  typedef logic [1:0] pair;\n  pair p;\n"
        "  assign p = {a, a}, y = &p;\nendmodule\n"
    )
    assert result.status is Status.PASS
    assert [f.code for f in result.findings] == ["RTL018"]


@pytest.mark.parametrize("code", rule_pages())
def test_every_rule_has_a_page(code: str) -> None:
    """`rtlgen explain` has something to say about each code."""
    assert explain_rule(code).startswith(f"# {code} ")
