"""Detectors of a bit pattern in further notations."""

from __future__ import annotations

from rtlgen.datagen.clocking import Clocking
from rtlgen.datagen.series import series
from rtlgen.datagen.told.clocks import clocks
from rtlgen.datagen.told.sequence_detectors import Told

_LETTERS = "ABCDEF"


def notations(told: Told, clocking: Clocking) -> tuple[str, ...]:
    """Describe a detector in twenty ways."""
    home = clocks(clocking, "makes the state A")
    fresh = "forgets all earlier bits" + ("" if told.is_mealy else f" and makes `{told.out}` 0")
    ends = clocks(clocking, fresh)
    return (
        *_arcs(told, home),
        *_grouped(told, home),
        *_programs(told, clocking),
        *_structures(told, clocking),
        *_stories(told, ends),
        *_models(told, clocking),
        *_terse(told, clocking, ends),
    )


def _following(told: Told, state: int, bit: int) -> int:
    """Return the next state; a Moore machine has one more state, in which the output is 1."""
    last, final = len(told.pattern) - 1, int(told.pattern[-1])
    if state > last:
        state = told.steps[last][final]
    if not told.is_mealy and state == last and bit == final:
        return last + 1
    return told.steps[state][bit]


def _moves(told: Told) -> list[tuple[int, int, int]]:
    """List states, bits and next states."""
    states = range(len(told.pattern) + (not told.is_mealy))
    return [(s, bit, _following(told, s, bit)) for s in states for bit in (0, 1)]


def _is_hit(told: Told, state: int, bit: int) -> bool:
    return state == len(told.pattern) - 1 and bit == int(told.pattern[-1])


def _shown(told: Told) -> str:
    """Say when the output of the machine with lettered states is 1."""
    if told.is_mealy:
        state = _LETTERS[len(told.pattern) - 1]
        return (
            f"`{told.out}` is 1 while the state is {state} and `{told.data}` is at "
            f"{told.pattern[-1]}, with no register behind it, and 0 in any other situation"
        )
    return f"`{told.out}` is 1 in state {_LETTERS[len(told.pattern)]} and 0 in each other state"


def _arcs(told: Told, home: tuple[str, ...]) -> tuple[str, ...]:
    """List all moves one by one."""
    data, out, moves = told.data, told.out, _moves(told)
    named = [(_LETTERS[s], bit, _LETTERS[to]) for s, bit, to in moves]
    hits = [int(_is_hit(told, s, bit)) for s, bit, _ in moves]
    top = len(told.pattern)
    if told.is_mealy:
        rows = "\n".join(f"{b} {s} {to} {hit}" for (s, b, to), hit in zip(named, hits, strict=True))
        head, note = " output", f"The output column holds for the {data} of now, before the edge."
        arrows = "; ".join(
            f"{s} --{b}/{hit}--> {to}" for (s, b, to), hit in zip(named, hits, strict=True)
        )
        key = f"Labels read {data}/{out}, as in a Mealy graph: {out} needs no edge to follow {data}"
        one = f'[["{_LETTERS[top - 1]}", {told.pattern[-1]}]]'
        lit = f"for the pair of state and {data} in it, immediately"
    else:
        rows = "\n".join(f"{b} {s} {to}" for s, b, to in named)
        head, note = "", f"Only state {_LETTERS[top]} has {out} = 1, the rest have 0."
        arrows = "; ".join(
            f"{_LETTERS[s]}/{int(s == top)} --{b}--> {_LETTERS[to]}/{int(to == top)}"
            for s, b, to in moves
        )
        key = f"Nodes read state/{out}, as in a Moore graph; labels are values of {data}"
        one, lit = f'["{_LETTERS[top]}"]', "in the state in it"
    calls = ", ".join(f"next({s}, {b}) = {to}" for s, b, to in named)
    lists = ", ".join(f'"{s}": ["{low}", "{high}"]' for (s, _, low), (_, _, high) in _pairs(named))
    return (
        (
            f"Input {data}, start state A. Each line has input, state, next state{head}:\n{rows}\n"
            f"{note} {home[0]}"
        ),
        f"Graph: {arrows}. {key}. It starts in A. {home[1]}",
        f"With the state and {data} as arguments, {calls}. Moreover, {_shown(told)}. {home[3]}",
        (
            f'Machine as data: {{"start": "A", "next": {{{lists}}}, "one": {one}}}. Each list '
            "holds "
            f"what follows at {data} = 0 and at {data} = 1. {out} is 1 only {lit}, else 0. "
            f"{home[4]}"
        ),
    )


