"""Fields of wide words that are chosen by a number, in words."""

from __future__ import annotations

from rtlgen.datagen.told.wide import Idea, voices


def _sized(size: int) -> tuple[str, str]:
    """Return the words for one and for many fields."""
    return ("bit", "bits") if size == 1 else (f"{size}-bit field", f"{size}-bit fields")


def _index(select: str, size: int) -> str:
    return select if size == 1 else f"{select}*{size}"


def _with(texts: tuple[str, ...], rest: str) -> tuple[str, ...]:
    """Add a sentence where it is missing, but not to the last text."""
    body = (text if rest in text else f"{text}{rest}" for text in texts[:-1])
    return (*body, texts[-1])


def _is_full(count: int) -> bool:
    """Tell whether every index has a field."""
    return count & (count - 1) == 0


def reading(
    names: tuple[str, str, str], size: int, count: int, *, is_reversed: bool
) -> tuple[str, ...]:
    """Tell how a field of a word is read: word, index and output."""
    word, select, out = names
    (one, many), width, last = _sized(size), size * count, count - 1
    number = f"({last} - {select})" if is_reversed else select
    start = _index(number, size)
    code = f"{word}[{start}]" if size == 1 else f"{word}[{start} +: {size}]"
    end = "most" if is_reversed else "least"

    def part(n: int) -> str:
        low = (last - n if is_reversed else n) * size
        return f"{word}[{low}]" if size == 1 else f"{word}[{low + size - 1}:{low}]"

    divided = f"2**({size}*{number})" if size > 1 else f"2**{number}"
    shifted = f"{word} >> {'(' + start + ')' if size > 1 or is_reversed else start}"
    test = f"{select} == {last} - i" if is_reversed else f"{select} == i"
    piece = f"{word}[i]" if size == 1 else f"{word}[i*{size} +: {size}]"
    idea = Idea(
        plain=f"`{out}` is the {one} of `{word}` with the number `{select}`, counted from 0 at the "
        f"{end} significant end.",
        shall=f"The unsigned number on `{select}` shall choose one of the {count} {many} of "
        f"`{word}` for `{out}`: 0 must give {part(0)}, 1 {part(1)}, and {last} {part(last)}.",
        title=f"Selection of one of {count} {many} by {select}, number 0 at the {end} significant "
        "end",
        code=f"{out} = {code}",
        longhand=f"assign {out} = {shifted}, cut to {size} bit{'s' if size > 1 else ''}",
        question=f"Which of the {count} {many} of `{word}` does `{select}` point at, if "
        f"{part(0)} has the number 0 and {part(1)} the number 1? It shall be seen at `{out}`.",
        wish=f"I keep {count} small values in one long word `{word}`, {size} "
        f"bit{'s' if size > 1 else ''} each, beginning at the {end} significant end. Let me look "
        f"one up on `{out}` by its number `{select}`, please.",
        cases=f"If `{select}` is 0, `{out}` is {part(0)}; if it is 1, {part(1)}; if it is 2, "
        f"{part(2)}; and so on, up to {part(last)} if it is {last}.",
        unlike=f"Unlike a shifter with {width} result bits, `{out}` keeps only one {one} of "
        f"`{word}`, {code}; the others have no influence.",
        maths=f"`{out}` = floor({word} / {divided}) mod {2**size}, all numbers without sign.",
        program=f"for (i = 0; i < {count}; i++) if ({test}) {out} = {piece}",
        back=f"What `{out}` shows stands in `{word}` at {code}, "
        f"{'one bit' if size == 1 else f'{size} bits'} out of {width}.",
        purpose=f"Lookup in a table of {count} entries of {size} bit{'s' if size > 1 else ''} that "
        f"lies flat in `{word}`, entry 0 at the {end} significant end: `{select}` is the address, "
        f"`{out}` the entry. For example, {select} = 5 reads {part(5)}.",
        last=f"Multiplexer tree with {count} leaves hung along `{word}`, leaf numbering beginning "
        f"{'left' if is_reversed else 'right'}, {size} wire{'s' if size > 1 else ''} per leaf; "
        f"`{select}` steers, root is `{out}`"
        + ("." if _is_full(count) else ", grounded whenever no such leaf exists."),
    )
    return _with(voices(idea), "" if _is_full(count) else f" An index above {last} gives 0.")


