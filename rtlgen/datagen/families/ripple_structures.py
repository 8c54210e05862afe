"""Adders built from smaller adders of the same file: ripple, carry select, subtract, decimal."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.registered import vector
from rtlgen.datagen.told.ripple_structures import Adder, others

_UNITS = {1: ("full_adder", "fa", "add1"), 2: ("add2", "adder2"), 4: ("add4", "adder4"),
          8: ("add8", "adder8"), 16: ("add16", "adder16")}  # fmt: skip
_SIZES = {
    "ripple": ((1, 3), (1, 4), (1, 8), (2, 2), (2, 4), (4, 2), (4, 4), (8, 2), (16, 2)),
    "addsub": ((1, 4), (1, 8), (4, 2), (8, 2), (16, 2)),
    "select": ((2, 2), (4, 2), (8, 2), (16, 2)),
    "decimal": ((4, 2), (4, 3), (4, 4), (4, 6)),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Structure(Adder):
    def function(self, levels: Levels) -> Known:
        """Add as integers, digit by digit if decimal."""
        one, other = levels[self.a], levels[self.b]
        carry = levels[self.first] if self.first else 0
        if self.kind == "addsub":
            other = (1 << self.width) - 1 - other if carry else other
        total = one + other + carry
        if self.kind == "decimal":
            digits = []
            for place in range(0, self.width, 4):
                value = (one >> place & 15) + (other >> place & 15) + carry
                carry = int(value >= 10)
                digits.append((value + 6 * carry) % 16 << place)
            total = sum(digits) + (carry << self.width)
        found = {self.total: total % (1 << self.width)}
        return {**found, self.last: total >> self.width} if self.last else found


def draw(rng: random.Random) -> Drawn:
    """Draw a structure."""
    kind = rng.choice(list(_SIZES))
    unit, count = rng.choice(_SIZES[kind])
    a, b = rng.choice((("a", "b"), ("x", "y"), ("in1", "in2"), ("op_a", "op_b")))
    carries = ("cin", "c_in", "carry_in")
    structure = _Structure(
        kind=kind, unit=unit, count=count, a=a, b=b, total=rng.choice(("sum", "s", "total")),
        sub=rng.choice(("bcd_digit", "dec_add") if kind == "decimal" else _UNITS[unit]),
        first=rng.choice(("sub", "subtract", "mode")) if kind == "addsub"
        else rng.choice((*carries, None)),
        last=rng.choice(("cout", "c_out", "carry", None, None)),
    )  # fmt: skip
    one, out = structure.first, structure.last
    return Drawn(
        family="ripple_structures",
        name=rng.choice(("adder_top", f"{kind}_adder", f"add{structure.width}_top", "top_module")),
        ports=(
            input_port(a, structure.width), input_port(b, structure.width),
            *([input_port(one)] if one else []), output_port(structure.total, structure.width),
            *([output_port(out)] if out else []),
        ),
        bodies={
            "generate": _generate(structure) + _small(structure, style=0),
            "by name": _placed(structure, by_name=True) + _small(structure, style=1),
            "by position": _placed(structure, by_name=False) + _small(structure, style=2),
        },
        registers={},
        says=_says(structure),
        behaviour=lambda: Combinational(structure.function),
    )  # fmt: skip


def _second(structure: _Structure) -> str:
    """Write the second operand as the small adders get it."""
    if structure.kind != "addsub":
        return f"    wire {vector(structure.width)}other = {structure.b};\n"
    spread = f"{{{structure.width}{{{structure.first}}}}}"
    return f"    wire {vector(structure.width)}other = {structure.b} ^ {spread};\n"


def _generate(structure: _Structure) -> str:
    if structure.kind == "select":
        return _select(structure, by_name=True)
    zero, unit, count = "1'b0", structure.unit, structure.count
    part = "[i]" if unit == 1 else f"[i * {unit} +: {unit}]"
    text = (
        f"{_second(structure)}    wire [{count}:0] c;\n    genvar i;\n\n"
        f"    assign c[0] = {structure.first or zero};\n    generate\n"
        f"        for (i = 0; i < {count}; i = i + 1) begin : stage\n"
        f"            {structure.sub} unit (\n"
        f"                .a({structure.a}{part}), .b(other{part}), .cin(c[i]),\n"
        f"                .sum({structure.total}{part}), .cout(c[i + 1])\n            );\n"
        "        end\n    endgenerate\n"
    )
    return f"{text}    assign {structure.last} = c[{count}];\n" if structure.last else text


def _placed(structure: _Structure, *, by_name: bool) -> str:
    if structure.kind == "select":
        return _select(structure, by_name=by_name)
    unit, count = structure.unit, structure.count
    wires = ", ".join(f"c{n}" for n in range(1, count + (structure.last is None)))
    text = f"{_second(structure)}    wire {wires};\n\n"
    for n in range(count):
        part = f"[{n}]" if unit == 1 else f"[{n * unit + unit - 1}:{n * unit}]"
        before = f"c{n}" if n else (structure.first or "1'b0")
        after = structure.last if n == count - 1 and structure.last else f"c{n + 1}"
        text += _instance(
            structure, f"u{n}",
            (f"{structure.a}{part}", f"other{part}", before, f"{structure.total}{part}", after),
            by_name=by_name,
        )  # fmt: skip
    return text


def _instance(
    structure: _Structure, name: str, wires: tuple[str, str, str, str, str], *, by_name: bool
) -> str:
    ports = ("a", "b", "cin", "sum", "cout")
    joined = [f".{port}({wire})" for port, wire in zip(ports, wires, strict=True)]
    return f"    {structure.sub} {name} ({', '.join(joined if by_name else wires)});\n"


def _select(structure: _Structure, *, by_name: bool) -> str:
    """Write two upper adders, for both carries, and a choice between them."""
    half, a, b, total = structure.unit, structure.a, structure.b, structure.total
    top, zero = 2 * half - 1, "1'b0"
    low, high = f"[{half - 1}:0]", f"[{top}:{half}]"
    rows = (
        ("lower", (f"{a}{low}", f"{b}{low}", structure.first or zero, f"{total}{low}", "c")),
        ("upper0", (f"{a}{high}", f"{b}{high}", zero, "high0", "c0")),
        ("upper1", (f"{a}{high}", f"{b}{high}", "1'b1", "high1", "c1")),
    )
    text = f"    wire c, c0, c1;\n    wire {vector(half)}high0, high1;\n\n"
    text += "".join(_instance(structure, name, wires, by_name=by_name) for name, wires in rows)
    text += f"    assign {total}{high} = c ? high1 : high0;\n"
    return text + (f"    assign {structure.last} = c ? c1 : c0;\n" if structure.last else "")


def _small(structure: _Structure, *, style: int) -> str:
    """Write the small adder as a module after the first one."""
    word, unit = vector(structure.unit), structure.unit
    kind = "output reg" if style == 2 else "output"
    head = (
        f"endmodule\n\nmodule {structure.sub} (\n    input {word}a,\n    input {word}b,\n"
        f"    input cin,\n    {kind} {word}sum,\n    {kind} cout\n);\n"
    )
    if structure.kind == "decimal":
        if style == 2:
            return head + (
                "    reg [4:0] t;\n\n    always @(*) begin\n        t = a + b + cin;\n"
                "        cout = t > 9;\n        if (cout)\n            t = t + 5'd6;\n"
                "        sum = t[3:0];\n    end\n"
            )
        corrected = "t + 5'd6" if style else "t - 5'd10"
        return head + (
            "    wire [4:0] t = a + b + cin;\n\n    assign cout = (t >= 5'd10);\n"
            f"    assign sum = cout ? {corrected} : t;\n"
        )
    if style == 1 and unit == 1:
        return head + (
            "    assign sum = a ^ b ^ cin;\n    assign cout = (a & b) | (a & cin) | (b & cin);\n"
        )
    if style == 2:
        return head + "    always @(*)\n        {cout, sum} = a + b + cin;\n"
    return head + "    assign {cout, sum} = a + b + cin;\n"


def _says(structure: _Structure) -> tuple[str, ...]:
    a, b, total, width, unit = (
        f"`{structure.a}`", f"`{structure.b}`", f"`{structure.total}`", structure.width,
        structure.unit,
    )  # fmt: skip
    first, last, sub = structure.first, structure.last, structure.sub
    if structure.kind == "decimal":
        rule = (
            "per digit t is the sum of both digits and the carry; if t is above 9, the digit is "
            "the low 4 bits of t + 6 and the carry to the next one is 1, otherwise t and 0"
        )
        task = f"adds {a} and {b}, {structure.count} BCD digits each (4 bits a digit, lowest last)"
    else:
        rule = f"{total} has {width} bits, higher bits are cut off"
        task = f"adds the unsigned words {a} and {b} of {width} bits"
    start = f"the carry into the lowest one is `{first}`" if first else "it begins without carry"
    if structure.kind == "addsub":
        task = f"gives {a} + {b} when `{first}` is 0, and {a} - {b} when it is 1 ({width} bits)"
        start = f"every bit of {b} is inverted by `{first}`, which is also the carry into the first"
    end = f" The carry out of the highest one is `{last}`." if last else ""
    parts = f"{structure.count} instances of `{sub}`"
    each = "one BCD digit" if structure.kind == "decimal" else f"{unit} bit{'s'[: unit > 1]}"
    chain = f"{parts} ({each} each) stand in a row, and each hands its carry to the next higher one"
    if structure.kind == "select":
        chain = (
            f"one instance of `{sub}` adds the lower {unit} bits, two more add the upper {unit} "
            "bits with carry 0 and carry 1, and the carry of the lower one chooses between them"
        )
        end = f" `{last}` is the carry out of the whole addition." if last else ""
    ports = f"`{sub}` has the inputs a, b, cin and the outputs sum, cout"
    return (
        f"A circuit that {task}. It is made of smaller adders: {chain}. Here {start}; {rule}."
        f"{end} {ports}; write it too.",
        f"Hierarchical design. The whole {task}; {start}. The result goes to {total}.{end} "
        f"Structure: {chain}, and {rule}. The code of `{sub}` stands in the same file.",
        f"Given {a} and {b}, compute {total} with a chain of adders: the design {task}, {start}, "
        f"and {rule}.{end} The smaller adder is `{sub}`: {chain}.",
        *_more(structure, ports),
        *others(structure),
        f"Rules: 1. The whole {task}. 2. As to the structure, {chain}. 3. As to the carry, "
        f"{start}. 4. "
        f"As to the result, {rule}.{end} 5. {ports}, and its code comes after that of the whole.",
    )


def _more(structure: _Structure, ports: str) -> tuple[str, ...]:
    """Say the same in more ways; a text tells of the ports of the small adder."""
    a, b, total, sub = structure.a, structure.b, structure.total, structure.sub
    width, unit, count, kind = structure.width, structure.unit, structure.count, structure.kind
    first, last = structure.first, structure.last
    aim, name, shown = _aim(structure)
    outer = f" `{last}` is the carry that comes out at the top." if last else (
        " The carry that comes out at the top is not used."
    )  # fmt: skip
    size = "one decimal digit (4 bits)" if kind == "decimal" else f"{unit} bit{'s'[: unit > 1]}"
    cell = f"`{sub}` adds {size} of both operands and a carry"
    if kind == "decimal":
        cell += ": if the binary sum t is 10 or more, cout is 1 and sum is t - 10, else cout is 0 "
        cell += "and sum is t, always the low 4 bits of it"
    zero = first if first and kind != "addsub" else "0"
    if kind == "select":
        plan = (
            f"one `{sub}` for bits {unit - 1} to 0 with the carry in {zero}, and two for bits "
            f"{width - 1} to {unit}, one that assumes an incoming carry of 0 and one that assumes "
            f"1; multiplexers controlled by the real carry of the low half pick the right pair "
            f"of sum and carry"
        )
    elif kind == "addsub":
        plan = (
            f"{count} copies of `{sub}`, linked from cout to cin; each bit of {b} goes through an "
            f"XOR gate with {first}, and {first} is also the very first cin"
        )
    else:
        plan = f"{count} copies of `{sub}`, linked from cout to cin, beginning with cin = {zero}"
    digit = f" In detail, {cell}." if kind == "decimal" else ""
    units = f"{count} digits" if kind == "decimal" else f"{width} bits"
    return (
        f"{name} of {units}, structural: {plan}. Outside, {aim}.{outer}{digit}",
        f"Create a hierarchy of two levels. Inner level: {cell}. Outer level: {plan}. The aim is "
        f"that {aim}.{outer}",
        f"Write `{sub}` first: {cell}. Then use it to build this structure ({name}): {plan}. "
        f"In total, {aim}.{outer}",
        f"What is computed? Here {aim}. For instance, {shown}.{outer}{digit} How is it computed? "
        f"By {plan}.",
        f"This block is used in a datapath; {aim}. It is divided into parts: {plan}. As for the "
        f"parts, {cell}; {ports}.{outer}",
        f"Instantiate small adders called `{sub}` to get a big one with the operands {a} and {b} "
        f"and the result {total}: {plan}. Seen from outside, {aim}.{outer}{digit}",
        f"Assume that an adder `{sub}` (a, b, cin to sum, cout) is available in the same file: "
        f"{cell}. Connect instances of it so that {aim}. Use {plan}.{outer}",
        f"The outputs of this circuit can be checked by a simple formula, since {aim}; but its "
        f"inner structure is prescribed. It has {plan}.{outer}{digit}",
    )


def _aim(structure: _Structure) -> tuple[str, str, str]:
    """Return what the whole computes, what it is called, and an example."""
    a, b, total, width = structure.a, structure.b, structure.total, structure.width
    first = structure.first
    plus = f" + {first}" if first else ""
    one, other = (1 << width) - 3, 2
    if structure.kind == "decimal":
        one, other = 7, 5
    elif structure.kind == "addsub":
        one, other = 5 % (1 << width), 2
    levels = {a: one, b: other, **({first: 1} if first else {})}
    found = structure.function(levels)[total]
    digits = (width + 3) // 4
    given = ", ".join(
        f"{name} = {width}'h{value:0{digits}x}" if name in (a, b) else f"{name} = {value}"
        for name, value in levels.items()
    )
    shown = f"{given} produces {total} = {width}'h{found:0{digits}x}"
    if structure.kind == "decimal":
        aim = (
            f"{total} is the decimal sum {a} + {b}{plus} of two numbers of {structure.count} BCD "
            f"digits, with four bits for each digit and the last digit in bits 3 to 0"
        )
        return aim, "BCD ripple adder", shown
    if structure.kind == "addsub":
        aim = (
            f"{total} is {a} + {b} for {first} = 0 and {a} - {b}, made as {a} + ~{b} + 1, for "
            f"{first} = 1, both modulo 2^{width}"
        )
        return aim, "Adder-subtractor", shown
    aim = f"{total} is {a} + {b}{plus} modulo 2^{width}, unsigned"
    return aim, "Carry-select adder" if structure.kind == "select" else "Ripple-carry adder", shown
