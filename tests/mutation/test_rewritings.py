"""Each rewriting says the same in the words that it promises."""

from __future__ import annotations

import itertools
import random
import re
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from rtlgen.mutation import REWRITINGS, Exactness, Rewriting, mutants, rewrite
from rtlgen.mutation.source import Source
from rtlgen.sandbox import find_tool
from rtlgen.spec.model import Direction, Port, RoleKind
from rtlgen.verdict import Status
from rtlgen.verify import VerificationPlan, verify
from rtlgen.verilog import read_design

CORPUS = sorted((Path(__file__).parent / "corpus").iterdir())
WITH_CHOICES = [
    path for path in CORPUS if path.stem in ("counter", "detector", "saturate", "shift")
]
GATES = "module m(input a, input b, input [3:0] v, output y, output [3:0] w); {} endmodule"
CLOCKED = "module m(input clk, input rst, input d, output reg [1:0] q); {} endmodule"

EXAMPLES: dict[str, tuple[str, str, list[str]]] = {
    "de-morgan": (
        GATES,
        "assign y = a & ~b; assign w = {4{a || b}};",
        [
            "assign y = ~(~a | b); assign w = {4{a || b}};",
            "assign y = a & ~b; assign w = {4{!(!a && !b)}};",
        ],
    ),
    "double-negation": (
        CLOCKED,
        "always @(*) if (d) q = {2{rst}};",
        ["always @(*) if (!(!d)) q = {2{rst}};", "always @(*) if (d) q = {2{~(~rst)}};"],
    ),
    "xor-expansion": (
        GATES,
        "assign y = a ^ b & v[0];",
        ["assign y = (a & ~(b & v[0])) | (~a & (b & v[0]));"],
    ),
    "negated-comparison": (
        GATES,
        "assign y = v + 1 < w && a != b;",
        ["assign y = (!(v + 1 >= w)) && a != b;", "assign y = v + 1 < w && (!(a == b));"],
    ),
    "reduction-dual": (GATES, "assign y = &v;", ["assign y = ~|(~v);"]),
    "negative-addend": (GATES, "assign w = v - 1;", ["assign w = v + (-1);"]),
    "commuted-operands": (
        GATES,
        "assign w = v + w * 3;",
        ["assign w = (w * 3) + v;", "assign w = v + (3 * w);"],
    ),
    "case-order": (
        CLOCKED,
        "always @(*) case (d) 0: q = 1; 1'b1: q = 2; default: q = 3; endcase",
        ["always @(*) case (d) 1'b1: q = 2; 0: q = 1; default: q = 3; endcase"],
    ),
    "inverted-ternary": (
        GATES,
        "assign y = a == b ? v[0] : !a ? b : v[1];",
        [
            "assign y = !(a == b) ? (!a ? b : v[1]) : v[0];",
            "assign y = a == b ? v[0] : a ? v[1] : b;",
        ],
    ),
    "split-condition": (
        CLOCKED,
        "always @(posedge clk) if (d && rst) q <= 0;",
        ["always @(posedge clk) if (d) begin if (rst) q <= 0; end"],
    ),
    "case-as-ifs": (
        CLOCKED,
        "always @(*) case (d) 0, 1: q = 1; default: q = 3; endcase",
        ["always @(*) begin if (d == 0 || d == 1) q = 1;\n      else q = 3; end"],
    ),
    "renamed-signal": (
        GATES,
        "wire t = a; /* t */ assign y = t & b;",
        ["wire sig_0 = a; /* t */ assign y = sig_0 & b;"],
    ),
    "split-assign": (
        GATES,
        "assign w = v + 1;",
        ["wire [3:0] through_0;\n  assign through_0 = v + 1;\n  assign w = through_0;"],
    ),
    "hoisted-operand": (
        GATES,
        "assign y = a & (b | v[0]);",
        [
            "wire part_0 = a & (b | v[0]);\n  assign y = part_0;",
            "wire part_0 = b | v[0];\n  assign y = a & (part_0);",
        ],
    ),
    "always-comb": (
        CLOCKED,
        "always @(*) q = {d, rst};",
        ["always_comb q = {d, rst};"],
    ),
    "assign-as-always": (
        "module m(input a, output [1:0] y); {} endmodule",
        "wire t; assign t = ~a; assign y[0] = t;",
        ["reg t; always_comb t = ~a; assign y[0] = t;"],
    ),
    "inverted-register": (
        CLOCKED.replace("output reg [1:0] q", "output [1:0] q"),
        "reg [1:0] r = 0; always @(posedge clk) r <= r + d; assign q = r;",
        [
            "reg [1:0] r_inv_0 = ~0;\n  wire [1:0] r = ~r_inv_0; "
            "always @(posedge clk) r_inv_0 <= ~(r + d); assign q = r;"
        ],
    ),
    "permuted-codes": (
        CLOCKED.replace("output reg [1:0] q", "output y"),
        "parameter A = 0, B = 1; reg s; "
        "always @(posedge clk) s <= rst ? A : s == A ? B : A; assign y = s == B;",
        [
            "parameter A = 1, B = 0; reg s; "
            "always @(posedge clk) s <= rst ? A : s == A ? B : A; assign y = s == B;"
        ],
    ),
    "inverted-if": (
        CLOCKED,
        "always @(*) if (d) q = 1; else if (rst) q = 2;",
        ["always @(*) if (!d) begin if (rst) q = 2; end else q = 1;"],
    ),
}


