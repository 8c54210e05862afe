"""Other ways to say the same, one function each; its docstring says why they are equal.

    logic.py      gates and comparisons         order.py   operands and case items
    control.py    if, `?:`, case                wires.py   names and intermediate wires
    blocks.py     kinds of blocks               states.py  codes of states
    registers.py  what registers hold           kind.py    the types
    purity.py     what may be moved

How exact each of them is stands in `REWRITINGS`.
"""

from __future__ import annotations

from typing import Final

from rtlgen.mutation.rewritings import (
    blocks,
    control,
    logic,
    order,
    registers,
    states,
    wires,
)
from rtlgen.mutation.rewritings.kind import Exactness, Rewriting

REWRITINGS: Final = tuple(
    Rewriting(name=find.__name__.replace("_", "-"), exactness=exactness, find=find)
    for exactness, finds in (
        (
            Exactness.FOUR_STATE,
            (
                logic.de_morgan, logic.double_negation, logic.xor_expansion,
                logic.negated_comparison, logic.reduction_dual, logic.negative_addend,
                order.commuted_operands, order.case_order,
                control.inverted_ternary, control.split_condition, control.case_as_ifs,
                wires.renamed_signal, wires.split_assign, wires.hoisted_operand,
                blocks.always_comb, blocks.assign_as_always, registers.inverted_register,
            ),
        ),
        (Exactness.KNOWN_VALUES, (control.inverted_if, states.permuted_codes)),
    )
    for find in finds
)  # fmt: skip
"""All rewritings in their fixed order."""

__all__ = ["REWRITINGS", "Exactness", "Rewriting"]
