"""What the small model reads and writes."""

from __future__ import annotations

import io
import random
import re

import pytest

from rtlgen.datagen.example import write_examples
from rtlgen.datagen.families import families
from rtlgen.model import module_of, write_body, write_prompt
from rtlgen.model.marks import MARKS, mark_prose, unmark_verilog
from rtlgen.spec import Spec, read_spec

TEXT = """\
Please write the module `mux2`. It has the following ports:

 - input  a (8 bits)
 - input  b (8 bits)
 - input  sel
 - output y (8 bits)

While `sel` is 0, `y` is **`a`**; else b.
"""
A, B, SEL, Y = MARKS[:4]


def spec_of(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()), name=None)


def test_ports_come_first_and_once() -> None:
    """Lists of ports, marks and blank lines go; what is said of the function stays."""
    assert write_prompt(spec_of(TEXT)) == (
        f"<|spec|>input [7:0] {A}a, input [7:0] {B}b, input {SEL}sel, output [7:0] {Y}y\n"
        f"While {SEL} is 0, {Y} is {A}; else {B}.\n<|code|>"
    )


def test_a_line_that_says_how_a_port_behaves_stays() -> None:
    """Polarity is not in the header."""
    prompt = write_prompt(spec_of("Module m.\n- input rst: reset, active low\n- output q\n\nA."))
    assert "active low" in prompt
    assert f"output {B}q\n" in prompt


@pytest.mark.parametrize(
    ("sentence", "is_kept"),
    [
        ("I would like you to write a module named mux2 with the following interface.", False),
        ("All input and output ports are one bit unless otherwise specified.", False),
        ("Implement the circuit described by the table below.", True),
        ("The output is the input.", True),
        ("The module adds.", True),
    ],
)
def test_requests_without_content_go(sentence: str, is_kept: bool) -> None:
    """Sentences that say nothing but "a module with these ports" cost tokens only."""
    prompt = write_prompt(spec_of(f"{TEXT}\n{sentence} It is synchronous.\n"))
    assert (sentence in prompt) == is_kept
    assert "It is synchronous." in prompt


def test_sentences_are_joined_before_they_are_read() -> None:
    """A text that is broken into lines loses no half sentences."""
    text = f"{TEXT}\nAll ports of the module are of one bit, unless\nspecified. It is."
    assert write_prompt(spec_of(text)).endswith(f"else {B}.\nIt is.\n<|code|>")


def test_the_head_of_a_table_stays() -> None:
    """It lists ports, but says in which column each is."""
    table = "| a | b | y |\n|---|---|---|\n| 0 | 1 | 1 |\n"
    assert f"| {A} | {B} | {Y} |\n| 0 | 1 | 1 |" in write_prompt(spec_of(TEXT + "\n" + table))


@pytest.mark.parametrize(
    ("prose", "marked"),
    [
        ("y is a and b", "3 is 0 and 1"),
        ("y is a register", "3 is a register"),
        ("a register `a`, a + b", "a register `0`, 0 + 1"),
        ("sel=8'hb, b0, a[0], xa", "2=8'hb, b0, 0[0], xa"),
    ],
)
def test_small_words_are_ports_where_they_do_not_read_as_english(prose: str, marked: str) -> None:
    """The article is no port, and neither are digits of a number or parts of a word."""
    found = mark_prose(spec_of(TEXT), prose)
    for number, mark in enumerate((A, B, SEL, Y)):
        found = found.replace(mark, str(number))
    assert found == marked


def test_a_name_of_the_bodys_own_gives_way_to_a_port() -> None:
    """The model does not know the names; its own must not meet them."""
    body = f"wire a; wire a_;\nassign a = {A};\nsub s(.a({B}));\nendmodule\nmodule sub(input a);"
    assert unmark_verilog("ab", body) == (
        "wire a__; wire a_;\nassign a__ = a;\nsub s(.a(b));\nendmodule\nmodule sub(input a);"
    )


def test_a_mark_without_a_port_is_a_name_without_a_declaration() -> None:
    """Lint names it."""
    assert unmark_verilog("ab", f"assign {A} = {Y};") == "assign a = unknown_port;"


