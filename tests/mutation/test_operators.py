"""Each mutation operator writes exactly the mistakes that it is for."""

from __future__ import annotations

from pathlib import Path

import pytest

from rtlgen.mutation import OPERATORS, Group, in_groups, mutants
from rtlgen.mutation.edit import Edit, apply_edits
from rtlgen.mutation.expressions import binaries, operator_of, with_operator
from rtlgen.mutation.mutants import has_same_interface
from rtlgen.mutation.source import Source
from rtlgen.mutation.tree import Kind

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
GATES = "module m(input a, input b, input [3:0] v, output y, output [3:0] w); {} endmodule"
CLOCKED = "module m(input clk, input rst, input d, output reg [1:0] q); {} endmodule"
STATES = (
    "module m(input clk, input rst, input d, output y); localparam A = 0, B = 1, C = 2; "
    "reg [1:0] s; {} assign y = s == C; endmodule"
)

EXAMPLES: dict[str, tuple[str, str, list[str]]] = {
    "reset-polarity": (
        CLOCKED,
        "always @(posedge clk or negedge rst) if (!rst) q <= 0; else q <= {q[0], d};",
        ["always @(posedge clk or posedge rst) if (rst) q <= 0; else q <= {q[0], d};"],
    ),
    "reset-value": (
        CLOCKED,
        "always @(posedge clk) if (rst) q <= 2'd1; else q <= {q[0], d};",
        [
            "always @(posedge clk) if (rst) q <= 2'd2; else q <= {q[0], d};",
            "always @(posedge clk) if (rst) q <= 2'd0; else q <= {q[0], d};",
            "always @(posedge clk) if (rst) q <= 2'd3; else q <= {q[0], d};",
        ],
    ),
    "drop-reset": (
        CLOCKED,
        "always @(posedge clk) if (rst) q <= 0; else q <= {q[0], d};",
        ["always @(posedge clk) q <= {q[0], d};"],
    ),
    "clock-edge": (
        CLOCKED,
        "always @(posedge clk) q <= {q[0], d};",
        ["always @(negedge clk) q <= {q[0], d};"],
    ),
    "drop-event": (
        CLOCKED,
        "always @(posedge clk, posedge rst) if (rst) q <= 0; else q <= {q[0], d};",
        ["always @(posedge clk) if (rst) q <= 0; else q <= {q[0], d};"],
    ),
    "add-event": (
        CLOCKED,
        "always @(d or rst) q = {2{d}};",
        [
            "always @(d or rst or clk) q = {2{d}};",
            "always @(d or rst or q) q = {2{d}};",
        ],
    ),
    "state-transition": (
        STATES,
        "always @(posedge clk) if (rst) s <= A; else s <= d ? B : (s == A ? C : A);",
        [
            "always @(posedge clk) if (rst) s <= B; else s <= d ? B : (s == A ? C : A);",
            "always @(posedge clk) if (rst) s <= C; else s <= d ? B : (s == A ? C : A);",
            "always @(posedge clk) if (rst) s <= A; else s <= d ? A : (s == A ? C : A);",
            "always @(posedge clk) if (rst) s <= A; else s <= d ? C : (s == A ? C : A);",
            "always @(posedge clk) if (rst) s <= A; else s <= d ? B : (s == A ? A : A);",
            "always @(posedge clk) if (rst) s <= A; else s <= d ? B : (s == A ? B : A);",
            "always @(posedge clk) if (rst) s <= A; else s <= d ? B : (s == A ? C : B);",
            "always @(posedge clk) if (rst) s <= A; else s <= d ? B : (s == A ? C : C);",
        ],
    ),
    "signal-substitution": (
        GATES,
        "assign y = a & v[0];",
        ["assign y = b & v[0];", "assign y = y & v[0];", "assign y = a & w[0];"],
    ),
    "swapped-connections": (
        "module h(input a, output y); assign y = ~a; endmodule\n"
        "module m(input a, output y); {} endmodule",
        "h u(.a(a), .y(y));",
        ["h u(.a(y), .y(a));"],
    ),
    "swap-case-bodies": (
        CLOCKED,
        "always @(*) case (d) 1'b0: q = 1; default: q = 2; endcase",
        ["always @(*) case (d) 1'b0: q = 2; default: q = 1; endcase"],
    ),
    "drop-case-item": (
        CLOCKED,
        "always @(*) case (d) 1'b0: q = 1; 1'b1: q = 2; endcase",
        [
            "always @(*) case (d)  1'b1: q = 2; endcase",
            "always @(*) case (d) 1'b0: q = 1;  endcase",
        ],
    ),
    "drop-case-default": (
        CLOCKED,
        "always @(*) case (d) 1'b0: q = 1; default: q = 2; endcase",
        ["always @(*) case (d) 1'b0: q = 1;  endcase"],
    ),
    "case-kind": (
        CLOCKED,
        "always @(*) casez ({d, rst}) 2'b1?: q = 1; default: q = 2; endcase",
        ["always @(*) case ({d, rst}) 2'b1?: q = 1; default: q = 2; endcase"],
    ),
    "negate-condition": (
        CLOCKED,
        "always @(*) if (d && !rst) q = d ? 1 : 2;",
        [
            "always @(*) if (!(d && !rst)) q = d ? 1 : 2;",
            "always @(*) if (d && !rst) q = !d ? 1 : 2;",
        ],
    ),
    "swap-branches": (
        CLOCKED,
        "always @(*) if (d) q = rst ? 1 : 2; else if (rst) q = 3;",
        [
            "always @(*) if (d) begin if (rst) q = 3; end else q = rst ? 1 : 2;",
            "always @(*) if (d) q = rst ? 2 : 1; else if (rst) q = 3;",
        ],
    ),
    "stuck-condition": (
        CLOCKED,
        "always @(*) q = d? 1 : 2;",
        ["always @(*) q = 1'b0 ? 1 : 2;", "always @(*) q = 1'b1 ? 1 : 2;"],
    ),
    "drop-else": (
        CLOCKED,
        "always @(*) if (d) if (rst) q = 1; else q = 2; else q = 3;",
        [
            "always @(*) if (d) if (rst) q = 1; else q = 2; ",
            "always @(*) if (d) begin if (rst) q = 1;  end else q = 3;",
        ],
    ),
    "stuck-output": (
        GATES,
        "assign y = a; assign w = v;",
        [
            "assign y = 1'b0; assign w = v;",
            "assign y = 1'b1; assign w = v;",
            "assign y = a; assign w = {4{1'b0}};",
            "assign y = a; assign w = {4{1'b1}};",
        ],
    ),
    "blocking-kind": (
        CLOCKED,
        "initial q = 0; always @(posedge clk) begin q[0] <= d; q[1] = rst; end",
        [
            "initial q = 0; always @(posedge clk) begin q[0] = d; q[1] = rst; end",
            "initial q = 0; always @(posedge clk) begin q[0] <= d; q[1] <= rst; end",
        ],
    ),
    "delete-statement": (
        CLOCKED,
        "always @(posedge clk) if (rst) q <= 0; else q <= {q[0], d};",
        [
            "always @(posedge clk) if (rst) ; else q <= {q[0], d};",
            "always @(posedge clk) if (rst) q <= 0; else ;",
        ],
    ),
    "comparison-boundary": (
        GATES,
        "assign y = v < 4'd3 || w >= v;",
        ["assign y = v <= 4'd3 || w >= v;", "assign y = v < 4'd3 || w > v;"],
    ),
    "select-off-by-one": (
        GATES,
        "assign w[1] = v[a]; assign w[3:2] = v[1:0];",
        [
            "assign w[2] = v[a]; assign w[3:2] = v[1:0];",
            "assign w[0] = v[a]; assign w[3:2] = v[1:0];",
            "assign w[1] = v[a + 1]; assign w[3:2] = v[1:0];",
            "assign w[1] = v[a - 1]; assign w[3:2] = v[1:0];",
            "assign w[1] = v[a]; assign w[4:3] = v[1:0];",
            "assign w[1] = v[a]; assign w[2:1] = v[1:0];",
            "assign w[1] = v[a]; assign w[3:2] = v[2:1];",
        ],
    ),
    "range-bound": (
        GATES,
        "assign y = ^v[2:1];",
        [
            "assign y = ^v[3:1];",
            "assign y = ^v[1:1];",
            "assign y = ^v[2:2];",
            "assign y = ^v[2:0];",
        ],
    ),
    "declared-range": (
        GATES,
        "wire [2:0] t = v; assign w = t;",
        ["wire [1:0] t = v; assign w = t;", "wire [3:0] t = v; assign w = t;"],
    ),
    "constant": (
        GATES,
        "assign w = v + 4'h9; assign y = a & 1'bx;",
        [
            "assign w = v + 4'ha; assign y = a & 1'bx;",
            "assign w = v + 4'h8; assign y = a & 1'bx;",
            "assign w = v + 4'hb; assign y = a & 1'bx;",
            "assign w = v + 4'hd; assign y = a & 1'bx;",
            "assign w = v + 4'h1; assign y = a & 1'bx;",
            "assign w = v + 4'h0; assign y = a & 1'bx;",
            "assign w = v + 4'hf; assign y = a & 1'bx;",
        ],
    ),
    "binary-operator": (
        GATES,
        "assign y = a | b & v[0]; assign w = v - 1;",
        [
            "assign y = a & (b & v[0]); assign w = v - 1;",
            "assign y = a ^ b & v[0]; assign w = v - 1;",
            "assign y = a || b & v[0]; assign w = v - 1;",
            "assign y = a | (b | v[0]); assign w = v - 1;",
            "assign y = a | b ^ v[0]; assign w = v - 1;",
            "assign y = a | (b && v[0]); assign w = v - 1;",
            "assign y = a | b & v[0]; assign w = v + 1;",
        ],
    ),
    "unary-operator": (
        GATES,
        "assign y = ~a; assign w = {4{&v}};",
        [
            "assign y = a; assign w = {4{&v}};",
            "assign y = !a; assign w = {4{&v}};",
            "assign y = ~a; assign w = {4{|v}};",
            "assign y = ~a; assign w = {4{^v}};",
            "assign y = ~a; assign w = {4{~&v}};",
        ],
    ),
    "missing-inversion": (
        GATES,
        "assign y = a^b; assign w = v;",
        [
            "assign y = (~a)^b; assign w = v;",
            "assign y = a^(~b); assign w = v;",
            "assign y = a^b; assign w = ~v;",
        ],
    ),
    "concatenation-order": (
        GATES,
        "assign {y, w} = {a, b, v[2:0]};",
        [
            "assign {w, y} = {a, b, v[2:0]};",
            "assign {y, w} = {b, a, v[2:0]};",
            "assign {y, w} = {a, v[2:0], b};",
        ],
    ),
    "swapped-operands": (
        GATES,
        "assign w = v - 1 << a;",
        ["assign w = 1 - v << a;"],
    ),
}  # fmt: skip


