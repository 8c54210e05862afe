"""Sums of products and products of sums, in several notations, of two to four bits."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Combinational, Known, Levels
from rtlgen.datagen.drawn import Drawn, input_port, output_port
from rtlgen.datagen.told.normal_forms import others

_INPUTS = (
    ("a", "b", "c", "d"), ("w", "x", "y", "z"), ("A", "B", "C", "D"), ("p", "q", "r", "s"),
    ("x1", "x2", "x3", "x4"), ("in3", "in2", "in1", "in0"), ("i", "j", "k", "l"),
)  # fmt: skip
_VECTORS = ("x", "in", "a", "sw", "v")
_OUTPUTS = ("f", "F", "out", "o1", "h", "result", "g")
_NAMES = ("two_level", "sop_pos", "normal_form", "logic2", "function_f", "top_module")

Literal = tuple[str, bool]
"""An input, and whether it counts as it is (True) or inverted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    """An OR of ANDs, or with `is_product` an AND of ORs."""

    names: tuple[str, ...]
    """The inputs, the one that counts most in a row first."""
    groups: tuple[tuple[Literal, ...], ...]
    is_product: bool

    def value(self, bits: Mapping[str, int]) -> int:
        """Compute the function."""
        inner, outer = (any, all) if self.is_product else (all, any)
        return int(outer(inner(bits[n] == int(plain) for n, plain in g) for g in self.groups))

    def rows(self, wanted: int) -> list[int]:
        """Return the rows of the truth table with this value."""
        rows = enumerate(itertools.product((0, 1), repeat=len(self.names)))
        return [n for n, r in rows if self.value(dict(zip(self.names, r, strict=True))) == wanted]

    def written(self, literal: Callable[[str], str], both: str, either: str) -> str:
        """Write it.

        Args:
            literal: Writes the inverse of an input.
            both: Between the parts of an AND.
            either: Between the parts of an OR.
        """
        inner, outer = (either, both) if self.is_product else (both, either)
        parts = [inner.join(n if plain else literal(n) for n, plain in g) for g in self.groups]
        if len(parts) > 1 and (self.is_product or both not in ("", "·")):
            parts = [f"({part})" if inner in part else part for part in parts]
        return outer.join(parts)

    def told(self) -> list[str]:
        """Say of each group when it decides: a product makes a 1, a sum a 0."""
        return [
            " and ".join(f"`{n}` is {int(plain != self.is_product)}" for n, plain in group)
            for group in self.groups
        ]


def draw(rng: random.Random) -> Drawn:
    """Draw a form; the inputs are bits with names, or the bits of a word."""
    count, out = rng.choice((2, 3, 3, 3, 4, 4)), rng.choice(_OUTPUTS)
    word = rng.choice(_VECTORS) if rng.random() < 0.25 else None
    names = rng.choice(_INPUTS)[:count]
    if word is not None:
        names = tuple(f"{word}[{place}]" for place in reversed(range(count)))
    form = _form(rng, names)

    def function(levels: Levels) -> Known:
        if word is None:
            return {out: form.value(levels)}
        return {out: form.value({f"{word}[{n}]": levels[word] >> n & 1 for n in range(count)})}

    inputs = [input_port(name) for name in names] if word is None else [input_port(word, count)]
    return Drawn(
        family="normal_forms",
        name=rng.choice(_NAMES),
        ports=(*inputs, output_port(out)),
        bodies=_bodies(form, out, word),
        registers={"if": frozenset({out}), "case": frozenset({out})},
        says=_says(rng, form, out),
        behaviour=lambda: Combinational(function),
    )


def _form(rng: random.Random, names: tuple[str, ...]) -> _Form:
    """Draw groups until each input matters."""
    while True:
        groups = set[tuple[Literal, ...]]()
        for _ in range(rng.choice((1, 2, 2, 3, 3, 4))):
            some = sorted(rng.sample(names, rng.randint(1, len(names))), key=names.index)
            groups.add(tuple((name, rng.random() < 0.6) for name in some))
        form = _Form(
            names=names, groups=tuple(sorted(groups)), is_product=rng.random() < 0.4
        )  # fmt: skip
        ones, rows = set(form.rows(1)), range(1 << len(names))
        if all(
            any((row in ones) != (row ^ 1 << place in ones) for row in rows)
            for place in range(len(names))
        ):
            return form


