"""Write Verilog modules."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from rtlgen.spec.model import Direction, Port, Spec


def module(spec: Spec, body: Iterable[str], *, registers: Sequence[str] = (), note: str) -> str:
    """Return a module with exactly the ports of the specification.

    Args:
        spec: For name and ports.
        body: Lines of the body.
        registers: Outputs that the body assigns in `always` blocks.
        note: Where it came from, for the comment above.
    """
    declarations = [_declaration(port, is_register=port.name in registers) for port in spec.ports]
    ports = ",\n".join(f"  {text}" for text in declarations)
    lines = "\n".join(f"  {line}" if line else "" for line in body)
    return f"// {note}\nmodule {spec.name} (\n{ports}\n);\n{lines}\nendmodule\n"


def _declaration(port: Port, *, is_register: bool) -> str:
    words: list[str] = [port.direction.value]
    if is_register and port.direction is Direction.OUTPUT:
        words.append("reg")
    if port.is_signed:
        words.append("signed")
    if bounds := port_range(port):
        words.append(bounds)
    return " ".join([*words, port.name])


def port_range(port: Port) -> str:
    """Return the range of a port as declared; empty for a single bit."""
    if port.width == 1 and port.lsb == 0:
        return ""
    left = port.lsb - port.width + 1 if port.is_ascending else port.lsb + port.width - 1
    return f"[{left}:{port.lsb}]"


def bit_names(port: Port) -> list[str]:
    """Return the bits of a port as expressions, most significant first."""
    if port.width == 1 and port.lsb == 0:
        return [port.name]
    step = -1 if not port.is_ascending else 1
    first = port.lsb - port.width + 1 if port.is_ascending else port.lsb + port.width - 1
    return [f"{port.name}[{first + step * i}]" for i in range(port.width)]


def fresh_name(name: str, taken: Collection[str]) -> str:
    """Return the name, with underscores where a port has it already."""
    while name in taken:
        name += "_"
    return name
