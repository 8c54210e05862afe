"""The text that tools are given: tokens, and nothing that could be read in two ways."""

from __future__ import annotations

import subprocess
from pathlib import Path

from rtlgen.sandbox import find_tool
from rtlgen.verilog.plain import plain_text
from rtlgen.verilog.syntax import compile_text

TRICKY = """`timescale 1ns/1ps
`default_nettype none
`define MINUS(x) -x
`define WIDTH 4
`define BOTH(p, q) p /* and */ + q // sum
module m #(parameter N = `WIDTH) (input wire [N-1:0] a, output wire [N-1:0] y, output reg z);
  /* a comment
     of two lines */ wire/**/[3:0]w;
  assign w = a `MINUS(-a);
  assign y = `BOTH(w, 4 'b 0001);
  (* keep *) wire k = a[0];
  always @(*) z = k ? 1'b1 : '0;
endmodule
"""


def plain(text: str) -> str:
    compiled = compile_text(text)
    assert not compiled.errors
    return plain_text(compiled)


def test_macros_directives_and_comments_are_gone() -> None:
    """Nothing is left that a preprocessor or a reader of comments could obey."""
    assert not [mark for mark in ("`", "//", "/*", "comment") if mark in plain(TRICKY)]


def test_tokens_stay_on_their_lines() -> None:
    """A message about the plain text names the line of the original."""
    lines = plain(TRICKY).split("\n")
    assert lines[9] == "assign y = w + 4'b0001 ;"
    assert [number for number, line in enumerate(lines, 1) if "always" in line] == [12]


def test_expansion_does_not_glue_tokens_together() -> None:
    """Two minus signs from a macro and its argument do not become a decrement, as in Icarus 11."""
    assert "a - -a" in plain(TRICKY)


def test_the_plain_text_means_the_same(tmp_path: Path) -> None:
    """Icarus makes the same program of both texts; it would glue `--` together itself."""
    original = TRICKY.replace("`MINUS(-a)", "`MINUS(a)")
    programs = []
    for name, text in (("a", original), ("b", plain(original))):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "m.v").write_text(text)
        (folder / "t.v").write_text("`timescale 1ns/1ps\n")
        command = [find_tool("iverilog"), "-g2012", "-o", "m.vvp", "t.v", "m.v"]
        subprocess.run(command, cwd=folder, check=True)
        code = (folder / "m.vvp").read_text().splitlines()
        programs.append([line for line in code if "L_0x" not in line and "0x" not in line])
    assert programs[0] == programs[1]
