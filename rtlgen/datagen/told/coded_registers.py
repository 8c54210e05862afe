"""Registers that obey a code, in further words."""

from __future__ import annotations

import re
from collections.abc import Sequence

_GATES = {"&": "and", "|": "or", "^": "xor"}

_Deed = tuple[str, str]
"""What an edge does, and the input or the number that it needs."""


def others(
    out: str, code: str, values: Sequence[str], width: int, rest: Sequence[str]
) -> tuple[str, ...]:
    """Say the same in more ways; the values, one for each code, call the register Q."""
    deeds = [_deed(value) for value in values]
    said = (
        *_formal(out, code, [value.replace("Q", out) for value in values], width),
        *_spoken(out, code, [_told(deed, width) for deed in deeds], width),
        *_compact(out, code, deeds, width),
        *_numbers(out, code, deeds, width),
    )
    return tuple(f"{text} {rest[n % len(rest)]}" for n, text in enumerate(said))


def _deed(value: str) -> _Deed:
    """Recognize a next value."""
    plain = {"Q": "hold", "~Q": "invert", "Q + 1'b1": "up", "Q - 1'b1": "down"}
    if value in plain:
        return plain[value], ""
    if found := re.fullmatch(r"Q ([&|^]) (\w+)", value):
        return _GATES[found[1]], found[2]
    if found := re.fullmatch(r"\{Q\[[\d:]+\], (.+)\}", value):
        return ("rotate", "") if found[1].startswith("Q[") else ("left", found[1])
    if found := re.fullmatch(r"\{(\w+), Q\[[\d:]+\]\}", value):
        return "right", found[1]
    if value == "1'b1" or re.fullmatch(r"\{\d+\{1'b1\}\}", value):
        return "set", ""
    if found := re.fullmatch(r"\d+'([bdh])(\w+)", value):
        number = int(found[2], {"b": 2, "d": 10, "h": 16}[found[1]])
        return ("preset", str(number)) if number else ("clear", "")
    return ("invload", value[1:]) if value.startswith("~") else ("load", value)


def _told(deed: _Deed, width: int) -> str:
    """Write what a register does, as after `shall`."""
    (kind, need), top = deed, (1 << width) - 1
    one = {
        "invert": "toggle", "xor": f"toggle if `{need}` is 1, else stay",
        "and": f"drop to 0 if `{need}` is 0, else stay",
        "or": f"rise to 1 if `{need}` is 1, else stay", "set": "go to 1",
        "invload": f"load the inverse of `{need}`",
    }  # fmt: skip
    if width == 1 and kind in one:
        return one[kind]
    return {
        "hold": "keep what it has", "invert": "flip all its bits",
        "up": f"step up by 1 (rolling over from {top} to 0)",
        "down": f"step down by 1 (rolling over from 0 to {top})",
        "xor": f"flip its bits where `{need}` has ones",
        "and": f"zero its bits where `{need}` has zeros",
        "or": f"set its bits where `{need}` has ones",
        "left": f"move one place left, with `{need}` as the new bit 0",
        "right": f"move one place right, with `{need}` as the new bit {width - 1}",
        "rotate": "turn one place left, its top bit coming back as bit 0",
        "invload": f"load `{need}` with every bit flipped", "load": f"load `{need}`",
        "clear": "go to zero", "set": "fill up with ones", "preset": f"load the constant {need}",
    }[kind]  # fmt: skip


def _formal(out: str, code: str, values: list[str], width: int) -> tuple[str, ...]:
    """Write one expression, and a list that is indexed."""
    chain = "".join(f"({code} == {n}) ? {value} : " for n, value in enumerate(values[:-1]))
    entries = "; ".join(f"next[{n}] = {value}" for n, value in enumerate(values))
    return (
        f"At a clock event the circuit does `{out} <= {chain}{values[-1]}` in normal operation.",
        f"The output {out} comes straight from {width} flip-flop{'s' * (width > 1)}, and {code} "
        f"is the index of what is stored next: {out} <= next[{code}], where {entries}.",
    )


