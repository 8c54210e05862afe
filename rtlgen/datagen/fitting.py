"""The answer that lies nearest to a text: what can be copied need not be worked out.

A small model that reads a sum of products writes one more surely than a table, and `16'd47823` more
surely than `16'hbacf` where the text has 47823. All styles of a design do the same, and a number is
the same in each base, so nothing has to be judged again.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Final

_LITERAL: Final = re.compile(r"(\d+)'([bodh])([0-9a-fA-F_]+)(?![0-9a-fA-F_xz?])")
_PREFIX: Final = re.compile(r"\b\d+'s?[bodh]|\b0[xb]|\b[xX](?=\")")
"""What stands before the digits of a number."""
_DIGITS: Final = re.compile(r"\b[0-9a-fA-F]+\b")
_TOKEN: Final = re.compile(r"[A-Za-z_]\w*|\d\w*|[~!¬]")
_NOT: Final = frozenset("~!¬")
_BASES: Final = {"b": 2, "o": 8, "d": 10, "h": 16}


def nearest(prompt: str, bodies: Mapping[str, str]) -> str:
    """Return the style whose names, numbers and inversions come most as they do in a text.

    Of equals the shortest is taken, then the first.

    Args:
        prompt: The text.
        bodies: Style → Verilog; at least one.
    """
    tokens = {style: _tokens(body) for style, body in bodies.items()}
    known = {token for some in tokens.values() for token in some}
    wanted = _pairs([token for token in _tokens(prompt) if token in known])
    scores = {style: _likeness(wanted, _pairs(some)) for style, some in tokens.items()}
    return max(bodies, key=lambda style: (round(scores[style], 9), -len(bodies[style])))


def in_bases_of(prompt: str, verilog: str) -> str:
    """Write each number of Verilog in the base in which a text has it; else leave it as it is.

    Args:
        prompt: The text.
        verilog: Where sized numbers without x and z may be rewritten.
    """
    told = set(_DIGITS.findall(_PREFIX.sub(" ", prompt).lower()))

    def rewritten(match: re.Match[str]) -> str:
        width, base, digits = match[1], match[2], match[3].replace("_", "").lower()
        value = int(digits, _BASES[base])
        forms = {
            base: digits, "d": str(value), "b": f"{value:0{width}b}",
            "h": f"{value:0{-(-int(width) // 4)}x}",
        }  # fmt: skip
        for name in (base, "d", "b", "h"):
            is_plain = len(forms[name]) > 1 or name == "d" or name == base
            if is_plain and forms[name] in told:
                return f"{width}'{name}{forms[name]}"
        return match[0]

    return _LITERAL.sub(rewritten, verilog)


def _likeness(one: Counter[tuple[str, str]], other: Counter[tuple[str, str]]) -> float:
    """Return the Dice coefficient of two multisets, 0 to 1."""
    return 2 * (one & other).total() / max(1, one.total() + other.total())


def _tokens(text: str) -> list[str]:
    """List names, numbers and inversions."""
    return ["~" if token in _NOT else token for token in _TOKEN.findall(_PREFIX.sub(" ", text))]


def _pairs(tokens: Sequence[str]) -> Counter[tuple[str, str]]:
    """Count neighbours."""
    return Counter(itertools.pairwise(tokens))
