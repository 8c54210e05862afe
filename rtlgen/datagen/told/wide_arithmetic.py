"""Arithmetic on wide words, in words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.told.wide import Idea, voices


def addition(
    words: tuple[str, str, str], carries: tuple[str | None, str | None], width: int
) -> tuple[str, ...]:
    """Tell an adder: the words, and the carries in and out."""
    (a, b, out), (enters, leaves) = words, carries
    total = f"{a} + {b}" + (f" + {enters}" if enters else "")
    carry = f" and the carry `{enters}`" if enters else ""
    summed = f"`{a}`, `{b}`{carry}" if enters else f"`{a}` and `{b}`"
    first = f"`{enters}`" if enters else "0"
    lost = f"`{leaves}` is the carry out of bit {width - 1}" if leaves else (
        f"the carry out of bit {width - 1} is dropped"
    )  # fmt: skip
    over = f" and `{leaves}` = floor(t / 2**{width})" if leaves else ""
    target = f"{{{leaves}, {out}}}" if leaves else out
    also = f" {leaves} = c;" if leaves else ""
    end = f"`{leaves}` is c_{width}" if leaves else f"c_{width} goes nowhere"
    extras = [f"carry in `{enters}`"] * bool(enters) + [f"carry out `{leaves}`"] * bool(leaves)
    flag = f" `{leaves}` tells with a 1 that {width} bits were too few." if leaves else (
        f" If {width} bits are too few, the rest is lost."
    )  # fmt: skip
    shown = f"`{out}` is 0 and `{leaves}` is 1" if leaves else f"`{out}` is 0"
    idea = Idea(
        plain=f"`{out}` is the sum of {summed}, modulo 2**{width}; {lost}.",
        shall=f"The numbers {summed} shall be added without sign; `{out}` must hold the lower "
        f"{width} bits of the sum. Of the rest, {lost}.",
        title=f"Adder of {width} bits, {' and '.join(extras) or 'no carry in, no carry out'}",
        code=f"{target} = {total}",
        longhand=f"assign {target} = {{1'b0, {a}}} + {{1'b0, {b}}}"
        + (f" + {enters}" if enters else "") if leaves
        else f"assign {out} = {a} - ~{b} - 1" + (f" + {enters}" if enters else ""),
        question=f"How much is {total}, with words of {width} bits? `{out}` shows the lower "
        f"{width} bits of it, and {lost}.",
        wish=f"I have two really long numbers, `{a}` and `{b}`, {width} bits each, and need their "
        f"sum on `{out}`" + (f", plus one more when `{enters}` is 1." if enters else ".") + flag,
        cases=f"Bit i of `{out}` is 1 if one or three of {a}[i], {b}[i] and c_i are 1, otherwise 0."
        f" c_(i+1) is 1 if two or three of them are 1, otherwise 0. c_0 is {first}, {end}, and i "
        f"runs from 0 to {width - 1}.",
        unlike=f"Unlike a bitwise XOR, in which no place knows of another, `{out}` = {total} lets "
        f"a carry run through all {width} places; {lost}.",
        maths=f"Let t = {total} in whole numbers. Then `{out}` = t mod 2**{width}{over}.",
        program=f"c = {enters or 0}; for (i = 0; i < {width}; i++) {{ t = {a}[i] + {b}[i] + c; "
        f"{out}[i] = t % 2; c = t / 2; }}{also}",
        back=f"Read as numbers, `{out}` minus `{b}`{f' minus `{enters}`' if enters else ''} gives "
        f"`{a}` again, modulo 2**{width}; {lost}.",
        purpose=f"Long sums as in cryptography: `{out}` takes {summed} together and {lost}. For "
        f"example, with all {width} bits of `{a}` at 1, `{b}` = "
        + (f"0 and `{enters}` = 1, {shown}." if enters else f"1 leads to this: {shown}."),
        last=f"Chain {width} full adders from the right-hand side, carry of each into its left "
        f"neighbour, the rightmost one being fed {first}, the leftmost "
        + (f"feeding `{leaves}`" if leaves else "left open") + f"; their sums make `{out}`.",
    )  # fmt: skip
    return voices(idea)


def subtraction(
    words: tuple[str, str, str], borrows: tuple[str | None, str | None], width: int
) -> tuple[str, ...]:
    """Tell a subtractor: the words, and the borrows in and out."""
    (a, b, out), (enters, leaves) = words, borrows
    total = f"{a} - {b}" + (f" - {enters}" if enters else "")
    minus = f" and minus the borrow `{enters}`" if enters else ""
    first = f"`{enters}`" if enters else "0"
    flag = f"`{leaves}` is 1 if the true difference is negative, otherwise 0" if leaves else (
        "a negative difference wraps"
    )  # fmt: skip
    sign = f", and `{leaves}` = 1 for t < 0, 0 for t >= 0" if leaves else ""
    target = f"{{{leaves}, {out}}}" if leaves else out
    added = f"{a} + ~{b} + {f'!{enters}' if enters else '1'}"
    also = f" {leaves} = w;" if leaves else ""
    end = f"`{leaves}` is w_{width}" if leaves else f"w_{width} goes nowhere"
    extras = [f"borrow in `{enters}`"] * bool(enters) + [f"borrow out `{leaves}`"] * bool(leaves)
    ones = f"all {width} bits of `{out}` are 1" + (f" and `{leaves}` is 1" if leaves else "")
    idea = Idea(
        plain=f"`{out}` is `{a}` minus `{b}`{minus}, modulo 2**{width}; {flag}.",
        shall=f"From `{a}` shall be subtracted `{b}`{minus.replace(' minus', '')}; the lower "
        f"{width} bits of the difference must appear at `{out}`, and {flag}.",
        title=f"Subtractor {a} - {b} of {width} bits, "
        f"{' and '.join(extras) or 'no borrow in, no borrow out'}",
        code=f"{target} = {total}",
        longhand=f"assign {out} = {added}"
        + (f"; assign {leaves} = {a} < {{1'b0, {b}}}" + (f" + {enters}" if enters else "")
           if leaves else ""),
        question=f"What is left when `{b}`{minus.replace(' minus the', ' a')} "
        f"{'are' if enters else 'is'} taken away from `{a}`, in {width} bits? `{out}` shows it; "
        f"{flag}.",
        wish=f"Please give me the difference of two long numbers, {total}, on `{out}`, {width} "
        f"bits, no sign. One thing to know: {flag}.",
        cases=f"Bit i of `{out}` is 1 if one or three of {a}[i], {b}[i] and w_i are 1, otherwise 0."
        f" w_(i+1) is 1 if {b}[i] + w_i is greater than {a}[i], otherwise 0. w_0 is {first}, {end},"
        f" and i runs from 0 to {width - 1}.",
        unlike=f"Unlike an adder, this takes `{b}`{minus.replace(' minus', '')} away from `{a}`, "
        f"with a borrow that runs upwards through {width} places of `{out}`; {flag}.",
        maths=f"Let t = {total} in whole numbers. Then `{out}` = t mod 2**{width}, a number from 0 "
        f"to 2**{width} - 1{sign}.",
        program=f"w = {enters or 0}; for (i = 0; i < {width}; i++) {{ t = {a}[i] - {b}[i] - w; "
        f"{out}[i] = t & 1; w = t < 0; }}{also}",
        back=f"Adding `{b}`{minus.replace(' minus the borrow', '')} to `{out}` gives `{a}` again, "
        f"modulo 2**{width}; {flag}.",
        purpose=f"Distance from one {width}-bit time stamp to another: `{out}` = {total}; {flag}. "
        f"For example, if `{a}` is 0 and `{b}` is 1" + (f" and `{enters}` is 0" if enters else "")
        + f", {ones}.",
        last=f"Row of {width} full subtractors, loan requests travelling leftwards, beginning with "
        f"{first}" + (f", finally seen at `{leaves}`" if leaves else ", the final one ignored")
        + f". Minuend `{a}`; subtrahend `{b}`; remainder `{out}`.",
    )  # fmt: skip
    return voices(idea)


def step(
    names: tuple[str, str, str | None, str | None], width: int, *, is_up: bool
) -> tuple[str, ...]:
    """Tell one more or one less: word, result, enable, and flag of a wrap."""
    word, out, enable, flag = names
    sign, verb, noun = ("+", "add", "incremented") if is_up else ("-", "subtract", "decremented")
    end, turned = ("all ones", "0") if is_up else ("zero", f"{width} ones")
    amount = f"`{enable}` (0 or 1)" if enable else "1"
    term = enable or "1"
    when = f" if `{enable}` is 1, and unchanged if it is 0" if enable else ""
    wrap = f"`{flag}` is 1 if `{word}` is {end}{f' and `{enable}` is 1' if enable else ''}, else 0"
    wrap = wrap if flag else f"{end} leads to {turned}" + (f" when `{enable}` is 1" if enable
                                                           else "")  # fmt: skip
    level = "1" if is_up else "0"
    also = f" {flag} = c;" if flag else ""
    other = f"{word} - {{{width}{{1'b1}}}}" if is_up else f"{word} + {{{width}{{1'b1}}}}"
    other = f"{enable} ? {other} : {word}" if enable else other
    ends = f"{'&' if is_up else '~|'}{word}"
    over = f"assign {flag} = {ends}{f' & {enable}' if enable else ''}; " if flag else ""
    code = f", {flag} = {ends}{f' & {enable}' if enable else ''}" if flag else ""
    idea = Idea(
        plain=f"`{out}` is `{word}` {noun} by one{when}, modulo 2**{width}; {wrap}.",
        shall=f"The circuit shall {verb} {amount} {'to' if is_up else 'from'} the {width}-bit "
        f"number `{word}` and must give the result modulo 2**{width} to `{out}`; {wrap}.",
        title=f"{'Incrementer' if is_up else 'Decrementer'}, {width} bits"
        + (f", enabled by {enable}" if enable else "")
        + (f", {'overflow' if is_up else 'underflow'} flag {flag}" if flag else ""),
        code=f"{out} = {word} {sign} {term}{code}",
        longhand=f"{over}assign {out} = {other}",
        question=f"Which number comes {'after' if is_up else 'before'} `{word}` in {width} bits? "
        f"`{out}` shows it" + (f" while `{enable}` is 1, and `{word}` itself while it is 0"
                               if enable else "") + f"; {wrap}.",
        wish=f"I need the {'next higher' if is_up else 'next lower'} number of `{word}` on `{out}`"
        + (f", but only with `{enable}` at 1, else just a copy" if enable else "")
        + f". It is {width} bits long and may wrap: {wrap}.",
        cases=(f"If `{enable}` is 0, `{out}` is `{word}`; otherwise b" if enable else "B")
        + f"it i of `{out}` is the opposite of {word}[i] if all lower bits of `{word}` are "
        f"{level}, and {word}[i] itself if not; bit 0 is always inverted"
        + (f" then. {wrap[0]}{wrap[1:]}." if flag else " then." if enable else "."),
        unlike=f"Unlike a counter, this has no memory: `{out}` is {word} {sign} {term} at any "
        f"moment, modulo 2**{width}; {wrap}.",
        maths=f"`{out}` = ({word} {sign} {term}) mod 2**{width}, both words without sign; {wrap}.",
        program=f"c = {term}; for (i = 0; i < {width}; i++) {{ {out}[i] = {word}[i] ^ c; c = c & "
        f"{'' if is_up else '!'}{word}[i]; }}{also}",
        back=f"`{out}` lies {amount} {'above' if is_up else 'below'} `{word}` on the circle of "
        f"2**{width} numbers; {wrap}.",
        purpose=f"Next-address logic for a {width}-bit pointer: {noun} by {amount}, `{word}` "
        f"becomes `{out}`; {wrap}. For example, {2**40 if is_up else 2**40 + 1} in `{word}`"
        + (f" with `{enable}` = 1" if enable else "")
        + f" gives {2**40 + 1 if is_up else 2**40}.",
        last=f"Flip the trailing run of {'ones' if is_up else 'zeros'} in `{word}` plus the digit "
        f"just left of that run" + (f", provided {enable} asks for it by 1" if enable else "")
        + f"; hand over as `{out}`"
        + (f", raising `{flag}` when no digit was left to flip"
           + (" though asked" if enable else "") if flag else "") + ".",
    )  # fmt: skip
    return voices(idea)


_RELATIONS = {
    "<": ("less than", "smaller than", "negative"), "==": ("equal to", "the same as", "zero"),
    ">": ("greater than", "larger than", "positive"),
}  # fmt: skip


def comparison(
    words: tuple[str, str], rows: Sequence[tuple[str, str]], width: int, *, is_signed: bool
) -> tuple[str, ...]:
    """Tell relations of two words: outputs and signs."""
    a, b = words
    kind = "signed (two's complement)" if is_signed else "unsigned"
    x, y = (f"$signed({a})", f"$signed({b})") if is_signed else (a, b)
    told = [(out, sign, *_RELATIONS[sign]) for out, sign in rows]
    codes = ", ".join(f"{out} = {x} {sign} {y}" for out, sign in rows)
    opposites = {"<": ">=", "==": "!=", ">": "<="}
    top, last = width - 1, f"2**{width - 1}"
    decided = f"at bit {top} the word with a 0 is the greater one, below it the one with a 1" if (
        is_signed
    ) else "the word with a 1 there is the greater one"  # fmt: skip
    after = " ".join(
        f"{out} = " + {"<": "d < 0", "==": "d == 0", ">": "d > 0"}[sign] + ";" for out, sign in rows
    )
    value = f"sum of w[i] * 2**i{f' - w[{top}] * 2**{width}' if is_signed else ''}"
    shown = {"<": int(is_signed), "==": 0, ">": int(not is_signed)}
    shows = " and ".join(f"`{out}` is {shown[sign]}" for out, sign in rows)
    answers = "; ".join(f"`{out}`, 1 for {a} {sign} {b} and 0 for {a} {opposites[sign]} {b}"
                        for out, sign in rows)  # fmt: skip
    idea = Idea(
        plain=f"With `{a}` and `{b}` as {kind} numbers of {width} bits: "
        + "; ".join(f"`{out}` is 1 if `{a}` is {text} `{b}`, else 0" for out, _, text, *_ in told)
        + ".",
        shall=" ".join(f"`{out}` shall be high when `{a}` is {text} `{b}` and must be low in any "
                       "other case." for out, _, _, text, _ in told)
        + f" Both are {width}-bit {kind} numbers.",
        title=f"Comparator, {width} bits, {kind}: "
        + ", ".join(f"{out} for {a} {sign} {b}" for out, sign in rows),
        code=codes,
        longhand="; ".join(f"assign {out} = !({x} {opposites[sign]} {y})" for out, sign in rows),
        question=f"How do the {kind} numbers `{a}` and `{b}`, {width} bits each, compare? Wanted "
        f"as an answer: {answers}.",
        wish=f"Could you compare two very long {kind} numbers for me? I have {width} bits each in "
        f"`{a}` and `{b}` and need {answers}.",
        cases=f"If the words differ, the highest place where they do decides: {decided}. If not, "
        "they are equal. "
        + " ".join(f"`{out}` is 1 in the case that `{a}` is {text} `{b}`, and 0 in the other cases."
                   for out, _, text, *_ in told),
        unlike=f"Unlike a subtractor, this shows no difference, only truth values of {kind} "
        f"{width}-bit numbers: {answers}.",
        maths=f"The value of a word w is the {value}, i from 0 to {top}. With d = value of `{a}` - "
        f"value of `{b}`: "
        + "; ".join(f"`{out}` = 1 for {'d ' + {'<': '<', '==': '=', '>': '>'}[sign] + ' 0'}, else 0"
                    for out, sign in rows) + ".",
        program=f"d = {'int' if is_signed else 'unsigned'}{width}({a}) - "
        f"{'int' if is_signed else 'unsigned'}{width}({b}), exactly; {after}".rstrip(";"),
        back=" ".join(f"When `{out}` is 1, `{a}` is {text} `{b}`; when it is 0, it is not."
                      for out, _, _, text, _ in told) + f" Numbers are {kind}, of {width} bits.",
        purpose=f"A sorter of {width}-bit keys needs to know of `{a}` and `{b}`, {kind}: {answers}."
        f" For example, if `{a}` is {'-' * is_signed}{last} (only its top bit is 1) and `{b}` is "
        f"1, {shows}.",
        last=f"Scales: left pan `{a}`, right pan `{b}`"
        + (", weights may be below nothing (leading digit counts against)" if is_signed
           else ", every digit weighing twice its right neighbour") + ". "
        + " ".join({"<": f"Right pan sinks: `{out}` lights.", "==": f"Balance: `{out}` lights.",
                    ">": f"Left pan sinks: `{out}` lights."}[sign] for out, sign in rows),
    )  # fmt: skip
    return voices(idea)


def population(word: str, out: str, width: int, digit: int) -> tuple[str, ...]:
    """Tell a count of ones or zeros."""
    ones, other = ("ones", "zeros") if digit else ("zeros", "ones")
    bits, term = width.bit_length(), f"{word}[i]" if digit else f"(1 - {word}[i])"
    test, top = f"{'' if digit else '!'}{word}[i]", width - 1
    half = width // 2
    idea = Idea(
        plain=f"`{out}` is the number of {ones} among the {width} bits of `{word}`.",
        shall=f"`{out}` shall tell in binary, {bits} bits wide, how many bits of `{word}` are "
        f"{digit}; it must be right for all counts from 0 to {width}.",
        title=f"Population count, {ones} of {width} bits",
        code=f"{out} = {' + '.join(f'{chr(126) * (not digit)}{word}[{n}]' for n in (0, 1))}+...+"
        f"{'~' * (not digit)}{word}[{top}], each a number of one bit",
        longhand=f"add {'' if digit else '~'}{word}[i] to {out} in a loop over i from 0 to {top}, "
        f"{out} starting with 0",
        question=f"How many of the {width} lines of `{word}` are at {digit}? `{out}` gives the "
        f"count as a number of {bits} bits.",
        wish=f"Please count the {'set' if digit else 'cleared'} bits of my {width}-bit mask "
        f"`{word}` and give me the number on `{out}`. Position does not matter.",
        cases=f"Each bit of `{word}` that is {digit} adds 1 to `{out}`; each bit that is "
        f"{1 - digit} adds nothing. There are {width} of them.",
        unlike=f"Unlike a parity, which keeps only whether the count is odd, `{out}` is the whole "
        f"count of {ones} in `{word}`, from 0 to {width}.",
        maths=f"`{out}` = sum of {term} over i = 0 to {top}.",
        program=f"k = 0; for (i = 0; i < {width}; i++) if ({test}) k++; {out} = k",
        back=f"If `{out}` is k, then k bits of `{word}` are {digit} and {width} - k are "
        f"{1 - digit}.",
        purpose=f"How full is a table with {width} places, marked by {ones} in `{word}`? `{out}` "
        f"is their number. For example, if the lower {half} bits of `{word}` are {digit} and the "
        f"others {1 - digit}, it is {half}.",
        last=f"Sort `{word}` so that {ones} come first, {other} afterwards: `{out}` says where "
        "the border lies, hence its range ends with the full length.",
    )
    return voices(idea)


_UNITS = {4: "nibble", 8: "byte", 16: "16-bit group", 32: "32-bit group"}


def parities(word: str, out: str, size: int, width: int, *, is_odd: bool) -> tuple[str, ...]:
    """Tell a parity bit for each part of a word; with `is_odd`, part and bit have odd ones."""
    unit, count = _UNITS[size], width // size
    code = f"{'~' * is_odd}^{word}[i*{size} +: {size}]"
    one, zero = ("even", "odd") if is_odd else ("odd", "even")
    gate = "XNOR" if is_odd else "XOR"
    formula = f"({'1 + ' * is_odd}sum of {word}[{size}*i + j] over j = 0 to {size - 1}) mod 2"
    first = f"{{{size - 1}:0}}".replace("{", "[").replace("}", "]")
    idea = Idea(
        plain=f"Bit i of `{out}` is the {gate} of the {size} bits of {unit} i of `{word}`, {unit} "
        f"0 being {word}{first}.",
        shall=f"For each of the {count} {unit}s of `{word}`, `{out}` shall hold one parity bit, at "
        f"the number of the {unit}; the {unit} together with its parity bit must have an "
        f"{zero} number of ones.",
        title=f"{'Odd' if is_odd else 'Even'} parity for each {unit}, {width} bits",
        code=f"{out}[i] = {code} for i = 0 to {count - 1}",
        longhand=f"assign {out}[0] = {'~' * is_odd}^{word}{first}, and so on up to assign "
        f"{out}[{count - 1}] = {'~' * is_odd}^{word}[{width - 1}:{width - size}]",
        question=f"Has {unit} i of `{word}` an {one} number of ones? If so, `{out}` has a 1 at bit "
        f"i, if not a 0; there are {count} {unit}s, counted from the right.",
        wish=f"My {width}-bit bus `{word}` needs {'odd' if is_odd else 'even'} parity, one bit per "
        f"{unit}, so that {unit} plus parity bit always have an {zero} number of ones. Collect "
        f"the bits in `{out}`, lowest {unit} at bit 0.",
        cases=f"If {word}[{size}*i + {size - 1}:{size}*i] has an {one} number of ones, {out}[i] is "
        f"1; if it has an {zero} number, {out}[i] is 0, for i = 0 to {count - 1}.",
        unlike=f"Unlike one parity of the whole word, this gives {count} of them in `{out}`, each "
        f"the {gate} of its own {unit} of `{word}`, lowest {unit} at bit 0.",
        maths=f"For i = 0 to {count - 1}: {out}[i] = {formula}.",
        program=f"for (i = 0; i < {count}; i++) {{ p = {int(is_odd)}; for (j = 0; j < {size}; j++) "
        f"p ^= {word}[i*{size} + j]; {out}[i] = p; }}",
        back=f"From {out}[i] = 1 one knows that {unit} i of `{word}` has an {one} number of ones, "
        f"from 0 that it has an {zero} number; {unit} 0 is the lowest of {count}.".replace(
            "From", "Looking back, from", 1),
        purpose=f"Check bits for a memory that stores {width}-bit lines: every {unit} of `{word}` "
        f"gets its {gate} in `{out}`, lowest {unit} first. For example, a {unit} with a single 1 "
        f"has the check bit {int(not is_odd)}.",
        last=f"Chop `{word}` into {count} equal pieces beginning at the right; each piece runs "
        f"through its private {gate} tree ({size} leaves) whose root is that piece's digit of "
        f"`{out}`, order kept.",
    )  # fmt: skip
    return voices(idea)


def choice(
    words: tuple[str, str, str], width: int, *, is_least: bool, is_signed: bool
) -> tuple[str, ...]:
    """Tell the minimum or maximum of two words."""
    a, b, out = words
    kind = "signed (two's complement)" if is_signed else "unsigned"
    x, y = (f"$signed({a})", f"$signed({b})") if is_signed else (a, b)
    name, adjective, other = (
        ("minimum", "smaller", "larger") if is_least else ("maximum", "larger", "smaller")
    )
    sign, back = ("<", ">") if is_least else (">", "<")
    shown = a if is_signed == is_least else b
    idea = Idea(
        plain=f"`{out}` is the {name} of the {kind} {width}-bit numbers `{a}` and `{b}`.",
        shall=f"`{out}` shall be the {adjective} one of `{a}` and `{b}`, which must be read as "
        f"{kind} numbers of {width} bits; of equal ones it may be either.",
        title=f"{name.capitalize()} of two {kind} words, {width} bits",
        code=f"{out} = ({x} {sign} {y}) ? {a} : {b}",
        longhand=f"assign {out} = ({x} {back} {y}) ? {b} : {a}",
        question=f"Which one of `{a}` and `{b}`, {width} bits each, {kind}, is {adjective}? It is "
        f"passed on to `{out}`.",
        wish=f"I have two long {kind} keys in `{a}` and `{b}` and only want the {adjective} one, "
        f"all {width} bits of it, on `{out}`.",
        cases=f"If {a} {sign} {b} as {kind} numbers, `{out}` is `{a}`; otherwise it is `{b}`.",
        unlike=f"Unlike a comparator, which answers with one bit, this answers with the winner "
        f"itself: `{out}` gets the {adjective} of `{a}` and `{b}`, {kind}, {width} bits.",
        maths=f"`{out}` = {name[:3]}(`{a}`, `{b}`), with "
        + (f"values from -2**{width - 1} to 2**{width - 1} - 1." if is_signed
           else f"values from 0 to 2**{width} - 1."),
        program=f"{out} = {b}; if ({kind[:kind.find(' ')] if is_signed else kind}({a}) {sign} "
        f"{kind[:kind.find(' ')] if is_signed else kind}({b})) {out} = {a}",
        back=f"`{out}` is always one of `{a}` and `{b}`, and the one that it is not is never "
        f"{adjective}, both taken as {kind} numbers of {width} bits.",
        purpose=f"One cell of a sorting network, {width} bits wide: the {adjective} key leaves at "
        f"`{out}`, by {kind} order of `{a}` and `{b}`. For example, if `{a}` has only its top bit "
        f"at 1 and `{b}` is 1, it is `{shown}`.",
        last=f"Duel between `{a}` and `{b}` "
        + ("(leading digit negative)" if is_signed else "(no negatives)")
        + f": whoever is {other} retires, the remaining fighter walks out through `{out}`.",
    )  # fmt: skip
    return voices(idea)
