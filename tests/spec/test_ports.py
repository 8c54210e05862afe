"""Ports, names and roles in the ways that people write them."""

from __future__ import annotations

import io

import pytest

from rtlgen.errors import SpecError
from rtlgen.spec import Direction, Role, RoleKind, Spec, read_spec


def read(text: str, **options) -> Spec:
    return read_spec("-", stdin=io.BytesIO(text.encode()), **options)


def shape(spec: Spec) -> list[tuple[str, str, int]]:
    return [(port.name, port.direction.value, port.width) for port in spec.ports]


EXPECTED = [("clk", "input", 1), ("a", "input", 8), ("sum", "output", 9)]

WAYS = {
    "bullets with widths behind": """
Implement a module named acc with these ports:

 - input  clk
 - input  a (8 bits)
 - output sum (9 bits)
""",
    "sections with descriptions": """
Module name:
    acc
Input ports:
    clk: Clock signal, rising edge.
    a [7:0]: 8-bit operand.
Output ports:
    sum [8:0]: The total so far.
""",
    "a Verilog header": """
Complete this:

```verilog
module acc (
  input clk,
  input [7:0] a,
  output reg [8:0] sum
);
```
""",
    "declarations in a line": """
# acc

Ports: input clk, input [7:0] a, output [8:0] sum

Adds up.
""",
    "two lists in a line": """
# acc

Inputs: clk, a (8 bits). Outputs: sum (9 bits).
""",
    "one of each in a line": """
# acc

Input: clk. Input: a (8 bits); output: sum [8:0]
""",
    "declarations in a bullet": """
# acc

- Ports: input clk; input [7:0] a; output [8:0] sum
""",
    "directions behind the names": """
# acc

Ports: `clk` (input), `a` (input, 8 bits), `sum` (9-bit output).
""",
    "directions behind colons": """
# acc

Ports: clk: input, a[7:0]: input, sum: 9-bit output
""",
    "definitions in a bullet": """
# acc

- clk: input, a: 8-bit input, sum: 9-bit output
""",
    "a Markdown table": """
# Module acc

| Port | Direction | Width | Description |
|------|-----------|-------|-------------|
| clk  | input     | 1     | clock       |
| a    | input     | 8     | operand     |
| sum  | output    | 9     | total       |
""",
    "YAML front matter": """---
module: acc
ports:
  - {name: clk, direction: input}
  - {name: a, direction: input, width: 8}
  - {name: sum, direction: output, width: 9}
---
It adds.
""",
    "prose": """
The module `acc` has the inputs `clk` and `a`, where `a` is 8 bits wide, and the 9-bit output
`sum`. It adds on each rising edge.
""",
    "prose with the names first": """
In the module `acc`, clk is an input, a is an 8-bit input and sum is a 9-bit output.
""",
}


@pytest.mark.parametrize("text", WAYS.values(), ids=WAYS.keys())
def test_one_interface_in_many_words(text: str) -> None:
    """The same module is read from each way of writing it down."""
    spec = read(text)
    assert spec.name == "acc"
    assert sorted(shape(spec)) == sorted(EXPECTED)
    assert [port.name for port in spec.clocks] == ["clk"]


@pytest.mark.parametrize(
    ("words", "role"),
    [
        (
            "input rst: synchronous reset, active high",
            Role(kind=RoleKind.RESET, asynchronous=False),
        ),
        (
            "input rst_n: active-low asynchronous reset",
            Role(kind=RoleKind.RESET, active_low=True, asynchronous=True),
        ),
        ("input areset", Role(kind=RoleKind.RESET, asynchronous=True)),
        ("input resetn", Role(kind=RoleKind.RESET, active_low=True)),
    ],
)
def test_resets(words: str, role: Role) -> None:
    """Polarity and kind of a reset come from its words, else from its name."""
    spec = read(f"module named m\n\n- input clk\n- {words}\n- output q\n")
    assert [port.role for port in spec.resets] == [role]


def test_a_falling_clock() -> None:
    """A sentence about the negative edge makes that edge the active one."""
    spec = read(
        "module named m\n\n- input clk\n- output q\n\nq changes on the negative edge of clk."
    )
    assert spec.clocks[0].role.active_low


def test_a_flag_beats_the_text() -> None:
    """A module name from the command line is taken."""
    assert read("- input a\n- output y\n", name="given").name == "given"


def test_what_is_assumed_is_said() -> None:
    """An unnamed module and unstated widths are marked."""
    spec = read("- input a\n- output y\n")
    assert [finding.code for finding in spec.findings] == ["SPEC201", "SPEC204"]
    assert all(port.is_assumed for port in spec.ports)


