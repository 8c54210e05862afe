"""Flip-flops in further words: D with an enable, byte enables, T and JK."""

from __future__ import annotations


def data_others(out: str, data: str, width: int, enable: str | None, on: str) -> tuple[str, ...]:
    """Return ten texts on a D flip-flop; the enable works at the level `on`."""
    if enable is None:
        return _plain(out, data, width)
    off, test = str(1 - int(on)), enable if on == "1" else f"!{enable}"
    level = "low" if on == "0" else "high"
    kind = "D flip-flop" if width == 1 else f"D register of {width} bits"
    return (
        f"On each tick the register {out} is loaded with {test} ? {data} : {out}.",
        f"{kind} with clock enable {enable}, active {level}.",
        f"Which storage element takes in `{data}` with a clock edge, but can be told by `{enable}` "
        f"= {off} to sleep through that edge? Build it with the output `{out}`, {width} "
        f"bit{'s' if width > 1 else ''} wide.",
        f"I have data on `{data}` that are only worth keeping when `{enable}` says {on}. Put them "
        f"into flops on `{out}` at those clock edges, and don't touch the flops at any other.",
        f"`{out}` shall be updated at an active clock edge only if `{enable}` is {on}, and its new "
        f"value must then be that of `{data}`. It must be retained in all other periods.",
        f"If `{enable}` is {off} when the active edge comes, what is stored remains. If it is "
        f"{on}, `{data}` is stored in its place. What is stored is seen on `{out}`.",
        f"The clock is not gated and always runs; what `{enable}` = {off} switches off is only the "
        f"change. Edges that find it at {on} move `{data}` into `{out}`, and unlike in a latch "
        "nothing gets through between edges.",
        f"Let d_n and e_n be `{data}` and `{enable}` at active edge number n. After edge n, "
        f"`{out}` equals d_m, where m is the greatest number up to n with e_m = {on}, if no reset "
        "comes after m.",
        f"Think of a variable that survives between calls: at_clock_edge() {{ if ({enable} == {on})"
        f" {out} = {data}; }}. There is no else, so at other calls it keeps its content.",
        f"`{out}` comes from storage. Say `{data}` is 1, 0, 0, 1 at four active edges, and "
        f"`{enable}` is {on}, {off}, {on}, {off}: `{out}` then is 1, 1, 0, 0 after them, because "
        f"only an edge with `{enable}` at {on} stores.",
    )


def _plain(out: str, data: str, width: int) -> tuple[str, ...]:
    kind = "D flip-flop" if width == 1 else f"D register of {width} bits"
    many = "One D flip-flop" if width == 1 else f"{width} D flip-flops in parallel"
    return (
        f"`{out}` <= {data} on each tick.",
        f"{kind}.",
        f"Which element copies its input to its output at a clock edge and is blind in between? "
        f"Build {'it' if width == 1 else f'{width} of them side by side'}, with `{data}` as input "
        f"and `{out}` as output.",
        f"I just need `{data}` delayed by a clock. Flop it once and call the result `{out}`; no "
        "enable, nothing fancy.",
        f"`{out}` shall change at active clock edges only, and must then take on the level that "
        f"`{data}` had immediately before.",
        f"When no active clock edge occurs, `{out}` stays, whatever `{data}` does. When one "
        f"occurs, `{out}` becomes equal to `{data}`.",
        f"Unlike a latch, which is open for half of the period, this storage looks at `{data}` "
        f"only in the instant of the active edge, and `{out}` shows what was seen there. The "
        "loading cannot be held back by any enable.",
        f"Number the active clock edges by n and let d_n be `{data}` at edge n. From edge n to "
        f"edge n+1 the value of `{out}` is d_n.",
        f"Think of a variable that survives between calls of a function: at_clock_edge() {{ {out} "
        f"= {data}; }}. Whoever reads {out} gets what the most recent call has stored.",
        f"The output `{out}` comes straight from storage and so lags behind its source `{data}`: "
        f"if four active edges find 1, 0, 0, 1 at `{data}`, `{out}` is 1, 0, 0, 1 in the four "
        f"periods that begin with them. {many} will do.",
    )


def byte_others(out: str, data: str, enable: str, count: int) -> tuple[str, ...]:
    """Return ten texts on a register with an enable for each byte."""
    width, top = 8 * count, count - 1
    some, new = 1, 0xC3
    texts = [f"{0x11 * (n + 1):02x}" for n in reversed(range(count))]
    after = "".join([*texts[:-1], f"{new:02x}"])
    word = "".join([*["a5"] * top, f"{new:02x}"])
    return (
        f"For i = 0 to {top}, {out}[8*i +: 8] <= {enable}[i] ? {data}[8*i +: 8] : {out}[8*i +: 8] "
        "on each tick.",
        f"A {width}-bit register with byte enables {enable}.",
        f"How can a processor overwrite one byte of a word and leave its neighbours alone? By a "
        f"register of {width} bits with a write strobe for each byte: build it with `{data}`, "
        f"`{enable}` (bit i is for bits 8*i to 8*i+7) and `{out}`.",
        f"I want a {width}-bit register behind a bus that can write single bytes. At a clock edge, "
        f"please load from `{data}` just the bytes whose bit in `{enable}` is up, byte 0 being the "
        f"one at the right, and show me the register on `{out}`.",
        f"Each byte of `{out}` shall be replaced at an active clock edge by the byte of `{data}` "
        f"in the same place if its enable is 1, and must be preserved if its enable is 0. "
        f"`{enable}[0]` shall be the enable of the least significant byte, `{enable}[{top}]` that "
        "of the most significant one.",
        f"When all of `{enable}` is 0, an active edge leaves `{out}` alone. When all of it is 1, "
        f"`{out}` becomes `{data}`. In between, byte i (from the right, beginning with 0) is "
        f"loaded if `{enable}[i]` is 1 and stays if it is 0.",
        f"Unlike a plain D register, this one does not load as a whole: a 0 in `{enable}` spares a "
        f"byte of `{out}`, counted from the low end. Only bytes with a 1 there are changed at the "
        f"active edge, to what `{data}` has in the same byte.",
        f"Let M be the sum of 255 * 256^i over all i with `{enable}[i]` = 1. The next value of "
        f"`{out}` at an active edge is ({out} & ~M) | ({data} & M).",
        f"Think of {out} and {data} as arrays of {count} bytes, element 0 in the lowest bits. An "
        f"active edge does for (i = 0; i < {count}; i++) if ({enable}[i]) {out}[i] = {data}[i].",
        f"`{out}` holds {width} bits that depend on all earlier writes. For example, if it is "
        f"{width}'h{''.join(texts)} and an edge finds `{data}` = {width}'h{word} and `{enable}` = "
        f"{count}'b{some:0{count}b}, it is {width}'h{after} afterwards: a 1 in bit i of "
        f"`{enable}` lets byte i in, a 0 keeps it out.",
    )