@pytest.mark.parametrize("rewriting", REWRITINGS, ids=lambda rewriting: rewriting.name)
def test_a_rewriting_writes_what_it_promises(rewriting: Rewriting) -> None:
    """All rewritten texts of an example, in order and to the letter."""
    template, body, expected = EXAMPLES[rewriting.name]
    before, after = template.split("{}")
    source = Source(before + body + after)
    found = list(dict.fromkeys(source.apply(change) for change in rewriting.find(source)))
    assert found == [before + text + after for text in expected]


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("case-order", "always @(*) casez (d) 1'b?: q = 1; 1'b1: q = 2; endcase"),
        ("case-order", "always @(*) case (d) 1: q = 1; 1'b1: q = 2; endcase"),
        ("case-as-ifs", "always @(*) case (d) 1: q = 1; 1'b0: q = 2; endcase"),
        ("split-condition", "always @(*) if (d && rst) q = 1; else q = 2;"),
        ("always-comb", "always @(*) if (d) q = 1;"),
        ("hoisted-operand", "always @(posedge clk) q <= {2{d & rst}};"),
        ("hoisted-operand", "always @(*) begin q = d; q = q & 1; end"),
        ("inverted-register", "always @(posedge clk) q[0] <= d;"),
        ("inverted-register", "always @(posedge clk) q = d; initial q = q & 1;"),
        ("permuted-codes", "parameter A = 0, B = 1; always @(posedge clk) q <= d ? A : B;"),
        ("renamed-signal", "always @(posedge clk) begin : b reg t; t = d; q <= t; end reg t;"),
    ],
)
def test_a_rewriting_that_would_not_be_equal_is_not_done(name: str, body: str) -> None:
    """Wildcards, equal labels, latches, reads after writes, parts, and ports are left alone."""
    before, after = CLOCKED.split("{}")
    source = Source(before + body + after)
    (rewriting,) = (r for r in REWRITINGS if r.name == name)
    assert [change.description for change in rewriting.find(source)] == []


def variants(path: Path, exactness: Exactness) -> list[str]:
    """Every single rewriting of a design, and some composed ones."""
    source = Source(path.read_text())
    chosen = [rewriting for rewriting in REWRITINGS if rewriting.exactness is exactness]
    texts = [source.apply(change) for rewriting in chosen for change in rewriting.find(source)]
    composed = [
        rewrite(source.verilog, seed=seed, steps=12, rewritings=chosen).verilog for seed in range(3)
    ]
    return [text for text in dict.fromkeys([*texts, *composed]) if text != source.verilog]


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_exact_rewritings_agree_for_zero_one_and_x(path: Path, tmp_path: Path) -> None:
    """In Icarus, original and rewritten designs are identical bit by bit, X included."""
    texts = variants(path, Exactness.FOUR_STATE)
    assert texts
    assert differing(path.read_text(), texts, tmp_path, levels="01x", test="!==") == []


@pytest.mark.parametrize("path", WITH_CHOICES, ids=lambda path: path.stem)
def test_the_other_rewritings_agree_for_known_values(path: Path, tmp_path: Path) -> None:
    """In Icarus, wherever the original knows a bit the rewritten one knows the same."""
    texts = variants(path, Exactness.KNOWN_VALUES)
    assert texts
    assert differing(path.read_text(), texts, tmp_path, levels="01", test="known") == []


def test_the_comparison_sees_a_difference(tmp_path: Path) -> None:
    """Of the mutants of a counter all but the equal ones are seen: nothing is compared in vain."""
    (path,) = (path for path in CORPUS if path.stem == "counter")
    found = list(mutants(path.read_text()))
    seen = differing(path.read_text(), [m.verilog for m in found], tmp_path, "01", "known")
    missed = {(m.operator, m.description) for n, m in enumerate(found) if n not in seen}
    assert missed == {
        ("blocking-kind", "`<=` → `=`"),
        ("binary-operator", "`&&` → `&`"),
        ("unary-operator", "`!` → `~`"),
    }


