"""The levels of a waveform."""

from __future__ import annotations

from collections.abc import Sequence

from rtlgen.spec.model import Bits, Column, SourceRef, Spec, Waveform, WaveSample
from rtlgen.spec.obligations import Clocking
from rtlgen.spec.obligations.levels import pick, ports_of, spread


class Shown:
    """The levels of a waveform, by column."""

    def __init__(self, spec: Spec, waveform: Waveform) -> None:
        self.place = waveform.source
        self._ports = ports_of(spec)
        self._lines = dict(zip(waveform.columns, waveform.column_lines, strict=False))
        self.names = {column.name for column in waveform.columns}
        self.samples: Sequence[WaveSample] = waveform.samples
        self._levels = [
            dict(spread(list(zip(waveform.columns, s.values, strict=True)), self._ports))
            for s in waveform.samples
        ]

    def at(self, sample: int, column: Column) -> Bits:
        """Bits of a column; what is not drawn is `-`."""
        whole = self._levels[sample].get(column.name, "-" * self._ports[column.name].width)
        return pick(column, whole, self._ports)

    def has_edge(self, sample: int, clocking: Clocking) -> bool | None:
        """Whether the active edge leads to a sample; None = it cannot be seen."""
        if sample == 0:
            return False
        clock = Column(name=clocking.clock.name)
        before, after = self.at(sample - 1, clock), self.at(sample, clock)
        if not {before, after} <= {"0", "1"}:
            return None
        return (before, after) == (clocking.idle, clocking.active)

    def line(self, sample: int, column: Column) -> SourceRef:
        """Where the value of a column stands."""
        line = self._lines.get(column) or self.samples[sample].line or self.place.line
        return SourceRef(path=self.place.path, line=line)