def _pairs(
    named: list[tuple[str, int, str]],
) -> list[tuple[tuple[str, int, str], tuple[str, int, str]]]:
    """Put both moves of each state together."""
    return list(zip(named[::2], named[1::2], strict=True))


def _grouped(told: Told, home: tuple[str, ...]) -> tuple[str, ...]:
    """Order the moves by where they lead, by the bit, and by whether they leave."""
    data, moves, shown = told.data, _moves(told), _shown(told)
    named = [(_LETTERS[s], bit, _LETTERS[to]) for s, bit, to in moves]
    entries = []
    for name in dict.fromkeys(s for s, _, _ in named):
        ways = [f"from {s} on {bit}" for s, bit, to in named if to == name]
        entries.append(f"{name} is entered {series(ways) if ways else 'by a reset only'}.")
    by_bit = [", ".join(f"{s} to {to}" for s, b, to in named if b == bit) for bit in (0, 1)]
    sentences = []
    for (s, _, low), (_, _, high) in _pairs(named):
        if low == high:
            sentences.append(f"{s} goes to {low} in either case.")
        elif s in (low, high):
            stay, (bit, to) = (0, (1, high)) if s == low else (1, (0, low))
            sentences.append(f"{s} stays on {stay} and leaves for {to} on {bit}.")
        else:
            sentences.append(f"{s} leaves for {low} on 0 and for {high} on 1.")
    return (
        (
            f"Where does each state come from, as edges take bits of {data}? {' '.join(entries)} "
            f"In the beginning the state is A. {shown}. {home[5]}"
        ),
        (
            f"An edge with {data} low takes {by_bit[0]}. An edge with {data} high takes "
            f"{by_bit[1]}. "
            f"Apart from that, {shown}. {home[6]}"
        ),
        f"Bits arrive on {data}. {' '.join(sentences)} {shown}. {home[7]}",
    )


def _programs(told: Told, clocking: Clocking) -> tuple[str, ...]:
    """Write the machine as software."""
    pattern, data, out, top = told.pattern, told.data, told.out, len(told.pattern)
    moves = _moves(told)
    pairs = [(low, high) for (_, _, low), (_, _, high) in zip(moves[::2], moves[1::2], strict=True)]
    arms = " ".join(
        f"case {s}: s = {data} ? {high} : {low}; break;" for s, (low, high) in enumerate(pairs)
    )
    prefixes = ["nothing", *(f"<{pattern[:n]}>" for n in range(1, top + 1))]
    grown = ", ".join(f"{prefixes[s]} + {bit} -> {prefixes[to]}" for s, bit, to in moves)
    fails = ", ".join(f"f({n}) = {_border(pattern[:n])}" for n in range(1, top + 1))
    again = f"f({top})" if told.overlaps else "0"
    zero = clocks(clocking, "sets s to 0")
    empty = clocks(clocking, "leaves nothing in hand")[4]
    none = clocks(clocking, "sets k to 0" if told.is_mealy else f"sets k and {out} to 0")[5]
    if told.is_mealy:
        c_out = f"int {out} = (s == {top - 1} && {data} == {pattern[-1]}); at all times"
        python = f"{out} = int((s, {data}) == ({top - 1}, {pattern[-1]})), evaluated continuously"
        held = f"{out} is 1 just when {prefixes[top - 1]} is in hand and {data} offers "
        held += f"{pattern[-1]}, even before the edge"
        found = f"`{out}` tells without delay if an edge with the present {data} would find a match"
    else:
        c_out = f"int {out} = (s == {top}); at all times"
        python = f"{out} = int(s == {top})"
        held = f"{out} is 1 just when {prefixes[top]} is in hand"
        found = f"`{out}` tells, from one edge to the next, whether that edge found a match"
    return (
        (
            f"Pseudo code in C: static int s = 0; at each active edge switch (s) {{ {arms} }} and "
            f"{c_out}. {zero[0]}"
        ),
        f"Python: T = {tuple(pairs)}; on a clock edge s = T[s][{data}]; {python}. {zero[3]}",
        (
            f"The state is the part of {pattern} in hand; rules of growth for the bits of {data}: "
            f"{grown}. {held}, otherwise 0. In the beginning: nothing. {empty}"
        ),
        (
            f"Knuth-Morris-Pratt over the bits of {data} with p = {pattern} (p[0] leftmost), the "
            f"failure function {fails}, and k as state: on each edge, while k > 0 and p[k] != "
            f"{data}, k = f(k); then, if p[k] == {data}, k = k + 1; k = {top} is a match, after "
            "which "
            f"k = {again} within the same edge. {found}; it is 0 if not. {none}"
        ),
    )


