"""What an edge does to a register: in words, in Verilog and as numbers (None = not known)."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rtlgen.datagen.registered import literal

Values = Mapping[str, int | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing that may happen to a register."""

    words: tuple[str, ...]
    """Said after the register's name, as in `takes d`."""
    verilog: str
    """The next value, in which Q stands for the register."""
    value: Callable[[Values], int | None]
    """The next value; not yet cut to the width."""
    makes_known: bool = False
    """Whether the result doesn't depend on registers."""


HOLD = "hold"


def actions(
    rng: random.Random, name: str, width: int, data: str, bit: str, others: Sequence[str]
) -> dict[str, Action]:
    """Return what may happen to a register, by kind.

    Args:
        rng: Decides on constants.
        name: The register.
        width: Its bits.
        data: An input of that width.
        bit: An input of one bit.
        others: Registers of that width.
    """
    found = {HOLD: _hold(name), **_constants(rng, width), "load": _load(data)}
    found |= _mixed(name, data, width)
    found |= _moved(name, bit, width) if width > 1 else {}
    for other in others:
        found[f"copy {other}"] = _copy(other)
    return found


def _hold(name: str) -> Action:
    return Action(
        words=("keeps its value", "holds its value", "does not change", "is unchanged"),
        verilog="Q", value=lambda v: v[name],
    )  # fmt: skip


def _load(data: str) -> Action:
    return Action(
        words=(f"takes `{data}`", f"is loaded with `{data}`", f"gets the value of `{data}`"),
        verilog=data, value=lambda v: v[data], makes_known=True,
    )  # fmt: skip


def _copy(other: str) -> Action:
    return Action(
        words=(f"takes the value of `{other}`", f"becomes a copy of `{other}`"),
        verilog=other, value=lambda v: v[other],
    )  # fmt: skip


def _constants(rng: random.Random, width: int) -> dict[str, Action]:
    top = (1 << width) - 1
    ones = "1'b1" if width == 1 else f"{{{width}{{1'b1}}}}"
    found = {
        "clear": Action(
            words=("is cleared", "becomes 0", "is set to 0", "goes to 0"),
            verilog=literal(0, width), value=lambda _: 0, makes_known=True,
        ),
        "set": Action(
            words=("is set to 1", "becomes 1") if width == 1
            else ("is set to all ones", f"becomes {top} (all ones)"),
            verilog=ones, value=lambda _: top, makes_known=True,
        ),
    }  # fmt: skip
    if width > 1:
        chosen = rng.randint(1, top - 1)
        found["preset"] = Action(
            words=(f"is set to {chosen}", f"becomes {chosen}", f"takes the number {chosen}"),
            verilog=literal(chosen, width), value=lambda _: chosen, makes_known=True,
        )  # fmt: skip
    return found


def _mixed(name: str, data: str, width: int) -> dict[str, Action]:
    """Return functions of the register and of the input."""
    each = "" if width == 1 else " bit by bit"

    def both(combine: Callable[[int, int], int]) -> Callable[[Values], int | None]:
        def value(values: Values) -> int | None:
            old, new = values[name], values[data]
            return None if old is None or new is None else combine(old, new)

        return value

    return {
        "invert": Action(
            words=("is inverted", "toggles" if width == 1 else "has all its bits inverted"),
            verilog="~Q", value=_changed(name, lambda old: ~old),
        ),
        "xor": Action(
            words=(f"is XORed with `{data}`{each}",
                   f"becomes the XOR of `{name}` and `{data}`{each}"),
            verilog=f"Q ^ {data}", value=both(lambda old, new: old ^ new),
        ),
        "and": Action(
            words=(f"is ANDed with `{data}`{each}",
                   f"becomes the AND of `{name}` and `{data}`{each}"),
            verilog=f"Q & {data}", value=both(lambda old, new: old & new),
        ),
        "or": Action(
            words=(f"is ORed with `{data}`{each}",
                   f"becomes the OR of `{name}` and `{data}`{each}"),
            verilog=f"Q | {data}", value=both(lambda old, new: old | new),
        ),
        "invload": Action(
            words=(f"takes the inverse of `{data}`", f"is loaded with `{data}` inverted{each}"),
            verilog=f"~{data}", value=lambda v: None if (new := v[data]) is None else ~new,
            makes_known=True,
        ),
    }  # fmt: skip


def _changed(name: str, change: Callable[[int], int]) -> Callable[[Values], int | None]:
    def value(values: Values) -> int | None:
        old = values[name]
        return None if old is None else change(old)

    return value


def _moved(name: str, bit: str, width: int) -> dict[str, Action]:
    """Return counting and shifting."""
    top = width - 1

    def shifted(change: Callable[[int, int], int]) -> Callable[[Values], int | None]:
        def value(values: Values) -> int | None:
            old, new = values[name], values[bit]
            return None if old is None or new is None else change(old, new)

        return value

    upper, lower = (f"[{top}:1]", f"[{top - 1}:0]") if width > 2 else ("[1]", "[0]")
    return {
        "up": Action(
            words=("counts up by one", "is incremented by one", "goes up by 1 (and wraps around)"),
            verilog="Q + 1'b1", value=_changed(name, lambda v: v + 1),
        ),
        "down": Action(
            words=("counts down by one", "is decremented by one", "goes down by 1 (and wraps)"),
            verilog="Q - 1'b1", value=_changed(name, lambda v: v - 1),
        ),
        "left": Action(
            words=(f"is shifted left by one place, with `{bit}` entering at bit 0",
                   f"shifts towards the most significant bit and takes `{bit}` in at bit 0"),
            verilog=f"{{Q{lower}, {bit}}}", value=shifted(lambda v, new: v * 2 + new),
        ),
        "right": Action(
            words=(f"is shifted right by one place, with `{bit}` entering at bit {top}",
                   f"shifts towards bit 0 and takes `{bit}` in at bit {top}"),
            verilog=f"{{{bit}, Q{upper}}}", value=shifted(lambda v, new: v // 2 + (new << top)),
        ),
        "rotate": Action(
            words=("is rotated left by one place",
                   f"rotates left: bit {top} moves to bit 0, all others one place up"),
            verilog=f"{{Q{lower}, Q[{top}]}}", value=_changed(name, lambda v: v * 2 + (v >> top)),
        ),
    }  # fmt: skip
