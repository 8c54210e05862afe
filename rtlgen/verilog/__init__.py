"""Verilog text: what it declares, and how to find it in a completion.

    read.py     a text → its top module with ports, parameters and roles
    extract.py  a completion of a language model → the Verilog in it
    syntax.py   adapter to pyslang: elaboration and diagnostics
    ports.py    ports and parameters of an elaborated module
    roles.py    which inputs are clocks and resets
    limits.py   size and nesting, before any parser sees a text
    codes.py    diagnostics of pyslang → our rule codes
    errors.py   the one exception
    design.py   the type

Not covered: several files, `include, libraries, encrypted blocks, interface and real ports.
"""

from __future__ import annotations

from rtlgen.verilog.design import Design
from rtlgen.verilog.errors import VerilogError
from rtlgen.verilog.extract import extract_verilog
from rtlgen.verilog.read import read_design

__all__ = ["Design", "VerilogError", "extract_verilog", "read_design"]
