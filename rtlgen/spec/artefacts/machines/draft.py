"""A machine as it stands in the text, before it is checked."""

from __future__ import annotations

from dataclasses import dataclass, field

from rtlgen.spec.model import Bits, Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """One transition."""

    state: str
    condition: dict[Column, Bits]
    target: str
    outputs: dict[Column, Bits] = field(default_factory=dict)
    """Mealy outputs."""
    line: int
    is_else: bool = False
    """It holds where no other edge of the state does."""


@dataclass(slots=True)
class MachineDraft:
    """States and edges in the order of the text."""

    line: int
    is_table: bool = False
    """Each state has a row: a target without one is a slip."""
    states: dict[str, int] = field(default_factory=dict)
    """state → line."""
    moore: dict[str, dict[Column, Bits]] = field(default_factory=dict)
    edges: list[Edge] = field(default_factory=list)
    codes: dict[str, Bits] = field(default_factory=dict)
    """state → code, from a column of the table."""
    initial: str | None = None
    outputs: list[Column] = field(default_factory=list)
    """Outputs that the head of a table names."""
    state_column: Column | None = None
    next_column: Column | None = None
    next_bits: dict[Column, int] = field(default_factory=dict)
    """Output ports that each show one bit of the next state's code → index from the right."""

    def add_state(self, state: str, line: int) -> None:
        """Note a state where it is met first."""
        self.states.setdefault(state, line)
