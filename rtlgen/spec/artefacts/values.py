"""Values and column heads of tables: `4'b01x0`, `2c`, `d`, `y[2:0]`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rtlgen.spec.artefacts.grid import Reporter
from rtlgen.spec.model import Bits, Column, Direction, Port, RoleKind
from rtlgen.spec.roles import CLOCK_NAME, LOW_NAME, RESET_NAME

_SIZED = re.compile(r"(?:(\d+)\s*)?'\s*s?([bdohBDOH])\s*([0-9a-fA-F_xXzZ?]+)")
_DONT_CARE = frozenset({"-", "d", "D", "*", "?", "dc", "don't care", "--", "φ", "Φ", "ø", "Ø", "–",
                        "any"})  # fmt: skip
_LEVEL_WORDS = {"h": "1", "high": "1", "t": "1", "true": "1", "l": "0", "low": "0", "f": "0",
                "false": "0"}  # fmt: skip
_LEVELS = str.maketrans("hldHLD", "10-10-")
_HEAD_WORDS = re.compile(r"^(?:(?:inputs?|outputs?|port|signal)\b\s*:?\s*)(?=[A-Za-z_])", re.I)
_HEAD_REMARK = re.compile(
    r"\s*(?:[(\[](?:in|out|inputs?|outputs?|hex\w*|bin\w*|dec\w*|msb|lsb)[)\]]|"
    r"\(\d+\s*-?\s*bits?\))$",
    re.IGNORECASE,
)
_BASE_REMARK = re.compile(r"[(\[]\s*(hex|dec)\w*\s*[)\]]", re.IGNORECASE)
_COLUMN = re.compile(
    r"(?P<name>[A-Za-z_]\w*)\s*(?:\[\s*(?P<high>\d+)\s*(?::\s*(?P<low>\d+)\s*)?\])?"
)
_MARKED = re.compile(r"[`*$\\]")
_MAX_RUN = 64
"""Longest word that may be several names without a gap."""
_BASES = {"b": 1, "o": 3, "h": 4}


class Signals:
    """The ports that columns of tables may name."""

    def __init__(self, ports: Sequence[Port]) -> None:
        """Index the ports by name."""
        self.ports: Mapping[str, Port] = {port.name: port for port in ports}
        self._folded = {port.name.lower(): port.name for port in ports}
        self._is_folding = len(self._folded) == len(self.ports)

    def port(self, name: str) -> Port | None:
        """Return the port of that name; case counts only where it tells two ports apart."""
        if name in self.ports:
            return self.ports[name]
        return self.ports.get(self._folded.get(name.lower(), "")) if self._is_folding else None

    def column(self, head: str) -> Column | None:
        """Read `name`, `name[2]` or `name[3:0]`; None when it is no port or no bits of it."""
        match = _COLUMN.fullmatch(strip_marks(head))
        port = self.port(match["name"]) if match else None
        if match is not None and port is None and match["high"] is None:
            # `r0` beside a port `r[2:0]` is one of its bits.
            indexed = re.fullmatch(r"(\w*?[A-Za-z])_?(\d{1,3})", match["name"])
            vector = self.port(indexed[1]) if indexed else None
            if indexed is not None and vector is not None and vector.width > 1:
                return self.column(f"{vector.name}[{indexed[2]}]")
        if match is None or port is None:
            plain = _HEAD_REMARK.sub("", _HEAD_WORDS.sub("", strip_marks(head)))
            return None if plain == strip_marks(head) else self.column(plain)
        if match["high"] is None:
            return Column(name=port.name)
        high, low = int(match["high"]), int(match["low"] or match["high"])
        top = port.lsb + port.width - 1 if not port.is_ascending else port.lsb
        bottom = port.lsb if not port.is_ascending else port.lsb - port.width + 1
        if not (bottom <= min(high, low) and max(high, low) <= top):
            return None
        if (high, low) == (top, bottom):
            return Column(name=port.name)
        return Column(name=port.name, high=high, low=low)

    def alias(self, name: str, line: int, report: Reporter) -> Column | None:
        """Take `rst` for the only reset and `clock` for the only clock; the polarity must agree."""
        for pattern, kind in ((CLOCK_NAME, RoleKind.CLOCK), (RESET_NAME, RoleKind.RESET)):
            ports = [port for port in self.ports.values() if port.role.kind is kind]
            if len(ports) != 1 or not pattern.fullmatch(strip_marks(name)):
                continue
            is_low = LOW_NAME.fullmatch(strip_marks(name)) is not None
            if kind is RoleKind.RESET and is_low != ports[0].role.active_low:
                continue
            report.note("SPEC316", line, f"the signal {name!r} was taken for the port "
                        f"{ports[0].name!r}", "use the name of the port")  # fmt: skip
            return Column(name=ports[0].name)
        return None

    def width(self, column: Column) -> int:
        """Bits of a column."""
        if column.high is None or column.low is None:
            return self.ports[column.name].width
        return abs(column.high - column.low) + 1

    def is_input(self, column: Column) -> bool:
        """Whether a column belongs to an input port."""
        return self.ports[column.name].direction is Direction.INPUT

    def columns(self, text: str) -> tuple[Column, ...] | None:
        """Read several columns in one cell: `a b`, `a,b`, `ab` or `x[1]x[0]`; None = not all."""
        single = self.column(text)
        if single is not None:
            return (single,)
        found: list[Column] = []
        for word in re.split(r"[\s,]+", strip_marks(text)):
            run = self._run(word)
            if run is None:
                return None
            found += run
        return tuple(found) or None

    def _run(self, word: str) -> list[Column] | None:
        """Read names that stand without a gap: the longest name first, with backtracking."""
        if not word:
            return []
        if len(word) > _MAX_RUN:
            return None
        for stop in range(len(word), 0, -1):
            column = self.column(word[:stop])
            if column is not None:
                rest = self._run(word[stop:])
                if rest is not None:
                    return [column, *rest]
        return None


def strip_marks(text: str) -> str:
    """Remove Markdown's emphasis, code and formula marks and spaces around."""
    if not _MARKED.search(text):
        return text.strip()
    plain = re.sub(r"\$([^$]*)\$", r"\1", text.strip())
    return re.sub(r"`|\*(?=.)|(?<=.)\*", "", plain).replace("\\_", "_").strip()


