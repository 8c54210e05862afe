"""The specification as data: ports, roles, artefacts and what they oblige a design to do.

Bit strings are written most significant bit first. Input bits are `0`, `1`, `x` (drive unknown)
or `-` (any value); expected output bits are `0`, `1`, `z` or `-` (don't care).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from rtlgen.finding import Finding

Bits: TypeAlias = str
"""A bit string, most significant bit first, over `0 1 x z -`."""


class Direction(StrEnum):
    """Direction of a port, in Verilog's words."""

    INPUT = "input"
    OUTPUT = "output"
    INOUT = "inout"


class RoleKind(StrEnum):
    """What a port is for."""

    DATA = "data"
    CLOCK = "clock"
    RESET = "reset"


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """The part that a port plays in the timing of a design."""

    kind: RoleKind = RoleKind.DATA
    active_low: bool = False
    """Resets: asserted at 0. Clocks: the falling edge is the active one."""
    asynchronous: bool | None = None
    """Resets only; None when the text leaves it open."""


DATA = Role()


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRef:
    """Where something was read: the file as the user named it, and the 1-based line."""

    path: str
    line: int

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Port:
    """One port of the module."""

    name: str
    direction: Direction
    width: int = 1
    """Bits, at least 1."""
    lsb: int = 0
    """Index of the rightmost bit: `[3:1]` has width 3 and lsb 1."""
    is_ascending: bool = False
    """Declared as `[0:n]`: the left index is the smaller one."""
    is_signed: bool = False
    role: Role = DATA
    source: SourceRef | None = None
    is_assumed: bool = False
    """A fact of this port was not in the text (a default width, a flag of the user)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """A parameter of the module with its default, as text."""

    name: str
    default: str
    source: SourceRef | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table: a whole port, or some of its bits."""

    name: str
    """The port's name, or the name of an internal signal or of a state variable."""
    high: int | None = None
    """Left index of a bit or part select; None = the whole port."""
    low: int | None = None

    def __str__(self) -> str:
        if self.high is None:
            return self.name
        if self.high == self.low:
            return f"{self.name}[{self.high}]"
        return f"{self.name}[{self.high}:{self.low}]"


@dataclass(frozen=True, slots=True, kw_only=True)
class TableRow:
    """One row of a truth table; one bit string per column."""

    inputs: tuple[Bits, ...]
    outputs: tuple[Bits, ...]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TruthTable:
    """A table from inputs to outputs.

    `is_clocked` tables give the value of the outputs *after* an active clock edge
    (`q` may then also stand among the inputs as the value before the edge).
    """

    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    source: SourceRef
    is_clocked: bool = False
    condition: tuple[tuple[Column, Bits], ...] = ()
    """Other inputs for which the table holds, as `en = 1` in the sentence above it."""
    is_example: bool = False
    """The text calls it an example: it shows some rows and is not meant to be all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KarnaughMap:
    """A Karnaugh map, already put into cells by the values of its variables."""

    row_variables: tuple[Column, ...]
    column_variables: tuple[Column, ...]
    output: Column
    cells: tuple[tuple[Bits, Bits, str], ...]
    """(row bits, column bits, value); the value is `0`, `1` or `-`."""
    condition: tuple[tuple[Column, Bits], ...] = ()
    """Other inputs for which the map holds, as for the two maps of a function of five variables."""
    row_lines: tuple[tuple[Bits, int], ...] = ()
    """Line of the text of each row, by its bits."""
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Transition:
    """One edge of a state machine.

    `condition` has one bit string per input column of the machine (`-` = any value).
    """

    state: str
    condition: tuple[Bits, ...]
    next_state: str
    outputs: tuple[Bits, ...] = ()
    """Mealy outputs while this transition is enabled; empty for a Moore machine."""
    line: int = 0


class Encoding(StrEnum):
    """How states are numbered."""

    BINARY = "binary"
    ONE_HOT = "one-hot"
    GRAY = "Gray"


@dataclass(frozen=True, slots=True, kw_only=True)
class StateTable:
    """A finite state machine as states and transitions."""

    states: tuple[str, ...]
    inputs: tuple[Column, ...]
    outputs: tuple[Column, ...]
    transitions: tuple[Transition, ...]
    moore_outputs: tuple[tuple[str, tuple[Bits, ...]], ...] = ()
    """(state, one bit string per output column); empty for a pure Mealy machine."""
    encoding: tuple[tuple[str, Bits], ...] = ()
    """(state, code) where the text fixes the codes."""
    style: Encoding | None = None
    """The encoding that the text asks for by name."""
    initial_state: str | None = None
    """State after reset; None when the text does not say."""
    state_inputs: tuple[Column, ...] = ()
    """Where the module gets the present state from, most significant first (next-state logic only);
    empty for a module with a register."""
    state_output: Column | None = None
    """Set when a clocked module shows the present state on a port."""
    next_state_output: Column | None = None
    """Set when the module shows the next state on a port."""
    next_state_bits: tuple[tuple[Column, int], ...] = ()
    """(output column, index from the right) of ports that each show one bit of the next state."""
    source: SourceRef

    @property
    def is_mealy(self) -> bool:
        """Whether an output depends on the inputs of the same cycle."""
        return any(transition.outputs for transition in self.transitions)


@dataclass(frozen=True, slots=True, kw_only=True)
class WaveSample:
    """The values of all signals of a waveform at one time, one bit string per column."""

    time: float
    """In units of the waveform's `time_unit`."""
    values: tuple[Bits, ...]
    """`x` in an output column demands nothing; in an input column it drives unknown."""
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Waveform:
    """Signals over time, from a text table, WaveDrom JSON or a CSV file.

    Each sample gives the input levels that hold from its time on, and the outputs once the
    design has settled. Where a clock edge and a data input change in the same sample, the edge
    sees the data of the sample before.
    """

    columns: tuple[Column, ...]
    samples: tuple[WaveSample, ...]
    time_unit: str = "ns"
    column_lines: tuple[int, ...] = ()
    """Line of each column in a drawing, where samples have no lines of their own."""
    is_example: bool = False
    """The text calls it an example: it shows some of the behaviour and is not meant to be all."""
    source: SourceRef


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """An image that belongs to the specification; nothing here reads it."""

    path: str
    alt_text: str
    media_type: str
    """For example `image/png`."""
    source: SourceRef


