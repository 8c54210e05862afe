"""What a design looks like outside, as data for JSON: a process that reads texts tells another."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any

from rtlgen.spec.model import Direction, Parameter, Port, Role, RoleKind, SourceRef
from rtlgen.verilog.design import Design


def write_interface(design: Design) -> dict[str, Any]:
    """Return all of a design but its text."""
    return {
        "top": design.top,
        "ports": [
            {
                **fields_of(port),
                "role": fields_of(port.role),
                "source": None if port.source is None else fields_of(port.source),
            }
            for port in design.ports
        ],
        "parameters": [
            {**fields_of(one), "source": None if one.source is None else fields_of(one.source)}
            for one in design.parameters
        ],
    }


def fields_of(item: Any) -> dict[str, Any]:
    """Return the fields of a dataclass; unlike `asdict` nothing is copied, which takes long."""
    return {field.name: getattr(item, field.name) for field in dataclasses.fields(item)}


def read_interface(data: Mapping[str, Any], verilog: str, path: str | None) -> Design:
    """Return the design of `write_interface`.

    Args:
        data: What was written.
        verilog: The text of the design.
        path: The file it came from.

    Raises:
        KeyError, TypeError, ValueError: it is no such data.
    """
    return Design(
        verilog=verilog, top=data["top"], path=path,
        ports=tuple(_port(item, path) for item in data["ports"]),
        parameters=tuple(
            Parameter(**{**item, "source": _source(item["source"], path)})
            for item in data["parameters"]
        ),
    )  # fmt: skip


def _port(item: Mapping[str, Any], path: str | None) -> Port:
    role = item["role"]
    return Port(**{
        **item,
        "direction": Direction(item["direction"]),
        "role": Role(**{**role, "kind": RoleKind(role["kind"])}),
        "source": _source(item["source"], path),
    })  # fmt: skip


def _source(item: Mapping[str, Any] | None, path: str | None) -> SourceRef | None:
    return None if item is None else SourceRef(path=path or "-", line=item["line"])
