"""Edge detectors in further words."""

from __future__ import annotations

from itertools import pairwise

_TESTS = {"rising": "{now} & ~{old}", "falling": "~{now} & {old}", "any": "{now} ^ {old}"}
_WENT = {"rising": "gone up", "falling": "gone down", "any": "changed its level"}
_TITLES = {
    "rising": "Rising-edge (posedge) detector", "falling": "Falling-edge (negedge) detector",
    "any": "Dual-edge (change) detector",
}  # fmt: skip
_LOOPS = {
    "rising": "{now} && !{old}", "falling": "!{now} && {old}", "any": "{now} != {old}",
}  # fmt: skip


def others(
    kind: tuple[str, str], width: int, names: tuple[str, str], rest: list[str]
) -> tuple[str, ...]:
    """Return ten texts; the clock and the reset are told at the end of each."""
    said = (*_plainly(kind, width, names), *_at_length(kind, width, names))
    return tuple(f"{text} {rest[n % 3]}" for n, text in enumerate(said))


def _plainly(kind: tuple[str, str], width: int, names: tuple[str, str]) -> tuple[str, ...]:
    (edge, form), (data, out) = kind, names
    test, went = _TESTS[edge].format(now=data, old="prev"), _WENT[edge]
    bits = "" if width == 1 else f", {width} bits in parallel"
    a_bit = f"`{data}`" if width == 1 else f"`{data}[i]`"
    flag = f"`{out}`" if width == 1 else f"`{out}[i]`"
    any_i = "" if width == 1 else f", for i = 0 to {width - 1}"
    formula = {
        "pulse": f"On every tick, load the register {out} with {test}, where prev holds what "
        f"{data} was on the tick before",
        "direct": f"Drive {out} with {test} by a continuous assignment, prev being a register that "
        f"copies {data} on every tick",
        "sticky": f"On every tick, load the register {out} with {out} | ({test}), where prev holds "
        f"what {data} was on the tick before",
    }[form]
    brief = {
        "pulse": f"{_TITLES[edge]} for {data}{bits}; {out} is a registered pulse of one clock",
        "direct": f"{_TITLES[edge]} for {data}{bits}; {out} is not registered (Mealy), only the "
        f"delayed copy of {data} is",
        "sticky": f"{_TITLES[edge]} for {data} with memory{bits}; {out} is set by the registered "
        "comparison and cleared by nothing but the reset",
    }[form]
    asked = {
        "pulse": f"Which circuit raises {flag} for one period after a clock edge that finds that "
        f"{a_bit} has {went} since the clock edge before{any_i}? Build it with "
        f"{'a flip-flop' if width == 1 else 'flip-flops'} at the output",
        "direct": f"Which circuit tells on {flag}, without waiting for a clock edge, that {a_bit} "
        f"has {went} since it was last sampled{any_i}? Build it: one stored sample and gates",
        "sticky": f"Which circuit sets {flag} at the clock edge that finds that {a_bit} has {went} "
        f"since the clock edge before, and never clears it by itself{any_i}? Build it",
    }[form]
    note = {
        "pulse": "a 1 that lasts a single clock, straight from a flop, so it comes up at the very "
        "edge that samples the new level",
        "direct": "the 1 right away, in the same cycle, so please put no flop after the comparison",
        "sticky": "a flag that comes up at the edge that samples the new level and is still there "
        "whenever I get round to looking; only the reset takes it down",
    }[form]
    lines, one = f"a line `{data}`", "it"
    if width > 1:
        lines, one = f"{width} lines `{data}`", "one of them"
    lanes = "" if width == 1 else " The lanes are independent, bit i answers for line i."
    must = {
        "pulse": f"Each active clock edge shall store {a_bit}, and shall set {flag} if {a_bit} has "
        f"{went} compared with the value stored before, or else clear {flag}",
        "direct": f"Each active clock edge shall store {a_bit}. At any time {flag} must be high if "
        f"{a_bit} has {went} compared with the stored value, and must be low if not; no clock edge "
        "may be needed for that",
        "sticky": f"Each active clock edge shall store {a_bit}, and shall set {flag} if {a_bit} "
        f"has {went} compared with the value stored before. A flag that is set must remain set "
        "until the reset",
    }[form]
    return (
        f"{formula}.",
        f"{brief}.",
        f"{asked}.",
        f"I have {lines} and want to know when {one} has {went} since the "
        f"{'last clock edge' if form == 'direct' else 'clock edge before'}. Give me {note}. It "
        f"goes out on `{out}`.{lanes}",
        f"{any_i and f'For each i from 0 to {width - 1}: '}"
        f"{must[0].lower() if any_i else must[0]}{must[1:]}.",
    )


