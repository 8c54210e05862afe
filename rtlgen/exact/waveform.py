"""The smallest logic or registers that agree with a waveform.

Each output bit is explained on its own, by the first of these that fits every sample: logic of
the inputs, a register on the clock's active edge, one on the other edge, a latch, logic of inputs
and other outputs. The fewest variables that explain the samples are taken.

Not covered: hidden state (a counter that is not shown), arithmetic on buses.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rtlgen.exact.combinational import Built, expand, open_finding
from rtlgen.exact.emit import bit_names, module
from rtlgen.exact.minimise import expression
from rtlgen.finding import Finding
from rtlgen.spec.model import Port, Spec, Waveform
from rtlgen.spec.obligations import spread

MAX_BITS = 12
"""Most bits that an output may depend on."""
_Sample = Mapping[str, str]


class Kind(StrEnum):
    """How an output bit follows its function."""

    LOGIC = "logic"
    RISING = "posedge"
    FALLING = "negedge"
    HIGH = "latch open at 1"
    LOW = "latch open at 0"
    MEALY = "logic of registers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """An output bit and the logic that explains it."""

    target: str
    kind: Kind
    text: str
    is_determined: bool
    reset_value: str = ""
    """Level after an asynchronous reset; empty when there is none."""


def build_waveform(spec: Spec, waveform: Waveform) -> Built:
    """Explain all outputs of a waveform, or say which one cannot be."""
    ports = {port.name: port for port in spec.ports}
    shown = {column.name for column in waveform.columns}
    if missing := [p.name for p in spec.outputs if p.name not in shown]:
        message = f"the waveform does not show the output {', '.join(map(repr, missing))}"
        return Built(findings=(open_finding(waveform.source, message, code="EXA102"),))
    samples = [_bits(waveform, sample.values, ports) for sample in waveform.samples]
    inputs = [b for p in spec.inputs if p.name in shown for b in bit_names(p)]
    outputs = [b for p in spec.outputs for b in bit_names(p)]
    if len(inputs) > MAX_BITS or len(outputs) > 32:
        message = f"{len(inputs)} input bits are too many for a search ({MAX_BITS} are searched)"
        return Built(findings=(open_finding(waveform.source, message, code="EXA104"),))
    explained: list[Explained] = []
    for target in outputs:
        found = _explain(target, samples, inputs, outputs, spec)
        if found is None:
            message = f"neither logic nor a register explains the output {target!r}"
            return Built(findings=(open_finding(waveform.source, message, code="EXA104"),))
        explained.append(found)
    return _write(spec, waveform, explained)


def _bits(waveform: Waveform, values: Sequence[str], ports: dict[str, Port]) -> _Sample:
    levels: dict[str, str] = {}
    for name, bits in spread(list(zip(waveform.columns, values, strict=True)), ports):
        levels.update(zip(bit_names(ports[name]), bits, strict=True))
    return levels


def _explain(
    target: str,
    samples: Sequence[_Sample],
    inputs: Sequence[str],
    outputs: Sequence[str],
    spec: Spec,
) -> Explained | None:
    clocks = [port.name for port in spec.clocks]
    data = [name for name in inputs if name not in clocks]
    resets = {p.name: p for p in spec.resets if p.role.asynchronous}
    for kind, clock, feeds in _hypotheses(clocks, spec):
        free = (
            data if feeds is None else [*data, *(o for o in outputs if o in feeds or feeds == "")]
        )
        usable = [name for name in free if name not in resets] if clock else free
        rows = _rows(kind, clock, target, samples, resets)
        if rows is None or not rows:
            continue
        found = _fit(rows, usable)
        if found is None:
            continue
        names, ones, zeros = found
        text, _ = expression(names, ones, zeros)
        # A register might also depend on itself: then all its states must have been seen too.
        possible = usable if clock is None or target in usable else [*usable, target]
        seen = {"".join(row[name] for name in possible if name in row) for row, _ in rows}
        known = sum(set(key) <= {"0", "1"} for key in seen)
        return Explained(
            target=target,
            kind=kind,
            text=text,
            is_determined=known == 1 << len(possible),
            reset_value=_reset_value(target, samples, resets) if clock else "",
        )
    return None


def _hypotheses(clocks: Sequence[str], spec: Spec) -> Iterator[tuple[Kind, str | None, str | None]]:
    """Yield (kind, clock, which outputs feed back: None = none, "" = all), the simplest first."""
    yield Kind.LOGIC, None, None
    for clock in clocks:
        falls = next(p.role.active_low for p in spec.clocks if p.name == clock)
        edges = (Kind.FALLING, Kind.RISING) if falls else (Kind.RISING, Kind.FALLING)
        for feeds in (None, ""):
            for kind in edges:
                yield kind, clock, feeds
        yield Kind.HIGH, clock, None
        yield Kind.LOW, clock, None
    yield Kind.MEALY, None, ""


_Row = tuple[_Sample, str]


def _rows(
    kind: Kind,
    clock: str | None,
    target: str,
    samples: Sequence[_Sample],
    resets: Mapping[str, Port],
) -> list[_Row] | None:
    """Return (what the function sees, its value) for each sample; None excludes the kind."""
    rows: list[_Row] = []
    for before, now in zip([None, *samples], samples, strict=False):
        value = now[target]
        if clock is None:
            if value in "01":
                others = {n: v for n, v in now.items() if n != target}
                rows.append((others, value))
            continue
        if before is None:
            continue
        if any(now[n] == ("0" if p.role.active_low else "1") for n, p in resets.items()):
            continue
        if kind in (Kind.RISING, Kind.FALLING):
            up = (before[clock], now[clock]) == (("0", "1") if kind is Kind.RISING else ("1", "0"))
            if up and value in "01":
                rows.append((before, value))
            elif not up and value in "01" and before[target] in "01" and value != before[target]:
                return None
        else:
            is_open = now[clock] == ("1" if kind is Kind.HIGH else "0")
            if is_open and value in "01":
                rows.append((now, value))
            elif (
                not is_open and value in "01" and before[target] in "01" and value != before[target]
            ):
                return None
    return rows


def _fit(
    rows: Sequence[_Row], names: Sequence[str]
) -> tuple[tuple[str, ...], set[int], set[int]] | None:
    """Find the fewest variables of which the value is a function."""
    for size in range(min(len(names), 7) + 1):
        for chosen in itertools.combinations(names, size):
            table: dict[int, str] = {}
            for row, value in rows:
                # An unknown input with a known output: the function has that value either way.
                numbers = expand("".join(row.get(name, "x") for name in chosen).replace("z", "x"))
                if any(table.setdefault(number, value) != value for number in numbers):
                    break
            else:
                if table:
                    ones = {n for n, v in table.items() if v == "1"}
                    return chosen, ones, set(table) - ones
    return None


def _reset_value(target: str, samples: Sequence[_Sample], resets: Mapping[str, Port]) -> str:
    for sample in samples:
        for name, port in resets.items():
            if sample[name] == ("0" if port.role.active_low else "1") and sample[target] in "01":
                return sample[target]
    return "0" if resets else ""


def _write(spec: Spec, waveform: Waveform, explained: Sequence[Explained]) -> Built:
    clock = spec.clocks[0].name if spec.clocks else ""
    lines: list[str] = []
    registers = set()
    for kind in Kind:
        group = [item for item in explained if item.kind is kind]
        if not group:
            continue
        if kind in (Kind.LOGIC, Kind.MEALY):
            lines += [f"assign {item.target} = {item.text};" for item in group]
            continue
        registers |= {item.target.split("[")[0] for item in group}
        lines += _block(spec, clock, kind, group)
    mixed = {
        item.target.split("[")[0] for item in explained if item.kind in (Kind.LOGIC, Kind.MEALY)
    }
    if registers & mixed:
        message = (
            f"bits of {', '.join(sorted(registers & mixed))} are partly registers, partly logic"
        )
        return Built(findings=(open_finding(waveform.source, message, code="EXA104"),))
    findings: list[Finding] = []
    if not all(item.is_determined for item in explained):
        findings.append(
            open_finding(
                waveform.source,
                "the waveform does not show what the outputs do for all "
                "inputs; the simplest circuit that agrees with it was taken",
            )
        )
    kinds = ", ".join(dict.fromkeys(item.kind.value for item in explained))
    note = f"waveform at {waveform.source}, {kinds}"
    return Built(
        verilog=module(spec, lines, registers=sorted(registers), note=f"From the {note}."),
        note=note,
        findings=tuple(findings),
        is_determined=not findings,
    )


def _block(spec: Spec, clock: str, kind: Kind, group: Sequence[Explained]) -> list[str]:
    if kind in (Kind.HIGH, Kind.LOW):
        test = clock if kind is Kind.HIGH else f"!{clock}"
        return [
            f"always @(*) if ({test}) begin",
            *(f"  {i.target} = {i.text};" for i in group),
            "end",
        ]
    resets = [p for p in spec.resets if p.role.asynchronous]
    events = f"{kind.value} {clock}"
    if not resets:
        return [f"always @({events}) begin", *(f"  {i.target} <= {i.text};" for i in group), "end"]
    reset = resets[0]
    low = reset.role.active_low
    return [
        f"always @({events} or {'negedge' if low else 'posedge'} {reset.name})",
        f"  if ({'!' if low else ''}{reset.name}) begin",
        *(f"    {i.target} <= 1'b{i.reset_value};" for i in group),
        "  end else begin",
        *(f"    {i.target} <= {i.text};" for i in group),
        "  end",
    ]
