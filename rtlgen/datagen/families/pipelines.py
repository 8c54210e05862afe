"""Pipelines: an expression of two or three words, some clock cycles later, with a valid bit."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end
from rtlgen.datagen.told.pipelines import others

_STEPS: dict[str, Callable[[int, int], int]] = {
    "+": int.__add__, "-": int.__sub__, "&": int.__and__, "|": int.__or__, "^": int.__xor__,
    "*": int.__mul__,
}  # fmt: skip
State = tuple[tuple[int, int], ...]
"""Valid bit and result of each stage, the first one first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pipeline:
    names: tuple[str, ...]
    """Operands: two or three."""
    signs: tuple[str, ...]
    """Between the operands, from left to right."""
    width: int
    """Of the operands and of the result."""
    stages: int
    valid: str
    out: str
    ready: str
    """Output: the valid bit that came with the operands."""
    stall: str | None
    """Input: with it at 1 nothing moves."""
    clocking: Clocking

    def formula(self, names: tuple[str, ...]) -> str:
        """Write the result of some operands."""
        text = f"{names[0]} {self.signs[0]} {names[1]}"
        return f"({text}) {self.signs[1]} {names[2]}" if self.signs[1:] else text

    def update(self, state: State, levels: Levels) -> State:
        """Move all by one stage."""
        if self.stall and levels[self.stall]:
            return state
        result = levels[self.names[0]]
        for sign, name in zip(self.signs, self.names[1:], strict=True):
            result = _STEPS[sign](result, levels[name]) % (1 << self.width)
        return ((levels[self.valid], result), *state[:-1])

    def outputs(self, state: State, levels: Levels) -> Known:
        """Show the last stage."""
        del levels
        return {self.ready: state[-1][0], self.out: state[-1][1]}


def draw(rng: random.Random) -> Drawn:
    """Draw a pipeline."""
    names = rng.choice((("a", "b", "c"), ("x", "y", "z"), ("op1", "op2", "op3")))
    count, width = rng.choice((2, 3, 3)), rng.choice((4, 4, 8, 8, 16))
    signs = [rng.choice("+++-&|^") for _ in range(count - 1)]
    if width == 4 and rng.random() < 0.4:
        signs[0] = "*"
    line = _Pipeline(
        names=names[:count], signs=tuple(signs), width=width, stages=rng.choice((2, 2, 3, 4)),
        valid=rng.choice(("in_valid", "valid_in", "vld")), out=rng.choice(("result", "res", "out")),
        ready=rng.choice(("out_valid", "valid_out", "done")),
        stall=rng.choice((None, None, "stall", "hold")), clocking=draw_clocking(rng),
    )  # fmt: skip
    rest = [
        line.clocking.says(rng, f"clears all {line.stages} stages and their valid bits to 0")
        for _ in range(4)
    ]
    said = _says(line)
    tails = [*(rest * 6)[: len(said) - 1], rest[3]]
    outs = frozenset({line.out, line.ready})
    bodies = {"split": _body(line, 1), "early": _early(line)}
    if line.stages > 2:
        bodies["late"] = _body(line, line.stages - 1)
    return Drawn(
        family="pipelines",
        name=rng.choice(("pipeline", "pipe_arith", f"pipe{line.stages}", "top_module")),
        ports=(
            *line.clocking.ports, *([input_port(line.stall)] if line.stall else []),
            input_port(line.valid), *(input_port(name, width) for name in line.names),
            output_port(line.ready), output_port(line.out, width),
        ),
        bodies=bodies,
        registers=dict.fromkeys(("split", "late"), outs),
        says=tuple(f"{text} {more}" for text, more in zip(said, tails, strict=True)),
        behaviour=line.clocking.behaviour(((0, 0),) * line.stages, line.update, line.outputs),
    )  # fmt: skip


def _moving(line: _Pipeline, resets: list[str], moves: list[str]) -> str:
    update = begin_end(moves)
    if line.stall:
        update = f"if (!{line.stall}) {update}"
    return line.clocking.block(begin_end(resets), update)


def _body(line: _Pipeline, waits: int) -> str:
    """Write stages of which the first ones hold operands: the last operation comes after them.

    Args:
        line: The pipeline.
        waits: Stages before the one that computes the last operation.
    """
    last, width = line.stages - 1, line.width
    # With three operands the first stage already has the result of the first operation.
    parts, sources = list(line.names), list(line.names)
    if len(parts) > 2:
        parts = ["part", line.names[2]]
        sources = [f"{line.names[0]} {line.signs[0]} {line.names[1]}", line.names[2]]
    moves, regs = [], []
    for stage in range(waits):
        for part, source in zip(parts, sources, strict=True):
            regs.append(f"{part}_{stage}")
            moves.append(f"{regs[-1]} <= {source if stage == 0 else f'{part}_{stage - 1}'};")
    held = [f"{part}_{waits - 1}" for part in parts]
    names = [*(f"value_{stage}" for stage in range(waits, last)), line.out]
    texts = [f"{held[0]} {line.signs[-1]} {held[1]}", *names[:-1]]
    moves += [f"{name} <= {text};" for name, text in zip(names, texts, strict=True)]
    regs += names[:-1]
    bits = [*(f"valid_{stage}" for stage in range(last)), line.ready]
    moves += [f"{bit} <= {source};" for bit, source in zip(bits, [line.valid, *bits], strict=False)]
    resets = [f"{name} <= {width}'d0;" for name in [*regs, line.out]]
    resets += [f"{bit} <= 1'b0;" for bit in bits]
    head = f"    reg [{width - 1}:0] {', '.join(regs)};\n    reg {', '.join(bits[:-1])};\n"
    return head + _moving(line, resets, moves)


