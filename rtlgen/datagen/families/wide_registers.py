"""Registers of 48 to 1024 bits: shifts, rotations, partial writes, counters, rows of cells."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end
from rtlgen.datagen.told import wide_registers as told
from rtlgen.datagen.wide import draw_width, generated
from rtlgen.spec.model import Port


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """What a register does at a step."""

    width: int
    step: told.Step
    expression: Callable[[str], str]
    """The new value, from the name of the register."""
    update: Callable[[int, Levels], int]
    names: tuple[str, ...]
    loop: tuple[str, ...] = ()
    """Statements that assign the register with an integer i."""
    helper: str = ""
    """Declarations for the loop, as whole lines."""
    wires: str = ""
    """Declarations for the expression, as whole lines."""
    bitwise: Callable[[str], str] | None = None
    """Assignments to `following` as whole lines, from the name of the register."""
    ports: tuple[Port, ...] = ()
    has_control: bool = True
    must_load: bool = False
    """Nothing but a load brings in new bits."""


def draw(rng: random.Random) -> Drawn:
    """Draw a register, its clock, reset, load and enable."""
    kind = rng.choice((_moving, _moving, _moving, _parts, _counting, _row, _row))
    out = rng.choice(("q", "out", "state", "data_out"))
    member, clocking = kind(rng, out), draw_clocking(rng)
    has_load = member.has_control and (member.must_load or rng.random() < 0.5)
    has_enable = member.has_control and rng.random() < 0.45
    control = told.Control(
        out=out, load=rng.choice(("load", "ld")) if has_load else None,
        data=rng.choice(("data", "d", "init")),
        enable=rng.choice(("en", "ena", "step_en")) if has_enable else None,
    )  # fmt: skip
    first = rng.choice((0, 0, 1, (1 << member.width) - 1))
    first = first or int(kind is _row)

    def update(state: int, levels: Levels) -> int:
        if control.load and levels[control.load]:
            return levels[control.data]
        if control.enable and not levels[control.enable]:
            return state
        return member.update(state, levels)

    texts = told.voices(member.step, control, clocking, first)
    bodies = _bodies(member, control, clocking, first)
    return Drawn(
        family="wide_registers",
        name=rng.choice((*member.names, "top_module")),
        ports=(
            *clocking.ports, *member.ports,
            *([input_port(control.load), input_port(control.data, member.width)]
              if control.load else []),
            *([input_port(control.enable)] if control.enable else []),
            output_port(out, member.width),
        ),
        bodies=bodies,
        registers=dict.fromkeys(("expression", "loop"), frozenset({out})),
        says=texts,
        behaviour=clocking.behaviour(first, update, lambda state, _: {out: state}),
    )  # fmt: skip


def _guarded(control: told.Control, register: str, lines: Sequence[str]) -> str:
    """Write load, enable and step as a chain of `if`."""
    inner = lines[0] if len(lines) == 1 else begin_end(lines)
    if control.enable:
        if len(lines) == 1:
            inner = f"    {inner}"
            text = f"if ({control.enable})\n{inner}"
        else:
            text = f"if ({control.enable}) {inner}"
    else:
        text = inner
    if not control.load:
        return text
    start = f"if ({control.load})\n    {register} <= {control.data};\nelse"
    is_nested = control.enable or len(lines) > 1
    return f"{start} {text}" if is_nested else f"{start}\n    {text}"


def _bodies(
    member: _Member, control: told.Control, clocking: Clocking, first: int
) -> dict[str, str]:
    out, width = control.out, member.width
    begin = {0: f"{{{width}{{1'b0}}}}", 1: f"{{{{{width - 1}{{1'b0}}}}, 1'b1}}"}.get(
        first, f"{{{width}{{1'b1}}}}"
    )
    bodies = {}
    chosen = _guarded(control, out, [f"{out} <= {member.expression(out)};"])
    bodies["expression"] = member.wires + clocking.block(f"{out} <= {begin};", chosen)
    declared = f"    reg [{width - 1}:0] current;\n    wire [{width - 1}:0] following;\n"
    inner = _guarded(control, "current", ["current <= following;"])
    block = clocking.block(f"current <= {begin};", inner) + f"\n    assign {out} = current;\n"
    bodies["split"] = (
        f"{declared}{member.wires}\n    assign following = {member.expression('current')};\n\n"
        f"{block}"
    )
    if member.bitwise:
        bodies["generate"] = f"{declared}{member.bitwise('current')}\n{block}"
    if member.loop:
        lines = _guarded(control, out, member.loop)
        loop = clocking.block(f"{out} <= {begin};", lines)
        bodies["loop"] = f"{member.helper}    integer i;\n\n{loop}"
    return bodies


def _moving(rng: random.Random, out: str) -> _Member:
    width, way = draw_width(rng), rng.choice(("left", "right"))
    fill = rng.choice(("serial", "serial", "zero", "sign", "ring", "ring"))
    way = "right" if fill == "sign" else way
    by, serial = rng.choice((1, 1, 1, 8, 8, 4)), rng.choice(("sin", "serial_in", "shift_in"))
    top, rest, is_left = width - 1, width - by, way == "left"
    step = told.moving((out, serial), width, way, fill, by)

    def expression(q: str) -> str:
        kept = f"{q}[{rest - 1}:0]" if is_left else f"{q}[{top}:{by}]"
        low = f"{q}[{by - 1}:0]" if by > 1 else f"{q}[0]"
        high = f"{q}[{top}:{rest}]" if by > 1 else f"{q}[{top}]"
        sign = f"{{{by}{{{q}[{top}]}}}}" if by > 1 else f"{q}[{top}]"
        new = {"serial": serial, "zero": f"{by}'b0", "sign": sign,
               "ring": high if is_left else low}[fill]  # fmt: skip
        return f"{{{kept}, {new}}}" if is_left else f"{{{new}, {kept}}}"

    def update(state: int, levels: Levels) -> int:
        digits = format(state, f"0{width}b")
        new = {
            "serial": format(levels.get(serial, 0), f"0{by}b"),
            "zero": "0" * by,
            "sign": digits[0] * by,
            "ring": digits[:by] if is_left else digits[-by:],
        }[fill]
        return int(digits[by:] + new if is_left else new + digits[:-by], 2)  # fmt: skip

    span = f"{by - 1}:0" if is_left else f"{top}:{rest}"
    span = span if by > 1 else span.partition(":")[0]
    new = expression(out).removeprefix("{").removesuffix("}")
    new = new.rpartition("], ")[2] if is_left and fill != "ring" else new
    kept = f"{out}[{rest - 1}:0], " if is_left else f", {out}[{top}:{by}]"
    new = new.removeprefix(kept) if is_left else new.removesuffix(kept)
    source = f"{out}[i - {by}]" if is_left else f"{out}[i + {by}]"
    head = f"i = {by}; i < {width}" if is_left else f"i = 0; i < {rest}"
    kind = {"serial": "shift", "zero": "shift", "sign": "arith_shift", "ring": "rotate"}[fill]
    return _Member(
        width=width, step=step, expression=expression, update=update,
        names=(f"{kind}_{way}", f"{kind}{width}", "long_register"),
        loop=(f"for ({head}; i = i + 1)", f"    {out}[i] <= {source};", f"{out}[{span}] <= {new};"),
        ports=(input_port(serial, by),) if fill == "serial" else (), must_load=fill != "serial",
    )  # fmt: skip


def _parts(rng: random.Random, out: str) -> _Member:
    size = rng.choice((8, 8, 8, 16, 32))
    width = draw_width(rng, size, most=384 if size > 8 else 320)
    data, enable = rng.choice(("d", "data", "wdata")), "be"
    enable = rng.choice((enable, "byteena", "we")) if size == 8 else rng.choice(("we", "part_en"))
    count = width // size

    wires = f"    wire [{width - 1}:0] mask;\n" + generated(
        count, f"assign mask[i*{size} +: {size}] = {{{size}{{{enable}[i]}}}}"
    )

    def expression(q: str) -> str:
        return f"({data} & mask) | ({q} & ~mask)"

    def update(state: int, levels: Levels) -> int:
        rows = [(levels[data] if levels[enable] >> n & 1 else state) for n in range(count)]
        full = (1 << size) - 1
        return sum((row >> size * n & full) << size * n for n, row in enumerate(rows))

    def bitwise(q: str) -> str:
        span = f"[i*{size} +: {size}]"
        chosen = f"{enable}[i] ? {data}{span} : {q}{span}"
        return "\n" + generated(count, f"assign following{span} = {chosen}")

    return _Member(
        width=width, step=told.parts(out, data, enable, size, width), update=update,
        expression=expression, wires=wires,
        names=(f"byte_enable{width}" if size == 8 else f"part_enable{width}", "line_register"),
        loop=(
            f"for (i = 0; i < {count}; i = i + 1)", f"    if ({enable}[i])",
            f"        {out}[i*{size} +: {size}] <= {data}[i*{size} +: {size}];",
        ),
        bitwise=bitwise, ports=(input_port(data, width), input_port(enable, count)),
        has_control=False,
    )  # fmt: skip


def _counting(rng: random.Random, out: str) -> _Member:
    width, by, is_up = draw_width(rng), rng.choice((1, 1, 1, 2, 3, 10)), rng.random() < 0.65
    sign, number = "+" if is_up else "-", "1'b1" if by == 1 else f"{by.bit_length()}'d{by}"

    def update(state: int, levels: Levels) -> int:
        del levels
        return (state + (by if is_up else -by)) % (1 << width)

    def halves(q: str) -> str:
        half = width // 2
        low, high = f"{q}[{half - 1}:0]", f"{q}[{width - 1}:{half}]"
        return (
            f"    wire [{half}:0] low;\n\n    assign low = {{1'b0, {low}}} {sign} {number};\n"
            f"    assign following = {{{high} {sign} low[{half}], low[{half - 1}:0]}};\n"
        )

    return _Member(
        width=width, step=told.counting(out, width, by, is_up=is_up), update=update,
        expression=lambda q: f"{q} {sign} {number}", bitwise=halves,
        names=(f"counter{width}", "long_counter", f"count_{'up' if is_up else 'down'}"),
    )  # fmt: skip


def _row(rng: random.Random, out: str) -> _Member:
    width, rule, is_ring = draw_width(rng), rng.choice(list(told.RULES)), rng.random() < 0.5
    formula, top = told.RULES[rule][0], width - 1

    def written(left: str, own: str, right: str) -> str:
        names = {"L": left, "C": own, "R": right}
        return "".join(names.get(sign, sign) for sign in formula)

    def ends(q: str) -> tuple[str, str]:
        return (f"{q}[0]", f"{q}[{top}]") if is_ring else ("1'b0", "1'b0")

    def expression(q: str) -> str:
        above, below = ends(q)
        return written(f"{{{above}, {q}[{top}:1]}}", q, f"{{{q}[{top - 1}:0], {below}}}")

    def padded(q: str) -> str:
        above, below = ends(q)
        return f"    wire [{width + 1}:0] around = {{{above}, {q}, {below}}};\n"

    def update(state: int, levels: Levels) -> int:
        del levels
        cells = [state >> place & 1 for place in range(width)]
        outside = [cells[-1], cells[0]] if is_ring else [0, 0]
        line = [outside[0], *cells, outside[1]]
        news = (told.cell(rule, line[n + 2], line[n + 1], line[n]) for n in range(width))
        return sum(new << place for place, new in enumerate(news))

    bit = written("around[i + 2]", "around[i + 1]", "around[i]")
    old = written(
        *(
            (f"old[(i + 1) % {width}]", "old[i]", f"old[(i + {top}) % {width}]")
            if is_ring
            else (f"(i < {top} ? old[i + 1] : 0)", "old[i]", "(i > 0 ? old[i - 1] : 0)")
        )
    )
    return _Member(
        width=width, step=told.row(out, width, rule, (expression(out), old), is_ring=is_ring),
        update=update, expression=expression, names=(f"{rule}_row", f"cells{width}", "cell_line"),
        helper=padded(out), must_load=True,
        loop=(f"for (i = 0; i < {width}; i = i + 1)", f"    {out}[i] <= {bit};"),
        bitwise=lambda q: f"{padded(q)}\n" + generated(width, f"assign following[i] = {bit}"),
    )  # fmt: skip
