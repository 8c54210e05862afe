"""Truth tables and Karnaugh maps, made by asking the behaviour."""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator

from rtlgen.datagen.behaviour import Combinational
from rtlgen.datagen.drawn import Drawn
from rtlgen.spec.model import Port

MOST_ROW_BITS = 4
"""Input bits of the largest table."""


def has_table(drawn: Drawn) -> bool:
    """Whether a truth table of the design is short enough to be written."""
    bits = sum(port.width for port in drawn.inputs)
    is_small = bits <= MOST_ROW_BITS and sum(port.width for port in drawn.outputs) <= 8
    return is_small and isinstance(drawn.behaviour(), Combinational)


def has_map(drawn: Drawn) -> bool:
    """Whether a Karnaugh map of the design can be drawn."""
    is_single = all(port.width == 1 for port in drawn.ports) and len(drawn.outputs) == 1
    return has_table(drawn) and is_single and 3 <= len(drawn.inputs) <= MOST_ROW_BITS


def rows(drawn: Drawn) -> Iterator[tuple[list[str], list[str]]]:
    """Yield the bits of the inputs and of the outputs, in counting order; `x` is open."""
    for values in itertools.product(*(range(1 << port.width) for port in drawn.inputs)):
        levels = dict(zip((port.name for port in drawn.inputs), values, strict=True))
        answer = drawn.behaviour().step(levels)
        yield (
            [_bits(port, value) for port, value in zip(drawn.inputs, values, strict=True)],
            [_bits(port, answer.get(port.name)) for port in drawn.outputs],
        )


def truth_table(drawn: Drawn, rng: random.Random) -> str:
    """Write the table as Markdown or in columns."""
    names = [port.name for port in (*drawn.inputs, *drawn.outputs)]
    lines = [[*left, *right] for left, right in rows(drawn)]
    if rng.random() < 0.6:
        body = [f"| {' | '.join(line)} |" for line in lines]
        return "\n".join([f"| {' | '.join(names)} |", "|" + "---|" * len(names), *body])
    widths = [max(len(name), len(cell)) for name, cell in zip(names, lines[0], strict=True)]
    grid = [names, *lines]
    return "\n".join(
        "    " + "  ".join(c.ljust(w) for c, w in zip(line, widths, strict=True)).rstrip()
        for line in grid
    )


def karnaugh_map(drawn: Drawn) -> str:
    """Draw the map: the first half of the inputs names the columns."""
    names = [port.name for port in drawn.inputs]
    across, down = names[: len(names) // 2], names[len(names) // 2 :]
    value = {"".join(left): right[0] for left, right in rows(drawn)}
    columns, lines = _gray(len(across)), _gray(len(down))
    head = f"{''.join(down) if len(''.join(down)) == len(down) else ' '.join(down)}"
    top = "".join(across) if len("".join(across)) == len(across) else " ".join(across)
    grid = [f"| {head} \\ {top} | {' | '.join(columns)} |", "|" + "---|" * (len(columns) + 1)]
    for line in lines:
        cells = [value[column + line] for column in columns]
        grid.append(f"| {line} | {' | '.join(cells)} |")
    return "\n".join(grid)


def waveform(drawn: Drawn, rng: random.Random) -> str:
    """Write what a simulation shows: all inputs in some order, the outputs beside them."""
    names = [port.name for port in (*drawn.inputs, *drawn.outputs)]
    lines = [[*left, *right] for left, right in rows(drawn)]
    rng.shuffle(lines)
    step = rng.choice((1, 5, 10, 20))
    grid = [["time", *names]]
    grid += [[f"{step * number}ns", *line] for number, line in enumerate(lines)]
    widths = [max(len(line[place]) for line in grid) for place in range(len(grid[0]))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in grid
    )


def _gray(bits: int) -> list[str]:
    return [format(number ^ number >> 1, f"0{bits}b") for number in range(1 << bits)]


def _bits(port: Port, value: int | None) -> str:
    return "x" * port.width if value is None else format(value, f"0{port.width}b")
