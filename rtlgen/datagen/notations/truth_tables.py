"""Truth tables in further notations."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.datagen.series import series
from rtlgen.exact.minimise import minimise


def notations(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    """Describe a function of a few bits, told by the rows in which it is 1."""
    return (
        *_by_rows(names, out, ones), *_by_products(names, out, ones),
        *_by_zeros(names, out, ones), *_by_parts(names, out, ones),
        *_by_inputs(names, out, ones), *_by_data(names, out, ones),
    )  # fmt: skip


def _pattern(names: Sequence[str], row: int) -> str:
    return f"{row:0{len(names)}b}"


def _zeros(names: Sequence[str], ones: Sequence[int]) -> list[int]:
    return [row for row in range(1 << len(names)) if row not in ones]


def _column(names: Sequence[str], ones: Sequence[int]) -> tuple[int, ...]:
    return tuple(int(row in ones) for row in range(1 << len(names)))


def _signed(
    names: Sequence[str], cube: str, *, before: str = "", after: str = "", low: str = "0"
) -> list[str]:  # fmt: skip
    """Write the inputs of a pattern, inverted where it has the sign `low`."""
    return [
        f"{before}{name}{after}" if sign == low else name
        for name, sign in zip(names, cube, strict=True) if sign != "-"
    ]  # fmt: skip


def _grouped(parts: Sequence[str], sign: str) -> str:
    return f"({sign.join(parts)})" if parts[1:] else parts[0]


def _by_rows(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    patterns = [_pattern(names, row) for row in ones]
    sums = " + ".join("".join(_signed(names, cube, after="'")) for cube in patterns)
    logic = " ∨ ".join(_grouped(_signed(names, cube, before="¬"), " ∧ ") for cube in patterns)
    lines = "\n|| ".join(" && ".join(_signed(names, cube, before="!")) for cube in patterns)
    tests = f"({', '.join(names)})"
    tuples = ", ".join(f"({', '.join(cube)})" for cube in patterns)
    return (
        f"Switching function in textbook notation (a prime inverts): {out} = {sums}.",
        f"Propositional formula for `{out}`: {logic}.",
        (
            f"In an old C program the flag was set with this condition and cleared if it failed:\n"
            f"{lines}\nThe flag is `{out}`."
        ),
        (
            f"Python model: {out} = int({tests} in {{{tuples}}}). Only this expression counts; "
            f"that its author worked with integers does not."
        ),
    )


def _by_products(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    cubes = minimise(len(names), ones)
    count, many = len(names), len(cubes) > 1
    array = " + ".join(" * ".join(_signed(names, cube, before="/")) for cube in cubes)
    worded = " OR ".join(
        _grouped(_signed(names, cube, before="NOT "), " AND ") for cube in cubes
    )  # fmt: skip
    inner = []
    for cube in cubes:
        parts = _signed(names, cube, before="NOT ")
        turned = _signed(names, cube, before="NOT ", low="1")
        inner.append(f"NAND({', '.join(parts)})" if parts[1:] else turned[0])
    outer = f"NAND({', '.join(inner)})" if many else f"NOT ({inner[0]})"
    cover = "\n".join(f"{cube} 1" for cube in cubes)
    return (
        f"PAL equation (/ inverts): {out} = {array}.",
        f"Simplified, {out} is {worded}.",
        f"Use NAND gates only, apart from inverters: {out} = {outer}.",
        (
            f"PLA file, in which - is any level and what no line matches gives 0:\n.i {count}\n.o 1"
            f"\n.ilb {' '.join(names)}\n.ob {out}\n.p {len(cubes)}\n{cover}\n.e\nImplement it as "
            f"logic without a clock."
        ),
    )


def _by_zeros(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    cubes = minimise(len(names), _zeros(names, ones))
    factors = "".join(
        f"({' + '.join(_signed(names, cube, after=chr(39), low='1'))})" for cube in cubes
    )
    sums = " + ".join("".join(_signed(names, cube, after="'")) for cube in cubes)
    cases = ", nor when ".join(
        series([f"{name} is {sign}" for name, sign in zip(names, cube, strict=True) if sign != "-"])
        for cube in cubes
    )
    return (
        f"Factors, each a sum of literals (prime = inverse): {out} = {factors}.",
        f"The complement is easier to write: {out}' = {sums}. You have to build {out} itself.",
        f"`{out}` is not 1 when {cases}. There is no other case in which it is not 1.",
    )


def _by_parts(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    last, count, column = names[-1], len(names), _column(names, ones)
    kinds = {(0, 0): "0", (1, 1): "1", (0, 1): last, (1, 0): f"NOT {last}"}
    data = ", ".join(
        f"D{n} = {kinds[column[2 * n], column[2 * n + 1]]}" for n in range(1 << count - 1)
    )
    pins = ", ".join(names[:-1])
    select = f"select inputs, high bit first, {pins}" if count > 2 else f"select input {pins}"
    zeros = _zeros(names, ones)
    is_off = len(zeros) < len(ones)
    taps = [str(row) for row in (zeros if is_off else ones)]
    gate = "NOR" if is_off else "OR"
    joined = f"the {gate} of outputs {series(taps)}" if taps[1:] else (
        f"the inverse of output {taps[0]}" if is_off else f"the same as output {taps[0]}"
    )  # fmt: skip
    return (
        (
            f"Exercise: use one {1 << count - 1}-to-1 multiplexer. Its {select}; its data inputs "
            f"{data}; its output {out}."
        ),
        (
            f"A decoder with {1 << count} outputs (output k is 1 for the input number k) gets "
            f"{', '.join(names)} ({names[0]} counts most). `{out}` is {joined}. The board has a "
            f"lamp too, which does not matter here."
        ),
        f"Pseudo code, re-evaluated all the time: {out} := {_nested(names, column)}.",
        f"Decision diagram for {out}, starting at n1. {' '.join(_nodes(names, column))}",
    )


def _nested(names: Sequence[str], column: Sequence[int]) -> str:
    """Write decisions one within the other."""
    if len(set(column)) == 1:
        return str(column[0])
    half = len(column) // 2
    low, high = _nested(names[1:], column[:half]), _nested(names[1:], column[half:])
    if low == high:
        return low
    low, high = (f"({part})" if part[1:] else part for part in (low, high))
    return f"if {names[0]} then {high} else {low}"


def _nodes(names: Sequence[str], column: tuple[int, ...]) -> list[str]:
    """List the nodes of a decision diagram; equal functions share a node."""
    found: dict[tuple[int, ...], str] = {}

    def place(rest: Sequence[str], part: tuple[int, ...]) -> str:
        half = len(part) // 2
        if len(set(part)) == 1:
            return f"answer {part[0]}"
        if part[:half] == part[half:]:
            return place(rest[1:], part[:half])
        if part not in found:
            label = found[part] = f"n{len(found) + 1}"
            lines[label] = ""
            low, high = place(rest[1:], part[:half]), place(rest[1:], part[half:])
            lines[label] = f"{label} tests {rest[0]}: on 0 {low}, on 1 {high}."
        return f"go to {found[part]}"

    lines: dict[str, str] = {}
    place(names, column)
    return list(lines.values())


def _by_inputs(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    said = "; ".join(_who(names, row) for row in ones)
    return (
        f"Who has to be high to make `{out}` high? {said}. For any other company it is low.",
        f"Count the high ones among {series(names)} to get `{out}`: {_counted(names, ones)}",
    )


def _who(names: Sequence[str], row: int) -> str:
    cube = _pattern(names, row)
    high = [name for name, sign in zip(names, cube, strict=True) if sign == "1"]
    low = [name for name in names if name not in high]
    if not low:
        return f"all of {series(high)}"
    if not high:
        return f"neither {series(low, 'nor')}" if len(low) == 2 else f"none of {series(low)}"
    return f"{series(high)} but not {series(low, 'or')}"


def _counted(names: Sequence[str], ones: Sequence[int]) -> str:
    """Say the value for each number of inputs that are 1."""
    rows, parts = range(1 << len(names)), []
    for many in range(len(names) + 1):
        same = [row for row in rows if row.bit_count() == many]
        taken = [row for row in same if row in ones]
        if taken and len(taken) < len(same):
            high = [
                "+".join(n for n, d in zip(names, _pattern(names, row), strict=True) if d == "1")
                for row in taken
            ]
            are = "they are" if many > 1 else "that is"
            parts.append(f"{many} high -> 1 if {are} {series(high, 'or')}, else 0")
        else:
            parts.append(f"{many} high -> {int(bool(taken))}")
    return f"{'; '.join(parts)}{_called(names, ones)}."


def _called(names: Sequence[str], ones: Sequence[int]) -> str:
    """Give a well-known function its name."""
    count = len(names)
    every = range(count + 1)
    tests = {
        "AND": {count}, "OR": set(every) - {0}, "NOR": {0}, "NAND": set(every) - {count},
        "odd parity": {n for n in every if n % 2}, "even parity": {n for n in every if not n % 2},
        "majority": {n for n in every if 2 * n > count},
    }  # fmt: skip
    rows = range(1 << count)
    for name, counts in tests.items():
        if [row for row in rows if row.bit_count() in counts] == list(ones):
            return f"; in one word, {name}"
    return ""


def _by_data(names: Sequence[str], out: str, ones: Sequence[int]) -> tuple[str, ...]:
    count, rows = len(names), 1 << len(names)
    word = sum(1 << row for row in ones)
    pins = ", ".join(f"I{n} = {name}" for n, name in enumerate(reversed(names)))
    gray = [n ^ n >> 1 for n in range(rows)]
    waves = [
        f"{name}: {' '.join(_pattern(names, row)[place] for row in gray)}"
        for place, name in enumerate(names)
    ]
    waves.append(f"{out}: {' '.join(str(int(row in ones)) for row in gray)}")
    runs: list[list[int]] = []
    for row in ones:
        if runs and runs[-1][-1] == row - 1:
            runs[-1].append(row)
        else:
            runs.append([row])
    spans = ", ".join(f"{run[0]}..{run[-1]}" if run[1:] else str(run[0]) for run in runs)
    return (
        (
            f"FPGA primitive LUT{count} with INIT = {rows}'h{word:0{rows // 4}x}, {pins} and O = "
            f"{out}. I0 has the weight 1 in the index, and index 0 takes the lowest bit of INIT."
        ),
        (
            "Sampled waveforms of a circuit without memory, one column for each time step (every "
            "combination occurs):\n" + "\n".join(waves) + "\nFind out what it is and write it."
        ),
        f"`{out}`: high @ {''.join(names)} = {spans} ({names[0]} is the MSB); low elsewhere.",
    )
