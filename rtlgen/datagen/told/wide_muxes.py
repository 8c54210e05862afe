"""Wide multiplexers in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series

Names = tuple[str, str, str]


def packed(names: Names, bits: int, width: int, *, is_reversed: bool) -> tuple[str, ...]:
    """Say in further words how a part of a vector is chosen.

    Args:
        names: The vector, the select and the output.
        bits: Of the select.
        width: Of a part.
        is_reversed: Part 0 is the top one.
    """
    return (
        *_slices(names, bits, width, is_reversed=is_reversed),
        *_computed(names, bits, width, is_reversed=is_reversed),
    )


def _part(word: str, number: int, width: int) -> str:
    low = number * width
    return f"{word}[{low}]" if width == 1 else f"{word}[{low + width - 1}:{low}]"


def _slices(names: Names, bits: int, width: int, *, is_reversed: bool) -> tuple[str, ...]:
    (word, select, out), count = names, 1 << bits
    size = "1 bit" if width == 1 else f"{width} bits"
    parts = [_part(word, count - 1 - n if is_reversed else n, width) for n in range(count)]
    end, far = ("most", "least") if is_reversed else ("least", "most")
    halves = [f"{word}[{count * width // 2 - 1}:0]", (f"{word}[{count * width - 1}:"
              f"{count * width // 2}]")]  # fmt: skip
    zero, one = halves[::-1] if is_reversed else halves
    last = "single bit" if width == 1 else f"{width} bits"
    down = "down from the top" if is_reversed else "up from the bottom"
    lone = "a single bit" if width == 1 else f"only {width} bits"
    return (
        (
            f"Multiplexer, {count} to 1, {width} bit{'s' if width > 1 else ''} wide, data packed "
            f"into {word}, input 0 in the {end} significant place."
        ),
        (
            f"The bus `{word}` carries {count} channels of {size}. Channel 0 sits in {parts[0]}, "
            f"channel 1 in {parts[1]}, and so on to the {far} significant end. How does one bring "
            f"the channel with the number `{select}` to `{out}`? Write the module."
        ),
        (
            f"I have {count} values squeezed into `{word}`, {size} each, counted {down}, so number "
            f"0 is {parts[0]}. Please pick the one that `{select}` says and give it to me on "
            f"`{out}`. No clock needed."
        ),
        (
            f"The output `{out}` shall be {size} of `{word}` and nothing else: {parts[0]} for "
            f"`{select}` = 0, {parts[2]} for `{select}` = 2, {parts[-1]} for `{select}` = "
            f"{count - 1}. For the numbers between, it must be the slices between, in the same "
            "order. It shall follow its inputs without a clock."
        ),
        (
            f"If the top bit of `{select}` is 1, take the half {one} of `{word}`, otherwise the "
            f"half {zero}. If the next bit of `{select}` is 1, take of this half again the "
            f"{'lower' if is_reversed else 'upper'} half, otherwise the "
            f"{'upper' if is_reversed else 'lower'} one. Go on like this to bit 0 of `{select}`; "
            f"the {last} left in the end {'is' if width == 1 else 'are'} `{out}`."
        ),
        (
            f"Unlike a plain copy of `{word}`, which would need {count * width} bits, `{out}` is "
            f"{lone} of it. The slice is number `{select}`, where number 0 is {parts[0]} and the "
            f"next one {parts[1]}; all the rest of `{word}` has no influence."
        ),
    )


def _computed(names: Names, bits: int, width: int, *, is_reversed: bool) -> tuple[str, ...]:
    (word, select, out), count = names, 1 << bits
    last = count * width - 1
    step = select if width == 1 else f"{width}*{select}"
    place = f"{last} - {step}" if is_reversed else step
    if width > 1:
        place = f"{place} -: {width}" if is_reversed else f"{step} + {width - 1} -: {width}"
    power = f"{count - 1} - {select}" if is_reversed else select
    power = f"{width}*({power})" if width > 1 and is_reversed else f"{width}*{power}"
    power = power.removeprefix("1*") if width == 1 else power
    power = f"({power})" if power != select else power
    number = f"{count - 1} - k" if is_reversed else "k"
    shift = number if width == 1 else f"{width} * ({number})" if is_reversed else f"{width} * k"
    shift = f"({shift})" if shift != "k" else shift
    at = [1, count - 2] if bits > 1 else [0, 1]
    shown = " and ".join(
        f"{select} = {n} connects {_part(word, count - 1 - n if is_reversed else n, width)}"
        for n in at
    )
    each = "one bit" if width == 1 else f"{width} bits"
    end = "top" if is_reversed else "bottom"
    return (
        f"Drive `{out}` with {word}[{place}], {select} being an unsigned number.",
        f"For numbers without sign, {out} = floor({word} / 2^{power}) mod {1 << width}.",
        (
            f"Think of an array part with {count} elements: for (k = 0; k < {count}; k++) part[k] "
            f"= ({word} >> {shift}) & {(1 << width) - 1}; after that, {out} = part[{select}]. It "
            "is plain logic that is always up to date."
        ),
        (
            f"`{out}` is one of {count} slices of `{word}`. For instance, {shown}. The rule behind "
            f"it: `{select}` counts slices of {each} from the {end} of `{word}`, beginning with 0."
        ),
    )


def words(
    names: Sequence[str], ports: tuple[str, str], width: int, texts: tuple[str, str, str]
) -> tuple[str, ...]:
    """Say in further words how one of several words is chosen.

    Args:
        names: The words, in the order of their numbers.
        ports: The select and the output.
        width: Of a word.
        texts: The numbers without a word, what they give in words, and in Verilog.
    """
    (select, out), (unused, shown, _), many = ports, texts, len(names)
    listed = series(names)
    size = "single bits" if width == 1 else f"words of {width} bits"
    shall = " ".join(f"{n}: {name}." for n, name in enumerate(names))
    back = ", ".join(f"{name} for {n}" for n, name in reversed(list(enumerate(names))))
    return (
        (
            f"Multiplexer, {many} to 1, {width} bit{'s' if width > 1 else ''} wide, inputs "
            f"{names[0]} to {names[-1]} in order, unused select values give {shown}."
        ),
        (
            f"There are {many} sources, {listed}, numbered from 0 in this order. Which of them is "
            f"seen at `{out}`? The one whose number is on `{select}`. And if that number belongs "
            f"to none of them ({unused})? Then it is {shown}. Write the module."
        ),
        (
            f"I have {many} {size}, {listed}, and I need to switch between them with `{select}`: 0 "
            f"is the first, 1 the second, and so on. The result goes to `{out}`. If `{select}` is "
            f"ever {many} or more, please output {shown}."
        ),
        (
            f"`{out}` shall be taken from the inputs by the unsigned number on `{select}`, as in "
            f"this list: {shall} For any number that is not in the list, `{out}` must be {shown}."
        ),
        (
            f"If `{select}` is greater than {many - 1}, `{out}` is {shown}. Otherwise it is one of "
            f"the data inputs: {back}."
        ),
        (
            "Unlike a multiplexer with as many inputs as its select has codes, this one has only "
            f"{many}: {listed}, for 0 to {many - 1}. A number without an input ({unused}) does not "
            f"leave `{out}` open or holding, but sets it to {shown}."
        ),
        *_words_computed(names, ports, width, texts),
    )


def _words_computed(
    names: Sequence[str], ports: tuple[str, str], width: int, texts: tuple[str, str, str]
) -> tuple[str, ...]:
    (select, out), (unused, shown, other), many = ports, texts, len(names)
    tests = [(f"{select} == {n}", name) for n, name in enumerate(names)]
    tests.append((f"{select} > {many - 1}", other))
    terms = " | ".join(
        f"({{{width}{{{test}}}}} & {name})" if width > 1 else f"(({test}) & {name})"
        for test, name in tests
    )
    braces = ", where the braces repeat a bit" if width > 1 else ""
    listed = ", ".join(names)
    middle = many // 2
    return (
        f"As an AND-OR structure, `{out}` equals {terms}{braces}.",
        (
            f"Let w(0) to w({many - 1}) be {listed}. Then `{out}` = w(n) for n < {many}, and "
            f"{shown} for n >= {many}, where n is the unsigned value of `{select}`."
        ),
        (
            f"Think of an array, list = [{listed}]. With the index checked first, the program line "
            f"is {out} = ({select} < {many}) ? list[{select}] : {other}; the circuit does this all "
            "the time."
        ),
        (
            f"`{out}` shows a data input or {shown}. For example, {select} = {middle} brings "
            f"{names[middle]} and {select} = {many - 1} brings {names[-1]}, because the inputs "
            f"{listed} are numbered from 0; for {unused} there is no such input, and the output is "
            f"{shown}."
        ),
    )
