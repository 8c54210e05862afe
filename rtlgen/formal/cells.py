"""What each combinational cell of Yosys computes.

Source: the simulation library of Yosys (`simlib.v`, 0.70) for widths and signs; IEEE 1364-2005,
5.1, for unknown bits. Where Verilog answers x (division by zero, an index out of range) the result
is unknown in the reference and free in the design under test.

Not covered: `$pow` with a variable exponent, `$tribuf`, cells that only technology mapping makes.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import z3

from rtlgen.formal.words import (
    Word,
    also_unknown,
    bit_of,
    choose,
    concat,
    constant,
    extract,
    is_nonzero,
    known,
    resize,
    spread,
)


@dataclass(frozen=True, slots=True)
class Operands:
    """The inputs of one cell."""

    words: dict[str, Word]
    parameters: dict[str, int]
    width: int
    """Bits of the output."""
    unknown: Callable[[int], Word]
    """Makes a word of that width of which nothing is known."""

    def is_signed(self, *ports: str) -> bool:
        """Whether all of the ports are signed."""
        return all(self.parameters.get(f"{port}_SIGNED", 0) for port in ports)

    def extended(self, port: str, width: int, *, is_signed: bool) -> Word:
        """Return the word at a port, extended to `width`."""
        return resize(self.words[port], width, is_signed=is_signed)


Cell = Callable[[Operands], Word]


def _unary(compute: Callable[[Any], Any]) -> Cell:
    def cell(ops: Operands) -> Word:
        a = ops.extended("A", ops.width, is_signed=ops.is_signed("A"))
        return Word(compute(a.value), a.unknown)

    return cell


def _negate(ops: Operands) -> Word:
    a = ops.extended("A", ops.width, is_signed=ops.is_signed("A"))
    return spread([a], -a.value)


def _both(ops: Operands, width: int) -> tuple[Word, Word]:
    signed = ops.is_signed("A", "B")
    return (
        ops.extended("A", width, is_signed=signed),
        ops.extended("B", width, is_signed=signed),
    )


def _and(ops: Operands) -> Word:
    return and_words(*_both(ops, ops.width))


def and_words(a: Word, b: Word) -> Word:
    """Bitwise and; a known 0 decides."""
    value = a.value & b.value
    if a.unknown is None and b.unknown is None:
        return Word(value)
    zero = (~a.value & ~a.mask) | (~b.value & ~b.mask)
    return Word(value, (a.mask | b.mask) & ~zero)


def _or(ops: Operands) -> Word:
    return or_words(*_both(ops, ops.width))


def or_words(a: Word, b: Word) -> Word:
    """Bitwise or; a known 1 decides."""
    value = a.value | b.value
    if a.unknown is None and b.unknown is None:
        return Word(value)
    one = (a.value & ~a.mask) | (b.value & ~b.mask)
    return Word(value, (a.mask | b.mask) & ~one)


def _bitwise(compute: Callable[[Any, Any], Any]) -> Cell:
    def cell(ops: Operands) -> Word:
        a, b = _both(ops, ops.width)
        value = compute(a.value, b.value)
        is_known = a.unknown is None and b.unknown is None
        return Word(value, None if is_known else a.mask | b.mask)

    return cell


def _arithmetic(compute: Callable[[Any, Any], Any]) -> Cell:
    def cell(ops: Operands) -> Word:
        a, b = _both(ops, ops.width)
        return spread([a, b], compute(a.value, b.value))

    return cell


def _division(unsigned: Callable[[Any, Any], Any], signed: Callable[[Any, Any], Any]) -> Cell:
    def cell(ops: Operands) -> Word:
        width = max(ops.width, ops.words["A"].width, ops.words["B"].width)
        a, b = _both(ops, width)
        compute = signed if ops.is_signed("A", "B") else unsigned
        result = resize(spread([a, b], compute(a.value, b.value)), ops.width, is_signed=False)
        by_zero = Word(bit_of(b.value == constant(0, width)))
        return choose(by_zero, ops.unknown(ops.width), result)

    return cell


def _power(ops: Operands) -> Word:
    exponent = z3.simplify(ops.words["B"].value)
    if not z3.is_bv_value(exponent) or exponent.as_long() > 64:
        raise UnsupportedCell("a power with a variable or large exponent")
    a = ops.extended("A", ops.width, is_signed=ops.is_signed("A"))
    value = constant(1, ops.width)
    for _ in range(exponent.as_long()):
        value = value * a.value
    return spread([a], value)


class UnsupportedCell(Exception):  # noqa: N818 - caught at the border of the engine
    """A cell whose meaning is not modelled; the message names it."""


def _truth(ops: Operands, condition: Word) -> Word:
    """Widen a one-bit answer to the output."""
    return resize(condition, ops.width, is_signed=False)


def _compare(unsigned: Callable[[Any, Any], Any], signed: Callable[[Any, Any], Any]) -> Cell:
    def cell(ops: Operands) -> Word:
        a, b = _both(ops, max(ops.words["A"].width, ops.words["B"].width))
        compute = signed if ops.is_signed("A", "B") else unsigned
        return _truth(ops, spread([a, b], bit_of(compute(a.value, b.value))))

    return cell


def _equal(ops: Operands) -> Word:
    """`==`: two known bits that differ decide, else an unknown bit makes the answer unknown."""
    a, b = _both(ops, max(ops.words["A"].width, ops.words["B"].width))
    answer = bit_of(a.value == b.value)
    if a.unknown is None and b.unknown is None:
        return _truth(ops, Word(answer))
    unknown = a.mask | b.mask
    differs = is_nonzero((a.value ^ b.value) & ~unknown)
    is_open = z3.And(z3.Not(differs), is_nonzero(unknown))
    return _truth(ops, Word(answer, bit_of(is_open)))


def _inverted(cell: Cell) -> Cell:
    def inverse(ops: Operands) -> Word:
        answer = extract(cell(ops), 0, 0)
        return _truth(ops, Word(~answer.value, answer.unknown))

    return inverse


def _reduce_and(word: Word) -> Word:
    answer = bit_of(word.value == constant(-1, word.width))
    if word.unknown is None:
        return Word(answer)
    zero = is_nonzero(~word.value & ~word.unknown)
    return Word(answer, bit_of(z3.And(z3.Not(zero), is_nonzero(word.unknown))))


def truth_of(word: Word) -> Word:
    """Return one bit: whether the word is not zero; a known 1 decides."""
    if word.width == 1:
        return word
    answer = bit_of(is_nonzero(word.value))
    if word.unknown is None:
        return Word(answer)
    one = is_nonzero(word.value & ~word.unknown)
    return Word(answer, bit_of(z3.And(z3.Not(one), is_nonzero(word.unknown))))


def _reduce_xor(word: Word) -> Word:
    value = z3.Extract(0, 0, word.value)
    for index in range(1, word.width):
        value = value ^ z3.Extract(index, index, word.value)
    return spread([word], value)


def _reduction(compute: Callable[[Word], Word]) -> Cell:
    return lambda ops: _truth(ops, compute(ops.words["A"]))


def _logic(join: Callable[[Word, Word], Word]) -> Cell:
    return lambda ops: _truth(ops, join(truth_of(ops.words["A"]), truth_of(ops.words["B"])))


def _shift(compute: Callable[[Any, Any], Any], *, is_arithmetic: bool = False) -> Cell:
    def cell(ops: Operands) -> Word:
        result_width = max(ops.width, ops.words["A"].width)
        a = ops.extended("A", result_width, is_signed=ops.is_signed("A"))
        keeps_sign = is_arithmetic and ops.is_signed("A")
        move = _arithmetic_right if keeps_sign else compute
        # As wide as the distance, so that no distance wraps around.
        width = max(result_width, ops.words["B"].width)
        a = resize(a, width, is_signed=keeps_sign)
        b = ops.extended("B", width, is_signed=False)
        mask = None if a.unknown is None else move(a.unknown, b.value)
        result = Word(move(a.value, b.value), mask)
        if b.unknown is not None:
            result = also_unknown(result, is_nonzero(b.unknown))
        return resize(result, ops.width, is_signed=False)

    return cell


def _arithmetic_right(a: Any, b: Any) -> Any:
    return a >> b


def _left(a: Any, b: Any) -> Any:
    return a << b


def _indexed(ops: Operands) -> tuple[Word, Any]:
    """Move A so that bit B lies at 0; return it with the vector of the bits that lay inside A."""
    a, b = ops.words["A"], ops.words["B"]
    width = max(a.width, ops.width, b.width) + 2
    offset = resize(b, width, is_signed=ops.is_signed("B")).value
    is_left = z3.And(z3.BoolVal(ops.is_signed("B")), offset < constant(0, width))

    def moved(vector: Any) -> Any:
        long = z3.ZeroExt(width - vector.size(), vector)
        return z3.Extract(ops.width - 1, 0, z3.If(is_left, long << -offset, z3.LShR(long, offset)))

    mask = None if a.unknown is None else moved(a.unknown)
    word = Word(moved(a.value), mask)
    if b.unknown is not None:
        word = also_unknown(word, is_nonzero(b.unknown))
    return word, moved(constant(-1, a.width))


def _select_or_zero(ops: Operands) -> Word:
    """`$shift`: bit i of the output is bit i + B of A; outside A it is 0."""
    return _indexed(ops)[0]


def _select(ops: Operands) -> Word:
    """`$shiftx`: bit i of the output is bit i + B of A; outside A it is x."""
    word, inside = _indexed(ops)
    outside = ops.unknown(ops.width)
    value = (word.value & inside) | (outside.value & ~inside)
    if word.unknown is None and outside.unknown is None:
        return Word(value)
    return Word(value, word.mask | (outside.mask & ~inside))


def _mux(ops: Operands) -> Word:
    return choose(ops.words["S"], ops.words["B"], ops.words["A"])


def _parallel_mux(ops: Operands) -> Word:
    """`$pmux`: `proc` makes it only of cases that exclude each other."""
    result, cases, select = ops.words["A"], ops.words["B"], ops.words["S"]
    for index in range(select.width):
        case = extract(cases, (index + 1) * ops.width - 1, index * ops.width)
        result = choose(extract(select, index, index), case, result)
    return result


def _binary_mux(ops: Operands) -> Word:
    table, select = ops.words["A"], ops.words["S"]
    rows = [
        extract(table, (i + 1) * ops.width - 1, i * ops.width) for i in range(1 << select.width)
    ]
    for index in range(select.width):
        bit = extract(select, index, index)
        rows = [choose(bit, rows[i + 1], rows[i]) for i in range(0, len(rows), 2)]
    return rows[0]


def _memory_read(ops: Operands) -> Word:
    """`$memrd`: the word of A that S addresses; x outside."""
    content, address = ops.words["A"], ops.words["S"]
    count = content.width // ops.width
    rows = [extract(content, (i + 1) * ops.width - 1, i * ops.width) for i in range(count)]
    outside = ops.unknown(ops.width)
    for index in range(address.width):
        bit = extract(address, index, index)
        if len(rows) % 2:
            rows.append(outside)
        rows = [choose(bit, rows[i + 1], rows[i]) for i in range(0, len(rows), 2)]
    return rows[0]


def _demux(ops: Operands) -> Word:
    value, select = ops.words["A"], ops.words["S"]
    parts = [value]
    for index in reversed(range(select.width)):
        bit = extract(select, index, index)
        nothing = known(0, value.width)
        parts = [half for part in parts for half in
                 (choose(bit, nothing, part), choose(bit, part, nothing))]  # fmt: skip
    return concat(list(reversed(parts)))


def _bitwise_mux(ops: Operands) -> Word:
    a, b, s = ops.words["A"], ops.words["B"], ops.words["S"]
    bits = [choose(extract(s, i, i), extract(b, i, i), extract(a, i, i)) for i in range(a.width)]
    return concat(list(reversed(bits)))


CELLS: dict[str, Cell] = {
    "$not": _unary(lambda a: ~a),
    "$pos": _unary(lambda a: a),
    "$buf": _unary(lambda a: a),
    "$neg": _negate,
    "$and": _and,
    "$or": _or,
    "$xor": _bitwise(lambda a, b: a ^ b),
    "$xnor": _bitwise(lambda a, b: ~(a ^ b)),
    "$add": _arithmetic(lambda a, b: a + b),
    "$sub": _arithmetic(lambda a, b: a - b),
    "$mul": _arithmetic(lambda a, b: a * b),
    "$div": _division(z3.UDiv, lambda a, b: a / b),
    "$mod": _division(z3.URem, z3.SRem),
    "$pow": _power,
    "$lt": _compare(z3.ULT, lambda a, b: a < b),
    "$le": _compare(z3.ULE, lambda a, b: a <= b),
    "$gt": _compare(z3.UGT, lambda a, b: a > b),
    "$ge": _compare(z3.UGE, lambda a, b: a >= b),
    "$eq": _equal,
    "$ne": _inverted(_equal),
    "$eqx": _equal,
    "$nex": _inverted(_equal),
    "$reduce_and": _reduction(_reduce_and),
    "$reduce_or": _reduction(truth_of),
    "$reduce_bool": _reduction(truth_of),
    "$reduce_xor": _reduction(_reduce_xor),
    "$reduce_xnor": _inverted(_reduction(_reduce_xor)),
    "$logic_not": _inverted(_reduction(truth_of)),
    "$logic_and": _logic(and_words),
    "$logic_or": _logic(or_words),
    "$shl": _shift(_left),
    "$sshl": _shift(_left),
    "$shr": _shift(z3.LShR),
    "$sshr": _shift(z3.LShR, is_arithmetic=True),
    "$shift": _select_or_zero,
    "$shiftx": _select,
    "$mux": _mux,
    "$pmux": _parallel_mux,
    "$bmux": _binary_mux,
    "$demux": _demux,
    "$bwmux": _bitwise_mux,
    "$memrd": _memory_read,
}
"""Cell type → what it computes."""
