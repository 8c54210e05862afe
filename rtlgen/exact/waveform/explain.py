"""The smallest explanation of each output of a waveform."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from rtlgen.exact.emit import bit_names
from rtlgen.exact.waveform.bits import BitFunction, fit_bits
from rtlgen.exact.waveform.kinds import Kind, Row, Way, merge, project, reset_bits, rows_of, ways
from rtlgen.exact.waveform.timeline import Delay, Timeline
from rtlgen.exact.words.problem import Problem, Variable
from rtlgen.exact.words.search import Effort, largest_cost, search
from rtlgen.exact.words.terms import Term, leaves
from rtlgen.spec.model import Port, RoleKind, Spec

_RESET_COST = 2
"""What it adds to the cost of a function to read a reset as if it were data."""
_MANY_OUTPUTS = 4
_BIT_LEVEL = 12
"""Most input bits for which an output is also looked at as a truth table."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """How one output follows from what is known."""

    port: Port
    way: Way
    cost: int
    term: Term | None = None
    """The function, when it is one of words."""
    bits: tuple[BitFunction, ...] = ()
    """The function, when it is one of bits."""
    other: Term | None = None
    """Another function of the same size that agrees as well."""
    is_smallest: bool = False
    """No other expression of its size or below agrees (of the operators that are searched)."""
    seen: int = 0
    """Combinations of inputs that the waveform shows."""
    input_bits: int = 0
    """Bits of everything that the output might depend on."""
    reset_bits: str = ""
    """Value after a reset; `x` where the waveform does not show it."""

    @property
    def is_determined(self) -> bool:
        """Everything that the output might depend on was seen in all combinations."""
        return self.input_bits <= 20 and self.seen == 1 << self.input_bits

    def reads(self) -> set[str]:
        """Names of the ports and delays that the function reads."""
        if self.term is not None:
            return leaves(self.term)
        return {name for function in self.bits for name in function.names}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What is shown, and what a function may read."""

    spec: Spec
    timelines: tuple[Timeline, ...]
    delays: tuple[Delay, ...] = ()
    delay_reset: Port | None = None
    """Sets the delayed inputs to 0."""

    @property
    def data(self) -> list[Port]:
        """Inputs that are no clocks."""
        return [p for p in self.spec.inputs if p.role.kind is not RoleKind.CLOCK]

    @property
    def delayed(self) -> list[Port]:
        """The delayed inputs, as ports."""
        return [replace(d.port, name=d.name, lsb=0, is_ascending=False) for d in self.delays]


def explain(scene: Scene) -> dict[str, Explanation | None]:
    """Explain all outputs by inputs, outputs and delayed inputs; None where that is not enough."""
    outputs = scene.spec.outputs
    own = {port.name: explain_alone(port, scene) for port in outputs}
    if not scene.spec.clocks:
        return own
    fixed: dict[str, Explanation | None] = {}
    others = {port.name: _explain_by_outputs(port, scene, outputs, own[port.name])
              for port in outputs}  # fmt: skip
    for port in outputs:
        if others[port.name] is None:
            fixed[port.name] = own[port.name]
    for port in outputs:
        if port.name not in fixed:
            # Only outputs that are explained already: logic must not go round in a circle.
            usable = [p for p in outputs if fixed.get(p.name) is not None]
            again = _explain_by_outputs(port, scene, usable, own[port.name])
            fixed[port.name] = again or own[port.name]
    return fixed


def explain_alone(port: Port, scene: Scene) -> Explanation | None:
    """Logic of inputs, a register or a latch: the smallest of them."""
    best: Explanation | None = None
    for way in ways(scene.spec.clocks, scene.spec.resets):
        if scene.delays and not way.is_usual:
            continue
        readable = _readable(way, scene)
        certain = None if scene.delays else _as_bits(port, way, readable, scene, is_certain=True)
        if certain is not None and port.width == 1 and not way.cost:
            return certain
        best = _as_words(port, way, readable, scene, best) or best
        if certain is not None and (best is None or certain.cost < best.cost):
            best = certain
    return best


def explain_loosely(port: Port, scene: Scene) -> Explanation | None:
    """The fewest bits that decide each bit of an output, whatever they do elsewhere."""
    for way in ways(scene.spec.clocks, scene.spec.resets):
        made = _as_bits(port, way, _readable(way, scene), scene, is_certain=False)
        if made is not None:
            return made
    return None


def _readable(way: Way, scene: Scene) -> list[Port]:
    """What a function may read: a register also sees the outputs before the edge."""
    ports = [p for p in scene.data if p not in way.resets] + scene.delayed
    return [*ports, *scene.spec.outputs] if way.kind.is_edge else ports


