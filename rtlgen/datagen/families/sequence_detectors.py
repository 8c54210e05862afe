"""Detectors of a bit pattern in a serial input: Mealy or Moore, overlapping or not."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.sequence_detectors import notations
from rtlgen.datagen.told.sequence_detectors import Told, others

History = tuple[str, bool]
"""The bits that may still be part of a match, and whether the latest one completed a match."""


def draw(rng: random.Random) -> Drawn:
    """Draw a detector."""
    length = rng.choice((2, 3, 3, 4, 4, 5))
    pattern = "".join(rng.choice("01") for _ in range(length))
    is_mealy, overlaps = rng.random() < 0.5, rng.random() < 0.6
    data, out = rng.choice(("x", "in", "din", "w")), rng.choice(("z", "found", "match", "y"))
    clocking = draw_clocking(rng)

    def update(state: History, levels: Levels) -> History:
        seen = state[0] + str(levels[data])
        is_match = seen.endswith(pattern)
        return ("" if is_match and not overlaps else seen[-length:]), is_match

    def outputs(state: History, levels: Levels) -> Known:
        now = update(state, levels)[1] if is_mealy else state[1]
        return {out: int(now)}

    bodies = {
        "cases": _cases(clocking, pattern, (data, out), is_mealy=is_mealy, overlaps=overlaps),
        "history": _history(clocking, pattern, (data, out), is_mealy=is_mealy, overlaps=overlaps),
    }
    if not is_mealy:
        bodies["one block"] = _one_block(clocking, pattern, (data, out), overlaps=overlaps)
    return Drawn(
        family="sequence_detectors",
        name=rng.choice((f"seq{pattern}", "seq_detect", "pattern_finder", "top_module")),
        ports=(*clocking.ports, input_port(data), output_port(out)),
        bodies=bodies,
        registers={"one block": frozenset({out})},
        says=_says(rng, clocking, pattern, (data, out), is_mealy=is_mealy, overlaps=overlaps),
        behaviour=clocking.behaviour(("", False), update, outputs),
    )


def _next(pattern: str, matched: int, bit: str, *, overlaps: bool) -> tuple[int, bool]:
    """Return how much of the pattern is matched after a bit, and whether it is complete."""
    seen = pattern[:matched] + bit
    is_match = seen == pattern
    if is_match and not overlaps:
        return 0, True
    longest = min(len(seen), len(pattern) - 1)
    return next(n for n in range(longest, -1, -1) if seen.endswith(pattern[:n])), is_match


def _arms(pattern: str, data: str, *, overlaps: bool) -> str:
    width = len(pattern).bit_length()
    arms = ""
    for matched in range(len(pattern)):
        low, high = (_next(pattern, matched, bit, overlaps=overlaps)[0] for bit in "01")
        arms += f"            {width}'d{matched}: following = {data} ? {width}'d{high} : "
        arms += f"{width}'d{low};\n"
    return f"{arms}            default: following = {width}'d0;\n"


def _cases(
    clocking: Clocking, pattern: str, names: tuple[str, str], *, is_mealy: bool, overlaps: bool
) -> str:
    """Write a machine whose state is the length of the matched prefix."""
    (data, out), width, last = names, len(pattern).bit_length(), len(pattern) - 1
    final = f"state == {width}'d{last} && {data if pattern[-1] == '1' else f'!{data}'}"
    head = (
        f"    reg [{width - 1}:0] state, following;\n    always @(*)\n        case (state)\n"
        f"{_arms(pattern, data, overlaps=overlaps)}        endcase\n"
    )
    if is_mealy:
        block = clocking.block(f"state <= {width}'d0;", "state <= following;")
        return f"{head}{block}    assign {out} = {final};\n"
    block = clocking.block(
        f"begin\n    state <= {width}'d0;\n    hit <= 1'b0;\nend",
        f"begin\n    state <= following;\n    hit <= {final};\nend",
    )
    return f"{head}    reg hit;\n{block}    assign {out} = hit;\n"


def _history(
    clocking: Clocking, pattern: str, names: tuple[str, str], *, is_mealy: bool, overlaps: bool
) -> str:
    """Write the latest bits and the number of those that count."""
    (data, out), length = names, len(pattern)
    width, last = length.bit_length(), length - 1
    kept = "recent <= window;" if last > 1 else f"recent <= {data};"
    kept = kept.replace("window", f"window[{last - 1}:0]")
    full = f"{width}'d{last}"
    again = f"hit ? {width}'d0 : " if not overlaps else ""
    body = (
        f"    reg {f'[{last - 1}:0] ' if last > 1 else ''}recent;\n    reg [{width - 1}:0] valid;\n"
        f"    wire [{last}:0] window = {{recent, {data}}};\n"
        f"    wire hit = (valid == {full}) && (window == {length}'b{pattern});\n"
    )
    reset, update = f"recent <= {last}'d0;\n    valid <= {width}'d0;", (
        f"{kept}\n    valid <= {again}(valid == {full}) ? valid : valid + 1'b1;"
    )  # fmt: skip
    if is_mealy:
        return body + clocking.block(f"begin\n    {reset}\nend", f"begin\n    {update}\nend") + (
            f"    assign {out} = hit;\n"
        )  # fmt: skip
    block = clocking.block(
        f"begin\n    {reset}\n    hit_q <= 1'b0;\nend",
        f"begin\n    {update}\n    hit_q <= hit;\nend",
    )
    return f"{body}    reg hit_q;\n{block}    assign {out} = hit_q;\n"


def _one_block(clocking: Clocking, pattern: str, names: tuple[str, str], *, overlaps: bool) -> str:
    """Write all of a Moore machine in one clocked block."""
    (data, out), width = names, len(pattern).bit_length()
    arms = ""
    for matched, wanted in enumerate(pattern):
        ways = {bit: _next(pattern, matched, bit, overlaps=overlaps) for bit in "01"}
        go, stay = ways[wanted], ways["01"["10".index(wanted)]]
        test = data if wanted == "1" else f"!{data}"
        arms += (
            f"        {width}'d{matched}:\n            if ({test}) begin\n"
            f"                state <= {width}'d{go[0]};\n"
            f"                {out} <= 1'b{int(go[1])};\n"
            f"            end else\n                state <= {width}'d{stay[0]};\n"
        )
    update = (
        f"begin\n    {out} <= 1'b0;\n    case (state)\n{arms}"
        f"        default: state <= {width}'d0;\n    endcase\nend"
    )
    reset = f"begin\n    state <= {width}'d0;\n    {out} <= 1'b0;\nend"
    return f"    reg [{width - 1}:0] state;\n{clocking.block(reset, update)}"


def _says(
    rng: random.Random, clocking: Clocking, pattern: str, names: tuple[str, str], *,
    is_mealy: bool, overlaps: bool,
) -> tuple[str, ...]:  # fmt: skip
    (data, out), length = names, len(pattern)
    state = "forgets all bits received so far" + ("" if is_mealy else f" and clears `{out}`")
    rest = [clocking.says(rng, state) for _ in range(4)]
    listed = ", then ".join(pattern)
    share = (
        "Occurrences may overlap: a bit may belong to several of them."
        if overlaps
        else "Occurrences do not overlap: after a match the search starts again with the next bit, "
        "and no bit is used twice."
    )
    when = (
        f"in the cycle in which the last bit is present at `{data}`, as a combinational function "
        "of the state and that bit"
        if is_mealy
        else "for one clock cycle, starting at the active edge that samples the last bit"
    )
    what = (
        f"`{out}` is 1 if `{data}` is {pattern[-1]} now and the bits sampled before it, since the "
        f"reset, end with {pattern[:-1]}"
        if is_mealy
        else f"`{out}` is 1 after an active edge if the latest {length} bits sampled since the "
        f"reset are {pattern}"
    )
    steps = tuple(
        tuple(_next(pattern, n, bit, overlaps=overlaps)[0] for bit in "01") for n in range(length)
    )
    told = Told(
        pattern=pattern, data=data, out=out, is_mealy=is_mealy, overlaps=overlaps, steps=steps
    )  # fmt: skip
    machine = "Mealy" if is_mealy else "Moore"
    return (
        f"A {machine} detector of the serial pattern {pattern} (left bit first) on `{data}`, one "
        f"bit per clock: `{out}` is 1 {when}. {share} {rest[0]}",
        f"Watch `{data}` at each active clock edge for {listed}. When the {length} bits have come "
        f"in this order, `{out}` is 1 {when}, else 0. {share} {rest[1]}",
        f"Rules: 1. One bit of `{data}` is taken at every active clock edge. 2. The pattern is "
        f"{pattern}, its leftmost bit first in time. 3. {share} 4. `{out}` is 1 {when}, and 0 "
        f"otherwise. {rest[2]}",
        *_more(pattern, names, share, when, rest, is_mealy=is_mealy, overlaps=overlaps),
        *others(told, rest),
        *notations(told, clocking),
        f"Given the bit stream `{data}`, {what}, in order of time; otherwise it is 0. {share} "
        f"{rest[3]}",
    )


def _more(
    pattern: str, names: tuple[str, str], share: str, when: str, rest: list[str], *,
    is_mealy: bool, overlaps: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Describe the same detector in other words."""
    (data, out), length = names, len(pattern)
    machine = "Mealy" if is_mealy else "Moore"
    kind = "overlapping" if overlaps else "non-overlapping"
    arrows, state, places = [], 0, []
    for matched in range(length):
        low, high = (_next(pattern, matched, bit, overlaps=overlaps)[0] for bit in "01")
        arrows.append(f"from {matched}, a 0 leads to {low} and a 1 to {high}")
    for place, bit in enumerate(pattern * 2, 1):
        state, is_match = _next(pattern, state, bit, overlaps=overlaps)
        places += [str(place)] if is_match else []
    kept = "are kept for further matches" if overlaps else "are thrown away after a match"
    return (
        f"{machine} FSM that detects {kind} occurrences of {pattern} on serial line {data}, first "
        f"bit on the left. {out} = 1 {when}; else 0. {rest[0]}",
        f"Build a circuit that reports on `{out}` that the bits {' '.join(pattern)} have just come "
        f"in on `{data}`, one bit per clock, in this order. The report is a 1 {when}. {share} "
        f"{rest[1]}",
        f"A machine with the states 0 to {length - 1}, the number of bits of {pattern} that fit so "
        f"far; it begins in 0. At each active clock edge `{data}` decides: {'; '.join(arrows)}. "
        f"With a {pattern[-1]} in state {length - 1} the pattern is complete. `{out}` is 1 {when}, "
        f"as a {machine} output, and 0 at other times. {rest[2]}",
        f"Find {pattern} in a stream of bits at `{data}`. For example, when {pattern * 2} is the "
        f"stream after a reset, matches end at bit {' and '.join(places)} (counted from 1). "
        f"{share} `{out}` is 1 {when}, and otherwise 0. {rest[0]}",
        f"The last bits of `{data}` are held in a shift register and compared with {pattern}, "
        f"oldest bit leftmost; it takes {length} bits since the reset to match, and bits that have "
        f"been used {kept}. A match makes `{out}` 1 {when}. {rest[1]}",
        f"This block is used to find a marker in serial data. The marker is {pattern}, sent from "
        f"left to right on `{data}`, a bit per clock cycle. {share} When a marker has been found, "
        f"`{out}` is high {when}; it is low in all other cycles. {rest[2]}",
        f"Assume that `{data}` carries one bit per clock cycle. Design a {machine} machine with "
        f"the output `{out}`, which must be 1 {when}, every time the sequence {pattern} (in order "
        f"of time) is completed, and 0 otherwise. {share} {rest[0]}",
        f"`{out}` is asserted {when}, where the last bit means the last one of the sequence "
        f"{', '.join(pattern)} on `{data}`, and deasserted otherwise. {share} {rest[1]}",
    )
