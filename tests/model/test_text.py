"""What the small model reads and writes."""

from __future__ import annotations

import io
import random

import pytest

from rtlgen.datagen.example import write_examples
from rtlgen.datagen.families import families
from rtlgen.model import module_of, write_body, write_prompt
from rtlgen.spec import Spec, read_spec

TEXT = """\
Please write the module `mux2`. It has the following ports:

 - input  a (8 bits)
 - input  b (8 bits)
 - input  sel
 - output y (8 bits)

While `sel` is 0, `y` is **a**; else b.
"""


def spec_of(text: str) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()), name=None)


def test_ports_come_first_and_once() -> None:
    """Lists of ports, marks and blank lines go; what is said of the function stays."""
    assert write_prompt(spec_of(TEXT)) == (
        "<|spec|>input [7:0] a, input [7:0] b, input sel, output [7:0] y\n"
        "Please write the module mux2. It has the following ports:\n"
        "While sel is 0, y is a; else b.\n<|code|>"
    )


def test_a_line_that_says_how_a_port_behaves_stays() -> None:
    """Polarity is not in the header."""
    prompt = write_prompt(spec_of("Module m.\n- input rst: reset, active low\n- output q\n\nA."))
    assert "active low" in prompt
    assert "output q\nModule" in prompt


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
    """Return the declared ports, in no order, and the rest."""
    head, _, body = verilog.partition(");\n")
    return {port.strip() for port in head.partition("(\n")[2].split(",")}, body


def test_modules_come_back_as_they_were() -> None:
    """Cut into prompt and body and put together again, each example is what it was."""
    for number, (name, draw) in enumerate(families().items()):
        drawn = draw(random.Random(number))
        for example in write_examples(drawn, 2, random.Random(number), design=number):
            spec = spec_of(example.prompt)
            again = module_of(spec, write_body(example.verilog))
            (ports, body), (true_ports, true_body) = map(parts, (again, example.verilog))
            assert (ports, body.split()) == (true_ports, true_body.split()), name


def test_a_text_without_a_header_is_refused() -> None:
    """Only modules of ours can be cut."""
    with pytest.raises(ValueError, match=r"^not a module with a header of its own$"):
        write_body("module m;\nendmodule\n")
