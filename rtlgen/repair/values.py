"""Short expressions of a width, made of the signals of a module."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence

from pyslang import syntax

from rtlgen.mutation.source import Source
from rtlgen.mutation.states import states_of
from rtlgen.mutation.tree import module_of

_MOST = 160


def values(source: Source, node: syntax.SyntaxNode, width: int) -> Iterator[str]:
    """Yield expressions of `width` bits over the signals of the module that a node stands in.

    Signals and their inversions first, then constants and states, then two signals and an operator.
    """
    return itertools.islice(dict.fromkeys(_values(source, node, width)), _MOST)


def _values(source: Source, node: syntax.SyntaxNode, width: int) -> Iterator[str]:
    signals = source.signals(node)
    alike = [s.name for s in signals if s.type.bitWidth == width and not s.type.isEnum]
    wide = [s.name for s in signals if s.type.bitWidth > 1 and not s.type.isEnum]
    yield from alike
    yield from (f"~{name}" for name in alike)
    if width == 1:
        yield from (f"{sign}{name}" for name in wide for sign in ("&", "|", "^"))
        yield from (f"{name} == {code}" for name in wide for code in _codes(source, node, name))
        yield from (f"{name}[{bit}]" for name in wide for bit in _bits(source, node, name))
    else:
        yield from (f"{name} {sign} 1'b1" for name in alike for sign in "+-")
    yield from (f"{width}'d{value}" for value in (0, 1) if value < 1 << width)
    yield f"{{{width}{{1'b1}}}}"
    yield from (state.name for state in states_of(source, module_of(node))
                if state.type.bitWidth in (width, 32))  # fmt: skip
    yield from _pairs(alike, width)


def _codes(source: Source, node: syntax.SyntaxNode, name: str) -> Iterator[str]:
    """Constants with which a signal may be compared: states, and numbers of its size."""
    yield from (state.name for state in states_of(source, module_of(node)))
    width = next(s for s in source.signals(node) if s.name == name).type.bitWidth
    literals = source.nodes(syntax.IntegerVectorExpressionSyntax)
    yield from dict.fromkeys(
        code for code in map(source.code, literals) if code.startswith(f"{width}'")
    )


def _bits(source: Source, node: syntax.SyntaxNode, name: str) -> Iterator[int]:
    signal = next(s for s in source.signals(node) if s.name == name)
    if signal.type.hasFixedRange:
        bounds = signal.type.fixedRange
        low, high = sorted((bounds.left, bounds.right))
        yield from range(low, min(high, low + 15) + 1)


def _pairs(names: Sequence[str], width: int) -> Iterator[str]:
    signs = ("&", "|", "^") if width == 1 else ("&", "|", "^", "+", "-")
    for sign in signs:
        for one, other in itertools.combinations(names, 2):
            yield f"{one} {sign} {other}"
            yield f"~({one} {sign} {other})" if sign in "&|^" else f"{other} {sign} {one}"
            if sign in "&|":
                yield f"{one} {sign} ~{other}"
                yield f"~{one} {sign} {other}"