def _border(text: str) -> int:
    """Return the length of the longest proper beginning that is also an end."""
    return next(n for n in range(len(text) - 1, -1, -1) if text.endswith(text[:n]))


def _structures(told: Told, clocking: Clocking) -> tuple[str, ...]:
    """Tell what flip-flops there are."""
    pattern, data, out, top = told.pattern, told.data, told.out, len(told.pattern)
    moves = _moves(told)
    equations = []
    for state in range(moves[-1][0] + 1):
        terms = []
        for bit, literal in ((0, f"{data}'"), (1, data)):
            found = [f"q{s}" for s, b, to in moves if (b, to) == (bit, state)]
            terms += [f"{literal} ({' + '.join(found)})"] if found else []
        equations.append(f"q{state}+ = {' + '.join(terms) or '0'}")
    final = pattern[-1] == "1"
    logic = f"q{top - 1} {data}{'' if final else chr(39)}" if told.is_mealy else f"q{top}"
    literals = [data if bit == "1" else f"~{data}" for bit in pattern]
    chain = [f"t1 <= {literals[0]}"]
    chain += [f"t{n} <= t{n - 1} & {literals[n - 1]}" for n in range(2, top)]
    hit = f"t{top - 1} & {literals[-1]}"
    kept = "" if told.overlaps else f", except that all of them become 0 at an edge with {hit}"
    flip = f"t1 to t{top - 1}" if top > 2 else "t1"
    if told.is_mealy:
        drives, does = f"assign {out} = {hit}", f"clears {flip}"
    else:
        drives, does = f"on the same edges {out} <= {hit}", f"clears {flip} and {out}"
    one_hot = clocks(clocking, "makes q0 = 1 and every other q 0")[6]
    return (
        (
            f"One flip-flop per state, exactly one of them set. Next-state equations (x' is NOT x, "
            f"+ is OR, side by side is AND): {'; '.join(equations)}. Output: {out} = {logic}. "
            f"{one_hot}"
        ),
        (
            f"Let tokens walk along a chain of flip-flops, one place per edge while the bits fit: "
            f"{'; '.join(chain)}{kept}. Then {drives}. {clocks(clocking, does)[7]}"
        ),
    )


def _stories(told: Told, ends: tuple[str, ...]) -> tuple[str, ...]:
    """Write as people ask and as standards rule."""
    pattern, data, out = told.pattern, told.data, told.out
    stream, hits = (text.replace(",", "") for text in told.example())
    if told.is_mealy:
        below = "seen before the edge that takes the bit above it, as pure logic of state and bit"
        must = f"`{out}` MUST be 1 already while the last bit waits on `{data}` for its edge, MUST "
        must += f"follow `{data}` without a clock"
    else:
        below = "lasting for the clock cycle after the edge that took the bit above it"
        must = f"`{out}` MUST be 1 for precisely the one cycle behind the edge that took the last "
        must += f"bit, MUST ignore `{data}` between edges"
    again = "and tails can be heads" if told.overlaps else "but used bits are not used again"
    share = "MUST be found even if" if told.overlaps else "MUST NOT be counted if"
    return (
        (
            f"Q: How do I get this trace for the pattern {pattern} (earliest bit first)?\n"
            f"{data}: {stream}\n{out}: {hits}\nThe lower row has each value {below}. In general "
            f"there is a 1 for each time that {pattern} comes to its end, {again}, and a 0 for "
            f"other bits. {ends[1]}"
        ),
        (
            f"Requirements: (a) A conforming detector MUST take a bit of `{data}` per active edge. "
            f"(b) It looks for {pattern}, whose left end is the oldest bit. (c) An occurrence "
            f"{share} it shares bits with the counted one before it. (d) {must} and MUST be 0 at "
            f"any other time. (e) What came ahead of a reset MUST NOT matter. {ends[2]}"
        ),
    )


