"""Dividers in further words."""

from __future__ import annotations

Two = tuple[str, str]
"""Dividend and divisor, or quotient and remainder."""


def others_direct(names: Two, outs: Two, shown: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Tell of a divider without a clock; it may show one of the two results only."""
    (a, b), (q, r), ones = names, outs, f"{width}'b{'1' * width}"
    one, other = (1 << width) - 1, 2 if width == 2 else 3

    def pick(quotient: str, remainder: str, link: str = " and ") -> str:
        return link.join(
            text for name, text in zip(outs, (quotient, remainder), strict=True) if name in shown
        )

    what, results = pick("quotient", "remainder"), pick(f"`{q}`", f"`{r}`")
    zero = pick(f"{q} = {ones}", f"{r} = {a}", ", ")
    code = pick(f"{q} with `({b} != 0) ? {a} / {b} : {ones}`",
                f"{r} with `({b} != 0) ? {a} % {b} : {a}`")  # fmt: skip
    terse = pick("all ones", "x as the remainder", ", with ")
    must = pick(f"`{q}` shall be the quotient, truncated to an integer.",
                f"`{r}` shall be the remainder.", " ")  # fmt: skip
    less = pick(f"{q} = 0", f"{r} = {a}", ", ")
    times = pick(f"{q} is how many whole times {b} is contained in {a}",
                 f"{r} is what remains of {a} after {b} has been taken out as often as "
                 f"possible")  # fmt: skip
    verb = "" if shown[1:] else "is "
    are = pick(f"{q} is the quotient", f"{r} {verb}the remainder")
    pair, top = pick(f"{q} = Q", f"{r} = R"), pick(f"{q} = 2^{width} - 1", f"{r} = {a}")
    count = pick(f"{q} is c", f"{r} is t")
    example = pick(f"{q} = {one // other}", f"{r} = {one % other}", ", ")
    floor = pick(f"{q} shows floor({a} / {b})", f"{r} shows {a} - {b} * floor({a} / {b})")
    return (
        f"Drive {code}; all operands are unsigned.",
        f"Unsigned {width}-bit combinational divider, {what}{'' if shown[1:] else ' only'}; x/0 "
        f"gives {terse}.",
        f"How often does {b} fit into {a}, and how much of {a} is left over then? Build the "
        f"circuit that tells the {what} on {results}, for unsigned words of {width} bits, "
        f"without a clock. And if {b} is zero? Let it tell {zero}.",
        f"I need an integer divide for {width}-bit words, {a} over {b}, no signs, no clock. "
        f"Just throw the fraction away. Please put the {what} on {results}, and since somebody "
        f"will divide by zero sooner or later, make that give {zero}.",
        f"The module shall perform unsigned integer division of `{a}` by `{b}`. {must} For a "
        f"divisor of zero, the module must deliver {zero}. It must not contain storage.",
        f"If {b} is 0: {zero}. Else if {a} is less than {b}: {less}. Else: {times}. All words are "
        f"unsigned.",
        f"Unlike a divider for signed numbers, this one sees no sign in the top bit, and unlike "
        f"one that rounds to the nearest integer, it always drops the fraction. Nor is a zero "
        f"divisor undefined: it produces {zero}. In all other cases {are} of {a} over {b}.",
        f"For {b} > 0 there is exactly one pair of integers Q and R with {a} = Q*{b} + R and "
        f"0 <= R < {b}. The circuit outputs {pair}. For {b} = 0 it outputs {top}. Numbers are "
        f"natural, with {width} bits.",
        f"In C, with unsigned variables: `for (c = 0, t = {a}; t >= {b}; c++) t -= {b};`, after "
        f"which {count}. This would never end for {b} = 0, for which the answer is fixed as "
        f"{zero}. Make combinational hardware of it.",
        f"From {a} = {one} and {b} = {other} the circuit makes {example}; from {b} = 0 it makes "
        f"{zero}, whatever {a} is. In general {floor}, for {width}-bit words without sign.",
    )


def others_clocked(
    names: Two, outs: Two, width: int, start: str, done: str, busy: str | None
) -> tuple[str, ...]:
    """Tell of a divider that takes one cycle for each bit."""
    return (
        *_short(names, outs, width, (start, done), busy),
        *_long(names, outs, width, (start, done), busy),
    )


def _short(names: Two, outs: Two, width: int, signals: Two, busy: str | None) -> tuple[str, ...]:
    """Tell of the protocol by its events."""
    (a, b), (q, r), (start, done), ones = names, outs, signals, f"{width}'b{'1' * width}"
    nth = {2: "second", 3: "third"}.get(width, "fourth")
    shown = f" `{busy}` is high during just these {width} cycles." if busy else ""
    flag = ""
    if busy:
        flag = f" `{busy}` must be 1 while a division is in progress and 0 while none is."
    return (
        f"A tick that finds the unit idle and `{start}` at 1 latches A = {a} and B = {b}. On the "
        f"{nth} tick after it, `{q} <= A / B; {r} <= A % B;`, or, for B = 0, `{q} <= "
        f"{ones}; {r} <= A;`, and `{done} <= 1`, which every other tick turns into `{done} <= 0`. "
        f"Until that {nth} tick has come, `{start}` counts for nothing and {q} and {r} keep their "
        f"values. All is unsigned.{shown}",
        f"Unsigned {width}-bit sequential divider, {width} cycles from `{start}` to `{done}`. "
        f"Operands are sampled with `{start}`, which is ignored during a division; `{done}` is a "
        f"one-cycle pulse along with new results, which stay until the next ones, and in its cycle "
        f"a new division can be started. Division by 0: {q} = {ones}, {r} = dividend.{shown}",
        f"Which sequential circuit divides {a} by {b} (unsigned, {width} bits) when told to by "
        f"`{start}`? One that, being idle, samples both together with `{start}` = 1, ignores its "
        f"inputs for the following {width} edges, and on the last of these stores the truncated "
        f"quotient in {q} and the remainder in {r} and is idle again. Which signal announces that? "
        f"A pulse of one cycle on `{done}`, 0 at any other time. What "
        f"about a zero divisor? Store {q} = {ones} and the dividend in {r}.{shown}",
        f"I'm short of gates, so let the division take its time: {width} clocks per result is "
        f"fine. When I raise `{start}` at an edge and the unit has nothing to do, grab {a} and {b} "
        f"(no signs, {width} bits). Exactly {width} edges later give me floor({a}/{b}) on {q}, the "
        f"rest on {r}, and one cycle of `{done}`; I may raise `{start}` again in that very cycle. "
        f"Until then don't listen to me, and leave the old {q} and {r} alone. Should {b} have been "
        f"zero, I want {q} = {ones} and {r} = {a} as grabbed.{shown}",
        f"When idle, the unit shall accept `{a}` and `{b}`, unsigned, at an edge with `{start}` = "
        f"1. At edge number {width} after the accepting one it shall write the integer quotient "
        f"into `{q}` and the remainder into `{r}`, pulse `{done}` for one cycle, and be ready for "
        f"another `{start}`. Requests and operands that arrive earlier must be ignored, and `{q}` "
        f"and `{r}` must not change earlier. For a divisor of 0 the unit shall write {ones} into "
        f"`{q}` and the dividend into `{r}`.{flag}",
    )


def _long(names: Two, outs: Two, width: int, signals: Two, busy: str | None) -> tuple[str, ...]:
    """Tell of the same by cases, times and values."""
    (a, b), (q, r), (start, done), ones = names, outs, signals, f"{width}'b{'1' * width}"
    zero = f"a zero divisor leads to {q} = {ones} and to {r} = dividend"
    flag = f" `{busy}` shows whether a division is going on (1) or not (0)." if busy else ""
    high = f" {busy} is 1 from edge T to edge T + {width}, otherwise 0." if busy else ""
    loop = f" `{busy}` is 1 from the first edge of such a round to its last." if busy else ""
    one = (1 << width) - 1
    return (
        f"At an edge there are three cases. If a division is going on and this is edge number "
        f"{width} after the one that began it, then `{q}` gets the quotient and `{r}` the "
        f"remainder, `{done}` becomes 1 and the unit is free. If a division is going on and it is "
        f"an earlier edge, `{done}`, `{q}` and `{r}` are left as they are. If none is going on, "
        f"`{done}` becomes 0, and with `{start}` = 1 the present `{a}` and `{b}` become dividend "
        f"and divisor of a new one. Arithmetic is unsigned and drops fractions; {zero}.{flag}",
        f"Unlike a combinational divider, this one does not follow its operands: only the values "
        f"of {a} and {b} at an edge with `{start}` = 1 and no division under way matter, and the "
        f"result, unsigned quotient in {q} (fraction dropped), remainder in {r}, is not there "
        f"until {width} edges later. A `{start}` in the meantime changes nothing, nor do {q} and "
        f"{r} change. `{done}` is 1 only in the cycle that begins with the new result, and in that "
        f"cycle the unit already accepts again. Nothing is undefined: {zero}.{flag}",
        f"Let a division begin at edge T, that is, `{start}` = 1 there and edges T - {width} "
        f"to T - 1 have begun none. Then right after edge T + {width}, {q} = floor(A/B) and {r} = "
        f"A - B*{q}, where A and B are {a} and {b} at edge T, unsigned, except that B = 0 makes "
        f"{q} = 2^{width} - 1 and {r} = A. `{done}` is 1 from edge T + {width} to edge T + "
        f"{width + 1}, otherwise 0. At edges T + 1 to T + {width} `{start}` has no effect, and "
        f"{q} and {r} are constant between such updates.{high}",
        f"In pseudo-code: forever {{ wait for an edge with {start} == 1 and take A = {a}, B = {b} "
        f"at it; let {width - 1} more edge{'s' if width > 2 else ''} go by; at the edge after "
        f"{'those' if width > 2 else 'that'}, set {q} = A / B, {r} = A % B and {done} = 1 }}. "
        f"`{done}` goes back to 0 at the very next edge, which may also be the first one of a new "
        f"round. Integers are unsigned with {width} bits; where B is 0, set {q} = {ones} and {r} = "
        f"A. The outputs {q} and {r} are variables that keep their values.{loop}",
        f"Let the unit be idle and see {a} = {one}, {b} = 2 with `{start}` = 1 at an edge. After "
        f"{width} further edges, during which it heeds neither operands nor `{start}` and still "
        f"shows the old {q} and {r}, it shows {q} = {one // 2} and {r} = {one % 2}, with `{done}` "
        f"up for this one cycle, and can be started again. Rule: {q} is the unsigned quotient "
        f"without fraction, {r} the remainder, and {zero}.{flag}",
    )
