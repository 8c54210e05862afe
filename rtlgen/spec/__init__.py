"""Specifications: from text, tables, maps, machines and waveforms to data.

    reader.py       a file, a folder or standard input → Spec
    source.py       loading: size, encoding          folder.py     the files of a folder
    document.py     prose, Verilog, front matter     names.py      the module's name
    interface.py    name, parameters, ports          roles.py      clocks and resets
    ports/          ports in all the ways that people write them
    artefacts/      truth tables, Karnaugh maps, state tables, waveforms, figures
    readings.py     what a model saw in a figure, once a person has approved it
    obligations.py  artefacts → vectors that a design must satisfy
    model.py        the types                        codes.py      pages of the rule codes

Not covered: pictures without an approved reading; several modules in one specification; more
than one clock.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rtlgen.spec.model import (
    DATA,
    Artefact,
    Column,
    Direction,
    Encoding,
    Figure,
    KarnaughMap,
    Obligation,
    ObligationKind,
    Parameter,
    Port,
    Role,
    RoleKind,
    SourceRef,
    Spec,
    StateTable,
    TableRow,
    Transition,
    TruthTable,
    Vector,
    Waveform,
    WaveSample,
)

if TYPE_CHECKING:
    from rtlgen.spec.obligations import derive_obligations
    from rtlgen.spec.reader import read_spec

__all__ = [
    "DATA",
    "Artefact",
    "Column",
    "Direction",
    "Encoding",
    "Figure",
    "KarnaughMap",
    "Obligation",
    "ObligationKind",
    "Parameter",
    "Port",
    "Role",
    "RoleKind",
    "SourceRef",
    "Spec",
    "StateTable",
    "TableRow",
    "Transition",
    "TruthTable",
    "Vector",
    "WaveSample",
    "Waveform",
    "derive_obligations",
    "read_spec",
]
_HOMES = {"derive_obligations": "obligations", "read_spec": "reader"}


def __getattr__(name: str) -> Any:
    """Import on first use: most of the program needs the types alone (PEP 562)."""
    from importlib import import_module

    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
