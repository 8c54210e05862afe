"""Constants, wires and inverters in further words."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series

Link = tuple[str, int, str | None, int, bool]
"""The output, its width, the input or None, the value of a constant, whether it is inverted."""


def _bits(link: Link) -> str:
    return f"{link[1]}'b{link[3]:0{link[1]}b}"


def others(links: Sequence[Link]) -> tuple[str, ...]:
    """Say in further words what drives each output."""
    many = len(links) > 1
    lines = " ".join(f"assign {link[0]} = {_code(link)};" for link in links)
    inputs = any(link[2] for link in links)
    nothing = (
        "Nothing is combined here: no output looks at more than one input."
        if inputs
        else "There is no signal that could change anything here."
    )
    parts = "; ".join(_named(link) for link in links)
    shall = " ".join(_shall(link) for link in links)
    return (
        (
            f"{'These lines' if many else 'This line'} of Verilog {'do' if many else 'does'} the "
            f"job: {lines} The two sides of an assignment are equally wide."
        ),
        f"Netlist: {parts}.",
        (
            f"What must drive {series([f'`{link[0]}`' for link in links])}? "
            f"{' '.join(_answer(link) for link in links)} Write this in Verilog."
        ),
        (
            f"Quick one for you: please {series([_wish(link) for link in links])}. No clock, no "
            "registers, that is all I need."
        ),
        f"{shall} {'These relations' if many else 'This relation'} shall hold at all times.",
        " ".join(_cases(link) for link in links),
        f"{nothing} {' '.join(_contrast(link) for link in links)}",
        *_computed(links),
    )


def _code(link: Link) -> str:
    _, _, source, _, is_inverted = link
    return _bits(link) if source is None else f"~{source}" if is_inverted else source


def _named(link: Link) -> str:
    out, width, source, value, is_inverted = link
    wide = f"{width}-bit " if width > 1 else ""
    if source is None:
        return f"{wide}constant {value} on {out}"
    return f"{wide}{'inverter' if is_inverted else 'wire'} from {source} to {out}"


def _answer(link: Link) -> str:
    out, width, source, _, is_inverted = link
    if source is None:
        return f"The constant {_bits(link)} for {out}."
    if not is_inverted:
        return f"The input {source}, as it is, for {out}."
    return f"An inverter {'' if width == 1 else 'per bit '}behind the input {source}, for {out}."


def _wish(link: Link) -> str:
    out, _, source, value, is_inverted = link
    if source is None:
        return f"strap `{out}` to {_bits(link)}{f' (that is {value})' if value > 1 else ''}"
    if is_inverted:
        return f"run `{source}` through an inverter to `{out}`"
    return f"hook up `{source}` straight to `{out}`"


def _shall(link: Link) -> str:
    out, width, source, value, is_inverted = link
    if source is None:
        level = f"held at {value}" if width > 1 else f"tied {'high' if value else 'low'}"
        return f"The output `{out}` shall be {level}."
    if is_inverted:
        return f"The output `{out}` shall be the complement of `{source}`."
    return f"The output `{out}` shall equal `{source}`."


def _cases(link: Link) -> str:
    out, width, source, value, is_inverted = link
    if source is None:
        return f"In every case `{out}` is {value}{' (decimal)' if value > 9 else ''}."
    if width > 1:
        return (
            f"Wherever `{source}` has a 0, `{out}` has a {int(is_inverted)} at the same place, and "
            f"wherever it has a 1, a {1 - is_inverted}."
        )
    return f"If `{source}` is 0, `{out}` is {int(is_inverted)}; otherwise it is {1 - is_inverted}."


def _contrast(link: Link) -> str:
    out, width, source, _, is_inverted = link
    if source is None:
        return f"`{out}` reacts to nothing and stays at {_bits(link)}."
    if is_inverted:
        every = "every bit of " if width > 1 else ""
        return f"`{out}` does not pass on `{source}` as it is but with {every}it turned round."
    return f"`{out}` passes on `{source}` untouched."


def _computed(links: Sequence[Link]) -> tuple[str, ...]:
    """Say it as arithmetic, as a program and by examples."""
    sums, code, shown = [], [], []
    for out, width, source, value, is_inverted in links:
        full = (1 << width) - 1
        sample = 0b1010_0110_0011_0101_1100_1001_0101_0011 & full
        seen = f"{width}'b{sample ^ (full * is_inverted):0{width}b}"
        given = f"when `{source}` is {width}'b{sample:0{width}b}"
        every = " every bit" if width > 1 else ""
        if source is None:
            sums.append(f"{out} = {value}")
            code.append(f"{out} = 0x{value:x};")
            shown.append(f"`{out}` reads {width}'b{value:0{width}b} at all times: it is constant.")
        elif is_inverted:
            sums.append(f"{out} = {full} - {source}")
            code.append(f"{out} = ~{source} & 0x{full:x};" if width > 1 else f"{out} = !{source};")
            shown.append(f"`{out}` reads {seen} {given}: it inverts{every}.")
        else:
            sums.append(f"{out} = {source}")
            code.append(f"{out} = {source};")
            shown.append(f"`{out}` reads {seen} {given}: it copies{every}.")
    return (
        f"Read every port as an unsigned number. Then {series(sums)}, without any delay.",
        (
            f"As a C program that is run over and over, without end: {' '.join(code)} The hardware "
            f"needs no loop for {'them' if len(links) > 1 else 'it'}, only "
            f"wires{' and inverters' if any(link[4] for link in links) else ''}."
        ),
        " ".join(shown),
    )