def writing(
    names: tuple[str, str, str, str], size: int, count: int, action: str
) -> tuple[str, ...]:
    """Tell how a field is replaced, or a bit set, cleared or inverted: word, index, new, output."""
    word, select, new, out = names
    (one, many), width = _sized(size), size * count
    start = _index(select, size)
    place = f"[{start}]" if size == 1 else f"[{start} +: {size}]"
    becomes = {"replace": f"`{new}`", "set": "1", "clear": "0",
               "invert": f"the inverse of {word}{place}"}[action]  # fmt: skip
    ones = {1: "1", 2: "3", 4: "15", 8: "255", 16: "65535"}[size]
    mask = f"({ones} << {select if size == 1 else f'({start})'})"
    longhand = {
        "replace": f"({word} & ~{mask}) | ({new} << {select if size == 1 else f'({start})'})",
        "set": f"{word} | {mask}", "clear": f"{word} & ~{mask}", "invert": f"{word} ^ {mask}",
    }[action]  # fmt: skip
    level = {"replace": new, "set": "1", "clear": "0", "invert": f"~{word}{place}"}[action]
    verb = {"replace": "replaced", "set": "set", "clear": "cleared", "invert": "inverted"}[action]
    by = f" by `{new}`" if action == "replace" else ""
    power = f"2**{select}" if size == 1 else f"2**({size}*{select})"
    old = f"(floor({word} / {power}) mod {2**size})"
    amount = {"replace": f"({new} - {old})", "set": f"(1 - {old})", "clear": f"(-{old})",
              "invert": f"(1 - 2*{old})"}[action]  # fmt: skip
    low = 3 * size
    third = f"[{low}]" if size == 1 else f"[{low + size - 1}:{low}]"
    given = {"replace": f"`{new}`", "set": "1", "clear": "0",
             "invert": f"the opposite of {word}[3]"}[action]  # fmt: skip
    piece = "[i]" if size == 1 else f"[i*{size} +: {size}]"
    new_piece = {"replace": new, "set": "1", "clear": "0", "invert": f"~{word}[i]"}[action]
    idea = Idea(
        plain=f"`{out}` is `{word}` with the {one} number `{select}` {verb}{by} and all other bits "
        "unchanged; number 0 is at the least significant end.",
        shall=f"`{out}` shall be a copy of `{word}`, except that {out}{place} must be {becomes}.",
        title=f"{'Field' if size > 1 else 'Bit'} number {select} of {width} bits {verb}{by}, the "
        "rest copied",
        code=f"{out} = {word}, then {out}{place} = {level}",
        longhand=f"assign {out} = {longhand}, with {width} bits throughout",
        question=f"How does `{word}` look after its {one} number `{select}` has been {verb}{by}, "
        f"counted from the right with 0 first? Show that word at `{out}`.",
        wish=f"Take my {width}-bit word `{word}`, please, and give it back on `{out}` with just "
        f"one {one} {verb}{by}, the one at `{select}` (0 is the lowest). No clock, it is a "
        "what-if.",
        cases=f"For k = 0 to {count - 1}: if `{select}` is k, the {one} k of `{out}` is "
        f"{given.replace('[3]', '[k]')}; if not, it is the {one} k of `{word}`. Number 0 is the "
        "lowest.",
        unlike=f"Unlike a register file, this stores nothing: at every moment `{out}` equals "
        f"`{word}` but for {out}{place}, which is {becomes}.",
        maths=f"`{out}` = {word} + {amount} * {power}, all numbers without sign.",
        program=f"for (i = 0; i < {count}; i++) {out}{piece} = (i == {select}) ? {new_piece} : "
        f"{word}{piece}",
        back=f"`{out}` differs from `{word}` in {out}{place} at most, and what stands there is "
        f"{becomes}.",
        purpose=f"Next state of a table with {count} {many} in one word: `{word}` is the old "
        f"table, `{out}` the new one, with entry `{select}` {verb}{by}. For example, with {select} "
        f"= 3, {out}{third} is {given} and every other bit comes from `{word}`.",
        last=f"Leave each wire as found, `{word}` straight through to `{out}`, save for slot "
        f"`{select}` ({size} wide, slots numbered leftwards): "
        + {"replace": f"there `{new}` gets plugged in.", "set": "there a high level is forced.",
           "clear": "there a low level is forced.",
           "invert": "there an inverter sits in between."}[action],
    )  # fmt: skip
    rest = "" if _is_full(count) else f" An index above {count - 1} changes nothing."
    return _with(voices(idea), rest)


