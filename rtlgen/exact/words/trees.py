"""Decisions over the terms of a pool: `if` trees and `case` statements.

An expression with several choices soon is too large to be met by enumeration. But each branch
only has to be right for its own samples, so the branches are found apart and put together.

Sources: R. Alur, A. Radhakrishna, A. Udupa, "Scaling enumerative program synthesis via divide and
conquer", TACAS 2017 (decision trees over enumerated terms and predicates).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from rtlgen.exact.words.pool import MAX_OTHERS, Pool
from rtlgen.exact.words.terms import OPERATION, Term

MAX_PREDICATES = 120
MAX_DEPTH = 4
_MAX_LABELS = 32
_MAX_ARMS = 24
"""Terms that are tried as the default of a case, and as the arm of a label."""
_MAX_COVERING = 200
"""Terms that are looked at for the samples of one label, the cheapest first."""
_Cover: TypeAlias = tuple[int, frozenset[int], Term]
"""Cost, the labels for which a term is right, the term."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Leaf:
    """Terms of the goal's width that are right in the same samples."""

    cost: int
    right: int
    """A 1 in each sample's lane in which they are right."""
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Split:
    """A predicate and the samples in which it holds."""

    term: Term
    holds: int
    known: int


class Trees:
    """Searches decisions over a pool that is not grown any more."""

    def __init__(self, pool: Pool, *, budget: int) -> None:
        """Collect leaves and predicates.

        Args:
            pool: The terms.
            budget: Sets of samples that may be looked at.
        """
        self.pool = pool
        self.budget = budget
        self._leaves = self._collect_leaves()
        self._right_at = self._index_leaves()
        self._splits = self._collect_splits()
        self._selectors = [
            (term, self.pool.lanes.unpack(term.value)) for term in self._collect_selectors()
        ]
        self._covering_known: dict[int, list[_Leaf]] = {}
        self._known: dict[tuple[int, int], tuple[int, tuple[Term, ...]]] = {}

    def best(self, bound: int) -> tuple[Term, ...]:
        """Return the cheapest decisions of at most `bound`, up to four that differ; or none.

        First the shallowest decisions of any cost, then whether cheaper ones are deeper: small
        bounds cut nearly everything off.
        """
        whole = self.pool.counted
        found: tuple[Term, ...] = ()
        for depth in range(MAX_DEPTH + 1):
            found = self._solve(whole, bound, depth)
            if found:
                break
        for limit in range(1, found[0].cost + 1 if found else 0):
            if cheaper := self._solve(whole, limit, MAX_DEPTH):
                return self._distinct([*cheaper, *found])
        return found

    def _collect_leaves(self) -> list[_Leaf]:
        found: dict[int, list[Term]] = {}
        pool = self.pool
        for term in pool.terms(pool.problem.width):
            right = pool.counted & ~pool.wrong(term)
            if not right:
                continue
            known = found.setdefault(right, [])
            if not known or (term.cost == known[0].cost and len(known) <= MAX_OTHERS):
                known += [term, *term.others]
        leaves = [
            _Leaf(cost=terms[0].cost, right=right, terms=tuple(terms[: MAX_OTHERS + 1]))
            for right, terms in found.items()
        ]
        return sorted(leaves, key=lambda leaf: leaf.cost)

    def _index_leaves(self) -> dict[int, list[_Leaf]]:
        """Return lane → the leaves that are right there, cheapest first."""
        index: dict[int, list[_Leaf]] = {}
        for leaf in self._leaves:
            left = leaf.right
            while left:
                lane = left & -left
                index.setdefault(lane, []).append(leaf)
                left ^= lane
        return index

    def _collect_splits(self) -> list[_Split]:
        found: dict[tuple[int, int], _Split] = {}
        counted = self.pool.counted
        for term in self.pool.terms(1):
            known = counted & ~term.unknown
            holds = term.value & known
            if not holds or holds == known or (known ^ holds, known) in found:
                continue
            found.setdefault((holds, known), _Split(term=term, holds=holds, known=known))
            if len(found) >= MAX_PREDICATES:
                break
        return list(found.values())

    def _collect_selectors(self) -> Iterator[Term]:
        """Ports of two to five bits, and up to three single bits side by side."""
        pool = self.pool
        names = {variable.name: variable for variable in pool.problem.variables}
        bits = []
        for width in range(1, 6):
            for term in pool.terms(width):
                if term.op == "leaf" and term.text in names and names[term.text].cost == 1:
                    if width == 1:
                        bits.append(term)
                    else:
                        yield term
        for count in (2, 3):
            for chosen in itertools.permutations(bits, count):
                joined = chosen[0]
                for bit in chosen[1:]:
                    cost = joined.cost + bit.cost
                    joined = pool.compose("concat", joined.width + 1, cost, (joined, bit))
                if list(chosen) == sorted(chosen, key=bits.index):
                    yield joined

    def _solve(self, samples: int, bound: int, depth: int) -> tuple[Term, ...]:
        """Return the cheapest terms that are right in `samples`, all of one cost."""
        key = (samples, depth)
        tried, known = self._known.get(key, (-1, ()))
        if known:
            return known if known[0].cost <= bound else ()
        if tried >= bound or self.budget <= 0:
            return ()
        self.budget -= 1
        found = self._case(samples, self._leaf(samples, bound), bound)
        if depth > 0:
            found = self._split(samples, found, bound, depth)
        if self.budget > 0:
            self._known[key] = (bound, found)
        return found

    def _leaf(self, samples: int, bound: int) -> tuple[Term, ...]:
        able = self._covering(samples)
        if not able or able[0].cost > bound:
            return ()
        return self._distinct([t for leaf in able if leaf.cost == able[0].cost for t in leaf.terms])

    def _split(
        self, samples: int, found: tuple[Term, ...], bound: int, depth: int
    ) -> tuple[Term, ...]:
        """A decision list: one side of each test is a leaf or a case, the other goes on."""
        kept = list(found)
        for split in self._splits:
            limit = kept[0].cost if kept else bound
            price = OPERATION + split.term.cost
            if price + 2 > limit:
                break
            holds = samples & split.holds
            if samples & ~split.known or not holds or holds == samples:
                continue
            others = samples & ~holds
            for yes, no in self._sides(holds, others, limit - price, depth):
                cost = price + yes.cost + no.cost
                tests = (split.term, *split.term.others)
                kept += [self._choose(cost, test, yes, no) for test in tests]
            kept = list(self._distinct(kept))
        return self._distinct(kept)

    def _sides(
        self, holds: int, others: int, bound: int, depth: int
    ) -> Iterator[tuple[Term, Term]]:
        """Yield pairs of terms for both sides of a test, together of at most `bound`."""
        for yes in self._solve(holds, bound - 1, 0):
            for no in self._solve(others, bound - yes.cost, depth - 1):
                yield yes, no
        if depth > 1:
            for no in self._solve(others, bound - 1, 0):
                for yes in self._solve(holds, bound - no.cost, depth - 1):
                    yield yes, no

    def _choose(self, cost: int, test: Term, yes: Term, no: Term) -> Term:
        return self.pool.compose("?", self.pool.problem.width, cost, (test, yes, no))

    def _case(self, samples: int, found: tuple[Term, ...], bound: int) -> tuple[Term, ...]:
        kept = list(found)
        for selector, labels in self._selectors:
            limit = kept[0].cost if kept else bound
            lanes = self.pool.lanes
            if samples & lanes.is_nonzero(selector.unknown, selector.width):
                continue
            groups = self._groups(labels, samples)
            if not 3 <= len(groups) <= _MAX_LABELS:
                continue
            for made in self._arms(selector, groups, limit):
                if not kept or made.cost < kept[0].cost:
                    kept = [made]
                elif made.cost == kept[0].cost:
                    kept.append(made)
        return self._distinct(kept)

    def _groups(self, labels: list[int], samples: int) -> dict[int, int]:
        """Return label → samples in which the selector has it."""
        groups: dict[int, int] = {}
        for index, label in enumerate(labels[: self.pool.samples]):
            flag = 1 << self.pool.lanes.stride * index
            if samples & flag:
                groups[label] = groups.get(label, 0) | flag
        return groups

    def _arms(self, selector: Term, groups: dict[int, int], limit: int) -> Iterator[Term]:
        """Choose a default, then the cheapest arms for the labels that are left."""
        covers = self._covers(groups, limit - selector.cost - OPERATION - 2)
        for cost, labels, default in sorted(covers, key=lambda c: (-len(c[1]), c[0]))[:_MAX_ARMS]:
            left = frozenset(groups) - labels
            spent = OPERATION + selector.cost + cost + len(left)
            if not left or spent + 1 > limit:
                continue
            for arms in self._cover(left, covers, limit - spent):
                total = spent + sum(arm.cost for arm, _ in arms)
                limit = min(limit, total)
                text = ";".join(",".join(map(str, sorted(taken))) for _, taken in arms)
                args = (selector, *(arm for arm, _ in arms), default)
                yield self.pool.compose("case", self.pool.problem.width, total, args, text)

    def _covers(self, groups: dict[int, int], limit: int) -> list[_Cover]:
        """Return the cheapest terms for each set of labels; none when a label has no term."""
        labels: dict[int, set[int]] = {}
        leaves: dict[int, _Leaf] = {}
        for label, lanes in groups.items():
            able = self._covering(lanes)
            if not able or able[0].cost > limit:
                return []
            for leaf in able:
                leaves[id(leaf)] = leaf
                labels.setdefault(id(leaf), set()).add(label)
        cheapest: dict[frozenset[int], list[Term]] = {}
        for key, leaf in sorted(leaves.items(), key=lambda item: item[1].cost):
            known = cheapest.setdefault(frozenset(labels[key]), [])
            if leaf.cost <= limit and (not known or known[0].cost == leaf.cost):
                known += leaf.terms
        covers = [
            (term.cost, chosen, term)
            for chosen, terms in cheapest.items()
            for term in terms[: MAX_OTHERS + 1]
        ]
        return sorted(covers, key=lambda cover: (cover[0], -len(cover[1])))

    def _covering(self, lanes: int) -> list[_Leaf]:
        """Return the cheapest leaves that are right in all of some lanes."""
        known = self._covering_known.get(lanes)
        if known is None:
            able = (x for x in self._right_at.get(lanes & -lanes, ()) if not lanes & ~x.right)
            known = self._covering_known[lanes] = list(itertools.islice(able, _MAX_COVERING))
        return known

    def _cover(
        self, left: frozenset[int], covers: list[_Cover], limit: int
    ) -> Iterator[list[tuple[Term, frozenset[int]]]]:
        """Yield ways to cover labels by terms, each label once, within a cost."""
        if not left:
            yield []
            return
        able = {
            label: [c for c in covers if label in c[1] and c[0] <= limit][:_MAX_ARMS]
            for label in left
        }
        cheapest = [min((c[0] for c in terms), default=limit + 1) for terms in able.values()]
        if max(cheapest) > limit or self.budget <= 0:
            return
        self.budget -= 1
        label = min(left, key=lambda k: (len(able[k]), k))
        for cost, labels, term in able[label]:
            taken = labels & left
            for rest in self._cover(left - taken, covers, limit - cost):
                yield [(term, taken), *rest]
                limit = min(limit, cost + sum(arm.cost for arm, _ in rest))

    @staticmethod
    def _distinct(terms: list[Term] | tuple[Term, ...]) -> tuple[Term, ...]:
        """The cheapest of the terms, one of each behaviour, choices before cases."""
        if not terms:
            return ()
        least = min(term.cost for term in terms)
        kept: list[Term] = []
        for term in sorted(terms, key=lambda term: term.op == "case"):
            if term.cost == least and all(term.value != other.value for other in kept):
                kept.append(term)
        return tuple(kept[: MAX_OTHERS + 1])
