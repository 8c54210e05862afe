"""What designs of strangers may not contain, and what usual RTL needs."""

from __future__ import annotations

import pytest

from rtlgen.lint import lint_designs
from rtlgen.lint.rules.allowed.groups import CODES, Group
from rtlgen.verdict import CheckResult, Status

HEAD = "module leaf(input p, output q);\n  wire r;\n  assign q = p;\nendmodule\n"
PORTS = "module m(input clk, input [3:0] a, output reg [3:0] y, output z);"
REFUSED = {
    Group.SYSTEM_TASKS: (
        "initial $finish;",
        "assign z = $random;",
        "(* keep = $time *) wire w;",
        "wire [3:0] w = a + $countones(a);",
    ),
    Group.DIRECTIVES: ('`line 1 "tb.v" 0\n', "`pragma protect\n", "`unconnected_drive pull1\n"),
    Group.CONDITIONALS: ("`ifdef SYNTHESIS\n`endif\n", "`ifndef X\n`else\n`endif\n"),
    Group.DELAYS: (
        "assign #1 z = a[0];",
        "initial begin y = 0; #5 y = 1; end",
        "always @(posedge clk) y <= #1 a;",
        "initial @(posedge clk) y = 1;",
        "always begin @(posedge clk) y = 1; end",
        "initial wait (clk) y = 1;",
        "specify (a[0] => z) = 1; endspecify",
        "buf #2 g(z, clk);",
    ),
    Group.FORCE: ("initial force z = 1;", "initial begin assign y = 1; deassign y; end"),
    Group.HIERARCHY: (
        "leaf u(.p(clk), .q(z)); wire w = u.r;",
        "leaf u(.p(clk), .q(z)); always @(u.r) y = 0;",
        "leaf u [1:0] (.p(clk), .q()); assign z = u[0].r;",
        "generate if (1) begin : g leaf u(.p(clk), .q(z)); end endgenerate wire w = g.u.r;",
        "assign z = m.clk;",
        "assign z = $root.m.clk;",
        "initial disable m.other;",
        "leaf u(.p(clk), .q(z)); defparam u.N = 1;",
    ),
    Group.STRINGS: ('parameter MODE = "FAST";', 'wire [7:0] w = "a";', "string s;"),
    Group.ESCAPED_NAMES: ("wire \\a+b ;",),
    Group.PRAGMAS: (
        "// synopsys translate_off\n",
        "/* synthesis full_case */",
        "(* full_case *) wire w;",
        "`define OFF /* synthesis translate_off */ wire\n",
    ),
    Group.CHARACTERS: (
        "// end of the comment?\rassign z = 1;",
        "// \u202e reversed\n",
        "wire \x0c w;",
    ),
    Group.LOOPS: (
        "initial forever y = 1;",
        "initial while (1) y = 1;",
        "initial for (;;) y = 1;",
        "reg [2:0] i; initial for (i = 0; i < 8; i = i + 1) y = i;",
        "reg [4:0] i; initial for (i = 31; i >= 0; i = i - 1) y = i;",
        "integer i; initial for (i = 0; i < 10; i = i - 1) y = i;",
        "integer i; initial for (i = 0; i < 10000000; i = i + 1) y = i;",
        "initial repeat (100000000) y = 1;",
        "always y = 1;",
        "assign z = ~z;",
        "always @(*) y = ~y;",
    ),
    Group.SIZES: (
        "wire [100000:0] w;",
        "assign z = {100000{clk}} == 0;",
        "reg [31:0] m [0:16777215];",
        f"wire {'w' * 2000};",
    ),
    Group.INPUTS: ("assign a = 4'd1;", "leaf u(.p(z), .q(clk));"),
    Group.CONSTRUCTS: (
        "trireg t;",
        "tri0 t;",
        "pullup (z);",
        "tran (z, clk);",
        "assign (weak0, weak1) z = clk;",
        "initial fork y = 1; join",
        "event e;",
        "class c; endclass",
        'import "DPI-C" function int f();',
        "always @(posedge clk) assert (a) ;",
        "final y = 0;",
        "initial std::randomize(y);",
        "module inner; endmodule",
        "covergroup g; endgroup",
    ),
}
OUTSIDE = (
    "reg shared;",
    "primitive p(o, i);\n  output o; input i; table 0 : 1; endtable\nendprimitive",
    "program p; endprogram",
    "interface i; endinterface",
    "package p; int shared; endpackage",
    "bind leaf leaf extra(.p(p), .q());",
)
ALLOWED = (
    "`define STEP 4'd1\nalways @(posedge clk) y <= y + `STEP;\nassign z = 0;",
    "initial y = 4'd3;\nassign z = 1'b0;",
    "reg [7:0] rom [0:15]; integer i; initial for (i = 0; i < 16; i = i + 1) rom[i] = i * 3;\n"
    "assign z = rom[a][0];",
    "parameter N = 4; localparam W = $clog2(N); wire [W:0] w = $unsigned($signed(a)) + $bits(a);",
    "genvar g; generate for (g = 0; g < 4; g = g + 1) begin : s wire c;\n"
    "  if (g == 0) assign c = a[0]; else assign c = s[g-1].c ^ a[g]; end endgenerate\n"
    "assign z = s[3].c;",
    "typedef enum logic [1:0] {IDLE, RUN} state_t; state_t s;\n"
    "always_ff @(posedge clk) s <= s == IDLE ? RUN : IDLE; assign z = s == RUN;",
    "typedef struct packed { logic v; logic [2:0] n; } pair_t; pair_t p;\n"
    "assign p.v = a[3], p.n = a[2:0], z = p.v;",
    "function automatic [3:0] inv(input [3:0] x); inv = ~x; endfunction\n"
    "task flip; y = inv(a); endtask always @(*) flip;",
    "always @(posedge clk) begin : search integer i; for (i = 0; ; i = i + 1) begin\n"
    "  y <= i; if (i == 3) disable search; end end",
    '(* keep = "true", mark = 1 *) wire w = clk; assign z = w; // 注释, full case\n',
    "leaf u(.p(clk), .q(z)); bufif1 b(z, clk, a[0]); supply1 vdd;",
    "always @(posedge clk or negedge a[0]) if (!a[0]) y <= 0; else y <= ~y;",
    "always_comb begin y = '0; for (int i = 0; i < 4; i++) if (a[i]) y = i[3:0]; end",
    "initial begin : init integer k; k = 1; y = k; end",
    "integer i; always @(*) begin y = a; i = 0; while (i < 4) begin y = y + i; i = i + 1; end end",
)


