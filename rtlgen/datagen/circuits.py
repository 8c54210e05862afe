"""Random Verilog modules: legal, small, and full of what real modules contain.

Made from a seed, so each can be made again. They mean nothing; they are there to find places
where two judges disagree, and places where a judge breaks.

By default no signal is ever x once the inputs are driven: registers and memories have initial
values, indices stay inside, divisors are constants, and latches look at inputs only (glitches of
no width would open them). With `may_be_x` all of that is thrown in.

Not covered: tri-states, inout ports, tasks, delays, system calls, non-constant loops.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

_BITWISE = ("&", "|", "^", "~^")
_ARITHMETIC = ("+", "-", "*", "/", "%")
_COMPARISONS = ("==", "!=", "<", "<=", ">", ">=")
_REDUCTIONS = ("&", "|", "^", "~&", "~|", "~^")
_DEPTH = 3


@dataclass(slots=True)
class _Signal:
    name: str
    width: int
    is_signed: bool = False

    def declared(self, kind: str) -> str:
        """Return the declaration without its semicolon."""
        signed = " signed" if self.is_signed else ""
        span = f" [{self.width - 1}:0]" if self.width > 1 else ""
        return f"{kind}{signed}{span} {self.name}"


@dataclass(slots=True)
class _Module:
    rng: random.Random
    may_be_x: bool = False
    edges: tuple[str, ...] = ("posedge",)
    reset: _Reset | None = None
    readable: list[_Signal] = field(default_factory=list)
    """What an expression may read."""
    items: list[str] = field(default_factory=list)
    starts: list[str] = field(default_factory=list)
    """Assignments at power-up. They come last in the text: an `always @(*)` must already wait."""
    declarations: list[str] = field(default_factory=list)
    count: int = 0

    def fresh(self, stem: str, width: int | None = None) -> _Signal:
        """Return a new signal."""
        self.count += 1
        rng = self.rng
        width = width or rng.choice((1, 1, 2, 3, 4, 5, 8))
        return _Signal(f"{stem}{self.count}", width, rng.random() < 0.15)

    def expression(self, depth: int = _DEPTH) -> str:
        """Return an expression over the readable signals."""
        rng = self.rng
        if depth == 0 or rng.random() < 0.15:
            return self.leaf()
        a = self.expression(depth - 1)
        match rng.randrange(12):
            case 0 | 1 | 2:
                return f"({a} {rng.choice(_BITWISE)} {self.expression(depth - 1)})"
            case 3 | 4:
                operator = rng.choice(_ARITHMETIC)
                if operator in "/%" and not self.may_be_x:
                    return f"({a} {operator} 4'd{rng.randrange(1, 16)})"
                return f"({a} {operator} {self.expression(depth - 1)})"
            case 5:
                return f"({a} {rng.choice(_COMPARISONS)} {self.expression(depth - 1)})"
            case 6:
                return f"({self.expression(depth - 1)} ? {a} : {self.expression(depth - 1)})"
            case 7:
                operator = rng.choice(("<<", ">>", ">>>", "<<<"))
                return f"({a} {operator} {self.expression(0)})"
            case 8:
                return f"{{{a}, {self.leaf()}}}"
            case 9:
                return f"({rng.choice(_REDUCTIONS)}({a}))"
            case 10:
                return f"{rng.choice(('~', '-', '!'))}({a})"
        return f"({a} {rng.choice(('&&', '||'))} {self.expression(depth - 1)})"

    def leaf(self) -> str:
        """Return a signal, a part of one, or a constant."""
        rng = self.rng
        if rng.random() < 0.2 or not self.readable:
            width = rng.choice((1, 2, 4, 8))
            return f"{width}'d{rng.randrange(1 << width)}"
        signal = rng.choice(self.readable)
        if signal.width == 1 or rng.random() < 0.6:
            return signal.name
        match rng.randrange(4):
            case 0:
                return f"{signal.name}[{rng.randrange(signal.width)}]"
            case 1:
                low = rng.randrange(signal.width)
                return f"{signal.name}[{rng.randrange(low, signal.width)}:{low}]"
            case 2:
                return f"{signal.name}[{self.index(signal.width)}]"
        width = rng.randrange(1, signal.width)
        return f"{signal.name}[{self.index(signal.width - width + 1)} +: {width}]"

    def index(self, count: int) -> str:
        """Return what may stand for a number below `count`."""
        rng = self.rng
        fitting = [
            signal.name for signal in self.readable
            if self.may_be_x or (1 << signal.width <= count and not signal.is_signed)
        ]  # fmt: skip
        return rng.choice(fitting) if fitting else str(rng.randrange(count))


def random_module(seed: int, *, name: str = "m", may_be_x: bool = False) -> str:
    """Return the text of a module.

    Args:
        seed: Decides everything.
        name: The module's name.
        may_be_x: Let signals be x: memories without contents, indices outside, division by 0.
    """
    module = _Module(random.Random(seed), may_be_x)  # noqa: S311 - no secret
    rng = module.rng
    is_clocked = rng.random() < 0.65
    ports: list[str] = []
    if is_clocked:
        module.reset = _reset(rng)
        ports.append("input clk")
        if rng.random() < 0.15:
            # Driving a clock for the first time is a falling edge, and the data are x then.
            module.edges = ("posedge", "negedge") if may_be_x else ("negedge",)
    if module.reset is not None:
        ports.append(f"input {module.reset.name}")
    for _ in range(rng.randint(1, 4)):
        signal = module.fresh("i")
        ports.append(signal.declared("input"))
        module.readable.append(signal)
    if not is_clocked and rng.random() < 0.1:
        _latch(module)
    for _ in range(rng.randint(1, 5)):
        kinds = [_wire, _wire, _logic_block, _case_block, _lanes]
        if is_clocked:
            kinds += [_register, _register, _register, _memory]
        rng.choice(kinds)(module)
    for number in range(rng.randint(1, 3)):
        signal = module.fresh("o")
        ports.append(signal.declared("output"))
        state = [s.name for s in module.readable[-3:]]
        source = rng.choice(state) if number == 0 else module.expression(2)
        module.items.append(f"assign {signal.name} = {source};")
    header = ",\n  ".join(ports)
    module.items += [f"initial {start};" for start in module.starts]
    lines = [*(f"  {d};" for d in module.declarations), *(f"  {item}" for item in module.items)]
    return f"module {name}(\n  {header}\n);\n" + "\n".join(lines) + "\nendmodule\n"


@dataclass(frozen=True, slots=True)
class _Reset:
    name: str
    is_low: bool
    is_asynchronous: bool

    @property
    def test(self) -> str:
        """The condition under which the design is reset."""
        return f"!{self.name}" if self.is_low else self.name

    @property
    def edge(self) -> str:
        """The entry of the sensitivity list; empty for a synchronous reset."""
        if not self.is_asynchronous:
            return ""
        return f" or {'negedge' if self.is_low else 'posedge'} {self.name}"


def _reset(rng: random.Random) -> _Reset | None:
    if rng.random() < 0.25:
        return None
    is_low = rng.random() < 0.4
    return _Reset("rst_n" if is_low else "rst", is_low, rng.random() < 0.5)


def _wire(module: _Module) -> None:
    signal = module.fresh("w")
    module.declarations.append(signal.declared("wire"))
    module.items.append(f"assign {signal.name} = {module.expression()};")
    module.readable.append(signal)


def _logic_block(module: _Module) -> None:
    signal = module.fresh("b")
    module.declarations.append(signal.declared("reg"))
    module.items.append(
        f"always @(*) begin\n    {signal.name} = {module.expression(1)};\n"
        f"    if ({module.expression(1)}) {signal.name} = {module.expression(2)};\n"
        f"    else if ({module.expression(1)}) {signal.name} = {module.expression(2)};\n  end"
    )
    module.readable.append(signal)


def _case_block(module: _Module) -> None:
    rng = module.rng
    signal, subject = module.fresh("c"), rng.choice(module.readable)
    module.declarations.append(signal.declared("reg"))
    width = subject.width
    values = rng.sample(range(1 << width), min(1 << width, rng.randint(1, 4)))
    keyword = rng.choice(("case", "case", "casez"))
    rows = []
    for value in values:
        label = format(value, f"0{width}b")
        if keyword == "casez" and rng.random() < 0.4:
            label = label[:-1] + "?"
        rows.append(f"    {width}'b{label}: {signal.name} = {module.expression(1)};\n")
    rows.append(f"    default: {signal.name} = {module.expression(1)};\n")
    subject_text = subject.name if not subject.is_signed else f"{{{subject.name}}}"
    module.items.append(f"always @(*)\n    {keyword} ({subject_text})\n{''.join(rows)}    endcase")
    module.readable.append(signal)


def _lanes(module: _Module) -> None:
    """A loop over the bits of a word."""
    rng = module.rng
    signal = module.fresh("l", rng.choice((2, 4, 8)))
    other = rng.choice(module.readable)
    module.declarations += [signal.declared("reg"), f"integer k{module.count}"]
    k = f"k{module.count}"
    module.items.append(
        f"always @(*) begin\n    {signal.name} = 0;\n"
        f"    for ({k} = 0; {k} < {min(signal.width, other.width)}; {k} = {k} + 1)\n"
        f"      {signal.name}[{k}] = {other.name}{f'[{k}]' if other.width > 1 else ''}"
        f" {rng.choice(_BITWISE)} ({module.expression(1)} >> {k});\n  end"
    )
    module.readable.append(signal)


def _register(module: _Module) -> None:
    rng, reset = module.rng, module.reset
    signal = module.fresh("q")
    is_reset = reset is not None and rng.random() < 0.85
    has_initial = not module.may_be_x or rng.random() < 0.3
    module.declarations.append(signal.declared("reg"))
    if has_initial:
        module.starts.append(f"{signal.name} = {rng.randrange(1 << signal.width)}")
    module.readable.append(signal)
    body = f"{signal.name} <= {module.expression(2)};"
    if rng.random() < 0.5:
        body = f"if ({module.expression(1)}) {body}"
    sensitivity = f"{rng.choice(module.edges)} clk"
    if reset is not None and is_reset:
        body = f"if ({reset.test}) {signal.name} <= {rng.randrange(1 << signal.width)}; else {body}"
        sensitivity += reset.edge
    module.items.append(f"always @({sensitivity})\n    {body}")


def _memory(module: _Module) -> None:
    rng = module.rng
    address, data = rng.choice(module.readable), module.fresh("r", rng.choice((2, 4)))
    data.is_signed = False
    depth = rng.choice((4, 5, 8))
    if not module.may_be_x:
        address = rng.choice([s for s in module.readable if not s.is_signed] or [data])
        depth = 1 << address.width
        if address is data or depth > 16:
            return
    store, k = f"mem{module.count}", f"k{module.count}"
    declared = f"reg [{data.width - 1}:0] {store} [0:{depth - 1}]"
    module.declarations += [data.declared("wire"), declared]
    if not module.may_be_x:
        module.declarations.append(f"integer {k}")
        value = f"{k} * {rng.randrange(1, 9)}"
        module.items.append(
            f"initial for ({k} = 0; {k} < {depth}; {k} = {k} + 1) {store}[{k}] = {value};"
        )
    write = f"if ({module.expression(1)}) {store}[{address.name}] <= {module.expression(1)};"
    read = rng.choice((address.name, f"{rng.randrange(depth)}"))
    module.items += [
        f"always @({module.edges[0]} clk)\n    {write}",
        f"assign {data.name} = {store}[{read}];",
    ]
    module.readable.append(data)


def _latch(module: _Module) -> None:
    signal = module.fresh("h")
    if not module.may_be_x:
        module.starts.append(f"{signal.name} = 0")
    enable = module.rng.choice(module.readable).name
    body = f"if ({enable}) {signal.name} = {module.expression(1)};"
    module.declarations.append(signal.declared("reg"))
    module.items.append(f"always @(*)\n    {body}")
    module.readable.append(signal)
