"""Transition lists: `A (0) --in=1--> B`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from rtlgen.spec.artefacts.grid import Block, Reporter
from rtlgen.spec.artefacts.machine import (
    MachineDraft,
    output_ports,
    read_condition,
    read_outputs,
    settle_machine,
)
from rtlgen.spec.artefacts.values import Signals
from rtlgen.spec.model import Column, StateTable

_EDGE = re.compile(
    r"^\s*(?:[-*]\s+)?`?(?P<state>\w+)\s*(?:\((?P<outputs>[^)]*)\))?\s*"
    r"(?:-{1,}\s*\(?(?P<label>[^->\s](?:[^->]|-(?!-|>))*?)?\)?\s*-*>|[→])\s*"
    r"(?P<next>\w+)`?\s*(?:\([^)]*\))?\s*(?:[:,]?\s*(?:when|if|on|for|:)\s*(?P<when>[^.;]*?))?[.;,]?\s*$"
)


def looks_like_transitions(block: Block, signals: Signals) -> bool:
    """Whether a block holds at least two edges of a machine (and no list of wires)."""
    edges = [m for _, t in block.lines if (m := _EDGE.match(t))]
    if len(edges) < 2:
        return False
    is_wires = all(signals.port(m["state"]) and signals.port(m["next"]) for m in edges)
    return not is_wires and any(m["label"] or m["when"] or m["outputs"] for m in edges)


def read_transitions(
    block: Block, signals: Signals, prose: Sequence[tuple[int, str]], report: Reporter
) -> StateTable | None:
    """Read the edges of a block; a line that cannot be read leaves the whole machine out."""
    edges = [(n, m) for n, t in block.lines if (m := _EDGE.match(t))]
    draft = MachineDraft(line=edges[0][0])
    columns = [Column(name=p.name) for p in output_ports(signals)]
    for line, match in edges:
        label, _, mealy_text = (match["label"] or match["when"] or "").partition("/")
        condition = read_condition(label, signals)
        mealy = read_outputs(mealy_text, columns, signals) if mealy_text.strip() else {}
        moore = read_outputs(match["outputs"], columns, signals) if match["outputs"] else {}
        if condition is None or mealy is None or moore is None:
            what = "condition" if condition is None else "outputs"
            report.warning("SPEC309", line, f"the {what} of the transition from {match['state']!r} "
                           f"to {match['next']!r} cannot be read; the machine was left out",
                           "write `A (out=0) --in=1--> B`")  # fmt: skip
            return None
        draft.states.setdefault(match["state"], line)
        draft.moore.setdefault(match["state"], {}).update(moore)
        draft.edges.append((match["state"], condition, match["next"], mealy, line))
    return settle_machine(draft, signals, prose, report)