def _early(line: _Pipeline) -> str:
    """Write the whole expression before the first stage, and a long shift register."""
    width, stages = line.width, line.stages
    total = width * stages
    return (
        f"    wire [{width - 1}:0] value = {line.formula(line.names)};\n"
        f"    reg [{total - 1}:0] data;\n    reg [{stages - 1}:0] valids;\n"
        + _moving(
            line, [f"data <= {total}'d0;", f"valids <= {stages}'d0;"],
            [f"data <= {{data[{total - width - 1}:0], value}};",
             f"valids <= {{valids[{stages - 2}:0], {line.valid}}};"],
        )
        + f"    assign {line.out} = data[{total - 1}:{total - width}];\n"
        f"    assign {line.ready} = valids[{stages - 1}];\n"
    ).replace("[0:0]", "[0]")  # fmt: skip


def _says(line: _Pipeline) -> tuple[str, ...]:
    formula, stages, width, stall = line.formula(line.names), line.stages, line.width, line.stall
    valid, ready, out = line.valid, line.ready, line.out
    hold = f" While `{stall}` is 1, no stage moves and nothing is taken in." if stall else ""
    count = " (edges in a stall do not count)" if stall else ""
    free = f"`{out}` is computed and moved on whether `{valid}` is 1 or not."
    cut = f"All words have {width} bits; what does not fit is cut off."
    signs = "Operators are those of Verilog"
    return (
        f"A pipeline of {stages} register stages computes {formula}. The operands enter at every "
        f"active clock edge; after {stages} edges, the one that takes them included, the result is "
        f"at `{out}` and the `{valid}` bit that came with them at `{ready}`{count}. {free} {cut}"
        f"{hold} {signs}.",
        f"Build a pipelined unit with {stages} register stages between inputs and outputs, that "
        f"is a latency of {stages} clock cycles{count}; it accepts new operands every cycle. {out} "
        f"= {formula} and {ready} = {valid}, both {stages} cycles later. {free}{hold} {cut} "
        f"{signs}.",
        f"Pipelined arithmetic, {stages} register stages, throughput 1: {formula}, modulo "
        f"2 to the power of {width}. `{ready}` is `{valid}` delayed by all {stages} registers"
        f"{count}, and `{out}` is the result delayed likewise.{hold} {free} {signs}.",
        *_more(line, formula, f"{free}{hold} {cut} {signs}."),
        *others(line.names, line.signs, formula, (width, stages), (valid, out, ready), stall),
        f"Rules: 1. At an active edge compute {formula} from the operands. 2. Delay the result and "
        f"the bit `{valid}` so that they show at `{out}` and `{ready}` after edge number {stages}, "
        f"counting the one that takes them as number 1{count}. 3. {free} 4. {cut}{hold} {signs}.",
    )


def _more(line: _Pipeline, formula: str, ends: str) -> tuple[str, ...]:
    """Describe the same pipeline in other words."""
    stages, width, stall, out = line.stages, line.width, line.stall, line.out
    valid, ready, names = line.valid, line.ready, ", ".join(line.names)
    moving = f"active edge with `{stall}` at 0" if stall else "active edge"
    regs = ", ".join(f"r{n} <= r{n - 1}" for n in range(2, stages + 1))
    bits = ", ".join(f"v{n} <= v{n - 1}" for n in range(2, stages + 1))
    result = 2
    for sign in line.signs:
        result = _STEPS[sign](result, 1) % (1 << width)
    given = ", ".join(f"{name} = {2 if name == line.names[0] else 1}" for name in line.names)
    frozen = f" A 1 at `{stall}` freezes all of it." if stall else ""
    return (
        f"Pipeline, latency {stages}, inputs {names} and {valid}, outputs {out} and {ready}: {out} "
        f"= {formula}. {ends}",
        f"In Verilog, every {moving} does r1 <= {formula}, {regs} and, for the flag, v1 <= "
        f"{valid}, {bits}, all at once. The outputs are {out} = r{stages} and {ready} = v{stages}. "
        f"{ends}",
        f"Create an arithmetic unit for streams. The sets of operands {names} may follow each "
        f"other without a gap. What an {moving} takes in shows up, as {formula}, at `{out}` after "
        f"{stages} such edges including that one, and its `{valid}` bit shows up at `{ready}` at "
        f"the same time. {ends}",
        f"This block is used where {formula} takes too long for one clock cycle. The work is "
        f"spread over {stages} register stages; `{valid}` goes along with it and arrives as "
        f"`{ready}`. Each {moving} moves everything one stage on. {ends}",
        f"For example, {given} and {valid} = 1 at one {moving} give {out} = {result} and {ready} = "
        f"1 after {stages} edges of this kind, the first one included. In general the result is "
        f"{formula}. {ends}",
        f"You are given a conveyor belt with {stages} places. At every {moving} the belt advances "
        f"by one place: {formula} of the present operands, together with `{valid}`, is laid on the "
        f"first place, and what lies on the last place is shown at `{out}` and `{ready}`. {ends}",
        f"Think of combinational logic for {formula}, followed by a delay line of {stages} "
        f"registers for its result, at `{out}`, and for the bit `{valid}`, at `{ready}`.{frozen} "
        f"How the logic is spread over the stages does not matter. {ends}",
        f"At cycle t the outputs show what was fed in {stages} cycles earlier: `{ready}`(t) is "
        f"`{valid}`(t-{stages}), and `{out}`(t) is {formula} of the operands of that cycle, where "
        f"cycles are counted by each {moving}. {ends}",
    )
