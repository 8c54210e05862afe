"""What leaves with every generated or checked module, so that anybody can look again.

trace.py   counterexamples and mismatches as JSON files that a second command replays
record.py  verdicts and candidates as plain JSON values
bundle.py  the folder of one specification: Verilog, evidence, candidates
folder.py  the output folder: who may write into it, what is already done
"""

from __future__ import annotations

from rtlgen.evidence.bundle import Bundle, write_bundle
from rtlgen.evidence.folder import OutputFolder, folder_names, make_folder
from rtlgen.evidence.record import opinion_record, verdict_record
from rtlgen.evidence.trace import read_trace, write_trace

__all__ = [
    "Bundle",
    "OutputFolder",
    "folder_names",
    "make_folder",
    "opinion_record",
    "read_trace",
    "verdict_record",
    "write_bundle",
    "write_trace",
]
