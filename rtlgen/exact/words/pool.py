"""All expressions up to a size, each function of the samples once.

Bottom-up enumeration: terms of cost n are built from cheaper ones, and a term that has the values
of an earlier one in every sample is dropped. So the first term that fits is a smallest one. Random
probes beside the samples tell terms apart that only the samples cannot; they are kept as `others`.

Sources: A. Albarghouthi, S. Gulwani, Z. Kincaid, "Recursive program synthesis", CAV 2013;
A. Udupa et al., "TRANSIT: specifying protocols with concolic snippets", PLDI 2013 (observational
equivalence).
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from rtlgen.exact.words.lanes import Lanes
from rtlgen.exact.words.problem import PROBES, Problem, Widths, leaves_of
from rtlgen.exact.words.terms import INVERSION, JOIN, OPERATION, OPERATORS, Term

MAX_OTHERS = 3


class Spent(Exception):  # noqa: N818 - a signal, not a failure
    """The budget is used up."""


@dataclass(slots=True)
class _Level:
    """Terms of one width by cost."""

    by_cost: list[list[Term]] = field(default_factory=list)

    def at(self, cost: int) -> list[Term]:
        return self.by_cost[cost] if 0 <= cost < len(self.by_cost) else []

    def add(self, term: Term) -> None:
        while len(self.by_cost) <= term.cost:
            self.by_cost.append([])
        self.by_cost[term.cost].append(term)


class Pool:
    """The terms of a problem, grown cost by cost."""

    def __init__(self, problem: Problem, *, budget: int, seed: int = 0) -> None:
        """Prepare the leaves; nothing is grown yet.

        Args:
            problem: What is sought.
            budget: Terms that may be evaluated.
            seed: Of the probes.
        """
        self.problem = problem
        self.budget = budget
        self.complete_cost = 0
        """All terms of up to this cost are there."""
        self._widths = Widths.of(problem)
        widest = max(self._widths.arithmetic)
        self.samples = len(problem.rows)
        self.lanes = Lanes(self.samples + PROBES, widest)
        self.sampled = self.lanes.of(range(self.samples))
        """A 1 in each lane that holds a sample."""
        self._levels: dict[int, _Level] = {}
        self._seen: dict[tuple[int, int, int], Term] = {}
        self._goal, self._demanded = self._pack_goal()
        rng = random.Random(seed)  # noqa: S311 - probes, no secret
        self._waiting = list(leaves_of(problem, self._widths, self.lanes, rng))

    def terms(self, width: int) -> Iterator[Term]:
        """Yield the terms of a width, cheapest first."""
        level = self._levels.get(width, _Level())
        for terms in level.by_cost:
            yield from terms

    def grow(self) -> bool:
        """Add the terms of the next cost; False when the budget is spent before all are there."""
        cost = self.complete_cost + 1
        try:
            for leaf in [leaf for leaf in self._waiting if leaf.cost == cost]:
                self._add(leaf.op, leaf.width, cost, leaf.args, leaf.value, leaf.unknown, leaf.text)
            for width in sorted(self._widths.arithmetic):
                self._binary(width, cost)
                self._unary(width, cost)
            self._choices(self.problem.width, cost)
            self._shifts(cost)
            self._concatenations(cost)
        except Spent:
            return False
        self.complete_cost = cost
        return True

    def wrong(self, term: Term) -> int:
        """Return a 1 in each sample's lane in which a term of the goal's width is wrong."""
        width = self.problem.width
        wrong = (term.value ^ self._goal | term.unknown) & self._demanded
        return self.lanes.is_nonzero(wrong, width) & self.counted

    def fitting(self, cost: int) -> list[Term]:
        """Return the terms of one cost that are right in all samples, all variants of each."""
        level = self._levels.get(self.problem.width, _Level())
        found: list[Term] = []
        for term in level.at(cost):
            if not self.wrong(term):
                found += self.variants(term)
        return found

    def variants(self, term: Term) -> list[Term]:
        """Return a term and those that agree with it in all samples but not in all probes."""
        found = [term, *term.others]
        for index, arg in enumerate(term.args):
            for other in self.variants(arg)[1:]:
                args = (*term.args[:index], other, *term.args[index + 1 :])
                made = self.compose(term.op, term.width, term.cost, args, term.text)
                if all(made.value != known.value for known in found):
                    found.append(made)
            if len(found) > MAX_OTHERS:
                break
        return found[: MAX_OTHERS + 1]

    def compose(
        self, op: str, width: int, cost: int, args: tuple[Term, ...], text: str = ""
    ) -> Term:
        """Build one term, without entering it into the pool."""
        value, unknown = self._evaluate(op, width, args, text)
        return Term(
            op=op, width=width, cost=cost, value=value, unknown=unknown, args=args, text=text
        )

    def _pack_goal(self) -> tuple[int, int]:
        wanted = [bits for _, bits in self.problem.rows]
        padding = [0] * PROBES
        goal = [int("".join(b if b in "01" else "0" for b in bits), 2) for bits in wanted]
        mask = [int("".join("1" if b in "01" else "0" for b in bits), 2) for bits in wanted]
        self.counted = self.lanes.of(i for i, m in enumerate(mask) if m)
        return self.lanes.pack(goal + padding), self.lanes.pack(mask + padding)

    def _evaluate(self, op: str, width: int, args: tuple[Term, ...], text: str) -> tuple[int, int]:
        """Return value and unknown bits of a term."""
        lanes = self.lanes
        if op == "case":
            return self._evaluate_case(width, args, text)
        if op == "?":
            test, yes, no = args
            value = lanes.choose(test.value, yes.value, no.value, width)
            unknown = lanes.choose(test.value, yes.unknown, no.unknown, width)
            return self._known(value, unknown | lanes.fill(test.unknown, width))
        if op == "pad":
            return args[0].value, args[0].unknown
        if op == "concat":
            low = args[1].width
            return (args[0].value << low | args[1].value, args[0].unknown << low | args[1].unknown)
        if op in ("<<", ">>"):
            return self._shift(op, width, args, text)
        operator = OPERATORS[op]
        value = operator.evaluate(lanes, args[0].width)(*(arg.value for arg in args))
        return self._known(value, self._unknown(op, args))

    def _known(self, value: int, unknown: int) -> tuple[int, int]:
        return (value & ~unknown, unknown) if unknown else (value, 0)

    def _unknown(self, op: str, args: tuple[Term, ...]) -> int:
        """Return which bits of an operator's result are unknown."""
        unknown = 0
        for arg in args:
            unknown |= arg.unknown
        if not unknown or OPERATORS[op].is_bitwise:
            return unknown
        flags = self.lanes.is_nonzero(unknown, args[0].width)
        return flags if OPERATORS[op].is_flag else self.lanes.fill(flags, args[0].width)

    def _evaluate_case(self, width: int, args: tuple[Term, ...], text: str) -> tuple[int, int]:
        """A case is a chain of choices; the last argument is the default."""
        lanes, (selector, *arms, default) = self.lanes, args
        value, unknown = default.value, default.unknown
        for labels, arm in zip(text.split(";"), arms, strict=True):
            hit = 0
            for label in labels.split(","):
                constant = lanes.unit * int(label)
                hit |= lanes.equal(selector.value, constant, selector.width)
            value = lanes.choose(hit, arm.value, value, width)
            unknown = lanes.choose(hit, arm.unknown, unknown, width)
        vague = lanes.is_nonzero(selector.unknown, selector.width)
        return self._known(value, unknown | lanes.fill(vague, width))

    def _shift(self, op: str, width: int, args: tuple[Term, ...], text: str) -> tuple[int, int]:
        lanes = self.lanes
        move = lanes.left if op == "<<" else lanes.right
        value, unknown = args[0].value, args[0].unknown
        if text:
            return move(value, int(text), width), move(unknown, int(text), width)
        for index in range(args[1].width):
            flags = args[1].value >> index & lanes.unit
            value = lanes.choose(flags, move(value, 1 << index, width), value, width)
            unknown = lanes.choose(flags, move(unknown, 1 << index, width), unknown, width)
        vague = lanes.fill(lanes.is_nonzero(args[1].unknown, args[1].width), width)
        return self._known(value, unknown | vague)

    def _add(
        self, op: str, width: int, cost: int, args: tuple[Term, ...], value: int, unknown: int = 0,
        text: str = "",
    ) -> None:  # fmt: skip
        self.budget -= 1
        if self.budget < 0:
            raise Spent
        sampled = self.sampled
        mask = sampled * ((1 << width) - 1)
        key = (width, value & mask, unknown & mask)
        known = self._seen.get(key)
        if known is None:
            term = Term(
                op=op, width=width, cost=cost, value=value, unknown=unknown, args=args, text=text
            )
            self._seen[key] = term
            self._levels.setdefault(width, _Level()).add(term)
        elif (
            known.cost == cost
            and known.value != value
            and len(known.others) < MAX_OTHERS
            and all(other.value != value for other in known.others)
        ):
            known.others.append(
                Term(
                    op=op, width=width, cost=cost, value=value, unknown=unknown, args=args,
                    text=text,
                )
            )  # fmt: skip

    def _operate(self, op: str, width: int, cost: int, args: tuple[Term, ...], value: int) -> None:
        """Add the result of an operator."""
        value, unknown = self._known(value, self._unknown(op, args))
        self._add(op, width, cost, args, value, unknown)

    def _at(self, width: int, cost: int) -> list[Term]:
        level = self._levels.get(width)
        return level.at(cost) if level else []

    def _unary(self, width: int, cost: int) -> None:
        for op, operator in OPERATORS.items():
            if operator.arity != 1 or (width == 1 and op != "~"):
                continue
            function = operator.evaluate(self.lanes, width)
            for a in self._at(width, cost - (OPERATION if op == "neg" else INVERSION)):
                result = 1 if operator.is_flag else width
                self._operate(op, result, cost, (a,), function(a.value))
        if width > 1:
            for a in self._at(1, cost - 1):
                if a.op != "leaf":
                    self._add("pad", width, cost, (a,), a.value, a.unknown)

    def _binary(self, width: int, cost: int) -> None:
        for op, operator in OPERATORS.items():
            if operator.arity != 2 or (width == 1 and op not in "&|^"):
                continue
            if op in ("*", "s<") and cost > 2 + OPERATION:
                continue
            function = operator.evaluate(self.lanes, width)
            result = 1 if operator.is_flag else width
            for first in range(1, cost - OPERATION):
                second = cost - OPERATION - first
                if operator.is_symmetric and first > second:
                    break
                for a in self._at(width, first):
                    for b in self._at(width, second):
                        self._operate(op, result, cost, (a, b), function(a.value, b.value))

    def _choices(self, width: int, cost: int) -> None:
        lanes = self.lanes
        for tested in range(1, cost - OPERATION):
            for test in self._at(1, tested):
                mask = lanes.fill(test.value, width)
                rest = mask ^ lanes.ones(width)
                for first in range(1, cost - OPERATION - tested):
                    for yes in self._at(width, first):
                        kept = yes.value & mask
                        for no in self._at(width, cost - OPERATION - tested - first):
                            if yes is not no:
                                self._choice(width, cost, (test, yes, no), kept | no.value & rest)

    def _choice(self, width: int, cost: int, args: tuple[Term, ...], value: int) -> None:
        test, yes, no = args
        if test.unknown or yes.unknown or no.unknown:
            value, unknown = self._evaluate("?", width, args, "")
            self._add("?", width, cost, args, value, unknown)
        else:
            self._add("?", width, cost, args, value)

    def _shifts(self, cost: int) -> None:
        width = self.problem.width
        if width < 2:
            return
        for op in ("<<", ">>"):
            for a in self._at(width, cost - OPERATION - 1):
                for amount in range(1, min(width, 5)):
                    value, unknown = self._evaluate(op, width, (a,), str(amount))
                    self._add(op, width, cost, (a,), value, unknown, str(amount))
            for amount_width in sorted(self._widths.arithmetic - {1}):
                for a in self._at(width, 1):
                    for b in self._at(amount_width, cost - OPERATION - 1):
                        if b.op == "leaf" and b.cost == 1:
                            value, unknown = self._evaluate(op, width, (a, b), "")
                            self._add(op, width, cost, (a, b), value, unknown)

    def _concatenations(self, cost: int) -> None:
        for width in sorted(self._widths.assembled - {1}):
            for upper in sorted(w for w in self._widths.assembled if w < width):
                if width - upper not in self._widths.assembled:
                    continue
                for first in range(1, cost - JOIN):
                    for a in self._at(upper, first):
                        for b in self._at(width - upper, cost - JOIN - first):
                            if a.op != "pad" and b.op != "pad":
                                value, unknown = self._evaluate("concat", width, (a, b), "")
                                self._add("concat", width, cost, (a, b), value, unknown)
