"""State diagrams as Mermaid (`stateDiagram-v2`) and DOT (Graphviz)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rtlgen.spec.artefacts.grid import Reporter
from rtlgen.spec.artefacts.machines.edges import RawEdge, machine_of
from rtlgen.spec.artefacts.values import Signals
from rtlgen.spec.document import Fence
from rtlgen.spec.model import StateTable

MERMAID = frozenset({"mermaid"})
DOT = frozenset({"dot", "graphviz", "gv"})
_MERMAID_EDGE = re.compile(
    r"^\s*(?P<state>\w+|\[\*\])\s*--+>\s*(?:\|(?P<flow>[^|]*)\|\s*)?(?P<next>\w+|\[\*\])\s*"
    r"(?::\s*(?P<label>.*?))?\s*;?\s*$"
)
_MERMAID_NAME = re.compile(r'^\s*state\s+"(?P<label>[^"]*)"\s+as\s+(?P<state>\w+)|'
                           r"^\s*(?P<also>\w+)\s*:\s*(?P<text>.+)$")  # fmt: skip
_DOT_EDGE = re.compile(
    r'"?(?P<state>\w+)"?\s*->\s*"?(?P<next>\w+)"?\s*(?:\[(?P<attributes>[^\]]*)\])?'
)
_DOT_NODE = re.compile(r'(?<![->\w"])"?(?P<state>\w+)"?\s*\[(?P<attributes>[^\]]*)\]')
_LABEL = re.compile(r'\b(?:x?label)\s*=\s*"(?P<label>[^"]*)"')
_NO_STATES = frozenset({"graph", "node", "edge", "digraph", "start", "init", "__start__", "entry"})


def read_graph(
    fence: Fence, signals: Signals, prose: Sequence[tuple[int, str]], report: Reporter
) -> StateTable | None:
    """Read the machine of a fenced block; None with a finding when there is none."""
    lines = list(enumerate(fence.lines, start=fence.line))
    initial, edges = (_dot if fence.language in DOT else _mermaid)(lines)
    if len(edges) < 2:
        report.note(
            "SPEC309", fence.line, "the diagram holds no transitions that can be read; nothing is "
            "checked against it", "write `A --> B : in=1`",
        )  # fmt: skip
        return None
    return machine_of(edges, initial, signals, prose, report)


def _mermaid(lines: Sequence[tuple[int, str]]) -> tuple[str | None, list[RawEdge]]:
    initial: str | None = None
    shown: dict[str, str] = {}
    edges: list[RawEdge] = []
    for number, text in lines:
        match = _MERMAID_EDGE.match(text.split("%%")[0])
        if match is None:
            if name := _MERMAID_NAME.match(text.split("%%")[0]):
                shown[name["state"] or name["also"]] = _moore(name["label"] or name["text"])
            continue
        if match["state"] == "[*]":
            initial = match["next"]
        elif match["next"] != "[*]":
            edges.append(
                RawEdge(
                    line=number, state=match["state"], target=match["next"],
                    condition=(match["label"] or match["flow"] or "").strip(' "'),
                )
            )  # fmt: skip
    return initial, [_with_outputs(edge, shown) for edge in edges]


def _dot(lines: Sequence[tuple[int, str]]) -> tuple[str | None, list[RawEdge]]:
    initial: str | None = None
    shown: dict[str, str] = {}
    edges: list[RawEdge] = []
    for number, text in _joined(lines):
        rest = _DOT_EDGE.sub("", text)
        for match in _DOT_NODE.finditer(rest):
            label = _LABEL.search(match["attributes"])
            if label and match["state"] not in _NO_STATES:
                shown[match["state"]] = _moore(label["label"])
        for match in _DOT_EDGE.finditer(text):
            label = _LABEL.search(match["attributes"] or "")
            if match["state"] in _NO_STATES:
                initial = match["next"]
                continue
            edges.append(
                RawEdge(
                    line=number, state=match["state"], target=match["next"],
                    condition=label["label"].strip() if label else "",
                )
            )  # fmt: skip
    return initial, [_with_outputs(edge, shown) for edge in edges]


def _joined(lines: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Statements, without comments; attributes may go over several lines."""
    start, held = 0, ""
    for number, text in lines:
        plain = text.split("//")[0] if not text.lstrip().startswith("#") else ""
        start, held = (number, plain) if not held else (start, f"{held} {plain}")
        if held.count("[") <= held.count("]"):
            yield start, held
            held = ""
    if held:
        yield start, held


def _moore(label: str) -> str:
    r"""Outputs in the label of a state: `A / z=0`, `A\n0`, `z=1`."""
    parts = re.split(r"\\n|<br/?>|/|:|,|\s(?=\w+\s*=)", label)
    return parts[-1].strip() if len(parts) > 1 or "=" in label else ""


def _with_outputs(edge: RawEdge, shown: dict[str, str]) -> RawEdge:
    return RawEdge(
        line=edge.line, state=edge.state, condition=edge.condition, target=edge.target,
        outputs=shown.get(edge.state, ""),
    )  # fmt: skip
