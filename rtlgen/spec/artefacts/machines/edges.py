"""Lists of transitions: `A (0) --in=1--> B`, `A -> B when in`, `from A on in=1 go to B`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.spec.artefacts.grid import Block, Reporter
from rtlgen.spec.artefacts.machines.conditions import is_else, read_conditions, read_outputs
from rtlgen.spec.artefacts.machines.draft import Edge, MachineDraft
from rtlgen.spec.artefacts.machines.layout import Layout, layout_of
from rtlgen.spec.artefacts.machines.settle import settle_machine
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import StateTable

_LEAD = r"^\s*(?:[-*+•]\s+|\d{1,3}[.)]\s+)?"
_STATE = r"(?P<state>\w+)\s*(?:\((?P<outputs>[^)]*)\)|/\s*(?P<slash>[\w=,']+))?"
_GO = (
    r"(?:(?:then\s+)?(?:it\s+)?(?:the\s+(?:machine|fsm)\s+)?(?:go(?:es)?|moves?|transitions?|"
    r"changes?|switch(?:es)?|advances?|jumps?|returns?|stays?|remains?)\s*(?:back\s+)?"
    r"(?:to|into|in|at)?\s+)"
)
_EDGE = re.compile(
    _LEAD
    + _STATE
    + r"\s*(?:-{1,}\s*[(\[]?\s*(?P<label>[^-\]>\s](?:[^-\]>]|-(?!-|>))*?)?\s*[)\]]?\s*-*>|"
    r"={1,2}>|[→⇒⟶])\s*(?P<next>\w+)\s*(?P<shown>\([^)=]*\))?\s*"
    r"(?:(?:[:,]?\s*(?:when|if|on|for|with|:)|\(|\[)\s*(?P<when>[^;]*?)[)\]]?)?\s*[.;,]?\s*$"
)
_FROM = re.compile(
    _LEAD + r"(?:from|in)\s+(?:state\s+)?(?P<state>\w+)\s*(?:\((?P<outputs>[^)]*)\))?\s*,?\s*"
    r"(?:on|with|if|when|for)\s+(?P<when>[^:,;]+?)\s*[,:]?\s*"
    + _GO
    + r"(?:state\s+)?(?P<next>\w+)\s*[.;,]?\s*$",
    re.IGNORECASE,
)
_IN_STATE = re.compile(
    _LEAD
    + r"(?:in\s+(?:the\s+)?)?(?:state\s+)?(?P<state>\w+)\s*(?:\((?P<outputs>[^)]*)\))?\s*[:,]\s*"
    r"(?P<rest>(?:if|when|on|go|goes|stay|stays|always)\b.+)$",
    re.IGNORECASE,
)
_CLAUSE = re.compile(
    r"^(?:(?:and\s+)?(?:else\s+|otherwise\s+)?(?:if|when|on)\s+(?P<when>.+?)\s*,?\s*(?:then\s+)?|"
    r"(?:and\s+)?(?P<other>else|otherwise|always)\s*,?\s*|)"
    + _GO
    + r"(?:state\s+)?(?P<next>\w+|there|put)?$",
    re.IGNORECASE,
)
_SEVERAL = re.compile(
    _LEAD
    + _STATE
    + r"\s*:\s*(?P<rest>[^:]+?(?:-+>|→|=>)\s*\w+(?:\s*[,;]\s*[^:,;]+?(?:-+>|→|=>)\s*\w+)*)"
    r"\s*[.;]?\s*$"
)
_MAX_LINE = 400
_STATE_WORDS = frozenset(
    {"if", "when", "on", "the", "note", "for", "in", "reset", "output", "input"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class RawEdge:
    """An edge as text."""

    line: int
    state: str
    condition: str
    """With the Mealy outputs behind a slash."""
    target: str
    outputs: str = ""
    """Moore outputs of the state."""


def looks_like_transitions(block: Block, signals: Signals) -> bool:
    """Whether a block holds at least two edges of a machine (and no list of wires)."""
    edges = list(raw_edges(block.lines))
    if len(edges) < 2:
        return False
    is_wires = all(signals.port(e.state) and signals.port(e.target) for e in edges)
    return not is_wires and any(e.condition or e.outputs for e in edges)


def read_transitions(
    block: Block, signals: Signals, prose: Sequence[tuple[int, str]], report: Reporter
) -> StateTable | None:
    """Read the edges of a block; a line that cannot be read leaves the whole machine out."""
    return machine_of(list(raw_edges(block.lines)), None, signals, prose, report)


def machine_of(
    edges: Sequence[RawEdge], initial: str | None, signals: Signals,
    prose: Sequence[tuple[int, str]], report: Reporter,
) -> StateTable | None:  # fmt: skip
    """Turn edges as text into a machine."""
    layout = layout_of(signals, prose)
    draft = MachineDraft(line=edges[0].line, initial=initial)
    for edge in edges:
        if problem := _add(edge, draft, layout, signals):
            report.warning(
                "SPEC309", edge.line, f"the {problem} of the transition from {edge.state!r} to "
                f"{edge.target!r} cannot be read; the machine was left out",
                "write `A (out=0) --in=1--> B`",
            )  # fmt: skip
            return None
    return settle_machine(draft, layout, signals, prose, report)


def _add(edge: RawEdge, draft: MachineDraft, layout: Layout, signals: Signals) -> str:
    """Add an edge to the draft; returns which part of it cannot be read."""
    label, _, mealy_text = edge.condition.partition("/")
    conditions = ({},) if is_else(label) else read_conditions(label, layout.inputs, signals)
    if conditions is None:
        return "condition"
    mealy = read_outputs(mealy_text, layout.outputs, signals) if mealy_text.strip() else {}
    shows = edge.outputs and layout.outputs  # without such ports, what is shown is no port's
    moore = read_outputs(edge.outputs, layout.outputs, signals) if shows else {}
    if mealy is None or moore is None:
        return "outputs"
    draft.add_state(edge.state, edge.line)
    draft.moore.setdefault(edge.state, {}).update(moore)
    draft.edges += [
        Edge(state=edge.state, condition=condition, target=edge.target, outputs=mealy,
             line=edge.line, is_else=is_else(label))
        for condition in conditions
    ]  # fmt: skip
    return ""


def raw_edges(lines: Sequence[tuple[int, str]]) -> Iterator[RawEdge]:
    """Yield the edges of lines, in all forms of a list."""
    for number, text in lines:
        plain = strip_marks(text.replace("\\", ""))
        if len(plain) > _MAX_LINE:
            continue
        if "|" in plain and "||" not in plain:
            continue
        if match := _EDGE.match(plain) or _FROM.match(plain):
            yield _from_match(number, match)
        elif match := _SEVERAL.match(plain):
            yield from _several(number, match)
        elif match := _IN_STATE.match(plain):
            yield from _clauses(number, match)


def _from_match(number: int, match: re.Match[str]) -> RawEdge:
    groups = match.groupdict()
    return RawEdge(
        line=number, state=match["state"], target=match["next"],
        condition=(groups.get("label") or groups.get("when") or "").strip(),
        outputs=groups.get("outputs") or groups.get("slash") or "",
    )  # fmt: skip


def _several(number: int, match: re.Match[str]) -> Iterator[RawEdge]:
    """Read `A: w=0 -> A, w=1 -> B`."""
    for part in re.split(r"[,;]\s*(?=[^,;]*(?:-+>|→|=>))", match["rest"]):
        condition, target = re.split(r"-+>|→|=>", part, maxsplit=1)
        yield RawEdge(
            line=number, state=match["state"], condition=condition.strip(), target=target.strip(),
            outputs=match["outputs"] or match["slash"] or "",
        )  # fmt: skip


def _clauses(number: int, match: re.Match[str]) -> Iterator[RawEdge]:
    """Read `In state A (z = 0): if w = 1 go to B, otherwise stay in A`."""
    state = match["state"]
    if state.lower() in _STATE_WORDS:
        return
    edges = []
    parts = re.split(
        r"\s*[,;.]\s*(?=(?:and\s+)?(?:else|otherwise|if|when|on)\b)", match["rest"].strip(" .")
    )
    for part in parts:
        clause = _CLAUSE.match(part.strip())
        if clause is None:
            return
        target = clause["next"] or state
        target = state if target.lower() in ("there", "put") else target
        other = "" if (clause["other"] or "").lower() == "always" else clause["other"] or ""
        edges.append(
            RawEdge(
                line=number, state=state, condition=(clause["when"] or other).strip(),
                target=target, outputs=match["outputs"] or "",
            )
        )  # fmt: skip
    yield from edges
