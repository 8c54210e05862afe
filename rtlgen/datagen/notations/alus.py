"""Arithmetic and logic units in further notations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from rtlgen.datagen.notations.alu_tables import (
    ADDER,
    ADDER_FLAGS,
    ASSEMBLY,
    BRIEF,
    EXACT_FLAGS,
    GATE_FLAGS,
    GROUPS,
    MUST_FLAGS,
    NOUNS,
    PROSE_FLAGS,
    PYTHON,
    PYTHON_FLAGS,
    RUST,
    RUST_FLAGS,
    SHORT_FLAGS,
    SLICES,
    SMT,
    SYMBOLS,
    TRUTHS,
    VERBS,
    VHDL,
)
from rtlgen.datagen.operations import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """What the texts speak of."""

    a: str
    b: str
    op: str
    bits: int
    """Of the opcode."""
    out: str
    width: int
    codes: tuple[tuple[int, Operation], ...]
    flags: tuple[str, ...]

    def fill(self, text: str) -> str:
        """Put names and numbers into a template."""
        width, codes = self.width, {one.name: str(n) for n, one in self.codes}
        return text.format(
            A=self.a, B=self.b, OP=self.op, R=self.out, W=width, M=width - 1, N=width - 2,
            S=1 << width, MASK=(1 << width) - 1, LO=-(1 << width - 1), HI=(1 << width - 1) - 1,
            **{kind: codes.get(kind, "") for kind in ("ADD", "SUB")},
        )  # fmt: skip

    def rows(self, *tables: Mapping[str, str]) -> list[tuple[int, str]]:
        """List codes with what they give, as the first table with the operation says."""
        found = {name: text for table in reversed(tables) for name, text in table.items()}
        return [(n, self.fill(found[one.name])) for n, one in self.codes]

    def binary(self, code: int) -> str:
        """Write a code in binary."""
        return f"{code:0{self.bits}b}"

    def rest(self, text: str) -> str:
        """Return a text about unused codes, if there are any."""
        return "" if len(self.codes) == 1 << self.bits else self.fill(text)

    def told(self, style: Mapping[str, str]) -> str:
        """Tell the flags, each after a space."""
        kinds = [kind for kind in ("ADD", "SUB") if kind in {one.name for _, one in self.codes}]
        found = ""
        for flag in self.flags:
            cases = style["or"].join(style.get(f"{flag} {kind}", "") for kind in kinds)
            found += f" {self.fill(style[flag].replace('CASES', cases))}"
        return found


def notations(unit: Unit) -> tuple[str, ...]:
    """Describe a unit in twenty ways."""
    return (*_programs(unit), *_listings(unit), *_letters(unit), *_lessons(unit), *_wired(unit))


def _programs(unit: Unit) -> tuple[str, ...]:
    fill, rest = unit.fill, unit.rest
    entries = ", ".join(f"{n}: {text}" for n, text in unit.rows(PYTHON))
    get = rest("ops.get({OP}, 0)") or fill("ops[{OP}]")
    arms = ", ".join(f"0b{unit.binary(n)} => {text}" for n, text in unit.rows(RUST))
    mark = '"' if unit.bits > 1 else "'"
    chosen = ", ".join(f"{x} when {mark}{unit.binary(n)}{mark}" for n, x in unit.rows(VHDL))
    rows = unit.rows(SMT)
    nest = "0" if rest("some") else rows.pop()[1]
    for n, text in reversed(rows):
        nest = f"(ite (= {unit.op} {n}) {text} {nest})"
    return (
        f"Reference model in Python; the hardware is pure logic. `ops = {{{entries}}}` and "
        f"`{unit.out} = {get} % {1 << unit.width}`"
        + fill(", where `s = lambda v: v - {S} if v > {HI} else v` reads a word as signed.")
        + unit.told(PYTHON_FLAGS),
        fill("What a Rust programmer would write, u{W} and i{W} being integers of {W} bits: ")
        + f"`{unit.out} = match {unit.op} {{ {arms}{rest(', _ => 0')} }};` and nothing is stored."
        + unit.told(RUST_FLAGS),
        fill("Concurrent selection, VHDL flavour, all words unsigned and {W} bits long; ")
        + "word(c) stands for 1 when the condition c is true and for 0 when it is false: "
        f"with {unit.op} select {unit.out} <= {chosen}{rest(', 0 when others')}."
        + unit.told(GATE_FLAGS),
        fill("As a term over bit vectors in the style of SMT-LIB, numbers being {W}-bit constants ")
        + f"except those compared with {unit.op}: (= {unit.out} {nest})."
        + unit.told(EXACT_FLAGS),
    )


def _listings(unit: Unit) -> tuple[str, ...]:
    fill, rest = unit.fill, unit.rest
    pairs = ", ".join(f'"{unit.binary(n)}": "{text}"' for n, text in unit.rows(NOUNS))
    other = rest(', "default": "all zeros"')
    cases = ", ".join(f"{text} for {unit.op} = {n}" for n, text in unit.rows(SYMBOLS))
    lines = "\n".join(f"{unit.binary(n)} {text}" for n, text in unit.rows(ASSEMBLY))
    table = "\n".join(
        f"0x{n:X},{one.name},{text}"
        for (n, one), (_, text) in zip(unit.codes, unit.rows(VERBS), strict=True)
    )
    claims = "; ".join(
        f"{unit.op} != {n} or {unit.out} == ({text})" for n, text in unit.rows(SLICES)
    )
    last = f"; {unit.op} in {{{', '.join(str(n) for n, _ in unit.codes)}}} or {unit.out} == 0"
    return (
        (
            f'Configuration of a clockless ALU: {{"word": {unit.width}, "select": "{unit.op}", '
            f'"target": "{unit.out}", "codes": '
            f'{{{pairs}}}{other}}}. Keys of "codes" are binary, and '
            f"bits that would not go into the word are discarded.{unit.told(PROSE_FLAGS)}"
        ),
        f"`{unit.out}` := {cases}{rest(', 0 elsewhere')}. "
        + fill("The symbols ∧, ∨, ¬ and xor work on each bit, [c] is 1 if c holds and 0 if not, ")
        + fill("(p, q) joins bits with p on top, and all is taken mod {S}.")
        + unit.told(EXACT_FLAGS),
        (
            f"Instruction encodings of the execute stage, {unit.op} in the left column:\n{lines}\n"
            "Read them as RISC-V would: slt and seq write 1 or 0, a trailing u is for unsigned, i "
            "for "
            f"an immediate operand; registers are {unit.width} bits wide."
            f"{rest(' Encodings not shown write 0 to {R}.')}{unit.told(MUST_FLAGS)}"
        ),
        (
            "Opcode map as comma separated values, the code in "
            f"hex:\ncode,mnemonic,action\n{table}\n"
            f"(end of map) The outcome of the action goes to {unit.out}, low {unit.width} bits "
            "only, "
            f"with no register in between.{rest(' Codes outside of the map: {R} is 0.')}"
            f"{unit.told(PROSE_FLAGS)}"
        ),
        fill("Properties that hold at any time (conditions count as 1 or 0, braces join bits, ")
        + f"words have {unit.width} bits): {claims}{last if rest('some') else ''}."
        + unit.told(GATE_FLAGS),
    )


def _letters(unit: Unit) -> tuple[str, ...]:
    """Write as people write to each other."""
    fill, rest = unit.fill, unit.rest
    wishes = "; ".join(f"on {n}, please {text}" for n, text in unit.rows(VERBS))
    musts = " ".join(
        f"({i}) Upon 0b{unit.binary(n)} it MUST emit {text}."
        for i, (n, text) in enumerate(unit.rows(NOUNS), 1)
    )
    short = ", ".join(f"{n} {text}" for n, text in unit.rows(BRIEF))
    only = "; ".join(f"{text} if and only if it is {n}" for n, text in unit.rows(NOUNS))
    return (
        (
            f"Hi, could you do the ALU block by Friday? It gets {unit.a}, {unit.b} and the number "
            f"{unit.op}, and answers on {unit.out} straight away, no clock: {wishes}."
            f"{rest(' All other numbers: just put out 0.')} Whatever grows longer than "
            f"{unit.width} "
            f"bits loses its upper part. Thanks.{unit.told(PROSE_FLAGS)}"
        ),
        fill("The key words MUST and MAY are used as in RFC 2119. The unit MUST NOT hold state. ")
        + f"It decodes `{unit.op}`. {musts} Surplus high bits MUST be dropped from `{unit.out}`."
        + rest(" Upon a reserved code it MUST emit 0 on `{R}`.")
        + " The internal structure MAY be chosen freely."
        + unit.told(MUST_FLAGS),
        (
            f"`{unit.out}` = {short}{rest(', rest 0')} (numbers: value of {unit.op}). no clock, "
            f"{unit.width} bits, high bits lost.{unit.told(SHORT_FLAGS)}"
        ),
        (
            f"`{unit.op}`, taken as a number, settles what {unit.out} shows. It shows {only}"
            f"{rest('; for what is left, nothing but zeros')}. There is room for {unit.width} "
            "bits, "
            f"anything higher disappears.{unit.told(PROSE_FLAGS)}"
        ),
    )


def _lessons(unit: Unit) -> tuple[str, ...]:
    """Write as books and exams do."""
    fill, rest = unit.fill, unit.rest
    mask = (1 << unit.width) - 1
    values = [one.value(mask - 2, 5, unit.width) & mask for _, one in unit.codes]
    answers = "; ".join(
        f"{unit.op} = {n}: {text}, here {value}"
        for (n, text), value in zip(unit.rows(VERBS), values, strict=True)
    )
    said = dict(unit.rows(VERBS))
    groups = []
    for title, names in GROUPS.items():
        found = [f"{unit.binary(n)} to {said[n]}" for n, one in unit.codes if one.name in names]
        groups += [f"{title}: {', '.join(found)}."] if found else []
    bitwise, others = [], []
    for n, one in unit.codes:
        if one.name in TRUTHS:
            bitwise.append(f"{n} by {TRUTHS[one.name]}")
        else:
            others.append(f"{n} serves to {said[n]}")
    first = fill(
        "Some codes combine {A} and {B} place by place; each comes with the bits that it makes of "
        "the pairs ({A}[i], {B}[i]) = 00, 01, 10, 11 in this order: "
    )
    parts = [f"{first}{', '.join(bitwise)}."] if bitwise else []
    if others:
        parts.append(f"{'Of the others, ' if bitwise else 'Code '}{'; '.join(others)}.")
    return (
        (
            f"Exercise. {unit.a} = {mask - 2} and {unit.b} = 5, with words of {unit.width} bits, "
            "are "
            f"fed to an ALU without memory. What is on {unit.out} (unsigned), and by which general "
            f"rule? Solution: {answers}{rest('; no rule for this {OP}: always 0')}. Rules hold for "
            "all operands, with "
            f"results wrapped to the word.{unit.told(EXACT_FLAGS)}"
        ),
        (
            f"The codes on `{unit.op}`, in binary, fall into groups. {' '.join(groups)} "
            f"{rest('Codes of no group clear {R}. ')}`{unit.out}` follows its inputs at all times "
            "and "
            f"is {unit.width} bits long, so higher places vanish.{unit.told(PROSE_FLAGS)}"
        ),
        (
            f"{' '.join(parts)} {rest('Codes not mentioned put 0 on {R}. ')}Codes are decimal "
            "values "
            f"of {unit.op}, the answer is {unit.out}, cut off above bit {unit.width - 1}."
            f"{unit.told(GATE_FLAGS)}"
        ),
    )


def _wired(unit: Unit) -> tuple[str, ...]:
    """Tell what hardware there is."""
    fill, rest = unit.fill, unit.rest
    note = fill("Braces join bits, conditions count as 1 or 0, and words keep {W} bits.")
    full = dict(unit.rows(SLICES))
    values = "; ".join(full.get(n, "0") for n in range(1 << unit.bits))
    lines = " ".join(
        f"Line {n} is {_minterm(unit, n)} and lets {text} through." for n, text in unit.rows(SLICES)
    )
    sums: list[str] = []
    muxed: list[str] = []
    for (n, one), (_, text) in zip(unit.codes, unit.rows(ADDER, NOUNS), strict=True):
        (sums if one.name in ADDER else muxed).append(f"{n}: {text}")
    beside = f" Beside the adder, {unit.out} gets for {'; for '.join(muxed)}." if muxed else ""
    return (
        (
            f"Split on the bits of {unit.op}, the highest first: {_tree(unit, full, '')}. That "
            "value "
            f"is {unit.out}. {note}{unit.told(SHORT_FLAGS)}"
        ),
        (
            f"A list of {1 << unit.bits} words, numbered from 0: ({values}). `{unit.out}` is word "
            f"number {unit.op}. {note}{unit.told(EXACT_FLAGS)}"
        ),
        f"AND-OR structure with {len(unit.codes)} enable lines. {lines} "
        + fill("What is let through is ORed onto {R}")
        + f"{rest(', which is therefore 0 when no line is on')}. {note}{unit.told(GATE_FLAGS)}",
        fill("One {W}-bit adder of three terms (word, word, carry in) does all sums. It forms, by ")
        + f"the value of {unit.op}, for {'; for '.join(sums)}; ~ inverts each bit. "
        f"The sum without its carry out is {unit.out}.{beside}"
        f"{rest(' For the values that are missing, {R} = 0.')}{unit.told(ADDER_FLAGS)}",
    )


def _minterm(unit: Unit, code: int) -> str:
    """Write when a code is there, with ' for an inverted bit."""
    places = reversed(range(unit.bits))
    marks = ((f"{unit.op}[{i}]" if unit.bits > 1 else unit.op, code >> i & 1) for i in places)
    return " ".join(name if bit else f"{name}'" for name, bit in marks)


def _tree(unit: Unit, values: Mapping[int, str], prefix: str) -> str:
    """Write nested decisions on the bits that follow a prefix of the code."""
    place = unit.bits - len(prefix) - 1
    if place < 0:
        return values.get(int(prefix, 2), "0")
    if not any(unit.binary(n).startswith(prefix) for n in values):
        return "0"
    name = f"{unit.op}[{place}]" if unit.bits > 1 else unit.op
    low, high = (_tree(unit, values, prefix + bit) for bit in "01")
    return f"if {name} is 0 then ({low}) else ({high})"
