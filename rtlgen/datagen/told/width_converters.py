"""Converters of width in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Converter:
    """Widths, the order of the words, and the ports."""

    data: str
    valid: str
    out: str
    flag: str
    narrow: int
    """Width of a short word."""
    count: int
    """Short words in a long one."""
    is_first_high: bool
    """The first word that comes goes to the top."""

    @property
    def width(self) -> int:
        """The width of the long word."""
        return self.narrow * self.count

    @property
    def unit(self) -> str:
        """Name what comes at a time."""
        return "bit" if self.narrow == 1 else "word"

    @property
    def units(self) -> str:
        """Name several of them."""
        return "bits" if self.narrow == 1 else f"words of {self.narrow} bits"

    @property
    def order(self) -> str:
        """Say how a group is put together."""
        high, low = ("oldest", "newest") if self.is_first_high else ("newest", "oldest")
        return f"the {high} {self.unit} leftmost and the {low} one rightmost"

    @property
    def strobe(self) -> str:
        """Say when the flag is 1."""
        return f"`{self.flag}`, a register too, is 1 after that edge and 0 after every other edge"

    def example(self) -> tuple[str, str]:
        """Return what comes, and the word that it makes."""
        values = [(5 * n + 3) % (1 << self.narrow) for n in range(self.count)]
        texts = [f"{value:0{self.narrow}b}" for value in values]
        if self.narrow == 1:
            texts = list("1101000110111010"[: self.count])
        joined = texts if self.is_first_high else texts[::-1]
        return ", ".join(texts), "".join(joined)


def others(told: Converter, rest: list[str]) -> tuple[str, ...]:
    """Return ten texts; the clock and the reset are told at the end of each."""
    said = (*_plainly(told), *_at_length(told))
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))


def _plainly(told: Converter) -> tuple[str, ...]:
    data, valid, out, flag = told.data, told.valid, told.out, told.flag
    unit, count, width, last = told.unit, told.count, told.width, told.count - 1
    units = told.units
    joined = f"{{kept, {data}}}" if told.is_first_high else f"{{{data}, kept}}"
    before = f"the {last} {units}" if last > 1 else f"the {unit}"
    sense = ""
    if last > 1:
        sense = ", oldest at the left," if told.is_first_high else ", oldest at the right,"
    end = "most" if told.is_first_high else "least"
    kind = f"Deserialiser of {count} bits" if told.narrow == 1 else (
        f"{'An' if told.narrow == 8 else 'A'} {told.narrow}-to-{width}-bit width converter"
    )  # fmt: skip
    first = "MSB" if told.is_first_high else "LSB"
    first += " first" if told.narrow == 1 else " end first"
    return (
        f"On every tick with {valid} = 1, n steps from 0 up to {last} and then to 0 "
        f"again; if n == {last} before the step, {out} <= {joined}, where kept holds "
        f"{before}{sense} taken since n was 0. On every tick, {flag} <= {valid} && n == "
        f"{last}. The reset makes n 0.",
        f"{kind} with input enable {valid}, {first}; {out} is held between words, {flag} is a "
        "one-clock strobe when it is new.",
        f"Which circuit waits for {count} {units} on `{data}`, each accepted at an active "
        f"edge with `{valid}` = 1, and then shows them together on `{out}`, "
        f"{told.order}? Build it: `{out}` changes only at the edge that accepts the last of "
        f"the {count}; {told.strobe}.",
        f"My source sends {units} on `{data}` and raises `{valid}` for each clock edge that should "
        f"take one. I need {count} of them side by side on `{out}`, {told.order}, from the edge "
        f"that takes number {count} until the next {count} are complete. Please tell me by a 1 on "
        f"`{flag}`, just for the first clock of it.",
        f"The converter shall take `{data}` at active edges with `{valid}` high and at no others. "
        f"With every {count} {units} taken, `{out}` must be replaced by them at the edge of the "
        f"last, the first being at the {end} significant end and the rest in order, and must be "
        f"retained until the next replacement. `{flag}` shall be high for one clock after each "
        "replacement, and shall be low otherwise.",
    )


def _at_length(told: Converter) -> tuple[str, ...]:
    data, valid, out, flag = told.data, told.valid, told.out, told.flag
    unit, count, width, last = told.unit, told.count, told.width, told.count - 1
    weight = f"(2^{told.narrow})^({last}-i)" if told.is_first_high else f"(2^{told.narrow})^i"
    if told.narrow == 1:
        weight = f"2^({last}-i)" if told.is_first_high else "2^i"
    at = "i" if not told.is_first_high else f"{last} - i"
    few = f"fewer than {last}" if last > 1 else "none"
    has = "have" if last > 1 else "has"
    given, made = told.example()
    span = f"[{told.narrow}*j +: {told.narrow}]" if told.narrow > 1 else "[j]"
    return (
        f"If `{valid}` is 1 at an active edge and {last} {unit}{'s' if last > 1 else ''} of the "
        f"present group {'are' if last > 1 else 'is'} there already, the group is complete: "
        f"`{out}` becomes the group, {told.order}, `{flag}` becomes 1, and the next group is begun "
        f"with nothing in it. If `{valid}` is 1 and {few} {has} come, the {unit} on `{data}` is "
        f"only put aside. If `{valid}` is 0, it is not even looked at. In both latter cases "
        f"`{flag}` becomes 0 and `{out}` stays.",
        f"Unlike in a bare shift register, the shifting is not seen: `{out}` has all its {width} "
        f"bits exchanged at once, by the edge that accepts number {count} of its group, and is "
        f"otherwise left alone. It then has {told.order}. Edges with `{valid}` = 0 do not accept "
        f"`{data}`, and do not count. `{flag}` is a register "
        f"that is high for just the period after such an exchange.",
        f"Let w(0), w(1) and so on be the values of `{data}` at those active edges after the reset "
        f"at which `{valid}` is 1. The edge that takes w({count}*g + {last}) sets `{out}` to the "
        f"sum of w({count}*g + i) * {weight} over i = 0 to {last}, for every g from 0 on; no other "
        f"edge changes `{out}`. `{flag}` is 1 from such an edge to the next active edge, else 0.",
        f"Think of an array a with {count} elements of {told.narrow} "
        f"bit{'s' if told.narrow > 1 else ''}, of an index i that is 0 at first, and of this "
        f"code for an active edge: {{ {flag} = 0; if ({valid}) {{ a[i] = {data}; i++; if (i == "
        f'{count}) {{ {out} = all of a; {flag} = 1; i = 0; }} }} }} Here "all of a" is the word '
        f"in which a[i] is {out}{span} with j = {at}. The index starts from 0 after a reset.",
        f"`{out}` and `{flag}` are registers that react when a group is full. For example, "
        f"{given} on `{data}`, in this order and each at an edge with `{valid}` = 1, make `{out}` "
        f"{made} (binary), with {told.order}, at the last of these edges; `{flag}` is high "
        f"for one period from there, and low whenever no group has just been filled. "
        f"Edges with `{valid}` = 0 may lie between and contribute nothing. `{out}` stays "
        f"until {count} more {unit}s are in.",
    )
