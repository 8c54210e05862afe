"""Ring and Johnson counters in further words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class _Ring:
    out: str
    bits: Sequence[str]
    """The values of one round, in binary."""
    is_johnson: bool
    is_left: bool

    @property
    def width(self) -> int:
        """Bits of a value."""
        return len(self.bits[0])

    @property
    def top(self) -> int:
        """Number of the leftmost bit."""
        return self.width - 1

    @property
    def far(self) -> int:
        """Number of the bit that leaves in a step."""
        return self.top if self.is_left else 0

    @property
    def near(self) -> int:
        """Number of the bit that is filled in a step."""
        return 0 if self.is_left else self.top

    @property
    def kind(self) -> str:
        """Name of the counter."""
        return "Johnson counter" if self.is_johnson else "ring counter"

    @property
    def side(self) -> str:
        """Where bits move."""
        return "left" if self.is_left else "right"

    @property
    def inverted(self) -> str:
        """Say that a bit is inverted, if it is."""
        return "inverted" if self.is_johnson else "unchanged"


def others(out: str, bits: Sequence[str], *, is_johnson: bool, is_left: bool) -> tuple[str, ...]:
    """Tell a ring counter in further words.

    Args:
        out: The output.
        bits: The values of one round in binary, from the one after a reset.
        is_johnson: The bit that comes round is inverted.
        is_left: Bits move to higher numbers.
    """
    ring = _Ring(out, bits, is_johnson, is_left)
    return (*_formulas(ring), *_cases(ring), *_reports(ring))


def _formulas(ring: _Ring) -> tuple[str, ...]:
    """Tell it by an equation, in short, by powers of two and as a program."""
    out, width, top, sign = ring.out, ring.width, ring.top, "~" if ring.is_johnson else ""
    shift, full = "<<" if ring.is_left else ">>", 1 << ring.width
    if ring.is_johnson:
        each = f"2^k - 1 for k <= {width} and {full} - 2^(k-{width}) for k > {width}"
        if not ring.is_left:
            each = (
                f"{full} - 2^({width}-k) for k <= {width} and 2^({2 * width}-k) - 1 for k > {width}"
            )
    else:
        each = "2^k" if ring.is_left else f"2^({top}-k)"
    loop = f"for (i = {top}; i > 0; i--) {out}[i] = {out}[i-1];"
    if not ring.is_left:
        loop = f"for (i = 0; i < {top}; i++) {out}[i] = {out}[i+1];"
    back = "!last" if ring.is_johnson else "last"
    return (
        (
            f"Each step is {out} <= {out} {shift} 1, except that {out}[{ring.near}] <= "
            f"{sign}{out}[{ring.far}], all with the old bits on the right-hand side."
        ),
        f"{'An' if width == 8 else 'A'} {width}-bit {ring.kind}, shifting {ring.side}.",
        (
            f"After t steps from the reset, with k = t mod {len(ring.bits)}, the number on "
            f"`{out}` is {each}."
        ),
        (
            f"Think of {out} as an array of {width} bits. One step runs last = {out}[{ring.far}]; "
            f"{loop} {out}[{ring.near}] = {back}; and leaves the result in flip-flops."
        ),
    )


def _cases(ring: _Ring) -> tuple[str, ...]:
    """Tell it by cases, by contrast, and from the output back."""
    out, width, top, far, near = ring.out, ring.width, ring.top, ring.far, ring.near
    moved = "bit i + 1 takes bit i" if ring.is_left else "bit i takes bit i + 1"
    if ring.is_johnson:
        cases = (
            f"While bit {far} of `{out}` is 1, each step shifts the word one place to the "
            f"{ring.side} and lets a 0 in at bit {near}. While it is 0, the same shift lets a 1 in."
        )
        values = "Only one bit changes from each value to the next"
        round_ = f"{2 * width} values, twice as many as there are bits"
    else:
        cases = (
            f"When the single 1 of `{out}` is in bit {far}, the next step takes it to bit {near}. "
            f"Otherwise the step takes it one place to the {ring.side}."
        )
        values = "Exactly one bit is 1 in every value"
        round_ = f"{width} values, one for each bit"
    return (
        f"{cases} The left end is bit {top}.",
        (
            f"Unlike a binary counter, this {ring.kind} adds nothing: in a step {moved} of "
            f"`{out}`, for i from 0 to {top - 1}, and bit {far} goes to bit {near} "
            f"{ring.inverted}. {values}."
        ),
        (
            f"`{out}` shows {width} flip-flops. Flip-flop {near} depends on flip-flop {far}, "
            f"whose bit it takes {ring.inverted} in a step; any other flip-flop takes the bit of "
            f"its neighbour on the {'right' if ring.is_left else 'left'} (flip-flop 0 is the "
            f"rightmost). There are {round_}; for example, {ring.bits[1]} comes before "
            f"{ring.bits[2]}."
        ),
    )


def _reports(ring: _Ring) -> tuple[str, ...]:
    """Tell it as a question, a message and requirements."""
    out, width, top, bits = ring.out, ring.width, ring.top, ring.bits
    gates = "with just one inverter and no other gate" if ring.is_johnson else "without any gate"
    fed = f"The bit from {out}[{ring.far}] is fed back to {out}[{ring.near}] {ring.inverted}"
    what = "A walking 1, in other words."
    if ring.is_johnson:
        what = "It fills with ones from one end and then with zeros from the same end."
    return (
        (
            f"Which counter with {len(bits)} states gets by {gates} between its {width} "
            f"flip-flops? The {ring.kind}. Build it with `{out}`, which moves to the {ring.side} "
            f"(bit {top} is the leftmost). {fed}."
        ),
        (
            f"I want to drive {width} LEDs from `{out}`: {bits[0]}, then {bits[1]}, then {bits[2]} "
            f"and so on (bit {top} first), the classic {ring.kind} going {ring.side}. {what} After "
            f"{len(bits)} steps it should be where it was."
        ),
        (
            f"In every step the {width} bits of `{out}` shall be shifted by one position to the "
            f"{ring.side}. The position that becomes free, bit {ring.near}, must receive bit "
            f"{ring.far}, {ring.inverted}. The sequence shall repeat after {len(bits)} steps."
        ),
    )