@pytest.mark.parametrize(
    ("body", "is_declared"),
    [
        ("wire [7:0] r = {b, b} >> 1;", False),
        ("wire r = f(a, {2{b, b}}), s = (b && (a, b));", False),
        ("wire r = b, s;", False),
        ("wire r = {a, a}, b = 1;", True),
        ("reg [3:0] s, b;", True),
        ("reg b;", True),
    ],
)
def test_only_what_is_declared_gives_way(body: str, is_declared: bool) -> None:
    """A port within the value of a declaration is used there, not declared."""
    assert ("b_" in unmark_verilog("ab", body)) == is_declared


def test_characters_of_marks_in_a_text_are_no_ports() -> None:
    """A specification cannot smuggle marks in."""
    assert Y not in write_prompt(spec_of(TEXT.replace("`y`", Y))).split("\n")[1]


@pytest.mark.parametrize(
    ("body", "declared"),
    [
        ("assign y = a;", "output [7:0] y"),
        ("always @* y = a;", "output reg [7:0] y"),
        ("always @(posedge sel) y[3:0] <= a;", "output reg [7:0] y"),
        ("always @* {c, y} = a + b;", "output reg [7:0] y"),
        ("assign y = q; always @(posedge sel) if (y <= 3) q <= a;", "output [7:0] y"),
        ("// y <= a\nassign y = a;", "output [7:0] y"),
        ("sub s(a, y);\nendmodule\nmodule sub(input a, output reg y);\nalways @* y = a;",
         "output [7:0] y"),
    ],
)  # fmt: skip
def test_outputs_are_declared_as_they_are_written(body: str, declared: str) -> None:
    """An output that a block assigns is a `reg`, all others are wires."""
    verilog = module_of(spec_of(TEXT), f"{body}\n<|end|> and what comes after")
    assert f"  {declared}\n);\n{body}\nendmodule\n" in verilog


def parts(verilog: str) -> tuple[set[str], str]:
    """Return the declared ports, in no order, and the rest without power-up values."""
    head, _, body = verilog.partition(");\n")
    body = re.sub(r"\n\n  initial begin\n(?:    \w+ = 0;\n)+  end(?=\nendmodule)", "", body)
    return {port.strip() for port in head.partition("(\n")[2].split(",")}, body


def test_modules_come_back_as_they_were() -> None:
    """Cut into prompt and body and put together again, each example is what it was."""
    for number, (name, draw) in enumerate(families().items()):
        drawn = draw(random.Random(number))
        for example in write_examples(drawn, 2, random.Random(number), design=number):
            spec = spec_of(example.prompt)
            again = module_of(spec, write_body(spec, example.verilog))
            (ports, body), (true_ports, true_body) = map(parts, (again, example.verilog))
            assert (ports, body.split()) == (true_ports, true_body.split()), name


def test_a_text_without_a_header_is_refused() -> None:
    """Only modules of ours can be cut."""
    with pytest.raises(ValueError, match=r"^not a module with a header of its own$"):
        write_body(spec_of(TEXT), "module m;\nendmodule\n")


BROKEN = """\
The module should implement a counter of decades that counts from 0 through
9, then begins anew at 0. Its second input, which is the reset and comes from
(for example) a button, is active high. The counter is a small one and has
input and output registers. When it is full:
1. it stops
2. it says so
"""


def test_lines_that_were_broken_off_are_joined() -> None:
    """Whatever letter the next begins with; short lines and lists end where they end."""
    prompt = write_prompt(spec_of(f"{TEXT}\n{BROKEN}"))
    assert "counts from 0 through 9, then begins anew" in prompt
    assert "comes from (for example) a button" in prompt
    assert "has input and output registers. When it is full:\n1. it stops\n2. it says" in prompt


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("The result is a * b.", f"The result is {A} * {B}."),
        ("It is 2*a, or *never* b*sel.", f"It is 2*{A}, or never {B}*{SEL}."),
        ("* first\n* second", "- first\n- second"),
        ("Both 'a' and 'b.' count.", f"Both {A} and {B}. count."),
        ("Take _a[3]_ and 'b[1:0]'.", f"Take {A}[3] and {B}[1:0]."),
        ("Use always @(*).", "Use always @(*)."),
    ],
)
def test_stars_and_quotes_are_layout_only_where_they_are_none_of_verilog(
    text: str, read: str
) -> None:
    """A product stays one; a name between quotes is the port."""
    assert f"\n{read}\n<|code|>" in write_prompt(spec_of(f"{TEXT}\n{text}\n"))
