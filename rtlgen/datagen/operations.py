"""Operations on two words: in Verilog, in words, and as numbers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """A function of two words A and B."""

    name: str
    """Of its constant, in capitals."""
    verilog: str
    """Expression of A and B; M is the number of the top bit."""
    words: str
    """What it gives, said of A and B."""
    value: Callable[[int, int, int], int]
    """The result, not yet cut to the width, from both words and the width."""


def signed(value: int, width: int) -> int:
    """Read a word as a two's complement number."""
    return value - (1 << width) if value >> width - 1 else value


OPERATIONS = (
    Operation(name="ADD", verilog="A + B", words="A + B", value=lambda a, b, _: a + b),
    Operation(name="SUB", verilog="A - B", words="A - B", value=lambda a, b, _: a - b),
    Operation(name="AND", verilog="A & B", words="the bitwise AND of A and B",
               value=lambda a, b, _: a & b),
    Operation(name="OR", verilog="A | B", words="the bitwise OR of A and B",
               value=lambda a, b, _: a | b),
    Operation(name="XOR", verilog="A ^ B", words="the bitwise XOR of A and B",
               value=lambda a, b, _: a ^ b),
    Operation(name="NOR", verilog="~(A | B)", words="the bitwise NOR of A and B",
               value=lambda a, b, _: ~(a | b)),
    Operation(name="NAND", verilog="~(A & B)", words="the bitwise NAND of A and B",
               value=lambda a, b, _: ~(a & b)),
    Operation(name="XNOR", verilog="A ~^ B", words="the bitwise XNOR of A and B",
               value=lambda a, b, _: ~(a ^ b)),
    Operation(name="NOT", verilog="~A", words="the bitwise inverse of A",
               value=lambda a, _, __: ~a),
    Operation(name="PASS", verilog="B", words="B unchanged", value=lambda _, b, __: b),
    Operation(name="INC", verilog="A + 1'b1", words="A + 1", value=lambda a, _, __: a + 1),
    Operation(name="DEC", verilog="A - 1'b1", words="A - 1", value=lambda a, _, __: a - 1),
    Operation(name="NEG", verilog="~A + 1'b1", words="the two's complement of A (0 - A)",
               value=lambda a, _, __: -a),
    Operation(name="SHL", verilog="A << 1", words="A shifted left by one place, a 0 entering",
               value=lambda a, _, __: a * 2),
    Operation(name="SHR", verilog="A >> 1", words="A shifted right by one place, a 0 entering",
               value=lambda a, _, __: a // 2),
    Operation(name="SAR", verilog="{A[M], A[M:1]}",
               words="A shifted right by one place, with its sign bit kept (arithmetic shift)",
               value=lambda a, _, width: signed(a, width) >> 1),
    Operation(name="ROL", verilog="{A[M-1:0], A[M]}", words="A rotated left by one place",
               value=lambda a, _, width: a * 2 + (a >> width - 1)),
    Operation(name="SLTU", verilog="A < B", words="1 if A < B (unsigned numbers), else 0",
               value=lambda a, b, _: int(a < b)),
    Operation(name="SLT", verilog="$signed(A) < $signed(B)",
               words="1 if A < B (two's complement numbers), else 0",
               value=lambda a, b, width: int(signed(a, width) < signed(b, width))),
    Operation(name="EQ", verilog="A == B", words="1 if A equals B, else 0",
               value=lambda a, b, _: int(a == b)),
    Operation(name="MAX", verilog="(A > B) ? A : B",
               words="the larger of A and B (unsigned numbers)", value=lambda a, b, _: max(a, b)),
)  # fmt: skip
