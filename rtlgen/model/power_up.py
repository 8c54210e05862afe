"""Power-up values for registers that no reset reaches.

A register without a reset is X until something defined is written into it; one that only holds, or
feeds itself, is X for ever in simulation. Where a specification has no reset, each register that a
clocked block writes starts at 0, as in the FPGA and in most reference designs. Nothing that was
defined before changes.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Collection, Iterator
from typing import Final

_COMMENT: Final = re.compile(r"//[^\n]*|/\*.*?\*/", re.DOTALL)
_CLOCKED: Final = re.compile(r"\balways\s*@\s*\([^)]*\b(?:pos|neg)edge\b")
_BLOCK: Final = re.compile(r"\b(?:always|assign|initial|generate|function|task)\b")
_TARGET: Final = re.compile(
    r"(?:^|[;):]|\bbegin\b(?:\s*:\s*\w+)?|\belse\b)\s*(\{[\w\s,\[\]:]*\}|\w+)\s*(?:\[[^\]]*\]\s*)*<="
)
_DECLARED: Final = re.compile(r"\breg\b(?:\s+signed\b)?\s*(?:\[[^\]]*\])?\s*([^;]*);")


def with_power_up(body: str, outputs: Collection[str]) -> str:
    """Return the body of a module with an `initial` block that sets its registers to 0.

    Memories are left as they are, and so is a body that has an `initial` block, and what follows
    the module's own `endmodule`.

    Args:
        body: What stands between the header and the last `endmodule`.
        outputs: Names of the outputs, which the header declares.
    """
    own, end, rest = body.partition("endmodule")
    plain = _COMMENT.sub(" ", own)
    if re.search(r"\binitial\b", plain):
        return body
    known = {*outputs, *_registers(plain)}
    names = [name for name in dict.fromkeys(_written(plain)) if name in known]
    if not names:
        return body
    lines = "".join(f"    {name} = 0;\n" for name in names)
    return f"{own.rstrip()}\n\n  initial begin\n{lines}  end\n{end}{rest}".rstrip("\n")


def _registers(plain: str) -> Iterator[str]:
    """Yield the registers that are declared without a value and are no memories."""
    for names in _DECLARED.findall(plain):
        for name in names.split(","):
            if re.fullmatch(r"\w+", name.strip()):
                yield name.strip()


def _written(plain: str) -> Iterator[str]:
    """Yield the names that clocked blocks assign with `<=`."""
    starts = [found.start() for found in _BLOCK.finditer(plain)] + [len(plain)]
    for start, end in itertools.pairwise(starts):
        block = plain[start:end]
        if _CLOCKED.match(block):
            for target in _TARGET.findall(block):
                yield from re.findall(r"[A-Za-z_]\w*", re.sub(r"\[[^\]]*\]", "", target))
