"""Expressions, what they cost, what they are worth in each lane, and how Verilog writes them.

Every term has a width, and all arithmetic is modulo 2 to that width. Verilog widens operands to
their context instead, so text is written with the width of the context in mind: a narrow word is
padded wherever Verilog would not do it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from types import MappingProxyType
from typing import Final, TypeAlias

from rtlgen.exact.words.lanes import Lanes

OPERATION: Final = 2
"""Cost of an operator. Dearer than a port: else arithmetic explains what a choice of ports does."""
INVERSION: Final = 1
"""Cost of an operator with one operand."""
JOIN: Final = 1
"""Cost of putting two words side by side."""
_Function: TypeAlias = Callable[..., int]


@dataclass(slots=True, kw_only=True, eq=False)
class Term:
    """One expression with its values over all lanes."""

    op: str
    """A key of `OPERATORS`, or `leaf`, `pad`, `concat`, `?`, `case`."""
    width: int
    cost: int
    """Size: a port or one of the constants 0, 1 and all ones is 1, another constant or a part of a
    port 2, an operator `OPERATION`, a label of a case 1."""
    value: int
    """Packed; 0 in bits that are unknown."""
    unknown: int = 0
    """Packed; 1 in each bit that an X in an input makes unknown."""
    args: tuple[Term, ...] = ()
    text: str = ""
    """A leaf as Verilog; the amount of a shift by a constant; the labels of a case."""
    others: list[Term] = field(default_factory=list)
    """Terms of the same cost and the same values in all samples, which differ elsewhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """An operator on words."""

    arity: int
    template: str
    """Verilog, with `{0}` and `{1}` for the operands."""
    is_flag: bool = False
    """The result has one bit, whatever the operands have."""
    is_symmetric: bool = False
    keeps_context: bool = True
    """Verilog evaluates the operands in the width of the context."""
    is_bitwise: bool = False
    """An unknown bit of an operand makes only that bit of the result unknown, not all."""
    evaluate: Callable[[Lanes, int], _Function]
    """(lanes, width of the operands) → function of packed words."""


def _signed(lanes: Lanes, width: int) -> _Function:
    flip = lanes.unit << width - 1
    return lambda a, b: lanes.less(a ^ flip, b ^ flip, width)


def _bound(name: str) -> Callable[[Lanes, int], _Function]:
    return lambda lanes, width: partial(getattr(lanes, name), width=width)


OPERATORS: Final[Mapping[str, Operator]] = MappingProxyType(
    {
        "~": Operator(arity=1, template="~{0}", is_bitwise=True, evaluate=_bound("invert")),
        "neg": Operator(
            arity=1, template="-{0}", evaluate=lambda n, w: lambda a: n.subtract(0, a, w)
        ),
        "|red": Operator(
            arity=1, template="|{0}", is_flag=True, keeps_context=False,
            evaluate=_bound("is_nonzero"),
        ),
        "&red": Operator(
            arity=1, template="&{0}", is_flag=True, keeps_context=False,
            evaluate=lambda n, w: lambda a: n.equal(a, n.ones(w), w),
        ),
        "^red": Operator(
            arity=1, template="^{0}", is_flag=True, keeps_context=False, evaluate=_bound("parity")
        ),
        "-": Operator(arity=2, template="{0} - {1}", evaluate=_bound("subtract")),
        "+": Operator(arity=2, template="{0} + {1}", is_symmetric=True, evaluate=_bound("add")),
        "&": Operator(
            arity=2, template="{0} & {1}", is_bitwise=True, is_symmetric=True,
            evaluate=lambda *_: int.__and__
        ),
        "|": Operator(
            arity=2, template="{0} | {1}", is_bitwise=True, is_symmetric=True,
            evaluate=lambda *_: int.__or__
        ),
        "^": Operator(
            arity=2, template="{0} ^ {1}", is_bitwise=True, is_symmetric=True,
            evaluate=lambda *_: int.__xor__
        ),
        "*": Operator(
            arity=2, template="{0} * {1}", is_symmetric=True, evaluate=_bound("multiply")
        ),
        "==": Operator(
            arity=2, template="{0} == {1}", is_flag=True, is_symmetric=True, keeps_context=False,
            evaluate=_bound("equal"),
        ),
        "<": Operator(
            arity=2, template="{0} < {1}", is_flag=True, keeps_context=False,
            evaluate=_bound("less"),
        ),
        "s<": Operator(
            arity=2, template="({0} ^ {2}) < ({1} ^ {2})", is_flag=True, keeps_context=False,
            evaluate=_signed,
        ),
    }
)  # fmt: skip


def verilog(term: Term, *, is_context: bool = True) -> str:
    """Write a term as a Verilog expression.

    Args:
        term: Of any kind but `case`.
        is_context: The context has the width of the term, so Verilog pads operands by itself.
    """
    match term.op:
        case "leaf":
            return term.text
        case "pad":
            inner = term.args[0]
            if is_context:
                plain = verilog(inner)
                return plain if inner.op == "leaf" else f"{{{plain}}}"
            return f"{{{term.width - inner.width}'b0, {verilog(inner, is_context=False)}}}"
        case "concat":
            return f"{{{', '.join(_parts(term))}}}"
        case "?":
            test, yes, no = term.args
            return (
                f"{_operand(test, is_context=True)} ? {_operand(yes, is_context=is_context)} : "
                f"{_operand(no, is_context=is_context)}"
            )
        case "<<" | ">>":
            word = _operand(term.args[0], is_context=is_context)
            amount = term.text or _operand(term.args[1], is_context=False)
            return f"{word} {term.op} {amount}"
    operator = OPERATORS[term.op]
    keeps = is_context and operator.keeps_context
    if term.width == 1 and all(arg.width == 1 for arg in term.args):
        keeps = True
    args = term.args
    if operator.is_symmetric and _is_minor(args[0]) and not _is_minor(args[1]):
        args = (args[1], args[0])
    chained = term.op if operator.is_symmetric and not operator.is_flag else ""
    operands = [_operand(arg, is_context=keeps, chained=chained) for arg in args]
    width = term.args[0].width
    sign = f"{width}'h{1 << width - 1:x}"
    return operator.template.format(*operands, sign)


def _is_minor(term: Term) -> bool:
    """A constant or a narrow word, which people write second."""
    return term.op == "pad" or "'" in term.text


def _operand(term: Term, *, is_context: bool, chained: str = "") -> str:
    """Write an operand, in parentheses unless it needs none beside the operator `chained`."""
    text = verilog(term, is_context=is_context)
    is_inverted = term.op == "~" and term.args[0].op == "leaf"
    is_atom = is_inverted or term.op in ("leaf", "concat", "pad", chained)
    return text if is_atom else f"({text})"


def _parts(term: Term) -> list[str]:
    """The parts of nested concatenations, flat."""
    if term.op != "concat":
        return [verilog(term, is_context=False)]
    return [part for arg in term.args for part in _parts(arg)]


def leaves(term: Term) -> set[str]:
    """Return the names that a term reads."""
    if term.op == "leaf":
        return set() if "'" in term.text else {term.text.split("[")[0]}
    return {name for arg in term.args for name in leaves(arg)}
