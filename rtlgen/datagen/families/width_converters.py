"""Converters of width: a few short words become one long word, with valid flags and an order."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, literal, vector
from rtlgen.datagen.told.width_converters import Converter, others

State = tuple[int, tuple[int, ...], int, int]
"""Words that have come of a group, these words, the long word shown, and its flag."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Converter(Converter):
    clocking: Clocking

    @property
    def bits(self) -> int:
        """The width of the counter of words."""
        return (self.count - 1).bit_length()

    def update(self, state: State, levels: Levels) -> State:
        """Collect a word if there is one."""
        number, words, shown, _ = state
        if not levels[self.valid]:
            return number, words, shown, 0
        words = (*words, levels[self.data])
        if number + 1 < self.count:
            return number + 1, words, shown, 0
        order = words if self.is_first_high else words[::-1]
        text = "".join(f"{word:0{self.narrow}b}" for word in order)
        return 0, (), int(text, 2), 1

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show the long word and its flag."""
        del levels
        return {self.out: state[2], self.flag: state[3]}


def draw(rng: random.Random) -> Drawn:
    """Draw widths and the order of the words."""
    narrow, count = rng.choice(((1, 4), (1, 8), (1, 16), (2, 4), (4, 2), (4, 4), (8, 2), (8, 3),
                                (8, 4), (16, 2), (4, 3), (1, 6)))  # fmt: skip
    data, valid, out, flag = rng.choice((
        ("sample", "take", "frame", "frame_ok"), ("din", "din_en", "dout", "done"),
        ("d", "d_valid", "q", "q_valid"), ("in", "in_en", "word", "ready"),
        ("s", "push", "p", "full"),
    ))  # fmt: skip
    converter = _Converter(
        clocking=draw_clocking(rng), valid=valid, data=data, narrow=narrow, count=count, out=out,
        flag=flag, is_first_high=rng.random() < 0.6,
    )  # fmt: skip
    bodies = {"shift": _shifted(converter), "places": _placed(converter)}
    first: State = (0, (), 0, 0)
    return Drawn(
        family="width_converters",
        name=rng.choice((f"pack_{narrow}to{converter.width}", "packer", "collector", "top_module")),
        ports=(
            *converter.clocking.ports, input_port(valid), input_port(data, narrow),
            output_port(out, converter.width), output_port(flag),
        ),
        bodies=bodies,
        registers=dict.fromkeys(bodies, frozenset({out, flag})),
        says=_says(rng, converter),
        behaviour=converter.clocking.behaviour(first, converter.update, converter.outputs),
    )  # fmt: skip


def _clears(converter: _Converter, kept: int) -> str:
    return begin_end([
        f"number <= {literal(0, converter.bits)};", f"kept <= {literal(0, kept)};",
        f"{converter.out} <= {literal(0, converter.width)};", f"{converter.flag} <= 1'b0;",
    ])  # fmt: skip


def _shifted(converter: _Converter) -> str:
    """Shift the words into a register that is one word shorter than the result."""
    narrow, data, kept = converter.narrow, converter.data, converter.width - converter.narrow
    joined = f"{{kept, {data}}}" if converter.is_first_high else f"{{{data}, kept}}"
    if kept == narrow:
        moved = data
    elif converter.is_first_high:
        moved = f"{{kept[{kept - narrow - 1}:0], {data}}}"
    else:
        moved = f"{{{data}, kept[{kept - 1}:{narrow}]}}"
    moved = moved.replace("[0:0]", "[0]")
    last = literal(converter.count - 1, converter.bits)
    update = begin_end([
        f"{converter.flag} <= {converter.valid} && (number == {last});",
        f"if ({converter.valid}) begin", f"    kept <= {moved};",
        f"    if (number == {last}) begin", f"        number <= {literal(0, converter.bits)};",
        f"        {converter.out} <= {joined};", "    end else",
        f"        number <= number + {literal(1, converter.bits)};", "end",
    ])  # fmt: skip
    return (
        f"    reg {vector(converter.bits)}number;\n    reg {vector(kept)}kept;\n\n"
        f"{converter.clocking.block(_clears(converter, kept), update)}"
    )


def _placed(converter: _Converter) -> str:
    """Write each word to its place; the last one goes straight to the output."""
    narrow, width, data = converter.narrow, converter.width, converter.data
    places = list(range(converter.count))
    places = places[::-1] if converter.is_first_high else places
    bits, arms = converter.bits, ""
    for number, place in enumerate(places[:-1]):
        top, low = place * narrow + narrow - 1, place * narrow
        span = f"[{low}]" if narrow == 1 else f"[{top}:{low}]"
        arms += f"            {literal(number, bits)}: whole{span} = {data};\n"
    last = places[-1] * narrow
    span = f"[{last}]" if narrow == 1 else f"[{last + narrow - 1}:{last}]"
    is_last = f"(number == {literal(converter.count - 1, bits)})"
    update = begin_end([
        f"{converter.flag} <= {converter.valid} & is_last;",
        f"if ({converter.valid}) begin", "    kept <= whole;",
        f"    number <= is_last ? {literal(0, bits)} : number + {literal(1, bits)};",
        f"    if (is_last)\n        {converter.out} <= whole;".replace("\n", "\n    "), "end",
    ])  # fmt: skip
    return (
        f"    reg {vector(bits)}number;\n    reg {vector(width)}kept, whole;\n"
        f"    wire is_last = {is_last};\n\n"
        f"    always @(*) begin\n        whole = kept;\n        case (number)\n{arms}"
        f"            default: whole{span} = {data};\n        endcase\n    end\n"
        f"{converter.clocking.block(_clears(converter, width), update)}"
    )


def _says(rng: random.Random, converter: _Converter) -> tuple[str, ...]:
    data, valid, out, flag = (
        f"`{name}`" for name in (converter.data, converter.valid, converter.out, converter.flag)
    )
    narrow, count, width = converter.narrow, converter.count, converter.width
    thing = "bit" if narrow == 1 else f"word of {narrow} bits"
    things = "bits" if narrow == 1 else f"words of {narrow} bits"
    end = "most significant" if converter.is_first_high else "least significant"
    order = f"the first of them is at the {end} end of {out}, the others follow in order"
    state = f"sets {out} and {flag} to 0 and begins a new group"
    rest = [converter.clocking.says(rng, state) for _ in range(4)]
    kept = f"{out} keeps its value until the next group is complete"
    return (
        f"Collects {count} {things} from {data} into one {width}-bit {out}. At an active edge "
        f"{data} is taken if {valid} is 1; {order}. {flag} is a registered pulse of one clock: it "
        f"becomes 1 with the edge that takes the last {thing} of a group, at the same time as "
        f"{out} "
        f"changes, and is 0 after every other edge; {kept}. {rest[0]}",
        f"Build a converter from {narrow} to {width} bits. Input {data} counts only at edges with "
        f"{valid} = 1, and there may be pauses. When {count} of them have come, the edge that "
        f"takes "
        f"the last one puts all of them on {out} ({order}) and sets {flag}; {flag} is cleared at "
        f"the next edge unless another group is completed by it. Apart from that, {kept}. "
        f"{rest[1]}",
        f"Rules at an active edge: 1. If {valid} is 0, nothing is taken, and {flag} becomes 0. 2. "
        f"If {valid} is 1, one {thing} is taken from {data}. 3. If it is number {count} of its "
        f"group, {out} becomes the whole group, {flag} becomes 1, and a new group begins. 4. "
        f"Otherwise {flag} becomes 0. 5. As to the order, {order}. 6. Else {kept}. {rest[2]}",
        *_more(converter, (thing, things), rest[:3]),
        *others(converter, rest),
        f"Given a stream of {things} at {data}, one at each active edge with {valid} = 1, compute "
        f"the long words: groups of {count}, where {order}. Both outputs are registers. {flag} "
        f"is 1 for the clock period right after the edge that took the end of a group, and 0 "
        f"otherwise; {kept}. {rest[3]}",
    )


def _more(
    converter: _Converter, words: tuple[str, str], rest: list[str]
) -> tuple[str, ...]:  # fmt: skip
    """Say the same in more ways; the words name one unit and several of them."""
    (thing, things), count, width = words, converter.count, converter.width
    data, valid, out, flag = (
        f"`{name}`" for name in (converter.data, converter.valid, converter.out, converter.flag)
    )
    narrow, top = converter.narrow, converter.width - converter.narrow
    high = f"bit {width - 1}" if narrow == 1 else f"bits {width - 1} to {top}"
    low = "bit 0" if narrow == 1 else f"bits {narrow - 1} to 0"
    first, last = (high, low) if converter.is_first_high else (low, high)
    way = "downwards" if converter.is_first_high else "upwards"
    order = f"the earliest one in {first}, the latest in {last}, the others in between in turn"
    end = "MSB" if converter.is_first_high else "LSB"
    kind = "serial-to-parallel" if narrow == 1 else f"width (from {narrow} to {width} bits)"
    shift = (
        f"shifted in from the right, so that older ones move {'up' if count > 2 else 'left'}"
        if converter.is_first_high
        else "shifted in from the left, so that older ones move down"
    )
    values = [n % (1 << narrow) for n in range(1, count + 1)]
    texts = [f"{value:0{narrow}b}" for value in values]
    joined = "".join(texts if converter.is_first_high else texts[::-1])
    nth = {2: "2nd", 3: "3rd"}.get(count, f"{count}th")
    stable = f"{out} does not change at other edges"
    pulse = f"{flag} is a register that is 1 only in the cycle right after such an edge"
    said = (
        f"A {kind} converter with the enable {valid}: {count} {things} make a word of {width} "
        f"bits in the output register {out}, with the first one in {first}; {flag} is high for "
        f"the one cycle after each completing edge.",
        f"Create a deserialiser. Every active edge with {valid} high accepts the {thing} on "
        f"{data}; edges with {valid} low accept nothing. After each {nth} acceptance, and with "
        f"that same edge, {out} gets the last {count} {things}: {order}. {pulse}; {stable}.",
        f"Put {count} {things} from {data} side by side to make one word of {width} bits, {end} "
        f"end first. Only those that come with {valid} = 1 count. As soon as the word is full it "
        f"is copied to {out} by the edge that brings its last part, {flag} rises, and the next "
        f"part belongs to the next word. {flag} falls one edge later, except when a whole word is "
        f"finished again just then. Before that, {out} keeps what it has.",
        f"This block sits between a narrow bus and a wide one. The narrow side has {data} with "
        f"{valid} as its strobe; the wide side has {out} with {flag}. Parts are numbered from 0 to "
        f"{count - 1} as they come and fill {out} from {first} {way}. The wide side is updated all "
        f"at once when part {count - 1} is accepted, and {flag} is 1 for one clock after that, "
        f"else 0.",
        f"Use a counter of accepted {things} and a shift register. Parts from {data} are {shift}, "
        f"when {valid} is 1. When the counter has reached {count - 1} and one more is accepted, "
        f"the shifted content including it is loaded into {out}, the counter returns to 0, and "
        f"{flag} is set; at all other edges {flag} is cleared and {out} holds.",
        f"Assume that {', '.join(texts)} arrive on {data}, one after the other, each with {valid} "
        f"= 1. Then {out} becomes {joined} at the edge of the last one. Between them there may be "
        f"any number of edges with {valid} = 0, which change nothing but clear {flag}. {pulse}. "
        f"After a full word the counting of {count} begins anew, and {stable}.",
        f"When does {out} change? Only at an active edge that accepts ({valid} = 1) the {nth} "
        f"{thing} since the previous change or the reset. What does it show then? Those {count} "
        f"{things} of {data}: {order}. And {flag}? {pulse}.",
        f"You are given {things} on {data} that are marked by {valid}. Group them by {count} and "
        f"show each finished group on the register {out} ({order}) until the next one is "
        f"finished. Mark the first cycle of each new group there with {flag} = 1; in all other "
        f"cycles {flag} is 0.",
    )
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))
