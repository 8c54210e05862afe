"""Functions as lists of minterms or maxterms: `f(a,b,c) = Σm(1,3,5) + d(2)`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from rtlgen.spec.artefacts.grid import Reporter
from rtlgen.spec.artefacts.values import Signals, strip_marks
from rtlgen.spec.model import Column, TableRow, TruthTable

_NUMBERS = r"\d+(?:\s*[,;]\s*\d+)*"
_FUNCTION = re.compile(
    r"(?P<name>[A-Za-z_]\w*(?:\[\d+\])?)\s*(?:\(\s*(?P<variables>[A-Za-z_][\w\s,\[\]]*)\))?\s*"
    r"(?:=|:=|is|:|has)\s*(?:the\s+)?(?:"
    r"(?P<sum>[Σ∑]\s*m?|\\?sum\b\s*_?m?|sum\s+of\s+(?:the\s+)?(?:minterms\s*)?m?|minterms)|"
    r"(?P<product>[Π∏]\s*M?|\\?prod\b\s*_?M?|product\s+of\s+(?:the\s+)?(?:maxterms\s*)?M?|maxterms))"
    rf"\s*(?:of\s+)?[({{\[]\s*(?P<numbers>{_NUMBERS})\s*[)}}\]]"
    r"(?:[\s,;.+·*&]*(?:and|with|plus)?\s*(?:(?:the\s+)?don'?t[- ]?cares?\s*(?:are|at|for|:|=)?\s*"
    rf"(?:[Σ∑]?\s*[dD]?)|[Σ∑]?\s*[dD]|[Σ∑Π∏]\s*[dD]|D)\s*[({{\[]\s*(?P<free>{_NUMBERS})\s*[)}}\]])?",
    re.IGNORECASE,
)
MAX_VARIABLES = 12


def read_minterms(
    line: int, sentence: str, signals: Signals, report: Reporter
) -> Iterator[TruthTable]:
    """Yield the functions that a sentence lists."""
    text = strip_marks(sentence)
    for match in _FUNCTION.finditer(text):
        output = signals.column(match["name"])
        if output is None or signals.is_input(output) or signals.width(output) != 1:
            continue
        table = _table(match, output, line, signals, report)
        if table is not None:
            yield table


def _table(
    match: re.Match[str], output: Column, line: int, signals: Signals, report: Reporter
) -> TruthTable | None:
    variables = _variables(match["variables"], signals)
    if variables is None:
        report.warning(
            "SPEC301", line, f"the variables of the function {match['name']!r} cannot be read; "
            "nothing is checked against it", "write `f(a, b, c) = Σm(1, 3)` with input ports",
        )  # fmt: skip
        return None
    if match["variables"] is None:
        names = ", ".join(map(str, variables))
        report.note(
            "SPEC317", line, f"the order of the variables of {match['name']!r} is not stated; "
            f"{names} was assumed, the first being the most significant",
            f"write `{match['name']}({names})`",
        )  # fmt: skip
    width = len(variables)
    listed, free = _numbers(match["numbers"]), _numbers(match["free"])
    if beyond := [n for n in (*listed, *free) if n >= 1 << width]:
        report.error(
            "SPEC302", line, f"{beyond[0]} is no term of {width} variables, which end at "
            f"{(1 << width) - 1}", "correct the list",
        )  # fmt: skip
        return None
    hit, miss = ("0", "1") if match["product"] else ("1", "0")
    rows = tuple(
        TableRow(
            inputs=tuple(format(n, f"0{width}b")),
            outputs=("-" if n in free else hit if n in listed else miss,),
            line=line,
        )
        for n in range(1 << width)
    )
    return TruthTable(
        inputs=variables, outputs=(output,), rows=rows, source=report.source.at(line)
    )  # fmt: skip


def _variables(text: str | None, signals: Signals) -> tuple[Column, ...] | None:
    """Return single bits, most significant first; without a list, all inputs in their order."""
    if text is None:
        every = (Column(name=name) for name in signals.ports)
        columns = tuple(column for column in every if signals.is_input(column))
    else:
        columns = signals.columns(text) or ()
    is_fit = 0 < len(columns) <= MAX_VARIABLES and len(set(columns)) == len(columns)
    if not is_fit or not all(signals.is_input(c) and signals.width(c) == 1 for c in columns):
        return None
    return columns


def _numbers(text: str | None) -> frozenset[int]:
    return frozenset(int(number) for number in re.findall(r"\d+", text or ""))