@pytest.mark.parametrize("operator", OPERATORS, ids=lambda operator: operator.name)
def test_an_operator_writes_its_mistakes(operator: object) -> None:
    """All mutants of an example, in order and to the letter."""
    template, body, expected = EXAMPLES[operator.name]  # type: ignore[attr-defined]
    before, after = template.split("{}")
    found = [m.verilog for m in mutants(before + body + after, top="m", operators=[operator])]  # type: ignore[list-item]
    assert found == [before + text + after for text in expected]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_change_still_compiles(path: Path) -> None:
    """No operator writes nonsense: what is refused would have other ports."""
    source = Source(path.read_text())
    refused = {
        (operator.name, change.description)
        for operator in OPERATORS
        for change in operator.find(source)
        if not has_same_interface(source.apply(change), source)
    }
    assert refused == REFUSED.get(path.stem, set())


REFUSED = {"shift": {("constant", f"`4` → `{width}`") for width in (5, 3, 6, 0)}}
"""A parameter that is the width of ports."""


def shape(source: Source, node: object, swap: object = None, other: str = "") -> str:
    """Write an expression with all its parentheses."""
    from pyslang import syntax

    if isinstance(node, syntax.ParenthesizedExpressionSyntax):
        return shape(source, node.expression, swap, other)
    if isinstance(node, syntax.BinaryExpressionSyntax):
        operator = other if node == swap else operator_of(node)
        left, right = shape(source, node.left, swap, other), shape(source, node.right, swap, other)
        return f"({left} {operator} {right})"
    if isinstance(node, syntax.PrefixUnaryExpressionSyntax):
        return f"{operator_of(node)}({shape(source, node.operand, swap, other)})"
    if isinstance(node, syntax.ConditionalExpressionSyntax):
        parts = (node.predicate.conditions[0].expr, node.left, node.right)
        test, left, right = (shape(source, part, swap, other) for part in parts)
        return f"({test} ? {left} : {right})"
    return source.code(node)  # type: ignore[arg-type]


