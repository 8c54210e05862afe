"""Rule codes of the exact backend, with the page that `rtlgen explain CODE` prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

CODES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "EXA101": "# EXA101 the artefacts do not determine the design\n\nFor some inputs (or "
        "states) nothing in the specification says what an output shall be. The Verilog agrees with "
        "all that is said, but another design would as well. Complete the table or waveform.",
        "EXA102": "# EXA102 an output is not determined\n\nNo table, map, machine or waveform shows "
        "this output, so nothing can be built from them alone. Add it, or use a language model.",
        "EXA103": "# EXA103 nothing to build from\n\nThe specification has no artefact that demands "
        "something of the outputs. Use a backend with a language model.",
        "EXA104": "# EXA104 no small circuit fits\n\nNeither logic nor registers of the outputs nor "
        "delayed inputs nor a machine of at most eight hidden states explain a waveform.",
        "EXA105": "# EXA105 machine assumed\n\nA state machine leaves a transition or the state "
        "after reset open; the state was kept, or the first one was taken.",
        "EXA106": "# EXA106 example only\n\nThe text introduces a table or waveform as an example. It is checked "
        "against, but nothing is built from it alone: what it does not show would be guessed. If it "
        "is meant to be complete, do not call it an example.",
    }
)
