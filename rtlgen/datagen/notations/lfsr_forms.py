"""Feedback shift registers of the Fibonacci and the Galois form in further notations."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rtlgen.datagen.series import series


@dataclass(frozen=True, slots=True, kw_only=True)
class Lfsr:
    """A register and how it feeds itself."""

    out: str
    sources: Sequence[tuple[int, ...]]
    """For each bit the bits whose XOR it becomes, lowest first."""
    taps: Sequence[int]
    is_left: bool

    @property
    def width(self) -> int:
        """Number of bits."""
        return len(self.sources)

    @property
    def top(self) -> int:
        """Highest bit."""
        return len(self.sources) - 1

    @property
    def lost(self) -> int:
        """The bit that leaves."""
        return self.top if self.is_left else 0

    @property
    def entry(self) -> int:
        """The bit that becomes free."""
        return 0 if self.is_left else self.top

    @property
    def mixed(self) -> list[int]:
        """Bits that a Fibonacci register sums, highest first."""
        return sorted((*self.taps, self.lost), reverse=True)

    @property
    def turned(self) -> list[int]:
        """Bits that a Galois register may invert, highest first."""
        return sorted((*self.taps, self.entry), reverse=True)

    @property
    def side(self) -> str:
        """The direction."""
        return "left" if self.is_left else "right"

    @property
    def full(self) -> int:
        """All ones."""
        return (1 << self.width) - 1

    @property
    def sign(self) -> str:
        """What leads from the number of a bit to that of its source."""
        return "-" if self.is_left else "+"

    @property
    def mix(self) -> str:
        """What enters a Fibonacci register."""
        return " ^ ".join(f"{self.out}[{bit}]" for bit in self.mixed)

    def old(self, bit: int) -> int:
        """Return the neighbour from which a bit comes."""
        return bit - 1 if self.is_left else bit + 1

    def after(self, state: int) -> int:
        """Return the state that follows."""
        return sum(
            (sum(state >> bit & 1 for bit in bits) % 2) << n for n, bits in enumerate(self.sources)
        )

    def word(self, value: int) -> str:
        """Write a state: in binary, or in hexadecimal if it is long."""
        long = f"0x{value:0{(self.width + 3) // 4}x}"
        return f"{value:0{self.width}b}" if self.width <= 8 else long


def fibonacci(lfsr: Lfsr) -> tuple[str, ...]:
    """Describe a register whose sum enters at the free end."""
    return (*_fibonacci_as_code(lfsr), *_fibonacci_in_words(lfsr))


def galois(lfsr: Lfsr) -> tuple[str, ...]:
    """Describe a register in which the bit that leaves inverts others."""
    return (*_galois_as_code(lfsr), *_galois_in_words(lfsr))


def _power(exponent: int) -> str:
    return ("1", "x")[exponent] if exponent < 2 else f"x^{exponent}"


def _polynomial(exponents: Iterable[int]) -> str:
    return " + ".join(_power(one) for one in sorted(exponents, reverse=True))


def _listed(out: str, bits: Iterable[int]) -> str:
    return series([f"{out}[{bit}]" for bit in bits])


def _moves(lfsr: Lfsr) -> str:
    return "bit k goes to bit k+1" if lfsr.is_left else "bit k goes to bit k-1"


def _fibonacci_as_code(lfsr: Lfsr) -> tuple[str, ...]:
    out, width, top, entry = lfsr.out, lfsr.width, lfsr.top, lfsr.entry
    mask = sum(1 << bit for bit in lfsr.mixed)
    places = {bit: bit if lfsr.is_left else top - bit for bit in range(width)}
    terms = [f"b(t-{places[bit]})" if places[bit] else "b(t)" for bit in lfsr.mixed]
    where = "b(t-k)" if lfsr.is_left else f"b(t-{top}+k)"
    kept = f"{out}[{top - 1}:0]" if lfsr.is_left else f"{out}[{top}:1]"
    one, zero = (f"{{{kept}, 1'b{n}}}" if lfsr.is_left else f"{{1'b{n}, {kept}}}" for n in (1, 0))
    shifted = (
        f"({out} << 1 | fb) & 0x{lfsr.full:x}" if lfsr.is_left else f"{out} >> 1 | fb << {top}"
    )
    number = f"(2*N mod {1 << width}) + F" if lfsr.is_left else f"floor(N/2) + {1 << top}*F"
    carry = "; ".join(f"XOR C, {out}.{bit}" for bit in lfsr.taps)
    return (
        (
            f"Take the sequence b with b(t+1) = {' + '.join(terms)} modulo 2. The register shows a "
            f"window of it: at time t, bit k of {out} is {where}, for k from 0 to {top}."
        ),
        (
            f"Feedback polynomial {_polynomial(lfsr.mixed)}, in which x^k stands for bit k of "
            f"{out} (1 for bit 0). The sum of these bits over GF(2) is what position {entry} gets; "
            f"of the others {_moves(lfsr)}."
        ),
        f"Python: fb = bin({out} & 0x{mask:x}).count('1') % 2; {out} = {shifted}.",
        (
            f"Let N be the word as an unsigned number. It is followed by {number}, where F = "
            f"({' + '.join(f'bit {bit}' for bit in lfsr.mixed)}) mod 2."
        ),
        f"`{out}` <= ({lfsr.mix}) ? {one} : {zero}, once per clock.",
        (
            f"In assembly language one step reads MOV C, {out}.{lfsr.lost}; {carry}; "
            f"{'RCL' if lfsr.is_left else 'RCR'} {out}, 1. The last one shifts {lfsr.side} through "
            f"the carry: C moves in at bit {entry}, and what falls out is not used again."
        ),
    )


def _fibonacci_in_words(lfsr: Lfsr) -> tuple[str, ...]:
    out, width, top, entry = lfsr.out, lfsr.width, lfsr.top, lfsr.entry
    old = [bit + 1 if lfsr.is_left else bit - 1 for bit in lfsr.taps]
    stages = sorted((bit if lfsr.is_left else top - bit) + 1 for bit in lfsr.mixed)
    return (
        (
            f"Number the stages along the flow: stage 1 is {out}[{entry}], stage {width} is "
            f"{out}[{lfsr.lost}]. Stage 1 is fed by XOR({', '.join(f'S{n}' for n in stages)}), and "
            f"stage n by stage n-1 for n > 1."
        ),
        (
            f"Issue: the generator only rotates. Expected: rotate {out} {lfsr.side} by one, then "
            f"replace bit {entry} of the rotated word by the XOR of itself and "
            f"{series([f'bit {bit}' for bit in old])} of the rotated word. Found: the second half "
            f"is missing. Please provide a correct version."
        ),
        (
            f"Q: Which way do the bits travel? A: {_moves(lfsr).capitalize()}. Q: Who feeds bit "
            f"{entry}? A: An XOR tree whose leaves are {_listed(out, lfsr.mixed)}. Q: Are there "
            f"gates elsewhere? A: No, this is the Fibonacci arrangement."
        ),
        (
            f"`{out}`: lfsr, {width} bits, moves {lfsr.side}. serial in (bit {entry}) = xor of "
            f"{','.join(map(str, lfsr.mixed))}. no gates between stages."
        ),
        (
            f"Loop body: old = {out}; for all i except {entry}: {out}[i] = "
            f"old[i{lfsr.sign}1]; {out}[{entry}] = 0; for i in "
            f"({', '.join(map(str, lfsr.mixed))}): {out}[{entry}] ^= old[i]. Unrolled "
            f"into gates, this is one clock cycle."
        ),
    )


def _galois_as_code(lfsr: Lfsr) -> tuple[str, ...]:
    out, width, top, entry, lost = lfsr.out, lfsr.width, lfsr.top, lfsr.entry, lfsr.lost
    mask = sum(1 << bit for bit in lfsr.turned)
    places = {bit: bit if lfsr.is_left else top - bit for bit in range(width)}
    modulus = _polynomial([width, *(places[bit] for bit in lfsr.turned)])
    power = "x^k" if lfsr.is_left else f"x^({top}-k)"
    one, zero = (_concatenated(lfsr, value) for value in (1, 0))
    number = (
        f"2*N as long as N < {1 << top}, and by (2*N - {1 << width}) XOR {mask} otherwise"
        if lfsr.is_left
        else f"N/2 for an even N, and by (N-1)/2 XOR {mask} for an odd N"
    )
    shifted = (
        f"fb = {out} >> {top}; {out} = ({out} << 1) & 0x{lfsr.full:x}"
        if lfsr.is_left
        else f"fb = {out} & 1; {out} = {out} >> 1"
    )
    return (
        (
            f"Finite field view: bit k of {out} is the coefficient of {power}. Each step "
            f"multiplies this polynomial by x, modulo P(x) = {modulus} over GF(2)."
        ),
        (
            f"Toggle polynomial {_polynomial(lfsr.turned)}, in which x^k stands for bit k of {out} "
            f"(1 for bit 0). First {_moves(lfsr)} and bit {entry} is cleared; then, only when the "
            f"old {out}[{lost}] was set, the bits of the polynomial are inverted."
        ),
        f"Python: {shifted}; {out} ^= 0x{mask:x} * fb.",
        f"Let N be the word as an unsigned number. It is followed by {number}.",
        f"`{out}` <= {out}[{lost}] ? {one} : {zero}, once per clock.",
        (
            f"In assembly language one step reads {'SHL' if lfsr.is_left else 'SHR'} {out}, 1; JNC "
            f"L; XOR {out}, 0x{mask:x}; L: end. Here the shift fills bit {entry} with 0 and puts "
            f"the old bit {lost} into the carry, and JNC jumps when the carry is clear."
        ),
    )


def _galois_in_words(lfsr: Lfsr) -> tuple[str, ...]:
    out, width, top, entry, lost = lfsr.out, lfsr.width, lfsr.top, lfsr.entry, lfsr.lost
    flipped = series([f"bit {bit}" for bit in lfsr.turned])
    numbers = sorted((bit if lfsr.is_left else top - bit) + 1 for bit in lfsr.taps)
    stages = series([f"stage {n}" for n in numbers])
    return (
        (
            f"Number the stages along the flow: stage 1 is {out}[{entry}], stage {width} is "
            f"{out}[{lost}]. Stage {width} feeds stage 1. Before some stages its value is added "
            f"modulo 2 to what comes from the stage before, namely before {stages}; elsewhere "
            f"stage n-1 feeds stage n directly."
        ),
        (
            f"Issue: the generator only rotates. Expected: rotate {out} {lfsr.side} by one, then, "
            f"provided that the bit that came round to position {entry} is 1, invert "
            f"{series([f'bit {bit}' for bit in lfsr.taps])} of the rotated word. Found: the second "
            f"half is missing. Please provide a correct version."
        ),
        (
            f"Q: Which way do the bits travel? A: {_moves(lfsr).capitalize()}. Q: Who feeds bit "
            f"{entry}? A: {out}[{lost}] itself, no gate. Q: Are there gates elsewhere? A: Yes, in "
            f"front of {_listed(out, lfsr.taps)}, always an XOR of the arriving neighbour with "
            f"{out}[{lost}]; this is the Galois arrangement."
        ),
        (
            f"`{out}`: lfsr, {width} bits, moves {lfsr.side}. bit {lost} wraps to bit {entry} and, "
            f"by xor, also goes into the inputs of {','.join(map(str, lfsr.taps))}. total change "
            f"per step when it is 1, on top of a zero-filled shift: flip {flipped}."
        ),
        (
            f"Loop body: old = {out}; for all i except {entry}: {out}[i] = "
            f"old[i{lfsr.sign}1]; {out}[{entry}] = old[{lost}]; for i in "
            f"({', '.join(map(str, lfsr.taps))},): {out}[i] ^= old[{lost}]. Unrolled "
            f"into gates, this is one clock cycle."
        ),
    )


def _concatenated(lfsr: Lfsr, leaving: int) -> str:
    """Write the bits that follow if the bit that leaves has a value."""
    parts = []
    for bit in range(lfsr.top, -1, -1):
        is_flipped = leaving and bit in lfsr.taps
        name = f"{'~' if is_flipped else ''}{lfsr.out}[{lfsr.old(bit)}]"
        parts.append(f"1'b{leaving}" if bit == lfsr.entry else name)
    return f"{{{', '.join(parts)}}}"
