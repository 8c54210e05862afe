"""Constants, wires and inverters in further notations."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series
from rtlgen.datagen.told.constants_and_wires import Link


def notations(links: Sequence[Link]) -> tuple[str, ...]:
    """Write what drives each output as data, as code, as relations and as a job to do."""
    return (
        *_data(links),
        *_code(links),
        *_relations(links),
        *_by_bits(links),
        *_grouped(links),
        *_jobs(links),
    )


def _each(links: Sequence[Link], copy: str, inverse: str, fixed: str) -> list[str]:
    """Fill one of three templates for each output."""
    lines = []
    for out, width, source, value, is_inverted in links:
        text = fixed if source is None else inverse if is_inverted else copy
        full, half = (1 << width) - 1, width // 2
        bits = f"{value:0{width}b}"
        lines.append(
            text.format(
                out=out, source=source, width=width, top=width - 1, value=value, bits=bits,
                full=full, hexed=f"{value:0{(width + 3) // 4}x}", filled=f"0x{full:x}",
                empty=f"0x{0:0{(width + 3) // 4}x}",
                every="every bit of " if width > 1 else "",
                high=f"[{width - 1}:{half}]" if width - 1 > half else f"[{half}]",
                low=f"[{half - 1}:0]" if half > 1 else "[0]",
                high_bits=bits[: width - half], low_bits=bits[width - half :], half=half,
                rest=width - half,
            )
        )  # fmt: skip
    return lines


def _data(links: Sequence[Link]) -> tuple[str, ...]:
    """Write them as JSON, as YAML and as a list of cells."""
    pairs = _each(links, '"{out}": "{source}"', '"{out}": "~{source}"', '"{out}": {value}')
    rows = _each(
        links,
        "{out}: {{from: {source}, invert: false}}",
        "{out}: {{from: {source}, invert: true}}",
        "{out}: {{constant: 0x{hexed}}}",
    )
    cells = _each(
        links,
        "BUF(I={source}, O={out})",
        "INV(I={source}, O={out})",
        "TIE(O={out}, VALUE={width}'h{hexed})",
    )
    numbered = ", ".join(f"U{number} = {cell}" for number, cell in enumerate(cells, 1))
    lines = "\n".join(rows)
    return (
        (
            f"As JSON, from outputs to drivers: {{{', '.join(pairs)}}}. A tilde flips all bits of "
            "the input behind it, and a bare number is a decimal constant."
        ),
        (
            f"Drivers in YAML, where `invert` concerns all bits of a bus:\n\n{lines}\n\nThere are "
            "no other keys, and no state."
        ),
        (
            f"Instances after synthesis: {numbered}. BUF passes its input on, INV complements it, "
            "TIE ignores everything; a cell on a bus stands for one cell per bit."
        ),
    )


def _code(links: Sequence[Link]) -> tuple[str, ...]:
    """Write them as Python, in the style of VHDL, and with everything joined."""
    python = _each(
        links,
        'pins["{out}"] = pins["{source}"]',
        'pins["{out}"] = {filled} ^ pins["{source}"]',
        'pins["{out}"] = {value}',
    )
    single = _each(
        links, "{out} <= {source};", "{out} <= not {source};", "{out} <= '{bits}';"
    )  # fmt: skip
    wide = _each(links, "{out} <= {source};", "{out} <= not {source};", '{out} <= "{bits}";')
    vhdl = " ".join(
        one if link[1] == 1 else many for link, one, many in zip(links, single, wide, strict=True)
    )
    left = ", ".join(link[0] for link in links)
    right = ", ".join(_each(links, "{source}", "~{source}", "{width}'h{hexed}"))
    total = sum(link[1] for link in links)
    return (
        (
            f"Golden model in Python, evaluated afresh after any change of an input: "
            f"`{'; '.join(python)}`. `pins` holds unsigned integers."
        ),
        f"An old design in the manner of VHDL has only concurrent assignments, {vhdl} Rewrite it.",
        (
            f"Glued together, with `{links[0][0]}` leftmost, the outputs form a vector of {total} "
            f"bit{'s' if total > 1 else ''}, {{{left}}}. It is permanently equal to {{{right}}}."
        ),
    )


def _relations(links: Sequence[Link]) -> tuple[str, ...]:
    """Write them as equations, with primes, with masks, by what may not be, and as sets."""
    sums = _each(links, "{out} - {source} = 0", "{out} + {source} = {full}", "{out} - {value} = 0")
    primes = _each(links, "{out} = {source}", "{out} = {source}'", "{out} = ({bits})2")
    masks = _each(
        links,
        "{out}: S = {source}, M = {empty}",
        "{out}: S = {source}, M = {filled}",
        "{out}: S = 0, M = 0x{hexed}",
    )
    never = "; ".join(_never(link) for link in links)
    sets = "; ".join(_set(link) for link in links)
    return (
        (
            f"At any moment the ports, taken as unsigned integers, satisfy "
            f"{series(sums)}. Solve for the outputs and build that."
        ),
        (
            f"Boolean algebra, a prime being the complement (bitwise on vectors) and (...)2 a "
            f"binary number: {', '.join(primes)}."
        ),
        (
            f"All outputs have the form S xor M, with a signal S and a fixed mask M. "
            f"{'. '.join(masks)}."
        ),
        f"Forbidden conditions, none of which may ever be seen: {never}.",
        f"Regard a port as the set of the positions at which it has a one (0 = LSB). {sets}.",
    )


def _never(link: Link) -> str:
    out, width, source, value, is_inverted = link
    if source is None:
        return f"`{out}` being anything but {value}{' (decimal)' if value > 9 else ''}"
    relation = "equal to" if is_inverted else "different from"
    if width == 1:
        return f"`{out}` being {relation} `{source}`"
    return f"a bit of `{out}` being {relation} the bit of `{source}` with the same index"


def _set(link: Link) -> str:
    out, width, source, value, is_inverted = link
    if source is None:
        ones = ", ".join(str(place) for place in range(width) if value >> place & 1)
        return f"`{out}` is the {f'set {{{ones}}}' if ones else 'empty set'}"
    if not is_inverted:
        return f"`{out}` is the same set as `{source}`"
    places = f"{{0..{width - 1}}}" if width > 2 else "{0, 1}" if width > 1 else "{0}"
    return f"`{out}` is {places} without the members of `{source}`"


def _by_bits(links: Sequence[Link]) -> tuple[str, ...]:
    """Write them with an index, by halves, and as straps to the supply."""
    indexed, halves, straps = [], [], []
    for link in links:
        out, width, source, value, _ = link
        ones = [place for place in range(width) if value >> place & 1]
        if width == 1:
            indexed += _each([link], "{out} = {source}", "{out} = 1 - {source}", "{out} = {bits}")
            halves += _each([link], "{out} = {source}", "{out} = !{source}", "{out} = 1'b{bits}")
        else:
            indexed += _each(
                [link],
                "{out}[i] = {source}[i] for i = 0 to {top}",
                "{out}[i] = 1 - {source}[i] for i = 0 to {top}",
                f"{out}[{width - 1} down to 0] = {', '.join(f'{value:0{width}b}')}",
            )
            halves += _each(
                [link],
                "{out}{high} = {source}{high} and {out}{low} = {source}{low}",
                "{out}{high} = ~{source}{high} and {out}{low} = ~{source}{low}",
                "{out}{high} = {rest}'b{high_bits} and {out}{low} = {half}'b{low_bits}",
            )
        if source is not None:
            straps += _each([link], "{out}: wire from {source}", "{out}: INV from {source}", "")
        elif len(ones) in (0, width):
            straps.append(f"{out}: {'all ' if width > 1 else ''}{'VCC' if ones else 'GND'}")
        else:
            places = series([f"bit {place}" for place in ones])
            straps.append(f"{out}: VCC at {places}, GND elsewhere")
    return (
        f"Per index: {'; '.join(indexed)}.",
        (
            f"Slice by slice, the upper part of a vector before the lower one: "
            f"{'; '.join(halves)}. A one-bit port has no parts."
        ),
        (
            f"Strapping options of the board (VCC = 1, GND = 0, 3.3 V parts): "
            f"{' / '.join(straps)}. Lines of a bus keep their numbers; INV means one inverter per "
            "line."
        ),
    )


def _grouped(links: Sequence[Link]) -> tuple[str, ...]:
    """Group them by inputs and by kinds."""
    goals: dict[str, list[str]] = {}
    for out, _, source, _, is_inverted in links:
        if source is not None:
            how = "bitwise complemented" if is_inverted else "as is"
            goals.setdefault(source, []).append(f"`{out}` ({how})")
    fixed = [link for link in links if link[2] is None]
    fed = [f"`{source}` feeds {series(outs)}." for source, outs in goals.items()]
    values = _each(fixed, "", "", "`{out}` = {width}'d{value}")
    constants = [f"No input feeds {series(values)}."] if fixed else []
    wires = _each([link for link in links if link[2] and not link[4]], "{source} to {out}", "", "")
    inverters = _each([link for link in links if link[4]], "", "{source} to {out}", "")
    ties = _each(fixed, "", "", "0x{hexed} to {out}")
    return (
        f"Seen from the source side: {' '.join(fed + constants)}",
        (
            f"Straight through: {', '.join(wires) or 'none'}. Through inverters, one per bit: "
            f"{', '.join(inverters) or 'none'}. Hard-wired numbers: {', '.join(ties) or 'none'}."
        ),
    )


def _jobs(links: Sequence[Link]) -> tuple[str, ...]:
    """Ask for them in an issue, in haste, in a lesson, and for a change."""
    wanted = "\n".join(
        _each(
            links,
            "- `{out}`: same as `{source}`",
            "- `{out}`: `{source}` with {every}it flipped",
            "- `{out}`: {width}'b{bits}, constantly",
        )
    )
    wanted = wanted.replace(" with it flipped", ", flipped")
    haste = _each(
        links,
        "`{out}` from {source}",
        "`{out}` from {source} but inverted",
        "`{out}` stuck at 0x{hexed}",
    )
    lesson = _each(
        links,
        "Think of `{out}` as the far end of a cable that begins at `{source}`.",
        "Put `{source}` into {width} NOT gates, one for each bit, and take `{out}` behind them.",
        "Nothing ever moves `{out}`, which reads {bits} in base two.",
    )
    single = "Put `{source}` into a NOT gate and take `{out}` behind it."
    lesson = [
        single.format(source=link[2], out=link[0]) if link[4] and link[1] == 1 else text
        for link, text in zip(links, lesson, strict=True)
    ]
    senses = _each(
        links,
        "`{out}` is `{source}` in true polarity",
        "`{out}` is `{source}` in reversed polarity (high exactly where the other is low)",
        "`{out}` is no signal but the number {value}",
    )
    return (
        (
            f"Bug: all outputs float. Expected:\n\n{wanted}\n\nThe version of the tools does not "
            "matter."
        ),
        f"{', '.join(haste)}. that's it, no clk no flops.",
        f"Lesson one, no gate with two inputs yet. {' '.join(lesson)}",
        f"Polarity sheet of the connector: {'; '.join(senses)}.",
    )