@pytest.mark.parametrize("stem", ["detector", "alu"])
def test_the_judge_passes_rewritings_and_fails_mutants(stem: str) -> None:
    """Composed rewritings are PASS, and a mutant that Icarus tells apart is FAIL."""
    (path,) = (path for path in CORPUS if path.stem == stem)
    plan = VerificationPlan(reference=read_design(path.read_text()))
    done = rewrite(path.read_text(), seed=7)
    assert len(done.steps) >= 6
    assert verify(done.verilog, plan).status is Status.PASS
    wrong = next(m for m in mutants(path.read_text()) if m.operator == "swap-case-bodies")
    assert verify(wrong.verilog, plan).status is Status.FAIL


def test_the_same_seed_rewrites_alike() -> None:
    """A seed decides everything; another one writes another text."""
    text = CORPUS[0].read_text()
    assert rewrite(text, seed=1) == rewrite(text, seed=1)
    assert rewrite(text, seed=1).verilog != rewrite(text, seed=2).verilog


def differing(
    original: str, texts: Sequence[str], folder: Path, levels: str, test: str
) -> list[int]:
    """Simulate an original and others side by side; return the numbers of those that differ.

    Args:
        original: The design.
        texts: Others with the same ports.
        folder: Where to compile.
        levels: What the data inputs are driven with.
        test: `!==` compares all bits, `known` the outputs of which the original knows all bits.
    """
    ports = Source(original).ports
    modules = set(re.findall(r"^module (\w+)", original, re.MULTILINE))
    parts, copies = [], []
    for number, text in enumerate([original, *texts]):
        for name in modules:
            text = re.sub(rf"\b{name}\b(?=\s*[#(\w])", f"{name}_{number}", text)
        parts.append(text if number == 0 else text.replace("`define", "// define"))
        outputs = [p for p in ports if p.direction is Direction.OUTPUT]
        wires = "".join(f"wire [{p.width - 1}:0] {p.name}_{number}; " for p in outputs)
        ends = ", ".join(
            f".{p.name}({p.name if p.direction is Direction.INPUT else f'{p.name}_{number}'})"
            for p in ports
        )
        top = Source(original).top.name
        copies.append(f"{wires}{top}_{number} u{number}({ends});")
        if number:
            unequal = " || ".join(_unequal(p, number, test) for p in outputs)
            copies.append(
                f"always @(sample) if ({unequal}) if (!seen[{number}]) begin "
                f'seen[{number}] = 1; $display("differs {number - 1}"); end'
            )
    drive = "\n".join(_stimulus(ports, levels))
    inputs = [p for p in ports if p.direction is Direction.INPUT]
    registers = "".join(f"reg [{p.width - 1}:0] {p.name}; " for p in inputs)
    bench = (
        f"module bench; {registers} event sample; reg [{len(texts)}:0] seen = 0;\n"
        + "\n".join(copies)
        + f'\ninitial begin\n{drive}\n$display("done"); $finish; end\nendmodule\n'
    )
    (folder / "all.sv").write_text("\n".join([*parts, bench]))
    command = [str(find_tool("iverilog")), "-g2012", "-s", "bench", "-o", "all.vvp", "all.sv"]
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    done = subprocess.run([str(find_tool("vvp")), "-n", "all.vvp"], cwd=folder, check=True,
                          capture_output=True, text=True)  # fmt: skip
    assert done.stdout.splitlines()[-1] == "done"
    return sorted(int(number) for number in re.findall(r"differs (\d+)", done.stdout))


def _unequal(port: Port, number: int, test: str) -> str:
    one, other = f"{port.name}_0", f"{port.name}_{number}"
    if test == "!==":
        return f"{one} !== {other}"
    return f"(^{one} !== 1'bx && {one} !== {other})"


def _stimulus(ports: Sequence[Port], levels: str) -> Iterator[str]:
    """Yield statements: every combination where there are few, else random; clocks toggle."""
    inputs = [p for p in ports if p.direction is Direction.INPUT]
    clocks = [p for p in inputs if p.role.kind is RoleKind.CLOCK]
    data = [p for p in inputs if p.role.kind is not RoleKind.CLOCK]
    rng = random.Random(1)
    bits = sum(p.width for p in data)
    if not clocks and len(levels) ** bits <= 1000:
        vectors = ["".join(v) for v in itertools.product(levels, repeat=bits)]
    else:
        vectors = ["".join(rng.choices(levels, weights=(8, 8, 1)[: len(levels)], k=bits))
                   for _ in range(400)]  # fmt: skip
    for number, vector in enumerate(vectors):
        at = 0
        for port in data:
            value = vector[at : at + port.width]
            at += port.width
            if port.role.kind is RoleKind.RESET:
                is_active = number < 2 or rng.random() < 0.05
                value = "1" if is_active != port.role.active_low else "0"
            yield f"{port.name} = {port.width}'b{value};"
        if not clocks:
            yield "#1 -> sample; #1;"
        for clock in clocks:
            yield f"{clock.name} = 0; #1 -> sample; #1 {clock.name} = 1; #1 -> sample; #1;"
