"""The child process that reads texts which may be hostile: JSON in, findings as JSON lines out."""

from __future__ import annotations

import contextlib
import dataclasses
import faulthandler
import functools
import importlib
import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from rtlgen.finding import Finding, Severity
from rtlgen.lint.rules.allowed import check_elaborated, check_text
from rtlgen.lint.rules.contract import check_contract
from rtlgen.spec.model import Direction, Port
from rtlgen.verilog.errors import VerilogError
from rtlgen.verilog.plain import plain_text
from rtlgen.verilog.read import describe
from rtlgen.verilog.syntax import analyse, compile_text, finding


def main() -> None:
    """Read a job from standard input and print the findings of each text as soon as they are known.

    A text that takes longer than it is given ends the process: the parser cannot be interrupted
    in any other way.
    """
    job = json.load(sys.stdin)
    ports = None if job["ports"] is None else tuple(map(_port, job["ports"]))
    print("ready", flush=True)  # see `rtlgen.lint.run.READY`
    for verilog in job["texts"]:
        faulthandler.dump_traceback_later(job["each_s"], exit=True)
        findings = list(inspect(verilog, ports, **job["options"]))
        faulthandler.cancel_dump_traceback_later()
        print(json.dumps([dataclasses.asdict(item) for item in findings]), flush=True)


def _port(item: dict[str, Any]) -> Port:
    return Port(name=item["name"], direction=Direction(item["direction"]), width=item["width"])


def inspect(
    verilog: str, ports: tuple[Port, ...] | None, *, top: str | None, relaxed: Sequence[str],
    has_structure: bool,
) -> Iterator[Finding]:  # fmt: skip
    """Yield everything that is wrong with a text, the certain things first."""
    allowed = frozenset(relaxed)
    compiled = compile_text(verilog, top=top)
    yield from check_text(verilog, compiled, allowed)
    try:
        design = describe(verilog, compiled, top=top)
    except VerilogError as error:
        yield from error.findings
        return
    if ports is not None:
        yield from check_contract(design, ports)
    manager, more = analyse(compiled)
    yield from check_elaborated(compiled, manager, allowed)
    for item in (*compiled.diagnostics, *more):
        severity = Severity.ERROR if item.is_error else Severity.WARNING
        yield finding(item, None, severity=severity)
    if has_structure:
        yield from _structure(plain_text(compiled))


@functools.cache
def _parser() -> Any:
    """Make pyverilog's parser once, with the tables that `rtlgen.lint.run` keeps."""
    from pyverilog.vparser.parser import VerilogParser

    with contextlib.suppress(ImportError):
        # PLY looks for them in pyverilog itself.
        sys.modules["pyverilog.vparser.parsetab"] = importlib.import_module("parsetab")
    return VerilogParser(outputdir=".", debug=False)


def _structure(verilog: str) -> Iterator[Finding]:
    from pyverilog.vparser.parser import ParseError

    import rtlgen.lint.rules.structure  # noqa: F401 - registers its rules
    from rtlgen.lint.rule import STRUCTURE

    _parser().lexer.reset_lineno()
    try:
        tree = _parser().parse(verilog)
    except (ParseError, RecursionError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield Finding(
            code="RTL018", severity=Severity.NOTE,
            message=f"pyverilog cannot parse this ({said}); the rules on structure were not tried",
        )  # fmt: skip
        return
    for module in tree.description.definitions:
        for rule in STRUCTURE:
            yield from rule.check(module) if rule.check else ()


if __name__ == "__main__":
    main()
