"""Comparators: relations, minimum and maximum of two words, unsigned or two's complement."""

from __future__ import annotations

import random
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port

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
        f"Comparator for {number} numbers ({width} bits), without clock: {cases}",
    )
