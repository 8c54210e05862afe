"""From the draft of a machine to a `StateTable`; what is wrong is reported."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from rtlgen.spec.artefacts.grid import Reporter
from rtlgen.spec.artefacts.machines.draft import Edge, MachineDraft
from rtlgen.spec.artefacts.machines.encoding import codes_in, style_in
from rtlgen.spec.artefacts.machines.layout import Layout
from rtlgen.spec.artefacts.machines.sentences import initial_state, outputs_in_sentences
from rtlgen.spec.artefacts.truth_table import overlap
from rtlgen.spec.artefacts.values import Signals
from rtlgen.spec.model import Bits, Column, StateTable, Transition

_MAX_ELSE_BITS = 8
"""Most input bits over which an edge `else` is spelt out."""


def settle_machine(
    draft: MachineDraft,
    layout: Layout,
    signals: Signals,
    prose: Sequence[tuple[int, str]],
    report: Reporter,
) -> StateTable | None:
    """Check a draft and turn it into a machine."""
    if not draft.edges or not _targets_known(draft, report):
        return None
    state_inputs = (draft.state_column,) if draft.state_column else layout.state_inputs
    following = draft.next_column or layout.next_output
    width = sum(signals.width(c) for c in state_inputs) or None
    carrier = following or layout.state_output
    if width is None and carrier is not None:
        width = signals.width(carrier)
    codes = tuple(draft.codes.items()) if len(draft.codes) == len(draft.states) else (
        codes_in(list(draft.states), prose, width)
    )  # fmt: skip
    inputs = _sorted({c for edge in draft.edges for c in edge.condition}, signals)
    edges = _without_else(draft.edges, inputs, signals, report)
    if edges is None:
        return None
    next_bits = {**dict(layout.next_bits), **draft.next_bits} if codes else {}
    outputs, moore, edges = _outputs(draft, edges, layout, signals, prose, report)
    transitions = [_transition(edge, inputs, outputs, signals) for edge in edges]
    if moore is not None or not outputs:
        transitions = [_plain(t) for t in transitions]
    if not _is_deterministic(transitions, report):
        return None
    return StateTable(
        states=tuple(draft.states), inputs=tuple(inputs), outputs=tuple(outputs),
        transitions=tuple(transitions), moore_outputs=moore or (), encoding=codes,
        style=style_in(prose), initial_state=draft.initial or initial_state(
            list(draft.states), prose
        ),
        state_inputs=state_inputs, state_output=layout.state_output if codes else None,
        next_state_output=following if codes else None, next_state_bits=tuple(next_bits.items()),
        source=report.source.at(draft.line),
    )  # fmt: skip


def _targets_known(draft: MachineDraft, report: Reporter) -> bool:
    """A table defines each state; in a list a state without edges stays where it is."""
    for edge in draft.edges:
        if edge.target in draft.states:
            continue
        if draft.is_table:
            report.error(
                "SPEC308", edge.line, f"the next state {edge.target!r} of state {edge.state!r} is "
                "not defined", f"define it, or write one of {', '.join(draft.states)}",
            )  # fmt: skip
            return False
        report.warning(
            "SPEC308", edge.line, f"no transition leaves the state {edge.target!r}",
            "add its transitions or correct the name",
        )  # fmt: skip
        draft.add_state(edge.target, edge.line)
    return True


def _sorted(columns: Iterable[Column], signals: Signals) -> list[Column]:
    order = list(signals.ports)
    return sorted(columns, key=lambda c: (order.index(c.name), -(c.high or 0)))


def _without_else(
    edges: Sequence[Edge], inputs: Sequence[Column], signals: Signals, report: Reporter
) -> list[Edge] | None:
    """Spell out the edges that hold where no other edge of their state does."""
    plain = [edge for edge in edges if not edge.is_else]
    for edge in edges:
        if not edge.is_else:
            continue
        others = [e for e in plain if e.state == edge.state]
        patterns = [_pattern(e, inputs, signals) for e in others]
        width = sum(signals.width(c) for c in inputs)
        if width > _MAX_ELSE_BITS:
            report.warning(
                "SPEC309", edge.line, f"`else` is read for at most {_MAX_ELSE_BITS} input bits, "
                f"not {width}; the machine was left out", "write the conditions",
            )  # fmt: skip
            return None
        for number in range(1 << width):
            bits = format(number, f"0{width}b") if width else ""
            if not any(overlap(pattern, bits) for pattern in patterns):
                condition = _cut(bits, inputs, signals)
                plain.append(
                    Edge(
                        state=edge.state, condition=condition, target=edge.target,
                        outputs=edge.outputs, line=edge.line,
                    )
                )  # fmt: skip
    return plain


def _pattern(edge: Edge, inputs: Sequence[Column], signals: Signals) -> Bits:
    return "".join(edge.condition.get(c, "-" * signals.width(c)) for c in inputs)


def _cut(bits: Bits, columns: Sequence[Column], signals: Signals) -> dict[Column, Bits]:
    ends = itertools.accumulate((signals.width(c) for c in columns), initial=0)
    return {c: bits[a:b] for c, (a, b) in zip(columns, itertools.pairwise(ends), strict=True)}


def _outputs(
    draft: MachineDraft, edges: list[Edge], layout: Layout, signals: Signals,
    prose: Sequence[tuple[int, str]], report: Reporter,
) -> tuple[list[Column], tuple[tuple[str, tuple[Bits, ...]], ...] | None, list[Edge]]:  # fmt: skip
    """Return the outputs, their values by state (None for a Mealy machine), and the edges."""
    states = list(draft.states)
    shown = {c for values in draft.moore.values() for c in values}
    mealy = {c for edge in edges for c in edge.outputs}
    silent = [c for c in layout.outputs if c not in shown | mealy]
    for state, values in outputs_in_sentences(states, silent, prose, signals).items():
        draft.moore.setdefault(state, {}).update(values)
        shown |= values.keys()
    outputs = _sorted(shown | mealy, signals)
    if not mealy:
        return outputs, _moore(draft, outputs, signals, report), edges
    # A mixed machine: outputs of states hold on all their edges.
    edges = [
        Edge(
            state=e.state, condition=e.condition, target=e.target, line=e.line,
            outputs=draft.moore.get(e.state, {}) | e.outputs,
        )
        for e in edges
    ]  # fmt: skip
    return outputs, None, edges


def _moore(
    draft: MachineDraft, outputs: Sequence[Column], signals: Signals, report: Reporter
) -> tuple[tuple[str, tuple[Bits, ...]], ...]:
    rows = []
    for state, line in draft.states.items() if outputs else ():
        values = draft.moore.get(state, {})
        if missing := [str(c) for c in outputs if c not in values]:
            report.note("SPEC313", line, f"state {state!r} does not name {', '.join(missing)}; 0 "
                        "was assumed", "write all outputs of each state")  # fmt: skip
        rows.append((state, tuple(values.get(c, "0" * signals.width(c)) for c in outputs)))
    return tuple(rows)


def _transition(
    edge: Edge, inputs: Sequence[Column], outputs: Sequence[Column], signals: Signals
) -> Transition:
    return Transition(
        state=edge.state, next_state=edge.target, line=edge.line,
        condition=tuple(edge.condition.get(c, "-" * signals.width(c)) for c in inputs),
        outputs=tuple(edge.outputs.get(c, "-" * signals.width(c)) for c in outputs),
    )  # fmt: skip


def _plain(edge: Transition) -> Transition:
    return Transition(
        state=edge.state, condition=edge.condition, next_state=edge.next_state, line=edge.line
    )


def _is_deterministic(transitions: Sequence[Transition], report: Reporter) -> bool:
    for index, one in enumerate(transitions):
        for other in transitions[index + 1 :]:
            if one.state != other.state:
                continue
            is_same = one.next_state == other.next_state and all(
                overlap(a, b) for a, b in zip(one.outputs, other.outputs, strict=True)
            )
            if not is_same and overlap("".join(one.condition), "".join(other.condition)):
                what = "next states" if one.next_state != other.next_state else "outputs"
                report.warning(
                    "SPEC303", other.line,
                    f"state {one.state!r} has two {what} for the same inputs: "
                    f"{one.next_state!r} (line {one.line}) and {other.next_state!r}; the machine "
                    "was left out", "make the conditions exclude each other",
                )  # fmt: skip
                return False
    return True
