"""Statements of the prose about clock and reset: do they agree with each other and with waveforms?

Only phrases that can mean nothing else are read (`active-low reset`, `rst_n: asynchronous`,
`rising edge of clk`); a sentence with both words says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from rtlgen.consistency.contradictions import Contradiction
from rtlgen.spec.model import Column, Port, SourceRef, Spec, Waveform
from rtlgen.spec.obligations import clocking_of
from rtlgen.spec.obligations.levels import pick, ports_of, spread

_BOTH_EDGES = re.compile(r"\b(?:both|either|dual|double)[- ](?:clock )?edges?\b|ddr", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Question:
    """Two words of which only one can hold for a port."""

    words: tuple[str, str]
    """Patterns."""
    meaning: tuple[str, str]
    """For messages, by the same order."""


_POLARITY = _Question(
    words=(
        r"active[- ]low|low[- ]active|asserted\s+low",
        r"active[- ]high|high[- ]active|asserted\s+high",
    ),
    meaning=("active low", "active high"),
)
_KIND = _Question(
    words=(r"\basynchronous(?:ly)?\b|\basync\b", r"(?<!a)\bsynchronous(?:ly)?\b|\bsync\b"),
    meaning=("asynchronous", "synchronous"),
)
_EDGE = _Question(
    words=(r"(?:falling|negative)[- ]edges?|negedge", r"(?:rising|positive)[- ]edges?|posedge"),
    meaning=("the falling edge", "the rising edge"),
)


def statement_contradictions(spec: Spec) -> Iterator[Contradiction]:
    """Yield statements about clocks and resets that contradict each other or a waveform."""
    for port in spec.resets:
        is_only = len(spec.resets) == 1
        for question in (_POLARITY, _KIND):
            yield from _clash(port, question, _about(spec, port, r"resets?|clears?", is_only))
    for port in spec.clocks:
        is_only = len(spec.clocks) == 1
        sentences = [
            (place, text)
            for place, text in _about(spec, port, r"clocks?", is_only)
            if not _BOTH_EDGES.search(text)
        ]
        yield from _clash(port, _EDGE, _edges_of(port, sentences))
    yield from _edges_shown(spec)


def _about(spec: Spec, port: Port, word: str, is_only: bool) -> list[tuple[SourceRef, str]]:
    """Return the clauses that name a port, or its kind where there is one of it only."""
    name = rf"(?<![\w]){re.escape(port.name)}(?![\w])"
    wanted = re.compile(rf"{name}|\b(?:{word})\b" if is_only else name, re.I)
    others = [p.name for p in spec.inputs if p.name != port.name]
    clauses = [
        (place, clause)
        for place, sentence in spec.sentences
        for clause in re.split(r"[;|()]|,\s+(?:and|but|while)\b", sentence)
    ]
    return [
        (place, clause)
        for place, clause in clauses
        if wanted.search(clause)
        and not any(re.search(rf"(?<!\w){re.escape(other)}(?!\w)", clause) for other in others)
    ]


def _edges_of(port: Port, clauses: Sequence[tuple[SourceRef, str]]) -> list[tuple[SourceRef, str]]:
    """Keep what speaks of edges of the clock itself, and not of some other signal."""
    name = re.escape(port.name)
    whose = rf"(?:of|on)\s+(?:the\s+)?(?:signal\s+)?[`*]*(?:{name}|(?:\w+\s+)?clock)\b"
    edge = rf"(?:{_EDGE.words[0]}|{_EDGE.words[1]})"
    of_clock = re.compile(
        rf"{edge}\s*(?:{whose}|[- ]?triggered)|\b(?:{name}|clock)[`*]*(?:'s)?\s+{edge}", re.I
    )
    return [(place, text) for place, text in clauses if of_clock.search(text)]


def _clash(
    port: Port, question: _Question, clauses: Sequence[tuple[SourceRef, str]]
) -> Iterator[Contradiction]:
    """Yield the first two clauses that answer a question differently."""
    first: dict[int, SourceRef] = {}
    for place, text in clauses:
        hits = [n for n, word in enumerate(question.words) if re.search(word, text, re.I)]
        if len(hits) == 1:
            first.setdefault(hits[0], place)
    if len(first) == 2:
        (one, place), (other, its) = sorted(first.items(), key=lambda item: item[1].line)
        yield Contradiction(
            first="the text", first_place=place, second="the text", second_place=its,
            witness=_situation(port, question),
            demands=(question.meaning[one], question.meaning[other]),
        )  # fmt: skip


def _situation(port: Port, question: _Question) -> str:
    if question is _POLARITY:
        return f"{port.name} = 0"
    if question is _KIND:
        return f"{port.name} asserted between two clock edges"
    return f"an edge of {port.name}"


def _edges_shown(spec: Spec) -> Iterator[Contradiction]:
    """Yield where a waveform changes an output at the other edge alone, against the text."""
    clocking = clocking_of(spec)
    if isinstance(clocking, str) or clocking.clock.source is None:
        return
    clauses = _edges_of(clocking.clock, _about(spec, clocking.clock, r"clocks?", is_only=True))
    if not clauses or any(_BOTH_EDGES.search(text) for _, text in spec.sentences):
        return
    meaning = _EDGE.meaning[0 if clocking.clock.role.active_low else 1]
    for waveform in spec.artefacts:
        if isinstance(waveform, Waveform):
            found = _first_other_edge(spec, waveform)
            if found is not None:
                sample, output, witness = found
                yield Contradiction(
                    first="the text", first_place=clauses[0][0], second="the waveform",
                    second_place=SourceRef(path=waveform.source.path, line=sample),
                    witness=witness, demands=(f"{output} changes at {meaning} only",
                                              f"{output} changes at the other edge"),
                )  # fmt: skip


def _first_other_edge(spec: Spec, waveform: Waveform) -> tuple[int, str, str] | None:
    clocking = clocking_of(spec)
    assert not isinstance(clocking, str)  # noqa: S101 - the caller has asked
    ports = ports_of(spec)
    inputs = {port.name for port in spec.inputs}
    if not inputs <= {column.name for column in waveform.columns}:
        return None
    clock = clocking.clock.name
    before: dict[str, str] = {}
    for sample in waveform.samples:
        cells = list(zip(waveform.columns, sample.values, strict=True))
        now = {
            str(column): pick(column, dict(spread([(column, bits)], ports))[column.name], ports)
            for column, bits in cells
        }
        changed = {name for name, bits in now.items() if before and before[name] != bits}
        if (before.get(clock), now.get(clock)) == (clocking.active, clocking.idle) and not (
            (changed - {clock}) & {str(Column(name=name)) for name in inputs}
        ):
            for name in sorted(changed - {clock}):
                if "x" not in before[name] + now[name] and "-" not in before[name] + now[name]:
                    witness = f"{clock} = {clocking.idle} at time {sample.time:g}"
                    return sample.line or waveform.source.line, name, witness
        before = now
    return None
