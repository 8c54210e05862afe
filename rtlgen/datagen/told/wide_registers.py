"""Wide registers in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.told.clocks import clocks


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """What a register does at an active edge; each part alone tells it."""

    plain: str
    """A sentence on what the step makes of the register."""
    shall: str
    title: str
    """Name of the circuit, without an end."""
    code: str
    """The new value in Verilog."""
    question: str
    wish: str
    cases: str
    unlike: str
    maths: str
    program: str
    back: str
    purpose: str
    last: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Control:
    """What decides whether there is a step."""

    out: str
    load: str | None
    data: str
    enable: str | None

    def rules(self, number: int) -> str:
        """Say what load and enable do, in one of three ways, with a blank before it."""
        load, data, enable, out = self.load, self.data, self.enable, self.out
        if load and enable:
            return (
                f" First comes `{load}`: at 1 it copies `{data}` into `{out}`. Next comes "
                f"`{enable}`: at 0 the register keeps its value. Otherwise there is a step.",
                f" With `{load}` = 1, `{out}` takes `{data}` instead, whatever `{enable}` is; with "
                f"`{load}` = 0 and `{enable}` = 0 nothing changes.",
                f" Load: `{out}` <= `{data}` if `{load}`. Hold if neither `{load}` nor `{enable}`.",
            )[number % 3]
        if load:
            return (
                f" If `{load}` is 1, `{data}` is copied into `{out}` instead of a step.",
                f" `{load}` at 1 goes before all this: then `{out}` becomes `{data}`.",
                f" Load: `{out}` <= `{data}` if `{load}`.",
            )[number % 3]
        if enable:
            return (
                f" This happens only if `{enable}` is 1; at 0 `{out}` keeps its value.",
                f" While `{enable}` is 0, the register holds.",
                f" Hold if `{enable}` = 0.",
            )[number % 3]
        return ""

    @property
    def apart(self) -> str:
        """The same for the last description."""
        load = f" A high `{self.load}` overrides that by importing `{self.data}`."
        hold = f" `{self.enable}` being low freezes everything{' else' if self.load else ''}."
        return (load if self.load else "") + (hold if self.enable else "")


def voices(step: Step, control: Control, clocking: Clocking, first: int) -> tuple[str, ...]:
    """Say what the parts say, with clock and reset.

    Args:
        step: What happens.
        control: When it happens.
        clocking: Clock and reset.
        first: What a reset sets; anything above 1 stands for a word of ones only.
    """
    rule, out = control.rules, control.out
    begin = {0: "0", 1: "1 (only bit 0 is 1)"}.get(first, "all ones")
    does = f"sets {out} to {begin}"
    texts = (
        f"{step.plain}{rule(0)}",
        f"Once per active edge: {out} <= {step.code}.{rule(1)}",
        f"{step.title}.{rule(2)}",
        f"{step.question}{rule(0)}",
        f"{step.wish}{rule(1)}",
        f"{step.shall}{rule(0)}",
        f"{step.cases}{rule(1)}",
        f"{step.unlike}{rule(0)}",
        f"{step.maths}{rule(1)}",
        f"As a program, run at each active edge on a copy named old: `{step.program}`.{rule(0)}",
        f"{step.back}{rule(1)}",
        f"{step.purpose}{rule(0)}",
        f"{step.title}. {step.plain}{rule(1)}",
        f"{step.plain} In Verilog the new value is {step.code}.{rule(0)}",
        f"Rule 1: {step.shall} Rule 2: all bits must change at the same edge.{rule(1)}",
        f"{step.question} In code that is {step.code}.{rule(2)}",
        f"{step.title}, all in one clocked block. {step.cases}{rule(0)}",
        f"{step.maths} Or, in Verilog: {out} <= {step.code}.{rule(0)}",
        f"{step.wish} In a script: `{step.program}`, where old is the word before.{rule(0)}",
        f"{step.unlike} Briefly: {out} <= {step.code}.{rule(1)}",
        f"{step.purpose} {step.plain}{rule(1)}",
        f"Write a register with its logic. {step.back}{rule(0)}",
        f"{step.shall} {step.cases}{rule(2)}",
    )
    ways = clocks(clocking, does)
    if clocking.is_asynchronous and clocking.is_low is not clocking.is_falling:
        ways = tuple(way for way in ways if clocking.event not in way)
    told = (f"{text} {ways[n % len(ways)]}" for n, text in enumerate(texts))
    return (*told, f"{step.last}{control.apart} {_apart(clocking, first)}")


def _apart(clocking: Clocking, first: int) -> str:
    """Tell clock and reset for the last description."""
    begin = {0: "zeros everywhere", 1: "a lone 1, rightmost"}.get(first, "ones everywhere")
    way, level = ("down" if clocking.is_falling else "up"), "low" if clocking.is_low else "high"
    when = "without awaiting any tick" if clocking.is_asynchronous else "not before a tick"
    return (
        f"Ticks are jumps {way} on `{clocking.clock}`. Above all, `{clocking.reset}` held {level} "
        f"restarts from {begin}, {when}."
    )


def _entering(
    names: tuple[str, str], width: int, way: str, fill: str, by: int
) -> tuple[str, str, str]:
    """Return what comes in, in Verilog and in words, and what goes out."""
    out, serial = names
    top, rest, is_left = width - 1, width - by, way == "left"
    gone = f"{out}[{top}:{rest}]" if is_left else f"{out}[{by - 1}:0]"
    gone = gone if by > 1 else f"{out}[{top if is_left else 0}]"
    copies = f"{{{by}{{{out}[{top}]}}}}" if by > 1 else f"{out}[{top}]"
    new = {"serial": f"{serial}", "zero": f"{by}'b0", "sign": copies, "ring": gone}[fill]
    bits = {"serial": f"`{serial}`", "zero": "zeros" if by > 1 else "a 0",
            "sign": f"copies of the top bit {out}[{top}]" if by > 1
            else f"a copy of the top bit {out}[{top}]",
            "ring": f"what leaves at the other end ({gone})"}[fill]  # fmt: skip
    return new, bits, gone


def moving(names: tuple[str, str], width: int, way: str, fill: str, by: int) -> Step:
    """Tell a shift or rotation: register and serial input."""
    out, serial = names
    top, rest = width - 1, width - by
    is_left, side = way == "left", way
    kept = f"{out}[{rest - 1}:0]" if is_left else f"{out}[{top}:{by}]"
    new, bits, gone = _entering(names, width, way, fill, by)
    code = f"{{{kept}, {new}}}" if is_left else f"{{{new}, {kept}}}"
    places = "one place" if by == 1 else f"{by} places"
    end, free = ("most", "lowest") if is_left else ("least", "highest")
    hole = f"the {free} bit" if by == 1 else f"the {free} {by} bits"
    kind = {"serial": "Shift register", "zero": "Shift register with zero fill",
            "sign": "Arithmetic shift register", "ring": "Rotating register"}[fill]  # fmt: skip
    inner = f"old[i - {by}]" if is_left else f"old[i + {by}]"
    span = f"i >= {by}" if is_left else f"i < {rest}"
    index = ("i" if is_left else f"i - {rest}") if by > 1 else "0"
    word = f"{serial}[{index}]" if by > 1 else f"{serial}"
    level = {"serial": word, "zero": "0", "sign": f"old[{top}]",
             "ring": f"old[(i {'-' if is_left else '+'} {by}) % {width}]".replace(
                 f"(i - {by})", f"(i + {rest})")}[fill]  # fmt: skip
    number = {"serial": f"{serial}", "zero": "0", "ring": "r",
              "sign": f"Q_{top}" if by == 1 else f"(2**{by} - 1) * Q_{top}"}[fill]  # fmt: skip
    where = {"ring": f", where r = floor(Q / 2**{rest})" if is_left
             else f", where r = Q mod {2**by}", "sign": f", where Q_{top} is the top bit"}.get(
        fill, ""
    )  # fmt: skip
    power = "2" if by == 1 else f"2**{by}"
    moved = (
        f"(Q * {power}) mod 2**{width} + {number}"
        if is_left
        else f"floor(Q / {power}) + {number} * 2**{rest}"
    )
    moved = moved.removesuffix(" + 0").removesuffix(f" + 0 * 2**{rest}")
    lost = "nothing is lost" if fill == "ring" else f"{gone} drops out"
    at = 20 + by if is_left else 20 - by
    return Step(
        plain=f"The {width}-bit register `{out}` moves {side} by {places} per step, and {hole} "
        f"become{'s' * (by == 1)} {bits}.",
        shall=f"At a step the contents of `{out}` shall go {places} towards the {end} significant "
        f"end, and {hole} must be filled with {bits}.",
        title=f"{kind}, {width} bits, {side} by {by}"
        + (f", {serial} shifted in" if fill == "serial" else ""),
        code=code,
        question=f"Which {width} bits stand in `{out}` after a step {side} by {places}, if {hole} "
        f"take{'s' * (by == 1)} {bits}? Those are wanted.",
        wish=f"I need a long register of {width} bits, `{out}`, that goes {side} by {places} at a "
        f"time and puts {bits} into {hole}. I would be glad to have it.",
        cases=f"If {span}, bit i of `{out}` becomes {inner.replace('old', f'the old {out}')}; "
        f"otherwise it belongs to {hole}, which become{'s' * (by == 1)} {bits}.",
        unlike=f"Unlike a register that only stores, `{out}` ({width} bits) travels: {places} "
        f"{side} at a step, {lost}, and {bits} come{'s' * (by == 1 or fill in ('serial', 'ring'))} "
        f"into {hole}.",
        maths=f"With Q for the word in `{out}` as a number without sign, a step makes it {moved}"
        f"{where}.",
        program=f"for (i = 0; i < {width}; i++) {out}[i] = ({span}) ? {inner} : {level}",
        back=f"After a step, {hole} of `{out}` show{'s' * (by == 1)} {bits}, and each other bit i "
        f"shows what bit {inner[4:-1]} was before.",
        purpose=f"A chain for {width}-bit frames: `{out}` goes {side} by {places}, with {bits} "
        f"coming in. For example, a 1 that stands at {out}[20] stands at {out}[{at}] one step "
        f"later.",
        last=f"Conveyor `{out}` with {width} seats, seat numbers growing leftwards; each tick "
        f"passengers slip {by} seat{'s' * (by > 1)} "
        f"{'leftwards' if is_left else 'rightwards'}, vacant seats being taken by "
        + {"serial": f"`{serial}`", "zero": "nobody (0)", "sign": "clones of the leftmost one",
           "ring": "those who just fell off"}[fill] + ".",
    )  # fmt: skip


def parts(out: str, data: str, enable: str, size: int, width: int) -> Step:
    """Tell a register with an enable for each part."""
    unit = {8: "byte", 16: "16-bit part", 32: "32-bit part", 4: "nibble"}[size]
    count = width // size
    span = f"[{size}*i + {size - 1}:{size}*i]"
    mask = f"{{{size}{{{enable}[{count - 1}]}}}},...,{{{size}{{{enable}[0]}}}}"
    return Step(
        plain=f"`{out}` is a register of {width} bits in {count} {unit}s; {unit} i takes {unit} i "
        f"of `{data}` if {enable}[i] is 1, and keeps its value if it is 0.",
        shall=f"Each {unit} of `{out}` shall be written from the same {unit} of `{data}` when its "
        f"bit of `{enable}` is 1, and must not change when it is 0; bit 0 is for the lowest.",
        title=f"Register of {width} bits, {enable} as write enable for each {unit}",
        code=f"({data} & m) | ({out} & ~m), where m = {{{mask}}}",
        question=f"Which of the {count} {unit}s of `{out}` take new values from `{data}`? Those "
        f"whose bit in `{enable}` is 1, bit i for {unit} i; the rest stay.",
        wish=f"I want to write single {unit}s of my {width}-bit register `{out}`. `{data}` brings "
        f"the new ones, and a 1 in `{enable}`, lowest bit for the lowest {unit}, says which of "
        f"them count.",
        cases=f"If {enable}[i] is 1, {out}{span} becomes {data}{span}; if {enable}[i] is 0, it "
        f"stays, for i = 0 to {count - 1}.",
        unlike=f"Unlike a register with one enable, this has {count}: {enable}[i] alone decides "
        f"whether {out}{span} is taken from {data}{span} or kept.",
        maths=f"For i = 0 to {count - 1}, with e = {enable}[i]: new {unit} i of `{out}` = e * "
        f"({unit} i of `{data}`) + (1 - e) * ({unit} i of `{out}`).",
        program=f"for (i = 0; i < {count}; i++) if ({enable}[i]) {out}[i*{size} +: {size}] = "
        f"{data}[i*{size} +: {size}]",
        back=f"What {unit} i of `{out}` shows is {unit} i of `{data}` as it was at the last edge "
        f"that found {enable}[i] = 1.",
        purpose=f"A line of {width} bits in a cache is written {unit} by {unit}: `{data}` and the "
        f"mask `{enable}` come in, `{out}` is the line. For example, {enable} = 3 changes "
        f"{out}[{2 * size - 1}:0] and nothing above.",
        last=f"Row of {count} drawers called `{out}`, rightmost first; key number n on ring "
        f"`{enable}` turned to 1 lets drawer n swap its {size} bits for those `{data}` offers, "
        f"locked drawers keep theirs.",
    )


def counting(out: str, width: int, by: int, *, is_up: bool) -> Step:
    """Tell a wide counter."""
    sign, verb = ("+", "up") if is_up else ("-", "down")
    first, last = (f"2**{width} - {by}", "0") if is_up else ("0", f"2**{width} - {by}")
    return Step(
        plain=f"`{out}` is a counter of {width} bits that counts {verb} by {by} and wraps modulo "
        f"2**{width}.",
        shall=f"At a step {by} shall be {'added to' if is_up else 'subtracted from'} the "
        f"{width}-bit number `{out}`; a carry or borrow beyond the top bit must be dropped.",
        title=f"Counter, {width} bits, {verb} by {by}",
        code=f"{out} {sign} {by}",
        question=f"Which number follows in `{out}` when one counts {verb} by {by} with {width} "
        f"bits? After {first} it is {last}.",
        wish=f"I need a counter that practically never overflows: {width} bits on `{out}`, {verb} "
        f"by {by} at a step. Let it wrap all the same.",
        cases=f"If `{out}` is {first}, it becomes {last}; otherwise it becomes {out} {sign} {by}, "
        f"modulo 2**{width}."
        if by == 1
        else f"If {out} {sign} {by} fits in {width} bits without "
        f"sign, `{out}` becomes that; otherwise it becomes {out} {sign} {by} "
        f"{'-' if is_up else '+'} 2**{width}.",
        unlike=f"Unlike a shift register, `{out}` is treated as one number of {width} bits: a step "
        f"{'adds' if is_up else 'subtracts'} {by}, modulo 2**{width}.",
        maths=f"Q(t+1) = (Q(t) {sign} {by}) mod 2**{width}, Q being `{out}` without sign.",
        program=f"{out} = (old {sign} {by}) mod 2**{width}",
        back=f"Before a step `{out}` was {by} {'less' if is_up else 'more'} than after it, modulo "
        f"2**{width}.",
        purpose=f"A time base of {width} bits: `{out}` runs {verb} by {by}. For example, "
        f"{2**40} is followed by {2**40 + by if is_up else 2**40 - by}.",
        last=f"Odometer `{out}`, {width} binary wheels, turned {by} notch{'es' * (by > 1)} "
        f"{'forward' if is_up else 'backward'} every tick, rolling over quietly.",
    )


RULES = {
    "bridge": ("C | (L & R)", "1 if it was 1 or both neighbours were 1, otherwise 0"),
    "spread": ("L | C | R", "the OR of its old value and the old values of both neighbours"),
    "shrink": ("L & C & R", "the AND of its old value and the old values of both neighbours"),
    "edge": ("C & ~R", "1 if it was 1 and its lower neighbour was 0, otherwise 0"),
    "lonely": ("C & ~L & ~R", "1 if it was 1 and both neighbours were 0, otherwise 0"),
    "birth": ("~C & (L ^ R)", "1 if it was 0 and exactly one neighbour was 1, otherwise 0"),
    "both": ("C ^ (L & R)", "inverted if both neighbours were 1, otherwise kept"),
    "toward": ("R ^ (C & L)", "the old value of its lower neighbour, inverted if its own old value "
               "and that of the upper neighbour were both 1"),
}  # fmt: skip


def row(out: str, width: int, rule: str, codes: Sequence[str], *, is_ring: bool) -> Step:
    """Tell a row of cells that depend on their neighbours; codes: on words, and on bits of old."""
    (formula, words), top = RULES[rule], width - 1
    ends = (
        f"The row is a ring: above bit {top} comes bit 0, and below bit 0 comes bit {top}."
        if is_ring
        else f"The neighbours missing above bit {top} and below bit 0 count as 0."
    )
    code, each = codes
    above, below = (f"(i + 1) mod {width}", f"(i - 1) mod {width}") if is_ring else (
        "i + 1", "i - 1"
    )  # fmt: skip
    outside = "" if is_ring else f", with q_(-1) = q_{width} = 0"
    ones = [f"{n:03b}" for n in range(8) if cell(rule, n >> 2, n >> 1 & 1, n & 1)]
    maths = formula.replace("L", f"q_({above})").replace("C", "q_i").replace("R", f"q_({below})")
    alone = [cell(rule, *bits) for bits in ((0, 0, 1), (0, 1, 0), (1, 0, 0))]
    found = [f"{out}[{place}]" for place, bit in zip((21, 20, 19), alone, strict=True) if bit]
    shown = f"leaves 1 at {' and '.join(found)} only" if found else "leaves zeros only"
    return Step(
        plain=f"Each of the {width} bits of `{out}` becomes {words}; the upper neighbour of a bit "
        f"has the next higher number. {ends}",
        shall=f"All {width} cells of `{out}` shall change together: a cell must become {words}, "
        f"upper meaning the higher bit number. {ends}",
        title=f"Row of {width} cells with the rule {formula} (C: the bit, L: the next higher one, "
        f"R: the next lower one, {'closed to a ring' if is_ring else 'zeros outside'})",
        code=code,
        question=f"What does a row of {width} cells, `{out}`, look like one step later, if every "
        f"cell becomes {words}? Upper is towards the top bit. {ends}",
        wish=f"Please make me a row of {width} cells in `{out}` where every bit is, after a step, "
        f"{words}, seen from bit i with i + 1 as the upper one. {ends}",
        cases=f"Take the three old bits upper neighbour, own, lower neighbour in this order, i + 1 "
        f"being above i: for {', '.join(ones)} the new bit of `{out}` is 1, for all others 0. "
        f"{ends}",
        unlike=f"Unlike a shift register, which only moves its {width} bits, `{out}` combines "
        f"them: a bit becomes {words}, its upper neighbour being the one to its left. {ends}",
        maths=f"For i = 0 to {top}, with q for the old word in `{out}`: new q_i = {maths}"
        f"{outside}.",
        program=f"for (i = 0; i < {width}; i++) {out}[i] = {each}",
        back=f"Whatever stands at bit i of `{out}` is made of the bits {above}, i and {below} one "
        f"step before, L, C and R, as {formula}. {ends}",
        purpose=f"A game on a line of {width} fields in `{out}`: a field becomes {words}, upper "
        f"being towards higher numbers. {ends} For example, a single 1 at {out}[20] {shown}.",
        last=f"Villagers `{out}`, {width} houses "
        f"{'round a lake' if is_ring else 'along a road with empty land behind either end'}; "
        f"every morning each looks left (L), at itself (C), right (R), as they were, adopting "
        f"{formula}.",
    )


def cell(rule: str, left: int, own: int, right: int) -> int:
    """Compute the new bit of a cell."""
    around = left + right
    return {
        "bridge": int(own == 1 or around == 2), "spread": int(own + around > 0),
        "shrink": int(own + around == 3), "edge": int(own > right),
        "lonely": int(own == 1 and around == 0), "birth": int(own == 0 and around == 1),
        "both": 1 - own if around == 2 else own,
        "toward": 1 - right if own + left == 2 else right,
    }[rule]  # fmt: skip