Artefact: TypeAlias = TruthTable | KarnaughMap | StateTable | Waveform | Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class Spec:
    """A specification, with everything that was read from it and what was assumed."""

    name: str
    """Name of the module to write."""
    text: str
    """The prose as the user wrote it, tables included."""
    ports: tuple[Port, ...]
    parameters: tuple[Parameter, ...] = ()
    artefacts: tuple[Artefact, ...] = ()
    findings: tuple[Finding, ...] = ()
    """What could not be read, or was assumed; never an ERROR that stops the work."""
    path: str = "-"
    """The file or folder as the user named it; `-` for standard input."""
    sentences: tuple[tuple[SourceRef, str], ...] = ()
    """The sentences of the prose and the lines of its lists, with their places."""

    @property
    def inputs(self) -> tuple[Port, ...]:
        """Input ports in order of declaration."""
        return tuple(port for port in self.ports if port.direction is Direction.INPUT)

    @property
    def outputs(self) -> tuple[Port, ...]:
        """Output ports in order of declaration."""
        return tuple(port for port in self.ports if port.direction is Direction.OUTPUT)

    @property
    def clocks(self) -> tuple[Port, ...]:
        """Input ports with the role of a clock."""
        return tuple(port for port in self.ports if port.role.kind is RoleKind.CLOCK)

    @property
    def resets(self) -> tuple[Port, ...]:
        """Input ports with the role of a reset."""
        return tuple(port for port in self.ports if port.role.kind is RoleKind.RESET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Vector:
    """One step of an obligation: drive the inputs, settle, compare the outputs.

    Clocks are inputs like all others: an active edge is a step in which the clock's level
    differs from the step before. Within a step clock levels change first, and data inputs only
    after the design has settled, so an edge always sees the data of the step before.
    """

    inputs: tuple[tuple[str, Bits], ...]
    """(port, bits); a port that is not named keeps its level. `-` = any value."""
    expected: tuple[tuple[str, Bits], ...]
    """(port, bits); `-` = don't care. Empty for a step that only drives."""
    line: int = 0
    """Line of the artefact that demands this."""


class ObligationKind(StrEnum):
    """How the vectors of an obligation hang together."""

    COMBINATIONAL = "combinational"
    """Each vector stands alone; any order; `-` among the inputs is universally quantified."""
    SEQUENCE = "sequence"
    """The vectors are one run from power-up; their order matters; inputs hold no `-`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One machine-checkable demand taken from an artefact."""

    name: str
    """For example `truth table at spec.md:12`."""
    kind: ObligationKind
    vectors: tuple[Vector, ...]
    source: SourceRef
    is_complete: bool = False
    """The vectors determine the design's behaviour wholly (up to don't-cares)."""