def design(body: str) -> str:
    return f"{HEAD}{PORTS}\n{body}\nendmodule\n"


CASES = [(group, body) for group, bodies in REFUSED.items() for body in bodies]
TEXTS = [design(body) for _, body in CASES] + [f"{text}\n{design('')}" for text in OUTSIDE]


@pytest.fixture(scope="module")
def results() -> tuple[CheckResult, ...]:
    return lint_designs(TEXTS, top="m", has_structure=False)


@pytest.mark.parametrize("number", range(len(TEXTS)), ids=lambda n: repr(TEXTS[n][-60:-12]))
def test_what_is_not_allowed_is_an_error_with_its_line(
    number: int, results: tuple[CheckResult, ...]
) -> None:
    """Each construct that is not for strangers gets the code of its group and a line."""
    group = CASES[number][0] if number < len(CASES) else None
    expected = {CODES[group]} if group else {CODES[Group.CONSTRUCTS], CODES[Group.HIERARCHY]}
    found = {finding.code: finding.line for finding in results[number].findings}
    assert results[number].status is Status.FAIL
    assert expected & set(found)
    assert all(line for code, line in found.items() if code.startswith("RTL4"))


def test_usual_rtl_is_allowed() -> None:
    """Nothing that synthesisable RTL needs is refused."""
    for body, result in zip(
        ALLOWED, lint_designs([design(body) for body in ALLOWED], top="m"), strict=True
    ):
        assert [str(f) for f in result.findings if f.severity == "error"] == [], body


def test_a_user_allows_a_group_by_name() -> None:
    """RTL that a person wrote may contain what its author names, and nothing else."""
    body = "initial begin #5 $display(y); end"
    (strict,) = lint_designs([design(body)], top="m")
    assert {f.code for f in strict.findings if f.severity == "error"} == {"RTL401", "RTL404"}
    relaxed = frozenset({"system-tasks", "delays"})
    (accepted,) = lint_designs([design(body)], top="m", relaxed=relaxed)
    assert accepted.status is Status.PASS


def test_the_finding_says_what_where_and_what_to_do() -> None:
    """A user reads the line, the construct and the remedy."""
    (result,) = lint_designs([design("\n  initial $finish;")], top="m", paths=["m.v"])
    assert result.reason == (
        "m.v:7:3: error RTL401 $finish is not allowed (remove the call; hardware has none)"
    ).replace("7:3", "7")
