"""Small calculations in further words."""

from __future__ import annotations


def _article(width: int) -> str:
    return "An" if width == 8 else "A"


def absolute(name: str, out: str, width: int) -> tuple[str, ...]:
    """Say in ten more ways what an absolute value is."""
    top, half, full = width - 1, 1 << width - 1, 1 << width
    return (
        f"The expression ({name} ^ {{{width}{{{name}[{top}]}}}}) + {name}[{top}], cut to {width} "
        f"bits, drives `{out}`.",
        f"{_article(width)} {width}-bit absolute value of the signed input.",
        f"Which pattern stands for the size of a signed integer, its sign forgotten? Build the "
        f"circuit that turns `{name}` (two's complement, {width} bits) into it, at `{out}`. "
        f"Positive numbers and zero come through as they are; negative ones change their sign, "
        f"with wrap-around for the lowest of them.",
        f"My sensor delivers a signed {width}-bit sample `{name}`, and I only care about the "
        f"amplitude. Please give me {name} itself if it is not negative, and -{name} if it is, on "
        f"`{out}`. I treat {out} as unsigned, so {-half} may well come out as {half}.",
        f"`{out}` shall be non-negative as an unsigned number and shall have the same size as the "
        f"signed number `{name}`. The pattern 1 followed by {top} zeros must come out unchanged.",
        f"While the sign bit {name}[{top}] is 1, `{out}` is 0 - `{name}`, in {width} bits; while "
        f"it "
        f"is 0, {out} is {name}.",
        f"Unlike a plain negation, this unit leaves numbers with a clear top bit alone. Only words "
        f"`{name}` with bit {top} set have their bits flipped and 1 added before they reach "
        f"`{out}`; a carry out of the top is lost, and nothing saturates.",
        f"Let v = {name} - {full}·{name}[{top}] with {name} read as unsigned, the value in two's "
        f"complement. Then {out} = max(v, -v), from 0 to {half}.",
        f"In C terms, with a signed integer {name}: {out} = {name}; if ({name} < 0) {out} = "
        f"-{name}; and {out} is stored in {width} unsigned bits.",
        f"`{out}` is the magnitude of a two's complement input: 2 and -2 differ at `{name}` "
        f"({2:0{width}b} and {full - 2:0{width}b}) but not at `{out}`. The rule behind: `{out}` "
        f"comes from `{name}` or its two's complement, and {name}[{top}] selects the latter.",
    )


def negated(name: str, out: str, width: int) -> tuple[str, ...]:
    """Say in ten more ways what a negation is."""
    full, half = 1 << width, 1 << width - 1
    ones = f"{full - 1:0{width}b}"
    return (
        f"`{out}` is driven by -{name}, that is, by {width}'d0 - {name}.",
        f"Two's complement negator with {width} bits.",
        f"Which circuit maps 1 to {ones}, {ones} to 1, and 0 to 0? Build it for all words of "
        f"{width} bits: `{out}` must be minus `{name}` in two's complement.",
        f"I have a number `{name}` and need its negative on `{out}`, both in {width}-bit two's "
        f"complement. Don't bother about overflow: I know that {-half} has no partner, and you "
        f"may let it map to itself.",
        f"The sum of `{name}` and `{out}` shall be 0 in {width} bits, for each word `{name}`. A "
        f"carry must be ignored.",
        f"If all bits of `{name}` are 0, `{out}` is 0 as well. In all other cases flip each bit of "
        f"`{name}` and add 1 to get `{out}`.",
        f"Unlike the bitwise complement ~{name}, which is one too small, `{out}` is the true "
        f"negative of `{name}`: one more than the complement, and without a carry beyond bit "
        f"{width - 1}.",
        f"`{out}` ≡ -{name} (mod {full}), with 0 <= {out} < {full}; this holds for signed and for "
        f"unsigned readings of {name}.",
        f"Think of {width}-bit integer variables that wrap: `{out} = 0; {out} -= {name};` is the "
        f"whole program.",
        f"`{out}` has bit 0 in common with `{name}`. Every higher bit i of {out} is {name}[i], "
        f"inverted if any of the bits {name}[i-1] down to {name}[0] is 1. The purpose is to "
        f"change the sign of {_article(width).lower()} {width}-bit two's complement number, "
        f"wrap-around included.",
    )


