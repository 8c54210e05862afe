"""Designs that do the same, however they are written: what they answer to the same stimuli.

The stimuli are random, from a fixed seed, and drawn for ports in their order, so names make no
difference. Where an output shows a single value under all of them (an equality of wide words, a
flag that is rarely set) nothing is said, because other designs would seem to do the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import closing

from rtlgen.datagen.normal import normal_form
from rtlgen.errors import ToolCrashed
from rtlgen.formal.prove import predict_responses
from rtlgen.verdict import TraceStep
from rtlgen.verilog import Design, VerilogError, read_design
from rtlgen.workers import Lost, Workers

FRAMES = 64
"""How often the inputs take new levels."""
_SEED = 1
_TOGETHER = 100

Tree = tuple[str, ...]
"""See `normal_form`."""


def signatures(texts: Iterable[str], workers: Workers) -> dict[Tree, str]:
    """Return a hash of the answers of each design, by its tree; those that tell nothing are absent.

    Args:
        texts: Verilog; of one tree the first is run.
        workers: Where that is done, see `open_workers`.

    Raises:
        ToolCrashed: a worker was lost.
    """
    distinct: dict[Tree, str] = {}
    for text in texts:
        distinct.setdefault(normal_form(text), text)
    trees = {text: tree for tree, text in distinct.items()}
    several = list(trees)
    chunks = [several[at : at + _TOGETHER] for at in range(0, len(several), _TOGETHER)]
    found: dict[Tree, str] = {}
    with closing(workers.run(_signed, chunks)) as results:
        for chunk, answers in results:
            if isinstance(answers, Lost):
                raise ToolCrashed(f"designs could not be compared: {answers.reason}")
            for text, answer in zip(chunk, answers, strict=True):
                if answer is not None:
                    found[trees[text]] = answer
    return found


def _signed(texts: Sequence[str]) -> list[str | None]:
    designs = [_read(text) for text in texts]
    readable = [design for design in designs if design is not None]
    answers = iter(predict_responses(readable, frames=FRAMES, seed=_SEED))
    return [
        None if design is None else _signature(design, next(answers)) for design in designs
    ]  # fmt: skip


def _read(text: str) -> Design | None:
    try:
        return read_design(text)
    except VerilogError:
        return None


def _signature(design: Design, steps: tuple[TraceStep, ...] | str) -> str | None:
    """Hash ports without their names, and what the outputs show."""
    if isinstance(steps, str):
        return None
    shown = [dict(step.expected) for step in steps]
    names = [port.name for port in design.outputs]
    columns = [[row[name] for row in shown if name in row] for name in names]
    if any(len(set(column)) < 2 for column in columns):
        return None
    ports = [(port.direction.value, port.width, port.role.kind.value) for port in design.ports]
    return hashlib.sha256(repr((ports, columns)).encode()).hexdigest()