@pytest.mark.parametrize("operator", ["+", "*", "<<", "<", "==", "&", "^", "|", "&&", "||"])
def test_another_operator_keeps_the_operands(operator: str) -> None:
    """Whatever binds how, only the one operator of the tree changes."""
    from pyslang import syntax

    text = (
        "module m(input a, b, c, d, e, output y); assign y = "
        "a + b * c << d < e == ~(a & b ^ c) | d && e || a ? b - c - (d - e) : a ^ (b ? c : d); "
        "endmodule"
    )
    source = Source(text)

    def whole(of: Source) -> syntax.SyntaxNode:
        return next(
            n for n in of.nodes(syntax.BinaryExpressionSyntax)
            if n.kind is Kind.AssignmentExpression
        ).right  # fmt: skip

    changed = 0
    for node in binaries(source):
        mutated = Source(source.apply(with_operator(source, node, operator)))
        assert shape(mutated, whole(mutated)) == shape(source, whole(source), node, operator)
        changed += 1
    assert changed == 14


def test_groups_choose_operators() -> None:
    """Callers ask for families, in the order of the registry."""
    names = [operator.name for operator in in_groups(Group.RESETS, Group.CONSTANTS)]
    assert names == ["reset-polarity", "reset-value", "drop-reset", "constant"]


def test_what_a_macro_expands_to_is_left_alone() -> None:
    """Only what is written in the text can be changed; letters of two bytes move nothing."""
    path = next(path for path in CORPUS if path.stem == "macro")
    texts = [m.verilog for m in mutants(path.read_text())]
    assert all(text.startswith("// Zähler: two bits · größer gleich\n`define TOP 2'd2\n")
               for text in texts)  # fmt: skip
    assert any(text.endswith("2'd0 : n - 2'd1;\n  assign top = n == `TOP;\nendmodule\n")
               for text in texts)  # fmt: skip


def test_overlapping_edits_are_refused() -> None:
    """Two edits of the same bytes have no meaning."""
    edits = [Edit(start=0, stop=2, text="x"), Edit(start=1, stop=3, text="y")]
    with pytest.raises(ValueError, match=r"^edits overlap at byte 1: 'y'$"):
        apply_edits(b"abc", edits)