def toggle_others(out: str, toggle: str, width: int) -> tuple[str, ...]:
    """Return ten texts on a T flip-flop, or some of them side by side."""
    kind = "T flip-flop" if width == 1 else f"Register of {width} T flip-flops"
    flip, source = (f"`{out}`", f"`{toggle}`")
    bitwise = ""
    if width > 1:
        flip, source = f"`{out}[i]`", f"`{toggle}[i]`"
        bitwise = f", for i = 0 to {width - 1}"
    lanes = "" if width == 1 else f" There are {width} of these, one for each bit."
    code = f"if ({toggle}) {out} = !{out};"
    if width > 1:
        code = f"for (i = 0; i < {width}; i++) if ({toggle}[i]) {out}[i] = !{out}[i];"
    sample = "" if width == 1 else ", taking one bit of each as an example,"
    return (
        f"`{out}` <= {out} ^ {toggle} on each tick.",
        f"{kind}.",
        f"Which flip-flop turns over when told to, and rests when not? Build it with the input "
        f"`{toggle}` and the output `{out}`.{lanes}",
        f"I need something I can poke with `{toggle}`: each clock edge that sees a 1 on {source} "
        f"turns {flip} over, and one that sees a 0 leaves it{bitwise}.",
        f"At an active clock edge, {flip} shall be replaced by its complement if {source} is high, "
        f"and must not change if {source} is low{bitwise}.",
        f"If {source} is 0 at the active edge: no change of {flip}. If it is 1 and {flip} is 1: "
        f"{flip} falls. If it is 1 and {flip} is 0: {flip} rises. Nothing else moves it, "
        f"resets aside{bitwise}.",
        f"Unlike a D flip-flop, this one does not copy its input: {source} = 1 means the other "
        f"level than now, {source} = 0 the same level as now, for {flip} after the active "
        f"edge{bitwise}.",
        f"`{out}`(n+1) = ({out}(n) + {toggle}(n)) mod 2{' in every bit' if width > 1 else ''}, "
        "where n counts the active clock edges.",
        f"Think of a static variable {out} and a function that the clock edge calls: {{ {code} }} "
        "Between calls nothing happens.",
        f"The level of {flip} tells whether an odd or an even number of ones has been clocked in "
        f"at {source} since the reset{bitwise}: a 1 at an active edge flips it. Starting from 0, "
        f"the inputs 1, 1, 0, 1 at four edges{sample} lead to 1, 0, 0, 1.",
    )


def jk_others(out: str, j: str, k: str) -> tuple[str, ...]:
    """Return ten texts on a JK flip-flop."""
    return (
        f"On each tick {out} is loaded with {out} ? ~{k} : {j}.",
        f"JK flip-flop with the output {out}.",
        f"Which flip-flop can be set (by `{j}`), cleared (by `{k}`), left alone (by neither) and "
        f"toggled (by both) with a clock edge? Build it and name its output `{out}`.",
        f"I'd like the old JK flip-flop back: `{j}` sets, `{k}` clears, both turn `{out}` over, "
        "and if both are 0 it just sits there. It acts on the clock edge, not on levels.",
        f"An active clock edge shall set `{out}` if only `{j}` is high, shall clear it if only "
        f"`{k}` is high, and shall complement it if both are high. With both low, `{out}` must "
        "remain as it is.",
        f"Where `{j}` and `{k}` are both 1, the active edge inverts `{out}`; where both are 0, it "
        f"does nothing; where just `{k}` is 1, it clears; and where just `{j}` is 1, it sets "
        f"`{out}`.",
        f"Unlike an SR flip-flop, this one has no forbidden input: a 1 on the set input `{j}` "
        f"together with a 1 on the reset input `{k}` makes `{out}` toggle at the active edge. "
        "Alone, each does what it does there, and with none of them the level is kept.",
        f"With n as the number of the active edge, {out}(n+1) = {j}(n) if {out}(n) = 0, and "
        f"{out}(n+1) = 1 - {k}(n) if {out}(n) = 1.",
        f"Think of {out} as a variable and of the clock edge as this: if ({j} && {k}) {out} = "
        f"!{out}; else if ({j}) {out} = 1; else if ({k}) {out} = 0; with nothing to do in the "
        "remaining case.",
        f"`{out}` is one stored bit. If ({j}, {k}) is (1, 0), (0, 0), (1, 1), (1, 1), (0, 1) at "
        f"five active edges, `{out}` is 1, 1, 0, 1, 0 after them, since (1, 0) sets, (0, 1) "
        "clears, (1, 1) inverts and (0, 0) keeps.",
    )
