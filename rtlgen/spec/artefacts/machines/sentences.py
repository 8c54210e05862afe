"""What sentences say about a machine: its first state, and the outputs of its states."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from rtlgen.spec.artefacts.values import Signals, read_value, strip_marks
from rtlgen.spec.model import Bits, Column

_VALUE_WORDS = {"one": "1", "zero": "0", "high": "1", "low": "0", "asserted": "1", "set": "1",
                "active": "1", "true": "1", "on": "1", "deasserted": "0", "cleared": "0",
                "inactive": "0", "false": "0", "off": "0"}  # fmt: skip
_VALUE = rf"(?P<value>(?:\d+)?'b[01]+|[01]+|{'|'.join(_VALUE_WORDS)})"


def initial_state(states: Sequence[str], prose: Sequence[tuple[int, str]]) -> str | None:
    """Return the state after a reset, where a sentence names it."""
    text = " ".join(strip_marks(t) for _, t in prose)
    for state in states:
        name = rf"(?:state\s+)?['\"]?(?-i:{re.escape(state)})\b"
        for pattern in (
            rf"reset\w*\b[^.;]{{0,60}}?\b(?:in)?to\s+(?:the\s+)?{name}",
            rf"(?:reset|initial|idle|starting|start)\s+state\s+(?:is|=|:)\s*{name}",
            rf"{name}\s+(?:is|as)\s+(?:the\s+)?(?:reset|initial|start(?:ing)?)\s+state",
            rf"(?:starts?|begins?)\s+(?:in|at|from|with)\s+(?:the\s+)?{name}",
            rf"reset[^.;]{{0,30}}?(?:-+>|→)\s*{name}",
            rf"(?:reset|initial)\s+state\s+{name}",
            rf"(?:returns?|goes|go|forces?|puts?)[^.;]{{0,40}}?\b(?:in)?to\s+{name}[^.;]{{0,40}}?\breset",
        ):
            if re.search(pattern, text, re.IGNORECASE):
                return state
    return None


def outputs_in_sentences(
    states: Sequence[str], columns: Sequence[Column], prose: Sequence[tuple[int, str]],
    signals: Signals,
) -> dict[str, dict[Column, Bits]]:  # fmt: skip
    """Return state → outputs, from sentences such as `z is 1 only in states B and C`."""
    found: dict[str, dict[Column, Bits]] = {}
    text = " ".join(strip_marks(t) for _, t in prose)
    for column in columns:
        for named, bits in _statements(states, column, text, signals):
            for state in named:
                found.setdefault(state, {}).setdefault(column, bits)
            rest = bits.translate(str.maketrans("01", "10"))
            if signals.width(column) == 1 and bits == "1":
                for state in states:
                    if state not in named:
                        found.setdefault(state, {}).setdefault(column, rest)
    return found


def _statements(
    states: Sequence[str], column: Column, text: str, signals: Signals
) -> Iterator[tuple[tuple[str, ...], Bits]]:
    names = "|".join(re.escape(state) for state in sorted(states, key=len, reverse=True))
    one = rf"(?-i:{names})\b"  # a state `A` is no article
    group = rf"(?P<states>{one}(?:(?:\s*,\s*(?:and|or)?\s*|\s+(?:and|or)\s+){one})*)"
    port = rf"(?<![\w\[])`?{re.escape(str(column))}`?(?![\w\[])"
    place = r"(?:the\s+)?(?:machine\s+is\s+in\s+|fsm\s+is\s+in\s+)?(?:the\s+)?(?:states?\s+)?"
    only = r"(?:only|exactly|iff|if\s+and\s+only\s+if)?"
    verb = r"(?:is|=|equals|should\s+be|must\s+be|shall\s+be|goes|becomes)?"
    when = r"(?:in|when|while|if|for|whenever)\s+(?:in\s+)?"
    holds_in = (
        rf"{port}\s*{verb}\s*{_VALUE}\s*(?:,\s*)?{only}\s*{when}{place}"
        rf"(?:state\s*(?:is|=|==)\s*)?{group}"
    )
    in_state = (
        rf"\bin\s+{place}{group}\s*,?\s*(?:only\s*,?\s*)?(?:the\s+)?(?:output\s+)?{port}\s*"
        rf"(?:is|=|equals)\s*{_VALUE}"
    )
    asserts = (
        r"\b(?:asserts?|raises?|sets?|activates?)\s+(?:the\s+)?(?:output\s+)?"
        rf"{port}(?P<value>)\s*(?:only\s+)?(?:in|while|when)\s+{place}{group}"
    )
    for pattern in (holds_in, in_state, asserts):
        for match in re.finditer(pattern, text, re.IGNORECASE):
            word = match["value"].lower() or "1"
            bits = read_value(_VALUE_WORDS.get(word, word), signals.width(column), base=None)
            named = tuple(s for s in states if re.search(rf"\b{re.escape(s)}\b", match["states"]))
            if bits is not None and named:
                yield named, bits
