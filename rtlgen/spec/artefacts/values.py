"""Values and column heads of tables: `4'b01x0`, `2c`, `d`, `y[2:0]`."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from rtlgen.spec.model import Bits, Column, Direction, Port

_SIZED = re.compile(r"(?:(\d+)\s*)?'\s*s?([bdohBDOH])\s*([0-9a-fA-F_xXzZ?]+)")
_DONT_CARE = frozenset({"-", "d", "D", "*", "?", "dc", "don't care", "--"})
_COLUMN = re.compile(
    r"(?P<name>[A-Za-z_]\w*)\s*(?:\[\s*(?P<high>\d+)\s*(?::\s*(?P<low>\d+)\s*)?\])?"
)
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
        if match is None or port is None:
            return None
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
        for stop in range(len(word), 0, -1):
            column = self.column(word[:stop])
            if column is not None:
                rest = self._run(word[stop:])
                if rest is not None:
                    return [column, *rest]
        return None


def strip_marks(text: str) -> str:
    """Remove Markdown's emphasis and code marks and spaces around."""
    return re.sub(r"[`*]", "", text).replace("\\_", "_").strip()


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
    if value in _DONT_CARE:
        return "-" * width
    if value.lower() in ("x", "z"):
        return value.lower() * width
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
