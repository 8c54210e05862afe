"""Devices that are switched by sensors and buttons, in further words."""

from __future__ import annotations

from collections.abc import Sequence

Rule = tuple[str, str, str, str]
"""Output, device, condition in words, condition in Verilog."""
Signal = tuple[str, str, str]
"""Input, what 1 means, and what 0 means."""


def others(
    rules: Sequence[Rule], signals: Sequence[Signal], ends: Sequence[Sequence[int]]
) -> tuple[str, ...]:
    """Return ten texts; the ends are what the outputs are with all inputs at 0, and at 1."""
    return (*_plainly(rules, signals), *_at_length(rules, signals, ends))


def _each(form: str, rules: Sequence[Rule], join: str = " ") -> str:
    return join.join(
        form.format(out=out, device=device, Device=device.capitalize(), condition=words, code=code)
        for out, device, words, code in rules
    )


def _plainly(rules: Sequence[Rule], signals: Sequence[Signal]) -> tuple[str, ...]:
    legend = ", ".join(f'`{name}` for "{on}"' for name, on, _ in signals)
    coded = "; ".join(f"`{name}`: 1 = {on}, 0 = {off}" for name, on, off in signals)
    high = "; ".join(f"`{name}` is high while {on}" for name, on, _ in signals)
    many = len(rules) > 1
    devices = " and ".join(device for _, device, _, _ in rules)
    return (
        _each("Drive {out} with {code}.", rules)
        + " In words: "
        + _each("{device} is to be on if {condition}", rules, "; ")
        + f". The input signals are {legend}.",
        _each("{Device} (`{out}`): {condition}.", rules) + f" Active high. Sensors: {legend}.",
        _each("When must `{out}` be 1 so that {device} does its work? If {condition}.", rules)
        + f" Otherwise {'each of them' if many else 'it'} must be 0. Which circuit does this with "
        f"the sensors below? Build it. Sensors: {coded}.",
        f"Hello, I have to wire up {devices} at home. "
        + _each("Let {device}, which hangs on `{out}`, go in this case: {condition}.", rules)
        + f" Outside {'this case it' if not many else 'its case each'} must be off, which is a 0; "
        f"a 1 is on. What I can sense: {high}.",
        _each("`{out}` shall be asserted if {condition}. Or else it must be deasserted.", rules)
        + f" The sensors are coded as follows: {coded}.",
    )


def _at_length(
    rules: Sequence[Rule], signals: Sequence[Signal], ends: Sequence[Sequence[int]]
) -> tuple[str, ...]:
    outs = [f"`{out}`" for out, _, _, _ in rules]
    listed = " and ".join(outs)
    one = len(rules) == 1
    coded = ", ".join(f"`{name}` = 1 if {on} and 0 if {off}" for name, on, off in signals)
    high = "; ".join(f"`{name}` is true if {on}, else false" for name, on, _ in signals)
    seen = "; ".join(f"a 1 on `{name}` says that {on}, a 0 that {off}" for name, on, off in signals)
    shown = [
        ", ".join(f"{out} = {bit}" for (out, _, _, _), bit in zip(rules, bits, strict=True))
        for bits in ends
    ]
    return (
        f"Normally {listed} {'is' if one else 'are'} 0 and nothing works. "
        + _each("The exception for {device}: `{out}` turns 1 if {condition}.", rules)
        + f" As for the signals: {seen}.",
        "Nothing here has a memory, so no device goes on working when the reason for it has gone. "
        + _each("The only reason for {device} (`{out}` = 1, else 0): {condition}.", rules)
        + f" The signals: {coded}.",
        "Let v(S) be 1 if the statement S is true, and 0 if it is false. "
        + _each("{out} = v({condition}).", rules)
        + " Likewise, "
        + ", ".join(f"{name} = v({on})" for name, on, _ in signals)
        + ".",
        "Think of variables that are computed again and again, without end: "
        + _each("{out} = 0; if ({condition}) {out} = 1;", rules)
        + " in which "
        + _each("{out} is what switches {device}", rules, ", ")
        + f". Of the inputs, {high}.",
        f"{listed} {'depends' if one else 'depend'} on the present inputs alone. "
        + _each("{Device} wants `{out}` = 1 in one situation: {condition}.", rules)
        + f" In any other {outs[0] if one else 'an output'} is 0. Thus all inputs at 0 give "
        f"{shown[0]}, and all at 1 give {shown[1]}. About the inputs: {seen}.",
    )
