"""From the waveforms of a specification to modules."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rtlgen.exact.combinational import Built, open_finding
from rtlgen.exact.emit import module
from rtlgen.exact.machine import machine_lines
from rtlgen.exact.waveform.explain import (
    Explanation,
    Scene,
    explain,
    explain_alone,
    explain_loosely,
)
from rtlgen.exact.waveform.hidden import Machine, find_machine
from rtlgen.exact.waveform.timeline import delays_of, timeline_of, with_delays
from rtlgen.exact.waveform.write import body_of
from rtlgen.finding import Finding
from rtlgen.spec.model import Port, Spec, StateTable, Waveform
from rtlgen.spec.obligations import clocking_of

MAX_DELAY = 3
"""Most clock edges that a hidden register looks back."""


def build_waveforms(spec: Spec, waveforms: Sequence[Waveform]) -> tuple[Built, ...]:
    """Explain all outputs by all waveforms together, or say which one cannot be.

    Returns:
        The smallest design that was found, then another one of the same size, if there is one.
    """
    source = waveforms[0].source
    shown = {column.name for waveform in waveforms for column in waveform.columns}
    if missing := [p.name for p in spec.outputs if p.name not in shown]:
        message = f"the waveform does not show the output {', '.join(map(repr, missing))}"
        return (Built(findings=(open_finding(source, message, code="EXA102"),)),)
    scene = Scene(spec=spec, timelines=tuple(timeline_of(w, spec) for w in waveforms))
    found = explain(scene)
    left = [port for port in spec.outputs if found[port.name] is None]
    machine: Machine | None = None
    if left:
        scene, found = _with_history(scene, found, left)
        left = [port for port in spec.outputs if found[port.name] is None]
    if left:
        machine = _machine(scene, waveforms[0], left)
    for port in left if machine is None else ():
        found[port.name] = explain_loosely(port, scene)
        if found[port.name] is None:
            message = (
                f"neither logic nor a register nor a small machine explains the output "
                f"{port.name!r}"
            )
            return (Built(findings=(open_finding(source, message, code="EXA104"),)),)
    return _designs(scene, waveforms, [e for e in found.values() if e is not None], machine)


def _with_history(
    scene: Scene, found: dict[str, Explanation | None], left: Sequence[Port]
) -> tuple[Scene, dict[str, Explanation | None]]:
    """Let the outputs that are left look at delayed inputs, as few edges back as possible."""
    spec = scene.spec
    if len(spec.clocks) != 1:
        return scene, found
    clock, taken = spec.clocks[0], [port.name for port in spec.ports]
    data = [port for port in scene.data if port not in spec.resets]
    for depth in range(1, MAX_DELAY + 1):
        best: tuple[int, Scene, dict[str, Explanation | None]] | None = None
        for reset in (*spec.resets[:1], None):
            delays = delays_of(data, depth, taken)
            lines = tuple(with_delays(t, delays, clock, reset) for t in scene.timelines)
            deeper = Scene(spec=spec, timelines=lines, delays=delays, delay_reset=reset)
            more = {port.name: explain_alone(port, deeper) for port in left}
            cost = sum(item.cost if item else 1000 for item in more.values())
            if all(more.values()) and (best is None or cost < best[0]):
                best = (cost, deeper, more)
        if best is not None:
            found = {**found, **best[2]}
            return _pruned(best[1], found), found
    return scene, found


def _pruned(scene: Scene, found: dict[str, Explanation | None]) -> Scene:
    """Keep only the delays that are read, and those that feed them."""
    wanted = {name for item in found.values() if item is not None for name in item.reads()}
    kept = []
    for delay in reversed(scene.delays):
        if delay.name in wanted:
            kept.append(delay)
            wanted.add(delay.source)
    return replace(scene, delays=tuple(reversed(kept)))


def _machine(scene: Scene, waveform: Waveform, outputs: Sequence[Port]) -> Machine | None:
    clocking = clocking_of(scene.spec)
    if isinstance(clocking, str):
        return None
    return find_machine(
        scene.timelines, clocking.inputs, outputs, clocking, waveform.source
    )  # fmt: skip


def _designs(
    scene: Scene, waveforms: Sequence[Waveform], found: Sequence[Explanation],
    machine: Machine | None,
) -> tuple[Built, ...]:  # fmt: skip
    findings = [f for item in found if (f := _open(item, waveforms[0]))]
    first = _design(scene, waveforms, found, machine.table if machine else None, findings)
    others = [
        [replace(e, term=e.other) if e is item else e for e in found]
        for item in found
        if item.other is not None
    ]
    if others:
        table = machine.table if machine else None
        return (first, _design(scene, waveforms, others[0], table, findings))
    if machine is not None and machine.other is not None:
        return (first, _design(scene, waveforms, found, machine.other, findings))
    return (first,)


def _design(
    scene: Scene, waveforms: Sequence[Waveform], found: Sequence[Explanation],
    table: StateTable | None, findings: Sequence[Finding],
) -> Built:  # fmt: skip
    lines, registers = body_of(found, scene)
    kinds = [item.way.kind.value for item in found]
    remarks = list(findings)
    if table is not None:
        clocking = clocking_of(scene.spec)
        assert not isinstance(clocking, str)  # noqa: S101 - the machine was found with it
        lines += ["", *machine_lines(scene.spec, table, clocking)]
        kinds.append(f"a machine with {len(table.states)} hidden states")
        remarks.append(
            open_finding(
                waveforms[0].source,
                "the waveform does not show all states; the smallest machine that agrees with it "
                "was taken",
            )
        )
    if scene.delays:
        kinds.append("hidden registers")
    places = ", ".join(str(waveform.source) for waveform in waveforms)
    note = f"waveform at {places}, {', '.join(dict.fromkeys(kinds))}"
    return Built(
        verilog=module(scene.spec, lines, registers=registers, note=f"From the {note}."),
        note=note, findings=tuple(remarks), is_determined=not remarks,
    )  # fmt: skip


def _open(item: Explanation, waveform: Waveform) -> Finding | None:
    """Say what of an output is not shown."""
    if item.is_determined:
        return None
    total = str(1 << item.input_bits) if item.input_bits <= 20 else f"2^{item.input_bits}"
    text = f"the waveform shows {item.seen} of {total} inputs of {item.port.name!r}; "
    if item.other is not None:
        text += "at least two designs of the smallest size agree with it"
    elif item.is_smallest:
        text += "the smallest design was taken, and no other one is as small"
    elif item.term is not None:
        text += "the smallest design that was found was taken"
    else:
        text += "the design that reads the fewest bits was taken"
    return open_finding(waveform.source, text)