def distance(a: str, b: str, out: str, width: int) -> tuple[str, ...]:
    """Say in ten more ways what a distance is."""
    big, full = (1 << width) - 1, 1 << width
    return (
        f"The expression ({a} >= {b}) ? ({a} - {b}) : ({b} - {a}) appears at `{out}`; all values "
        f"are unsigned.",
        f"{_article(width)} {width}-bit unsigned absolute difference.",
        f"How large is the gap between two unsigned numbers `{a}` and `{b}` of {width} bits? Build "
        f"the circuit that answers at `{out}`; swapping its inputs must not matter.",
        f"I compare a reading `{a}` with a target `{b}`, both unsigned with {width} bits, and want "
        f"the error without a sign on `{out}`: greater one minus smaller one, so I get 0 if they "
        f"agree.",
        f"`{out}` shall be {a} minus {b} where this is not negative, and {b} minus {a} where it "
        f"is. The comparison must be unsigned, and no result may wrap around.",
        f"For {a} = {b}, {out} is 0. For {a} < {b}, it is {b} - {a}. For {a} > {b}, it is {a} - "
        f"{b}. All words are unsigned.",
        f"Unlike a subtractor, this block never borrows: with `{a}` below `{b}` (unsigned) it "
        f"does not give {a} - {b} + {full}, but {b} - {a} at `{out}`. In the remaining cases it is "
        f"the plain difference {a} - {b}.",
        f"For 0 <= {a}, {b} <= {big}: {out} = |{a} - {b}| = max({a}, {b}) - min({a}, {b}).",
        f"In C, with unsigned variables: if ({a} < {b}) swap({a}, {b}); {out} = {a} - {b}; the "
        f"swap is only meant for local copies.",
        f"The output `{out}` is 0 for equal words and at most {big}, for {big} and 0. It counts "
        f"the steps from one to the other: 2 and 6 give 4, as do 6 and 2. The words `{a}` and "
        f"`{b}` are unsigned, and the smaller one is taken away from the larger one.",
    )


def average(pair: tuple[str, str], out: str, width: int, up: int) -> tuple[str, ...]:
    """Say in ten more ways what an average is."""
    (a, b), way = pair, "up" if up else "down"
    more, name = " + 1" if up else "", "ceiling" if up else "floor"
    final = 3 if up else 2
    odd = f"({a} + {b} + 1) / 2" if up else f"({a} + {b} - 1) / 2"
    big = (1 << width) - 1
    step = "the half is added" if up else "the half is dropped"
    return (
        f"The upper {width} bits of the {width + 1}-bit expression {{1'b0, {a}}} + {{1'b0, {b}}}"
        f"{more} drive `{out}`.",
        f"Average of two unsigned {width}-bit numbers, rounded {way}, with no overflow.",
        f"Which integer lies halfway between two unsigned {width}-bit numbers `{a}` and `{b}`? "
        f"Build the circuit that gives it to `{out}`; where the middle falls between two integers, "
        f"take the {'upper' if up else 'lower'} one.",
        f"I blend two pixels `{a}` and `{b}` (unsigned, {width} bits each) half and half and want "
        f"the result on `{out}`. When the sum is odd, please round {way}. And I don't want the "
        f"carry to be lost, so {big} and {big} has to give {big}.",
        f"`{out}` shall be half the sum of the unsigned `{a}` and `{b}`. The sum must have "
        f"{width + 1} bits. Where halving it leaves a fraction, the result shall be rounded {way}.",
        f"If {a} + {b} is odd, `{out}` is {odd}. If it is even, `{out}` is ({a} + {b}) / 2. The "
        f"words are unsigned, and the sums are exact.",
        f"Unlike ({a} + {b}{more}) >> 1 in {width} bits, which forgets the carry, this circuit is "
        f"right for all unsigned words: the carry of {a} + {b}{more} becomes bit {width - 1} of "
        f"`{out}`, and the lowest bit of the sum is discarded.",
        f"`{out}` = {name}(({a} + {b}) / 2) for unsigned {a} and {b} from 0 to {big}.",
        f"Think of wide unsigned variables: sum = {a} + {b}{more}; {out} = sum / 2; as an integer "
        f"division. The {width} low bits of {out} are all that is needed.",
        f"With {a} = 1 and {b} = 4, {out} is {final}, since {step} ({out} is the unsigned mean of "
        f"the two {width}-bit words, rounded {way}). The bits that both words share count "
        f"in full and those in which they differ count half, so that no wider adder is needed: "
        + (f"`{out}` = ({a} | {b}) - (({a} ^ {b}) >> 1)." if up
           else f"`{out}` = ({a} & {b}) + (({a} ^ {b}) >> 1)."),
    )  # fmt: skip


