"""A Verilog text with the interface of its top module."""

from __future__ import annotations

from dataclasses import dataclass

from rtlgen.spec.model import Direction, Parameter, Port, RoleKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Design:
    """Verilog source that was parsed, and what its top module looks like from outside."""

    verilog: str
    """Source text of all modules."""
    top: str
    """Name of the top module."""
    ports: tuple[Port, ...]
    """Ports of the top module with widths after elaboration and inferred roles."""
    path: str | None = None
    """The file the text came from, as the user named it."""
    parameters: tuple[Parameter, ...] = ()
    """Parameters of the top module that can be overridden, with their elaborated defaults."""

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
