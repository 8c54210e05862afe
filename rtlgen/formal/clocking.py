"""How a netlist uses its clocks: what each register waits for, and whether levels matter."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from rtlgen.formal.evaluation import needs
from rtlgen.formal.netlist import LATCHES, Bit, NetCell, Netlist

_INVERTERS = frozenset({"$not", "$logic_not"})
_BUFFERS = frozenset({"$pos", "$buf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Clocking:
    """The edges that the registers of one netlist wait for."""

    edges: Mapping[str, tuple[str, bool]]
    """Register → (clock input, whether its rising edge counts)."""
    needs_levels: bool
    """Whether anything but the edges of the clocks matters: latches, clocks used as data."""

    def polarities(self, clock: str) -> set[bool]:
        """Return which edges of a clock are waited for (True = rising)."""
        return {rising for name, rising in self.edges.values() if name == clock}


def read_clocking(netlist: Netlist, clocks: Iterable[str]) -> Clocking:
    """Find the clock of each register.

    Args:
        netlist: The netlist.
        clocks: The inputs that are clocks.

    Raises:
        Unsupported: a register whose clock is gated, divided or no clock input; data or a reset
            that depends on the level of a clock.
    """
    drivers = netlist.drivers()
    inputs = {netlist.inputs[name][0]: name for name in clocks if name in netlist.inputs}
    tree: set[Bit] = set(inputs)
    inverters: set[str] = set()
    edges: dict[str, tuple[str, bool]] = {}
    for cell in netlist.states:
        if cell.type in LATCHES:
            continue
        bit: Bit = cell.connections["CLK"][0]
        rising = bool(cell.parameters.get("CLK_POLARITY", 1))
        while bit not in inputs:
            driver = drivers.get(bit, (None, 0))[0]
            if driver is None or driver.type not in _INVERTERS | _BUFFERS:
                raise cell.refuse(_clock_trouble(driver))
            tree.add(bit)
            inverters.add(driver.name)
            rising ^= driver.type in _INVERTERS
            bit = driver.connections["A"][0]
        edges[cell.name] = (inputs[bit], rising)
    _refuse_races(netlist, drivers, set(inputs))
    readers = (
        read for cell in netlist.cells if cell.name not in inverters
        for port, bits in cell.inputs() if port != "CLK" for read in bits
    )  # fmt: skip
    visible = (bit for bits in netlist.outputs.values() for bit in bits)
    has_latches = any(cell.type in LATCHES for cell in netlist.states)
    is_read = any(bit in tree for bit in (*readers, *visible))
    return Clocking(edges=edges, needs_levels=has_latches or is_read)


def _clock_trouble(driver: NetCell | None) -> str:
    if driver is None:
        return "a register that waits for an edge of a signal that is no clock input"
    if driver.is_state:
        return "a register that is clocked by another register"
    return "a register with a gated clock"


def _refuse_races(
    netlist: Netlist, drivers: Mapping[Bit, tuple[NetCell, int]], clocks: set[Bit]
) -> None:
    """Refuse registers whose data or reset changes in the very moment of the clock edge."""
    for cell in netlist.states:
        if cell.type in LATCHES:
            continue
        ports = [port for port in ("D", "ARST") if port in cell.connections]
        bits = [bit for port in ports for bit in cell.connections[port]]
        if clocks & _cone(bits, drivers):
            raise cell.refuse("a register whose data or reset depends on the level of a clock")


def _cone(bits: Iterable[Bit], drivers: Mapping[Bit, tuple[NetCell, int]]) -> set[Bit]:
    """Return all nets that decide the bits through combinational cells; latches hold against it."""
    seen: set[Bit] = set()
    todo = list(bits)
    while todo:
        bit = todo.pop()
        if bit in seen:
            continue
        seen.add(bit)
        if bit in drivers and not drivers[bit][0].is_state:
            todo += needs(drivers[bit][0])
    return seen