def stated_base(head: str) -> int | None:
    """Return the base that a head such as `addr (hex)` states."""
    match = _BASE_REMARK.search(head)
    return None if match is None else (16 if match[1].lower() == "hex" else 10)


def read_value(text: str, width: int, *, base: int | None = None) -> Bits | None:
    """Read one value as bits.

    Args:
        text: The cell.
        width: Bits of the column.
        base: Base of plain numbers that are not `width` binary digits; None = refuse them.

    Returns:
        The bits, most significant first, with `x` and `-` as written; None when it does not fit.
    """
    value = strip_marks(text).replace("_", "")
    is_digit = base == 16 and width >= 4 and value in ("d", "D")
    if value in _DONT_CARE and not is_digit:
        return "-" * width
    if value and set(value.lower()) in ({"x"}, {"z"}) and len(value) in (1, 2, width):
        return value[0].lower() * width
    if width == 1 and value.lower() in _LEVEL_WORDS:
        return _LEVEL_WORDS[value.lower()]
    if len(value) == width and re.fullmatch(r"[HLX-]+", value) and set(value) & {"H", "L"}:
        return value.translate(_LEVELS).lower()
    if sized := _SIZED.fullmatch(value):
        return _sized(sized[2].lower(), sized[3].lower(), width)
    if re.fullmatch(r"[01xXzZdD-]+", value) and len(value) == width:
        return value.lower().replace("d", "-")
    if prefixed := re.fullmatch(r"0([xb])([0-9a-f]+)", value.lower()):
        return _number(prefixed[2], 16 if prefixed[1] == "x" else 2, width)
    return None if base is None else _number(value, base, width)


def _sized(kind: str, digits: str, width: int) -> Bits | None:
    if kind == "d":
        return _number(digits, 10, width)
    step = _BASES[kind]
    bits = ""
    for digit in digits.replace("?", "z"):
        bits += digit * step if digit in "xz" else format(int(digit, 16), f"0{step}b")[-step:]
    if len(bits) > width:
        if "1" in bits[:-width]:
            return None
        return bits[-width:]
    return bits.rjust(width, "0")


def _number(digits: str, base: int, width: int) -> Bits | None:
    try:
        value = int(digits, base)
    except ValueError:
        return None
    if not -(1 << width - 1) <= value < 1 << width:
        return None
    return format(value & (1 << width) - 1, f"0{width}b")


def base_of(values: Sequence[str], width: int) -> int | None:
    """Return the base of the plain numbers of a column; None when all are binary digits."""
    plain = [strip_marks(v).lower() for v in values]
    plain = [v for v in plain if re.fullmatch(r"-?[0-9a-f]+", v) and v not in _DONT_CARE]
    if all(len(v) == width and set(v) <= {"0", "1"} for v in plain):
        return None
    return 16 if any(re.search(r"[a-f]", v) for v in plain) else 10
