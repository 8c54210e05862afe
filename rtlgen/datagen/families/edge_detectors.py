"""Edge detectors: rising, falling or any, for a bit or each bit of a word; pulse or sticky."""

from __future__ import annotations

import random

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import literal, vector
from rtlgen.datagen.told.edge_detectors import others

_EDGES = {
    "rising": ("{now} & ~{old}", "changes from 0 to 1", "0→1"),
    "falling": ("~{now} & {old}", "changes from 1 to 0", "1→0"),
    "any": ("{now} ^ {old}", "changes in either direction", "0→1 or 1→0"),
}
_PAIRS = {"rising": {(0, 1)}, "falling": {(1, 0)}, "any": {(0, 1), (1, 0)}}


def draw(rng: random.Random) -> Drawn:
    """Draw an edge detector."""
    edge, form = rng.choice(list(_EDGES)), rng.choice(("pulse", "pulse", "direct", "sticky"))
    width = rng.choice((1, 1, 1, 4, 8, 32))
    data, out = rng.choice(("in", "d", "sig", "level")), rng.choice(("pulse", "q", "out", "detect"))
    clocking = draw_clocking(rng)
    first = rng.choice((0, 0, (1 << width) - 1))

    def edges(old: int, now: int) -> int:
        hits = _PAIRS[edge]
        return sum(1 << i for i in range(width) if (old >> i & 1, now >> i & 1) in hits)

    def update(state: tuple[int, int], levels: Levels) -> tuple[int, int]:
        old, shown = state
        found = edges(old, levels[data])
        return levels[data], (found | shown if form == "sticky" else found)

    def outputs(state: tuple[int, int], levels: Levels) -> Known:
        return {out: edges(state[0], levels[data]) if form == "direct" else state[1]}

    bodies = _bodies(clocking, (edge, form), width, (data, out), first)
    return Drawn(
        family="edge_detectors",
        name=rng.choice((f"{edge}_edge", "edge_detect", "edge_detector", "top_module")),
        ports=(*clocking.ports, input_port(data, width), output_port(out, width)),
        bodies=bodies,
        registers={
            style: frozenset({out})
            if f"{out} <= " in body or "always @(*)" in body
            else frozenset()
            for style, body in bodies.items()
        },
        says=_says(rng, clocking, (edge, form), width, (data, out), first),
        behaviour=clocking.behaviour((first, 0), update, outputs),
    )


def _bodies(
    clocking: Clocking, kind: tuple[str, str], width: int, names: tuple[str, str], first: int
) -> dict[str, str]:
    (edge, form), (data, out), word = kind, names, vector(width)
    begin, zero = literal(first, width), literal(0, width)
    found = _EDGES[edge][0].format(now=data, old="last")
    keep = f"last <= {data};"
    if form == "direct":
        memory = f"    reg {word}last;\n" + clocking.block(f"last <= {begin};", keep)
        loop = ""
        if width > 1:
            bit = _EDGES[edge][0].format(now=f"{data}[i]", old="last[i]")
            loop = (
                f"    genvar i;\n    generate\n        for (i = 0; i < {width}; i = i + 1)"
                f" begin : bits\n            assign {out}[i] = {bit};\n"
                "        end\n    endgenerate\n"
            )
        return {
            "assign": f"{memory}    assign {out} = {found};\n",
            "always": f"{memory}    always @(*)\n        {out} = {found};\n",
            **({"generate": memory + loop} if loop else {}),
        }
    value = f"{out} | ({found})" if form == "sticky" else found
    reset = f"begin\n    last <= {begin};\n    {out} <= {zero};\nend"
    short = f"{out} | edges" if form == "sticky" else "edges"
    split = value.replace(f"{out} |", "hit |")
    together = clocking.block(
        f"{{last, hit}} <= {{{begin}, {zero}}};", f"{{last, hit}} <= {{{data}, {split}}};"
    )
    return {
        "one block": f"    reg {word}last;\n"
        + clocking.block(reset, f"begin\n    {keep}\n    {out} <= {value};\nend"),
        "two blocks": f"    reg {word}last;\n    wire {word}edges = {found};\n"
        + clocking.block(f"last <= {begin};", keep)
        + clocking.block(f"{out} <= {zero};", f"{out} <= {short};"),
        "together": f"    reg {word}last, hit;\n{together}    assign {out} = hit;\n",
    }  # fmt: skip


