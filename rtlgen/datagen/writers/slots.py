"""Slots of the templates in `phrases`: what they match and what they are filled with."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Final

from rtlgen.datagen.drawn import Drawn
from rtlgen.spec.model import Port, RoleKind

_NAME = r"`[^`\n]+`"
_NUMBER = r"(?<![\w.'])\d+(?![\w.'-]*[\w'-])"
_LEVEL = (
    r"[01](?![\w'.,]*[\w'])(?! [-+*/])"
    r"(?! (?:bits?|of|times?|plus|or|to|more|less|below|clocks?|cycles?|places?)\b)"
)
_PATTERNS: Final[Mapping[str, str]] = MappingProxyType({
    "x": _NAME, "y": _NAME, "s": _NAME, "rst": _NAME, "clk": _NAME,
    "n": _NUMBER, "k": _NUMBER, "b": _LEVEL, "ib": _LEVEL,
    "m": r"(?<![\w.:'-])(?<! x )(?:[2-9]|1[0-2])",
    "on": "[01]", "w": r"\w+", "hl": "high|low",
    "c": r"(?:(?! if | when | while |otherwise|\belse\b|, and `|[.;:\n]).)+?",
    "u": r"(?:(?! and |[,.;:\n]).)+?", "v": r"[^.\n]+",
    "kind": "synchronous|asynchronous", "level": "active-high|active-low",
    "edge": r"falling \(negative\)|rising|positive|falling|negative",
    "noun": r"(?!\w+ has the |[\w ]+ moves to |received |word |byte |nibble |row |machine "
    r"|delay whose |serial receiver takes|state machine with the states)",
    "is": r"(?:(?<=is )|(?<== )|(?<=: ))", "notan": r"(?<!\ban )",
    "noteq": r"(?! or equal)",
    "end": r"(?! and| or|\[| XOR| AND| OR)",
})  # fmt: skip
_EMPTY: Final = frozenset({"noun", "is", "end", "noteq", "notan"})
"""Slots that look around and take nothing."""
_WORDS: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve",
)  # fmt: skip
_INDEXED: Final = re.compile(r"`\w+\[\d+\]`")
SLOT: Final = re.compile(r"\{(\w+)\}")


def pattern(template: str) -> re.Pattern[str]:
    """Compile a template; its first letter may be a capital."""
    parts, seen, at = [], set[str](), 0
    for slot in SLOT.finditer(template):
        parts.append(_literal(template[at : slot.start()], is_first=at == 0))
        name, at = slot[1], slot.end()
        parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>{_PATTERNS[name]})")
        seen.add(name)
    parts.append(_literal(template[at:], is_first=at == 0))
    before = r"(?<![\w`'-])" if template[0].isalnum() or template[0] == "{" else ""
    after = r"(?![\w`'-])" if template[-1].isalnum() or template[-1] == "}" else ""
    return re.compile(before + "".join(parts) + after)


def _literal(text: str, *, is_first: bool) -> str:
    if is_first and text[:1].isalpha():
        return f"(?i:{text[0]}){re.escape(text[1:])}"
    return re.escape(text)


@dataclass(frozen=True)
class Known:
    """What the slots need to know of a design."""

    drawn: Drawn

    @cached_property
    def _bits(self) -> frozenset[str]:
        return frozenset(f"`{port.name}`" for port in self.drawn.ports if port.width == 1)

    @cached_property
    def _fixed(self) -> Mapping[str, str]:
        """What the clock and the reset fill in."""
        clock, reset = self._port(RoleKind.CLOCK), self._port(RoleKind.RESET)
        return {**(_of_clock(clock) if clock else {}), **(_of_reset(reset) if reset else {})}

    def _port(self, kind: RoleKind) -> Port | None:
        found = [port for port in self.drawn.ports if port.role.kind is kind]
        return found[0] if len(found) == 1 else None

    def fits(self, found: Mapping[str, str]) -> bool:
        """Tell whether what was matched is what the slots stand for."""
        fixed = self._fixed
        for name, text in found.items():
            if name == "s" and not (text in self._bits or _INDEXED.fullmatch(text)):
                return False
            if name == "ib" and text == found.get("b", ""):
                return False
            if name == "edge":
                if (text[0] in "fn") != (fixed.get("pos") == "negedge") or not fixed.get("clk"):
                    return False
            elif name in ("rst", "clk", "kind", "level", "on") and fixed.get(name) != text:
                return False
        return True

    def filled(self, template: str, found: Mapping[str, str], rng: random.Random) -> str | None:
        """Fill a template; None = the design or the match lacks something that it needs."""
        parts, at = [], 0
        for slot in SLOT.finditer(template):
            value = self._value(slot[1], found, rng)
            if value is None:
                return None
            parts += [template[at : slot.start()], value]
            at = slot.end()
        return "".join((*parts, template[at:]))

    def _value(self, name: str, found: Mapping[str, str], rng: random.Random) -> str | None:
        if name in _EMPTY:
            return ""
        derived = _DERIVED.get(name)
        if derived is not None:
            return derived(found)
        if name == "edge":
            names = {"posedge": ("rising", "positive"), "negedge": ("falling", "negative")}
            return rng.choice(names[self._fixed["pos"]]) if "pos" in self._fixed else None
        return found.get(name, self._fixed.get(name))


def _of_clock(clock: Port) -> dict[str, str]:
    is_falling = clock.role.active_low
    return {
        "clk": f"`{clock.name}`", "pos": "negedge" if is_falling else "posedge",
        "rises": "falls" if is_falling else "rises", "from": "1" if is_falling else "0",
        "to": "0" if is_falling else "1",
    }  # fmt: skip


def _of_reset(reset: Port) -> dict[str, str]:
    is_low, is_asynchronous = reset.role.active_low, reset.role.asynchronous
    kind = "asynchronous" if is_asynchronous else "synchronous"
    level = "active-low" if is_low else "active-high"
    return {
        "rst": f"`{reset.name}`", "kind": kind, "level": level, "kindly": f"{kind}ly",
        "akind": f"an {kind}" if is_asynchronous else f"a {kind}", "alevel": f"an {level}",
        "levelsp": level.replace("-", " "), "on": "0" if is_low else "1",
        "onhl": "low" if is_low else "high", "redge": "negative" if is_low else "positive",
        ("async" if is_asynchronous else "sync"): "",
    }  # fmt: skip


def _level(found: Mapping[str, str]) -> str | None:
    return found.get("b") or {"high": "1", "low": "0"}.get(found.get("hl", ""))


def _named(number: str | None, names: tuple[str, str]) -> str | None:
    return None if number is None else names[int(number)]


_DERIVED: Final[Mapping[str, Callable[[Mapping[str, str]], str | None]]] = MappingProxyType({
    "b": _level,
    "ib": lambda found: _named(_level(found), ("1", "0")),
    "hl": lambda found: _named(_level(found), ("low", "high")),
    "ihl": lambda found: _named(_level(found), ("high", "low")),
    "isone": lambda found: "" if _level(found) == "1" else None,
    "word": lambda found: _WORDS[int(found["m"])],
})  # fmt: skip
