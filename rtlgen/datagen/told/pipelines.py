"""Pipelines in further words."""

from __future__ import annotations

from collections.abc import Callable

_STEPS: dict[str, Callable[[int, int], int]] = {
    "+": int.__add__, "-": int.__sub__, "&": int.__and__, "|": int.__or__, "^": int.__xor__,
    "*": int.__mul__,
}  # fmt: skip


def others(
    names: tuple[str, ...], signs: tuple[str, ...], formula: str, sizes: tuple[int, int],
    ports: tuple[str, str, str], stall: str | None,
) -> tuple[str, ...]:  # fmt: skip
    """Tell of a pipeline: its width and stages, and its ports for valid, result and valid again."""
    return (
        *_plain(names, formula, sizes, ports, stall),
        *_timed(names, signs, formula, sizes, ports, stall),
    )


def _plain(
    names: tuple[str, ...], formula: str, sizes: tuple[int, int], ports: tuple[str, str, str],
    stall: str | None,
) -> tuple[str, ...]:  # fmt: skip
    """Tell of the stages."""
    (width, stages), (valid, out, ready), listed = sizes, ports, ", ".join(names)
    later = f"{stages - 1} more ticks bring" if stages > 2 else "1 more tick brings"
    unless = f", except on ticks with `{stall}` = 1, which move nothing and do not count" if (
        stall
    ) else ""  # fmt: skip
    terse = f", with a stall input (`{stall}` = 1 freezes the stages)" if stall else ""
    asked = (
        f" What does `{stall}` do? While it is 1, edges move nothing and take nothing in."
        if stall
        else ""
    )
    wish = f" When I pull `{stall}` high, please keep the whole line still." if stall else ""
    must = (
        f" At an edge with `{stall}` = 1 no stage must advance, and operands must not be taken."
        if stall
        else ""
    )
    return (
        f"On each tick `s1 <= {formula}` and `f1 <= {valid}` enter the first stage, and {later} "
        f"both, unchanged, to the last stage, which drives `{out}` and `{ready}`; all stages "
        f"move on the same tick{unless}. There are {stages} stages. The expression is one of "
        f"Verilog, {width} bits wide with any excess cut off, and it is evaluated no matter what "
        f"`{valid}` is.",
        f"Pipelined {formula} (Verilog operators, {width} bits), {stages} registers deep, valid "
        f"bit `{valid}` to `{ready}` alongside{terse}. Data move whether valid or not.",
        f"Which circuit takes {listed} at every active edge and presents {formula}, cut to "
        f"{width} bits, at `{out}` so late that {stages} registers lie between? Build it (the "
        f"operators are Verilog's). Does `{valid}` decide whether data are taken? No, it merely "
        f"travels through {stages} flip-flops of its own to `{ready}`.{asked}",
        f"I can't get {formula} done in one cycle, so let it take {stages} register stages; I want "
        f"to feed new {listed} every clock, though. Put what comes out on `{out}`, {width} bits, "
        f"overflow just drops off. My `{valid}` flag should ride along and pop out as `{ready}` "
        f"next to its result; don't gate the data with it.{wish} The formula is Verilog.",
        f"The unit shall consist of {stages} register stages in a row. The first one shall load "
        f"{formula} (Verilog operators, low {width} bits) together with `{valid}`; each later "
        f"one shall load the contents of its predecessor; `{out}` and `{ready}` shall be the "
        f"contents of the last one. This must happen at every active edge, also with `{valid}` = "
        f"0.{must} Spreading the computation over the stages is allowed if the outputs are the "
        f"same.",
    )


def _timed(
    names: tuple[str, ...], signs: tuple[str, ...], formula: str, sizes: tuple[int, int],
    ports: tuple[str, str, str], stall: str | None,
) -> tuple[str, ...]:  # fmt: skip
    """Tell of times, cases and values."""
    (width, stages), (valid, out, ready), listed = sizes, ports, ", ".join(names)
    more = f"{stages - 1} more edge{'s' if stages > 2 else ''}"
    result = 3
    for sign in signs:
        result = _STEPS[sign](result, 2) % (1 << width)
    given = ", ".join(f"{name} = {3 if name == names[0] else 2}" for name in names)
    late = ""
    case = "If"
    if stall:
        late = " Stalled edges are not counted as later ones."
        case = f"If `{stall}` is 1 at an edge, all stages keep what they have. Otherwise, if"
    counted = f" with `{stall}` = 0 (no other edge counts)" if stall else ""
    numbered = f" Edges with `{stall}` = 1 get no number; nothing moves there." if stall else ""
    guard = f"if (!{stall}) " if stall else ""
    frozen = f"; with `{stall}` at 1 nothing moves along it" if stall else ""
    return (
        f"{case} `{valid}` is 0 at an edge, then {more} later `{ready}` is 0, and if it is 1, "
        f"`{ready}` is 1 then. In either case `{out}` shows, at that same time, {formula} of the "
        f"words that were present with it, in {width} bits (carries beyond are lost; the operators "
        f"are those of Verilog).{late}",
        f"Unlike a unit that is busy until its result is ready, this one takes {listed} at every "
        f"edge{counted}, so up to {stages} results are on their way at once; and unlike an enable, "
        f"`{valid}` holds nothing back, it just arrives at `{ready}` together with its result. "
        f"That result, {formula} in Verilog operators and {width} bits, is at `{out}` after "
        f"{stages} edges, of which the sampling one is the first.",
        f"Number the active edges n = 0, 1, 2 and so on, and let F(n) be {formula} (operators "
        f"as in Verilog) modulo 2^{width} and V(n) be `{valid}`, both with the inputs at edge n. "
        f"From edge n + {stages - 1} to the next one, `{out}` = F(n) and `{ready}` = V(n), for all "
        f"n, whatever V(n) is.{numbered}",
        f"Think of two arrays with {stages} elements, p for words of {width} bits and v for flags. "
        f"Each active edge executes `{guard}{{ for (k = {stages - 1}; k > 0; k--) {{ p[k] = "
        f"p[k-1]; v[k] = v[k-1]; }} p[0] = {formula}; v[0] = {valid}; }}`. The outputs are "
        f"`{out}` = p[{stages - 1}] and `{ready}` = v[{stages - 1}].",
        f"`{out}` and `{ready}` are registers, the last of {stages} pairs in a chain{frozen}. The "
        f"first pair of the chain is fed with {formula}, in {width} bits and Verilog operators, "
        f"and with `{valid}`, at all times and not only when `{valid}` is 1. So when {given} and "
        f"`{valid}` = 1 have been clocked in, {more} "
        f"{'let' if stages > 2 else 'lets'} {out} = {result} and {ready} = 1 appear.",
    )
