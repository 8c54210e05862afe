"""Tables of saturating counters in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Ports:
    """Names of the ports of a table."""

    index: str
    """Input: what is predicted."""
    mix: str | None
    """Input that is XORed to both indices."""
    train: str
    trained: str
    """Input: index of the counter that is trained."""
    taken: str
    out: str
    count: str | None
    """Output: the counter itself."""

    @property
    def read(self) -> str:
        """Write which counter is read."""
        return f"{self.index} ^ {self.mix}" if self.mix else self.index

    @property
    def written(self) -> str:
        """Write which counter is trained."""
        return f"{self.trained} ^ {self.mix}" if self.mix else self.trained

    @property
    def reads(self) -> str:
        """Tell which counter is read."""
        return f"`{self.index}` XOR `{self.mix}`" if self.mix else f"`{self.index}`"

    @property
    def writes(self) -> str:
        """Tell which counter is trained."""
        return f"`{self.trained}` XOR `{self.mix}`" if self.mix else f"`{self.trained}`"


def others(ports: Ports, number: int, size: int) -> tuple[str, ...]:
    """Tell a table in further words.

    Args:
        ports: The ports.
        number: How many counters there are.
        size: Their width.
    """
    return (
        *_formulas(ports, number, size), *_cases(ports, number, size),
        *_reports(ports, number, size),
    )  # fmt: skip


def _formulas(ports: Ports, number: int, size: int) -> tuple[str, ...]:
    """Tell it by equations, a program, mathematics and in short."""
    top, half, out, count = (1 << size) - 1, 1 << size - 1, ports.out, ports.count
    train, taken, cell = ports.train, ports.taken, f"ctr[{ports.written}]"
    shown = f" and {count} = ctr[{ports.read}]" if count else ""
    holds = "hold" if count else "holds"
    level = f", which `{count}` shows," if count else ""
    extra = f" and {count} = all of it" if count else ""
    hashed = f", both indices XORed with {ports.mix}" if ports.mix else ""
    assigned = f" and {count} = ctr[{ports.read}]" if count else ""
    return (
        (
            f"There is an array ctr of {number} registers with {size} bits. {out} = "
            f"ctr[{ports.read}][{size - 1}]{shown} {holds} all the time. On each tick with "
            f"{train} = 1, {cell} <= {taken} ? {cell} + ({cell} != {top}) : {cell} - ({cell} != 0)."
        ),
        (
            f"Branch predictor table with {number} {size}-bit saturating counters{hashed}: {out} "
            f"= MSB of counter {ports.index}{extra}, read asynchronously; {train} trains counter "
            f"{ports.trained} towards {taken}."
        ),
        (
            f"Let n(i, t) with 0 <= i < {number} be the value of counter i before tick t, a "
            f"number in {{0,...,{top}}}. For i = {ports.writes} and `{train}` = 1, n(i, t+1) is "
            f"n(i, t) + 1 if `{taken}` = 1 and n(i, t) - 1 if `{taken}` = 0, except that a result "
            f"of {top + 1} is replaced by {top} and a result of -1 by 0. In all other cases n(i, "
            f"t+1) = n(i, t). At any time let m be n(i, t) for i = {ports.reads}; m{level} "
            f"decides the prediction, `{out}` = floor(m / {half})."
        ),
        (
            f"Think of an array int ctr[{number}]. In every clock cycle the code is: if ({train}) "
            f"{{ if ({taken} && {cell} < {top}) {cell}++; else if (!{taken} && {cell} > 0) "
            f"{cell}--; }} Without waiting for a cycle, {out} = ctr[{ports.read}] >= "
            f"{half}{assigned}. A read sees the values from before the edge."
        ),
    )


def _cases(ports: Ports, number: int, size: int) -> tuple[str, ...]:
    """Tell it by cases, by contrast, and from the output back."""
    top, half, out, count = (1 << size) - 1, 1 << size - 1, ports.out, ports.count
    train, taken = ports.train, ports.taken
    seen = f" `{count}` brings the counter itself out." if count else ""
    whole = f", and `{count}` the whole of it" if count else ""
    also = f", and `{count}` is that counter" if count else ""
    return (
        (
            f"As long as `{train}` is 0, none of the {number} counters ({size} bits each) moves. "
            f"If it is 1 and `{taken}` is 0, counter {ports.writes} loses one, unless it is 0 "
            f"already. If both are 1, the same counter gains one, unless it is {top} already. At "
            f"any moment, `{out}` is high if counter {ports.reads} is at least {half} and low if "
            f"it is less.{seen}"
        ),
        (
            f"Unlike in a RAM, no value can be written into this table of {number} entries with "
            f"{size} bits: training (`{train}` = 1) only nudges entry {ports.writes} by one, "
            f"upwards for `{taken}` = 1 and downwards for 0, and at the limits, {top} and 0, a "
            "nudge outwards does nothing. Entries that are not addressed are left as they were. "
            f"Reading needs no clock: `{out}` is the top bit of entry {ports.reads}{whole}."
        ),
        (
            f"`{out}` says whether the outcome 1 is expected: it is the leftmost of the {size} "
            f"bits of one counter out of {number}, picked without a clock by "
            f"{ports.reads}{also}. These counters change only by experience, in a cycle with "
            f"`{train}` high. Then the one picked by {ports.writes} goes one up for the outcome "
            f"`{taken}` = 1, and one down for 0, between 0 and {top} with no wrap-around. For "
            f"example, {half} goes to {half + 1} for 1 and to {half - 1} for 0, while {top} stays "
            f"{top} for 1."
        ),
    )


def _reports(ports: Ports, number: int, size: int) -> tuple[str, ...]:
    """Tell it as a question, a message and requirements."""
    top, half, out, count = (1 << size) - 1, 1 << size - 1, ports.out, ports.count
    train, taken = ports.train, ports.taken
    asked = f" `{count}` carries its value." if count else ""
    mine = f" I also want to watch that counter, on `{count}`." if count else ""
    must = f" `{count}` must be equal to the counter that is read." if count else ""
    return (
        (
            f"Which structure learns the habits of {number} branches and cannot be upset by one "
            f"odd outcome? A table of saturating counters, here with {size} bits each. Build it. "
            f"An edge with `{train}` set counts number {ports.writes}: up if `{taken}` is set, "
            f"down if it is clear, with the ends {top} and 0 holding. What is predicted, `{out}`, "
            f"is whether number {ports.reads} has its top bit set; it is read "
            f"combinationally.{asked}"
        ),
        (
            f"I am building a small core and need its direction predictor. Give me {number} "
            f"counters, {size} bits wide, that stick at 0 and at {top}. The fetch stage looks up "
            f"counter {ports.reads} in the same cycle and takes `{out}` = 1 if it is {half} or "
            f"higher.{mine} Later the branch unit raises `{train}` for a cycle, and then counter "
            f"{ports.writes} is incremented if `{taken}` is 1 and decremented if not."
        ),
        (
            f"The table shall hold {number} counters of {size} bits. `{out}` shall at once be the "
            f"MSB of the counter at {ports.reads}.{must} At an active edge, the counter at "
            f"{ports.writes} shall move by one step if `{train}` is asserted, up with `{taken}` "
            f"at 1 and down with `{taken}` at 0. It must not go beyond {top} or below 0, and no "
            "other counter may move."
        ),
    )
