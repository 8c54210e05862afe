"""From a Verilog text to a `Design`: which module is the top, and what it looks like outside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rtlgen.finding import Finding
from rtlgen.verilog.design import Design
from rtlgen.verilog.errors import VerilogError
from rtlgen.verilog.limits import check_limits

if TYPE_CHECKING:
    from rtlgen.verilog.syntax import Compiled


def read_design(verilog: str, *, top: str | None = None, path: str | None = None) -> Design:
    """Parse and elaborate a text and describe its top module.

    Runs in this process: a text from a stranger goes through `rtlgen.lint.lint_design` first,
    whose child process can be killed when a hostile text makes the parser hang.

    Args:
        verilog: Source text of all modules.
        top: Name of the top module; None = the only module that no other instantiates.
        path: The file it came from, for messages.

    Raises:
        VerilogError: the text is illegal, too large, or has no single top module.
    """
    if findings := check_limits(verilog, path=path):
        raise VerilogError(findings)
    from rtlgen.verilog.syntax import compile_text

    return describe(verilog, compile_text(verilog, top=top, path=path), top=top)


def describe(verilog: str, compiled: Compiled, *, top: str | None) -> Design:
    """Describe the top module of a text that `compile_text` has read with the same `top`.

    Raises:
        VerilogError: the text is illegal, or has no single top module.
    """
    from rtlgen.verilog.ports import elaborated_parameters, elaborated_ports
    from rtlgen.verilog.roles import infer_roles
    from rtlgen.verilog.syntax import choose_top, error_findings

    instance = choose_top(compiled, top)
    if isinstance(instance, Finding):
        raise VerilogError((*error_findings(compiled), instance))
    if errors := error_findings(compiled):
        raise VerilogError(errors)
    ports, findings = elaborated_ports(compiled, instance, infer_roles(instance))
    if findings:
        raise VerilogError(findings)
    return Design(
        verilog=verilog,
        top=instance.name,
        ports=ports,
        path=compiled.path,
        parameters=elaborated_parameters(compiled, instance),
    )
