"""Arithmetic and logic units in further words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

Row = tuple[int, str, str, str]
"""Opcode, mnemonic, Verilog expression and words."""


def others(
    a: str, b: str, op: tuple[str, int], out: tuple[str, int], rows: Sequence[Row],
    flags: Sequence[str], example: Sequence[int],
) -> tuple[str, ...]:  # fmt: skip
    """Describe a unit.

    Args:
        a: The first operand.
        b: The second one.
        op: The opcode and its width.
        out: The result and its width.
        rows: The operations.
        flags: Outputs beside the result.
        example: What each operation gives for 6 and 3.
    """
    is_whole = len(rows) == 1 << op[1]
    kinds = sorted({kind for _, kind, _, _ in rows} & {"ADD", "SUB"})
    told, formal = _flags(a, b, out, kinds, flags)
    code, (name, width) = op[0], out
    terse = ", ".join(
        f"{n} = {_TERSE.get(kind, kind).format(A=a, B=b)}" for n, kind, _, _ in rows
    )  # fmt: skip
    shown = ", ".join(f"{value} for {n}" for (n, _, _, _), value in zip(rows, example, strict=True))
    rules = "; ".join(f"code {n} means {said}" for n, _, _, said in rows)
    listed = " and ".join(f"`{one}`" for one in (name, *flags))
    return (
        (
            f"ALU, {width}-bit, {code} {terse}{'' if is_whole else '; other codes give 0'}"
            f"{_short(kinds, flags)}."
        ),
        (
            f"{listed} depend{'' if flags else 's'} on `{a}`, `{b}` and `{code}` only. Put 6 on "
            f"{a} and 3 on {b}: then {name} is {shown} on {code}, as unsigned numbers. The reason: "
            f"{rules}{'' if is_whole else '; a code that is not used means 0'}. `{name}` has "
            f"{width} bits and wraps around.{told}"
        ),
        *_spoken(a, b, op, out, rows, is_whole, (told, formal)),
        *_written(a, b, op, out, rows, is_whole, formal),
    )


def _spoken(
    a: str, b: str, op: tuple[str, int], out: tuple[str, int], rows: Sequence[Row],
    is_whole: bool, flags: tuple[str, str],
) -> tuple[str, ...]:  # fmt: skip
    (code, bits), (name, width), (told, formal) = op, out, flags
    words = [(f"{n:0{bits}b}", said) for n, _, _, said in rows]
    asked = "; ".join(f"at {digits}, {said}" for digits, said in words)
    shall = "; ".join(f"when `{code}` is {d}, `{name}` shall be {said}" for d, said in words)
    down = "; ".join(f"when `{code}` is {d}, it is {said}" for d, said in reversed(words))
    mine = "; ".join(f"{n} is {mnemonic} ({said})" for n, mnemonic, _, said in rows)
    kept = "; ".join(f"while `{code}` is {digits}, {said}" for digits, said in words)
    mod = f"All arithmetic is modulo 2^{width}."
    none = {
        "ask": "; at every other code, 0", "shall": " A code without an operation "
        "must give 0.", "down": f"; unless `{code}` is one of these, it is 0",
        "mine": " Codes that I have not used should give 0.",
        "kept": f" Under a code that is missing here, `{name}` is zero.",
    }  # fmt: skip
    if is_whole:
        none = dict.fromkeys(none, "")
    return (
        (
            f"Which combinational unit with {width}-bit operands `{a}` and `{b}` puts these values "
            f"on `{name}`, by the binary code on `{code}`: {asked}{none['ask']}? Build it. "
            f"{mod}{formal}"
        ),
        (
            f"I need the ALU for our little {width}-bit CPU, purely combinational. My values of "
            f"`{code}`, in decimal: {mine}.{none['mine']} I only keep the low {width} bits of what "
            f"comes out.{told}"
        ),
        (
            f"The ALU shall have no storage. {shall[0].upper()}{shall[1:]} (codes in binary)."
            f"{none['shall']} The result must be truncated to {width} bits.{told}"
        ),
        (
            f"`{name}` by cases, from the highest code down: {down}. The codes are written in "
            f"binary, and what exceeds {width} bits is lost.{told}"
        ),
        (
            f"Unlike an accumulator, this ALU remembers nothing: the same `{a}`, `{b}` and "
            f"`{code}` always give the same `{name}`. This is: {kept}. Those codes are "
            f"binary.{none['kept']} {mod}{told}"
        ),
    )


def _written(
    a: str, b: str, op: tuple[str, int], out: tuple[str, int], rows: Sequence[Row],
    is_whole: bool, flags: str,
) -> tuple[str, ...]:  # fmt: skip
    (code, bits), (name, width) = op, out
    names = {"A": a, "B": b, "M": str(width - 1), "W": str(width)}
    tests = [(f"({code} == {bits}'b{n:0{bits}b})", text) for n, _, text, _ in rows]
    final = f"({tests[-1][1]})" if is_whole else f"{width}'d0"
    chain = " : ".join(f"{test} ? ({text})" for test, text in (tests[:-1] if is_whole else tests))
    maths = "; ".join(f"f_{n} = {_pick(_MATHS, names, kind) or w}" for n, kind, _, w in rows)
    code_c = " ".join(f"case {n}: return {_pick(_C, names, kind) or v};" for n, kind, v, _ in rows)
    most = "" if is_whole else f"; f_n = 0 for all other n below {1 << bits}"
    return (
        f"Drive `{name}` with {chain} : {final}, computed in {width} bits.{flags}",
        (
            f"Let `{a}` and `{b}` be integers from 0 to 2^{width} - 1 and n the value of `{code}`. "
            f"Then {name} = f_n mod 2^{width}, where {maths}{most}.{flags}"
        ),
        (
            f"In C, with unsigned variables of {width} bits, `{name}` would be the value of a "
            f"function with the body `switch ({code}) {{ "
            f"{code_c}{'' if is_whole else ' default: return 0;'} }}`; as hardware it is plain "
            f"logic.{flags}"
        ),
    )


def _pick(table: Mapping[str, str], names: Mapping[str, str], mnemonic: str) -> str:
    return table.get(mnemonic, "").format_map(names)


def _flags(
    a: str, b: str, out: tuple[str, int], kinds: Sequence[str], flags: Sequence[str]
) -> tuple[str, str]:
    """Tell the flags in two ways; `kinds` holds those of ADD and SUB that the unit knows."""
    name, width = out
    top, sums = width - 1, [f"{a} {'+' if kind == 'ADD' else '-'} {b}" for kind in kinds]
    outs = (
        {"ADD": f"the carry out of bit {top} for {a} + {b}",
         "SUB": f"the borrow for {a} - {b} (1 if {a} < {b}, unsigned)"},
        {"ADD": f"bit {width} of the unsigned sum for {a} + {b}",
         "SUB": f"({a} < {b}), unsigned, for {a} - {b}"},
    )  # fmt: skip
    carries = [" and ".join(texts[kind] for kind in kinds) for texts in outs]
    signs = {
        "ADD": f"{a}[{top}] == {b}[{top}] && {name}[{top}] != {a}[{top}] for {a} + {b}",
        "SUB": f"{a}[{top}] != {b}[{top}] && {name}[{top}] != {a}[{top}] for {a} - {b}",
    }
    words = {
        "zero": f"`zero` is high while {name} is all zeros.",
        "negative": f"`negative` repeats {name}[{top}].",
        "carry": f"`carry` is {carries[0]}, low under any other operation.",
        "overflow": f"`overflow` is high if {' or '.join(sums)} is selected and its true signed "
        f"value lies outside of {-(1 << top)} to {(1 << top) - 1}, else low.",
    }
    formulas = {
        "zero": f"`zero` equals ({name} == 0).",
        "negative": f"`negative` is set for a negative {name}, read as two's complement.",
        "carry": f"`carry` equals {carries[1]}, and 0 for the rest.",
        "overflow": f"`overflow` equals {' and '.join(signs[k] for k in kinds)}, otherwise 0.",
    }
    told, formal = ("".join(f" {texts[f]}" for f in flags) for texts in (words, formulas))
    return told, formal


def _short(kinds: Sequence[str], flags: Sequence[str]) -> str:
    """Name the flags, with what is needed to know them."""
    both = " and ".join(kinds)
    carry = f"carry ({both} only{', borrow for SUB' if 'SUB' in kinds else ''})"
    texts = {"carry": carry, "overflow": f"overflow (signed, {both} only)"}
    found = [texts.get(flag, flag) for flag in flags]
    return f"; flag{'s' if len(found) > 1 else ''}: {', '.join(found)}" if found else ""


_TERSE = {
    "ADD": "ADD", "SUB": "SUB", "AND": "AND", "OR": "OR", "XOR": "XOR", "NOR": "NOR",
    "NAND": "NAND", "XNOR": "XNOR", "NOT": "NOT {A}", "PASS": "PASS {B}", "INC": "INC {A}",
    "DEC": "DEC {A}", "NEG": "NEG {A}", "SHL": "{A} << 1", "SHR": "{A} >> 1",
    "SAR": "{A} >>> 1 (arithmetic)", "ROL": "{A} rotated left by 1", "SLTU": "unsigned {A} < {B}",
    "SLT": "signed {A} < {B}", "EQ": "{A} == {B}", "MAX": "unsigned max({A}, {B})",
}  # fmt: skip
_MATHS = {
    "ADD": "{A} + {B}", "SUB": "{A} - {B}", "NOT": "2^{W} - 1 - {A}", "PASS": "{B}",
    "INC": "{A} + 1", "DEC": "{A} - 1", "NEG": "-{A}", "SHL": "2*{A}", "SHR": "floor({A} / 2)",
    "ROL": "2*{A} + floor({A} / 2^{M})", "MAX": "max({A}, {B})",
}  # fmt: skip
_C = {
    "XNOR": "~({A} ^ {B})", "INC": "{A} + 1", "DEC": "{A} - 1", "NEG": "-{A}",
    "SAR": "(signed){A} >> 1", "ROL": "({A} << 1) | ({A} >> {M})",
    "SLT": "(signed){A} < (signed){B}", "MAX": "{A} > {B} ? {A} : {B}",
}  # fmt: skip
