"""Write the Verilog around designs under test: one stimulus for all, answers counted inside.

Each lane is a stimulus from power-up with an instance of every design. The simulator itself
compares the outputs after each step and counts; cocotb reads the counters at the end. All names
carry a nonce, so no design can know them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.verdict import TraceStep
from rtlgen.verilog.design import Design

STEP_NS = 10
FIELD_BITS = 32
"""Bits of each counter."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """The ports that all designs of a harness share, in the order of their names."""

    inputs: tuple[tuple[str, int], ...]
    """(port, bits)."""
    outputs: tuple[tuple[str, int], ...]
    clocks: frozenset[str]
    """Inputs whose levels change half a step before the others."""

    @classmethod
    def of(cls, design: Design) -> Interface:
        """Return the interface of a design."""
        return cls(
            inputs=tuple(sorted((port.name, port.width) for port in design.inputs)),
            outputs=tuple(sorted((port.name, port.width) for port in design.outputs)),
            clocks=frozenset(port.name for port in design.clocks),
        )

    def split_outputs(self, bits: str) -> Iterator[tuple[str, str]]:
        """Yield each output with its bits; the first port is lowest in `bits`."""
        stop = len(bits)
        for name, width in self.outputs:
            yield name, bits[stop - width : stop]
            stop -= width


def write_harness(
    nonce: str, interface: Interface, lanes: Sequence[Sequence[TraceStep]], tops: Sequence[str]
) -> str:
    """Return the text of the module `h<nonce>`.

    Its results are `r<nonce>_<design>_<lane>` (counters: steps that differ, the first of them, then
    per output the steps in which it differs), `g<nonce>_<design>_<lane>` (all outputs at the first
    difference) and `n<nonce>_<lane>` (steps that were compared). Behind the last step they stand in
    one vector `a<nonce>` as well, which is read in one go, see `split_results`.

    Args:
        nonce: Hex digits.
        interface: The ports.
        lanes: The stimuli with what is expected.
        tops: Names of the top modules.
    """
    parts = [f"`timescale 1ns/1ps\nmodule h{nonce};"]
    for lane, steps in enumerate(lanes):
        parts += _lane(f"{nonce}_{lane}", interface, steps, [
            (f"{nonce}_{index}_{lane}", top) for index, top in enumerate(tops)
        ])  # fmt: skip
    names = [name for name, _ in _results(nonce, interface, len(lanes), len(tops))]
    width = sum(width for _, width in _results(nonce, interface, len(lanes), len(tops)))
    parts += [
        f"  reg [{width - 1}:0] a{nonce};",
        f"  initial #{end_ns(lanes)} a{nonce} = {{{', '.join(names)}}};",
    ]
    return "\n".join([*parts, "endmodule\n"])


def end_ns(lanes: Sequence[Sequence[TraceStep]]) -> int:
    """Return when the last step of the longest lane is over."""
    return 2 + STEP_NS * max(len(steps) for steps in lanes)


def _results(
    nonce: str, interface: Interface, lanes: int, designs: int
) -> Iterator[tuple[str, int]]:
    """Yield the name and width of each result, in the order of the vector of all."""
    width_out = sum(width for _, width in interface.outputs)
    for lane in range(lanes):
        yield f"n{nonce}_{lane}", FIELD_BITS
        for index in range(designs):
            yield f"r{nonce}_{index}_{lane}", FIELD_BITS * (2 + len(interface.outputs))
            yield f"g{nonce}_{index}_{lane}", width_out


def split_results(
    bits: str, nonce: str, interface: Interface, lanes: int, designs: int
) -> dict[str, str]:
    """Cut the vector of all results into name → bits."""
    found, start = {}, 0
    for name, width in _results(nonce, interface, lanes, designs):
        found[name] = bits[start : start + width]
        start += width
    return found


def write_recorder(
    nonce: str, interface: Interface, steps: Sequence[TraceStep], top: str
) -> str:  # fmt: skip
    """Return the text of a module `h<nonce>` that records all outputs after each step.

    Its result is `o<nonce>`: the outputs of all steps, the first step lowest.

    Args:
        nonce: Hex digits.
        interface: The ports.
        steps: The stimulus.
        top: Name of the top module.
    """
    width = sum(width for _, width in interface.outputs)
    parts = [
        f"`timescale 1ns/1ps\nmodule h{nonce};",
        f"  reg [{width * len(steps) - 1}:0] o{nonce};\n  wire [{width - 1}:0] y{nonce};",
        _design(nonce, nonce, top, interface),
        *_drive(nonce, interface, steps, [
            f"      o{nonce}[k{nonce} * {width} +: {width}] = y{nonce};"
        ]),
        "endmodule\n",
    ]  # fmt: skip
    return "\n".join(parts)


def _lane(
    lane: str, interface: Interface, steps: Sequence[TraceStep], designs: list[tuple[str, str]]
) -> Iterator[str]:
    width_in = sum(width for _, width in interface.inputs)
    width_out = sum(width for _, width in interface.outputs)
    count = 2 + len(interface.outputs)
    yield f"  reg [{width_out - 1}:0] e{lane}, d{lane};"
    yield f"  reg [{FIELD_BITS - 1}:0] n{lane} = 0;"
    for key, top in designs:
        yield f"  wire [{width_out - 1}:0] y{key};\n  reg [{width_out - 1}:0] g{key};"
        yield f"  reg [{FIELD_BITS * count - 1}:0] r{key} = 0;"
        yield _design(key, lane, top, interface)
    has_z = any("z" in bits for step in steps for _, bits in step.expected)
    judging = [
        f"      if (w{lane}[{width_in + 2 * width_out}]) begin",
        f"        n{lane} = n{lane} + 1;",
        f"        e{lane} = w{lane}[{2 * width_out - 1}:{width_out}];",
        f"        d{lane} = w{lane}[{width_out - 1}:0];",
    ]
    for key, _ in designs:
        judging += _comparison(key, lane, interface, width_out, has_z=has_z)
    yield from _drive(lane, interface, steps, [*judging, "      end"])


def _drive(
    lane: str, interface: Interface, steps: Sequence[TraceStep], judging: Sequence[str]
) -> Iterator[str]:
    """Set the inputs step by step, the clocks half a step before the others; then judge."""
    width_in = sum(width for _, width in interface.inputs)
    base = 2 * sum(width for _, width in interface.outputs)
    yield f"  reg [{max(width_in, 1) - 1}:0] i{lane};"
    yield f"  reg [{width_in + base}:0] w{lane}, m{lane} [0:{len(steps) - 1}];"
    yield f"  integer k{lane};"
    yield "  initial begin"
    for number, word in enumerate(_words(interface, steps)):
        yield f"    m{lane}[{number}] = {len(word)}'b{word};"
    yield f"    #1 for (k{lane} = 0; k{lane} < {len(steps)}; k{lane} = k{lane} + 1) begin"
    yield f"      w{lane} = m{lane}[k{lane}];"
    for name, high, low in _slices(interface.inputs):
        if name in interface.clocks:
            yield f"      i{lane}[{high}:{low}] = w{lane}[{high + base}:{low + base}];"
    yield f"      #{STEP_NS // 2};"
    if width_in:
        yield f"      i{lane} = w{lane}[{width_in + base - 1}:{base}];"
    yield f"      #{STEP_NS // 2};"
    yield from judging
    yield "    end\n  end"


def _slices(ports: Sequence[tuple[str, int]]) -> Iterator[tuple[str, int, int]]:
    """Yield each port with its high and low bit in the vector of all; the first port is lowest."""
    low = 0
    for name, width in ports:
        yield name, low + width - 1, low
        low += width


def _design(key: str, lane: str, top: str, interface: Interface) -> str:
    wires = [f".{name}(i{lane}[{high}:{low}])" for name, high, low in _slices(interface.inputs)]
    wires += [f".{name}(y{key}[{high}:{low}])" for name, high, low in _slices(interface.outputs)]
    return f"  {top} u{key} ({', '.join(wires)});"


def _comparison(
    key: str, lane: str, interface: Interface, width_out: int, *, has_z: bool
) -> Iterator[str]:
    """Compare and count; bits with 1 in the mask may be anything.

    `(y | mask) !== expected` is fast, but turns a z into an x: with z among the expected bits each
    bit is looked at on its own.
    """

    def differs(high: int, low: int) -> str:
        if not has_z:
            return f"(y{key}[{high}:{low}] | d{lane}[{high}:{low}]) !== e{lane}[{high}:{low}]"
        return " || ".join(
            f"!d{lane}[{bit}] && y{key}[{bit}] !== e{lane}[{bit}]" for bit in range(low, high + 1)
        )

    yield f"        if ({differs(width_out - 1, 0)}) begin"
    yield f"          if (r{key}[{FIELD_BITS - 1}:0] == 0) begin"
    yield f"            g{key} = y{key}; r{key}[{2 * FIELD_BITS - 1}:{FIELD_BITS}] = k{lane};"
    yield "          end"
    yield f"          r{key}[{FIELD_BITS - 1}:0] = r{key}[{FIELD_BITS - 1}:0] + 1;"
    for index, (_, high, low) in enumerate(_slices(interface.outputs)):
        field = f"r{key}[{FIELD_BITS * (index + 3) - 1}:{FIELD_BITS * (index + 2)}]"
        yield f"          if ({differs(high, low)}) {field} = {field} + 1;"
    yield "        end"


def _words(interface: Interface, steps: Sequence[TraceStep]) -> Iterator[str]:
    """Yield a word for each step: whether it is compared, levels, expected bits, mask."""
    levels = {name: "x" * width for name, width in interface.inputs}
    for step in steps:
        levels.update(step.inputs)
        wanted = dict(step.expected)
        driven = "".join(levels[name] for name, _ in reversed(interface.inputs))
        bits = "".join(wanted.get(name, "-" * width) for name, width in reversed(interface.outputs))
        mask = "".join("1" if bit == "-" else "0" for bit in bits)
        flag = "1" if step.expected else "0"
        yield flag + driven + bits.replace("-", "1") + mask