def _explain_by_outputs(
    port: Port, scene: Scene, outputs: Sequence[Port], known: Explanation | None
) -> Explanation | None:
    """Logic of inputs and other outputs, where that is smaller than what is known."""
    readable = [*scene.data, *scene.delayed, *(p for p in outputs if p.name != port.name)]
    way = Way(kind=Kind.LOGIC)
    if known is not None and (known.is_determined or known.way.kind is Kind.LOGIC):
        return None
    made = _as_words(port, way, readable, scene, known)
    if made is None or not made.reads() & {p.name for p in outputs}:
        return None if known is not None else made
    return made


def _as_bits(
    port: Port, way: Way, readable: Sequence[Port], scene: Scene, *, is_certain: bool
) -> Explanation | None:
    if sum(p.width for p in readable) > _BIT_LEVEL:
        return None
    rows = _rows(port, way, readable, scene)
    if not rows:
        return None
    bits = fit_bits(port, rows, readable, is_certain=is_certain)
    if bits is None:
        return None
    cost = way.cost + sum(function.size for function in bits)
    return _seen(
        Explanation(port=port, way=way, cost=cost, bits=bits), rows, readable, scene
    )  # fmt: skip


def _as_words(
    port: Port, way: Way, readable: Sequence[Port], scene: Scene, best: Explanation | None
) -> Explanation | None:
    """The smallest expression, when it beats the best so far."""
    rows = _rows(port, way, readable, scene)
    if not rows:
        return None
    delays = {delay.name: delay.edges for delay in scene.delays}
    resets = {p.name: _RESET_COST for p in readable if p.role.kind is RoleKind.RESET}
    extra = {**resets, **delays}
    variables = tuple(_variable(p, 1 + extra.get(p.name, 0)) for p in readable)
    problem = Problem(variables=variables, rows=rows, width=port.width)
    limit = largest_cost(problem)
    if best is not None:
        limit = min(limit, best.cost - way.cost - 1)
    is_large = scene.delays or len(scene.spec.outputs) > _MANY_OUTPUTS
    effort = Effort.SMALL if is_large else Effort.LARGE
    found = search(problem, max_cost=limit, effort=effort) if limit > 0 else None
    if found is None:
        return None
    # Of equal designs the one that may keep its value: registers with an enable are the rule.
    first, *rest = sorted(found.terms, key=lambda term: not _keeps(term, port.name))
    other = rest[0] if rest else None
    made = Explanation(
        port=port, way=way, cost=way.cost + found.cost, term=first, other=other,
        is_smallest=found.is_smallest and other is None,
    )  # fmt: skip
    return _seen(made, rows, readable, scene)


def _keeps(term: Term, name: str) -> bool:
    """Whether a choice leaves a register as it is."""
    is_kept = term.op == "?" and any(a.op == "leaf" and a.text == name for a in term.args[1:])
    return is_kept or any(_keeps(arg, name) for arg in term.args)


def _rows(port: Port, way: Way, readable: Sequence[Port], scene: Scene) -> tuple[Row, ...] | None:
    rows = rows_of(way, port.name, scene.timelines)
    return None if rows is None else project(rows, [p.name for p in readable])


def _seen(
    made: Explanation, rows: Sequence[Row], readable: Sequence[Port], scene: Scene
) -> Explanation:
    """Count what was seen. Anything stored might also depend on itself."""
    possible = list(readable)
    if made.way.kind.is_stored and made.port not in possible:
        possible.append(made.port)
    seen = {
        key
        for row, _ in rows
        if set(key := "".join(row.get(p.name, "x") for p in possible)) <= {"0", "1"}
    }
    cleared = ""
    if made.way.resets:
        shown = [reset_bits(made.way, made.port.name, line) or "" for line in scene.timelines]
        cleared = functools.reduce(merge, shown)
    return replace(
        made, seen=len(seen), input_bits=sum(p.width for p in possible), reset_bits=cleared
    )  # fmt: skip


def _variable(port: Port, cost: int) -> Variable:
    bits = tuple(bit_names(port)) if port.width > 1 else ()
    if port.width < 3:
        return Variable(name=port.name, width=port.width, cost=cost, bits=bits)
    left, right = (bits[0], bits[-1])
    first, last = _index(left), _index(right)
    step = 1 if first > last else -1
    return Variable(
        name=port.name, width=port.width, cost=cost, bits=bits,
        upper=f"{port.name}[{first}:{last + step}]", lower=f"{port.name}[{first - step}:{last}]",
    )  # fmt: skip


def _index(bit: str) -> int:
    return int(bit[bit.index("[") + 1 : -1])
