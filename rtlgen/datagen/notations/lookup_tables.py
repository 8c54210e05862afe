"""Read-only memories and code tables in further notations."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth",
    "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    place: str
    bits: int
    width: int
    words: tuple[int, ...]
    other: int

    @property
    def full(self) -> tuple[int, ...]:
        """The words of all addresses."""
        return (*self.words, *[self.other] * ((1 << self.bits) - len(self.words)))

    @property
    def spare(self) -> str:
        """The addresses after the first words; empty = there are none."""
        count, last = len(self.words), (1 << self.bits) - 1
        return "" if count > last else str(last) if count == last else f"{count} to {last}"

    def hexed(self, word: int) -> str:
        """Write a word in hexadecimal."""
        return f"{word:0{(self.width + 3) // 4}x}"

    def sized(self, word: int) -> str:
        """Write a word as a constant of Verilog."""
        return f"{self.width}'h{self.hexed(word)}"

    def lines(self, bit: int, level: int) -> list[int]:
        """Return the addresses at which a bit of the word has a level."""
        return [place for place, word in enumerate(self.full) if word >> bit & 1 == level]


def notations(
    address: tuple[str, int], out: tuple[str, int], words: Sequence[int], other: int,
    enable: str | None, *, is_clocked: bool,
) -> tuple[str, ...]:  # fmt: skip
    """Write a table by bits, as files, as code and as prose; clock and reset are told elsewhere.

    Args:
        address: Input and its width.
        out: Output and its width.
        words: The first words.
        other: The word of all addresses after them.
        enable: Input that lets a register load, or without a clock lets the word pass.
        is_clocked: The output is a register.
    """
    table = _Table(
        place=address[0], bits=address[1], width=out[1], words=tuple(words), other=other
    )  # fmt: skip
    texts = (
        *_by_bits(table), *_files(table), *_code(table), *_expressions(table), *_prose(table),
        *_split(table),
    )  # fmt: skip
    ways = _ways(address[0], out[0], enable, is_clocked=is_clocked)
    turn = sum(table.words) % len(ways)
    turned = itertools.cycle(ways[turn:] + ways[:turn])
    return tuple(f"{text} {way}" for text, way in zip(texts, turned, strict=False))


def _ways(address: str, out: str, enable: str | None, *, is_clocked: bool) -> tuple[str, ...]:
    """Tell in six ways how the entry comes to the output."""
    place, name = f"`{address}`", f"`{out}`"
    if is_clocked:
        return _loaded(place, name, enable)
    if enable is None:
        return (
            f"Combinational: {name} shows the entry selected by {place}.",
            f"In code, `assign {out} = entry({address})`.",
            f"{name} is the selected entry and has no flip-flops.",
            f"{name} is the entry for the present {place}; nothing is remembered.",
            f"{place} comes in, its entry goes out on {name}, and no clock is needed for that.",
            f"A new {place} brings the new entry to {name} at once.",
        )
    gate = f"`{enable}`"
    return (
        (
            f"Combinational: {name} shows the entry selected by {place} provided {gate} = 1, and "
            "all zeros else."
        ),
        f"In code, `assign {out} = {enable} ? entry({address}) : 0`.",
        f"{gate} = 0: zeros on {name}. {gate} = 1: entry on {name}. No flip-flops.",
        (
            f"A low {gate} leaves nothing but zeros on {name}; otherwise {name} is the entry for "
            f"the present {place}, and nothing is remembered."
        ),
        f"Behind the table every bit is ANDed with {gate} to make {name}. There is no clock.",
        (
            f"A new {place} brings the new entry to {name} at once, unless {gate} is 0, which "
            f"blanks {name} to 0."
        ),
    )


def _loaded(place: str, name: str, enable: str | None) -> tuple[str, ...]:
    """Tell how the entry comes into a register."""
    out, address = name.strip("`"), place.strip("`")
    if enable is None:
        return (
            f"Pipelined: at every tick {name} captures the entry selected by {place}.",
            f"In code, once per tick: `{out} <= entry({address})`.",
            f"{name} is made of flip-flops that load the entry.",
            (
                f"Reset aside, {name} moves only with the clock, and then becomes the entry for "
                f"the present {place}."
            ),
            f"Latency: one tick from {place} to {name}.",
            f"A new {place} shows its effect on {name} after the next tick, not before.",
        )
    gate = f"`{enable}`"
    return (
        (
            f"Pipelined: at every tick with {gate} = 1, {name} captures the entry selected by "
            f"{place}; with {gate} = 0 it keeps its value."
        ),
        f"In code, once per tick: `if ({enable}) {out} <= entry({address})`, and no else branch.",
        f"{gate} = 0: {name} frozen. {gate} = 1: flip-flops {name} load the entry.",
        (
            f"Reset aside, {name} moves only with the clock and never with {gate} low; if {gate} "
            f"is high it becomes the entry for the present {place}."
        ),
        f"Latency: one tick from {place} to {name}. {gate} is the load enable of the flip-flops.",
        (
            f"A new {place} shows its effect on {name} after the next tick that finds {gate} at 1; "
            "a tick that finds it at 0 loads nothing."
        ),
    )


def _by_bits(table: _Table) -> tuple[str, ...]:
    """Write each bit by its ones, by its zeros, as a column, and as a constant."""
    size = 1 << table.bits
    terms, zeros, columns, inits = [], [], [], []
    for bit in range(table.width - 1, -1, -1):
        ones, none = table.lines(bit, 1), table.lines(bit, 0)
        shown = f"m({', '.join(map(str, ones))})" if none else "1"
        terms.append(f"e[{bit}] = {shown if ones else '0'}")
        zeros.append(f"e[{bit}] at {', '.join(map(str, none)) or 'no address'}")
        columns.append(f"e[{bit}]: {''.join(str(word >> bit & 1) for word in table.full)}")
        value = sum(1 << place for place in ones)
        inits.append(f"e[{bit}] {size}'h{value:0{size // 4}x}")
    return (
        (
            f"Sums of minterms, one for each bit of the entry e, with `{table.place}` as the "
            f"number of the minterm: {'; '.join(terms)}."
        ),
        f"The bits of an entry e are 1 except for the following zeros: {'; '.join(zeros)}.",
        (
            f"Truth table of the entry e turned on its side; in each string the leftmost digit "
            f"belongs to `{table.place}` = 0 and the rightmost one to {size - 1}. "
            f"{'. '.join(columns)}."
        ),
        (
            f"INIT values of the LUTs, one LUT per bit of the entry e, where bit n of INIT is the "
            f"answer to `{table.place}` = n: {', '.join(inits)}."
        ),
    )


def _files(table: _Table) -> tuple[str, ...]:
    """Write it for $readmemh, as MIF, as JSON, and as a string of digits."""
    rows = list(enumerate(table.words))
    memory = " ".join(f"@{n:x} {table.hexed(word)}" for n, word in rows)
    left = f" Locations that it leaves out read as {table.hexed(table.other)}."
    lines = [f"{n:X} : {table.hexed(word).upper()};" for n, word in rows]
    start, last = len(table.words), (1 << table.bits) - 1
    if table.spare:
        places = f"{last:X}" if start == last else f"[{start:X}..{last:X}]"
        lines.append(f"{places} : {table.hexed(table.other).upper()};")
    pairs = [f'"{n}": {word}' for n, word in rows]
    pairs += [f'"default": {table.other}'] if table.spare else []
    digits = (table.width + 3) // 4
    group = "digit" if digits == 1 else f"group of {digits} digits"
    text = "".join(table.hexed(word) for word in table.full)
    return (
        f"Contents for $readmemh: {memory}.{left if table.spare else ''}",
        (
            f"WIDTH={table.width}; DEPTH={last + 1}; ADDRESS_RADIX=HEX; DATA_RADIX=HEX; CONTENT "
            f"BEGIN {' '.join(lines)} END;"
        ),
        f"Entries as JSON, keyed by the value of `{table.place}`: {{{', '.join(pairs)}}}.",
        (
            f"Firmware image, hexadecimal, no separators: {text}. The {group} that stands at "
            f"position n, counted from the left and from 0, is the entry n."
        ),
    )


def _code(table: _Table) -> tuple[str, ...]:
    """Write it as a switch of C, as a selected assignment of VHDL, and as a chain of tests."""
    place, rows = table.place, list(enumerate(table.words))
    arms = [f"case {n}: return 0x{table.hexed(word)};" for n, word in rows]
    arms += [f"default: return 0x{table.hexed(table.other)};"] if table.spare else []
    words = [f'"{word:0{table.width}b}"' for word in table.words]
    codes = [f'"{n:0{table.bits}b}"' for n, _ in rows]
    if table.spare:
        words.append(f'"{table.other:0{table.width}b}"')
        codes.append("others")
    else:
        codes[-1] = "others"
    choices = ", ".join(f"{word} when {code}" for word, code in zip(words, codes, strict=True))
    chain = [f"it is {n}, {word}" for n, word in rows[1 : None if table.spare else -1]]
    final = table.other if table.spare else table.words[-1]
    tests = "; else if ".join([f"`{place}` is 0, the entry is {table.words[0]}", *chain])
    return (
        (
            f"Port this from C: switch ({place}) {{ {' '.join(arms)} }} The returned entry has "
            f"{table.width} bits."
        ),
        f"From the VHDL sources: with {place} select entry <= {choices};",
        f"If {tests}; else {final}. These numbers are decimal.",
    )


def _expressions(table: _Table) -> tuple[str, ...]:
    """Write it as a tree of multiplexers and as a sum over the lines of a decoder."""
    last = (1 << table.bits) - 1
    products = [f"{word}*s{n}" for n, word in enumerate(table.full) if word]
    return (
        f"Tree of 2-to-1 multiplexers: entry = {_tree(table, table.full, table.bits - 1)}.",
        (
            f"A decoder drives s0 to s{last}, where sn is 1 if `{table.place}` = n and 0 if not. "
            f"The entry is the number {' + '.join(products) or '0'}, of which one term at most is "
            "alive."
        ),
    )


def _tree(table: _Table, words: Sequence[int], bit: int) -> str:
    half = len(words) // 2
    if half == 1:
        low, high = (table.sized(word) for word in words)
    else:
        low, high = (f"({_tree(table, part, bit - 1)})" for part in (words[:half], words[half:]))
    return f"{table.place}[{bit}] ? {high} : {low}"


def _prose(table: _Table) -> tuple[str, ...]:
    """Write it by exceptions, as a telegram, by ordinal numbers, and as a register of codes."""
    place, rows, count = table.place, list(enumerate(table.words)), len(table.words)
    usual = Counter(table.full).most_common(1)[0][0]
    odd = ", ".join(f"{word} at {n}" for n, word in enumerate(table.full) if word != usual)
    listed = " ".join(f"{n}>{word}" for n, word in rows)
    ranks = ", ".join(
        f"the {rank} is {word}" for rank, word in zip(_ORDINALS, table.words, strict=False)
    )
    after = f"; all after the {_ORDINALS[count - 1]} are {table.other}" if table.spare else ""
    codes = "; ".join(f"0x{n:X} is assigned 0x{table.hexed(word).upper()}" for n, word in rows)
    free = ""
    if table.spare:
        word = table.hexed(table.other).upper()
        free = f" Unassigned code points ({table.spare}) MUST yield 0x{word}."
    return (
        (
            f"Every entry is {usual} {f'but for these: {odd}' if odd else 'without exception'} "
            "(decimal numbers)."
        ),
        f"`{place}`>entry, dec: {listed}{f' else>{table.other}' if table.spare else ''}.",
        (
            f"Walking through the {1 << table.bits} entries while `{place}` counts up from 0: "
            f"{ranks}{after}. They are unsigned decimals."
        ),
        f"Registry of code points for the field `{place}`. {codes}.{free}",
    )


def _split(table: _Table) -> tuple[str, ...]:
    """Write it by halves of the addresses, by parts of the words, and as a matrix."""
    place, bits, width, full = table.place, table.bits, table.width, table.full
    half, low = 1 << (bits - 1), width // 2
    below, above = (
        ", ".join(table.sized(word) for word in part) for part in (full[:half], full[half:])
    )
    inner = f"{place}[{bits - 2}:0]" if bits > 2 else f"{place}[0]"
    upper, lower = (
        ", ".join(map(str, part))
        for part in ([word >> low for word in full], [word & ((1 << low) - 1) for word in full])
    )
    high_part = f"[{width - 1}:{low}]" if width - 1 > low else f"[{low}]"
    low_part = f"[{low - 1}:0]" if low > 1 else "[0]"
    across = bits - bits // 2
    rows = [
        f"row {row}: {' '.join(table.hexed(word) for word in full[row << across :][: 1 << across])}"
        for row in range(1 << bits // 2)
    ]
    lines = "\n".join(rows)
    row_bits = f"[{bits - 1}:{across}]" if bits - 1 > across else f"[{across}]"
    column_bits = f"[{across - 1}:0]" if across > 1 else "[0]"
    return (
        (
            f"Expand by the top bit. {place}[{bits - 1}] = 0: {inner} counting from 0 picks "
            f"{below}. {place}[{bits - 1}] = 1: it picks {above}."
        ),
        (
            f"Two tables side by side with the same addresses, from 0 to {2 * half - 1}, in "
            f"decimal. e{high_part}: {upper}. e{low_part}: {lower}. The entry e is both "
            "parts joined."
        ),
        (
            f"S-box in hexadecimal; `{place}{row_bits}` selects the row and `{place}{column_bits}` "
            f"the column, both from 0.\n\n{lines}\n\nNothing else is in the box."
        ),
    )
