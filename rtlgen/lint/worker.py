"""The child process that reads a text which may be hostile: JSON in, findings as JSON out."""

from __future__ import annotations

import contextlib
import dataclasses
import importlib
import json
import sys
from collections.abc import Iterator
from typing import Any

from rtlgen.finding import Finding, Severity


def main() -> None:
    """Read a job from standard input and print its findings."""
    job = json.load(sys.stdin)
    ports = None if job["ports"] is None else tuple(_port(item) for item in job["ports"])
    findings = list(inspect(job["verilog"], job["top"], ports, job["path"]))
    print(json.dumps([dataclasses.asdict(finding) for finding in findings]))


def _port(item: dict[str, Any]) -> Any:
    from rtlgen.spec.model import Direction, Port

    return Port(name=item["name"], direction=Direction(item["direction"]), width=item["width"])


def inspect(verilog: str, top: str | None, ports: Any, path: str | None) -> Iterator[Finding]:
    """Yield everything that is wrong with a text, the certain things first."""
    from rtlgen.lint.rules.contract import check_contract
    from rtlgen.verilog.errors import VerilogError
    from rtlgen.verilog.read import read_design
    from rtlgen.verilog.syntax import analyse, compile_text, finding

    try:
        design = read_design(verilog, top=top, path=path)
    except VerilogError as error:
        yield from error.findings
        return
    if ports is not None:
        yield from check_contract(design, ports)
    compiled = compile_text(verilog, top=design.top, path=path)
    _, more = analyse(compiled)
    for item in (*compiled.diagnostics, *more):
        severity = Severity.ERROR if item.is_error else Severity.WARNING
        yield finding(item, path, severity=severity)
    yield from _structure(verilog, path)


def _use_kept_tables() -> None:
    """Let PLY find the parser tables that `rtlgen.lint.run` keeps; it looks in pyverilog itself."""
    with contextlib.suppress(ImportError):
        sys.modules["pyverilog.vparser.parsetab"] = importlib.import_module("parsetab")


def _structure(verilog: str, path: str | None) -> Iterator[Finding]:
    from pyverilog.vparser.parser import ParseError, VerilogParser

    import rtlgen.lint.rules.structure  # noqa: F401 - registers its rules
    from rtlgen.lint.rule import STRUCTURE

    _use_kept_tables()
    try:
        tree = VerilogParser(outputdir=".", debug=False).parse(verilog)
    except (ParseError, RecursionError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield Finding(
            code="RTL018", severity=Severity.NOTE, path=path,
            message=f"pyverilog cannot parse this ({said}); the rules on structure were not tried",
        )  # fmt: skip
        return
    for module in tree.description.definitions:
        for rule in STRUCTURE:
            for found in rule.check(module) if rule.check else ():
                yield dataclasses.replace(found, path=path)


if __name__ == "__main__":
    main()