def decoding(
    names: tuple[str, str | None, str], bits: int, count: int, *, is_low: bool
) -> tuple[str, ...]:
    """Tell a decoder from an index to a wide word: index, enable and output."""
    select, enable, out = names
    hot, cold = ("0", "1") if is_low else ("1", "0")
    kind = "one-cold (active low)" if is_low else "one-hot"
    gate = f" while `{enable}` is 1" if enable else ""
    off = f" With `{enable}` at 0, all bits are {cold}." if enable else ""
    is_full = count == 1 << bits
    none = "" if is_full else f" A number from {count} on leaves all bits at {cold}."
    one = f"{{{{{count - 1}{{1'b0}}}}, {enable or chr(49) + chr(39) + 'b1'}}}"
    shifted = f"{one} << {select}"
    test = f"{select} == i" if not enable else f"{enable} && {select} == i"
    number = enable or "1"
    power = f"{number} * 2**{select}"
    full = f"2**{count} - 1 - " if is_low else ""
    modulo = "" if is_full else f"({power}) mod 2**{count}"
    idea = Idea(
        plain=f"`{out}` has a {hot} at the place whose number is on `{select}`{gate}, and a {cold} "
        f"at each of the others.{off}{none}",
        shall=f"Exactly bit {out}[{select}] shall be {hot}{gate}; each other one of the {count} "
        f"bits must be {cold}.{off}{none}",
        title=f"Decoder from {bits} to {count} bits, {kind}"
        + (f", enabled by {enable}" if enable else ""),
        code=f"{out} = {'~(' if is_low else ''}{shifted}{')' if is_low else ''}",
        longhand=f"for each i from 0 to {count - 1}, assign {out}[i] = "
        f"{'!' if is_low else ''}({test})",
        question=f"Which single one of the {count} lines of `{out}` is at {hot}{gate}? Line number "
        f"`{select}`, and the rest are at {cold}.{off}{none}",
        wish=f"I need {count} select lines for a binary address: pull line `{select}` of "
        f"`{out}` to {hot}{gate}, please, and keep the others at {cold}.{off}{none}",
        cases=f"If i equals `{select}`, {out}[i] is {hot}{gate}; if i is anything else, "
        f"{out}[i] is {cold}, for i = 0 to {count - 1}.{off}{none}",
        unlike=f"Unlike an encoder, which makes a number of a line, this makes a line of a number: "
        f"`{select}` = k puts a {hot} at {out}[k]{gate}, among {count - 1} bits of {cold}."
        f"{off}{none}",
        maths=f"`{out}` = {full}{modulo or power}, numbers being without sign.",
        program=f"for (i = 0; i < {count}; i++) {out}[i] = ({test}) ? {hot} : {cold}",
        back=f"The position of the only {hot} in `{out}` is `{select}`{gate}.{off}{none}",
        purpose=f"Row lines of a memory with {count} rows: `{select}` names the row, `{out}` "
        f"drives it with {hot}{gate} and the rest with {cold}.{off}{none} For example, {select} = "
        f"20{f' and {enable} = 1' if enable else ''} gives {out}[20] = {hot} and nothing but "
        f"{cold} elsewhere.",
        last=f"Street with {count} houses, `{out}`, doorbell {'held high except' if is_low else ''}"
        f"{'' if is_low else 'silent except'} where the postman stands: he reads `{select}`"
        + (f", provided `{enable}` lets him out" if enable else "")
        + ("" if is_full else ", and addresses past the last house ring nowhere")
        + f". Ringing means {hot}.",
    )  # fmt: skip
    return voices(idea)