def test_parameters_give_widths() -> None:
    """A width may be an expression of a parameter with a default."""
    spec = read(
        "module named m\n\nParameters:\n  N = 4: size\nInput ports:\n  d [N-1:0]: data\n"
        "Output ports:\n  y [2*N-1:0]: result\n"
    )
    assert shape(spec) == [("d", "input", 4), ("y", "output", 8)]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "Make something nice.\n",
            r"^-: no ports were found; list them, for example `- input  data \(8 bits\)`, or give "
            r"--port$",
        ),
        (
            "- input a\n- input a\n- output y\n",
            r"^-:2: port 'a' is declared twice \(first in line 1\); rename or remove one of the "
            r"two$",
        ),
        (
            "- input a (0 bits)\n- output y\n",
            r"^-:1: port 'a': width must be a positive integer, not 0; write 1 or more$",
        ),
        (
            "- input [0:x] a\n- output y\n",
            r"^-:1: port 'a': range \[0:x\]: 'x' is not a known parameter; write a number, or give "
            r"the parameter a default$",
        ),
        (
            "- input wire_en\n- output case\n",
            r"^-:2: port 'case': the name is a Verilog keyword; rename the port$",
        ),
    ],
)
def test_bad_interfaces(text: str, message: str) -> None:
    """An interface that cannot be is refused with the line and the remedy."""
    with pytest.raises(SpecError, match=message):
        read(text)


def test_directions() -> None:
    """Inout ports are read as such."""
    spec = read("module named m\n\n- input oe\n- inout pad\n- output y\n")
    assert spec.ports[1].direction is Direction.INOUT


def test_a_sentence_with_several_lists() -> None:
    """Another direction begins another list and is no name."""
    spec = read("The module `m` has input clk, input [7:0] d0, output [8:0] q0 and adds up.")
    assert shape(spec) == [("clk", "input", 1), ("d0", "input", 8), ("q0", "output", 9)]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("It has two inputs, a and b, and an output y.", "a b y"),
        ("There is an input a and an output y.", "a y"),
        ("a, b and c are inputs; y is an output.", "a b c y"),
        ("The inputs are a, b and c; the output is y.", "a b c y"),
        ("I/O: inputs a, b; output y", "a b y"),
        ("The output is y_1 when the input is x_1.", "x_1 y_1"),
    ],
)
def test_directions_before_and_behind_names(sentence: str, names: str) -> None:
    """Each name has the direction that is said of it, also one that could be an article."""
    spec = read(f"{sentence}\n")
    read_as = sorted((port.name, port.direction.value) for port in spec.ports)
    expected = [(name, "output" if name[0] == "y" else "input") for name in names.split()]
    assert read_as == expected


@pytest.mark.parametrize("name", ["pin", "port", "signal", "lines"])
@pytest.mark.parametrize("size", ["", " (16 bits)"])
def test_ports_whose_names_are_words_for_ports(name: str, size: str) -> None:
    """Among other ports a word for ports is a name."""
    spec = read(f"module named m\n\n- input a\n- input {name}{size}\n- output y\n")
    width = 16 if size else 1
    assert [(p.name, p.width) for p in spec.ports] == [("a", 1), (name, width), ("y", 1)]


def test_a_table_in_columns_after_a_list_of_ports() -> None:
    """The head of a table that follows `name: what it is` declares nothing again."""
    spec = read(
        "module named m\n\nInput ports:\n    a: 1-bit input.\n    b: 1-bit input.\n\n"
        "Output ports:\n    y: 1-bit output.\n\n    a  b  y\n    0  0  1\n    0  1  0\n"
        "    1  0  0\n    1  1  0\n"
    )
    assert [p.name for p in spec.ports] == ["a", "b", "y"]
    assert [type(artefact).__name__ for artefact in spec.artefacts] == ["TruthTable"]


@pytest.mark.parametrize(
    ("sentence", "name"),
    [
        ("Module `decode3`:", "decode3"),
        ("It is the module `decode3`.", "decode3"),
        ("It is built from a sub-module `half`.", "Decoder"),
    ],
)
def test_a_quoted_module_comes_before_a_heading(sentence: str, name: str) -> None:
    """A title is a guess; a module that is named as such is none."""
    text = f"# Decoder\n\n{sentence}\n\n- input a\n- output y\n"
    assert read_spec("-", stdin=io.BytesIO(text.encode())).name == name
