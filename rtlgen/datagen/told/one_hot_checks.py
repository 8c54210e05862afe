"""Checks of a word in further words."""

from __future__ import annotations

from rtlgen.datagen.series import series

_CODE = {
    "onehot": "$countones({0}) == 1", "zero": "{0} == 0", "onehot0": "$countones({0}) <= 1",
    "onecold": "$countones(~{0}) == 1", "several": "$countones({0}) >= 2",
}  # fmt: skip
_TITLE = {
    "onehot": "one-hot detector", "zero": "zero detector",
    "onehot0": "detector for one-hot or zero", "onecold": "one-cold detector",
    "several": "detector for two or more ones",
}  # fmt: skip
_NUMBER = {
    "onehot": "a power of two", "zero": "the number 0", "onehot0": "0 or a power of two",
    "onecold": "all ones apart from one single 0", "several": "neither 0 nor a power of two",
}  # fmt: skip
_WISH = {
    "onehot": "one line of it is up, no more and no fewer", "zero": "none of its lines is up",
    "onehot0": "it has no two lines up at a time", "onecold": "all its lines but one are up",
    "several": "it has more than one line up",
}  # fmt: skip
_SHALL = {
    "onehot": "a single bit of `{0}` is asserted", "zero": "no bit of `{0}` is asserted",
    "onehot0": "no more than a single bit of `{0}` is asserted",
    "onecold": "a single bit of `{0}` is deasserted",
    "several": "at least two bits of `{0}` are asserted",
}  # fmt: skip
_UNLIKE = {
    "onehot": "Unlike an OR of all bits, which stays high for more ones, `{1}` is high for one 1 in"
    " `{0}` and goes low again with the second",
    "zero": "Unlike an OR of all bits, `{1}` is high while `{0}` has no 1 at all, and any 1 makes "
    "it low",
    "onehot0": "Unlike a strict one-hot check, `{1}` also accepts a value of `{0}` without any 1; "
    "what it does not accept, and answers with 0, is a second 1",
    "onecold": "Unlike a one-hot check, which looks for a lone 1, `{1}` is high for a lone 0 in "
    "`{0}` and low for every other word",
    "several": "Unlike an OR of all bits, `{1}` does not go high for a lone 1 in `{0}`; it takes a "
    "second one, and further ones change nothing",
}  # fmt: skip
_SETS = {
    "onehot": "{1} is 1 if {0} = 2^k for some k, else 0", "zero": "{1} is 1 if {0} = 0, else 0",
    "onehot0": "{1} is 1 if {0} = 0 or {0} = 2^k for some k, else 0",
    "onecold": "{1} is 1 if {0} = {2} - 2^k for some k, else 0",
    "several": "{1} is 0 if {0} = 0 or {0} = 2^k for some k, else 1",
}  # fmt: skip
_TEST = {"onehot": "n == 1", "zero": "n == 0", "onehot0": "n < 2", "several": "n > 1"}


def others(word: str, width: int, outputs: dict[str, str]) -> tuple[str, ...]:
    """Say in further words what is checked."""
    drives = series([f"{out} equals ({_CODE[kind].format(word)})" for kind, out in outputs.items()])
    titles = series([f"{_TITLE[kind]} ({out})" for kind, out in outputs.items()])
    asked = " ".join(
        f"Is it {_NUMBER[kind]}? If so, `{out}` is 1; if not, it is 0."
        for kind, out in outputs.items()
    )
    wishes = "; I also want ".join(
        f"`{out}` to tell me that {_WISH[kind]}" for kind, out in outputs.items()
    )
    counted = ", where $countones counts the ones of its argument" if "$" in drives else ""
    shall = " ".join(
        f"The output `{out}` shall be asserted if and only if {_SHALL[kind].format(word)}."
        for kind, out in outputs.items()
    )
    unlike = ". ".join(_UNLIKE[kind].format(word, out) for kind, out in outputs.items())
    return (
        (f"In SystemVerilog terms, {drives}{counted}; {word} has {width} bits."),
        f"Checker for {width} bits: {titles}.",
        (
            f"Which circuit looks at the {width}-bit word `{word}`, taken as an unsigned number, "
            f"and answers at once? {asked} Build it."
        ),
        (
            f"Hey, I have {width} lines on `{word}`, and I want {wishes}. High means yes and low "
            "means no. Just logic, please, nothing with a clock."
        ),
        f"{shall} The position of the bits must not matter.",
        f"{unlike}. The word `{word}` has {width} bits.",
        *_computed(word, width, outputs),
    )


def _answer(kind: str, ones: int, width: int) -> int:
    return int(
        {
            "onehot": ones == 1, "zero": ones == 0, "onehot0": ones <= 1,
            "onecold": ones == width - 1, "several": ones >= 2,
        }[kind]
    )  # fmt: skip


def _computed(word: str, width: int, outputs: dict[str, str]) -> tuple[str, ...]:
    """Say it by the number of ones, as mathematics, as a program and by examples."""
    groups: list[tuple[list[int], list[str]]] = []
    for n in range(width, -1, -1):
        said = [f"`{out}` is {_answer(kind, n, width)}" for kind, out in outputs.items()]
        if groups and groups[-1][1] == said:
            groups[-1][0].append(n)
        else:
            groups.append(([n], said))
    cases = ". ".join(f"With {_count(numbers)}, {series(said)}" for numbers, said in groups)
    full = (1 << width) - 1
    sets = "; ".join(f"{_SETS[kind].format(word, out, full)}" for kind, out in outputs.items())
    tests = {**_TEST, "onecold": f"n == {width - 1}"}
    code = " ".join(f"{out} = ({tests[kind]});" for kind, out in outputs.items())
    examples = []
    for kind, out in outputs.items():
        words = sorted({0, 4, 5, full - 2, full})
        yes = [n for n in words if _answer(kind, bin(n).count("1"), width)]
        no = [n for n in words if n not in yes]
        examples.append(
            f"`{out}` is 1 for {_words(yes, width)}, but 0 for {_words(no, width)}: it tells that "
            f"`{word}` is {_NUMBER[kind]}."
        )
    return (
        (
            f"By the number of ones in the {width} bits of `{word}`, position being irrelevant. "
            f"{cases}."
        ),
        f"Let k range from 0 to {width - 1} and read {word} as an unsigned number: {sets}.",
        (
            f"Think of a loop that counts: n = 0; for (i = 0; i < {width}; i++) if ({word}[i]) "
            f"n++; {code} The hardware does it at once, for the present value."
        ),
        " ".join(examples),
    )


def _count(numbers: list[int]) -> str:
    low, high = numbers[-1], numbers[0]
    if low == high:
        return "no 1" if low == 0 else "a single 1" if low == 1 else f"{low} ones"
    return f"{low} {'or' if high == low + 1 else 'to'} {high} ones"


def _words(numbers: list[int], width: int) -> str:
    return series([f"{width}'b{number:0{width}b}" for number in numbers])
