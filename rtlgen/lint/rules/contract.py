"""RTL1xx: the interface of the module against the ports of the specification."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rtlgen.finding import Finding, Severity
from rtlgen.spec.model import Port
from rtlgen.verilog.design import Design

PAGES = {
    "RTL101": "# RTL101 port missing\n\n**What it does** Finds ports of the specification that the "
    "module lacks.\n**Why is this bad** The module cannot be connected.\n**Use instead** Declare "
    "the port as specified.\n**Source** IEEE 1364-2005, 12.3.",
    "RTL102": "# RTL102 port not in the specification\n\n**What it does** Finds ports that the "
    "specification does not have.\n**Why is this bad** An input nobody drives floats.\n**Use "
    "instead** Remove the port, or add it to the specification.\n**Source** IEEE 1364-2005, 12.3.",
    "RTL103": "# RTL103 port direction\n\n**What it does** Compares the directions of ports.\n"
    "**Why is this bad** Two drivers, or none.\n**Use instead** The direction of the "
    "specification.\n**Source** IEEE 1364-2005, 12.3.",
    "RTL104": "# RTL104 port width\n\n**What it does** Compares the widths of ports.\n**Why is "
    "this bad** Bits are lost or padded without a message.\n**Use instead** The range of the "
    "specification.\n**Known limits** The indices of the bits are not compared. Only a warning "
    "where the width hangs on a parameter for which the specification states no default.\n"
    "**Source** IEEE 1364-2005, 12.3.9.2.",
}


def check_contract(design: Design, ports: Sequence[Port]) -> Iterator[Finding]:
    """Yield a finding for each port that differs from the specification.

    They are ERRORs, but for a width that hangs on a parameter whose default nothing states.
    """
    own = {port.name: port for port in design.ports}
    wanted = {port.name: port for port in ports}
    for port in ports:
        found = own.get(port.name)
        if found is None:
            near = next((n for n in own if n.lower() == port.name.lower()), None)
            hint = f"rename {near!r}" if near else "declare it as specified"
            yield _finding("RTL101", design, None, f"port {port.name!r} is missing", hint)
            continue
        if found.direction is not port.direction:
            yield _finding(
                "RTL103",
                design,
                found,
                f"port {port.name!r} is an {found.direction}, "
                f"the specification says {port.direction}",
                "correct the direction",
            )
        if found.width != port.width:
            yield _width(design, found, port)
    for port in design.ports:
        if port.name not in wanted:
            yield _finding(
                "RTL102",
                design,
                port,
                f"port {port.name!r} is not in the specification",
                "remove it, or add it to the specification",
            )


def _width(design: Design, found: Port, port: Port) -> Finding:
    says = f"port {port.name!r} has {found.width} bits, the specification says {port.width}"
    if port.is_assumed and port.width > 1:
        note = f"{says} but gives its parameter no default"
        remedy = "give the parameter a default in the specification"
        return _finding("RTL104", design, found, note, remedy, severity=Severity.WARNING)
    return _finding("RTL104", design, found, says, "correct the range")


def _finding(
    code: str,
    design: Design,
    port: Port | None,
    message: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
) -> Finding:
    line = port.source.line if port is not None and port.source is not None else None
    return Finding(
        code=code,
        severity=severity,
        message=message,
        path=design.path,
        line=line,
        remedy=remedy,
    )
