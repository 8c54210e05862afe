"""Let Yosys turn Verilog into a flat netlist. Runs in the child process of `worker.py`."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from rtlgen.formal.memory import expand_memory
from rtlgen.formal.netlist import MEMORY, NetCell, Netlist, read_netlist

_FIRST_NEW_NET = 1 << 40
"""Yosys numbers its nets from 2 on."""

_PASSES = (
    "proc",
    "flatten -noscopeinfo",
    "opt_expr -keepdc",
    "memory_collect",
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
    module = json.loads(Path("netlist.json").read_text())["modules"][top]
    return _without_memories(read_netlist(module), module)


def _without_memories(netlist: Netlist, module: Mapping[str, Any]) -> Netlist:
    """Replace each memory by registers, see `memory.py`."""
    fresh = itertools.count(_FIRST_NEW_NET)
    cells: list[NetCell] = []
    initial = dict(netlist.initial)
    for cell in netlist.cells:
        if cell.type != MEMORY:
            cells.append(cell)
            continue
        made, start = expand_memory(cell, module["cells"][cell.name]["parameters"], fresh)
        cells += made
        initial |= start
    return dataclasses.replace(netlist, cells=tuple(cells), initial=initial)


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
