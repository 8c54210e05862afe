"""The style that a table calls for: one line of a `case` for each row.

A model can copy it from the table, as a person would; a formula it would have to find out.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence

from rtlgen.datagen.drawn import Drawn
from rtlgen.datagen.writers.tables import has_table, rows

STYLE = "table"


def with_table(drawn: Drawn) -> Drawn:
    """Add the style where a truth table can be written and leaves nothing open."""
    table = list(rows(drawn)) if has_table(drawn) else []
    if not table or any("x" in cell for _, out in table for cell in out):
        return drawn
    return dataclasses.replace(
        drawn,
        bodies={**drawn.bodies, STYLE: _body(drawn, table)},
        registers={**drawn.registers, STYLE: frozenset(port.name for port in drawn.outputs)},
    )


def _body(drawn: Drawn, table: Sequence[tuple[list[str], list[str]]]) -> str:
    inputs, outputs = (
        _together([port.name for port in ports]) for ports in (drawn.inputs, drawn.outputs)
    )
    lines = [
        f"            {_literal(left)}: {outputs} = {_literal(right)};" for left, right in table
    ]
    return "\n".join(
        ["    always @(*)", f"        case ({inputs})", *lines, "        endcase", ""]
    )  # fmt: skip


def _together(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{{{', '.join(names)}}}"


def _literal(cells: list[str]) -> str:
    bits = "".join(cells)
    return f"{len(bits)}'b{bits}"
