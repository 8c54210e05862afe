"""Choices by priority in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series

Rule = tuple[str, int, str, str]
"""A condition, its level, the word in a sentence and in Verilog."""


def others(out: str, width: int, rules: Sequence[Rule], other: tuple[str, str]) -> tuple[str, ...]:
    """Say in further words which word is chosen."""
    if width == 1:
        rules = [(n, v, word.replace("all ones", "1"), code) for n, v, word, code in rules]
        other = (other[0].replace("all ones", "1"), other[1])
    many, default = len(rules) > 1, other[0]
    title = "Priority multiplexer" if many else "Two-way multiplexer"
    title += f", {width} bits wide" if width > 1 else ""
    picks = ", then ".join(f"{_test(n, v)} selects {word}" for n, v, word, _ in rules)
    (strong, level, best, _), (weak, low, last, _) = rules[0], rules[-1]
    wins = f"{strong} = {level} wins over everything and brings {best}"
    if not many:
        wins = f"{strong} = {level} brings {best}"
    nexts = "".join(f"; next comes {n} = {v}, which brings {word}" for n, v, word, _ in rules[1:])
    wishes = " ".join(
        f"{'Above that,' if at else 'But'} with {n} at {v} I want "
        f"{word}{', no matter what I said so far' * (at > 0)}."
        for at, (n, v, word, _) in enumerate(reversed(rules))
    )
    shall, above = [], ""
    for n, v, word, _ in rules:
        shall.append(f"`{out}` shall be {word} when {n} is {v}{above}.")
        above = ", provided that " + " and ".join(
            f"{m} is {1 - u}" for m, u, _, _ in rules[: len(shall)]
        )
    return (
        f"{title}: {picks}, else {default}.",
        f"Which value reaches `{out}`? Several candidates compete: {wins}{nexts}. If nobody wins, "
        f"it is {default}. Draw up the logic for this."
        if many
        else f"Which value reaches `{out}`? There are two candidates: {wins}, and the other level "
        f"of {strong} brings {default}. Draw up the logic for this.",
        (
            f"Let me explain what I need. Normally `{out}` just gives {default}. {wishes} No clock "
            "is involved."
        ),
        f"{' '.join(shall)} Failing {'all this' if many else 'this'}, `{out}` must be {default}.",
        _tree(out, rules, default),
        _contrast(out, rules, default),
        *_computed(out, width, rules, other),
        f"To have {default} at `{out}`, you need {_all_off(rules)}. "
        + (
            f"To have {last} there through {weak}, {weak} must be {low} while "
            f"{_all_off(rules[:-1])}. The strongest is {strong}: at {level} it always gives {best}."
            if many
            else f"With {strong} = {level} instead, {best} appears."
        )
        + (
            f" In the middle stands {rules[1][0]}, which at {rules[1][1]} gives {rules[1][2]} if "
            f"{_all_off(rules[:1])}."
            if len(rules) == 3
            else ""
        ),
    )


def _test(name: str, level: int) -> str:
    return name if level else f"!{name}"


def _all_off(rules: Sequence[Rule]) -> str:
    return series([f"{name} = {1 - level}" for name, level, _, _ in rules])


def _tree(out: str, rules: Sequence[Rule], default: str) -> str:
    """Look at one condition after the other."""
    text = f"Look at {rules[0][0]} first."
    for at, (name, level, word, _) in enumerate(rules):
        then = f"look at {rules[at + 1][0]}." if at + 1 < len(rules) else f"`{out}` is {default}."
        settled = f"`{out}` is {word}, whatever the other conditions are" if then[0] == "l" else ""
        settled = settled or f"`{out}` is {word}"
        text += f" While {name} is {level}, {settled}; while it is {1 - level}, {then}"
    return text


def _contrast(out: str, rules: Sequence[Rule], default: str) -> str:
    pairs = ", ".join(f"{name} (active at {level}) for {word}" for name, level, word, _ in rules)
    if len(rules) == 1:
        return (
            "Unlike a multiplexer with a wide select, this one has a single line to decide: "
            f"{pairs}. While that line is inactive, `{out}` is not affected by it and shows "
            f"{default}."
        )
    return (
        "Unlike a multiplexer with a binary select, this one has a line of its own for each "
        f"choice, and lines may be active together: {pairs}. A line has no effect on `{out}` while "
        f"one named before it is active. Without any active line, `{out}` shows {default}."
    )


def _computed(
    out: str, width: int, rules: Sequence[Rule], other: tuple[str, str]
) -> tuple[str, ...]:
    """Say it as gates, as mathematics and as a program."""
    terms: list[str] = []
    before: list[str] = []
    for name, level, _, code in [*rules, ("", 1, *other)]:
        on = [*before, _invert(name, level)] if name else before
        mask = " & ".join(on)
        if width > 1:
            mask = f"{{{width}{{{mask}}}}}"
        terms.append(f"({mask} & {code})")
        before.append(_invert(name, 1 - level))
    holds = ", ".join(f"cond({i}) mean {n} = {v}" for i, (n, v, _, _) in enumerate(rules))
    words = ", ".join(f"val({i}) be {word}" for i, (_, _, word, _) in enumerate(rules))
    pairs = ", ".join(f"({n} == {v}, {word})" for n, v, word, _ in rules)
    count = len(rules)
    return (
        f"As gates, `{out}` equals {' | '.join(terms)}"
        + (", where the braces repeat one bit to the full width." if width > 1 else "."),
        (
            f"Let {holds}; let {words} and val({count}) be {other[0]}. Then {out} = val(i) for the "
            f"least i with cond(i) true, and val({count}) if there is none."
        ),
        (
            f"Think of a list of pairs, [{pairs}]. A loop goes through it from the start and stops "
            f"at the first pair whose condition is true: `{out}` is the value of this pair. If the "
            f"loop ends without a hit, `{out}` is {other[0]}."
        ),
    )


def _invert(name: str, level: int) -> str:
    return name if level else f"~{name}"
