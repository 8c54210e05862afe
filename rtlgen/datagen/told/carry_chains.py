"""Chains of full adders and subtractors in further words."""

from __future__ import annotations


def others(
    ports: tuple[str, str, str, str, str], width: int, *, is_difference: bool
) -> tuple[str, ...]:
    """Say what a chain does.

    Args:
        ports: Both operands, what comes in, the result, and what leaves each place.
        width: Of the operands; with 1 it is a single cell.
        is_difference: It subtracts.
    """
    if width == 1:
        return (_bit_difference if is_difference else _bit_sum)(*ports)
    told = (_difference if is_difference else _sum)(*ports, width)
    return (*told, *_both(ports, width, is_difference=is_difference))


def _bit_sum(a: str, b: str, into: str, total: str, carries: str) -> tuple[str, ...]:
    return (
        f"Drive `{total}` with {a} ^ {b} ^ {into} and `{carries}` with ({a} & {b}) | ({into} & "
        f"({a} ^ {b})).",
        "Full adder for single bits, with carry in and carry out.",
        f"Which cell adds three bits of equal weight, two operands and an incoming carry, and "
        f"returns a sum bit and a carry? Build it, with the carry on `{carries}`.",
        f"I am wiring up an adder by hand and still miss the cell. It gets my bits `{a}`, `{b}` "
        f"and the `{into}` from the right-hand neighbour; please hand me back the parity of the "
        f"three on `{total}` and their majority on `{carries}`.",
        f"`{carries}` shall be asserted when at least two inputs are asserted. `{total}` shall be "
        f"asserted when one input or all three inputs are asserted. Neither output may depend on "
        f"anything else.",
        f"If `{a}` and `{b}` differ, then `{carries}` = `{into}` and `{total}` is the complement "
        f"of `{into}`. If they are equal, `{carries}` repeats `{a}`, and `{total}` repeats "
        f"`{into}`.",
        f"Unlike a half adder, this adder also counts `{into}`: 1 + 1 + 1 is possible and sets "
        f"both `{total}` (weight 1) and `{carries}` (weight 2).",
        f"With n = {a} + {b} + {into} as an integer, {total} = n mod 2 and {carries} = "
        f"floor(n / 2).",
        f"Think of it as C: int t = {a} + {b} + {into}; {total} = t & 1; {carries} = t >> 1.",
        f"`{carries}` comes from an OR gate behind two half adders. The first half adder takes "
        f"`{a}` and `{b}`; the second takes its sum and `{into}`, and its own sum is `{total}`. "
        f"The OR gate joins their two carries.",
    )


def _bit_difference(a: str, b: str, into: str, total: str, carries: str) -> tuple[str, ...]:
    return (
        f"Drive `{total}` with {a} ^ {b} ^ {into} and `{carries}` with (~{a} & {b}) | ({into} & "
        f"~({a} ^ {b})).",
        f"One-bit full subtractor, {a} minus {b}, with borrow in and borrow out.",
        f"Which cell takes the bit `{b}` and an incoming borrow away from the bit `{a}`, and "
        f"returns a difference bit and a new borrow? Build it, with that borrow on `{carries}`.",
        f"I am wiring up a subtractor by hand and still miss the cell. It gets my bits `{a}` and "
        f"`{b}` (the second is taken off the first) and the `{into}` of the right-hand neighbour; "
        f"please raise `{carries}` when `{a}` cannot pay for the two others, and put what remains, "
        f"modulo 2, on `{total}`.",
        f"`{carries}` shall be asserted when the number of ones among `{b}` and `{into}` exceeds "
        f"`{a}`. `{total}` shall be asserted when one input or all three inputs are asserted. "
        f"Neither output may depend on anything else.",
        f"If `{a}` and `{b}` differ, then `{carries}` = `{b}` and `{total}` is the complement of "
        f"`{into}`. If they are equal, both `{carries}` and `{total}` repeat `{into}`.",
        f"Unlike a half subtractor, this one also takes off `{into}`: 0 - 1 - 1 is possible and "
        f"gives `{total}` = 0 with `{carries}` = 1. In all cases {a} - {b} - {into} = {total} - 2 "
        f"* {carries}.",
        f"With n = {a} - {b} - {into} as a signed integer, {total} = n mod 2, and {carries} = 1 if "
        f"n < 0, else 0.",
        f"Think of it as C: int t = {a} - {b} - {into}; {total} = t & 1; {carries} = t < 0.",
        f"`{carries}` comes from an OR gate behind two half subtractors. The first one takes `{b}` "
        f"off `{a}`; the second takes `{into}` off the outcome, and its own difference is "
        f"`{total}`. The OR gate joins their two borrows.",
    )


