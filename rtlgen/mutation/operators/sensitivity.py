"""Wrong edges and sensitivity lists."""

from __future__ import annotations

from collections.abc import Iterator

from pyslang import syntax

from rtlgen.mutation.edit import Change, Edit
from rtlgen.mutation.source import Source
from rtlgen.mutation.statements import events_of, has_edge, timing_of
from rtlgen.mutation.tree import words_in

_OPPOSITE = {"posedge": "negedge", "negedge": "posedge"}


def clock_edge(source: Source) -> Iterator[Change]:
    """Wait for the other edge."""
    for block in source.nodes(syntax.ProceduralBlockSyntax):
        for event in events_of(timing_of(block)):
            if event.edge.valueText in _OPPOSITE:
                name = source.code(event.expr)
                other = _OPPOSITE[event.edge.valueText]
                shown = f"`{event.edge.valueText} {name}` → `{other} {name}`"
                yield source.replace(event.edge, other, shown)


def drop_event(source: Source) -> Iterator[Change]:
    """Leave an asynchronous reset or a signal out of the list; the clock stays."""
    for block in source.nodes(syntax.ProceduralBlockSyntax):
        events = events_of(timing_of(block))
        if len(events) < 2 or not isinstance(block.statement, syntax.TimingControlStatementSyntax):
            continue
        used = words_in(block.statement.statement)
        for number, event in enumerate(events):
            if has_edge(event) and not words_in(event.expr) <= used:
                continue
            start, stop = source.span(event)
            # With the separator: the one before it, or that behind the first.
            if number:
                start = source.span(events[number - 1])[1]
            else:
                stop = source.span(events[1])[0]
            edit = Edit(start=start, stop=stop, text="")
            yield source.change(event, (edit,), f"`{source.code(event)}` not waited for")


def add_event(source: Source) -> Iterator[Change]:
    """Wait for one more signal than those of an explicit list."""
    for block in source.nodes(syntax.ProceduralBlockSyntax):
        events = events_of(timing_of(block))
        if not events or any(has_edge(event) for event in events):
            continue
        known = {source.code(event) for event in events}
        last = events[-1]
        for signal in source.signals(block):
            if signal.name not in known:
                text = f"{source.code(last)} or {signal.name}"
                yield source.replace(last, text, f"`{signal.name}` waited for as well")