def _at_length(kind: tuple[str, str], width: int, names: tuple[str, str]) -> tuple[str, ...]:
    (edge, form), (data, out) = kind, names
    each = "" if width == 1 else " Bits do not influence one another."
    same = "" if form != "sticky" else f", unless `{out}` was 1 already"
    new, old, when = "an active edge samples the level", "the edge before sampled", " after it"
    if form == "direct":
        new, old, when = "there is now the level", "the latest edge sampled", ""
    equal = f"If {new} of `{data}` that {old}, `{out}` is 0{when}{same}."
    cases = {
        "rising": f"{equal} The same holds if the older one is 1 and the newer one 0. Only if the "
        f"older one is 0 and the newer one 1, `{out}` is 1{when}.",
        "falling": f"{equal} The same holds if the older one is 0 and the newer one 1. Only if the "
        f"older one is 1 and the newer one 0, `{out}` is 1{when}.",
        "any": f"{equal} Otherwise, whichever of the two is the greater, `{out}` is 1{when}.",
    }[edge]
    cases += " Once 1, it is 1 until the reset." if form == "sticky" else ""
    cases += "" if width == 1 else " This is meant bit by bit."
    ignored = {
        "rising": f"a steady 1 on `{data}` or a step down does not do it, only a step up",
        "falling": f"a steady 0 on `{data}` or a step up does not do it, only a step down",
        "any": f"a steady level of `{data}`, be it 0 or 1, does not do it, only a step up or down",
    }[edge]
    unlike = {
        "pulse": f"`{out}` is high for a clock period per step, counted from the edge at which the "
        "step is sampled",
        "direct": f"`{out}` is a pure function of `{data}` and of the flip-flop with its delayed "
        "copy, high from the step until the next active edge takes the new level over",
        "sticky": f"`{out}` goes high at the edge at which the step is sampled, and unlike a pulse "
        "it does not go down again before the reset",
    }[form]
    test = _TESTS[edge].format(now=f"{data}(t)", old=f"{data}(t-1)")
    live = _TESTS[edge].format(now=data, old=f"{data}(t)")
    maths = {
        "pulse": f"Let {data}(t) be the sample at active edge number t. Then {out} = {test} "
        "between the edges t and t+1, as a register",
        "direct": f"Let {data}(t) be the sample at active edge number t. Then {out} = {live} at "
        f"every instant between the edges t and t+1, with the present {data}",
        "sticky": f"Let {data}(t) be the sample at active edge number t, and {out}(t) the register "
        f"{out} just after it. Then {out}(t) = {out}(t-1) | ({test})",
    }[form]
    return (
        cases,
        f"Not the level but the step counts: {ignored}. {unlike}.{each}",
        f"{maths}{', bitwise' if width > 1 else ''}. For the first edge after a reset, {data}(t-1) "
        "is the value that the reset leaves behind."
        if form != "direct"
        else f"{maths}{', bitwise' if width > 1 else ''}. As long as the latest event was a reset, "
        f"{data}(t) is the value that the reset leaves behind.",
        _as_program(kind, width, names),
        _by_example(kind, width, names),
    )


def _as_program(kind: tuple[str, str], width: int, names: tuple[str, str]) -> str:
    (edge, form), (data, out) = kind, names
    place = "" if width == 1 else "[i]"
    test = _LOOPS[edge].format(now=f"{data}{place}", old=f"prev{place}")
    loop = "" if width == 1 else f"for (i = 0; i < {width}; i++) "
    if form == "direct":
        return (
            f"As a program: on_clock() {{ prev = {data}; }} and, evaluated all the time, "
            f"{loop}{out}{place} = {test}; where prev is the only variable that is kept."
        )
    step = f"{out}{place} = {test};" if form == "pulse" else f"if ({test}) {out}{place} = 1;"
    return (
        f"As a program that is called once per active clock edge: {loop}{step} prev = {data}; "
        f"where prev and {out} are static variables."
    )


def _by_example(kind: tuple[str, str], width: int, names: tuple[str, str]) -> str:
    (edge, form), (data, out) = kind, names
    levels = (0, 0, 1, 1, 0, 0, 1)
    hits = {"rising": {(0, 1)}, "falling": {(1, 0)}, "any": {(0, 1), (1, 0)}}[edge]
    what = {"rising": "a 0 followed by a 1", "falling": "a 1 followed by a 0",
            "any": "two unequal levels in a row"}[edge]  # fmt: skip
    subject = f"`{out}`" if width == 1 else f"Each bit of `{out}`"
    own = f"`{data}`" if width == 1 else f"the bit of `{data}` at the same place"
    if form == "direct":
        texts = [
            f"{int((old, now) in hits)} with {old} sampled and {now} present"
            for old in (0, 1) for now in (0, 1)
        ]  # fmt: skip
        return (
            f"{subject} depends on one stored sample of {own}, which every active edge "
            f"renews, and on its present level, through gates alone: {', '.join(texts)}. So it "
            f"marks {what}."
        )
    shown, held = [], 0
    for pair in pairwise(levels):
        held = int(pair in hits) | (held if form == "sticky" else 0)
        shown.append(str(held))
    tail = (
        " and is 1 from the first one on until the reset" if form == "sticky"
        else " for the clock period after the edge that samples the second one, and is 0 else"
    )  # fmt: skip
    begin = f", with `{out}` still at 0 after the first" if form == "sticky" else ""
    return (
        f"{subject} is a flip-flop that marks {what} of {own}{tail}. Example: successive active "
        f"edges sample {', '.join(map(str, levels))}{begin}; after the second to the last of them "
        f"the output is {', '.join(shown)}."
    )