def _sum(a: str, b: str, into: str, total: str, carries: str, width: int) -> tuple[str, ...]:
    return (
        f"`{total}[i]` equals {a}[i] ^ {b}[i] ^ c and `{carries}[i]` equals ({a}[i] & {b}[i]) | (c "
        f"& ({a}[i] ^ {b}[i])), with c = {carries}[i-1], except that c = {into} at i = 0.",
        f"Ripple-carry adder, {width} bits, with carry in; the carry out of every full adder is an "
        f"output.",
        f"With m = 2**(i+1), {carries}[i] = floor(({a} mod m + {b} mod m + {into}) / m) for "
        f"0 <= i < {width}, and {total} = ({a} + {b} + {into}) mod 2**{width}.",
        f"A carry is generated at bit i when `{a}[i]` and `{b}[i]` are both set, killed when both "
        f"are clear, and otherwise passed on from bit i-1 (from `{into}` when i is 0). "
        f"`{carries}[i]` is the carry after bit i; `{total}[i]` is the XOR of the two operand bits "
        f"and of the carry that arrives there.",
        f"Think of a loop: c = {into}; for (i = 0; i < {width}; i++) {{ t = {a}[i] + {b}[i] + c; "
        f"{total}[i] = t & 1; {carries}[i] = c = t >> 1; }} and unroll it into gates.",
    )


def _difference(a: str, b: str, into: str, total: str, carries: str, width: int) -> tuple[str, ...]:
    return (
        f"`{total}[i]` equals {a}[i] ^ {b}[i] ^ c and `{carries}[i]` equals (~{a}[i] & {b}[i]) | "
        f"(c & ~({a}[i] ^ {b}[i])), with c = {carries}[i-1], except that c = {into} at i = 0.",
        f"Ripple-borrow subtractor, {width} bits, {a} minus {b}, with borrow in; the borrow out of "
        f"every full subtractor is an output.",
        f"With m = 2**(i+1), {carries}[i] = 1 if {a} mod m < {b} mod m + {into}, else 0, for "
        f"0 <= i < {width}, and {total} = ({a} - {b} - {into}) mod 2**{width}.",
        f"A borrow is generated at bit i when `{a}[i]` is clear and `{b}[i]` set, killed when "
        f"`{a}[i]` is set and `{b}[i]` clear, and otherwise passed on from bit i-1 (from `{into}` "
        f"when i is 0). `{carries}[i]` is the borrow after bit i; `{total}[i]` is the XOR of the "
        f"two operand bits and of the borrow that arrives there.",
        f"Think of a loop: c = {into}; for (i = 0; i < {width}; i++) {{ t = {a}[i] - {b}[i] - c; "
        f"{total}[i] = t & 1; {carries}[i] = c = (t < 0); }} and unroll it into gates.",
    )


def _both(
    ports: tuple[str, str, str, str, str], width: int, *, is_difference: bool
) -> tuple[str, ...]:
    a, b, into, total, carries = ports
    leaves, result = ("borrow", "difference") if is_difference else ("carry", "sum")
    unit, top, sign = "subtractor" if is_difference else "adder", width - 1, "+-"[is_difference]
    sum_ = f"{a} {sign} {b} {sign} {into}"
    article = "a" if is_difference else "an"
    some = f"lie those of bits 1 to {top - 1}" if width > 3 else "lies that of bit 1"
    middle = f" Between them {some}." if width > 2 else ""
    weight = "takes 1 off at the lowest place" if is_difference else "adds 1 at the lowest place"
    return (
        f"Which {unit} of {width} bits hides nothing? The one that computes {sum_} and shows, next "
        f"to the {result} `{total}`, the {leaves} out of bit i as bit i of `{carries}`. Build it.",
        f"I am debugging {article} {unit} and want to probe the {leaves} line. So please write "
        f"{sum_} with the {width}-bit {result} on `{total}`, and bring every internal {leaves} to "
        f"`{carries}`, the one produced by the LSB at index 0 and the one produced by the MSB at "
        f"index {top}.",
        f"`{total}` shall hold the low {width} bits of {sum_}. `{carries}` must have as bit i the "
        f"{leaves} that bit i produces. The {leaves} into bit 0 shall be `{into}`, and each higher "
        f"bit must use the {leaves} of the bit to its right.",
        f"Unlike an ordinary {unit}, which gives away only its final {leaves}, this one exposes "
        f"the {leaves} of all {width} bit positions on `{carries}` (LSB first, so the final one is "
        f"the top bit). Otherwise it is ordinary: `{total}` is {sum_}, wrapping at {width} bits.",
        f"`{carries}[{top}]` is the {leaves} out of the whole {unit}, and `{carries}[0]` is the "
        f"{leaves} out of bit 0.{middle} `{total}` holds the {result}, for which `{into}` "
        f"{weight}, and `{b}` is {'taken off' if is_difference else 'added to'} `{a}`.",
    )
