"""Combinational logic from vectors: truth tables, Karnaugh maps, next-state logic."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.exact.emit import bit_names, module
from rtlgen.exact.minimise import MAX_VARIABLES, expression
from rtlgen.finding import Finding, Severity
from rtlgen.spec.model import Obligation, Port, SourceRef, Spec, Vector


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """A module, and what is left open about it."""

    verilog: str = ""
    note: str = ""
    findings: tuple[Finding, ...] = ()
    is_determined: bool = False


def open_finding(source: SourceRef, message: str, *, code: str = "EXA101") -> Finding:
    """Return a warning about something that the artefacts leave open."""
    return Finding(
        code=code, severity=Severity.WARNING, path=source.path, line=source.line, message=message,
        remedy="complete the artefact, or accept any value there",
    )  # fmt: skip


def build_combinational(spec: Spec, obligations: Sequence[Obligation]) -> Built:
    """Minimise each output bit over the inputs that the vectors name."""
    vectors = [vector for o in obligations for vector in o.vectors]
    source = obligations[0].source
    used = {name for v in vectors for name, _ in v.inputs}
    inputs = [port for port in spec.inputs if port.name in used]
    shown = {name for v in vectors for name, _ in v.expected}
    if missing := [p.name for p in spec.outputs if p.name not in shown]:
        message = f"no artefact shows the output {', '.join(map(repr, missing))}"
        return Built(findings=(open_finding(source, message, code="EXA102"),))
    names = [bit for port in inputs for bit in bit_names(port)]
    if len(names) > MAX_VARIABLES:
        return _as_case(spec, inputs, vectors, source)
    patterns = ["".join(dict(v.inputs).get(p.name, "-" * p.width) for p in inputs) for v in vectors]
    lines: list[str] = []
    terms = 0
    still_open: set[int] = set()
    for port in spec.outputs:
        for index, target in enumerate(bit_names(port)):
            ones, zeros, stated = _points(port.name, index, vectors, patterns)
            text, count = expression(names, ones, zeros)
            still_open |= set(range(1 << len(names))) - stated
            lines.append(f"assign {target} = {text};")
            terms += count
    findings: tuple[Finding, ...] = ()
    if still_open:
        message = (
            f"{len(still_open)} of {1 << len(names)} inputs are left open; any value was taken"
        )
        findings = (open_finding(source, message),)
    what = "; ".join(obligation.name for obligation in obligations)
    note = f"{what}, minimised to {terms} {'term' if terms == 1 else 'terms'}"
    return Built(
        verilog=module(spec, lines, note=f"From the {what}."), note=note, findings=findings,
        is_determined=not still_open,
    )  # fmt: skip


def _points(
    output: str, index: int, vectors: Sequence[Vector], patterns: Sequence[str]
) -> tuple[set[int], set[int], set[int]]:
    """Return the inputs for which a bit is 1, is 0, and is stated at all (`-` counts)."""
    ones: set[int] = set()
    zeros: set[int] = set()
    stated: set[int] = set()
    for vector, pattern in zip(vectors, patterns, strict=True):
        bits = dict(vector.expected).get(output)
        if bits is None:
            continue
        numbers = expand(pattern)
        stated |= numbers
        if bits[index] == "1":
            ones |= numbers
        elif bits[index] == "0":
            zeros |= numbers
    return ones, zeros, stated


def expand(pattern: str) -> set[int]:
    """Return all numbers that a pattern with don't-cares stands for."""
    numbers = {0}
    for bit in pattern:
        choices = (0, 1) if bit in "-x" else (int(bit),)
        numbers = {number << 1 | choice for number in numbers for choice in choices}
    return numbers


def _as_case(
    spec: Spec, inputs: Sequence[Port], vectors: Sequence[Vector], source: SourceRef
) -> Built:
    """Too many variables to minimise: one arm per row."""
    bits = ", ".join(port.name for port in inputs)
    width = sum(port.width for port in inputs)
    lines = ["always @(*) begin"]
    lines += [f"  {p.name} = {p.width}'b{'x' * p.width};" for p in spec.outputs]
    lines.append(f"  casez ({{{bits}}})")
    for vector in vectors:
        levels = dict(vector.inputs)
        pattern = "".join(levels.get(p.name, "-" * p.width) for p in inputs).replace("-", "?")
        values = " ".join(f"{n} = {len(b)}'b{b.replace('-', 'x')};" for n, b in vector.expected)
        lines.append(f"    {width}'b{pattern}: begin {values} end")
    lines += ["    default: ;", "  endcase", "end"]
    covered = sum(1 << "".join(b for _, b in v.inputs).count("-") for v in vectors)
    is_whole = covered >= 1 << width
    findings = () if is_whole else (open_finding(source, "not all inputs have a row"),)
    text = module(spec, lines, registers=[p.name for p in spec.outputs], note=f"From {source}.")
    return Built(
        verilog=text, note=f"{len(vectors)} rows as a case statement", findings=findings,
        is_determined=is_whole,
    )  # fmt: skip
