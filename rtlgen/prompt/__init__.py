"""From a specification to the messages that a language model gets.

    again.py  what it is told about an answer that is wrong

Not covered: examples in the prompt.
"""

from __future__ import annotations

from rtlgen.candidate import Message, Request
from rtlgen.prompt.again import request_again
from rtlgen.spec.model import Direction, Figure, Port, Spec

__all__ = ["build_request", "header_of", "request_again"]

_SYSTEM = """\
You write synthesisable Verilog-2005 for a hardware engineer. Answer with one code block that \
holds complete modules and nothing else. Use exactly the module name and the ports that are \
given. Write no system tasks, no delays, no initial blocks and no testbench. Use non-blocking \
assignments in clocked blocks and blocking ones elsewhere, and give every signal of combinational \
logic a value on every path."""


def build_request(spec: Spec) -> Request:
    """Return the prompt of a specification; equal specifications give equal text.

    A specification without ports, of which nothing but the text is known, gets no header.
    """
    figures = tuple(a for a in spec.artefacts if isinstance(a, Figure))
    interface = f"The module must be named `{spec.name}`."
    if spec.ports:
        interface = f"The module must begin with this header:\n\n```verilog\n{header_of(spec)}\n```"
    user = f"{spec.text.strip()}\n\n{interface}\n"
    messages = (
        Message(role="system", text=_SYSTEM),
        Message(role="user", text=user, figures=figures),
    )
    return Request(spec=spec, messages=messages)


def header_of(spec: Spec) -> str:
    """Return the header of the module as Verilog."""
    ports = ",\n".join(f"  {_declaration(port)}" for port in spec.ports)
    return f"module {spec.name} (\n{ports}\n);"


def _declaration(port: Port) -> str:
    left, right = port.lsb + port.width - 1, port.lsb
    if port.is_ascending:
        left, right = port.lsb - port.width + 1, port.lsb
    bounds = "" if port.width == 1 and port.lsb == 0 else f" [{left}:{right}]"
    signed = " signed" if port.is_signed else ""
    kind = " wire" if port.direction is Direction.INOUT else ""
    return f"{port.direction.value}{kind}{signed}{bounds} {port.name}"
