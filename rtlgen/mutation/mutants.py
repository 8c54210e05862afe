"""All mutants of a design, or some of them drawn by a seed."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.errors import UsageError
from rtlgen.mutation.operators import OPERATORS, Group, Operator
from rtlgen.mutation.source import Source


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """A design with one mistake in it, or so we hope: some mutants are equal to the original."""

    operator: str
    """Name of the mutation operator, for example `clock-edge`."""
    group: Group
    line: int
    """1-based line of the original that was changed."""
    description: str
    """What was changed, for example "`&` → `|`"."""
    verilog: str


def mutants(
    verilog: str, *, top: str | None = None, operators: Sequence[Operator] = OPERATORS
) -> Iterator[Mutant]:
    """Yield every mutant of a design, in a fixed order and each text once.

    A change is left out where the result doesn't elaborate in pyslang, or where the ports of the
    top module are no longer the same (a changed parameter may do both): such a mutant says
    nothing about behaviour. Whether Icarus and Yosys take it isn't tried.

    Args:
        verilog: All modules of the design, trusted: it's parsed in this process.
        top: Name of the top module; None = the only one that no other instantiates.
        operators: Kinds of mistakes, see `rtlgen.mutation.operators.in_groups`.

    Raises:
        UsageError: the design itself doesn't elaborate.
    """
    source = Source(verilog, top=top)
    seen = {verilog}
    for operator in operators:
        for change in operator.find(source):
            text = source.apply(change)
            if text in seen:
                continue
            seen.add(text)
            if has_same_interface(text, source):
                yield Mutant(
                    operator=operator.name, group=operator.group, line=change.line,
                    description=change.description, verilog=text,
                )  # fmt: skip


def has_same_interface(verilog: str, original: Source) -> bool:
    """Whether a changed text elaborates and its top module has the same ports."""
    try:
        changed = Source(verilog, top=original.top.name)
    except UsageError:
        return False

    def interface(source: Source) -> list[tuple[str, str, int, bool]]:
        return [(p.name, p.direction, p.width, p.is_signed) for p in source.ports]

    return interface(changed) == interface(original)


def sample_mutants(
    verilog: str,
    count: int,
    *,
    seed: int,
    top: str | None = None,
    operators: Sequence[Operator] = OPERATORS,
) -> tuple[Mutant, ...]:
    """Draw mutants, every operator that applies as often as the others while it has some left.

    Args:
        verilog: See `mutants`.
        count: How many; fewer come back where the design has fewer.
        seed: The same seed draws the same mutants.
        top: See `mutants`.
        operators: See `mutants`.

    Raises:
        UsageError: the design itself doesn't elaborate.
    """
    rng = random.Random(seed)  # noqa: S311 - a choice, not a secret
    left: dict[str, list[Mutant]] = {}
    for mutant in mutants(verilog, top=top, operators=operators):
        left.setdefault(mutant.operator, []).append(mutant)
    drawn: list[Mutant] = []
    while left and len(drawn) < count:
        order = list(left)
        rng.shuffle(order)
        for name in order:
            if len(drawn) < count:
                drawn.append(left[name].pop(rng.randrange(len(left[name]))))
            if not left[name]:
                del left[name]
    return tuple(drawn)
