"""Translate Z3 bit vectors to an and-inverter graph, and write it in the AIGER format.

Source: A. Biere, K. Heljanko, S. Wieringa, "AIGER 1.9 and beyond", FMV report 11/2, 2011.

Literals: 0 is false, 1 is true, 2n is node n, 2n + 1 its inverse.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeAlias

import z3

Literal: TypeAlias = int
Bits: TypeAlias = list[Literal]
"""Least significant first."""


class Graph:
    """Nodes with structural hashing; inputs and latches are created first."""

    def __init__(self) -> None:
        """Start empty."""
        self._ands: dict[tuple[int, int], int] = {}
        self.leaves = 0
        """Number of inputs and latches."""
        self._rows: list[tuple[int, int]] = []

    def leaf(self) -> Literal:
        """Return a new input or latch; all must be made before the first `land`."""
        self.leaves += 1
        return 2 * self.leaves

    def land(self, a: Literal, b: Literal) -> Literal:
        """Return `a and b`."""
        if a > b:
            a, b = b, a
        if a == 0 or a == b ^ 1:
            return 0
        if a in (1, b):
            return b
        key = (b, a)
        found = self._ands.get(key)
        if found is None:
            self._rows.append(key)
            found = self._ands[key] = 2 * (self.leaves + len(self._rows))
        return found

    def lor(self, a: Literal, b: Literal) -> Literal:
        """Return `a or b`."""
        return self.land(a ^ 1, b ^ 1) ^ 1

    def lxor(self, a: Literal, b: Literal) -> Literal:
        """Return `a xor b`."""
        return self.lor(self.land(a, b ^ 1), self.land(a ^ 1, b))

    def mux(self, select: Literal, then: Literal, other: Literal) -> Literal:
        """Return `select ? then : other`."""
        if then == other:
            return then
        return self.lor(self.land(select, then), self.land(select ^ 1, other))

    def conjunction(self, literals: Iterable[Literal]) -> Literal:
        """Return the and of all, as a balanced tree."""
        row = list(literals) or [1]
        while len(row) > 1:
            row = [
                self.land(row[i], row[i + 1]) if i + 1 < len(row) else row[i]
                for i in range(0, len(row), 2)
            ]
        return row[0]

    def evaluate(self, leaves: Sequence[int], width: int = 1) -> list[int]:
        """Return the value of each node, for values of the leaves; see `read`.

        Args:
            leaves: Vectors of `width` runs side by side, one for each leaf.
            width: Number of runs.
        """
        ones = (1 << width) - 1
        values = [0, *leaves]
        for a, b in self._rows:
            left = values[a >> 1] ^ (ones if a & 1 else 0)
            right = values[b >> 1] ^ (ones if b & 1 else 0)
            values.append(left & right)
        return values

    @staticmethod
    def read(values: Sequence[int], literal: Literal, width: int = 1) -> int:
        """Return the value of a literal among those of `evaluate`."""
        value = values[literal >> 1]
        return value ^ ((1 << width) - 1) if literal & 1 else value

    def binary(self, inputs: int, latches: Sequence[Literal], output: Literal) -> bytes:
        """Return the graph as a binary AIGER file with one output.

        Args:
            inputs: How many of the leaves are inputs; the others are latches, which start at 0.
            latches: Next value of each latch.
            output: The literal that is 1 in a bad state.
        """
        assert inputs + len(latches) == self.leaves  # noqa: S101 - the order of the leaves
        total = self.leaves + len(self._rows)
        head = f"aig {total} {inputs} {len(latches)} 1 {len(self._rows)}\n"
        text = head + "".join(f"{literal}\n" for literal in (*latches, output))
        body = bytearray()
        for index, (high, low) in enumerate(self._rows):
            node = 2 * (self.leaves + index + 1)
            for delta in (node - high, high - low):
                rest = delta
                while rest >= 0x80:
                    body.append(rest & 0x7F | 0x80)
                    rest >>= 7
                body.append(rest)
        return text.encode() + bytes(body)


class Blaster:
    """Turns Z3 expressions over known leaves into literals."""

    def __init__(self, graph: Graph, leaves: dict[str, Bits]) -> None:
        """Blast into `graph`; `leaves` gives the bits of each constant by its name."""
        self._graph = graph
        self._leaves = leaves
        self._done: dict[int, Bits] = {}
        self._kept: list[Any] = []  # expressions whose ids are in use stay alive

    def bits(self, expression: Any) -> Bits:
        """Return the literals of a bit vector, or the one literal of a Bool.

        Raises:
            ValueError: an operator that no cell of ours makes.
        """
        stack = [expression]
        while stack:
            node = stack[-1]
            key = node.get_id()
            if key in self._done:
                stack.pop()
                continue
            children = node.children()
            missing = [child for child in children if child.get_id() not in self._done]
            if missing:
                stack.extend(missing)
                continue
            stack.pop()
            self._kept.append(node)
            self._done[key] = self._one(node, [self._done[c.get_id()] for c in children])
        return self._done[expression.get_id()]

    def _one(self, node: Any, args: list[Bits]) -> Bits:
        kind = node.decl().kind()
        if kind == z3.Z3_OP_BNUM:
            value = node.as_long()
            return [value >> i & 1 for i in range(node.size())]
        if kind == z3.Z3_OP_UNINTERPRETED:
            return self._leaves[node.decl().name()]
        if kind == z3.Z3_OP_EXTRACT:
            high, low = node.params()
            return args[0][low : high + 1]
        if kind == z3.Z3_OP_CONCAT:
            return [bit for part in reversed(args) for bit in part]
        if kind == z3.Z3_OP_ZERO_EXT:
            return args[0] + [0] * (node.size() - len(args[0]))
        if kind == z3.Z3_OP_SIGN_EXT:
            return args[0] + [args[0][-1]] * (node.size() - len(args[0]))
        operator = _OPERATORS.get(kind)
        if operator is None:
            raise ValueError(f"no circuit for the operator {node.decl().name()}")
        return operator(self._graph, args)


Operator = Callable[[Graph, list[Bits]], Bits]


def _mapped(join: Callable[[Graph, Literal, Literal], Literal]) -> Operator:
    """Fold a bitwise operator over all operands."""

    def operator(graph: Graph, args: list[Bits]) -> Bits:
        result = args[0]
        for other in args[1:]:
            result = [join(graph, a, b) for a, b in zip(result, other, strict=True)]
        return result

    return operator


def _add(graph: Graph, a: Bits, b: Bits, carry: Literal) -> tuple[Bits, Literal]:
    """Return the sum and the carry out of a ripple adder."""
    total = []
    for x, y in zip(a, b, strict=True):
        half = graph.lxor(x, y)
        total.append(graph.lxor(half, carry))
        carry = graph.lor(graph.land(x, y), graph.land(half, carry))
    return total, carry


def _inverse(bits: Bits) -> Bits:
    return [bit ^ 1 for bit in bits]


def _sum(graph: Graph, args: list[Bits]) -> Bits:
    result = args[0]
    for other in args[1:]:
        result, _ = _add(graph, result, other, 0)
    return result


def _difference(graph: Graph, args: list[Bits]) -> Bits:
    return _add(graph, args[0], _inverse(args[1]), 1)[0]


def _negation(graph: Graph, args: list[Bits]) -> Bits:
    return _add(graph, [0] * len(args[0]), _inverse(args[0]), 1)[0]


def _product(graph: Graph, args: list[Bits]) -> Bits:
    result = args[0]
    for other in args[1:]:
        width = len(other)
        total = [0] * width
        for index, bit in enumerate(other):
            row = [0] * index + [graph.land(bit, x) for x in result[: width - index]]
            total, _ = _add(graph, total, row, 0)
        result = total
    return result


def _less(graph: Graph, a: Bits, b: Bits) -> Literal:
    """Return whether a < b, unsigned."""
    return _add(graph, a, _inverse(b), 1)[1] ^ 1


def _signed_less(graph: Graph, a: Bits, b: Bits) -> Literal:
    return _less(graph, [*a[:-1], a[-1] ^ 1], [*b[:-1], b[-1] ^ 1])


def _comparison(
    less: Callable[[Graph, Bits, Bits], Literal], *, is_swapped: bool, is_negated: bool
) -> Operator:
    def operator(graph: Graph, args: list[Bits]) -> Bits:
        a, b = reversed(args) if is_swapped else args
        return [less(graph, a, b) ^ is_negated]

    return operator


def _divide(graph: Graph, a: Bits, b: Bits) -> tuple[Bits, Bits]:
    """Return quotient and remainder of a restoring divider; by 0 they are all ones and a."""
    remainder: Bits = [0] * len(a)
    quotient: Bits = [0] * len(a)
    for index in reversed(range(len(a))):
        longer = [a[index], *remainder]
        difference, fits = _add(graph, longer, _inverse([*b, 0]), 1)
        quotient[index] = fits
        remainder = [
            graph.mux(fits, new, old) for new, old in zip(difference, longer, strict=True)
        ][: len(a)]
    return quotient, remainder


def _magnitude(graph: Graph, bits: Bits) -> Bits:
    negated = _negation(graph, [bits])
    return [graph.mux(bits[-1], n, b) for n, b in zip(negated, bits, strict=True)]


def _signed_divide(graph: Graph, args: list[Bits]) -> Bits:
    a, b = args
    quotient, _ = _divide(graph, _magnitude(graph, a), _magnitude(graph, b))
    sign = graph.lxor(a[-1], b[-1])
    return [
        graph.mux(sign, n, q) for n, q in zip(_negation(graph, [quotient]), quotient, strict=True)
    ]


def _signed_remainder(graph: Graph, args: list[Bits]) -> Bits:
    a, b = args
    _, remainder = _divide(graph, _magnitude(graph, a), _magnitude(graph, b))
    return [
        graph.mux(a[-1], n, r)
        for n, r in zip(_negation(graph, [remainder]), remainder, strict=True)
    ]


def _shifter(*, is_left: bool, is_arithmetic: bool = False) -> Operator:
    def operator(graph: Graph, args: list[Bits]) -> Bits:
        bits, distance = args
        width = len(bits)
        fill = bits[-1] if is_arithmetic else 0
        too_far: Literal = 0
        for stage, control in enumerate(distance):
            step = 1 << stage
            if step >= width:
                too_far = graph.lor(too_far, control)
                continue
            moved = [0] * step + bits[:-step] if is_left else bits[step:] + [fill] * step
            bits = [graph.mux(control, m, b) for m, b in zip(moved, bits, strict=True)]
        return [graph.mux(too_far, fill, bit) for bit in bits]

    return operator


def _equal(graph: Graph, args: list[Bits]) -> Bits:
    pairs = zip(args[0], args[1], strict=True)
    return [graph.conjunction(graph.lxor(a, b) ^ 1 for a, b in pairs)]


def _ite(graph: Graph, args: list[Bits]) -> Bits:
    (select,), then, other = args
    return [graph.mux(select, t, o) for t, o in zip(then, other, strict=True)]


_OPERATORS: dict[int, Operator] = {
    z3.Z3_OP_TRUE: lambda _, __: [1],
    z3.Z3_OP_FALSE: lambda _, __: [0],
    z3.Z3_OP_NOT: lambda _, args: _inverse(args[0]),
    z3.Z3_OP_BNOT: lambda _, args: _inverse(args[0]),
    z3.Z3_OP_AND: _mapped(Graph.land),
    z3.Z3_OP_BAND: _mapped(Graph.land),
    z3.Z3_OP_OR: _mapped(Graph.lor),
    z3.Z3_OP_BOR: _mapped(Graph.lor),
    z3.Z3_OP_XOR: _mapped(Graph.lxor),
    z3.Z3_OP_BXOR: _mapped(Graph.lxor),
    z3.Z3_OP_IMPLIES: lambda graph, args: [graph.lor(args[0][0] ^ 1, args[1][0])],
    z3.Z3_OP_EQ: _equal,
    z3.Z3_OP_DISTINCT: lambda graph, args: _inverse(_equal(graph, args)),
    z3.Z3_OP_ITE: _ite,
    z3.Z3_OP_BADD: _sum,
    z3.Z3_OP_BSUB: _difference,
    z3.Z3_OP_BNEG: _negation,
    z3.Z3_OP_BMUL: _product,
    z3.Z3_OP_BUDIV: lambda graph, args: _divide(graph, *args)[0],
    z3.Z3_OP_BUREM: lambda graph, args: _divide(graph, *args)[1],
    z3.Z3_OP_BSDIV: _signed_divide,
    z3.Z3_OP_BSREM: _signed_remainder,
    z3.Z3_OP_BSHL: _shifter(is_left=True),
    z3.Z3_OP_BLSHR: _shifter(is_left=False),
    z3.Z3_OP_BASHR: _shifter(is_left=False, is_arithmetic=True),
    z3.Z3_OP_ULT: _comparison(_less, is_swapped=False, is_negated=False),
    z3.Z3_OP_UGT: _comparison(_less, is_swapped=True, is_negated=False),
    z3.Z3_OP_ULEQ: _comparison(_less, is_swapped=True, is_negated=True),
    z3.Z3_OP_UGEQ: _comparison(_less, is_swapped=False, is_negated=True),
    z3.Z3_OP_SLT: _comparison(_signed_less, is_swapped=False, is_negated=False),
    z3.Z3_OP_SGT: _comparison(_signed_less, is_swapped=True, is_negated=False),
    z3.Z3_OP_SLEQ: _comparison(_signed_less, is_swapped=True, is_negated=True),
    z3.Z3_OP_SGEQ: _comparison(_signed_less, is_swapped=False, is_negated=True),
}