def _bodies(form: _Form, out: str, word: str | None) -> dict[str, str]:
    plain = form.written(lambda n: f"~{n}", " & ", " | ")
    test = form.written(lambda n: f"!{n}", " && ", " || ")
    rows, zeros = form.rows(1), form.rows(0)
    value, listed = (1, rows) if len(rows) <= len(zeros) else (0, zeros)
    count, subject = len(form.names), word or f"{{{', '.join(form.names)}}}"
    labels = ", ".join(f"{count}'b{row:0{count}b}" for row in listed)
    inner = " | " if form.is_product else " & "
    sign, wires = (" & " if form.is_product else " | "), []
    for number, group in enumerate(form.groups, 1):
        text = inner.join(n if is_plain else f"~{n}" for n, is_plain in group)
        wires.append(f"    wire t{number} = {text};\n")
    names = sign.join(f"t{number}" for number in range(1, len(wires) + 1))
    return {
        "assign": f"    assign {out} = {plain};\n",
        "if": f"    always @(*) begin\n        if ({test})\n            {out} = 1'b1;\n"
        f"        else\n            {out} = 1'b0;\n    end\n",
        "case": f"    always @(*)\n        case ({subject})\n"
        f"            {labels}: {out} = 1'b{value};\n"
        f"            default: {out} = 1'b{1 - value};\n        endcase\n",
        "terms": f"{''.join(wires)}    assign {out} = {names};\n",
    }


def _says(rng: random.Random, form: _Form, out: str) -> tuple[str, ...]:
    kind = "product of sums" if form.is_product else "sum of products"
    point = "" if all(len(name) == 1 for name in form.names) and rng.random() < 0.7 else "·"
    algebra = form.written(lambda n: f"{n}'", point, " + ")
    words = form.written(lambda n: f"(NOT {n})", " AND ", " OR ")
    small = form.written(lambda n: f"not {n}", " and ", " or ")
    code = form.written(lambda n: f"~{n}", " & ", " | ")
    logical = form.written(lambda n: f"!{n}", " && ", " || ")
    order = ", ".join(f"`{name}`" for name in form.names)
    ones, zeros = (", ".join(map(str, form.rows(value))) for value in (1, 0))
    decided, rest = (0, 1) if form.is_product else (1, 0)
    told = form.told()
    bullets = "; ".join(f"({n}) {text}" for n, text in enumerate(told, 1))
    symbol = f"ΠM({zeros})" if form.is_product else f"Σm({ones})"
    verb = rng.choice(("Implement", "Build", "Create logic for"))
    given = "1" if not form.is_product else "0"
    return (
        f"{verb} {out} = {algebra}, where x' is the complement of x.",
        f"`{out}` is the {kind} {code}.",
        f"Let {out} = {words}.",
        f"`{out}` is {decided} if {', or if '.join(told)}. Otherwise it is {rest}.",
        f"The {kind} is {algebra} (' means NOT, + means OR, factors are ANDed); output it as "
        f"`{out}`.",
        f"Combinational function with {out}({', '.join(form.names)}) = {symbol}; the first "
        "input is the most significant bit of the row number.",
        f"In the truth table with the inputs in the order {order}, the rows {ones} have a 1, and "
        f"the rows {zeros} have a 0 for `{out}`.",
        f"Drive `{out}` to {decided} in any of these cases, and to {rest} otherwise: {bullets}.",
        f"Write the function \"{small}\" and call the result `{out}`.",
        f"Logical expression for the output {out}: {logical}.",
        f"Two-level logic for {out}: {_gates(form)}.",
        f"Read {order} as the digits of a binary number. `{out}` is 0 for the numbers {zeros}, and "
        "1 for all others.",
        f"You are given a completely specified function of {order} as a {kind}, {small}. Create a "
        f"circuit with the output `{out}` for it.",
        *others(form.groups, form.names, form.rows(1), out, is_product=form.is_product),
        f"The output `{out}` shall be {given} in exactly {_few(len(told))}: {' / '.join(told)}.",
    )  # fmt: skip


def _few(count: int) -> str:
    return "this case" if count == 1 else "these cases (one or more of them hold)"


def _gates(form: _Form) -> str:
    """Tell the gates of both levels."""
    inner, outer = ("OR", "AND") if form.is_product else ("AND", "OR")
    parts = [
        ", ".join(name if plain else f"not {name}" for name, plain in group)
        for group in form.groups
    ]
    gates = [f"{inner}({part})" if "," in part else part for part in parts]
    return gates[0] if len(gates) == 1 else f"the {outer} of {'; '.join(gates)}"
