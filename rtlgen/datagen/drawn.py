"""A design of a family."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from rtlgen.datagen.behaviour import Behaviour
from rtlgen.spec.model import Direction, Port, Role

_DATA = Role()


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawn:
    """One member of a family, with all that is known about it."""

    family: str
    name: str
    """Name of the module."""
    ports: tuple[Port, ...]
    bodies: Mapping[str, str]
    """Style of coding → what stands between the port list and `endmodule`; all do the same.

    An output that a body assigns in an `always` block is a `reg`; `registers` names it.
    """
    registers: Mapping[str, frozenset[str]]
    """Style → outputs that are declared as `reg`."""
    says: tuple[str, ...]
    """Descriptions in different words; with the ports each alone determines the design."""
    behaviour: Callable[[], Behaviour]
    """Makes a run from power-up."""

    @property
    def inputs(self) -> tuple[Port, ...]:
        """Input ports, clocks and resets among them."""
        return tuple(port for port in self.ports if port.direction is Direction.INPUT)

    @property
    def outputs(self) -> tuple[Port, ...]:
        """Output ports."""
        return tuple(port for port in self.ports if port.direction is Direction.OUTPUT)

    def verilog(self, style: str) -> str:
        """Return the module in one style."""
        registers = self.registers.get(style, frozenset())
        declared = ",\n".join(f"    {declare(port, registers)}" for port in self.ports)
        return f"module {self.name} (\n{declared}\n);\n{self.bodies[style].rstrip()}\nendmodule\n"


def declare(port: Port, registers: Sequence[str] | frozenset[str] = ()) -> str:
    """Write a port as in a header: `output reg [7:0] q`."""
    kind = " reg" if port.name in registers else ""
    signed = " signed" if port.is_signed else ""
    width = f" [{port.width - 1}:0]" if port.width > 1 else ""
    return f"{port.direction}{kind}{signed}{width} {port.name}"


def input_port(name: str, width: int = 1, role: Role = _DATA) -> Port:
    """Make an input."""
    return Port(name=name, direction=Direction.INPUT, width=width, role=role)


def output_port(name: str, width: int = 1) -> Port:
    """Make an output."""
    return Port(name=name, direction=Direction.OUTPUT, width=width)