def finding(
    names: tuple[str, str, str | None], width: int, digit: int, *, is_low: bool, is_hot: bool
) -> tuple[str, ...]:
    """Tell the lowest or highest one or zero of a word: word, output, flag of a find."""
    word, out, found = names
    side, way = ("lowest", "from bit 0 upwards") if is_low else (
        "highest", f"from bit {width - 1} downwards"
    )  # fmt: skip
    none, below = f"`{word}` has no {digit}", "lower" if is_low else "higher"
    flag = f" `{found}` is 1 if there is a {digit} at all, and 0 if not." if found else ""
    what = "a word with a 1 at that place alone" if is_hot else "the number of that bit"
    nothing = f" If {none}, `{out}` is 0."
    inverted = word if digit else f"~{word}"
    test = f"{word}[i]" if digit else f"!{word}[i]"
    order = f"i = {width - 1}; i >= 0; i--" if is_low else f"i = 0; i < {width}; i++"
    action = f"{{ {out} = 0; {out}[i] = 1; }}" if is_hot else f"{out} = i;"
    start = f"{out} = 0; "
    also = f"; {found} = ({inverted} != 0)" if found else ""
    value = "2**k" if is_hot else "k"
    extreme = "smallest" if is_low else "largest"
    index = 7 if is_low else 40
    shown = f"only {out}[{index}] is 1" if is_hot else f"`{out}` is {index}"
    place = f"the {side} {digit} of `{word}`"
    steps = f"{out} = {inverted} & (~({inverted}) + 1)" if is_hot and is_low else (
        f"{out} = i for the {side} i with {test}"
    )  # fmt: skip
    if is_hot and not is_low:
        steps = f"{out} = 1 << i for the {side} i with {test}"
    idea = Idea(
        plain=f"`{out}` has a 1 only at the place of {place}." if is_hot
        else f"`{out}` is the bit number of {place}.",
        shall=f"The circuit shall search `{word}` {way} for the first {digit}, and `{out}` must be "
        f"{what}.{nothing}{flag}",
        title=f"{'Isolation' if is_hot else 'Number'} of the {side} {digit} of {width} bits",
        code=steps,
        longhand=f"{out} starts with 0 and takes {'1 << i' if is_hot else 'i'} in a loop over i "
        f"from {width - 1 if is_low else 0} to {0 if is_low else width - 1} whenever {test}",
        question=f"Where is {place}, which has {width} bits? `{out}` answers with {what}."
        f"{nothing}{flag}",
        wish=f"My {width} request lines are in `{word}`, and a {digit} counts as a request. "
        f"Please find the {side} one and give me {what} on `{out}`.{nothing}{flag}",
        cases=f"If {word}[i] is {digit} and no {below} bit of `{word}` is {digit}, `{out}` is "
        f"{'the word with bit i alone at 1' if is_hot else 'i'}.{nothing}{flag}",
        unlike=f"Unlike a population count, which asks how many, this asks where: the {side} "
        f"{digit} of the {width} bits of `{word}` decides, and `{out}` is {what}.{nothing}{flag}",
        maths=f"Let k be the {extreme} i from 0 to {width - 1} with {word}[i] = {digit}. Then "
        f"`{out}` = {value}.{nothing}{flag}",
        program=f"{start}for ({order}) if ({test}) {action}{also.replace('; ', ' ', 1)}",
        back=f"`{out}` {'marks with its only 1' if is_hot else 'gives the number of'} the {side} "
        f"one of all places of `{word}` with a {digit}.{nothing}{flag}",
        purpose=f"A table of {width} places marks free ones in `{word}` by {digit}; the {side} "
        f"free place is taken, `{out}` being {what}.{nothing}{flag} For example, if bits 7 and 40 "
        f"of `{word}` are {digit} and all others {1 - digit}, {shown}.",
        last=f"Walk along `{word}`, starting at the {'right' if is_low else 'left'}-hand edge, "
        f"halt on meeting a {digit}"
        + (f", and plant there the sole flag of `{out}`" if is_hot
           else f", and report on `{out}` how far from the right edge you stand")
        + f"; {'no flag' if is_hot else 'zero'} if you never halt"
        + (f", with `{found}` telling whether you did" if found else "") + ".",
    )  # fmt: skip
    return _with(voices(idea), f"{nothing}{flag}")
