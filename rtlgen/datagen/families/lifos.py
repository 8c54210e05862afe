"""Stacks of a few words: pushed and popped at one end, with flags and perhaps a depth."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Known, Levels
from rtlgen.datagen.clocking import Clocking, draw_clocking
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import begin_end, vector

Words = tuple[int, ...]
"""What is on the stack, the top last."""
_BOTH = {
    "replace": "the top word is replaced by the new one (on an empty stack, the word is pushed)",
    "push": "the push is done if there is room, and the pop is ignored",
    "pop": "the pop is done if there is a word, and the push is ignored",
    "nothing": "nothing changes",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stack:
    depth: int
    width: int
    push: str
    pop: str
    data: str
    out: str
    count: str | None
    """Output for the number of words."""
    both: str
    """What a push and a pop at one edge do: see above."""
    clocking: Clocking

    @property
    def bits(self) -> int:
        """Of the number of words."""
        return self.depth.bit_length()

    def update(self, words: Words, levels: Levels) -> Words:
        """Push and pop."""
        wants = {name for name in (self.push, self.pop) if levels[name]}
        if len(wants) == 2:
            if self.both == "replace" and words:
                return (*words[:-1], levels[self.data])
            wants = {"replace": {self.push}, "push": {self.push}, "pop": {self.pop}}.get(
                self.both, set()
            )
        if self.push in wants and len(words) < self.depth:
            return (*words, levels[self.data])
        return words[:-1] if self.pop in wants else words

    def outputs(self, words: Words, levels: Levels) -> Known:
        """Show the top and the flags."""
        del levels
        found = {"full": int(len(words) == self.depth), "empty": int(not words)}
        found[self.out] = words[-1] if words else 0
        return {**found, self.count: len(words)} if self.count else {**found}


def draw(rng: random.Random) -> Drawn:
    """Draw a stack."""
    depth, width = rng.choice(
        ((2, 1), (2, 4), (2, 8), (3, 2), (4, 1), (4, 2), (4, 4), (4, 8), (5, 2), (8, 1), (8, 2))
    )
    stack = _Stack(
        depth=depth, width=width, push=rng.choice(("push", "push_en")), pop=rng.choice(
            ("pop", "pop_en")
        ), data=rng.choice(("din", "d", "wdata")), out=rng.choice(("top", "dout", "q")),
        count=rng.choice((None, None, "count", "level")), both=rng.choice(list(_BOTH)),
        clocking=draw_clocking(rng),
    )  # fmt: skip
    rest = [stack.clocking.says(rng, "empties the stack") for _ in range(4)]
    first: Words = ()
    counts = [output_port(stack.count, stack.bits)] if stack.count else []
    return Drawn(
        family="lifos",
        name=rng.choice(("stack", "lifo", f"stack{depth}", "lifo_mem")),
        ports=(
            *stack.clocking.ports, input_port(stack.push), input_port(stack.pop),
            input_port(stack.data, width), output_port(stack.out, width), output_port("full"),
            output_port("empty"), *counts,
        ),
        bodies={
            "array": _array(stack), "shifting": _shifting(stack), "registers": _registers(stack)
        },
        registers={},
        says=tuple(f"{text} {more}" for text, more in zip(_says(stack), rest, strict=True)),
        behaviour=stack.clocking.behaviour(first, stack.update, stack.outputs),
    )  # fmt: skip


def _head(stack: _Stack) -> str:
    """Write the number of words, and which of the three things is done."""
    push, pop = stack.push, stack.pop
    wish, drop, swap = {
        "replace": (f"{push} && (!{pop} || empty)", f"{pop} && !{push}", f"{push} && {pop}"),
        "push": (push, f"{pop} && !{push}", ""),
        "pop": (f"{push} && !{pop}", pop, ""),
        "nothing": (f"{push} && !{pop}", f"{pop} && !{push}", ""),
    }[stack.both]
    lines = (
        f"    reg [{stack.bits - 1}:0] used;\n"
        f"    wire grows = ({wish}) && !full;\n    wire shrinks = ({drop}) && !empty;\n"
    )
    return lines + (f"    wire swaps = {swap} && !empty;\n" if swap else "")


def _tail(stack: _Stack, top: str) -> str:
    count = f"    assign {stack.count} = used;\n" if stack.count else ""
    return (
        f"    assign full = (used == {stack.depth});\n    assign empty = (used == 0);\n"
        f"    assign {stack.out} = empty ? {stack.width}'d0 : {top};\n{count}"
    )


def _counting() -> str:
    return "if (grows) used <= used + 1'b1;\nelse if (shrinks) used <= used - 1'b1;"


def _array(stack: _Stack) -> str:
    """Write an array; the number of words points to the first free place."""
    lines = [f"if (grows) mem[used] <= {stack.data};", *_counting().split("\n")]
    if stack.both == "replace":
        lines.insert(1, f"if (swaps) mem[used - 1] <= {stack.data};")
    memory = f"    reg {vector(stack.width)}mem [0:{stack.depth - 1}];\n"
    block = stack.clocking.block("used <= 0;", begin_end(lines))
    return f"{memory}{_head(stack)}{block}{_tail(stack, 'mem[used - 1]')}"


def _shifting(stack: _Stack) -> str:
    """Write a stack whose top is always in the same place: the others move."""
    width, total = stack.width, stack.width * stack.depth
    high = f"[{total - width - 1}:0]" if total - width > 1 else "[0]"
    rest = f"[{total - 1}:{width}]" if total - 1 > width else f"[{width}]"
    top = f"[{width - 1}:0]" if width > 1 else "[0]"
    lines = [
        f"if (grows) line <= {{line{high}, {stack.data}}};",
        f"else if (shrinks) line <= {{{width}'d0, line{rest}}};", *_counting().split("\n"),
    ]  # fmt: skip
    if stack.both == "replace":
        lines.insert(2, f"else if (swaps) line{top} <= {stack.data};")
    block = stack.clocking.block("begin\n    line <= 0;\n    used <= 0;\nend", begin_end(lines))
    return f"    reg [{total - 1}:0] line;\n{_head(stack)}{block}{_tail(stack, f'line{top}')}"


def _registers(stack: _Stack) -> str:
    """Write a register for each place, and a chain that finds the top."""
    names = [f"w{n}" for n in range(stack.depth)]
    lines, chain = [], names[-1]
    for number, name in enumerate(names):
        test = f"grows && used == {number}"
        if stack.both == "replace":
            test = f"({test}) || (swaps && used == {number + 1})"
        lines.append(f"if ({test}) {name} <= {stack.data};")
    for number in range(stack.depth - 1, 0, -1):
        chain = f"(used == {number}) ? {names[number - 1]} : {chain}"
    count = "if (grows || shrinks) used <= grows ? used + 1'b1 : used - 1'b1;"
    block = stack.clocking.block("used <= 0;", begin_end([*lines, count]))
    declared = f"    reg {vector(stack.width)}{', '.join(names)};\n"
    return f"{declared}{_head(stack)}{block}{_tail(stack, f'({chain})')}"


def _says(stack: _Stack) -> tuple[str, ...]:
    size = f"{stack.depth} single bits"
    if stack.width > 1:
        size = f"{stack.depth} words of {stack.width} bits"
    push, pop, data, out = stack.push, stack.pop, stack.data, stack.out
    both = f"With `{push}` and `{pop}` both at 1, {_BOTH[stack.both]}"
    flags = f"`empty` is 1 when there is no word, `full` when there are {stack.depth}"
    flags += f", and `{stack.count}` is the number of words" if stack.count else ""
    shown = f"`{out}` always shows the word on top, or 0 while the stack is empty"
    lone = "a push onto a full stack and a pop from an empty one do nothing"
    return (
        f"A last-in first-out memory for {size}. At an active clock edge `{push}` puts `{data}` on "
        f"top, and `{pop}` removes the word on top; {lone}. {both}. {shown}. {flags}.",
        f"Build a stack. Rules: 1. It holds up to {size}. 2. `{push}`=1 alone pushes `{data}`; "
        f"`{pop}`=1 alone pops. 3. {lone[0].upper()}{lone[1:]}. 4. {both}. 5. {shown}. 6. {flags}.",
        f"LIFO, {stack.depth} x {stack.width}, synchronous. {push}: store {data} above the top. "
        f"{pop}: drop the top. Refused: {lone}. {both}. {out} = top word, 0 if empty, without "
        f"latency. Flags: {flags}.",
        f"Given a stack s with room for {size}, at every active edge compute the next s: with "
        f"`{push}` alone, `{data}` is appended at the top, and with `{pop}` alone the top is taken "
        f"away ({lone}). {both}. All outputs are functions of s: {shown}; {flags}.",
    )
