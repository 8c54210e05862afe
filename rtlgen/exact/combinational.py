"""Combinational logic from vectors: truth tables, Karnaugh maps, next-state logic."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from rtlgen.exact.emit import bit_names, module
from rtlgen.exact.minimise import MAX_VARIABLES, expression
from rtlgen.finding import Finding, Severity
from rtlgen.spec.artefacts.truth_table import uncovered
from rtlgen.spec.model import Bits, Obligation, Port, SourceRef, Spec, Vector

_MAX_COUNTED = 16
"""Most input bits for which the inputs that are left open are counted."""


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rows:
    """What is demanded of one output."""

    port: Port
    names: tuple[str, ...]
    """Input bits that some vector names."""
    patterns: tuple[Bits, ...]
    """Their values in each vector."""
    wanted: tuple[Bits, ...]


def build_combinational(spec: Spec, obligations: Sequence[Obligation]) -> Built:
    """Minimise each output bit over the inputs that its vectors name."""
    vectors = [vector for o in obligations for vector in o.vectors]
    source = obligations[0].source
    shown = {name for v in vectors for name, _ in v.expected}
    if missing := [p.name for p in spec.outputs if p.name not in shown]:
        message = f"no artefact shows the output {', '.join(map(repr, missing))}"
        return Built(findings=(open_finding(source, message, code="EXA102"),))
    lines: list[str] = []
    terms = 0
    registers: list[str] = []
    findings: list[Finding] = []
    for port in spec.outputs:
        rows = _rows_of(port, spec, vectors)
        if len(rows.names) > MAX_VARIABLES:
            lines += _case(rows)
            registers.append(port.name)
        else:
            made, count = _minimised(rows)
            lines, terms = lines + made, terms + count
        if text := _left_open(rows):
            findings.append(open_finding(source, text))
    what = "; ".join(dict.fromkeys(obligation.name for obligation in obligations))
    note = f"{what}, minimised to {terms} {'term' if terms == 1 else 'terms'}"
    if registers:
        note = f"{what}, {len(vectors)} rows as a case statement"
    return Built(
        verilog=module(spec, lines, registers=registers, note=f"From the {what}."), note=note,
        findings=tuple(findings), is_determined=not findings,
    )  # fmt: skip


def _rows_of(port: Port, spec: Spec, vectors: Sequence[Vector]) -> _Rows:
    chosen = [v for v in vectors if port.name in dict(v.expected)]
    whole = [
        "".join(dict(v.inputs).get(p.name, "-" * p.width) for p in spec.inputs) for v in chosen
    ]
    bits = [name for p in spec.inputs for name in bit_names(p)]
    named = [i for i in range(len(bits)) if any(pattern[i] != "-" for pattern in whole)]
    return _Rows(
        port=port, names=tuple(bits[i] for i in named),
        patterns=tuple("".join(pattern[i] for i in named) for pattern in whole),
        wanted=tuple(dict(v.expected)[port.name] for v in chosen),
    )  # fmt: skip


def _minimised(rows: _Rows) -> tuple[list[str], int]:
    lines: list[str] = []
    terms = 0
    for index, target in enumerate(bit_names(rows.port)):
        ones: set[int] = set()
        zeros: set[int] = set()
        for pattern, wanted in zip(rows.patterns, rows.wanted, strict=True):
            if wanted[index] != "-":
                (ones if wanted[index] == "1" else zeros).update(expand(pattern))
        text, count = expression(rows.names, ones, zeros)
        lines.append(f"assign {target} = {text};")
        terms += count
    return lines, terms


def _left_open(rows: _Rows) -> str:
    """Say how many inputs no vector names, for the bit that is left open most; empty = none."""
    width = len(rows.names)
    if width > _MAX_COUNTED:
        left = uncovered(rows.patterns, width)
        return "" if left == [] else f"not all inputs of {rows.port.name!r} have a row"
    stated: set[int] = set()
    for pattern in rows.patterns:
        stated |= expand(pattern)
    left_open = (1 << width) - len(stated)
    if not left_open:
        return ""
    return (
        f"{left_open} of {1 << width} inputs of {rows.port.name!r} are left open; any value was "
        "taken"
    )


def expand(pattern: Bits) -> set[int]:
    """Return all numbers that a pattern with don't-cares stands for."""
    numbers = {0}
    for bit in pattern:
        choices = (0, 1) if bit in "-x" else (int(bit),)
        numbers = {number << 1 | choice for number in numbers for choice in choices}
    return numbers


def _case(rows: _Rows) -> list[str]:
    """Too many variables to minimise: an arm for each value but the most frequent one."""
    name, size, width = rows.port.name, rows.port.width, len(rows.names)
    usual = Counter(rows.wanted).most_common(1)[0][0].replace("-", "0")
    lines = [f"always @(*) casez ({{{', '.join(rows.names)}}})"]
    pairs = zip(rows.patterns, rows.wanted, strict=True)
    for pattern, wanted in sorted(pairs, key=lambda pair: pair[1].count("-")):
        value = "".join(u if w == "-" else w for w, u in zip(wanted, usual, strict=True))
        if value != usual:
            lines.append(f"  {width}'b{pattern.replace('-', '?')}: {name} = {size}'b{value};")
    return [*lines, f"  default: {name} = {size}'b{usual};", "endcase"]
