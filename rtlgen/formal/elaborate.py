"""Let Yosys turn Verilog into a flat netlist. Runs in the child process of `worker.py`."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rtlgen.formal.netlist import Netlist, read_netlist

_PASSES = (
    "proc",
    "flatten",
    "opt_expr -keepdc",
    "memory_collect",
    "memory_map",
    "opt_expr -keepdc",
    "opt_clean",
)
_BLOCKS = re.compile(r"\balways_(?:comb|latch|ff)\b")
_AS_PLAIN = {"always_comb": "always @*", "always_latch": "always @*", "always_ff": "always"}
_COMMENT = re.compile(r'//[^\n]*|/\*.*?\*/|"(?:[^"\\\n]|\\.)*"', re.DOTALL)


def elaborate(verilog: str, top: str, *, is_split: bool = False) -> Netlist:
    """Return the netlist of a design. Yosys ends this process when it refuses the text.

    Args:
        verilog: Source text of all modules.
        top: Name of the top module.
        is_split: Cut words into bits, for logic that is a loop of words but none of bits.

    Raises:
        Unsupported: see `read_netlist`.
    """
    from pyosys import libyosys as ys

    Path("design.v").write_text(_plain_blocks(verilog))
    design = ys.Design()
    split = ("splitcells", "opt_clean") if is_split else ()
    for command in (
        "read_verilog -sv design.v",
        f"hierarchy -check -top {top}",
        *_PASSES,
        *split,
        "write_json netlist.json",
    ):
        ys.run_pass(command, design)
    return read_netlist(json.loads(Path("netlist.json").read_text())["modules"][top])


def _plain_blocks(verilog: str) -> str:
    """Write `always_comb` and its like as plain blocks.

    Yosys ends its process where an `always_comb` infers a latch; what a latch does is modelled.
    """

    def code(text: str) -> str:
        return _BLOCKS.sub(lambda match: _AS_PLAIN[match[0]], text)

    parts, start = [], 0
    for comment in _COMMENT.finditer(verilog):
        parts += [code(verilog[start : comment.start()]), comment[0]]
        start = comment.end()
    return "".join([*parts, code(verilog[start:])])
