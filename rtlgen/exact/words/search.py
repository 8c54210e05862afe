"""The smallest functions that agree with all samples."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from rtlgen.exact.words.pool import Pool
from rtlgen.exact.words.problem import Problem
from rtlgen.exact.words.terms import Term
from rtlgen.exact.words.trees import Trees


class Effort(Enum):
    """(terms evaluated, sets of samples split) at most."""

    LARGE = (200_000, 8_000)
    SMALL = (60_000, 1_500)


_MAX_COST = 64
_USUAL_ROWS = 256
"""With more samples each step takes longer, and fewer are made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """The smallest functions of a search."""

    terms: tuple[Term, ...]
    """All of one cost, each a different function; the first is to be taken."""
    is_smallest: bool
    """No smaller expression agrees with the samples (of the operators that are searched)."""

    @property
    def cost(self) -> int:
        """Size of the expressions."""
        return self.terms[0].cost


def search(
    problem: Problem, *, max_cost: int | None = None, effort: Effort = Effort.LARGE
) -> Found | None:
    """Find the smallest functions, or None when none of up to `max_cost` was found.

    Expressions are enumerated by size until one fits or the budget is spent; then decisions over
    what was enumerated are tried, in which each branch fits its own samples.

    Args:
        problem: What is sought.
        max_cost: Size of the largest expression; by default one that says less than the samples.
        effort: How long to try; a large one takes some seconds.
    """
    if not problem.rows:
        return None
    if max_cost is None:
        max_cost = largest_cost(problem)
    scale = 1 + len(problem.rows) // _USUAL_ROWS
    terms, splits = (amount // scale for amount in effort.value)
    pool = Pool(problem, budget=terms)
    for cost in range(1, max_cost + 1):
        is_whole = pool.grow()
        if fitting := pool.fitting(cost):
            return _with_decisions(pool, fitting, splits, fitting[0].cost)
        if not is_whole:
            break
    return _with_decisions(pool, [], splits, max_cost)


def largest_cost(problem: Problem) -> int:
    """Size beyond which an expression is as long as the samples, and so explains nothing.

    A unit of cost is worth about two bits: one of some ten operators and leaves, and its place.
    """
    demanded = sum(bit in "01" for _, wanted in problem.rows for bit in wanted)
    return min(_MAX_COST, 4 + demanded // 2)


def _with_decisions(pool: Pool, fitting: list[Term], budget: int, bound: int) -> Found | None:
    """A case may be smaller than the smallest expression, which writes it as choices."""
    trees = Trees(pool, budget=budget)
    decided = trees.best(bound) if bound >= 5 else ()
    terms = _merge([*fitting, *decided])
    if not terms:
        return None
    is_smallest = terms[0].cost <= pool.complete_cost and trees.budget > 0
    return Found(terms=terms, is_smallest=is_smallest)


def _merge(terms: list[Term]) -> tuple[Term, ...]:
    if not terms:
        return ()
    least = min(term.cost for term in terms)
    kept: list[Term] = []
    for term in terms:
        if term.cost == least and all(term.value != other.value for other in kept):
            kept.append(term)
    return tuple(kept)
