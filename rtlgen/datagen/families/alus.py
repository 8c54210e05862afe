"""Arithmetic and logic units: an opcode chooses what two words give; some have flags."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.notations.alus import Unit, notations
from rtlgen.datagen.operations import OPERATIONS, Operation, signed
from rtlgen.datagen.told.alus import others


@dataclass(frozen=True, slots=True, kw_only=True)
class _Alu:
    width: int
    a: str
    b: str
    op: str
    bits: int
    """Of the opcode."""
    out: str
    codes: tuple[tuple[int, Operation], ...]
    flags: tuple[str, ...]
    """Some of `zero`, `negative`, `carry`, `overflow`."""

    def told(self, text: str) -> str:
        """Put the names into a text about A and B."""
        names = {"A": self.a, "B": self.b, "M-1": str(self.width - 2), "M": str(self.width - 1)}
        return re.sub(r"\b(M-1|[ABM])\b", lambda found: names[found[1]], text)

    def code(self, number: int) -> str:
        """Write an opcode."""
        return f"{self.bits}'b{number:0{self.bits}b}"

    def function(self, levels: Levels) -> Known:
        """Compute result and flags."""
        a, b, mask = levels[self.a], levels[self.b], (1 << self.width) - 1
        operation = dict(self.codes).get(levels[self.op])
        full = operation.value(a, b, self.width) if operation else 0
        result, name = full & mask, operation.name if operation else ""
        one, other = signed(a, self.width), signed(b, self.width)
        exact = {"ADD": one + other, "SUB": one - other}.get(name)
        found = {
            self.out: result, "zero": int(result == 0), "negative": result >> self.width - 1,
            "carry": int(exact is not None and not 0 <= full <= mask),
            "overflow": int(exact is not None and exact != signed(result, self.width)),
        }  # fmt: skip
        return {name: value for name, value in found.items() if name in (self.out, *self.flags)}


def draw(rng: random.Random) -> Drawn:
    """Draw a unit."""
    bits = rng.choice((1, 2, 2, 3, 3, 3, 4))
    count = rng.randrange((1 << bits - 1) + 1, min(1 << bits, 10) + 1)
    chosen = rng.sample(OPERATIONS[:2], rng.choice((1, 2, 2)))
    chosen += rng.sample(OPERATIONS[2:], count - len(chosen))
    rng.shuffle(chosen)
    codes = list(range(count))
    if rng.random() < 0.3:
        codes = sorted(rng.sample(range(1 << bits), count))
    flags = rng.choice(
        (
            (),
            (),
            ("zero",),
            ("zero", "carry"),
            ("zero", "negative"),
            ("zero", "negative", "carry", "overflow"),
            ("carry", "overflow"),
        )
    )
    a, b = rng.choice((("a", "b"), ("x", "y"), ("op_a", "op_b"), ("src1", "src2"), ("in1", "in2")))
    alu = _Alu(
        width=rng.choice((4, 4, 8, 8, 16, 32)), a=a, b=b, bits=bits,
        op=rng.choice(("op", "opcode", "sel", "alu_op", "func")),
        out=rng.choice(("result", "res", "out", "alu_out")),
        codes=tuple(zip(codes, chosen, strict=True)),
        flags=flags,
    )  # fmt: skip
    outs = frozenset({alu.out})
    return Drawn(
        family="alus",
        name=rng.choice(("alu", f"alu{alu.width}", "simple_alu", "top_module")),
        ports=(
            input_port(a, alu.width), input_port(b, alu.width), input_port(alu.op, bits),
            output_port(alu.out, alu.width), *map(output_port, flags),
        ),
        bodies=_bodies(alu),
        registers={"case": outs, "if": outs},
        says=_says(alu),
        behaviour=lambda: Combinational(alu.function),
    )  # fmt: skip


def _bodies(alu: _Alu) -> dict[str, str]:
    """Write a case, a chain of `if`, one of `?:`, and all results masked and ORed."""
    out, op, zero = alu.out, alu.op, f"{alu.width}'d0"
    rows = [(one.name, alu.code(n), alu.told(one.verilog)) for n, one in alu.codes]
    constants = ", ".join(f"{name} = {code}" for name, code, _ in rows)
    word = f"[{alu.bits - 1}:0] " if alu.bits > 1 else ""
    head = f"    localparam {word}{constants};\n"
    arms = "".join(f"            {name}: {out} = {text};\n" for name, _, text in rows)
    tests = "".join(
        f"        {'else ' if n else ''}if ({op} == {code})\n            {out} = {text};\n"
        for n, (_, code, text) in enumerate(rows)
    )
    is_whole = len(rows) == 1 << alu.bits
    if is_whole:
        tests = tests.replace(f"else if ({op} == {rows[-1][1]})", "else")
    last = f"        else\n            {out} = {zero};\n" if not is_whole else ""
    chain = "".join(f"({op} == {code}) ? ({text})\n        : " for _, code, text in rows)
    masks = "\n        | ".join(
        f"({{{alu.width}{{{op} == {code}}}}} & ({text}))" for _, code, text in rows
    )
    flags = _flags(alu)
    return {
        "case": f"{head}    always @(*)\n        case ({op})\n{arms}"
        f"            default: {out} = {zero};\n        endcase\n{flags}",
        "if": f"    always @(*) begin\n{tests}{last}    end\n{flags}",
        "chain": f"    assign {out} = {chain}{zero};\n{flags}",
        "masks": f"    assign {out} = {masks};\n{flags}",
    }


def _flags(alu: _Alu) -> str:
    a, b, out, top, lines = alu.a, alu.b, alu.out, alu.width - 1, ""
    codes = {one.name: alu.code(n) for n, one in alu.codes}
    carries, overflows = [], []
    for name, sign in (("ADD", "+"), ("SUB", "-")):
        if name in codes and "carry" in alu.flags:
            long = f"{{1'b0, {a}}} {sign} {{1'b0, {b}}}"
            lines += f"    wire [{top + 1}:0] {name.lower()}_long = {long};\n"
        if name in codes:
            is_now = f"{alu.op} == {codes[name]}"
            carries.append(f"({is_now} && {name.lower()}_long[{top + 1}])")
            same = "==" if name == "ADD" else "!="
            overflows.append(
                f"({is_now} && {a}[{top}] {same} {b}[{top}] && {out}[{top}] != {a}[{top}])"
            )
    texts = {
        "zero": f"({out} == 0)", "negative": f"{out}[{top}]", "carry": " || ".join(carries),
        "overflow": " || ".join(overflows),
    }  # fmt: skip
    return lines + "".join(f"    assign {name} = {texts[name]};\n" for name in alu.flags)


def _says(alu: _Alu) -> tuple[str, ...]:
    a, b, out, op, width = alu.a, alu.b, alu.out, alu.op, alu.width
    rows = [(f"{n:0{alu.bits}b}", one.name, alu.told(one.words)) for n, one in alu.codes]
    names = {one.name for _, one in alu.codes}
    whole = len(rows) == 1 << alu.bits
    rest = "" if whole else f" For every other code `{out}` is 0."
    also = "" if whole else f" An opcode that is not in the list gives {out} = 0."
    added = [{"ADD": f"{a} + {b}", "SUB": f"{a} - {b}"}[n] for n in ("ADD", "SUB") if n in names]
    carry = " and ".join(
        {"ADD": "1 for an addition whose unsigned sum does not fit",
         "SUB": f"1 for a subtraction with {a} < {b} as unsigned numbers (a borrow)"}[n]
        for n in ("ADD", "SUB") if n in names
    )  # fmt: skip
    told = {
        "zero": f"`zero` is 1 when `{out}` is 0",
        "negative": f"`negative` is the top bit of `{out}`",
        "carry": f"`carry` is {carry}, and 0 otherwise",
        "overflow": f"`overflow` is 1 when {' or '.join(added)} is computed and does not fit into "
        f"{width} bits as a two's complement number, and 0 otherwise",
    }
    flags = "".join(f" {told[flag][0]}{told[flag][1:]}." for flag in alu.flags)
    listed = "; ".join(f"{code}: {words}" for code, _, words in rows)
    table = "\n".join(f"{code} | {name} | {words}" for code, name, words in rows)
    bullets = "\n".join(f"- {op} = {code}: {out} = {words}" for code, _, words in rows)
    rules = " ".join(f"{n}. {code} gives {words}." for n, (code, _, words) in enumerate(rows, 1))
    cut = f"Results are cut to {width} bits."
    arms = "; ".join(f"{alu.code(n)}: {alu.told(one.verilog)}" for n, one in alu.codes)
    meant = "; ".join(f"{code} is {name}, that is {words}" for code, name, words in rows)
    picked = "; ".join(f"{words} (code {code})" for code, _, words in rows)
    numbered = "; ".join(f"{n}: {alu.told(one.words)}" for n, one in alu.codes)
    defined = " ".join(f"{name} means that `{out}` is {words}." for _, name, words in rows)
    shown = " ".join(f"At {code} `{out}` carries {words}." for code, _, words in rows)
    chain = "; otherwise, ".join(f"if {op} is binary {code}, {out} is {w}" for code, _, w in rows)
    chain = f"{chain[0].upper()}{chain[1:]}" + ("" if whole else f"; in all other cases {out} is 0")
    number, one = alu.codes[0]
    sample = (
        f"For example, {a} = 6 and {b} = 3 with {op} = {alu.code(number)} give "
        f"{one.value(6, 3, width) % (1 << width)} on {out}."
    )
    return (
        f"An ALU for words of {width} bits, no clock. `{out}` depends on `{op}` (in binary): "
        f"{listed}.{rest} {cut}{flags}",
        f"Build a combinational arithmetic and logic unit with two operands of {width} bits.\n\n"
        f"{bullets}\n\nThe opcodes are binary. {cut}{also}{flags}",
        f"Operation table ({op} in binary, operands and {out} of {width} bits).\n\n"
        f"{op} | mnemonic | {out}\n{table}\n\n{cut}{rest}{flags}",
        f"ALU of {a} and {b}, {width} bits, function select {op}. In Verilog operators: {arms}; "
        f"{'no other code exists' if whole else 'any other code gives 0'}. {cut}{flags}",
        f"This block is the execution unit of a small processor. `{op}` names, in binary, the "
        f"instruction to carry out on `{a}` and `{b}`: {meant}.{rest} {cut}{flags}",
        f"Think of a multiplexer behind a set of functional units that all work at once. By its "
        f"select `{op}` it passes one of these to `{out}`: {picked}.{rest} {cut}{flags}",
        f"Create a combinational ALU. {chain}, and there is no state. All results have {width} "
        f"bits, with anything above dropped.{flags}",
        f"You are given two {width}-bit operands `{a}` and `{b}` and a select code. Read `{op}` as "
        f"an unsigned decimal number and set `{out}` accordingly: {numbered}.{rest} {cut}{flags}",
        f"The unit knows the operations {', '.join(n for _, n, _ in rows)}, with the codes "
        f"{', '.join(code for code, _, _ in rows)} on `{op}` (binary, in the same order). "
        f"{defined} {cut}{rest}{flags}",
        f"Assume {width}-bit words. {sample} In full, the binary code on `{op}` selects the value "
        f"of `{out}` as follows: {picked}.{rest} {cut}{flags}",
        f"What the output shows is decided by `{op}` alone. {shown}{rest} {cut}{flags}",
        *_others(alu),
        *_notations(alu),
        f"Given `{a}`, `{b}` and the opcode `{op}`, compute `{out}` modulo 2 to the power of "
        f"{width} by these rules. {rules}{also}{flags}",
    )


def _others(alu: _Alu) -> tuple[str, ...]:
    """Describe the same unit in further words."""
    rows = [(n, one.name, alu.told(one.verilog), alu.told(one.words)) for n, one in alu.codes]
    example = [one.value(6, 3, alu.width) % (1 << alu.width) for _, one in alu.codes]
    return others(
        alu.a, alu.b, (alu.op, alu.bits), (alu.out, alu.width), rows, alu.flags, example
    )  # fmt: skip


def _notations(alu: _Alu) -> tuple[str, ...]:
    """Describe the same unit in further notations."""
    return notations(
        Unit(
            a=alu.a, b=alu.b, op=alu.op, bits=alu.bits, out=alu.out, width=alu.width,
            codes=alu.codes, flags=alu.flags,
        )
    )  # fmt: skip