def sign_magnitude(name: str, out: str, width: int) -> tuple[str, ...]:
    """Say in ten more ways how a sign and a size become a two's complement number."""
    top, half = width - 1, 1 << width - 1
    low = f"{name}[{top - 1}:0]"
    plus, minus, result = f"{3:0{width}b}", f"{half + 3:0{width}b}", f"{2 * half - 3:0{width}b}"
    return (
        f"The expression {name}[{top}] ? -{{1'b0, {low}}} : {{1'b0, {low}}} drives `{out}`.",
        f"{_article(width)} {width}-bit sign-magnitude to two's complement converter.",
        f"How is a number with a separate sign bit written in two's complement? Build the "
        f"converter from `{name}` (top bit sign, 1 for minus; the other {top} bits magnitude) to "
        f"`{out}`. Negative zero must become plain zero.",
        f"My old converter chip sends sign and magnitude on `{name}`: bit {top} is high for "
        f"negative values and the rest is the amount. I want to do arithmetic with it, so please "
        f"make two's complement of it on `{out}`; I expect 0 for both zeros.",
        f"`{out}` shall have the value of `{name}` in two's complement. The MSB of `{name}` shall "
        f"be taken as the sign (set = negative) and {low} as the magnitude. Both representations "
        f"of zero must give 0.",
        f"While {name}[{top}] is high, `{out}` is 0 minus the magnitude {low}, in {width} bits. "
        f"While it is low, `{out}` is the magnitude with a 0 in front.",
        f"Unlike in two's complement, the lower bits of a negative `{name}` are not inverted: they "
        f"hold the plain amount {low}, and bit {top} the sign. For positive words nothing is "
        f"changed on the way to `{out}`; for negative ones the amount is subtracted from zero.",
        f"Let s = {name}[{top}] and m = the sum of 2^i·{name}[i] over i < {top}. Then {out} = "
        f"(1 - 2s)·m mod 2^{width}.",
        f"In C terms: m = {name} & {half - 1}; {out} = ({name} & {half}) ? -m : m; kept in "
        f"{width} bits.",
        f"`{out}` is a two's complement number; it comes from the sign {name}[{top}] and the "
        f"magnitude {low}. For +3, {plus} stays {plus}; for -3, {minus} becomes {result}. So the "
        f"magnitude is passed on, negated if the sign is 1.",
    )


def extreme(
    names: tuple[str, ...], out: str, width: int, *, is_least: bool, is_signed: bool
) -> tuple[str, ...]:
    """Say in ten more ways what the least or the greatest is."""
    kind = "signed" if is_signed else "unsigned"
    note = "two's complement" if is_signed else "no signs"
    word, bound = ("minimum", "at most") if is_least else ("maximum", "at least")
    short, sign = ("min", "<") if is_least else ("max", ">")
    listed, best = ", ".join(names), "smallest" if is_least else "largest"
    ticked = ", ".join(f"`{name}`" for name in names)
    worse = "larger" if is_least else "smaller"
    last, half = (1 << width) - 1, 1 << width - 1
    seen = f"{-1 if is_signed else last}"
    cast = [f"$signed({name})" if is_signed else name for name in names]
    chain = names[-1]
    for place in range(len(names) - 2, -1, -1):
        tests = " && ".join(f"{cast[place]} {sign}= {other}" for other in cast[place + 1 :])
        chain = f"({tests}) ? {names[place]} : {chain}"
    duel = f"the better of {names[0]} and {names[1]}"
    for name in names[2:]:
        duel = f"the better of ({duel}) and {name}"
    return (
        f"The expression {chain} drives `{out}`.",
        f"{short.capitalize()} of {len(names)} {kind} {width}-bit numbers.",
        f"Which of the {kind} numbers {ticked} ({width} bits, {note}) has no {worse} rival? Build "
        f"the circuit that passes the {best} one to `{out}`.",
        f"I have {len(names)} {kind} {width}-bit readings, {listed}, and I only want to see the "
        f"{best} of them on {out}. I don't need to know which one it was, and I have no clock for "
        f"you.",
        f"`{out}` shall be {bound} each of {ticked}, and it must be equal to one of them. All "
        f"comparisons shall be {kind} ({note}, {width} bits).",
        " ".join(
            f"{'If' if n == 0 else 'Failing that, if'} {name} {sign}= every one of "
            f"{', '.join(other for other in names if other != name)}, `{out}` is {name}."
            if len(names) > 2
            else f"If {name} {sign}= {names[1]}, `{out}` is {name}."
            for n, name in enumerate(names[:-1])
        )
        + f" Otherwise it is {names[-1]}. The words are {kind} ({note}).",
        f"Unlike a sorter, this circuit does not put {listed} in order, and unlike a comparator, "
        f"it does not tell which is which: just the value of the {best} one, read as {kind} "
        f"with {width} bits, is forwarded to `{out}`.",
        f"`{out}` = {short} {{{listed}}}, the {word} of a set of {kind} integers from "
        f"{-half if is_signed else 0} to {half - 1 if is_signed else last}.",
        f"Think of an array v = [{listed}] of {kind} numbers and a loop: m = v[0]; for each x in "
        f"v, if (x {sign} m) m = x; the final m is {out}, {width} bits wide.",
        f"On `{out}` stands {duel}, where better means {'less' if is_least else 'greater'}. "
        f"All words are {kind}, so {last:0{width}b} counts as {seen}.",
    )