def _says(
    rng: random.Random, clocking: Clocking, kind: tuple[str, str], width: int,
    names: tuple[str, str], first: int,
) -> tuple[str, ...]:  # fmt: skip
    (edge, form), (data, out) = kind, names
    change, arrow = _EDGES[edge][1:]
    value = "0" if not first else "1" if width == 1 else "all ones"
    state = f"sets the remembered previous sample of `{data}` to {value}"
    state += "" if form == "direct" else f" and clears `{out}` to 0"
    rest = [clocking.says(rng, state) for _ in range(4)]
    each = "" if width == 1 else f" This is done for each of the {width} bits separately."
    bit, of = ("a bit of ", "the same bit of ") if width > 1 else ("", "")
    shape = {
        "pulse": "is 1 for one clock cycle, from the active edge that samples the new level of "
        f"`{data}` to the next active edge",
        "direct": "is 1 at once, with no register behind it, until the next active clock edge: it "
        f"compares the present `{data}` with the sample of the latest active edge",
        "sticky": "becomes 1 at the active clock edge that samples the new level of "
        f"`{data}` and stays at 1 until the next reset",
    }[form]
    rule = {
        "pulse": "it is registered anew at each active clock edge, from the sample of the edge "
        "before and the new one",
        "direct": "it is combinational and compares the present level with the sample of the "
        "latest active clock edge",
        "sticky": "each active clock edge compares the sample of the edge before with the new one, "
        "and a bit that is once set is cleared only by the reset",
    }[form]
    samples = (
        f"the sample of `{data}` at the latest active edge and its present level"
        if form == "direct"
        else f"two samples of `{data}` taken at consecutive active edges"
    )
    word = {"rising": "0 then 1", "falling": "1 then 0", "any": "different"}[edge]
    title = {"pulse": "registered", "direct": "combinational-output", "sticky": "capturing"}[form]
    return (
        f"When {bit}`{data}` {change}, {of}`{out}` {shape}.{each} {rest[0]}",
        f"A {title} detector of {'any edge' if edge == 'any' else f'{edge} edges'} ({arrow}) of "
        f"`{data}`: `{out}` tells the edges; {rule}.{each} {rest[1]}",
        f"Remember the sample of `{data}` from the latest active edge. {bit and 'Per bit: '}"
        f"`{out}` detects {arrow} between that sample and the "
        f"{'present' if form == 'direct' else 'next'} level; {rule}.{each} {rest[2]}",
        *_more((edge, form), width, names, rule, rest),
        *others((edge, form), width, names, rest),
        f"Given {samples}, `{out}` {'becomes' if form != 'direct' else 'is'} 1 if they are {word}"
        f"{'' if form == 'sticky' else ', else 0'}; {rule}.{each} {rest[3]}",
    )  # fmt: skip


def _more(
    kind: tuple[str, str], width: int, names: tuple[str, str], rule: str, rest: list[str]
) -> tuple[str, ...]:
    """Describe the same detector in other words."""
    (edge, form), (data, out) = kind, names
    pattern, change, arrow = _EDGES[edge]
    test = pattern.format(now=data, old="prev")
    each = "" if width == 1 else f" All {width} bits work alike, each on its own."
    code = {
        "pulse": f"At each active clock edge, {out} <= {test} and prev <= {data}, both at once",
        "direct": f"At each active clock edge, prev <= {data}; outside of it, {out} = {test} as a "
        "wire",
        "sticky": f"At each active clock edge, {out} <= {out} | ({test}) and prev <= {data}, both "
        "at once",
    }[form]
    title = {
        "pulse": "One-cycle registered pulse on", "direct": "Unregistered (Mealy) flag for",
        "sticky": "Sticky capture of",
    }[form]  # fmt: skip
    before, after = (1, 0) if edge == "falling" else (0, 1)
    since = "the level at the latest active clock edge"
    sample = {
        "pulse": f"if one active edge samples {before} and the next one {after}, `{out}` is 1 from "
        "that next edge on until the edge after it, unless that one brings another such change",
        "direct": f"if the latest active edge has sampled {before} and the input is {after} now, "
        f"`{out}` is 1 already now",
        "sticky": f"if one active edge samples {before} and the next one {after}, `{out}` is 1 "
        "from that next edge on for good, until a reset",
    }[form]
    what = {"rising": "rising edges", "falling": "falling edges", "any": "edges of both kinds"}[
        edge
    ]
    ways = {"pulse": "reports each", "direct": "reports each", "sticky": "keeps a note of any"}[
        form
    ]
    lower = f"{rule[0].upper()}{rule[1:]}"
    return (
        f"{title} {what} of {data} ({arrow}). {lower}.{each} {rest[0]}",
        f"Build a circuit with a register prev for the earlier sample. {code}.{each} {rest[1]}",
        f"This block is used to notice that `{data}` {change}, compared with {since}. `{out}` "
        f"{ways} such change: {rule}.{each} {rest[2]}",
        f"For example, {sample}. The detector looks for {what} of `{data}`. {lower}.{each} "
        f"{rest[0]}",
        f"Create an edge-triggered monitor of `{data}`. One flip-flop per bit delays the input by "
        f"an edge; {'no' if edge == 'any' else 'the'} direction matters, as {arrow} is wanted, and "
        f"`{out}` shows the finding: {rule}.{each} {rest[1]}",
        f"You are given a signal `{data}` that is synchronous to the clock. Where it {change}, "
        f"`{out}` has to react. {lower}.{each} {rest[2]}",
        f"Using Verilog operators and the sample prev of the edge before: {code[0].lower()}"
        f"{code[1:]}. This finds {what}.{each} {rest[0]}",
        f"Of the two levels that are compared, let prev be the earlier and {data} the later one. "
        f"The test is {test} (Verilog), and `{out}` depends on it as follows: {rule}.{each} "
        f"{rest[1]}",
    )
