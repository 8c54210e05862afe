"""Vectors taken apart and put together in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series

Named = tuple[str, int]
"""A vector and its width."""
Piece = tuple[str, str, str]
"""Output, the place in it, and what goes there."""


def others(
    inputs: Sequence[Named], constant: str, outputs: Sequence[Named], joined: str
) -> tuple[str, ...]:
    """Tell of inputs and constant digits in a row, and of outputs that take the row."""
    return (
        *_placed(inputs, constant, outputs),
        *_counted(inputs, constant, outputs, joined),
    )


def _placed(inputs: Sequence[Named], constant: str, outputs: Sequence[Named]) -> tuple[str, ...]:
    """Tell which bits go where."""
    pieces = _pieces(inputs, constant, outputs)
    sources = {out: [text for name, _, text in pieces if name == out] for out, _ in outputs}
    code = _all([
        f"{out} with {texts[0] if len(texts) == 1 else '{' + ', '.join(texts) + '}'}"
        for out, texts in sources.items()
    ])  # fmt: skip
    total = sum(width for _, width in outputs)
    literal = f"{len(constant)}'b{constant}"
    row = ", ".join([*(name for name, _ in inputs), *([literal] if constant else [])])
    listed = ", ".join(f"{out} ({_bits(width)})" for out, width in outputs)
    asked = " ".join(
        f"What does `{out}` consist of? Of {_all(texts, ' followed by ')}."
        for out, texts in sources.items()
    )
    given = ", ".join(f"{name} ({_bits(width)})" for name, width in inputs)
    digits = f", and behind them the digit{'s' if constant[1:] else ''} {constant}"
    shape = f"written down in this order on one line{digits if constant else ''}"
    shape = shape if inputs[1:] else "written down on one line"
    must = " ".join(f"`{text}` shall appear at `{place}`." for _, place, text in pieces)
    new = f" What I need is {_all([f'`{out}`' for out, _ in outputs])}, cut from it starting at "
    wish = f"{new}the left: {listed}." if outputs[1:] else (
        f" What I need is all of it as `{outputs[0][0]}`."
    )  # fmt: skip
    kind = "Regroup" if outputs[1:] else "Merge"
    kind, link = (kind, "as") if inputs[1:] else ("Split", "into")
    return (
        f"Drive {code}.",
        f"{kind} {row} ({_bits(total)}, left to right) {link} {', '.join(o for o, _ in outputs)}.",
        f"{asked} Bits are listed from the most significant one down. Build these connections.",
        f"Could you type in some wiring for me? Picture {given} {shape}. Every word keeps "
        f"its MSB at the left.{wish}",
        f"{must} Nothing else must be driven, and no bit shall be inverted.",
    )


def _counted(
    inputs: Sequence[Named], constant: str, outputs: Sequence[Named], joined: str
) -> tuple[str, ...]:
    """Tell with places in the row, and with numbers."""
    total = low = sum(width for _, width in outputs)
    into, parts, cuts = [], [], []
    for name, width in inputs:
        low -= width
        into.append(f"{name} * 2^{low}" if low else name)
        parts.append(f"({name} << {low})" if low else name)
    if constant.strip("0"):
        into.append(str(int(constant, 2)))
        parts.append(f"{len(constant)}'b{constant}")
    takes, low = [], total
    for out, width in outputs:
        low -= width
        floor = f"floor(R / 2^{low})" if low else "R"
        cuts.append(f"{out} = {floor} mod 2^{width}" if low + width < total else f"{out} = {floor}")
        where = f"k is {low}" if width == 1 else f"k is from {low} to {low + width - 1}"
        bit = out if width == 1 else (f"{out}[k - {low}]" if low else f"{out}[k]")
        takes.append(f"if {where}, it goes to {bit}")
    steps = "; ".join(
        f"{out} = R & {(1 << width) - 1}; R >>= {width}" for out, width in reversed(outputs[1:])
    )
    steps = f"{steps}; {outputs[0][0]} = R" if steps else f"{outputs[0][0]} = R"
    names = _all([name for name, _ in inputs])
    mixed = (
        f"Unlike a copy word by word, this one cares nothing about where an input ends: {names} "
        f"merely lie side by side, leftmost first"
        if inputs[1:]
        else f"Unlike a shift or a mask, cutting keeps every bit of {names}"
    )
    fixed = f"constant bits {constant}" if constant[1:] else f"constant bit {constant}"
    then = f", and behind them come{'' if constant[1:] else 's'} the {fixed}" if constant else ""
    widths = ", ".join(f"{_bits(width)} for {out}" for out, width in outputs)
    dealt = f"From the left, this line is dealt out as {widths}" if outputs[1:] else (
        f"All of this line is passed on to {outputs[0][0]}"
    )  # fmt: skip
    order = f"`{outputs[0][0]}` is"
    places = f"Its bit k goes to {outputs[0][0]}[k], for k from 0 to {total - 1}."
    if outputs[1:]:
        order = f"{', '.join(f'`{out}`' for out, _ in outputs)} together, in this sequence, are"
        places = f"For its bit k, {'; '.join(reversed(takes))}."
    return (
        f"The row is {joined}, with bit 0 at its right end. {places}",
        f"{mixed}{then}. {dealt}, without gaps, overlaps or a change of order.",
        f"As unsigned numbers, with R = {' + '.join(into)}: {', '.join(cuts)}.",
        f"As a program with unsigned variables: `R = {' | '.join(parts)}; {steps};`, where R has "
        f"{_bits(total)}.",
        f"{order} {_bits(total)} long; {'they repeat' if outputs[1:] else 'it repeats'} "
        f"{joined} digit by digit. So {_example(inputs, constant, outputs)}.",
    )


def _example(inputs: Sequence[Named], constant: str, outputs: Sequence[Named]) -> str:
    """Write some levels and what comes out."""
    total = sum(width for _, width in outputs)
    first, size = inputs[0]
    rest = _all([name for name, _ in inputs[1:]] or [""])
    example = f"{'ones' if size > 1 else '1'} on {first}, with {rest} at 0, "
    example += "yield" if size > 1 else "yields"
    shown = "1" * size + "0" * (total - size - len(constant)) + constant
    if not inputs[1:]:
        shown = ("110" * total)[:total]
        example = f"{first} = {shown} yields"
    found, at = [], 0
    for out, width in outputs:
        found.append(f"{out} = {shown[at : at + width]}")
        at += width
    return f"{example} {', '.join(found)}"


def _pieces(inputs: Sequence[Named], constant: str, outputs: Sequence[Named]) -> list[Piece]:
    """List what goes where, in slices as large as possible."""
    row = [(name, width, n) for name, width in inputs for n in range(width - 1, -1, -1)]
    row += [("", len(constant), n) for n in range(len(constant) - 1, -1, -1)]
    found, at = list[Piece](), 0
    for out, width in outputs:
        start = at
        while start < at + width:
            name, size, high = row[start]
            count = min(high + 1, at + width - start)
            low = high - count + 1
            top = width - 1 - (start - at)
            digits = constant[len(constant) - 1 - high : len(constant) - low]
            text = _slice(name, size, high, low) if name else f"{count}'b{digits}"
            found.append((out, _slice(out, width, top, top - count + 1), text))
            start += count
        at += width
    return found


def _slice(name: str, width: int, high: int, low: int) -> str:
    if high - low + 1 == width:
        return name
    return f"{name}[{high}:{low}]" if high > low else f"{name}[{high}]"


def _bits(width: int) -> str:
    return "1 bit" if width == 1 else f"{width} bits"


def _all(texts: Sequence[str], link: str = "") -> str:
    if link or len(texts) == 1:
        return link.join(texts)
    return series(texts)
