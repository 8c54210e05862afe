"""Comparators: relations, minimum and maximum of two words, unsigned or two's complement."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.comparators import TRUE_RELATIONS, others

_RELATIONS = {
    "eq": ("==", "is equal to"), "ne": ("!=", "differs from"),
    "lt": ("<", "is less than"), "le": ("<=", "is less than or equal to"),
    "gt": (">", "is greater than"), "ge": (">=", "is greater than or equal to"),
}  # fmt: skip
_SETS = (
    ("eq",), ("lt",), ("gt",), ("ge",), ("le", "ne"), ("eq", "lt"), ("lt", "eq", "gt"),
    ("lt", "eq", "gt"), ("gt", "le"), ("min",), ("max",), ("min", "max"),
)  # fmt: skip
_NAMES = {
    "eq": ("eq", "equal"), "ne": ("ne", "differ"), "lt": ("lt", "less"), "le": ("le", "not_more"),
    "gt": ("gt", "greater"), "ge": ("ge", "not_less"),
    "min": ("min", "smaller"), "max": ("max", "larger"),
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class _Comparator:
    a: str
    b: str
    width: int
    is_signed: bool
    outputs: dict[str, str]
    """Relation, `min` or `max` → port."""

    def function(self, levels: Levels) -> Known:
        """Compare as integers."""
        one, other = self._number(levels[self.a]), self._number(levels[self.b])
        mask = (1 << self.width) - 1
        found = {
            "eq": one == other, "ne": one != other, "lt": one < other, "le": one <= other,
            "gt": one > other, "ge": one >= other,
            "min": min(one, other) & mask, "max": max(one, other) & mask,
        }  # fmt: skip
        return {port: int(found[kind]) for kind, port in self.outputs.items()}

    def _number(self, bits: int) -> int:
        return bits - (bits >> self.width - 1 << self.width) if self.is_signed else bits


def draw(rng: random.Random) -> Drawn:
    """Draw a comparator."""
    kinds = rng.choice(_SETS)
    a, b = rng.choice((("a", "b"), ("x", "y"), ("in1", "in2"), ("lhs", "rhs")))
    style = rng.randrange(2)
    comparator = _Comparator(
        a=a, b=b, width=rng.choice((2, 3, 4, 4, 8, 8, 16, 32)),
        is_signed=rng.random() < 0.45 and kinds != ("eq",),
        outputs={kind: _NAMES[kind][style] for kind in kinds},
    )  # fmt: skip
    is_choice = kinds[0] in ("min", "max")
    return Drawn(
        family="comparators",
        name=rng.choice(("comparator", "compare", f"cmp{comparator.width}", "min_max"))
        if is_choice
        else rng.choice(("comparator", "compare", f"cmp{comparator.width}", "magnitude")),
        ports=(
            input_port(a, comparator.width),
            input_port(b, comparator.width),
            *(
                output_port(port, comparator.width if is_choice else 1)
                for port in comparator.outputs.values()
            ),
        ),
        bodies={
            "assign": _assign(comparator), "if": _chain(comparator), "borrow": _borrow(comparator)
        },
        registers={"if": frozenset(comparator.outputs.values())},
        says=_says(comparator),
        behaviour=lambda: Combinational(comparator.function),
    )  # fmt: skip


def _assign(comparator: _Comparator) -> str:
    a, b = comparator.a, comparator.b
    left, right = (f"$signed({n})" if comparator.is_signed else n for n in (a, b))
    text = ""
    for kind, port in comparator.outputs.items():
        if kind in _RELATIONS:
            text += f"    assign {port} = {left} {_RELATIONS[kind][0]} {right};\n"
        else:
            operator = "<" if kind == "min" else ">"
            text += f"    assign {port} = ({left} {operator} {right}) ? {a} : {b};\n"
    return text


def _chain(comparator: _Comparator) -> str:
    """Decide less, equal or greater once; all outputs follow."""
    a, b, width = comparator.a, comparator.b, comparator.width
    left, right = a, b
    text = ""
    if comparator.is_signed:
        # With the top bit inverted, the order of two's complement is that of unsigned numbers.
        left, right = "p", "q"
        for name, source in ((left, a), (right, b)):
            rest = f"{source}[{width - 2}:0]" if width > 2 else f"{source}[0]"
            text += f"    wire [{width - 1}:0] {name} = {{~{source}[{width - 1}], {rest}}};\n"
        text += "\n"
    less = {**_flags("ne lt le"), "min": a, "max": b}
    same = {**_flags("eq le ge"), "min": a, "max": a}
    more = {**_flags("ne gt ge"), "min": b, "max": a}
    text += "    always @(*) begin\n"
    for head, values in (
        (f"if ({left} < {right})", less), (f"else if ({left} == {right})", same), ("else", more)
    ):  # fmt: skip
        text += f"        {head} begin\n" if head[0] == "i" else f" {head} begin\n"
        for kind, port in comparator.outputs.items():
            text += f"            {port} = {values[kind]};\n"
        text += "        end"
    return f"{text}\n    end\n"


def _flags(true: str) -> dict[str, str]:
    """Return all relations as literals: those listed are true."""
    return {kind: "1'b1" if kind in true.split() else "1'b0" for kind in _RELATIONS}


def _borrow(comparator: _Comparator) -> str:
    """Subtract with one more bit; its sign tells the order."""
    a, b, top = comparator.a, comparator.b, comparator.width - 1
    one, other = (f"{n}[{top}]" if comparator.is_signed else "1'b0" for n in (a, b))
    text = f"    wire [{top + 1}:0] diff = {{{one}, {a}}} - {{{other}, {b}}};\n"
    text += f"    wire below = diff[{top + 1}];\n    wire same = ~|diff;\n\n"
    values = {
        "eq": "same", "ne": "~same", "lt": "below", "le": "below | same",
        "gt": "~(below | same)", "ge": "~below",
        "min": f"below ? {a} : {b}", "max": f"below ? {b} : {a}",
    }  # fmt: skip
    for kind, port in comparator.outputs.items():
        text += f"    assign {port} = {values[kind]};\n"
    return text


def _says(comparator: _Comparator) -> tuple[str, ...]:
    a, b, width = comparator.a, comparator.b, comparator.width
    number = "two's complement signed" if comparator.is_signed else "unsigned"
    low = -(1 << width - 1) if comparator.is_signed else 0
    high = low + (1 << width) - 1
    if "min" in comparator.outputs or "max" in comparator.outputs:
        words = {"min": ("minimum", "smaller"), "max": ("maximum", "larger")}
        named = [(port, *words[kind]) for kind, port in comparator.outputs.items()]
        terse = ", ".join(f"`{port}` = {kind} of `{a}` and `{b}`" for port, kind, _ in named)
        long = " ".join(
            f"The {more} of them appears at `{port}` (either one if they are equal)."
            for port, _, more in named
        )
        cases = " ".join(
            f"- `{port}` is `{a}` when `{a}` {'<' if kind == 'minimum' else '>'} `{b}`, and"
            f" `{b}` otherwise."
            for port, kind, _ in named
        )
    else:
        pairs = [(port, *_RELATIONS[kind]) for kind, port in comparator.outputs.items()]
        terse = ", ".join(f"`{port}` = (`{a}` {sign} `{b}`)" for port, sign, _ in pairs)
        long = " ".join(
            f"`{port}` is high exactly when the first {word} the second." for port, _, word in pairs
        )
        cases = " ".join(
            f"- `{port}` is 1 if `{a}` {word} `{b}`, otherwise 0." for port, _, word in pairs
        )
    return (
        f"Compare {number} {width}-bit words: {terse}.",
        f"The inputs `{a}` (first) and `{b}` (second) are {number} numbers of {width} bits. {long}",
        f"Given `{a}` and `{b}`, both {number} ({low} to {high}), compute {terse}.",
        *_more(comparator, number),
        *others(a, b, width, comparator.outputs, is_signed=comparator.is_signed),
        f"Comparator for {number} numbers ({width} bits), without clock: {cases}",
    )


def _more(comparator: _Comparator, number: str) -> tuple[str, ...]:
    """Say the same in more ways."""
    a, b, width, outs = comparator.a, comparator.b, comparator.width, comparator.outputs
    is_signed = comparator.is_signed
    left, right = (f"$signed({n})" if is_signed else n for n in (a, b))
    words = {
        "eq": "they agree in every bit", "ne": f"{a} and {b} are not the same",
        "lt": f"{a} lies below {b}", "le": f"{a} does not exceed {b}",
        "gt": f"{a} exceeds {b}", "ge": f"{a} reaches or exceeds {b}",
    }  # fmt: skip
    ends = {"min": "lower", "max": "higher"}
    code, told, asked = [], [], []
    for kind, port in outs.items():
        if kind in words:
            code.append(f"{port} = ({left} {_RELATIONS[kind][0]} {right})")
            told.append(f"`{port}` signals that {words[kind]}")
            asked.append(f"{port} to 1 if {words[kind]} and to 0 if not")
        else:
            sign = "<" if kind == "min" else ">"
            code.append(f"{port} = ({left} {sign} {right}) ? {a} : {b}")
            told.append(f"`{port}` is the {ends[kind]} one of `{a}` and `{b}`")
            asked.append(f"{port} to the {ends[kind]} value of {a} and {b}")
    levels = {a: (1 << width) - 1, b: 1}
    found = comparator.function(levels)
    shown = ", ".join(f"{port} is {found[port]:b}" for port in outs.values())
    means = "-1" if is_signed else str(levels[a])
    order = (
        f"the top bit {width - 1} weighs -{1 << width - 1}, so a word that starts with 1 is below "
        f"one that starts with 0"
        if is_signed
        else "all bits have positive weights, so an all-ones word is the largest"
    )
    relations = f"{a} < {b}, {a} = {b}, {a} > {b}"
    table = "; ".join(
        f"{port}: " + ", ".join(_in_case(kind, case, a, b) for case in ("lt", "eq", "gt"))
        for kind, port in outs.items()
    )
    signed = "Signed" if is_signed else "Unsigned"
    value = "1 for yes and 0 for no" if not {"min", "max"} & {*outs} else "no flag, but the word"
    return (
        f"{signed} {width}-bit comparator in one line of Verilog each: {'; '.join(code)}.",
        f"Create a circuit that judges two {width}-bit inputs, {a} and {b}, as {number} values: "
        f"{', and '.join(told)}. An output is {value}.",
        f"In the three cases {relations} ({number}, {width} bits) the outputs are, in this order, "
        f"{table}.",
        f"This block helps a sorter to decide. Words are {number} with {width} bits: {order}. "
        f"It sets {', and '.join(asked)}.",
        f"Assume that {a} holds {levels[a]:b}, which stands for {means}, and {b} holds 1. Then "
        f"{shown}. The rule for all {number} {width}-bit words: set {', and '.join(asked)}.",
        f"Subtract `{b}` from `{a}`, both extended by {'their sign' if is_signed else 'a zero'} to "
        f"{width + 1} bits. The sign of the difference (and whether it is zero) tells the order. "
        f"From this, {', and '.join(told)}.",
        f"You are given two {number} integers of {width} bits in {a} and {b}. What is their order? "
        f"Set {', and '.join(asked)}.",
        f"Relation of `{a}` to `{b}`, {signed.lower()}, {width} bits: {', '.join(told)}. It is "
        f"pure combinational logic.",
    )


def _in_case(kind: str, case: str, a: str, b: str) -> str:
    """Write the value of an output in a case: less, equal or greater."""
    if kind in ("min", "max"):
        is_first = (kind == "min") == (case == "lt")
        return a if is_first or case == "eq" else b
    return str(int(kind in TRUE_RELATIONS[case].split()))