def _models(told: Told, clocking: Clocking) -> tuple[str, ...]:
    """Liken the detector to a lock and to a regular expression."""
    pattern, data, out, top = told.pattern, told.data, told.out, len(told.pattern)
    drops = ", ".join(f"{n}->{told.steps[n][1 - int(bit)]}" for n, bit in enumerate(pattern))
    end = told.steps[top - 1][int(pattern[-1])]
    if told.is_mealy:
        lamp = f"The lamp {out} is lit as long as key {pattern[-1]} shows on {data} with the dial "
        lamp += f"on {top - 1}, and dark otherwise"
        text = f"`{out}` is 1 exactly if that text with the present {data} put behind it matches"
        dial, erased = "", ""
    else:
        lamp = f"The lamp {out} is lit for the period after a press that opened it, dark otherwise"
        text = f"`{out}` is a flip-flop that becomes 1 at edges after which that text, with the "
        text += "bit just taken as its end, matches"
        dial, erased = f" and {out}", f" and clears {out}"
    empty = "" if told.overlaps else "; a match then empties it at the same edge"
    dial = clocks(clocking, f"puts the dial{dial} to 0")[3]
    erased = clocks(clocking, f"empties the text{erased}")[4]
    return (
        (
            f"Think of a lock with a dial at 0. Every edge presses the key that {data} shows. The "
            f"keys that open are {' '.join(pattern)}, pressed in this sequence. A right key turns "
            f"the dial from n to n+1, a wrong one as {drops}. The last right key opens the lock "
            f"and leaves the dial on {end}. {lamp}. {dial}"
        ),
        (
            f"Regular expression ^[01]*{pattern}$. Bits of {data} are appended to a text, one at "
            f"each edge{empty}. {text}; otherwise it is 0. {erased}"
        ),
    )


def _terse(told: Told, clocking: Clocking, ends: tuple[str, ...]) -> tuple[str, ...]:
    """Write key words, parameters and a property."""
    pattern, data, out, top = told.pattern, told.data, told.out, len(told.pattern)
    edge = "negedge" if clocking.is_falling else "posedge"
    kind = "async" if clocking.is_asynchronous else "sync"
    level = "low" if clocking.is_low else "high"
    steps = " ##1 ".join(f"({data} == {bit})" for bit in pattern)
    if told.is_mealy:
        style, timing = "mealy", "out = f(state, input), same cycle as final bit, unregistered"
        name, sign = "COMBINATIONAL (together with the final bit)", "|->"
        cycle = f"Between edges too, {out} tells what the present {data} would complete"
    else:
        style, timing = "moore", "out from a register, one cycle, begins at edge of final bit"
        name, sign = "REGISTERED (in the cycle after the edge of the final bit)", "|=>"
        cycle = f"{out} changes at edges only"
    lap = "overlap allowed" if told.overlaps else "no overlap, restart empty after a hit"
    also = (
        "Matches that share bits count all the same"
        if told.overlaps
        else "A match does not count if it takes a bit of an earlier match that counts"
    )
    return (
        (
            f"`{out}`: {style} seq detector on {data}. pattern {pattern}, left bit oldest. {lap}. "
            f"{timing}. clk: {edge} {clocking.clock}. rst: {clocking.reset}, {kind}, active "
            f"{level}, "
            f"wipes history{'' if told.is_mealy else ' and output'}."
        ),
        (
            f"PATTERN = {top}'b{pattern}, FIRST = leftmost, INPUT = {data}, OUTPUT = {out}, TIMING "
            "= "
            f"{name}, OVERLAP = {'YES' if told.overlaps else 'NO (bits of a match are spent)'}, "
            f"IDLE LEVEL = 0, CLOCK = {edge} {clocking.clock}, RESET = {clocking.reset} active "
            f"{level} "
            f"{kind}, RESET EFFECT = no bits seen{'' if told.is_mealy else f', {out} = 0'}."
        ),
        (
            f"Assertion: {steps} {sign} {out}, at the active edges, ##1 being one edge later. "
            f"{also}. Whenever no match that counts demands it, {out} is 0. {cycle}. Bits from "
            "before "
            f"a reset are not looked at. {ends[6]}"
        ),
    )
