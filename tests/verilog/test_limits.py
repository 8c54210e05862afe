"""Texts that no parser may see, and how fast that is known."""

from __future__ import annotations

import time

import pytest

from rtlgen.verilog.limits import check_limits
from rtlgen.verilog.macros import expanded_length

DOUBLING = "`define A0 xy\n" + "".join(f"`define A{i} `A{i - 1} `A{i - 1}\n" for i in range(1, 40))
NESTED = "`define D(x) x x\nmodule m; wire " + "`D(" * 40 + "a" + ")" * 40 + "; endmodule\n"
CHAIN = "".join(f"`define B{i} `B{i - 1}\n" for i in range(1, 100)) + "module m; `B99 endmodule\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "the text is empty"),
        ("module m;\nendmodule\n\0", "this is not text: a NUL byte or an undecodable one"),
        ("x" * 1_100_000, "the text has 1100000 bytes, at most 1048576 are read"),
        ("begin " * 300, "nesting is deeper than 200 levels"),
        (DOUBLING + "module m; `A39 endmodule", "macros expand the text to more than 4194304 "
         "characters"),
        (NESTED, "macros expand the text to more than 4194304 characters"),
        (CHAIN, "macros use each other more than 64 levels deep"),
        ("`define A `A\nmodule m; `A endmodule", "macros use each other more than 64 levels deep"),
    ],
)  # fmt: skip
def test_what_no_parser_may_see(text: str, message: str) -> None:
    """Size, nesting and expansion are bounded before anything is parsed."""
    assert [finding.message for finding in check_limits(text)] == [message]


def test_usual_macros_are_within_the_limits() -> None:
    """Constants and small functions as macros are usual."""
    text = "`define W 8\n`define MAX(a, b) ((a) > (b) ? (a) : (b))\n" + "".join(
        f"wire [`W-1:0] w{i} = `MAX(`MAX(1, {i}), `W);\n" for i in range(200)
    )
    assert check_limits(f"module m;\n{text}endmodule\n") == ()


def test_the_bound_is_not_below_the_length() -> None:
    """The bound counts each argument as often as the macro repeats it."""
    expanded = "wire a a a b ;"
    text = "`define T(x, y) x x x y\n`define U(x) `T(x, b)\nwire `U(a) ;"
    assert len(expanded) <= expanded_length(text) < 100


@pytest.mark.parametrize(
    "piece", ["/* ", '"', '"\\', "`", "`define A(", "// ", "\\\n", "x `define A y\n", "a\n"]
)
def test_hostile_repetition_takes_linear_time(piece: str) -> None:
    """A text of one megabyte is judged in seconds, whatever it repeats."""
    started = time.process_time()
    check_limits(piece * (1_000_000 // len(piece)))
    assert time.process_time() - started < 8
