"""Shift registers in further words."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Shifter:
    """What a shift register is like."""

    width: int
    way: str
    """`left`, `right`, or `both`."""
    fill: str
    """`serial`, `zero`, or `rotate`."""
    out: str
    serial: str
    side: str
    """Input: 1 is right."""
    load: str | None
    data: str
    enable: str | None
    is_serial_out: bool

    @property
    def name(self) -> str:
        """The register."""
        return "r" if self.is_serial_out else self.out

    @property
    def shown(self) -> str:
        """Say which bit is visible, if not all are."""
        if not self.is_serial_out:
            return ""
        last = self.width - 1 if self.way == "left" else 0
        return f" `{self.out}` is r[{last}]; the rest of r cannot be seen."

    def each(self, left: str, right: str) -> str:
        """Choose what is said of a direction, or tell of both."""
        if self.way == "both":
            return f"with `{self.side}` = 0, {left}; with `{self.side}` = 1, {right}"
        return left if self.way == "left" else right

    def entry(self, lost: str) -> str:
        """Write the bit that comes in."""
        return {"serial": self.serial, "zero": "0", "rotate": lost}[self.fill]

    def rules(self, style: int) -> str:
        """Tell of load and enable, in one of three ways."""
        texts = []
        if self.load:
            texts.append((
                f" `{self.load}` = 1 overwrites all bits with `{self.data}`.",
                f" With `{self.load}` asserted, `{self.data}` is loaded in parallel instead.",
                f" When {self.load} is set, the next contents are {self.data}.",
            )[style])  # fmt: skip
        if self.enable:
            texts.append((
                f" `{self.enable}` must be 1 for a shift; at 0 the bits stay where they are.",
                f" Shifts pause as long as `{self.enable}` is low.",
                f" No shift takes place unless {self.enable} is set.",
            )[style])  # fmt: skip
        return "".join(texts)


def others(told: Shifter, expression: str) -> tuple[str, ...]:
    """Tell of a shift register; the clock, the reset and priorities are told elsewhere.

    Args:
        told: The register.
        expression: Its next value.
    """
    return (*_plain(told, expression), *_valued(told))


def _plain(told: Shifter, expression: str) -> tuple[str, ...]:
    """Tell of the register as a circuit."""
    name, width, top, load = told.name, told.width, told.width - 1, told.load
    inside = f", where r is the whole register ({width} bits)" if told.is_serial_out else ""
    kinds = {"both": f"Bidirectional shift register (left for `{told.side}` = 0, right for "
                     f"`{told.side}` = 1)"}  # fmt: skip
    title = kinds.get(told.way, f"{told.way.capitalize()} shift register")
    kind = {"serial": f"serial in `{told.serial}`", "zero": "zero fill",
            "rotate": "end-around"}[told.fill]  # fmt: skip
    ends = "MSB" if told.way == "left" else "LSB"
    extra = f", parallel load `{load}`/`{told.data}`" if load else ""
    extra += f", enable `{told.enable}`" if told.enable else ""
    extra += f", serial out at the {ends}" if told.is_serial_out else ", parallel out"
    new = {"serial": f"the level of `{told.serial}`", "zero": "a constant 0",
           "rotate": "the very bit that was pushed out at the opposite end"}[told.fill]  # fmt: skip
    up = f"every bit goes to the place above it and the LSB becomes {new}"
    down = f"every bit goes to the place below it and the MSB becomes {new}"
    goes = told.each(up, down)
    d_up = f"flop number i shall take its D from flop i - 1, and flop 0 from {_source(told, top)}"
    d_down = f"flop number i shall take its D from flop i + 1, and flop {top} from "
    d_down += _source(told, 0)
    return (
        f"Apart from resets, `{name} <= {expression}` happens on each tick{inside}.{told.shown}",
        f"{title}, {width} bits, {kind}{extra}.",
        f"Where does each of the {width} bits go in a shift? {_upper(goes)}. Which circuit "
        f"does this once per active edge? Build it.{told.rules(0)}{told.shown}",
        f"I need the {width} bits of a word to march along one by one, a step per clock. To be "
        f"precise, {goes}.{told.rules(1)}{told.shown} Could you build that for me?",
        f"The register shall consist of {width} D flip-flops with a common clock. When it shifts, "
        f"{told.each(d_up, d_down)}.{told.rules(2)}{told.shown}",
    )


def _source(told: Shifter, end: int) -> str:
    """Say what feeds the free end."""
    return {"serial": f"the port `{told.serial}`", "zero": "a 0",
            "rotate": f"flop {end}"}[told.fill]  # fmt: skip


def _valued(told: Shifter) -> tuple[str, ...]:
    """Tell of cases, numbers, arrays and examples."""
    name, width, top = told.name, told.width, told.width - 1
    high, low = told.entry(f"{name}[{top}]"), told.entry(f"{name}[0]")
    zero = "1'b0" if told.fill == "zero" else ""
    left, right = f"{{{name}[{top - 1}:0], {zero or high}}}", f"{{{zero or low}, {name}[{top}:1]}}"
    value = told.each(f"{name} becomes {left}", f"{name} becomes {right}")
    head = _conditions(told)
    link = ":" if told.way == "both" else ","
    cases = f"If {head}{link} {value}." if head else f"In every cycle without reset, {value}."
    if told.enable:
        idle = f"`{told.load}` and `{told.enable}` are both 0" if told.load else (
            f"`{told.enable}` is 0"
        )  # fmt: skip
        cases += f" If {idle}, {name} stays the same."
    if told.load:
        cases += f" If `{told.load}` is 1, {name} becomes `{told.data}`."
    unlike = {
        "serial": f"Unlike a rotation, a shift loses the bit at one end and takes `{told.serial}` "
                  "in at the other end",
        "zero": "Unlike a rotation, a shift loses the bit at one end, and nothing but a 0 takes "
                "the free place at the other end",
        "rotate": "Unlike a plain shift, no bit gets lost: the one that falls out at one end comes "
                  "in again at the other end",
    }[told.fill]  # fmt: skip
    towards = told.each("bits move towards the MSB", "bits move towards the LSB")
    tops = {"serial": told.serial, "zero": "0", "rotate": f"floor(Q / 2^{top})"}[told.fill]
    lows = {"serial": told.serial, "zero": "0", "rotate": "(Q mod 2)"}[told.fill]
    more, less = f"Q(t+1) = (2*Q mod 2^{width}) + {tops}", f"Q(t+1) = floor(Q/2) + 2^{top} * {lows}"
    if told.fill == "zero":
        more, less = f"Q(t+1) = 2*Q mod 2^{width}", "Q(t+1) = floor(Q/2)"
    first = f"for (i = {top}; i > 0; i--) {name}[i] = {name}[i-1]; {name}[0] = "
    second = f"for (i = 0; i < {top}; i++) {name}[i] = {name}[i+1]; {name}[{top}] = "
    if told.fill == "rotate":
        first, second = f"t = {name}[{top}]; {first}t", f"t = {name}[0]; {second}t"
    else:
        first, second = f"{first}{high}", f"{second}{low}"
    loop = told.each(f"run `{first};`", f"run `{second};`")
    after = {
        "serial": f"only bits from `{told.serial}` are left", "zero": "only zeros are left",
        "rotate": "all bits are back where they were",
    }[told.fill]  # fmt: skip
    same = " in one direction" if told.way == "both" else ""
    one = f"{'0' * (width - 2)}10"
    given = f" and `{told.serial}` at 0" if told.fill == "serial" else ""
    twice = told.each(f"{'0' * (width - 3)}100", f"{'0' * (width - 1)}1")
    return (
        f"{cases}{told.shown}",
        f"{unlike}. It moves by a single place, never more; {towards}. The order of the {width} "
        f"bits does not change otherwise.{told.rules(1)}{told.shown}",
        f"Let Q be the {width}-bit contents, read without sign. In a shift, "
        f"{told.each(more, less)}.{told.rules(2)}{told.shown}",
        f"Think of {name} as an array of {width} bits. To shift it, {loop}, all within one clock "
        f"edge.{told.rules(0)}{told.shown}",
        f"With {one} in the register{given}, a shift leads to this: {twice}. After "
        f"{width} shifts{same}, {after}. The rule: "
        f"{told.each(f'{name} <= {left}', f'{name} <= {right}')}.{told.rules(1)}{told.shown}",
    )


def _conditions(told: Shifter) -> str:
    """Say when it shifts."""
    texts = [f"`{told.load}` is 0"] if told.load else []
    texts += [f"`{told.enable}` is 1"] if told.enable else []
    return " and ".join(texts)


def _upper(text: str) -> str:
    return text[0].upper() + text[1:]
