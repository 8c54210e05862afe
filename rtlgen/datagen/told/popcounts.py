"""Counts of ones or zeros, and questions about them, in further words."""

from __future__ import annotations

WORDS = {">": "more than", ">=": "at least", "<": "fewer than", "==": "exactly"}
_OPPOSITES = {">": "<=", ">=": "<", "<": ">=", "==": "!="}


def others(
    word: str, width: int, out: str, digit: int, question: tuple[str, int] | None
) -> tuple[str, ...]:
    """Say what is counted and what is told of the count.

    Args:
        word: The input.
        width: Of the input.
        out: The output.
        digit: What is counted.
        question: A relation and a number; None = the count goes out.
    """
    if question is None:
        return _counts(word, width, out, digit)
    return _asked(word, width, out, digit, question)


def _counts(word: str, width: int, out: str, digit: int) -> tuple[str, ...]:
    bits, top, other = width.bit_length(), width - 1, 1 - digit
    ones, kind = ("ones", "set") if digit else ("zeros", "clear")
    term = f"{word}[i]" if digit else f"(1 - {word}[i])"
    test = f"{word}[i]" if digit else f"!{word}[i]"
    first = "1" * (width // 2 + 1) + "0" * (width - width // 2 - 1)
    count = first.count(str(digit))
    call = f"popcount({word})" if digit else f"{width} - popcount({word})"
    full, empty = ("all ones", "all zeros") if digit else ("all zeros", "all ones")
    return (
        f"Drive `{out}` with {call}, where popcount stands for the number of ones in a word; "
        f"Verilog has no such operator, so the bits must be added.",
        f"Population counter, {width} bits, counting {ones}."
        if width % 2
        else f"Bit counter for the {ones} of {'an' if width == 8 else 'a'} {width}-bit word.",
        f"Which circuit answers how many bits of `{word}` are {kind}? Build it. The answer is a "
        f"{bits}-bit binary number at `{out}`.",
        f"I need to know how many lines of my bus `{word}` are {'high' if digit else 'low'} at the "
        f"moment. Please show me the tally on `{out}`, plain binary, purely combinational; which "
        f"lines they are I don't care.",
        f"`{out}` shall equal the number of bits of `{word}` whose value is {digit}. It must be 0 "
        f"when `{word}` is {empty}, and it must be {width} when `{word}` is {full}.",
        f"When a bit of `{word}` is {other}, it adds nothing; when it is {digit}, it adds 1. All "
        f"{width} contributions together make `{out}`.",
        f"Unlike a priority encoder, this block does not care where the {ones} of `{word}` are: "
        f"words with equally many {ones} look the same to it, and `{out}` is that many. Nothing "
        f"is stored.",
        f"`{out}` = Σ {term} over all i from 0 to {top}, a sum of integers (so the {bits} bits of "
        f"the output never overflow).",
        f"In software one writes n = 0; for (i = 0; i < {width}; i++) if ({test}) n++; and returns "
        f"n. Here n leaves on {out}, and the loop is unrolled into adders.",
        f"`{out}` = {count} for `{word}` = {width}'b{first}, because {count} of its bits "
        f"{'is' if count == 1 else 'are'} {digit}. In the same way, `{out}` is the tally of the "
        f"{ones} for every other word.",
    )


def _asked(
    word: str, width: int, out: str, digit: int, question: tuple[str, int]
) -> tuple[str, ...]:
    (sign, number), top = question, width - 1
    ones, kind = ("ones", "set") if digit else ("zeros", "clear")
    phrase = "at least 2" if (sign, number) == (">", 1) else f"{WORDS[sign]} {number}"
    is_majority = sign == ">"
    name = "Majority gate" if is_majority else "Threshold detector"
    call = f"popcount({word})" if digit else f"({width} - popcount({word}))"
    term = f"{word}[i]" if digit else f"(1 - {word}[i])"
    test = f"{word}[i]" if digit else f"!{word}[i]"
    first = "1" * (width // 2 + 1) + "0" * (width - width // 2 - 1)
    count = first.count(str(digit))
    value = int({">": count > number, ">=": count >= number, "<": count < number,
                 "==": count == number}[sign])  # fmt: skip
    mean = " (so most of them are)" if is_majority else ""
    terse = (
        f"{name}, {width} inputs in one vector."
        if is_majority and width % 2
        else f"{name}, {width} bits: {phrase} {ones}."
    )
    opposite = _OPPOSITES[sign]
    cases = {
        ">": (f"up to {number}", f"{number + 1} or more"),
        ">=": (f"up to {number - 1}", f"{number} or more"),
        "<": (f"{number} or more", f"up to {number - 1}"),
        "==": (f"any number other than {number}", f"{number}"),
    }[sign]
    return (
        f"Drive `{out}` with {call} {sign} {number}, where popcount stands for the number of ones "
        f"in a word; Verilog has no such operator, so the bits must be added.",
        terse,
        f"Which circuit recognises the words `{word}` that contain {phrase} {ones}, by a 1 on "
        f"`{out}`, and shows 0 for the rest? Build it.",
        f"I have {width} lines on `{word}` and only want a yes or no on `{out}`: yes (1) if "
        f"{phrase} of them are {'high' if digit else 'low'}{mean}, no (0) in any other situation. "
        f"No clock is needed.",
        f"`{out}` shall be asserted when the count of bits of `{word}` with the value {digit} is "
        f"{phrase}. It must be deasserted when that count is anything else.",
        f"When {cases[0]} of the {width} bits of `{word}` are {kind}, `{out}` is low. When the "
        f"number is {cases[1]}, `{out}` is high.",
        f"Unlike a comparator, this block does not weigh the bits of `{word}` by place: it only "
        f"counts the {ones}. As long as the count {opposite} {number} holds, `{out}` stays at 0; "
        f"where that fails, it is 1.",
        f"`{out}` = 1 if Σ {term} {sign} {number}, with i running from 0 to {top}, and `{out}` = 0 "
        f"otherwise; the sum is one of integers.",
        f"In software one writes n = 0; for (i = 0; i < {width}; i++) if ({test}) n++; and returns "
        f"n {sign} {number}. Here that truth value leaves on {out}, and the loop is unrolled.",
        f"`{out}` = {value} for `{word}` = {width}'b{first}, which has {count} "
        f"{ones if count != 1 else ones[:-1]}. It depends on the number of {ones} alone, and is 1 "
        f"for {phrase} of them.",
    )
