"""Yosys turns a design into logic, Z3 proves or refutes.

    prove.py   equivalence with a reference, vectors as constraints
    worker.py  the child process around Yosys
    codes.py   pages of the rule codes

Not covered: registers, latches, memories and combinational loops; such designs are SKIPPED with
the construct, and simulation alone decides them.
"""

from __future__ import annotations

from rtlgen.formal.prove import prove_equivalent, prove_obligations

__all__ = ["prove_equivalent", "prove_obligations"]
