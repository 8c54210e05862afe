"""Tables, maps, machines, waveforms and figures of a specification.

    find.py         goes through a text and asks each reader
    grid.py         blocks of lines, rows of cells, collected findings
    values.py       values and column heads
    truth_table.py  truth tables          karnaugh.py    Karnaugh maps
    state_table.py  tables of machines    transitions.py lists of transitions
    machine.py      what the two share    waveform.py    waveform tables
    wavedrom.py     WaveDrom JSON         figures.py     images
    answer.py       the same, in what a language model wrote

Not covered: pictures are only carried; `rtlgen.images` has them read.
"""

from __future__ import annotations

from rtlgen.spec.artefacts.answer import artefacts_of_answer, printable
from rtlgen.spec.artefacts.find import find_artefacts, read_csv_artefact
from rtlgen.spec.artefacts.wavedrom import read_wavedrom

__all__ = [
    "artefacts_of_answer",
    "find_artefacts",
    "printable",
    "read_csv_artefact",
    "read_wavedrom",
]
