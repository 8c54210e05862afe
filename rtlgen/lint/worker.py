"""The child process that reads texts which may be hostile: JSON in, findings as JSON lines out."""

from __future__ import annotations

import contextlib
import dataclasses
import faulthandler
import functools
import importlib
import itertools
import json
import sys
from collections.abc import Iterable, Iterator
from typing import Any

from rtlgen.finding import Finding, Severity
from rtlgen.lint.front_end import not_analysed
from rtlgen.lint.rules.allowed import check_elaborated, check_text
from rtlgen.lint.rules.contract import check_contract
from rtlgen.spec.model import Direction, Port
from rtlgen.verilog.design import Design
from rtlgen.verilog.errors import VerilogError
from rtlgen.verilog.interface import fields_of, write_interface
from rtlgen.verilog.plain import plain_text
from rtlgen.verilog.read import describe
from rtlgen.verilog.syntax import Compiled, analyse, compile_text, finding

LARGEST_STRUCTURE = 1 << 16
"""Characters of the longest text that pyverilog is given; it reads about 30,000 in a second."""

MOST_FINDINGS = 200
"""Findings that are told of one text; a hostile one has thousands."""


def warm_up() -> None:
    """Load what every job needs, see `rtlgen.sandbox.warm`."""
    import rtlgen.lint.rules.structure

    assert rtlgen.lint.rules.structure  # noqa: S101 - registers its rules
    _parser()


def main() -> None:
    """Read a job from standard input; print what is wrong with each text as soon as it is known.

    With the rules on structure there is a second line for each text.
    """
    job = json.load(sys.stdin)
    ports = None if job["ports"] is None else tuple(map(_port, job["ports"]))
    print("ready", flush=True)  # see `rtlgen.lint.run.READY`
    for verilog in job["texts"]:
        read = Read()
        with _limited(job["each_s"]):
            _report(inspect(verilog, job["top"], ports, frozenset(job["relaxed"]), read), read)
        if job["has_structure"]:
            with _limited(job["each_s"]):
                _report(_structure(read), read)


@contextlib.contextmanager
def _limited(seconds: float) -> Iterator[None]:
    """End the process after a time: nothing else interrupts a parser."""
    faulthandler.dump_traceback_later(seconds, exit=True)
    yield
    faulthandler.cancel_dump_traceback_later()


def _report(findings: Iterable[Finding], read: Read) -> None:
    # All errors come before the warnings.
    shown = itertools.islice(findings, MOST_FINDINGS)
    line: dict[str, Any] = {"findings": [fields_of(item) for item in shown]}
    line["interface"] = None if read.design is None else write_interface(read.design)
    print(json.dumps(line), flush=True)


def _port(item: dict[str, Any]) -> Port:
    return Port(
        name=item["name"], direction=Direction(item["direction"]), width=item["width"],
        is_assumed=item["is_assumed"],
    )  # fmt: skip


@dataclasses.dataclass(slots=True)
class Read:
    """What a text says, as far as it can be read."""

    design: Design | None = None
    compiled: Compiled | None = None
    """Set when no rule has refused to look further."""


def inspect(
    verilog: str, top: str | None, ports: tuple[Port, ...] | None, relaxed: frozenset[str],
    read: Read,
) -> Iterator[Finding]:  # fmt: skip
    """Yield what the front end, the allow-list and the contract have against a text.

    Args:
        verilog: Source text.
        top: Top module; None = the only one that no other instantiates.
        ports: The contract; None = none.
        relaxed: Groups of the allow-list that are allowed.
        read: Takes what can be read, while the findings are taken.
    """
    compiled = compile_text(verilog, top=top)
    yield from check_text(verilog, compiled, relaxed)
    try:
        read.design = design = describe(verilog, compiled, top=top)
    except VerilogError as error:
        yield from error.findings
        return
    if ports is not None:
        yield from check_contract(design, ports)
    manager, more = analyse(compiled)
    yield from check_elaborated(compiled, manager, relaxed)
    read.compiled = compiled
    for item in (*compiled.diagnostics, *more):
        severity = Severity.ERROR if item.is_error else Severity.WARNING
        yield finding(item, None, severity=severity)


@functools.cache
def _parser() -> Any:
    """Make pyverilog's parser once, with the tables that `rtlgen.lint.run` keeps."""
    from pyverilog.vparser.parser import VerilogParser

    with contextlib.suppress(ImportError):
        # PLY looks for them in pyverilog itself.
        sys.modules["pyverilog.vparser.parsetab"] = importlib.import_module("parsetab")
    return VerilogParser(outputdir=".", debug=False)


def _structure(read: Read) -> Iterator[Finding]:
    from pyverilog.vparser.parser import ParseError

    import rtlgen.lint.rules.structure  # noqa: F401 - registers its rules
    from rtlgen.lint.rule import STRUCTURE

    if read.compiled is None:
        return
    verilog = plain_text(read.compiled)
    if len(verilog) > LARGEST_STRUCTURE:
        yield not_analysed(f"pyverilog is not given texts of {len(verilog)} characters")
        return
    _parser().lexer.reset_lineno()
    try:
        tree = _parser().parse(verilog)
    except (ParseError, RecursionError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        yield not_analysed(f"pyverilog cannot parse this ({said})")
        return
    for module in tree.description.definitions:
        for rule in STRUCTURE:
            yield from rule.check(module) if rule.check else ()


if __name__ == "__main__":
    main()