def _spoken(out: str, code: str, told: list[str], width: int) -> tuple[str, ...]:
    """Ask, chat, require, contrast, and put the last code first."""
    last, bits = len(told) - 1, (len(told) - 1).bit_length()
    listed = "; ".join(f"{n:0{bits}b}: {does}" for n, does in enumerate(told))
    casual = ", ".join(
        f"{'and ' * (n == last)}with {n} it should {does}" for n, does in enumerate(told)
    )
    shall = " ".join(f"For {code} = {n} it shall {does}." for n, does in enumerate(told))
    quiet = [n for n, does in enumerate(told) if does == "keep what it has"]
    busy = "; ".join(f"{n} makes it {does}" for n, does in enumerate(told) if n not in quiet)
    cases = "; ".join(
        f"{'otherwise, if' if n < last else 'if'} {code} is {n}, it has to {told[n]}"
        for n in range(last, 0, -1)
    )
    stays = f" Code {quiet[0]} does none of this, and {out} stays as it was." if quiet else ""
    wide = f"{width} bit{'s' * (width > 1)}"
    return (
        f"Which register does not simply store, but obeys an order of {bits} "
        f"bit{'s' * (bits > 1)}? The one asked for here: `{out}` ({wide}) gets its order from "
        f"`{code}` (in binary). Orders and what it has to do: {listed}. Build it.",
        f"Could you write me the little register that sits behind `{code}`? It's {out}, {wide}. "
        f"Here's what I need on each clock: {casual}. Codes are plain unsigned numbers.",
        f"The module shall contain a register {out} of {wide}, which must follow the unsigned "
        f"code {code} at every clock event. {shall}",
        f"Unlike a D register, which copies its input on every clock, {out} ({wide}) does at each "
        f"clock what the number in {code} says: {busy}.{stays}",
        f"At a clock event {out} ({wide}) goes through these cases: {cases}; otherwise, with "
        f"{code} at 0, it has to {told[0]}.",
    )


def _compact(out: str, code: str, deeds: list[_Deed], width: int) -> tuple[str, ...]:
    """Write catchwords, and a `switch` as in C."""
    words = {
        "hold": "hold", "invert": "invert", "up": "+1", "down": "-1", "xor": "XOR {0}",
        "and": "AND {0}", "or": "OR {0}", "left": "shift left (LSB in: {0})",
        "right": "shift right (MSB in: {0})", "rotate": "rotate left", "invload": "load ~{0}",
        "load": "load {0}", "clear": "clear", "set": "set all bits" if width > 1 else "set",
        "preset": "load constant {0}",
    }  # fmt: skip
    code_c = {
        "hold": "", "invert": "{1} = ~{1}; ", "up": "{1}++; ", "down": "{1}--; ",
        "xor": "{1} ^= {0}; ", "and": "{1} &= {0}; ", "or": "{1} |= {0}; ",
        "left": "{1} = ({1} << 1) | {0}; ", "right": "{1} = ({1} >> 1) | ({0} << {2}); ",
        "rotate": "{1} = ({1} << 1) | ({1} >> {2}); ", "invload": "{1} = ~{0}; ",
        "load": "{1} = {0}; ", "clear": "{1} = 0; ", "set": "{1} = ~0; ", "preset": "{1} = {0}; ",
    }  # fmt: skip
    terse = ", ".join(f"{n} = {words[kind].format(need)}" for n, (kind, need) in enumerate(deeds))
    arms = " ".join(
        f"case {n}: {code_c[kind].format(need, out, width - 1)}break;"
        for n, (kind, need) in enumerate(deeds)
    )
    low = f"the low {width} bits of every result are" if width > 1 else "bit 0 of every result is"
    return (
        f"A{'n' * (width == 8)} {width}-bit multi-function register {out}; {code}: {terse}.",
        f"As software, one clock would run `switch ({code}) {{ {arms} }}` on an unsigned variable "
        f"{out}, of which only {low} kept.",
    )


def _numbers(out: str, code: str, deeds: list[_Deed], width: int) -> tuple[str, ...]:
    """Write the next value as a number."""
    top, size = (1 << width) - 1, 1 << width
    terms = {
        "hold": "Q", "invert": "{1} - Q", "up": "(Q + 1) mod {2}", "down": "(Q - 1) mod {2}",
        "xor": "Q XOR {0}", "and": "Q AND {0}", "or": "Q OR {0}", "left": "(2*Q + {0}) mod {2}",
        "right": "floor(Q/2) + {3}*{0}", "rotate": "(2*Q + floor(Q/{3})) mod {2}",
        "invload": "{1} - {0}", "load": "{0}", "clear": "0", "set": "{1}", "preset": "{0}",
    }  # fmt: skip
    used = {kind for kind, _ in deeds} & {"xor", "and", "or"}
    bitwise = " (AND, OR and XOR work on each bit)" if used and width > 1 else ""
    told = ", ".join(
        f"f({n}) = {terms[kind].format(need, top, size, size // 2)}"
        for n, (kind, need) in enumerate(deeds)
    )
    return (
        f"Let Q be the present number in {out}, 0 to {top}. The number after the next clock event "
        f"is f({code}), where {told}{bitwise}.",
    )
