"""Mistakes that a designer or a language model makes, one function each.

    expressions.py   operators, inversions, concatenations     constants.py  numbers
    conditions.py    if and `?:`                                cases.py      case items
    sensitivity.py   edges and lists                            resets.py     polarity, value
    assignments.py   blocking, deleted, stuck                   ranges.py     off by one
    names.py         other signals, states, connections         kind.py       the types

Where two operators write the same text the earlier one in `OPERATORS` owns the mutant, so the
more telling ones stand first.
"""

from __future__ import annotations

from typing import Final

from rtlgen.mutation.operators import (
    assignments,
    cases,
    conditions,
    constants,
    expressions,
    names,
    ranges,
    resets,
    sensitivity,
)
from rtlgen.mutation.operators.kind import Group, Operator

OPERATORS: Final = tuple(
    Operator(name=find.__name__.replace("_", "-"), group=group, find=find)
    for group, finds in (
        (Group.RESETS, (resets.reset_polarity, resets.reset_value, resets.drop_reset)),
        (Group.SENSITIVITY, (sensitivity.clock_edge, sensitivity.drop_event,
                             sensitivity.add_event)),
        (Group.NAMES, (names.state_transition, names.signal_substitution,
                       names.swapped_connections)),
        (Group.CASES, (cases.swap_case_bodies, cases.drop_case_item, cases.drop_case_default,
                       cases.case_kind)),
        (Group.CONDITIONS, (conditions.negate_condition, conditions.swap_branches,
                            conditions.stuck_condition, conditions.drop_else)),
        (Group.ASSIGNMENTS, (assignments.stuck_output, assignments.blocking_kind,
                             assignments.delete_statement)),
        (Group.RANGES, (ranges.comparison_boundary, ranges.select_off_by_one,
                        ranges.range_bound, ranges.declared_range)),
        (Group.CONSTANTS, (constants.constant,)),
        (Group.EXPRESSIONS, (expressions.binary_operator, expressions.unary_operator,
                             expressions.missing_inversion, expressions.concatenation_order,
                             expressions.swapped_operands)),
    )
    for find in finds
)  # fmt: skip
"""All operators in their fixed order."""


def in_groups(*groups: Group) -> tuple[Operator, ...]:
    """Return the operators of some groups."""
    return tuple(operator for operator in OPERATORS if operator.group in groups)


__all__ = ["OPERATORS", "Group", "Operator", "in_groups"]
