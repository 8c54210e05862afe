"""Ports and parameters of an elaborated module."""

from __future__ import annotations

from pyslang import ast

from rtlgen.finding import Finding
from rtlgen.spec.model import DATA, Direction, Parameter, Port, Role, SourceRef
from rtlgen.verilog.syntax import Compiled, port_finding

_DIRECTIONS = {
    ast.ArgumentDirection.In: Direction.INPUT,
    ast.ArgumentDirection.Out: Direction.OUTPUT,
    ast.ArgumentDirection.InOut: Direction.INOUT,
}


def elaborated_ports(
    compiled: Compiled, instance: ast.InstanceSymbol, roles: dict[str, Role]
) -> tuple[tuple[Port, ...], tuple[Finding, ...]]:
    """Return the ports in order of the header, and a finding for each that is not plain bits.

    Packed arrays and structs count as one vector of all their bits; unpacked arrays, interface
    ports, reals and ports with an expression are findings.
    """
    ports: list[Port] = []
    findings: list[Finding] = []
    for symbol in instance.body.portList:
        if not isinstance(symbol, ast.PortSymbol) or not symbol.name:
            what = symbol.name or "(unnamed)"
            findings.append(
                port_finding(f"port {what!r} is not a plain port", compiled, symbol.location)
            )
            continue
        kind = symbol.type
        direction = _DIRECTIONS.get(symbol.direction)
        if direction is None or not kind.isIntegral:
            findings.append(
                port_finding(
                    f"port {symbol.name!r} of type {kind} is not a vector of bits",
                    compiled,
                    symbol.location,
                )
            )
            continue
        # A packed struct or enum has no declared range: it counts as [width-1:0].
        left, right = kind.bitWidth - 1, 0
        if kind.isSimpleBitVector and kind.hasFixedRange:
            left, right = kind.fixedRange.left, kind.fixedRange.right
        ports.append(
            Port(
                name=symbol.name,
                direction=direction,
                width=kind.bitWidth,
                lsb=right,
                is_ascending=left < right,
                is_signed=kind.isSigned,
                role=roles.get(symbol.name, DATA),
                source=SourceRef(path=compiled.path or "-", line=compiled.line(symbol.location)),
            )
        )
    return tuple(ports), tuple(findings)


def elaborated_parameters(
    compiled: Compiled, instance: ast.InstanceSymbol
) -> tuple[Parameter, ...]:
    """Return the value parameters that an instance can override, with their default values."""
    return tuple(
        Parameter(
            name=symbol.name,
            default=str(symbol.value),
            source=SourceRef(path=compiled.path or "-", line=compiled.line(symbol.location)),
        )
        for symbol in instance.body.parameters
        if isinstance(symbol, ast.ParameterSymbol) and not symbol.isLocalParam
    )
